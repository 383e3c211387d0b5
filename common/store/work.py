"""What must not be lost: events that came too early, notices about accounts, and work that gave up."""

from collections.abc import Mapping
from datetime import datetime

from common.errors import AlreadyExists
from common.models.ids import TenantId, digest
from common.models.payloads import Payload
from common.store import paths
from common.store.database import ArrayUnion, Create, Database, Found, Increment, Merge, Remove


class Work:
    """Reads and writes parked events, notices and dead letters."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def park(self, t: TenantId, id_: str, data: Mapping[str, object]) -> bool:
        """Keeps an event until what it is about is there; False if it is kept already."""
        return self._create(Create(paths.parked(t, id_), data))

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

    def bury(self, job: str, payload: Payload, error: str, at: datetime) -> None:
        """Records that work gave up, where people see it; the same work that gives up again is one record.

        Args:
            job: the job's name.
            payload: whose work it was, and on what.
            error: what went wrong, in a sentence.
            at: when.
        """
        self._db.commit(
            Merge(
                paths.job(payload.tenant_id, digest("dead", job, payload.subject)),
                {
                    "job": job,
                    "subject": payload.subject,
                    "payload": payload.model_dump(mode="json"),
                    "state": "failed",
                    "error": error,
                    "failures": Increment(1),
                    "errors": ArrayUnion([{"at": at, "error": error}]),
                    "last_failed_at": at,
                },
            )
        )

    def _create(self, write: Create) -> bool:
        try:
            self._db.commit(write)
        except AlreadyExists:
            return False
        return True
