"""The main job: a message comes in, a reply leaves through the contact's last channel and through no other."""

from datetime import datetime

import pytest

from tests.conftest import RunningStack
from tests.flows.driving import DAY_S, HOUR_S, Clock, Customer, Tenant, texts

pytestmark = pytest.mark.flow


def _link_telegram(acme: Tenant, customer: Customer, contact_id: str) -> None:
    body = {"channel_id": acme.telegram["id"], "address": customer.telegram_chat_id}
    linked = acme.call("POST", f"contacts/{contact_id}/identities", json=body)
    assert linked.status_code == 200, linked.text


def test_a_whatsapp_message_appears_with_its_route(acme: Tenant, customer: Customer, clock: Clock) -> None:
    customer.write(acme.whatsapp["id"], "Is the rye bread fresh?", at=clock.now_s)
    conversation = acme.conversation(customer.address)
    route = conversation["route"]
    assert (route["channel_id"], route["provider"]) == (acme.whatsapp["id"], "whatsapp")
    assert (route["reason"], route["needs_template"]) == ("last_heard", False)
    left_s = datetime.fromisoformat(route["window_expires_at"]).timestamp() - clock.now_s
    assert DAY_S - HOUR_S < left_s <= DAY_S
    assert conversation["preview"]["text"] == "Is the rye bread fresh?"
    assert conversation["unread"] == 1


def test_a_reply_leaves_through_the_channel_that_was_heard_last_and_no_other(
    stack: RunningStack, acme: Tenant, customer: Customer, clock: Clock
) -> None:
    customer.write(acme.whatsapp["id"], "Hello")
    contact_id = acme.conversation(customer.address)["id"]
    _link_telegram(acme, customer, contact_id)
    assert [found["id"] for found in acme.found(customer.telegram_chat_id)] == [contact_id]
    customer.write(acme.telegram["id"], "Now from Telegram")

    conversation = acme.conversation(customer.address)
    assert conversation["id"] == contact_id
    route = conversation["route"]
    assert (route["channel_id"], route["reason"]) == (acme.telegram["id"], "last_heard")
    assert (route["window_expires_at"], route["needs_template"]) == (None, False)
    assert acme.delivered(contact_id, "Answer")["status"] == "sent"
    assert customer.texts(acme.telegram["id"]) == ["Answer"]
    assert customer.texts(acme.whatsapp["id"]) == []

    customer.write(acme.whatsapp["id"], "Stuck in the tunnel", at=clock.now_s - HOUR_S)
    after = acme.conversation(customer.address)["route"]
    assert after["version"] == route["version"]
    assert acme.delivered(contact_id, "Second answer")["channel_id"] == acme.telegram["id"]
    assert customer.texts() == ["Answer", "Second answer"]
    # The newest message stays the preview, whatever came in late.
    assert acme.conversation(customer.address)["preview"]["text"] == "Second answer"
    thread = ["Second answer", "Answer", "Now from Telegram", "Hello", "Stuck in the tunnel"]
    assert texts(acme.messages(contact_id)) == thread


def test_an_older_message_of_the_same_channel_neither_moves_the_route_nor_shortens_the_window(
    acme: Tenant, customer: Customer, clock: Clock
) -> None:
    customer.write(acme.telegram["id"], "An hour ago", at=clock.now_s - HOUR_S)
    contact_id = acme.conversation(customer.telegram_chat_id)["id"]
    body = {"channel_id": acme.whatsapp["id"], "address": customer.address}
    assert acme.call("POST", f"contacts/{contact_id}/identities", json=body).status_code == 200
    customer.write(acme.whatsapp["id"], "Now")
    before = acme.conversation(customer.address)["route"]
    customer.write(acme.whatsapp["id"], "Delayed for two hours", at=clock.now_s - 2 * HOUR_S)
    assert acme.conversation(customer.address)["route"] == before
    assert before["channel_id"] == acme.whatsapp["id"]


