"""The planner: one step a task, and each step one commit that moves the cursor together with what it made.

A step is made on the condition that nobody changed the campaign since it was read. Whoever repeats a step, or races
for it, finds that the plan has moved on and only sees to the next task: so a planner that is killed, doubled or late
has the effect of one. A pause, a cancellation and an opt-out change the campaign, too, and thereby stop a step that
was under way.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, NamedTuple

from common.clock import epoch_ms
from common.errors import AlreadyExists, NotFound, QuotaExceeded, WriteRaced
from common.jobs.enqueue import Enqueue
from common.jobs.registry import SEND_BULK
from common.models.campaign import (
    UNDER_WAY,
    Campaign,
    CampaignStatus,
    Lane,
    Phase,
    PlanState,
    Recipient,
    RecipientState,
    SkipReason,
    StatusCode,
    message_id_of,
)
from common.models.channel import Channel, ChannelStatus
from common.models.ids import ChannelId, TenantId
from common.models.message import AuthorKind
from common.models.payloads import MessagePayload
from common.models.status import MessageStatus
from common.models.tenant import PLANS, Tenant
from common.models.usage import MESSAGES_OUT
from common.store.audiences import Audiences
from common.store.campaigns import Campaigns, Tally
from common.store.channels import Channels
from common.store.codec import Versioned, encode
from common.store.contacts import Contacts
from common.store.conversations import Conversations
from common.store.database import Write, compare_and_swap
from common.store.messages import Messages
from common.store.templates import Templates
from common.store.tenants import Tenants
from common.store.usage import Usage
from functions.campaigns.service import pacing
from functions.campaigns.service.choosing import PLAN_ROOM, Planned, Rules, Skipped, choose, rules_of, within
from functions.campaigns.service.people import People, page_of
from functions.campaigns.service.writing import message_for

PAGE: Final = 200
"""How many contacts a step looks at."""
SILENT_S: Final = 120
"""How long after its due time a planner counts as dead, in seconds."""
SETTLE_FIRST_S: Final = 2.0
SETTLE_LONGEST_S: Final = 60.0
CHANNEL_PAUSE_S: Final = 60.0
"""How long a lane waits for a channel that cannot send, in seconds."""
LEAST_FAILURES: Final = 20
"""How many messages must have failed before their share says something."""
STOPS: Final = {
    "131048": (
        StatusCode.SPAM,
        (
            "WhatsApp limits a number of this campaign because people blocked or reported it. Look at the number's "
            "quality in WhatsApp Manager before you resume."
        ),
    ),
    "132015": (
        StatusCode.TEMPLATE,
        (
            "WhatsApp paused a template of this campaign for low quality. Improve the template, or wait until WhatsApp "
            "allows it again, before you resume."
        ),
    ),
    "132016": (
        StatusCode.TEMPLATE,
        ("WhatsApp disabled a template of this campaign for low quality. Make a campaign with another template."),
    ),
}
"""Errors of which one is enough. Source: shared facts on providers, §3.4 (read 2026-11)."""
_OUTSTANDING: Final = (MessageStatus.QUEUED, MessageStatus.SENDING)
_DAY: Final = timedelta(days=1)


class Done(StrEnum):
    """What a step came to."""

    STEPPED = "stepped"
    KNOWN = "known"
    """Somebody made the step before; the next only has to be seen to."""
    NOTHING = "nothing"
    """The campaign is not under way."""


class Stepped(NamedTuple):
    """What a step came to, and which comes next."""

    done: Done
    step: int = 0
    """The number of the next step."""
    at: datetime | None = None
    """When it is due."""


class Collaborators(NamedTuple):
    """What planning needs."""

    campaigns: Campaigns
    audiences: Audiences
    contacts: Contacts
    conversations: Conversations
    channels: Channels
    messages: Messages
    templates: Templates
    tenants: Tenants
    usage: Usage
    enqueue: Enqueue


class Move(NamedTuple):
    """What a step makes: the writes, and the campaign as it is after them."""

    plan: PlanState
    writes: Sequence[Write] = ()
    messages: int = 0
    """How many messages the writes store."""
    status: CampaignStatus | None = None
    code: StatusCode | None = None
    reason: str = ""


def take_step(t: TenantId, campaign_id: str, step: int, now: datetime, *, with_: Collaborators) -> Stepped:
    """Makes the step of that number, if it was not made.

    Raises:
        WriteRaced: the campaign kept changing under us; trying again helps.
    """
    return compare_and_swap(lambda: _step_once(t, campaign_id, step, now, with_), tries=20)


def _step_once(t: TenantId, campaign_id: str, step: int, now: datetime, with_: Collaborators) -> Stepped:
    found = with_.campaigns.find(t, campaign_id)
    if found is None or not is_worked_on(found.value):
        return Stepped(Done.NOTHING)
    plan = found.value.plan or PlanState()
    if plan.step != step:
        return Stepped(Done.KNOWN, plan.step, plan.wake_at)
    tenant = with_.tenants.get(t)
    try:
        moved = _make(t, tenant, found, now, with_)
    except AlreadyExists as error:
        # A commit whose answer was lost was made; the campaign says so when it is read again.
        raise WriteRaced("The step was made at the same moment.") from error
    after = found.value.model_copy(update={"plan": moved.plan, "status": moved.status or found.value.status})
    return Stepped(Done.STEPPED if is_worked_on(after) else Done.NOTHING, moved.plan.step, moved.plan.wake_at)


def is_worked_on(campaign: Campaign) -> bool:
    """Whether the planner has something to do: also of a cancelled campaign, whose held messages must be ended."""
    if campaign.plan is None:
        return False
    ending = campaign.status is CampaignStatus.CANCELLED and campaign.plan.releasing
    return ending or campaign.status in UNDER_WAY


def _make(t: TenantId, tenant: Tenant, found: Versioned[Campaign], now: datetime, with_: Collaborators) -> Move:
    campaign = found.value
    plan = campaign.plan or PlanState()
    if tenant.suspended and campaign.status in UNDER_WAY:
        reason = "This workspace is suspended, so nothing is sent."
        return _commit(t, tenant, found, _pause(plan, StatusCode.SUSPENDED, reason), now, with_)
    if plan.releasing:
        return _commit(t, tenant, found, _release(t, campaign, plan, now, with_), now, with_)
    if plan.phase is Phase.SNAPSHOT:
        return _commit(t, tenant, found, _snapshot(t, tenant, campaign, plan, now, with_), now, with_)
    stop = _reason_to_stop(t, campaign, plan, with_)
    if stop is not None:
        return _commit(t, tenant, found, stop, now, with_)
    if plan.phase is Phase.HAND_OVER:
        return _hand_over(t, tenant, found, plan, now, with_)
    return _commit(t, tenant, found, _settle(t, campaign, plan, now, with_), now, with_)


def _commit(
    t: TenantId, tenant: Tenant, found: Versioned[Campaign], move: Move, now: datetime, with_: Collaborators
) -> Move:
    """Makes a step: its writes and the moved plan, together or not at all."""
    plan = move.plan.model_copy(update={"step": move.plan.step + 1, "wake_at": move.plan.wake_at or now})
    after = found.value.model_copy(update={"plan": plan, "status": move.status or found.value.status})
    going = is_worked_on(after)
    fields: dict[str, object] = {
        "plan": encode(plan),
        "due_at": (plan.wake_at or now) + timedelta(seconds=SILENT_S) if going else None,
    }
    if move.status is not None:
        fields |= {"status": move.status, "status_code": move.code, "status_reason": move.reason}
    if move.status is CampaignStatus.DONE:
        fields["finished_at"] = now
    moved = with_.campaigns.patch(t, found.value.id, fields, found.updated_at)
    if move.status is CampaignStatus.DONE:
        move = move._replace(writes=[*move.writes, *with_.campaigns.told_done(tenant, found, now)])
    if move.messages:
        writes = [*move.writes, moved]
        with_.usage.commit_outbound(tenant, now, writes, messages=move.messages, author=AuthorKind.CAMPAIGN, tries=1)
    else:
        with_.campaigns.commit(*move.writes, moved)
    return move._replace(plan=plan)


def _pause(plan: PlanState, code: StatusCode, reason: str) -> Move:
    return Move(plan, status=CampaignStatus.PAUSED, code=code, reason=reason)


# the snapshot


def _snapshot(
    t: TenantId, tenant: Tenant, campaign: Campaign, plan: PlanState, now: datetime, with_: Collaborators
) -> Move:
    """Decides about the next people of the audience, and writes down what was decided before anything is sent."""
    channels = with_.channels.list_all(t, fresh=True)
    rules = rules_of(campaign, channels, tenant.time_zone, now)
    room = plan.room or room_of(t, tenant, rules, now, with_)
    page = page_of(t, campaign, after=plan.cursor, limit=PAGE, now=now, people=_people(with_))
    decided = [(member, choose(member.contact, member.conversation, rules)) for member in page.members]
    addresses = [choice.address for _, choice in decided if isinstance(choice, Planned)]
    taken = _doubles_of(t, campaign.id, addresses, channels, with_)
    recipients: list[Recipient] = []
    for member, first in decided:
        choice = first
        if isinstance(choice, Planned):
            place = (choice.channel.provider, choice.address)
            if place in taken:
                choice = Skipped(SkipReason.DUPLICATE, "Another contact has this address.")
            else:
                choice, room = within(choice, room)
                taken.add(place)
        recipients.append(recipient_of(member.contact.id, member.contact.name, choice))
    ended = page.next is None
    after = _counted(plan, recipients).model_copy(
        update={"cursor": page.next or plan.cursor, "looked_at": plan.looked_at + page.looked_at, "room": room}
    )
    writes = [with_.campaigns.create_recipient(t, campaign.id, each) for each in recipients]
    if not ended:
        return Move(after, writes)
    after = after.model_copy(update={"phase": Phase.HAND_OVER if after.planned else Phase.SETTLE, "wake_at": None})
    return Move(after, writes, status=CampaignStatus.RUNNING)


def _people(with_: Collaborators) -> People:
    return People(with_.audiences, with_.contacts, with_.conversations)


def _doubles_of(
    t: TenantId, campaign_id: str, addresses: Sequence[str], channels: Sequence[Channel], with_: Collaborators
) -> set[tuple[str, str]]:
    """Those of the addresses that earlier pages planned already, with their providers."""
    providers = {channel.id: channel.provider for channel in channels}
    known = with_.campaigns.find_addresses(t, campaign_id, addresses)
    return {(str(providers.get(c or ChannelId(""), "")), address) for c, address in known}


def recipient_of(contact_id: str, name: str, choice: Planned | Skipped) -> Recipient:
    """What is written down about somebody."""
    if isinstance(choice, Skipped):
        return Recipient.model_validate(
            {"id": contact_id, "state": "skipped", "reason": choice.reason, "detail": choice.detail, "name": name}
        )
    return Recipient.model_validate(
        {
            "id": contact_id,
            "state": "planned",
            "name": name,
            "channel_id": choice.channel.id,
            "address": choice.address,
            "variant": choice.variant,
            "as_template": choice.as_template,
            "zone": choice.zone,
            "lane": lane_of(choice.channel.id, choice.zone),
            "values": choice.values,
            "free_text_until": choice.free_text_until,
        }
    )


def lane_of(channel_id: ChannelId, zone: str) -> str:
    """The name of a lane."""
    return f"{channel_id} {zone}"


def _counted(plan: PlanState, recipients: Sequence[Recipient]) -> PlanState:
    lanes, skipped, planned = dict(plan.lanes), dict(plan.skipped), plan.planned
    for each in recipients:
        if each.reason is not None:
            skipped[each.reason] = skipped.get(each.reason, 0) + 1
        elif each.channel_id is not None:
            planned += 1
            lane = lanes.get(each.lane) or Lane(channel_id=each.channel_id, zone=each.zone)
            lanes[each.lane] = lane.model_copy(update={"planned": lane.planned + 1})
    return plan.model_copy(update={"lanes": lanes, "skipped": skipped, "planned": planned, "wake_at": None})


def room_of(t: TenantId, tenant: Tenant, rules: Rules, now: datetime, with_: Collaborators) -> dict[str, int]:
    """How many messages the limits still allow: of the month's plan, and of each WhatsApp account in a day."""
    used = with_.usage.current(tenant, now).get(MESSAGES_OUT, 0)
    room = {PLAN_ROOM: max(0, PLANS[tenant.plan].messages_a_month - used)}
    for account_id, limit in _messaging_limits(rules.channels).items():
        channels = [c.id for c in with_.channels.list_all(t) if c.account_id == account_id]
        room[account_id] = max(0, limit - with_.campaigns.count_templates_sent(t, channels, now - _DAY))
    return room


