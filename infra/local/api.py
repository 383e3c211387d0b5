"""The calls under /local/, by which people and tests look into the stack and move it."""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Annotated, Final, TypeVar

import httpx
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from infra.local.faults import InvalidFaultError
from infra.local.problems import Problem
from infra.local.scheduler import UnknownScheduleError
from infra.local.settings import HOST, PROJECT, ROOT

if TYPE_CHECKING:
    from infra.local.stack import Stack

IDLE_TIMEOUT_S: Final = 30.0
IDLE_TIMEOUT_MOST_S: Final = 600.0
API_DOCS: Final = ROOT / "infra" / "api_docs.html"

Handler = Callable[[Request], Awaitable[Response]]


class FaultOrder(BaseModel):
    """Body of POST /local/faults."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    target: str
    mode: str
    count: Annotated[int, Field(ge=1)] = 1


class ClockOrder(BaseModel):
    """Body of POST /local/clock."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    advance_s: Annotated[float, Field(ge=0, le=366 * 86_400)]


Body = TypeVar("Body", bound=BaseModel)


async def _parse(request: Request, model: type[Body]) -> Body:
    try:
        return model.model_validate_json(await request.body())
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise Problem(422, "invalid", f"{where or 'The body'}: {first['msg']}.") from error


class LocalApi:
    """The handlers of /local/* and of the API's description."""

    def __init__(self, stack: "Stack") -> None:
        """Makes them for one stack."""
        self._stack = stack

    def routes(self) -> list[Route]:
        """What answers where; everything but the keys waits for the stack to be ready."""
        return [
            Route("/config.json", self.config),
            Route("/local/oidc/jwks", self.jwks),
            Route("/local/info", self._once_ready(self.info)),
            Route("/local/faults", self._once_ready(self.faults), methods=["GET", "POST", "DELETE"]),
            Route("/local/clock", self._once_ready(self.clock), methods=["GET", "POST"]),
            Route("/local/schedules/{name}/run", self._once_ready(self.run_schedule), methods=["POST"]),
            Route("/local/idle", self._once_ready(self.idle)),
            Route("/local/ops", self._once_ready(self.ops)),
            Route("/api/openapi.json", self.openapi),
            Route("/api/docs", self.docs),
        ]

    def _once_ready(self, handler: Handler) -> Handler:
        async def guarded(request: Request) -> Response:
            if not self._stack.ready:
                raise Problem(503, "starting", "The stack is starting; try again in a few seconds.")
            return await handler(request)

        return guarded

    async def jwks(self, _: Request) -> Response:
        """The keys that sign the tokens of tasks and schedules."""
        return JSONResponse(self._stack.issuer.jwks())

    async def config(self, _: Request) -> Response:
        """Where the dashboard finds sign-in and Firestore; in production a file on Hosting."""
        ports = self._stack.settings.ports
        return JSONResponse(
            {
                "project": PROJECT,
                "apiKey": "local",
                "authEmulator": f"http://{HOST}:{ports.auth}",
                "firestoreEmulator": {"host": HOST, "port": ports.firestore},
                "local": True,
            },
            headers={"Cache-Control": "no-cache"},
        )

    async def info(self, _: Request) -> Response:
        """Where everything is, and whom the seed made."""
        settings = self._stack.settings
        ports = settings.ports
        seeded = json.loads(settings.seed_file.read_bytes()) if settings.seed_file.exists() else {}
        return JSONResponse(
            {
                "base_url": settings.base_url,
                "project": PROJECT,
                "functions_url": settings.functions_url,
                "media_bucket": settings.media_bucket,
                "emulators": {
                    "firestore": f"{HOST}:{ports.firestore}",
                    "tasks": f"{HOST}:{ports.tasks}",
                    "auth": f"{HOST}:{ports.auth}",
                    "storage": f"http://{HOST}:{ports.storage}",
                },
                "simulators": {
                    "graph": f"{settings.base_url}/sim/graph",
                    "telegram": f"{settings.base_url}/sim/telegram",
                    "openai": settings.simulated_openai_url,
                    "drive": settings.simulated_drive_url,
                    "receiver": f"{settings.base_url}/sim/receiver",
                },
                "drive": {"simulated": settings.drive_is_simulated},
                "openai": {
                    "base_url": settings.openai_base_url,
                    "simulated": settings.openai_base_url == settings.simulated_openai_url,
                },
                "users": seeded.get("users", []),
                "api_keys": seeded.get("api_keys", {}),
                "channels": seeded.get("channels", []),
            }
        )

    async def faults(self, request: Request) -> Response:
        """POST makes the next calls fail, GET tells what is still to fail, DELETE forgets it."""
        faults = self._stack.faults
        if request.method == "POST":
            order = await _parse(request, FaultOrder)
            try:
                faults.set(order.target, order.mode, order.count)
            except InvalidFaultError as error:
                raise Problem(422, "invalid", f"{error}.") from error
        if request.method == "DELETE":
            faults.clear()
        pending = [
            {"target": fault.target, "mode": fault.mode, "remaining": fault.remaining} for fault in faults.pending()
        ]
        return JSONResponse({"pending": pending})

    async def clock(self, request: Request) -> Response:
        """POST moves the stack's time on, GET tells it."""
        clock = self._stack.clock
        if request.method == "POST":
            order = await _parse(request, ClockOrder)
            await clock.advance(order.advance_s)
        return JSONResponse({"now_s": clock.now(), "offset_s": clock.offset_s})

    async def run_schedule(self, request: Request) -> Response:
        """Fires a schedule now, and answers what its function answered."""
        name = request.path_params["name"]
        try:
            run = await self._stack.scheduler.run_now(name)
        except UnknownScheduleError as error:
            raise Problem(404, "not_found", f"There is {error}.") from error
        return JSONResponse({"schedule": name, "status": run.status, "attempts": run.attempts})

    async def idle(self, request: Request) -> Response:
        """Answers once no event, task or simulated webhook is pending."""
        timeout_s = _seconds(request.query_params.get("timeout_s"))
        began_s = time.monotonic()
        try:
            async with asyncio.timeout(timeout_s):
                await self._stack.wait_idle()
        except TimeoutError as error:
            waiting = ", ".join(self._stack.busy()) or "nothing any more"
            raise Problem(504, "not_idle", f"Not idle after {timeout_s:g} s; pending: {waiting}.") from error
        return JSONResponse({"idle": True, "waited_s": round(time.monotonic() - began_s, 3)})

    async def ops(self, _: Request) -> Response:
        """Billed Firestore operations by function since the last call."""
        async with httpx.AsyncClient(trust_env=False) as http:
            try:
                answer = await http.get(f"{self._stack.settings.functions_url}/_local/ops")
            except httpx.TransportError as error:
                raise Problem(502, "functions_down", "The functions do not answer; try again.") from error
        return JSONResponse(answer.json())

    async def openapi(self, _: Request) -> Response:
        """The API's description."""
        from infra.openapi import build

        return JSONResponse(await asyncio.to_thread(build))

    async def docs(self, _: Request) -> Response:
        """A page that shows the API's description."""
        return HTMLResponse(API_DOCS.read_text())


def _seconds(text: str | None) -> float:
    try:
        seconds = float(text) if text else IDLE_TIMEOUT_S
    except ValueError as error:
        raise Problem(422, "invalid", "timeout_s: a number of seconds, please.") from error
    if not 0 < seconds <= IDLE_TIMEOUT_MOST_S:
        raise Problem(422, "invalid", f"timeout_s: more than 0 and at most {IDLE_TIMEOUT_MOST_S:g} s.")
    return seconds
