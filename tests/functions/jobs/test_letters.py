"""Failed work: seen with every try, done again once, or discarded with a reason."""

from datetime import timedelta

import pytest

from common.channels.base import Blame, Outcome, SendError
from common.config import Settings
from common.errors import Conflict, Forbidden, NotFound
from common.jobs.queues import QueueState
from common.jobs.registry import registry
from common.models.channel import ChannelStatus, Provider
from common.models.dead_letter import LetterState
from common.models.ids import MessageId, TenantId
from common.models.payloads import MessagePayload
from common.models.status import MessageStatus as S
from common.models.tenant import Caller, Role
from common.store.database import Database
from common.store.dead_letters import DeadLetters
from functions.jobs.schemas import Letter, LetterQuery, QueueView
from functions.jobs.service import letters as service
from functions.jobs.service import watching
from tests.functions.events import contact_of, says
from tests.functions.racing import race
from tests.functions.world import WHATSAPP, World

pytestmark = pytest.mark.emulator

BUSY = SendError("It is busy.", outcome=Outcome.RETRY, blame=Blame.THROTTLE, provider_code="429")


def keep(world: World) -> DeadLetters:
    return DeadLetters(Database(world.client))


def me(world: World) -> Caller:
    return Caller(tenant_id=world.t, role=Role.ADMIN, id="ben", name="Ben")


def with_a_failed_reply(world: World) -> MessageId:
    world.deliver(says("hello"))
    world.settle()
    world.providers[Provider.WHATSAPP].script = [BUSY] * 50
    m = world.reply(contact_of()).id
    world.settle()
    world.providers[Provider.WHATSAPP].script = []
    return m


def only(world: World, state: LetterState = LetterState.FAILED) -> Letter:
    [letter] = service.list_letters(world.t, LetterQuery(state=state), letters=keep(world)).items
    return letter


def retry(world: World, id_: str) -> Letter:
    return service.retry(me(world), id_, world.clock.now(), letters=keep(world), enqueue=world.enqueue)


def test_a_message_that_no_try_could_send_is_sent_once_when_a_person_has_it_done_again(world: World) -> None:
    m = with_a_failed_reply(world)
    letter = only(world)
    assert (letter.job, letter.subject, letter.queue) == ("send-message", m, "send")
    assert retry(world, letter.id).state is LetterState.QUEUED
    world.settle()
    assert world.message(m).status is S.SENT
    assert len(world.providers[Provider.WHATSAPP].accepted) == 1
    with pytest.raises(NotFound):
        service.get_letter(world.t, letter.id, letters=keep(world))


def test_work_that_fails_again_is_the_same_letter_with_more_tries(world: World) -> None:
    with_a_failed_reply(world)
    before = only(world)
    world.providers[Provider.WHATSAPP].script = [BUSY] * 50
    world.clock.at += timedelta(minutes=1)
    retry(world, before.id)
    world.settle()
    after = only(world)
    assert (after.id, after.failures, after.first_failed_at) == (before.id, 2, before.first_failed_at)
    assert after.last_failed_at > before.last_failed_at
    assert [each.at for each in after.attempts] == sorted(each.at for each in after.attempts)


def test_two_people_who_retry_at_once_send_once(world: World) -> None:
    m = with_a_failed_reply(world)
    letter = only(world)
    race([lambda: retry(world, letter.id)] * 4)
    world.settle()
    assert world.message(m).status is S.SENT
    assert len(world.providers[Provider.WHATSAPP].accepted) == 1


def test_a_retry_on_a_clock_that_is_behind_the_failures_is_a_retry_all_the_same(world: World) -> None:
    m = with_a_failed_reply(world)
    world.clock.at -= timedelta(milliseconds=20)
    retry(world, only(world).id)
    world.settle()
    assert world.message(m).status is S.SENT


