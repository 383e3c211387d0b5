"""What we ask Telegram to send: method and body of each kind of message, and the limits that we check beforehand."""

import re
from typing import Final, NamedTuple

from pydantic import JsonValue

from common.channels.base import Blame, Outcome, Outgoing, SendError
from common.channels.calls import Upload
from common.models.message import HeaderFormat, Kind, TemplateUse

TEXT_MAX_CHARS: Final = 4096
CAPTION_MAX_CHARS: Final = 1024
"""Source: Telegram, "Bot API: sendMessage, sendPhoto" (https://core.telegram.org/bots/api), read 2026-11."""

_MEGABYTE: Final = 1024 * 1024
MEDIA_METHODS: Final[dict[Kind, tuple[str, str, int]]] = {
    Kind.IMAGE: ("sendPhoto", "photo", 10 * _MEGABYTE),
    Kind.VIDEO: ("sendVideo", "video", 50 * _MEGABYTE),
    Kind.VOICE: ("sendVoice", "voice", 50 * _MEGABYTE),
    Kind.AUDIO: ("sendAudio", "audio", 50 * _MEGABYTE),
    Kind.DOCUMENT: ("sendDocument", "document", 50 * _MEGABYTE),
    Kind.STICKER: ("sendSticker", "sticker", 50 * _MEGABYTE),
}
"""Method, field and greatest size in bytes of each kind of media.

Source: Telegram, "Bot API: sending files" (https://core.telegram.org/bots/api#sending-files), read 2026-11.
"""

_HEADER_KINDS: Final[dict[HeaderFormat, Kind]] = {
    HeaderFormat.IMAGE: Kind.IMAGE,
    HeaderFormat.VIDEO: Kind.VIDEO,
    HeaderFormat.DOCUMENT: Kind.DOCUMENT,
}
"""The headers of templates that are files."""
_KEY: Final = re.compile(r"-?\d{1,19}:(\d{1,19})")
_CHAT: Final = re.compile(r"-?\d{1,19}")


class Request(NamedTuple):
    """One call of the Bot API."""

    method: str
    body: dict[str, JsonValue]
    upload: Upload | None = None


def refuse(detail: str, blame: Blame, code: str) -> SendError:
    """An error that we find ourselves, before Telegram is asked."""
    return SendError(detail, outcome=Outcome.FAILED, blame=blame, provider_code=code)


def build(message: Outgoing) -> Request:
    """The call that sends `message`; a template goes out as its text, since Telegram has no templates.

    Raises:
        SendError: the message breaks a limit, or is of a kind that cannot be sent.
    """
    if not _CHAT.fullmatch(message.address):
        raise refuse("The contact's address is no Telegram chat.", Blame.RECIPIENT, "bad_address")
    if message.kind is Kind.REACTION and message.reaction:
        return _reaction(message.address, message.reaction.emoji, message.reaction.provider_message_id)
    request = _content(message)
    answered = _KEY.fullmatch(message.reply_to)
    if answered:
        request.body["reply_parameters"] = {
            "message_id": int(answered.group(1)),
            "allow_sending_without_reply": True,
        }
    return request


def _content(message: Outgoing) -> Request:
    if message.kind in MEDIA_METHODS:
        return _media(message)
    if message.kind is Kind.LOCATION and message.location:
        return _place(message)
    if message.kind is Kind.TEXT:
        return _text(message.address, message.text)
    if message.kind is Kind.TEMPLATE and message.template:
        if not message.template.text:
            raise refuse("The template has no text to send on Telegram; write it out.", Blame.TEMPLATE, "no_text")
        return _template(message, message.template)
    raise refuse("Telegram cannot send this kind of message; send another.", Blame.REQUEST, "kind_not_sent")


def _text(address: str, text: str) -> Request:
    """Plain text: with a parse mode, a stray `_` or `<` of a customer's name would make Telegram refuse it."""
    if not text:
        raise refuse("The message is empty; write something.", Blame.REQUEST, "empty_text")
    if len(text) > TEXT_MAX_CHARS:
        raise refuse(
            f"The text has {len(text)} characters; Telegram takes at most {TEXT_MAX_CHARS}. Shorten it.",
            Blame.REQUEST,
            "text_too_long",
        )
    return Request("sendMessage", {"chat_id": address, "text": text})


def _template(message: Outgoing, template: TemplateUse) -> Request:
    """A template's text; below the file of its header, if it has one."""
    kind = _HEADER_KINDS.get(template.header.format) if template.header else None
    if kind is None or message.media is None:
        return _text(message.address, template.text)
    return _media(message.model_copy(update={"kind": kind, "text": template.text}))


def _media(message: Outgoing) -> Request:
    method, field, limit = MEDIA_METHODS[message.kind]
    media = message.media
    if media is None or not media.content:
        raise refuse("The message's file is missing; attach it again.", Blame.MEDIA, "no_media")
    if len(media.content) > limit:
        raise refuse(
            f"The file has {len(media.content)} bytes; Telegram takes at most {limit} for a {field}. Make it smaller.",
            Blame.MEDIA,
            "media_too_large",
        )
    if message.text and message.kind is Kind.STICKER:
        raise refuse(
            "Telegram shows no text beside a sticker; send the text on its own.", Blame.REQUEST, "caption_not_shown"
        )
    if len(message.text) > CAPTION_MAX_CHARS:
        raise refuse(
            f"The caption has {len(message.text)} characters; Telegram takes at most {CAPTION_MAX_CHARS}. Shorten it.",
            Blame.REQUEST,
            "caption_too_long",
        )
    body: dict[str, JsonValue] = {"chat_id": message.address}
    if message.text:
        body["caption"] = message.text
    return Request(method, body, Upload(field, media.filename or field, media.content, media.mime_type))


def _place(message: Outgoing) -> Request:
    place = message.location
    if place is None:
        raise refuse("The message's place is missing.", Blame.REQUEST, "no_location")
    body: dict[str, JsonValue] = {
        "chat_id": message.address,
        "latitude": place.latitude,
        "longitude": place.longitude,
    }
    if place.name and place.address:
        return Request("sendVenue", {**body, "title": place.name, "address": place.address})
    return Request("sendLocation", body)


def _reaction(address: str, emoji: str, on: str) -> Request:
    target = _KEY.fullmatch(on)
    if target is None:
        raise refuse("There is no such message to react to on Telegram.", Blame.REQUEST, "no_message")
    reaction: list[JsonValue] = [{"type": "emoji", "emoji": emoji}] if emoji else []
    body: dict[str, JsonValue] = {"chat_id": address, "message_id": int(target.group(1)), "reaction": reaction}
    return Request("setMessageReaction", body)
