"""The local stack itself: what it tells about itself, what it refuses, and what survives its end."""

import signal
from pathlib import Path

import httpx
import psutil
import pytest

from tests.conftest import RunningStack, run_stack

pytestmark = pytest.mark.flow


def test_info_says_where_everything_is(stack: RunningStack) -> None:
    info = stack.http.get("/local/info").json()
    assert info["base_url"] == stack.base_url
    assert info["project"] == "demo-whatsdex"
    assert set(info["emulators"]) == {"firestore", "tasks", "auth", "storage"}
    assert {user["tenant"] for user in info["users"]} == {"acme", "globex", "initech"}
    assert set(info["api_keys"]) == {"acme", "globex", "initech"}
    assert {(channel["tenant"], channel["provider"]) for channel in info["channels"]} == {
        (tenant, provider) for tenant in ("acme", "globex", "initech") for provider in ("whatsapp", "telegram")
    }


def test_a_stack_without_work_is_idle(stack: RunningStack) -> None:
    assert stack.http.get("/local/idle").json()["idle"] is True


def test_faults_are_counted_and_forgotten(stack: RunningStack) -> None:
    pending = stack.http.post("/local/faults", json={"target": "drive", "mode": "500", "count": 2}).json()["pending"]
    assert pending == [{"target": "drive", "mode": "500", "remaining": 2}]
    assert stack.http.delete("/local/faults").json() == {"pending": []}


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("POST", "/local/faults", {"target": "moon", "mode": "500"}, 422),
        ("POST", "/local/faults", {"target": "graph", "mode": "500", "count": 0}, 422),
        ("POST", "/local/clock", {"advance_s": -1}, 422),
        ("POST", "/local/clock", None, 422),
        ("POST", "/local/schedules/none-such/run", None, 404),
        ("GET", "/local/idle?timeout_s=never", None, 422),
        ("GET", "/local/nothing", None, 404),
        ("GET", "/api/nothing", None, 404),
    ],
)
def test_a_wrong_call_is_answered_with_a_problem(
    stack: RunningStack, method: str, path: str, body: object, status: int
) -> None:
    answer = stack.http.request(method, path, json=body)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert answer.json()["detail"].endswith((".", "docs."))


def test_the_clock_moves_on_for_the_functions_too(stack: RunningStack) -> None:
    before = stack.http.get("/local/clock").json()
    after = stack.http.post("/local/clock", json={"advance_s": 3600}).json()
    assert after["offset_s"] - before["offset_s"] == pytest.approx(3600)
    assert float(Path(stack.environment["CLOCK_FILE"]).read_text()) == pytest.approx(after["offset_s"])


def test_the_api_is_described(stack: RunningStack) -> None:
    assert stack.http.get("/api/openapi.json").json()["openapi"].startswith("3.1")
    assert "https://" not in stack.http.get("/api/docs").text


def test_a_killed_worker_is_replaced(stack: RunningStack) -> None:
    before = int((stack.state_dir / "worker.pid").read_text())
    psutil.Process(before).kill()
    assert httpx.get(f"{stack.environment['FUNCTIONS_BASE_URL']}/_local/health", timeout=60).is_success
    assert int((stack.state_dir / "worker.pid").read_text()) != before


def test_documents_users_and_objects_survive_a_restart_and_no_process_does(tmp_path: Path) -> None:
    with run_stack(tmp_path) as first:
        family = psutil.Process(first.pid).children(recursive=True)
        _write(first)
    assert psutil.wait_procs(family, timeout=30)[1] == []
    with run_stack(tmp_path) as second:
        assert _read(second) == ("kept", "kept@acme.test", b"kept")
        family = psutil.Process(second.pid).children(recursive=True)
        psutil.Process(second.pid).send_signal(signal.SIGKILL)
        assert psutil.wait_procs(family, timeout=30)[1] == []


DOCUMENT = "/v1/projects/demo-whatsdex/databases/(default)/documents/kept/one"
ACCOUNTS = "/identitytoolkit.googleapis.com/v1/accounts"
OWNER = {"Authorization": "Bearer owner"}


def _addresses(stack: RunningStack) -> tuple[str, str, str]:
    environment = stack.environment
    storage = f"{environment['STORAGE_EMULATOR_HOST']}/upload/storage/v1/b/{environment['MEDIA_BUCKET']}/o"
    firestore, auth = environment["FIRESTORE_EMULATOR_HOST"], environment["FIREBASE_AUTH_EMULATOR_HOST"]
    return f"http://{firestore}{DOCUMENT}", f"http://{auth}{ACCOUNTS}", storage


def _write(stack: RunningStack) -> None:
    document, accounts, storage = _addresses(stack)
    user = {"email": "kept@acme.test", "password": "demo-password"}
    for answer in (
        httpx.patch(document, json={"fields": {"text": {"stringValue": "kept"}}}, headers=OWNER, timeout=60),
        httpx.post(f"{accounts}:signUp?key=local", json=user, timeout=60),
        httpx.post(f"{storage}?uploadType=media&name=kept", content=b"kept", timeout=60),
    ):
        answer.raise_for_status()


def _read(stack: RunningStack) -> tuple[str, str, bytes]:
    document, accounts, storage = _addresses(stack)
    user = {"email": "kept@acme.test", "password": "demo-password"}
    text = httpx.get(document, headers=OWNER, timeout=60).json()["fields"]["text"]["stringValue"]
    email = httpx.post(f"{accounts}:signInWithPassword?key=local", json=user, timeout=60).json()["email"]
    return text, email, httpx.get(storage.replace("/upload/", "/download/") + "/kept?alt=media", timeout=60).content
