"""What Telegram's updates say, over shapes of the Bot API's documentation."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import JsonValue

from common.channels.base import Parsed
from common.channels.telegram.inbound import TelegramReceiver
from common.clock import FixedClock
from common.errors import BadSignature, Malformed
from common.models.inbound import Address, Consent, Edit, Event, InboundMessage, Notice, NumberChange
from common.models.message import Kind

DATA = Path(__file__).parents[2] / "data" / "telegram"
UPDATES: dict[str, dict[str, JsonValue]] = {
    f"{path.stem}/{name}": body
    for path in sorted(DATA.glob("*.json"))
    for name, body in json.loads(path.read_text()).items()
}
NOW = datetime(2026, 11, 1, tzinfo=UTC)
RECEIVER = TelegramReceiver(FixedClock(NOW))
CHAT = Address(value="111222333", portable=False)


def parse(body: object) -> Parsed:
    return RECEIVER.parse(json.dumps(body).encode())


def one(name: str) -> Event:
    (event,) = parse(UPDATES[name]).events
    return event


def message(name: str) -> InboundMessage:
    event = one(name)
    assert isinstance(event, InboundMessage)
    return event


EXPECTED: dict[str, tuple[type[Event], str, int]] = {
    "callback_query/button": (InboundMessage, "button", 0),
    "callback_query/button_of_old_message": (InboundMessage, "button", 0),
    "callback_query/inline": (Notice, "callback_query", 0),
    "edit/text": (Edit, "", 0),
    "edit/caption": (Edit, "", 0),
    "edit/live_location": (Notice, "edited_message", 0),
    "member/blocked": (Consent, "", 0),
    "member/unblocked": (Consent, "", 0),
    "member/promoted": (Notice, "my_chat_member", 0),
    "message/text": (InboundMessage, "text", 0),
    "message/command": (InboundMessage, "text", 0),
    "message/reply": (InboundMessage, "text", 0),
    "message/forwarded": (InboundMessage, "text", 0),
    "message/photo": (InboundMessage, "image", 0),
    "message/voice": (InboundMessage, "voice", 0),
    "message/audio": (InboundMessage, "audio", 0),
    "message/video": (InboundMessage, "video", 0),
    "message/video_note": (InboundMessage, "video", 0),
    "message/document": (InboundMessage, "document", 0),
    "message/sticker": (InboundMessage, "sticker", 0),
    "message/animated_sticker": (InboundMessage, "sticker", 0),
    "message/animation": (InboundMessage, "video", 0),
    "message/location": (InboundMessage, "location", 0),
    "message/venue": (InboundMessage, "location", 0),
    "message/own_contact": (InboundMessage, "contacts", 0),
    "message/other_contact": (InboundMessage, "contacts", 0),
    "message/contact_without_account": (InboundMessage, "contacts", 0),
    "message/poll": (InboundMessage, "unknown", 1),
    "message/dice": (InboundMessage, "unknown", 1),
    "message/buttons": (InboundMessage, "text", 0),
    "message/group": (InboundMessage, "text", 0),
    "message/group_created": (InboundMessage, "unknown", 1),
    "message/migrated_to": (NumberChange, "", 0),
    "message/migrated_from": (NumberChange, "", 0),
    "message/malformed_part": (InboundMessage, "unknown", 1),
    "other/channel_post": (InboundMessage, "text", 0),
    "other/inline_query": (Notice, "inline_query", 1),
    "other/without_date": (Notice, "unreadable", 1),
    "other/future_kind": (Notice, "hologram", 1),
    "reaction/added": (InboundMessage, "reaction", 0),
    "reaction/removed": (InboundMessage, "reaction", 0),
    "reaction/custom": (InboundMessage, "reaction", 0),
}


def test_every_update_has_an_expectation() -> None:
    assert set(EXPECTED) == set(UPDATES)


@pytest.mark.parametrize("name", sorted(UPDATES))
def test_an_update_becomes_the_expected_event(name: str) -> None:
    (event,), unknown = parse(UPDATES[name])
    assert (type(event), str(getattr(event, "kind", getattr(event, "topic", ""))), unknown) == EXPECTED[name]


@pytest.mark.parametrize("name", sorted(UPDATES))
def test_a_redelivered_update_says_the_same(name: str) -> None:
    assert parse(UPDATES[name]) == parse(UPDATES[name])


def test_the_chat_is_the_address_and_its_messages_have_ids_of_their_own() -> None:
    text, in_group = message("message/text"), message("message/group")
    assert text.sender.addresses == (CHAT,)
    assert (text.sender.name, text.sender.username, text.text) == ("Ada Lovelace", "ada", "Hello")
    assert text.provider_message_id == "111222333:501"
    assert text.at == datetime.fromtimestamp(1780000000, UTC)
    assert text.content is None
    assert in_group.group
    assert in_group.sender.addresses == (Address(value="-1001234567890", portable=False),)
    assert in_group.content is not None
    assert "from" in in_group.content
    assert message("message/reply").reply_to == "111222333:77"
    assert message("message/forwarded").forwarded


def test_an_edit_names_the_message_that_it_changes() -> None:
    text, caption = one("edit/text"), one("edit/caption")
    assert isinstance(text, Edit)
    assert isinstance(caption, Edit)
    assert text.provider_message_id == message("message/text").provider_message_id
    assert (text.text, caption.text) == ("Hello there", "Whole")
    assert text.at == datetime.fromtimestamp(1780000060, UTC)


@pytest.mark.parametrize(
    ("name", "file_id", "mime_type"),
    [
        ("photo", "AgACl", "image/jpeg"),
        ("voice", "AgACv", "audio/ogg"),
        ("audio", "AgACa", "audio/mpeg"),
        ("video_note", "AgACvn", "video/mp4"),
        ("document", "AgACd", "application/pdf"),
        ("sticker", "AgACst", "image/webp"),
        ("animated_sticker", "AgACsa", "application/x-tgsticker"),
        ("animation", "AgACan", "video/mp4"),
    ],
)
def test_media_is_read_with_the_largest_picture(name: str, file_id: str, mime_type: str) -> None:
    media = message(f"message/{name}").media
    assert media is not None
    assert (media.provider_media_id, media.mime_type) == (file_id, mime_type)


def test_a_caption_is_the_text_and_a_file_keeps_its_name() -> None:
    document = message("message/document")
    assert document.media is not None
    assert (document.text, document.media.filename, document.media.size_bytes) == ("The bill", "bill.pdf", 45000)


@pytest.mark.parametrize(
    ("name", "phone"), [("own_contact", "491512345678"), ("other_contact", ""), ("contact_without_account", "")]
)
def test_only_a_shared_own_contact_proves_a_phone_number(name: str, phone: str) -> None:
    assert message(f"message/{name}").shared_phone == phone


def test_a_venue_has_its_name_and_address() -> None:
    place = message("message/venue").location
    assert place is not None
    assert (place.name, place.address, place.latitude) == ("Cafe", "Main Street 1", 52.52)


def test_a_pressed_button_is_a_choice_dated_by_our_clock() -> None:
    pressed = message("callback_query/button")
    assert pressed.choice is not None
    assert (pressed.choice.id, pressed.choice.title, pressed.text) == ("slot:9", "9 o'clock", "9 o'clock")
    assert pressed.reply_to == "111222333:88"
    assert pressed.content is not None
    assert pressed.content["callback_query_id"] == "4382bfdwdsb323b2d9"
    assert pressed.at == NOW
    assert message("callback_query/button_of_old_message").text == "slot:9"


def test_blocking_the_bot_withdraws_consent_and_unblocking_gives_it_back() -> None:
    blocked, unblocked = one("member/blocked"), one("member/unblocked")
    assert isinstance(blocked, Consent)
    assert isinstance(unblocked, Consent)
    assert (blocked.opted_in, unblocked.opted_in) == (False, True)
    assert (blocked.scope, blocked.sender.addresses) == ("all", (CHAT,))


def test_a_group_that_moves_is_said_twice_and_means_the_same() -> None:
    to, back = one("message/migrated_to"), one("message/migrated_from")
    assert isinstance(to, NumberChange)
    assert isinstance(back, NumberChange)
    assert (to.old, to.new) == (back.old, back.new)
    assert to.new == (Address(value="-1001234567890", portable=False),)


@pytest.mark.parametrize(("name", "emoji"), [("added", "👍"), ("removed", ""), ("custom", "❔")])
def test_a_reaction_names_its_message_and_has_an_id_of_its_own(name: str, emoji: str) -> None:
    event = message(f"reaction/{name}")
    assert event.reaction is not None
    assert (event.reaction.emoji, event.reaction.provider_message_id) == (emoji, "111222333:90")
    assert event.provider_message_id == f"update:{UPDATES[f'reaction/{name}']['update_id']}"


def test_what_we_have_no_word_for_is_kept() -> None:
    poll, broken = message("message/poll"), message("message/malformed_part")
    assert poll.content is not None
    assert "poll" in poll.content
    assert (broken.kind, broken.content) == (Kind.UNKNOWN, {"location": {"latitude": "north"}})


def test_rows_of_buttons_are_kept_in_a_form_that_can_be_stored() -> None:
    content = message("message/buttons").content
    assert content is not None
    assert content["reply_markup"] == {"inline_keyboard": ['[{"text": "A", "url": "https://example.com"}]']}


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{}", b'{"update_id": "1"}', b'{"update_id": true}', b"\xff", b'{"a":' * 100_000]
)
def test_what_is_no_update_is_malformed(body: bytes) -> None:
    with pytest.raises(Malformed):
        RECEIVER.parse(body)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "message_id",
                    "chat",
                    "id",
                    "date",
                    "from",
                    "text",
                    "photo",
                    "file_id",
                    "location",
                    "latitude",
                    "longitude",
                    "contact",
                    "data",
                    "message",
                    "new_chat_member",
                    "status",
                    "new_reaction",
                    "emoji",
                    "reply_markup",
                    "inline_keyboard",
                ]
            ),
            inner,
            max_size=6,
        )
    ),
    max_leaves=25,
)


@given(
    kind=st.sampled_from(["message", "edited_message", "callback_query", "my_chat_member", "message_reaction", "x"]),
    value=ANYTHING,
)
@settings(deadline=None, max_examples=200)
def test_random_json_within_an_update_is_read_without_an_error(kind: str, value: object) -> None:
    assert len(parse({"update_id": 1, kind: value}).events) == 1


@given(value=ANYTHING)
@settings(deadline=None, max_examples=100)
def test_a_message_with_random_parts_is_never_dropped(value: object) -> None:
    for part in ("text", "photo", "contact", "location", "reply_to_message", "from", "caption"):
        (event,) = parse(
            {"update_id": 1, "message": {"message_id": 1, "chat": {"id": 5}, "date": 1780000000, part: value}}
        ).events
        assert isinstance(event, InboundMessage)


def test_the_secret_token_is_compared() -> None:
    RECEIVER.verify({"X-TELEGRAM-Bot-Api-Secret-Token": "s3cret"}, b"", {"secret_token": "s3cret"})
    for headers, account in (
        ({}, {"secret_token": "s3cret"}),
        ({"X-Telegram-Bot-Api-Secret-Token": "s3cre"}, {"secret_token": "s3cret"}),
        ({"X-Telegram-Bot-Api-Secret-Token": "é"}, {"secret_token": "s3cret"}),
        ({"X-Telegram-Bot-Api-Secret-Token": ""}, {"secret_token": ""}),
        ({"X-Telegram-Bot-Api-Secret-Token": ""}, {}),
    ):
        with pytest.raises(BadSignature):
            RECEIVER.verify(headers, b"", account)
