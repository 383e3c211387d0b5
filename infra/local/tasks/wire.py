"""Between the protobuf messages of google.cloud.tasks.v2 and our model, with the checks the real service makes."""

import math
import re
import secrets
from typing import Any

import grpc
from google.cloud.tasks_v2.types import HttpMethod
from google.cloud.tasks_v2.types import Queue as QueueMessage
from google.cloud.tasks_v2.types import Task as TaskMessage

from infra.local.tasks.model import UNLIMITED_ATTEMPTS, HttpCall, Queue, RateLimits, RetryConfig, Task
from infra.local.tasks.stats import QueueStats

# The generated classes below proto-plus carry no types; they stay in this file and in api.py.
Message = Any

# Limits of google/cloud/tasks/v2/{cloudtasks,queue,target,task}.proto, read 2026-11.
MAX_DISPATCHES_PER_SECOND = 500.0
MAX_CONCURRENT_DISPATCHES = 5_000
MAX_URL_LENGTH = 2_083
MAX_HEADERS_BYTES = 80 * 1024
MAX_SCHEDULE_AHEAD_S = 30 * 86_400.0
MIN_DEADLINE_S = 15.0
MAX_DEADLINE_S = 1_800.0
DEFAULT_DEADLINE_S = 600.0
# The quotas page says 1 MB, CreateTask's own comment 100 KB; the smaller number is the safe one, so it is the one
# enforced (reference/platform.md, correction 5).
MAX_TASK_BYTES = 100 * 1024

_LOCATION = re.compile(r"projects/[A-Za-z0-9.:-]+/locations/[A-Za-z0-9-]+")
_QUEUE_NAME = re.compile(_LOCATION.pattern + r"/queues/[A-Za-z0-9-]{1,100}")
_TASK_NAME = re.compile(_QUEUE_NAME.pattern + r"/tasks/[A-Za-z0-9_-]{1,500}")
_METHODS_WITH_BODY = frozenset({"POST", "PUT", "PATCH"})
_RPC_UNAVAILABLE, _RPC_UNKNOWN, _RPC_DEADLINE_EXCEEDED = 14, 2, 4

QueuePb = QueueMessage.pb()
TaskPb = TaskMessage.pb()


class RefusedError(Exception):
    """A call that the API refuses, with its gRPC status."""

    def __init__(self, code: grpc.StatusCode, message: str) -> None:
        """Args: the gRPC status, and the sentence for the caller."""
        super().__init__(message)
        self.code = code
        self.message = message


def invalid(message: str) -> RefusedError:
    """The refusal of a malformed request."""
    return RefusedError(grpc.StatusCode.INVALID_ARGUMENT, message)


def check_location(name: str) -> None:
    """Raises `RefusedError` unless `name` is `projects/P/locations/L`."""
    if not _LOCATION.fullmatch(name):
        raise invalid(f'Invalid parent "{name}": expected projects/PROJECT_ID/locations/LOCATION_ID')


def check_queue_name(name: str) -> None:
    """Raises `RefusedError` unless `name` is a queue's full name."""
    if not _QUEUE_NAME.fullmatch(name):
        raise invalid(
            f'Queue name "{name}" must be formatted: "projects/PROJECT_ID/locations/LOCATION_ID/queues/QUEUE_ID", '
            "QUEUE_ID: at most 100 of [A-Za-z0-9-]"
        )


def check_task_name(name: str) -> None:
    """Raises `RefusedError` unless `name` is a task's full name."""
    if not _TASK_NAME.fullmatch(name):
        raise invalid(
            f'Task name "{name[:200]}" must be formatted: '
            '"projects/PROJECT_ID/locations/LOCATION_ID/queues/QUEUE_ID/tasks/TASK_ID", '
            "TASK_ID: at most 500 of [A-Za-z0-9_-]"
        )


def parse_queue(message: Message) -> Queue:
    """The queue a client describes; what it leaves open gets the real service's defaults."""
    check_queue_name(message.name)
    if message.HasField("http_target") or message.HasField("app_engine_routing_override"):
        raise RefusedError(grpc.StatusCode.UNIMPLEMENTED, "queue-level routing is not part of the local stack")
    return Queue(message.name, _parse_rate(message.rate_limits), parse_retry(message.retry_config))


def _parse_rate(message: Message) -> RateLimits:
    defaults = RateLimits()
    rate = message.max_dispatches_per_second or defaults.max_dispatches_per_second
    concurrent = message.max_concurrent_dispatches or defaults.max_concurrent_dispatches
    if not 0 < rate <= MAX_DISPATCHES_PER_SECOND:
        raise invalid("Queue.rate_limits.max_dispatches_per_second must be between 0 and 500")
    if not 0 < concurrent <= MAX_CONCURRENT_DISPATCHES:
        raise invalid("Queue.rate_limits.max_concurrent_dispatches must be between 1 and 5000")
    # Output only; "generally at least equal to max_dispatches_per_second" (queue.proto).
    return RateLimits(rate, max(10, math.ceil(rate)), concurrent)


