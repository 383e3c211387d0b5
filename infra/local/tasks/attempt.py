"""One attempt of a task: the request with the production headers, and what its answer means for the task."""

from infra.local.oidc import TokenIssuer
from infra.local.tasks.delivery import Answer, Request
from infra.local.tasks.model import Queue, Task

USER_AGENT = "Google-Cloud-Tasks"

# Headers the service computes or reserves. Source: HttpRequest.headers in google/cloud/tasks/v2/target.proto,
# read 2026-11.
_REPLACED_HEADERS = frozenset({"host", "content-length", "user-agent", "transfer-encoding", "connection"})
_RESERVED_PREFIXES = ("x-google-", "x-appengine-", "x-cloudtasks-")


def build_request(task: Task, queue: Queue, issuer: TokenIssuer) -> Request:
    """The request of the attempt that is about to start, before it is counted."""
    call = task.call
    headers = {
        key: value
        for key, value in call.headers.items()
        if key.lower() not in _REPLACED_HEADERS and not key.lower().startswith(_RESERVED_PREFIXES)
    }
    headers |= {
        "User-Agent": USER_AGENT,
        "X-CloudTasks-QueueName": queue.short_name,
        "X-CloudTasks-TaskName": task.short_name,
        "X-CloudTasks-TaskRetryCount": str(task.dispatch_count),
        "X-CloudTasks-TaskExecutionCount": str(task.execution_count),
        "X-CloudTasks-TaskETA": f"{task.schedule_s:.6f}",
    }
    if task.last_status is not None:
        headers["X-CloudTasks-TaskPreviousResponse"] = str(task.last_status)
    if task.last_reason:
        headers["X-CloudTasks-TaskRetryReason"] = task.last_reason
    if call.oidc_email is not None:
        token = issuer.token(call.oidc_audience or call.url, call.oidc_email)
        headers = {key: value for key, value in headers.items() if key.lower() != "authorization"}
        headers["Authorization"] = f"Bearer {token}"
    return Request(call.method, call.url, headers, call.body)


def count_dispatch(task: Task, now_s: float) -> None:
    """Notes that an attempt starts."""
    task.dispatch_count += 1
    task.last_schedule_s = task.schedule_s
    task.last_dispatch_s = now_s
    task.last_response_s = None
    if task.first_dispatch_s is None:
        task.first_dispatch_s = now_s


def count_failure(task: Task, answer: Answer, now_s: float) -> None:
    """Notes that an attempt failed. A 5xx is no execution: the execution count does not rise with it."""
    task.last_status = answer.status
    task.last_reason = answer.reason
    task.last_response_s = now_s
    if answer.status is not None:
        task.response_count += 1
        if answer.status < 500:
            task.execution_count += 1
