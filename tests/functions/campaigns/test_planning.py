"""The planner: everybody once, whatever is killed, doubled, late or racing."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from common.clock import epoch_ms
from common.models.campaign import (
    CampaignStatus,
    Content,
    Hours,
    SkipReason,
    StatusCode,
    Timing,
    Variant,
    message_id_of,
)
from common.models.channel import ChannelStatus, Provider
from common.models.ids import ContactId
from common.models.message import AuthorKind
from common.models.payloads import CampaignPayload
from common.models.status import MessageStatus
from common.models.usage import period_of
from common.store import paths
from common.store.database import Database, Increment, Merge, Patch, Put
from functions.campaigns import main as campaigns_main
from functions.campaigns.service import launching, pacing, planning
from tests.functions.campaigns import stage
from tests.functions.crashes import crash_everywhere
from tests.functions.racing import insist, race
from tests.functions.world import NOW, TELEGRAM, WHATSAPP, World, arm

pytestmark = pytest.mark.emulator


def outbox(world: World) -> dict[str, tuple[object, object, object]]:
    """What was handed over."""
    found = world.documents("messages").items()
    return {path: (data["address"], data["text"], data["variant"]) for path, data in found}


@pytest.fixture
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Steps of two, so that a few people take several."""
    monkeypatch.setattr(planning, "PAGE", 2)
    monkeypatch.setattr(pacing, "BATCH", 2)


def test_everybody_of_the_audience_gets_the_message_once(world: World) -> None:
    people = stage.add_people(world, 7)
    stage.add_campaign(world)
    stage.launch(world)
    world.settle()
    assert stage.is_done(world)
    assert stage.got(world) == Counter({f"7{n:08}": 1 for n in range(7)})
    assert {m.text for m in world.providers[Provider.TELEGRAM].accepted} == {"Fresh bread, Ada!"}
    assert set(stage.recipients_of(world)) == set(people)
    assert world.counted()["messages_out"] == 7


def test_two_channels_and_their_people_are_kept_apart(world: World) -> None:
    stage.add_people(world, 3, TELEGRAM)
    stage.add_people(world, 4, WHATSAPP, first=3)
    stage.add_campaign(world)
    stage.launch(world)
    world.settle()
    assert len(world.providers[Provider.TELEGRAM].accepted) == 3
    assert len(world.providers[Provider.WHATSAPP].accepted) == 4
    assert set(stage.got(world).values()) == {1}


def test_nothing_is_sent_before_the_last_recipient_is_written_down(world: World, small_steps: None) -> None:
    stage.add_people(world, 5)
    stage.add_campaign(world)
    stage.launch(world)
    stage.run_until(world, lambda: len(stage.recipients_of(world)) >= 4)
    assert world.documents("messages") == {}
    world.settle()
    assert len(stage.got(world)) == 5


def test_a_campaigns_messages_wait_in_a_queue_of_their_own(world: World) -> None:
    stage.add_people(world, 1)
    stage.add_campaign(world)
    stage.launch(world)
    stage.run_until(world, lambda: stage.handed_over(world))
    world.dispatch()
    assert {task.job.queue for task in world.tasks} == {"bulk", "campaigns"}
    (message,) = world.documents("messages").values()
    assert message["author"]["kind"] == AuthorKind.CAMPAIGN
    assert message["campaign_id"] == "xcampaign"
    assert "preview" not in world.documents("conversations")["conversations/k000000"]


@pytest.mark.kills("plan-campaign")
def test_a_planner_killed_anywhere_hands_everybody_over_once(
    new_stage: Callable[..., World], small_steps: None
) -> None:
    def prepare() -> World:
        world = new_stage()
        stage.add_people(world, 3)
        stage.add_people(world, 2, WHATSAPP, first=3)
        stage.add_campaign(world)
        return world

    def work(world: World) -> None:
        stage.launch(world)
        while not stage.handed_over(world):
            world.run_next()

    undisturbed = prepare()
    work(undisturbed)
    wanted = outbox(undisturbed)
    assert len(wanted) == 5
    points = 0
    for point, world in crash_everywhere(prepare, work, arm):
        assert outbox(world) == wanted, f"point {point}"
        assert world.counted() == {"messages_out": 5, "campaign_sends": 5}, f"point {point}"
        assert len(stage.recipients_of(world)) == 5, f"point {point}"
        points += 1
    assert points > 20


