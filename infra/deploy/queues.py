"""The Cloud Tasks queues of the JobRegistry."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from google.api_core import exceptions as google_errors
from google.cloud import tasks_v2

from common.jobs.registry import QUEUES, Queue
from infra.deploy.cloud import CallFailed, Cloud
from infra.deploy.plan import Call, Change, Fields, Item, Rpc, compare
from infra.deploy.target import Target
from infra.queues import build_queue

RETIRED: Final[tuple[str, ...]] = ()
"""Queues that were once in the registry. Queues bear no labels, so only these and surplus shards are known as ours."""
TOMBSTONE: Final = "The name of a queue that was deleted stays taken for up to 3 days, and then can be made again."
"""Source: https://cloud.google.com/tasks/docs/reference/rest/v2/projects.locations.queues/delete (read 2026-11)."""
PATHS: Final = (
    "rate_limits.max_dispatches_per_second",
    "rate_limits.max_concurrent_dispatches",
    "retry_config.max_attempts",
    "retry_config.min_backoff",
    "retry_config.max_backoff",
    "retry_config.max_doublings",
)


class Queues:
    """The queues; a queue that is paused stays so."""

    def __init__(self, target: Target, queues: Iterable[Queue] = QUEUES, retired: Sequence[str] = RETIRED) -> None:
        self._target = target
        self._queues = tuple(queues)
        self._ours = re.compile("|".join([*(rf"{queue.name}(-\d+)?" for queue in self._queues), *retired]))

    def look(self, cloud: Cloud) -> list[Change]:
        """What differs now."""
        wanted = [self._item(queue, name) for queue in self._queues for name in queue.queue_names()]
        return compare("queue", wanted, self._found(cloud), self._remove)

    def leave(self, cloud: Cloud) -> list[Change]:
        """Every queue of ours; its tasks go along."""
        return compare("queue", (), self._found(cloud), self._remove)

    def _path(self, name: str) -> str:
        return f"{self._target.location}/queues/{name}"

    def _found(self, cloud: Cloud) -> dict[str, Fields]:
        if cloud.tasks is None:
            return {}
        try:
            there = list(cloud.tasks.list_queues(parent=self._target.location))
        except google_errors.GoogleAPIError as error:
            return nothing_yet(error)
        by_name = {queue.name.rpartition("/")[2]: _fields(queue) for queue in there}
        return {name: fields for name, fields in by_name.items() if self._ours.fullmatch(name)}

    def _item(self, queue: Queue, name: str) -> Item:
        made = build_queue(queue, self._path(name))

        def change(fields: Sequence[str]) -> tuple[Call, ...]:
            return (
                rpc(
                    f"cloud_tasks.update_queue({made.name!r}, update_mask={list(fields)})",
                    lambda cloud: (
                        cloud.tasks and cloud.tasks.update_queue(queue=made, update_mask={"paths": list(fields)})
                    ),
                ),
            )

        def create(cloud: Cloud) -> None:
            try:
                if cloud.tasks:
                    cloud.tasks.create_queue(parent=self._target.location, queue=made)
            except google_errors.FailedPrecondition as error:
                raise CallFailed(f"{error} {TOMBSTONE}") from error

        fields = _fields(made)
        shown = ", ".join(f"{path.rpartition('.')[2]}={value}" for path, value in fields.items())
        return Item(name, fields, (rpc(f"cloud_tasks.create_queue({made.name!r}, {shown})", create),), change)

    def _remove(self, name: str) -> tuple[Call, ...]:
        path = self._path(name)

        def delete(cloud: Cloud) -> None:
            if cloud.tasks:
                cloud.tasks.delete_queue(name=path)

        return (rpc(f"cloud_tasks.delete_queue({path!r}) with the tasks that wait in it", delete),)


def _fields(queue: tasks_v2.Queue) -> Fields:
    found = {}
    for path in PATHS:
        part, _, name = path.partition(".")
        value = getattr(getattr(queue, part), name)
        found[path] = f"{value.total_seconds():g}" if hasattr(value, "total_seconds") else f"{value:g}"
    return found


def rpc(text: str, send: Callable[[Cloud], object]) -> Rpc:
    """A call by a client library whose errors are told in sentences."""

    def translated(cloud: Cloud) -> object:
        try:
            return send(cloud)
        except google_errors.GoogleAPIError as error:
            raise CallFailed(f"{text.partition('(')[0]} failed: {error}") from error

    return Rpc(text, translated)


def nothing_yet(error: google_errors.GoogleAPIError) -> dict[str, Fields]:
    """Nothing, where the API is not enabled yet.

    Raises:
        CallFailed: it is, and something else is wrong.
    """
    if isinstance(error, google_errors.GoogleAPICallError) and error.reason == "SERVICE_DISABLED":
        return {}
    raise CallFailed(f"Google Cloud does not tell what there is: {error}") from error
