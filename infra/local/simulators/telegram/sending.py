"""Sending, editing and deleting messages of a bot, and what refuses them."""

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx

from infra.local.simulators.channels import SimChannel
from infra.local.simulators.contracts import Clock, Json
from infra.local.simulators.hooks import Webhooks
from infra.local.simulators.limits import Buckets, SimLimits, whole_seconds
from infra.local.simulators.media import Media, MediaFiles
from infra.local.simulators.phones import Chat, Phone, Phones, Received, ReceivedMedia
from infra.local.simulators.telegram.errors import TelegramError, bad_request, too_many
from infra.local.simulators.telegram.schemas import (
    CAPTION_LIMIT,
    ChatAction,
    DeleteMessage,
    EditText,
    Send,
    SendContact,
    SendLocation,
    SendMedia,
    SendText,
    SendVenue,
    SetReaction,
    buttons_of,
    checked_text,
)
from infra.local.simulators.telegram.updates import message_of_bot

UPLOAD_LIMIT_BYTES = {"photo": 10 * 2**20}
UPLOAD_LIMIT_OTHERS_BYTES = 50 * 2**20
DOWNLOAD_LIMIT_BYTES = 20 * 2**20
LINK_LIMIT_BYTES = {"photo": 5 * 2**20}
ACTIONS = {
    "choose_sticker",
    "find_location",
    "record_video",
    "record_video_note",
    "record_voice",
    "typing",
    "upload_document",
    "upload_photo",
    "upload_video",
    "upload_video_note",
    "upload_voice",
}
ACTION_S = 5.0
FILE_KINDS = {"photo": "image", "document": "document", "video": "video", "audio": "audio", "voice": "voice"}
FILE_KINDS["sticker"] = "sticker"


@dataclass(frozen=True)
class Upload:
    """A file in a multipart body."""

    data: bytes
    filename: str | None
    mime_type: str


@dataclass(frozen=True)
class Call:
    """One call of a method."""

    bot: SimChannel
    parameters: Json
    files: dict[str, Upload]


Method = Callable[[Call], Awaitable[object]]


