"""The Cloud Tasks API as the real client sees it."""

import time

import pytest
from google.api_core import exceptions
from google.cloud.tasks_v2.types import Queue, Task

from tests.infra.local.conftest import LOCATION, QUEUE, Tasks

pytestmark = pytest.mark.anyio


async def test_a_new_queue_has_the_real_services_defaults(tasks: Tasks) -> None:
    queue = await tasks.queue()

    assert queue.name == QUEUE
    assert queue.state == Queue.State.RUNNING
    assert queue.rate_limits.max_dispatches_per_second == 500
    assert queue.rate_limits.max_concurrent_dispatches == 1000
    assert queue.rate_limits.max_burst_size >= 500
    assert queue.retry_config.max_attempts == 100
    assert queue.retry_config.min_backoff.total_seconds() == pytest.approx(0.1)
    assert queue.retry_config.max_backoff.total_seconds() == 3600
    assert queue.retry_config.max_doublings == 16
    assert queue == await tasks.call("get_queue", name=QUEUE)


async def test_a_queue_is_created_once(tasks: Tasks) -> None:
    await tasks.queue()

    with pytest.raises(exceptions.AlreadyExists):
        await tasks.queue()


@pytest.mark.parametrize(
    "queue",
    [
        {"name": f"{LOCATION}/queues/under_score"},
        {"name": f"{LOCATION}/queues/{'q' * 101}"},
        {"name": "projects/demo-test/locations/us-east1/queues/ai"},
        {"name": QUEUE, "rate_limits": {"max_dispatches_per_second": 501}},
        {"name": QUEUE, "rate_limits": {"max_concurrent_dispatches": 5001}},
        {"name": QUEUE, "retry_config": {"max_attempts": -2}},
        {"name": QUEUE, "retry_config": {"min_backoff": {"seconds": 10}, "max_backoff": {"seconds": 5}}},
    ],
)
async def test_a_queue_that_breaks_a_rule_is_refused(tasks: Tasks, queue: dict[str, object]) -> None:
    with pytest.raises(exceptions.InvalidArgument):
        await tasks.call("create_queue", parent=LOCATION, queue=queue)


async def test_update_changes_only_what_the_mask_names(tasks: Tasks) -> None:
    await tasks.queue(rate_limits={"max_dispatches_per_second": 7}, retry_config={"max_attempts": 5})

    queue = await tasks.call(
        "update_queue",
        queue={
            "name": QUEUE,
            "rate_limits": {"max_dispatches_per_second": 9, "max_concurrent_dispatches": 3},
            "retry_config": {"max_attempts": 8},
        },
        update_mask={"paths": ["rate_limits.max_concurrent_dispatches", "retry_config.max_attempts"]},
    )

    assert queue.rate_limits.max_dispatches_per_second == 7
    assert queue.rate_limits.max_concurrent_dispatches == 3
    assert queue.retry_config.max_attempts == 8


async def test_update_without_mask_changes_everything_and_creates_what_is_missing(tasks: Tasks) -> None:
    created = await tasks.call("update_queue", queue={"name": QUEUE, "retry_config": {"max_attempts": 5}})
    changed = await tasks.call("update_queue", queue={"name": QUEUE, "rate_limits": {"max_dispatches_per_second": 2}})

    assert created.retry_config.max_attempts == 5
    assert changed.retry_config.max_attempts == 100
    assert changed.rate_limits.max_dispatches_per_second == 2


async def test_update_with_an_unknown_field_in_its_mask_is_refused(tasks: Tasks) -> None:
    await tasks.queue()

    with pytest.raises(exceptions.InvalidArgument):
        await tasks.call("update_queue", queue={"name": QUEUE}, update_mask={"paths": ["speed"]})


async def test_queues_are_listed_by_name_in_pages(tasks: Tasks) -> None:
    for name in ("b", "a", "c"):
        await tasks.call("create_queue", parent=LOCATION, queue={"name": f"{LOCATION}/queues/{name}"})

    listed = await tasks.call_list("list_queues", parent=LOCATION, page_size=2)

    assert [queue.name[-1] for queue in listed] == ["a", "b", "c"]


async def test_a_deleted_queue_takes_its_tasks_along_and_blocks_its_name(tasks: Tasks) -> None:
    await tasks.queue()
    await tasks.call("pause_queue", name=QUEUE)
    await tasks.task("one")

    await tasks.call("delete_queue", name=QUEUE)

    with pytest.raises(exceptions.NotFound):
        await tasks.call("get_queue", name=QUEUE)
    with pytest.raises(exceptions.FailedPrecondition):
        await tasks.queue()
    await tasks.clock.advance(3 * 86_400 + 1)
    await tasks.queue()
    assert await tasks.call_list("list_tasks", parent=QUEUE) == []


async def test_a_task_needs_its_queue(tasks: Tasks) -> None:
    with pytest.raises(exceptions.NotFound):
        await tasks.task()


