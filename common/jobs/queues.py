"""The queues as they are at Cloud Tasks: how much waits, how fast it goes, and whether it goes at all."""

from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, Protocol

from common.config import Settings
from common.errors import DependencyDown, NotFound
from common.jobs.registry import registry

if TYPE_CHECKING:
    from google.cloud import tasks_v2beta3


class QueueState(NamedTuple):
    """One queue at one moment."""

    name: str
    paused: bool
    depth: int
    """Tasks that wait or are under way; an estimate of Cloud Tasks."""
    oldest_at: datetime | None
    """When the oldest of them was due; None where there is none."""
    in_flight: int
    """Attempts under way."""
    last_minute: int
    """Attempts within the last minute."""
    rate_per_s: float
    """How fast it may dispatch now; Cloud Tasks lowers it while workers answer 429 or 503."""


class Queues(Protocol):
    """Looks at queues, and pauses them."""

    def look(self) -> list[QueueState]:
        """Every queue that the registry declares, in its order."""
        ...

    def pause(self, name: str) -> None:
        """Keeps a queue from dispatching; tasks can be added meanwhile, and none is lost."""
        ...

    def resume(self, name: str) -> None:
        """Lets a queue dispatch again."""
        ...


class CloudTasksQueues:
    """The queues of this project.

    Source: google/cloud/tasks/v2beta3/queue.proto (read 2026-11): only that version tells a queue's figures, and only
    where the mask asks for them.
    """

    def __init__(self, settings: Settings) -> None:
        from google.cloud import tasks_v2beta3

        if host := settings.cloud_tasks_emulator_host:
            import grpc
            from google.cloud.tasks_v2beta3.services.cloud_tasks.transports import CloudTasksGrpcTransport

            transport = CloudTasksGrpcTransport(channel=grpc.insecure_channel(host))
            self._client = tasks_v2beta3.CloudTasksClient(transport=transport)
        else:
            self._client = tasks_v2beta3.CloudTasksClient()
        self._types = tasks_v2beta3
        self._settings = settings

    def look(self) -> list[QueueState]:
        """Every queue, by one call; see `Queues`."""
        from google.api_core import exceptions as google_errors

        parent = f"projects/{self._settings.google_cloud_project}/locations/{self._settings.region}"
        mask = {"paths": ["name", "state", "stats"]}
        try:
            found = list(self._client.list_queues(request={"parent": parent, "read_mask": mask}, timeout=10))
        except (google_errors.ServerError, google_errors.RetryError, google_errors.TooManyRequests) as error:
            raise DependencyDown("Cloud Tasks does not answer now.", retry_after_s=5) from error
        known = {queue.name.rpartition("/")[2]: queue for queue in found}
        names = [name for queue in registry().queues.values() for name in queue.queue_names()]
        return [self._state(name, known.get(name)) for name in names]

    def _state(self, name: str, queue: "tasks_v2beta3.Queue | None") -> QueueState:
        if queue is None:
            # Declared, and not made yet: nothing can wait in it.
            return QueueState(name, False, 0, None, 0, 0, 0.0)
        stats = queue.stats
        oldest = stats.oldest_estimated_arrival_time
        return QueueState(
            name=name,
            paused=queue.state != self._types.Queue.State.RUNNING,
            depth=stats.tasks_count,
            oldest_at=oldest if stats.tasks_count and oldest else None,
            in_flight=stats.concurrent_dispatches_count,
            last_minute=stats.executed_last_minute_count,
            rate_per_s=stats.effective_execution_rate,
        )

    def pause(self, name: str) -> None:
        """Keeps a queue from dispatching; see `Queues`."""
        self._change(self._client.pause_queue, name)

    def resume(self, name: str) -> None:
        """Lets a queue dispatch again; see `Queues`."""
        self._change(self._client.resume_queue, name)

    def _change(self, call: "_Change", name: str) -> None:
        from google.api_core import exceptions as google_errors

        if not any(name in queue.queue_names() for queue in registry().queues.values()):
            raise NotFound("There is no such queue.")
        try:
            call(name=self._path(name), timeout=10)
        except google_errors.NotFound as error:
            raise NotFound("The queue has not been made yet.") from error
        except (google_errors.ServerError, google_errors.RetryError, google_errors.TooManyRequests) as error:
            raise DependencyDown("Cloud Tasks does not answer now.", retry_after_s=5) from error

    def _path(self, name: str) -> str:
        return self._client.queue_path(self._settings.google_cloud_project, self._settings.region, name)


class _Change(Protocol):
    def __call__(self, *, name: str, timeout: float) -> object: ...


@lru_cache(maxsize=1)
def cloud_tasks_queues(settings: Settings) -> CloudTasksQueues:
    """The process's view of the queues."""
    return CloudTasksQueues(settings)
