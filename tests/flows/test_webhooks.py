"""What is let in at the edge: signatures, sizes, bodies that nobody can read, and several tenants in one body."""

import json
from collections.abc import Callable

import pytest

from tests.conftest import RunningStack
from tests.flows.driving import (
    Clock,
    Customer,
    Json,
    Meta,
    Tenant,
    echo,
    entry,
    new_wamid,
    status,
    text_message,
    texts,
    webhook,
)

pytestmark = pytest.mark.flow
MB = 1024 * 1024


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda right: "sha256=" + "0" * 64, id="wrong"),
        pytest.param(lambda right: right[:-1], id="truncated"),
        pytest.param(lambda right: right.removeprefix("sha256="), id="without its scheme"),
        pytest.param(lambda right: right.upper(), id="in capitals"),
        pytest.param(lambda right: "sha256=", id="empty"),
        pytest.param(lambda right: "sha1=" + "0" * 40, id="of another kind"),
    ],
)
def test_a_webhook_with_a_bad_signature_stores_nothing(
    acme: Tenant, customer: Customer, meta: Meta, clock: Clock, spoil: Callable[[str], str]
) -> None:
    message = text_message(customer.address, "Forged", clock.now_s)
    body = json.dumps(webhook(entry(acme.whatsapp["phone_number_id"], messages=[message]))).encode()
    answer = meta.post(body, signature=spoil(meta.sign(body)))
    assert (answer.status_code, answer.json()["code"]) == (401, "bad_signature")
    assert acme.found(customer.address) == []


def test_a_webhook_without_a_signature_stores_nothing(
    stack: RunningStack, acme: Tenant, customer: Customer, clock: Clock
) -> None:
    message = text_message(customer.address, "Forged", clock.now_s)
    answer = stack.http.post(
        "/webhooks/whatsapp", json=webhook(entry(acme.whatsapp["phone_number_id"], messages=[message]))
    )
    assert answer.status_code == 401
    assert acme.found(customer.address) == []


def test_a_body_that_was_changed_under_way_stores_nothing(
    acme: Tenant, customer: Customer, meta: Meta, clock: Clock
) -> None:
    message = text_message(customer.address, "Mine", clock.now_s)
    body = json.dumps(webhook(entry(acme.whatsapp["phone_number_id"], messages=[message]))).encode()
    assert meta.post(body.replace(b"Mine", b"Evil"), signature=meta.sign(body)).status_code == 401
    assert acme.found(customer.address) == []


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"not JSON", id="no JSON"),
        pytest.param(b'{"object": "whatsapp_business_account", "entry": [', id="broken off"),
        pytest.param(b"\xff\xfe\x00", id="no text"),
        pytest.param(b"[]", id="a list"),
        pytest.param(b'{"object": "page", "entry": []}', id="of another product"),
        pytest.param(b'{"object": "whatsapp_business_account", "entry": [1, null, {"changes": 2}]}', id="wrong parts"),
        pytest.param(b'{"entry": ' + b"[" * 1_000_000 + b"]" * 1_000_000 + b"}", id="nested a million deep"),
    ],
)
def test_a_signed_body_that_nobody_can_read_is_taken(meta: Meta, body: bytes) -> None:
    # Meta would repeat for a week what it is not answered with 200, and it would never become readable.
    assert meta.post(body).status_code == 200


@pytest.mark.parametrize("depth", [30, 400, 5_000])
def test_a_message_that_nests_deep_does_not_hold_up_its_neighbour(
    acme: Tenant, customer: Customer, meta: Meta, clock: Clock, depth: int
) -> None:
    number = acme.whatsapp["phone_number_id"]
    odd = text_message(customer.address, "odd", clock.now_s) | {"type": "riddle", "riddle": "DEEP"}
    plain = text_message(customer.address, "plain", clock.now_s)
    body = json.dumps(webhook(entry(number, messages=[odd]))).encode()
    deep = body.replace(b'"DEEP"', b'{"a":' * depth + b"1" + b"}" * depth)
    assert meta.post(deep).status_code == 200
    meta.tells(entry(number, messages=[plain]))
    assert "plain" in texts(acme.messages(acme.conversation(customer.address)["id"]))


def test_a_webhook_of_three_megabytes_is_taken_in_whole(
    stack: RunningStack, acme: Tenant, customer: Customer, meta: Meta, clock: Clock
) -> None:
    number = acme.whatsapp["phone_number_id"]
    messages = [text_message(customer.address, f"{n:03} " + "x" * 53_000, clock.now_s) for n in range(60)]
    body = json.dumps(webhook(entry(number, messages=messages))).encode()
    assert len(body) > 2.9 * MB
    assert meta.post(body).status_code == 200
    stored = acme.messages(acme.conversation(customer.address)["id"])
    assert sorted(texts(stored)) == sorted(message["text"]["body"] for message in messages)


def test_a_message_of_unknown_kind_with_three_megabytes_is_stored(
    acme: Tenant, customer: Customer, meta: Meta, clock: Clock
) -> None:
    riddle = text_message(customer.address, "", clock.now_s) | {"type": "riddle", "riddle": {"words": "x" * 3 * MB}}
    meta.tells(entry(acme.whatsapp["phone_number_id"], messages=[riddle]))
    (stored,) = acme.messages(acme.conversation(customer.address)["id"])
    assert stored["kind"] == "unknown"
    assert "riddle" in json.dumps(stored["content"])


