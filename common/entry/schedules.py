"""Schedules: verifies that Cloud Scheduler calls, and hands the run's slot to the code that it starts."""

import time
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import NamedTuple, Protocol

from werkzeug.wrappers import Request, Response

from common import log
from common.clock import Clock
from common.entry.http import Meter, trace_of
from common.entry.problems import problem_answer
from common.entry.tasks import VerifyCaller
from common.errors import AppError, NotFound


class Slot(NamedTuple):
    """One run of a schedule; a run that comes twice has the same slot, by which what it starts is named."""

    schedule: str
    """The schedule's name."""
    at: datetime
    """For when it was meant; a person who fires it by hand is a slot too."""


class RecordRun(Protocol):
    """Keeps what came of a run; the store's `ScheduleRuns.record` is one."""

    def __call__(
        self, name: str, slot_at: datetime, at: datetime, *, ok: bool, status: int, took_ms: float, error: str
    ) -> None:
        """Keeps it."""
        ...


class Timetable:
    """The schedules of one function, by path.

    Source: https://cloud.google.com/scheduler/docs/configuring/cron-job-schedules (read 2026-11): a run comes at least
    once, with the headers X-CloudScheduler-JobName and X-CloudScheduler-ScheduleTime.
    """

    def __init__(
        self,
        name: str,
        runs: Mapping[str, Callable[[Slot], None]],
        *,
        verify: VerifyCaller,
        clock: Clock,
        record: RecordRun,
        begin_meter: Meter | None = None,
        project: str = "",
    ) -> None:
        self.name = name
        self._record = record
        self._runs = runs
        self._verify = verify
        self._clock = clock
        self._begin_meter = begin_meter
        self._project = project

    def __call__(self, request: Request) -> Response:
        """Makes one run: 200 done or never will, 500 try again, 4xx for callers who are not Cloud Scheduler."""
        begun = time.perf_counter()
        mark = log.function_name.set(self.name)
        ops = self._begin_meter() if self._begin_meter else None
        with log.context(**log.trace_fields(trace_of(request), self._project)):
            answer = self._run(request)
            log.info(
                f"schedule {request.path} {answer.status_code}",
                status=answer.status_code,
                took_ms=round((time.perf_counter() - begun) * 1000, 1),
                slot=request.headers.get("X-CloudScheduler-ScheduleTime"),
                ops=vars(ops) if ops is not None else None,
            )
        log.function_name.reset(mark)
        return answer

    def _run(self, request: Request) -> Response:
        run = self._runs.get(request.path)
        try:
            if run is None:
                raise NotFound(f"There is no schedule at {request.path}.")
            self._verify(request.headers.get("Authorization", ""))
        except AppError as error:
            log.warning(error.detail, code=error.code)
            return problem_answer(error)
        begun, slot = time.perf_counter(), self._slot(request)
        status, failure = self._make(run, slot)
        took_ms = round((time.perf_counter() - begun) * 1000, 1)
        try:
            self._record(
                slot.schedule, slot.at, self._clock.now(), ok=not failure, status=status, took_ms=took_ms, error=failure
            )
        except AppError as error:
            log.warning("What came of the run could not be recorded.", error=error.detail)
        return Response(status=status)

    def _make(self, run: Callable[[Slot], None], slot: Slot) -> tuple[int, str]:
        """The status to answer, and what went wrong, in a sentence."""
        try:
            run(slot)
        except AppError as error:
            log.exception("The scheduled run failed.", error=error.detail)
            return (500 if error.retryable else 200), log.redact_text(error.detail)
        except Exception as error:
            log.exception("The scheduled run failed unexpectedly.", error=type(error).__name__)
            return 500, f"Unexpected error: {type(error).__name__}."
        return 200, ""

    def _slot(self, request: Request) -> Slot:
        name = request.headers.get("X-CloudScheduler-JobName", "").rsplit("/", 1)[-1]
        try:
            at = datetime.fromisoformat(request.headers.get("X-CloudScheduler-ScheduleTime", ""))
        except ValueError:
            at = self._clock.now()
        return Slot(name or request.path.rsplit("/", 1)[-1], at)
