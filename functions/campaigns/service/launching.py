"""What people and the clock do with a whole campaign: launch, begin, pause, resume, cancel, revive."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from common.clock import epoch_ms
from common.errors import AppError, Conflict, Fault, Forbidden, Invalid, PlanRequired, WriteRaced
from common.jobs.registry import PLAN_CAMPAIGN
from common.models.audit import PLATFORM
from common.models.campaign import (
    LIVE,
    UNDER_WAY,
    Campaign,
    CampaignStatus,
    Phase,
    PlanState,
    Source,
    StatusCode,
)
from common.models.channel import ChannelStatus
from common.models.ids import TenantId
from common.models.payloads import CampaignPayload
from common.models.status import MessageStatus
from common.models.tenant import PLANS, Caller, Role
from common.store.campaigns import Tally
from common.store.codec import Versioned, encode, encode_part
from common.store.database import DELETE_FIELD, compare_and_swap
from functions.campaigns.service.planning import SILENT_S, STOPS, Collaborators, is_worked_on

TICK_LIMIT = 200
"""How many campaigns one tick sees to; the next one follows in a minute."""
BY_PERSON = "{name} paused it."


def launch(caller: Caller, id_: str, now: datetime, *, with_: Collaborators) -> Campaign:
    """Launches a draft: it begins now, or at its time. Said again, it changes nothing.

    Raises:
        NotFound: the tenant has no such campaign.
        PlanRequired: the plan has no campaigns.
        Forbidden: the workspace is suspended.
        Invalid: something is missing or wrong; the pointers say what.
        Conflict: it is over.
    """
    t = caller.tenant_id

    def attempt() -> Campaign:
        found = with_.campaigns.get(t, id_)
        campaign = found.value
        if campaign.status in LIVE:
            return campaign
        if campaign.status is not CampaignStatus.DRAFT:
            raise Conflict(f"The campaign is {campaign.status}. Duplicate it to send it again.")
        check_plan(t, with_=with_)
        sources = sources_of(t, campaign, with_=with_)
        fields = {**_first_fields(campaign, sources, now), "launched_at": now, "launched_by": caller.name or caller.id}
        return change(t, found, fields, with_)

    launched = compare_and_swap(attempt)
    see_to(t, launched, now, with_=with_)
    return launched


def check_plan(t: TenantId, *, with_: Collaborators) -> None:
    """Checks that the tenant may send campaigns.

    Raises:
        PlanRequired: the plan has none.
        Forbidden: the workspace is suspended.
    """
    tenant = with_.tenants.get(t)
    if not PLANS[tenant.plan].campaigns:
        raise PlanRequired(f"The {tenant.plan} plan has no campaigns. Take the pro plan or a larger one.")
    if tenant.suspended:
        raise Forbidden("This workspace is suspended, so nothing can be sent.")


def sources_of(
    t: TenantId, campaign: Campaign, *, with_: Collaborators, needs_audience: bool = True
) -> dict[str, Source]:
    """What each variant says now; looks also at all else that a campaign needs.

    Raises:
        Invalid: something is missing or wrong; the pointers say what.
    """
    faults: list[Fault] = _channel_faults(t, campaign, with_)
    if needs_audience:
        faults += _audience_faults(t, campaign, with_)
    sources: dict[str, Source] = {}
    if campaign.content is None:
        faults.append(Fault("/content", "say what the campaign says"))
    else:
        for number, (id_, wording) in enumerate(campaign.content.wordings().items()):
            pointer = f"/content/variants/{number - 1}/template_id" if number else "/content/template_id"
            if wording.template_id is None:
                sources[id_] = Source(text=wording.text)
            elif (template := with_.templates.find(t, wording.template_id)) is None:
                faults.append(Fault(pointer, "this template is not there"))
            else:
                sources[id_] = Source(template=template.value)
    if faults:
        what = "; ".join(f"{fault.pointer}: {fault.detail}" for fault in faults[:5])
        raise Invalid(f"The campaign cannot be sent yet. {what}.", faults=faults)
    return sources


def _channel_faults(t: TenantId, campaign: Campaign, with_: Collaborators) -> list[Fault]:
    if not campaign.channels:
        return [Fault("/channels", "choose at least one channel")]
    own = {channel.id: channel for channel in with_.channels.list_all(t, fresh=True)}
    faults = [
        Fault(f"/channels/{n}", "is no channel of this workspace")
        for n, c in enumerate(campaign.channels)
        if c not in own
    ]
    if not faults and not any(own[c].status is ChannelStatus.ACTIVE for c in campaign.channels):
        faults.append(Fault("/channels", "none of these channels can send now; test or resume one"))
    return faults


def _audience_faults(t: TenantId, campaign: Campaign, with_: Collaborators) -> list[Fault]:
    if campaign.audience is None:
        return [Fault("/audience", "say whom the campaign is for")]
    named = campaign.audience.audience_id
    if named and with_.audiences.find(t, named) is None:
        return [Fault("/audience/audience_id", "this audience is not there")]
    return []


def _first_fields(campaign: Campaign, sources: Mapping[str, Source], now: datetime) -> dict[str, object]:
    """The fields of a campaign that begins now, or waits for its time."""
    cleared: dict[str, object] = {"status_code": None, "status_reason": ""}
    starts_at = campaign.timing.starts_at
    if starts_at is not None and starts_at > now:
        return {**cleared, "status": CampaignStatus.SCHEDULED, "due_at": starts_at}
    return {
        **cleared,
        "status": CampaignStatus.PLANNING,
        "started_at": now,
        "sources": dict(sources),
        "plan": PlanState(wake_at=now),
        "due_at": now + timedelta(seconds=SILENT_S),
    }


def change(t: TenantId, found: Versioned[Campaign], fields: Mapping[str, object], with_: Collaborators) -> Campaign:
    """Changes a campaign that nobody changed since it was read, and returns it as it is now."""
    changed = found.value.model_copy(update=dict(fields))
    stored = encode(changed)
    if "plan" in fields:
        stored["plan"] = encode(changed.plan) if changed.plan else None
    if "sources" in fields:
        stored["sources"] = {id_: encode_part(source) for id_, source in changed.sources.items()}
    written = {name: stored.get(name, DELETE_FIELD) for name in fields}
    with_.campaigns.commit(with_.campaigns.patch(t, changed.id, written, found.updated_at))
    return changed


def see_to(t: TenantId, campaign: Campaign, now: datetime, *, with_: Collaborators, attempt: int = 0) -> None:
    """Queues the planner's next step, if it has one; the same step is not queued twice."""
    if is_worked_on(campaign) and campaign.plan is not None:
        payload = CampaignPayload(tenant_id=t, campaign_id=campaign.id, step=campaign.plan.step, attempt=attempt)
        delay_s = max(0.0, ((campaign.plan.wake_at or now) - now).total_seconds())
        with_.enqueue(PLAN_CAMPAIGN, payload, delay_s=delay_s, at=now)


