"""Trying a webhook, the log of its deliveries, and telling again what was not taken."""

import contextlib
from datetime import datetime

from common.entry.pages import decode_cursor, encode_cursor
from common.errors import AlreadyExists, Conflict, Invalid, NotFound
from common.jobs.registry import DELIVER_WEBHOOK
from common.models.ids import TenantId, random_id
from common.models.payloads import DeliveryPayload
from common.models.tenant import Caller
from common.models.webhook import Delivery, DeliveryState, EventType, HookStatus, Webhook
from common.store.events_out import event
from common.store.webhooks import DeliveryCursor, Webhooks
from functions.webhooks.schemas import (
    MOST_AT_ONCE,
    DeliveryPage,
    DeliveryQuery,
    DeliveryView,
    Replayed,
    Tested,
)
from functions.webhooks.service.delivering import Collaborators, revive


def test(caller: Caller, id_: str, idempotency_key: str, now: datetime, *, webhooks: Webhooks) -> Tested:
    """Has a webhook told that somebody tries it, also one that is paused.

    Raises:
        NotFound: the tenant has no such webhook.
    """
    t = caller.tenant_id
    webhooks.get(t, id_)
    said = {"webhook_id": id_, "asked_by": caller.name or caller.id}
    write = event(t, [id_], EventType.TEST, now, said, id_, caller.id, idempotency_key or random_id())
    with contextlib.suppress(AlreadyExists):  # the same request came before
        webhooks.add_event(write)
    return Tested(event_id=write.path.rsplit("/", 1)[-1])


def list_deliveries(t: TenantId, id_: str, query: DeliveryQuery, *, webhooks: Webhooks) -> DeliveryPage:
    """A page of what came of telling a webhook of events, the newest event first.

    Raises:
        NotFound: the tenant has no such webhook.
    """
    webhooks.get(t, id_)
    after = None
    if query.cursor:
        at_us, last = decode_cursor(query.cursor, str, str)
        after = DeliveryCursor(_moment(str(at_us)), str(last))
    found = webhooks.page(t, id_, limit=query.limit, state=query.state, after=after)
    more = encode_cursor(found[-1].created_at.isoformat(), found[-1].id) if len(found) == query.limit else None
    return DeliveryPage(items=[view(each) for each in found], next_cursor=more)


def view(delivery: Delivery) -> DeliveryView:
    """A delivery as people see it."""
    return DeliveryView.model_validate(delivery.model_dump())


def replay(t: TenantId, webhook_id: str, id_: str, *, with_: Collaborators) -> DeliveryView:
    """Has an event told again, whatever came of it.

    Raises:
        NotFound: there is no such webhook or delivery, or its event was erased.
        Conflict: it is being tried anyway, or the webhook is off.
    """
    hook = with_.webhooks.get(t, webhook_id).value
    found = with_.webhooks.find_delivery(t, id_)
    if found is None or found.value.webhook_id != webhook_id:
        raise NotFound("There is no such delivery.")
    if found.value.state is DeliveryState.PENDING:
        raise Conflict("It is being tried anyway; look at when it is tried next.")
    if with_.webhooks.find_event(t, found.value.event_id) is None:
        raise NotFound("What was to be told is not there any more.")
    if found.value.event_type is not EventType.TEST:
        _check_on(hook)
    return view(_again(t, found.value, with_))


def replay_since(t: TenantId, webhook_id: str, since: datetime, *, with_: Collaborators) -> Replayed:
    """Has told again what was given up, the newest first; what is begun is not found again.

    Raises:
        NotFound: the tenant has no such webhook.
        Conflict: it is off: all of it would be given up at once, and be found again.
    """
    _check_on(with_.webhooks.get(t, webhook_id).value)
    dead = with_.webhooks.dead_since(t, webhook_id, since, limit=MOST_AT_ONCE)
    for each in dead:
        _again(t, each, with_)
    return Replayed(deliveries=len(dead), more=len(dead) == MOST_AT_ONCE)


def _check_on(hook: Webhook) -> None:
    if hook.status is not HookStatus.ACTIVE:
        raise Conflict(f"The webhook is {hook.status}. Switch it on first; else nothing would be told.")


def _again(t: TenantId, delivery: Delivery, with_: Collaborators) -> Delivery:
    payload = DeliveryPayload(tenant_id=t, webhook_id=delivery.webhook_id, event_id=delivery.event_id)
    ready = revive(payload, with_=with_, states=(DeliveryState.DEAD, DeliveryState.DELIVERED))
    if ready is None:
        return delivery
    # No task has carried this number yet. A crash before this is found by the sweep.
    with_.enqueue(DELIVER_WEBHOOK, payload.model_copy(update={"tries": ready.tries}))
    return ready


def _moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError as error:
        raise Invalid("The cursor is not one of ours.") from error
