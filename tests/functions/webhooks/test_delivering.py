"""Telling webhooks: in the commit of what happened, at least once, under one id, for a day, and never inwards."""

import base64
import hmac
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from common.errors import Conflict
from common.jobs.registry import DELIVER_WEBHOOK
from common.models.asking import by_person
from common.models.dead_letter import LetterState
from common.models.incident import IncidentKind
from common.models.payloads import DeliveryPayload
from common.models.status import MessageStatus
from common.models.tenant import Caller, Role
from common.models.webhook import Delivery, DeliveryState, EventType, HookStatus, Webhook
from common.store import ops
from common.store.database import Database
from common.store.dead_letters import DeadLetters
from common.store.incidents import Incidents
from common.store.webhooks import Webhooks
from common.webhooks.calling import Called
from functions.inbox.schemas import message_view
from functions.webhooks.schemas import WebhookIn, WebhookMade, WebhookPatch
from functions.webhooks.service import delivering, editing, replaying
from tests.functions.crashes import crash_everywhere
from tests.functions.events import contact_of, receipt, says, stored_id
from tests.functions.world import World, arm

pytestmark = pytest.mark.emulator

ALL = [each for each in EventType if each is not EventType.TEST]


def owner(world: World) -> Caller:
    return Caller(tenant_id=world.t, role=Role.OWNER, id="ada", name="Ada")


def editing_of(world: World) -> editing.Stores:
    db = world.database()
    return editing.Stores(
        Webhooks(db), Incidents(db), world.vault, lambda host, port: world.names.get(host, []), frozenset()
    )


def hooked(world: World, *events: EventType, key: str = "one") -> WebhookMade:
    asked = WebhookIn(name="Shop", url="https://hooks.example.com/in", events=list(events) or ALL)
    return editing.create(owner(world), asked, key, key, world.clock.now(), with_=editing_of(world))


def webhooks(world: World) -> Webhooks:
    return Webhooks(Database(world.client))


def hook_of(world: World, made: WebhookMade) -> Webhook:
    return webhooks(world).get(world.t, made.id).value


def deliveries(world: World, made: WebhookMade) -> list[Delivery]:
    return list(webhooks(world).page(world.t, made.id, limit=100))


def meanwhile(world: World, act: Callable[[], object]) -> None:
    """Has something happen while the receiver thinks about the next try."""
    once = [act]
    world.receiver.reach = lambda: once.pop()() if once else None  # type: ignore[assignment]


def told(world: World) -> list[dict[str, Any]]:
    return [json.loads(body) for _, body in world.receiver.got]


def verified(made: WebhookMade, headers: dict[str, str], body: bytes) -> bool:
    key = base64.b64decode(made.secret.removeprefix("whsec_"))
    content = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    expected = "v1," + base64.b64encode(hmac.digest(key, content, "sha256")).decode()
    return expected in headers["webhook-signature"].split(" ")


def test_a_message_is_told_as_the_api_shows_it_and_signed(world: World) -> None:
    made = hooked(world)
    world.deliver(says("hello"))
    world.settle()
    [(headers, body)] = world.receiver.got
    said = json.loads(body)
    assert said["type"] == "message.received"
    shown = message_view(world.message(stored_id("hello"))).model_dump(mode="json")
    assert said["data"]["message"] == shown
    assert verified(made, dict(headers), body)
    [delivery] = deliveries(world, made)
    assert (delivery.state, delivery.event_id) == (DeliveryState.DELIVERED, headers["webhook-id"])
    assert [(a.number, a.status, a.error) for a in delivery.attempts] == [(1, 204, "")]


def test_a_reply_is_told_when_it_is_sent_and_when_it_is_read(world: World) -> None:
    world.deliver(says("hello"))
    world.settle()
    hooked(world)
    m = world.reply(world.message(stored_id("hello")).conversation_id).id
    world.settle()
    world.deliver(receipt(MessageStatus.READ, 5, message_id=m))
    world.deliver(receipt(MessageStatus.DELIVERED, 6, message_id=m))
    world.settle()
    statuses = [(each["type"], each["data"]["message"]["status"]) for each in told(world)]
    assert statuses == [("message.sent", "sent"), ("message.status", "read")]


