"""A workspace's own settings, and its first steps until they are done or nobody wants to see them."""

import secrets

import pytest
from google.cloud import firestore

from common.models.ids import MemberId, TenantId
from common.models.tenant import PLANS, ApiKey, Member, Plan, Role
from common.models.tenant import Tenant as TenantRecord
from common.store.database import Database
from common.store.tenants import Tenants
from tests.conftest import RunningStack
from tests.flows.driving import Customer, Json, Tenant

pytestmark = pytest.mark.flow


@pytest.fixture
def bakery(stack_environment: RunningStack) -> Tenant:
    """A new workspace of the test's own."""
    t, key = TenantId(f"settings{secrets.token_hex(4)}"), f"wdx_{secrets.token_hex(16)}"
    tenants = Tenants(Database(firestore.Client(project=stack_environment.environment["GOOGLE_CLOUD_PROJECT"])))
    tenants.save(TenantRecord(id=t, name="Bakery", plan=Plan.STARTER))
    tenants.create_api_key(t, key, ApiKey(id="first", name="First", role=Role.ADMIN))
    return Tenant(stack_environment, t, key, {}, {})


def test_name_zone_and_language_are_changed_and_told(bakery: Tenant) -> None:
    wanted = {"name": "Bakery & Sons", "time_zone": "America/Sao_Paulo", "language": "pt-BR"}
    changed = bakery.call("PATCH", "workspace", json=wanted)
    assert changed.status_code == 200, changed.text
    assert {name: changed.json()[name] for name in wanted} == wanted
    assert {name: bakery.get("workspace")[name] for name in wanted} == wanted
    (entry,) = bakery.get("workspace/audit", action="workspace.changed")["items"]
    assert entry["before"] == {"name": "Bakery", "time_zone": "UTC", "language": "en"}
    assert {name: entry["after"][name] for name in wanted} == wanted
    assert bakery.call("PATCH", "workspace", json=wanted).status_code == 200
    assert len(bakery.get("workspace/audit", action="workspace.changed")["items"]) == 1


@pytest.mark.parametrize(
    "wrong", [{"time_zone": "Mars/Olympus"}, {"name": " "}, {"language": "English"}, {"plan": "pro"}]
)
def test_what_is_no_zone_name_or_language_is_refused_and_so_is_a_better_plan(bakery: Tenant, wrong: Json) -> None:
    (field,) = wrong
    refused = bakery.call("PATCH", "workspace", json=wrong)
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, f"/{field}")


def test_what_is_assigned_to_somebody_who_is_removed_is_found_and_given_to_another(
    bakery: Tenant, customer: Customer, database: Database
) -> None:
    made = dict(bakery.stack.http.post("/local/simulators/telegram/bots", json={"tenant": bakery.id}).json())
    body = {"provider": "telegram", "name": "Bot", "bot_token": made["bot_token"]}
    assert bakery.call("POST", "workspace/channels", json=body).status_code == 201
    uid = MemberId(f"zoe{secrets.token_hex(4)}")
    Tenants(database).save_member(TenantId(bakery.id), Member(id=uid, name="Zoe", role=Role.AGENT))
    customer.write(made["id"], "Hello")
    (told,) = bakery.get("inbox/conversations")["items"]
    path = f"inbox/conversations/{told['id']}"
    assert bakery.call("PATCH", path, json={"assignee": uid}).is_success
    assert bakery.call("DELETE", f"workspace/members/{uid}").status_code == 204
    assert [one["id"] for one in bakery.get("inbox/conversations", assignee=uid)["items"]] == [told["id"]]
    assert bakery.call("PATCH", path, json={"assignee": None}).is_success
    for stranger in (uid, "acme-owner", "key:first"):
        refused = bakery.call("PATCH", path, json={"assignee": stranger, "labels": ["taken"]})
        assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/assignee")
    assert bakery.get(path)["labels"] == []
    assert bakery.get("inbox/conversations", assignee=uid)["items"] == []
    assert [one["id"] for one in bakery.get("inbox/conversations", assignee="none")["items"]] == [told["id"]]


def test_the_plans_are_told_with_what_is_in_use(bakery: Tenant) -> None:
    told = bakery.get("workspace/plans")
    assert told["current"] == "starter"
    assert {one["plan"]: one["limits"] for one in told["items"]} == {
        plan: {name: value for name, value in can._asdict().items() if name != "usage_shards"}
        for plan, can in PLANS.items()
    }
    assert (told["channels"], told["agents"]) == ({"whatsapp": 0, "telegram": 0}, 0)
    made = dict(bakery.stack.http.post("/local/simulators/telegram/bots", json={"tenant": bakery.id}).json())
    body = {"provider": "telegram", "name": "Bot", "bot_token": made["bot_token"]}
    channel = bakery.call("POST", "workspace/channels", json=body).json()["id"]
    assert bakery.call("POST", "agents", json={"name": "Robin"}).status_code == 201
    told = bakery.get("workspace/plans")
    assert (told["channels"], told["agents"]) == ({"whatsapp": 0, "telegram": 1}, 1)
    assert bakery.call("DELETE", f"workspace/channels/{channel}").status_code == 204
    assert bakery.get("workspace/plans")["channels"]["telegram"] == 0


def test_the_first_steps_are_ticked_off_and_can_be_dismissed(bakery: Tenant, customer: Customer) -> None:
    def done() -> set[str]:
        return {name for name, is_done in bakery.get("workspace/checklist").items() if is_done}

    assert done() == set()
    made = dict(bakery.stack.http.post("/local/simulators/telegram/bots", json={"tenant": bakery.id}).json())
    body = {"provider": "telegram", "name": "Bot", "bot_token": made["bot_token"]}
    assert bakery.call("POST", "workspace/channels", json=body).status_code == 201
    assert done() == {"channel"}
    customer.write(made["id"], "Hello")
    assert bakery.call("POST", "agents", json={"name": "Robin"}).status_code == 201
    assert done() == {"channel", "conversation", "agent"}
    asked = {"email": "somebody@example.com", "role": "agent"}
    assert bakery.call("POST", "workspace/invites", json=asked).status_code == 201
    assert done() == {"channel", "conversation", "agent", "people"}
    assert bakery.call("PATCH", "workspace", json={"checklist_dismissed": True}).json()["checklist_dismissed"] is True
    assert bakery.get("workspace/checklist")["dismissed"] is True
