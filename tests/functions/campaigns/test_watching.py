"""What people see of a campaign, and what they do about what failed: dry runs, tests, progress, lists, retries."""

import csv
import io
import itertools
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta

import pytest

from common.channels.base import Blame, Outcome, SendError
from common.clock import epoch_ms
from common.errors import Conflict, Invalid, NoRoute, WindowClosed
from common.models.campaign import (
    CampaignStatus,
    Content,
    Hours,
    RecipientState,
    SkipReason,
    Timing,
    Variant,
    message_id_of,
)
from common.models.channel import Provider
from common.models.consent import OPTED_OUT, opt_out_key, opted_out
from common.models.ids import ContactId, MessageId
from common.models.message import Message
from common.models.status import MessageStatus
from common.store import paths
from common.store.campaigns import Campaigns
from common.store.database import Database, Patch
from functions.campaigns.schemas import CampaignQuery, Funnel, RecipientPage, RecipientQuery, TestIn
from functions.campaigns.service import dry_running, launching, planning, probing, reading, retrying
from functions.send.service import sending
from tests.functions.campaigns import stage
from tests.functions.world import NOW, TELEGRAM, WHATSAPP, World

pytestmark = pytest.mark.emulator


def campaigns(world: World) -> Campaigns:
    """The campaigns, with nothing cached."""
    return Campaigns(Database(world.client))


def refusal(code: str, blame: Blame) -> SendError:
    """A provider's final no."""
    return SendError("No.", outcome=Outcome.FAILED, blame=blame, provider_code=code)


def send_all(world: World, *script: Exception | None) -> None:
    """Launches the campaign over Telegram, whose first answers are those of the script, and waits for its end."""
    world.providers[Provider.TELEGRAM].script = [each for each in script if each is not None]
    stage.launch(world)
    world.settle()


# dry runs


def test_a_dry_run_says_what_a_launch_then_does(world: World) -> None:
    stage.add_people(world, 4, TELEGRAM)
    stage.add_people(world, 2, WHATSAPP, first=4, heard_ms=epoch_ms(NOW) - 30 * stage.HOUR_MS)
    stage.add_people(world, 1, TELEGRAM, first=6, name="")
    stage.add_campaign(world)
    run = dry_running.begin(world.t, "xcampaign", NOW, with_=stage.planning(world), timer=lambda: 0.0).dry_run
    assert run is not None
    assert run.complete
    assert (run.looked_at, run.sendable, run.channels) == (7, 4, {TELEGRAM: 4})
    assert run.skipped == {SkipReason.WINDOW_CLOSED: 2, SkipReason.MISSING_VARIABLE: 1}
    assert [sample.contact_id for sample in run.samples[SkipReason.WINDOW_CLOSED]] == ["k000004", "k000005"]
    assert run.samples[SkipReason.MISSING_VARIABLE][0].detail == "first_name"
    assert run.quota is not None
    assert (run.quota.used, run.quota.after, run.quota.limit) == (0, 4, 10_000)
    assert run.ends_at is not None
    assert run.ends_at >= NOW
    assert stage.recipients_of(world) == {}
    assert world.documents("messages") == {}
    stage.launch(world)
    world.settle()
    told = reading.count_progress(world.t, stage.campaign_of(world), NOW, campaigns=campaigns(world))
    assert (told.planned, told.skipped) == (run.sendable, run.skipped)


def test_a_dry_run_that_takes_longer_goes_on_as_tasks(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planning, "PAGE", 2)
    monkeypatch.setattr(dry_running, "PAGE", 2)
    stage.add_people(world, 7)
    stage.add_campaign(world)
    ticking: Iterator[int] = itertools.count(step=1000)
    campaign = dry_running.begin(
        world.t, "xcampaign", NOW, with_=stage.planning(world), timer=lambda: float(next(ticking))
    )
    assert campaign.dry_run is not None
    assert (campaign.dry_run.complete, campaign.dry_run.looked_at) == (False, 2)
    assert [task.job.name for task in world.tasks] == ["dry-run-campaign"]
    for task in list(world.tasks):
        dry_running.go_on(task.payload, NOW, with_=stage.planning(world), timer=lambda: float(next(ticking)))
    world.settle()
    run = stage.campaign_of(world).dry_run
    assert run is not None
    assert (run.complete, run.looked_at, run.sendable) == (True, 7, 7)


def test_a_newer_dry_run_ends_the_older(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dry_running, "PAGE", 2)
    stage.add_people(world, 5)
    stage.add_campaign(world)
    ticking: Iterator[int] = itertools.count(step=1000)
    dry_running.begin(world.t, "xcampaign", NOW, with_=stage.planning(world), timer=lambda: float(next(ticking)))
    later = NOW + timedelta(seconds=1)
    dry_running.begin(world.t, "xcampaign", later, with_=stage.planning(world), timer=lambda: 0.0)
    world.settle()
    run = stage.campaign_of(world).dry_run
    assert run is not None
    assert (run.ran_at, run.complete, run.looked_at) == (later, True, 5)


