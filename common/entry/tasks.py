"""Workers: verifies who calls, decodes the payload, and never lets work end as a mere log line."""

import time
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import lru_cache
from importlib import import_module
from typing import Final, Protocol

from pydantic import ValidationError
from werkzeug.wrappers import Request, Response

from common import log
from common.clock import Clock
from common.entry.http import Meter, read_body, trace_of
from common.entry.problems import problem_answer
from common.errors import AppError, NotFound
from common.models.asking import asked_at
from common.models.ids import TenantId
from common.models.payloads import Payload

TASK_LIMIT_BYTES: Final = 100 * 1024
AGAIN: Final = "again"
"""The query parameter of a task that a person or the sweep queued again."""
GIVE_UP: Final = "give_up"
"""The query parameter of a task with which the sweep has work given up that does not get on: that work's id."""
SINCE: Final = "since"
"""Beside it: when that work was last heard of."""
BURYING_ATTEMPTS: Final = 3
"""How many of a task's last attempts do not start the work, but write its letter; several, since writing may fail."""


class NeverEnded(AppError):
    """No try of the work came to an end, so that none could say what is wrong; it must not start once more."""

    code, title = "never_ended", "The work never came to an end"


class Stuck(NeverEnded):
    """It was begun again several times, and got no further; its worker could not say why."""

    code, title = "work_stuck", "The work does not get on"


class JobSpec(Protocol):
    """What a worker must know of a job; the registry's `Job` is one."""

    @property
    def name(self) -> str:
        """The job's name."""
        ...

    @property
    def path(self) -> str:
        """The worker's route."""
        ...

    @property
    def payload(self) -> type[Payload]:
        """The model of the task's body."""
        ...

    @property
    def handler(self) -> str:
        """`module:function`, called with payload and number of earlier tries; False if a further task goes on."""
        ...

    @property
    def give_up(self) -> str:
        """`module:function`, called with the payload and the error's sentence; may be empty.

        It returns False where the work had ended before, so that there was nothing to give up.
        """
        ...

    @property
    def revive(self) -> str:
        """`module:function`, called with the payload and the time of a person's asking before work is done again.

        May be empty.
        """
        ...

    @property
    def spare_attempts(self) -> int:
        """How many attempts Cloud Tasks has beyond those after which the worker gives up."""
        ...

    @property
    def dead_letter(self) -> bool:
        """Whether people must see that the work gave up."""
        ...


class Letters(Protocol):
    """Where failed work is written down, so that people see it; `common.store.dead_letters` is one."""

    def note(self, job: str, payload: Payload, error: str, retries: int, at: datetime) -> None:
        """Says that a try failed, and that the task is tried again."""
        ...

    def bury(self, job: str, payload: Payload, error: str, retries: int, at: datetime) -> None:
        """Says that the work gave up."""
        ...

    def settle(self, job: str, payload: Payload) -> None:
        """Says that work which failed before is done."""
        ...


class VerifyCaller(Protocol):
    """Checks who calls."""

    def __call__(self, authorization: str) -> None:
        """Raises Unauthenticated or Forbidden."""
        ...


