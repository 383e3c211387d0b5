"""What goes out to WhatsApp, and what its answers mean."""

import json
import logging
from collections.abc import Callable

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
from common.channels.whatsapp.outbound import WhatsAppSender
from common.channels.whatsapp.requests import MEDIA_TYPES
from common.channels.whatsapp.statuses import PERMISSION_CODES, RULES, rule_for
from common.errors import AppError, DependencyDown
from common.models.channel import Account, Provider
from common.models.ids import ChannelId
from common.models.message import (
    MEDIA_KINDS,
    ButtonKind,
    ButtonUse,
    HeaderFormat,
    HeaderUse,
    Kind,
    Location,
    Reaction,
    TemplateUse,
)
from tests.common.channels.fake_provider import FakeProvider, every_word

TOKEN = "EAAG-very-secret-token"
ACCOUNT = Account(
    channel_id=ChannelId("c"), provider=Provider.WHATSAPP, identifier="106540", credentials={"access_token": TOKEN}
)
BSUID = "US.13491208655302741918"
SENT = {"messages": [{"id": "wamid.out"}], "contacts": [{"input": "49151234567", "wa_id": "49151234567"}]}
PICTURE = OutgoingMedia(content=b"\xff\xd8picture", mime_type="image/jpeg", filename="cat.jpg")


def sender(provider: FakeProvider) -> WhatsAppSender:
    return WhatsAppSender(provider.client(), base_url="https://graph.facebook.com/", version="v24.0", timeout_s=1)


def outgoing(kind: Kind = Kind.TEXT, address: str = "49151234567", **fields: object) -> Outgoing:
    return Outgoing.model_validate({"message_id": "ours1", "address": address, "kind": kind} | fields)


def template(**variables: str) -> TemplateUse:
    return TemplateUse(name="order", language="en_US", variables=variables, text="Your order")


def error(code: int, status: int = 400, details: str = "", **headers: str) -> httpx.Response:
    envelope = {"message": f"(#{code}) token {TOKEN}", "code": code, "error_data": {"details": details}}
    return httpx.Response(status, json={"error": envelope}, headers=headers)


def ok(body: object = SENT) -> httpx.Response:
    return httpx.Response(200, json=body)


BODIES: dict[str, tuple[Outgoing, dict[str, object]]] = {
    "text": (outgoing(text="Hi"), {"type": "text", "text": {"body": "Hi", "preview_url": True}}),
    "answer": (
        outgoing(text="Hi", reply_to="wamid.in"),
        {"type": "text", "text": {"body": "Hi", "preview_url": True}, "context": {"message_id": "wamid.in"}},
    ),
    "location": (
        outgoing(Kind.LOCATION, location=Location(latitude=1.5, longitude=2.5, name="Cafe")),
        {"type": "location", "location": {"latitude": 1.5, "longitude": 2.5, "name": "Cafe"}},
    ),
    "reaction": (
        outgoing(Kind.REACTION, reaction=Reaction(emoji="👍", provider_message_id="wamid.in"), reply_to="wamid.in"),
        {"type": "reaction", "reaction": {"message_id": "wamid.in", "emoji": "👍"}},
    ),
    "template": (
        outgoing(Kind.TEMPLATE, template=template()),
        {"type": "template", "template": {"name": "order", "language": {"code": "en_US"}}},
    ),
    "template with named variables": (
        outgoing(Kind.TEMPLATE, template=template(first_name="Ada")),
        {
            "type": "template",
            "template": {
                "name": "order",
                "language": {"code": "en_US"},
                "components": [
                    {
                        "type": "body",
                        "parameters": [{"type": "text", "parameter_name": "first_name", "text": "Ada"}],
                    }
                ],
            },
        },
    ),
    "template with positional variables": (
        outgoing(
            Kind.TEMPLATE, template=template(**{"10": "j", "2": "b", "1": "a"} | {str(n): "x" for n in range(3, 10)})
        ),
        {
            "type": "template",
            "template": {
                "name": "order",
                "language": {"code": "en_US"},
                "components": [
                    {"type": "body", "parameters": [{"type": "text", "text": text} for text in "abxxxxxxxj"]}
                ],
            },
        },
    ),
}


