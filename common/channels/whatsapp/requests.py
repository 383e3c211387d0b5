"""What we ask WhatsApp to send: the body of each kind of message, and the limits that we check beforehand."""

import re
from collections.abc import Mapping
from typing import Final

from pydantic import JsonValue

from common.channels.base import Blame, Outcome, Outgoing, OutgoingMedia, SendError
from common.channels.whatsapp.inbound import is_bsuid
from common.models.message import ButtonKind, ButtonUse, HeaderFormat, HeaderUse, Kind, TemplateUse

TEXT_MAX_CHARS: Final = 4096
CAPTION_MAX_CHARS: Final = 1024
"""Source: the limits of nyaruka/courier, handlers/meta/whatsapp; read 2026-11."""

_MEBIBYTE: Final = 1024 * 1024
MEDIA_TYPES: Final[dict[Kind, tuple[str, int]]] = {
    Kind.IMAGE: ("image", 5 * _MEBIBYTE),
    Kind.AUDIO: ("audio", 16 * _MEBIBYTE),
    Kind.VOICE: ("audio", 16 * _MEBIBYTE),
    Kind.VIDEO: ("video", 16 * _MEBIBYTE),
    Kind.DOCUMENT: ("document", 100 * _MEBIBYTE),
    Kind.STICKER: ("sticker", 500 * 1024),
}
"""WhatsApp's word for each kind of media, and how many bytes it takes at most.

Source: Meta, "Media: supported media types" (2026-06-16).
"""

HEADER_KINDS: Final[dict[HeaderFormat, Kind]] = {
    HeaderFormat.IMAGE: Kind.IMAGE,
    HeaderFormat.VIDEO: Kind.VIDEO,
    HeaderFormat.DOCUMENT: Kind.DOCUMENT,
}
"""The headers that are files, and as what they are uploaded."""

_CAPTIONED: Final = frozenset({Kind.IMAGE, Kind.VIDEO, Kind.DOCUMENT})
_PHONE: Final = re.compile(r"\d{5,20}")


def refuse(detail: str, blame: Blame, code: str) -> SendError:
    """An error that we find ourselves, before WhatsApp is asked."""
    return SendError(detail, outcome=Outcome.FAILED, blame=blame, provider_code=code)


def check(message: Outgoing) -> None:
    """Refuses what WhatsApp would refuse, before anything is uploaded.

    Raises:
        SendError: the message breaks a limit, or is of a kind that cannot be sent.
    """
    _recipient(message.address)
    if message.kind in MEDIA_TYPES:
        _check_media(message)
    elif message.kind is Kind.TEXT:
        if not message.text:
            raise refuse("The message is empty; write something.", Blame.REQUEST, "empty_text")
        if len(message.text) > TEXT_MAX_CHARS:
            raise refuse(
                f"The text has {len(message.text)} characters; WhatsApp takes at most {TEXT_MAX_CHARS}. Shorten it.",
                Blame.REQUEST,
                "text_too_long",
            )
    elif message.kind is Kind.TEMPLATE and message.template:
        _check_header(message, message.template)
        _components(message, message.template, "")
    elif not (
        (message.kind is Kind.LOCATION and message.location) or (message.kind is Kind.REACTION and message.reaction)
    ):
        raise refuse("WhatsApp cannot send this kind of message; send another.", Blame.REQUEST, "kind_not_sent")


def media_kind(message: Outgoing) -> Kind | None:
    """The kind of the file that goes along: of a media message, or of a template's header; None if there is none."""
    if message.kind in MEDIA_TYPES:
        return message.kind
    header = message.template.header if message.template and message.kind is Kind.TEMPLATE else None
    return HEADER_KINDS.get(header.format) if header else None


def _check_header(message: Outgoing, template: TemplateUse) -> None:
    kind = media_kind(message)
    if kind is not None:
        _check_size(message, kind)
    if template.header and template.header.format is HeaderFormat.LOCATION and message.location is None:
        raise refuse("The template's header shows a place; say which.", Blame.TEMPLATE, "no_location")


def _check_size(message: Outgoing, kind: Kind) -> None:
    media = message.media
    word, limit = MEDIA_TYPES[kind]
    if media is None or not media.content:
        raise refuse("The message's file is missing; attach it again.", Blame.MEDIA, "no_media")
    if len(media.content) > limit:
        raise refuse(
            f"The file has {len(media.content)} bytes; WhatsApp takes at most {limit} for a {word}. Make it smaller.",
            Blame.MEDIA,
            "media_too_large",
        )


def _check_media(message: Outgoing) -> None:
    _check_size(message, message.kind)
    word, _ = MEDIA_TYPES[message.kind]
    if message.text and message.kind not in _CAPTIONED:
        raise refuse(
            f"WhatsApp shows no text beside a {word}; send the text on its own.", Blame.REQUEST, "caption_not_shown"
        )
    if len(message.text) > CAPTION_MAX_CHARS:
        raise refuse(
            f"The caption has {len(message.text)} characters; WhatsApp takes at most {CAPTION_MAX_CHARS}. Shorten it.",
            Blame.REQUEST,
            "caption_too_long",
        )


def build(message: Outgoing, media_id: str = "") -> dict[str, JsonValue]:
    """The body of the call that sends `message`.

    Args:
        message: one that `check` let through.
        media_id: WhatsApp's id of the uploaded media, for the kinds that have one.

    Source: Meta, "Messages API reference" (2026-05-21).
    """
    body: dict[str, JsonValue] = {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        **_recipient(message.address),
        "biz_opaque_callback_data": message.message_id,
        **_part(message, media_id),
    }
    if message.reply_to and message.kind is not Kind.REACTION:
        body["context"] = {"message_id": message.reply_to}
    return body