def test_a_body_beyond_four_megabytes_is_refused(meta: Meta) -> None:
    answer = meta.post(b" " * (4 * MB + 1))
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


def test_meta_verifies_the_address_of_the_webhook(stack: RunningStack) -> None:
    query = {"hub.mode": "subscribe", "hub.challenge": "1158201444"}
    right = {"hub.verify_token": stack.environment["META_VERIFY_TOKEN"]}
    answer = stack.http.get("/webhooks/whatsapp", params=query | right)
    assert (answer.status_code, answer.text) == (200, "1158201444")
    wrong = {"hub.verify_token": "guessed"}
    assert stack.http.get("/webhooks/whatsapp", params=query | wrong).status_code == 403
    assert stack.http.get("/webhooks/whatsapp", params=query | right | {"hub.mode": "other"}).status_code == 403


def _update(chat_id: int, text: str, at_s: float) -> Json:
    person = {"id": chat_id, "is_bot": False, "first_name": "Ada"}
    chat = {"id": chat_id, "type": "private", "first_name": "Ada"}
    return {
        "update_id": chat_id,
        "message": {"message_id": 1, "from": person, "chat": chat, "date": int(at_s), "text": text},
    }


@pytest.mark.parametrize("headers", [{}, {"X-Telegram-Bot-Api-Secret-Token": "guessed"}], ids=["none", "wrong"])
def test_a_telegram_update_without_the_secret_stores_nothing(
    stack: RunningStack, acme: Tenant, customer: Customer, clock: Clock, headers: dict[str, str]
) -> None:
    body = _update(int(customer.address), "Forged", clock.now_s)
    assert stack.http.post(acme.telegram["webhook_path"], json=body, headers=headers).status_code == 401
    assert acme.found(customer.address) == []


def test_the_secret_of_one_bot_opens_no_other(
    stack: RunningStack, acme: Tenant, globex: Tenant, customer: Customer, clock: Clock
) -> None:
    headers = {"X-Telegram-Bot-Api-Secret-Token": globex.telegram["secret_token"]}
    body = _update(int(customer.address), "Forged", clock.now_s)
    assert stack.http.post(acme.telegram["webhook_path"], json=body, headers=headers).status_code == 401
    assert acme.found(customer.address) == []


@pytest.mark.parametrize(
    "path",
    ["/webhooks/telegram/none-such", "/webhooks/telegram", "/webhooks/carrier-pigeon", "/webhooks/whatsapp/none"],
)
def test_an_address_where_no_channel_listens_is_not_found(stack: RunningStack, path: str) -> None:
    assert stack.http.post(path, json={}).status_code == 404


def test_one_webhook_for_two_tenants_stores_each_message_where_it_belongs(
    acme: Tenant, globex: Tenant, customer: Customer, meta: Meta, clock: Clock
) -> None:
    tenants = (acme, globex)
    meta.tells(
        *(
            entry(tenant.whatsapp["phone_number_id"], messages=[text_message(customer.address, tenant.id, clock.now_s)])
            for tenant in tenants
        )
    )
    for tenant in tenants:
        stored = tenant.messages(tenant.conversation(customer.address)["id"])
        assert texts(stored) == [tenant.id]
        assert stored[0]["channel_id"] == tenant.whatsapp["id"]


def test_a_number_of_nobody_does_not_hold_up_the_others(
    acme: Tenant, customer: Customer, meta: Meta, clock: Clock
) -> None:
    stranger = entry("999", messages=[text_message(customer.address, "To nobody", clock.now_s)])
    known = entry(acme.whatsapp["phone_number_id"], messages=[text_message(customer.address, "To you", clock.now_s)])
    meta.tells(stranger, known)
    assert texts(acme.messages(acme.conversation(customer.address)["id"])) == ["To you"]


def test_a_tenants_receipt_does_not_touch_another_tenants_message(
    acme: Tenant, globex: Tenant, customer: Customer, meta: Meta, clock: Clock, stack: RunningStack
) -> None:
    customer.write(globex.whatsapp["id"], "Hello")
    message = globex.delivered(globex.conversation(customer.address)["id"], "Answer")
    read = status(message["provider_message_id"], "read", clock.now_s, biz_opaque_callback_data=message["id"])
    meta.tells(entry(acme.whatsapp["phone_number_id"], statuses=[read]))
    stack.idle()
    assert globex.message(message["id"])["status"] == "delivered"


def test_every_message_and_every_status_of_one_webhook_counts(
    acme: Tenant, new_customer: Callable[[], Customer], meta: Meta, clock: Clock
) -> None:
    number = acme.whatsapp["phone_number_id"]
    customers = [new_customer() for _ in range(3)]
    ids = {customer.address: new_wamid() for customer in customers}
    ours = [echo(address, "From the phone", clock.now_s, wamid) for address, wamid in ids.items()]
    meta.tells(entry(number, field="smb_message_echoes", message_echoes=ours))
    theirs = [text_message(customer.address, "Thanks", clock.now_s) for customer in customers]
    read = [status(wamid, "read", clock.now_s) for wamid in ids.values()]
    meta.tells(entry(number, messages=theirs, statuses=read))
    for customer in customers:
        told = acme.messages(acme.conversation(customer.address)["id"])
        assert [(message["text"], message["status"]) for message in told] == [
            ("Thanks", "received"),
            ("From the phone", "read"),
        ]
