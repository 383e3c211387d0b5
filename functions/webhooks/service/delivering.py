"""Telling a webhook of an event: at least once, for a day, with growing pauses, and each try is written down."""

import random
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, NamedTuple

from common.clock import Clock
from common.crypto import Vault
from common.errors import AlreadyExists, AppError, NotFound, WriteRaced
from common.jobs.enqueue import Enqueue
from common.jobs.registry import DELIVER_WEBHOOK
from common.models.ids import TenantId
from common.models.incident import IncidentKind
from common.models.payloads import DeliveryPayload
from common.models.webhook import (
    Delivery,
    DeliveryAttempt,
    DeliveryState,
    EventType,
    HookStatus,
    Webhook,
    WebhookEvent,
)
from common.store.codec import Versioned
from common.store.database import compare_and_swap
from common.store.events_out import KEPT, SWEEP_AFTER
from common.store.incidents import Incidents
from common.store.webhooks import Webhooks, delivery_id
from common.webhooks.addresses import Resolve, target_of
from common.webhooks.calling import Called, Post
from common.webhooks.signing import signed
from functions.webhooks.service import secrets

TRIED_FOR: Final = timedelta(hours=24)
"""How long an event is tried."""
FAILS_FOR: Final = timedelta(days=3)
"""After how long without one success a webhook is switched off."""
PAUSES_S: Final = (5.0, 30.0, 120.0, 300.0, 900.0, 1800.0, 3600.0, 7200.0, 10800.0)
"""How long to wait after each try; the last goes on."""
SPREAD: Final = 0.1
"""By how much a pause varies, so that not all that failed together comes again together."""
KEPT_ATTEMPTS: Final = 40
GONE: Final = 410
USER_AGENT: Final = "WhatsDeX-Webhooks/1"
_REDIRECTS: Final = range(300, 400)


class Done(StrEnum):
    """What became of the task."""

    DELIVERED = "delivered"
    LATER = "later"
    DEAD = "dead"
    NOTHING = "nothing"


class Result(NamedTuple):
    """What became of the task, and why."""

    done: Done
    error: str = ""
    revived: bool = False
    """Whether it had been given up before."""
    is_lost: bool = False
    """Whether people must see that it was given up."""


class Collaborators(NamedTuple):
    """Whom telling works with."""

    webhooks: Webhooks
    incidents: Incidents
    vault: Vault
    post: Post
    look_up: Resolve
    allowed: Collection[str]
    """`host:port` of receivers that may be private."""
    enqueue: Enqueue
    clock: Clock
    uniform: Callable[[float, float], float] = random.uniform


def deliver(payload: DeliveryPayload, *, with_: Collaborators) -> Result:
    """Tells a webhook of an event, if it still has to be told, and sees to the next try where there is to be one.

    Raises:
        DependencyDown: the next try could not be queued, or nothing can be read; trying again helps, and posts nothing
            that was recorded.
    """
    t = payload.tenant_id
    event = with_.webhooks.find_event(t, payload.event_id)
    found = with_.webhooks.find_delivery(t, delivery_id(payload.event_id, payload.webhook_id))
    if event is None:  # it was erased, or its time is over
        if found is not None and found.value.state is DeliveryState.PENDING:
            with_.webhooks.remove_delivery(t, found.value.id)
        return Result(Done.NOTHING)
    if found is not None:
        delivery = found.value
        if delivery.state is not DeliveryState.PENDING:
            return _given_up_before(payload, delivery)
        if delivery.tries > payload.tries:
            # Another try was recorded; whoever did it may have died before seeing to the next.
            return _see_to_next(payload, delivery, with_)
    hook = with_.webhooks.find(t, payload.webhook_id)
    delivery = found.value if found else _new(event.value, payload.webhook_id)
    if (refusal := _refusal(hook, event.value)) or hook is None:
        called = Called(None, 0, refusal or "")
        return _record(payload, found, delivery, event.value, called, None, with_, ends=True)
    called = _call(t, hook.value, event.value, with_)
    return _record(payload, found, delivery, event.value, called, hook, with_)


def _given_up_before(payload: DeliveryPayload, delivery: Delivery) -> Result:
    """A task that gave up, and may have died before people could see it, gives up again."""
    if delivery.state is DeliveryState.DEAD and delivery.is_lost and delivery.tries == payload.tries + 1:
        return Result(Done.DEAD, delivery.attempts[-1].error, is_lost=True)
    return Result(Done.NOTHING)