class Sending:
    """The methods that write to a chat."""

    def __init__(self, *, phones: Phones, media: MediaFiles, hooks: Webhooks, clock: Clock, limits: SimLimits) -> None:
        self._phones = phones
        self._media = media
        self._hooks = hooks
        self._clock = clock
        per_s = limits.telegram_per_s
        self._per_bot = Buckets(clock, capacity=per_s, refill_per_s=float(per_s or 1))
        self._per_chat = Buckets(clock, capacity=limits.telegram_chat_burst, refill_per_s=1.0)

    def methods(self) -> dict[str, Method]:
        """By name in lower case, as Telegram compares them."""
        return {
            "sendmessage": self._send_text,
            "sendlocation": self._send_location,
            "sendvenue": self._send_venue,
            "sendcontact": self._send_contact,
            "setmessagereaction": self._react,
            "sendchataction": self._chat_action,
            "editmessagetext": self._edit_text,
            "deletemessage": self._delete,
            **{f"send{name}": self._sender_of(name) for name in FILE_KINDS},
        }

    def _chat(self, bot: SimChannel, chat_id: int | str) -> tuple[Phone, Chat]:
        """The phone behind a chat; one that never wrote to the bot is not found, as bots cannot begin."""
        if not str(chat_id).lstrip("-").isdigit():
            raise bad_request("chat not found")
        phone = self._phones.find_by_telegram_id(int(chat_id))
        if phone is None:
            raise bad_request("chat not found")
        chat = self._phones.chat(bot, phone)
        if chat.blocked:
            raise TelegramError(403, "bot was blocked by the user")
        if chat.last_written_s is None:
            raise bad_request("chat not found")
        return phone, chat

    def _throttle(self, bot: SimChannel, chat: Chat) -> None:
        wait_s = self._per_bot.take(bot.id) or self._per_chat.take(f"{bot.id}/{chat.telegram_id}")
        if wait_s > 0:
            raise too_many(whole_seconds(wait_s))

    def _deliver(self, bot: SimChannel, send: Send, received: Received, media: Media | None = None) -> Json:
        phone, chat = self._chat(bot, send.chat_id)
        if send.replies_to is not None and not self._exists(bot, phone, send.replies_to):
            lenient = send.reply_parameters is not None and send.reply_parameters.allow_sending_without_reply
            if not lenient:
                raise bad_request("message to be replied not found")
        buttons = buttons_of(send.reply_markup)
        self._throttle(bot, chat)
        received = received.model_copy(
            update={
                "address": phone.address,
                "provider_message_id": str(self._phones.next_message_id(chat)),
                "buttons": buttons,
                "reply_to": None if send.replies_to is None else str(send.replies_to),
                "arrived": True,
                "status": "delivered",
            }
        )
        chat.typing_until_s = 0.0
        self._phones.add_received(received)
        return message_of_bot(bot, phone, received, media)

    def _exists(self, bot: SimChannel, phone: Phone, message_id: int) -> bool:
        key = (bot.id, phone.address, str(message_id))
        return self._phones.find_received(*key) is not None or self._phones.find_written(*key) is not None

    def _message(self, bot: SimChannel, type_: str, **fields: object) -> Received:
        base = {"channel_id": bot.id, "provider": "telegram", "address": "", "provider_message_id": "", "type": type_}
        return Received.model_validate({**base, "at_s": self._clock.now(), **fields})

    async def _send_text(self, call: Call) -> Json:
        send = SendText.model_validate(call.parameters)
        text = checked_text(send.text, send.parse_mode)
        return self._deliver(call.bot, send, self._message(call.bot, "text", text=text))

    async def _send_location(self, call: Call) -> Json:
        send = SendLocation.model_validate(call.parameters)
        extra = {"location": {"latitude": send.latitude, "longitude": send.longitude}}
        return self._deliver(call.bot, send, self._message(call.bot, "location", extra=extra))

    async def _send_venue(self, call: Call) -> Json:
        send = SendVenue.model_validate(call.parameters)
        point = {"latitude": send.latitude, "longitude": send.longitude}
        extra = {"location": point, "venue": {"location": point, "title": send.title, "address": send.address}}
        return self._deliver(call.bot, send, self._message(call.bot, "location", text=send.title, extra=extra))

    async def _react(self, call: Call) -> bool:
        """A reaction is shown on the phone as a message of its own, which Telegram gives no id."""
        asked = SetReaction.model_validate(call.parameters)
        phone, chat = self._chat(call.bot, asked.chat_id)
        if not self._exists(call.bot, phone, asked.message_id):
            raise bad_request("message to react not found")
        self._throttle(call.bot, chat)
        emoji = "".join(str(r.get("emoji", "")) for r in asked.reaction)
        reaction = self._message(
            call.bot,
            "reaction",
            address=phone.address,
            provider_message_id=f"reaction-{asked.message_id}-{secrets.token_hex(4)}",
            text=emoji,
            extra={"message_id": asked.message_id, "emoji": emoji},
            arrived=True,
            status="delivered",
        )
        self._phones.add_received(reaction)
        return True

    async def _send_contact(self, call: Call) -> Json:
        send = SendContact.model_validate(call.parameters)
        contact = send.model_dump(include={"phone_number", "first_name", "last_name"})
        return self._deliver(call.bot, send, self._message(call.bot, "contact", extra={"contact": contact}))

    def _sender_of(self, name: str) -> Method:
        async def send(call: Call) -> Json:
            asked = SendMedia.model_validate(call.parameters)
            if len(asked.caption) > CAPTION_LIMIT:
                raise bad_request("message caption is too long")
            self._chat(call.bot, asked.chat_id)
            media = await self._file(call, name)
            shown = ReceivedMedia(
                kind=media.kind,
                media_id=media.id,
                mime_type=media.mime_type,
                filename=media.filename,
                caption=asked.caption or None,
                size_bytes=media.size_bytes,
            )
            received = self._message(call.bot, media.kind, text=asked.caption or None, media=shown)
            return self._deliver(call.bot, asked, received, media)

        return send

    async def _file(self, call: Call, name: str) -> Media:
        """The file of a message: uploaded, fetched from an address, or known by its id."""
        given = call.parameters.get(name)
        if isinstance(given, str) and given.startswith("attach://"):
            upload = call.files.get(given.removeprefix("attach://"))
        else:
            upload = call.files.get(name)
        if upload is None and isinstance(given, str) and given.startswith(("http://", "https://")):
            upload = await self._fetch(given, LINK_LIMIT_BYTES.get(name, DOWNLOAD_LIMIT_BYTES))
        if upload is not None:
            if not upload.data:
                raise bad_request("file must be non-empty")
            if len(upload.data) > UPLOAD_LIMIT_BYTES.get(name, UPLOAD_LIMIT_OTHERS_BYTES):
                raise TelegramError(413, "Request Entity Too Large")
            return self._media.add(
                upload.data,
                channel_id=call.bot.id,
                kind=FILE_KINDS[name],
                mime_type=upload.mime_type,
                filename=upload.filename,
            )
        if not given:
            raise bad_request(f"there is no {name} in the request")
        media = self._media.find(str(given))
        if media is None or media.channel_id != call.bot.id:
            raise bad_request("wrong file identifier/HTTP URL specified")
        return media

    async def _fetch(self, url: str, limit_bytes: int) -> Upload:
        try:
            response = await self._hooks.client.get(url, follow_redirects=True, timeout=10.0)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise bad_request("failed to get HTTP URL content") from error
        if response.status_code != 200 or len(response.content) > limit_bytes:
            raise bad_request("failed to get HTTP URL content")
        filename = urlsplit(url).path.rpartition("/")[2] or None
        mime_type = response.headers.get("content-type", "application/octet-stream")
        return Upload(response.content, filename, mime_type)

    async def _chat_action(self, call: Call) -> bool:
        asked = ChatAction.model_validate(call.parameters)
        _, chat = self._chat(call.bot, asked.chat_id)
        if asked.action not in ACTIONS:
            raise bad_request("wrong parameter action in request")
        chat.typing_until_s = self._clock.now() + ACTION_S
        return True

    def _own_message(self, bot: SimChannel, phone: Phone, message_id: int, purpose: str) -> Received:
        received = self._phones.find_received(bot.id, phone.address, str(message_id))
        if received is None or not received.arrived:
            raise bad_request(f"message to {purpose} not found")
        return received

    async def _edit_text(self, call: Call) -> Json:
        asked = EditText.model_validate(call.parameters)
        phone, _ = self._chat(call.bot, asked.chat_id)
        received = self._own_message(call.bot, phone, asked.message_id, "edit")
        text, buttons = checked_text(asked.text, asked.parse_mode), buttons_of(asked.reply_markup)
        if received.type != "text":
            raise bad_request("there is no text in the message to edit")
        if text == received.text and buttons == received.buttons:
            raise bad_request(
                "message is not modified: specified new message content and reply markup are exactly the same as a "
                "current content and reply markup of the message"
            )
        received.text, received.buttons, received.edited_s = text, buttons, self._clock.now()
        self._phones.keep_received(received)
        return message_of_bot(call.bot, phone, received, None)

    async def _delete(self, call: Call) -> bool:
        asked = DeleteMessage.model_validate(call.parameters)
        phone, _ = self._chat(call.bot, asked.chat_id)
        received = self._own_message(call.bot, phone, asked.message_id, "delete")
        received.arrived = False
        self._phones.keep_received(received)
        return True
