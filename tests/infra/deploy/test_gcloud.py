"""The real gcloud asks a server here, which answers in Google's form, and what it prints of that is read rightly."""

import json
import os
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from infra.deploy.cloud import Cloud
from infra.deploy.foundation import Accounts, Bucket, Database, Grants, Secrets, Services
from infra.deploy.functions import Functions, Invokers, Triggers
from infra.deploy.plan import Action, Step, look
from infra.deploy.target import MARK, Target
from infra.functions import FUNCTIONS

FEW = tuple(function for function in FUNCTIONS if function.name in ("receive", "send"))
TARGET = Target("p-12345", "europe-west1", functions=FEW)
APIS_OF_GCLOUD = (
    *("CLOUDFUNCTIONS", "CLOUDRESOURCEMANAGER", "EVENTARC", "FIRESTORE", "IAM", "RUN", "SECRETMANAGER"),
    *("SERVICEUSAGE", "STORAGE"),
)
PLACE = f"/{TARGET.location}"
OURS = {"app": "whatsdex", "release": "abc"}
DATABASE = {
    "name": "projects/p-12345/databases/(default)",
    "locationId": "europe-west1",
    "pointInTimeRecoveryEnablement": "POINT_IN_TIME_RECOVERY_ENABLED",
    "deleteProtectionState": "DELETE_PROTECTION_DISABLED",
}
VERSION = "projects/12345/secrets/CREDENTIAL_KEYS/versions"
THERE: dict[str, Any] = {
    "/v1/projects/p-12345/services": {"services": [{"config": {"name": "run.googleapis.com"}, "state": "ENABLED"}]},
    "/v1/projects/p-12345/serviceAccounts": {
        "accounts": [{"email": TARGET.email("api"), "description": MARK}, {"email": TARGET.email("deploy")}]
    },
    "/v1/projects/p-12345/databases": {"databases": [DATABASE]},
    f"/storage/v1/b/{TARGET.bucket}": {"name": TARGET.bucket, "labels": OURS},
    "/v1/projects/p-12345/secrets": {
        "secrets": [
            {"name": "projects/12345/secrets/CREDENTIAL_KEYS", "labels": {"app": "whatsdex"}},
            {"name": "projects/12345/secrets/OPENAI_API_KEY"},
        ]
    },
    "/v1/projects/p-12345/secrets/CREDENTIAL_KEYS/versions": {
        "versions": [
            {"name": f"{VERSION}/{number}", "state": state}
            for number, state in (("11", "DISABLED"), ("10", "ENABLED"), ("9", "ENABLED"))
        ]
    },
    f"/v2{PLACE}/functions": {
        "functions": [
            {"name": f"{PLACE}/functions/receive", "state": "ACTIVE", "environment": "GEN_2", "labels": OURS},
            {"name": f"{PLACE}/functions/export", "state": "ACTIVE", "environment": "GEN_2"},
        ]
    },
    f"/v1{PLACE}/services/receive:getIamPolicy": {
        "bindings": [{"role": "roles/run.invoker", "members": ["allUsers", "user:a@example.com"]}]
    },
    f"/v1{PLACE}/triggers": {
        "triggers": [
            {"name": f"{PLACE}/triggers/whatsdex-dispatch-1", "labels": {"app": "whatsdex"}},
            {"name": f"{PLACE}/triggers/somebodys"},
        ]
    },
    "/v1/projects/p-12345:getIamPolicy": {
        "bindings": [
            {"role": "roles/owner", "members": ["user:a@example.com"]},
            {"role": "roles/datastore.user", "members": [TARGET.member("api"), TARGET.member("jobs")]},
        ]
    },
}
NOT_FOUND = {"code": 404, "status": "NOT_FOUND", "message": "Requested entity was not found."}
DISABLED = {
    "code": 403,
    "status": "PERMISSION_DENIED",
    "message": "The API has not been used in project 12345 before or it is disabled.",
    "details": [{"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "SERVICE_DISABLED"}],
}


class Google(BaseHTTPRequestHandler):
    """Answers what is `there`, by path, and refuses all else; keeps what it was `asked`."""

    there: dict[str, Any]
    refusal: dict[str, Any]
    asked: list[str]
    address: str

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        self.asked.append(path)
        found = self.there.get(path)
        body = json.dumps({"error": self.refusal} if found is None else found).encode()
        self.send_response(self.refusal["code"] if found is None else 200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.do_GET()

    def log_message(self, *_: Any) -> None:
        """Says nothing."""


@pytest.fixture
def google() -> Iterator[type[Google]]:
    """An empty project."""
    answering: Any = type("Answering", (Google,), {"there": {}, "refusal": NOT_FOUND, "asked": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), answering)
    answering.address = f"http://127.0.0.1:{server.server_port}/"
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield answering
    server.shutdown()
    server.server_close()


@pytest.fixture
def cloud(google: type[Google], tmp_path: Path) -> Cloud:
    """The project as the real gcloud finds it there."""
    (tmp_path / "token").write_text("of nobody")
    settings = {
        "CLOUDSDK_CONFIG": str(tmp_path / "config"),
        "CLOUDSDK_AUTH_ACCESS_TOKEN_FILE": str(tmp_path / "token"),
        "CLOUDSDK_CORE_DISABLE_USAGE_REPORTING": "1",
        "NO_PROXY": "127.0.0.1",
    }
    addresses = {f"CLOUDSDK_API_ENDPOINT_OVERRIDES_{api}": google.address for api in APIS_OF_GCLOUD}
    return Cloud(os.environ | settings | addresses)


def test_what_there_is_is_read_and_what_is_others_is_left_alone(
    google: type[Google], cloud: Cloud, tmp_path: Path
) -> None:
    google.there = THERE
    steps: list[Step] = [
        *(Services(TARGET), Accounts(TARGET), Database(TARGET), Bucket(TARGET), Secrets(TARGET)),
        *(Functions(TARGET, tmp_path), Invokers(TARGET), Triggers(TARGET)),
        Grants(TARGET, ("projects", "p-12345"), [("api", "roles/datastore.user")]),
        Grants(TARGET, ("iam", "service-accounts", TARGET.email("tasks")), [("api", "roles/iam.serviceAccountUser")]),
    ]
    plan = {f"{change.kind} {change.name}": (change.action, change.fields) for change in look(steps, cloud)}

    assert plan[f"service account {TARGET.account('api')}"] == (Action.SAME, ())
    assert plan[f"service account {TARGET.account('jobs')}"] == (Action.CREATE, ())
    assert f"service account {TARGET.account('deploy')}" not in plan
    assert plan["database (default)"] == (
        Action.CHANGE,
        ("protection: DELETE_PROTECTION_DISABLED → DELETE_PROTECTION_ENABLED",),
    )
    assert plan[f"bucket {TARGET.bucket}"][1][0].startswith("release: abc →")
    assert plan["secret CREDENTIAL_KEYS"] == (Action.SAME, ())
    assert plan["secret META_VERIFY_TOKEN"] == (Action.CREATE, ())
    assert "secret OPENAI_API_KEY" not in plan
    assert Secrets(TARGET).versions(cloud) == {"CREDENTIAL_KEYS": "10", "META_VERIFY_TOKEN": "1"}
    assert plan["function receive"][1][0].startswith("release: abc →")
    assert plan["function send"] == (Action.CREATE, ())
    assert "function export" not in plan
    assert plan["caller of receive: allUsers"] == (Action.SAME, ())
    assert plan[f"caller of send: {TARGET.member('tasks')}"] == (Action.CREATE, ())
    assert plan["trigger whatsdex-dispatch-1"] == (Action.REMOVE, ())
    assert "trigger somebodys" not in plan
    assert plan[f"grant on p-12345: {TARGET.member('api')} roles/datastore.user"] == (Action.SAME, ())
    assert plan[f"grant on p-12345: {TARGET.member('jobs')} roles/datastore.user"] == (Action.REMOVE, ())
    assert not any("services/send:" in path or TARGET.email("tasks") in path for path in google.asked)


@pytest.mark.parametrize(
    ("step", "refusal"), [(Bucket, NOT_FOUND), (Database, DISABLED)], ids=["not found", "not enabled"]
)
def test_what_google_does_not_have_yet_is_to_be_made(
    google: type[Google], cloud: Cloud, step: Callable[[Target], Step], refusal: dict[str, Any]
) -> None:
    google.refusal = refusal
    assert [change.action for change in step(TARGET).look(cloud)] == [Action.CREATE]