def use(**fields: object) -> TemplateUse:
    return TemplateUse.model_validate({"name": "order", "language": "en_US", "text": "Your order"} | fields)


PLACE = Location(latitude=1.5, longitude=2.5, name="Cafe", address="Main St 1")
COMPONENTS: dict[str, tuple[Outgoing, list[dict[str, object]]]] = {
    "named header": (
        outgoing(Kind.TEMPLATE, template=use(header=HeaderUse(format=HeaderFormat.TEXT, name="order_id", text="7"))),
        [{"type": "header", "parameters": [{"type": "text", "parameter_name": "order_id", "text": "7"}]}],
    ),
    "numbered header": (
        outgoing(Kind.TEMPLATE, template=use(header=HeaderUse(format=HeaderFormat.TEXT, text="7"))),
        [{"type": "header", "parameters": [{"type": "text", "text": "7"}]}],
    ),
    "place": (
        outgoing(Kind.TEMPLATE, template=use(header=HeaderUse(format=HeaderFormat.LOCATION)), location=PLACE),
        [
            {
                "type": "header",
                "parameters": [
                    {
                        "type": "location",
                        "location": {"latitude": "1.5", "longitude": "2.5", "name": "Cafe", "address": "Main St 1"},
                    }
                ],
            }
        ],
    ),
    "buttons": (
        outgoing(
            Kind.TEMPLATE,
            template=use(
                variables={"first_name": "Ada"},
                buttons=[
                    ButtonUse(index=0, kind=ButtonKind.URL, title="Track", value="7"),
                    ButtonUse(index=1, kind=ButtonKind.URL, title="Home", url="https://acme.test"),
                    ButtonUse(index=2, kind=ButtonKind.PHONE, title="Call", url="tel:+4930123456"),
                    ButtonUse(index=3, kind=ButtonKind.COPY_CODE, value="SPRING20"),
                    ButtonUse(index=4, kind=ButtonKind.QUICK_REPLY, title="Yes", value="yes"),
                    ButtonUse(index=5, kind=ButtonKind.QUICK_REPLY, title="No"),
                ],
            ),
        ),
        [
            {"type": "body", "parameters": [{"type": "text", "parameter_name": "first_name", "text": "Ada"}]},
            {"type": "button", "sub_type": "url", "index": "0", "parameters": [{"type": "text", "text": "7"}]},
            {
                "type": "button",
                "sub_type": "copy_code",
                "index": "3",
                "parameters": [{"type": "coupon_code", "coupon_code": "SPRING20"}],
            },
            {
                "type": "button",
                "sub_type": "quick_reply",
                "index": "4",
                "parameters": [{"type": "payload", "payload": "yes"}],
            },
        ],
    ),
    "verification code": (
        outgoing(
            Kind.TEMPLATE,
            template=use(variables={"1": "123456"}, buttons=[ButtonUse(index=0, kind=ButtonKind.OTP, value="123456")]),
        ),
        [
            {"type": "body", "parameters": [{"type": "text", "text": "123456"}]},
            {"type": "button", "sub_type": "url", "index": "0", "parameters": [{"type": "text", "text": "123456"}]},
        ],
    ),
}


@pytest.mark.parametrize("name", COMPONENTS)
def test_what_changes_about_a_template_goes_out_part_by_part(name: str, provider: FakeProvider) -> None:
    message, components = COMPONENTS[name]
    provider.answers = [ok()]
    sender(provider).send(ACCOUNT, message)
    sent = provider.body()["template"]
    assert sent == {"name": "order", "language": {"code": "en_US"}, "components": components}


