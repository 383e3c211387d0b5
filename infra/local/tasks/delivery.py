"""Carries one HTTP request to the function host, honestly or with the fault that was asked for."""

import asyncio
import email.utils
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

import httpx

from infra.local.faults import FaultMode, Faults

KillWorker = Callable[[], Awaitable[None]]

# The function host closes idle connections after two seconds (gunicorn's default); one second of ours keeps clear
# of sending a request into a connection that is being closed.
_KEEPALIVE_S = 1.0
_RECONNECT_S = 0.1
_KILL_AFTER_S = 0.005
_REORDER_BEHIND = 2
_REORDER_AT_MOST_S = 0.5


@dataclass(frozen=True, slots=True)
class Request:
    """A request that is to be delivered."""

    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: a status, or none where the connection broke or the deadline passed."""

    status: int | None
    reason: str
    retry_after_s: float | None = None

    @property
    def ok(self) -> bool:
        """Whether the delivery is done (2xx)."""
        return self.status is not None and 200 <= self.status < 300


_LOST = Answer(None, "UNAVAILABLE")
_TOO_LATE = Answer(None, "DEADLINE_EXCEEDED")


def delivery_client() -> httpx.AsyncClient:
    """An HTTP client for deliveries: no proxies, no redirects, no time-outs but the caller's."""
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=100, keepalive_expiry=_KEEPALIVE_S)
    return httpx.AsyncClient(limits=limits, timeout=httpx.Timeout(None), trust_env=False, follow_redirects=False)


def _reason(status: int) -> str:
    return f"HTTP status code {status}"


_UNCALLED = {
    FaultMode.ERROR_500: Answer(500, _reason(500)),
    FaultMode.THROTTLED_429: Answer(429, _reason(429)),
    FaultMode.TIMEOUT: _TOO_LATE,
}


async def no_worker() -> None:
    """Stands in for `kill_worker` where there is no worker process to kill."""


class Delivery:
    """Sends requests, at most `concurrency` at a time, and injects the faults of its target."""

    def __init__(
        self,
        http: httpx.AsyncClient,
        faults: Faults,
        target: str,
        kill_worker: KillWorker,
        *,
        concurrency: int,
        connect_patience_s: float,
    ) -> None:
        """Sets up deliveries.

        Args:
            http: the client that carries the requests.
            faults: asked before each delivery.
            target: the fault target these deliveries answer to.
            kill_worker: kills the process that answers, for the fault `kill`.
            concurrency: requests under way at once, as an instance's concurrency setting.
            connect_patience_s: how long a request waits for a port that refuses connections, as Cloud Run holds one
                while an instance starts (at least 10 s).
        """
        self._http = http
        self._faults = faults
        self._target = target
        self._kill_worker = kill_worker
        self._gate = asyncio.Semaphore(concurrency)
        self._connect_patience_s = connect_patience_s
        self._answered = 0
        self._progress = asyncio.Event()

    async def send(self, request: Request, deadline_s: float) -> Answer:
        """Delivers `request`, unless a fault decides otherwise.

        Args:
            request: what to send.
            deadline_s: real seconds after which the answer is no longer awaited.
        """
        mode = self._faults.take(self._target)
        if mode is None:
            answer = await self._post(request, deadline_s)
        else:
            answer = await self._send_with_fault(FaultMode(mode), request, deadline_s)
        self._answered += 1
        progress, self._progress = self._progress, asyncio.Event()
        progress.set()
        return answer

    async def _send_with_fault(self, mode: FaultMode, request: Request, deadline_s: float) -> Answer:
        match mode:
            case FaultMode.ERROR_500 | FaultMode.THROTTLED_429 | FaultMode.TIMEOUT:
                return _UNCALLED[mode]
            case FaultMode.DROP_AFTER_ACCEPT:
                await self._post(request, deadline_s)
                return _LOST
            case FaultMode.DUPLICATE:
                first, second = await asyncio.gather(self._post(request, deadline_s), self._post(request, deadline_s))
                return first if first.ok else second
            case FaultMode.REORDER:
                await self._let_others_pass()
                return await self._post(request, deadline_s)
            case _:  # kill; the others are no faults of tasks
                sent = asyncio.create_task(self._post(request, deadline_s))
                await asyncio.sleep(_KILL_AFTER_S)
                await self._kill_worker()
                await sent
                # Even an answer that was quicker than the kill is lost: a crash after the work was done.
                return _LOST

    async def _let_others_pass(self) -> None:
        behind = self._answered + _REORDER_BEHIND
        try:
            async with asyncio.timeout(_REORDER_AT_MOST_S):
                while self._answered < behind:
                    await self._progress.wait()
        except TimeoutError:
            return

    async def _post(self, request: Request, deadline_s: float) -> Answer:
        async with self._gate:
            try:
                async with asyncio.timeout(deadline_s):
                    response = await self._connect_and_send(request)
            except TimeoutError:
                return _TOO_LATE
            except (httpx.HTTPError, httpx.InvalidURL):
                return _LOST
        return Answer(response.status_code, _reason(response.status_code), _retry_after_s(response))

    async def _connect_and_send(self, request: Request) -> httpx.Response:
        give_up_s = time.monotonic() + self._connect_patience_s
        while True:
            try:
                return await self._http.request(
                    request.method, request.url, headers=request.headers, content=request.body or None
                )
            except httpx.ConnectError:
                if time.monotonic() >= give_up_s:
                    raise
                await asyncio.sleep(_RECONNECT_S)


def _retry_after_s(response: httpx.Response) -> float | None:
    value = response.headers.get("retry-after")
    if value is None:
        return None
    if value.isdecimal():
        return float(value)
    try:
        return max(0.0, email.utils.parsedate_to_datetime(value).timestamp() - time.time())
    except ValueError:
        return None
