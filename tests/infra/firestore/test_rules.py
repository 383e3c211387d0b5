"""The rules: members read what their own pages listen to, and nobody does anything else past the functions."""

import base64
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from google.cloud import firestore

from tests.conftest import FirestoreEmulator

pytestmark = pytest.mark.emulator

PROJECT = "demo-rules"
RULES = Path(__file__).resolve().parents[3] / "infra" / "firestore" / "firestore.rules"
READABLE = ("conversations", "messages", "contacts", "incidents", "jobs")
HIDDEN = (
    "channels/c",
    "members/ann",
    "identities/i",
    "contacts/x/facts/f",
    "contacts/x/memory/p0",
    "tombstones/t",
    "settings/memory",
    "usage/2026-11/shards/0",
    "api_keys/k",
    "invitations/i",
    "key_minutes/k",
    "idempotency/i",
    "merges/k",
    "consents/c",
    "parked_receipts/p",
    "notices/n",
    "integrations/drive",
    "backups/b",
    "audit/a",
    "webhooks/w",
    "webhook_events/e",
    "webhook_deliveries/d",
)
MEMORY = "contacts/x/memory/head"
ROOT_LOOKUPS = ("channel_keys/k", "phone_numbers/p", "api_keys/k", "tenants/acme")
FORBIDDEN = 403


def _token(uid: str) -> str:
    """What the emulator takes for a member's sign-in: a Firebase ID token without a signature."""
    now_s = int(time.time())
    claims = {
        "iss": f"https://securetoken.google.com/{PROJECT}",
        "aud": PROJECT,
        "iat": now_s,
        "exp": now_s + 3600,
        "auth_time": now_s,
        "sub": uid,
        "user_id": uid,
        "firebase": {"sign_in_provider": "password", "identities": {}},
    }
    parts = [json.dumps(part).encode() for part in ({"alg": "none", "typ": "JWT"}, claims)]
    return ".".join(base64.urlsafe_b64encode(part).decode().rstrip("=") for part in parts) + "."


def _everywhere(http: httpx.Client) -> str:
    return str(http.base_url).rstrip("/") + ":runQuery"


class Visitor:
    """Somebody with a browser, who calls Firestore directly."""

    def __init__(self, http: httpx.Client, uid: str | None) -> None:
        self._http = http
        self._headers = {"Authorization": f"Bearer {_token(uid)}"} if uid else {}

    def call(self, method: str, path: str, body: dict[str, Any] | None = None) -> int:
        """The status of a call."""
        return self._http.request(method, path, headers=self._headers, json=body).status_code

    def query(self, tenant: str, collection: str) -> int:
        """The status of a query over a collection, as a listener makes it."""
        body = {"structuredQuery": {"from": [{"collectionId": collection}], "limit": 5}}
        return self.call("POST", f"tenants/{tenant}:runQuery", body)


@pytest.fixture(scope="module")
def http(firestore_emulator: FirestoreEmulator) -> Iterator[httpx.Client]:
    """The emulator with our rules, and two tenants of which ann works in `acme` and bob in `globex`."""
    base = f"http://{firestore_emulator.address}"
    rules = {"rules": {"files": [{"name": "firestore.rules", "content": RULES.read_text()}]}}
    with httpx.Client(
        trust_env=False, base_url=f"{base}/v1/projects/{PROJECT}/databases/(default)/documents/", timeout=60
    ) as http:
        http.put(f"{base}/emulator/v1/projects/{PROJECT}:securityRules", json=rules).raise_for_status()
        client = firestore.Client(project=PROJECT)
        for tenant, uid in (("acme", "ann"), ("globex", "bob")):
            client.document(f"tenants/{tenant}").set({"name": tenant})
            client.document(f"tenants/{tenant}/members/{uid}").set({"role": "viewer"})
            for path in (*(f"{name}/x" for name in READABLE), MEMORY, *HIDDEN):
                client.document(f"tenants/{tenant}/{path}").set({"n": 1}, merge=True)
        for path in ROOT_LOOKUPS:
            client.document(path).set({"n": 1}, merge=True)
        yield http


@pytest.mark.parametrize("collection", READABLE)
def test_a_member_reads_and_lists_what_pages_of_their_tenant_listen_to(http: httpx.Client, collection: str) -> None:
    ann = Visitor(http, "ann")
    assert ann.call("GET", f"tenants/acme/{collection}/x") == 200
    assert ann.query("acme", collection) == 200


@pytest.mark.parametrize("uid", ["bob", "stranger", None])
@pytest.mark.parametrize("collection", READABLE)
def test_nobody_else_reads_or_lists_it(http: httpx.Client, collection: str, uid: str | None) -> None:
    other = Visitor(http, uid)
    assert other.call("GET", f"tenants/acme/{collection}/x") == FORBIDDEN
    assert other.query("acme", collection) == FORBIDDEN


@pytest.mark.parametrize("collection", READABLE)
def test_no_query_reaches_over_all_tenants(http: httpx.Client, collection: str) -> None:
    body = {"structuredQuery": {"from": [{"collectionId": collection, "allDescendants": True}]}}
    assert Visitor(http, "ann").call("POST", _everywhere(http), body) == FORBIDDEN


@pytest.mark.parametrize("path", HIDDEN)
def test_a_member_reads_nothing_else_of_their_tenant(http: httpx.Client, path: str) -> None:
    assert Visitor(http, "ann").call("GET", f"tenants/acme/{path}") == FORBIDDEN


def test_a_member_listens_to_when_a_memory_changes_and_lists_none(http: httpx.Client) -> None:
    assert Visitor(http, "ann").call("GET", f"tenants/acme/{MEMORY}") == 200
    assert Visitor(http, "bob").call("GET", f"tenants/acme/{MEMORY}") == FORBIDDEN
    assert Visitor(http, "ann").query("acme/contacts/x", "memory") == FORBIDDEN


@pytest.mark.parametrize("path", ROOT_LOOKUPS)
def test_a_member_reads_no_look_up_and_no_tenant(http: httpx.Client, path: str) -> None:
    assert Visitor(http, "ann").call("GET", path) == FORBIDDEN


@pytest.mark.parametrize("path", [*(f"{name}/x" for name in READABLE), "channels/c", "members/ann", "audit/a", MEMORY])
def test_a_member_writes_nothing(http: httpx.Client, path: str) -> None:
    ann = Visitor(http, "ann")
    fields = {"fields": {"n": {"integerValue": "2"}}}
    assert ann.call("PATCH", f"tenants/acme/{path}", fields) == FORBIDDEN
    assert ann.call("DELETE", f"tenants/acme/{path}") == FORBIDDEN
    collection, _, _ = path.rpartition("/")
    assert ann.call("POST", f"tenants/acme/{collection}?documentId=new", fields) == FORBIDDEN


def test_nobody_makes_themselves_a_member(http: httpx.Client) -> None:
    fields = {"fields": {"role": {"stringValue": "owner"}}}
    assert Visitor(http, "bob").call("POST", "tenants/acme/members?documentId=bob", fields) == FORBIDDEN
    assert Visitor(http, "bob").call("GET", "tenants/acme/conversations/x") == FORBIDDEN


def test_a_removed_member_reads_nothing_any_more(http: httpx.Client) -> None:
    member = firestore.Client(project=PROJECT).document("tenants/acme/members/cleo")
    cleo = Visitor(http, "cleo")
    member.set({"role": "agent"})
    assert cleo.call("GET", "tenants/acme/conversations/x") == 200
    member.delete()
    assert cleo.call("GET", "tenants/acme/conversations/x") == FORBIDDEN
