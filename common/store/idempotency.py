"""The answers that Idempotency-Keys already got, kept for a day."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from common.errors import AlreadyExists
from common.models.ids import TenantId
from common.store import paths
from common.store.database import Create, Database, Found, Patch, Remove, Where

KEEP: Final = timedelta(days=1)
MOST_ABOUT: Final = 300
"""How many answers are erased at once."""
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

    def claim(
        self, t: TenantId, id_: str, request_hash: str, now: datetime, about: Sequence[str] = ()
    ) -> KnownAnswer | None:
        """None if the key is the caller's now; otherwise what stands under it.

        Args:
            t: the tenant.
            id_: what the key is known by.
            request_hash: tells a repeated request from another.
            now: the present.
            about: ids of what the request is about.
        """
        path = paths.idempotency(t, id_)
        record = {
            "request_hash": request_hash,
            "status": 0,
            "lease_until": now + LEASE,
            "expires_at": now + KEEP,
            "about": list(about),
        }
        try:
            self._db.commit(Create(path, record))
            return None
        except AlreadyExists:
            found = self._db.get(path)
        if found is None:
            return KnownAnswer(request_hash, 0, "")
        known = _known(found)
        lease_until = found.data.get("lease_until")
        same = known.request_hash == request_hash
        if same and not known.status and isinstance(lease_until, datetime) and lease_until <= now:
            # The first request died under way. Only one repetition may take over.
            self._db.commit(Patch(path, record, found.updated_at))
            return None
        return known

    def find(self, t: TenantId, id_: str) -> KnownAnswer | None:
        """What stands under a key."""
        found = self._db.get(paths.idempotency(t, id_))
        return _known(found) if found else None

    def keep(self, t: TenantId, id_: str, status: int, body: str, about: Sequence[str] = ()) -> None:
        """Keeps the answer for repetitions, and what request and answer are about."""
        known = {"status": status, "body": body, "about": list(about)}
        self._db.commit(Patch(paths.idempotency(t, id_), known))

    def erase_about(self, t: TenantId, id_: str, now: datetime) -> bool:
        """Erases the answers that are about something; whether none is still to come.

        A repetition then runs anew.
        """
        while True:
            where = [Where("about", "array_contains", id_)]
            found = self._db.query(paths.idempotencies(t), where, limit=MOST_ABOUT)
            given = [Remove(f.path) for f in found if f.data.get("status")]
            if not given:
                return not any(_runs(f, now) for f in found)
            self._db.commit(*given)

    def release(self, t: TenantId, id_: str) -> None:
        """Lets the key be used again, since nothing was done under it."""
        self._db.commit(Remove(paths.idempotency(t, id_)))


def answered(t: TenantId, id_: str, answer: KnownAnswer, now: datetime) -> Create:
    """The write that keeps an answer in the commit of what it tells of, for a request that is done in one commit."""
    return Create(paths.idempotency(t, id_), {**answer._asdict(), "expires_at": now + KEEP})


def _known(found: Found) -> KnownAnswer:
    status = found.data.get("status")
    return KnownAnswer(
        str(found.data.get("request_hash", "")),
        status if isinstance(status, int) else 0,
        str(found.data.get("body", "")),
    )


def _runs(found: Found, now: datetime) -> bool:
    lease_until = found.data.get("lease_until")
    return isinstance(lease_until, datetime) and lease_until > now