def _recipient(address: str) -> dict[str, JsonValue]:
    """A business-scoped id in `to` is answered with an id and delivers nothing, so it goes into `recipient`.

    Source: Meta, "Business-scoped user IDs" (2026-05-28).
    """
    if is_bsuid(address):
        return {"recipient": address}
    phone = address.removeprefix("+")
    if not _PHONE.fullmatch(phone):
        raise refuse(
            "The contact's address is no WhatsApp address; correct their number.", Blame.RECIPIENT, "bad_address"
        )
    return {"to": phone}


def _part(message: Outgoing, media_id: str) -> dict[str, JsonValue]:
    if message.template and message.kind is Kind.TEMPLATE:
        template: dict[str, JsonValue] = {
            "name": message.template.name,
            "language": {"code": message.template.language},
        }
        components = _components(message, message.template, media_id)
        if components:
            template["components"] = components
        return {"type": "template", "template": template}
    if message.location and message.kind is Kind.LOCATION:
        place = message.location
        location: dict[str, JsonValue] = {"latitude": place.latitude, "longitude": place.longitude}
        location |= {key: value for key, value in (("name", place.name), ("address", place.address)) if value}
        return {"type": "location", "location": location}
    if message.reaction and message.kind is Kind.REACTION:
        reaction = message.reaction
        return {
            "type": "reaction",
            "reaction": {"message_id": reaction.provider_message_id, "emoji": reaction.emoji},
        }
    if message.media and message.kind in MEDIA_TYPES:
        return _media_part(message, message.media, media_id)
    return {"type": "text", "text": {"body": message.text, "preview_url": True}}


def _media_part(message: Outgoing, media: OutgoingMedia, media_id: str) -> dict[str, JsonValue]:
    word, _ = MEDIA_TYPES[message.kind]
    part: dict[str, JsonValue] = {"id": media_id}
    if message.text:
        part["caption"] = message.text
    if message.kind is Kind.DOCUMENT and media.filename:
        part["filename"] = media.filename
    if message.kind is Kind.VOICE:
        part["voice"] = True
    return {"type": word, word: part}


def _components(message: Outgoing, template: TemplateUse, media_id: str) -> list[JsonValue]:
    """What changes from message to message, part by part.

    Source: Meta, "Templates: components" and "Templates: parameter formats" (2026-05).
    """
    parts: list[JsonValue] = []
    if template.header:
        parts.append({"type": "header", "parameters": [_header_parameter(message, template.header, media_id)]})
    body = _body_parameters(template.variables)
    if body:
        parts.append({"type": "body", "parameters": body})
    for button in template.buttons:
        parameter = _button_parameter(button)
        if parameter:
            sub_type = "url" if button.kind is ButtonKind.OTP else button.kind.value
            parts.append(
                {"type": "button", "sub_type": sub_type, "index": str(button.index), "parameters": [parameter]}
            )
    return parts


def _header_parameter(message: Outgoing, header: HeaderUse, media_id: str) -> JsonValue:
    if header.format is HeaderFormat.TEXT:
        if not header.text.strip():
            raise _empty(header.name or "of the header")
        named: dict[str, JsonValue] = {"parameter_name": header.name} if header.name else {}
        return {"type": "text", **named, "text": header.text}
    if header.format is HeaderFormat.LOCATION and message.location:
        place = message.location
        known = {"name": place.name, "address": place.address}
        location: dict[str, JsonValue] = {"latitude": str(place.latitude), "longitude": str(place.longitude)}
        return {"type": "location", "location": location | {key: value for key, value in known.items() if value}}
    media: dict[str, JsonValue] = {"id": media_id}
    if header.format is HeaderFormat.DOCUMENT and message.media and message.media.filename:
        media["filename"] = message.media.filename
    return {"type": header.format.value, header.format.value: media}


def _button_parameter(button: ButtonUse) -> JsonValue:
    """What changes about a button; nothing if its address or payload is fixed."""
    if not button.value:
        if button.kind in (ButtonKind.COPY_CODE, ButtonKind.OTP):
            raise _empty(f"of the button {button.index + 1}")
        return None
    match button.kind:
        case ButtonKind.QUICK_REPLY:
            return {"type": "payload", "payload": button.value}
        case ButtonKind.COPY_CODE:
            return {"type": "coupon_code", "coupon_code": button.value}
        case ButtonKind.PHONE:
            return None
        case ButtonKind.URL | ButtonKind.OTP:
            return {"type": "text", "text": button.value}


def _body_parameters(variables: Mapping[str, str]) -> list[JsonValue]:
    """The values of the body's variables: in order where their names are numbers, else each with its name."""
    empty = next((name for name, value in variables.items() if not value.strip()), None)
    if empty is not None:
        raise _empty(empty)
    numbered = {int(name): value for name, value in variables.items() if name.isascii() and name.isdecimal()}
    if not numbered:
        return [{"type": "text", "parameter_name": name, "text": value} for name, value in variables.items()]
    if len(numbered) != len(variables) or sorted(numbered) != list(range(1, len(variables) + 1)):
        raise refuse(
            "The template's variables must be either all named or numbered from 1 without a gap; correct them.",
            Blame.TEMPLATE,
            "variables_mixed",
        )
    return [{"type": "text", "text": numbered[number]} for number in sorted(numbered)]


def _empty(variable: str) -> SendError:
    return refuse(
        f"The template's variable {variable} is empty; WhatsApp refuses that. Fill it in.",
        Blame.TEMPLATE,
        "empty_variable",
    )
