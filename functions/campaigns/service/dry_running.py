"""Dry runs: what a launch would do, decided by the same rules, without writing anything about anybody."""

from collections.abc import Callable
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from common.clock import epoch_ms
from common.errors import Conflict
from common.jobs.registry import DRY_RUN_CAMPAIGN
from common.models.campaign import Campaign, CampaignStatus, DryRunState, Quota, SkippedSample, SkipReason
from common.models.ids import ChannelId, TenantId
from common.models.payloads import CampaignPayload
from common.models.tenant import PLANS
from common.models.usage import MESSAGES_OUT
from common.store.audiences import Member
from common.store.codec import encode
from common.store.database import compare_and_swap
from functions.campaigns.service import hours, pacing
from functions.campaigns.service.choosing import Planned, Rules, Skipped, choose, rules_of, within
from functions.campaigns.service.launching import sources_of
from functions.campaigns.service.people import People, page_of
from functions.campaigns.service.planning import PAGE, Collaborators, lane_of, room_of

SYNCHRONOUS_S: Final = 20.0
"""How long a caller waits for a dry run, in seconds; a larger audience is counted on by tasks."""
TASK_S: Final = 60.0
MOST_SAMPLES: Final = 5


def begin(t: TenantId, id_: str, now: datetime, *, with_: Collaborators, timer: Callable[[], float]) -> Campaign:
    """Counts for as long as a caller may wait; what is left goes on as a task, see `dry_run.complete`.

    Args:
        t: the tenant.
        id_: the campaign.
        now: the present, for windows, limits and the estimate.
        with_: what planning needs.
        timer: counts seconds.

    Raises:
        NotFound: the tenant has no such campaign.
        Invalid: something is missing or wrong; the pointers say what.
        Conflict: it was launched already.
    """
    campaign = with_.campaigns.get(t, id_).value
    if campaign.status not in (CampaignStatus.DRAFT, CampaignStatus.SCHEDULED):
        raise Conflict("The campaign was launched; look at its progress instead.")
    rules = _rules(t, campaign, now, with_)
    room = room_of(t, with_.tenants.get(t), rules, now, with_)
    run = _count(t, campaign, rules, DryRunState(ran_at=now, room=room), SYNCHRONOUS_S, with_, timer)
    with_.campaigns.commit(with_.campaigns.patch(t, id_, {"dry_run": encode(run)}))
    if not run.complete:
        _see_to(t, id_, run, with_)
    return campaign.model_copy(update={"dry_run": run})


def go_on(payload: CampaignPayload, now: datetime, *, with_: Collaborators, timer: Callable[[], float]) -> None:
    """Counts a further part, unless a newer dry run has begun.

    Raises:
        WriteRaced: the campaign kept changing under us; trying again helps.
    """
    t, id_ = payload.tenant_id, payload.campaign_id

    def attempt() -> DryRunState | None:
        found = with_.campaigns.find(t, id_)
        run = found.value.dry_run if found else None
        if found is None or run is None or run.complete or _number(run) != payload.attempt:
            return None
        if run.looked_at != payload.step:
            return run
        counted = _count(t, found.value, _rules(t, found.value, now, with_), run, TASK_S, with_, timer)
        with_.campaigns.commit(with_.campaigns.patch(t, id_, {"dry_run": encode(counted)}, found.updated_at))
        return counted

    run = compare_and_swap(attempt, tries=3)
    if run is not None and not run.complete:
        _see_to(t, id_, run, with_)


def give_up(payload: CampaignPayload, *, with_: Collaborators) -> None:
    """Forgets a dry run that cannot be ended, so that nobody waits for it."""
    found = with_.campaigns.find(payload.tenant_id, payload.campaign_id)
    if found is None or found.value.dry_run is None or _number(found.value.dry_run) != payload.attempt:
        return
    forget = with_.campaigns.patch(payload.tenant_id, payload.campaign_id, {"dry_run": None}, found.updated_at)
    with_.campaigns.commit(forget)


def _number(run: DryRunState) -> int:
    return epoch_ms(run.ran_at) if run.ran_at else 0


def _see_to(t: TenantId, id_: str, run: DryRunState, with_: Collaborators) -> None:
    payload = CampaignPayload(tenant_id=t, campaign_id=id_, step=run.looked_at, attempt=_number(run))
    with_.enqueue(DRY_RUN_CAMPAIGN, payload)


