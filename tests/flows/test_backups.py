"""A workspace is linked to a Drive, backed up, lost and brought back, over HTTP and through the simulated Google."""

import secrets
from collections.abc import Callable, Sequence
from urllib.parse import urlsplit

import httpx
import pytest
from google.cloud import firestore

from common.models.ids import TenantId
from common.store.database import Database
from common.store.snapshots import Snapshots
from functions.backups.service import left_out
from tests.conftest import RunningStack
from tests.flows.driving import Customer, Json, Tenant, sign_in

pytestmark = pytest.mark.flow

CHANGING = ("audit/", "stats_", "presences/")
"""What the platform itself goes on writing: a restore, and the roll-ups."""


class Backups:
    """One workspace's backups, as its owner has them."""

    def __init__(self, stack: RunningStack, tenant: str, token: str) -> None:
        self.stack = stack
        self.tenant = tenant
        self.headers = {"Authorization": f"Bearer {token}", "X-Tenant-Id": tenant}

    def call(self, method: str, path: str, **body: object) -> httpx.Response:
        """A call to the API."""
        headers = {**self.headers, "Idempotency-Key": secrets.token_hex(8)}
        return self.stack.http.request(method, f"/api/backups{path}", headers=headers, json=body or None)

    def done(self, method: str, path: str, **body: object) -> Json:
        """A call that must succeed; what the work that it starts leaves is awaited."""
        answer = self.call(method, path, **body)
        assert answer.is_success, answer.text
        self.stack.idle()
        return answer.json()  # type: ignore[no-any-return]

    def connect(self, account: str) -> None:
        """Links a Drive, whose owner agrees."""
        page = self.done("POST", "/drive/connect")["url"]
        consent = httpx.get(f"{page}&auto=approve&account={account}", trust_env=False)
        back = urlsplit(consent.headers["location"])
        assert self.stack.http.get(f"{back.path}?{back.query}").headers["location"].endswith("drive=connected")

    def run(self) -> Json:
        """A backup."""
        id_ = self.done("POST", "/run")["id"]
        return self.done("GET", f"/{id_}")

    def restore(self, id_: str, **wanted: object) -> Json:
        """A restore that begins by itself."""
        restore = self.done("POST", f"/{id_}/restore", apply=True, **wanted)["id"]
        return self.done("GET", f"/restores/{restore}")


@pytest.fixture
def snapshots(stack_environment: RunningStack) -> Snapshots:
    """The stack's documents."""
    return Snapshots(Database(firestore.Client(project=stack_environment.environment["GOOGLE_CLOUD_PROJECT"])))


def _documents(snapshots: Snapshots, t: str, without: Sequence[str] = CHANGING) -> dict[str, object]:
    out = tuple(f"{name}/" for name in left_out.COLLECTIONS) + tuple(without)
    found = snapshots.stream(TenantId(t))
    return {s.path: left_out.without(s.path, s.fields) for s in found if not s.path.startswith(out)}


def _wipe(snapshots: Snapshots, t: str) -> int:
    keep = tuple(f"{name}/" for name in left_out.COLLECTIONS)
    client = firestore.Client()
    gone = [s.path for s in snapshots.stream(TenantId(t)) if not s.path.startswith(keep)]
    for path in gone:
        client.document(f"tenants/{t}/{path}").delete()
    return len(gone)


def test_a_lost_workspace_comes_back(
    stack_environment: RunningStack, snapshots: Snapshots, acme: Tenant, new_customer: Callable[[], Customer]
) -> None:
    stack = stack_environment
    customer = new_customer()
    customer.write("acme/whatsapp", "Please keep this.")
    stack.idle()
    token = sign_in(stack, "owner@acme.test")
    mine = Backups(stack, "acme", token)
    mine.connect("owner@acme.test")
    backup = mine.run()
    assert (backup["headline"], backup["error_code"]) == ("Backup Successful", "")
    assert mine.done("GET", "/status")["headline"] == "Backup Successful"
    checked = mine.done("POST", f"/{backup['id']}/verify")["id"]
    check = mine.done("GET", f"/{checked}")["check"]
    assert (check["state"], check["damaged"]) == ("done", [])

    made = mine.restore(backup["id"], into="new", name="Copy")
    assert (made["state"], made["error"]) == ("done", "")
    copy = Backups(stack, made["target_tenant_id"], token)
    assert len(_documents(snapshots, copy.tenant)) > 500
    copy.connect("copy@acme.test")
    before = _documents(snapshots, copy.tenant)
    again = copy.run()
    assert again["headline"] == "Backup Successful"
    assert _wipe(snapshots, copy.tenant) > 500
    restored = copy.restore(again["id"])
    assert (restored["state"], restored["error"]) == ("done", "")
    after = _documents(snapshots, copy.tenant)
    assert {p: f for p, f in before.items() if after.get(p) != f} == {}
    assert after.keys() == before.keys()
    assert customer.texts() == []


def test_nobody_else_gets_at_a_backup(stack: RunningStack, globex: Tenant, initech: Tenant) -> None:
    mine = Backups(stack, "acme", sign_in(stack, "owner@acme.test"))
    mine.connect("owner@acme.test")
    id_ = mine.run()["id"]
    theirs = Backups(stack, "globex", sign_in(stack, "owner@globex.test"))
    theirs.connect("owner@globex.test")
    tries = [("GET", f"/{id_}"), ("POST", f"/{id_}/verify"), ("POST", f"/{id_}/restore"), ("DELETE", f"/{id_}")]
    assert [theirs.call(method, path).status_code for method, path in tries] == [404, 404, 404, 404]
    assert id_ not in theirs.call("GET", "").text
    assert theirs.done("POST", "/discover")["found"] == 0
    starter = Backups(stack, "initech", sign_in(stack, "owner@initech.test"))
    every = [*tries, ("GET", ""), ("GET", "/status"), ("POST", "/run"), ("GET", "/schedule"), ("POST", "/discover")]
    assert {starter.call(method, path).json()["code"] for method, path in every} == {"plan_required"}
