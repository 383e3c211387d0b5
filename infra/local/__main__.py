"""`python -m infra.local`: starts the local stack, says where it is, and stops it on Ctrl-C."""

import argparse
import asyncio
import contextlib
import fcntl
import json
import os
import shutil
import signal
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from infra.local import doctor
from infra.local.processes import ChildFailed
from infra.local.settings import HOST, StackSettings, write_private
from infra.local.stack import Stack

_KEPT_BY_RESET: Final = frozenset({"lock"})


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m infra.local", description=__doc__)
    parser.add_argument("--port", type=int, default=5000, help="the front door; the parts follow; 0: any free ones")
    parser.add_argument("--state", type=Path, default=Path(".local"), help="the folder that survives a restart")
    parser.add_argument("--reset", action="store_true", help="start afresh")
    parser.add_argument("--ready-file", type=Path, help="where to write addresses and environment as JSON, once ready")
    parser.add_argument("--provider-timeout-s", type=float, default=10.0, help="time-out of one provider call")
    parser.add_argument("--threads", type=int, default=int(os.environ.get("THREADS", "32")))
    return parser.parse_args()


@contextlib.contextmanager
def _only_one(state: Path) -> Iterator[None]:
    """Holds the state folder for this process alone.

    Raises:
        ChildFailed: another stack uses it.
    """
    state.mkdir(parents=True, exist_ok=True)
    with (state / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ChildFailed(f"A stack is running already with its state in {state}; stop it first.") from None
        yield


def _reset(state: Path) -> None:
    for entry in state.iterdir():
        if entry.name in _KEPT_BY_RESET:
            continue
        if entry.is_dir():
            shutil.rmtree(entry)
        else:
            entry.unlink()


def _say(line: str) -> None:
    print(line, flush=True)


def _announce(stack: Stack, took_s: float) -> None:
    settings = stack.settings
    seeded = json.loads(settings.seed_file.read_bytes()) if settings.seed_file.exists() else {}
    _say("")
    _say(f"  Dashboard   {settings.base_url}")
    _say(f"  API         {settings.base_url}/api/docs")
    _say(f"  Phones      {settings.base_url}/local/phones")
    _say(f"  Addresses   {settings.base_url}/local/info")
    for user in seeded.get("users", []):
        _say(f"  Sign in     {user['email']} · {user['password']} · {user['tenant']} · {user['role']}")
    _say(f"  Logs        {settings.logs}")
    _say("")
    _say(f"Ready in {took_s:.1f} s. Ctrl-C stops everything.")


def _write_ready_file(path: Path, settings: StackSettings) -> None:
    wanted = settings.environment()
    own = {name: value for name, value in wanted.items() if os.environ.get(name) != value}
    write_private(path, json.dumps({"base_url": settings.base_url, "pid": os.getpid(), "environment": own}))


async def _run(arguments: argparse.Namespace, began_s: float) -> int:
    settings = StackSettings.prepare(
        arguments.state,
        port=arguments.port,
        provider_timeout_s=arguments.provider_timeout_s,
        threads=arguments.threads,
    )
    if arguments.port and settings.ports.front != arguments.port:
        _say(f"Port {arguments.port} is taken; using {settings.ports.front}.")
    front = _listen(settings.ports.front)
    stack = Stack(settings, _say)
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    stopping = asyncio.create_task(stop.wait())
    try:
        starting = asyncio.create_task(stack.start(front))
        if not await _first(starting, stopping):
            return 130
        _announce(stack, time.monotonic() - began_s)
        if arguments.ready_file:
            _write_ready_file(arguments.ready_file, settings)
        # Ends by a signal, or raises what a part of the stack failed with.
        await _first(stack.failed, stopping)
        return 0
    finally:
        _say("Stopping …")
        await stack.stop()


def _listen(port: int) -> socket.socket:
    # asyncio turns Nagle's algorithm off only for sockets that name TCP; with it, every answer waits 40 ms.
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    sock.bind((HOST, port))
    sock.listen(512)
    return sock


async def _first(wanted: "asyncio.Future[Any]", stopping: "asyncio.Future[Any]") -> bool:
    """Whether `wanted` came to its end before the stack was told to stop; raises what it raised."""
    await asyncio.wait([wanted, stopping], return_when=asyncio.FIRST_COMPLETED)
    if not wanted.done():
        wanted.cancel()
        await asyncio.gather(wanted, return_exceptions=True)
        return False
    wanted.result()
    return True


def main() -> int:
    """Runs the stack until it is told to stop; 1 when it cannot start or a part fails."""
    began_s = time.monotonic()
    arguments = _arguments()
    if doctor.main():
        return 1
    try:
        with _only_one(arguments.state):
            if arguments.reset:
                _reset(arguments.state)
            return asyncio.run(_run(arguments, began_s))
    except ChildFailed as error:
        _say(str(error))
    except ExceptionGroup as group:
        # Several emulators start side by side; anything but their own complaint is a defect, and shown as such.
        complaints, rest = group.split(ChildFailed)
        if rest or not complaints:
            raise
        _say("\n".join(str(error) for error in complaints.exceptions))
    return 1


if __name__ == "__main__":
    sys.exit(main())
