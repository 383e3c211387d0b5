"""Files: a customer's is fetched at once and can be downloaded, ours arrives with the bytes that were uploaded."""

import base64

import httpx
import pytest

from tests.conftest import RunningStack
from tests.flows.driving import Clock, Customer, Faults, Json, Tenant

pytestmark = pytest.mark.flow
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def _picture(content: bytes = PIXEL) -> Json:
    return {"kind": "image", "mime_type": "image/png", "data_base64": base64.b64encode(content).decode()}


def _download(tenant: Tenant, message_id: str) -> bytes:
    url = tenant.get(f"inbox/messages/{message_id}/media")["url"]
    answer = httpx.get(url, trust_env=False, timeout=60)
    assert answer.status_code == 200, answer.text
    return answer.content


@pytest.mark.parametrize("provider", ["whatsapp", "telegram"])
def test_a_customers_picture_is_stored_and_can_be_downloaded(
    stack: RunningStack, acme: Tenant, customer: Customer, provider: str
) -> None:
    channel = {"whatsapp": acme.whatsapp, "telegram": acme.telegram}[provider]
    address = {"whatsapp": customer.address, "telegram": customer.telegram_chat_id}[provider]
    customer.write(channel["id"], "Look", media=_picture())
    stack.idle()
    (message,) = acme.messages(acme.conversation(address)["id"])
    assert (message["kind"], message["text"]) == ("image", "Look")
    assert (message["media"]["status"], message["media"]["size_bytes"]) == ("stored", len(PIXEL))
    assert _download(acme, message["id"]) == PIXEL


@pytest.mark.parametrize("kind", ["video", "audio", "voice", "document", "sticker"])
def test_a_customers_file_of_every_kind_is_stored(
    stack: RunningStack, acme: Tenant, customer: Customer, kind: str
) -> None:
    customer.write(acme.whatsapp["id"], media={"kind": kind, "data_base64": base64.b64encode(kind.encode()).decode()})
    stack.idle()
    (message,) = acme.messages(acme.conversation(customer.address)["id"])
    assert message["media"]["status"] == "stored"
    assert _download(acme, message["id"]) == kind.encode()


@pytest.mark.parametrize("provider", ["whatsapp", "telegram"])
def test_an_uploaded_file_arrives_with_its_bytes(
    stack: RunningStack, acme: Tenant, customer: Customer, provider: str
) -> None:
    channel = {"whatsapp": acme.whatsapp, "telegram": acme.telegram}[provider]
    address = {"whatsapp": customer.address, "telegram": customer.telegram_chat_id}[provider]
    customer.write(channel["id"], "Send me the picture")
    contact_id = acme.conversation(address)["id"]
    uploaded = acme.call("POST", "inbox/media", content=PIXEL, headers={"Content-Type": "image/png"})
    assert uploaded.status_code == 201
    media = {"media_id": uploaded.json()["media_id"], "mime_type": "image/png", "filename": "bread.png"}
    message_id = acme.replied(contact_id, "Here it is", **media)
    stack.idle()
    assert acme.message(message_id)["status"] in ("sent", "delivered")
    (received,) = customer.received()
    assert (received["channel"], received["text"]) == (channel["id"], "Here it is")
    assert httpx.get(received["media"]["url"], trust_env=False, timeout=60).content == PIXEL
    assert _download(acme, message_id) == PIXEL


@pytest.mark.parametrize("content_type", ["multipart/form-data; boundary=x", "picture", "*/*"])
def test_an_upload_that_is_not_the_file_itself_is_refused_in_words(acme: Tenant, content_type: str) -> None:
    refused = acme.call("POST", "inbox/media", content=PIXEL, headers={"Content-Type": content_type})
    assert (refused.status_code, refused.json()["code"]) == (422, "invalid")
    assert "the file itself" in refused.json()["detail"]


@pytest.mark.parametrize("mode", ["500", "429", "timeout", "kill", "drop_after_accept"])
def test_a_picture_that_whatsapp_does_not_hand_out_at_first_is_fetched_later(
    stack: RunningStack, acme: Tenant, customer: Customer, clock: Clock, faults: Faults, mode: str
) -> None:
    faults.set("graph", mode, count=2)
    customer.write(acme.whatsapp["id"], media=_picture())
    stack.idle()
    clock.advance(60)
    clock.advance(60)
    assert faults.pending() == []
    (message,) = acme.messages(acme.conversation(customer.address)["id"])
    assert message["media"]["status"] == "stored"
    assert _download(acme, message["id"]) == PIXEL


def test_an_upload_that_whatsapp_does_not_answer_is_made_again_and_the_message_is_sent_once(
    stack: RunningStack, acme: Tenant, customer: Customer, clock: Clock, faults: Faults
) -> None:
    customer.write(acme.whatsapp["id"], "Send me the picture")
    contact_id = acme.conversation(customer.address)["id"]
    uploaded = acme.call("POST", "inbox/media", content=PIXEL, headers={"Content-Type": "image/png"}).json()
    faults.set("graph", "kill")
    message_id = acme.replied(contact_id, media_id=uploaded["media_id"], mime_type="image/png")
    stack.idle()
    clock.advance(60)
    assert acme.message(message_id)["status"] == "delivered"
    assert len(customer.received()) == 1


def test_a_file_that_was_never_uploaded_fails_with_the_reason(
    stack: RunningStack, acme: Tenant, customer: Customer
) -> None:
    customer.write(acme.whatsapp["id"], "Hello")
    contact_id = acme.conversation(customer.address)["id"]
    message_id = acme.replied(contact_id, media_id="0" * 64, mime_type="image/png")
    stack.idle()
    message = acme.message(message_id)
    assert (message["status"], message["failure"]["code"]) == ("failed", "media_gone")


def test_a_message_without_a_file_has_no_address_of_one(acme: Tenant, customer: Customer) -> None:
    customer.write(acme.whatsapp["id"], "Only words")
    (message,) = acme.messages(acme.conversation(customer.address)["id"])
    assert acme.call("GET", f"inbox/messages/{message['id']}/media").status_code == 404
