"""Outgoing webhooks of the simulated providers: at least once, retried on the virtual clock, kept over a restart."""

import asyncio
import secrets
from collections import deque
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Protocol

import httpx
from pydantic import BaseModel

from infra.local.simulators.contracts import Clock
from infra.local.simulators.store import Records

KIND = "hook"
RESPONSE_TIMEOUT_S = 60.0
PARKED_PROBE_S = 3600.0


class Hook(BaseModel):
    """One webhook that is not yet delivered."""

    id: str
    channel_id: str
    body: str
    """The bytes on the wire, which are ASCII JSON."""
    lane: str
    """Webhooks of one lane go out one after another; those of different lanes at the same time."""
    created_s: float
    due_s: float
    attempts: int = 0


class RetryPolicy(Protocol):
    """How a provider repeats what was not taken."""

    blocking: bool
    """Whether a webhook that fails holds up the later ones of its lane."""
    max_age_s: float

    def delay_s(self, attempts: int, retry_after_s: float | None) -> float:
        """Seconds until the next attempt, after that many attempts (at least 1)."""
        ...


@dataclass(frozen=True)
class Target:
    """Where a webhook goes, settled anew for each attempt because both can be changed meanwhile."""

    url: str
    headers: dict[str, str]
    policy: RetryPolicy


@dataclass(frozen=True)
class Attempt:
    """What came of one attempt; without a status code nobody answered, or nothing was sent."""

    url: str | None
    status_code: int | None = None
    error: str | None = None

    @property
    def delivered(self) -> bool:
        """Whether the receiver took it."""
        return self.status_code is not None and 200 <= self.status_code < 300


Resolve = Callable[[Hook], Target | None]
Report = Callable[[Hook, Attempt], None]


@dataclass
class _Lane:
    queue: deque[Hook] = field(default_factory=deque)
    kick: asyncio.Event = field(default_factory=asyncio.Event)
    waiting: bool = False
    worker: asyncio.Task[None] | None = None


