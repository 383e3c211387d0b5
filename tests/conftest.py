"""What tests of every kind share: one local stack and one Firestore emulator, started when first needed."""

import asyncio
import json
import logging
import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from google.cloud import firestore

from common.store.database import Database
from infra.local import doctor
from infra.local.emulators import Firestore
from infra.local.processes import Family
from infra.local.settings import HOST, StackSettings
from tests import index_usage

ROOT = Path(__file__).resolve().parents[1]
START_TIMEOUT_S = 180.0
COMPLAINTS = pytest.StashKey[list[str]]()


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Takes over which indexes a process of the tests has seen queries take."""
    index_usage.add(getattr(node, "workeroutput", {}).get("indexes", ()))


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Hands on which indexes queries took; where all processes have, the run fails over what is wrong about them."""
    config = session.config
    if hasattr(config, "workeroutput"):
        config.workeroutput["indexes"] = index_usage.seen()
        return
    is_whole = not (config.option.keyword or config.option.markexpr or session.testsfailed)
    is_whole &= config.args == [str(path) for path in config.getini("testpaths")]
    config.stash[COMPLAINTS] = index_usage.complaints(is_whole=is_whole)
    if config.stash[COMPLAINTS] and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Says what is wrong about the declared indexes."""
    for complaint in config.stash.get(COMPLAINTS, []):
        terminalreporter.line(complaint, red=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Puts the browser's tests last: Playwright's event loop goes on in this thread, where others need their own.

    Of those that share a stack, the ones that crowd its emulator come last: each query would read what they left.
    """
    items.sort(key=lambda item: [item.get_closest_marker(mark) is not None for mark in ("e2e", "crowds")])


@dataclass(frozen=True)
class RunningStack:
    """A stack that a test may use; see `GET /local/info` for what it is made of."""

    base_url: str
    """The front door."""
    pid: int
    """The supervisor's process."""
    environment: dict[str, str]
    """What Google's clients need in the environment to reach it."""
    state_dir: Path
    """Its folder."""
    http: httpx.Client
    """A client whose addresses begin at the front door."""

    def get(self, path: str, **options: object) -> Any:
        """The JSON of a GET, which must succeed."""
        answer = self.http.get(path, **options)
        assert answer.is_success, f"{path}: {answer.status_code} {answer.text}"
        return answer.json()

    def idle(self, timeout_s: float = 60) -> None:
        """Returns when no task, event or simulated webhook is pending."""
        self.get("/local/idle", params={"timeout_s": timeout_s}, timeout=timeout_s + 10)

    def tell_indexes(self) -> None:
        """Keeps which indexes its queries took, before it stops."""
        address = self.environment["FIRESTORE_EMULATOR_HOST"]
        with httpx.Client(base_url=f"http://{address}", trust_env=False, timeout=60) as http:
            index_usage.collect(http, self.environment["GOOGLE_CLOUD_PROJECT"])


@contextmanager
def run_stack(folder: Path, *options: str) -> Iterator[RunningStack]:
    """A local stack on free ports with its state in `folder`, stopped at the end as Ctrl-C does.

    Args:
        folder: what it leaves there, the next stack of that folder finds.
        options: further options of `python -m infra.local`.
    """
    ready_file, output = folder / "ready.json", folder / "output.log"
    ready_file.unlink(missing_ok=True)
    command = [sys.executable, "-m", "infra.local", "--port", "0", "--state", str(folder / "state")]
    command += ["--ready-file", str(ready_file), *options]
    # No test asks a real model, also where a person has a key in the environment.
    env = {name: value for name, value in os.environ.items() if not name.startswith("OPENAI_")}
    with output.open("wb") as log:
        process = subprocess.Popen(
            command, cwd=ROOT, env=env, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
        )
    try:
        _await_ready(process, ready_file, output)
        ready = json.loads(ready_file.read_bytes())
        with httpx.Client(base_url=ready["base_url"], trust_env=False, timeout=60) as http:
            yield RunningStack(ready["base_url"], ready["pid"], ready["environment"], folder / "state", http)
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(60)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningStack]:
    """One local stack for the whole session, on free ports and in a folder of its own.

    Fails, with the command that gets it, when the machine lacks an emulator.
    """
    if lacks := doctor.missing():
        pytest.fail("Missing: " + "; ".join(lacks) + ".", pytrace=False)
    with run_stack(tmp_path_factory.mktemp("stack"), "--provider-timeout-s", "4") as running:
        yield running
        running.tell_indexes()