def revive(
    payload: DeliveryPayload,
    *,
    with_: Collaborators,
    states: Collection[DeliveryState] = (DeliveryState.DEAD,),
    before: datetime | None = None,
) -> Delivery | None:
    """Readies an event in one of `states`, last tried before `before`, for being told again; None if there is none."""
    t, id_ = payload.tenant_id, delivery_id(payload.event_id, payload.webhook_id)

    def attempt() -> Delivery | None:
        found = with_.webhooks.find_delivery(t, id_)
        if found is None or found.value.state not in states:
            return None
        if before is not None and any(attempt.at >= before for attempt in found.value.attempts):
            return None
        now = with_.clock.now()
        again = {"state": DeliveryState.PENDING, "begun_at": now, "next_at": now, "sweep_at": now + SWEEP_AFTER}
        ready = found.value.model_copy(update=again)
        with_.webhooks.record(t, ready, found.updated_at, seen_to=None)
        return ready

    return compare_and_swap(attempt)


def _new(event: WebhookEvent, webhook_id: str) -> Delivery:
    return Delivery(
        id=delivery_id(event.id, webhook_id),
        webhook_id=webhook_id,
        event_id=event.id,
        event_type=event.type,
        state=DeliveryState.PENDING,
        created_at=event.at,
        begun_at=event.at,
        expires_at=event.at + KEPT,
    )


def _refusal(hook: Versioned[Webhook] | None, event: WebhookEvent) -> str:
    """Why nobody is told any more; empty if somebody is."""
    if hook is None:
        return "The webhook was removed."
    if hook.value.status is HookStatus.ACTIVE or event.type is EventType.TEST:
        return ""
    return f"The webhook is {hook.value.status}."


def _call(t: TenantId, hook: Webhook, event: WebhookEvent, with_: Collaborators) -> Called:
    now = with_.clock.now()
    body = event.body.encode()
    try:
        target = target_of(hook.url, allowed=with_.allowed, look_up=with_.look_up)
    except AppError as error:
        return Called(None, 0, error.detail)
    headers = {
        "content-type": "application/json",
        "user-agent": USER_AGENT,
        **signed(event.id, now, body, secrets.signing(t, hook, now, with_.vault)),
    }
    return with_.post(target, headers, body)


def explained(called: Called) -> str:
    """What went wrong, in a sentence; empty where nothing did."""
    if called.status is None:
        return called.error
    if called.status in _REDIRECTS:
        return "The receiver answered with a redirect, which is not followed. Give the address that it leads to."
    if called.status == GONE:
        return "The receiver said that it is gone for good (410)."
    return "" if called.status in range(200, 300) else f"The receiver answered {called.status}."


def _record(
    payload: DeliveryPayload,
    found: Versioned[Delivery] | None,
    delivery: Delivery,
    event: WebhookEvent,
    called: Called,
    hook: Versioned[Webhook] | None,
    with_: Collaborators,
    *,
    ends: bool = False,
) -> Result:
    now, t, error = with_.clock.now(), payload.tenant_id, explained(called)
    number = delivery.tries + 1
    attempt = DeliveryAttempt(at=now, number=number, status=called.status, took_ms=called.took_ms, error=error)
    state, next_at = DeliveryState.DELIVERED, None
    if error:
        next_at = now + timedelta(seconds=_pause_s(number - _tries_before(delivery), called, with_))
        over = ends or called.status == GONE or event.type is EventType.TEST
        state = DeliveryState.PENDING if not over and next_at < delivery.begun_at + TRIED_FOR else DeliveryState.DEAD
    is_pending = state is DeliveryState.PENDING
    is_lost = state is DeliveryState.DEAD and not ends and event.type is not EventType.TEST
    fresh = delivery.model_copy(
        update={
            "state": state,
            "tries": number,
            "attempts": [*delivery.attempts, attempt][-KEPT_ATTEMPTS:],
            "next_at": next_at if is_pending else None,
            "sweep_at": next_at + SWEEP_AFTER if is_pending and next_at else None,
            "is_lost": is_lost or (delivery.is_lost and bool(error)),
        }
    )
    # Tasks are queued in this order: once the last has begun, none before it can be missing.
    seen_to = event if event.hooks and event.hooks[-1] == payload.webhook_id else None
    try:
        with_.webhooks.record(t, fresh, found.updated_at if found else None, seen_to=seen_to)
    except (WriteRaced, AlreadyExists, NotFound):
        # A copy of this task was at it too, and wrote down what it found; one success is enough. Or it was erased.
        return deliver(payload, with_=with_) if error else _record_success(payload, attempt, with_)
    if hook is not None:
        _note_health(t, hook, called, with_)
    if is_pending:
        return _see_to_next(payload, fresh, with_)
    return Result(Done.DEAD if error else Done.DELIVERED, error, delivery.is_lost, is_lost)


