"""Admin methods of Google's services on one gRPC port, for the real clients to talk to.

Cloud Tasks and Cloud Scheduler; the log-based metrics of Cloud Logging; alert policies, notification channels and
dashboards of Cloud Monitoring.
"""

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
from google.cloud import monitoring_dashboard_v1, monitoring_v3, scheduler_v1, tasks_v2
from google.cloud.logging_v2 import types as logging_types
from google.cloud.logging_v2.services.metrics_service_v2 import MetricsServiceV2Client
from google.cloud.logging_v2.services.metrics_service_v2.transports import MetricsServiceV2GrpcTransport
from google.cloud.monitoring_dashboard_v1.services.dashboards_service.transports import DashboardsServiceGrpcTransport
from google.cloud.monitoring_v3.services.alert_policy_service.transports import AlertPolicyServiceGrpcTransport
from google.cloud.monitoring_v3.services.notification_channel_service.transports import (
    NotificationChannelServiceGrpcTransport,
)
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


class Kept:
    """Resources of one kind that are made, listed two a page, changed and deleted by their names."""

    def __init__(self, field: str, listed: str, response: Any, numbered: str = "") -> None:
        """Keeps none yet.

        Args:
            field: what requests call the resource.
            listed: what answers call the list of them.
            response: the type of such an answer.
            numbered: the collection in which the service gives names; empty where callers do.
        """
        self.kept: dict[str, Message] = {}
        self._field, self._listed, self._response, self._numbered = field, listed, response, numbered

    async def create(self, request: Message) -> Message:
        """Create…; the service gives it a name, or refuses one that is taken."""
        made = type(getattr(request, self._field))()
        made.CopyFrom(getattr(request, self._field))
        parent = getattr(request, "parent", "") or request.name
        key = (
            f"{parent}/{self._numbered}/{len(self.kept) + 1:03}" if self._numbered else f"{parent}/metrics/{made.name}"
        )
        if key in self.kept:
            raise RefusedError(grpc.StatusCode.ALREADY_EXISTS, f"{key} exists")
        if self._numbered:
            made.name = key
        self.check(made)
        self.kept[key] = made
        return made

    async def update(self, request: Message) -> Message:
        """Update…, of the fields of the mask where there is one."""
        given = getattr(request, self._field)
        key = getattr(request, "metric_name", "") or given.name
        found = self._find(key)
        new = type(given)()
        if "update_mask" in request.DESCRIPTOR.fields_by_name:
            new.CopyFrom(found)
            request.update_mask.MergeMessage(given, new, True, True)
        else:
            new.CopyFrom(given)
        self.check(new)
        self.kept[key] = new
        return new

    async def list_(self, request: Message) -> Message:
        """List…"""
        names = sorted(name for name in self.kept if name > request.page_token)
        answer = self._response.pb()()
        getattr(answer, self._listed).extend(self.kept[name] for name in names[:2])
        answer.next_page_token = names[1] if len(names) > 2 else ""
        return answer

    async def delete(self, request: Message) -> None:
        """Delete…"""
        key = getattr(request, "metric_name", "") or request.name
        self._find(key)
        del self.kept[key]

    def check(self, made: Message) -> None:
        """Refuses what the service would refuse, and fills in what it would."""

    def _find(self, key: str) -> Message:
        if key not in self.kept:
            raise RefusedError(grpc.StatusCode.NOT_FOUND, f"{key} does not exist")
        return self.kept[key]


