"""`/local/phones`: writing as a customer, reading what the customer received, and what the provider reports."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from infra.local.simulators.channels import SimChannel, UnknownChannel
from infra.local.simulators.composing import CannotWrite, shown_id
from infra.local.simulators.contracts import Clock, Json, rfc3339
from infra.local.simulators.graph.errors import status_error
from infra.local.simulators.graph.webhooks import status_webhook
from infra.local.simulators.hooks import Attempt, Webhooks
from infra.local.simulators.media import MediaFiles
from infra.local.simulators.phone_schemas import Blocks, ChangesNumber, Reports, Writes
from infra.local.simulators.phones import BadAddress, Phone, Phones, Received, Written
from infra.local.simulators.writing import Writing

B = TypeVar("B", bound=BaseModel)
Endpoint = Callable[[Request], Awaitable[Response]]


def problem(status: int, code: str, detail: str, **more: object) -> JSONResponse:
    """An RFC 9457 answer."""
    titles = {400: "Bad Request", 404: "Not Found", 409: "Conflict", 422: "Unprocessable Content"}
    body = {"type": "about:blank", "title": titles[status], "status": status, "detail": detail, "code": code, **more}
    return JSONResponse(body, status, media_type="application/problem+json")


def with_problems(endpoint: Endpoint) -> Endpoint:
    """Turns what an endpoint raises into problem answers."""

    async def guarded(request: Request) -> Response:
        try:
            return await endpoint(request)
        except ValidationError as invalid:
            faults = [{"pointer": "/" + "/".join(map(str, e["loc"])), "detail": e["msg"]} for e in invalid.errors()]
            malformed = any(e["type"] == "json_invalid" for e in invalid.errors())
            return problem(400 if malformed else 422, "invalid", faults[0]["detail"], errors=faults)
        except BadAddress as error:
            return problem(422, "bad_address", str(error))
        except UnknownChannel as error:
            return problem(404, "unknown_channel", str(error))
        except CannotWrite as error:
            return problem(409, "cannot_write", str(error))

    return guarded


async def read_body(model: type[B], request: Request) -> B:
    """The body of a call, validated.

    Raises:
        ValidationError: it is not JSON or does not fit.
    """
    return model.model_validate_json(await request.body() or b"{}")


class PhoneApi:
    """The routes of the phones."""

    def __init__(
        self, *, phones: Phones, media: MediaFiles, writing: Writing, hooks: Webhooks, clock: Clock, base_url: str
    ) -> None:
        self._phones = phones
        self._media = media
        self._writing = writing
        self._hooks = hooks
        self._clock = clock
        self._base_url = base_url

    def routes(self) -> list[Route]:
        """Every path, relative to /local/phones."""
        table: list[tuple[str, str, Endpoint]] = [
            ("GET", "/", self._list),
            ("GET", "/media/{media_id}", self._file),
            ("GET", "/{address}", self._show),
            ("GET", "/{address}/messages", self._received),
            ("POST", "/{address}/messages", self._write),
            ("POST", "/{address}/receipts", self._report),
            ("POST", "/{address}/block", self._block),
            ("POST", "/{address}/number", self._change_number),
        ]
        return [Route(path, with_problems(endpoint), methods=[method]) for method, path, endpoint in table]

    async def list_phones(self, request: Request) -> Response:
        """`GET /local/phones` without a trailing slash, which a mount does not match."""
        return await self._list(request)

    async def _list(self, request: Request) -> Response:
        phones = [
            {
                "address": phone.address,
                "name": phone.name,
                "telegram_chat_id": phone.telegram_id,
                "number_changed_to": phone.number_changed_to,
                "received": len([r for r in self._phones.received_by(phone.address) if r.arrived]),
                "written": len(self._phones.written_by(phone.address)),
            }
            for phone in self._phones.all()
        ]
        channels = [
            c.model_dump(include={"id", "tenant", "provider", "address", "display_name"})
            for c in self._phones.channels.all()
        ]
        return JSONResponse({"phones": phones, "channels": channels})

    def _phone(self, request: Request) -> Phone:
        return self._phones.get(str(request.path_params["address"]))

    def _channel(self, name: str | None) -> SimChannel:
        if name is not None:
            return self._phones.channels.resolve(name)
        every = self._phones.channels.all()
        if not every:
            raise UnknownChannel("no channel is registered")
        return every[0]

    async def _show(self, request: Request) -> Response:
        """The whole phone: both directions, and what the customer sees happening right now."""
        phone, now = self._phone(request), self._clock.now()
        chats = []
        for channel in self._phones.channels.all():
            chat = self._phones.chat(channel, phone)
            if chat.last_written_s is not None or chat.blocked:
                typing = chat.typing_until_s > now
                chats.append({"channel": channel.id, "blocked": chat.blocked, "business_is_typing": typing})
        received = [(r.at_s, self._received_json(r)) for r in self._phones.received_by(phone.address) if r.arrived]
        written = [(w.at_s, self._written_json(w)) for w in self._phones.written_by(phone.address)]
        messages = [entry for _, entry in sorted(received + written, key=lambda pair: pair[0])]
        head = {"address": phone.address, "name": phone.name, "telegram_chat_id": phone.telegram_id}
        return JSONResponse({**head, "chats": chats, "messages": messages})

    async def _received(self, request: Request) -> Response:
        phone = self._phone(request)
        every = [r for r in self._phones.received_by(phone.address) if r.arrived]
        wanted = request.query_params.get("channel")
        if wanted is not None:
            channel = self._channel(wanted)
            every = [r for r in every if r.channel_id == channel.id]
        return JSONResponse([self._received_json(r) for r in every])

    def _received_json(self, received: Received) -> Json:
        media = None
        if received.media is not None:
            url = f"{self._base_url}/local/phones/media/{received.media.media_id}"
            media = {**received.media.model_dump(), "url": url}
        channel, phone = self._phones.channels.find(received.channel_id), self._phones.get(received.address)

        def shown(message_id: str) -> str:
            return message_id if channel is None else shown_id(channel, phone, message_id)

        return {
            "direction": "in",
            "channel": received.channel_id,
            "provider": received.provider,
            "provider_message_id": shown(received.provider_message_id),
            "type": received.type,
            "text": received.text,
            "media": media,
            "template": received.template.model_dump() if received.template else None,
            "buttons": [b.model_dump(exclude_none=True) for b in received.buttons],
            "reply_to": None if received.reply_to is None else shown(received.reply_to),
            "extra": received.extra,
            "at": rfc3339(received.at_s),
            "edited_at": None if received.edited_s is None else rfc3339(received.edited_s),
            "status": received.status,
            "own_reaction": received.own_reaction,
        }

    def _written_json(self, written: Written) -> Json:
        channel, phone = self._phones.channels.find(written.channel_id), self._phones.get(written.address)
        message_id = written.provider_message_id
        return {
            "direction": "out",
            "channel": written.channel_id,
            "provider_message_id": message_id if channel is None else shown_id(channel, phone, message_id),
            "text": written.text,
            "message": written.message,
            "at": rfc3339(written.at_s),
            "read": written.read,
            "own_reaction": written.own_reaction,
        }

    async def _file(self, request: Request) -> Response:
        media = self._media.find_any(str(request.path_params["media_id"]))
        if media is None:
            return problem(404, "not_found", "no such file")
        headers = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox"}
        return Response(self._media.read(media), media_type=media.mime_type, headers=headers)

    async def _write(self, request: Request) -> Response:
        phone = self._phone(request)
        writes = await read_body(Writes, request)
        outcome = await self._writing.write(phone, self._channel(writes.channel), writes)
        return JSONResponse(outcome.as_json(), 201)

    async def _report(self, request: Request) -> Response:
        """A status, exactly as told: what it would imply is not reported with it."""
        phone = self._phone(request)
        reports = await read_body(Reports, request)
        channel = None if reports.channel is None else self._channel(reports.channel)
        received = next(
            (
                r
                for r in self._phones.received_by(phone.address)
                if r.provider_message_id == reports.provider_message_id
                and r.provider == "whatsapp"
                and (channel is None or r.channel_id == channel.id)
            ),
            None,
        )
        owner = None if received is None else self._phones.channels.find(received.channel_id)
        if received is None or owner is None:
            detail = f"no WhatsApp message {reports.provider_message_id} to {phone.address}; Telegram has no receipts"
            return problem(404, "unknown_message", detail)
        code = (reports.code or 131026) if reports.status == "failed" else None
        at_s = self._clock.now() if reports.at is None else reports.at
        self._phones.raise_status(received, reports.status, error_code=code)
        error = None if code is None else status_error(code)
        attempt = await self._hooks.submit(
            owner.id, status_webhook(owner, phone, received, reports.status, at_s, error=error)
        )
        return JSONResponse(_attempt_json(attempt) | {"status": received.status}, 201)

    async def _block(self, request: Request) -> Response:
        phone = self._phone(request)
        blocks = await read_body(Blocks, request)
        attempt = await self._writing.block(phone, self._channel(blocks.channel), blocked=blocks.blocked)
        return JSONResponse({"blocked": blocks.blocked, **_attempt_json(attempt or Attempt(None))})

    async def _change_number(self, request: Request) -> Response:
        phone = self._phone(request)
        change = await read_body(ChangesNumber, request)
        outcomes = await self._writing.change_number(phone, change.new_address)
        return JSONResponse({"address": phone.number_changed_to, "webhooks": [o.as_json() for o in outcomes]})


def _attempt_json(attempt: Attempt) -> Json:
    return {"delivered_to": attempt.url, "status_code": attempt.status_code, "error": attempt.error}
