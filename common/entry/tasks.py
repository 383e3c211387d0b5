"""Workers: verifies who calls, decodes the payload, and never lets work end as a mere log line."""

import time
from collections.abc import Callable, Sequence
from functools import lru_cache
from importlib import import_module
from typing import Final, Protocol

from pydantic import ValidationError
from werkzeug.wrappers import Request, Response

from common import log
from common.entry.http import Meter, read_body
from common.entry.problems import problem_answer
from common.errors import AppError, NotFound
from common.models.payloads import Payload

TASK_LIMIT_BYTES: Final = 100 * 1024


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
        """`module:function`, called with the payload and the number of earlier tries."""
        ...

    @property
    def give_up(self) -> str:
        """`module:function`, called with the payload and the error's sentence; may be empty."""
        ...

    @property
    def dead_letter(self) -> bool:
        """Whether people must see that the work gave up."""
        ...


class Bury(Protocol):
    """Records work that gave up, where people see it."""

    def __call__(self, job: str, payload: Payload, error: str) -> None:
        """Writes the dead letter of `job` on `payload`."""
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
        bury: Bury,
        max_attempts: Callable[[JobSpec], int],
        begin_meter: Meter | None = None,
        project: str = "",
    ) -> None:
        self.name = name
        self._jobs = {job.path: job for job in jobs}
        self._verify = verify
        self._bury = bury
        self._max_attempts = max_attempts
        self._begin_meter = begin_meter
        self._project = project

    def __call__(self, request: Request) -> Response:
        """Works off one task: 204 done or given up, 500 and 503 try again, 4xx for callers who are not Cloud Tasks."""
        begun = time.perf_counter()
        mark = log.function_name.set(self.name)
        ops = self._begin_meter() if self._begin_meter else None
        trace = request.headers.get("traceparent") or request.headers.get("X-Cloud-Trace-Context") or ""
        with log.context(**log.trace_fields(trace, self._project)):
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
        try:
            _imported(job.handler)(payload, retries)
        except Exception as error:
            return self._failed(job, payload, retries, error)
        return Response(status=204)

    def _failed(self, job: JobSpec, payload: Payload, retries: int, error: Exception) -> Response:
        known = error if isinstance(error, AppError) else None
        sentence = known.detail if known else f"Unexpected error: {type(error).__name__}."
        # An error that we did not foresee may pass: it is tried again like a retryable one.
        may_pass = known is None or known.retryable
        if may_pass and retries + 1 < self._max_attempts(job):
            report = log.warning if known else log.exception
            report("The task failed and is tried again.", error=sentence)
            return Response(status=503 if known and known.status == 503 else 500)
        log.exception("The task gives up.", error=sentence)
        try:
            if job.give_up:
                _imported(job.give_up)(payload, log.redact_text(sentence))
            if job.dead_letter:
                self._bury(job.name, payload, log.redact_text(sentence))
        except Exception:
            log.exception("Giving up could not be recorded; the task stays.")
            return Response(status=500)
        return Response(status=204)


@lru_cache(maxsize=64)
def _imported(reference: str) -> Callable[..., None]:
    module, _, name = reference.partition(":")
    function: Callable[..., None] = getattr(import_module(module), name)
    return function