def test_an_estimate_counts_pace_and_sending_hours(world: World) -> None:
    stage.add_people(world, 30)
    hours = Hours(start="12:00", end="12:10")
    stage.add_campaign(world, timing=Timing(hours=hours, per_minute=1))
    run = dry_running.begin(world.t, "xcampaign", NOW, with_=stage.planning(world), timer=lambda: 0.0).dry_run
    assert run is not None
    # Thirty minutes in pieces of ten: today, tomorrow and the day after.
    assert run.ends_at == NOW + timedelta(days=2, minutes=10)


# tests


def test_a_test_counts_for_the_month_and_not_for_the_campaign(world: World) -> None:
    (k,) = stage.add_people(world, 1)
    stage.add_campaign(world, content=Content(text="Bread!", variants=[Variant(id="b", text="Rolls!")]))
    body = TestIn(contact_id=k, variant="b")
    sent: list[Message] = [
        probing.send_test(stage.caller(world), "xcampaign", body, "key", NOW, with_=stage.planning(world))
        for _ in range(2)
    ]
    world.settle()
    assert len({message.id for message in sent}) == 1
    assert [m.text for m in world.providers[Provider.TELEGRAM].accepted] == ["Rolls!"]
    assert world.counted()["messages_out"] == 1
    assert campaigns(world).count_messages(world.t, "xcampaign") == 0
    assert sent[0].author.name == "Test of Bread"


def test_a_test_needs_no_audience(world: World) -> None:
    (k,) = stage.add_people(world, 1)
    stage.add_campaign(world, audience=None)
    probing.send_test(stage.caller(world), "xcampaign", TestIn(contact_id=k), "key", NOW, with_=stage.planning(world))
    world.settle()
    assert len(world.providers[Provider.TELEGRAM].accepted) == 1


def test_a_test_to_somebody_who_cannot_get_it_says_why(world: World) -> None:
    (near,) = stage.add_people(world, 1, WHATSAPP, heard_ms=epoch_ms(NOW) - 30 * stage.HOUR_MS)
    (away,) = stage.add_people(world, 1, TELEGRAM, first=1)
    stage.add_campaign(world, channels=[WHATSAPP])
    with pytest.raises(WindowClosed):
        probing.send_test(
            stage.caller(world), "xcampaign", TestIn(contact_id=near), "", NOW, with_=stage.planning(world)
        )
    with pytest.raises(NoRoute):
        probing.send_test(
            stage.caller(world), "xcampaign", TestIn(contact_id=away), "", NOW, with_=stage.planning(world)
        )


# progress, recipients, export


def test_progress_counts_every_message_once(world: World) -> None:
    stage.add_people(world, 6)
    stage.add_campaign(world, content=Content(text="Bread!", variants=[Variant(id="b", text="Rolls!")]))
    send_all(world, refusal("131026", Blame.RECIPIENT), refusal("x", Blame.CHANNEL))
    for k, status in (("k000004", "delivered"), ("k000005", "read")):
        Database(world.client).commit(Patch(paths.message(world.t, message_id_of("xcampaign", k)), {"status": status}))
    told = reading.count_progress(world.t, stage.campaign_of(world), NOW, campaigns=campaigns(world))
    statuses = Counter(world.statuses())
    assert (told.planned, told.messages, told.waiting) == (6, 6, 0)
    assert told.funnel.read == 1
    assert told.funnel.delivered == 2
    assert told.funnel.failed == statuses[MessageStatus.FAILED] == sum(told.failed.values())
    assert told.funnel.sent == 6 - told.funnel.failed
    both = [variant.funnel for variant in told.variants]
    assert [variant.id for variant in told.variants] == ["a", "b"]
    for name in Funnel.model_fields:
        assert sum(getattr(funnel, name) for funnel in both) == getattr(told.funnel, name)


def test_a_campaign_that_has_not_begun_has_counted_nothing(world: World) -> None:
    stage.add_campaign(world)
    told = reading.count_progress(world.t, stage.campaign_of(world), NOW, campaigns=campaigns(world))
    assert (told.planned, told.messages, told.phase) == (0, 0, None)


