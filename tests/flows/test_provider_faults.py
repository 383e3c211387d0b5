"""Replies while the provider misbehaves: nothing is sent twice, nothing is lost, and what nobody knows is said."""

import pytest

from common.store.database import Database, Where
from tests.conftest import RunningStack
from tests.flows.driving import LEASE_S, RETRY_S, Clock, Customer, Faults, Tenant

pytestmark = pytest.mark.flow


@pytest.fixture
def on_whatsapp(acme: Tenant, customer: Customer) -> str:
    """A conversation over WhatsApp."""
    customer.write(acme.whatsapp["id"], "Hello")
    return str(acme.conversation(customer.address)["id"])


@pytest.fixture
def on_telegram(acme: Tenant, customer: Customer) -> str:
    """A conversation over Telegram."""
    customer.write(acme.telegram["id"], "Hello")
    return str(acme.conversation(customer.telegram_chat_id)["id"])


@pytest.mark.parametrize("mode", ["500", "429"])
def test_a_reply_that_whatsapp_refuses_for_now_is_sent_a_little_later(
    stack: RunningStack, acme: Tenant, customer: Customer, on_whatsapp: str, clock: Clock, faults: Faults, mode: str
) -> None:
    faults.set("graph", mode)
    message_id = acme.replied(on_whatsapp, "In the end")
    stack.idle()
    assert faults.pending() == []
    clock.advance(RETRY_S)
    message = acme.message(message_id)
    assert (message["status"], message["attempts"], message["failure"]) == ("delivered", 2, None)
    assert customer.texts() == ["In the end"]


@pytest.mark.parametrize("mode", ["500", "429"])
def test_a_reply_that_telegram_refuses_for_now_is_sent_a_little_later(
    stack: RunningStack, acme: Tenant, customer: Customer, on_telegram: str, clock: Clock, faults: Faults, mode: str
) -> None:
    faults.set("telegram", mode)
    message_id = acme.replied(on_telegram, "In the end")
    stack.idle()
    assert faults.pending() == []
    clock.advance(RETRY_S)
    message = acme.message(message_id)
    assert (message["status"], message["attempts"], message["failure"]) == ("sent", 2, None)
    assert customer.texts() == ["In the end"]


def test_a_reply_that_whatsapp_accepts_without_an_answer_is_unknown_until_the_receipt(
    stack: RunningStack, acme: Tenant, customer: Customer, on_whatsapp: str, clock: Clock, faults: Faults
) -> None:
    faults.set("graph", "drop_after_accept")
    message_id = acme.replied(on_whatsapp, "Did it arrive?")
    stack.idle()
    clock.advance(LEASE_S)
    message = acme.message(message_id)
    assert (message["status"], message["failure"], message["attempts"]) == ("delivered", None, 1)
    assert "unknown" in message["status_at"]
    (received,) = customer.received()
    assert message["provider_message_id"] == received["provider_message_id"]


@pytest.mark.parametrize("mode", ["timeout", "kill"])
def test_a_reply_that_whatsapp_never_answered_is_unknown_and_is_not_sent_again(
    stack: RunningStack, acme: Tenant, customer: Customer, on_whatsapp: str, clock: Clock, faults: Faults, mode: str
) -> None:
    faults.set("graph", mode)
    message_id = acme.replied(on_whatsapp, "Hello?")
    stack.idle()
    clock.advance(LEASE_S)
    message = acme.message(message_id)
    assert (message["status"], message["attempts"]) == ("unknown", 1)
    assert "may or may not have been delivered" in message["failure"]["detail"]
    assert customer.received() == []


@pytest.mark.parametrize("mode", ["timeout", "kill", "drop_after_accept"])
def test_a_reply_that_telegram_never_answered_is_unknown_and_is_not_sent_again(
    stack: RunningStack, acme: Tenant, customer: Customer, on_telegram: str, clock: Clock, faults: Faults, mode: str
) -> None:
    faults.set("telegram", mode)
    message_id = acme.replied(on_telegram, "Hello?")
    stack.idle()
    clock.advance(LEASE_S)
    message = acme.message(message_id)
    assert (message["status"], message["attempts"]) == ("unknown", 1)
    arrived = {"timeout": [], "kill": [], "drop_after_accept": ["Hello?"]}
    assert customer.texts() == arrived[mode]