def _messaging_limits(channels: Sequence[Channel]) -> dict[str, int]:
    return {c.account_id: c.messaging_limit for c in channels if c.account_id and c.messaging_limit is not None}


# the hand-over


def _reason_to_stop(t: TenantId, campaign: Campaign, plan: PlanState, with_: Collaborators) -> Move | None:
    """A pause, if what has failed since a person last looked speaks against going on."""
    if not plan.handed:
        return None
    stops = Tally(statuses=[MessageStatus.FAILED], codes=sorted(STOPS))
    if with_.campaigns.count_messages(t, campaign.id, stops, up_to=plan.forgiven_stops + 1) > plan.forgiven_stops:
        newest = with_.campaigns.messages_page(t, campaign.id, stops, limit=1)
        code = newest[0].value.failure.code if newest and newest[0].value.failure else "131048"
        return _pause(plan, *STOPS[code])
    failed = with_.campaigns.count_messages(t, campaign.id, Tally(statuses=[MessageStatus.FAILED]))
    fresh = failed - plan.forgiven_failures
    if fresh >= LEAST_FAILURES and fresh > campaign.failure_threshold * plan.handed:
        share = f"{fresh:,} of {plan.handed:,} messages failed, more than the {campaign.failure_threshold:.0%} allowed."
        return _pause(plan, StatusCode.FAILURES, f"{share} Look at the reasons among the recipients, then resume.")
    return None


