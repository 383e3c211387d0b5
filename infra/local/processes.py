"""Starts the stack's child processes, keeps their logs, restarts those that may be, and leaves none behind."""

import asyncio
import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO, Final

import httpx

READY_POLL_S: Final = 0.1
RESTART_FIRST_S: Final = 0.5
RESTART_MOST_S: Final = 15.0


class ChildFailed(Exception):
    """A child process ended or never became ready; the message says where its log is."""


class Family:
    """All children of one stack: one process group, led by a guard that outlives a killed supervisor."""

    def __init__(self, logs: Path) -> None:
        """Starts the guard.

        Args:
            logs: the folder of the children's logs.
        """
        self._logs = logs
        # Not the terminal's group: Ctrl-C reaches the supervisor alone, which stops the rest in order.
        self._guard = subprocess.Popen(
            [sys.executable, "-E", "-S", str(Path(__file__).with_name("guard.py"))],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            process_group=0,
        )

    def start(self, name: str, command: Sequence[str], *, cwd: Path, env: Mapping[str, str] | None = None) -> "Child":
        """Starts `command` with its output in `<logs>/<name>.log`, which begins anew."""
        path = self._logs / f"{name}.log"
        return Child(name, command, cwd=cwd, env=env, log=path, group=self._guard.pid)

    def close(self) -> None:
        """Kills whatever is still in the group, the guard included."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._guard.pid, signal.SIGKILL)
        self._guard.wait()
        if self._guard.stdin:
            self._guard.stdin.close()


class Child:
    """One child process."""

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        *,
        cwd: Path,
        env: Mapping[str, str] | None,
        log: Path,
        group: int,
    ) -> None:
        """Starts it; use `Family.start`."""
        self.name = name
        self.log = log
        self._command = command
        self._cwd = cwd
        self._env = env
        self._group = group
        self._stopping = False
        log.write_bytes(b"")
        self._process = self._spawn()

    @property
    def pid(self) -> int:
        """The process's id."""
        return self._process.pid

    async def wait(self) -> int:
        """Its exit code, once it has ended."""
        # Threads of their own would hold up the interpreter's exit; children here are few.
        while (code := self._process.poll()) is None:
            await asyncio.sleep(READY_POLL_S)
        return code

    async def ready(self, check: Callable[[], object], timeout_s: float = 60.0) -> None:
        """Returns when `check` answers truly.

        Args:
            check: an async function without arguments; a connection error counts as not yet.
            timeout_s: how long it may take.

        Raises:
            ChildFailed: it ended before, or took too long.
        """
        deadline = asyncio.get_running_loop().time() + timeout_s
        while True:
            if self._process.poll() is not None:
                raise ChildFailed(f"{self.name} ended with code {self._process.returncode}:\n{self._tail()}")
            answer = check()
            if await answer if asyncio.iscoroutine(answer) else answer:
                return
            if asyncio.get_running_loop().time() > deadline:
                raise ChildFailed(f"{self.name} was not ready after {timeout_s:.0f} s:\n{self._tail()}")
            await asyncio.sleep(READY_POLL_S)

    async def stop(self, *, first: signal.Signals = signal.SIGTERM, grace_s: float = 10.0) -> None:
        """Asks it to end, and kills it after `grace_s` seconds."""
        self._stopping = True
        if self._process.poll() is not None:
            return
        self._process.send_signal(first)
        try:
            await asyncio.wait_for(self.wait(), grace_s)
        except TimeoutError:
            self._process.kill()
            await self.wait()

    async def keep_alive(self, tell: Callable[[str], None]) -> None:
        """Starts it again whenever it ends by itself, after a pause that doubles as long as it keeps ending."""
        pause_s = RESTART_FIRST_S
        while True:
            began_s = asyncio.get_running_loop().time()
            code = await self.wait()
            if self._is_stopping():
                return
            if asyncio.get_running_loop().time() - began_s > RESTART_MOST_S:
                pause_s = RESTART_FIRST_S
            tell(f"{self.name} ended with code {code}; starting it again in {pause_s:g} s (log: {self.log})")
            await asyncio.sleep(pause_s)
            pause_s = min(pause_s * 2, RESTART_MOST_S)
            if self._is_stopping():
                return
            self._process = self._spawn()

    def _is_stopping(self) -> bool:
        return self._stopping

    def _spawn(self) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as log:
            return subprocess.Popen(
                list(self._command),
                cwd=self._cwd,
                env=dict(self._env) if self._env is not None else None,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                process_group=self._group,
            )

    def _tail(self) -> str:
        lines = self.log.read_text(errors="replace").strip().splitlines()
        return "\n".join(["  " + line for line in lines[-12:]] + [f"  (log: {self.log})"])


async def answer(url: str) -> httpx.Response | None:
    """The answer to a GET of `url`; None where nobody listens yet or no answer comes."""
    parts = httpx.URL(url)
    try:
        # A client costs 20 ms of processor time, because of the certificates it loads; this asks before paying that.
        _, writer = await asyncio.open_connection(parts.host, parts.port)
        writer.close()
        async with httpx.AsyncClient(trust_env=False, timeout=5) as http:
            return await http.get(parts)
    except (OSError, httpx.TransportError):
        return None


async def follow(log: Path, tell: Callable[[str], None]) -> None:
    """Tells in short of every warning and error that the functions log, as long as it is not cancelled."""
    with log.open("rb") as file:
        while True:
            for line in _new_lines(file):
                if short := shorten(line):
                    tell(short)
            await asyncio.sleep(0.5)


def _new_lines(file: IO[bytes]) -> list[bytes]:
    start = file.tell()
    data = file.read()
    # A line that is still being written is read again next time.
    complete, newline, _ = data.rpartition(b"\n")
    file.seek(start + len(complete) + len(newline))
    return complete.splitlines()


def shorten(line: bytes) -> str:
    """One structured log line in a form for people; empty for what is not a warning or worse."""
    try:
        entry = json.loads(line)
    except ValueError:
        return ""
    if not isinstance(entry, dict) or entry.get("severity") not in {"WARNING", "ERROR", "CRITICAL"}:
        return ""
    clock = str(entry.get("time", ""))[11:19]
    stack = str(entry.get("stack_trace", "")).strip().splitlines()
    why = f" – {stack[-1]}" if stack else ""
    return f"{clock} {entry.get('function', ''):<10} {entry['severity']:<7} {entry.get('message', '')}{why}"
