"""The way of a Firestore event from the emulator to its function."""

import asyncio
import base64
import json
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import functions_framework
import httpx
import pytest
import uvicorn
from google.events.cloud.firestore_v1 import DocumentEventData
from starlette.applications import Starlette

from infra.local.clock import StackClock
from infra.local.events import RETENTION_S, EmulatorError, EventRelay, Trigger
from infra.local.faults import Faults
from tests.infra.local.conftest import Worker

pytestmark = pytest.mark.anyio

PROJECT = "demo-events"
CREATED = "google.cloud.firestore.document.v1.created"
MESSAGES = Trigger("messages", "dispatch", CREATED, "tenants/{tenant}/messages/{message}")
DATA = DocumentEventData.pb(DocumentEventData(value={"name": "é", "fields": {}})).SerializeToString()


@dataclass
class Relayed:
    """A relay between a pretended emulator, which posts over ASGI, and a worker for functions."""

    directory: Path
    clock: StackClock
    faults: Faults
    worker: Worker
    emulator: Worker
    relay: EventRelay

    async def send(self, event_id: str, body: bytes = base64.b64encode(DATA), trigger: str = "messages") -> int:
        """Posts an event as the emulator does."""
        headers = {
            "ce-specversion": "1.0",
            "ce-id": event_id,
            "ce-type": CREATED,
            "ce-source": f"//firestore.googleapis.com/projects/projects/{PROJECT}/databases/(default)",
            "ce-subject": "documents/tenants/acme/messages/m1",
            "ce-document": "tenants/acme/messages/m1",
            "ce-time": "2026-01-01T00:00:00Z",
            "content-type": "application/protobuf",
        }
        transport = httpx.ASGITransport(Starlette(routes=self.relay.routes()))
        async with httpx.AsyncClient(transport=transport, base_url="http://relay") as http:
            url = f"/functions/projects/{PROJECT}/triggers/{trigger}"
            return (await http.post(url, content=body, headers=headers)).status_code

    async def delivered(self) -> list[str]:
        """Waits until no event is pending; the ids in the order in which they reached the function."""
        async with asyncio.timeout(60):
            while self.relay.pending():
                await asyncio.sleep(0.005)
        return [call.headers["ce-id"] for call in self.worker.calls]

    async def open(self) -> None:
        self.relay = EventRelay(
            self.directory / "events.db",
            self.clock,
            self.faults,
            lambda function: f"{self.worker.url}/{function}",
            kill_worker=self.worker.kill,
            connect_patience_s=0.2,
        )
        await self.relay.start()
        await self.relay.register(self.emulator.url.removeprefix("http://"), PROJECT, [MESSAGES])


@pytest.fixture
async def relayed(tmp_path: Path, clock: StackClock, faults: Faults, worker: Worker) -> AsyncIterator[Relayed]:
    emulator = Worker()
    await emulator.start()
    relayed = Relayed(tmp_path, clock, faults, worker, emulator, None)
    await relayed.open()
    yield relayed
    await relayed.relay.stop()
    await emulator.kill()


async def test_triggers_are_registered_with_the_emulator(relayed: Relayed) -> None:
    first, sentinel = relayed.emulator.calls

    assert first.path == f"/emulator/v1/projects/{PROJECT}/eventarcTrigger?eventarcTriggerId=messages"
    assert json.loads(first.body) == {
        "eventType": CREATED,
        "database": "(default)",
        "namespace": "(default)",
        "document": {"value": "tenants/{tenant}/messages/{message}", "matchType": "PATH_PATTERN"},
    }
    assert "_local_sentinel" in sentinel.body.decode()


async def test_a_refused_trigger_is_told(relayed: Relayed) -> None:
    relayed.emulator.answers = ["400 Bad"]

    with pytest.raises(EmulatorError, match="trigger messages was refused: 400"):
        await relayed.relay.register(relayed.emulator.url.removeprefix("http://"), PROJECT, [MESSAGES])


@pytest.mark.parametrize("body", [base64.b64encode(DATA), DATA], ids=["base64", "binary"])
async def test_an_event_arrives_as_eventarc_sends_it(relayed: Relayed, body: bytes) -> None:
    assert await relayed.send("e1", body) == 200
    await relayed.delivered()

    (call,) = relayed.worker.calls
    assert (call.method, call.path) == ("POST", "/dispatch/")
    assert call.headers["content-type"] == "application/protobuf"
    assert call.headers["ce-source"] == f"//firestore.googleapis.com/projects/{PROJECT}/databases/(default)"
    assert call.headers["ce-subject"] == "documents/tenants/acme/messages/m1"
    assert call.body == DATA


