"""Launching, scheduling, reviving and ending campaigns: each once, and never with something missing."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest

from common.clock import epoch_ms
from common.entry.schedules import Slot
from common.errors import Conflict, Forbidden, Invalid, PlanRequired
from common.models.campaign import AudienceChoice, CampaignStatus, Content, StatusCode, Timing, Variant
from common.models.channel import ChannelStatus
from common.models.ids import ChannelId
from common.models.payloads import CampaignPayload
from common.models.template import Category, Template
from common.models.tenant import Plan
from common.store import paths
from common.store.codec import encode
from common.store.database import Create, Database, Patch
from functions.campaigns import main as campaigns_main
from functions.campaigns.schemas import CampaignIn, CampaignPatch
from functions.campaigns.service import drafting, launching
from tests.functions.campaigns import stage
from tests.functions.crashes import crash_everywhere
from tests.functions.racing import race
from tests.functions.world import NOW, TELEGRAM, WHATSAPP, World, arm

pytestmark = pytest.mark.emulator
LATER = NOW + timedelta(hours=5)


def tick(world: World, at_s: float = 0) -> None:
    """A run of the schedule, so many seconds from now."""
    world.clock.at += timedelta(seconds=at_s)
    campaigns_main.tick(Slot("campaigns-tick", world.clock.at))


def test_a_launch_said_twice_is_one(world: World) -> None:
    stage.add_people(world, 3)
    stage.add_campaign(world)
    first = stage.launch(world)
    again = stage.launch(world)
    assert (first.status, again.status) == (CampaignStatus.PLANNING, CampaignStatus.PLANNING)
    assert len(world.tasks) == 1
    world.settle()
    assert stage.got(world) == Counter({f"7{n:08}": 1 for n in range(3)})
    with pytest.raises(Conflict, match="Duplicate it"):
        stage.launch(world)


def test_launches_that_race_are_one(world: World) -> None:
    stage.add_people(world, 2)
    stage.add_campaign(world)
    race([lambda: stage.launch(world)] * 4)
    world.settle()
    assert set(stage.got(world).values()) == {1}


def test_a_launch_killed_anywhere_is_one(new_stage: Callable[..., World]) -> None:
    def prepare() -> World:
        world = new_stage()
        stage.add_people(world, 2)
        stage.add_campaign(world)
        return world

    def work(world: World) -> None:
        stage.launch(world)

    for point, world in crash_everywhere(prepare, work, arm):
        world.settle()
        assert stage.got(world) == Counter({"700000000": 1, "700000001": 1}), f"point {point}"


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"channels": []}, "/channels"),
        ({"channels": [ChannelId("xforeign")]}, "/channels/0"),
        ({"audience": None}, "/audience"),
        ({"audience": AudienceChoice(audience_id="gone")}, "/audience/audience_id"),
        ({"content": None}, "/content"),
        ({"content": Content(template_id="gone")}, "/content/template_id"),
        (
            {"content": Content(text="x", variants=[Variant(id="b", template_id="gone")])},
            "/content/variants/0/template_id",
        ),
    ],
)
def test_what_is_missing_is_said_with_its_place(world: World, change: dict[str, object], pointer: str) -> None:
    stage.add_campaign(world, **change)
    with pytest.raises(Invalid) as refused:
        stage.launch(world)
    assert [fault.pointer for fault in refused.value.faults] == [pointer]
    assert stage.campaign_of(world).status is CampaignStatus.DRAFT


def test_channels_none_of_which_can_send_are_refused(world: World) -> None:
    stage.add_campaign(world, channels=[WHATSAPP])
    world.set_channel(WHATSAPP, ChannelStatus.PAUSED)
    with pytest.raises(Invalid, match="can send now"):
        stage.launch(world)


def test_the_starter_plan_has_no_campaigns(new_stage: Callable[..., World]) -> None:
    world = new_stage(plan=Plan.STARTER)
    stage.add_people(world, 1)
    stage.add_campaign(world)
    with pytest.raises(PlanRequired):
        stage.launch(world)


def test_a_suspended_workspace_sends_nothing(world: World) -> None:
    stage.add_people(world, 1)
    stage.add_campaign(world)
    Database(world.client).commit(Patch(paths.tenant(world.t), {"suspended": True}))
    with pytest.raises(Forbidden):
        stage.launch(world)


def test_a_scheduled_campaign_begins_at_its_time_and_once(world: World) -> None:
    stage.add_people(world, 2)
    stage.add_campaign(world, timing=Timing(starts_at=LATER))
    assert stage.launch(world).status is CampaignStatus.SCHEDULED
    tick(world)
    assert world.tasks == []
    world.clock.at = LATER
    slot = Slot("campaigns-tick", LATER)
    for _ in range(2):
        campaigns_main.tick(slot)
    assert len(world.tasks) == 1
    world.settle()
    tick(world, 60)
    world.settle()
    assert stage.got(world) == Counter({"700000000": 1, "700000001": 1})


def test_ticks_that_race_begin_a_campaign_once(world: World) -> None:
    stage.add_people(world, 2)
    stage.add_campaign(world, timing=Timing(starts_at=LATER))
    stage.launch(world)
    world.clock.at = LATER
    race([lambda: campaigns_main.tick(Slot("campaigns-tick", LATER))] * 4)
    world.settle()
    assert stage.got(world) == Counter({"700000000": 1, "700000001": 1})


def test_a_tick_killed_anywhere_is_made_good_by_the_next(new_stage: Callable[..., World]) -> None:
    def prepare() -> World:
        world = new_stage()
        stage.add_people(world, 1)
        stage.add_campaign(world, timing=Timing(starts_at=LATER))
        stage.launch(world)
        world.clock.at = LATER
        return world

    for point, world in crash_everywhere(prepare, lambda world: tick(world, 180), arm):
        world.settle()
        assert stage.got(world) == Counter({"700000000": 1}), f"point {point}"


def test_a_planner_that_fell_silent_is_revived(world: World) -> None:
    stage.add_people(world, 2)
    stage.add_campaign(world)
    stage.launch(world)
    world.tasks.clear()  # Cloud Tasks lost it
    tick(world, 60)
    assert world.tasks == []
    tick(world, 61)
    assert len(world.tasks) == 1
    world.settle()
    assert stage.is_done(world)


def test_a_scheduled_campaign_that_cannot_begin_says_why(world: World) -> None:
    template = Template(id="t1", name="bread", language="en", category=Category.MARKETING, body="Bread!")
    Database(world.client).commit(Create(paths.template(world.t, "t1"), encode(template)))
    stage.add_people(world, 1)
    stage.add_campaign(world, content=Content(template_id="t1"), timing=Timing(starts_at=LATER))
    stage.launch(world)
    Database(world.client).commit(
        *[Patch(paths.channel(world.t, c), {"status": "paused"}) for c in (WHATSAPP, TELEGRAM)]
    )
    world.clock.at = LATER
    tick(world)
    campaign = stage.campaign_of(world)
    assert (campaign.status, campaign.status_code) == (CampaignStatus.PAUSED, StatusCode.PLANNER)
    assert "none of these channels can send now" in campaign.status_reason
    world.set_channel(TELEGRAM, ChannelStatus.ACTIVE)
    launching.resume(stage.caller(world), "xcampaign", world.clock.now(), with_=stage.planning(world))
    world.settle()
    assert stage.is_done(world)


def test_a_step_of_a_campaign_that_is_gone_does_nothing(world: World) -> None:
    campaigns_main.plan_campaign(CampaignPayload(tenant_id=world.t, campaign_id="gone"), 0)
    assert world.tasks == []


@pytest.mark.parametrize("verb", [launching.resume, launching.cancel])
def test_only_what_was_launched_can_be_resumed_or_cancelled(world: World, verb: Callable[..., object]) -> None:
    stage.add_campaign(world)
    with pytest.raises(Conflict):
        verb(stage.caller(world), "xcampaign", NOW, with_=stage.planning(world))


def test_a_draft_changes_in_all_and_a_launched_campaign_in_little(world: World) -> None:
    with_ = stage.planning(world)
    body = CampaignIn.model_validate({"name": "Rolls", "channels": [TELEGRAM]})
    made = drafting.create(stage.caller(world), body, NOW, campaigns=with_.campaigns, channels=with_.channels)

    def change(**fields: object) -> object:
        patch = CampaignPatch.model_validate(fields)
        return drafting.change(world.t, made.id, patch, NOW, campaigns=with_.campaigns, channels=with_.channels)

    change(content={"text": "Rolls!", "variants": [{"id": "b", "template_id": "t9"}]})
    assert stage.campaign_of(world, made.id).template_ids == ["t9"]
    change(content=None, name=None)
    emptied = stage.campaign_of(world, made.id)
    assert (emptied.content, emptied.template_ids, emptied.name) == (None, [], "Rolls")
    change(content={"text": "Rolls!"}, audience={"contact_ids": ["k000000"]}, timing={"starts_at": LATER.isoformat()})
    assert stage.campaign_of(world, made.id).template_ids == []
    stage.launch(world, made.id)
    with pytest.raises(Conflict, match="content cannot be changed"):
        change(content={"text": "Other!"})
    with pytest.raises(Conflict, match="audience cannot be changed"):
        change(audience=None)
    moved = LATER + timedelta(hours=1)
    change(timing={"starts_at": moved.isoformat()}, name="More rolls")
    campaign = stage.campaign_of(world, made.id)
    assert (campaign.name, campaign.due_at) == ("More rolls", moved)
    assert epoch_ms(campaign.timing.starts_at or NOW) == epoch_ms(moved)


def test_a_campaign_takes_only_channels_of_its_own_workspace(world: World, new_stage: Callable[..., World]) -> None:
    with_ = stage.planning(world)
    body = CampaignIn.model_validate({"name": "Rolls", "channels": [TELEGRAM, "xforeign"]})
    with pytest.raises(Invalid) as refused:
        drafting.create(stage.caller(world), body, NOW, campaigns=with_.campaigns, channels=with_.channels)
    assert [fault.pointer for fault in refused.value.faults] == ["/channels/1"]


def test_only_a_draft_is_deleted_and_a_copy_is_a_draft(world: World) -> None:
    with_ = stage.planning(world)
    stage.add_people(world, 1)
    stage.add_campaign(world)
    stage.launch(world)
    world.settle()
    with pytest.raises(Conflict):
        drafting.remove(world.t, "xcampaign", campaigns=with_.campaigns)
    copy = drafting.duplicate(stage.caller(world), "xcampaign", NOW, campaigns=with_.campaigns)
    assert stage.campaign_of(world, copy.id).status is CampaignStatus.DRAFT
    assert stage.recipients_of(world, copy.id) == {}
    drafting.remove(world.t, copy.id, campaigns=with_.campaigns)
    assert with_.campaigns.find(world.t, copy.id) is None