def test_what_nobody_wants_is_not_written(world: World) -> None:
    hooked(world, EventType.BACKUP_COMPLETED)
    world.deliver(says("hello"))
    world.settle()
    assert world.documents("webhook_events", "webhook_deliveries") == {}


def test_a_tenant_without_webhooks_pays_nothing(world: World) -> None:
    stores = world.receiving()
    world.deliver(says("hello"), stores=stores)
    counted = ops.begin()
    world.deliver(says("again"), stores=stores)
    assert (counted.reads, counted.writes) == (1, 3)


def test_a_receiver_that_is_down_gets_everything_once_it_is_back(world: World) -> None:
    made = hooked(world)
    world.receiver.status = None
    world.deliver(says("one"))
    world.deliver(says("two", -50))
    world.dispatch()
    until = world.clock.now() + timedelta(hours=1)
    while min(task.due for task in world.tasks) < until:
        world.run_next()
    assert [each.state for each in deliveries(world, made)] == [DeliveryState.PENDING] * 2
    world.receiver.status = 200
    before = len(world.receiver.got)
    world.settle()
    assert len(world.receiver.got) == before + 2
    assert [each.state for each in deliveries(world, made)] == [DeliveryState.DELIVERED] * 2
    ids = {headers["webhook-id"] for headers, _ in world.receiver.got}
    assert ids == {each.event_id for each in deliveries(world, made)}
    log = deliveries(world, made)[0].attempts
    assert len(log) > 5
    assert {a.error for a in log[:-1]} == {"Nobody answers at this address."}
    assert (log[-1].status, log[-1].error) == (200, "")
    assert hook_of(world, made).failing_since is None


@pytest.mark.kills("deliver-webhook")
def test_wherever_it_is_killed_an_event_is_told_under_one_id_and_recorded_once(
    new_world: Callable[..., World],
) -> None:
    def prepare() -> World:
        world = new_world()
        hooked(world)
        world.deliver(says("hello"))
        world.receiver.status = 503
        return world

    def work(world: World) -> None:
        while world.events or len(world.receiver.got) < 2:
            world.dispatch()
            world.run_next()
        world.receiver.status = 200
        world.settle()

    for _, world in crash_everywhere(prepare, work, arm):
        assert len({headers["webhook-id"] for headers, _ in world.receiver.got}) == 1
        [delivery] = world.documents("webhook_deliveries").values()
        assert delivery["state"] == DeliveryState.DELIVERED
        [event] = world.documents("webhook_events").values()
        assert "sweep_at" not in event


def test_after_a_day_it_is_given_up_and_a_person_has_it_told_again(world: World) -> None:
    made = hooked(world)
    world.receiver.status = 500
    world.deliver(says("hello"))
    world.settle()
    [delivery] = deliveries(world, made)
    assert delivery.state is DeliveryState.DEAD
    assert delivery.attempts[-1].at - delivery.created_at > timedelta(hours=20)
    letters = DeadLetters(Database(world.client))
    assert letters.count(world.t, LetterState.FAILED) == 1
    world.receiver.status = 200
    replaying.replay(world.t, made.id, delivery.id, with_=world.telling())
    world.settle()
    assert deliveries(world, made)[0].state is DeliveryState.DELIVERED
    assert letters.count(world.t, LetterState.FAILED) == 0
    assert len({headers["webhook-id"] for headers, _ in world.receiver.got}) == 1


