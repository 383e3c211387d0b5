"""What WhatsApp's webhooks say: every recorded payload, signatures, and bodies that nobody would write."""

import hashlib
import hmac
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import JsonValue

from common.channels.base import Parsed
from common.channels.whatsapp.inbound import WhatsAppReceiver
from common.channels.whatsapp.messages import sha256_hex
from common.channels.whatsapp.statuses import PREFERENCES, STATUSES
from common.channels.wire import KEPT_BYTES, TEXT_CHARS
from common.errors import BadSignature, Malformed
from common.models.inbound import (
    Address,
    Consent,
    Deletion,
    Edit,
    Event,
    InboundMessage,
    Notice,
    NumberChange,
    Receipt,
)
from common.models.message import Kind
from common.models.status import MessageStatus

DATA = Path(__file__).parents[2] / "data" / "whatsapp"
RECORDED: dict[str, dict[str, JsonValue]] = {
    f"{path.stem}/{name}": body
    for path in sorted(DATA.glob("*.json"))
    for name, body in json.loads(path.read_text()).items()
}
RECEIVER = WhatsAppReceiver()
PHONE = Address(value="972987654321", portable=True)
USER_ID = Address(value="US.13491208655302741918", portable=False)


def parse(body: object) -> Parsed:
    return RECEIVER.parse(json.dumps(body).encode())


def recorded(name: str) -> Event:
    (event,) = parse(RECORDED[name]).events
    return event


def webhook(value: object, field: str = "messages") -> dict[str, object]:
    return {
        "object": "whatsapp_business_account",
        "entry": [{"id": "1", "changes": [{"field": field, "value": value}]}],
    }


def messages(*items: object, **value: object) -> dict[str, object]:
    return webhook({"metadata": {"phone_number_id": "55"}, "messages": list(items)} | value)


def text(**changes: object) -> dict[str, object]:
    return {
        "id": "wamid.1",
        "from": "49151",
        "timestamp": "1697043223",
        "type": "text",
        "text": {"body": "Hi"},
    } | changes


EXPECTED: dict[str, tuple[tuple[Any, str], ...]] = {
    "call_permission_update/accept": ((InboundMessage, "interactive"),),
    "call_permission_update/reject": ((InboundMessage, "interactive"),),
    "callback_button/button": ((InboundMessage, "interactive"),),
    "callback_button/quick_reply": ((InboundMessage, "button"),),
    "callback_button/quick_reply_without_context": ((InboundMessage, "button"),),
    "callback_selection/callback": ((InboundMessage, "interactive"),),
    "callback_selection/description": ((InboundMessage, "interactive"),),
    "deleted_message/revoke": ((Deletion, ""),),
    "edited_message/image": ((Edit, ""),),
    "flow_completion/completion": ((InboundMessage, "interactive"),),
    "flow_completion/without_flow_token": ((InboundMessage, "interactive"),),
    "message/text": ((InboundMessage, "text"),),
    "message/image": ((InboundMessage, "image"),),
    "message/media_with_url": ((InboundMessage, "image"),),
    "message/video": ((InboundMessage, "video"),),
    "message/document": ((InboundMessage, "document"),),
    "message/audio": ((InboundMessage, "audio"),),
    "message/voice": ((InboundMessage, "voice"),),
    "message/static_sticker": ((InboundMessage, "sticker"),),
    "message/animated_sticker": ((InboundMessage, "sticker"),),
    "message/reaction": ((InboundMessage, "reaction"),),
    "message/unreaction_empty": ((InboundMessage, "reaction"),),
    "message/unreaction_no_emoji": ((InboundMessage, "reaction"),),
    "message/current_location": ((InboundMessage, "location"),),
    "message/chosen_location": ((InboundMessage, "location"),),
    "message/contacts": ((InboundMessage, "contacts"),),
    "message/order": ((InboundMessage, "order"),),
    "message/unsupported": ((InboundMessage, "unsupported"),),
    "message/unsupported_with_type": ((InboundMessage, "unsupported"),),
    "message/reply": ((InboundMessage, "text"),),
    "message/forwarded": ((InboundMessage, "text"),),
    "message/forwarded_many_times": ((InboundMessage, "text"),),
    "message/interactive_message_with_err": ((InboundMessage, "unknown"), (Notice, "errors")),
    "message/referral": ((InboundMessage, "text"),),
    "message_status/sent": ((Receipt, "sent"),),
    "message_status/delivered": ((Receipt, "delivered"),),
    "message_status/read": ((Receipt, "read"),),
    "message_status/played": ((Receipt, "played"),),
    "message_status/failed": ((Receipt, "failed"),),
    "message_status/with_tracker": ((Receipt, "sent"),),
    "message_status/group": ((Receipt, "read"),),
    "outgoing_message/text": ((InboundMessage, "text"),),
    "outgoing_message/delete": ((Deletion, ""),),
    "outgoing_message/edit": ((Edit, ""),),
    "system/phone_number_change": ((NumberChange, ""),),
    "system/identity_change": ((InboundMessage, "system"),),
    "template_category_update/marketing": ((Notice, "template_category_update"),),
    "template_components_update/element": ((Notice, "message_template_components_update"),),
    "template_quality_update/yellow": ((Notice, "message_template_quality_update"),),
    "template_status_update/approved": ((Notice, "message_template_status_update"),),
    "template_status_update/rejected": ((Notice, "message_template_status_update"),),
    "user_marketing_preferences/resume": ((Consent, ""),),
    "user_marketing_preferences/signup": ((Consent, ""),),
} | {
    name: ((Notice, "account_update" if name.startswith("account") else "calls"),)
    for name in RECORDED
    if name.startswith(("account_update/", "call_connect/", "call_status/", "call_terminate/"))
}


