"""Webhooks in any order: preview, route, window and status are those of the newest."""

from collections.abc import Callable
from datetime import timedelta
from itertools import permutations

import pytest

from common.clock import epoch_ms
from common.models.channel import Provider
from common.models.inbound import Deletion, Edit, NumberChange, Sender
from common.models.routing import find_route
from common.models.status import MessageStatus as S
from common.store.channels import Channels
from common.store.conversations import Conversations
from common.store.database import Database
from functions.contacts.service import linking as contacts_service
from tests.functions.events import (
    ANA,
    ANA_BOTH,
    ANA_TELEGRAM,
    ANA_USER,
    CHAT,
    PHONE,
    USER,
    at,
    contact_of,
    receipt,
    says,
    stored_id,
)
from tests.functions.world import NOW, TELEGRAM, WHATSAPP, World

pytestmark = pytest.mark.emulator


def route_of(world: World):
    db = Database(world.client)
    found = Conversations(db).find(world.t, contact_of())
    assert found is not None
    return find_route(
        found.value.last_inbound_ms, found.value.endpoints, Channels(db).list_all(world.t), world.clock.now()
    )


@pytest.mark.parametrize("order", permutations(range(4)), ids=lambda order: "".join(map(str, order)))
def test_messages_in_any_order_end_in_the_same_state(order: tuple[int, ...], world: World) -> None:
    events = [says("first", -400), says("second", -300), says("our phone", -200, echo=True), says("newest", -100)]
    world.deliver(events[0].model_copy(update={"provider_message_id": "founding", "at": at(-500)}))
    for n in order:
        world.deliver(events[n])
    [conversation] = world.documents("conversations").values()
    assert conversation["preview"]["text"] == "newest"
    assert conversation["preview"]["at_ms"] == conversation["last_message_ms"] == epoch_ms(at(-100))
    assert conversation["last_inbound_ms"] == {WHATSAPP: epoch_ms(at(-100))}
    assert conversation["unread"] == 4
    assert world.counted() == {"messages_in": 4, "messages_echoed": 1}


@pytest.mark.parametrize("order", permutations(range(3)), ids=lambda order: "".join(map(str, order)))
def test_the_route_is_the_channel_heard_last_by_the_providers_time(order: tuple[int, ...], world: World) -> None:
    world.deliver(says("founding", -1000))
    contacts_service.link(
        world.t, contact_of(), TELEGRAM, CHAT.value, NOW, stores=world.keeping(), enqueue=world.enqueue
    )
    events = [
        (says("WhatsApp, early", -300), WHATSAPP),
        (says("Telegram", -200, sender=ANA_TELEGRAM), TELEGRAM),
        (says("WhatsApp, earlier still", -400), WHATSAPP),
    ]
    for n in order:
        event, channel = events[n]
        world.deliver(event, on=channel)
    route = route_of(world)
    assert route.channel_id == TELEGRAM
    assert route.provider is Provider.TELEGRAM
    assert not route.needs_template
    assert len(world.documents("conversations")) == 1


def test_a_redelivery_a_week_late_neither_takes_the_route_nor_opens_a_window(world: World) -> None:
    world.deliver(says("hello", -60))
    world.clock.at += timedelta(days=7)
    world.deliver(says("hello", -60))
    world.deliver(says("late", -90))
    route = route_of(world)
    assert route.last_inbound_at == at(-60)
    assert route.needs_template
    [conversation] = world.documents("conversations").values()
    assert conversation["unread"] == 2
    assert conversation["preview"]["text"] == "hello"


def test_a_providers_clock_far_ahead_does_not_hold_the_window_open(world: World) -> None:
    world.deliver(says("from next year", 365 * 86_400))
    assert route_of(world).last_inbound_at == NOW


@pytest.mark.parametrize("known", [ANA, ANA_USER, ANA_BOTH], ids=["phone", "user id", "both"])
def test_a_new_number_leads_to_whoever_one_of_the_old_addresses_leads_to(known: Sender, world: World) -> None:
    world.deliver(says("hello", -60, sender=known))
    new = PHONE.model_copy(update={"value": "4915100000002"})
    world.deliver(NumberChange(old=(PHONE, USER), new=(new,), at=at(-10)))
    world.deliver(says("from the new number", -5, sender=Sender(addresses=(new,))))
    assert len(world.documents("contacts")) == 1
    assert world.documents("notices") == {}