async def test_functions_framework_takes_the_event(relayed: Relayed, tmp_path: Path) -> None:
    source = tmp_path / "main.py"
    source.write_text(
        "import functions_framework\n"
        "@functions_framework.cloud_event\n"
        "def dispatch(event):\n"
        f"    assert event.data == {DATA!r} and event['id'] == 'e1' and event['type'] == {CREATED!r}\n"
    )
    await relayed.send("e1")
    await relayed.delivered()

    call = relayed.worker.calls[0]
    app = functions_framework.create_app("dispatch", str(source), "cloudevent")
    answer = app.test_client().post("/", headers=call.headers, data=call.body)

    assert answer.status_code == 200


async def test_an_event_of_an_unknown_trigger_is_not_taken(relayed: Relayed) -> None:
    assert await relayed.send("e1", trigger="nobody") == 404


async def test_a_failed_delivery_is_repeated_with_the_same_id(relayed: Relayed) -> None:
    relayed.worker.answers = ["500 Oops", "404 Gone"]
    await relayed.send("e1")

    assert await relayed.delivered() == ["e1", "e1", "e1"]
    assert (relayed.relay.stats().delivered, relayed.relay.stats().failures) == (1, 2)


async def test_a_failing_event_does_not_hold_up_others(relayed: Relayed) -> None:
    relayed.worker.answers = ["500 Oops"]
    await relayed.send("e1")
    await relayed.worker.wait_for_calls(1)
    await relayed.send("e2")

    assert await relayed.delivered() == ["e1", "e2", "e1"]


async def test_an_event_is_given_up_after_a_day(relayed: Relayed) -> None:
    relayed.worker.answers = ["500 Oops", "500 Oops"]
    await relayed.send("e1")
    async with asyncio.timeout(60):
        while not relayed.relay.stats().failures:
            await asyncio.sleep(0.005)
    await relayed.clock.advance(RETENTION_S)

    assert await relayed.delivered() == ["e1", "e1"]
    assert relayed.relay.stats().dropped == 1


async def test_events_that_are_not_delivered_survive_a_restart(relayed: Relayed) -> None:
    relayed.worker.hold = asyncio.Event()
    await relayed.send("e1")
    await relayed.worker.wait_for_calls(1)
    await relayed.relay.stop()
    relayed.worker.hold.set()
    await relayed.open()

    assert await relayed.delivered() == ["e1", "e1"]
    assert relayed.worker.calls[0].body == relayed.worker.calls[1].body


async def test_an_event_that_comes_before_the_start_is_delivered_once(relayed: Relayed) -> None:
    relayed.worker.hold = asyncio.Event()
    await relayed.send("e1")
    await relayed.relay.start()
    relayed.worker.hold.set()

    assert await relayed.delivered() == ["e1"]


async def test_at_most_sixteen_deliveries_run_at_once(relayed: Relayed) -> None:
    relayed.worker.hold = asyncio.Event()
    for number in range(20):
        await relayed.send(f"e{number}")
    await relayed.worker.wait_for_calls(16)
    relayed.worker.hold.set()

    assert len(await relayed.delivered()) == 20
    assert relayed.worker.most_at_once == 16


@pytest.mark.parametrize(
    ("mode", "arrivals"),
    [("500", 1), ("429", 1), ("timeout", 1), ("drop_after_accept", 2), ("duplicate", 2)],
)
async def test_faults_repeat_or_delay_an_event_but_never_lose_it(relayed: Relayed, mode: str, arrivals: int) -> None:
    relayed.faults.set("events", mode)
    await relayed.send("e1")

    assert await relayed.delivered() == ["e1"] * arrivals


async def test_reorder_lets_the_next_events_pass(relayed: Relayed) -> None:
    relayed.faults.set("events", "reorder")
    for event_id in ("e1", "e2", "e3"):
        await relayed.send(event_id)

    assert (await relayed.delivered())[-1] == "e1"