def test_a_step_that_comes_twice_has_the_effect_of_one(world: World, small_steps: None) -> None:
    stage.add_people(world, 5)
    stage.add_campaign(world)
    stage.launch(world)
    while not stage.handed_over(world):
        payloads = [task.payload for task in world.tasks]
        world.run_next()
        for payload in payloads:
            assert isinstance(payload, CampaignPayload)
            campaigns_main.plan_campaign(payload, 0)
        assert len(world.tasks) == 1
    assert len(outbox(world)) == 5
    assert world.counted() == {"messages_out": 5, "campaign_sends": 5}


def test_racing_planners_hand_everybody_over_once(world: World, small_steps: None) -> None:
    stage.add_people(world, 6)
    stage.add_campaign(world)
    stage.launch(world)

    def step() -> None:
        campaigns_main.plan_campaign(payload, 0)

    while not stage.handed_over(world):
        payload = CampaignPayload(
            tenant_id=world.t,
            campaign_id="xcampaign",
            step=stage.campaign_of(world).plan.step,
        )
        race([lambda: insist(step)] * 3)
        world.clock.at += timedelta(seconds=1)
    assert len(outbox(world)) == 6
    assert world.counted() == {"messages_out": 6, "campaign_sends": 6}
    plan = stage.campaign_of(world).plan
    assert plan is not None
    assert (plan.planned, plan.handed) == (6, 6)


def test_a_plan_that_was_set_back_goes_on_behind_what_it_had_handed_over(world: World, small_steps: None) -> None:
    stage.add_people(world, 7)
    stage.add_campaign(world)
    stage.launch(world)
    stage.run_until(world, lambda: len(world.documents("messages")) >= 2)
    database, path = Database(world.client), paths.campaign(world.t, "xcampaign")
    before = database.get(path)
    assert before is not None
    stage.run_until(world, lambda: len(world.documents("messages")) >= 5)
    database.commit(Put(path, {**before.data, "status": CampaignStatus.PAUSED}))
    world.settle()
    world.clock.at += timedelta(hours=2)  # the names of the tasks of its steps are free again
    launching.resume(stage.caller(world), "xcampaign", world.clock.now(), with_=stage.planning(world))
    world.settle()
    assert stage.is_done(world)
    assert stage.got(world) == Counter({f"7{n:08}": 1 for n in range(7)})
    assert world.counted() == {"messages_out": 7, "campaign_sends": 7}
    plan = stage.campaign_of(world).plan
    assert plan is not None
    assert (plan.planned, plan.handed, [lane.handed for lane in plan.lanes.values()]) == (7, 7, [7])


def test_a_paused_campaign_hands_nothing_over_and_goes_on_where_it_stood(world: World, small_steps: None) -> None:
    stage.add_people(world, 6)
    stage.add_campaign(world)
    stage.launch(world)
    stage.run_until(world, lambda: bool(world.documents("messages")))
    launching.pause(stage.caller(world), "xcampaign", with_=stage.planning(world))
    world.settle()
    before = stage.got(world)
    held = [m for m in world.documents("messages").values() if m["status"] == MessageStatus.QUEUED]
    assert sum(before.values()) + len(held) == len(world.documents("messages")) < 6
    assert stage.campaign_of(world).status_code is StatusCode.BY_PERSON
    launching.resume(stage.caller(world), "xcampaign", world.clock.now(), with_=stage.planning(world))
    world.settle()
    assert stage.is_done(world)
    assert stage.got(world) == Counter({f"7{n:08}": 1 for n in range(6)})


def test_messages_that_a_pause_held_leave_after_it(world: World) -> None:
    stage.add_people(world, 3)
    stage.add_campaign(world)
    stage.launch(world)
    stage.run_until(world, lambda: stage.handed_over(world))
    launching.pause(stage.caller(world), "xcampaign", with_=stage.planning(world))
    world.settle()
    assert stage.got(world) == Counter()
    launching.resume(stage.caller(world), "xcampaign", world.clock.now(), with_=stage.planning(world))
    world.settle()
    assert stage.got(world) == Counter({f"7{n:08}": 1 for n in range(3)})


def test_a_cancelled_campaign_ends_what_waits(world: World) -> None:
    stage.add_people(world, 3)
    stage.add_campaign(world)
    stage.launch(world)
    stage.run_until(world, lambda: stage.handed_over(world))
    launching.pause(stage.caller(world), "xcampaign", with_=stage.planning(world))
    world.settle()
    launching.cancel(stage.caller(world), "xcampaign", world.clock.now(), with_=stage.planning(world))
    world.settle()
    assert stage.campaign_of(world).status is CampaignStatus.CANCELLED
    assert stage.got(world) == Counter()
    assert {m["failure"]["code"] for m in world.documents("messages").values()} == {"cancelled"}


