"""Staged functions in clean environments, booted as Cloud Run boots them; for the tests and the measurements."""

import fcntl
import hashlib
import itertools
import json
import os
import random
import shutil
import socket
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from infra.deploy.runtime import RUNTIME
from infra.deploy.staging import ROOT, Staged

UV: Final = Path(sys.executable).with_name("uv")
CACHE: Final = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "whatsdex" / "deployables"
"""Outside the clone, as the Makefile's CACHE: a second clone finds the environments there."""
# Below the ports that the system gives to connections: a function binds its own seconds after it was found free.
_PORTS: Final = itertools.count(random.randrange(20_000, 30_000))  # noqa: S311
_PROBE: Final = Path(__file__).parent / "data" / "deployed" / "import_all.py"


def clean_environment(requirements: Path) -> Path:
    """The folder of a virtual environment with what a requirements.txt names, checked by hash, and nothing else.

    Functions with equal requirements share one; where it has been made before, this costs nothing.
    """
    key = hashlib.sha256(sys.version.encode() + requirements.read_bytes()).hexdigest()[:20]
    CACHE.mkdir(parents=True, exist_ok=True)
    folder, done = CACHE / key, CACHE / key / ".done"
    with (CACHE / f"{key}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            shutil.rmtree(folder, ignore_errors=True)
            _uv("venv", "--python", sys.executable, str(folder))
            _uv("pip", "install", "--python", str(folder), "--require-hashes", "--requirement", str(requirements))
            _uv("pip", "check", "--python", str(folder))
            done.touch()
    return folder


def _uv(*arguments: str) -> None:
    done = subprocess.run([str(UV), "--quiet", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"uv {' '.join(arguments)} failed:\n{done.stderr}")


def import_all(staged: Staged, environment: Path) -> dict[str, Any]:
    """Imports every module of a staged function there, and runs every import statement within functions.

    Returns:
        `modules`, those of ours that are loaded then; `elsewhere`, the files of what came neither from the staged
        folder nor from the environment nor with Python.
    """
    command = [str(environment / "bin" / "python"), "-I", str(_PROBE), str(staged.folder)]
    done = subprocess.run(command, cwd=staged.folder, env={}, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{staged.deployable.name} cannot be imported alone:\n{done.stderr}")
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def free_port() -> int:
    """A port on which nobody listens, and that is nobody else's here."""
    for port in _PORTS:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise AssertionError("There are endless ports to try.")


def boot(
    staged: Staged, environment: Path, port: int, variables: Mapping[str, str], log: Path
) -> "subprocess.Popen[bytes]":
    """Starts a staged function as its container does: functions-framework in its folder, told all by variables.

    Args:
        staged: what to start.
        environment: the clean environment to start it in.
        port: where it is to listen.
        variables: what the deployment sets; this process's own are not handed on.
        log: where its output goes.

    Source: https://cloud.google.com/functions/docs/configuring/env-var (read 2026-11).
    """
    function = staged.deployable
    told = {
        **variables,
        "FUNCTION_TARGET": function.entry_point,
        "FUNCTION_SIGNATURE_TYPE": function.signature,
        "K_SERVICE": function.name,
        "PORT": str(port),
        "HOST": "127.0.0.1",
        "THREADS": str(RUNTIME[function.name].threads),
    }
    with log.open("wb") as output:
        return subprocess.Popen(
            [str(environment / "bin" / "functions-framework")],
            cwd=staged.folder,
            env=told,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
        )
