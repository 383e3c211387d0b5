"""Cloud Scheduler on this machine: runs the table of schedules by the virtual clock."""

import asyncio
import logging
import math
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import httpx
from cronsim import CronSim, CronSimError

from infra.local.clock import StackClock
from infra.local.faults import Faults
from infra.local.oidc import TokenIssuer
from infra.local.tasks.delivery import Delivery, Request, no_worker
from infra.local.tasks.model import RetryConfig
from infra.schedules import Schedule

# When the clock jumps over more slots of a schedule than this, only the last ones run: two days of an hourly one.
MAX_CATCH_UP_SLOTS = 48

# Source: google/cloud/scheduler/v1/job.proto, RetryConfig, read 2026-11.
_RETRY = RetryConfig(min_backoff_s=5.0, max_backoff_s=3600.0, max_doublings=5)
_CRON_FIELDS = 5
_CONCURRENT_REQUESTS = 10
_IDLE_LOOK_S = 0.01
_log = logging.getLogger(__name__)

RunSchedule = Callable[[Schedule, float], Awaitable[int | None]]
"""Makes one attempt for a slot (virtual epoch seconds); answers the HTTP status, or None where there was none."""


class UnknownScheduleError(LookupError):
    """There is no schedule of that name."""


@dataclass(frozen=True, slots=True)
class ScheduleRun:
    """One run of a schedule, after its last attempt. Times are virtual epoch seconds."""

    slot_s: float
    """The schedule time, which together with the name identifies the run."""

    status: int | None
    """The last HTTP status, None where no answer came."""

    attempts: int
    """Attempts made."""

    @property
    def ok(self) -> bool:
        """Whether the run ended with 2xx."""
        return self.status is not None and 200 <= self.status < 300


@dataclass(frozen=True, slots=True)
class ScheduleView:
    """A schedule at one moment."""

    schedule: Schedule
    last: ScheduleRun | None
    next_s: float
    running: bool


class FunctionCaller:
    """Calls a schedule's function as Cloud Scheduler does; a `RunSchedule`."""

    def __init__(
        self,
        http: httpx.AsyncClient,
        issuer: TokenIssuer,
        functions_base_url: str,
        service_account: str,
        *,
        connect_patience_s: float = 10.0,
    ) -> None:
        """Sets up calls.

        Args:
            http: the client that carries them.
            issuer: signs the OIDC token, whose audience is the function's own URL without the path.
            functions_base_url: a function's URL is this, a slash and its name.
            service_account: the e-mail address in the token.
            connect_patience_s: real seconds a call waits for a port that refuses connections.
        """
        # No fault has schedules as its target, so this delivery is an honest one.
        self._delivery = Delivery(
            http,
            Faults(),
            "tasks",
            no_worker,
            concurrency=_CONCURRENT_REQUESTS,
            connect_patience_s=connect_patience_s,
        )
        self._issuer = issuer
        self._base_url = functions_base_url.rstrip("/")
        self._service_account = service_account

    async def __call__(self, schedule: Schedule, slot_s: float) -> int | None:
        """Posts one attempt."""
        function_url = f"{self._base_url}/{schedule.function}"
        headers = {
            "User-Agent": "Google-Cloud-Scheduler",
            "X-CloudScheduler": "true",
            "X-CloudScheduler-JobName": schedule.name,
            "X-CloudScheduler-ScheduleTime": datetime.fromtimestamp(slot_s, UTC).isoformat().replace("+00:00", "Z"),
            "Authorization": f"Bearer {self._issuer.token(function_url, self._service_account)}",
        }
        request = Request("POST", function_url + schedule.path, headers, b"")
        return (await self._delivery.send(request, schedule.attempt_deadline_s)).status


