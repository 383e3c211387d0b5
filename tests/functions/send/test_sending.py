"""A queued message is accepted by the provider at most once, and its end is seen: sent, failed or unknown."""

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import NamedTuple

import pytest

from common.channels.base import Blame, Outcome, SendError
from common.errors import Conflict, DependencyDown
from common.models.channel import ChannelStatus, Provider
from common.models.ids import MessageId, TenantId
from common.models.payloads import MessagePayload
from common.models.status import MessageStatus as S
from common.store import ops
from functions.inbox.schemas import SettledAs
from functions.inbox.service import mending
from functions.send.service import sending as service
from tests.functions.crashes import Breaker, Crash, crash_everywhere
from tests.functions.events import contact_of, receipt, says
from tests.functions.racing import insist, race
from tests.functions.world import WHATSAPP, World, arm

pytestmark = pytest.mark.emulator

TASK = MessagePayload(tenant_id=TenantId("t"), message_id=MessageId("m"), channel_id=WHATSAPP)


def ended(outcome: Outcome, blame: Blame = Blame.TRANSIENT, retry_after_s: int | None = None) -> SendError:
    return SendError(
        "The provider says no.", outcome=outcome, blame=blame, provider_code="42", retry_after_s=retry_after_s
    )


class Case(NamedTuple):
    """How the provider behaves, and how the message ends without a crash."""

    script: list[SendError]
    status: S
    accepted: int
    accepts_anyway: bool = False
    jobs: int = 0


CASES = {
    "accepted": Case([], S.SENT, 1),
    "refused for now, then accepted": Case([ended(Outcome.RETRY)], S.SENT, 1),
    "throttled twice": Case([ended(Outcome.RETRY, Blame.THROTTLE, 60)] * 2, S.SENT, 1),
    "refused": Case([ended(Outcome.FAILED, Blame.RECIPIENT)], S.FAILED, 0),
    "account refused": Case([ended(Outcome.FAILED, Blame.CHANNEL)], S.FAILED, 0),
    "no answer, not accepted": Case([ended(Outcome.UNKNOWN)], S.UNKNOWN, 0),
    "no answer, but accepted": Case([ended(Outcome.UNKNOWN)], S.UNKNOWN, 1, accepts_anyway=True),
    "never accepted": Case([ended(Outcome.RETRY)] * 50, S.FAILED, 0, jobs=1),
}


def with_a_reply(world: World, case: Case) -> MessageId:
    world.deliver(says("hello"))
    world.settle()
    provider = world.providers[Provider.WHATSAPP]
    provider.script = list(case.script)
    provider.accepts_anyway = case.accepts_anyway
    return world.reply(contact_of()).id


def only_message(world: World) -> MessageId:
    [path] = [path for path, data in world.documents("messages").items() if data["direction"] == "out"]
    return MessageId(path.removeprefix("messages/"))


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_without_a_crash_the_message_ends_as_the_provider_says(case: Case, world: World) -> None:
    m = with_a_reply(world, case)
    world.settle()
    message = world.message(m)
    assert message.status is case.status
    assert len(world.providers[Provider.WHATSAPP].accepted) == case.accepted
    assert message.lease_until is None
    assert (message.failure is None) == (case.status is S.SENT)
    assert len(world.documents("jobs")) == case.jobs
    assert world.counted() == {"messages_in": 1, "messages_out": 1}


@pytest.mark.kills("send-message")
@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_crash_anywhere_sends_nothing_twice_and_loses_nothing(
    case: Case, new_world: Callable[..., World], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "MAX_ATTEMPTS", 3)

    def prepare() -> World:
        world = new_world()
        with_a_reply(world, case)
        return world

    points = 0
    for point, world in crash_everywhere(prepare, World.settle, arm):
        points += 1
        message = world.message(only_message(world))
        accepted = world.providers[Provider.WHATSAPP].accepted
        assert len(accepted) <= 1, f"sent twice after a crash at point {point}"
        assert message.status in (case.status, S.UNKNOWN), f"after a crash at point {point}"
        assert message.status is not S.SENT or len(accepted) == 1
        assert message.status is not S.FAILED or not accepted
        assert message.lease_until is None
        assert (message.failure is None) == (message.status is S.SENT)
        assert world.tasks == world.events == []
        assert world.counted() == {"messages_in": 1, "messages_out": 1}
    assert points >= 6


