"""Long-running work, among the tenant's jobs; its writes go along with the commits of the work itself."""

from collections.abc import Sequence
from datetime import datetime

from common.models.ids import TenantId
from common.models.long_job import LongJob, LongJobState
from common.store import paths
from common.store.codec import Versioned, decode, decode_owned, encode
from common.store.database import Create, Database, Merge, Patch, Where, Write


class LongJobs:
    """Reads long-running work, and makes the writes that tell how far it is."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def start(self, t: TenantId, job: LongJob) -> Create:
        """The write with which it begins; it fails where the same work was begun before."""
        return Create(paths.job(t, job.id), {**encode(job), "kind": "long"})

    def advance(self, t: TenantId, id_: str, now: datetime, *, done: int, total: int | None = None) -> Merge:
        """The write that tells how far it is: `done` in all, not since the last time, so that it may come twice."""
        known = {} if total is None else {"total": total}
        return Merge(paths.job(t, id_), {"done": done, "heartbeat_at": now, **known})

    def finish(self, t: TenantId, id_: str, now: datetime, state: LongJobState, *, error: str = "") -> Merge:
        """The write with which it ends."""
        return Merge(paths.job(t, id_), {"state": state, "finished_at": now, "heartbeat_at": now, "error": error})

    def resume(self, t: TenantId, id_: str, now: datetime) -> Merge:
        """The write with which it goes on after it had ended, at the beginning of its next stage.

        Who wanted it to stop meant the stage before.
        """
        fields = {"state": LongJobState.RUNNING, "done": 0, "heartbeat_at": now, "finished_at": None}
        return Merge(paths.job(t, id_), {**fields, "cancel_asked": False})

    def ask_to_cancel(self, t: TenantId, id_: str) -> Merge:
        """The write that asks it to stop at its next step."""
        return Merge(paths.job(t, id_), {"cancel_asked": True})

    def revive(self, t: TenantId, job: LongJob, now: datetime, if_updated_at: datetime) -> Patch:
        """The write that says that a sweep queues it again, unless it went on meanwhile."""
        revived = job.revived + 1 if job.done == job.revived_at_done else 1
        fields = {"heartbeat_at": now, "revived": revived, "revived_at_done": job.done}
        return Patch(paths.job(t, job.id), fields, if_updated_at)

    def find_silent(self, before: datetime, *, limit: int) -> list[tuple[TenantId, Versioned[LongJob]]]:
        """Running work of any tenant that was last heard of before an instant; one read each."""
        where = [Where("state", "==", LongJobState.RUNNING), Where("heartbeat_at", "<", before)]
        found = self._db.query_group("jobs", where, order="heartbeat_at", limit=limit)
        return list(decode_owned(LongJob, found))

    def page(self, t: TenantId, *, limit: int, after: tuple[datetime, str] | None = None) -> list[LongJob]:
        """Long-running work, the newest first; one read each."""
        found = self._db.query(
            paths.jobs(t),
            [Where("kind", "==", "long")],
            order=[("started_at", "DESCENDING"), ("__name__", "DESCENDING")],
            after=list(after) if after else (),
            limit=limit,
        )
        return [decode(LongJob, f) for f in found]

    def is_to_stop(self, t: TenantId, id_: str) -> bool:
        """Whether a person wants it to stop; one read."""
        job = self.find(t, id_)
        return job is not None and job.stoppable and job.cancel_asked

    def commit(self, *writes: Write) -> None:
        """Makes writes of the methods above.

        Raises:
            WriteRaced: it went on meanwhile.
        """
        self._db.commit(*writes)

    def find(self, t: TenantId, id_: str) -> LongJob | None:
        """One piece of work; one read."""
        found = self._db.get(paths.job(t, id_))
        return decode(LongJob, found) if found and found.data.get("kind") == "long" else None

    def list_of(self, t: TenantId, job: str, *, state: LongJobState | None = None, limit: int) -> Sequence[LongJob]:
        """Work of one kind, the newest first; one read each."""
        where = [Where("kind", "==", "long"), Where("job", "==", job)]
        if state is not None:
            where.append(Where("state", "==", state))
        found = self._db.query(paths.jobs(t), where, order=[("started_at", "DESCENDING")], limit=limit)
        return [decode(LongJob, f) for f in found]