def test_exactly_the_rest_of_the_plan_is_used(world: World) -> None:
    stage.add_people(world, 12)
    stage.add_campaign(world)
    stage.launch(world)
    stage.run_until(world, lambda: stage.campaign_of(world).status is CampaignStatus.RUNNING)
    tenant = planning_tenant(world)
    writes = [
        Merge(paths.usage_shard(world.t, period_of(tenant, NOW), shard), {"messages_out": Increment(2500 - left)})
        for shard, left in enumerate((3, 0, 4, 0))
    ]
    Database(world.client).commit(*writes)
    world.settle()
    campaign = stage.campaign_of(world)
    assert (campaign.status, campaign.status_code) == (CampaignStatus.PAUSED, StatusCode.PLAN_LIMIT)
    assert sum(stage.got(world).values()) == 7
    assert world.counted()["messages_out"] == 10_000


def planning_tenant(world: World):
    """The world's tenant."""
    return stage.planning(world).tenants.get(world.t)


def test_a_snapshot_leaves_out_whom_the_plan_has_no_room_for(world: World) -> None:
    stage.add_people(world, 4)
    tenant = planning_tenant(world)
    shard = paths.usage_shard(world.t, period_of(tenant, NOW), 0)
    Database(world.client).commit(Merge(shard, {"messages_out": 9_997}))
    stage.add_campaign(world)
    stage.launch(world)
    stage.run_until(world, lambda: stage.campaign_of(world).status is CampaignStatus.RUNNING)
    assert stage.reasons(stage.recipients_of(world).values()) == {SkipReason.PLAN_LIMIT: 1}


def test_an_address_of_two_contacts_gets_one_message(world: World, small_steps: None) -> None:
    stage.add_people(world, 4)
    database = Database(world.client)
    last = database.get(paths.conversation(world.t, ContactId("k000003")))
    assert last is not None
    (endpoint,) = last.data["endpoints"][TELEGRAM]  # type: ignore[index]
    stolen = {f"endpoints.{TELEGRAM}.{endpoint}.address": "700000000"}
    database.commit(Patch(last.path, stolen))
    stage.add_campaign(world)
    stage.launch(world)
    world.settle()
    assert stage.got(world) == Counter({f"7{n:08}": 1 for n in range(3)})
    assert stage.reasons(stage.recipients_of(world).values()) == {SkipReason.DUPLICATE: 1}


def test_a_lane_waits_for_its_sending_hours_and_goes_on_by_itself(world: World) -> None:
    stage.add_people(world, 2, first=0, time_zone="Europe/Berlin")
    stage.add_people(world, 2, first=2, time_zone="America/New_York")
    hours = Hours(start="09:00", end="17:00", zone="contact")
    stage.add_campaign(world, timing=Timing(hours=hours))
    world.clock.at = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)  # 13:00 in Berlin, 07:00 in New York
    stage.launch(world)
    stage.run_until(world, lambda: world.clock.at > datetime(2026, 11, 20, 12, 30, tzinfo=UTC) or stage.is_done(world))
    assert set(stage.got(world)) == {"700000000", "700000001"}
    world.settle()
    assert world.clock.at >= datetime(2026, 11, 20, 14, 0, tzinfo=UTC)
    assert len(stage.got(world)) == 4
    assert stage.is_done(world)


def test_a_text_whose_window_closed_before_its_turn_is_not_sent(world: World) -> None:
    stage.add_people(world, 1, WHATSAPP, heard_ms=epoch_ms(NOW) - 23 * stage.HOUR_MS)
    hours = Hours(start="20:00", end="21:00")
    stage.add_campaign(world, timing=Timing(hours=hours))
    stage.launch(world)
    world.settle()
    assert stage.got(world) == Counter()
    assert stage.reasons(stage.recipients_of(world).values()) == {SkipReason.WINDOW_CLOSED: 1}
    assert stage.is_done(world)