def _record_success(payload: DeliveryPayload, attempt: DeliveryAttempt, with_: Collaborators) -> Result:
    """Writes a success down beside what a copy of the task wrote down meanwhile."""
    id_ = delivery_id(payload.event_id, payload.webhook_id)

    def again() -> Result:
        found = with_.webhooks.find_delivery(payload.tenant_id, id_)
        if found is None or found.value.state is DeliveryState.DELIVERED:
            return Result(Done.NOTHING)
        known = found.value
        made = attempt.model_copy(update={"number": known.tries + 1})
        over = {
            "state": DeliveryState.DELIVERED,
            "tries": known.tries + 1,
            "attempts": [*known.attempts, made][-KEPT_ATTEMPTS:],
            "next_at": None,
            "sweep_at": None,
            "is_lost": False,
        }
        with_.webhooks.record(payload.tenant_id, known.model_copy(update=over), found.updated_at, seen_to=None)
        return Result(Done.DELIVERED, revived=known.is_lost)

    return compare_and_swap(again)


def _tries_before(delivery: Delivery) -> int:
    """How many tries belong to rounds before the present one, whose pauses begin anew."""
    return delivery.tries - sum(attempt.at >= delivery.begun_at for attempt in delivery.attempts)


def _pause_s(number: int, called: Called, with_: Collaborators) -> float:
    """How long to wait after the try `number` of a round, in seconds."""
    pause_s = PAUSES_S[min(number, len(PAUSES_S)) - 1]
    return max(pause_s * with_.uniform(1 - SPREAD, 1 + SPREAD), called.retry_after_s or 0)


def _see_to_next(payload: DeliveryPayload, delivery: Delivery, with_: Collaborators) -> Result:
    now = with_.clock.now()
    delay_s = max(0.0, ((delivery.next_at or now) - now).total_seconds())
    following = payload.model_copy(update={"tries": delivery.tries, "swept_ms": 0})
    with_.enqueue(DELIVER_WEBHOOK, following, delay_s=delay_s, at=now)
    return Result(Done.LATER)


def _note_health(t: TenantId, hook: Versioned[Webhook], called: Called, with_: Collaborators) -> None:
    """Notes whether the webhook works; one write where that changes. Switches it off where it has not for days."""
    now, failed = with_.clock.now(), bool(explained(called))
    since = hook.value.failing_since
    lasting = failed and since is not None and since <= now - FAILS_FOR
    try:
        if called.status == GONE or lasting:
            _switch_off(t, hook, called, with_)
        elif failed != (since is not None):
            with_.webhooks.note_health(t, hook.value.id, now if failed else None, hook.updated_at)
    except (WriteRaced, NotFound):
        pass  # somebody changed or removed it, or said the same; the next try looks again


def _switch_off(t: TenantId, hook: Versioned[Webhook], called: Called, with_: Collaborators) -> None:
    """Switches a webhook off, and says so.

    Raises:
        WriteRaced: somebody changed it meanwhile.
        NotFound: somebody removed it.
    """
    if hook.value.status is not HookStatus.ACTIVE:
        return
    why = explained(called)
    name = hook.value.name or "A webhook"
    lasted = "" if called.status == GONE else f" Nothing was taken for {FAILS_FOR.days} days."
    advice = "Mend the receiver, switch the webhook on, and replay what is missing."
    reason = f"{name} was switched off.{lasted} {why} {advice}"
    off = hook.value.model_copy(update={"status": HookStatus.DISABLED, "status_reason": reason})
    # The incident first: a crash in between leaves a webhook that is switched off by its next failure.
    with_.incidents.open(t, IncidentKind.WEBHOOK_DISABLED, hook.value.id, reason, with_.clock.now())
    try:
        with_.webhooks.save(t, off, hook.updated_at)
    except (WriteRaced, NotFound):
        known = with_.webhooks.find(t, hook.value.id)
        if known is None or known.value.status is not HookStatus.DISABLED:
            with_.incidents.close(t, IncidentKind.WEBHOOK_DISABLED, hook.value.id, with_.clock.now())
        raise