class LogMetrics(Kept):
    """google.logging.v2.MetricsServiceV2.

    Source: google/logging/v2/logging_metrics.proto (read 2026-11).
    """

    def __init__(self) -> None:
        super().__init__("metric", "metrics", logging_types.ListLogMetricsResponse)

    def check(self, made: Message) -> None:
        """Names, and the descriptor that the service completes."""
        if not re.fullmatch(r"[A-Za-z0-9_\-.,+!*',()%/]{1,100}", made.name) or not 0 < len(made.filter) <= 20_000:
            raise invalid("A metric has a name of at most 100 characters and a filter of at most 20000.")
        labels = {label.key for label in made.metric_descriptor.labels}
        if labels != set(made.label_extractors) or len(labels) > 10:
            raise invalid("Each label of the descriptor, ten at most, has an extractor.")
        if (made.metric_descriptor.value_type == 5) is not bool(made.value_extractor):
            raise invalid("A distribution, and nothing else, has a value extractor.")
        made.metric_descriptor.type = f"logging.googleapis.com/user/{made.name}"
        made.metric_descriptor.name = f"projects/p-1/metricDescriptors/{made.metric_descriptor.type}"
        made.create_time.GetCurrentTime()

    def handlers(self) -> grpc.GenericRpcHandler:
        """The methods."""
        types = logging_types
        return _service(
            "google.logging.v2.MetricsServiceV2",
            {
                "CreateLogMetric": (self.create, types.CreateLogMetricRequest, types.LogMetric),
                "UpdateLogMetric": (self.update, types.UpdateLogMetricRequest, types.LogMetric),
                "ListLogMetrics": (self.list_, types.ListLogMetricsRequest, types.ListLogMetricsResponse),
                "DeleteLogMetric": (self.delete, types.DeleteLogMetricRequest, None),
            },
        )


class NotificationChannels(Kept):
    """google.monitoring.v3.NotificationChannelService.

    Source: google/monitoring/v3/{notification,notification_service}.proto (read 2026-11).
    """

    def __init__(self) -> None:
        answer = monitoring_v3.ListNotificationChannelsResponse
        super().__init__("notification_channel", "notification_channels", answer, "notificationChannels")

    def check(self, made: Message) -> None:
        """Only e-mail is known here."""
        if made.type_ != "email" or set(made.labels) != {"email_address"}:
            raise invalid("A channel of the type email has the label email_address.")

    def handlers(self) -> grpc.GenericRpcHandler:
        """The methods."""
        types = monitoring_v3
        return _service(
            "google.monitoring.v3.NotificationChannelService",
            {
                "CreateNotificationChannel": (
                    self.create,
                    types.CreateNotificationChannelRequest,
                    types.NotificationChannel,
                ),
                "ListNotificationChannels": (
                    self.list_,
                    types.ListNotificationChannelsRequest,
                    types.ListNotificationChannelsResponse,
                ),
                "DeleteNotificationChannel": (self.delete, types.DeleteNotificationChannelRequest, None),
            },
        )


class AlertPolicies(Kept):
    """google.monitoring.v3.AlertPolicyService.

    Source: google/monitoring/v3/{alert,alert_service}.proto (read 2026-11).
    """

    def __init__(self, metrics: LogMetrics, channels: NotificationChannels) -> None:
        super().__init__("alert_policy", "alert_policies", monitoring_v3.ListAlertPoliciesResponse, "alertPolicies")
        self._metrics, self._channels = metrics, channels

    def check(self, made: Message) -> None:
        """The metric and the channels must be there; what is left open is filled in."""
        if not 1 <= len(made.conditions) <= 6 or made.alert_strategy.HasField("notification_rate_limit"):
            raise invalid("A policy has one to six conditions, and a rate limit only over log matches.")
        for at, condition in enumerate(made.conditions):
            kind = condition.WhichOneof("condition")
            given = re.fullmatch(
                r'metric\.type="(.+)" AND resource\.type="[a-z_]+"', getattr(condition, kind).filter if kind else ""
            )
            if given is None:
                raise invalid("Field filter must specify a metric and exactly one resource type.")
            known = {metric.metric_descriptor.type for metric in self._metrics.kept.values()}
            if given[1] not in known:
                raise RefusedError(
                    grpc.StatusCode.NOT_FOUND, f'Cannot find metric(s) that match type = "{given[1]}". Try again soon.'
                )
            condition.name = f"{made.name}/conditions/{at}"
        if not set(made.notification_channels) <= set(self._channels.kept):
            raise RefusedError(grpc.StatusCode.NOT_FOUND, "A notification channel does not exist.")
        if not all(re.fullmatch(r"[a-z0-9_-]{0,63}", value) for value in made.user_labels.values()):
            raise invalid("Values of labels have at most 63 small letters, digits, dashes and underscores.")
        if not made.HasField("enabled"):
            made.enabled.value = True
        made.creation_record.mutate_time.GetCurrentTime()

    def handlers(self) -> grpc.GenericRpcHandler:
        """The methods."""
        types = monitoring_v3
        return _service(
            "google.monitoring.v3.AlertPolicyService",
            {
                "CreateAlertPolicy": (self.create, types.CreateAlertPolicyRequest, types.AlertPolicy),
                "UpdateAlertPolicy": (self.update, types.UpdateAlertPolicyRequest, types.AlertPolicy),
                "ListAlertPolicies": (self.list_, types.ListAlertPoliciesRequest, types.ListAlertPoliciesResponse),
                "DeleteAlertPolicy": (self.delete, types.DeleteAlertPolicyRequest, None),
            },
        )