def test_who_changes_a_campaign_is_told_of_it_at_once_though_counts_are_kept(world: World) -> None:
    stage.add_people(world, 2)
    stage.add_campaign(world)
    stage.launch(world)
    counters = reading.Counters(campaigns(world))
    before = counters.progress(world.t, "xcampaign", NOW)
    assert counters.progress(world.t, "xcampaign", NOW + timedelta(seconds=1)) is before
    launching.pause(stage.caller(world), "xcampaign", with_=stage.planning(world))
    assert counters.progress(world.t, "xcampaign", NOW).status is CampaignStatus.PAUSED
    launching.resume(stage.caller(world), "xcampaign", NOW, with_=stage.planning(world))
    world.settle()
    told = counters.progress(world.t, "xcampaign", NOW)
    assert (told.status, told.planned, told.messages) == (CampaignStatus.DONE, 2, 2)


def listed(world: World, **query: object) -> RecipientPage:
    """A page of recipients."""
    wanted = RecipientQuery.model_validate(query)
    return reading.list_recipients(world.t, "xcampaign", wanted, campaigns=campaigns(world))


def test_recipients_are_listed_with_what_became_of_them(world: World) -> None:
    stage.add_people(world, 4)
    stage.add_people(world, 1, first=4, name="")
    stage.add_campaign(world)
    send_all(world, refusal("131026", Blame.RECIPIENT))
    first = listed(world, limit=2)
    rest = listed(world, limit=3, cursor=first.next_cursor)
    everybody = [*first.items, *rest.items]
    assert [each.contact_id for each in everybody] == [f"k{n:06}" for n in range(5)]
    skipped = everybody[4]
    assert (skipped.state, skipped.reason, skipped.detail, skipped.message) == (
        RecipientState.SKIPPED,
        SkipReason.MISSING_VARIABLE,
        "first_name",
        None,
    )
    (failed,) = listed(world, status="failed").items
    assert failed.message is not None
    assert failed.message.failure is not None
    assert failed.message.failure.reason == "recipient"
    assert len(listed(world, status="sent").items) == 3
    assert len(listed(world, state="planned").items) == 4
    assert len(listed(world, reason="missing_variable").items) == 1
    with pytest.raises(Invalid):
        listed(world, status="sent", state="planned")


def test_an_export_holds_everybody_in_parts(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "EXPORT_ROWS", 4)
    monkeypatch.setattr(reading, "_EXPORT_PAGE", 2)
    stage.add_people(world, 4)
    stage.add_people(world, 2, first=4, name="=SUM(A1)")
    stage.add_campaign(world)
    send_all(world)
    text, cursor = reading.export(world.t, "xcampaign", "", campaigns=campaigns(world))
    assert cursor is not None
    more, end = reading.export(world.t, "xcampaign", cursor, campaigns=campaigns(world))
    assert end is None
    rows = list(csv.DictReader(io.StringIO(text + more)))
    assert [row["contact_id"] for row in rows] == [f"k{n:06}" for n in range(6)]
    assert {row["status"] for row in rows} == {"sent"}
    assert rows[5]["name"] == "'=SUM(A1)"


def test_campaigns_are_listed_the_newest_first(world: World) -> None:
    for n in range(3):
        stage.add_campaign(world, id=f"x{n}", created_at=NOW + timedelta(minutes=n))
    first = reading.list_campaigns(world.t, CampaignQuery(limit=2), campaigns=campaigns(world))
    rest = reading.list_campaigns(world.t, CampaignQuery(cursor=first.next_cursor or ""), campaigns=campaigns(world))
    assert [each.id for each in [*first.items, *rest.items]] == ["x2", "x1", "x0"]
    drafts = CampaignQuery(status=CampaignStatus.DRAFT)
    assert len(reading.list_campaigns(world.t, drafts, campaigns=campaigns(world)).items) == 3


# retries


def test_only_what_can_succeed_is_sent_again_and_once(world: World) -> None:
    stage.add_people(world, 5)
    stage.add_campaign(world)
    script = [
        refusal("131000", Blame.TRANSIENT),
        refusal("131026", Blame.RECIPIENT),
        refusal("131053", Blame.MEDIA),
        refusal("131049", Blame.POLICY),
    ]
    send_all(world, *script)
    before = stage.got(world)
    assert sum(before.values()) == 1
    failed = retrying.begin(stage.caller(world), "xcampaign", None, world.clock.now(), with_=stage.planning(world))
    assert failed == 4
    assert stage.campaign_of(world).status is CampaignStatus.RUNNING
    world.settle()
    assert stage.is_done(world)
    assert sum(stage.got(world).values()) == 3
    assert set(stage.got(world).values()) == {1}
    world.clock.at += timedelta(days=1)
    retrying.begin(stage.caller(world), "xcampaign", ["policy"], world.clock.now(), with_=stage.planning(world))
    world.settle()
    assert sum(stage.got(world).values()) == 4
    assert world.counted()["messages_out"] == 5