def _rules(t: TenantId, campaign: Campaign, now: datetime, with_: Collaborators) -> Rules:
    ready = campaign.model_copy(update={"sources": sources_of(t, campaign, with_=with_)})
    return rules_of(ready, with_.channels.list_all(t, fresh=True), with_.tenants.get(t).time_zone, now)


def _count(
    t: TenantId,
    campaign: Campaign,
    rules: Rules,
    run: DryRunState,
    seconds: float,
    with_: Collaborators,
    timer: Callable[[], float],
) -> DryRunState:
    people = People(with_.audiences, with_.contacts, with_.conversations)
    until = timer() + seconds
    while True:
        page = page_of(t, campaign, after=run.cursor, limit=PAGE, now=rules.now, people=people)
        counted = _Counting(run)
        for member in page.members:
            counted.add(member, rules)
        run = counted.state(page.looked_at, page.next or "")
        if page.next is None:
            return _ended(t, campaign, run, rules, with_)
        if timer() >= until:
            return run


class _Counting:
    """A page's worth of counting; doubles are told within a page, and all of them by the snapshot."""

    def __init__(self, run: DryRunState) -> None:
        self._run = run
        self._sendable = run.sendable
        self._skipped = dict(run.skipped)
        self._samples = dict(run.samples)
        self._channels = dict(run.channels)
        self._variants = dict(run.variants)
        self._lanes = dict(run.lanes)
        self._room = dict(run.room)
        self._places: set[tuple[str, str]] = set()

    def add(self, member: Member, rules: Rules) -> None:
        """Counts one person."""
        choice = choose(member.contact, member.conversation, rules)
        if isinstance(choice, Planned):
            place = (str(choice.channel.provider), choice.address)
            if place in self._places:
                choice = Skipped(SkipReason.DUPLICATE)
            else:
                self._places.add(place)
                choice, self._room = within(choice, self._room)
        if isinstance(choice, Skipped):
            self._skip(member, choice)
            return
        self._sendable += 1
        lane = lane_of(choice.channel.id, choice.zone)
        self._channels[choice.channel.id] = self._channels.get(choice.channel.id, 0) + 1
        self._variants[choice.variant] = self._variants.get(choice.variant, 0) + 1
        self._lanes[lane] = self._lanes.get(lane, 0) + 1

    def _skip(self, member: Member, skipped: Skipped) -> None:
        self._skipped[skipped.reason] = self._skipped.get(skipped.reason, 0) + 1
        known = self._samples.get(skipped.reason, [])
        if len(known) < MOST_SAMPLES:
            contact = member.contact
            sample = SkippedSample(contact_id=contact.id, name=contact.name, detail=skipped.detail)
            self._samples[skipped.reason] = [*known, sample]

    def state(self, looked_at: int, cursor: str) -> DryRunState:
        """The dry run after this page."""
        return self._run.model_copy(
            update={
                "looked_at": self._run.looked_at + looked_at,
                "cursor": cursor,
                "sendable": self._sendable,
                "skipped": self._skipped,
                "samples": self._samples,
                "channels": self._channels,
                "variants": self._variants,
                "lanes": self._lanes,
                "room": self._room,
            }
        )


def _ended(t: TenantId, campaign: Campaign, run: DryRunState, rules: Rules, with_: Collaborators) -> DryRunState:
    tenant = with_.tenants.get(t)
    used = with_.usage.current(tenant, rules.now).get(MESSAGES_OUT, 0)
    quota = Quota(limit=PLANS[tenant.plan].messages_a_month, used=used, after=used + run.sendable)
    return run.model_copy(update={"complete": True, "quota": quota, "ends_at": estimate(campaign, run, rules)})


def estimate(campaign: Campaign, run: DryRunState, rules: Rules) -> datetime | None:
    """When the last message would leave: the latest end of each lane alone, and of each channel for all its lanes."""
    if not run.sendable:
        return None
    start = max(rules.now, campaign.timing.starts_at or rules.now)
    paces = {channel.id: pacing.per_s(channel.provider, campaign.timing) for channel in rules.channels}
    stretches = [(ChannelId(lane.partition(" ")[0]), lane.partition(" ")[2], n) for lane, n in run.lanes.items()]
    stretches += [(c, rules.tenant_zone, n) for c, n in run.channels.items()]
    ends = [
        hours.ends_at(campaign.timing.hours, ZoneInfo(zone), start, n / paces[c])
        for c, zone, n in stretches
        if c in paces
    ]
    return max(ends, default=None)
