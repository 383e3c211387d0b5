"""A message that was sent again: reports of its earlier tries neither end the new one nor overwrite what came of it."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from common.channels.base import Blame, Outcome, SendError
from common.models.channel import Provider
from common.models.ids import MessageId
from common.models.inbound import Receipt
from common.models.message import Failure
from common.models.status import MessageStatus as S
from functions.inbox.schemas import SettledAs
from functions.inbox.service import mending
from tests.functions.crashes import Breaker, Crash
from tests.functions.events import contact_of, receipt, says
from tests.functions.world import World

pytestmark = pytest.mark.emulator

NO_ANSWER = SendError("Nobody answers.", outcome=Outcome.UNKNOWN, blame=Blame.TRANSIENT, provider_code="timeout")
AGAIN_AFTER = timedelta(minutes=10, milliseconds=300)


def reported(world: World, m: MessageId, status: S, wamid: str) -> Receipt:
    """A report of this moment, in whole seconds as providers give them."""
    event = receipt(status, 0, message_id=m, wamid=wamid)
    return event.model_copy(update={"at": world.clock.now().replace(microsecond=0)})


def first(m: MessageId) -> str:
    return f"wamid.{m}"


def second(m: MessageId) -> str:
    return f"wamid.{m}.2"


def queued_again(world: World) -> MessageId:
    """A reply that was taken, failed, and waits because a person had it sent again."""
    world.deliver(says("hello"))
    world.settle()
    m = world.reply(contact_of()).id
    world.settle()
    world.deliver(reported(world, m, S.FAILED, first(m)))
    assert world.message(m).status is S.FAILED
    world.clock.at += AGAIN_AFTER
    world.send_again(m)
    return m


def being_sent(world: World) -> MessageId:
    m = queued_again(world)
    world.breaker = Breaker(4)  # behind the provider's answer
    with pytest.raises(Crash):
        world.run_next()
    world.breaker = Breaker()
    return m


def of_unknown_outcome(world: World) -> MessageId:
    m = queued_again(world)
    world.providers[Provider.WHATSAPP].script = [NO_ANSWER]
    world.run_next()
    return m


def sent_again(world: World) -> MessageId:
    m = queued_again(world)
    world.run_next()
    return m


STATES: dict[S, Callable[[World], MessageId]] = {
    S.QUEUED: queued_again,
    S.SENDING: being_sent,
    S.UNKNOWN: of_unknown_outcome,
    S.SENT: sent_again,
}


@pytest.mark.parametrize("late", [S.SENT, S.FAILED])
@pytest.mark.parametrize("state", STATES)
def test_an_earlier_trys_end_changes_nothing(state: S, late: S, world: World) -> None:
    m = STATES[state](world)
    before = world.message(m)
    assert before.status is state
    world.deliver(reported(world, m, late, first(m)))
    assert world.message(m) == before
    assert world.documents("parked_receipts") == {}


def test_a_message_that_waits_is_sent_although_its_earlier_try_is_reported_again(world: World) -> None:
    m = queued_again(world)
    world.deliver(reported(world, m, S.SENT, first(m)), reported(world, m, S.FAILED, first(m)))
    world.settle()
    assert [sent.message_id for sent in world.providers[Provider.WHATSAPP].accepted] == [m, m]
    assert (world.message(m).status, world.message(m).provider_message_id) == (S.SENT, second(m))


@pytest.mark.parametrize("status", [S.DELIVERED, S.READ])
@pytest.mark.parametrize("state", STATES)
def test_what_arrived_counts_whichever_try_it_was(state: S, status: S, world: World) -> None:
    m = STATES[state](world)
    world.deliver(reported(world, m, status, first(m)))
    assert world.message(m).status is status


@pytest.mark.parametrize("status", [S.SENT, S.DELIVERED, S.READ, S.FAILED])
@pytest.mark.parametrize("state", [S.SENDING, S.UNKNOWN])
def test_the_new_trys_report_settles_it_under_the_new_trys_id_and_time(state: S, status: S, world: World) -> None:
    m = STATES[state](world)
    event = reported(world, m, status, second(m))
    world.deliver(event)
    message = world.message(m)
    assert (message.status, message.provider_message_id) == (status, second(m))
    # In whole seconds it is before the moment at which the message was queued again.
    assert message.status_at[status] == event.at < message.status_at[S.QUEUED]
    world.deliver(event.model_copy(update={"at": event.at + timedelta(minutes=1)}))
    assert world.message(m) == message, "a report that comes twice is one"


def test_a_try_that_is_taken_is_dated_as_itself(world: World) -> None:
    m = sent_again(world)
    message = world.message(m)
    assert message.status_at[S.SENT] == world.clock.now() > message.status_at[S.FAILED]


@pytest.mark.parametrize("overtaken_by", [S.SENT, S.FAILED, S.READ])
def test_a_report_that_overtakes_our_record_of_the_new_try_leaves_the_new_id(overtaken_by: S, world: World) -> None:
    m = queued_again(world)
    provider = world.providers[Provider.WHATSAPP]

    def overtake() -> None:
        for _ in provider.accepted[1:]:
            world.deliver(reported(world, m, overtaken_by, second(m)))

    provider.reach = overtake
    world.run_next()
    message = world.message(m)
    assert (message.status, message.provider_message_id) == (overtaken_by, second(m))


def test_a_second_failure_is_dated_as_itself(world: World) -> None:
    m = sent_again(world)
    earlier: datetime = world.message(m).status_at[S.FAILED]
    world.clock.at += timedelta(seconds=5)
    world.deliver(reported(world, m, S.FAILED, second(m)))
    message = world.message(m)
    assert (message.status, message.failure is not None) == (S.FAILED, True)
    assert message.status_at[S.FAILED] == world.clock.now().replace(microsecond=0) > earlier


def test_a_refusal_told_of_an_earlier_try_still_opts_the_contact_out(world: World) -> None:
    m = queued_again(world)
    failure = Failure(code="131050", reason="consent", detail="They stopped marketing.")
    world.deliver(reported(world, m, S.FAILED, first(m)).model_copy(update={"failure": failure}))
    assert world.message(m).status is S.QUEUED
    [wish] = world.documents("consents").values()
    assert (wish["opted_in"], wish["contact_id"]) == (False, contact_of())


def test_the_task_of_a_retry_that_comes_twice_does_not_send_what_failed_since(world: World) -> None:
    m = queued_again(world)
    [task] = world.tasks
    world.run_next()
    # Within the second in which it was queued: the provider's time is before the asking.
    world.deliver(reported(world, m, S.FAILED, second(m)))
    assert world.message(m).status_at[S.FAILED] < world.message(m).status_at[S.QUEUED]
    world.deliver_again(task)
    assert world.message(m).status is S.FAILED
    assert len(world.providers[Provider.WHATSAPP].accepted) == 2


def test_a_report_of_a_try_that_a_person_settled_is_believed(world: World) -> None:
    m = queued_again(world)
    world.providers[Provider.WHATSAPP].script = [NO_ANSWER]
    world.settle()
    assert world.message(m).status is S.UNKNOWN
    mending.settle(world.t, m, SettledAs.SENT, "Ben", world.clock.now(), messages=world.receiving().messages)
    world.deliver(reported(world, m, S.FAILED, second(m)))
    assert world.message(m).status is S.FAILED