class Scheduler:
    """Runs each schedule once for each of its slots; runs of the same schedule never overlap.

    Slots that pass while the stack is down are not made up for.
    """

    def __init__(self, schedules: Iterable[Schedule], clock: StackClock, run: RunSchedule) -> None:
        """Reads the table.

        Raises:
            ValueError: a name occurs twice, or a cron expression or time zone is not valid.
        """
        self._clock = clock
        self._jobs: dict[str, _Job] = {}
        for schedule in schedules:
            if schedule.name in self._jobs:
                raise ValueError(f"two schedules are called {schedule.name}")
            self._jobs[schedule.name] = _Job(schedule, clock, run)
        self._loops: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        """Begins to run what becomes due."""
        self._loops = [asyncio.create_task(job.loop()) for job in self._jobs.values()]

    async def stop(self) -> None:
        """Stops at once; runs under way are abandoned."""
        for loop in self._loops:
            loop.cancel()
        await asyncio.gather(*self._loops, return_exceptions=True)

    async def run_now(self, name: str) -> ScheduleRun:
        """Runs a schedule for the slot "now", after a run that may be under way.

        Raises:
            UnknownScheduleError: there is none of that name.
        """
        job = self._jobs.get(name)
        if job is None:
            raise UnknownScheduleError(f"no schedule {name!r}; known: {', '.join(self._jobs) or 'none'}")
        return await job.run_slot(self._clock.now())

    def pending(self) -> int:
        """Schedules that are due or under way."""
        return sum(1 for job in self._jobs.values() if job.running or job.next_s <= self._clock.now())

    async def wait_idle(self) -> None:
        """Returns when `pending` is 0."""
        while self.pending():
            await asyncio.sleep(_IDLE_LOOK_S)

    def views(self) -> list[ScheduleView]:
        """The schedules as they are now, with their last and next runs."""
        return [ScheduleView(job.schedule, job.last, job.next_s, job.running) for job in self._jobs.values()]


class _Job:
    def __init__(self, schedule: Schedule, clock: StackClock, run: RunSchedule) -> None:
        if len(schedule.cron.split()) != _CRON_FIELDS:
            raise ValueError(f"schedule {schedule.name}: Cloud Scheduler reads five cron fields, not {schedule.cron!r}")
        try:
            self._zone = ZoneInfo(schedule.time_zone)
            CronSim(schedule.cron, datetime.now(self._zone))
        except (CronSimError, KeyError, ValueError) as error:
            raise ValueError(f"schedule {schedule.name}: {error}") from error
        self.schedule = schedule
        self.last: ScheduleRun | None = None
        self._clock = clock
        self._run = run
        self._one_at_a_time = asyncio.Lock()
        self.next_s = self._slot_after(clock.now())

    @property
    def running(self) -> bool:
        return self._one_at_a_time.locked()

    async def loop(self) -> None:
        while True:
            await self._clock.wait_until(self.next_s)
            for slot_s in self._slots_due():
                await self.run_slot(slot_s)
                self.next_s = self._slot_after(slot_s)

    async def run_slot(self, slot_s: float) -> ScheduleRun:
        async with self._one_at_a_time:
            attempts = 1
            status = await self._run(self.schedule, slot_s)
            while not (run := ScheduleRun(slot_s, status, attempts)).ok and attempts <= self.schedule.retry_count:
                await self._clock.wait_until(self._clock.now() + _RETRY.backoff_s(attempts))
                attempts += 1
                status = await self._run(self.schedule, slot_s)
            if not run.ok:
                _log.warning("schedule %s failed after %d attempts: %s", self.schedule.name, attempts, status)
            self.last = run
        return run

    def _slots_due(self) -> list[float]:
        """The slots from the next one until now, at most the last `MAX_CATCH_UP_SLOTS`, oldest first."""
        # A reverse CronSim begins strictly before its start.
        until = datetime.fromtimestamp(math.floor(self._clock.now()) + 1, self._zone)
        slots: list[float] = []
        for slot in CronSim(self.schedule.cron, until, reverse=True):
            if slot.timestamp() < self.next_s or len(slots) == MAX_CATCH_UP_SLOTS:
                break
            slots.append(slot.timestamp())
        return slots[::-1]

    def _slot_after(self, epoch_s: float) -> float:
        return next(CronSim(self.schedule.cron, datetime.fromtimestamp(epoch_s, self._zone))).timestamp()
