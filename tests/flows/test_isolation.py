"""A tenant sees itself only; who may do what comes from a verified token or key, never from what a caller says."""

import secrets

import httpx
import pytest

from common.models.ids import TenantId
from common.models.tenant import ApiKey, Role
from common.store.database import Database
from common.store.tenants import Tenants
from tests.conftest import RunningStack
from tests.flows.driving import Customer, Tenant, sign_in

pytestmark = pytest.mark.flow
PROBLEM = "application/problem+json"


def _as_person(stack: RunningStack, token: str, tenant: str) -> httpx.Response:
    headers = {"Authorization": f"Bearer {token}", "X-Tenant-Id": tenant}
    return stack.http.get("/api/inbox/conversations", headers=headers)


def test_a_tenant_finds_nothing_of_another(
    stack: RunningStack, acme: Tenant, globex: Tenant, customer: Customer
) -> None:
    customer.write(acme.whatsapp["id"], "Confidential", media={"kind": "image"})
    stack.idle()
    contact_id = acme.conversation(customer.address)["id"]
    (message,) = acme.messages(contact_id)
    link = {"channel_id": globex.telegram["id"], "address": "1"}
    answers = [
        globex.call("GET", f"inbox/conversations/{contact_id}"),
        globex.call("PATCH", f"inbox/conversations/{contact_id}", json={"status": "resolved"}),
        globex.reply(contact_id, "Let me in"),
        globex.call("GET", f"inbox/messages/{message['id']}"),
        globex.call("GET", f"inbox/messages/{message['id']}/media"),
        globex.call("GET", f"inbox/messages/{message['id']}/story"),
        globex.call("POST", f"inbox/messages/{message['id']}/retry"),
        globex.call("POST", f"inbox/messages/{message['id']}/settle", json={"outcome": "sent"}),
        globex.call("GET", f"contacts/{contact_id}"),
        globex.call("POST", f"contacts/{contact_id}/identities", json=link),
        globex.call("POST", f"contacts/{contact_id}/merge", json={"contact_id": contact_id + "x"}),
    ]
    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [(404, "not_found")] * len(answers)
    assert globex.get(f"inbox/conversations/{contact_id}/messages")["items"] == []
    assert globex.found(customer.address) == []
    assert globex.get("contacts", q=customer.address)["items"] == []
    assert acme.conversation(customer.address)["status"] == "open"


def test_a_tenant_cannot_reply_through_or_link_to_a_channel_of_another(
    acme: Tenant, globex: Tenant, customer: Customer
) -> None:
    customer.write(acme.whatsapp["id"], "Hello")
    contact_id = acme.conversation(customer.address)["id"]
    through = acme.reply(contact_id, "Hello", channel_id=globex.whatsapp["id"])
    assert (through.status_code, through.json()["code"]) == (409, "no_route")
    link = {"channel_id": globex.whatsapp["id"], "address": customer.address}
    assert acme.call("POST", f"contacts/{contact_id}/identities", json=link).status_code == 404


def test_a_file_of_another_tenant_cannot_be_sent(
    stack: RunningStack, acme: Tenant, globex: Tenant, customer: Customer
) -> None:
    content = secrets.token_bytes(64)
    uploaded = acme.call("POST", "inbox/media", content=content, headers={"Content-Type": "image/png"}).json()
    customer.write(globex.whatsapp["id"], "Hello")
    contact_id = globex.conversation(customer.address)["id"]
    message_id = globex.replied(contact_id, media_id=uploaded["media_id"], mime_type="image/png")
    stack.idle()
    assert globex.message(message_id)["status"] == "failed"
    assert customer.received() == []


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({}, id="nothing"),
        pytest.param({"X-API-Key": "wdx_acme_guessed"}, id="a guessed key"),
        pytest.param({"Authorization": "Bearer nonsense", "X-Tenant-Id": "acme"}, id="no token"),
        pytest.param({"Authorization": "Basic b3duZXI6", "X-Tenant-Id": "acme"}, id="another scheme"),
        pytest.param({"X-Tenant-Id": "acme"}, id="a tenant alone"),
    ],
)
@pytest.mark.parametrize("path", ["inbox/conversations", "contacts", "usage/current"])
def test_who_is_not_known_is_refused(stack: RunningStack, headers: dict[str, str], path: str) -> None:
    answer = stack.http.get(f"/api/{path}", headers=headers)
    assert (answer.status_code, answer.headers["content-type"]) == (401, PROBLEM)
    assert answer.json()["code"] == "unauthenticated"