def parse_retry(message: Message) -> RetryConfig:
    """A retry configuration with defaults for what is not set.

    Fractions of seconds are kept although queue.proto says they are truncated, because the real default
    `min_backoff` is itself 0.1 s.
    """
    defaults = RetryConfig()
    retry = RetryConfig(
        max_attempts=message.max_attempts or defaults.max_attempts,
        max_retry_duration_s=_seconds(message.max_retry_duration),
        min_backoff_s=_seconds(message.min_backoff) or defaults.min_backoff_s,
        max_backoff_s=_seconds(message.max_backoff) or defaults.max_backoff_s,
        max_doublings=message.max_doublings or defaults.max_doublings,
    )
    if retry.max_attempts < UNLIMITED_ATTEMPTS:
        raise invalid("retry_config.max_attempts must be -1 or more")
    if retry.max_retry_duration_s < 0 or retry.min_backoff_s < 0 or retry.max_doublings < 0:
        raise invalid("retry_config must not hold negative values")
    if retry.min_backoff_s > retry.max_backoff_s:
        raise invalid("retry_config.min_backoff must not be greater than max_backoff")
    return retry


def build_queue(queue: Queue) -> Message:
    """The queue as the API shows it."""
    message = QueuePb(name=queue.name, state="PAUSED" if queue.paused else "RUNNING")
    message.rate_limits.max_dispatches_per_second = queue.rate.max_dispatches_per_second
    message.rate_limits.max_burst_size = queue.rate.max_burst_size
    message.rate_limits.max_concurrent_dispatches = queue.rate.max_concurrent_dispatches
    _fill_retry(message.retry_config, queue.retry)
    if queue.purged_s is not None:
        _set_time(message.purge_time, queue.purged_s)
    return message


def build_beta_queue(queue: Queue, stats: QueueStats | None) -> Message:
    """The queue as version v2beta3 of the API shows it, with its figures if they were asked for."""
    from google.cloud.tasks_v2beta3.types import Queue as BetaQueue

    message = BetaQueue.pb()(name=queue.name, state="PAUSED" if queue.paused else "RUNNING")
    message.rate_limits.max_dispatches_per_second = queue.rate.max_dispatches_per_second
    message.rate_limits.max_burst_size = queue.rate.max_burst_size
    message.rate_limits.max_concurrent_dispatches = queue.rate.max_concurrent_dispatches
    _fill_retry(message.retry_config, queue.retry)
    if stats is not None:
        message.stats.tasks_count = stats.depth
        message.stats.concurrent_dispatches_count = stats.in_flight
        message.stats.executed_last_minute_count = stats.last_minute
        message.stats.effective_execution_rate = stats.rate_per_s
        if stats.oldest_due_s is not None:
            _set_time(message.stats.oldest_estimated_arrival_time, stats.oldest_due_s)
    return message


def parse_task(queue_name: str, message: Message, now_s: float) -> Task:
    """The task a client asks for, named and scheduled.

    Raises:
        RefusedError: it breaks a rule of the API.
    """
    if message.WhichOneof("message_type") != "http_request":
        raise invalid("Task.http_request must be set: only HTTP tasks are supported")
    if message.name:
        check_task_name(message.name)
        if message.name.rpartition("/tasks/")[0] != queue_name:
            raise invalid(f'The task name must begin with the queue name from the request ("{queue_name}")')
    if message.ByteSize() > MAX_TASK_BYTES:
        raise invalid(f"Task size too large: {message.ByteSize()} bytes, at most {MAX_TASK_BYTES}")
    schedule_s = _epoch(message.schedule_time) if message.HasField("schedule_time") else now_s
    if schedule_s > now_s + MAX_SCHEDULE_AHEAD_S:
        raise invalid("The Task.schedule_time is too far in the future: at most 30 days")
    deadline_s = _seconds(message.dispatch_deadline) if message.HasField("dispatch_deadline") else DEFAULT_DEADLINE_S
    if not MIN_DEADLINE_S <= deadline_s <= MAX_DEADLINE_S:
        raise invalid("Task.dispatch_deadline must be between [15s, 30m]")
    return Task(
        name=message.name or f"{queue_name}/tasks/{secrets.randbelow(10**20):020d}",
        call=_parse_call(message.http_request),
        created_s=now_s,
        schedule_s=max(schedule_s, now_s),
        deadline_s=deadline_s,
        named_by_caller=bool(message.name),
        retry=parse_retry(message.retry_config) if message.HasField("retry_config") else None,
    )


