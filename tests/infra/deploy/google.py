"""Cloud Tasks and Cloud Scheduler on one gRPC port: their admin methods, for the real clients to talk to."""

import asyncio
import re
import threading
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import grpc
from cronsim import CronSim, CronSimError
from google.cloud import scheduler_v1, tasks_v2
from google.cloud.scheduler_v1.services.cloud_scheduler.transports import CloudSchedulerGrpcTransport
from google.cloud.tasks_v2.services.cloud_tasks.transports import CloudTasksGrpcTransport

from infra.deploy.cloud import Cloud, UnknownCloud
from infra.local.clock import StackClock
from infra.local.faults import Faults
from infra.local.oidc import TokenIssuer
from infra.local.tasks import TaskService
from infra.local.tasks.api import Api, _handlers, _service
from infra.local.tasks.wire import RefusedError, invalid

Message = Any
JobPb = scheduler_v1.Job.pb()
JOB_NAME = re.compile(r"projects/[A-Za-z0-9.:-]+/locations/[A-Za-z0-9-]+/jobs/[A-Za-z\d_-]{1,500}")
MUTATING = ("Create", "Update", "Delete", "Pause", "Resume", "Purge")


class SchedulerApi:
    """google.cloud.scheduler.v1.CloudScheduler as far as its table of jobs goes.

    Source: google/cloud/scheduler/v1/{cloudscheduler,job}.proto (read 2026-11).
    """

    def __init__(self) -> None:
        self.jobs: dict[str, Message] = {}

    async def create(self, request: Message) -> Message:
        """CreateJob."""
        job = _checked(request.job)
        if job.name.rpartition("/jobs/")[0] != request.parent:
            raise invalid("The job's name must begin with the parent of the request")
        if job.name in self.jobs:
            raise RefusedError(grpc.StatusCode.ALREADY_EXISTS, "Job already exists")
        job.state = scheduler_v1.Job.State.ENABLED
        self.jobs[job.name] = job
        return job

    async def update(self, request: Message) -> Message:
        """UpdateJob."""
        job = JobPb()
        job.CopyFrom(self._job(request.job.name))
        try:
            request.update_mask.MergeMessage(request.job, job, True)
        except (KeyError, ValueError) as error:
            raise invalid(f"Invalid update_mask: {error}") from error
        self.jobs[job.name] = _checked(job)
        return self.jobs[job.name]

    async def get(self, request: Message) -> Message:
        """GetJob."""
        return self._job(request.name)

    async def list_(self, request: Message) -> Message:
        """ListJobs, two a page, so that clients that read one page alone are found out."""
        names = sorted(name for name in self.jobs if name.startswith(f"{request.parent}/"))
        rest = [name for name in names if name > request.page_token]
        answer = scheduler_v1.ListJobsResponse.pb()()
        answer.jobs.extend(self.jobs[name] for name in rest[:2])
        answer.next_page_token = rest[1] if len(rest) > 2 else ""
        return answer

    async def delete(self, request: Message) -> None:
        """DeleteJob."""
        del self.jobs[self._job(request.name).name]

    async def pause(self, request: Message) -> Message:
        """PauseJob."""
        job = self._job(request.name)
        job.state = scheduler_v1.Job.State.PAUSED
        return job

    def _job(self, name: str) -> Message:
        if name not in self.jobs:
            raise RefusedError(grpc.StatusCode.NOT_FOUND, "Job not found.")
        return self.jobs[name]

    def handlers(self) -> grpc.GenericRpcHandler:
        """The methods."""
        types = scheduler_v1
        return _service(
            "google.cloud.scheduler.v1.CloudScheduler",
            {
                "CreateJob": (self.create, types.CreateJobRequest, types.Job),
                "UpdateJob": (self.update, types.UpdateJobRequest, types.Job),
                "GetJob": (self.get, types.GetJobRequest, types.Job),
                "ListJobs": (self.list_, types.ListJobsRequest, types.ListJobsResponse),
                "DeleteJob": (self.delete, types.DeleteJobRequest, None),
                "PauseJob": (self.pause, types.PauseJobRequest, types.Job),
            },
        )