@pytest.mark.parametrize(
    ("format_", "part"),
    [
        (HeaderFormat.IMAGE, {"type": "image", "image": {"id": "m1"}}),
        (HeaderFormat.VIDEO, {"type": "video", "video": {"id": "m1"}}),
        (HeaderFormat.DOCUMENT, {"type": "document", "document": {"id": "m1", "filename": "cat.jpg"}}),
    ],
)
def test_the_file_of_a_templates_header_is_uploaded_first(
    format_: HeaderFormat, part: dict[str, object], provider: FakeProvider
) -> None:
    provider.answers = [ok({"id": "m1"}), ok()]
    shown = use(header=HeaderUse(format=format_))
    sender(provider).send(ACCOUNT, outgoing(Kind.TEMPLATE, template=shown, media=PICTURE))
    assert provider.requests[0].url.path == "/v24.0/106540/media"
    template_sent = provider.body()["template"]
    assert isinstance(template_sent, dict)
    assert template_sent["components"] == [{"type": "header", "parameters": [part]}]


@pytest.mark.parametrize("name", BODIES)
def test_a_message_goes_out_in_whatsapps_words(name: str, provider: FakeProvider) -> None:
    message, part = BODIES[name]
    provider.answers = [ok()]
    assert sender(provider).send(ACCOUNT, message) == Sent("wamid.out")
    (request,) = provider.requests
    assert str(request.url) == "https://graph.facebook.com/v24.0/106540/messages"
    assert request.headers["authorization"] == f"Bearer {TOKEN}"
    assert provider.body() == {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": "49151234567",
        "biz_opaque_callback_data": "ours1",
        **part,
    }


@pytest.mark.parametrize(
    ("kind", "text", "part"),
    [
        (Kind.IMAGE, "Look", {"type": "image", "image": {"id": "m1", "caption": "Look"}}),
        (Kind.VIDEO, "", {"type": "video", "video": {"id": "m1"}}),
        (Kind.AUDIO, "", {"type": "audio", "audio": {"id": "m1"}}),
        (Kind.VOICE, "", {"type": "audio", "audio": {"id": "m1", "voice": True}}),
        (
            Kind.DOCUMENT,
            "Bill",
            {"type": "document", "document": {"id": "m1", "caption": "Bill", "filename": "cat.jpg"}},
        ),
        (Kind.STICKER, "", {"type": "sticker", "sticker": {"id": "m1"}}),
    ],
)
def test_media_is_uploaded_first_and_sent_by_its_id(
    kind: Kind, text: str, part: dict[str, object], provider: FakeProvider
) -> None:
    provider.answers = [ok({"id": "m1"}), ok()]
    sender(provider).send(ACCOUNT, outgoing(kind, text=text, media=PICTURE))
    upload = provider.requests[0]
    assert upload.url.path == "/v24.0/106540/media"
    assert b'filename="cat.jpg"' in upload.content
    assert PICTURE.content in upload.content
    assert part.items() <= provider.body().items()


def test_every_kind_of_media_can_be_sent() -> None:
    assert set(MEDIA_TYPES) == MEDIA_KINDS


def test_a_business_scoped_id_goes_into_recipient_never_into_to(provider: FakeProvider) -> None:
    provider.answers = [ok({"messages": [{"id": "w"}], "contacts": [{"user_id": BSUID}]})]
    assert sender(provider).send(ACCOUNT, outgoing(text="Hi", address=BSUID)) == Sent("w")
    assert provider.body()["recipient"] == BSUID
    assert "to" not in provider.body()


def test_the_address_that_whatsapp_used_comes_back(provider: FakeProvider) -> None:
    provider.answers = [ok({"messages": [{"id": "w"}], "contacts": [{"wa_id": "5511987654321"}]})]
    assert sender(provider).send(ACCOUNT, outgoing(text="Hi", address="551187654321")).address == "5511987654321"


