"""The routes of the simulated Bot API."""

import ipaddress
import json
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from pydantic import ValidationError
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from infra.local.simulators.channels import SimChannel
from infra.local.simulators.connection import CutConnection, HeldConnection
from infra.local.simulators.contracts import Clock, Faults, Json
from infra.local.simulators.hooks import Webhooks
from infra.local.simulators.limits import SimLimits
from infra.local.simulators.media import MediaFiles
from infra.local.simulators.phones import Phones
from infra.local.simulators.telegram.bots import Bots
from infra.local.simulators.telegram.errors import TelegramError, bad_request, too_many
from infra.local.simulators.telegram.schemas import (
    SECRET_TOKEN,
    AnswerCallbackQuery,
    DeleteWebhook,
    GetFile,
    SetWebhook,
    decode_json_parameters,
    explain,
)
from infra.local.simulators.telegram.sending import DOWNLOAD_LIMIT_BYTES, Call, Method, Sending, Upload
from infra.local.simulators.telegram.updates import bot_user, file_object

WEBHOOK_PORTS = {None, 80, 88, 443, 8443}
FOLDERS = {"image": "photos", "video": "videos", "audio": "music", "voice": "voice", "sticker": "stickers"}
EXTENSIONS = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp", "video/mp4": "mp4", "audio/mpeg": "mp3"}
EXTENSIONS |= {"audio/ogg; codecs=opus": "oga", "audio/ogg": "oga", "application/pdf": "pdf"}
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
        self._faults = faults
        self._hold_s = hold_s
        sending = Sending(phones=phones, media=media, hooks=hooks, clock=clock, limits=limits)
        self._methods: dict[str, Method] = {
            "getme": self._get_me,
            "answercallbackquery": self._answer_callback,
            "setwebhook": self._set_webhook,
            "deletewebhook": self._delete_webhook,
            "getwebhookinfo": self._webhook_info,
            "getfile": self._get_file,
            **sending.methods(),
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
