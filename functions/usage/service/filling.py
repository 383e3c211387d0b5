"""Counting periods anew: begun here, worked on by `stats`, and watched and stopped here."""

from datetime import date, datetime
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from common.errors import AlreadyExists, Conflict, Fault, Invalid, NotFound
from common.jobs.enqueue import Enqueue
from common.jobs.registry import BACK_FILL
from common.models.ids import TenantId, digest, random_id
from common.models.long_job import LongJob, LongJobState
from common.models.payloads import BackFillPayload
from common.models.tenant import Caller
from common.store.database import Database
from common.store.long_jobs import LongJobs
from common.store.tenants import Tenants
from functions.usage.schemas import Backfill, BackfillIn, BackfillList, backfill_view

LONGEST_DAYS: Final = 800
"""How many days one back-fill covers at most."""
LISTED: Final = 25


class Stores(NamedTuple):
    """What back-fills need."""

    database: Database
    long_jobs: LongJobs
    tenants: Tenants
    enqueue: Enqueue


def begin(caller: Caller, asked: BackfillIn, idempotency_key: str, now: datetime, *, stores: Stores) -> Backfill:
    """Begins to count the days of a range anew; once per Idempotency-Key.

    Raises:
        Invalid: the range is too long, or lies in the future.
        Conflict: another back-fill runs.
    """
    t = caller.tenant_id
    _check(asked, stores.tenants.get(t).time_zone, now)
    id_ = digest(BACK_FILL.name, caller.id, idempotency_key or random_id())
    payload = BackFillPayload(tenant_id=t, job_id=id_, from_on=asked.from_, to_on=asked.to)
    job = LongJob(
        id=id_,
        job=BACK_FILL.name,
        subject=f"{asked.from_}/{asked.to}",
        payload=payload.model_dump(mode="json"),
        total=(asked.to - asked.from_).days + 1,
        unit="days",
        started_at=now,
        heartbeat_at=now,
    )
    known = stores.long_jobs.find(t, id_)
    if known is None:
        running = stores.long_jobs.list_of(t, BACK_FILL.name, state=LongJobState.RUNNING, limit=1)
        if running:
            raise Conflict(f"The back-fill of {running[0].subject.replace('/', ' to ')} still runs; wait, or stop it.")
        try:
            stores.database.commit(stores.long_jobs.start(t, job))
        except AlreadyExists:
            known = stores.long_jobs.find(t, id_)
    if known is None or known.state is LongJobState.RUNNING:
        # Also where it was begun before: whoever began it may have died before this.
        stores.enqueue(BACK_FILL, payload)
    return backfill_view(known or job)


def _check(asked: BackfillIn, time_zone: str, now: datetime) -> None:
    today: date = now.astimezone(ZoneInfo(time_zone)).date()
    if asked.to > today:
        raise Invalid("There is nothing to count in the future.", faults=[Fault("/to", "after today")])
    if (asked.to - asked.from_).days >= LONGEST_DAYS:
        most = f"at most {LONGEST_DAYS} days at once"
        raise Invalid(f"This is too long: {most}.", faults=[Fault("/from", most)])


def find(t: TenantId, id_: str, *, stores: Stores) -> Backfill:
    """How far a back-fill is.

    Raises:
        NotFound: there is no such back-fill.
    """
    return backfill_view(_get(t, id_, stores))


def list_newest(t: TenantId, *, stores: Stores) -> BackfillList:
    """The newest back-fills."""
    found = stores.long_jobs.list_of(t, BACK_FILL.name, limit=LISTED)
    return BackfillList(items=[backfill_view(job) for job in found])


def cancel(t: TenantId, id_: str, *, stores: Stores) -> Backfill:
    """Asks a back-fill to stop at its next day; what it counted stays.

    Raises:
        NotFound: there is no such back-fill.
        Conflict: it has ended.
    """
    job = _get(t, id_, stores)
    if job.state is not LongJobState.RUNNING:
        raise Conflict(f"It has ended: it is {job.state}.")
    stores.database.commit(stores.long_jobs.ask_to_cancel(t, id_))
    return backfill_view(job.model_copy(update={"cancel_asked": True}))


def _get(t: TenantId, id_: str, stores: Stores) -> LongJob:
    job = stores.long_jobs.find(t, id_)
    if job is None or job.job != BACK_FILL.name:
        raise NotFound("There is no such back-fill.")
    return job