def test_a_reply_that_is_asked_for_again_after_a_crash_is_one_message(new_world: Callable[..., World]) -> None:
    def prepare() -> World:
        world = new_world()
        world.deliver(says("hello"))
        world.settle()
        return world

    def work(world: World) -> None:
        world.reply(contact_of())
        world.settle()

    for point, world in crash_everywhere(prepare, work, arm):
        assert len(world.providers[Provider.WHATSAPP].accepted) <= 1, point
        assert world.message(only_message(world)).status in (S.SENT, S.UNKNOWN)
        assert world.counted() == {"messages_in": 1, "messages_out": 1}


def crashed_after_acceptance(world: World) -> MessageId:
    """A message that the provider accepted, and we do not know it."""
    m = with_a_reply(world, CASES["accepted"])
    world.dispatch()
    # A claim is two points, the call is the third, its answer the fourth.
    world.breaker = Breaker(4)
    with pytest.raises(Crash):
        world.run_next()
    world.breaker = Breaker()
    assert len(world.providers[Provider.WHATSAPP].accepted) == 1
    assert world.message(m).status is S.SENDING
    return m


def test_whoever_finds_a_claim_waits_for_its_lease_and_then_says_unknown(world: World) -> None:
    m = crashed_after_acceptance(world)
    lease_until = world.message(m).lease_until
    assert lease_until is not None
    world.run_next()
    assert world.message(m).status is S.SENDING
    world.settle()
    assert world.clock.at > lease_until
    assert world.message(m).status is S.UNKNOWN
    assert len(world.providers[Provider.WHATSAPP].accepted) == 1


def test_a_task_that_waits_for_a_lease_and_comes_too_early_waits_again(world: World) -> None:
    m = crashed_after_acceptance(world)
    world.run_next()
    [waiting] = world.tasks
    # Cloud Tasks' clock is ahead of ours.
    waiting.due -= timedelta(seconds=20)
    world.run_next()
    assert world.message(m).status is S.SENDING
    assert len(world.tasks) == 1
    world.settle()
    assert world.message(m).status is S.UNKNOWN


@pytest.mark.parametrize("status", [S.SENT, S.DELIVERED, S.READ, S.FAILED])
@pytest.mark.parametrize("when", ["while it is being sent", "once it is unknown"])
def test_the_providers_receipt_settles_what_nobody_knew(status: S, when: str, world: World) -> None:
    m = crashed_after_acceptance(world)
    {"once it is unknown": world.settle, "while it is being sent": lambda: None}[when]()
    world.deliver(receipt(status, 100, message_id=m, wamid="wamid.real"))
    world.settle()
    message = world.message(m)
    assert message.status is status
    assert message.provider_message_id == "wamid.real"
    assert message.lease_until is None
    assert (message.failure is None) == (status is not S.FAILED)
    assert len(world.providers[Provider.WHATSAPP].accepted) == 1


def test_a_receipt_that_overtakes_our_own_record_is_not_taken_back(world: World) -> None:
    m = with_a_reply(world, CASES["accepted"])
    world.dispatch()
    provider = world.providers[Provider.WHATSAPP]

    def answer_late() -> None:
        # The contact reads it before the provider's answer reaches us.
        late.extend(provider.accepted)
        for message in provider.accepted[len(late) - 1 :]:
            world.deliver(receipt(S.READ, 5, message_id=message.message_id))

    late: list[object] = []
    provider.reach = answer_late
    world.settle()
    message = world.message(m)
    assert message.status is S.READ
    assert set(message.status_at) == {"queued", "sending", "sent", "read"}
    assert message.lease_until is None


def test_16_deliveries_of_one_task_at_once_send_once(world: World) -> None:
    m = with_a_reply(world, CASES["accepted"])
    done = race([lambda: insist(lambda: service.send_message(world.t, m, with_=world.sending()).done)] * 16)
    assert done.count(service.Done.SENT) == 1
    assert len(world.providers[Provider.WHATSAPP].accepted) == 1
    assert world.message(m).status is S.SENT


def test_a_task_that_comes_again_after_the_end_does_nothing(world: World) -> None:
    m = with_a_reply(world, CASES["accepted"])
    world.settle()
    before = world.documents()
    assert service.send_message(world.t, m, with_=world.sending()).done is service.Done.NOTHING
    assert world.documents() == before


def test_an_account_that_the_provider_refuses_stops_its_channel_alone(world: World) -> None:
    with_a_reply(world, CASES["account refused"])
    world.settle()
    statuses = {path: data["status"] for path, data in world.documents("channels").items()}
    assert statuses == {"channels/xwhatsapp": "broken", "channels/xtelegram": "active"}


