"""Handing work over: one Cloud Tasks task with ids, named so that the same work is not queued twice within the hour."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol
from urllib.parse import quote, urlencode

from common import log
from common.config import Settings
from common.errors import DependencyDown
from common.jobs.registry import Job, JobRegistry
from common.jobs.schedules import QUEUE, Schedule
from common.metering import sampler
from common.models.ids import digest
from common.models.payloads import Payload
from common.models.usage import TASKS

if TYPE_CHECKING:
    from google.cloud import tasks_v2


class Enqueue(Protocol):
    """Hands one piece of work over."""

    def __call__(
        self, job: Job, payload: Payload, *, delay_s: float = 0, at: datetime | None = None, again: str = ""
    ) -> bool:
        """Queues `payload` for `job`.

        Args:
            job: which work.
            payload: on what.
            delay_s: the earliest start, in seconds from `at`.
            at: the present; needed with a delay.
            again: who has work done again that ended before, and when; part of the task's name.

        Returns:
            False if the same work was queued within the last hour; it is not queued again.

        Raises:
            DependencyDown: Cloud Tasks does not answer; trying again helps and cannot queue twice.
        """
        ...


class GiveUp(Protocol):
    """Has the worker of stuck work give it up."""

    def __call__(self, job: Job, payload: Payload, id_: str, since: datetime) -> bool:
        """Queues a task of `job` that does not do the work, but ends it, writes its letter and raises the alarm.

        Where it went on since, nothing happens.

        Args:
            job: which work.
            payload: on what.
            id_: the long-running work's own.
            since: when it was last heard of; part of the task's name.

        Returns:
            False if that was queued within the last hour; it is not queued again.

        Raises:
            DependencyDown: Cloud Tasks does not answer; trying again helps and cannot queue twice.
        """
        ...


class StartSchedule(Protocol):
    """Starts a schedule by hand."""

    def __call__(self, schedule: Schedule, at: datetime) -> bool:
        """Queues a run of `schedule` for the slot `at`; False if that was queued within the last hour.

        Raises:
            DependencyDown: Cloud Tasks does not answer; trying again helps and cannot queue twice.
        """
        ...


class CloudTasks:
    """Queues through the real Cloud Tasks client; in the local stack the same client speaks to our own server."""

    def __init__(self, settings: Settings, registry: JobRegistry) -> None:
        # Imported here: the client costs 0.4 s, and functions that hand nothing over need not pay it.
        from google.cloud import tasks_v2

        self._tasks = tasks_v2
        self._settings = settings
        self._registry = registry
        if host := settings.cloud_tasks_emulator_host:
            import grpc
            from google.cloud.tasks_v2.services.cloud_tasks.transports import CloudTasksGrpcTransport

            self._client = tasks_v2.CloudTasksClient(
                transport=CloudTasksGrpcTransport(channel=grpc.insecure_channel(host))
            )
        else:
            self._client = tasks_v2.CloudTasksClient()

    def __call__(
        self, job: Job, payload: Payload, *, delay_s: float = 0, at: datetime | None = None, again: str = ""
    ) -> bool:
        """Queues `payload` for `job`; see `Enqueue`."""
        due_at = (at or datetime.now(UTC)) + timedelta(seconds=delay_s) if delay_s > 0 else None
        return self._enqueue(job, payload, {"again": again} if again else {}, due_at)

    def give_up(self, job: Job, payload: Payload, id_: str, since: datetime) -> bool:
        """Queues the end of stuck work; see `GiveUp`."""
        return self._enqueue(job, payload, {"give_up": id_, "since": since.isoformat()})

    def _enqueue(self, job: Job, payload: Payload, query: Mapping[str, str], due_at: datetime | None = None) -> bool:
        settings = self._settings
        body = payload.model_dump_json()
        shard_key = str(getattr(payload, job.shard_by)) if job.shard_by else ""
        queue = self._registry.queue_of(job).queue_name(shard_key)
        base = settings.function_url(job.function)
        request = self._tasks.HttpRequest(
            http_method=self._tasks.HttpMethod.POST,
            url=base + job.path + (f"?{urlencode(query, quote_via=quote)}" if query else ""),
            headers={"Content-Type": "application/json", **_trace_header()},
            body=body.encode(),
        )
        # Cloud Tasks wants ids that do not follow on each other; a digest is spread evenly.
        task = self._tasks.Task(name=digest("task", job.name, body, *query.values()), http_request=request)
        if due_at is not None:
            task.schedule_time = due_at
        created = self._create(queue, task, base, job.deadline_s)
        if created:
            sampler.count(str(getattr(payload, "tenant_id", "")), **{TASKS: 1})
        return created

    def start_schedule(self, schedule: Schedule, at: datetime) -> bool:
        """Queues a run of `schedule`, called as Cloud Scheduler calls it; see `StartSchedule`."""
        base = self._settings.function_url(schedule.function)
        slot = at.isoformat()
        headers = {"X-CloudScheduler-JobName": schedule.name, "X-CloudScheduler-ScheduleTime": slot, **_trace_header()}
        post = self._tasks.HttpMethod.POST
        request = self._tasks.HttpRequest(http_method=post, url=base + schedule.path, headers=headers)
        task = self._tasks.Task(name=digest("schedule", schedule.name, slot), http_request=request)
        return self._create(QUEUE, task, base, schedule.attempt_deadline_s)

    def _create(self, queue: str, task: "tasks_v2.Task", base: str, deadline_s: int) -> bool:
        from google.api_core import exceptions as google_errors

        settings = self._settings
        parent = self._client.queue_path(settings.google_cloud_project, settings.region, queue)
        task.name = f"{parent}/tasks/{task.name}"
        task.dispatch_deadline = timedelta(seconds=deadline_s)
        task.http_request.oidc_token = self._tasks.OidcToken(
            service_account_email=settings.need("tasks_service_account"), audience=base
        )
        try:
            self._client.create_task(parent=parent, task=task, timeout=10)
        except google_errors.AlreadyExists:
            return False
        except (google_errors.ServerError, google_errors.RetryError, google_errors.TooManyRequests) as error:
            raise DependencyDown("Cloud Tasks does not answer now.", retry_after_s=2) from error
        return True


def _trace_header() -> dict[str, str]:
    """A worker's lines join those of whoever queued its task."""
    return {"traceparent": trace} if (trace := log.traceparent()) else {}


@lru_cache(maxsize=1)
def cloud_tasks(settings: Settings) -> CloudTasks:
    """The process's connection to Cloud Tasks; made when something is first handed over."""
    from common.jobs.registry import registry

    return CloudTasks(settings, registry())
