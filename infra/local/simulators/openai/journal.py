"""The latest requests as they came, by which a test shows what reached the model and what did not."""

from collections import deque
from typing import Final

from infra.local.simulators.contracts import Clock, Json, rfc3339

KEPT: Final = 200


class Journal:
    """Remembers the last requests, in memory only."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._entries: deque[Json] = deque(maxlen=KEPT)

    def note(self, method: str, path: str, body: object) -> Json:
        """Keeps a request; the entry returned takes its answer's status."""
        entry: Json = {"at": rfc3339(self._clock.now()), "method": method, "path": path, "body": body, "status": None}
        self._entries.append(entry)
        return entry

    def entries(self) -> list[Json]:
        """The requests, the oldest first."""
        return list(self._entries)

    def clear(self) -> None:
        """Forgets them."""
        self._entries.clear()
