"""What a commit that stores or changes a message leaves for the roll-ups: the mark of its hour, and who was there.

Both are remembered by the process, so that a busy hour costs a write for its mark and one for each person in it, and
not one for each message.
"""

from collections.abc import Sequence
from datetime import datetime
from threading import Lock
from typing import Final
from weakref import WeakKeyDictionary
from zoneinfo import ZoneInfo

from cachetools import LRUCache

from common.models import periods
from common.models.ids import TenantId
from common.models.message import Direction, Message
from common.models.tenant import Tenant
from common.store.database import ArrayUnion, Database, Merge, Write
from common.store.stats import Stats
from common.store.touched import Touched

_REMEMBERED: Final = 100_000


class Traces:
    """Makes the writes; one a database, so that all stores of a process share what was written already."""

    def __init__(self, database: Database) -> None:
        self._touched = Touched(database)
        self._stats = Stats(database)
        self._present: LRUCache[tuple[str, str], None] = LRUCache(maxsize=_REMEMBERED)
        self._lock = Lock()
        database.after_commit.append(self._remember)

    def stored(self, tenant: Tenant, message: Message, now: datetime) -> list[Merge]:
        """The writes that go with a new message."""
        return [*self._touched.mark(tenant.id, message.at, now=now), *self._presence(tenant, message)]

    def changed(self, t: TenantId, at: datetime, now: datetime) -> list[Merge]:
        """The writes that go with a change of what is counted in the hour of `at`; none while that hour runs."""
        return [] if self._touched.stands(at, now) else self._touched.mark(t, at, now=now)

    def happened(self, t: TenantId, at: datetime, now: datetime) -> list[Merge]:
        """The writes that go with something else that is counted in the hour of `at`."""
        return self._touched.mark(t, at, now=now)

    def _presence(self, tenant: Tenant, message: Message) -> list[Merge]:
        if message.direction is Direction.OUT:
            return []
        zone = ZoneInfo(tenant.time_zone)
        hour, day, month = (of(message.at, zone) for of in (periods.hour_of, periods.day_of, periods.month_of))
        write = self._stats.note_presence(tenant.id, message.conversation_id, hour, day, month)
        with self._lock:
            return [] if (write.path, hour.id) in self._present else [write]

    def _remember(self, writes: Sequence[Write]) -> None:
        noted = [
            (write.path, hour)
            for write in writes
            if isinstance(write, Merge) and "/presences/" in write.path and isinstance(write.data["hours"], ArrayUnion)
            for hour in write.data["hours"].values
        ]
        with self._lock:
            self._present.update(dict.fromkeys(noted))


_known: Final[WeakKeyDictionary[Database, Traces]] = WeakKeyDictionary()
_making: Final = Lock()


def traces_of(database: Database) -> Traces:
    """The traces of a database."""
    with _making:
        if (traces := _known.get(database)) is None:
            traces = _known[database] = Traces(database)
        return traces
