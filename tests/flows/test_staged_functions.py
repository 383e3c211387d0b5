"""Every staged function, alone in a clean environment, does its work: over HTTP, for a CloudEvent, for a task."""

import json
import secrets
import socket
import subprocess
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, NamedTuple

import httpx
import pytest
from google.events.cloud.firestore_v1 import DocumentEventData

from common.jobs.registry import JOBS
from infra.deploy.staging import Staged, stage
from infra.functions import DOCUMENT_CREATED, FUNCTIONS, Deployable
from infra.local.oidc import TokenIssuer
from tests.bench.webhooks import SIGNATURE_HEADER, Number, Text, message_webhook, sign
from tests.conftest import RunningStack
from tests.deployed import boot, clean_environment, free_port, import_all
from tests.flows.driving import Clock, Customer, Tenant, new_number, new_wamid

pytestmark = pytest.mark.flow

AT_ONCE: Final = 2
START_TIMEOUT_S: Final = 120.0
ANSWER_TIMEOUT_S: Final = 60.0
STOP_TIMEOUT_S: Final = 40.0
LISTS: Final = {
    "inbox": "/api/inbox/conversations?limit=1",
    "contacts": "/api/contacts?limit=1",
    "templates": "/api/templates?limit=1",
    "campaigns": "/api/campaigns?limit=1",
    "backups": "/api/backups?limit=1",
    "agents": "/api/agents?limit=1",
    "usage": "/api/usage/current",
    "workspace": "/api/workspace/members?limit=1",
    "webhooks": "/api/webhooks?limit=1",
    # Asks Cloud Tasks about every queue.
    "jobs": "/api/jobs/queues",
}
"""A route of each API that reads."""
SCHEDULES: Final = {"campaigns": "campaigns-tick", "stats": "stats-hourly", "jobs": "jobs-sweep"}
PROBLEM: Final = "application/problem+json"


class Asked(NamedTuple):
    """A request to a function, and the status that it is to be answered with."""

    status: int
    path: str
    headers: Mapping[str, str] = {}
    body: bytes | None = None


class Booted(NamedTuple):
    """What a staged function did."""

    staged: Staged
    imported: dict[str, Any]
    """What importing all of it told."""
    answers: dict[str, httpx.Response]
    """By what was asked."""
    log: list[dict[str, Any]]
    """What it logged."""