def test_of_two_messages_of_the_same_second_the_one_that_came_later_decides(
    acme: Tenant, customer: Customer, clock: Clock
) -> None:
    second = int(clock.now_s)
    customer.write(acme.whatsapp["id"], "One", at=second)
    contact_id = acme.conversation(customer.address)["id"]
    _link_telegram(acme, customer, contact_id)
    customer.write(acme.telegram["id"], "Two", at=second)
    assert acme.conversation(customer.address)["route"]["channel_id"] == acme.telegram["id"]
    customer.write(acme.whatsapp["id"], "Three", at=second)
    assert acme.conversation(customer.address)["route"]["channel_id"] == acme.whatsapp["id"]
    assert texts(acme.messages(contact_id)) == ["Three", "Two", "One"]


def test_a_telegram_conversation_is_merged_into_the_contact_it_is_linked_to(
    stack: RunningStack, acme: Tenant, customer: Customer, clock: Clock
) -> None:
    customer.write(acme.whatsapp["id"], "First", at=clock.now_s - 60)
    customer.write(acme.telegram["id"], "Second", at=clock.now_s - 30)
    contact_id = acme.conversation(customer.address)["id"]
    old_id = acme.conversation(customer.telegram_chat_id)["id"]
    assert old_id != contact_id
    _link_telegram(acme, customer, contact_id)
    stack.idle()
    assert texts(acme.messages(contact_id)) == ["Second", "First"]
    merged = acme.get(f"inbox/conversations/{old_id}")
    assert (merged["id"], merged["unread"]) == (contact_id, 2)
    assert merged["route"]["channel_id"] == acme.telegram["id"]
    assert [found["id"] for found in acme.found(customer.telegram_chat_id)] == [contact_id]


def test_a_stale_route_version_is_answered_with_the_new_route(acme: Tenant, customer: Customer) -> None:
    customer.write(acme.whatsapp["id"], "Hello")
    seen = acme.conversation(customer.address)
    _link_telegram(acme, customer, seen["id"])
    customer.write(acme.telegram["id"], "Rather here")
    refused = acme.reply(seen["id"], "To WhatsApp?", route_version=seen["route"]["version"])
    assert (refused.status_code, refused.json()["code"]) == (409, "route_changed")
    new = refused.json()["route"]
    assert new == acme.conversation(customer.address)["route"]
    assert new["channel_id"] == acme.telegram["id"]
    assert customer.received() == []
    taken = acme.reply(seen["id"], "To Telegram.", route_version=new["version"])
    assert (taken.status_code, taken.json()["channel_id"]) == (202, acme.telegram["id"])


def test_outside_the_window_only_a_template_leaves(
    stack: RunningStack, acme: Tenant, customer: Customer, clock: Clock
) -> None:
    customer.write(acme.whatsapp["id"], "Yesterday's question", at=clock.now_s - DAY_S - HOUR_S)
    conversation = acme.conversation(customer.address)
    assert conversation["route"]["needs_template"] is True
    refused = acme.reply(conversation["id"], "Too late")
    assert (refused.status_code, refused.json()["code"]) == (409, "window_closed")
    assert refused.json()["route"]["needs_template"] is True
    template = {"name": "hello_world", "language": "en_US", "text": "Hello World"}
    message_id = acme.replied(conversation["id"], template=template)
    stack.idle()
    assert acme.message(message_id)["status"] == "delivered"
    (received,) = customer.received()
    assert received["template"]["name"] == "hello_world"


def test_a_caller_may_choose_another_channel_of_the_contact(
    stack: RunningStack, acme: Tenant, customer: Customer
) -> None:
    customer.write(acme.whatsapp["id"], "Hello")
    contact_id = acme.conversation(customer.address)["id"]
    _link_telegram(acme, customer, contact_id)
    customer.write(acme.telegram["id"], "Hello again")
    acme.replied(contact_id, "To WhatsApp all the same", channel_id=acme.whatsapp["id"])
    stack.idle()
    assert customer.texts(acme.whatsapp["id"]) == ["To WhatsApp all the same"]
    assert customer.texts(acme.telegram["id"]) == []
