"""Whatever is changed through the API is told: by whom, what, from where; once, without secrets, and for good."""

import csv
import io
import secrets

import pytest

from tests.conftest import RunningStack
from tests.flows.driving import Customer, Json, Tenant

pytestmark = pytest.mark.flow
FROM = "203.0.113.9"


def _entries(tenant: Tenant, **query: object) -> list[Json]:
    return list(tenant.get("workspace/audit", limit=100, **query)["items"])


def test_a_change_is_told_with_what_it_was_and_became(acme: Tenant, customer: Customer) -> None:
    customer.write(acme.telegram["id"], "Hello")
    k = acme.conversation(customer.telegram_chat_id)["id"]
    headers = {"X-Forwarded-For": FROM}
    assert acme.call("PATCH", f"inbox/conversations/{k}", json={"status": "resolved"}, headers=headers).is_success
    (entry,) = _entries(acme, target=k)
    assert (entry["action"], entry["actor"], entry["actor_name"]) == ("conversation.changed", "key:demo", "Demo key")
    assert (entry["before"], entry["after"]) == ({"status": "open"}, {"status": "resolved"})
    # What the front end itself saw, not what the caller claims.
    assert entry["source"] == "127.0.0.1"
    acme.delivered(k, "Good morning")
    assert len(_entries(acme, target=k)) == 1


def test_what_is_asked_twice_under_one_key_is_told_once(acme: Tenant) -> None:
    name = f"bread_{secrets.token_hex(4)}"
    template = {"name": name, "language": "en", "category": "utility", "body": "It is ready."}
    headers = {"Idempotency-Key": name}
    made = {acme.call("POST", "templates", json=template, headers=headers).json()["id"] for _ in range(3)}
    keys = {
        acme.call("POST", "workspace/keys", json={"name": name, "role": "viewer"}, headers=headers).json()["id"]
        for _ in range(3)
    }
    assert [len(_entries(acme, target=id_)) for id_ in (*made, *keys)] == [1, 1]


def test_what_was_refused_is_not_told(acme: Tenant) -> None:
    assert acme.call("PATCH", "workspace/members/acme-owner", json={"role": "viewer"}).status_code == 403
    assert acme.call("DELETE", "agents/none").status_code == 404
    assert _entries(acme, target="acme-owner") == _entries(acme, target="none") == []


def test_no_secret_is_in_the_trail(acme: Tenant, stack: RunningStack) -> None:
    made = dict(stack.http.post("/local/simulators/telegram/bots", json={"tenant": acme.id}).json())
    body = {"provider": "telegram", "name": "Audited", "bot_token": made["bot_token"]}
    c = acme.call("POST", "workspace/channels", json=body).json()["id"]
    key = acme.call("POST", "workspace/keys", json={"name": "=1+1", "role": "viewer"}).json()
    told = acme.call("GET", "workspace/audit/export").text
    assert made["bot_token"] not in told
    assert key["key"] not in told
    (entry,) = _entries(acme, action="channel.connected", target=c)
    assert entry["after"]["name"] == "Audited"
    assert acme.call("DELETE", f"workspace/channels/{c}").status_code == 204
    assert [each["action"] for each in _entries(acme, target=c)] == ["channel.disconnected", "channel.connected"]


def test_it_is_paged_and_exported_as_it_is(acme: Tenant) -> None:
    agent = acme.call("POST", "agents", json={"name": f"Robin {secrets.token_hex(4)}"}).json()["id"]
    for n in range(3):
        assert acme.call("PATCH", f"agents/{agent}", json={"name": f"=Robin {n} {agent}"}).is_success
    assert acme.call("PATCH", f"agents/{agent}", json={"instructions": "Be kind. " * 2000}).is_success
    assert acme.call("DELETE", f"agents/{agent}").status_code == 204
    first = acme.get("workspace/audit", target=agent, limit=2)
    rest = acme.get("workspace/audit", target=agent, limit=10, cursor=first["next_cursor"])
    told = [each["action"] for each in (*first["items"], *rest["items"])]
    assert told == ["agent.deleted", *["agent.changed"] * 4, "agent.created"]
    assert [len(each["before"].get("instructions", "")) for each in first["items"]] == [300, 0]
    assert len(first["items"][1]["after"]["instructions"]) == 300
    assert rest["next_cursor"] is None
    exported = acme.call("GET", "workspace/audit/export", params={"target": agent})
    assert exported.headers["content-type"].startswith("text/csv")
    lines = list(csv.DictReader(io.StringIO(exported.text)))
    assert [line["action"] for line in lines] == told
    assert {line["source"] for line in lines} == {"127.0.0.1"}


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_nobody_changes_an_entry(acme: Tenant, method: str) -> None:
    (entry, *_) = _entries(acme)
    assert acme.call(method, "workspace/audit", json={}).status_code == 405
    assert acme.call(method, f"workspace/audit/{entry['id']}", json={}).status_code == 404
    assert _entries(acme, target=entry["target"])[-1:] != []


def test_only_admins_see_it_and_only_that_of_their_own_workspace(acme: Tenant, globex: Tenant) -> None:
    made = acme.call("POST", "workspace/keys", json={"name": "Peeper", "role": "agent"}).json()
    peeper = Tenant(acme.stack, acme.id, made["key"], {}, {})
    assert peeper.call("GET", "workspace/audit").status_code == 403
    assert peeper.call("GET", "workspace/audit/export").status_code == 403
    assert _entries(globex, target=made["id"]) == []


def test_what_is_asked_for_in_a_list_is_told_too(acme: Tenant, customer: Customer) -> None:
    customer.write(acme.telegram["id"], "Hello")
    k = acme.conversation(customer.telegram_chat_id)["id"]
    facts = [{"value": "Likes rye."}, {"value": "Comes on Fridays."}]
    assert acme.call("POST", f"contacts/{k}/facts", json=facts).status_code == 201
    (entry,) = _entries(acme, target=k)
    assert "rye" not in str(entry)