REPORTS = [(S.SENT, 1), (S.DELIVERED, 2), (S.READ, 3), (S.FAILED, 4)]


@pytest.mark.parametrize("order", permutations(REPORTS), ids=lambda order: "-".join(s for s, _ in order))
def test_receipts_in_any_order_end_in_the_same_message(
    order: tuple[tuple[S, int], ...], new_world: Callable[..., World]
) -> None:
    world = new_world()
    world.deliver(says("hello"))
    message = world.reply(contact_of())
    world.settle()
    for status, s in order:
        world.deliver(receipt(status, s, message_id=message.id))
    stored = world.message(message.id)
    assert stored.status is S.READ
    assert stored.failure is None
    assert {name: when for name, when in stored.status_at.items() if name in ("delivered", "read", "failed")} == {
        "delivered": at(2),
        "read": at(3),
        "failed": at(4),
    }


def test_read_implies_delivered_even_if_no_report_of_delivery_ever_comes(world: World) -> None:
    world.deliver(says("echo", -60, echo=True))
    world.deliver(receipt(S.READ, 1, wamid="echo"))
    world.deliver(receipt(S.DELIVERED, 0, wamid="echo"))
    assert world.message(stored_id("echo")).status is S.READ


def test_a_failure_after_delivery_is_dated_but_does_not_count(world: World) -> None:
    world.deliver(says("echo", -60, echo=True))
    world.deliver(receipt(S.DELIVERED, 1, wamid="echo"))
    world.deliver(receipt(S.FAILED, 2, wamid="echo"))
    message = world.message(stored_id("echo"))
    assert (message.status, message.failure) == (S.DELIVERED, None)


def test_a_receipt_for_another_channels_message_is_not_taken(world: World) -> None:
    world.deliver(says("echo", -60, echo=True))
    world.deliver(receipt(S.READ, 1, message_id=stored_id("echo")), on=TELEGRAM)
    assert world.message(stored_id("echo")).status is S.SENT


@pytest.mark.parametrize("hostile", ["../../x", "a/b", "__x__", "x" * 2000])
def test_a_receipt_with_somebody_elses_id_is_parked(hostile: str, world: World) -> None:
    world.deliver(receipt(S.READ, 1, message_id=hostile, wamid="unknown"))
    assert len(world.documents("parked_receipts")) == 1


CHANGES = [
    Edit(sender=ANA, provider_message_id="hello", at=at(1), text="first edit"),
    Edit(sender=ANA, provider_message_id="hello", at=at(2), text="second edit"),
    says("hello", 0),
]


@pytest.mark.parametrize("order", permutations(CHANGES), ids=lambda order: "-".join(e.text for e in order))
def test_edits_in_any_order_end_with_the_last(order, world: World) -> None:
    for event in order:
        world.deliver(event)
    world.settle()
    message = world.message(stored_id("hello"))
    assert (message.text, message.edited_at) == ("second edit", at(2))
    [conversation] = world.documents("conversations").values()
    assert conversation["preview"]["text"] == "second edit"
    assert world.documents("parked_receipts") == {}


@pytest.mark.parametrize("order", permutations([Deletion(sender=ANA, provider_message_id="hello", at=at(3)), *CHANGES]))
def test_what_was_taken_back_stays_so_in_any_order(order, world: World) -> None:
    for event in order:
        world.deliver(event)
    world.settle()
    message = world.message(stored_id("hello"))
    assert (message.text, message.deleted_at) == ("", at(3))
    [conversation] = world.documents("conversations").values()
    assert conversation["preview"]["text"] == ""


def test_an_edit_of_an_older_message_leaves_the_preview(world: World) -> None:
    world.deliver(says("hello", -60), says("newer", -30))
    world.deliver(CHANGES[0])
    [conversation] = world.documents("conversations").values()
    assert conversation["preview"]["text"] == "newer"


def test_a_parked_receipt_whose_message_never_comes_is_kept_for_people(world: World) -> None:
    world.deliver(receipt(S.READ, 1, wamid="another system's"))
    world.settle()
    [parked] = world.documents("parked_receipts").values()
    assert parked["state"] == "unmatched"
    assert world.answers[-1] == ("settle-receipt", 204)
    assert world.documents("jobs") == {}
