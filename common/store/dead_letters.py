"""Work that failed, in the collection of the tenant's jobs, until it succeeds or a person discards it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final, NamedTuple

from common.clock import epoch_ms
from common.errors import AlreadyExists
from common.models.dead_letter import DeadLetter, LetterState
from common.models.ids import TenantId, digest
from common.models.payloads import Payload
from common.store import paths
from common.store.codec import Versioned, decode, decode_versioned
from common.store.database import ArrayUnion, Create, Database, Increment, Merge, Minimum, Patch, Remove, Where

KIND: Final = "letter"
FAILURES_SPAN: Final = timedelta(minutes=10)
"""How long the spans are in which failed tries are counted."""
FAILURES_KEPT: Final = timedelta(days=2)
_SHARDS: Final = 4


class LetterCursor(NamedTuple):
    """Where a page ended."""

    last_failed_at: datetime
    id: str


def letter_id(job: str, payload: Payload) -> str:
    """The id of the letter for that work."""
    return digest("dead", job, payload.subject)


class DeadLetters:
    """Writes down what failed, and reads it."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def note(self, job: str, payload: Payload, error: str, retries: int, at: datetime) -> None:
        """Writes down that a try failed which its queue repeats; one write."""
        self._fail(job, payload, error, retries, at, {"state": LetterState.RETRYING})

    def bury(self, job: str, payload: Payload, error: str, retries: int, at: datetime) -> None:
        """Writes down that work gave up; one write.

        Args:
            job: the job's name.
            payload: whose work it was, and on what.
            error: what went wrong, in a sentence.
            retries: how many tries the task had before this one.
            at: when.
        """
        self._fail(job, payload, error, retries, at, {"state": LetterState.FAILED, "failures": Increment(1)})

    def _fail(
        self, job: str, payload: Payload, error: str, retries: int, at: datetime, more: Mapping[str, object]
    ) -> None:
        self._db.commit(
            Merge(
                paths.job(payload.tenant_id, letter_id(job, payload)),
                {
                    "kind": KIND,
                    "job": job,
                    "subject": payload.subject,
                    "payload": payload.model_dump(mode="json"),
                    "error": error,
                    "attempts": ArrayUnion([{"at": at, "error": error, "number": retries + 1}]),
                    "first_failed_ms": Minimum(epoch_ms(at)),
                    "last_failed_at": at,
                    **more,
                },
            ),
            _count(job, payload, at),
        )

    def show_unknown(self, job: str, payload: Payload, error: str, at: datetime) -> bool:
        """Writes down that nobody knows whether work was done; False if that is written down already."""
        letter = {
            "kind": KIND,
            "job": job,
            "subject": payload.subject,
            "payload": payload.model_dump(mode="json"),
            "state": LetterState.UNKNOWN,
            "error": error,
            "first_failed_ms": epoch_ms(at),
            "last_failed_at": at,
        }
        try:
            self._db.commit(Create(paths.job(payload.tenant_id, letter_id(job, payload)), letter))
        except AlreadyExists:
            return False
        return True

    def settle(self, job: str, payload: Payload) -> None:
        """Forgets the letter of work that succeeded after all; one delete, also where there is none."""
        self._db.commit(Remove(paths.job(payload.tenant_id, letter_id(job, payload))))

    def failures_since(self, since: datetime, *, limit: int = 5000) -> Counter[str]:
        """How many tries of each job failed, of all tenants; up to four reads for ten minutes of a tenant."""
        found = self._db.query_group("job_failures", [Where("at", ">", since - FAILURES_SPAN)], order="at", limit=limit)
        sums: Counter[str] = Counter()
        for document in found:
            counts = document.data.get("jobs")
            sums.update(counts if isinstance(counts, dict) else {})
        return sums

    def find(self, t: TenantId, id_: str) -> Versioned[DeadLetter] | None:
        """One letter; one read."""
        found = self._db.get(paths.job(t, id_))
        return decode_versioned(DeadLetter, found) if found and found.data.get("kind") == KIND else None

    def find_all(self, t: TenantId, work: Sequence[tuple[str, Payload]]) -> list[DeadLetter]:
        """The letters that there are for some work, jobs and payloads; one read each."""
        found = self._db.get_many([paths.job(t, letter_id(job, payload)) for job, payload in work])
        return [decode(DeadLetter, f) for f in found if f is not None and f.data.get("kind") == KIND]

    def page(
        self,
        t: TenantId,
        *,
        limit: int,
        state: LetterState,
        job: str = "",
        after: LetterCursor | None = None,
    ) -> Sequence[DeadLetter]:
        """Letters in one state, the newest failure first; one read each."""
        where = [Where("kind", "==", KIND), Where("state", "==", state)]
        if job:
            where.append(Where("job", "==", job))
        found = self._db.query(
            paths.jobs(t),
            where,
            order=[("last_failed_at", "DESCENDING"), ("__name__", "DESCENDING")],
            after=[after.last_failed_at, after.id] if after else (),
            limit=limit,
        )
        return [decode(DeadLetter, f) for f in found]

    def count(self, t: TenantId, state: LetterState) -> int:
        """How many letters are in one state; one read per 1,000."""
        return self._db.count(paths.jobs(t), [Where("kind", "==", KIND), Where("state", "==", state)])

    def change(self, t: TenantId, id_: str, fields: Mapping[str, object], if_updated_at: datetime) -> None:
        """Changes a letter, if nobody did so meanwhile.

        Raises:
            WriteRaced: somebody did.
        """
        self._db.commit(Patch(paths.job(t, id_), fields, if_updated_at))


def _count(job: str, payload: Payload, at: datetime) -> Merge:
    """The write that counts a failed try; failures come in bursts, so that a tenant's are counted in several places."""
    start_s = int(at.timestamp()) // int(FAILURES_SPAN.total_seconds()) * int(FAILURES_SPAN.total_seconds())
    start = datetime.fromtimestamp(start_s, UTC)
    shard = int(digest("failures", payload.subject)[:6], 36) % _SHARDS
    counted = {"at": start, "expires_at": start + FAILURES_KEPT, "jobs": {job: Increment(1)}}
    return Merge(paths.job_failures(payload.tenant_id, f"{start:%Y%m%dT%H%M}-{shard}"), counted)