def pause(caller: Caller, id_: str, *, with_: Collaborators) -> Campaign:
    """Pauses a campaign: nothing more is handed over, and what waits for the provider is held within seconds.

    Raises:
        NotFound: the tenant has no such campaign.
        Conflict: it is not launched, or over.
    """
    t = caller.tenant_id

    def attempt() -> Campaign:
        found = with_.campaigns.get(t, id_)
        if found.value.status is CampaignStatus.PAUSED:
            return found.value
        if found.value.status not in LIVE:
            raise Conflict(f"The campaign is {found.value.status}; only one that was launched can be paused.")
        fields = {
            "status": CampaignStatus.PAUSED,
            "status_code": StatusCode.BY_PERSON,
            "status_reason": BY_PERSON.format(name=caller.name or "Somebody"),
            "due_at": None,
        }
        return change(t, found, fields, with_)

    return compare_and_swap(attempt)


def resume(caller: Caller, id_: str, now: datetime, *, with_: Collaborators) -> Campaign:
    """Lets a paused campaign go on where it stood; failures until now no longer pause it.

    Raises:
        NotFound: the tenant has no such campaign.
        PlanRequired: the plan has no campaigns any more.
        Forbidden: the workspace is suspended.
        Invalid: it had not begun, and something is missing now.
        Conflict: it is not paused.
    """
    t = caller.tenant_id

    def attempt() -> Campaign:
        found = with_.campaigns.get(t, id_)
        campaign = found.value
        if campaign.status in UNDER_WAY or campaign.status is CampaignStatus.SCHEDULED:
            return campaign
        if campaign.status is not CampaignStatus.PAUSED:
            raise Conflict(f"The campaign is {campaign.status}; only a paused one can be resumed.")
        check_plan(t, with_=with_)
        if campaign.plan is None:
            return change(t, found, _first_fields(campaign, sources_of(t, campaign, with_=with_), now), with_)
        return change(t, found, going_on(t, campaign, campaign.plan, now, with_), with_)

    resumed = compare_and_swap(attempt)
    see_to(t, resumed, now, with_=with_)
    return resumed


def revive(t: TenantId, id_: str, asked: datetime, now: datetime, *, with_: Collaborators) -> None:
    """Lets a campaign go on that is paused because its planner gave up, because a person asked for that at `asked`.

    Nothing happens to others, nor to one that was resumed since, by this asking or a later one.
    """
    found = with_.campaigns.find(t, id_)
    if found is None or (found.value.status, found.value.status_code) != (CampaignStatus.PAUSED, StatusCode.PLANNER):
        return
    plan = found.value.plan
    if plan is not None and plan.resumed_at is not None and plan.resumed_at >= asked:
        return
    resume(Caller(tenant_id=t, role=Role.ADMIN, id=PLATFORM), id_, max(now, asked), with_=with_)


