"""Entry points of `jobs`: its routes, and its schedule."""

import time
from functools import lru_cache
from typing import Final

import functions_framework
from werkzeug.wrappers import Request, Response

from common import log
from common.config import clock, settings
from common.entry.auth import Authenticator
from common.entry.http import Api, Call, Route
from common.entry.pages import ListQuery
from common.entry.schedules import Slot, Timetable
from common.errors import Conflict, NotFound
from common.jobs.caller import verify_caller
from common.jobs.enqueue import cloud_tasks
from common.jobs.queues import cloud_tasks_queues
from common.jobs.registry import initialize
from common.models.tenant import Role
from common.store import ops
from common.store.campaigns import Campaigns
from common.store.database import database
from common.store.dead_letters import DeadLetters
from common.store.incidents import Incidents
from common.store.long_jobs import LongJobs
from common.store.messages import Messages
from common.store.schedule_runs import ScheduleRuns
from common.store.tenants import Tenants
from common.store.webhooks import Webhooks
from functions.jobs import schemas
from functions.jobs.service import letters as letters_service
from functions.jobs.service import scheduling, sweeping, watching

SWEEPS_S: Final = 40.0
"""After so many seconds a sweep leaves the rest to the next one, which comes a minute after it."""

log.configure()
initialize("jobs")


@lru_cache(maxsize=1)
def _letters() -> DeadLetters:
    return DeadLetters(database(settings().google_cloud_project))


@lru_cache(maxsize=1)
def _long_jobs() -> LongJobs:
    return LongJobs(database(settings().google_cloud_project))


def show_board(call: Call) -> schemas.Board:
    """Everything at a glance."""
    return watching.board(call.who, settings(), letters=_letters())


def list_letters(call: Call) -> schemas.LetterPage:
    """Failed work."""
    return letters_service.list_letters(call.tenant_id, call.query, letters=_letters())


def get_letter(call: Call) -> schemas.Letter:
    """One piece of failed work."""
    return letters_service.get_letter(call.tenant_id, call.path["id"], letters=_letters())


def retry_letter(call: Call) -> schemas.Letter:
    """Has failed work done again."""
    return letters_service.retry(
        call.who, call.path["id"], clock().now(), letters=_letters(), enqueue=cloud_tasks(settings())
    )


def retry_all(call: Call) -> schemas.Retried:
    """Has all failed work of a kind done again."""
    return letters_service.retry_all(
        call.who, call.body.job, clock().now(), letters=_letters(), enqueue=cloud_tasks(settings())
    )


def discard_letter(call: Call) -> schemas.Letter:
    """Says that failed work need not be done."""
    return letters_service.discard(call.who, call.path["id"], call.body.reason, clock().now(), letters=_letters())


def list_long_work(call: Call) -> schemas.LongWorkPage:
    """Work that takes long."""
    return watching.list_long_work(call.tenant_id, call.query, long_jobs=_long_jobs())


def cancel_long_work(call: Call) -> schemas.LongWork:
    """Asks work to stop."""
    return watching.cancel_long_work(call.tenant_id, call.path["id"], long_jobs=_long_jobs())


def list_incidents(call: Call) -> schemas.IncidentPage:
    """What is wrong now, or was."""
    incidents = Incidents(database(settings().google_cloud_project))
    return watching.list_incidents(call.tenant_id, call.query, incidents=incidents)


def list_queues(call: Call) -> schemas.QueueList:
    """The platform's queues."""
    have = settings()
    return watching.list_queues(call.who, have, clock().now(), queues=cloud_tasks_queues(have), letters=_letters())


def pause_queue(call: Call) -> schemas.Changed:
    """Keeps a queue from dispatching."""
    have = settings()
    return watching.set_paused(call.who, have, call.path["name"], True, queues=cloud_tasks_queues(have))


def resume_queue(call: Call) -> schemas.Changed:
    """Lets a queue dispatch again."""
    have = settings()
    return watching.set_paused(call.who, have, call.path["name"], False, queues=cloud_tasks_queues(have))


def list_schedules(call: Call) -> schemas.ScheduleList:
    """The platform's schedules."""
    have = settings()
    runs = ScheduleRuns(database(have.google_cloud_project))
    return scheduling.list_schedules(call.who, have, clock().now(), runs=runs)


def start_schedule(call: Call) -> schemas.ScheduleStarted:
    """Starts a schedule by hand."""
    have = settings()
    db, start_now = database(have.google_cloud_project), cloud_tasks(have).start_schedule
    return scheduling.start(call.who, have, call.path["name"], clock().now(), database=db, start_now=start_now)


