"""Answers that are no answers: a cut or a held connection, as networks and overloaded providers produce them."""

import asyncio
import contextlib

from starlette.responses import Response
from starlette.types import Receive, Scope, Send


class ConnectionCut(Exception):
    """Raised inside a response where the server's transport cannot be reached, so that the connection breaks."""


async def _abort(receive: Receive, send: Send) -> None:
    cycle = getattr(receive, "__self__", None)
    transport = getattr(cycle, "transport", None)
    if cycle is not None and transport is not None:
        # uvicorn would log that no response was started, unless told that the client left.
        cycle.disconnected = True
        transport.abort()
        return
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"1")]})
    raise ConnectionCut


class CutConnection(Response):
    """Closes the connection without one byte of an answer."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await _abort(receive, send)


class HeldConnection(Response):
    """Leaves the caller waiting until it gives up, or `hold_s` have passed, and never answers."""

    def __init__(self, hold_s: float) -> None:
        super().__init__()
        self._hold_s = hold_s

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def until_client_leaves() -> None:
            while (await receive())["type"] != "http.disconnect":
                pass

        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(until_client_leaves(), self._hold_s)
        await _abort(receive, send)