def test_whoever_opted_out_meanwhile_is_not_tried_again(world: World) -> None:
    people = stage.add_people(world, 1)
    stage.add_campaign(world)
    send_all(world, refusal("131000", Blame.TRANSIENT))
    wish = {"scope": "all", "channel_id": None, "at": NOW, "opted_in": False}
    stage.change(world, people[0], opt_outs={opt_out_key("all", None): wish})
    retrying.begin(stage.caller(world), "xcampaign", None, world.clock.now(), with_=stage.planning(world))
    world.settle()
    assert stage.got(world) == Counter()


def failed_message(world: World, *, marketing: bool = True) -> Message:
    """A campaign's message that failed, and could be sent again a minute later."""
    stage.add_people(world, 1)
    stage.add_campaign(world, marketing=marketing)
    send_all(world, refusal("131000", Blame.TRANSIENT))
    world.clock.at += timedelta(minutes=1)
    return world.message(message_id_of("xcampaign", "k000000"))


def opt_out(world: World, scope: str = "marketing") -> None:
    """The contact of that message wants no more of them."""
    wish = {"scope": scope, "channel_id": None, "at": NOW, "opted_in": False}
    stage.change(world, ContactId("k000000"), opt_outs={opt_out_key(scope, None): wish})


def retry_letter(world: World, m: MessageId) -> None:
    """A person has the letter's work done again: its task readies the message, and then sends it."""
    sending.revive(world.t, m, world.clock.now(), with_=world.sending())
    sending.send_message(world.t, m, with_=world.sending())


def test_whoever_opted_out_meanwhile_gets_nothing_though_a_person_retries_in_the_inbox(world: World) -> None:
    failed = failed_message(world)
    opt_out(world)
    with pytest.raises(Conflict, match="has opted out since"):
        world.send_again(failed.id)
    world.settle()
    assert world.message(failed.id) == failed
    assert stage.got(world) == Counter()


def test_whoever_opted_out_meanwhile_gets_nothing_though_a_person_retries_the_letter(world: World) -> None:
    failed = failed_message(world)
    opt_out(world)
    retry_letter(world, failed.id)
    left = world.message(failed.id)
    assert (left.status, left.failure) == (MessageStatus.FAILED, opted_out())
    assert left.steps[-1].code == OPTED_OUT
    assert stage.got(world) == Counter()
    assert world.documents("consents") == {}, "nobody said anything"
    retry_letter(world, failed.id)
    assert world.message(failed.id) == left


@pytest.mark.parametrize("again", [World.send_again, retry_letter])
def test_a_wish_about_marketing_stops_no_other_campaign_from_being_sent_again(
    world: World, again: Callable[[World, MessageId], object]
) -> None:
    failed = failed_message(world, marketing=False)
    opt_out(world)
    again(world, failed.id)
    world.settle()
    assert world.message(failed.id).status is MessageStatus.SENT


@pytest.mark.parametrize("again", [World.send_again, retry_letter])
def test_the_newest_wish_is_looked_for_where_a_contact_was_merged_into(
    world: World, again: Callable[[World, MessageId], object]
) -> None:
    failed = failed_message(world)
    stage.add_people(world, 1, first=1, opt_outs={"all_all": {"scope": "all", "at": NOW}})
    stage.change(world, ContactId("k000000"), merged_into="k000001")
    with suppress(Conflict):
        again(world, failed.id)
    world.settle()
    assert world.message(failed.id).status is MessageStatus.FAILED


def test_errors_that_never_pass_are_not_tried_again(world: World) -> None:
    stage.add_campaign(world)
    with pytest.raises(Invalid) as refused:
        retrying.begin(stage.caller(world), "xcampaign", ["consent"], NOW, with_=stage.planning(world))
    assert [fault.pointer for fault in refused.value.faults] == ["/classes/0"]
    with pytest.raises(Conflict):
        retrying.begin(stage.caller(world), "xcampaign", None, NOW, with_=stage.planning(world))


def test_a_paused_campaign_is_not_retried(world: World) -> None:
    stage.add_people(world, 1)
    stage.add_campaign(world)
    stage.launch(world)
    launching.pause(stage.caller(world), "xcampaign", with_=stage.planning(world))
    with pytest.raises(Conflict):
        retrying.begin(stage.caller(world), "xcampaign", None, NOW, with_=stage.planning(world))


def test_people_named_one_by_one_are_an_audience(world: World) -> None:
    stage.add_people(world, 3, tags=[])
    wanted = [ContactId("k000002"), ContactId("k000000"), ContactId("gone")]
    stage.add_campaign(world, audience={"contact_ids": wanted})
    send_all(world)
    assert set(stage.got(world)) == {"700000000", "700000002"}
