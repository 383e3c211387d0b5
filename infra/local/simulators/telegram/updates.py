"""Telegram's objects and updates, and how it repeats an update that is not taken."""

import hashlib
import json
import random

from infra.local.simulators.channels import SimChannel
from infra.local.simulators.contracts import Json
from infra.local.simulators.media import Media
from infra.local.simulators.phones import Phone, Received

TOKEN_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header
DEFAULT_KINDS = {
    "message",
    "edited_message",
    "callback_query",
    "my_chat_member",
}
"""What a bot gets without `allowed_updates`, of what this simulator sends: reactions have to be asked for."""


class TelegramRetries:
    """Telegram's repetition: at once, then after 2, 4, 8 ... seconds up to a random 60 to 120; kept for 24 hours.

    One queue per chat, so that an update which is not taken holds up the later ones.
    Source: tdlib/telegram-bot-api, WebhookActor.cpp, read 2026-05.
    """

    blocking = True
    max_age_s = 24 * 3600.0

    def delay_s(self, attempts: int, retry_after_s: float | None) -> float:
        """Seconds until the next attempt; a Retry-After counts up to one hour."""
        if retry_after_s is not None:
            return min(retry_after_s, 3600.0)
        if attempts == 1:
            return 0.0
        ceiling_s = random.uniform(60.0, 120.0)  # noqa: S311 - spreads retries, guards nothing
        return float(min(2.0 ** min(attempts - 1, 10), ceiling_s))


def encode(update_id: int, kind: str, content: Json) -> str:
    """An update as it goes over the wire."""
    return json.dumps({"update_id": update_id, kind: content}, separators=(",", ":"))


def bot_user(channel: SimChannel) -> Json:
    """The bot as a user."""
    name = channel.display_name or channel.address
    return {"id": channel.bot_id, "is_bot": True, "first_name": name, "username": channel.address.lstrip("@")}


def customer(phone: Phone) -> Json:
    """A customer as a user; without a user name unless one was given."""
    user: Json = {"id": phone.telegram_id, "is_bot": False, "first_name": phone.name}
    if phone.username:
        user["username"] = phone.username
    user["language_code"] = "en"
    return user


def chat_of(phone: Phone) -> Json:
    """The private chat with a customer."""
    chat: Json = {"id": phone.telegram_id, "first_name": phone.name}
    if phone.username:
        chat["username"] = phone.username
    chat["type"] = "private"
    return chat


def file_object(media: Media) -> Json:
    """The fields that every file object has."""
    unique = hashlib.sha256(media.id.encode()).hexdigest()[:15]
    return {"file_id": media.id, "file_unique_id": f"AQ{unique}", "file_size": media.size_bytes}


def media_fields(media: Media) -> Json:
    """The part of a message that holds a file."""
    file = file_object(media)
    if media.kind == "image":
        return {"photo": [{**file, "width": 64, "height": 64}]}
    if media.kind == "sticker":
        sizes = {"width": 512, "height": 512}
        return {"sticker": {**file, **sizes, "type": "regular", "is_animated": False, "is_video": False}}
    file["mime_type"] = media.mime_type
    if media.kind == "document":
        return {"document": {**file, **({"file_name": media.filename} if media.filename else {})}}
    if media.kind == "video":
        return {"video": {**file, "width": 320, "height": 240, "duration": 1}}
    return {media.kind: {**file, "duration": 1}}


def message_of_bot(channel: SimChannel, phone: Phone, received: Received, media: Media | None) -> Json:
    """A message of the bot as Telegram answers it."""
    message: Json = {
        "message_id": int(received.provider_message_id),
        "from": bot_user(channel),
        "chat": chat_of(phone),
        "date": int(received.at_s),
    }
    if received.edited_s is not None:
        message["edit_date"] = int(received.edited_s)
    if media is not None:
        message |= media_fields(media)
        if received.text:
            message["caption"] = received.text
    elif received.extra is not None:
        message |= received.extra
    elif received.text is not None:
        message["text"] = received.text
    keys = [b for b in received.buttons if b.kind in {"callback", "url"}]
    if keys:
        rows = [[{"text": b.title, **({"url": b.url} if b.url else {"callback_data": b.payload})}] for b in keys]
        message["reply_markup"] = {"inline_keyboard": rows}
    return message
