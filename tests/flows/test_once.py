"""Once: whatever comes or is asked many times, also at the same moment, has the effect of one."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from tests.conftest import RunningStack
from tests.flows.driving import Clock, Customer, Meta, Tenant, entry, new_wamid, text_message, texts, webhook

pytestmark = pytest.mark.flow


def _at_once(call: Callable[[int], httpx.Response], times: int) -> list[httpx.Response]:
    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(call, range(times)))


def test_fifty_concurrent_copies_of_a_webhook_store_one_message_and_count_one(
    stack: RunningStack, initech: Tenant, customer: Customer, meta: Meta, clock: Clock
) -> None:
    before = initech.used("messages_in")
    message = text_message(customer.address, "Only once", clock.now_s)
    body = json.dumps(webhook(entry(initech.whatsapp["phone_number_id"], messages=[message]))).encode()
    answers = _at_once(lambda _: meta.post(body), 50)
    assert {answer.status_code for answer in answers} == {200}
    stack.idle()
    conversation = initech.conversation(customer.address)
    assert texts(initech.messages(conversation["id"])) == ["Only once"]
    assert conversation["unread"] == 1
    assert initech.used("messages_in") == before + 1


def test_concurrent_first_messages_of_a_customer_found_one_conversation(
    stack: RunningStack, initech: Tenant, customer: Customer, meta: Meta, clock: Clock
) -> None:
    before = initech.used("messages_in")
    messages = [text_message(customer.address, f"Message {n}", clock.now_s) for n in range(8)]
    number = initech.whatsapp["phone_number_id"]
    answers = _at_once(lambda n: meta.post(webhook(entry(number, messages=[messages[n]]))), len(messages))
    # Who loses the race too often is told to come again, as Meta does.
    repeated = _at_once(lambda n: meta.post(webhook(entry(number, messages=[messages[n]]))), len(messages))
    assert {answer.status_code for answer in answers} <= {200, 503}
    assert {answer.status_code for answer in repeated} == {200}
    conversation = initech.conversation(customer.address)
    assert sorted(texts(initech.messages(conversation["id"]))) == [f"Message {n}" for n in range(8)]
    assert conversation["unread"] == 8
    assert initech.used("messages_in") == before + 8


def test_a_telegram_update_that_comes_three_times_is_one_message(
    stack: RunningStack, initech: Tenant, customer: Customer
) -> None:
    before = initech.used("messages_in")
    customer.write(initech.telegram["id"], "Only once", copies=3)
    stack.idle()
    conversation = initech.conversation(customer.telegram_chat_id)
    assert texts(initech.messages(conversation["id"])) == ["Only once"]
    assert initech.used("messages_in") == before + 1


def test_the_same_idempotency_key_sends_one_reply(stack: RunningStack, initech: Tenant, customer: Customer) -> None:
    customer.write(initech.whatsapp["id"], "Hello")
    contact_id = initech.conversation(customer.address)["id"]
    before = initech.used("messages_out")
    answers = _at_once(lambda _: initech.reply(contact_id, "Once", key="the-same-click"), 10)
    assert {answer.status_code for answer in answers} == {202}
    assert len({answer.json()["id"] for answer in answers}) == 1
    stack.idle()
    assert customer.texts() == ["Once"]
    assert initech.used("messages_out") == before + 1


def test_the_same_idempotency_key_with_another_body_is_refused(
    stack: RunningStack, initech: Tenant, customer: Customer
) -> None:
    customer.write(initech.whatsapp["id"], "Hello")
    contact_id = initech.conversation(customer.address)["id"]
    initech.replied(contact_id, "This", key="reused")
    refused = initech.reply(contact_id, "That", key="reused")
    assert (refused.status_code, refused.json()["code"]) == (422, "invalid")
    stack.idle()
    assert customer.texts() == ["This"]


def test_a_repeated_reply_is_answered_as_before_even_after_the_route_has_moved(
    stack: RunningStack, acme: Tenant, customer: Customer
) -> None:
    customer.write(acme.whatsapp["id"], "Hello")
    seen = acme.conversation(customer.address)
    version = seen["route"]["version"]
    first = acme.reply(seen["id"], "Once", key="again", route_version=version)
    body = {"channel_id": acme.telegram["id"], "address": customer.telegram_chat_id}
    acme.call("POST", f"contacts/{seen['id']}/identities", json=body)
    customer.write(acme.telegram["id"], "I moved")
    again = acme.reply(seen["id"], "Once", key="again", route_version=version)
    assert (again.status_code, again.json()["id"]) == (202, first.json()["id"])
    stack.idle()
    assert customer.texts() == ["Once"]


def test_two_keys_are_two_replies(stack: RunningStack, acme: Tenant, customer: Customer) -> None:
    customer.write(acme.whatsapp["id"], "Hello")
    contact_id = acme.conversation(customer.address)["id"]
    acme.replied(contact_id, "Yes", key="one")
    acme.replied(contact_id, "Yes", key="two")
    stack.idle()
    assert customer.texts() == ["Yes", "Yes"]


def test_the_same_message_id_of_two_tenants_is_two_messages(
    acme: Tenant, globex: Tenant, customer: Customer, meta: Meta, clock: Clock
) -> None:
    wamid = new_wamid()
    for tenant in (acme, globex):
        message = text_message(customer.address, tenant.id, clock.now_s, wamid)
        meta.tells(entry(tenant.whatsapp["phone_number_id"], messages=[message]))
        assert texts(tenant.messages(tenant.conversation(customer.address)["id"])) == [tenant.id]
