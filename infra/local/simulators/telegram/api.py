"""The routes of the simulated Bot API."""

import ipaddress
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx
from pydantic import ValidationError
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from infra.local.simulators.channels import SimChannel
from infra.local.simulators.connection import CutConnection, HeldConnection
from infra.local.simulators.contracts import Clock, Faults, Json
from infra.local.simulators.hooks import Webhooks
from infra.local.simulators.limits import Buckets, SimLimits, whole_seconds
from infra.local.simulators.media import Media, MediaFiles
from infra.local.simulators.phones import Chat, Phone, Phones, Received, ReceivedMedia
from infra.local.simulators.telegram.bots import Bots
from infra.local.simulators.telegram.errors import TelegramError, bad_request, too_many
from infra.local.simulators.telegram.schemas import (
    CAPTION_LIMIT,
    SECRET_TOKEN,
    AnswerCallbackQuery,
    ChatAction,
    DeleteMessage,
    DeleteWebhook,
    EditText,
    GetFile,
    Send,
    SendContact,
    SendLocation,
    SendMedia,
    SendText,
    SetWebhook,
    buttons_of,
    checked_text,
    decode_json_parameters,
    explain,
)
from infra.local.simulators.telegram.updates import bot_user, file_object, message_of_bot

UPLOAD_LIMIT_BYTES = {"photo": 10 * 2**20}
UPLOAD_LIMIT_OTHERS_BYTES = 50 * 2**20
DOWNLOAD_LIMIT_BYTES = 20 * 2**20
LINK_LIMIT_BYTES = {"photo": 5 * 2**20}
WEBHOOK_PORTS = {None, 80, 88, 443, 8443}
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
FOLDERS = {"image": "photos", "video": "videos", "audio": "music", "voice": "voice", "sticker": "stickers"}
EXTENSIONS = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp", "video/mp4": "mp4", "audio/mpeg": "mp3"}
EXTENSIONS |= {"audio/ogg; codecs=opus": "oga", "audio/ogg": "oga", "application/pdf": "pdf"}


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
Endpoint = Callable[[Request], Awaitable[Response]]