def going_on(
    t: TenantId, campaign: Campaign, plan: PlanState, now: datetime, with_: Collaborators
) -> dict[str, object]:
    """The fields of a campaign that goes on where it stood."""
    failed = Tally(statuses=[MessageStatus.FAILED])
    stops = failed._replace(codes=sorted(STOPS))
    after = plan.model_copy(
        update={
            "step": plan.step + 1,
            "releasing": plan.handed > 0,
            "release_cursor": "",
            "resumed_at": now,
            "free_at": {},
            "wake_at": now,
            "forgiven_failures": with_.campaigns.count_messages(t, campaign.id, failed),
            "forgiven_stops": with_.campaigns.count_messages(t, campaign.id, stops),
        }
    )
    return {
        "status": CampaignStatus.PLANNING if plan.phase is Phase.SNAPSHOT else CampaignStatus.RUNNING,
        "status_code": None,
        "status_reason": "",
        "finished_at": None,
        "plan": after,
        "due_at": now + timedelta(seconds=SILENT_S),
    }


def cancel(caller: Caller, id_: str, now: datetime, *, with_: Collaborators) -> Campaign:
    """Ends a campaign for good; messages that wait to be sent end as failed.

    Raises:
        NotFound: the tenant has no such campaign.
        Conflict: it is not launched, or over.
    """
    t = caller.tenant_id

    def attempt() -> Campaign:
        found = with_.campaigns.get(t, id_)
        campaign = found.value
        if campaign.status is CampaignStatus.CANCELLED:
            return campaign
        if campaign.status not in LIVE:
            raise Conflict(f"The campaign is {campaign.status}; only one that was launched can be cancelled.")
        fields: dict[str, object] = {
            "status": CampaignStatus.CANCELLED,
            "status_code": StatusCode.BY_PERSON,
            "status_reason": f"{caller.name or 'Somebody'} cancelled it.",
            "finished_at": now,
            "due_at": None,
        }
        if campaign.plan is not None and campaign.plan.handed:
            # The messages that a pause held have no task any more; the planner gives each one to end by.
            ending = {
                "step": campaign.plan.step + 1,
                "releasing": True,
                "release_cursor": "",
                "resumed_at": now,
                "wake_at": now,
            }
            fields["plan"] = campaign.plan.model_copy(update=ending)
            fields["due_at"] = now + timedelta(seconds=SILENT_S)
        return change(t, found, fields, with_)

    cancelled = compare_and_swap(attempt)
    see_to(t, cancelled, now, with_=with_)
    return cancelled


def tick(slot: datetime, now: datetime, *, with_: Collaborators) -> int:
    """Begins the campaigns that are due, each once, and revives planners that fell silent; how many it saw to.

    Args:
        slot: the schedule time, which names the tasks: a run that comes twice queues nothing twice.
        now: the present.
        with_: what planning needs.
    """
    due = with_.campaigns.find_due(now, limit=TICK_LIMIT)
    for t, found in due:
        try:
            see_to(t, _look_at(t, found, now, with_), now, with_=with_, attempt=epoch_ms(slot))
        except WriteRaced:
            continue  # somebody was faster: a person, another tick, or the planner, which is alive then
    return len(due)


def _look_at(t: TenantId, found: Versioned[Campaign], now: datetime, with_: Collaborators) -> Campaign:
    campaign = found.value
    if campaign.status is not CampaignStatus.SCHEDULED:
        return change(t, found, {"due_at": now + timedelta(seconds=SILENT_S)}, with_)
    try:
        check_plan(t, with_=with_)
        fields = _first_fields(campaign, sources_of(t, campaign, with_=with_), now)
    except AppError as error:
        if error.retryable:
            raise
        code = StatusCode.SUSPENDED if isinstance(error, Forbidden) else StatusCode.PLANNER
        fields = {
            "status": CampaignStatus.PAUSED,
            "status_code": code,
            "status_reason": f"It could not begin. {error.detail}",
            "due_at": None,
        }
    return change(t, found, fields, with_)


def give_up(t: TenantId, id_: str, step: int, error: str, *, with_: Collaborators) -> None:
    """Pauses a campaign whose planner could not make a step, so that a person sees it."""

    def attempt() -> None:
        found = with_.campaigns.find(t, id_)
        if found is None or found.value.status not in UNDER_WAY:
            return
        if found.value.plan is None or found.value.plan.step != step:
            return
        fields = {
            "status": CampaignStatus.PAUSED,
            "status_code": StatusCode.PLANNER,
            "status_reason": f"It could not go on. {error} Resume it to try again.",
            "due_at": None,
        }
        change(t, found, fields, with_)

    compare_and_swap(attempt)