@pytest.mark.parametrize(
    ("message", "blame"),
    [
        (outgoing(text=""), Blame.REQUEST),
        (outgoing(text="x" * 4097), Blame.REQUEST),
        (outgoing(text="Hi", address="ada"), Blame.RECIPIENT),
        (outgoing(text="Hi", address=""), Blame.RECIPIENT),
        (outgoing(Kind.IMAGE), Blame.MEDIA),
        (outgoing(Kind.IMAGE, media=PICTURE, text="x" * 1025), Blame.REQUEST),
        (outgoing(Kind.AUDIO, media=PICTURE, text="words"), Blame.REQUEST),
        (outgoing(Kind.STICKER, media=OutgoingMedia(content=b"x" * 600_000, mime_type="image/webp")), Blame.MEDIA),
        (outgoing(Kind.TEMPLATE), Blame.REQUEST),
        (outgoing(Kind.TEMPLATE, template=template(name=" ")), Blame.TEMPLATE),
        (outgoing(Kind.TEMPLATE, template=template(**{"1": "a", "3": "b"})), Blame.TEMPLATE),
        (outgoing(Kind.TEMPLATE, template=template(**{"1": "a", "name": "b"})), Blame.TEMPLATE),
        (outgoing(Kind.TEMPLATE, template=use(header=HeaderUse(format=HeaderFormat.IMAGE))), Blame.MEDIA),
        (outgoing(Kind.TEMPLATE, template=use(header=HeaderUse(format=HeaderFormat.LOCATION))), Blame.TEMPLATE),
        (outgoing(Kind.TEMPLATE, template=use(header=HeaderUse(format=HeaderFormat.TEXT))), Blame.TEMPLATE),
        (outgoing(Kind.TEMPLATE, template=use(buttons=[{"index": 0, "kind": "copy_code"}])), Blame.TEMPLATE),
        (outgoing(Kind.LOCATION), Blame.REQUEST),
        (outgoing(Kind.ORDER), Blame.REQUEST),
    ],
)
def test_what_whatsapp_would_refuse_is_not_even_asked(message: Outgoing, blame: Blame, provider: FakeProvider) -> None:
    with pytest.raises(SendError) as caught:
        sender(provider).send(ACCOUNT, message)
    assert (caught.value.outcome, caught.value.blame) == (Outcome.FAILED, blame)
    assert not provider.requests


