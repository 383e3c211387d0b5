"""Reports that come late, early or in the wrong order."""

import pytest

from tests.conftest import RunningStack
from tests.flows.driving import (
    DAY_S,
    Clock,
    Customer,
    Json,
    Meta,
    Tenant,
    echo,
    entry,
    new_number,
    new_wamid,
    status,
    text_message,
    texts,
)

pytestmark = pytest.mark.flow


@pytest.fixture
def number(acme: Tenant) -> str:
    """The id of the tenant's phone number."""
    return str(acme.whatsapp["phone_number_id"])


def _only_message(acme: Tenant, customer: Customer) -> Json:
    (message,) = acme.messages(acme.conversation(customer.address)["id"])
    return message


def test_a_receipt_that_comes_before_its_message_is_applied_once_the_message_is_there(
    stack: RunningStack, acme: Tenant, customer: Customer, meta: Meta, clock: Clock, number: str
) -> None:
    wamid = new_wamid()
    meta.tells(entry(number, statuses=[status(wamid, "delivered", clock.now_s)]))
    clock.advance(5)
    ours = echo(customer.address, "From the phone", clock.now_s, wamid)
    meta.tells(entry(number, field="smb_message_echoes", message_echoes=[ours]))
    assert _only_message(acme, customer)["status"] == "sent"
    clock.advance(60)
    assert _only_message(acme, customer)["status"] == "delivered"


def test_an_edit_that_comes_before_its_message_is_applied_once_the_message_is_there(
    acme: Tenant, customer: Customer, clock: Clock
) -> None:
    wamid = new_wamid()
    customer.write(acme.whatsapp["id"], "Ten rolls", edit=wamid, at=clock.now_s + 2)
    clock.advance(5)
    customer.write(acme.whatsapp["id"], "Two rolls", provider_message_id=wamid)
    clock.advance(60)
    message = _only_message(acme, customer)
    assert message["text"] == "Ten rolls"
    assert message["edited_at"] is not None


def test_a_message_that_was_taken_back_before_it_came_is_not_shown(
    acme: Tenant, customer: Customer, clock: Clock
) -> None:
    wamid = new_wamid()
    customer.write(acme.whatsapp["id"], delete=wamid, at=clock.now_s + 2)
    customer.write(acme.whatsapp["id"], "A secret", provider_message_id=wamid)
    clock.advance(60)
    message = _only_message(acme, customer)
    assert (message["text"], message["deleted_at"] is not None) == ("", True)


def test_read_before_delivered_stays_read_and_keeps_both_times(
    acme: Tenant, customer: Customer, meta: Meta, clock: Clock, number: str
) -> None:
    wamid = new_wamid()
    ours = echo(customer.address, "From the phone", clock.now_s, wamid)
    meta.tells(entry(number, field="smb_message_echoes", message_echoes=[ours]))
    meta.tells(entry(number, statuses=[status(wamid, "read", clock.now_s)]))
    meta.tells(entry(number, statuses=[status(wamid, "delivered", clock.now_s - 1)]))
    message = _only_message(acme, customer)
    assert message["status"] == "read"
    assert {"sent", "delivered", "read"} <= set(message["status_at"])


@pytest.mark.parametrize("late", ["sent", "delivered", "failed"])
def test_a_late_report_changes_nothing_about_a_message_that_was_read(
    acme: Tenant, customer: Customer, meta: Meta, clock: Clock, number: str, late: str
) -> None:
    customer.write(acme.whatsapp["id"], "Hello")
    message = acme.delivered(acme.conversation(customer.address)["id"], "Answer")
    customer.report(message["provider_message_id"], "read")
    read = acme.message(message["id"])
    assert read["status"] == "read"
    meta.tells(entry(number, statuses=[status(message["provider_message_id"], late, clock.now_s + 60)]))
    after = acme.message(message["id"])
    assert (after["status"], after["failure"]) == ("read", None)
    assert {name: after["status_at"][name] for name in read["status_at"]} == read["status_at"]


