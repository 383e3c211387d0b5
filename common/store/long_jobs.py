"""Long-running work, among the tenant's jobs; its writes go along with the commits of the work itself."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from common.clock import Clock
from common.models.ids import TenantId
from common.models.long_job import LongJob, LongJobState
from common.store import paths
from common.store.codec import Versioned, decode, decode_owned, decode_versioned, encode
from common.store.database import Create, Database, Merge, Patch, Where, Write, compare_and_swap

BEAT_EVERY: Final = timedelta(seconds=20)
"""How often a step that lasts says that it goes on: a third of the silence after which the sweep takes it for dead."""


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

    def beat(self, t: TenantId, id_: str, at: datetime) -> Merge:
        """The write that says that it goes on, or that it waits until `at`, though it is no further yet."""
        return Merge(paths.job(t, id_), {"heartbeat_at": at})

    def finish(self, t: TenantId, id_: str, now: datetime, state: LongJobState, *, error: str = "") -> Merge:
        """The write with which it ends."""
        return Merge(paths.job(t, id_), {"state": state, "finished_at": now, "heartbeat_at": now, "error": error})

    def end(self, t: TenantId, job: LongJob, now: datetime, error: str, if_updated_at: datetime) -> Patch:
        """The write with which it ends, unless it went on meanwhile."""
        over = {"state": LongJobState.FAILED, "finished_at": now, "heartbeat_at": now, "error": error}
        return Patch(paths.job(t, job.id), over, if_updated_at)

    def resume(self, t: TenantId, id_: str, now: datetime) -> Merge:
        """The write with which it goes on after it had ended, at the beginning of its next stage.

        Who wanted it to stop meant the stage before, and that one's revivals are not this one's.
        """
        fields = {"state": LongJobState.RUNNING, "done": 0, "heartbeat_at": now, "finished_at": None}
        return Merge(paths.job(t, id_), {**fields, "cancel_asked": False, "revived": 0, "revived_at_done": -1})

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
        return job is not None and job.is_to_stop

    def went_on(self, t: TenantId, id_: str, since: datetime) -> bool:
        """Whether it runs, and was heard of after `since`; one read."""
        job = self.find(t, id_)
        return job is not None and job.state is LongJobState.RUNNING and job.heartbeat_at > since

    def give_up(self, t: TenantId, id_: str, now: datetime, error: str) -> bool:
        """Ends work that cannot go on, and that has nothing else to settle; False if it had ended."""

        def attempt() -> bool:
            found = self._find(t, id_)
            if found is None or found.value.state is not LongJobState.RUNNING:
                return False
            self.commit(self.end(t, found.value, now, error, found.updated_at))
            return True

        return compare_and_swap(attempt)

    def commit(self, *writes: Write) -> None:
        """Makes writes of the methods above.

        Raises:
            WriteRaced: it went on meanwhile.
        """
        self._db.commit(*writes)

    def find(self, t: TenantId, id_: str) -> LongJob | None:
        """One piece of work; one read."""
        found = self._find(t, id_)
        return found.value if found else None

    def _find(self, t: TenantId, id_: str) -> Versioned[LongJob] | None:
        found = self._db.get(paths.job(t, id_))
        return decode_versioned(LongJob, found) if found and found.data.get("kind") == "long" else None

    def list_of(self, t: TenantId, job: str, *, state: LongJobState | None = None, limit: int) -> Sequence[LongJob]:
        """Work of one kind, the newest first; one read each."""
        where = [Where("kind", "==", "long"), Where("job", "==", job)]
        if state is not None:
            where.append(Where("state", "==", state))
        found = self._db.query(paths.jobs(t), where, order=[("started_at", "DESCENDING")], limit=limit)
        return [decode(LongJob, f) for f in found]


class Heartbeat:
    """Says within a step that it goes on; however often it is called, it writes every `BEAT_EVERY` at most."""

    def __init__(self, t: TenantId, id_: str, *, long_jobs: LongJobs, clock: Clock) -> None:
        self._t = t
        self._id = id_
        self._long_jobs = long_jobs
        self._clock = clock
        self._at: datetime | None = None

    def beat(self) -> None:
        """Another piece of the step is done."""
        now = self._clock.now()
        if self._at is None or now - self._at >= BEAT_EVERY:
            self._long_jobs.commit(self._long_jobs.beat(self._t, self._id, now))
            self._at = now

    def heard(self, at: datetime) -> None:
        """The work was heard of otherwise."""
        self._at = at if self._at is None else max(at, self._at)
