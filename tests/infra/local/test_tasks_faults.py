"""Tasks that go wrong on demand."""

import asyncio

import pytest

from tests.infra.local.conftest import QUEUE, Tasks

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    ("mode", "previous", "reason"),
    [
        ("500", "500", "HTTP status code 500"),
        ("429", "429", "HTTP status code 429"),
        ("timeout", None, "DEADLINE_EXCEEDED"),
    ],
)
async def test_an_attempt_fails_without_reaching_the_worker(
    tasks: Tasks, mode: str, previous: str | None, reason: str
) -> None:
    await tasks.queue()
    tasks.faults.set("tasks", mode)
    await tasks.task()
    await tasks.idle()

    (call,) = tasks.worker.calls
    assert call.headers["x-cloudtasks-taskretrycount"] == "1"
    assert call.headers.get("x-cloudtasks-taskpreviousresponse") == previous
    assert call.headers["x-cloudtasks-taskretryreason"] == reason


async def test_duplicate_delivers_one_attempt_twice_at_once(tasks: Tasks) -> None:
    tasks.worker.hold = asyncio.Event()
    await tasks.queue()
    tasks.faults.set("tasks", "duplicate")
    await tasks.task("one")
    first, second = await tasks.worker.wait_for_calls(2)
    tasks.worker.hold.set()
    await tasks.idle()

    assert first.headers["x-cloudtasks-taskname"] == second.headers["x-cloudtasks-taskname"] == "one"
    assert first.headers["x-cloudtasks-taskretrycount"] == second.headers["x-cloudtasks-taskretrycount"] == "0"
    assert tasks.worker.most_at_once == 2
    assert len(tasks.worker.calls) == 2


async def test_drop_after_accept_delivers_the_task_again(tasks: Tasks) -> None:
    await tasks.queue()
    tasks.faults.set("tasks", "drop_after_accept")
    await tasks.task("one")
    await tasks.idle()

    assert [call.headers["x-cloudtasks-taskretrycount"] for call in tasks.worker.calls] == ["0", "1"]


async def test_reorder_lets_the_next_tasks_pass(tasks: Tasks) -> None:
    await tasks.queue()
    await tasks.call("pause_queue", name=QUEUE)
    tasks.faults.set("tasks", "reorder")
    for name in ("first", "second", "third"):
        await tasks.task(name)
    await tasks.call("resume_queue", name=QUEUE)
    await tasks.idle()

    assert [call.headers["x-cloudtasks-taskname"] for call in tasks.worker.calls][-1] == "first"
    assert len(tasks.worker.calls) == 3


async def test_kill_ends_the_worker_while_it_works_and_the_task_comes_again(tasks: Tasks) -> None:
    port = int(tasks.worker.url.rpartition(":")[2])
    tasks.worker.hold = asyncio.Event()
    await tasks.queue()
    tasks.faults.set("tasks", "kill")
    await tasks.task("one")
    await tasks.worker.killed.wait()
    tasks.worker.hold.set()
    await tasks.worker.start(port)
    await tasks.idle()

    # The worker may have died before it had read the first call.
    assert [call.headers["x-cloudtasks-taskretrycount"] for call in tasks.worker.calls] in (["0", "1"], ["1"])
