"""The simulated Cloud API against what Meta documents and what was recorded."""

import asyncio
import base64
import hashlib
from typing import Any

import httpx
import pytest

from infra.local.simulators import SimLimits

pytestmark = pytest.mark.anyio
ANA = "+4915550001"
ANA_DIGITS = "4915550001"


def code_of(answer: httpx.Response) -> int:
    return int(answer.json()["error"]["code"])


async def test_a_customers_text_arrives_signed_and_in_the_recorded_shape(stack):
    answer = await stack.write(ANA, channel="whatsapp", text="Hallo /ä", at="2026-01-31T12:00:00Z", name="Ana")

    assert answer["status_code"] == 200
    assert answer["delivered_to"] == f"{stack.base_url}/hook/whatsapp"
    [body] = stack.business.bodies
    [value] = stack.business.values()
    assert body["object"] == "whatsapp_business_account"
    assert body["entry"][0]["id"] == "2001"
    assert body["entry"][0]["changes"][0]["field"] == "messages"
    assert value["metadata"] == {"display_phone_number": "15550001001", "phone_number_id": "1001"}
    assert value["contacts"][0]["profile"] == {"name": "Ana"}
    assert value["contacts"][0]["wa_id"] == ANA_DIGITS
    [message] = value["messages"]
    assert message["id"] == answer["provider_message_id"]
    assert (message["from"], message["timestamp"], message["text"]) == (ANA_DIGITS, "1769860800", {"body": "Hallo /ä"})


async def test_a_reply_reaches_the_phone_and_its_statuses_carry_our_id(stack):
    await stack.write(ANA, channel="acme/whatsapp", text="hi")
    answer = await stack.send_text(ANA, "hello", biz_opaque_callback_data="message-7")
    await stack.idle()

    wamid = answer.json()["messages"][0]["id"]
    assert answer.json()["contacts"][0]["wa_id"] == ANA_DIGITS
    [message] = await stack.received(ANA_DIGITS)
    assert (message["provider_message_id"], message["text"], message["status"]) == (wamid, "hello", "delivered")
    statuses = stack.business.statuses()
    assert [s["status"] for s in statuses] == ["sent", "delivered"]
    assert {(s["id"], s["biz_opaque_callback_data"], s["recipient_id"]) for s in statuses} == {
        (wamid, "message-7", ANA_DIGITS)
    }
    assert statuses[0]["pricing"]["category"] == "service"


async def test_a_receipt_is_reported_when_a_person_says_so(stack):
    await stack.write(ANA, channel="whatsapp", text="hi")
    wamid = (await stack.send_text(ANA, "hello")).json()["messages"][0]["id"]
    await stack.idle()
    told = await stack.http.post(f"/local/phones/{ANA}/receipts", json={"provider_message_id": wamid, "status": "read"})
    unknown = await stack.http.post(
        f"/local/phones/{ANA}/receipts", json={"provider_message_id": "x", "status": "read"}
    )

    assert told.status_code == 201
    assert stack.business.statuses()[-1]["status"] == "read"
    assert (await stack.received(ANA))[0]["status"] == "read"
    assert unknown.status_code == 404
    assert unknown.headers["content-type"] == "application/problem+json"


async def test_free_text_outside_the_window_is_accepted_and_then_fails(stack):
    await stack.write(ANA, channel="whatsapp", text="hi")
    await stack.clock.advance(24 * 3600 + 1)
    answer = await stack.send_text(ANA, "too late")
    await stack.idle()

    assert answer.status_code == 200
    [failed] = stack.business.statuses()
    assert (failed["status"], failed["errors"][0]["code"]) == ("failed", 131047)
    assert await stack.received(ANA) == []


