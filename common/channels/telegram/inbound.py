"""Telegram's webhooks: who sent them, and what they say."""

import hmac
from collections.abc import Callable, Mapping
from typing import Final

from pydantic import JsonValue, ValidationError

from common.channels.base import Parsed
from common.channels.telegram.messages import Content, kept_words, message_key, read_content
from common.channels.telegram.payloads import (
    CallbackPayload,
    Chat,
    Frame,
    MembershipPayload,
    MemberState,
    MessagePayload,
    ReactionPayload,
)
from common.channels.telegram.statuses import MEMBER_STATES
from common.channels.wire import NAME_CHARS, TEXT_CHARS, as_object, keep, read_object, read_time
from common.clock import Clock, SystemClock
from common.errors import BadSignature, Malformed
from common.models.channel import Provider
from common.models.inbound import (
    Address,
    AnyEvent,
    Consent,
    Edit,
    InboundMessage,
    Notice,
    NumberChange,
    Sender,
)
from common.models.message import Choice, Kind, Reaction

UPDATE_KINDS: Final = (
    "message",
    "edited_message",
    "channel_post",
    "edited_channel_post",
    "callback_query",
    "my_chat_member",
    "message_reaction",
)
"""The kinds of update that we ask Telegram for; `message_reaction` comes only where it is asked for.

Source: Telegram, "Bot API: setWebhook, allowed_updates" (https://core.telegram.org/bots/api#setwebhook), read 2026-11.
"""

_UNWRITABLE_EMOJI: Final = "\N{WHITE QUESTION MARK ORNAMENT}"
"""Stands for a reaction that is no emoji; an empty one would mean that it was taken back."""


class TelegramReceiver:
    """Verifies and reads the webhooks of the Bot API."""

    provider = Provider.TELEGRAM

    def __init__(self, clock: Clock | None = None) -> None:
        """Keeps the clock, which dates pressed buttons: Telegram does not say when a button was pressed."""
        self._clock = clock or SystemClock()

    def verify(self, headers: Mapping[str, str], body: bytes, account: Mapping[str, str]) -> None:
        """Compares the secret token that we gave with `setWebhook`, in constant time.

        Source: Telegram, "Bot API: setWebhook, secret_token", read 2026-11.

        Raises:
            BadSignature: it is missing or wrong.
        """
        right = account.get("secret_token", "")
        given = next((v for name, v in headers.items() if name.lower() == "x-telegram-bot-api-secret-token"), "")
        if not right or not hmac.compare_digest(given.encode(errors="replace"), right.encode()):
            raise BadSignature("The webhook's secret token is missing or wrong")

    def parse(self, body: bytes) -> Parsed:
        """What an update says; what we do not know of it is kept as it came.

        Raises:
            Malformed: it is not an update.
        """
        update = read_object(body)
        update_id = update.get("update_id")
        if not isinstance(update_id, int) or isinstance(update_id, bool):
            raise Malformed("The body is no update of Telegram")
        kind, raw = next(((k, as_object(v)) for k, v in update.items() if k != "update_id"), ("empty", {}))
        try:
            event = self._event(kind, raw, update_id)
        except RecursionError as error:
            raise Malformed("The body is nested too deep") from error
        strange = isinstance(event, Notice) and (event.topic == "unreadable" or kind not in UPDATE_KINDS)
        strange |= isinstance(event, InboundMessage) and event.kind is Kind.UNKNOWN
        return Parsed((event,), int(strange))

    def _event(self, kind: str, raw: dict[str, JsonValue], update_id: int) -> AnyEvent:
        if kind == "callback_query":
            read: Callable[[dict[str, JsonValue], int], AnyEvent | None] | None = self._callback
        else:
            read = _READERS.get(kind)
        try:
            event = read(raw, update_id) if read else None
        # A date or a part that cannot be read.
        except ValueError:
            return Notice(topic="unreadable", content=keep(raw))
        return event or Notice(topic=kind[:NAME_CHARS], content=keep(raw))

    def _callback(self, raw: dict[str, JsonValue], update_id: int) -> AnyEvent | None:
        query = CallbackPayload.model_validate(raw)
        asked = query.message
        if asked is None:
            return None
        rows = asked.reply_markup.inline_keyboard if asked.reply_markup else ()
        title = next((b.text for row in rows for b in row if b.callback_data and b.callback_data == query.data), "")
        pressed_at = self._clock.now()
        return InboundMessage(
            sender=_sender(asked.chat),
            provider_message_id=f"callback:{query.id}",
            at=max(pressed_at, read_time(asked.date)) if asked.date else pressed_at,
            kind=Kind.BUTTON,
            text=(title or query.data)[:TEXT_CHARS],
            choice=Choice(id=query.data, title=title),
            reply_to=message_key(asked.chat.id, asked.message_id),
            content=keep({"callback_query_id": query.id, "from": raw.get("from")}),
            group=asked.chat.group,
        )