def word(event: Event) -> str:
    """What tells events of one type apart."""
    return str(getattr(event, "kind", getattr(event, "status", getattr(event, "topic", ""))))


def test_every_recorded_payload_has_an_expectation() -> None:
    assert set(EXPECTED) == set(RECORDED)
    assert len(RECORDED) > 70


@pytest.mark.parametrize("name", sorted(RECORDED))
def test_a_recorded_payload_becomes_the_expected_events(name: str) -> None:
    parsed = parse(RECORDED[name])
    assert tuple((type(event), word(event)) for event in parsed.events) == EXPECTED[name]
    assert parsed.unknown == int(name == "message/interactive_message_with_err")


def test_a_text_names_its_sender_with_both_addresses_and_its_time() -> None:
    event = recorded("message/text")
    assert isinstance(event, InboundMessage)
    assert event.sender.addresses == (PHONE, USER_ID)
    assert event.sender.name == "Test Name"
    assert (event.endpoint, event.provider_message_id, event.text) == ("1122334455667", "wamid.xyzxyz", "Body Text")
    assert event.at == datetime(2023, 10, 11, 16, 53, 43, tzinfo=UTC)
    assert event.content is None


def test_a_voice_message_has_its_checksum_in_hexadecimal_and_a_type_without_parameters() -> None:
    event = recorded("message/voice")
    assert isinstance(event, InboundMessage)
    assert event.media is not None
    assert event.media.mime_type == "audio/ogg"
    assert event.media.sha256 == "9b4e2915fd8445d6a8a53c859063c0d3e6d7de2f986367588151703a00cb4832"
    assert event.media.provider_media_id == "1234567890987654321"


@pytest.mark.parametrize(
    ("given", "hexadecimal"),
    [
        ("AB" * 32, "ab" * 32),
        ("q6urq6urq6urq6urq6urq6urq6urq6urq6urq6urq6s=", "ab" * 32),
        ("4654+8g=", ""),
        ("no checksum", ""),
        ("ü", ""),
        ("", ""),
    ],
)
def test_checksums_are_normalised_or_left_out(given: str, hexadecimal: str) -> None:
    assert sha256_hex(given) == hexadecimal


