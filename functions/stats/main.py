"""Entry points of `stats`: its schedules and its jobs."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from typing import Final

import functions_framework
from werkzeug.wrappers import Request, Response

from common import log
from common.channels.base import Blame
from common.config import clock, settings
from common.entry.schedules import Slot, Timetable
from common.entry.tasks import Worker
from common.jobs.caller import verify_caller
from common.jobs.enqueue import cloud_tasks
from common.jobs.registry import BACK_FILL, ROLL_UP, initialize
from common.models.ids import TenantId
from common.models.payloads import BackFillPayload, FanOutPayload, RollUpPayload
from common.models.periods import Grain
from common.store import ops
from common.store.channels import Channels
from common.store.counting import Vocabulary
from common.store.database import database
from common.store.dead_letters import DeadLetters
from common.store.long_jobs import LongJobs
from common.store.schedule_runs import ScheduleRuns
from common.store.stats import Stats
from common.store.tenants import Tenants
from common.store.touched import Touched
from common.store.usage import Usage
from common.store.usage_warnings import UsageWarnings
from functions.stats.service import fanning, filling, recounting, rolling, warning, widening

WORKS_S: Final = 240.0
"""After so many seconds a task hands the rest over to a further one."""
SCHEDULE_WORKS_S: Final = 60.0

log.configure()
registry = initialize("stats")


@lru_cache(maxsize=1)
def _stores() -> rolling.Stores:
    db = database(settings().google_cloud_project)
    return rolling.Stores(db, Stats(db), Touched(db))


@lru_cache(maxsize=1)
def _recounting() -> recounting.Stores:
    return recounting.Stores.of(_stores().database)


@lru_cache(maxsize=1)
def _tenants() -> Tenants:
    return Tenants(_stores().database)


def _words(t: TenantId) -> Vocabulary:
    channels = Channels(_stores().database).list_all(t)
    return Vocabulary([c.id for c in channels], list(Blame))


def _within(seconds: float) -> Callable[[], bool]:
    until_s = time.monotonic() + seconds
    return lambda: time.monotonic() < until_s


def _fan_out(grain: Grain, slot: str, after: TenantId | None, works_s: float) -> None:
    done = fanning.fan_out(
        grain,
        slot,
        after,
        touched=_stores().touched,
        enqueue=cloud_tasks(settings()),
        in_time=_within(works_s),
    )
    log.info("fanned out", grain=grain, tenants=done.tenants, finished=done.finished)


def run_hourly(slot: Slot) -> None:
    """The schedule `stats-hourly`."""
    _fan_out(Grain.HOUR, slot.at.isoformat(), None, SCHEDULE_WORKS_S)


def run_daily(slot: Slot) -> None:
    """The schedule `stats-daily`; days and months have ended at another hour in each time zone."""
    _fan_out(Grain.DAY, slot.at.isoformat(), None, SCHEDULE_WORKS_S)


def fan_out_roll_ups(payload: FanOutPayload, retries: int) -> None:
    """Works on `fan-out-roll-ups`."""
    _fan_out(payload.grain, payload.slot, payload.tenant_id, WORKS_S)


def roll_up(payload: RollUpPayload, retries: int) -> None:
    """Works on `roll-up`."""
    tenant = _tenants().get(payload.tenant_id)
    grains = (Grain.HOUR,) if payload.grain is Grain.HOUR else (Grain.DAY, Grain.MONTH)
    now = clock().now()
    # Marks carry the machine's time: the local stack's clock can be moved, and the database's cannot.
    done = rolling.roll_up(
        tenant,
        grains,
        now,
        datetime.now(UTC),
        words=_words(tenant.id),
        stores=_stores(),
        in_time=_within(WORKS_S),
        recount=lambda closed: recounting.recount(tenant, closed, now, stores=_recounting()),
    )
    shards = widening.widen(tenant, done.busiest, tenants=_tenants())
    warning.warn(tenant, now, usage=Usage(_stores().database), warnings=UsageWarnings(_stores().database))
    log.info("rolled up", grain=payload.grain, periods=done.periods, more=done.more, shards=shards)
    if done.more:
        following = payload.model_copy(update={"part": payload.part + 1})
        cloud_tasks(settings())(ROLL_UP, following)


def back_fill(payload: BackFillPayload, retries: int) -> None:
    """Works on `back-fill`."""
    tenant = _tenants().get(payload.tenant_id)
    done = filling.go_on(
        payload,
        tenant,
        words=_words(tenant.id),
        stores=_stores(),
        long_jobs=LongJobs(_stores().database),
        clock=clock(),
        in_time=_within(WORKS_S),
    )
    log.add(done=done)
    if done is filling.Done.MORE:
        cloud_tasks(settings())(BACK_FILL, payload.model_copy(update={"part": payload.part + 1}))


def give_up_back_filling(payload: BackFillPayload, error: str) -> bool:
    """Ends a back-fill that cannot go on; what it counted stays."""
    return LongJobs(_stores().database).give_up(payload.tenant_id, payload.job_id, clock().now(), error)


@lru_cache(maxsize=1)
def _worker() -> Worker:
    return Worker(
        "stats",
        registry.jobs_of("stats"),
        verify=lambda authorization: verify_caller(authorization, "stats", settings()),
        letters=lambda: DeadLetters(_stores().database),
        max_attempts=lambda job: registry.max_attempts(job.name),
        clock=clock,
        went_on=lambda t, id_, since: LongJobs(_stores().database).went_on(t, id_, since),
        begin_meter=ops.begin,
        project=settings().google_cloud_project,
    )


@lru_cache(maxsize=1)
def _timetable() -> Timetable:
    return Timetable(
        "stats",
        {"/schedules/stats-hourly": run_hourly, "/schedules/stats-daily": run_daily},
        verify=lambda authorization: verify_caller(authorization, "stats", settings()),
        clock=clock(),
        record=ScheduleRuns(database(settings().google_cloud_project)).record,
        begin_meter=ops.begin,
        project=settings().google_cloud_project,
    )


@functions_framework.http
def stats(request: Request) -> Response:
    """Schedules, and tasks of the jobs above."""
    return _worker()(request) if request.path.startswith("/tasks/") else _timetable()(request)
