"""What people see of schedules, and starting one by hand."""

from datetime import datetime
from zoneinfo import ZoneInfo

from cronsim import CronSim

from common.config import Settings
from common.errors import AlreadyExists, NotFound
from common.jobs.enqueue import StartSchedule
from common.jobs.schedules import SCHEDULES, Schedule
from common.models.audit import AuditEntry
from common.models.ids import digest
from common.models.schedule_run import ScheduleRun
from common.models.tenant import Caller
from common.store import audit
from common.store.database import Database
from common.store.schedule_runs import ScheduleRuns
from functions.jobs.schemas import PlatformSchedule, ScheduleList, ScheduleRunView, ScheduleStarted
from functions.jobs.service.watching import demand_operator, is_operator


def list_schedules(caller: Caller, have: Settings, now: datetime, *, runs: ScheduleRuns) -> ScheduleList:
    """Every schedule, with its last and next run; one read each.

    What went wrong in a run may speak of any workspace, so that only whoever runs the platform reads it.
    """
    told = is_operator(caller, have)
    last = runs.find_all([schedule.name for schedule in SCHEDULES])
    return ScheduleList(items=[_shown(each, last.get(each.name), now, told=told) for each in SCHEDULES])


def start(
    caller: Caller, have: Settings, name: str, now: datetime, *, database: Database, start_now: StartSchedule
) -> ScheduleStarted:
    """Starts a schedule now; asking again within the same second starts nothing more.

    Raises:
        Forbidden: the caller does not run the platform.
        NotFound: there is no such schedule.
    """
    demand_operator(caller, have)
    schedule = next((each for each in SCHEDULES if each.name == name), None)
    if schedule is None:
        raise NotFound("There is no such schedule.")
    at = now.replace(microsecond=0)
    entry = AuditEntry(
        id=digest("schedule", name, at.isoformat()),
        at=now,
        actor=caller.id,
        actor_name=caller.name,
        action="schedules.started",
        target=name,
    )
    started = start_now(schedule, at)
    try:
        database.commit(audit.record(caller.tenant_id, entry))
    except AlreadyExists:
        started = False
    return ScheduleStarted(name=name, started=started, slot_at=at)


def next_run(schedule: Schedule, now: datetime) -> datetime:
    """When the schedule runs next by itself."""
    following: datetime = next(CronSim(schedule.cron, now.astimezone(ZoneInfo(schedule.time_zone))))
    return following


def _shown(schedule: Schedule, last: ScheduleRun | None, now: datetime, *, told: bool) -> PlatformSchedule:
    run = None
    if last is not None:
        run = ScheduleRunView.model_validate({**last.model_dump(), "error": last.error if told else ""})
    return PlatformSchedule(
        name=schedule.name,
        cron=schedule.cron,
        time_zone=schedule.time_zone,
        function=schedule.function,
        retries=schedule.retry_count,
        last=run,
        next_at=next_run(schedule, now),
    )
