"""What goes out to Telegram, and what its answers mean."""

import logging

import httpx
import pytest

from common.channels.base import (
    AccountHealth,
    Blame,
    ChannelRefused,
    MediaGone,
    Outcome,
    Outgoing,
    OutgoingMedia,
    SendError,
    Sent,
)
from common.channels.telegram.inbound import UPDATE_KINDS
from common.channels.telegram.outbound import TelegramSender
from common.channels.telegram.requests import MEDIA_METHODS
from common.channels.telegram.statuses import RULES, Rule, rule_for
from common.errors import AppError, DependencyDown, Misconfigured
from common.models.channel import Account, Provider
from common.models.ids import ChannelId
from common.models.message import MEDIA_KINDS, HeaderFormat, HeaderUse, Kind, Location, Reaction, TemplateUse
from tests.common.channels.fake_provider import FakeProvider, every_word

TOKEN = "7000000001:AAF-very-secret_token"
ACCOUNT = Account(
    channel_id=ChannelId("c"), provider=Provider.TELEGRAM, identifier="7000000001", credentials={"bot_token": TOKEN}
)
PICTURE = OutgoingMedia(content=b"\xff\xd8picture", mime_type="image/jpeg", filename="cat.jpg")


def sender(provider: FakeProvider) -> TelegramSender:
    return TelegramSender(provider.client(), base_url="https://api.telegram.org", timeout_s=1)


def outgoing(kind: Kind = Kind.TEXT, address: str = "111", **fields: object) -> Outgoing:
    return Outgoing.model_validate({"message_id": "ours1", "address": address, "kind": kind} | fields)


def ok(result: object = None) -> httpx.Response:
    return httpx.Response(200, json={"ok": True, "result": result or {"message_id": 9, "chat": {"id": 111}, "date": 1}})


def refused(code: int, description: str = "", **parameters: int) -> httpx.Response:
    body = {"ok": False, "error_code": code, "description": description, "parameters": parameters}
    return httpx.Response(code, json=body)


TEMPLATE = TemplateUse(name="order", language="en", text="Your order is ready")
BODIES: dict[str, tuple[Outgoing, str, dict[str, object]]] = {
    "text": (outgoing(text="1 < 2 _x"), "sendMessage", {"text": "1 < 2 _x"}),
    "answer": (
        outgoing(text="Hi", reply_to="111:5"),
        "sendMessage",
        {"text": "Hi", "reply_parameters": {"message_id": 5, "allow_sending_without_reply": True}},
    ),
    "answer to a message of another provider": (outgoing(text="Hi", reply_to="wamid.x"), "sendMessage", {"text": "Hi"}),
    "template": (outgoing(Kind.TEMPLATE, template=TEMPLATE), "sendMessage", {"text": "Your order is ready"}),
    "location": (
        outgoing(Kind.LOCATION, location=Location(latitude=1.5, longitude=2.5)),
        "sendLocation",
        {"latitude": 1.5, "longitude": 2.5},
    ),
    "venue": (
        outgoing(Kind.LOCATION, location=Location(latitude=1.5, longitude=2.5, name="Cafe", address="Street 1")),
        "sendVenue",
        {"latitude": 1.5, "longitude": 2.5, "title": "Cafe", "address": "Street 1"},
    ),
}


@pytest.mark.parametrize("name", BODIES)
def test_a_message_goes_out_in_telegrams_words(name: str, provider: FakeProvider) -> None:
    message, method, part = BODIES[name]
    provider.answers = [ok()]
    assert sender(provider).send(ACCOUNT, message) == Sent("111:9")
    (request,) = provider.requests
    assert str(request.url) == f"https://api.telegram.org/bot{TOKEN}/{method}"
    assert provider.body() == {"chat_id": "111", **part}


@pytest.mark.parametrize(("emoji", "reaction"), [("👍", [{"type": "emoji", "emoji": "👍"}]), ("", [])])
def test_a_reaction_is_set_or_taken_back(emoji: str, reaction: list[object], provider: FakeProvider) -> None:
    provider.answers = [ok(True)]
    message = outgoing(Kind.REACTION, reaction=Reaction(emoji=emoji, provider_message_id="111:5"))
    assert sender(provider).send(ACCOUNT, message) == Sent("reaction:ours1")
    assert provider.body() == {"chat_id": "111", "message_id": 5, "reaction": reaction}


