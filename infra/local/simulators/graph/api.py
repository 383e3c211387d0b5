"""The routes of the simulated Graph API."""

import json
import secrets
from collections.abc import Awaitable, Callable
from typing import cast

import httpx
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from infra.local.simulators.channels import SimChannel
from infra.local.simulators.connection import CutConnection, HeldConnection
from infra.local.simulators.contracts import Clock, Faults, Json
from infra.local.simulators.graph.delivery import (
    DROPPED_STATUS_DELAY_S,
    MEDIA_LIFETIME_S,
    MEDIA_LIMITS,
    STATUS_DELAY_S,
    Manner,
)
from infra.local.simulators.graph.errors import GraphError, bad_token, no_such_object
from infra.local.simulators.graph.messages import Messages
from infra.local.simulators.graph.template_news import TemplateNews
from infra.local.simulators.graph.templates import Template, Templates
from infra.local.simulators.hooks import Webhooks
from infra.local.simulators.media import Media, MediaFiles
from infra.local.simulators.phones import Phones

MEDIA_URL_LIFETIME_S = 300
SAMPLE_TYPES = {"image/jpeg", "image/jpg", "image/png", "video/mp4", "application/pdf"}
"""What a template's example may be. Source: Meta, Resumable Upload API, read 2026-11."""
APP_ID = "1"
"""The one app that all tokens belong to."""
NUMBER_FIELDS = ("id", "display_phone_number", "verified_name", "quality_rating", "code_verification_status")

Handler = Callable[[Request, list[SimChannel], Manner], Awaitable[Response]]