class Questions:
    """What each function is asked; it is about things that the stack has dealt with, so that nothing comes of it twice.

    Args:
        stack: whose Firestore, Cloud Tasks and signing keys the functions use.
        acme: a tenant of it.
    """

    def __init__(self, stack: RunningStack, acme: Tenant) -> None:
        self._environment = stack.environment
        self._acme = acme
        self._tokens = TokenIssuer(stack.state_dir)
        self._slot = datetime.fromtimestamp(Clock(stack).now_s, UTC).isoformat()
        self.event, self.sender = secrets.token_hex(8), new_number()
        customer = Customer(stack, new_number())
        customer.write(acme.whatsapp["id"], "Hello")
        stack.idle()
        conversation_id = acme.conversation(customer.address)["id"]
        self._sent = acme.delivered(conversation_id, "Good morning!")
        (self._received,) = [m for m in acme.messages(conversation_id) if m["direction"] == "in"]

    def of(self, function: Deployable) -> dict[str, Asked]:
        """All that a function is asked, by a name."""
        asked: dict[str, Asked] = {}
        if path := LISTS.get(function.name):
            asked["a stranger"] = Asked(401, path)
            asked["a client"] = Asked(200, path, {"X-API-Key": self._acme.key})
        if task := self._tasks().get(function.name):
            path, body = task
            asked["an unsigned task"] = Asked(401, path, {}, body)
            asked["another's task"] = Asked(401, path, self._signed("elsewhere"), body)
            asked["a task"] = Asked(204, path, self._signed(function.name), body)
        if schedule := SCHEDULES.get(function.name):
            at = {"X-CloudScheduler-ScheduleTime": self._slot}
            asked["an unsigned schedule"] = Asked(401, f"/schedules/{schedule}", at, b"")
            asked["a schedule"] = Asked(200, f"/schedules/{schedule}", {**at, **self._signed(function.name)}, b"")
        return {**asked, **{"receive": self._webhooks, "dispatch": self._events}.get(function.name, dict)()}

    def _tasks(self) -> dict[str, tuple[str, bytes]]:
        """A task for each worker: its path and its body."""

        def task(job: str, **body: object) -> tuple[str, bytes]:
            return f"/tasks/{job}", json.dumps({"tenant_id": self._acme.id, **body}).encode()

        sent, received = (
            {"message_id": message["id"], "channel_id": message["channel_id"]}
            for message in (self._sent, self._received)
        )
        return {
            "receive": task("settle-receipt", parked_id="none"),
            "reply": task("reply-message", **received),
            "send": task("send-message", **sent),
            "media": task("fetch-media", **received),
            "contacts": task("link-phone", **received),
            "campaigns": task("suppress-contact", consent_id="none"),
            "stats": task("fan-out-roll-ups", grain="hourly", slot=self._slot),
            "backups": task("delete-backup", backup_id="none"),
            "webhooks": task("deliver-webhook", webhook_id="none", event_id="none"),
        }

    def _signed(self, function: str) -> dict[str, str]:
        audience = f"{self._environment['FUNCTIONS_BASE_URL']}/{function}"
        token = self._tokens.token(audience, self._environment["TASKS_SERVICE_ACCOUNT"])
        return {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}

    def _webhooks(self) -> dict[str, Asked]:
        channel = self._acme.whatsapp
        path, secret = channel["webhook_path"], channel["app_secret"]
        body = message_webhook(
            Number(channel["phone_number_id"], "", secret), [Text(new_wamid(), self.sender, "Hello")]
        )
        verify = "/webhooks/whatsapp?hub.mode=subscribe&hub.challenge=42&hub.verify_token="
        return {
            "a verification": Asked(200, verify + self._environment["META_VERIFY_TOKEN"]),
            "a forged verification": Asked(403, verify + "wrong"),
            "a webhook": Asked(200, path, {SIGNATURE_HEADER: sign(body, secret)}, body),
            "a forged webhook": Asked(401, path, {SIGNATURE_HEADER: sign(body, "wrong")}, body),
        }

    def _events(self) -> dict[str, Asked]:
        hooks = {"hooks": {"array_value": {"values": [{"string_value": "none"}]}}}
        message = {name: {"string_value": str(self._received[name])} for name in ("channel_id", "direction", "kind")}
        event = self._created(f"webhook_events/{self.event}", hooks)
        return {
            "an event": event,
            "the event again": event,
            "a message": self._created(
                f"messages/{self._received['id']}", {**message, "status": {"string_value": "received"}}
            ),
        }

    def _created(self, path: str, fields: Mapping[str, object]) -> Asked:
        database = f"projects/{self._environment['GOOGLE_CLOUD_PROJECT']}/databases/(default)"
        document = f"tenants/{self._acme.id}/{path}"
        value = {"name": f"{database}/documents/{document}", "fields": dict(fields)}
        headers = {
            "ce-specversion": "1.0",
            "ce-id": f"staged-{path}",
            "ce-type": DOCUMENT_CREATED,
            "ce-source": f"//firestore.googleapis.com/{database}",
            "ce-subject": f"documents/{document}",
            "ce-time": datetime.now(UTC).isoformat(),
            "content-type": "application/protobuf",
        }
        return Asked(200, "/", headers, DocumentEventData.serialize(DocumentEventData(value=value)))


@pytest.fixture(scope="module")
def questions(stack: RunningStack, acme: Tenant) -> Questions:
    """What each function is asked."""
    return Questions(stack, acme)