async def test_an_old_message_opens_no_window(stack):
    await stack.write(ANA, channel="whatsapp", text="hi", at=stack.clock.now() - 25 * 3600)
    await stack.send_text(ANA, "hello")
    await stack.idle()

    assert [s["status"] for s in stack.business.statuses()] == ["failed"]


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ({"type": "text", "text": {"body": "x" * 4097}}, 100),
        ({"type": "text", "text": {}}, 131008),
        ({"type": "text"}, 131008),
        ({"type": "text", "text": {"body": "x", "colour": "red"}}, 100),
        ({"type": "poll"}, 100),
        ({"type": "location", "location": {"latitude": 91, "longitude": 0}}, 131009),
        ({"type": "image", "image": {"id": "unknown"}}, 100),
        ({"type": "image", "image": {"id": "1", "link": "http://x"}}, 100),
        ({"type": "template", "template": {"name": "none", "language": {"code": "en"}}}, 132001),
        ({"type": "interactive", "interactive": {"type": "button", "body": {"text": "?"}, "action": {}}}, 131008),
        ({"type": "text", "text": {"body": "x"}, "biz_opaque_callback_data": "x" * 513}, 100),
        ({"type": "text", "text": {"body": "x"}, "messaging_product": None}, 100),
    ],
)
async def test_a_message_that_meta_would_refuse_is_refused(stack, message: dict[str, Any], code: int):
    answer = await stack.send(ANA, **message)

    assert (answer.status_code, code_of(answer)) == (404 if code == 132001 else 400, code)
    assert answer.json()["error"]["error_data"]["messaging_product"] == "whatsapp"
    assert answer.json()["error"]["fbtrace_id"]


async def test_a_wrong_token_an_unknown_number_and_a_bad_recipient_are_told_apart(stack):
    wrong = await stack.graph("POST", "1001/messages", token="stolen", json={})
    unknown = await stack.graph("POST", "9999/messages", json={})
    nobody = await stack.send_text("not a number", "x")

    assert code_of(nobody) == 131009
    assert (wrong.status_code, code_of(wrong)) == (401, 190)
    assert (unknown.status_code, code_of(unknown), unknown.json()["error"]["error_subcode"]) == (400, 100, 33)


async def test_a_bsuid_in_to_is_accepted_and_delivers_nothing_but_in_recipient_it_arrives(stack):
    await stack.write(ANA, channel="whatsapp", text="hi")
    user_id = stack.business.values()[0]["contacts"][0]["user_id"]
    lost = await stack.send_text(user_id, "lost")
    body = {"messaging_product": "whatsapp", "recipient": user_id, "type": "text", "text": {"body": "found"}}
    found = await stack.graph("POST", "1001/messages", json=body)
    await stack.idle()

    assert lost.status_code == found.status_code == 200
    assert [m["text"] for m in await stack.received(ANA)] == ["found"]


async def test_a_customer_without_a_visible_number_has_only_a_user_id(stack):
    await stack.write(ANA, channel="whatsapp", text="hi", username="ana", hide_number=True)

    [value] = stack.business.values()
    assert "from" not in value["messages"][0]
    assert "wa_id" not in value["contacts"][0]
    assert value["messages"][0]["from_user_id"] == value["contacts"][0]["user_id"]


async def test_media_of_a_webhook_is_fetched_with_the_token_until_it_expires(stack):
    await stack.write(ANA, channel="whatsapp", media={"kind": "image", "caption": "look"})
    image = stack.business.messages()[0]["image"]
    described = (await stack.graph("GET", image["id"])).json()
    stranger = await stack.http.get(described["url"])
    data = await stack.http.get(described["url"], headers={"Authorization": "Bearer EAAG-acme"})
    await stack.clock.advance(301)
    late = await stack.http.get(described["url"], headers={"Authorization": "Bearer EAAG-acme"})
    await stack.clock.advance(7 * 86400)
    gone = await stack.graph("GET", image["id"])

    assert image["caption"] == "look"
    assert stranger.status_code == 401
    assert hashlib.sha256(data.content).hexdigest() == described["sha256"]
    assert base64.b64decode(image["sha256"]).hex() == described["sha256"]
    assert described["file_size"] == len(data.content)
    assert late.status_code == 404
    assert code_of(gone) == 100