def test_only_what_was_given_up_before_the_asking_is_told_again(world: World) -> None:
    made = hooked(world)
    world.receiver.status = 500
    world.deliver(says("hello"))
    world.settle()
    [given_up] = deliveries(world, made)
    given_up_at = given_up.attempts[-1].at
    world.receiver.status = 200
    payload = DeliveryPayload(
        tenant_id=world.t, webhook_id=made.id, event_id=given_up.event_id, tries=given_up.tries - 1
    )
    world.enqueue(DELIVER_WEBHOOK, payload, again=by_person(given_up_at))
    world.settle()
    assert deliveries(world, made)[0].state is DeliveryState.DEAD
    world.enqueue(DELIVER_WEBHOOK, payload, again=by_person(given_up_at + timedelta(milliseconds=1)))
    world.settle()
    assert deliveries(world, made)[0].state is DeliveryState.DELIVERED


def test_all_that_was_given_up_since_a_moment_is_told_again(world: World) -> None:
    made, since = hooked(world), world.clock.now()
    world.receiver.status = 500
    world.deliver(says("one"))
    world.deliver(says("two", -50))
    world.settle()
    world.receiver.status = 200
    replayed = replaying.replay_since(world.t, made.id, since, with_=world.telling())
    assert (replayed.deliveries, replayed.more) == (2, False)
    world.settle()
    assert [each.state for each in deliveries(world, made)] == [DeliveryState.DELIVERED] * 2
    assert replaying.replay_since(world.t, made.id, since, with_=world.telling()).deliveries == 0


def test_nothing_is_told_again_while_a_webhook_is_off(world: World) -> None:
    made, since = hooked(world), world.clock.now()
    world.deliver(says("hello"))
    editing.change(owner(world), made.id, WebhookPatch(paused=True), world.clock.now(), with_=editing_of(world))
    replaying.test(owner(world), made.id, "try", world.clock.now(), webhooks=Webhooks(world.database()))
    world.settle()
    with pytest.raises(Conflict, match="paused"):
        replaying.replay_since(world.t, made.id, since, with_=world.telling())
    before = {each.event_type: each for each in deliveries(world, made)}
    assert before[EventType.MESSAGE_RECEIVED].state is DeliveryState.DEAD
    with pytest.raises(Conflict, match="paused"):
        replaying.replay(world.t, made.id, before[EventType.MESSAGE_RECEIVED].id, with_=world.telling())
    replaying.replay(world.t, made.id, before[EventType.TEST].id, with_=world.telling())
    world.settle()
    assert [each["type"] for each in told(world)] == ["webhook.test"] * 2


def test_a_webhook_that_is_gone_is_switched_off_with_an_incident_and_on_again_by_a_person(world: World) -> None:
    made = hooked(world, EventType.MESSAGE_RECEIVED)
    world.receiver.status = 410
    world.deliver(says("hello"))
    world.settle()
    incidents = Incidents(Database(world.client))
    assert hook_of(world, made).status is HookStatus.DISABLED
    assert [each.kind for each in incidents.list_open(world.t)] == [IncidentKind.WEBHOOK_DISABLED]
    world.deliver(says("unheard", -50))
    assert len(world.documents("webhook_events")) == 1
    editing.change(owner(world), made.id, WebhookPatch(paused=False), world.clock.now(), with_=editing_of(world))
    assert hook_of(world, made).status is HookStatus.ACTIVE
    assert list(incidents.list_open(world.t)) == []
    world.deliver(says("heard", -40))
    assert len(world.documents("webhook_events")) == 2


def test_a_webhook_that_fails_for_three_days_is_switched_off(world: World) -> None:
    made = hooked(world)
    world.receiver.status = 500
    world.deliver(says("first"))
    world.settle()
    assert hook_of(world, made).status is HookStatus.ACTIVE
    world.clock.at += timedelta(days=3)
    world.deliver(says("second", 3600 * 24 * 4))
    world.settle()
    assert hook_of(world, made).status is HookStatus.DISABLED
    assert "3 days" in hook_of(world, made).status_reason