def _hand_over(
    t: TenantId, tenant: Tenant, found: Versioned[Campaign], plan: PlanState, now: datetime, with_: Collaborators
) -> Move:
    """Stores the next messages of the lane whose turn it is; near the plan's limit exactly what is left of it."""
    campaign = found.value
    turn = pacing.next_turn(plan, campaign.timing, now)
    if turn is None:
        settling = plan.model_copy(update={"phase": Phase.SETTLE, "settling_since": now, "wake_at": None})
        return _commit(t, tenant, found, Move(settling), now, with_)
    if turn.at > now:
        return _commit(t, tenant, found, Move(plan.model_copy(update={"wake_at": turn.at})), now, with_)
    lane = plan.lanes[turn.lane]
    channel = _channel(t, lane.channel_id, with_)
    if channel is None or channel.status is not ChannelStatus.ACTIVE:
        return _commit(t, tenant, found, _without(t, plan, lane.channel_id, campaign, now, with_), now, with_)
    pace = pacing.per_s(channel.provider, campaign.timing)
    waiting = Tally(statuses=_OUTSTANDING, channel_id=channel.id)
    most = pacing.most_waiting(pace)
    if with_.campaigns.count_messages(t, campaign.id, waiting, up_to=most) >= most:
        later = now + timedelta(seconds=pacing.SLICE_S)
        return _commit(t, tenant, found, Move(_delayed(plan, channel.id, later, campaign, now)), now, with_)
    going, size = _Going(turn.lane, channel), pacing.batch_size(pace)
    while True:
        try:
            return _commit(t, tenant, found, _batch(tenant, campaign, going, size, now, with_), now, with_)
        except QuotaExceeded as error:
            if size == 1:
                return _commit(t, tenant, found, _pause(plan, StatusCode.PLAN_LIMIT, error.detail), now, with_)
            size //= 2
        except AlreadyExists:
            if going.looks:
                raise
            # Either this step was made, which the campaign's version tells, or a restore set the plan back.
            going = going._replace(looks=True)