@pytest.fixture(scope="module")
def booted(stack: RunningStack, questions: Questions, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Booted]:
    """Every function: staged, installed, imported, booted, asked, and stopped; two at a time."""
    folder = tmp_path_factory.mktemp("deployed")
    # Nothing of this process's own: least of all its import path.
    variables = {name: value for name, value in stack.environment.items() if name != "PYTHONPATH"}

    def run(function: Deployable) -> Booted:
        staged, log = stage(function, folder), folder / f"{function.name}.log"
        environment = clean_environment(staged.folder / "requirements.txt")
        imported = import_all(staged, environment)
        answers = ask(staged, environment, questions.of(function), variables, log)
        lines = [json.loads(line) for line in log.read_text().splitlines() if line.startswith("{")]
        return Booted(staged, imported, answers, lines)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        done = dict(zip([function.name for function in FUNCTIONS], pool.map(run, FUNCTIONS), strict=True))
    stack.idle()
    return done


def ask(
    staged: Staged, environment: Path, asked: Mapping[str, Asked], variables: Mapping[str, str], log: Path
) -> dict[str, httpx.Response]:
    """Boots a function, asks it, and stops it."""
    port = free_port()
    process = boot(staged, environment, port, variables, log)
    try:
        deadline_s = time.monotonic() + START_TIMEOUT_S
        while not listens(port):
            if process.poll() is not None or time.monotonic() > deadline_s:
                pytest.fail(f"{staged.deployable.name} did not start:\n{log.read_text(errors='replace')}")
            time.sleep(0.05)
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False, timeout=ANSWER_TIMEOUT_S) as http:
            return {name: send(http, each) for name, each in asked.items()}
    finally:
        process.terminate()
        try:
            process.wait(STOP_TIMEOUT_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def listens(port: int) -> bool:
    """Whether somebody listens there."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def send(http: httpx.Client, asked: Asked) -> httpx.Response:
    """Asks it."""
    method = "GET" if asked.body is None else "POST"
    return http.request(method, asked.path, headers=dict(asked.headers), content=asked.body)


each_function = pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.name)


@each_function
def test_a_staged_function_does_its_work_alone(
    function: Deployable, questions: Questions, booted: dict[str, Booted]
) -> None:
    asked, done = questions.of(function), booted[function.name]
    wanted = {name: each.status for name, each in asked.items()}
    assert {name: answer.status_code for name, answer in done.answers.items()} == wanted
    refused = [answer for answer in done.answers.values() if answer.status_code in (401, 403)]
    assert {answer.headers["Content-Type"] for answer in refused} <= {PROBLEM}
    assert [line["function"] for line in done.log if line["message"] == "JobRegistry initialized"] == [function.name]
    assert [line for line in done.log if line["severity"] == "ERROR"] == []


@each_function
def test_all_that_is_staged_can_be_imported_and_nothing_comes_from_elsewhere(
    function: Deployable, booted: dict[str, Booted]
) -> None:
    done = booted[function.name]
    files = {str(path.relative_to(done.staged.folder)) for path in done.staged.folder.rglob("*.py")}
    assert set(done.imported["modules"]) == files
    assert done.imported["elsewhere"] == []


def test_every_kind_of_work_is_asked_for(questions: Questions) -> None:
    names = {function.name: set(questions.of(function)) for function in FUNCTIONS}
    assert {name for name, asked in names.items() if "a task" in asked} == {job.function for job in JOBS}
    apis = {function.name for function in FUNCTIONS if any(glob.startswith("/api/") for glob in function.rewrites)}
    assert {name for name, asked in names.items() if "a client" in asked} == apis
    assert {name for name, asked in names.items() if "an event" in asked} == {f.name for f in FUNCTIONS if f.triggers}


def test_a_webhook_that_a_staged_function_took_is_in_the_inbox(
    questions: Questions, booted: dict[str, Booted], acme: Tenant
) -> None:
    assert booted["receive"].answers["a webhook"].text == "ok"
    (conversation,) = acme.found(questions.sender)
    assert [message["text"] for message in acme.messages(conversation["id"])] == ["Hello"]


def test_an_event_that_comes_twice_to_a_staged_function_queues_one_task(booted: dict[str, Booted]) -> None:
    dispatched = [line for line in booted["dispatch"].log if line["message"] == "dispatched"]
    # The third is a message on a channel without an agent, as Firestore says.
    assert [(line["due"], line["queued"]) for line in dispatched] == [(1, 1), (1, 0), (0, 0)]
