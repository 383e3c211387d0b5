"""The answers that Idempotency-Keys already got, kept for a day."""

from datetime import datetime, timedelta
from typing import Final, NamedTuple

from common.errors import AlreadyExists
from common.models.ids import TenantId
from common.store import paths
from common.store.database import Create, Database, Patch, Remove

KEEP: Final = timedelta(days=1)
LEASE: Final = timedelta(seconds=90)
"""How long a request may run under a key before a repetition may take over."""


class KnownAnswer(NamedTuple):
    """What stands under a key."""

    request_hash: str
    status: int
    """The HTTP status of the answer; 0 while the first request still runs."""
    body: str


class Idempotency:
    """Claims keys and keeps answers."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def claim(self, t: TenantId, id_: str, request_hash: str, now: datetime) -> KnownAnswer | None:
        """None if the key is the caller's now; otherwise what stands under it."""
        path = paths.idempotency(t, id_)
        record = {"request_hash": request_hash, "status": 0, "lease_until": now + LEASE, "expires_at": now + KEEP}
        try:
            self._db.commit(Create(path, record))
            return None
        except AlreadyExists:
            found = self._db.get(path)
        if found is None:
            return KnownAnswer(request_hash, 0, "")
        status = found.data.get("status")
        lease_until = found.data.get("lease_until")
        same = found.data.get("request_hash") == request_hash
        if same and not status and isinstance(lease_until, datetime) and lease_until <= now:
            # The first request died under way. Only one repetition may take over.
            self._db.commit(Patch(path, record, found.updated_at))
            return None
        return KnownAnswer(
            str(found.data.get("request_hash", "")),
            status if isinstance(status, int) else 0,
            str(found.data.get("body", "")),
        )

    def keep(self, t: TenantId, id_: str, status: int, body: str) -> None:
        """Keeps the answer for repetitions."""
        self._db.commit(Patch(paths.idempotency(t, id_), {"status": status, "body": body}))

    def release(self, t: TenantId, id_: str) -> None:
        """Lets the key be used again, since nothing was done under it."""
        self._db.commit(Remove(paths.idempotency(t, id_)))
