"""What the parts of a Telegram message say, kind by kind."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from pydantic import JsonValue

from common.channels.telegram.payloads import File, MessagePayload
from common.channels.wire import TEXT_CHARS, keep
from common.models.message import Kind, Location, Media

_CORE: Final = frozenset({"message_id", "chat", "date", "edit_date", "text", "caption", "reply_to_message"})


class Content(NamedTuple):
    """What a message is made of."""

    kind: Kind
    text: str = ""
    media: Media | None = None
    location: Location | None = None
    shared_phone: str = ""
    held: tuple[str, ...] = ()
    """The parts of which our fields hold everything."""


def message_key(chat_id: int, message_id: int) -> str:
    """The provider's id of a message: Telegram counts messages per chat, so both belong to it."""
    return f"{chat_id}:{message_id}"


def read_content(message: MessagePayload) -> Content:
    """What `message` is made of; what has no word of ours is of kind unknown."""
    if message.text is not None:
        return Content(Kind.TEXT, message.text[:TEXT_CHARS], held=("text",))
    return _media(message) or _place(message) or _card(message) or Content(Kind.UNKNOWN, message.caption[:TEXT_CHARS])


def kept_words(raw: Mapping[str, JsonValue], content: Content, *, group: bool) -> dict[str, JsonValue] | None:
    """What of Telegram's words has no place in our fields; the author counts in groups only."""
    held = _CORE | set(content.held) | (set() if group else {"from"})
    words = {key: value for key, value in raw.items() if key not in held}
    return keep(words) if words else None


def _media(message: MessagePayload) -> Content | None:
    if message.photo:
        largest = max(message.photo, key=lambda size: (size.width * size.height, size.file_size or 0))
        return _file(message, Kind.IMAGE, largest, "image/jpeg", ("photo",))
    # An animation also comes as a document, for programs that know no animations.
    if message.animation:
        return _file(message, Kind.VIDEO, message.animation, "video/mp4", ("animation", "document"))
    for name, kind, part, mime_type in (
        ("voice", Kind.VOICE, message.voice, "audio/ogg"),
        ("audio", Kind.AUDIO, message.audio, "audio/mpeg"),
        ("video", Kind.VIDEO, message.video, "video/mp4"),
        ("video_note", Kind.VIDEO, message.video_note, "video/mp4"),
        ("document", Kind.DOCUMENT, message.document, "application/octet-stream"),
    ):
        if part:
            return _file(message, kind, part, mime_type, (name,))
    return _sticker(message)


def _sticker(message: MessagePayload) -> Content | None:
    part = message.sticker
    if part is None:
        return None
    mime_type = "application/x-tgsticker" if part.is_animated else "video/webm" if part.is_video else "image/webp"
    # Its emoji and set are kept in Telegram's words.
    return _file(message, Kind.STICKER, part, mime_type, ())


def _file(message: MessagePayload, kind: Kind, part: File, mime_type: str, held: tuple[str, ...]) -> Content:
    media = Media(
        mime_type=part.mime_type.split(";")[0].strip().lower() or mime_type,
        filename=part.file_name,
        size_bytes=part.file_size,
        provider_media_id=part.file_id,
    )
    return Content(kind, message.caption[:TEXT_CHARS], media=media, held=held)


def _place(message: MessagePayload) -> Content | None:
    # A venue also comes as a location.
    if message.venue:
        spot, title = message.venue.location, message.venue.title
        place = Location(latitude=spot.latitude, longitude=spot.longitude, name=title, address=message.venue.address)
        return Content(Kind.LOCATION, title, location=place, held=("venue", "location"))
    if message.location:
        spot = message.location
        place = Location(latitude=spot.latitude, longitude=spot.longitude)
        return Content(Kind.LOCATION, location=place, held=("location",))
    return None


def _card(message: MessagePayload) -> Content | None:
    part = message.contact
    if part is None:
        return None
    own = message.author is not None and part.user_id is not None and part.user_id == message.author.id
    digits = "".join(character for character in part.phone_number if character in "0123456789")
    name = f"{part.first_name} {part.last_name}".strip()
    return Content(Kind.CONTACTS, name[:TEXT_CHARS], shared_phone=digits if own else "")