@pytest.mark.parametrize("kind", sorted(MEDIA_METHODS))
def test_media_goes_along_as_a_file(kind: Kind, provider: FakeProvider) -> None:
    method, field, _ = MEDIA_METHODS[kind]
    provider.answers = [ok()]
    assert sender(provider).send(ACCOUNT, outgoing(kind, media=PICTURE, reply_to="111:5")) == Sent("111:9")
    (request,) = provider.requests
    assert request.url.path.endswith(f"/{method}")
    assert f'name="{field}"; filename="cat.jpg"'.encode() in request.content
    assert PICTURE.content in request.content
    assert b'{"message_id": 5, "allow_sending_without_reply": true}' in request.content


def test_a_caption_goes_along_with_a_picture(provider: FakeProvider) -> None:
    provider.answers = [ok()]
    sender(provider).send(ACCOUNT, outgoing(Kind.IMAGE, media=PICTURE, text="Look"))
    assert b'name="caption"\r\n\r\nLook' in provider.requests[0].content


def test_a_templates_text_stands_below_the_file_of_its_header(provider: FakeProvider) -> None:
    header = HeaderUse(format=HeaderFormat.IMAGE)
    shown = TEMPLATE.model_copy(update={"header": header})
    picture = OutgoingMedia(content=b"picture", mime_type="image/png", filename="cat.png")
    provider.answers = [ok({"message_id": 1, "chat": {"id": 111}})]
    sender(provider).send(ACCOUNT, outgoing(Kind.TEMPLATE, template=shown, media=picture))
    (request,) = provider.requests
    assert request.url.path.endswith("/sendPhoto")
    assert b"Your order is ready" in request.content


def test_every_kind_of_media_can_be_sent() -> None:
    assert set(MEDIA_METHODS) == MEDIA_KINDS


@pytest.mark.parametrize(
    ("message", "blame"),
    [
        (outgoing(text=""), Blame.REQUEST),
        (outgoing(text="x" * 4097), Blame.REQUEST),
        (outgoing(text="Hi", address="@ada"), Blame.RECIPIENT),
        (outgoing(Kind.IMAGE), Blame.MEDIA),
        (outgoing(Kind.IMAGE, media=PICTURE, text="x" * 1025), Blame.REQUEST),
        (outgoing(Kind.STICKER, media=PICTURE, text="words"), Blame.REQUEST),
        (outgoing(Kind.TEMPLATE, template=TemplateUse(name="a", language="en")), Blame.TEMPLATE),
        (outgoing(Kind.REACTION, reaction=Reaction(emoji="👍", provider_message_id="wamid.x")), Blame.REQUEST),
        (outgoing(Kind.LOCATION), Blame.REQUEST),
        (outgoing(Kind.ORDER), Blame.REQUEST),
    ],
)
def test_what_telegram_would_refuse_is_not_even_asked(message: Outgoing, blame: Blame, provider: FakeProvider) -> None:
    with pytest.raises(SendError) as caught:
        sender(provider).send(ACCOUNT, message)
    assert (caught.value.outcome, caught.value.blame) == (Outcome.FAILED, blame)
    assert not provider.requests