async def test_a_task_is_answered_with_its_name_times_and_without_its_body(tasks: Tasks) -> None:
    await tasks.queue()
    await tasks.call("pause_queue", name=QUEUE)

    task = await tasks.task("one", http_request={"url": tasks.worker.url, "body": b"secret", "headers": {"A": "b"}})
    full = await tasks.call("get_task", name=task.name, response_view=Task.View.FULL)

    assert task.name == f"{QUEUE}/tasks/one"
    assert task.http_request.body == b""
    assert task.http_request.headers == {"A": "b", "User-Agent": "Google-Cloud-Tasks"}
    assert task.dispatch_deadline.total_seconds() == 600
    assert task.view == Task.View.BASIC
    assert task.schedule_time.timestamp() == pytest.approx(time.time(), abs=60)
    assert full.http_request.body == b"secret"


async def test_a_task_without_a_name_gets_one(tasks: Tasks) -> None:
    await tasks.queue()

    first, second = await tasks.task(), await tasks.task()

    assert first.name.startswith(f"{QUEUE}/tasks/")
    assert first.name != second.name


@pytest.mark.parametrize(
    "task",
    [
        {"name": f"{QUEUE}/tasks/with.dot", "http_request": {"url": "http://h"}},
        {"name": f"{QUEUE}/tasks/{'t' * 501}", "http_request": {"url": "http://h"}},
        {"name": f"{LOCATION}/queues/other/tasks/one", "http_request": {"url": "http://h"}},
        {},
        {"app_engine_http_request": {"relative_uri": "/x"}},
        {"http_request": {"url": ""}},
        {"http_request": {"url": "ftp://h"}},
        {"http_request": {"url": "http://h/" + "x" * 2083}},
        {"http_request": {"url": "http://h", "http_method": "GET", "body": b"x"}},
        {"http_request": {"url": "http://h", "headers": {"A": "x" * 80 * 1024}}},
        {"http_request": {"url": "http://h", "headers": {"A": "ä"}}},
        {"http_request": {"url": "http://h", "oidc_token": {"audience": "http://h"}}},
        {"http_request": {"url": "http://h", "body": b"x" * 100 * 1024}},
        {"http_request": {"url": "http://h"}, "schedule_time": {"seconds": int(time.time()) + 31 * 86_400}},
        {"http_request": {"url": "http://h"}, "dispatch_deadline": {"seconds": 14}},
        {"http_request": {"url": "http://h"}, "dispatch_deadline": {"seconds": 1801}},
    ],
)
async def test_a_task_that_breaks_a_rule_is_refused(tasks: Tasks, task: dict[str, object]) -> None:
    await tasks.queue()

    with pytest.raises(exceptions.InvalidArgument):
        await tasks.call("create_task", parent=QUEUE, task=task)


async def test_tasks_are_listed_in_pages(tasks: Tasks) -> None:
    await tasks.queue()
    await tasks.call("pause_queue", name=QUEUE)
    for name in ("b", "a", "c"):
        await tasks.task(name)

    listed = await tasks.call_list("list_tasks", parent=QUEUE, page_size=2)

    assert [task.name[-1] for task in listed] == ["a", "b", "c"]


async def test_the_name_of_a_waiting_task_is_taken(tasks: Tasks) -> None:
    await tasks.queue()
    await tasks.call("pause_queue", name=QUEUE)
    await tasks.task("one")

    with pytest.raises(exceptions.AlreadyExists):
        await tasks.task("one")


async def test_the_name_of_a_finished_task_stays_taken_for_an_hour(tasks: Tasks) -> None:
    await tasks.queue()
    task = await tasks.task("one")
    await tasks.idle()

    with pytest.raises(exceptions.NotFound, match="existed recently"):
        await tasks.call("get_task", name=task.name)
    await tasks.clock.advance(3500)
    with pytest.raises(exceptions.AlreadyExists):
        await tasks.task("one")
    await tasks.clock.advance(101)
    await tasks.task("one")


async def test_a_deleted_task_is_not_dispatched_and_keeps_its_name(tasks: Tasks) -> None:
    await tasks.queue()
    await tasks.call("pause_queue", name=QUEUE)
    task = await tasks.task("one")

    await tasks.call("delete_task", name=task.name)
    await tasks.call("resume_queue", name=QUEUE)
    await tasks.idle()

    assert tasks.worker.calls == []
    with pytest.raises(exceptions.AlreadyExists):
        await tasks.task("one")
    with pytest.raises(exceptions.NotFound):
        await tasks.call("delete_task", name=task.name)


async def test_a_purge_deletes_all_tasks(tasks: Tasks) -> None:
    await tasks.queue()
    await tasks.call("pause_queue", name=QUEUE)
    await tasks.task("one")
    await tasks.task("two")

    queue = await tasks.call("purge_queue", name=QUEUE)
    await tasks.call("resume_queue", name=QUEUE)
    await tasks.idle()

    assert queue.purge_time.timestamp() == pytest.approx(time.time(), abs=60)
    assert tasks.worker.calls == []
    assert await tasks.call_list("list_tasks", parent=QUEUE) == []