@pytest.mark.parametrize("pause", [timedelta(0), timedelta(minutes=1)], ids=["at once", "later"])
def test_the_task_of_a_retry_that_comes_twice_has_it_done_again_once(pause: timedelta, world: World) -> None:
    m = with_a_failed_reply(world)
    world.clock.at += pause
    world.set_channel(WHATSAPP, ChannelStatus.PAUSED)
    retry(world, only(world).id)
    [task] = world.tasks
    world.settle()
    assert world.message(m).status is S.FAILED
    world.set_channel(WHATSAPP, ChannelStatus.ACTIVE)
    world.deliver_again(task)
    world.settle()
    assert world.message(m).status is S.FAILED
    assert world.providers[Provider.WHATSAPP].accepted == []


def test_a_failure_after_the_asking_holds(world: World) -> None:
    m = with_a_failed_reply(world)
    retry(world, only(world).id)
    failed_at = world.clock.now() + timedelta(seconds=1)
    world.receiving().messages.patch(world.t, m, {"status_at.failed": failed_at})
    world.settle()
    assert world.message(m).status is S.FAILED
    assert world.providers[Provider.WHATSAPP].accepted == []


def test_all_of_a_kind_are_done_again_and_no_others(world: World) -> None:
    kept = keep(world)
    for number in range(3):
        payload = MessagePayload(tenant_id=world.t, message_id=MessageId(f"m{number}"), channel_id="c")
        kept.bury("fetch-media", payload, "It is gone.", 0, world.clock.now())
    other = MessagePayload(tenant_id=world.t, message_id=MessageId("m9"), channel_id="c")
    kept.bury("send-message", other, "It is gone.", 0, world.clock.now())
    done = service.retry_all(me(world), "fetch-media", world.clock.now(), letters=kept, enqueue=world.enqueue)
    assert (done.queued, done.more) == (3, False)
    assert {task.job.name for task in world.tasks} == {"fetch-media"}
    assert only(world).job == "send-message"


def test_discarded_work_says_by_whom_and_why(world: World) -> None:
    with_a_failed_reply(world)
    letter = only(world)
    service.discard(me(world), letter.id, "She called.", world.clock.now(), letters=keep(world))
    gone = only(world, LetterState.DISCARDED)
    assert (gone.discarded_by, gone.discard_reason) == ("Ben", "She called.")
    assert world.tasks == []


def test_a_message_of_unknown_outcome_cannot_be_sent_again_blindly(world: World) -> None:
    payload = MessagePayload(tenant_id=world.t, message_id=MessageId("m1"), channel_id="c")
    keep(world).show_unknown("send-message", payload, "Nobody knows.", world.clock.now())
    with pytest.raises(Conflict, match="Open its conversation"):
        retry(world, only(world, LetterState.UNKNOWN).id)
    assert world.tasks == []


def test_work_whose_queue_still_tries_is_not_doubled_and_work_that_fell_silent_is_done_again(world: World) -> None:
    payload = MessagePayload(tenant_id=world.t, message_id=MessageId("m1"), channel_id="c")
    keep(world).note("fetch-media", payload, "It is down.", 3, world.clock.now())
    id_ = only(world, LetterState.RETRYING).id
    pauses_s = [queue.max_backoff_s for queue in registry().queues.values()]
    world.clock.at += timedelta(seconds=max(pauses_s) * 1.5)
    with pytest.raises(Conflict, match="tries it again by itself"):
        retry(world, id_)
    assert world.tasks == []
    world.clock.at += timedelta(hours=1)
    assert retry(world, id_).state is LetterState.QUEUED
    assert [(task.job.name, task.payload) for task in world.tasks] == [("fetch-media", payload)]


def test_letters_of_another_tenant_are_not_there(world: World) -> None:
    with_a_failed_reply(world)
    letter = only(world)
    stranger = Caller(tenant_id=TenantId("another"), role=Role.OWNER, id="eve")
    with pytest.raises(NotFound):
        service.retry(stranger, letter.id, world.clock.now(), letters=keep(world), enqueue=world.enqueue)
    with pytest.raises(NotFound):
        service.discard(stranger, letter.id, "Mine.", world.clock.now(), letters=keep(world))


