"""The simulators behind a real server, with a business that checks every webhook's signature."""

import asyncio
import contextlib
import hashlib
import hmac
import json
import socket
import ssl
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from infra.local.clock import StackClock
from infra.local.faults import Faults
from infra.local.simulators import SimChannel, SimLimits, Simulators

APP_SECRET = "It's a Secret to Everybody"
SECRET_TOKEN = "from-telegram"
WHATSAPP = "acme-whatsapp"
TELEGRAM = "acme-telegram"
NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""Loading certificates for each client would take longer than most tests, which never leave plain HTTP."""


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@dataclass
class Business:
    """What a business sees: webhooks whose signature or secret is right."""

    bodies: list[dict[str, Any]] = field(default_factory=list)
    answers: list[int | Response] = field(default_factory=list)
    refused: int = 0

    async def whatsapp(self, request: Request) -> Response:
        raw = await request.body()
        expected = "sha256=" + hmac.new(APP_SECRET.encode(), raw, hashlib.sha256).hexdigest()
        return self._take(raw, request.headers.get("x-hub-signature-256") == expected)

    async def telegram(self, request: Request) -> Response:
        given = request.headers.get("x-telegram-bot-api-secret-token", "")
        return self._take(await request.body(), given == SECRET_TOKEN)

    async def verify(self, request: Request) -> Response:
        query = request.query_params
        good = query["hub.mode"] == "subscribe" and query["hub.verify_token"] == "verify-me"
        return PlainTextResponse(query["hub.challenge"] if good else "no", 200 if good else 403)

    def _take(self, raw: bytes, good: bool) -> Response:
        answer = self.answers.pop(0) if self.answers else 200
        if not good:
            self.refused += 1
            return Response(status_code=401)
        self.bodies.append(json.loads(raw))
        return Response(status_code=answer) if isinstance(answer, int) else answer

    def values(self) -> list[dict[str, Any]]:
        return [c["value"] for b in self.bodies if "entry" in b for e in b["entry"] for c in e["changes"]]

    def messages(self) -> list[dict[str, Any]]:
        return [m for value in self.values() for m in value.get("messages", [])]

    def statuses(self) -> list[dict[str, Any]]:
        return [s for value in self.values() for s in value.get("statuses", [])]


@dataclass
class Stack:
    """The simulators, how to reach them, and the business."""

    sims: Simulators
    clock: StackClock
    faults: Faults
    business: Business
    http: httpx.AsyncClient
    base_url: str

    async def write(self, address: str, **body: Any) -> dict[str, Any]:
        answer = await self.http.post(f"/local/phones/{address}/messages", json=body)
        assert answer.status_code == 201, answer.text
        return dict(answer.json())

    async def received(self, address: str) -> list[dict[str, Any]]:
        return list((await self.http.get(f"/local/phones/{address}/messages")).json())

    async def graph(self, method: str, path: str, **kwargs: Any) -> httpx.Response:
        headers = {"Authorization": f"Bearer {kwargs.pop('token', 'EAAG-acme')}"}
        return await self.http.request(method, f"/sim/graph/v24.0/{path}", headers=headers, **kwargs)

    async def send(self, to: str, **message: Any) -> httpx.Response:
        body = {"messaging_product": "whatsapp", "recipient_type": "individual", "to": to, **message}
        return await self.graph("POST", "1001/messages", json=body)

    async def send_text(self, to: str, text: str, **more: Any) -> httpx.Response:
        return await self.send(to, type="text", text={"body": text}, **more)

    async def bot(self, method: str, **parameters: Any) -> httpx.Response:
        return await self.http.post(f"/sim/telegram/bot42:AAtoken/{method}", json=parameters)

    async def idle(self) -> None:
        async with asyncio.timeout(10):
            await self.sims.wait_idle()


def register(sims: Simulators, base_url: str) -> None:
    sims.register(
        SimChannel(
            id=WHATSAPP,
            tenant="acme",
            provider="whatsapp",
            address="+15550001001",
            display_name="Acme",
            webhook_url=f"{base_url}/hook/whatsapp",
            waba_id="2001",
            phone_number_id="1001",
            access_token="EAAG-acme",
            app_secret=APP_SECRET,
            verify_token="verify-me",
        )
    )
    sims.register(
        SimChannel(
            id=TELEGRAM,
            tenant="acme",
            provider="telegram",
            address="acme_bot",
            display_name="Acme bot",
            webhook_url=f"{base_url}/hook/telegram",
            bot_token="42:AAtoken",
            secret_token=SECRET_TOKEN,
        )
    )


Serve = Callable[..., contextlib.AbstractAsyncContextManager[Stack]]


@pytest.fixture
def serve(tmp_path: Path) -> Serve:
    """Runs the simulators on a free port; a second run in one test finds the first one's state."""

    @contextlib.asynccontextmanager
    async def run(limits: SimLimits | None = None, hold_s: float = 30.0) -> AsyncIterator[Stack]:
        listener = socket.create_server(("127.0.0.1", 0))
        base_url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        clock, faults, business = StackClock(tmp_path / "clock"), Faults(), Business()
        sims = Simulators(tmp_path, clock, faults, base_url, limits=limits, hold_s=hold_s)
        register(sims, base_url)
        hooks = [
            Route("/hook/whatsapp", business.whatsapp, methods=["POST"]),
            Route("/hook/whatsapp", business.verify, methods=["GET"]),
            Route("/hook/telegram", business.telegram, methods=["POST"]),
        ]
        app = Starlette(routes=[*sims.routes(), *hooks])
        # Started and stopped by hand: `serve` looks only every 0.1 s whether it shall stop.
        config = uvicorn.Config(app, log_level="error", lifespan="off")
        config.load()
        server = uvicorn.Server(config)
        server.lifespan = config.lifespan_class(config)
        await server.startup(sockets=[listener])
        await sims.start()
        async with httpx.AsyncClient(base_url=base_url, trust_env=False, verify=NO_TLS, timeout=10.0) as http:
            yield Stack(sims, clock, faults, business, http, base_url)
        await sims.stop()
        for listening in server.servers:
            listening.close()
        for connection in list(server.server_state.connections):
            connection.transport.abort()

    return run


@pytest.fixture
async def stack(serve: Serve) -> AsyncIterator[Stack]:
    async with serve() as running:
        yield running