def test_evidence_of_delivery_beats_a_failure_but_a_late_sent_does_not(
    acme: Tenant, customer: Customer, meta: Meta, clock: Clock, number: str
) -> None:
    wamid = new_wamid()
    ours = echo(customer.address, "From the phone", clock.now_s, wamid)
    meta.tells(entry(number, field="smb_message_echoes", message_echoes=[ours]))
    seen = []
    for name in ("failed", "sent", "delivered"):
        meta.tells(entry(number, statuses=[status(wamid, name, clock.now_s)]))
        seen.append(_only_message(acme, customer)["status"])
    assert seen == ["failed", "failed", "delivered"]


def test_a_redelivery_that_is_a_week_late_neither_moves_the_route_nor_opens_a_window(
    acme: Tenant, customer: Customer, clock: Clock
) -> None:
    customer.write(acme.telegram["id"], "I am here")
    contact_id = acme.conversation(customer.telegram_chat_id)["id"]
    body = {"channel_id": acme.whatsapp["id"], "address": customer.address}
    assert acme.call("POST", f"contacts/{contact_id}/identities", json=body).status_code == 200
    before = acme.get(f"inbox/conversations/{contact_id}")["route"]
    customer.write(acme.whatsapp["id"], "Last week", at=clock.now_s - 7 * DAY_S, copies=2)
    assert acme.get(f"inbox/conversations/{contact_id}")["route"] == before
    assert before["channel_id"] == acme.telegram["id"]
    refused = acme.reply(contact_id, "Free text?", channel_id=acme.whatsapp["id"])
    assert (refused.status_code, refused.json()["code"]) == (409, "window_closed")
    assert texts(acme.messages(contact_id)) == ["I am here", "Last week"]


def test_a_message_from_the_future_does_not_hold_the_route(
    acme: Tenant, customer: Customer, meta: Meta, clock: Clock, number: str
) -> None:
    ahead = text_message(customer.address, "From next year", clock.now_s + 365 * DAY_S)
    meta.tells(entry(number, messages=[ahead]))
    contact_id = acme.conversation(customer.address)["id"]
    body = {"channel_id": acme.telegram["id"], "address": customer.telegram_chat_id}
    acme.call("POST", f"contacts/{contact_id}/identities", json=body)
    clock.advance(2)
    customer.write(acme.telegram["id"], "From now")
    assert acme.conversation(customer.address)["route"]["channel_id"] == acme.telegram["id"]


def test_a_customer_with_a_new_number_keeps_the_conversation_and_is_answered_there(
    stack: RunningStack, acme: Tenant, customer: Customer
) -> None:
    customer.write(acme.whatsapp["id"], "From the old number")
    contact_id = acme.conversation(customer.address)["id"]
    moved = Customer(stack, new_number())
    told = stack.http.post(f"/local/phones/{customer.address}/number", json={"new_address": moved.address})
    assert [webhook["status_code"] for webhook in told.json()["webhooks"]] == [200]
    moved.write(acme.whatsapp["id"], "From the new number")
    conversation = acme.get(f"inbox/conversations/{contact_id}")
    assert conversation["route"]["address"] == moved.address
    assert texts(acme.messages(contact_id)) == ["From the new number", "From the old number"]
    assert acme.delivered(contact_id, "Good luck there")["status"] == "delivered"
    assert moved.texts() == ["Good luck there"]
    assert [found["id"] for found in acme.found(moved.address)] == [contact_id]


def test_a_telegram_edit_changes_the_message_and_adds_none(
    stack: RunningStack, acme: Tenant, customer: Customer, clock: Clock
) -> None:
    first = customer.write(acme.telegram["id"], "Two rolls")
    customer.write(acme.telegram["id"], "Ten rolls", edit=first, at=clock.now_s + 5)
    stack.idle()
    assert texts(acme.messages(acme.conversation(customer.telegram_chat_id)["id"])) == ["Ten rolls"]
