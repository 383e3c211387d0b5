"""A workspace is linked to a Drive, backed up, lost and brought back, over HTTP and through the simulated Google."""

import base64
import os
import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

import pytest
from google.cloud import firestore, storage  # type: ignore[attr-defined]

from common.media.storage import MediaBucket
from common.models.ids import TenantId, scratch_of
from common.store.database import Database
from common.store.snapshots import Snapshots
from functions.backups.service import left_out
from tests.conftest import RunningStack
from tests.flows.backing_up import ROOT, Backups
from tests.flows.driving import Clock, Customer, Json, Tenant, new_number, sign_in

pytestmark = pytest.mark.flow

HOUR_S = 3600
CHANGING = ("audit/", "stats_", "presences/")
"""What the platform itself goes on writing: a restore, and the roll-ups."""


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
    for start in range(0, len(gone), 400):
        batch = client.batch()
        for path in gone[start : start + 400]:
            batch.delete(client.document(f"tenants/{t}/{path}"))
        batch.commit()
    bucket = _bucket()
    for each in list(bucket.objects(TenantId(t))):
        bucket.remove(TenantId(t), each.name)
    return len(gone)


def _bucket() -> MediaBucket:
    return MediaBucket(storage.Client(), os.environ["MEDIA_BUCKET"], dict)


class Copied(NamedTuple):
    """The enterprise tenant's backup, and a workspace of this module's own that was made of it."""

    backup: Json
    restore: Json
    copy: Backups
    customer: Customer


@pytest.fixture(scope="module")
def copied(stack: RunningStack, acme: Tenant) -> Copied:
    """Backs acme up, with a customer's words and picture, and restores it into a new workspace."""
    _campaign(acme, Customer(stack, new_number()))
    customer = Customer(stack, new_number())
    picture = {"kind": "image", "mime_type": "image/png", "data_base64": base64.b64encode(b"a picture").decode()}
    customer.write("acme/whatsapp", "Please keep this.", media=picture)
    stack.idle()
    token = sign_in(stack, "owner@acme.test")
    mine = Backups(stack, "acme", token)
    mine.connect("owner@acme.test")
    backup = mine.run()
    made = mine.restore(backup["id"], into="new", name="Copy")
    copy = Backups(stack, made["target_tenant_id"], token)
    copy.connect("copy@acme.test")
    return Copied(backup, made, copy, customer)


def _campaign(acme: Tenant, friend: Customer) -> None:
    """Sends a campaign to somebody of whom a fact is known."""
    tag = f"bread-{secrets.token_hex(4)}"
    friend.write(acme.telegram["id"], "Tell me when there is bread")
    k = acme.conversation(friend.telegram_chat_id)["id"]
    assert acme.call("PATCH", f"contacts/{k}", json={"tags": [tag]}).is_success
    assert acme.call("POST", f"contacts/{k}/facts", json={"value": "Likes rye."}).is_success
    draft = {
        "name": "Fresh bread",
        "channels": [acme.telegram["id"]],
        "audience": {"filter": {"all": [{"field": "tag", "op": "eq", "value": tag}]}},
        "content": {"text": "The bread is out of the oven."},
    }
    made = acme.call("POST", "campaigns", json=draft)
    assert acme.call("POST", f"campaigns/{made.json()['id']}/launch").is_success
    acme.stack.idle()


def _media(t: str) -> set[str]:
    """The media of a workspace, by hash."""
    return {each.name for each in _bucket().objects(TenantId(t))}


def test_a_lost_workspace_comes_back(stack_environment: RunningStack, snapshots: Snapshots, copied: Copied) -> None:
    backup, copy = copied.backup, copied.copy
    assert (backup["headline"], backup["error_code"]) == ("Backup Successful", "")
    held = {each["name"] for each in backup["collections"] if each["documents"]}
    wanted = {"messages", "contacts", "facts", "templates", "campaigns", "recipients", "conversations", "agents"}
    assert wanted | {"stats_hourly", "stats_daily", "stats_monthly", "shards"} <= held
    assert backup["media"] >= 1
    assert (copied.restore["state"], copied.restore["error"]) == ("done", "")
    assert len(_documents(snapshots, copy.tenant)) > 500

    again = copy.run()
    assert copy.done("GET", "/status")["headline"] == "Backup Successful"
    copy.done("POST", f"/{again['id']}/verify")
    check = copy.done("GET", f"/{again['id']}")["check"]
    assert (check["state"], check["damaged"]) == ("done", [])
    before, media = _documents(snapshots, copy.tenant), _media(copy.tenant)
    assert media
    assert _wipe(snapshots, copy.tenant) > 500
    assert _media(copy.tenant) == set()
    restored = copy.restore(again["id"])
    assert (restored["state"], restored["error"]) == ("done", "")
    after = _documents(snapshots, copy.tenant)
    assert {p: f for p, f in before.items() if after.get(p) != f} == {}
    assert after.keys() == before.keys()
    assert _media(copy.tenant) == media
    assert copied.customer.texts() == []