def _parse_call(message: Message) -> HttpCall:
    method = HttpMethod(message.http_method or HttpMethod.POST).name
    if not message.url.startswith(("http://", "https://")):
        raise invalid('Task.http_request.url must begin with "http://" or "https://"')
    if len(message.url) > MAX_URL_LENGTH:
        raise invalid(f"Task.http_request.url is longer than {MAX_URL_LENGTH} characters")
    if message.body and method not in _METHODS_WITH_BODY:
        raise invalid(f"Task.http_request.body is not allowed with the method {method}")
    if sum(len(key) + len(value) for key, value in message.headers.items()) >= MAX_HEADERS_BYTES:
        raise invalid("Task.http_request.headers must be less than 80 KB")
    if not all(key.isascii() and value.isascii() for key, value in message.headers.items()):
        raise invalid("Task.http_request.headers must be ASCII")
    if message.WhichOneof("authorization_header") == "oauth_token":
        raise RefusedError(
            grpc.StatusCode.UNIMPLEMENTED, "OAuth tokens are not part of the local stack; use oidc_token"
        )
    oidc_email = message.oidc_token.service_account_email if message.HasField("oidc_token") else None
    if oidc_email == "":
        raise invalid("Task.http_request.oidc_token.service_account_email must be set")
    return HttpCall(method, message.url, dict(message.headers), message.body, oidc_email, message.oidc_token.audience)


def build_task(task: Task, *, full: bool) -> Message:
    """The task as the API shows it; `full` includes the body."""
    message = TaskPb(
        name=task.name,
        dispatch_count=task.dispatch_count,
        response_count=task.response_count,
        view="FULL" if full else "BASIC",
        http_request={"http_method": task.call.method},
    )
    _set_time(message.schedule_time, task.schedule_s)
    _set_time(message.create_time, math.floor(task.created_s))
    _set_duration(message.dispatch_deadline, task.deadline_s)
    request = message.http_request
    request.url = task.call.url
    request.headers.update(task.call.headers)
    request.headers["User-Agent"] = "Google-Cloud-Tasks"
    if full:
        request.body = task.call.body
    if task.call.oidc_email is not None:
        request.oidc_token.service_account_email = task.call.oidc_email
        request.oidc_token.audience = task.call.oidc_audience or task.call.url
    if task.retry is not None:
        _fill_retry(message.retry_config, task.retry)
    if task.first_dispatch_s is not None:
        _set_time(message.first_attempt.dispatch_time, task.first_dispatch_s)
    if task.last_dispatch_s is not None and task.last_schedule_s is not None:
        last = message.last_attempt
        _set_time(last.schedule_time, task.last_schedule_s)
        _set_time(last.dispatch_time, task.last_dispatch_s)
        if task.last_response_s is not None:
            _set_time(last.response_time, task.last_response_s)
            last.response_status.code = _rpc_code(task)
            last.response_status.message = task.last_reason
    return message


def dump_task(task: Task) -> bytes:
    """What of a task never changes, for the database."""
    serialized: bytes = build_task(task, full=True).SerializeToString()
    return serialized


def load_task(dumped: bytes, created_s: float) -> Task:
    """The task that `dump_task` wrote; knows nothing of its attempts."""
    message = TaskPb.FromString(dumped)
    return Task(
        name=message.name,
        call=_parse_call(message.http_request),
        created_s=created_s,
        schedule_s=created_s,
        deadline_s=_seconds(message.dispatch_deadline),
        named_by_caller=True,
        retry=parse_retry(message.retry_config) if message.HasField("retry_config") else None,
    )


def dump_queue(queue: Queue) -> bytes:
    """A queue for the database."""
    serialized: bytes = build_queue(queue).SerializeToString()
    return serialized


def load_queue(dumped: bytes) -> Queue:
    """The queue that `dump_queue` wrote."""
    message = QueuePb.FromString(dumped)
    queue = parse_queue(message)
    queue.paused = message.state == int(QueueMessage.State.PAUSED)
    queue.purged_s = _epoch(message.purge_time) if message.HasField("purge_time") else None
    return queue


def _rpc_code(task: Task) -> int:
    if task.last_status is None:
        return _RPC_DEADLINE_EXCEEDED if task.last_reason == "DEADLINE_EXCEEDED" else _RPC_UNAVAILABLE
    return _RPC_UNAVAILABLE if task.last_status in (429, 503) else _RPC_UNKNOWN


def _fill_retry(message: Message, retry: RetryConfig) -> None:
    message.max_attempts = retry.max_attempts
    _set_duration(message.max_retry_duration, retry.max_retry_duration_s)
    _set_duration(message.min_backoff, retry.min_backoff_s)
    _set_duration(message.max_backoff, retry.max_backoff_s)
    message.max_doublings = retry.max_doublings


def _seconds(duration: Message) -> float:
    return float(duration.seconds + duration.nanos / 1e9)


def _epoch(timestamp: Message) -> float:
    return float(timestamp.seconds + timestamp.nanos / 1e9)


def _set_duration(duration: Message, seconds: float) -> None:
    duration.FromNanoseconds(round(seconds * 1e9))


def _set_time(timestamp: Message, epoch_s: float) -> None:
    timestamp.FromMicroseconds(int(epoch_s * 1e6))
