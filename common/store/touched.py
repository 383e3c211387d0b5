"""Which periods something was written in since they were rolled up: the list of what the roll-ups have to do.

The commit that stores or changes a message also marks its hour, unless this process marked the same hour a moment ago,
or the hour still runs and its mark was made. A mark is taken away only by a roll-up that began once the hour was over,
and long enough after the mark that every commit which relied on it was visible.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Final, NamedTuple

from cachetools import LRUCache, TTLCache

from common.errors import WriteRaced
from common.models.ids import TenantId, random_id
from common.models.periods import Grain
from common.store import paths
from common.store.database import Database, Merge, Remove, Where, Write

RELIED_ON_S: Final = 120
"""For how long a process that marked an hour does not mark it again, in seconds."""
MARGIN: Final = timedelta(seconds=120)
"""How long before an hour's end nobody relies any more on that its mark stands: longer than a commit takes."""
KEPT: Final = timedelta(seconds=300)
"""How old a live mark must be before a roll-up takes it away: longer than it is relied on, and a slow commit."""


class Mark(NamedTuple):
    """A period to roll up."""

    id: str
    updated_at: datetime
    """When it was marked last, by the database's clock."""
    live: bool
    """Whether messages marked it; a mark that a roll-up or a back-fill made is relied on by nobody."""


class Touched:
    """Marks periods, and takes marks away."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self._marked: TTLCache[str, None] = TTLCache(maxsize=100_000, ttl=RELIED_ON_S)
        self._ever: LRUCache[str, None] = LRUCache(maxsize=100_000)
        self._lock = Lock()
        database.after_commit.append(self._remember)

    def mark(self, t: TenantId, *instants: datetime, now: datetime) -> list[Merge]:
        """The writes that mark the hours of `instants`; none for those that this process marked and that still stand.

        Args:
            t: the tenant.
            instants: when the messages were written.
            now: the present, by the platform's clock.
        """
        hours = {_hour_id(at): self.stands(at, now) for at in instants}
        with self._lock:
            fresh = sorted(
                id_ for id_, stands in hours.items() if not self._knows(paths.touched_period(t, id_), stands)
            )
        return [
            Merge(paths.touched_period(t, id_), {"grain": Grain.HOUR, "live": True, "touched_at": now}) for id_ in fresh
        ]

    def stands(self, at: datetime, now: datetime) -> bool:
        """Whether a mark of the hour of `at` cannot have been taken away yet, since that hour still runs."""
        return now + MARGIN < _hour_start(at) + timedelta(hours=1)

    def _knows(self, path: str, stands: bool) -> bool:
        return path in self._marked or (stands and path in self._ever)

    def _remember(self, writes: Sequence[Write]) -> None:
        marked = [w.path for w in writes if isinstance(w, Merge) and "/touched/" in w.path and w.data.get("live")]
        with self._lock:
            self._marked.update(dict.fromkeys(marked))
            self._ever.update(dict.fromkeys(marked))

    def ask(self, t: TenantId, grain: Grain, id_: str) -> Merge:
        """The write that has a period rolled up, whether or not anything was written in it.

        Each is another one: Firestore keeps the update time of a document that a write does not change, and a roll-up
        that began before would take the mark away.
        """
        return Merge(paths.touched_period(t, id_), {"grain": grain, "asked": random_id()})

    def find_next_tenant(self, grain: Grain, after: TenantId | None) -> TenantId | None:
        """The next tenant that has such periods to roll up; one read, however many tenants have none."""
        behind = paths.touched_period(after, "~") if after else ""
        found = self._db.next_in_group("touched", Where("grain", "==", grain), behind)
        return paths.tenant_of(found) if found else None

    def marks(self, t: TenantId, grain: Grain, *, after: str = "", limit: int) -> list[Mark]:
        """The tenant's marks of periods of that length, in their order; one read each."""
        found = self._db.query(
            paths.touched(t),
            [Where("grain", "==", grain)],
            order=[("__name__", "ASCENDING")],
            after=[after] if after else (),
            limit=limit,
        )
        return [Mark(f.id, f.updated_at, bool(f.data.get("live"))) for f in found]

    def settle(self, t: TenantId, grain: Grain, mark: Mark, begun_at: datetime) -> bool:
        """Takes a mark away whose period has been rolled up; false if it must stay for a further run.

        Args:
            t: the tenant.
            grain: the length of the mark's period.
            mark: as it was read before the roll-up began.
            begun_at: when it began, by the machine's clock, which is also the database's.
        """
        if mark.live and begun_at - mark.updated_at < KEPT:
            return False
        try:
            self._db.commit(Remove(paths.touched_period(t, mark.id), mark.updated_at))
        except WriteRaced:
            # Another run may have looked after us and taken it away, and our roll-up may have overwritten a newer one.
            self._db.commit(self.ask(t, grain, mark.id))
            return False
        return True


def _hour_id(at: datetime) -> str:
    return f"{_hour_start(at):%Y-%m-%dT%H:00Z}"


def _hour_start(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
