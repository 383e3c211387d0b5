"""What `infra` creates is what the registry and the table of schedules declare, no more and no less."""

from collections.abc import Iterator
from typing import Any

import pytest
from google.api_core.exceptions import AlreadyExists
from google.cloud import tasks_v2

from common.jobs import schedules as declared
from common.jobs.registry import JOBS, QUEUES, SPARE_ATTEMPTS, Job, Queue, registry
from infra import schedules
from infra.functions import FUNCTIONS
from infra.queues import create_queues

PARENT = "projects/p/locations/r/queues/"


class CloudTasks:
    """Cloud Tasks as far as queues go."""

    def __init__(self) -> None:
        self.queues: dict[str, Any] = {}

    def queue_path(self, project: str, region: str, name: str) -> str:
        """The path of a queue."""
        return tasks_v2.CloudTasksClient.queue_path(project, region, name)

    def create_queue(self, *, parent: str, queue: Any) -> None:
        """Creates a queue, once."""
        if queue.name in self.queues:
            raise AlreadyExists("It is there.")
        self.queues[queue.name] = queue

    def update_queue(self, *, queue: Any) -> None:
        """Brings it up to date."""
        self.queues[queue.name] = queue


@pytest.fixture
def created() -> dict[str, Any]:
    """The queues there are after infra ran twice, the first time over one that was made otherwise."""
    client = CloudTasks()
    client.queues[f"{PARENT}campaigns"] = tasks_v2.Queue(name=f"{PARENT}campaigns")
    for _ in range(2):
        create_queues(client, "p", "r")
    return {path.removeprefix(PARENT): queue for path, queue in client.queues.items()}


def shards() -> Iterator[tuple[str, Queue]]:
    """Every queue that the registry wants."""
    for queue in registry().queues.values():
        for name in queue.queue_names():
            yield name, queue


def test_the_queues_are_those_of_the_registry(created: dict[str, Any]) -> None:
    assert set(created) == {name for name, _ in shards()}


@pytest.mark.parametrize(("name", "queue"), list(shards()), ids=lambda value: value if isinstance(value, str) else "")
def test_a_queue_paces_and_retries_as_the_registry_says(created: dict[str, Any], name: str, queue: Queue) -> None:
    made = created[name]
    assert made.rate_limits.max_dispatches_per_second == queue.max_dispatches_per_second
    assert made.rate_limits.max_concurrent_dispatches == queue.max_concurrent_dispatches
    retry = made.retry_config
    assert retry.max_attempts == queue.max_attempts + queue.spare_attempts
    assert retry.max_doublings == queue.max_doublings
    pauses_s = (retry.min_backoff.total_seconds(), retry.max_backoff.total_seconds())
    assert pauses_s == (queue.min_backoff_s, queue.max_backoff_s)


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.name)
def test_cloud_tasks_still_has_a_task_whose_tries_never_reached_its_worker(created: dict[str, Any], job: Job) -> None:
    # What ends a task must be its worker, which leaves a letter; Cloud Tasks deletes it without a word.
    own = registry().max_attempts(job.name)
    for name in registry().queue_of(job).queue_names():
        assert created[name].retry_config.max_attempts == own + job.spare_attempts == own + SPARE_ATTEMPTS


def test_a_schedule_that_was_started_by_hand_has_no_spare_attempts(created: dict[str, Any]) -> None:
    assert created[declared.QUEUE].retry_config.max_attempts == registry().queues[declared.QUEUE].max_attempts


def test_where_there_are_fewer_machines_less_is_dispatched_at_once_and_nothing_else_differs(
    created: dict[str, Any],
) -> None:
    client = CloudTasks()
    create_queues(client, "p", "r", share=0.2)
    for name, full in created.items():
        fewer = client.queues[f"{PARENT}{name}"]
        assert fewer.rate_limits.max_concurrent_dispatches == full.rate_limits.max_concurrent_dispatches / 5
        fewer.rate_limits.max_concurrent_dispatches = full.rate_limits.max_concurrent_dispatches
        assert fewer == full
    create_queues(client, "p", "r", share=0.001)
    assert {queue.rate_limits.max_concurrent_dispatches for queue in client.queues.values()} == {1}


def test_every_queue_is_used_and_every_job_has_a_function() -> None:
    assert {job.queue for job in JOBS} | {declared.QUEUE} == {queue.name for queue in QUEUES}
    assert {job.function for job in JOBS} <= {function.name for function in FUNCTIONS}


def test_the_schedules_are_those_of_the_table_and_call_functions_that_there_are() -> None:
    assert schedules.SCHEDULES is declared.SCHEDULES
    names = [schedule.name for schedule in schedules.SCHEDULES]
    assert len(set(names)) == len(names)
    assert {schedule.function for schedule in schedules.SCHEDULES} <= {function.name for function in FUNCTIONS}


@pytest.mark.parametrize("schedule", schedules.SCHEDULES, ids=lambda schedule: schedule.name)
def test_a_function_takes_the_schedule_that_calls_it(schedule: declared.Schedule) -> None:
    from importlib import import_module
    from pathlib import Path

    main = Path(str(import_module(f"functions.{schedule.function}.main").__file__)).read_text()
    assert f'"{schedule.path}"' in main