def test_one_contact_comes_back_with_their_conversation_and_one_collection_alone(
    stack_environment: RunningStack, snapshots: Snapshots, copied: Copied
) -> None:
    copy = copied.copy
    backup = copy.run()
    before = _documents(snapshots, copy.tenant)
    client = firestore.Client()
    root = client.document(f"tenants/{copy.tenant}")
    contact, other = [path.split("/")[1] for path in before if path.startswith("conversations/")][:2]
    lost = [p for p, f in before.items() if p.startswith("messages/") and f["conversation_id"] == contact]  # type: ignore[index]
    template = next(path for path in before if path.startswith("templates/") and path.count("/") == 1)
    for path in (*lost, f"conversations/{contact}", template):
        client.document(f"tenants/{copy.tenant}/{path}").delete()
    for k in (contact, other):
        root.collection("contacts").document(k).update({"name": "Somebody else"})

    restored = copy.restore(backup["id"], scope={"contact_id": contact})
    assert (restored["state"], restored["error"]) == ("done", "")
    counts = {each["collection"]: (each["added"], each["changed"]) for each in restored["diff"]}
    assert counts["contacts"] == (0, 1)
    assert counts["conversations"] == (1, 0)
    assert counts["messages"] == (len(lost), 0)
    after = _documents(snapshots, copy.tenant)
    assert {path for path in before if after.get(path) != before[path]} == {f"contacts/{other}", template}

    restored = copy.restore(backup["id"], scope={"collection": "templates"})
    assert sum(each["added"] + each["changed"] for each in restored["written"]) == 1
    after = _documents(snapshots, copy.tenant)
    assert {path for path in before if after.get(path) != before[path]} == {f"contacts/{other}"}


def test_the_night_makes_a_backup_and_then_a_drill(
    stack_environment: RunningStack, snapshots: Snapshots, copied: Copied, clock: Clock
) -> None:
    copy = copied.copy
    schedule = {"enabled": True, "encryption": "tenant_key", "drill_every_days": 1}
    hours = (_seconds_to(copy.done("PUT", "/schedule", hour=hour, **schedule), clock) for hour in range(24))
    clock.advance(next(seconds for seconds in hours if seconds < 2 * HOUR_S) + 1)
    last = copy.done("GET", "/status")["last"]
    assert (last["trigger"], last["headline"], last["encryption"]) == ("schedule", "Backup Successful", "tenant_key")
    clock.advance(HOUR_S)
    drill = copy.done("GET", "/status")["drill"]
    assert (drill["state"], drill["error"], drill["backup_id"]) == ("done", "", last["id"])
    assert drill["documents"] == last["documents"] - 1
    assert drill["media"] >= 1
    scratch = scratch_of(TenantId(copy.tenant))
    assert list(snapshots.stream(scratch)) == []
    assert _media(scratch) == set()
    copy.done("PUT", "/schedule", enabled=False)
    by_hand = copy.done("POST", f"/{last['id']}/drill")["id"]
    assert copy.done("GET", "/status")["drill"]["state"] == "done"
    assert by_hand == last["id"]


def _seconds_to(schedule: Json, clock: Clock) -> float:
    """How long it is until the next backup."""
    return datetime.fromisoformat(schedule["next_at"]).timestamp() - clock.now_s


class Operation(NamedTuple):
    """A route, as the API describes it."""

    method: str
    path: str


@pytest.fixture
def operations(stack: RunningStack) -> list[Operation]:
    """Every route there is, by the API's own description."""
    paths: Json = stack.get("/api/openapi.json")["paths"]
    return [Operation(method.upper(), path) for path, methods in paths.items() for method in methods]


