"""The virtual clock."""

import asyncio
import time
from pathlib import Path

import pytest

from infra.local.clock import StackClock

pytestmark = pytest.mark.anyio


async def test_a_new_clock_shows_real_time_and_creates_its_file(tmp_path: Path) -> None:
    clock = StackClock(tmp_path / "state" / "clock")

    assert abs(clock.now() - time.time()) < 1
    assert float((tmp_path / "state" / "clock").read_text()) == 0.0


async def test_advancing_moves_time_and_is_kept_in_the_file(tmp_path: Path) -> None:
    clock = StackClock(tmp_path / "clock")
    before_s = clock.now()

    await clock.advance(3600)
    await clock.advance(0.5)

    assert clock.now() >= before_s + 3600.5
    assert StackClock(tmp_path / "clock").offset_s == 3600.5


async def test_waiting_ends_early_when_the_clock_is_advanced(tmp_path: Path) -> None:
    clock = StackClock(tmp_path / "clock")
    waiting = asyncio.create_task(clock.wait_until(clock.now() + 86_400))
    await asyncio.sleep(0)

    await clock.advance(3600)
    assert not waiting.done()
    await clock.advance(90_000)

    async with asyncio.timeout(5):
        await waiting


async def test_waiting_for_the_past_returns_at_once(tmp_path: Path) -> None:
    clock = StackClock(tmp_path / "clock")

    async with asyncio.timeout(5):
        await clock.wait_until(clock.now() - 1)


async def test_waiting_ends_by_itself_when_real_time_gets_there(tmp_path: Path) -> None:
    clock = StackClock(tmp_path / "clock")
    until_s = clock.now() + 0.02

    await clock.wait_until(until_s)

    assert clock.now() >= until_s


async def test_subscribers_hear_of_each_advance(tmp_path: Path) -> None:
    clock = StackClock(tmp_path / "clock")
    heard: list[float] = []
    clock.subscribe(lambda: heard.append(clock.offset_s))

    await clock.advance(1)
    await clock.advance(2)

    assert heard == [1, 3]


@pytest.mark.parametrize("seconds", [-1, float("nan"), float("inf")])
async def test_the_clock_never_runs_backwards_or_nowhere(tmp_path: Path, seconds: float) -> None:
    with pytest.raises(ValueError, match="forward only"):
        await StackClock(tmp_path / "clock").advance(seconds)
