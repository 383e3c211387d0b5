"""What must not be lost: events that came too early, and notices about accounts."""

from collections.abc import Mapping

from common.errors import AlreadyExists
from common.models.ids import TenantId
from common.store import paths
from common.store.codec import traced
from common.store.database import Create, Database, Found, Merge, Remove


class Work:
    """Reads and writes parked events and notices."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def park(self, t: TenantId, id_: str, data: Mapping[str, object]) -> bool:
        """Keeps an event until what it is about is there; False if it is kept already."""
        return self._create(Create(paths.parked(t, id_), traced(data)))

    def find_parked(self, t: TenantId, id_: str) -> Found | None:
        """A parked event."""
        return self._db.get(paths.parked(t, id_))

    def unpark(self, t: TenantId, id_: str) -> None:
        """Forgets a parked event that has been dealt with."""
        self._db.commit(Remove(paths.parked(t, id_)))

    def mark_unmatched(self, t: TenantId, id_: str) -> None:
        """Notes that what a parked event is about never came; it stays for whoever looks into it."""
        self._db.commit(Merge(paths.parked(t, id_), {"state": "unmatched"}))

    def note(self, t: TenantId, id_: str, data: Mapping[str, object]) -> bool:
        """Keeps what a provider said about the account; False if it is kept already."""
        return self._create(Create(paths.notice(t, id_), data))

    def _create(self, write: Create) -> bool:
        try:
            self._db.commit(write)
        except AlreadyExists:
            return False
        return True