def _channel(t: TenantId, c: ChannelId, with_: Collaborators) -> Channel | None:
    try:
        return with_.channels.get(t, c)
    except NotFound:
        return None


def _delayed(plan: PlanState, c: ChannelId, until: datetime, campaign: Campaign, now: datetime) -> PlanState:
    later = plan.model_copy(update={"free_at": {**plan.free_at, c: until}})
    turn = pacing.next_turn(later, campaign.timing, now)
    return later.model_copy(update={"wake_at": turn.at if turn else None})


def _without(
    t: TenantId, plan: PlanState, c: ChannelId, campaign: Campaign, now: datetime, with_: Collaborators
) -> Move:
    """Lets the other channels go on while one cannot send; a pause, if none can."""
    waiting = {lane.channel_id for lane in plan.lanes.values() if not lane.done}
    usable = {each.id for each in with_.channels.list_all(t, fresh=True) if each.status is ChannelStatus.ACTIVE}
    if not waiting & usable:
        reason = (
            "None of the channels that still have messages can send. Test or resume them, then resume the campaign."
        )
        return _pause(plan, StatusCode.CHANNELS, reason)
    return Move(_delayed(plan, c, now + timedelta(seconds=CHANNEL_PAUSE_S), campaign, now))


class _Going(NamedTuple):
    """The lane whose turn it is, and its channel."""

    name: str
    channel: Channel
    looks: bool = False
    """Whether it looks which of its messages are stored already; as a rule none is, and looking costs a read each."""