REFUSALS: list[tuple[httpx.Response | Exception, Outcome, Blame, str]] = [
    (httpx.ConnectError("x"), Outcome.RETRY, Blame.TRANSIENT, "ConnectError"),
    (httpx.ConnectTimeout("x"), Outcome.RETRY, Blame.TRANSIENT, "ConnectTimeout"),
    (httpx.PoolTimeout("x"), Outcome.RETRY, Blame.TRANSIENT, "PoolTimeout"),
    (httpx.ReadTimeout("x"), Outcome.UNKNOWN, Blame.TRANSIENT, "ReadTimeout"),
    (httpx.ReadError("x"), Outcome.UNKNOWN, Blame.TRANSIENT, "ReadError"),
    (httpx.WriteError("x"), Outcome.UNKNOWN, Blame.TRANSIENT, "WriteError"),
    (httpx.WriteTimeout("x"), Outcome.UNKNOWN, Blame.TRANSIENT, "WriteTimeout"),
    (httpx.RemoteProtocolError("x"), Outcome.UNKNOWN, Blame.TRANSIENT, "RemoteProtocolError"),
    (httpx.DecodingError("x"), Outcome.UNKNOWN, Blame.TRANSIENT, "DecodingError"),
    (httpx.Response(200, text="<html>"), Outcome.UNKNOWN, Blame.TRANSIENT, "unreadable_answer"),
    (httpx.Response(200, json={"messages": []}), Outcome.UNKNOWN, Blame.TRANSIENT, "unreadable_answer"),
    (httpx.Response(500, text="oops"), Outcome.RETRY, Blame.TRANSIENT, "http_500"),
    (httpx.Response(503), Outcome.RETRY, Blame.TRANSIENT, "http_503"),
    (httpx.Response(429), Outcome.RETRY, Blame.THROTTLE, "http_429"),
    (httpx.Response(401), Outcome.FAILED, Blame.CHANNEL, "http_401"),
    (httpx.Response(400, json=[]), Outcome.FAILED, Blame.REQUEST, "http_400"),
    (error(131016, 500), Outcome.RETRY, Blame.TRANSIENT, "131016"),
    (error(999999, 500), Outcome.RETRY, Blame.TRANSIENT, "999999"),
    (error(999999, 429), Outcome.RETRY, Blame.THROTTLE, "999999"),
    (error(999999, 400), Outcome.FAILED, Blame.REQUEST, "999999"),
    (error(250, 403), Outcome.FAILED, Blame.CHANNEL, "250"),
    (error(131047), Outcome.FAILED, Blame.WINDOW, "131047"),
    (error(130429), Outcome.RETRY, Blame.THROTTLE, "130429"),
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


@pytest.mark.parametrize(("answer", "outcome", "blame", "code"), REFUSALS)
def test_a_failed_upload_never_leaves_the_outcome_open(
    answer: httpx.Response | Exception, outcome: Outcome, blame: Blame, code: str, provider: FakeProvider
) -> None:
    provider.answers = [answer]
    with pytest.raises(SendError) as caught:
        sender(provider).send(ACCOUNT, outgoing(Kind.IMAGE, media=PICTURE))
    assert caught.value.outcome in {outcome, Outcome.RETRY} - {Outcome.UNKNOWN}
    assert caught.value.blame is not Blame.REQUEST


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: str(rule.code))
def test_every_code_tells_what_happened_without_our_token(rule: object, provider: FakeProvider) -> None:
    code = getattr(rule, "code", 0)
    provider.answers = [error(code, details=f"Token {TOKEN} is bad")]
    with pytest.raises(SendError) as caught:
        sender(provider).send(ACCOUNT, outgoing(text="Hi"))
    known = rule_for(code)
    assert (caught.value.outcome, caught.value.blame) == (known.outcome, known.blame)
    assert caught.value.detail.startswith(known.detail)
    assert TOKEN not in every_word(caught.value)


CLASSES: dict[Blame, set[int]] = {
    Blame.THROTTLE: {4, 80007, 130429, 131056, 133016},
    Blame.POLICY: {131048, 131049, 131064, 130472},
    Blame.CONSENT: {131050},
    Blame.WINDOW: {131047},
    Blame.RECIPIENT: {131026, 131021, 131030, 131062},
    Blame.TEMPLATE: {132000, 132001, 132005, 132007, 132008, 132012, 132015, 132016, 132018},
    Blame.MEDIA: {131052, 131053},
    Blame.TRANSIENT: {131000, 131016, 2, 1, 131057},
    Blame.CHANNEL: {0, 3, 10, 190, 131005, 131031, 368, 130497, 131042, 131045, 131037, 33},
    Blame.REQUEST: {100, 131008, 131009, 131051},
}


def test_every_documented_code_has_one_rule_in_its_class() -> None:
    codes = [rule.code for rule in RULES]
    assert len(codes) == len(set(codes))
    assert {blame: {rule.code for rule in RULES if rule.blame is blame} for blame in Blame} == CLASSES
    assert {rule_for(code).blame for code in PERMISSION_CODES} == {Blame.CHANNEL}
    assert all(rule.detail.endswith(".") for rule in RULES)


def test_throttling_says_how_long_to_wait(provider: FakeProvider) -> None:
    provider.answers = [
        error(130429, 429, **{"retry-after": "17"}),
        error(131056),
        error(4, **{"retry-after": "9" * 9}),
    ]
    waits = []
    for _ in range(3):
        with pytest.raises(SendError) as caught:
            sender(provider).send(ACCOUNT, outgoing(text="Hi"))
        waits.append(caught.value.retry_after_s)
    assert waits == [17, 6, 3600]