def test_choices_replies_reactions_and_places_are_read() -> None:
    events = {
        name: recorded(name) for name in EXPECTED if EXPECTED[name][0][0] is InboundMessage and len(EXPECTED[name]) == 1
    }
    found = {name: event for name, event in events.items() if isinstance(event, InboundMessage)}
    chosen = found["callback_selection/description"]
    assert chosen.choice is not None
    assert (chosen.choice.id, chosen.choice.description, chosen.text) == ("callback_data", "description", "title")
    pressed = found["callback_button/quick_reply"]
    assert pressed.choice is not None
    assert (pressed.choice.id, pressed.text, pressed.reply_to) == ("callback_data", "title", "wamid.xyzxyz==")
    taken_back = found["message/unreaction_no_emoji"]
    assert taken_back.reaction is not None
    assert (taken_back.reaction.emoji, taken_back.reaction.provider_message_id) == ("", "wamid.yzxyzx=")
    place = found["message/chosen_location"]
    assert place.location is not None
    assert (place.location.latitude, place.location.name) == (37.4611978, "Facebook HQ")
    assert found["message/reply"].reply_to == "wamid.xyzxyz=="
    assert found["message/forwarded_many_times"].forwarded
    assert found["message/contacts"].text == "Chandler Bing, Monica, Rachel Green"


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("message/referral", "referral"),
        ("message/contacts", "contacts"),
        ("message/order", "order"),
        ("message/unsupported", "errors"),
        ("message/reply", "context"),
        ("flow_completion/completion", "interactive"),
        ("system/identity_change", "identity"),
        ("call_permission_update/accept", "interactive"),
    ],
)
def test_words_without_a_field_of_ours_are_kept(name: str, key: str) -> None:
    event = recorded(name)
    assert isinstance(event, InboundMessage)
    assert event.content is not None
    assert key in event.content


def test_a_changed_number_leads_from_the_old_address_to_the_new_one() -> None:
    event = recorded("system/phone_number_change")
    assert isinstance(event, NumberChange)
    assert event.old == (PHONE,)
    assert event.new == (Address(value="972912345678", portable=True),)


def test_a_changed_number_leads_from_every_address_that_the_webhook_names() -> None:
    system = {"type": "user_changed_number", "body": "Moved", "wa_id": "49152", "user_id": "DE.2"}
    moved = {"id": "wamid.1", "from": "49151", "timestamp": "1697043223", "type": "system", "system": system}
    contacts = [{"wa_id": "49151", "user_id": "DE.1"}]
    phone, user_id = Address(value="49151", portable=True), Address(value="DE.1", portable=False)
    bodies = [
        (messages({**moved, "from_user_id": "DE.1"}), (phone, user_id)),
        (messages(moved, contacts=contacts), (phone, user_id)),
        (messages({**moved, "from": "", "from_user_id": "DE.1"}), (user_id,)),
    ]
    for body, old in bodies:
        (event,) = parse(body).events
        assert isinstance(event, NumberChange)
        assert event.old == old
        assert event.new == (Address(value="49152", portable=True), Address(value="DE.2", portable=False))


def test_an_edit_and_a_deletion_name_the_original_message() -> None:
    edit, deletion = recorded("edited_message/image"), recorded("deleted_message/revoke")
    assert isinstance(edit, Edit)
    assert (edit.text, edit.provider_message_id[-8:]) == ("Updated image caption", "M0VBRAA=")
    assert isinstance(deletion, Deletion)
    assert deletion.provider_message_id == "<ORIGINAL_WHATSAPP_MESSAGE_ID>"


def test_an_echo_is_of_the_customer_although_the_business_wrote_it() -> None:
    event = recorded("outgoing_message/text")
    assert isinstance(event, InboundMessage)
    assert event.echo
    assert event.sender.addresses[0].value == "<WHATSAPP_USER_PHONE_NUMBER>"


