"""A workspace's own settings, and its first steps until they are done or nobody wants to see them."""

import secrets

import pytest
from google.cloud import firestore

from common.models.ids import TenantId
from common.models.tenant import ApiKey, Plan, Role
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
    assert entry["after"] == wanted
    assert bakery.call("PATCH", "workspace", json=wanted).status_code == 200
    assert len(bakery.get("workspace/audit", action="workspace.changed")["items"]) == 1


@pytest.mark.parametrize(
    "wrong", [{"time_zone": "Mars/Olympus"}, {"name": " "}, {"language": "English"}, {"plan": "pro"}]
)
def test_what_is_no_zone_name_or_language_is_refused_and_so_is_a_better_plan(bakery: Tenant, wrong: Json) -> None:
    (field,) = wrong
    refused = bakery.call("PATCH", "workspace", json=wrong)
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, f"/{field}")


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