class TelegramApi:
    """Telegram's side of the Bot API, for the bots in the registry."""

    def __init__(
        self,
        *,
        phones: Phones,
        media: MediaFiles,
        bots: Bots,
        hooks: Webhooks,
        clock: Clock,
        faults: Faults,
        limits: SimLimits,
        hold_s: float,
    ) -> None:
        self._phones = phones
        self._media = media
        self._bots = bots
        self._hooks = hooks
        self._clock = clock
        self._faults = faults
        self._hold_s = hold_s
        per_s = limits.telegram_per_s
        self._per_bot = Buckets(clock, capacity=per_s, refill_per_s=float(per_s or 1))
        self._per_chat = Buckets(clock, capacity=limits.telegram_chat_burst, refill_per_s=1.0)
        self._methods: dict[str, Method] = {
            "getme": self._get_me,
            "sendmessage": self._send_text,
            "sendlocation": self._send_location,
            "sendcontact": self._send_contact,
            "sendchataction": self._chat_action,
            "editmessagetext": self._edit_text,
            "deletemessage": self._delete,
            "answercallbackquery": self._answer_callback,
            "setwebhook": self._set_webhook,
            "deletewebhook": self._delete_webhook,
            "getwebhookinfo": self._webhook_info,
            "getfile": self._get_file,
            **{f"send{name}": self._sender_of(name) for name in FILE_KINDS},
        }

    def routes(self) -> list[Route]:
        """Every path, relative to the mount."""
        return [
            Route("/file/bot{token}/{file_path:path}", self._guarded(self._download), methods=["GET"]),
            Route("/bot{token}/{method}", self._guarded(self._call), methods=["GET", "POST"]),
        ]

    def _guarded(self, handler: Endpoint) -> Endpoint:
        async def endpoint(request: Request) -> Response:
            mode = self._faults.take("telegram")
            if mode == "kill":
                return CutConnection()
            if mode == "timeout":
                return HeldConnection(self._hold_s)
            if mode == "500":
                return TelegramError(500, "Internal Server Error").response()
            if mode == "429":
                return too_many(1).response()
            try:
                if mode == "duplicate":
                    # A call to Telegram causes no webhook of its own, so the bot's next update goes out twice.
                    self._bots.get(self._authenticate(request)).duplicate_next += 1
                response = await handler(request)
            except ValidationError as invalid:
                response = bad_request(explain(invalid)).response()
            except TelegramError as error:
                response = error.response()
            return CutConnection() if mode == "drop_after_accept" else response

        return endpoint

    async def _call(self, request: Request) -> Response:
        bot = self._authenticate(request)
        method = self._methods.get(str(request.path_params["method"]).lower())
        if method is None:
            raise TelegramError(404, "Not Found")
        return _answer(await method(await _read_call(bot, request)))

    def _authenticate(self, request: Request) -> SimChannel:
        bot = self._phones.channels.of_bot_token(str(request.path_params["token"]))
        if bot is None:
            raise TelegramError(401, "Unauthorized")
        return bot

    async def _get_me(self, call: Call) -> Json:
        abilities = {"can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False}
        return bot_user(call.bot) | abilities

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

    async def _answer_callback(self, call: Call) -> bool:
        AnswerCallbackQuery.model_validate(call.parameters)
        return True

    async def _set_webhook(self, call: Call) -> bool:
        asked = SetWebhook.model_validate(call.parameters)
        if not asked.url:
            return await self._delete_webhook(call)
        _check_webhook_url(asked.url)
        if asked.secret_token and not SECRET_TOKEN.fullmatch(asked.secret_token):
            long = len(asked.secret_token) > 256
            raise bad_request("secret token is too long" if long else "secret token contains unallowed characters")
        bot = self._bots.get(call.bot)
        bot.max_connections = asked.max_connections
        if asked.allowed_updates is not None:
            bot.allowed_updates = asked.allowed_updates
        bot.last_error_s = bot.last_error = None
        self._bots.keep(bot)
        self._route(call.bot, asked.url, asked.secret_token, drop=asked.drop_pending_updates)
        return True

    async def _delete_webhook(self, call: Call) -> bool:
        asked = DeleteWebhook.model_validate(call.parameters)
        self._route(call.bot, "", "", drop=asked.drop_pending_updates)
        return True

    def _route(self, bot: SimChannel, url: str, secret_token: str, *, drop: bool) -> None:
        if drop:
            self._hooks.drop_all(bot.id)
        self._phones.reroute(bot.model_copy(update={"webhook_url": url, "secret_token": secret_token}))
        self._hooks.kick(bot.id)

    async def _webhook_info(self, call: Call) -> Json:
        bot = self._bots.get(call.bot)
        info: Json = {
            "url": call.bot.webhook_url,
            "has_custom_certificate": False,
            "pending_update_count": self._hooks.waiting_for(call.bot.id),
        }
        if call.bot.webhook_url:
            info["max_connections"] = bot.max_connections
            info["ip_address"] = "127.0.0.1"
        if bot.allowed_updates:
            info["allowed_updates"] = bot.allowed_updates
        if bot.last_error_s is not None:
            info |= {"last_error_date": int(bot.last_error_s), "last_error_message": bot.last_error}
        return info

    async def _get_file(self, call: Call) -> Json:
        asked = GetFile.model_validate(call.parameters)
        media = self._media.find(asked.file_id)
        if media is None or media.channel_id != call.bot.id:
            raise bad_request("invalid file_id")
        if media.size_bytes > DOWNLOAD_LIMIT_BYTES:
            raise bad_request("file is too big")
        folder, extension = FOLDERS.get(media.kind, "documents"), EXTENSIONS.get(media.mime_type, "bin")
        return file_object(media) | {"file_path": f"{folder}/{media.id}.{extension}"}

    async def _download(self, request: Request) -> Response:
        bot = self._authenticate(request)
        name = str(request.path_params["file_path"]).rpartition("/")[2]
        media = self._media.find(name.rpartition(".")[0])
        if media is None or media.channel_id != bot.id:
            raise TelegramError(404, "Not Found")
        return Response(self._media.read(media), media_type="application/octet-stream")


def _answer(result: object) -> JSONResponse:
    return JSONResponse({"ok": True, "result": result})


def _check_webhook_url(url: str) -> None:
    """Checks the address as Telegram does, except that plain http to this machine is taken.

    The local stack has no certificate; Telegram itself takes https only.
    """
    parts = urlsplit(url)
    try:
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise bad_request("bad webhook: invalid port number") from error
    if host == "localhost" or _is_loopback(host):
        return
    if parts.scheme != "https":
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if port not in WEBHOOK_PORTS:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


async def _read_call(bot: SimChannel, request: Request) -> Call:
    """Parameters from the query and the body, whatever its kind, and the uploaded files."""
    parameters: Json = dict(request.query_params)
    files: dict[str, Upload] = {}
    content_type = request.headers.get("content-type", "")
    if content_type.startswith("application/json"):
        try:
            body = json.loads(await request.body() or b"{}")
        except ValueError as error:
            raise bad_request("can't parse JSON object") from error
        if not isinstance(body, dict):
            raise bad_request("object expected")
        parameters |= body
    elif content_type.startswith(("multipart/form-data", "application/x-www-form-urlencoded")):
        async with request.form() as form:
            for name, value in form.multi_items():
                if isinstance(value, UploadFile):
                    mime_type = value.content_type or "application/octet-stream"
                    files[name] = Upload(await value.read(), value.filename, mime_type)
                else:
                    parameters[name] = value
    return Call(bot, decode_json_parameters(parameters), files)