def test_a_failed_receipt_tells_why_in_words() -> None:
    event = recorded("message_status/failed")
    assert isinstance(event, Receipt)
    assert event.failure is not None
    assert (event.failure.code, event.failure.reason) == ("130472", "policy")
    assert "experiment" in event.failure.detail


@pytest.mark.parametrize("errors", [None, []])
def test_a_failed_receipt_without_an_error_still_has_a_failure(errors: object) -> None:
    status = {"id": "wamid.1", "status": "failed", "timestamp": "1697043223", "errors": errors}
    (event,) = parse(webhook({"statuses": [status]})).events
    assert isinstance(event, Receipt)
    assert event.failure is not None
    assert event.failure.code == "unknown"


@pytest.mark.parametrize(("given", "ours"), [("abc234", "abc234"), ("a/b", ""), ("some data", ""), ("", "")])
def test_a_receipt_carries_our_id_only_if_it_can_be_one(given: str, ours: str) -> None:
    status = {"id": "w", "status": "sent", "timestamp": "1697043223", "biz_opaque_callback_data": given}
    (event,) = parse(webhook({"statuses": [status]})).events
    assert isinstance(event, Receipt)
    assert event.message_id == ours


def test_a_status_we_do_not_know_is_kept_as_a_notice() -> None:
    status = {"id": "wamid.1", "status": "deleted", "timestamp": "1697043223"}
    parsed = parse(webhook({"metadata": {"phone_number_id": "55"}, "statuses": [status]}))
    assert parsed == Parsed((Notice(endpoint="55", topic="statuses", account_id="1", content=status),), 1)


@pytest.mark.parametrize("status", sorted(STATUSES))
def test_every_status_is_a_receipt(status: str) -> None:
    (event,) = parse(webhook({"statuses": [{"id": "w", "status": status, "timestamp": "1697043223"}]})).events
    assert isinstance(event, Receipt)
    assert event.status == MessageStatus(status)


@pytest.mark.parametrize("value", sorted(PREFERENCES))
def test_every_preference_is_a_consent(value: str) -> None:
    preference = {"wa_id": "49151", "category": "marketing_messages", "value": value, "timestamp": 1731705721}
    (event,) = parse(webhook({"user_preferences": [preference]}, "user_preferences")).events
    assert isinstance(event, Consent)
    assert (event.scope, event.opted_in) == ("marketing", value != "stop")


def test_every_message_status_and_phone_number_of_one_body_is_read() -> None:
    def change(number: str) -> dict[str, object]:
        statuses = [{"id": f"s{i}", "status": "read", "timestamp": "1697043223"} for i in range(3)]
        value = {
            "metadata": {"phone_number_id": number},
            "messages": [text(id=f"m{i}") for i in range(2)],
            "statuses": statuses,
        }
        return {"field": "messages", "value": value}

    entries = [{"id": "1", "changes": [change("a"), change("b")]}, {"id": "2", "changes": [change("c")]}]
    parsed = parse({"object": "whatsapp_business_account", "entry": entries})
    assert [event.endpoint for event in parsed.events] == ["a"] * 5 + ["b"] * 5 + ["c"] * 5


def test_a_person_without_a_phone_number_is_known_by_their_user_id() -> None:
    message = text(from_user_id="DE.abc")
    del message["from"]
    contacts = [{"profile": {"name": "Ada", "username": "ada"}, "user_id": "DE.abc"}]
    (event,) = parse(messages(message, contacts=contacts)).events
    assert isinstance(event, InboundMessage)
    assert event.sender.addresses == (Address(value="DE.abc", portable=False),)
    assert (event.sender.name, event.sender.username) == ("Ada", "ada")


def test_a_user_id_in_place_of_the_number_is_not_taken_for_a_number() -> None:
    (event,) = parse(messages(text(**{"from": "DE.abc"}))).events
    assert isinstance(event, InboundMessage)
    assert event.sender.addresses == (Address(value="DE.abc", portable=False),)