REFUSALS: list[tuple[httpx.Response | Exception, Outcome, Blame, str]] = [
    (httpx.ConnectError("x"), Outcome.RETRY, Blame.TRANSIENT, "ConnectError"),
    (httpx.PoolTimeout("x"), Outcome.RETRY, Blame.TRANSIENT, "PoolTimeout"),
    (httpx.ReadTimeout("x"), Outcome.UNKNOWN, Blame.TRANSIENT, "ReadTimeout"),
    (httpx.WriteError("x"), Outcome.UNKNOWN, Blame.TRANSIENT, "WriteError"),
    (httpx.RemoteProtocolError("x"), Outcome.UNKNOWN, Blame.TRANSIENT, "RemoteProtocolError"),
    (httpx.Response(200, text="?"), Outcome.UNKNOWN, Blame.TRANSIENT, "unreadable_answer"),
    (httpx.Response(502, text="Bad Gateway"), Outcome.RETRY, Blame.TRANSIENT, "502"),
    (refused(500, "Internal Server Error"), Outcome.RETRY, Blame.TRANSIENT, "500"),
    (refused(429, "Too Many Requests: retry after 7", retry_after=7), Outcome.RETRY, Blame.THROTTLE, "429"),
    (refused(403, "Forbidden: bot was blocked by the user"), Outcome.FAILED, Blame.CONSENT, "403"),
    (refused(403, "Forbidden: user is deactivated"), Outcome.FAILED, Blame.CONSENT, "403"),
    (refused(403, "Forbidden: bot can't initiate conversation with a user"), Outcome.FAILED, Blame.RECIPIENT, "403"),
    (refused(403, "Forbidden: something new"), Outcome.FAILED, Blame.RECIPIENT, "403"),
    (refused(400, "Bad Request: chat not found"), Outcome.FAILED, Blame.RECIPIENT, "400"),
    (refused(400, "Bad Request: message text is empty"), Outcome.FAILED, Blame.REQUEST, "400"),
    (refused(400, "Bad Request: something new"), Outcome.FAILED, Blame.REQUEST, "400"),
    (refused(401, "Unauthorized"), Outcome.FAILED, Blame.CHANNEL, "401"),
    (refused(404, "Not Found"), Outcome.FAILED, Blame.CHANNEL, "404"),
    (refused(418, "Teapot"), Outcome.FAILED, Blame.REQUEST, "418"),
]


@pytest.mark.parametrize(("answer", "outcome", "blame", "code"), REFUSALS)
def test_an_answer_means_what_the_table_says(
    answer: httpx.Response | Exception, outcome: Outcome, blame: Blame, code: str, provider: FakeProvider
) -> None:
    provider.answers = [answer]
    with pytest.raises(SendError) as caught:
        sender(provider).send(ACCOUNT, outgoing(text="Hi"))
    assert (caught.value.outcome, caught.value.blame, caught.value.provider_code) == (outcome, blame, code)
    assert len(provider.requests) == 1


def test_throttling_says_how_long_to_wait(provider: FakeProvider) -> None:
    provider.answers = [refused(429, retry_after=7), httpx.Response(429, headers={"retry-after": "9"})]
    waits = []
    for _ in range(2):
        with pytest.raises(SendError) as caught:
            sender(provider).send(ACCOUNT, outgoing(text="Hi"))
        waits.append(caught.value.retry_after_s)
    assert waits == [7, 9]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.code} {rule.phrase}")
def test_every_rule_is_found_by_its_own_words(rule: Rule) -> None:
    assert rule_for(rule.code, f"Bad Request: {rule.phrase.upper()}") == rule
    assert rule.detail.endswith(".")


def test_rules_are_unique() -> None:
    keys = [(rule.code, rule.phrase) for rule in RULES]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(
    "message", [outgoing(text="Hi", address="-5"), outgoing(Kind.IMAGE, address="-5", media=PICTURE)]
)
def test_a_group_that_moved_is_tried_once_under_its_new_id(message: Outgoing, provider: FakeProvider) -> None:
    moved = refused(400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=-1005)
    provider.answers = [moved, ok({"message_id": 9, "chat": {"id": -1005}})]
    assert sender(provider).send(ACCOUNT, message) == Sent("-1005:9", "-1005")
    assert b"-1005" in provider.requests[1].content
    provider.answers = [moved, moved]
    with pytest.raises(SendError) as caught:
        sender(provider).send(ACCOUNT, message)
    assert caught.value.blame is Blame.RECIPIENT


def test_no_error_shows_the_token(provider: FakeProvider) -> None:
    def fail(request: httpx.Request) -> httpx.Response:
        raise httpx.ReadTimeout(str(request.url), request=request)

    provider.answers = [fail, fail]
    with pytest.raises(SendError) as caught:
        sender(provider).send(ACCOUNT, outgoing(text="Hi"))
    assert TOKEN not in every_word(caught.value)
    with pytest.raises(DependencyDown) as down:
        sender(provider).check(ACCOUNT)
    assert TOKEN not in every_word(down.value)


