"""The sweep: finds what lost its task or its worker, and sees to it that it ends, or that people see it."""

import contextlib
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from common import log
from common.clock import epoch_ms
from common.errors import NotFound, WriteRaced
from common.jobs.enqueue import Enqueue, GiveUp
from common.jobs.registry import DELIVER_WEBHOOK, SEND_BULK, SEND_MESSAGE, Job, registry
from common.models.campaign import Standing
from common.models.ids import TenantId
from common.models.long_job import LongJob
from common.models.message import AuthorKind, Message
from common.models.payloads import DeliveryPayload, MessagePayload, Payload
from common.models.status import MessageStatus
from common.store.campaigns import Campaigns
from common.store.codec import Versioned
from common.store.database import DELETE_FIELD
from common.store.dead_letters import DeadLetters
from common.store.long_jobs import LongJobs
from common.store.messages import Messages, sweep_at
from common.store.webhooks import Webhooks

PAGE: Final = 200
SILENT: Final = timedelta(minutes=1)
"""How long running work may be silent: with a sweep every minute, it is found within two."""
REVIVALS: Final = 5
"""How often work that does not get on is queued again before it counts as failed."""
UNKNOWN_AGAIN: Final = timedelta(hours=6)
"""How often it is looked whether a message of unknown outcome has been settled."""
UNKNOWN_UNTIL: Final = timedelta(days=8)
"""For how long: a provider's report may come seven days late."""


class Stores(NamedTuple):
    """What a sweep needs."""

    messages: Messages
    campaigns: Campaigns
    letters: DeadLetters
    long_jobs: LongJobs
    webhooks: Webhooks


class Swept(NamedTuple):
    """What a sweep saw to."""

    messages: int = 0
    long_jobs: int = 0
    webhooks: int = 0
    """Events that nobody was told of, and deliveries that nobody tried again."""


def sweep(now: datetime, *, stores: Stores, enqueue: Enqueue, give_up: GiveUp, in_time: Callable[[], bool]) -> Swept:
    """Looks at everything that is overdue, of all tenants; one read and one write each, none for what is fine.

    Args:
        now: the present, which also names the tasks.
        stores: where it looks.
        enqueue: hands work over.
        give_up: has work given up that does not get on.
        in_time: whether there is time for one more page.
    """
    messages = long_jobs = 0
    while True:
        page = stores.messages.find_overdue(now, limit=PAGE)
        for t, found in page:
            _see_to_message(t, found, now, stores, enqueue)
        messages += len(page)
        if len(page) < PAGE or not in_time():
            break
    for t, silent in stores.long_jobs.find_silent(now - SILENT, limit=PAGE):
        _see_to_job(t, silent, now, stores, enqueue, give_up)
        long_jobs += 1
    return Swept(messages, long_jobs, _see_to_webhooks(now, stores.webhooks, enqueue))


def _see_to_message(t: TenantId, found: Versioned[Message], now: datetime, stores: Stores, enqueue: Enqueue) -> None:
    message = found.value
    payload = MessagePayload(tenant_id=t, message_id=message.id, channel_id=message.channel_id)
    job = SEND_BULK if message.author.kind is AuthorKind.CAMPAIGN else SEND_MESSAGE
    following: object = DELETE_FIELD
    match message.status:
        case MessageStatus.QUEUED if _is_held(t, message, stores.campaigns):
            pass  # whoever resumes the campaign sees to a task for each
        case MessageStatus.QUEUED | MessageStatus.SENDING:
            # Queued first: a sweep that dies in between does it once more, which changes nothing.
            enqueue(job, payload, again=_moment(now))
            following = sweep_at(message.id, now)
        case MessageStatus.UNKNOWN:
            detail = message.failure.detail if message.failure else "Nobody knows whether it was delivered."
            stores.letters.show_unknown(job.name, payload, detail, now)
            if now - message.created_at < UNKNOWN_UNTIL:
                following = now + UNKNOWN_AGAIN
        case _:
            if MessageStatus.UNKNOWN in message.status_at:
                stores.letters.settle(job.name, payload)
    _move_on(t, found, following, stores.messages)


def _is_held(t: TenantId, message: Message, campaigns: Campaigns) -> bool:
    return bool(message.campaign_id) and campaigns.standing_of(t, message.campaign_id) is Standing.HELD


def _move_on(t: TenantId, found: Versioned[Message], following: object, messages: Messages) -> None:
    # Where it goes on, or is gone, the next sweep finds whatever is still overdue.
    with contextlib.suppress(WriteRaced, NotFound):
        messages.patch(t, found.value.id, {"sweep_at": following}, found.updated_at)


def _see_to_webhooks(now: datetime, webhooks: Webhooks, enqueue: Enqueue) -> int:
    """Queues what lost its task once more; returns how much that was. Queued first, as for messages."""
    events = webhooks.events_overdue(now, limit=PAGE)
    for t, event in events:
        for hook in event.value.hooks:
            payload = DeliveryPayload(tenant_id=t, webhook_id=hook, event_id=event.value.id, swept_ms=epoch_ms(now))
            enqueue(DELIVER_WEBHOOK, payload)
        with contextlib.suppress(WriteRaced, NotFound):
            webhooks.put_off_event(t, event, now)
    deliveries = webhooks.deliveries_overdue(now, limit=PAGE)
    for t, found in deliveries:
        known = found.value
        enqueue(
            DELIVER_WEBHOOK,
            DeliveryPayload(
                tenant_id=t,
                webhook_id=known.webhook_id,
                event_id=known.event_id,
                tries=known.tries,
                swept_ms=epoch_ms(now),
            ),
        )
        with contextlib.suppress(WriteRaced, NotFound):
            webhooks.put_off_delivery(t, found, now)
    return len(events) + len(deliveries)


def _see_to_job(
    t: TenantId, found: Versioned[LongJob], now: datetime, stores: Stores, enqueue: Enqueue, give_up: GiveUp
) -> None:
    silent = found.value
    job = registry().jobs.get(silent.job)
    payload = job.payload.model_validate(silent.payload) if job and silent.payload else None
    stuck = silent.revived >= REVIVALS and silent.done == silent.revived_at_done
    if stuck and job is not None and payload is not None and job.give_up:
        # What the work is about ends with it, which its own function alone can do. Named after the silence: the sweeps
        # that come before that task has run queue no other.
        if give_up(job, payload, silent.id, silent.heartbeat_at):
            log.warning("Long work is to be given up.", tenant=t, job=silent.job, long_job=silent.id)
        return
    try:
        if job is None or payload is None or stuck:
            _end(t, found, job, payload, now, stores)
            return
        stores.long_jobs.commit(stores.long_jobs.revive(t, silent, now, found.updated_at))
    except WriteRaced:
        return  # it is alive
    enqueue(job, payload.begun_again(now), again=_moment(now))


def _end(
    t: TenantId, found: Versioned[LongJob], job: Job | None, payload: Payload | None, now: datetime, stores: Stores
) -> None:
    """Ends work that nothing is to be settled of."""
    silent = found.value
    error = f"It did not get on although it was begun again {silent.revived} times."
    stores.long_jobs.commit(stores.long_jobs.end(t, silent, now, error, found.updated_at))
    log.error(
        "Long work gives up.", error=error, alarm=log.Alarm.DEAD_LETTER, tenant=t, job=silent.job, long_job=silent.id
    )
    if job is not None and payload is not None:
        stores.letters.bury(job.name, payload, error, silent.revived, now)


def _moment(now: datetime) -> str:
    return f"sweep-{now.isoformat(timespec='seconds')}"