async def test_an_uploaded_file_is_sent_by_its_id_and_a_bad_link_fails_later(stack):
    await stack.write(ANA, channel="whatsapp", text="hi")
    files = {"file": ("price.pdf", b"%PDF-1.4", "application/pdf")}
    uploaded = await stack.graph("POST", "1001/media", data={"messaging_product": "whatsapp"}, files=files)
    await stack.send(ANA, type="document", document={"id": uploaded.json()["id"], "caption": "prices"})
    await stack.send(ANA, type="image", image={"link": f"{stack.base_url}/nowhere.png"})
    await stack.idle()

    [message] = await stack.received(ANA)
    assert (message["media"]["kind"], message["media"]["filename"], message["text"]) == (
        "document",
        "price.pdf",
        "prices",
    )
    assert (await stack.http.get(message["media"]["url"])).content == b"%PDF-1.4"
    [failed] = [s for s in stack.business.statuses() if s["status"] == "failed"]
    assert failed["errors"][0]["code"] == 131053


async def test_a_button_tap_tells_which_button_of_which_message(stack):
    await stack.write(ANA, channel="whatsapp", text="hi")
    buttons = [{"type": "reply", "reply": {"id": "yes", "title": "Yes"}}]
    interactive = {"type": "button", "body": {"text": "Sure?"}, "action": {"buttons": buttons}}
    wamid = (await stack.send(ANA, type="interactive", interactive=interactive)).json()["messages"][0]["id"]
    await stack.write(ANA, channel="whatsapp", button={"payload": "yes"})

    tap = stack.business.messages()[-1]
    assert tap["interactive"] == {"type": "button_reply", "button_reply": {"id": "yes", "title": "Yes"}}
    assert tap["context"] == {"from": "15550001001", "id": wamid}
    assert (await stack.received(ANA))[0]["buttons"] == [{"kind": "reply", "title": "Yes", "payload": "yes"}]


async def test_marking_as_read_shows_typing_until_the_reply(stack):
    wamid = (await stack.write(ANA, channel="whatsapp", text="hi"))["provider_message_id"]
    body = {
        "messaging_product": "whatsapp",
        "status": "read",
        "message_id": wamid,
        "typing_indicator": {"type": "text"},
    }
    answer = await stack.graph("POST", "1001/messages", json=body)
    typing = (await stack.http.get(f"/local/phones/{ANA}")).json()
    await stack.send_text(ANA, "hello")
    replied = (await stack.http.get(f"/local/phones/{ANA}")).json()

    assert answer.json() == {"success": True}
    assert typing["messages"][0]["read"] is True
    assert [typing["chats"][0]["business_is_typing"], replied["chats"][0]["business_is_typing"]] == [True, False]


async def test_a_template_is_reviewed_listed_sent_and_deleted(stack):
    text = "Dear {{1}}, your order {{2}} left us today."
    body = {"type": "BODY", "text": text, "example": {"body_text": [["Ana", "7"]]}}
    template = {"name": "order_left", "language": "en", "category": "UTILITY", "components": [body]}
    created = await stack.graph("POST", "2001/message_templates", json=template)
    await stack.idle()
    again = await stack.graph("POST", "2001/message_templates", json=template)
    page = (await stack.graph("GET", "2001/message_templates", params={"limit": 1})).json()
    after = page["paging"]["cursors"]["after"]
    rest = (await stack.graph("GET", "2001/message_templates", params={"limit": 1, "after": after})).json()
    sent = {"name": "order_left", "language": {"code": "en"}}
    values = [{"type": "text", "text": "Ana"}, {"type": "text", "text": "7"}]
    components = [{"type": "body", "parameters": values}]
    good = await stack.send(ANA, type="template", template={**sent, "components": components})
    short = await stack.send(ANA, type="template", template=sent)
    await stack.idle()
    gone = await stack.graph("DELETE", "2001/message_templates", params={"name": "order_left"})
    missing = await stack.send(ANA, type="template", template={**sent, "components": components})

    assert created.json()["status"] == "PENDING"
    assert stack.business.bodies[0]["entry"][0]["changes"][0]["field"] == "message_template_status_update"
    assert stack.business.values()[0]["event"] == "APPROVED"
    assert again.json()["error"]["error_subcode"] == 2388024
    assert [t["name"] for t in page["data"] + rest["data"]] == ["hello_world", "order_left"]
    assert good.status_code == 200
    [message] = await stack.received(ANA)
    assert (message["text"], message["template"]["name"]) == ("Dear Ana, your order 7 left us today.", "order_left")
    assert code_of(short) == 132000
    assert gone.json() == {"success": True}
    assert code_of(missing) == 132001