class Dashboards(Kept):
    """google.monitoring.dashboard.v1.DashboardsService.

    Source: google/monitoring/dashboard/v1/{dashboard,dashboards_service,layouts}.proto (read 2026-11).
    """

    def __init__(self) -> None:
        super().__init__("dashboard", "dashboards", monitoring_dashboard_v1.ListDashboardsResponse, "dashboards")

    def check(self, made: Message) -> None:
        """Tiles lie within the columns and not on each other, and each revision has a tag of its own."""
        layout, taken = made.mosaic_layout, set[tuple[int, int]]()
        for tile in layout.tiles:
            place = {
                (x, y)
                for x in range(tile.x_pos, tile.x_pos + tile.width)
                for y in range(tile.y_pos, tile.y_pos + tile.height)
            }
            if tile.x_pos + tile.width > layout.columns or place & taken:
                raise invalid("Tiles must not overlap or leave the columns.")
            taken |= place
        known = self.kept.get(made.name)
        if known is not None and made.etag != known.etag:
            raise RefusedError(grpc.StatusCode.ABORTED, "The dashboard was changed meanwhile.")
        made.etag = f"{int(made.etag or 0) + 1}"

    def handlers(self) -> grpc.GenericRpcHandler:
        """The methods."""
        types = monitoring_dashboard_v1
        return _service(
            "google.monitoring.dashboard.v1.DashboardsService",
            {
                "CreateDashboard": (self.create, types.CreateDashboardRequest, types.Dashboard),
                "UpdateDashboard": (self.update, types.UpdateDashboardRequest, types.Dashboard),
                "ListDashboards": (self.list_, types.ListDashboardsRequest, types.ListDashboardsResponse),
                "DeleteDashboard": (self.delete, types.DeleteDashboardRequest, None),
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


class Watch(grpc.aio.ServerInterceptor):  # type: ignore[misc]
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
    """The services, empty, and a project that the real clients reach; all else of it is unknown."""

    def __init__(self, folder: Path) -> None:
        self.watch = Watch()
        self.scheduler = SchedulerApi()
        self.metrics, self.channels, self.dashboards = LogMetrics(), NotificationChannels(), Dashboards()
        self.policies = AlertPolicies(self.metrics, self.channels)
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
        channel: Any = self._channel
        found: Any = cloud
        found.metrics = MetricsServiceV2Client(transport=MetricsServiceV2GrpcTransport(channel=channel))
        found.channels = monitoring_v3.NotificationChannelServiceClient(
            transport=NotificationChannelServiceGrpcTransport(channel=channel)
        )
        found.policies = monitoring_v3.AlertPolicyServiceClient(
            transport=AlertPolicyServiceGrpcTransport(channel=channel)
        )
        found.dashboards = monitoring_dashboard_v1.DashboardsServiceClient(
            transport=DashboardsServiceGrpcTransport(channel=channel)
        )
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
        monitoring = (self.metrics, self.channels, self.policies, self.dashboards)
        self._server.add_generic_rpc_handlers(
            (_handlers(Api(self._tasks)), self.scheduler.handlers(), *(each.handlers() for each in monitoring))
        )
        port = self._server.add_insecure_port("127.0.0.1:0")
        await self._server.start()
        return port

    async def _stop(self) -> None:
        await self._server.stop(grace=0.2)
        await self._tasks.stop()