ROUTES: Final = (
    Route(
        "GET",
        "/api/jobs",
        show_board,
        "Shows how much work failed, and whether the caller runs the platform.",
        role=Role.VIEWER,
        answer=schemas.Board,
    ),
    Route(
        "GET",
        "/api/jobs/failed",
        list_letters,
        "Lists work that failed, the newest failure first.",
        role=Role.VIEWER,
        query=schemas.LetterQuery,
        answer=schemas.LetterPage,
    ),
    Route(
        "POST",
        "/api/jobs/failed/retry",
        retry_all,
        "Has all failed work of a kind done again.",
        action="work.retried",
        role=Role.ADMIN,
        body=schemas.RetryAll,
        answer=schemas.Retried,
    ),
    Route(
        "GET",
        "/api/jobs/failed/<id>",
        get_letter,
        "Shows work that failed, with every try.",
        role=Role.VIEWER,
        answer=schemas.Letter,
        errors=(NotFound,),
    ),
    Route(
        "POST",
        "/api/jobs/failed/<id>/retry",
        retry_letter,
        "Has failed work done again.",
        action="work.retried",
        role=Role.ADMIN,
        answer=schemas.Letter,
        errors=(NotFound, Conflict),
    ),
    Route(
        "POST",
        "/api/jobs/failed/<id>/discard",
        discard_letter,
        "Says that failed work need not be done, and why.",
        action="work.discarded",
        role=Role.ADMIN,
        body=schemas.Discard,
        answer=schemas.Letter,
        errors=(NotFound,),
    ),
    Route(
        "GET",
        "/api/jobs/running",
        list_long_work,
        "Lists imports, back-fills, backups and other work that takes long, the newest first.",
        role=Role.VIEWER,
        query=ListQuery,
        answer=schemas.LongWorkPage,
    ),
    Route(
        "POST",
        "/api/jobs/running/<id>/cancel",
        cancel_long_work,
        "Asks work that takes long to stop at its next step.",
        action="work.cancelled",
        role=Role.ADMIN,
        answer=schemas.LongWork,
        errors=(NotFound, Conflict),
    ),
    Route(
        "GET",
        "/api/jobs/incidents",
        list_incidents,
        "Lists what is wrong with the workspace's set-up, or was; the newest first.",
        role=Role.VIEWER,
        query=schemas.IncidentQuery,
        answer=schemas.IncidentPage,
    ),
    Route(
        "GET",
        "/api/jobs/queues",
        list_queues,
        "Shows the platform's queues; for whoever runs the platform.",
        role=Role.VIEWER,
        answer=schemas.QueueList,
    ),
    Route(
        "POST",
        "/api/jobs/queues/<name>/pause",
        pause_queue,
        "Keeps a queue from dispatching; for whoever runs the platform.",
        unaudited="Queues are the platform's and of no workspace; the log tells who paused one.",
        role=Role.ADMIN,
        answer=schemas.Changed,
        errors=(NotFound,),
    ),
    Route(
        "POST",
        "/api/jobs/queues/<name>/resume",
        resume_queue,
        "Lets a queue dispatch again; for whoever runs the platform.",
        unaudited="Queues are the platform's and of no workspace; the log tells who resumed one.",
        role=Role.ADMIN,
        answer=schemas.Changed,
        errors=(NotFound,),
    ),
    Route(
        "GET",
        "/api/jobs/schedules",
        list_schedules,
        "Lists what begins by the clock, with the last run and the next.",
        role=Role.VIEWER,
        answer=schemas.ScheduleList,
    ),
    Route(
        "POST",
        "/api/jobs/schedules/<name>/run",
        start_schedule,
        "Starts a schedule now; for whoever runs the platform.",
        action="schedules.started",
        role=Role.ADMIN,
        answer=schemas.ScheduleStarted,
        status=202,
        errors=(NotFound,),
    ),
)


def sweep(slot: Slot) -> None:
    """The schedule `jobs-sweep`."""
    db = database(settings().google_cloud_project)
    stores = sweeping.Stores(Messages(db), Campaigns(db), _letters(), _long_jobs(), Webhooks(db))
    until_s = time.monotonic() + SWEEPS_S
    tasks = cloud_tasks(settings())
    swept = sweeping.sweep(
        clock().now(),
        stores=stores,
        enqueue=tasks,
        give_up=tasks.give_up,
        in_time=lambda: time.monotonic() < until_s,
    )
    log.add(**swept._asdict())
    watching.tell_queues(clock().now(), queues=cloud_tasks_queues(settings()))


@lru_cache(maxsize=1)
def _api() -> Api:
    have = settings()
    return Api(
        "jobs",
        ROUTES,
        authenticate=Authenticator(Tenants(database(have.google_cloud_project)), have, clock()),
        clock=clock(),
        begin_meter=ops.begin,
        project=have.google_cloud_project,
    )


@lru_cache(maxsize=1)
def _timetable() -> Timetable:
    return Timetable(
        "jobs",
        {"/schedules/jobs-sweep": sweep},
        verify=lambda authorization: verify_caller(authorization, "jobs", settings()),
        clock=clock(),
        record=ScheduleRuns(database(settings().google_cloud_project)).record,
        begin_meter=ops.begin,
        project=settings().google_cloud_project,
    )


@functions_framework.http
def jobs(request: Request) -> Response:
    """The routes above, and the schedule."""
    return _timetable()(request) if request.path.startswith("/schedules/") else _api()(request)