def _await_ready(process: "subprocess.Popen[bytes]", ready_file: Path, output: Path) -> None:
    deadline_s = time.monotonic() + START_TIMEOUT_S
    while not ready_file.exists():
        if process.poll() is not None or time.monotonic() > deadline_s:
            pytest.fail(f"The local stack did not start:\n{output.read_text(errors='replace')}", pytrace=False)
        time.sleep(0.1)


@pytest.fixture
def stack_environment(stack: RunningStack, monkeypatch: pytest.MonkeyPatch) -> RunningStack:
    """The stack, with this process's environment pointing Google's clients and our settings at it."""
    for name, value in stack.environment.items():
        monkeypatch.setenv(name, value)
    return stack


@pytest.fixture
def database(stack_environment: RunningStack) -> Database:
    """The stack's database, for what the API does not show."""
    return Database(firestore.Client(project=stack_environment.environment["GOOGLE_CLOUD_PROJECT"]))


class _Alarms(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.raised: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if alarm := getattr(record, "fields", {}).get("alarm"):
            self.raised.append(alarm)


@pytest.fixture
def alarms() -> Iterator[list[str]]:
    """The alarms that lines of this process raise, in their order."""
    handler = _Alarms()
    logger = logging.getLogger("whatsdex")
    logger.addHandler(handler)
    yield handler.raised
    logger.removeHandler(handler)


@dataclass(frozen=True)
class FirestoreEmulator:
    """A Firestore emulator without triggers, apart from that of the stack."""

    address: str
    """Its host:port, to which FIRESTORE_EMULATOR_HOST points for the rest of the session."""
    http: httpx.Client
    """A client of what the emulator has beside Firestore's own API."""

    @contextmanager
    def project(self) -> Iterator[str]:
        """An empty project, whose documents are gone afterwards.

        For each query the emulator reads all documents of its database in collections of that name, whoever's they are.
        """
        project = f"demo-{secrets.token_hex(8)}"
        yield project
        index_usage.collect(self.http, project)
        documents = f"/emulator/v1/projects/{project}/databases/(default)/documents"
        self.http.delete(documents).raise_for_status()


@pytest.fixture(scope="session")
def firestore_emulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FirestoreEmulator]:
    """A real Firestore emulator for the whole session.

    Fails, with the command that gets it, when the machine lacks it.
    """
    if lacks := doctor.missing():
        pytest.fail("Missing: " + "; ".join(lacks) + ".", pytrace=False)
    settings = StackSettings.prepare(tmp_path_factory.mktemp("firestore"), port=0)
    family = Family(settings.logs)
    try:
        asyncio.run(Firestore(family, settings).ready())
        address = f"{HOST}:{settings.ports.firestore}"
        with (
            pytest.MonkeyPatch.context() as patch,
            httpx.Client(base_url=f"http://{address}", trust_env=False, timeout=60) as http,
        ):
            patch.setenv("FIRESTORE_EMULATOR_HOST", address)
            yield FirestoreEmulator(address, http)
    finally:
        family.close()


@pytest.fixture
def firestore_client(firestore_emulator: FirestoreEmulator) -> Iterator[firestore.Client]:
    """A client of a project of the test's own."""
    with firestore_emulator.project() as project:
        yield firestore.Client(project=project)