def test_pages_of_letters_visit_each_once(world: World) -> None:
    for number in range(7):
        payload = MessagePayload(tenant_id=world.t, message_id=MessageId(f"m{number}"), channel_id="c")
        # Three of a moment: a page may end between letters of the same time.
        at = world.clock.now() + timedelta(seconds=number // 3)
        keep(world).bury("fetch-media", payload, "It is gone.", 0, at)
    seen: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        page = service.list_letters(world.t, LetterQuery(limit=2, cursor=cursor), letters=keep(world))
        seen += [letter.subject for letter in page.items]
        cursor = page.next_cursor
    assert sorted(seen) == [f"m{n}" for n in range(7)]


# queues


class _Queues:
    def __init__(self) -> None:
        self.paused: set[str] = set()

    def look(self) -> list[QueueState]:
        names = [name for queue in registry().queues.values() for name in queue.queue_names()]
        return [QueueState(name, name in self.paused, 2, None, 1, 3, 10.0) for name in names]

    def pause(self, name: str) -> None:
        self.paused.add(name)

    def resume(self, name: str) -> None:
        self.paused.discard(name)


HAVE = Settings(google_cloud_project="demo-tests", operators="home/ada, home/key:ops")
ADA = Caller(tenant_id=TenantId("home"), role=Role.ADMIN, id="ada")


@pytest.mark.parametrize(
    "caller",
    [
        Caller(tenant_id=TenantId("home"), role=Role.OWNER, id="ben"),
        Caller(tenant_id=TenantId("elsewhere"), role=Role.OWNER, id="ada"),
        Caller(tenant_id=TenantId("home"), role=Role.OWNER, id="key:other"),
    ],
)
def test_no_role_in_a_tenant_opens_the_queues_of_all(caller: Caller, world: World) -> None:
    queues = _Queues()
    with pytest.raises(Forbidden):
        watching.list_queues(caller, HAVE, world.clock.now(), queues=queues, letters=keep(world))
    with pytest.raises(Forbidden):
        watching.set_paused(caller, HAVE, "send", True, queues=queues)
    assert queues.paused == set()


def look(world: World, queues: _Queues) -> dict[str, QueueView]:
    listed = watching.list_queues(ADA, HAVE, world.clock.now(), queues=queues, letters=keep(world))
    return {queue.name: queue for queue in listed.items}


def test_failed_tries_of_the_last_hour_are_counted_by_queue(world: World) -> None:
    # A time of its own: other tests' failures are counted, too.
    world.clock.at += timedelta(days=int(world.t[1:7], 16) % 100_000)
    payload = MessagePayload(tenant_id=world.t, message_id=MessageId("m1"), channel_id="c")
    keep(world).note("send-message", payload, "It is busy.", 0, world.clock.now() - timedelta(hours=2))
    keep(world).note("send-message", payload, "It is busy.", 1, world.clock.now() - timedelta(minutes=50))
    keep(world).bury("send-message", payload, "It is busy.", 2, world.clock.now())
    keep(world).settle("send-message", payload)
    shown = look(world, _Queues())
    assert (shown["send"].failures_last_hour, shown["media"].failures_last_hour) == (2, 0)


def test_a_queue_is_shown_and_paused_with_all_its_shards(world: World) -> None:
    queues = _Queues()
    watching.set_paused(ADA, HAVE, "send", True, queues=queues)
    assert queues.paused == {f"send-{n}" for n in range(8)}
    shown = look(world, queues)
    assert (shown["send"].paused, shown["send"].depth, shown["bulk"].paused) == (True, 16, False)
    watching.set_paused(ADA, HAVE, "send", False, queues=queues)
    assert queues.paused == set()
    with pytest.raises(NotFound):
        watching.set_paused(ADA, HAVE, "nothing", True, queues=queues)