async def test_limits_of_the_number_and_of_the_pair_answer_their_codes(serve):
    async with serve(SimLimits(whatsapp_per_s=3, whatsapp_pair_burst=2)) as stack:
        to_one = [await stack.send_text(ANA, "x") for _ in range(3)]
        await stack.clock.advance(10)
        to_many = [await stack.send_text(f"4915550{n}001", "x") for n in range(4)]

    assert [a.status_code for a in to_one] == [200, 200, 400]
    assert code_of(to_one[-1]) == 131056
    assert [code_of(a) for a in to_many if a.status_code != 200] == [130429]


async def test_an_untaken_webhook_comes_again_on_the_virtual_clock_and_holds_nothing_up(stack):
    stack.business.answers = [500, 503]
    first = await stack.write(ANA, channel="whatsapp", text="one")
    await stack.write(ANA, channel="whatsapp", text="two")
    await stack.write(ANA, channel="whatsapp", text="three")
    await stack.idle()
    await stack.clock.advance(60)
    await stack.idle()

    assert first["status_code"] == 500
    texts = [m["text"]["body"] for m in stack.business.messages()]
    assert texts[:3] == ["one", "two", "three"]
    assert sorted(texts[3:]) == ["one", "two"]


async def test_undelivered_webhooks_and_phones_survive_a_restart(serve):
    async with serve() as stack:
        await stack.write(ANA, channel="whatsapp", text="hi")
        await stack.send_text(ANA, "hello")
        await stack.idle()
        stack.business.answers = [500]
        await stack.write(ANA, channel="whatsapp", text="again", name="Ana")
    async with serve() as stack:
        await stack.clock.advance(60)
        await stack.idle()
        received = await stack.received(ANA)
        phones = (await stack.http.get("/local/phones")).json()

    assert [m["text"]["body"] for m in stack.business.messages()] == ["again"]
    assert [m["text"] for m in received] == ["hello"]
    assert [(p["address"], p["name"], p["written"]) for p in phones["phones"]] == [(ANA_DIGITS, "Ana", 2)]
    assert [c["id"] for c in phones["channels"]] == ["acme-whatsapp", "acme-telegram"]


@pytest.mark.parametrize(("mode", "status"), [("500", 500), ("429", 429)])
async def test_an_error_fault_refuses_one_call_and_delivers_nothing(stack, mode: str, status: int):
    await stack.write(ANA, channel="whatsapp", text="hi")
    stack.faults.set("graph", mode, 1)
    refused = await stack.send_text(ANA, "one")
    taken = await stack.send_text(ANA, "two")
    await stack.idle()

    assert [refused.status_code, taken.status_code] == [status, 200]
    assert [m["text"] for m in await stack.received(ANA)] == ["two"]


@pytest.mark.parametrize("mode", ["kill", "timeout", "drop_after_accept"])
async def test_a_call_without_an_answer_was_accepted_only_with_drop_after_accept(serve, mode: str):
    async with serve(hold_s=0.1) as stack:
        await stack.write(ANA, channel="whatsapp", text="hi")
        stack.faults.set("graph", mode, 1)
        with pytest.raises(httpx.TransportError):
            await stack.send_text(ANA, "hello", biz_opaque_callback_data="message-7")
        await stack.idle()
        received = [m["text"] for m in await stack.received(ANA)]

    accepted = mode == "drop_after_accept"
    assert received == ["hello"] * accepted
    assert [s["biz_opaque_callback_data"] for s in stack.business.statuses()] == ["message-7", "message-7"] * accepted