@pytest.mark.parametrize("failure", [httpx.ConnectError, httpx.ReadTimeout, httpx.RemoteProtocolError])
def test_no_error_shows_the_token(failure: Callable[..., Exception], provider: FakeProvider) -> None:
    provider.answers = [failure(f"https://graph.facebook.com?access_token={TOKEN}")]
    with pytest.raises(SendError) as caught:
        sender(provider).send(ACCOUNT, outgoing(text="Hi"))
    assert TOKEN not in every_word(caught.value)


@pytest.mark.parametrize("token", ["", "with space", "line\nbreak", "schlüssel"])
def test_a_damaged_token_is_the_channels_fault_and_is_not_sent(token: str, provider: FakeProvider) -> None:
    account = ACCOUNT.model_copy(update={"credentials": {"access_token": token}})
    with pytest.raises(SendError) as caught:
        sender(provider).send(account, outgoing(text="Hi"))
    assert (caught.value.blame, caught.value.outcome) == (Blame.CHANNEL, Outcome.FAILED)
    assert not provider.requests


def test_the_log_shows_no_request(provider: FakeProvider, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    provider.answers = [ok()]
    sender(provider).send(ACCOUNT, outgoing(text="Hi"))
    assert caplog.records == []


def test_reading_and_typing_are_shown(provider: FakeProvider) -> None:
    provider.answers = [ok({"success": True}), ok({"success": True})]
    sender(provider).mark_read(ACCOUNT, "wamid.in")
    assert provider.body() == {"messaging_product": "whatsapp", "status": "read", "message_id": "wamid.in"}
    sender(provider).typing(ACCOUNT, "49151234567", "wamid.in")
    assert provider.body()["typing_indicator"] == {"type": "text"}


def test_a_test_call_names_the_number_or_says_what_is_wrong(provider: FakeProvider) -> None:
    provider.answers = [ok({"display_phone_number": "+49 151", "verified_name": "Shop"}), error(190, 401)]
    health = sender(provider).check(ACCOUNT)
    assert health == AccountHealth(ok=True, detail="WhatsApp answers for +49 151.", address="+49 151", name="Shop")
    refused = sender(provider).check(ACCOUNT)
    assert not refused.ok
    assert "access token" in refused.detail


@pytest.mark.parametrize("answer", [httpx.ReadTimeout("x"), httpx.Response(500), httpx.Response(429)])
def test_a_test_call_without_an_answer_says_that_the_provider_is_down(
    answer: httpx.Response | Exception, provider: FakeProvider
) -> None:
    provider.answers = [answer]
    with pytest.raises(DependencyDown):
        sender(provider).check(ACCOUNT)


AT_META = {
    "url": "https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1",
    "mime_type": "audio/ogg; codecs=opus",
    "sha256": "q6urq6urq6urq6urq6urq6urq6urq6urq6urq6urq6s=",
    "file_size": 5,
}


def test_media_is_found_and_then_read_with_the_token(provider: FakeProvider) -> None:
    provider.answers = [ok(AT_META), httpx.Response(200, content=b"bytes")]
    with sender(provider).open_media(ACCOUNT, "123") as media:
        assert (media.mime_type, media.size_bytes, media.sha256) == ("audio/ogg", 5, "ab" * 32)
        assert b"".join(media.chunks) == b"bytes"
    assert provider.requests[0].url.path == "/v24.0/123"
    assert [r.headers["authorization"] for r in provider.requests] == [f"Bearer {TOKEN}"] * 2


@pytest.mark.parametrize(
    "url",
    [
        "http://lookaside.fbsbx.com/x",
        "https://evil.example/x",
        "https://fbsbx.com.evil.example/x",
        "https://evilfbsbx.com/x",
        "https://graph.facebook.com@evil.example/x",
        "https://user:pass@graph.facebook.com/x",
        "file:///etc/passwd",
        "ftp://graph.facebook.com/x",
        "https://[bad/x",
        "/x",
    ],
)
def test_our_token_goes_to_no_other_host(url: str, provider: FakeProvider) -> None:
    provider.answers = [ok(AT_META | {"url": url})]
    with pytest.raises(MediaGone), sender(provider).open_media(ACCOUNT, "123"):
        pass
    assert len(provider.requests) == 1


def test_a_local_graph_api_may_hand_out_media_itself(provider: FakeProvider) -> None:
    local = WhatsAppSender(provider.client(), base_url="http://127.0.0.1:5000/sim/graph", version="v24.0", timeout_s=1)
    provider.answers = [
        ok(AT_META | {"url": "http://127.0.0.1:5000/sim/graph/media/1"}),
        httpx.Response(200, content=b"b"),
    ]
    with local.open_media(ACCOUNT, "123") as media:
        assert b"".join(media.chunks) == b"b"
    provider.answers = [ok(AT_META | {"url": "http://127.0.0.1:5001/x"})]
    with pytest.raises(MediaGone), local.open_media(ACCOUNT, "123"):
        pass


@pytest.mark.parametrize(
    ("answers", "raised"),
    [
        ([error(100, 400)], MediaGone),
        ([httpx.Response(404)], MediaGone),
        ([error(190, 401)], ChannelRefused),
        ([error(80007, 400)], ChannelRefused),
        ([error(131000, 500)], DependencyDown),
        ([httpx.Response(429)], ChannelRefused),
        ([httpx.ReadTimeout("x")], DependencyDown),
        ([httpx.Response(200, text="?")], DependencyDown),
        ([ok(AT_META), httpx.Response(404)], MediaGone),
        ([ok(AT_META), httpx.Response(401)], ChannelRefused),
        ([ok(AT_META), httpx.Response(429)], ChannelRefused),
        ([ok(AT_META), httpx.Response(302, headers={"location": "https://evil.example"})], DependencyDown),
        ([ok(AT_META), httpx.Response(503)], DependencyDown),
        ([ok(AT_META), httpx.ConnectError("x")], DependencyDown),
    ],
)
def test_media_that_is_gone_differs_from_a_channel_that_is_refused_and_from_a_provider_that_is_down(
    answers: list[httpx.Response | Exception], raised: type[AppError], provider: FakeProvider
) -> None:
    provider.answers = list(answers)
    with pytest.raises(raised) as caught, sender(provider).open_media(ACCOUNT, "123"):
        pass
    assert TOKEN not in every_word(caught.value)


@pytest.mark.parametrize("media_id", ["", "../106540/messages", "1?x=2", "a/b"])
def test_a_media_id_leads_nowhere_else(media_id: str, provider: FakeProvider) -> None:
    with pytest.raises(MediaGone), sender(provider).open_media(ACCOUNT, media_id):
        pass
    assert not provider.requests


class Breaking(httpx.SyncByteStream):
    """A download that breaks off."""

    def __iter__(self):
        yield b"by"
        raise httpx.ReadError("https://lookaside.fbsbx.com/secret")


def test_a_download_that_breaks_off_is_tried_again(provider: FakeProvider) -> None:
    provider.answers = [ok(AT_META), httpx.Response(200, stream=Breaking())]
    with sender(provider).open_media(ACCOUNT, "123") as media, pytest.raises(DependencyDown) as caught:
        list(media.chunks)
    assert "secret" not in every_word(caught.value)


def test_an_error_of_a_caller_passes_through(provider: FakeProvider) -> None:
    provider.answers = [ok(AT_META), httpx.Response(200, content=b"bytes")]
    with pytest.raises(json.JSONDecodeError), sender(provider).open_media(ACCOUNT, "123"):
        json.loads("?")
