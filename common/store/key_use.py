"""How often API keys are used: the limit a minute over all processes, and when a key was last used.

A process lets a few calls a minute through by itself, and then leases more, some at a time, from one counter of the
key's minute. So most keys cost nothing, a busy one a write every few seconds, and a key gets past its limit by at most
the free calls of the processes that have leased nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Final

from cachetools import TTLCache

from common import log
from common.errors import AppError, TooManyRequests
from common.models.ids import TenantId
from common.models.tenant import ApiKey
from common.store import paths
from common.store.database import Database, Increment, Merge, Patch

FREE: Final = 20
"""How many calls of a key a process lets through in a minute without asking."""
LEASES: Final = 30
"""Into how many leases a minute's limit is divided at most, which keeps the counter below a write a second."""
MINUTE_S: Final = 60
KEPT: Final = timedelta(hours=1)
NOTED: Final = timedelta(hours=1)
"""How exactly it is told when a key was last used."""
ACCESS: Final = "access"
"""As which function what this costs is told."""


@dataclass
class _Window:
    """A key's minute, as a process knows it."""

    minute: int
    left: int = FREE
    owed: int = FREE
    """Calls that the counter does not know of yet."""
    is_over: bool = False


class KeyUse:
    """Counts calls; thread-safe, one a process."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self._windows: TTLCache[tuple[TenantId, str], _Window] = TTLCache(maxsize=10_000, ttl=2 * MINUTE_S)
        self._lock = Lock()

    def take(self, t: TenantId, id_: str, limit: Callable[[], int], now: datetime) -> None:
        """Lets a call through.

        Args:
            t: the tenant.
            id_: the key's id.
            limit: tells how many calls a minute the key may make; asked only where the free ones are used up.
            now: the present.

        Raises:
            TooManyRequests: the limit is reached; the next minute helps.
        """
        minute = int(now.timestamp()) // MINUTE_S
        with self._lock:
            window = self._windows.get((t, id_))
            if window is None or window.minute != minute:
                window = self._windows[t, id_] = _Window(minute)
            if window.left > 0:
                window.left -= 1
                return
            owed, window.owed = window.owed, 0
        mark = log.function_name.set(ACCESS)
        try:
            most = limit()
            granted = 0 if window.is_over else self._lease(t, id_, minute, most, owed)
        finally:
            log.function_name.reset(mark)
        with self._lock:
            window.left += granted - 1 if granted else 0
            window.is_over = not granted
        if not granted:
            wait_s = MINUTE_S - int(now.timestamp()) % MINUTE_S
            raise TooManyRequests(f"This API key may make {most:,} calls a minute.", retry_after_s=wait_s)

    def note(self, t: TenantId, key: ApiKey, now: datetime) -> None:
        """Notes that a key is in use, at most once an hour; losing it harms nobody."""
        if key.last_used_at is not None and now - key.last_used_at < NOTED:
            return
        mark = log.function_name.set(ACCESS)
        try:
            self._db.commit(Patch(paths.api_key(t, key.id), {"last_used_at": now}))
        except AppError as error:
            log.warning("When a key was last used was not noted.", key=key.id, error=error.detail)
        finally:
            log.function_name.reset(mark)

    def _lease(self, t: TenantId, id_: str, minute: int, limit: int, owed: int) -> int:
        """How many further calls the key may make here."""
        wanted = max(FREE, limit // LEASES)
        end = datetime.fromtimestamp((minute + 1) * MINUTE_S, tz=UTC)
        fields = {"calls": Increment(owed + wanted), "expires_at": end + KEPT}
        (written,) = self._db.commit(Merge(paths.key_minute(t, id_, minute), fields))
        total = written.numbers["calls"]
        if not isinstance(total, int):
            raise AssertionError("A counter came to no whole number.")
        return max(0, min(wanted, limit - (total - wanted)))
