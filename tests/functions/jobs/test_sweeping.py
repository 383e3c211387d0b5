"""The sweep finds what lost its task or its worker, and nothing else; a second sweep changes nothing."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from common.channels.base import Blame, Outcome, SendError
from common.log import Alarm
from common.models.channel import Provider
from common.models.dead_letter import LetterState
from common.models.ids import MessageId, random_id
from common.models.long_job import LongJob, LongJobState
from common.models.payloads import RollUpPayload
from common.models.periods import Grain
from common.models.status import MessageStatus as S
from common.models.webhook import EventType, Webhook
from common.store import ops
from common.store.campaigns import Campaigns
from common.store.database import Database
from common.store.dead_letters import DeadLetters
from common.store.long_jobs import LongJobs
from common.store.messages import SWEEP_AFTER, Messages
from common.store.webhooks import Webhooks
from functions.jobs.service import sweeping
from functions.send.service import sending
from functions.webhooks.service import secrets
from tests.functions.crashes import Crash, crash_everywhere
from tests.functions.events import contact_of, receipt, says
from tests.functions.world import World, arm

pytestmark = pytest.mark.emulator

LATER = SWEEP_AFTER + timedelta(minutes=6)
NO_ANSWER = SendError("Nobody answers.", outcome=Outcome.UNKNOWN, blame=Blame.TRANSIENT, provider_code="timeout")


class _OfOneTenant(Messages):
    """The emulator is shared: what other tests left overdue is theirs."""

    def __init__(self, world: World) -> None:
        super().__init__(world.database())
        self._t = world.t

    def find_overdue(self, now, *, limit):
        return [each for each in super().find_overdue(now, limit=1000) if each[0] == self._t]


class _LongJobsOfOneTenant(LongJobs):
    def __init__(self, world: World) -> None:
        super().__init__(world.database())
        self._t = world.t

    def find_silent(self, before, *, limit):
        return [each for each in super().find_silent(before, limit=1000) if each[0] == self._t]


class _WebhooksOfOneTenant(Webhooks):
    def __init__(self, world: World) -> None:
        super().__init__(world.database())
        self._t = world.t

    def events_overdue(self, now, *, limit):
        return [each for each in super().events_overdue(now, limit=1000) if each[0] == self._t]

    def deliveries_overdue(self, now, *, limit):
        return [each for each in super().deliveries_overdue(now, limit=1000) if each[0] == self._t]


def sweep(world: World) -> sweeping.Swept:
    db = world.database()
    stores = sweeping.Stores(
        _OfOneTenant(world),
        Campaigns(db),
        DeadLetters(db),
        _LongJobsOfOneTenant(world),
        _WebhooksOfOneTenant(world),
    )
    return sweeping.sweep(
        world.clock.now(), stores=stores, enqueue=world.enqueue, give_up=world.give_up, in_time=lambda: False
    )


def with_a_lost_reply(world: World) -> MessageId:
    """A reply whose event never reached `dispatch`."""
    world.deliver(says("hello"))
    world.settle()
    m = world.reply(contact_of()).id
    world.events.clear()
    return m


def wait(world: World, time: timedelta) -> None:
    world.clock.at += time


def letters(world: World, state: LetterState) -> list[str]:
    found = DeadLetters(Database(world.client)).page(world.t, limit=10, state=state)
    return [letter.subject for letter in found]


def test_a_message_without_a_task_is_sent_once_and_never_looked_at_again(world: World) -> None:
    m = with_a_lost_reply(world)
    assert sweep(world) == (0, 0, 0)
    wait(world, LATER)
    assert sweep(world) == (1, 0, 0)
    world.settle()
    assert world.message(m).status is S.SENT
    assert len(world.providers[Provider.WHATSAPP].accepted) == 1
    wait(world, timedelta(days=1))
    assert sweep(world) == (0, 0, 0)


def test_a_message_that_fails_before_the_sweeps_task_comes_stays_failed(world: World) -> None:
    m = with_a_lost_reply(world)
    wait(world, LATER)
    assert sweep(world) == (1, 0, 0)
    sending.give_up(world.t, m, "It is over.", with_=world.sending())
    wait(world, timedelta(seconds=1))
    world.settle()
    assert world.message(m).status is S.FAILED
    assert world.providers[Provider.WHATSAPP].accepted == []


def test_what_is_sent_in_time_costs_the_sweep_nothing(world: World) -> None:
    world.deliver(says("hello"))
    world.settle()
    world.reply(contact_of())
    world.settle()
    wait(world, timedelta(days=1))
    db = world.database()
    ops.snapshot_and_reset()
    assert Messages(db).find_overdue(world.clock.now(), limit=1000) == [] or sweep(world) == (0, 0, 0)


def test_a_claim_whose_worker_died_becomes_unknown_is_shown_and_goes_once_the_provider_reports(world: World) -> None:
    m = with_a_lost_reply(world)
    wait(world, LATER)
    sweep(world)
    world.breaker.at, world.breaker.passed = 3, 0  # behind the claim, in front of the provider
    with pytest.raises(Crash):
        world.settle()
    world.tasks.clear()
    world.breaker.at = 0
    assert world.message(m).status is S.SENDING
    wait(world, timedelta(minutes=3))
    assert sweep(world) == (1, 0, 0)
    world.settle()
    assert world.message(m).status is S.UNKNOWN
    assert letters(world, LetterState.UNKNOWN) == []
    wait(world, timedelta(hours=1, minutes=1))
    sweep(world)
    assert letters(world, LetterState.UNKNOWN) == [m]
    world.deliver(receipt(S.DELIVERED, 100, message_id=m))
    sweep(world)
    assert letters(world, LetterState.UNKNOWN) == []
    assert world.message(m).sweep_at is None
    assert world.providers[Provider.WHATSAPP].accepted == []


def test_an_unknown_outcome_is_shown_once_and_stays_discarded(world: World) -> None:
    world.providers[Provider.WHATSAPP].script = [NO_ANSWER]
    world.deliver(says("hello"))
    world.settle()
    m = world.reply(contact_of()).id
    world.settle()
    wait(world, timedelta(hours=1, minutes=1))
    sweep(world)
    [path] = world.documents("jobs")
    found = DeadLetters(world.database()).find(world.t, path.removeprefix("jobs/"))
    assert found is not None
    DeadLetters(world.database()).change(world.t, found.value.id, {"state": LetterState.DISCARDED}, found.updated_at)
    wait(world, timedelta(hours=7))
    sweep(world)
    assert letters(world, LetterState.UNKNOWN) == []
    wait(world, timedelta(days=9))
    sweep(world)
    assert world.message(m).sweep_at is None


def test_a_sweep_that_dies_anywhere_sends_once(new_world: Callable[..., World]) -> None:
    def prepare() -> World:
        world = new_world()
        with_a_lost_reply(world)
        wait(world, LATER)
        return world

    def work(world: World) -> None:
        sweep(world)
        world.settle()

    for point, world in crash_everywhere(prepare, work, arm):
        sent = len(world.providers[Provider.WHATSAPP].accepted)
        assert sent <= 1, point
        # A worker that dies around the provider's call leaves the message unknown; that is never sent again.
        assert S.SENT in world.statuses() or S.UNKNOWN in world.statuses(), point


# long-running work


def long_job(world: World, **more: object) -> LongJob:
    payload = RollUpPayload(tenant_id=world.t, grain=Grain.HOUR, slot="backfill")
    now = world.clock.now()
    made = LongJob.model_validate(
        {
            "id": random_id(),
            "job": "roll-up",
            "subject": "x",
            "payload": payload.model_dump(mode="json"),
            "started_at": now,
            "heartbeat_at": now,
            **more,
        }
    )
    jobs = LongJobs(world.database())
    jobs.commit(jobs.start(world.t, made))
    return made


def read(world: World, job: LongJob) -> LongJob:
    found = LongJobs(Database(world.client)).find(world.t, job.id)
    assert found is not None
    return found


def test_silent_work_is_queued_again_within_two_minutes(world: World) -> None:
    job = long_job(world)
    wait(world, timedelta(seconds=59))
    assert sweep(world) == (0, 0, 0)
    wait(world, timedelta(seconds=60))
    assert sweep(world) == (0, 1, 0)
    [task] = world.tasks
    assert (task.job.name, task.payload.model_dump(mode="json")) == ("roll-up", job.payload)
    assert sweep(world) == (0, 0, 0)


def test_work_that_never_gets_on_fails_where_people_see_it(world: World, alarms: list[str]) -> None:
    job = long_job(world)
    for _ in range(sweeping.REVIVALS + 1):
        wait(world, timedelta(seconds=90))
        sweep(world)
    ended = read(world, job)
    assert (ended.state, ended.finished_at) == (LongJobState.FAILED, world.clock.now())
    assert len(world.tasks) == sweeping.REVIVALS
    assert letters(world, LetterState.FAILED) == [Grain.HOUR]
    assert alarms == [Alarm.DEAD_LETTER]


def test_work_that_gets_on_a_little_each_time_is_not_given_up(world: World) -> None:
    job = long_job(world)
    jobs = LongJobs(world.database())
    for done in range(sweeping.REVIVALS + 3):
        jobs.commit(jobs.advance(world.t, job.id, world.clock.now(), done=done))
        wait(world, timedelta(seconds=90))
        sweep(world)
    assert read(world, job).state is LongJobState.RUNNING


def hooked(world: World) -> None:
    """A webhook of the tenant wants to hear of what comes in."""
    sealed = secrets.sealed(world.t, "hook", "whsec_" + "QUFB" * 11, "", world.vault)
    wanted = {"events": [EventType.MESSAGE_RECEIVED], "url": "https://hooks.example.com/", "sealed": sealed}
    hook = Webhook.model_validate({**wanted, "id": "hook", "created_at": world.clock.now()})
    Webhooks(world.database()).create(world.t, hook)


def test_an_event_whose_trigger_was_lost_is_told_once_and_never_looked_at_again(world: World) -> None:
    hooked(world)
    world.deliver(says("hello"))
    world.events.clear()
    assert sweep(world) == (0, 0, 0)
    wait(world, LATER)
    assert sweep(world) == (0, 0, 1)
    world.settle()
    assert len(world.receiver.got) == 1
    wait(world, timedelta(days=1))
    assert sweep(world) == (0, 0, 0)


def test_a_delivery_whose_next_task_was_lost_is_tried_again(world: World) -> None:
    hooked(world)
    world.receiver.status = 503
    world.deliver(says("hello"))
    world.dispatch()
    world.run_next()
    world.tasks.clear()
    world.receiver.status = 204
    wait(world, LATER)
    assert sweep(world) == (0, 0, 1)
    world.settle()
    assert len(world.receiver.got) == 2
    [delivery] = world.documents("webhook_deliveries").values()
    assert delivery["state"] == "delivered"
