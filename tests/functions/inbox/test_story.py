"""A message's story: every hop that its documents hold, in order, and only for its tenant."""

from datetime import timedelta

import pytest

from common.channels.base import Blame, Outcome, SendError
from common.errors import NotFound
from common.models.channel import Provider
from common.models.ids import MessageId, TenantId
from common.models.message import Kind, Media
from common.models.status import MessageStatus as S
from common.store.database import Database
from common.store.dead_letters import DeadLetters
from functions.inbox.schemas import SettledAs, Story, StoryEvent, StoryKind, StoryState
from functions.inbox.service import mending, story
from tests.functions.events import contact_of, receipt, says, stored_id
from tests.functions.world import World

pytestmark = pytest.mark.emulator

BUSY = SendError("Too fast.", outcome=Outcome.RETRY, blame=Blame.THROTTLE, provider_code="130429")
NO_ANSWER = SendError("Nobody answers.", outcome=Outcome.UNKNOWN, blame=Blame.TRANSIENT, provider_code="timeout")
REFUSED = SendError("Not allowed.", outcome=Outcome.FAILED, blame=Blame.POLICY, provider_code="131049")


def tell(world: World, m: MessageId, t: TenantId | None = None) -> Story:
    stores = world.receiving()
    letters = DeadLetters(Database(world.client))
    have = story.Stores(stores.messages, stores.conversations, stores.channels, letters)
    return story.tell(t or world.t, m, stores=have)


def of(told: Story, *kinds: StoryKind) -> list[StoryEvent]:
    return [event for event in told.events if event.kind in kinds]


def with_a_reply(world: World) -> MessageId:
    world.deliver(says("hello"))
    world.settle()
    return world.reply(contact_of()).id


def test_an_inbound_message_tells_how_it_came_and_where_answers_go(world: World) -> None:
    world.deliver(says("hello"))
    world.deliver(says("again", -30))
    world.settle()
    told = tell(world, stored_id("hello"))
    assert [event.kind for event in told.events] == [
        StoryKind.WRITTEN,
        StoryKind.RECEIVED,
        StoryKind.IDENTIFIED,
        StoryKind.ROUTED,
    ]
    assert told.events[0].details["provider_message_id"] == "hello"
    assert told.events[1].details["lag_ms"] == "60000"
    assert "was founded" in told.events[2].what
    assert "was known" in tell(world, stored_id("again")).events[2].what
    assert told.events[3].details["window_expires_at"] == (told.events[0].at + timedelta(hours=24)).isoformat()


def test_a_reply_tells_its_route_each_try_with_the_providers_code_and_its_receipts(world: World) -> None:
    m = with_a_reply(world)
    world.providers[Provider.WHATSAPP].script = [BUSY, BUSY]
    world.settle()
    world.deliver(receipt(S.DELIVERED, 100, message_id=m), receipt(S.READ, 200, message_id=m))
    told = tell(world, m)
    assert [event.kind for event in told.events[:3]] == [StoryKind.WRITTEN, StoryKind.ROUTED, StoryKind.TASK]
    assert told.events[1].code == "last_heard"
    assert told.events[2].details["queue"].startswith("send-")
    tries = [(event.number, event.state, event.code) for event in of(told, StoryKind.SEND)]
    assert tries == [
        (1, StoryState.RETRYING, "130429"),
        (2, StoryState.RETRYING, "130429"),
        (3, StoryState.DONE, ""),
    ]
    assert [event.code for event in of(told, StoryKind.RECEIPT)] == ["delivered", "read"]
    assert [event.at for event in told.events] == sorted(event.at for event in told.events)


def test_a_report_of_whole_seconds_stands_behind_the_sending_of_the_same_second(world: World) -> None:
    world.clock.at += timedelta(milliseconds=700)
    m = with_a_reply(world)
    world.settle()
    second = world.clock.now().replace(microsecond=0)
    world.deliver(receipt(S.FAILED, 0, message_id=m).model_copy(update={"at": second}))
    told = tell(world, m)
    assert of(told, StoryKind.RECEIPT)[0].at < of(told, StoryKind.SEND)[0].at
    assert [event.kind for event in told.events[-2:]] == [StoryKind.SEND, StoryKind.RECEIPT]


def test_an_unknown_send_that_a_person_settles_is_told_as_such(world: World) -> None:
    m = with_a_reply(world)
    world.providers[Provider.WHATSAPP].script = [NO_ANSWER]
    world.settle()
    world.clock.at += timedelta(minutes=1)
    mending.settle(world.t, m, SettledAs.SENT, "Ben", world.clock.now(), messages=world.receiving().messages)
    told = tell(world, m)
    assert [(event.state, event.code) for event in of(told, StoryKind.SEND)] == [(StoryState.UNKNOWN, "timeout")]
    assert [event.what for event in of(told, StoryKind.PERSON)] == ["Ben found out that it arrived."]


def test_a_refusal_is_told_once_whether_the_call_or_a_receipt_says_it(world: World) -> None:
    by_call = with_a_reply(world)
    world.providers[Provider.WHATSAPP].script = [REFUSED]
    world.settle()
    by_receipt = world.reply(contact_of(), key="second").id
    world.settle()
    world.deliver(receipt(S.FAILED, 100, message_id=by_receipt))
    failed = [event for event in tell(world, by_call).events if event.state is StoryState.FAILED]
    assert [(event.kind, event.code) for event in failed] == [(StoryKind.SEND, "131049")]
    failed = [event for event in tell(world, by_receipt).events if event.state is StoryState.FAILED]
    assert [(event.kind, event.code) for event in failed] == [(StoryKind.RECEIPT, "131026")]


def test_work_that_gave_up_is_part_of_the_story(world: World) -> None:
    m = with_a_reply(world)
    world.providers[Provider.WHATSAPP].script = [BUSY] * 50
    world.settle()
    told = tell(world, m)
    assert [event.number for event in of(told, StoryKind.SEND)] == list(range(1, 11))
    assert told.events[-1].details["letter_id"]
    assert (told.status, told.events[-1].state, told.events[-1].job) == (S.FAILED, StoryState.FAILED, "send-message")


def test_a_message_with_a_file_tells_what_waits(world: World) -> None:
    world.deliver(says("cat", kind=Kind.IMAGE, media=Media(provider_media_id="cat")))
    [file] = of(tell(world, stored_id("cat")), StoryKind.MEDIA)
    assert (file.state, file.job) == (StoryState.WAITING, "fetch-media")


def test_what_an_agent_answered_is_told_at_both_messages(world: World) -> None:
    world.employ()
    world.deliver(says("hello"))
    world.deliver(says("are you there?", -30))
    world.settle()
    (answered,) = of(tell(world, stored_id("hello")), StoryKind.AI)
    assert of(tell(world, stored_id("are you there?")), StoryKind.AI) == [answered]
    told = tell(world, MessageId(answered.details["message_id"]))
    (wrote,) = of(told, StoryKind.AI)
    assert (wrote.details["model"], wrote.details["latency_ms"]) == ("fake", "700")
    assert stored_id("hello") in wrote.details["answers"]


def test_another_tenant_finds_no_story(world: World) -> None:
    m = with_a_reply(world)
    with pytest.raises(NotFound):
        tell(world, m, TenantId("another"))
