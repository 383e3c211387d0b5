"""Schedules by the virtual clock."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import jwt
import pytest

from infra.local.clock import StackClock
from infra.local.oidc import TokenIssuer
from infra.local.scheduler import MAX_CATCH_UP_SLOTS, FunctionCaller, Scheduler, UnknownScheduleError
from infra.local.tasks.delivery import delivery_client
from infra.schedules import SCHEDULES, Schedule
from tests.infra.local.conftest import Worker

pytestmark = pytest.mark.anyio

NIGHTLY = Schedule(name="nightly", cron="30 2 * * *", time_zone="Europe/Berlin", function="backups", path="/nightly")
HOURLY = Schedule(name="hourly", cron="0 * * * *", function="stats")


class Runs:
    """Notes the slots it is asked to run; answers 200, or what `answers` holds next."""

    def __init__(self) -> None:
        self.slots: list[tuple[str, float]] = []
        self.answers: list[int | None] = []
        self.gate = asyncio.Event()
        self.gate.set()
        self.at_once = self.most_at_once = 0

    async def __call__(self, schedule: Schedule, slot_s: float) -> int | None:
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        self.slots.append((schedule.name, slot_s))
        await self.gate.wait()
        self.at_once -= 1
        return self.answers.pop(0) if self.answers else 200

    def times(self) -> list[float]:
        return [slot_s for _, slot_s in self.slots]


@pytest.fixture
def runs() -> Runs:
    return Runs()


@pytest.fixture
async def clock(tmp_path: Path) -> StackClock:
    """A clock that has just passed noon, so that no slot comes by itself during a test, and the nightly one is far."""
    clock = StackClock(tmp_path / "clock")
    await clock.advance(86_400 + 12 * 3600 + 60 - clock.now() % 86_400)
    return clock


@pytest.fixture
async def scheduler(anyio_backend: str, clock: StackClock, runs: Runs) -> AsyncIterator[Scheduler]:
    scheduler = Scheduler([NIGHTLY, HOURLY], clock, runs)
    await scheduler.start()
    yield scheduler
    await scheduler.stop()


async def _idle(scheduler: Scheduler) -> None:
    async with asyncio.timeout(10):
        await scheduler.wait_idle()


async def test_nothing_runs_before_it_is_due(scheduler: Scheduler, clock: StackClock, runs: Runs) -> None:
    await clock.advance(3000)
    await _idle(scheduler)

    assert runs.slots == []


async def test_every_slot_that_the_clock_passes_runs_once_in_order(
    scheduler: Scheduler, clock: StackClock, runs: Runs
) -> None:
    await clock.advance(5 * 3600)
    await _idle(scheduler)
    await clock.advance(1)
    await _idle(scheduler)

    hourly = [slot_s for name, slot_s in runs.slots if name == "hourly"]
    last_s = clock.now() // 3600 * 3600
    assert hourly == [last_s - 3600 * back for back in range(4, -1, -1)]


async def test_a_slot_is_read_in_its_time_zone(scheduler: Scheduler, clock: StackClock, runs: Runs) -> None:
    await clock.advance(86_400)
    await _idle(scheduler)

    (slot_s,) = [slot_s for name, slot_s in runs.slots if name == "nightly"]
    assert datetime.fromtimestamp(slot_s, UTC).strftime("%H:%M") in {"00:30", "01:30"}


async def test_a_long_jump_runs_only_the_last_slots(scheduler: Scheduler, clock: StackClock, runs: Runs) -> None:
    await clock.advance(365 * 86_400)
    await _idle(scheduler)

    hourly = [slot_s for name, slot_s in runs.slots if name == "hourly"]
    assert len(hourly) == MAX_CATCH_UP_SLOTS
    assert hourly[-1] == clock.now() // 3600 * 3600
    assert hourly == sorted(set(hourly))


async def test_runs_of_one_schedule_never_overlap(scheduler: Scheduler, clock: StackClock, runs: Runs) -> None:
    runs.gate.clear()
    by_hand = [asyncio.create_task(scheduler.run_now("hourly")) for _ in range(3)]
    await asyncio.sleep(0)
    assert scheduler.pending() == 1

    runs.gate.set()
    await asyncio.gather(*by_hand)

    assert (len(runs.slots), runs.most_at_once) == (3, 1)


async def test_run_now_runs_for_the_present_slot_and_leaves_the_next_one(
    scheduler: Scheduler, clock: StackClock, runs: Runs
) -> None:
    before = {view.schedule.name: view.next_s for view in scheduler.views()}
    run = await scheduler.run_now("nightly")

    after = {view.schedule.name: view.next_s for view in scheduler.views()}
    assert run.ok
    assert run.slot_s == pytest.approx(clock.now(), abs=60)
    assert after == before
    assert scheduler.views()[0].last == run


async def test_an_unknown_schedule_is_named(scheduler: Scheduler) -> None:
    with pytest.raises(UnknownScheduleError, match="known: nightly, hourly"):
        await scheduler.run_now("weekly")


async def test_a_failed_run_is_skipped_to_the_next_slot(scheduler: Scheduler, clock: StackClock, runs: Runs) -> None:
    runs.answers = [500]
    await clock.advance(3600)
    await _idle(scheduler)

    last = scheduler.views()[1].last
    assert last is not None
    assert (last.ok, last.status, last.attempts) == (False, 500, 1)
    assert len(runs.times()) >= 1


async def test_a_schedule_with_retries_is_tried_again_after_the_back_off(clock: StackClock, runs: Runs) -> None:
    scheduler = Scheduler([Schedule(name="x", cron="0 * * * *", function="f", retry_count=2)], clock, runs)
    runs.answers = [500, None]
    before_s = clock.now()
    running = asyncio.create_task(scheduler.run_now("x"))
    async with asyncio.timeout(10):
        while not running.done():
            await clock.advance(1)
    run = await running

    assert (run.ok, run.attempts) == (True, 3)
    assert clock.now() - before_s >= 5 + 10
    assert len(set(runs.times())) == 1


async def test_a_call_carries_the_production_headers_and_a_token(
    clock: StackClock, worker: Worker, issuer: TokenIssuer
) -> None:
    async with delivery_client() as http:
        caller = FunctionCaller(http, issuer, worker.url + "/", "tasks@demo.test")
        scheduler = Scheduler([NIGHTLY], clock, caller)
        run = await scheduler.run_now("nightly")

    (call,) = worker.calls
    assert run.ok
    assert (call.method, call.path) == ("POST", "/backups/nightly")
    assert call.headers["x-cloudscheduler"] == "true"
    assert call.headers["x-cloudscheduler-jobname"] == "nightly"
    shown = datetime.fromisoformat(call.headers["x-cloudscheduler-scheduletime"])
    assert shown.timestamp() == pytest.approx(run.slot_s, abs=0.001)
    token = call.headers["authorization"].removeprefix("Bearer ")
    key = jwt.PyJWKSet.from_dict(issuer.jwks()).keys[0]
    claims = jwt.decode(token, key, ["RS256"], audience=worker.url + "/backups")
    assert claims["email"] == "tasks@demo.test"


@pytest.mark.parametrize(
    ("schedules", "words"),
    [
        ([HOURLY, HOURLY], "two schedules are called hourly"),
        ([Schedule(name="x", cron="* * * * * *", function="f")], "five cron fields"),
        ([Schedule(name="x", cron="61 * * * *", function="f")], "schedule x"),
        ([Schedule(name="x", cron="* * * * *", time_zone="Mars/Base", function="f")], "schedule x"),
    ],
)
async def test_a_table_that_cannot_run_is_refused(
    clock: StackClock, runs: Runs, schedules: list[Schedule], words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        Scheduler(schedules, clock, runs)


async def test_the_real_table_can_run(clock: StackClock, runs: Runs) -> None:
    assert len(Scheduler(SCHEDULES, clock, runs).views()) == len(SCHEDULES)