def test_a_name_that_comes_to_lead_into_a_network_is_not_posted_to(world: World) -> None:
    made = hooked(world)
    world.names["hooks.example.com"] = ["93.184.216.34", "10.0.0.1"]
    world.deliver(says("hello"))
    world.dispatch()
    world.run_next()
    assert world.receiver.got == []
    assert "private network" in deliveries(world, made)[0].attempts[0].error


def test_for_a_day_is_signed_with_both_secrets(world: World) -> None:
    old = hooked(world)
    new = editing.rotate(owner(world), old.id, "again", world.clock.now(), with_=editing_of(world))
    assert editing.rotate(owner(world), old.id, "again", world.clock.now(), with_=editing_of(world)) == new
    world.deliver(says("one"))
    world.settle()
    headers, body = world.receiver.got[-1]
    assert verified(old, dict(headers), body)
    assert verified(new, dict(headers), body)
    world.clock.at += timedelta(hours=25)
    world.deliver(says("two", -50))
    world.settle()
    headers, body = world.receiver.got[-1]
    assert not verified(old, dict(headers), body)
    assert verified(new, dict(headers), body)


def test_a_paused_webhook_is_told_of_tests_only(world: World) -> None:
    made = hooked(world)
    editing.change(owner(world), made.id, WebhookPatch(paused=True), world.clock.now(), with_=editing_of(world))
    world.deliver(says("hello"))
    test = replaying.test(owner(world), made.id, "try", world.clock.now(), webhooks=Webhooks(world.database()))
    assert replaying.test(owner(world), made.id, "try", world.clock.now(), webhooks=webhooks(world)) == test
    world.settle()
    assert [each["type"] for each in told(world)] == ["webhook.test"]


def test_what_is_under_way_to_a_removed_webhook_is_not_told(world: World) -> None:
    made = hooked(world)
    world.deliver(says("hello"))
    editing.remove(owner(world), made.id, world.clock.now(), with_=editing_of(world))
    world.settle()
    assert world.receiver.got == []
    assert deliveries(world, made)[0].attempts[0].error == "The webhook was removed."


@pytest.mark.parametrize("status", [410, 500])
def test_a_webhook_that_is_removed_while_it_is_posted_to_leaves_no_incident_and_no_error(
    world: World, status: int
) -> None:
    made = hooked(world)
    world.receiver.status = status
    meanwhile(world, lambda: editing.remove(owner(world), made.id, world.clock.now(), with_=editing_of(world)))
    world.deliver(says("hello"))
    world.settle()
    assert [each.state for each in deliveries(world, made)] == [DeliveryState.DEAD]
    assert DeadLetters(Database(world.client)).count(world.t, LetterState.FAILED) == (status == 410)
    assert list(Incidents(Database(world.client)).list_open(world.t)) == []


@pytest.mark.parametrize("tries", [0, 1])
def test_what_is_erased_while_it_is_told_is_neither_tried_again_nor_under_way_for_ever(
    world: World, tries: int
) -> None:
    made = hooked(world, EventType.MESSAGE_RECEIVED)
    world.receiver.status = 503
    world.deliver(says("hello"))
    world.dispatch()
    for _ in range(tries):
        world.run_next()
    meanwhile(world, lambda: webhooks(world).erase_about(world.t, contact_of()))
    world.settle()
    assert len(world.receiver.got) == tries + 1
    assert deliveries(world, made) == []
    assert DeadLetters(Database(world.client)).count(world.t, LetterState.FAILED) == 0


def test_a_receiver_that_names_when_it_wants_to_be_asked_again_is_left_alone_until_then(world: World) -> None:
    made = hooked(world)
    world.receiver.status, world.receiver.retry_after_s = 429, 600
    world.deliver(says("hello"))
    world.dispatch()
    world.run_next()
    [delivery] = deliveries(world, made)
    assert delivery.next_at == world.clock.now() + timedelta(seconds=600)
    assert delivery.attempts[0].error == "The receiver answered 429."


def test_a_redirect_is_told_as_what_it_is() -> None:
    assert delivering.explained(Called(302, 3)).startswith("The receiver answered with a redirect")