def test_what_gives_up_after_its_last_try_is_seen_and_can_be_sent_again(world: World) -> None:
    m = with_a_reply(world, CASES["never accepted"])
    world.settle()
    [job] = world.documents("jobs").values()
    assert (job["job"], job["state"], job["subject"]) == ("send-message", "failed", m)
    assert world.message(m).attempts == service.MAX_ATTEMPTS
    world.providers[Provider.WHATSAPP].script = []
    world.send_again(m)
    world.settle()
    assert world.message(m).status is S.SENT
    assert len(world.providers[Provider.WHATSAPP].accepted) == 1


def test_readying_a_reply_again_looks_at_nothing_but_the_message(world: World) -> None:
    m = with_a_reply(world, CASES["refused"])
    world.settle()
    world.clock.at += timedelta(minutes=1)
    with_ = world.sending()
    meter = ops.begin()
    service.revive(world.t, m, world.clock.now(), with_=with_)
    assert meter.reads == 1
    assert world.message(m).status is S.QUEUED


def test_a_person_can_try_again_as_often_as_it_takes_to_mend_the_channel(world: World) -> None:
    m = with_a_reply(world, CASES["accepted"])
    world.set_channel(WHATSAPP, ChannelStatus.PAUSED)
    world.settle()
    for _ in range(3):
        assert world.message(m).status is S.FAILED
        world.clock.at += timedelta(minutes=1)
        world.send_again(m)
        world.settle()
    world.set_channel(WHATSAPP, ChannelStatus.ACTIVE)
    world.clock.at += timedelta(minutes=1)
    world.send_again(m)
    world.settle()
    assert world.message(m).status is S.SENT
    assert len(world.providers[Provider.WHATSAPP].accepted) == 1


def test_a_crash_anywhere_in_a_persons_retry_is_mended_by_asking_again(new_world: Callable[..., World]) -> None:
    def prepare() -> World:
        world = new_world()
        with_a_reply(world, CASES["refused"])
        world.settle()
        return world

    def work(world: World) -> None:
        # It may be on its way already when the person asks again.
        with suppress(Conflict):
            world.send_again(only_message(world))
        world.settle()

    for point, world in crash_everywhere(prepare, work, arm):
        assert world.message(only_message(world)).status in (S.SENT, S.UNKNOWN), point
        assert len(world.providers[Provider.WHATSAPP].accepted) <= 1, point


@pytest.mark.parametrize("outcome", list(SettledAs))
def test_a_person_settles_what_nobody_knew(outcome: SettledAs, world: World) -> None:
    m = crashed_after_acceptance(world)
    world.settle()
    mending.settle(world.t, m, outcome, "Ben", world.clock.now(), messages=world.receiving().messages)
    message = world.message(m)
    assert message.status == outcome.value
    assert (message.failure is None) == (outcome is SettledAs.SENT)


def test_a_message_that_changes_between_reading_and_claiming_is_still_sent(world: World) -> None:
    m = with_a_reply(world, CASES["accepted"])
    with_ = world.sending()
    load = with_.tenants.get

    def meanwhile(t):
        # Its contact is merged into another at this very moment.
        world.receiving().messages.patch(world.t, m, {"conversation_id": "another"})
        with_.tenants.get = load
        return load(t)

    with_.tenants.get = meanwhile  # type: ignore[assignment]
    insist(lambda: service.send_message(world.t, m, with_=with_))
    assert world.message(m).status is S.SENT
    assert len(world.providers[Provider.WHATSAPP].accepted) == 1


def test_giving_up_beside_a_worker_that_is_sending_never_says_failed(world: World) -> None:
    m = with_a_reply(world, CASES["accepted"])
    with_ = world.sending()
    find = with_.messages.find

    def meanwhile(t, wanted):
        found = find(t, wanted)
        with_.messages.find = find
        # Another delivery of the task claims the message between our reading and our writing.
        world.breaker = Breaker(3)
        with pytest.raises(Crash):
            service.send_message(world.t, m, with_=world.sending())
        world.breaker = Breaker()
        return found

    with_.messages.find = meanwhile
    service.give_up(world.t, m, "It is too late.", with_=with_)
    assert world.message(m).status is S.UNKNOWN


@pytest.mark.parametrize("kind", ["tenant suspended", "channel gone"])
def test_what_may_not_be_sent_fails_in_words(kind: str, world: World) -> None:
    m = with_a_reply(world, CASES["accepted"])
    path = {"tenant suspended": f"tenants/{world.t}", "channel gone": f"tenants/{world.t}/channels/{WHATSAPP}"}[kind]
    change = {"tenant suspended": lambda d: d.update({"suspended": True}), "channel gone": lambda d: d.delete()}[kind]
    change(world.client.document(path))
    world.settle()
    message = world.message(m)
    assert message.status is S.FAILED
    assert message.failure is not None
    assert message.failure.detail
    assert world.providers[Provider.WHATSAPP].accepted == []


