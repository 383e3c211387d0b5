"""A tenant's incidents; one document for each kind and subject, which opens and closes."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from common.errors import AlreadyExists, WriteRaced
from common.models.ids import TenantId, digest
from common.models.incident import Incident, IncidentKind
from common.models.webhook import EventType
from common.store import paths
from common.store.codec import decode, decode_versioned, encode
from common.store.database import Create, Database, Increment, Patch, Where, compare_and_swap
from common.store.events_out import events_out_of


class IncidentCursor(NamedTuple):
    """Where a page of what is over ended."""

    closed_at: datetime
    id: str


class Incidents:
    """Opens, closes and reads incidents."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self._out = events_out_of(database)

    def open(self, t: TenantId, kind: IncidentKind, subject: str, detail: str, now: datetime) -> bool:
        """Says that something is wrong; one read and one write, and one more for webhooks that
        want to hear of it.

        Args:
            t: the tenant.
            kind: what is wrong.
            subject: the id of what it is wrong with.
            detail: what happened and what to do, in sentences; the newest stays.
            now: when it was seen.

        Returns:
            True if it was not known to be wrong.
        """
        id_ = digest("incident", kind, subject)
        path = paths.incident(t, id_)

        def attempt() -> bool:
            found = self._db.get(path)
            fresh = Incident(id=id_, kind=kind, subject=subject, detail=detail, opened_at=now, last_at=now)
            data = {"incident": fresh.model_dump(mode="json", include={"id", "kind", "subject", "detail", "opened_at"})}
            told = self._out.tell(t, EventType.INCIDENT_OPENED, now, data, id_, now.isoformat())
            if found is None:
                try:
                    self._db.commit(Create(path, encode(fresh)), *told)
                except AlreadyExists as error:
                    raise WriteRaced("Somebody else opened it.") from error
                return True
            known = decode_versioned(Incident, found)
            if known.value.is_open:
                seen = {"detail": detail, "last_at": now, "times": Increment(1)}
                self._db.commit(Patch(path, seen, known.updated_at))
                return False
            self._db.commit(Patch(path, {**encode(fresh), "closed_at": None}, known.updated_at), *told)
            return True

        return compare_and_swap(attempt)

    def close(self, t: TenantId, kind: IncidentKind, subject: str, now: datetime) -> bool:
        """Says that something is right again; one read, and one write if it was wrong until now."""
        path = paths.incident(t, digest("incident", kind, subject))

        def attempt() -> bool:
            found = self._db.get(path)
            if found is None or not decode(Incident, found).is_open:
                return False
            self._db.commit(Patch(path, {"is_open": False, "closed_at": now}, found.updated_at))
            return True

        return compare_and_swap(attempt)

    def find(self, t: TenantId, kind: IncidentKind, subject: str) -> Incident | None:
        """What is or was wrong with it."""
        found = self._db.get(paths.incident(t, digest("incident", kind, subject)))
        return decode(Incident, found) if found else None

    def list_open(self, t: TenantId, *, limit: int = 100) -> Sequence[Incident]:
        """What is wrong now; one read each."""
        found = self._db.query(paths.incidents(t), [Where("is_open", "==", True)], limit=limit)
        return sorted((decode(Incident, f) for f in found), key=lambda each: each.opened_at, reverse=True)

    def page_closed(self, t: TenantId, *, limit: int, after: IncidentCursor | None = None) -> Sequence[Incident]:
        """What was wrong and is over, the latest first; one read each."""
        found = self._db.query(
            paths.incidents(t),
            [Where("is_open", "==", False)],
            order=[("closed_at", "DESCENDING"), ("__name__", "DESCENDING")],
            after=[after.closed_at, after.id] if after else (),
            limit=limit,
        )
        return [decode(Incident, f) for f in found]