def test_a_key_opens_its_own_tenant_whatever_the_caller_says(acme: Tenant, customer: Customer) -> None:
    customer.write(acme.whatsapp["id"], "Hello")
    answer = acme.call("GET", "inbox/conversations", params={"q": customer.address}, headers={"X-Tenant-Id": "globex"})
    assert [item["contact_name"] for item in answer.json()["items"]] == [f"Customer {customer.address[-4:]}"]


def test_a_person_works_in_their_own_tenant_only(stack: RunningStack) -> None:
    token = sign_in(stack, "owner@acme.test")
    assert _as_person(stack, token, "acme").status_code == 200
    for other in ("globex", "initech", "none-such", ""):
        refused = _as_person(stack, token, other)
        assert (refused.status_code, refused.json()["code"]) == (403, "forbidden")


def test_a_token_that_was_changed_is_refused(stack: RunningStack) -> None:
    head, _, rest = sign_in(stack, "agent@acme.test").partition(".")
    assert _as_person(stack, f"{head}.{rest[1:]}", "acme").status_code == 401


def test_a_person_signs_their_replies(stack: RunningStack, acme: Tenant, customer: Customer) -> None:
    customer.write(acme.whatsapp["id"], "Who answers?")
    contact_id = acme.conversation(customer.address)["id"]
    headers = {"Authorization": f"Bearer {sign_in(stack, 'agent@acme.test')}", "X-Tenant-Id": "acme"}
    path = f"/api/inbox/conversations/{contact_id}/reply"
    answer = stack.http.post(path, headers=headers, json={"text": "I do"})
    assert answer.status_code == 202
    assert answer.json()["author"] == {"kind": "person", "id": "acme-agent", "name": "Agent"}


def test_a_viewer_may_look_but_not_touch(acme: Tenant, customer: Customer, database: Database) -> None:
    customer.write(acme.whatsapp["id"], "Hello")
    contact_id = acme.conversation(customer.address)["id"]
    key = f"wdx_acme_{secrets.token_urlsafe(24)}"
    record = ApiKey(id=secrets.token_hex(8), name="Screen in the hall", role=Role.VIEWER)
    Tenants(database).create_api_key(TenantId("acme"), key, record)
    viewer = {"X-API-Key": key}
    assert acme.call("GET", f"inbox/conversations/{contact_id}", headers=viewer).status_code == 200
    refused = [
        acme.call("POST", f"inbox/conversations/{contact_id}/reply", headers=viewer, json={"text": "Hi"}),
        acme.call("PATCH", f"inbox/conversations/{contact_id}", headers=viewer, json={"unread": 0}),
        acme.call("POST", "inbox/media", headers=viewer, content=b"x"),
    ]
    assert [(answer.status_code, answer.json()["code"]) for answer in refused] == [(403, "forbidden")] * 3


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "code"),
    [
        ("GET", "inbox/nothing", None, 404, "not_found"),
        ("DELETE", "inbox/conversations", None, 405, "method_not_allowed"),
        ("POST", "inbox/conversations/x/reply", b"{", 400, "malformed"),
        ("POST", "inbox/conversations/x/reply", b'{"text": ""}', 422, "invalid"),
        ("POST", "inbox/conversations/x/reply", b'{"text": "a", "tenant_id": "globex"}', 422, "invalid"),
        ("POST", "inbox/conversations/x/reply", b'{"text": "a", "media_id": "../globex"}', 422, "invalid"),
        ("POST", "inbox/conversations/x/reply", b'{"text": "' + b"x" * 5000 + b'"}', 422, "invalid"),
        ("POST", "inbox/conversations/x/reply", b" " * (1024 * 1024 + 1), 413, "too_large"),
        ("GET", "inbox/messages/..%2F..%2Fglobex%2Fmessages", None, 404, "not_found"),
        ("GET", "inbox/conversations?limit=0", None, 422, "invalid"),
        ("GET", "inbox/conversations?limit=101", None, 422, "invalid"),
        ("GET", "inbox/conversations?cursor=bm9uc2Vuc2U", None, 422, "invalid"),
        ("GET", "inbox/conversations?tenant=globex", None, 422, "invalid"),
        ("GET", "contacts?limit=0", None, 422, "invalid"),
    ],
)
def test_an_error_is_a_problem_with_a_code(
    acme: Tenant, method: str, path: str, body: bytes | None, status: int, code: str
) -> None:
    answer = acme.call(method, path, content=body)
    assert (answer.status_code, answer.headers["content-type"]) == (status, PROBLEM)
    problem = answer.json()
    assert (problem["code"], problem["status"]) == (code, status)
    assert {"type", "title", "detail"} <= set(problem)
    assert "Traceback" not in answer.text