def test_a_store_that_is_down_while_the_answer_is_recorded_ends_as_unknown(world: World) -> None:
    m = with_a_reply(world, CASES["accepted"])
    with_ = world.sending()
    calls: list[str] = []

    def failing(*args, **kwargs):
        calls.append("change")
        raise DependencyDown("The database does not answer now.")

    with_.messages.change = failing
    with pytest.raises(DependencyDown):
        service.send_message(world.t, m, with_=with_)
    assert len(calls) == 1
    world.settle()
    assert world.message(m).status is S.UNKNOWN
    assert len(world.providers[Provider.WHATSAPP].accepted) == 1


def with_a_resting_channel(world: World, waiting: int) -> list[MessageId]:
    """Replies on a channel that was just throttled: the one that was refused, and others that wait for the channel."""
    world.deliver(says("hello"))
    world.settle()
    first = world.reply(contact_of(), key="first").id
    world.providers[Provider.WHATSAPP].script = [ended(Outcome.RETRY, Blame.THROTTLE)]
    world.dispatch()
    world.run_next()
    return [first, *(world.reply(contact_of(), key=f"other-{n}").id for n in range(waiting))]


def test_a_throttled_channel_puts_its_messages_off_without_a_write_or_a_call_and_sends_each_once(world: World) -> None:
    replies = with_a_resting_channel(world, waiting=5)
    world.dispatch()
    ops.snapshot_and_reset()
    for _ in range(5):
        world.run_next()
    assert {name: spent["writes"] for name, spent in ops.snapshot_and_reset().items() if spent["writes"]} == {}
    assert [world.message(m).attempts for m in replies] == [1, 0, 0, 0, 0, 0]
    assert len(world.tasks) == 6
    world.settle()
    assert {world.message(m).status for m in replies} == {S.SENT}
    assert sorted(sent.message_id for sent in world.providers[Provider.WHATSAPP].accepted) == sorted(replies)


def test_tasks_that_come_twice_while_they_wait_do_not_become_more(world: World) -> None:
    replies = with_a_resting_channel(world, waiting=3)
    world.dispatch()
    world.providers[Provider.WHATSAPP].script = [ended(Outcome.RETRY, Blame.THROTTLE)] * 1000
    for _ in range(4):
        world.clock.at = max(task.due for task in world.tasks)
        for task in list(world.tasks):
            world.deliver_again(task)
        for _ in range(len(world.tasks)):
            world.run_next()
        assert len(world.tasks) <= 2 * len(replies)
    world.providers[Provider.WHATSAPP].script = []
    world.settle()
    assert sorted(sent.message_id for sent in world.providers[Provider.WHATSAPP].accepted) == sorted(replies)


def test_a_worker_killed_anywhere_while_messages_wait_sends_each_once(new_world: Callable[..., World]) -> None:
    def prepare() -> World:
        world = new_world()
        with_a_resting_channel(world, waiting=2)
        return world

    for point, world in crash_everywhere(prepare, World.settle, arm):
        sent = Counter(each.message_id for each in world.providers[Provider.WHATSAPP].accepted)
        assert set(sent.values()) == {1}, point
        assert {*world.statuses()} <= {S.RECEIVED, S.SENT, S.UNKNOWN}, point
        assert (len(sent), world.tasks, world.events) in ((2, [], []), (3, [], [])), point


def test_no_task_that_waits_gets_a_name_that_was_used_before() -> None:
    waits, waits_again = (service.Result(service.Done.WAITS, 1.0, attempt, 1000) for attempt in (0, 1))
    first = service.following(TASK, waits)
    early = service.following(first, waits)
    tried = service.following(early, service.Result(service.Done.LATER, 1.0, attempt=1))
    anew = service.following(tried, waits_again)
    assert len({TASK, first, early, tried, anew}) == 5
    assert service.following(TASK, waits) == first
    assert service.following(early, waits_again) == anew, "a copy that never tried joins the one that did"


def test_what_a_throttled_channel_keeps_for_an_hour_ends_where_people_see_it(world: World) -> None:
    world.deliver(says("hello"))
    world.settle()
    m = world.reply(contact_of()).id
    world.providers[Provider.WHATSAPP].script = [
        SendError("Wait.", outcome=Outcome.RETRY, blame=Blame.THROTTLE, provider_code="130429", retry_after_s=1200)
    ] * 50
    begun = world.clock.now()
    world.settle()
    assert (world.message(m).status, world.message(m).attempts) == (S.FAILED, 5)
    assert world.clock.now() - begun < timedelta(hours=2)
    assert len(world.documents("jobs")) == 1
