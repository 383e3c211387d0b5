"""What the parts of a WhatsApp message say, type by type."""

import base64
import binascii
import re
from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from pydantic import JsonValue

from common.channels.whatsapp.payloads import EditedMessage, MediaPart, MessagePayload, ReplyPart
from common.channels.wire import TEXT_CHARS, keep
from common.models.message import Choice, Kind, Location, Media, Reaction

_CORE: Final = frozenset(
    ["id", "from", "from_user_id", "from_parent_user_id", "to", "to_user_id", "to_parent_user_id", "timestamp", "type"]
)
_HEX_SHA256: Final = re.compile(r"[0-9a-fA-F]{64}")
_SHA256_BYTES: Final = 32


class Content(NamedTuple):
    """What a message is made of."""

    kind: Kind
    text: str = ""
    media: Media | None = None
    location: Location | None = None
    reaction: Reaction | None = None
    choice: Choice | None = None
    whole: bool = False
    """True if our fields hold all of the part, so that the provider's words for it need not be kept."""


def read_content(message: MessagePayload) -> Content:
    """What `message` is made of; a type without its part, or one that we do not know, is of kind unknown."""
    reader = READERS.get(message.type)
    content = reader(message) if reader else None
    return content or Content(Kind.UNKNOWN)


def kept_words(raw: Mapping[str, JsonValue], content: Content) -> dict[str, JsonValue] | None:
    """What of the provider's words has no place in our fields: referral, context, and parts without fields."""
    held = _CORE | ({str(raw.get("type"))} if content.whole else set())
    words = {key: value for key, value in raw.items() if key not in held}
    return keep(words) if words else None


def edited_text(message: EditedMessage) -> str:
    """The new wording or caption."""
    if message.text:
        return message.text.body[:TEXT_CHARS]
    media = message.image or message.video or message.document
    return media.caption[:TEXT_CHARS] if media else ""


def sha256_hex(value: str) -> str:
    """A checksum as 64 hexadecimal digits, from hexadecimal or base64; empty if it is neither."""
    if _HEX_SHA256.fullmatch(value):
        return value.lower()
    try:
        raw = base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        return ""
    return raw.hex() if len(raw) == _SHA256_BYTES else ""


def _text(message: MessagePayload) -> Content | None:
    return Content(Kind.TEXT, message.text.body[:TEXT_CHARS], whole=True) if message.text else None


def _media(kind: Kind, part: MediaPart | None) -> Content | None:
    if part is None or not part.id:
        return None
    media = Media(
        mime_type=part.mime_type.split(";")[0].strip().lower(),
        filename=part.filename,
        sha256=sha256_hex(part.sha256),
        provider_media_id=part.id,
    )
    return Content(kind, part.caption[:TEXT_CHARS], media=media, whole=True)


def _audio(message: MessagePayload) -> Content | None:
    part = message.audio
    return _media(Kind.VOICE if part and part.voice else Kind.AUDIO, part)


def _location(message: MessagePayload) -> Content | None:
    part = message.location
    if part is None:
        return None
    place = Location(latitude=part.latitude, longitude=part.longitude, name=part.name, address=part.address)
    return Content(Kind.LOCATION, part.name, location=place, whole=True)


def _contacts(message: MessagePayload) -> Content | None:
    if message.contacts is None:
        return None
    names = ", ".join(card.name.formatted_name for card in message.contacts if card.name.formatted_name)
    return Content(Kind.CONTACTS, names[:TEXT_CHARS])


def _interactive(message: MessagePayload) -> Content | None:
    part = message.interactive
    if part is None:
        return None
    reply: ReplyPart | None = part.button_reply or part.list_reply
    if reply:
        choice = Choice(id=reply.id, title=reply.title, description=reply.description)
        return Content(Kind.INTERACTIVE, reply.title, choice=choice, whole=True)
    return Content(Kind.INTERACTIVE, part.nfm_reply.body if part.nfm_reply else "")


def _button(message: MessagePayload) -> Content | None:
    part = message.button
    if part is None:
        return None
    return Content(Kind.BUTTON, part.text, choice=Choice(id=part.payload, title=part.text), whole=True)


def _reaction(message: MessagePayload) -> Content | None:
    part = message.reaction
    if part is None:
        return None
    reaction = Reaction(emoji=part.emoji, provider_message_id=part.message_id)
    return Content(Kind.REACTION, part.emoji, reaction=reaction, whole=True)


READERS: Final[dict[str, Callable[[MessagePayload], Content | None]]] = {
    "text": _text,
    "image": lambda message: _media(Kind.IMAGE, message.image),
    "audio": _audio,
    "voice": lambda message: _media(Kind.VOICE, message.voice),
    "video": lambda message: _media(Kind.VIDEO, message.video),
    "document": lambda message: _media(Kind.DOCUMENT, message.document),
    "sticker": lambda message: _media(Kind.STICKER, message.sticker),
    "location": _location,
    "contacts": _contacts,
    "interactive": _interactive,
    "button": _button,
    "order": lambda message: Content(Kind.ORDER, message.order.text) if message.order else None,
    "reaction": _reaction,
    "system": lambda message: Content(Kind.SYSTEM, message.system.body) if message.system else None,
    "unsupported": lambda message: Content(Kind.UNSUPPORTED),
}
"""How each type is read; `edit`, `revoke` and a changed number are no messages of their own, see `inbound`.

Source: Meta, "Webhooks reference: messages" (2026-05-21).
"""