async def test_a_held_call_ends_when_the_caller_leaves(stack):
    stack.faults.set("graph", "timeout", 1)
    with pytest.raises(httpx.ReadTimeout):
        await stack.graph("GET", "1001", timeout=0.1)

    assert (await stack.graph("GET", "1001", params={"fields": "verified_name"})).json() == {
        "id": "1001",
        "verified_name": "Acme",
    }


async def test_duplicate_and_reorder_faults_change_the_statuses_only(stack):
    await stack.write(ANA, channel="whatsapp", text="hi")
    stack.faults.set("graph", "duplicate", 1)
    stack.faults.set("graph", "reorder", 1)
    await stack.send_text(ANA, "twice", biz_opaque_callback_data="a")
    await stack.idle()
    await stack.send_text(ANA, "backwards", biz_opaque_callback_data="b")
    await stack.idle()

    told = [(s["biz_opaque_callback_data"], s["status"]) for s in stack.business.statuses()]
    assert sorted(told[:4]) == [("a", "delivered"), ("a", "delivered"), ("a", "sent"), ("a", "sent")]
    assert told[4:] == [("b", "delivered"), ("b", "sent")]
    assert len(await stack.received(ANA)) == 2


async def test_a_blocked_business_cannot_be_written_to_and_reaches_nobody(stack):
    await stack.write(ANA, channel="whatsapp", text="hi")
    await stack.http.post(f"/local/phones/{ANA}/block", json={"channel": "whatsapp", "blocked": True})
    await stack.send_text(ANA, "hello")
    await stack.idle()
    refused = await stack.http.post(f"/local/phones/{ANA}/messages", json={"channel": "whatsapp", "text": "hm"})

    assert stack.business.statuses()[-1]["errors"][0]["code"] == 131026
    assert refused.status_code == 409


async def test_a_new_number_is_told_and_the_old_one_no_longer_answers(stack):
    await stack.write(ANA, channel="whatsapp", text="hi")
    answer = await stack.http.post(f"/local/phones/{ANA}/number", json={"new_address": "+4915550002"})
    await stack.send_text(ANA, "hello")
    await stack.idle()

    assert answer.json()["address"] == "4915550002"
    told = stack.business.messages()[-1]
    assert (told["from"], told["system"]["type"], told["system"]["wa_id"]) == (
        ANA_DIGITS,
        "user_changed_number",
        "4915550002",
    )
    assert stack.business.statuses()[-1]["errors"][0]["code"] == 131026


async def test_a_further_number_works_with_the_answered_credentials(stack):
    url = f"{stack.base_url}/hook/whatsapp"
    made = (await stack.http.post("/local/simulators/whatsapp/numbers", json={"webhook_url": url})).json()
    told = await stack.write(ANA, channel=made["id"], text="hi")
    token = made["access_token"]
    seen = await stack.graph("GET", made["phone_number_id"], token=token)
    params = {"override_callback_uri": url, "verify_token": "wrong"}
    refused = await stack.graph("POST", f"{made['waba_id']}/subscribed_apps", token=token, json=params)
    good = {**params, "verify_token": "verify-me"}
    taken = await stack.graph("POST", f"{made['waba_id']}/subscribed_apps", token=token, json=good)

    assert told["status_code"] == 200
    assert seen.json()["verified_name"] == "Simulated number"
    assert (refused.status_code, refused.json()["error"]["error_subcode"]) == (400, 2200)
    assert taken.json() == {"success": True}


async def test_a_hundred_messages_at_once_all_arrive(serve):
    async with serve(SimLimits(whatsapp_per_s=None, whatsapp_pair_burst=None)) as stack:
        await asyncio.gather(*(stack.write(f"+49155500{n:03d}", channel="whatsapp", text="hi") for n in range(100)))
        await asyncio.gather(*(stack.send_text(f"+49155500{n:03d}", "hello") for n in range(100)))
        await stack.idle()

    assert len({m["id"] for m in stack.business.messages()}) == 100
    assert len({(s["id"], s["status"]) for s in stack.business.statuses()}) == 200