def _below(operations: Sequence[Operation], but: Sequence[str] = ()) -> list[Operation]:
    """Those of backups, as `Backups.call` takes them."""
    mine = [Operation(each.method, each.path.removeprefix(ROOT)) for each in operations if each.path.startswith(ROOT)]
    return [each for each in mine if each.path not in but]


def test_nobody_else_gets_at_a_backup_by_any_route(
    stack_environment: RunningStack,
    snapshots: Snapshots,
    copied: Copied,
    globex: Tenant,
    operations: list[Operation],
) -> None:
    stack, backup, restore = stack_environment, copied.backup["id"], copied.restore["id"]
    token = sign_in(stack, "owner@globex.test")
    theirs = Backups(stack, "globex", token)
    theirs.connect("owner@globex.test")
    before = _work(snapshots, "acme")
    own = _work(snapshots, "globex")
    assert {f"backups/{backup}", f"restores/{restore}"} <= before.keys()
    with_ids = [each for each in _below(operations) if "{" in each.path]
    assert len(with_ids) >= 8
    for method, path in with_ids:
        filled = path.replace("{id}", restore if path.startswith("/restores/") else backup)
        assert "{" not in filled, path
        answer = theirs.call(method, filled)
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found"), (method, path)
        refused = Backups(stack, "acme", token).call(method, filled)
        assert (refused.status_code, refused.json()["code"]) == (403, "forbidden"), (method, path)
    lists = [each.path for each in operations if each.method == "GET" and "{" not in each.path]
    assert f"{ROOT}/restores" in lists
    for path in lists:
        told = stack.http.get(path, headers=theirs.headers).text
        assert [id_ for id_ in (backup, restore) if id_ in told] == [], path
    assert theirs.done("POST", "/discover")["found"] == 0
    assert _work(snapshots, "acme") == before
    assert _work(snapshots, "globex").keys() == own.keys()


def _work(snapshots: Snapshots, t: str) -> dict[str, object]:
    """What a workspace knows of its backups and restores."""
    found = snapshots.stream(TenantId(t))
    return {s.path: s.fields for s in found if s.path.startswith(("backups/", "restores/"))}


def test_a_starter_is_told_by_every_route_which_plan_it_takes(
    stack: RunningStack, initech: Tenant, operations: list[Operation]
) -> None:
    starter = Backups(stack, "initech", sign_in(stack, "owner@initech.test"))
    every = _below(operations, but=("/drive/callback", "/drive/disconnect"))
    assert len(every) >= 18
    for method, path in every:
        answer = starter.call(method, path.replace("{id}", "x"))
        assert (answer.status_code, answer.json()["code"]) == (403, "plan_required"), (method, path)


def test_a_full_drive_and_a_revoked_link_are_one_clear_state_each_and_nothing_tries_again(
    copied: Copied, clock: Clock
) -> None:
    copy, drive = copied.copy, "/local/drive/accounts/copy@acme.test"
    copy.connect("copy@acme.test")
    copy.done("PUT", "/schedule", enabled=False)
    copy.stack.http.post(f"{drive}/limit", json={"limit_bytes": 1}).raise_for_status()
    full = copy.run()
    assert (full["state"], full["error_code"]) == ("failed", "drive_full")
    clock.advance(HOUR_S)
    assert copy.troubles() == [("backup_failed", 1)]
    assert copy.done("GET", "")["items"][0]["id"] == full["id"]
    copy.stack.http.post(f"{drive}/limit", json={"limit_bytes": 2**34}).raise_for_status()
    assert copy.run()["headline"] == "Backup Successful"
    assert copy.troubles() == []

    copy.stack.http.post(f"{drive}/revoke").raise_for_status()
    copy.call("POST", "/run")
    clock.advance(HOUR_S)
    assert copy.done("GET", "/drive")["status"] == "refused"
    assert copy.troubles() == [("drive_refused", 1)]
    refused = copy.call("POST", "/run")
    assert (refused.status_code, refused.json()["code"]) == (409, "drive_refused")
    copy.connect("copy@acme.test")
    assert copy.troubles() == []
    assert copy.run()["headline"] == "Backup Successful"
