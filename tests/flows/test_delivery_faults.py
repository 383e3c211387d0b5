"""Tasks and events that come twice, late, in another order or not at all, and workers that die on the way."""

from itertools import product

import pytest

from tests.conftest import RunningStack
from tests.flows.driving import LEASE_S, Clock, Customer, Faults, Tenant, texts

pytestmark = pytest.mark.flow

LOST_ON_THE_WAY = ["500", "429", "timeout", "drop_after_accept", "duplicate", "reorder"]


@pytest.fixture
def conversation_id(acme: Tenant, customer: Customer) -> str:
    """A conversation over WhatsApp."""
    customer.write(acme.whatsapp["id"], "Hello")
    return str(acme.conversation(customer.address)["id"])


def _settle(clock: Clock) -> None:
    """Lets retries, leases and the provider's repetitions pass."""
    clock.advance(LEASE_S)
    clock.advance(LEASE_S)


def _insist(acme: Tenant, conversation_id: str, text: str) -> str:
    """The id of a reply that was taken, although the worker may have died over the first try."""
    answer = acme.insist(f"inbox/conversations/{conversation_id}/reply", json={"text": text})
    assert answer.status_code == 202, answer.text
    return str(answer.json()["id"])


@pytest.mark.parametrize("fault", product(("tasks", "events"), LOST_ON_THE_WAY), ids="-".join)
def test_a_reply_is_sent_once_whatever_becomes_of_its_event_and_task(
    stack: RunningStack,
    acme: Tenant,
    customer: Customer,
    conversation_id: str,
    clock: Clock,
    faults: Faults,
    fault: tuple[str, str],
) -> None:
    faults.set(*fault)
    message_id = acme.replied(conversation_id, "Once")
    stack.idle()
    assert faults.pending() == []
    _settle(clock)
    assert customer.texts() == ["Once"]
    assert acme.message(message_id)["status"] == "delivered"


@pytest.mark.parametrize("target", ["tasks", "events"])
def test_a_worker_that_dies_sends_a_reply_at_most_once_and_says_so_where_nobody_knows(
    stack: RunningStack,
    acme: Tenant,
    customer: Customer,
    conversation_id: str,
    clock: Clock,
    faults: Faults,
    target: str,
) -> None:
    faults.set(target, "kill")
    message_id = _insist(acme, conversation_id, "Once")
    stack.idle()
    assert faults.pending() == []
    _settle(clock)
    outcome = (customer.texts(), acme.message(message_id)["status"])
    assert outcome in ((["Once"], "delivered"), ([], "unknown"))


def test_a_worker_that_dies_sends_a_telegram_reply_at_most_once(
    stack: RunningStack, acme: Tenant, customer: Customer, clock: Clock, faults: Faults
) -> None:
    customer.write(acme.telegram["id"], "Hello")
    contact_id = acme.conversation(customer.telegram_chat_id)["id"]
    faults.set("tasks", "kill")
    message_id = _insist(acme, contact_id, "Once")
    stack.idle()
    _settle(clock)
    # Telegram has no receipts: a message that arrived just before the crash stays unknown until a person settles it.
    outcome = (customer.texts(), acme.message(message_id)["status"])
    assert outcome in ((["Once"], "sent"), (["Once"], "unknown"), ([], "unknown"))


def test_many_replies_survive_a_worker_that_dies_among_them(
    stack: RunningStack, acme: Tenant, customer: Customer, conversation_id: str, clock: Clock, faults: Faults
) -> None:
    faults.set("tasks", "reorder", count=2)
    faults.set("tasks", "duplicate", count=3)
    faults.set("tasks", "kill")
    sent = {_insist(acme, conversation_id, f"Reply {n}"): f"Reply {n}" for n in range(10)}
    stack.idle()
    _settle(clock)
    found = {message_id: acme.message(message_id)["status"] for message_id in sent}
    assert set(found.values()) <= {"delivered", "unknown"}
    assert sorted(customer.texts()) == sorted(sent[m] for m, status in found.items() if status == "delivered")


@pytest.mark.parametrize("mode", ["500", "drop_after_accept", "duplicate", "reorder", "kill"])
@pytest.mark.parametrize("target", ["tasks", "events"])
def test_a_picture_is_stored_whatever_becomes_of_its_event_and_task(
    stack: RunningStack, acme: Tenant, customer: Customer, clock: Clock, faults: Faults, target: str, mode: str
) -> None:
    faults.set(target, mode)
    # The worker may die before it has answered; then the provider delivers the webhook again.
    picture = {"channel": acme.whatsapp["id"], "media": {"kind": "image"}}
    stack.http.post(f"/local/phones/{customer.address}/messages", json=picture).raise_for_status()
    stack.idle()
    assert faults.pending() == []
    _settle(clock)
    (message,) = acme.messages(acme.conversation(customer.address)["id"])
    assert message["media"]["status"] == "stored"


def test_a_webhook_while_the_worker_dies_is_delivered_again_and_stored_once(
    stack: RunningStack, acme: Tenant, customer: Customer, conversation_id: str, clock: Clock, faults: Faults
) -> None:
    faults.set("tasks", "kill")
    _insist(acme, conversation_id, "Crash")
    # Without a wait: these webhooks meet the worker before, while and after it dies.
    body = {"channel": acme.whatsapp["id"]}
    path = f"/local/phones/{customer.address}/messages"
    for n in range(5):
        stack.http.post(path, json={**body, "text": f"Message {n}"}).raise_for_status()
    stack.idle()
    _settle(clock)
    inbound = [message for message in acme.messages(conversation_id) if message["direction"] == "in"]
    assert sorted(texts(inbound)) == ["Hello", *(f"Message {n}" for n in range(5))]
    assert acme.conversation(customer.address)["unread"] == 6
