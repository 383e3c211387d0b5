"""The simulated Bot API against what Telegram documents and its server does."""

from typing import Any

import httpx
import pytest
from starlette.responses import Response

from infra.local.simulators import SimLimits

pytestmark = pytest.mark.anyio
ANA = "+4915550001"


async def chat_of(stack) -> int:
    """Writes once, so that the bot may answer, and tells the chat."""
    await stack.write(ANA, channel="telegram", text="/start now", name="Ana")
    return int(stack.business.bodies[-1]["message"]["chat"]["id"])


async def test_a_customers_text_is_an_update_with_the_secret_and_a_stable_chat(stack):
    answer = await stack.write(ANA, channel="telegram", text="/start now", at=1769860800, name="Ana")
    await stack.write("4915550001", channel="acme/telegram", text="more")

    first, second = stack.business.bodies
    assert (answer["status_code"], answer["provider_message_id"]) == (200, f"{first['message']['chat']['id']}:1")
    assert second["update_id"] == first["update_id"] + 1
    message = first["message"]
    assert 0 < message["chat"]["id"] < 2**52
    assert message["chat"]["id"] == message["from"]["id"] == second["message"]["chat"]["id"]
    assert (message["from"]["first_name"], "username" in message["from"]) == ("Ana", False)
    assert (message["date"], message["message_id"], second["message"]["message_id"]) == (1769860800, 1, 2)
    assert message["entities"] == [{"offset": 0, "length": 6, "type": "bot_command"}]


async def test_a_reply_reaches_the_phone_as_json_form_or_query(stack):
    chat_id = await chat_of(stack)
    as_json = await stack.bot("sendMessage", chat_id=chat_id, text="one", reply_parameters={"message_id": 1})
    url = "/sim/telegram/bot42:AAtoken/sendmessage"
    keyboard = '{"inline_keyboard": [[{"text": "Yes", "callback_data": "yes"}]]}'
    as_form = await stack.http.post(url, data={"chat_id": str(chat_id), "text": "two", "reply_markup": keyboard})
    as_query = await stack.http.get(url, params={"chat_id": chat_id, "text": "three"})

    assert [a.json()["result"]["message_id"] for a in (as_json, as_form, as_query)] == [2, 3, 4]
    received = await stack.received(ANA)
    assert [(m["text"], m["reply_to"]) for m in received] == [("one", f"{chat_id}:1"), ("two", None), ("three", None)]
    assert received[1]["buttons"] == [{"kind": "callback", "title": "Yes", "payload": "yes"}]
    assert {m["channel"] for m in received} == {"acme-telegram"}