def _address(chat_id: int) -> Address:
    """A chat's id is the address: never the author's id, which is no chat, nor a user name, which may change hands."""
    return Address(value=str(chat_id), portable=False)


def _sender(chat: Chat) -> Sender:
    return Sender(addresses=(_address(chat.id),), name=chat.name[:NAME_CHARS], username=chat.username[:NAME_CHARS])


def _message(raw: dict[str, JsonValue], update_id: int) -> AnyEvent:
    try:
        message = MessagePayload.model_validate(raw)
    except ValidationError:
        return _kept_message(raw)
    at = read_time(message.date)
    key = message_key(message.chat.id, message.message_id)
    if message.migrate_to_chat_id:
        new = (_address(message.migrate_to_chat_id),)
        return NumberChange(old=(_address(message.chat.id),), new=new, at=at, provider_message_id=key)
    if message.migrate_from_chat_id:
        new = (_address(message.chat.id),)
        return NumberChange(old=(_address(message.migrate_from_chat_id),), new=new, at=at, provider_message_id=key)
    content = read_content(message)
    answered = message.reply_to_message
    return InboundMessage(
        sender=_sender(message.chat),
        provider_message_id=key,
        at=at,
        kind=content.kind,
        text=content.text,
        media=content.media,
        location=content.location,
        shared_phone=content.shared_phone,
        reply_to=message_key(message.chat.id, answered.message_id) if answered else "",
        forwarded="forward_origin" in raw or "forward_date" in raw,
        content=kept_words(raw, content, group=message.chat.group),
        group=message.chat.group,
    )


def _kept_message(raw: dict[str, JsonValue]) -> InboundMessage:
    frame = Frame.model_validate(raw)
    return InboundMessage(
        sender=_sender(frame.chat),
        provider_message_id=message_key(frame.chat.id, frame.message_id),
        at=read_time(frame.date),
        kind=Kind.UNKNOWN,
        content=kept_words(raw, Content(Kind.UNKNOWN), group=frame.chat.group),
        group=frame.chat.group,
    )


def _edit(raw: dict[str, JsonValue], update_id: int) -> AnyEvent | None:
    message = MessagePayload.model_validate(raw)
    # A live location moves by edits; they have no wording that could replace the message's.
    if message.location:
        return None
    return Edit(
        sender=_sender(message.chat),
        provider_message_id=message_key(message.chat.id, message.message_id),
        at=read_time(message.edit_date or message.date),
        text=(message.caption if message.text is None else message.text)[:TEXT_CHARS],
    )


def _membership(raw: dict[str, JsonValue], update_id: int) -> AnyEvent | None:
    change = MembershipPayload.model_validate(raw)
    before, now = _may_write(change.old_chat_member), _may_write(change.new_chat_member)
    # A promotion in a group, for one, is no wish to hear from us.
    if now is None or before == now:
        return None
    return Consent(sender=_sender(change.chat), opted_in=now, scope="all", at=read_time(change.date))


def _may_write(member: MemberState) -> bool | None:
    known = MEMBER_STATES.get(member.status)
    return member.is_member if member.status == "restricted" else known


def _reaction(raw: dict[str, JsonValue], update_id: int) -> AnyEvent:
    change = ReactionPayload.model_validate(raw)
    first = change.new_reaction[0] if change.new_reaction else None
    emoji = (first.emoji or _UNWRITABLE_EMOJI) if first else ""
    return InboundMessage(
        sender=_sender(change.chat),
        provider_message_id=f"update:{update_id}",
        at=read_time(change.date),
        kind=Kind.REACTION,
        text=emoji,
        reaction=Reaction(emoji=emoji, provider_message_id=message_key(change.chat.id, change.message_id)),
        content=keep({key: value for key, value in raw.items() if key not in ("chat", "message_id", "date")}),
        group=change.chat.group,
    )


_READERS: Final[dict[str, Callable[[dict[str, JsonValue], int], AnyEvent | None]]] = {
    "message": _message,
    "channel_post": _message,
    "edited_message": _edit,
    "edited_channel_post": _edit,
    "my_chat_member": _membership,
    "message_reaction": _reaction,
}
"""Reads one kind of update; None keeps it as a notice."""