class Webhooks:
    """Sends webhooks, each in its lane, until taken or too old."""

    def __init__(self, clock: Clock, records: Records, resolve: Resolve, report: Report) -> None:
        """Args:
        resolve: target of a webhook; None while there is none, which parks its lane until `kick`.
        report: told of every attempt.
        """
        self._clock = clock
        self._records = records
        self._resolve = resolve
        self._report = report
        self._lanes: dict[str, _Lane] = {}
        self._first: dict[str, asyncio.Future[Attempt]] = {}
        self._jobs: set[asyncio.Task[None]] = set()
        self._changed = asyncio.Event()
        self._client: httpx.AsyncClient | None = None

    async def start(self) -> None:
        """Opens the shared client and takes up what a former run left undelivered."""
        limits = httpx.Limits(max_connections=64, max_keepalive_connections=16)
        self._client = httpx.AsyncClient(
            timeout=httpx.Timeout(RESPONSE_TIMEOUT_S, pool=None), limits=limits, trust_env=False
        )
        for body in self._records.load(KIND):
            self._enqueue(Hook.model_validate_json(body))

    async def stop(self) -> None:
        """Stops sending; what is undelivered stays in the records."""
        workers = [lane.worker for lane in self._lanes.values() if lane.worker is not None]
        for task in [*workers, *self._jobs]:
            task.cancel()
        await asyncio.gather(*workers, *self._jobs, return_exceptions=True)
        for future in self._first.values():
            future.cancel()
        if self._client is not None:
            await self._client.aclose()

    @property
    def client(self) -> httpx.AsyncClient:
        """The one client for everything that the simulators fetch or post."""
        if self._client is None:
            raise RuntimeError("the simulators are not started")
        return self._client

    def submit(
        self, channel_id: str, body: str, *, lane: str | None = None, delay_s: float = 0.0
    ) -> asyncio.Future[Attempt]:
        """Queues a webhook; the future tells what came of the first attempt, or why it has to wait."""
        now = self._clock.now()
        hook_id = secrets.token_hex(8)
        hook = Hook(
            id=hook_id, channel_id=channel_id, body=body, lane=lane or hook_id, created_s=now, due_s=now + delay_s
        )
        future: asyncio.Future[Attempt] = asyncio.get_running_loop().create_future()
        self._first[hook.id] = future
        self._records.put(KIND, hook.id, hook.model_dump_json())
        self._enqueue(hook)
        lane_state = self._lanes[hook.lane]
        if lane_state.waiting:
            self._answer(hook, Attempt(None, error="waits behind an earlier webhook that is not taken yet"))
        return future

    def run(self, job: Coroutine[None, None, None]) -> None:
        """Runs something that will submit webhooks, so that `pending` counts it until it has."""
        task = asyncio.get_running_loop().create_task(job)
        self._jobs.add(task)
        task.add_done_callback(self._job_done)

    def kick(self, channel_id: str) -> None:
        """Tries a channel's waiting webhooks at once: its target has changed."""
        for lane in self._lanes.values():
            if lane.queue and lane.queue[0].channel_id == channel_id:
                lane.kick.set()

    def waiting_for(self, channel_id: str) -> int:
        """How many webhooks of a channel are undelivered."""
        return sum(hook.channel_id == channel_id for lane in self._lanes.values() for hook in lane.queue)

    def drop_all(self, channel_id: str) -> None:
        """Forgets a channel's undelivered webhooks, except one in flight."""
        for lane in self._lanes.values():
            for hook in [h for h in lane.queue if h.channel_id == channel_id]:
                lane.queue.remove(hook)
                self._records.drop(KIND, hook.id)
                self._answer(hook, Attempt(None, error="dropped"))
            lane.kick.set()

    def pending(self) -> int:
        """Webhooks that are due now and not yet delivered, with those that work in progress will cause."""
        now = self._clock.now()
        due = sum(
            len(lane.queue)
            for lane in self._lanes.values()
            if lane.queue and not (lane.waiting and lane.queue[0].due_s > now)
        )
        return due + len(self._jobs)

    async def wait_idle(self) -> None:
        """Returns when nothing is pending."""
        while self.pending():
            self._changed.clear()
            await self._changed.wait()

    def _job_done(self, task: asyncio.Task[None]) -> None:
        self._jobs.discard(task)
        self._changed.set()
        if not task.cancelled() and (error := task.exception()) is not None:
            asyncio.get_running_loop().call_exception_handler({"message": "simulator job failed", "exception": error})

    def _enqueue(self, hook: Hook) -> None:
        lane = self._lanes.setdefault(hook.lane, _Lane())
        lane.queue.append(hook)
        if lane.queue[0] is hook and hook.attempts:
            lane.waiting = True
        if lane.worker is None:
            lane.worker = asyncio.get_running_loop().create_task(self._work(hook.lane, lane))

    async def _work(self, name: str, lane: _Lane) -> None:
        while lane.queue:
            hook = lane.queue[0]
            if not await self._until_due(lane, hook):
                continue
            target = self._resolve(hook)
            if target is None:
                self._park(lane, hook)
                continue
            hook.attempts += 1
            attempt, retry_after_s = await self._post(hook, target)
            self._report(hook, attempt)
            self._settle(lane, hook, attempt, target.policy, retry_after_s)
            self._answer(hook, attempt)
            self._changed.set()
        del self._lanes[name]
        self._changed.set()

    async def _until_due(self, lane: _Lane, hook: Hook) -> bool:
        """Waits until the head of a lane is due; false when it is no longer the head."""
        if hook.due_s > self._clock.now():
            timer = asyncio.ensure_future(self._clock.wait_until(hook.due_s))
            kicked = asyncio.ensure_future(lane.kick.wait())
            try:
                await asyncio.wait({timer, kicked}, return_when=asyncio.FIRST_COMPLETED)
            finally:
                timer.cancel()
                kicked.cancel()
        lane.kick.clear()
        lane.waiting = False
        return bool(lane.queue) and lane.queue[0] is hook

    def _park(self, lane: _Lane, hook: Hook) -> None:
        lane.waiting = True
        hook.due_s = self._clock.now() + PARKED_PROBE_S
        for queued in list(lane.queue):
            self._answer(queued, Attempt(None, error="no webhook is set"))
        self._drop_if_older(lane, hook, 24 * 3600.0)
        self._changed.set()

    async def _post(self, hook: Hook, target: Target) -> tuple[Attempt, float | None]:
        headers = {"Content-Type": "application/json", **target.headers}
        try:
            response = await self.client.post(target.url, content=hook.body.encode("ascii"), headers=headers)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            return Attempt(target.url, error=f"{type(error).__name__}: {error}"), None
        return Attempt(target.url, response.status_code), self._retry_after_s(response)

    def _retry_after_s(self, response: httpx.Response) -> float | None:
        value = response.headers.get("retry-after")
        if value is None:
            return None
        if value.isdigit():
            return float(value)
        try:
            return max(0.0, parsedate_to_datetime(value).timestamp() - datetime.now(UTC).timestamp())
        except ValueError:
            return None

    def _settle(
        self, lane: _Lane, hook: Hook, attempt: Attempt, policy: RetryPolicy, retry_after_s: float | None
    ) -> None:
        if not (lane.queue and lane.queue[0] is hook):
            return  # Dropped while it was in flight.
        if attempt.delivered:
            lane.queue.popleft()
            self._records.drop(KIND, hook.id)
            return
        hook.due_s = self._clock.now() + policy.delay_s(hook.attempts, retry_after_s)
        if self._drop_if_older(lane, hook, policy.max_age_s):
            return
        self._records.put(KIND, hook.id, hook.model_dump_json())
        if policy.blocking or hook.lane == hook.id:
            lane.waiting = True
            for queued in list(lane.queue)[1:]:
                self._answer(queued, Attempt(None, error="waits behind an earlier webhook that is not taken yet"))
            return
        lane.queue.popleft()
        hook.lane = hook.id
        self._enqueue(hook)

    def _drop_if_older(self, lane: _Lane, hook: Hook, max_age_s: float) -> bool:
        if hook.due_s - hook.created_s <= max_age_s:
            return False
        lane.queue.popleft()
        self._records.drop(KIND, hook.id)
        return True

    def _answer(self, hook: Hook, attempt: Attempt) -> None:
        future = self._first.pop(hook.id, None)
        if future is not None and not future.done():
            future.set_result(attempt)
