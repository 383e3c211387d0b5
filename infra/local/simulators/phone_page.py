"""The page at `/local/phones` on which a person plays the customer, and the stream of events that keeps it current."""

import asyncio
import contextlib
import json
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import FileResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from infra.local.simulators.contracts import Clock, Json, rfc3339
from infra.local.simulators.phone_api import Endpoint, problem, with_problems
from infra.local.simulators.phones import Phone, Phones, Received, Written
from infra.local.simulators.store import Records

FILES: Final = {path.name: path for path in (Path(__file__).parent / "phone_files").iterdir() if path.is_file()}
LOOK_EVERY_S: Final = 0.25
LISTED_PHONES: Final = 200
"""The page lists the phones that were used last; any other opens by its address."""
HEADERS: Final = {
    "Cache-Control": "no-cache",
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; frame-ancestors 'self'; form-action 'self'",
    "Vary": "Accept",
}


class WatchedRecords(Records):
    """Records that count their changes, so that who shows them need not compare."""

    changes = 0

    def put(self, kind: str, key: str, body: str) -> None:
        """Stores or replaces a record."""
        self.changes += 1
        super().put(kind, key, body)


class PhonePage:
    """The page, its files and its events."""

    def __init__(self, *, phones: Phones, records: WatchedRecords, clock: Clock, list_phones: Endpoint) -> None:
        """Args:
        list_phones: answers `GET /local/phones` to whoever does not ask for HTML.
        """
        self._phones = phones
        self._records = records
        self._clock = clock
        self._list_phones = list_phones
        self._stopped = asyncio.Event()

    def routes(self) -> list[BaseRoute]:
        """What goes before the routes of the phones, none of whose addresses is a word."""
        return [
            Route("/local/phones", self._page, methods=["GET"]),
            Route("/local/phones/", self._page, methods=["GET"]),
            Route("/local/phones/page/{name}", self._file, methods=["GET"]),
            Route("/local/phones/live", with_problems(self._live), methods=["GET"]),
            Route("/local/phones/live/{address}", with_problems(self._live), methods=["GET"]),
        ]

    def stop(self) -> None:
        """Ends every stream, so that the server need not wait for open pages."""
        self._stopped.set()

    async def _page(self, request: Request) -> Response:
        if "text/html" in request.headers.get("accept", ""):
            return FileResponse(FILES["index.html"], headers=HEADERS)
        response = await self._list_phones(request)
        response.headers["Vary"] = "Accept"
        return response

    async def _file(self, request: Request) -> Response:
        path = FILES.get(str(request.path_params["name"]))
        return problem(404, "not_found", "no such file") if path is None else FileResponse(path, headers=HEADERS)

    async def _live(self, request: Request) -> Response:
        """Server-sent events: all phones in short, whenever anything changed; the phone itself is then to be read anew.

        An address is needed only for what the customer sees for a while, the typing.
        """
        address = request.path_params.get("address")
        phone = None if address is None else self._phones.get(address)
        headers = {"Cache-Control": "no-store"}
        return StreamingResponse(self._events(phone), media_type="text/event-stream", headers=headers)

    async def _events(self, phone: Phone | None) -> AsyncIterator[str]:
        yield "retry: 1000\n\n"
        seen: tuple[object, ...] = ()
        while not self._stopped.is_set():
            if (now := self._state(phone)) != seen:
                seen = now
                yield f"data: {json.dumps(self._overview())}\n\n"
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._stopped.wait(), LOOK_EVERY_S)

    def _state(self, phone: Phone | None) -> tuple[object, ...]:
        """What differs once there is something new to show: also what no record tells, time and typing."""
        now_s, channels = self._clock.now(), self._phones.channels.all()
        typing = [] if phone is None else [self._phones.chat(c, phone).typing_until_s > now_s for c in channels]
        return self._records.changes, len(channels), round(now_s - time.time()), typing

    def _overview(self) -> Json:
        latest = [(phone, self._latest(phone)) for phone in self._phones.all()]
        latest.sort(key=lambda pair: pair[1].at_s if pair[1] else 0.0, reverse=True)
        channels = [
            c.model_dump(include={"id", "tenant", "provider", "address", "display_name"})
            for c in self._phones.channels.all()
        ]
        phones = [_summary(phone, last) for phone, last in latest[:LISTED_PHONES]]
        return {"now_s": self._clock.now(), "channels": channels, "phones": phones}

    def _latest(self, phone: Phone) -> Received | Written | None:
        received = next((r for r in reversed(self._phones.received_by(phone.address)) if r.arrived), None)
        written = self._phones.written_by(phone.address)[-1:]
        both: list[Received | Written] = [*written, *([received] if received else [])]
        return max(both, key=lambda message: message.at_s, default=None)


def _summary(phone: Phone, last: Received | Written | None) -> Json:
    head: Json = {"address": phone.address, "name": phone.name, "number_changed_to": phone.number_changed_to}
    if last is None:
        return {**head, "last": None}
    mine = isinstance(last, Written)
    text = last.text or (last.type if isinstance(last, Received) else _kind(last.message))
    return {**head, "last": {"channel": last.channel_id, "at": rfc3339(last.at_s), "mine": mine, "text": text[:120]}}


def _kind(message: Json) -> str:
    """What a customer's message without text is: WhatsApp says it, on Telegram it is the field that it has."""
    kinds = ("photo", "document", "video", "audio", "voice", "sticker", "location", "contact")
    return str(message.get("type") or next((kind for kind in kinds if kind in message), "message"))