class GraphApi:
    """Meta's side of the Cloud API, for the numbers in the registry."""

    def __init__(
        self,
        *,
        phones: Phones,
        media: MediaFiles,
        messages: Messages,
        templates: Templates,
        news: TemplateNews,
        hooks: Webhooks,
        clock: Clock,
        faults: Faults,
        base_url: str,
        hold_s: float,
    ) -> None:
        self._phones = phones
        self._media = media
        self._messages = messages
        self._templates = templates
        self._news = news
        self._uploads: dict[str, str] = {}
        self._hooks = hooks
        self._clock = clock
        self._faults = faults
        self._base_url = base_url
        self._hold_s = hold_s

    def start(self) -> None:
        """Takes up reviews that a former run left open."""
        for template in self._templates.pending():
            self._news.begin_review(template)

    def routes(self) -> list[Route]:
        """Every path, relative to the mount."""
        table: list[tuple[str, str, Handler]] = [
            ("GET", "/whatsapp_business/attachments/", self._download),
            ("POST", "/{version}/{object_id}/messages", self._send),
            ("POST", "/{version}/{object_id}/media", self._upload),
            ("GET", "/{version}/{object_id}/message_templates", self._list_templates),
            ("POST", "/{version}/{object_id}/message_templates", self._create_template),
            ("DELETE", "/{version}/{object_id}/message_templates", self._delete_template),
            ("GET", "/{version}/{object_id}/subscribed_apps", self._subscriptions),
            ("POST", "/{version}/{object_id}/subscribed_apps", self._subscribe),
            ("DELETE", "/{version}/{object_id}/subscribed_apps", self._unsubscribe),
            ("GET", "/{version}/{object_id}/phone_numbers", self._list_numbers),
            ("GET", "/{version}/app", self._get_app),
            ("POST", "/{version}/{object_id}/uploads", self._begin_upload),
            ("POST", "/{version}/upload:{session}", self._take_upload),
            ("GET", "/{version}/{object_id}", self._get_object),
            ("POST", "/{version}/{object_id}", self._post_object),
            ("DELETE", "/{version}/{object_id}", self._delete_object),
        ]
        return [Route(path, self._guarded(handler), methods=[method]) for method, path, handler in table]

    def _guarded(self, handler: Handler) -> Callable[[Request], Awaitable[Response]]:
        async def endpoint(request: Request) -> Response:
            mode = self._faults.take("graph")
            if mode == "kill":
                return CutConnection()
            if mode == "timeout":
                return HeldConnection(self._hold_s)
            if mode == "500":
                return GraphError(131000, "Message failed to send due to an unknown error.").response()
            if mode == "429":
                return GraphError(130429, "Cloud API message throughput has been reached.").response()
            manner = Manner(
                copies=2 if mode == "duplicate" else 1,
                reverse=mode == "reorder",
                delay_s=DROPPED_STATUS_DELAY_S if mode == "drop_after_accept" else STATUS_DELAY_S,
            )
            try:
                response = await handler(request, self._authenticate(request), manner)
            except GraphError as error:
                response = error.response()
            return CutConnection() if mode == "drop_after_accept" else response

        return endpoint

    def _authenticate(self, request: Request) -> list[SimChannel]:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        token = token if scheme.lower() in {"bearer", "oauth"} else request.query_params.get("access_token", "")
        channels = self._phones.channels.of_token(token.strip()) if token else []
        if not channels:
            raise bad_token()
        return channels

    def _number(self, request: Request, channels: list[SimChannel]) -> SimChannel:
        object_id = str(request.path_params["object_id"])
        for channel in channels:
            if channel.phone_number_id == object_id:
                return channel
        raise no_such_object(object_id, request.method)

    def _account(self, request: Request, channels: list[SimChannel]) -> list[SimChannel]:
        object_id = str(request.path_params["object_id"])
        numbers = [c for c in channels if c.waba_id == object_id]
        if not numbers:
            raise no_such_object(object_id, request.method)
        return numbers

    async def _send(self, request: Request, channels: list[SimChannel], manner: Manner) -> Response:
        channel = self._number(request, channels)
        return JSONResponse(self._messages.post(channel, await _json(request), manner))

    async def _upload(self, request: Request, channels: list[SimChannel], manner: Manner) -> Response:
        channel = self._number(request, channels)
        if not request.headers.get("content-type", "").startswith("multipart/form-data"):
            raise GraphError(100, "file", message="(#100) The parameter file is required.")
        async with request.form() as form:
            file = form.get("file")
            if form.get("messaging_product") != "whatsapp":
                raise GraphError(
                    100, "messaging_product", message="(#100) The parameter messaging_product is required."
                )
            if not isinstance(file, UploadFile):
                raise GraphError(100, "file", message="(#100) The parameter file is required.")
            data = await file.read()
            mime_type = str(form.get("type") or file.content_type or "application/octet-stream")
            filename = file.filename
        kind = _kind_of(mime_type)
        if len(data) > MEDIA_LIMITS[kind]:
            raise GraphError(100, "Media file size too big.", message="(#100) Param file is too big.")
        media = self._media.add(
            data,
            channel_id=channel.id,
            kind=kind,
            mime_type=mime_type,
            filename=filename,
            lifetime_s=MEDIA_LIFETIME_S["uploaded"],
        )
        return JSONResponse({"id": media.id})

    async def _get_object(self, request: Request, channels: list[SimChannel], manner: Manner) -> Response:
        object_id = str(request.path_params["object_id"])
        template = self._own_template(object_id, channels)
        if template is not None:
            return JSONResponse(template.as_json())
        media = self._own_media(object_id, channels)
        if media is not None:
            return JSONResponse(self._describe(media))
        if any(c.waba_id == object_id for c in channels):
            return JSONResponse({"id": object_id, "name": self._account(request, channels)[0].tenant})
        fields = request.query_params.get("fields")
        wanted = ("id", *fields.split(",")) if fields else NUMBER_FIELDS
        details = _number_details(self._number(request, channels))
        return JSONResponse({name: details[name] for name in wanted if name in details})

    async def _post_object(self, request: Request, channels: list[SimChannel], manner: Manner) -> Response:
        object_id = str(request.path_params["object_id"])
        template = self._own_template(object_id, channels)
        if template is None:
            raise no_such_object(object_id, request.method)
        self._templates.edit(template, await _json(request))
        self._news.begin_review(template)
        return JSONResponse({"success": True})

    async def _delete_object(self, request: Request, channels: list[SimChannel], manner: Manner) -> Response:
        object_id = str(request.path_params["object_id"])
        media = self._own_media(object_id, channels)
        if media is None:
            raise no_such_object(object_id, request.method)
        self._media.delete(media)
        return JSONResponse({"success": True})

    def _own_template(self, object_id: str, channels: list[SimChannel]) -> Template | None:
        template = self._templates.find_by_id(object_id)
        return template if template and any(c.waba_id == template.waba_id for c in channels) else None

    def _own_media(self, object_id: str, channels: list[SimChannel]) -> Media | None:
        media = self._media.find(object_id)
        return media if media and any(c.id == media.channel_id for c in channels) else None

    def _describe(self, media: Media) -> Json:
        expires_s = int(self._clock.now()) + MEDIA_URL_LIFETIME_S
        query = f"mid={media.id}&source=getMedia&ext={expires_s}&hash={self._media.sign(media.id, expires_s)}"
        return {
            "messaging_product": "whatsapp",
            "url": f"{self._base_url}/sim/graph/whatsapp_business/attachments/?{query}",
            "mime_type": media.mime_type,
            "sha256": media.sha256,
            "file_size": media.size_bytes,
            "id": media.id,
        }

    async def _download(self, request: Request, channels: list[SimChannel], manner: Manner) -> Response:
        query = request.query_params
        media = self._own_media(query.get("mid", ""), channels)
        expires = query.get("ext", "")
        good = media is not None and expires.isdigit() and int(expires) > self._clock.now()
        if media is None or not good or query.get("hash") != self._media.sign(media.id, int(expires)):
            return Response("URL signature expired", 404, media_type="text/plain")
        return Response(self._media.read(media), media_type=media.mime_type)

    async def _list_templates(self, request: Request, channels: list[SimChannel], manner: Manner) -> Response:
        account = self._account(request, channels)[0]
        query, url = dict(request.query_params), str(request.url.replace(query=""))
        try:
            return JSONResponse(self._templates.page(account.waba_id, query, url))
        except ValueError as error:
            raise GraphError(100, "limit or after is not valid", message="(#100) Invalid parameter") from error

    async def _create_template(self, request: Request, channels: list[SimChannel], manner: Manner) -> Response:
        account = self._account(request, channels)[0]
        template = self._templates.create(account.waba_id, await _json(request))
        self._news.begin_review(template)
        return JSONResponse({"id": template.id, "status": template.status, "category": template.category})

    async def _delete_template(self, request: Request, channels: list[SimChannel], manner: Manner) -> Response:
        account = self._account(request, channels)[0]
        query = request.query_params
        if "name" not in query:
            raise GraphError(100, "name", message="(#100) The parameter name is required.")
        self._templates.delete(account.waba_id, query["name"], query.get("hsm_id"))
        return JSONResponse({"success": True})

    async def _get_app(self, request: Request, channels: list[SimChannel], manner: Manner) -> Response:
        return JSONResponse({"id": APP_ID, "name": "WhatsDeX (local)"})

    async def _begin_upload(self, request: Request, channels: list[SimChannel], manner: Manner) -> Response:
        """A session of the Resumable Upload API, for the files that templates show."""
        query = request.query_params
        if request.path_params["object_id"] != APP_ID:
            raise no_such_object(str(request.path_params["object_id"]), request.method)
        if not query.get("file_length", "").isdigit() or query.get("file_type") not in SAMPLE_TYPES:
            raise GraphError(100, "file_length and a supported file_type are required")
        session = secrets.token_urlsafe(24)
        self._uploads[session] = query["file_length"]
        return JSONResponse({"id": f"upload:{session}"})

    async def _take_upload(self, request: Request, channels: list[SimChannel], manner: Manner) -> Response:
        length = self._uploads.get(str(request.path_params["session"]))
        if length is None or request.headers.get("file_offset") != "0":
            raise GraphError(100, "There is no such upload, or it does not begin at file_offset 0")
        if len(await request.body()) != int(length):
            raise GraphError(100, "The file is not as long as file_length says")
        return JSONResponse({"h": f"4::{secrets.token_urlsafe(32)}"})

    async def _list_numbers(self, request: Request, channels: list[SimChannel], manner: Manner) -> Response:
        return JSONResponse({"data": [_number_details(c) for c in self._account(request, channels)]})

    async def _subscriptions(self, request: Request, channels: list[SimChannel], manner: Manner) -> Response:
        account = self._account(request, channels)[0]
        app: Json = {"whatsapp_business_api_data": {"id": APP_ID, "name": "WhatsDeX (local)", "link": self._base_url}}
        if account.webhook_url:
            app["override_callback_uri"] = account.webhook_url
        return JSONResponse({"data": [app]})

    async def _subscribe(self, request: Request, channels: list[SimChannel], manner: Manner) -> Response:
        """Subscribes the app; with `override_callback_uri` and `verify_token` to another URL, which Meta verifies."""
        numbers = self._account(request, channels)
        body = await _json(request) if await request.body() else dict(request.query_params)
        url = body.get("override_callback_uri")
        if url is not None:
            await self._verify(str(url), str(body.get("verify_token", "")))
            for number in numbers:
                update = {"webhook_url": str(url), "verify_token": str(body.get("verify_token", ""))}
                self._phones.reroute(number.model_copy(update=update))
                self._hooks.kick(number.id)
        return JSONResponse({"success": True})

    async def _unsubscribe(self, request: Request, channels: list[SimChannel], manner: Manner) -> Response:
        for number in self._account(request, channels):
            self._phones.reroute(number.model_copy(update={"webhook_url": ""}))
        return JSONResponse({"success": True})

    async def _verify(self, url: str, verify_token: str) -> None:
        challenge = "1158201444"
        query = {"hub.mode": "subscribe", "hub.challenge": challenge, "hub.verify_token": verify_token}
        try:
            answer = await self._hooks.client.get(url, params=query)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise GraphError(100, f"Callback verification failed: {type(error).__name__}", subcode=2200) from error
        if answer.status_code != 200 or answer.text != challenge:
            details = f"Callback verification failed: HTTP {answer.status_code}, challenge {answer.text == challenge}"
            raise GraphError(100, details, subcode=2200)


async def _json(request: Request) -> Json:
    try:
        body = json.loads(await request.body())
    except ValueError as error:
        raise GraphError(100, "The request body is not JSON", message="(#100) Invalid parameter") from error
    if not isinstance(body, dict):
        raise GraphError(100, "The request body is not an object", message="(#100) Invalid parameter")
    return cast(Json, body)


def _kind_of(mime_type: str) -> str:
    family = mime_type.partition("/")[0]
    if mime_type == "image/webp":
        return "sticker"
    return family if family in {"image", "audio", "video"} else "document"


def _number_details(channel: SimChannel) -> Json:
    return {
        "id": channel.phone_number_id,
        "display_phone_number": channel.display_phone_number,
        "verified_name": channel.display_name or channel.tenant,
        "quality_rating": "GREEN",
        "code_verification_status": "VERIFIED",
        "platform_type": "CLOUD_API",
        "status": "CONNECTED",
        "name_status": "APPROVED",
        "throughput": {"level": "STANDARD"},
        "whatsapp_business_manager_messaging_limit": "TIER_100K",
    }
