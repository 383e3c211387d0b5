"""Children of the stack: readiness, restarts, and that none outlives a killed supervisor."""

import asyncio
import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.local.processes import ChildFailed, Family, shorten

ROOT = Path(__file__).resolve().parents[3]
SLEEPER = [sys.executable, "-S", "-c", "import time; time.sleep(600)"]
# Says "up" in the pipe and holds it open as long as it lives; starts one more of itself if given its own text.
HOLDER = """
import subprocess, sys, time
pipe = open(sys.argv[1], "w")
print("up", file=pipe, flush=True)
if len(sys.argv) > 2:
    subprocess.Popen([sys.executable, "-S", "-c", sys.argv[2], sys.argv[1]])
time.sleep(600)
"""
SUPERVISOR = """
import sys, time
from pathlib import Path
from infra.local.processes import Family
folder, holder = Path(sys.argv[1]), sys.argv[2]
Family(folder).start("child", [sys.executable, "-S", "-c", holder, str(folder / "pipe"), holder], cwd=folder)
time.sleep(600)
"""


@pytest.fixture
def family(tmp_path: Path) -> Iterator[Family]:
    """A family whose logs are in a folder of the test."""
    made = Family(tmp_path)
    yield made
    made.close()


def test_nothing_outlives_a_killed_supervisor(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with (
        subprocess.Popen([sys.executable, "-c", SUPERVISOR, str(tmp_path), HOLDER], env=environment) as supervisor,
        (tmp_path / "pipe").open("rb", buffering=0) as pipe,
    ):
        assert pipe.read(3) + pipe.read(3) == b"up\nup\n"
        supervisor.kill()
        # It ends when the child and the grandchild, which hold its other end, are both gone.
        assert select.select([pipe], [], [], 30)[0] == [pipe]
        assert pipe.read(1) == b""


def test_closing_a_family_ends_its_children(family: Family, tmp_path: Path) -> None:
    child = family.start("sleeper", SLEEPER, cwd=tmp_path)
    family.close()
    assert asyncio.run(child.wait()) == -signal.SIGKILL


def test_a_child_is_stopped_with_the_signal_asked_for(family: Family, tmp_path: Path) -> None:
    async def run() -> int:
        child = family.start("sleeper", SLEEPER, cwd=tmp_path)
        await child.stop(first=signal.SIGTERM)
        return await child.wait()

    assert asyncio.run(run()) == -signal.SIGTERM


def test_a_child_that_ends_before_it_is_ready_shows_its_last_words(family: Family, tmp_path: Path) -> None:
    async def run() -> None:
        command = [sys.executable, "-S", "-c", "print('no such port'); raise SystemExit(3)"]
        await family.start("broken", command, cwd=tmp_path).ready(lambda: False)

    with pytest.raises(ChildFailed, match=r"(?s)broken ended with code 3.*no such port.*broken\.log"):
        asyncio.run(run())


def test_a_child_that_is_never_ready_fails(family: Family, tmp_path: Path) -> None:
    async def run() -> None:
        await family.start("slow", SLEEPER, cwd=tmp_path).ready(lambda: False, timeout_s=0.1)

    with pytest.raises(ChildFailed, match="was not ready"):
        asyncio.run(run())


def test_a_child_that_is_kept_alive_is_started_again(family: Family, tmp_path: Path) -> None:
    async def run() -> tuple[int, int, list[str]]:
        child = family.start("worker", SLEEPER, cwd=tmp_path)
        told: list[str] = []
        keeping = asyncio.create_task(child.keep_alive(told.append))
        before = child.pid
        os.kill(before, signal.SIGKILL)
        while child.pid == before:
            await asyncio.sleep(0.01)
        after = child.pid
        await child.stop()
        await keeping
        return before, after, told

    before, after, told = asyncio.run(run())
    assert before != after
    assert len(told) == 1
    assert "worker ended with code -9" in told[0]


@pytest.mark.parametrize(
    ("line", "short"),
    [
        (b'{"severity": "INFO", "message": "hello"}', ""),
        (b"Traceback (most recent call last):", ""),
        (b"[1]", ""),
        (
            b'{"severity": "ERROR", "time": "2026-11-23T02:48:27", "function": "send", "stack_trace": "a\\nKeyError"}',
            "02:48:27 send       ERROR    – KeyError",
        ),
    ],
)
def test_only_warnings_and_worse_are_shown_in_short(line: bytes, short: str) -> None:
    assert shorten(line) == short
