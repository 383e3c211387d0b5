"""What people see of queues, long-running work and incidents."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from common import log
from common.config import Settings
from common.entry.pages import ListQuery, decode_cursor, encode_cursor
from common.errors import Conflict, Forbidden, NotFound
from common.jobs.queues import Queues, QueueState
from common.jobs.registry import Queue, registry
from common.models.dead_letter import LetterState
from common.models.ids import TenantId
from common.models.long_job import LongJob, LongJobState
from common.models.tenant import Caller
from common.store.dead_letters import DeadLetters
from common.store.incidents import IncidentCursor, Incidents
from common.store.long_jobs import LongJobs
from functions.jobs.schemas import (
    Board,
    Changed,
    IncidentPage,
    IncidentQuery,
    IncidentState,
    LongWork,
    LongWorkPage,
    QueueList,
    QueueView,
)

FAILURES_WITHIN: Final = timedelta(hours=1)


def is_operator(caller: Caller, have: Settings) -> bool:
    """Whether the caller runs the platform: its queues serve all tenants, so that no tenant's role is enough."""
    return f"{caller.tenant_id}/{caller.id}" in {each.strip() for each in have.operators.split(",")}


def board(caller: Caller, have: Settings, *, letters: DeadLetters) -> Board:
    """Everything at a glance; a read for each 1,000 letters, three at least."""
    failed, unknown, retrying = (
        letters.count(caller.tenant_id, state)
        for state in (LetterState.FAILED, LetterState.UNKNOWN, LetterState.RETRYING)
    )
    return Board(
        failed=failed,
        unknown=unknown,
        retrying=retrying,
        operator=is_operator(caller, have),
        jobs=list(registry().jobs),
    )


def list_queues(caller: Caller, have: Settings, now: datetime, *, queues: Queues, letters: DeadLetters) -> QueueList:
    """The platform's queues.

    Raises:
        Forbidden: the caller does not run the platform.
    """
    demand_operator(caller, have)
    failures = letters.failures_since(now - FAILURES_WITHIN)
    states = {state.name: state for state in queues.look()}
    return QueueList(
        items=[
            _shown(queue, [states[name] for name in queue.queue_names() if name in states], failures)
            for queue in registry().queues.values()
        ]
    )


def tell_queues(now: datetime, *, queues: Queues) -> None:
    """Logs how much waits in each queue and for how long, and raises an alarm where that is too long."""
    states = {state.name: state for state in queues.look()}
    for queue in registry().queues.values():
        shown = _shown(queue, [states[name] for name in queue.queue_names()], {})
        age_s = round(max(0.0, (now - shown.oldest_at).total_seconds()) if shown.oldest_at else 0.0, 1)
        log.info("queue", queue=queue.name, depth=shown.depth, age_s=age_s, paused=shown.paused)
        if age_s > queue.patience_s:
            log.error("Work waits too long in a queue.", alarm=log.Alarm.QUEUE_AGE, queue=queue.name, age_s=age_s)


def set_paused(caller: Caller, have: Settings, name: str, paused: bool, *, queues: Queues) -> Changed:
    """Pauses or resumes all shards of a queue; doing so twice changes nothing.

    Raises:
        Forbidden: the caller does not run the platform.
        NotFound: there is no such queue.
    """
    demand_operator(caller, have)
    queue = registry().queues.get(name)
    if queue is None:
        raise NotFound("There is no such queue.")
    for shard in queue.queue_names():
        (queues.pause if paused else queues.resume)(shard)
    return Changed(name=name, paused=paused)


def demand_operator(caller: Caller, have: Settings) -> None:
    """Lets whoever runs the platform pass.

    Raises:
        Forbidden: the caller does not.
    """
    if not is_operator(caller, have):
        raise Forbidden("Queues and schedules serve all workspaces; only whoever runs the platform may do this.")


def _shown(queue: Queue, states: Sequence[QueueState], failures: Mapping[str, int]) -> QueueView:
    jobs = [job.name for job in registry().jobs.values() if job.queue == queue.name]
    waiting = [state.oldest_at for state in states if state.oldest_at is not None]
    return QueueView(
        name=queue.name,
        shards=queue.shards,
        paused=any(state.paused for state in states),
        depth=sum(state.depth for state in states),
        oldest_at=min(waiting, default=None),
        patience_s=queue.patience_s,
        in_flight=sum(state.in_flight for state in states),
        last_minute=sum(state.last_minute for state in states),
        rate_per_s=round(sum(state.rate_per_s for state in states), 2),
        max_per_s=queue.max_dispatches_per_second * queue.shards,
        failures_last_hour=sum(failures.get(job, 0) for job in jobs),
        jobs=jobs,
    )


def list_long_work(t: TenantId, query: ListQuery, *, long_jobs: LongJobs) -> LongWorkPage:
    """Work that takes long, the newest first; one read each."""
    after = None
    if query.cursor:
        at, id_ = decode_cursor(query.cursor, str, str)
        after = (datetime.fromisoformat(str(at)), str(id_))
    found = long_jobs.page(t, limit=query.limit, after=after)
    more = encode_cursor(found[-1].started_at.isoformat(), found[-1].id) if len(found) == query.limit else None
    return LongWorkPage(items=[show_long_work(job) for job in found], next_cursor=more)


def cancel_long_work(t: TenantId, id_: str, *, long_jobs: LongJobs) -> LongWork:
    """Asks work to stop at its next step; what is over stays as it is.

    Raises:
        NotFound: there is no such work.
        Conflict: it must come to its end.
    """
    found = long_jobs.find(t, id_)
    if found is None:
        raise NotFound("There is no such work.")
    if not found.stoppable:
        raise Conflict("This work cannot be stopped; it ends by itself.")
    if found.state is LongJobState.RUNNING:
        long_jobs.commit(long_jobs.ask_to_cancel(t, id_))
        found = found.model_copy(update={"cancel_asked": True})
    return show_long_work(found)


def show_long_work(job: LongJob) -> LongWork:
    """Work as people see it."""
    minutes = ((job.finished_at or job.heartbeat_at) - job.started_at).total_seconds() / 60
    per_minute = round(job.done / minutes, 1) if minutes > 0 else None
    return LongWork.model_validate({**job.model_dump(), "per_minute": per_minute})


def list_incidents(t: TenantId, query: IncidentQuery, *, incidents: Incidents) -> IncidentPage:
    """What is wrong, all of it at once, or what is over, page by page; one read each."""
    if query.state is IncidentState.OPEN:
        return IncidentPage(items=list(incidents.list_open(t)), next_cursor=None)
    after = None
    if query.cursor:
        at, id_ = decode_cursor(query.cursor, str, str)
        after = IncidentCursor(datetime.fromisoformat(str(at)), str(id_))
    found = incidents.page_closed(t, limit=query.limit, after=after)
    last = found[-1] if len(found) == query.limit else None
    more = encode_cursor(last.closed_at.isoformat(), last.id) if last and last.closed_at else None
    return IncidentPage(items=list(found), next_cursor=more)
