"""What the last comparison of the billing counters with the messages told, a document a month."""

from datetime import datetime

from common.models.ids import TenantId
from common.models.recount import MonthRecount
from common.store import paths
from common.store.codec import Versioned, decode_versioned, encode
from common.store.database import Create, Database, Patch, Where, Write


class Recounts:
    """Reads and writes them; whoever puts counters right does so in a commit with `keep`."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def find(self, t: TenantId, month: str) -> Versioned[MonthRecount] | None:
        """A month's; one read."""
        found = self._db.get(paths.recount(t, month))
        return decode_versioned(MonthRecount, found) if found else None

    def keep(self, t: TenantId, recount: MonthRecount, known: Versioned[MonthRecount] | None) -> Write:
        """The write that keeps a month's, unless somebody else kept one since `known` was read."""
        path = paths.recount(t, recount.id)
        if known is None:
            return Create(path, encode(recount))
        return Patch(path, {"days": encode(recount).get("days", {})}, known.updated_at)

    def removed_since(self, t: TenantId, at: datetime) -> bool:
        """Whether a restore that removes what is not in its backup was asked for since; one read for each there is."""
        found = self._db.query(paths.restores(t), [Where("remove", "==", True)], limit=100)
        return any(isinstance(begun := f.data.get("started_at"), datetime) and begun >= at for f in found)
