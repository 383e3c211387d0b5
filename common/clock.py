"""What time it is: UTC, and in the local stack the time that a person has moved on."""

import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol


class Clock(Protocol):
    """Tells the time; injected wherever time decides something."""

    def now(self) -> datetime:
        """The present instant in UTC."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """The present instant in UTC."""
        return datetime.now(UTC)


class OffsetClock:
    """The machine's clock plus the seconds that stand in a file, so that several processes agree on a moved time."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def now(self) -> datetime:
        """The present instant in UTC, moved by the file's offset; no file means no offset."""
        try:
            offset_s = float(self._path.read_text() or 0)
        except FileNotFoundError:
            offset_s = 0.0
        return datetime.fromtimestamp(time.time() + offset_s, UTC)


class FixedClock:
    """A clock that stands where it was put; for tests and dry runs."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        """The instant at which the clock stands."""
        return self.at


def epoch_ms(at: datetime) -> int:
    """Milliseconds since 1970-01-01 UTC."""
    return round(at.timestamp() * 1000)


def from_epoch_ms(ms: int) -> datetime:
    """The UTC instant of a number of milliseconds since 1970-01-01."""
    return datetime.fromtimestamp(ms / 1000, UTC)