def _batch(tenant: Tenant, campaign: Campaign, going: _Going, size: int, now: datetime, with_: Collaborators) -> Move:
    t, plan = tenant.id, campaign.plan or PlanState()
    name, channel = going.name, going.channel
    lane = plan.lanes[name]
    page = with_.campaigns.lane_page(t, campaign.id, name, after=lane.cursor, limit=size)
    planned = [each for each in page if each.state is RecipientState.PLANNED]
    ids = {each.id: message_id_of(campaign.id, each.id) for each in planned}
    # What is stored was counted, and its task queued, when it was; after a pause `_release` makes sure of that.
    stored = with_.campaigns.find_stored(t, list(ids.values())) if going.looks else set()
    unsent = [each for each in planned if ids[each.id] not in stored]
    late = [each for each in unsent if each.free_text_until is not None and each.free_text_until <= now]
    fresh = [each for each in unsent if each not in late]
    handed = len(planned) - len(late)
    closed = "The 24 hours after the contact's last message passed before its turn came."
    writes: list[Write] = [
        with_.campaigns.skip_recipient(t, campaign.id, each.id, SkipReason.WINDOW_CLOSED, closed) for each in late
    ]
    marks: dict[str, Write] = {}
    for each in fresh:
        create, *traces = with_.messages.store(tenant, message_for(t, campaign, each, channel, now), now)
        writes.append(create)
        marks |= {trace.path: trace for trace in traces}
    writes += marks.values()
    ended = len(page) < size
    moved = lane.model_copy(
        update={"cursor": page[-1].id if page else lane.cursor, "handed": lane.handed + handed, "done": ended}
    )
    pace = pacing.per_s(channel.provider, campaign.timing)
    free = pacing.free_again(plan.free_at.get(channel.id), now, len(fresh), pace)
    after = plan.model_copy(
        update={
            "lanes": {**plan.lanes, name: moved},
            "free_at": {**plan.free_at, channel.id: free},
            "handed": plan.handed + handed,
        }
    )
    turn = pacing.next_turn(after, campaign.timing, now)
    return Move(after.model_copy(update={"wake_at": turn.at if turn else None}), writes, messages=len(fresh))


# after a pause, and to the end


def _release(t: TenantId, campaign: Campaign, plan: PlanState, now: datetime, with_: Collaborators) -> Move:
    """Queues the sending of messages again that a pause held; a task that is there already changes nothing."""
    queued = Tally(statuses=[MessageStatus.QUEUED])
    page = with_.campaigns.messages_page(t, campaign.id, queued, after=plan.release_cursor, limit=PAGE)
    for each in page:
        message = each.value
        payload = MessagePayload(
            tenant_id=t,
            message_id=message.id,
            channel_id=message.channel_id,
            attempt=epoch_ms(plan.resumed_at or now),
        )
        with_.enqueue(SEND_BULK, payload)
    more = len(page) == PAGE
    update = {"releasing": more, "release_cursor": page[-1].value.id if more else "", "wake_at": None}
    return Move(plan.model_copy(update=update))


def _settle(t: TenantId, campaign: Campaign, plan: PlanState, now: datetime, with_: Collaborators) -> Move:
    """Waits until nothing is on its way any more."""
    if with_.campaigns.count_messages(t, campaign.id, Tally(statuses=_OUTSTANDING), up_to=1) == 0:
        return Move(plan.model_copy(update={"wake_at": None}), status=CampaignStatus.DONE)
    since = plan.settling_since or now
    pause_s = min(SETTLE_LONGEST_S, max(SETTLE_FIRST_S, (now - since).total_seconds() / 5))
    return Move(plan.model_copy(update={"settling_since": since, "wake_at": now + timedelta(seconds=pause_s)}))