@pytest.mark.parametrize("mode", ["duplicate", "reorder"])
def test_receipts_that_come_twice_or_in_the_wrong_order_change_nothing(
    stack: RunningStack, acme: Tenant, customer: Customer, on_whatsapp: str, faults: Faults, mode: str
) -> None:
    faults.set("graph", mode)
    message_id = acme.replied(on_whatsapp, "As always")
    stack.idle()
    message = acme.message(message_id)
    assert message["status"] == "delivered"
    assert {"sent", "delivered"} <= set(message["status_at"])
    assert customer.texts() == ["As always"]


def test_a_person_may_have_an_unknown_message_sent_again(
    stack: RunningStack, acme: Tenant, customer: Customer, on_whatsapp: str, faults: Faults
) -> None:
    faults.set("graph", "kill")
    message_id = acme.replied(on_whatsapp, "Take two")
    stack.idle()
    assert acme.message(message_id)["status"] == "unknown"
    answers = [acme.call("POST", f"inbox/messages/{message_id}/retry") for _ in range(2)]
    assert answers[0].status_code == 202
    assert answers[1].status_code in (202, 409)
    stack.idle()
    assert acme.message(message_id)["status"] == "delivered"
    assert customer.texts() == ["Take two"]
    again = acme.call("POST", f"inbox/messages/{message_id}/retry")
    assert (again.status_code, again.json()["code"]) == (409, "conflict")


@pytest.mark.parametrize("outcome", ["sent", "failed"])
def test_a_person_may_say_what_became_of_an_unknown_message(
    stack: RunningStack, acme: Tenant, customer: Customer, on_telegram: str, faults: Faults, outcome: str
) -> None:
    faults.set("telegram", "drop_after_accept")
    message_id = acme.replied(on_telegram, "Asked by phone")
    stack.idle()
    settled = acme.call("POST", f"inbox/messages/{message_id}/settle", json={"outcome": outcome})
    assert (settled.status_code, settled.json()["status"]) == (200, outcome)
    assert acme.message(message_id)["status"] == outcome
    second = acme.call("POST", f"inbox/messages/{message_id}/settle", json={"outcome": outcome})
    assert second.status_code == 409
    assert customer.texts() == ["Asked by phone"]


def test_a_reply_that_whatsapp_refuses_for_long_fails_visibly_and_can_be_sent_again(
    stack: RunningStack,
    acme: Tenant,
    customer: Customer,
    on_whatsapp: str,
    clock: Clock,
    faults: Faults,
    database: Database,
) -> None:
    faults.set("graph", "500", count=10)
    message_id = acme.replied(on_whatsapp, "Patience")
    stack.idle()
    for _ in range(9):
        clock.advance(900)
    assert faults.pending() == []
    message = acme.message(message_id)
    assert (message["status"], message["attempts"]) == ("failed", 10)
    assert message["failure"]["detail"]
    (failed,) = database.query("tenants/acme/jobs", [Where("payload.message_id", "==", message_id)], limit=10)
    assert (failed.data["job"], failed.data["state"]) == ("send-message", "failed")
    assert acme.call("POST", f"inbox/messages/{message_id}/retry").status_code == 202
    stack.idle()
    assert acme.message(message_id)["status"] == "delivered"
    assert customer.texts() == ["Patience"]


def test_a_reply_to_somebody_who_blocked_the_bot_fails_with_the_reason(
    stack: RunningStack, acme: Tenant, customer: Customer, on_telegram: str
) -> None:
    stack.http.post(f"/local/phones/{customer.address}/block", json={"channel": acme.telegram["id"], "blocked": True})
    message = acme.delivered(on_telegram, "Are you there?")
    assert (message["status"], message["failure"]["reason"]) == ("failed", "consent")
    assert "blocked the bot" in message["failure"]["detail"]


def test_a_fault_of_one_provider_does_not_hold_up_the_other(
    stack: RunningStack, acme: Tenant, customer: Customer, on_telegram: str, faults: Faults
) -> None:
    faults.set("graph", "500", count=5)
    assert acme.delivered(on_telegram, "Unmoved")["status"] == "sent"
    assert customer.texts() == ["Unmoved"]
