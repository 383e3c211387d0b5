"""Creates the Cloud Tasks queues that the JobRegistry declares; the same in production and in the local stack."""

from datetime import timedelta

from google.api_core.exceptions import AlreadyExists
from google.cloud import tasks_v2

from common.jobs.registry import QUEUES, Queue


def build_queue(queue: Queue, path: str) -> tasks_v2.Queue:
    """The Cloud Tasks queue `path` that paces and retries as `queue` says."""
    return tasks_v2.Queue(
        name=path,
        rate_limits=tasks_v2.RateLimits(
            max_dispatches_per_second=queue.max_dispatches_per_second,
            max_concurrent_dispatches=queue.max_concurrent_dispatches,
        ),
        retry_config=tasks_v2.RetryConfig(
            max_attempts=queue.max_attempts + queue.spare_attempts,
            min_backoff=timedelta(seconds=queue.min_backoff_s),
            max_backoff=timedelta(seconds=queue.max_backoff_s),
            max_doublings=queue.max_doublings,
        ),
    )


def create_queues(client: tasks_v2.CloudTasksClient, project: str, region: str, *, share: float = 1.0) -> int:
    """Creates every queue, or brings it up to date, and answers how many there are.

    Args:
        client: of Cloud Tasks.
        project: the project's id.
        region: where the queues are.
        share: what part of each queue's concurrency there are machines for; one dispatch at a time is left at least.
    """
    parent = f"projects/{project}/locations/{region}"
    names = [(queue, name) for queue in QUEUES for name in queue.queue_names()]
    for queue, name in names:
        at_once = max(1, round(queue.max_concurrent_dispatches * share))
        path = client.queue_path(project, region, name)
        wanted = build_queue(queue._replace(max_concurrent_dispatches=at_once), path)
        try:
            client.create_queue(parent=parent, queue=wanted)
        except AlreadyExists:
            client.update_queue(queue=wanted)
    return len(names)