def _checked(given: Message) -> Message:
    """The job as the service keeps it: refused where it breaks a rule, and with what the service adds."""
    job = JobPb()
    job.CopyFrom(given)
    if not JOB_NAME.fullmatch(job.name):
        raise invalid("Job name must be formatted: projects/PROJECT_ID/locations/LOCATION_ID/jobs/JOB_ID")
    try:
        CronSim(job.schedule, datetime.now(ZoneInfo(job.time_zone)))
    except (CronSimError, KeyError, ValueError) as error:
        raise invalid("Schedule or time zone is invalid.") from error
    deadline_s = job.attempt_deadline.seconds or 180
    if not 15 <= deadline_s <= 1800 or not 0 <= job.retry_config.retry_count <= 5:
        raise invalid("The attempt deadline is 15 s to 30 min, and retries are 5 at most.")
    job.attempt_deadline.seconds = deadline_s
    job.http_target.headers["User-Agent"] = "Google-Cloud-Scheduler"
    job.retry_config.min_backoff_duration.seconds = job.retry_config.min_backoff_duration.seconds or 5
    job.retry_config.max_backoff_duration.seconds = job.retry_config.max_backoff_duration.seconds or 3600
    job.retry_config.max_doublings = job.retry_config.max_doublings or 5
    job.user_update_time.GetCurrentTime()
    return job


class Watch(grpc.aio.ServerInterceptor):
    """Counts the calls that change something, and makes one of them fail."""

    def __init__(self) -> None:
        self.changes: list[str] = []
        self.fail_at = 0
        self.code = grpc.StatusCode.INTERNAL
        self.is_done_all_the_same = False

    async def intercept_service(self, continuation: Callable[..., Awaitable[Any]], details: Any) -> Any:
        """Passes a call on."""
        handler = await continuation(details)
        method = details.method.rpartition("/")[2]
        if handler is None or not method.startswith(MUTATING):
            return handler

        async def call(request: Message, context: grpc.aio.ServicerContext) -> Message:
            self.changes.append(method)
            fails = len(self.changes) == self.fail_at
            answer = None if fails and not self.is_done_all_the_same else await handler.unary_unary(request, context)
            if fails:
                await context.abort(self.code, "It broke down.")
            return answer

        return grpc.unary_unary_rpc_method_handler(
            call, request_deserializer=handler.request_deserializer, response_serializer=handler.response_serializer
        )


class Google:
    """Both services, empty, and a project that the real clients reach; all else of it is unknown."""

    def __init__(self, folder: Path) -> None:
        self.watch = Watch()
        self.scheduler = SchedulerApi()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        port = self._do(self._start(folder))
        self._channel = grpc.insecure_channel(f"127.0.0.1:{port}")
        self.tasks_client = tasks_v2.CloudTasksClient(transport=CloudTasksGrpcTransport(channel=self._channel))
        self.scheduler_client = scheduler_v1.CloudSchedulerClient(
            transport=CloudSchedulerGrpcTransport(channel=self._channel)
        )

    def cloud(self) -> Cloud:
        """The project, as a run that begins now finds it."""
        cloud = UnknownCloud()
        cloud.tasks, cloud.scheduler = self.tasks_client, self.scheduler_client  # type: ignore[assignment]
        return cloud

    def taken(self) -> list[str]:
        """The calls that changed something since this was last asked."""
        taken = list(self.watch.changes)
        self.watch.changes.clear()
        return taken

    def close(self) -> None:
        """Stops both."""
        self._channel.close()
        self._do(self._stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _do(self, work: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(30)

    async def _start(self, folder: Path) -> int:
        self._tasks = TaskService(folder / "tasks.sqlite3", StackClock(folder / "clock"), Faults(), TokenIssuer(folder))
        self._server = grpc.aio.server(interceptors=(self.watch,), options=(("grpc.so_reuseport", 0),))
        self._server.add_generic_rpc_handlers((_handlers(Api(self._tasks)), self.scheduler.handlers()))
        port = self._server.add_insecure_port("127.0.0.1:0")
        await self._server.start()
        return port

    async def _stop(self) -> None:
        await self._server.stop(grace=0.2)
        await self._tasks.stop()