async def test_kill_ends_the_worker_and_the_event_comes_again(relayed: Relayed) -> None:
    port = int(relayed.worker.url.rpartition(":")[2])
    relayed.worker.hold = asyncio.Event()
    relayed.faults.set("events", "kill")
    await relayed.send("e1")
    await relayed.worker.wait_for_calls(1)
    await relayed.worker.killed.wait()
    relayed.worker.hold.set()
    await relayed.worker.start(port)

    assert await relayed.delivered() == ["e1", "e1"]


# -- with the real emulator ---------------------------------------------------------------------------------------


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass(frozen=True)
class Emulator:
    """The real Firestore emulator, and the port to which it sends events."""

    host: str
    events_port: int


@pytest.fixture(scope="module")
def emulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emulator]:
    gcloud = shutil.which("gcloud")
    sdk = Path(gcloud).resolve().parents[1] if gcloud else Path("/nowhere")
    jar = sdk / "platform/cloud-firestore-emulator/cloud-firestore-emulator.jar"
    assert jar.exists(), "no Firestore emulator: gcloud components install cloud-firestore-emulator"
    port, events_port = _free_port(), _free_port()
    main_class = "com.google.cloud.datastore.emulator.firestore.CloudFirestore"
    options = ["--host", "127.0.0.1", "--port", str(port), "--functions_emulator", f"127.0.0.1:{events_port}"]
    log = tmp_path_factory.mktemp("firestore") / "log"
    with (
        log.open("wb") as output,
        subprocess.Popen(
            ["java", "-cp", str(jar), main_class, "start", *options], stdout=output, stderr=subprocess.STDOUT
        ) as process,
    ):
        try:
            _wait_for(f"http://127.0.0.1:{port}/", process, log)
            yield Emulator(f"127.0.0.1:{port}", events_port)
        finally:
            process.terminate()


def _wait_for(url: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    until_s = time.monotonic() + 30
    while time.monotonic() < until_s:
        assert process.poll() is None, log.read_text()
        try:
            urllib.request.urlopen(url, timeout=5).close()
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.05)
        else:
            return
    pytest.fail(f"the Firestore emulator did not start: {log.read_text()}")


@pytest.fixture
async def real(emulator: Emulator, relayed: Relayed) -> AsyncIterator[httpx.AsyncClient]:
    """A client for the documents of an emulator that is connected to the relay."""
    app = Starlette(routes=relayed.relay.routes())
    server = uvicorn.Server(uvicorn.Config(app, port=emulator.events_port, log_level="warning"))
    serving = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    await relayed.relay.register(emulator.host, PROJECT, [MESSAGES])
    documents = f"http://{emulator.host}/v1/projects/{PROJECT}/databases/(default)/documents/"
    async with httpx.AsyncClient(base_url=documents, headers={"Authorization": "Bearer owner"}, timeout=60) as http:
        yield http
    server.should_exit = True
    await serving


@pytest.mark.emulator
async def test_the_emulators_event_reaches_the_function_with_the_document(
    real: httpx.AsyncClient, relayed: Relayed
) -> None:
    fields = {"fields": {"text": {"stringValue": "héllo"}}}
    (await real.patch("tenants/acme/messages/real-1", json=fields)).raise_for_status()
    async with asyncio.timeout(60):
        await relayed.relay.settle()

    (call,) = [call for call in relayed.worker.calls if call.headers["ce-document"].endswith("/real-1")]
    assert call.headers["ce-type"] == CREATED
    assert call.headers["ce-source"] == f"//firestore.googleapis.com/projects/{PROJECT}/databases/(default)"
    data = DocumentEventData.deserialize(call.body)
    assert data.value.name.endswith("/documents/tenants/acme/messages/real-1")
    assert data.value.fields["text"].string_value == "héllo"


@pytest.mark.emulator
async def test_settle_waits_for_all_events_of_earlier_writes_and_leaves_no_document(
    real: httpx.AsyncClient, relayed: Relayed
) -> None:
    relayed.worker.answers = ["500 Oops"] * 3
    answers = await asyncio.gather(
        *(real.patch(f"tenants/acme/messages/many-{number}", json={"fields": {}}) for number in range(30))
    )
    assert all(answer.is_success for answer in answers)
    async with asyncio.timeout(60):
        await asyncio.gather(relayed.relay.settle(), relayed.relay.settle())

    arrived = {call.headers["ce-document"] for call in relayed.worker.calls if "/many-" in call.headers["ce-document"]}
    assert len(arrived) == 30
    assert relayed.relay.pending() == 0
    assert (await real.get("_local_sentinel")).json() == {}
