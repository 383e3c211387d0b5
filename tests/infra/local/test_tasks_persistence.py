"""What of the queues and tasks survives a restart."""

import asyncio

import pytest
from google.api_core import exceptions
from google.cloud.tasks_v2.types import Queue, Task

from tests.infra.local.conftest import QUEUE, Tasks

pytestmark = pytest.mark.anyio


async def test_queues_and_waiting_tasks_survive(tasks: Tasks) -> None:
    await tasks.queue(rate_limits={"max_dispatches_per_second": 7}, retry_config={"max_attempts": 4})
    await tasks.call("pause_queue", name=QUEUE)
    request = {
        "url": tasks.worker.url + "/work",
        "headers": {"A": "b"},
        "body": b"x",
        "oidc_token": {"service_account_email": "a@b.test"},
    }
    task = await tasks.task("one", http_request=request, retry_config={"max_attempts": 2})
    before = await tasks.call("get_task", name=task.name, response_view=Task.View.FULL)
    await tasks.restart()

    queue = await tasks.call("get_queue", name=QUEUE)
    after = await tasks.call("get_task", name=task.name, response_view=Task.View.FULL)
    assert queue.state == Queue.State.PAUSED
    assert queue.rate_limits.max_dispatches_per_second == 7
    assert queue.retry_config.max_attempts == 4
    assert after == before

    await tasks.call("resume_queue", name=QUEUE)
    await tasks.idle()
    assert [call.body for call in tasks.worker.calls] == [b"x"]


async def test_the_names_of_finished_tasks_stay_taken(tasks: Tasks) -> None:
    await tasks.queue()
    await tasks.task("one")
    await tasks.idle()
    await tasks.restart()

    with pytest.raises(exceptions.AlreadyExists):
        await tasks.task("one")
    assert len(tasks.worker.calls) == 1


async def test_an_attempt_that_the_stop_interrupted_is_made_again(tasks: Tasks) -> None:
    tasks.worker.hold = asyncio.Event()
    await tasks.queue()
    await tasks.task("one")
    await tasks.worker.wait_for_calls(1)
    await tasks.restart()
    tasks.worker.hold.set()
    await tasks.worker.wait_for_calls(2)
    await tasks.idle()

    assert [call.headers["x-cloudtasks-taskname"] for call in tasks.worker.calls] == ["one", "one"]


async def test_failed_attempts_are_remembered(tasks: Tasks) -> None:
    await tasks.queue(retry_config={"min_backoff": {"seconds": 100}})
    tasks.worker.answers = ["400 No"]
    await tasks.task("one")
    await tasks.idle()
    await tasks.restart()
    await tasks.idle()
    assert len(tasks.worker.calls) == 1

    await tasks.clock.advance(101)
    await tasks.idle()

    headers = tasks.worker.calls[1].headers
    assert headers["x-cloudtasks-taskretrycount"] == "1"
    assert headers["x-cloudtasks-taskexecutioncount"] == "1"
    assert headers["x-cloudtasks-taskpreviousresponse"] == "400"


async def test_every_task_of_many_concurrent_creates_is_saved_and_runs_once(tasks: Tasks) -> None:
    await tasks.queue()
    await tasks.call("pause_queue", name=QUEUE)
    await asyncio.gather(*(tasks.task(f"t{number}") for number in range(100)))
    await tasks.restart()
    await tasks.call("resume_queue", name=QUEUE)
    await tasks.idle()

    assert len(tasks.worker.calls) == 100
    assert len({call.headers["x-cloudtasks-taskname"] for call in tasks.worker.calls}) == 100


async def test_of_concurrent_creates_with_one_name_exactly_one_wins(tasks: Tasks) -> None:
    await tasks.queue()
    results = await asyncio.gather(*(tasks.task("one") for _ in range(10)), return_exceptions=True)
    await tasks.idle()

    assert sum(isinstance(result, exceptions.AlreadyExists) for result in results) == 9
    assert len(tasks.worker.calls) == 1
