"""The routes of the simulated receivers."""

from collections import OrderedDict, deque
from dataclasses import dataclass, field
from typing import Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from infra.local.simulators.connection import CutConnection
from infra.local.simulators.contracts import Clock, Json, rfc3339

KEPT: Final = 500
"""How many requests a receiver remembers."""
MOST: Final = 200
"""How many receivers there are; the one that was made first goes."""
_ANSWERS: Final = range(200, 600)


@dataclass
class Receiver:
    """One receiver."""

    status: int | None = 204
    """What it answers; None cuts every connection, as a server that is down."""
    location: str = ""
    """Where its redirects lead."""
    got: deque[Json] = field(default_factory=lambda: deque(maxlen=KEPT))
    """What came, the oldest first."""


class Receivers:
    """All of them, in memory only."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._known: OrderedDict[str, Receiver] = OrderedDict()

    def routes(self) -> list[Route]:
        """Where webhooks are posted to, relative to the mount."""
        return [Route("/{name}", self._take, methods=["POST"])]

    def local_routes(self) -> list[Route]:
        """Where a person or a test reads the log, relative to the mount."""
        return [Route("/{name}", self._control, methods=["GET", "POST", "DELETE"])]

    def _of(self, request: Request) -> Receiver:
        name = str(request.path_params["name"])
        if name not in self._known:
            while len(self._known) >= MOST:
                self._known.popitem(last=False)
            self._known[name] = Receiver()
        return self._known[name]

    async def _take(self, request: Request) -> Response:
        receiver = self._of(request)
        body = (await request.body()).decode(errors="replace")
        headers = {name: value for name, value in request.headers.items() if name.startswith(("webhook-", "content-"))}
        entry = {"at": rfc3339(self._clock.now()), "headers": headers, "body": body, "status": receiver.status}
        receiver.got.append(entry)
        if receiver.status is None:
            return CutConnection()
        return Response(status_code=receiver.status, headers={"location": receiver.location or "/"})

    async def _control(self, request: Request) -> Response:
        """GET tells what came, POST `{status, location?}` says how to answer from now on, DELETE forgets what came."""
        receiver = self._of(request)
        if request.method == "POST":
            order = await request.json()
            status = order.get("status") if isinstance(order, dict) else 0
            if status is not None and status not in _ANSWERS:
                return JSONResponse(
                    {"detail": "status: a number from 200 to 599, or null for a server that is down."}, 422
                )
            receiver.status, receiver.location = status, str(order.get("location", ""))
        if request.method == "DELETE":
            receiver.got.clear()
        return JSONResponse({"status": receiver.status, "items": list(receiver.got)})