@pytest.mark.parametrize(
    ("method", "parameters", "said"),
    [
        ("sendMessage", {"text": "x"}, "Bad Request: chat_id is empty"),
        ("sendMessage", {"chat_id": 5, "text": "x"}, "Bad Request: chat not found"),
        ("sendMessage", {"chat_id": "@ana", "text": "x"}, "Bad Request: chat not found"),
        ("sendMessage", {"chat_id": "CHAT", "text": " "}, "Bad Request: message text is empty"),
        ("sendMessage", {"chat_id": "CHAT", "text": "x" * 4097}, "Bad Request: message is too long"),
        ("sendPhoto", {"chat_id": "CHAT", "photo": "no-id"}, "Bad Request: wrong file identifier/HTTP URL specified"),
        ("sendSmoke", {}, "Not Found"),
        ("setWebhook", {"url": "http://x.org"}, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook"),
        (
            "setWebhook",
            {"url": "https://x.org", "secret_token": "ä"},
            "Bad Request: secret token contains unallowed characters",
        ),
        (
            "setWebhook",
            {"url": "https://x.org:81"},
            "Bad Request: bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
        ),
    ],
)
async def test_a_call_that_telegram_would_refuse_is_refused(stack, method: str, parameters: dict[str, Any], said: str):
    chat_id = await chat_of(stack)
    asked = {name: chat_id if value == "CHAT" else value for name, value in parameters.items()}
    answer = await stack.bot(method, **asked)

    assert answer.json() == {"ok": False, "error_code": answer.status_code, "description": said}
    assert answer.status_code == (400 if said != "Not Found" else 404)


async def test_an_unknown_token_is_unauthorized_and_a_known_one_tells_the_bot(stack):
    unknown = await stack.http.get("/sim/telegram/bot42:other/getMe")
    known = await stack.bot("getMe")

    assert (unknown.status_code, unknown.json()["description"]) == (401, "Unauthorized")
    assert (known.json()["result"]["id"], known.json()["result"]["username"]) == (42, "acme_bot")


async def test_a_bot_cannot_write_to_somebody_who_never_wrote_to_it(stack):
    await stack.write(ANA, channel="whatsapp", text="hi")
    phones = (await stack.http.get("/local/phones")).json()["phones"]
    answer = await stack.bot("sendMessage", chat_id=phones[0]["telegram_chat_id"], text="x")

    assert answer.json()["description"] == "Bad Request: chat not found"


async def test_a_block_is_told_and_refuses_messages_until_it_is_lifted(stack):
    chat_id = await chat_of(stack)
    await stack.http.post(f"/local/phones/{ANA}/block", json={"channel": "telegram", "blocked": True})
    refused = await stack.bot("sendMessage", chat_id=chat_id, text="x")
    await stack.http.post(f"/local/phones/{ANA}/block", json={"channel": "telegram", "blocked": False})
    taken = await stack.bot("sendMessage", chat_id=chat_id, text="x")

    assert (refused.status_code, refused.json()["description"]) == (403, "Forbidden: bot was blocked by the user")
    assert taken.status_code == 200
    members = [b["my_chat_member"]["new_chat_member"]["status"] for b in stack.business.bodies if "my_chat_member" in b]
    assert members == ["kicked", "member"]


async def test_too_many_messages_to_one_chat_are_throttled(serve):
    async with serve(SimLimits(telegram_chat_burst=2)) as stack:
        chat_id = await chat_of(stack)
        answers = [await stack.bot("sendMessage", chat_id=chat_id, text="x") for _ in range(3)]
        await stack.clock.advance(1)
        later = await stack.bot("sendMessage", chat_id=chat_id, text="x")

    assert [a.status_code for a in answers] == [200, 200, 429]
    assert answers[2].json()["parameters"] == {"retry_after": 1}
    assert answers[2].headers["retry-after"] == "1"
    assert later.status_code == 200


async def test_a_file_goes_both_ways(stack):
    chat_id = await chat_of(stack)
    await stack.write(ANA, channel="telegram", media={"kind": "voice"})
    voice = stack.business.bodies[-1]["message"]["voice"]
    path = (await stack.bot("getFile", file_id=voice["file_id"])).json()["result"]["file_path"]
    data = await stack.http.get(f"/sim/telegram/file/bot42:AAtoken/{path}")
    files = {"document": ("price.pdf", b"%PDF-1.4", "application/pdf")}
    form = {"chat_id": str(chat_id), "caption": "prices"}
    url = "/sim/telegram/bot42:AAtoken/sendDocument"
    sent = (await stack.http.post(url, data=form, files=files)).json()["result"]
    again = await stack.bot("sendDocument", chat_id=chat_id, document=sent["document"]["file_id"])

    assert path.startswith("voice/")
    assert len(data.content) == voice["file_size"]
    assert (sent["caption"], sent["document"]["file_name"]) == ("prices", "price.pdf")
    assert again.json()["result"]["document"]["file_id"] == sent["document"]["file_id"]
    received = await stack.received(ANA)
    assert [(m["media"]["kind"], m["text"]) for m in received] == [("document", "prices"), ("document", None)]


async def test_sharing_ones_own_number_proves_whose_it_is(stack):
    await stack.write(ANA, channel="telegram", contact=True)
    await stack.write(ANA, channel="telegram", contact={"phone_number": "+4915559999", "first_name": "Bo"})

    own, other = (b["message"] for b in stack.business.bodies)
    assert (own["contact"]["phone_number"], own["contact"]["user_id"]) == ("+4915550001", own["from"]["id"])
    assert "user_id" not in other["contact"]


async def test_a_tap_an_edit_and_a_wanted_reaction_are_updates_of_their_kind(stack):
    chat_id = await chat_of(stack)
    markup = {"inline_keyboard": [[{"text": "Yes", "callback_data": "yes"}]]}
    sent = (await stack.bot("sendMessage", chat_id=chat_id, text="Sure?", reply_markup=markup)).json()["result"]
    tap = await stack.write(ANA, channel="telegram", button={"payload": "yes"})
    await stack.write(ANA, channel="telegram", text="/start later", edit="1")
    reaction = {"message_id": f"{chat_id}:{sent['message_id']}", "emoji": "👍"}
    unwanted = await stack.write(ANA, channel="telegram", reaction=reaction)
    hook = {"url": f"{stack.base_url}/hook/telegram", "secret_token": "from-telegram"}
    await stack.bot("setWebhook", **hook, allowed_updates=["message", "message_reaction"])
    await stack.write(ANA, channel="telegram", reaction=reaction)
    answered = await stack.bot("answerCallbackQuery", callback_query_id=tap["provider_message_id"])
    edited = await stack.bot("editMessageText", chat_id=chat_id, message_id=sent["message_id"], text="Thanks")

    _, query, edit, reacted = stack.business.bodies
    assert query["callback_query"]["data"] == "yes"
    assert query["callback_query"]["message"]["message_id"] == sent["message_id"]
    assert (edit["edited_message"]["message_id"], edit["edited_message"]["text"]) == (1, "/start later")
    assert unwanted["status_code"] is None
    assert reacted["message_reaction"]["new_reaction"] == [{"type": "emoji", "emoji": "👍"}]
    assert answered.json() == {"ok": True, "result": True}
    assert edited.json()["result"]["text"] == "Thanks"
    assert [(m["text"], m["buttons"]) for m in await stack.received(ANA)] == [("Thanks", [])]


async def test_the_phone_shows_what_its_customer_edited_and_reacted_with(stack):
    chat_id = await chat_of(stack)
    sent = (await stack.bot("sendMessage", chat_id=chat_id, text="Sure?")).json()["result"]["message_id"]
    await stack.write(ANA, channel="telegram", text="/start later", edit="1")
    await stack.write(ANA, channel="telegram", reaction={"message_id": str(sent), "emoji": "👍"})
    await stack.write(ANA, channel="telegram", reaction={"message_id": "1", "emoji": "🎉"})

    async def shown() -> list[tuple[Any, ...]]:
        messages = (await stack.http.get(f"/local/phones/{ANA}")).json()["messages"]
        return [(m["text"], "edit_date" in m.get("message", {}), m["own_reaction"]) for m in messages]

    assert await shown() == [("/start later", True, "🎉"), ("Sure?", False, "👍")]
    await stack.write(ANA, channel="telegram", reaction={"message_id": str(sent), "emoji": ""})
    assert await shown() == [("/start later", True, "🎉"), ("Sure?", False, None)]


async def test_an_untaken_update_holds_up_its_chat_but_no_other(stack):
    retry_later = Response(status_code=503, headers={"Retry-After": "30"})
    stack.business.answers = [retry_later]
    first = await stack.write(ANA, channel="telegram", text="one")
    second = await stack.write(ANA, channel="telegram", text="two")
    await stack.write("+4915550002", channel="telegram", text="other")
    info = (await stack.bot("getWebhookInfo")).json()["result"]
    await stack.idle()
    seen = [b["message"]["text"] for b in stack.business.bodies]
    await stack.clock.advance(31)
    await stack.idle()

    assert (first["status_code"], second["status_code"]) == (503, None)
    assert info["pending_update_count"] == 2
    assert info["last_error_message"] == "Wrong response from the webhook: 503"
    assert seen == ["one", "other"]
    assert [b["message"]["text"] for b in stack.business.bodies[2:]] == ["one", "two"]


async def test_an_update_is_tried_again_at_once_after_the_first_failure(stack):
    stack.business.answers = [500]
    await stack.write(ANA, channel="telegram", text="one")
    await stack.idle()

    assert [b["message"]["text"] for b in stack.business.bodies] == ["one", "one"]


async def test_updates_wait_for_a_webhook_which_survives_a_restart(serve):
    async with serve() as stack:
        made = (await stack.http.post("/local/simulators/telegram/bots", json={"tenant": "acme"})).json()
        waiting = await stack.write(ANA, channel=made["id"], text="one")
        hook = {"url": f"{stack.base_url}/hook/telegram", "secret_token": "from-telegram"}
        taken = await stack.http.post(f"/sim/telegram/bot{made['bot_token']}/setWebhook", json=hook)
        await stack.idle()
    async with serve() as again:
        await again.write(ANA, channel=made["id"], text="two")

    assert waiting["status_code"] is None
    assert taken.json()["ok"] is True
    assert [b["message"]["text"] for b in stack.business.bodies] == ["one"]
    assert [b["message"]["text"] for b in again.business.bodies] == ["two"]


@pytest.mark.parametrize(("mode", "code"), [("500", 500), ("429", 429)])
async def test_an_error_fault_refuses_one_call(stack, mode: str, code: int):
    chat_id = await chat_of(stack)
    stack.faults.set("telegram", mode, 1)
    answers = [await stack.bot("sendMessage", chat_id=chat_id, text=text) for text in ("one", "two")]

    assert [a.status_code for a in answers] == [code, 200]
    assert [m["text"] for m in await stack.received(ANA)] == ["two"]


@pytest.mark.parametrize("mode", ["kill", "timeout", "drop_after_accept"])
async def test_a_call_without_an_answer_was_accepted_only_with_drop_after_accept(serve, mode: str):
    async with serve(hold_s=0.1) as stack:
        chat_id = await chat_of(stack)
        stack.faults.set("telegram", mode, 1)
        with pytest.raises(httpx.TransportError):
            await stack.bot("sendMessage", chat_id=chat_id, text="hello")
        received = [m["text"] for m in await stack.received(ANA)]

    assert received == ["hello"] * (mode == "drop_after_accept")


async def test_a_duplicate_fault_repeats_the_next_update(stack):
    chat_id = await chat_of(stack)
    stack.faults.set("telegram", "duplicate", 1)
    await stack.bot("sendMessage", chat_id=chat_id, text="hello")
    await stack.write(ANA, channel="telegram", text="again")
    await stack.idle()

    ids = [b["update_id"] for b in stack.business.bodies]
    assert ids[1:] == [ids[0] + 1, ids[0] + 1]


@pytest.mark.parametrize(
    ("address", "body", "code"),
    [
        (ANA, {"channel": "nowhere", "text": "x"}, 404),
        (ANA, {"channel": "telegram"}, 422),
        (ANA, {"channel": "telegram", "text": "x", "at": "yesterday"}, 422),
        (ANA, {"channel": "telegram", "text": "x", "colour": "red"}, 422),
        (ANA, {"channel": "telegram", "button": {"payload": "none"}}, 409),
        ("ana", {"channel": "telegram", "text": "x"}, 422),
    ],
)
async def test_what_a_phone_cannot_do_is_a_problem(stack, address: str, body: dict[str, Any], code: int):
    answer = await stack.http.post(f"/local/phones/{address}/messages", json=body)

    assert (answer.status_code, answer.json()["status"]) == (code, code)
    assert answer.headers["content-type"] == "application/problem+json"