def test_the_log_shows_no_request(provider: FakeProvider, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    provider.answers = [ok()]
    sender(provider).send(ACCOUNT, outgoing(text="Hi"))
    assert TOKEN not in caplog.text


@pytest.mark.parametrize("token", ["", "1:a/../..", "1:a b", "1:a?x", "1:ä"])
def test_a_damaged_token_is_the_channels_fault_and_is_not_sent(token: str, provider: FakeProvider) -> None:
    account = ACCOUNT.model_copy(update={"credentials": {"bot_token": token}})
    with pytest.raises(SendError) as caught:
        sender(provider).send(account, outgoing(text="Hi"))
    assert caught.value.blame is Blame.CHANNEL
    assert not provider.requests


def test_the_webhook_is_set_with_its_secret_and_taken_down(provider: FakeProvider) -> None:
    provider.answers = [ok(True), ok(True)]
    sender(provider).set_webhook(ACCOUNT, "https://example.com/webhooks/telegram/k", "s3cret")
    assert provider.body() == {
        "url": "https://example.com/webhooks/telegram/k",
        "secret_token": "s3cret",
        "allowed_updates": list(UPDATE_KINDS),
        "drop_pending_updates": False,
    }
    sender(provider).delete_webhook(ACCOUNT)
    assert provider.requests[-1].url.path.endswith("/deleteWebhook")
    with pytest.raises(Misconfigured):
        sender(provider).set_webhook(ACCOUNT, "https://example.com", "not allowed!")


def test_a_pressed_button_is_answered_and_typing_is_shown(provider: FakeProvider) -> None:
    provider.answers = [ok(True), ok(True)]
    sender(provider).answer_callback(ACCOUNT, "43")
    assert provider.body() == {"callback_query_id": "43"}
    sender(provider).typing(ACCOUNT, "111", "111:5")
    assert provider.body() == {"chat_id": "111", "action": "typing"}


def test_a_test_call_names_the_bot_or_says_what_is_wrong(provider: FakeProvider) -> None:
    provider.answers = [ok({"id": 7, "first_name": "Shop", "username": "shop_bot"}), refused(401, "Unauthorized")]
    health = sender(provider).check(ACCOUNT)
    assert health == AccountHealth(ok=True, detail="Telegram answers for @shop_bot.", address="@shop_bot", name="Shop")
    assert "token" in sender(provider).check(ACCOUNT).detail


def test_a_file_is_found_and_then_read(provider: FakeProvider) -> None:
    provider.answers = [
        ok({"file_id": "F", "file_path": "voice/file_1.oga", "file_size": 5}),
        httpx.Response(200, content=b"bytes"),
    ]
    with sender(provider).open_media(ACCOUNT, "F") as media:
        assert (media.size_bytes, media.filename, b"".join(media.chunks)) == (5, "file_1.oga", b"bytes")
    assert str(provider.requests[1].url) == f"https://api.telegram.org/file/bot{TOKEN}/voice/file_1.oga"


FOUND = {"file_id": "F", "file_path": "voice/file_1.oga"}


@pytest.mark.parametrize(
    ("answers", "raised"),
    [
        ([refused(400, "Bad Request: file is too big")], MediaGone),
        ([refused(400, "Bad Request: invalid file_id")], MediaGone),
        ([refused(429, retry_after=3)], ChannelRefused),
        ([refused(401, "Unauthorized")], ChannelRefused),
        ([httpx.Response(502)], DependencyDown),
        ([httpx.ReadTimeout("x")], DependencyDown),
        ([ok(FOUND | {"file_path": "../../botX/getMe"})], MediaGone),
        ([ok(FOUND | {"file_path": "/etc/passwd"})], MediaGone),
        ([ok(FOUND), httpx.Response(404)], MediaGone),
        ([ok(FOUND), httpx.Response(429)], ChannelRefused),
        ([ok(FOUND), httpx.Response(500)], DependencyDown),
        ([ok(FOUND), httpx.ConnectTimeout("x")], DependencyDown),
    ],
)
def test_a_file_that_is_gone_differs_from_a_bot_that_is_refused_and_from_a_provider_that_is_down(
    answers: list[httpx.Response | Exception], raised: type[AppError], provider: FakeProvider
) -> None:
    provider.answers = list(answers)
    with pytest.raises(raised) as caught, sender(provider).open_media(ACCOUNT, "F"):
        pass
    assert TOKEN not in every_word(caught.value)