class Worker:
    """A function that works off tasks."""

    def __init__(
        self,
        name: str,
        jobs: Sequence[JobSpec],
        *,
        verify: VerifyCaller,
        letters: Callable[[], Letters],
        max_attempts: Callable[[JobSpec], int],
        clock: Callable[[], Clock],
        went_on: Callable[[TenantId, str, datetime], bool] | None = None,
        begin_meter: Meter | None = None,
        project: str = "",
    ) -> None:
        self.name = name
        self._went_on = went_on
        self._jobs = {job.path: job for job in jobs}
        self._verify = verify
        self._letters = letters
        self._clock = clock
        self._max_attempts = max_attempts
        self._begin_meter = begin_meter
        self._project = project

    def __call__(self, request: Request) -> Response:
        """Works off one task: 204 done or given up, 500 and 503 try again, 4xx for callers who are not Cloud Tasks."""
        begun = time.perf_counter()
        mark = log.function_name.set(self.name)
        ops = self._begin_meter() if self._begin_meter else None
        with log.context(**log.trace_fields(trace_of(request), self._project)):
            answer = self._work(request)
            log.info(
                f"task {request.path} {answer.status_code}",
                status=answer.status_code,
                took_ms=round((time.perf_counter() - begun) * 1000, 1),
                task=request.headers.get("X-CloudTasks-TaskName"),
                ops=vars(ops) if ops is not None else None,
            )
        log.function_name.reset(mark)
        return answer

    def _work(self, request: Request) -> Response:
        try:
            job = self._jobs.get(request.path)
            if job is None:
                raise NotFound(f"There is no job at {request.path}.")
            self._verify(request.headers.get("Authorization", ""))
            raw = read_body(request, TASK_LIMIT_BYTES)
        except AppError as error:
            log.warning(error.detail, code=error.code)
            return problem_answer(error)
        try:
            payload = job.payload.model_validate_json(raw)
        except ValidationError as error:
            # It will never be readable, and says nothing about whose it is: all that is left is an alert.
            log.error("A task's payload cannot be read.", job=job.name, error=str(error.errors(include_input=False)))
            return Response(status=204)
        retries = int(request.headers.get("X-CloudTasks-TaskRetryCount") or 0)
        log.add(job=job.name, retries=retries, **payload.model_dump(mode="json"))
        again = request.args.get(AGAIN, "")
        asked = asked_at(again)
        try:
            if GIVE_UP in request.args:
                if self._is_alive(payload, request):
                    log.info("The work that was to be given up went on.")
                    return Response(status=204)
                raise Stuck("It did not get on, although it was begun again several times.")
            if retries >= self._max_attempts(job) + job.spare_attempts - BURYING_ATTEMPTS:
                raise NeverEnded(
                    "No try came to an end: each time the worker did not start, or was killed at its work. It is not "
                    "tried again."
                )
            # What a sweep queues has not ended; and it may come after an end that must hold, as an opt-out is.
            if asked is not None and job.revive:
                _imported(job.revive)(payload, asked)
            goes_on = _imported(job.handler)(payload, retries) is False
        except Exception as error:
            return self._failed(job, payload, retries, error)
        if job.dead_letter and not goes_on and (retries or again):
            self._try_to_record(lambda letters: letters.settle(job.name, payload))
        return Response(status=204)

    def _is_alive(self, payload: Payload, request: Request) -> bool:
        if self._went_on is None:
            return False
        t, since = TenantId(getattr(payload, "tenant_id", "")), datetime.fromisoformat(request.args[SINCE])
        return self._went_on(t, request.args[GIVE_UP], since)

    def _failed(self, job: JobSpec, payload: Payload, retries: int, error: Exception) -> Response:
        known = error if isinstance(error, AppError) else None
        sentence = known.detail if known else f"Unexpected error: {type(error).__name__}."
        # An error that we did not foresee may pass: it is tried again like a retryable one.
        may_pass = known is None or known.retryable
        if may_pass and retries + 1 < self._max_attempts(job):
            report = log.warning if known else log.exception
            report("The task failed and is tried again.", error=sentence)
            if job.dead_letter:
                text = log.redact_text(sentence)
                self._try_to_record(lambda letters: letters.note(job.name, payload, text, retries, self._now()))
            return Response(status=503 if known and known.status == 503 else 500)
        text, stuck = log.redact_text(sentence), isinstance(error, Stuck)
        # Getting stuck is nobody's ordinary end.
        alarm = {"alarm": log.Alarm.DEAD_LETTER} if job.dead_letter or stuck else {}
        try:
            had_ended = bool(job.give_up) and _imported(job.give_up)(payload, text) is False
            if had_ended and stuck and retries == 0:
                # Later tries cannot tell: one before may have ended it, and died in front of its letter.
                log.info("The work that was to be given up had ended.")
                return Response(status=204)
            if job.dead_letter:
                self._letters().bury(job.name, payload, text, retries, self._now())
        except Exception:
            log.exception("Giving up could not be recorded; the task stays.", error=sentence, **alarm)
            return Response(status=500)
        report = log.exception if alarm else log.warning
        report("The task gives up.", error=sentence, **alarm)
        return Response(status=204)

    def _try_to_record(self, record: Callable[[Letters], None]) -> None:
        """Writes down what people should see, though the work's own end does not depend on it."""
        try:
            record(self._letters())
        except AppError as error:
            log.warning("A failed try could not be recorded.", error=error.detail)

    def _now(self) -> datetime:
        return self._clock().now()


@lru_cache(maxsize=64)
def _imported(reference: str) -> Callable[..., object]:
    module, _, name = reference.partition(":")
    function: Callable[..., object] = getattr(import_module(module), name)
    return function
