"""Sending failed messages of a campaign again, where the class of the error says that this can help."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from common.clock import epoch_ms, from_epoch_ms
from common.errors import Conflict, Fault, Invalid
from common.jobs.registry import RETRY_CAMPAIGN, SEND_BULK
from common.models.asking import by_person
from common.models.campaign import LIVE, Campaign, CampaignStatus, Phase, Recipient, message_id_of
from common.models.channel import ChannelStatus
from common.models.consent import may_receive
from common.models.ids import ChannelId, ContactId, MessageId, TenantId
from common.models.message import Message, Step, StepKind
from common.models.payloads import CampaignRetryPayload, MessagePayload
from common.models.status import MessageStatus
from common.models.tenant import Caller
from common.store.campaigns import Tally
from common.store.codec import Versioned, encode_part
from common.store.database import DELETE_FIELD, ArrayUnion, compare_and_swap
from common.store.messages import sweep_at
from functions.campaigns.service import pacing
from functions.campaigns.service.launching import change, check_plan, going_on, see_to
from functions.campaigns.service.planning import Collaborators

RETRYABLE: Final = ("channel", "media", "policy", "throttle", "transient")
"""The classes of errors after which trying again can help; of `policy` only the code below, of `channel` only what goes
through a channel that can send again."""
HELD_BACK: Final = "131049"
HELD_BACK_FOR: Final = timedelta(hours=24)
"""Source: shared facts on providers, §3.4 (read 2026-11)."""
PAGE: Final = 100


def begin(caller: Caller, id_: str, classes: Sequence[str] | None, now: datetime, *, with_: Collaborators) -> int:
    """Begins to send failed messages again; how many have failed.

    Raises:
        NotFound: the tenant has no such campaign.
        PlanRequired: the plan has no campaigns.
        Invalid: for one of the classes trying again never helps.
        Conflict: the campaign is not under way or done.
    """
    t = caller.tenant_id
    wanted = tuple(sorted(set(classes if classes is not None else RETRYABLE)))
    faults = [Fault(f"/classes/{n}", "trying again does not help") for n, c in enumerate(wanted) if c not in RETRYABLE]
    if faults:
        raise Invalid(f"Trying again can help after these errors: {', '.join(RETRYABLE)}.", faults=faults)
    check_plan(t, with_=with_)

    campaign = compare_and_swap(lambda: _going_on(t, id_, now, with_))
    failed = with_.campaigns.count_messages(t, id_, Tally(statuses=[MessageStatus.FAILED]))
    payload = CampaignRetryPayload(tenant_id=t, campaign_id=id_, asked_ms=epoch_ms(now), classes=wanted)
    with_.enqueue(RETRY_CAMPAIGN, payload)
    see_to(t, campaign, now, with_=with_)
    return failed


def _going_on(t: TenantId, id_: str, now: datetime, with_: Collaborators) -> Campaign:
    """The campaign, which goes on until nothing is on its way any more."""
    found = with_.campaigns.get(t, id_)
    campaign = found.value
    if campaign.status not in (CampaignStatus.RUNNING, CampaignStatus.DONE) or campaign.plan is None:
        raise Conflict(f"The campaign is {campaign.status}; only one that runs or is done can try again.")
    if campaign.status is CampaignStatus.RUNNING:
        return campaign
    settling = campaign.plan.model_copy(update={"phase": Phase.SETTLE, "settling_since": now})
    # The first messages are queued before anybody looks whether any are left.
    return change(t, found, going_on(t, campaign, settling, now, with_), with_)


def go_on(payload: CampaignRetryPayload, now: datetime, *, with_: Collaborators) -> int:
    """Queues the retryable messages of a page again, and hands the next page over; how many were queued.

    A page that comes twice finds its messages queued, and only makes sure of their tasks.

    Raises:
        WriteRaced: a message changed under us; trying again helps.
    """
    t, id_ = payload.tenant_id, payload.campaign_id
    found = with_.campaigns.find(t, id_)
    if found is None or found.value.status not in LIVE | {CampaignStatus.DONE}:
        return 0
    if found.value.status is CampaignStatus.DONE:
        # The planner came before this task, which was late, and found nothing on its way.
        see_to(t, compare_and_swap(lambda: _going_on(t, id_, now, with_)), now, with_=with_)
    tally = Tally(statuses=[MessageStatus.FAILED, MessageStatus.QUEUED])
    page = with_.campaigns.messages_page(t, id_, tally, after=payload.cursor, limit=PAGE)
    chosen = _retryable(t, found.value, [each for each in page if _may_help(each.value, payload, now)], now, with_)
    paces = {channel.id: pacing.per_s(channel.provider, found.value.timing) for channel in with_.channels.list_all(t)}
    delays: dict[ChannelId, float] = {}
    asked = from_epoch_ms(payload.asked_ms)
    for each in [*(m for m in page if m.value.status is MessageStatus.QUEUED), *chosen]:
        message = each.value
        if message.status is MessageStatus.FAILED:
            fields = {
                "status": MessageStatus.QUEUED,
                "status_at.queued": asked,
                "failure": DELETE_FIELD,
                "sweep_at": sweep_at(message.id, now),
                "steps": ArrayUnion([encode_part(Step(kind=StepKind.AGAIN, at=asked))]),
            }
            with_.messages.change(t, each, fields, now)
        task = MessagePayload(tenant_id=t, message_id=message.id, channel_id=message.channel_id)
        delay_s = delays.get(message.channel_id, 0.0)
        delays[message.channel_id] = delay_s + 1 / paces.get(message.channel_id, 1.0)
        with_.enqueue(SEND_BULK, task, delay_s=delay_s, at=now, again=by_person(asked))
    if len(page) == PAGE:
        next_page = payload.model_copy(update={"cursor": page[-1].value.id})
        with_.enqueue(RETRY_CAMPAIGN, next_page, delay_s=max(delays.values(), default=0.0), at=now)
    return len(chosen)


def _may_help(message: Message, payload: CampaignRetryPayload, now: datetime) -> bool:
    failure = message.failure
    if message.status is not MessageStatus.FAILED or failure is None or failure.reason not in payload.classes:
        return False
    if failure.reason != "policy":
        return True
    failed_at = message.status_at.get(MessageStatus.FAILED, message.created_at)
    return failure.code == HELD_BACK and now - failed_at >= HELD_BACK_FOR


def _retryable(
    t: TenantId, campaign: Campaign, failed: Sequence[Versioned[Message]], now: datetime, with_: Collaborators
) -> list[Versioned[Message]]:
    """Those of the messages that may still be sent: to people who want them, through channels that can."""
    active = {c.id for c in with_.channels.list_all(t, fresh=True) if c.status is ChannelStatus.ACTIVE}
    contacts = {c.id: c for c in with_.contacts.find_many(t, [each.value.conversation_id for each in failed])}
    recipients = _recipients(t, campaign.id, [each.value.conversation_id for each in failed], with_)
    chosen: list[Versioned[Message]] = []
    for each in failed:
        message = each.value
        contact = contacts.get(message.conversation_id)
        recipient = recipients.get(message.id)
        until = recipient.free_text_until if recipient else None
        wanted = contact is not None and may_receive(contact.opt_outs, message.channel_id, marketing=campaign.marketing)
        if wanted and message.channel_id in active and (until is None or until > now):
            chosen.append(each)
    return chosen


def _recipients(
    t: TenantId, campaign_id: str, ids: Sequence[ContactId], with_: Collaborators
) -> dict[MessageId, Recipient]:
    found = with_.campaigns.find_recipients(t, campaign_id, ids)
    return {message_id_of(campaign_id, each.id): each for each in found if each is not None}