@pytest.mark.parametrize("timestamp", ["1697043223", 1697043223, "1697043223000", 1697043223000])
def test_times_may_be_seconds_or_milliseconds(timestamp: str | int) -> None:
    (event,) = parse(messages(text(timestamp=timestamp))).events
    assert isinstance(event, InboundMessage)
    assert event.at == datetime(2023, 10, 11, 16, 53, 43, tzinfo=UTC)


def test_a_message_in_a_group_is_marked() -> None:
    (event,) = parse(messages(text(group_id="g1"))).events
    assert isinstance(event, InboundMessage)
    assert event.group


def test_a_malformed_message_is_kept_and_does_not_sink_its_siblings() -> None:
    broken = text(id="wamid.2", text={"body": {"no": "text"}})
    parsed = parse(messages(text(id="wamid.1"), broken, text(id="wamid.3")))
    assert [word(event) for event in parsed.events] == ["text", "unknown", "text"]
    assert parsed.unknown == 1
    kept = parsed.events[1]
    assert isinstance(kept, InboundMessage)
    assert kept.content == broken


@pytest.mark.parametrize(
    "broken",
    [
        {"timestamp": "1697043223", "from": "1"},
        {"id": "w", "timestamp": "1697043223"},
        {"id": "w", "from": "1"},
        {"id": "w", "from": "1", "timestamp": "soon"},
        {"id": "w", "from": "1", "timestamp": "9" * 30},
        {"id": {}, "from": "1", "timestamp": "1697043223"},
        "no object",
        17,
    ],
)
def test_a_message_without_id_sender_or_time_becomes_a_notice(broken: object) -> None:
    parsed = parse(messages(broken, text()))
    assert [word(event) for event in parsed.events] == ["unreadable", "text"]
    assert parsed.unknown == 1


def test_a_type_we_do_not_know_is_kept_whole() -> None:
    message = {"id": "w", "from": "1", "timestamp": "1697043223", "type": "hologram", "hologram": {"size": 3}}
    (event,) = parse(messages(message)).events
    assert isinstance(event, InboundMessage)
    assert (event.kind, event.content) == (Kind.UNKNOWN, message)


def test_a_field_we_do_not_know_is_kept_as_a_notice() -> None:
    parsed = parse(webhook({"some": "thing"}, "holograms"))
    assert parsed == Parsed((Notice(topic="holograms", account_id="1", content={"some": "thing"}),), 1)


def test_half_an_emoji_does_not_sink_the_message() -> None:
    body = json.dumps(messages(text(text={"body": "cut \ud83d"}))).encode()
    (event,) = RECEIVER.parse(body).events
    assert isinstance(event, InboundMessage)
    assert event.text == "cut �"


def test_kept_words_can_be_stored() -> None:
    deep: object = 1
    for _ in range(30):
        deep = {"in": deep}
    message = text(type="new", matrix=[[1], [2]], deep=deep, big=2**70, __name__="x", **{"": 1})
    (event,) = parse(messages(message)).events
    assert isinstance(event, InboundMessage)
    assert event.content is not None
    assert event.content["matrix"] == ["[1]", "[2]"]
    assert event.content["big"] == str(2**70)
    assert {"", "__name__"}.isdisjoint(event.content)
    assert json.dumps(event.content).count('"in":') < 10