def test_what_nobody_may_send_pauses_the_campaign(world: World, small_steps: None) -> None:
    stage.add_people(world, 6)
    stage.add_campaign(world)
    stage.launch(world)
    stage.run_until(world, lambda: len(world.documents("messages")) >= 2)
    m = message_id_of("xcampaign", "k000000")
    failure = {"code": "131048", "reason": "policy", "detail": "spam"}
    Database(world.client).commit(
        Patch(paths.message(world.t, m), {"status": MessageStatus.FAILED, "failure": failure})
    )
    world.settle()
    campaign = stage.campaign_of(world)
    assert (campaign.status, campaign.status_code) == (CampaignStatus.PAUSED, StatusCode.SPAM)
    assert "WhatsApp Manager" in campaign.status_reason
    assert len(world.documents("messages")) < 6
    launching.resume(stage.caller(world), "xcampaign", world.clock.now(), with_=stage.planning(world))
    world.settle()
    assert stage.is_done(world)
    assert len(world.documents("messages")) == 6


def test_too_many_failures_pause_the_campaign(world: World, monkeypatch: pytest.MonkeyPatch, small_steps: None) -> None:
    monkeypatch.setattr(planning, "LEAST_FAILURES", 2)
    stage.add_people(world, 8)
    stage.add_campaign(world)
    stage.launch(world)
    stage.run_until(world, lambda: len(world.documents("messages")) >= 2)
    for k in ("k000000", "k000001"):
        failure = {"code": "131026", "reason": "recipient", "detail": "gone"}
        path = paths.message(world.t, message_id_of("xcampaign", k))
        Database(world.client).commit(Patch(path, {"status": MessageStatus.FAILED, "failure": failure}))
    world.settle()
    assert stage.campaign_of(world).status_code is StatusCode.FAILURES


def test_a_channel_that_stops_holds_only_its_own_lane(world: World) -> None:
    stage.add_people(world, 2, TELEGRAM)
    stage.add_people(world, 2, WHATSAPP, first=2)
    stage.add_campaign(world)
    stage.launch(world)
    stage.run_until(world, lambda: stage.campaign_of(world).status is CampaignStatus.RUNNING)
    world.set_channel(WHATSAPP, ChannelStatus.PAUSED)
    world.settle()
    campaign = stage.campaign_of(world)
    assert (campaign.status, campaign.status_code) == (CampaignStatus.PAUSED, StatusCode.CHANNELS)
    assert set(stage.got(world)) == {"700000000", "700000001"}


def test_each_contact_gets_one_of_the_variants_and_always_the_same(world: World) -> None:
    stage.add_people(world, 12)
    content = Content(text="Bread, {{first_name}}!", variants=[Variant(id="b", text="Rolls, {{first_name}}!")])
    stage.add_campaign(world, content=content)
    stage.launch(world)
    world.settle()
    texts = {m.address: m.text for m in world.providers[Provider.TELEGRAM].accepted}
    variants = {r.address: r.variant for r in stage.recipients_of(world).values()}
    wanted = {"a": "Bread, Ada!", "b": "Rolls, Ada!"}
    assert texts == {address: wanted[variant] for address, variant in variants.items()}
    assert set(variants.values()) == {"a", "b"}


def test_a_planner_that_gives_up_pauses_the_campaign(world: World) -> None:
    stage.add_people(world, 1)
    stage.add_campaign(world)
    stage.launch(world)
    payload = CampaignPayload(tenant_id=world.t, campaign_id="xcampaign")
    campaigns_main.give_up_planning(payload, "The database does not answer now.")
    campaign = stage.campaign_of(world)
    assert (campaign.status, campaign.status_code) == (CampaignStatus.PAUSED, StatusCode.PLANNER)
    assert "The database does not answer now." in campaign.status_reason


def test_a_planner_that_gave_up_goes_on_once_for_each_asking(world: World) -> None:
    stage.add_people(world, 1)
    stage.add_campaign(world)
    stage.launch(world)

    def give_up() -> CampaignPayload:
        plan = stage.campaign_of(world).plan
        assert plan is not None
        payload = CampaignPayload(tenant_id=world.t, campaign_id="xcampaign", step=plan.step)
        campaigns_main.give_up_planning(payload, "The database does not answer now.")
        assert stage.campaign_of(world).status is CampaignStatus.PAUSED
        return payload

    for _ in range(2):
        payload = give_up()
        asked = world.clock.now() + timedelta(milliseconds=1)
        campaigns_main.revive_planning(payload, asked)
        assert stage.campaign_of(world).status is CampaignStatus.PLANNING
        give_up()
        campaigns_main.revive_planning(payload, asked)
        assert stage.campaign_of(world).status is CampaignStatus.PAUSED
        world.clock.at += timedelta(minutes=1)