def test_a_body_of_three_megabytes_is_read_and_cut_to_what_can_be_stored() -> None:
    long, odd = text(text={"body": "x" * 1_500_000}), text(id="w2", type="new", new="y" * 1_500_000)
    first, second = parse(messages(long, odd)).events
    assert isinstance(first, InboundMessage)
    assert isinstance(second, InboundMessage)
    assert len(first.text) == TEXT_CHARS
    assert len(json.dumps(second.content)) < KEPT_BYTES


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"no json",
        b"\xff\xfe",
        b"[]",
        b"null",
        b"{}",
        b'{"object": "page", "entry": []}',
        b'{"object": "whatsapp_business_account"}',
        b'{"object": "whatsapp_business_account", "entry": {}}',
        b'{"object": "whatsapp_business_account", "entry": [NaN]}',
        b"[" * 100_000,
        b'{"object": "whatsapp_business_account", "entry": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        b'{"a":' * 100_000,
        b'{"n": ' + b"9" * 5000 + b"}",
    ],
)
def test_what_is_no_webhook_is_malformed(body: bytes) -> None:
    with pytest.raises(Malformed):
        RECEIVER.parse(body)


ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["1697043223", "text"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "id",
                    "from",
                    "from_user_id",
                    "timestamp",
                    "type",
                    "text",
                    "body",
                    "image",
                    "context",
                    "messages",
                    "statuses",
                    "contacts",
                    "profile",
                    "system",
                    "edit",
                    "revoke",
                    "message",
                    "errors",
                    "code",
                    "status",
                    "metadata",
                    "phone_number_id",
                    "user_preferences",
                ]
            )
            | st.text(max_size=3),
            inner,
            max_size=6,
        )
    ),
    max_leaves=25,
)


@given(body=st.binary(max_size=200))
@settings(deadline=None, max_examples=100)
def test_random_bytes_raise_nothing_but_malformed(body: bytes) -> None:
    with pytest.raises(Malformed):
        RECEIVER.parse(body)


@given(value=ANYTHING)
@settings(deadline=None, max_examples=100)
def test_random_json_within_an_envelope_is_read_without_an_error(value: object) -> None:
    readable = json.loads(json.dumps(value).replace("NaN", "0").replace("-Infinity", "0").replace("Infinity", "0"))
    shapes: list[object] = [
        {"object": "whatsapp_business_account", "entry": [readable]},
        webhook(readable),
        webhook({"messages": [readable], "statuses": [readable], "contacts": readable, "metadata": readable}),
        messages(readable, text()),
        webhook({"message_echoes": [readable]}, "smb_message_echoes"),
        webhook({"user_preferences": readable}, "user_preferences"),
    ]
    for shape in shapes:
        RECEIVER.parse(json.dumps(shape).encode())


KEY, BODY = "It's a Secret to Everybody", b"Hello, World!"
DIGEST = "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"


def test_the_published_signature_vector_is_accepted() -> None:
    RECEIVER.verify({"X-Hub-Signature-256": f"sha256={DIGEST}"}, BODY, {"app_secret": KEY})
    RECEIVER.verify({"x-hub-signature-256": f"sha256={DIGEST}"}, BODY, {"app_secret": KEY})


@pytest.mark.parametrize(
    "signature",
    [
        "",
        DIGEST,
        f"sha1={DIGEST}",
        f"sha256={DIGEST[:-1]}",
        f"sha256={DIGEST}0",
        f"sha256={DIGEST}\n",
        f"sha256={DIGEST[:-1]}8",
        "sha256=" + "z" * 64,
        "sha256=" + "é" * 64,
    ],
)
def test_a_wrong_missing_or_truncated_signature_is_refused(signature: str) -> None:
    with pytest.raises(BadSignature):
        RECEIVER.verify({"X-Hub-Signature-256": signature}, BODY, {"app_secret": KEY})


def test_a_signature_is_refused_for_another_body_and_without_a_header_or_a_secret() -> None:
    header = {"X-Hub-Signature-256": f"sha256={DIGEST}"}
    empty = {"X-Hub-Signature-256": "sha256=" + hmac.new(b"", BODY, hashlib.sha256).hexdigest()}
    for headers, body, account in (
        (header, BODY + b" ", {"app_secret": KEY}),
        ({}, BODY, {"app_secret": KEY}),
        (empty, BODY, {"app_secret": ""}),
        (empty, BODY, {}),
    ):
        with pytest.raises(BadSignature):
            RECEIVER.verify(headers, body, account)
