"""The API keeps to its own description, whatever is thrown at it: no 5xx, and no answer that it does not describe."""

import secrets
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import pytest
import schemathesis
from google.cloud import firestore
from hypothesis import Phase, given, settings
from schemathesis import Case
from schemathesis.checks import CHECKS

from common.models.ids import TenantId
from common.models.tenant import ApiKey, Plan, Role
from common.models.tenant import Tenant as TenantRecord
from common.store.database import Database
from common.store.tenants import Tenants
from infra import openapi
from tests.conftest import RunningStack
from tests.flows.driving import Customer, Json, Tenant, new_number

pytestmark = pytest.mark.flow
EXAMPLES = 6
"""How often each operation is called; the examples are the same in every run."""
KEPT_TO = ("not_a_server_error", "status_code_conformance", "content_type_conformance", "response_schema_conformance")


@pytest.fixture(scope="module")
def own(stack: RunningStack) -> Tenant:
    """A workspace of this module's own, with something of each kind in it."""
    t, key = TenantId(f"fuzzed{secrets.token_hex(4)}"), f"wdx_fuzzed_{secrets.token_hex(16)}"
    with pytest.MonkeyPatch.context() as patch:
        for name, value in stack.environment.items():
            patch.setenv(name, value)
        tenants = Tenants(Database(firestore.Client(project=stack.environment["GOOGLE_CLOUD_PROJECT"])))
        tenants.save(TenantRecord(id=t, name="Fuzzed", plan=Plan.ENTERPRISE))
        tenants.create_api_key(t, key, ApiKey(id="owner", name="Fuzzer", role=Role.OWNER))
    made = dict(stack.http.post("/local/simulators/telegram/bots", json={"tenant": t}).json())
    tenant = Tenant(stack, t, key, {}, {})
    body = {"provider": "telegram", "name": "Bot", "bot_token": made["bot_token"]}
    connected = tenant.call("POST", "workspace/channels", json=body)
    assert connected.status_code == 201, connected.text
    return Tenant(stack, t, key, {}, {"id": connected.json()["id"], "sim": made["id"]})


@pytest.fixture(scope="module")
def ids(own: Tenant) -> Mapping[str, str]:
    """What the workspace has, by the folder of the API."""
    customer = Customer(own.stack, new_number())
    customer.write(own.telegram["sim"], "Hello")
    own.stack.idle()
    (conversation,) = own.get("inbox/conversations")["items"]
    k = conversation["id"]
    own.replied(k, "Good morning")
    audience = {"name": "All", "kind": "filter", "filter": {"all": [{"field": "tag", "op": "eq", "value": "x"}]}}
    content = {"text": "The bread is out of the oven."}
    draft = {"name": "Bread", "channels": [own.telegram["id"]], "audience": {"filter": audience["filter"]}}
    template = {"name": "bread", "language": "en", "category": "utility", "body": "It is ready."}

    def made(path: str, body: Json) -> Json:
        answer = own.call("POST", path, json=body)
        assert answer.status_code == 201, answer.text
        return dict(answer.json())

    receiver = own.stack.get("/local/info")["simulators"]["receiver"]
    wanted = {"name": "Shop", "url": f"{receiver}/fuzzed", "events": ["backup.completed"]}
    hook = made("webhooks", wanted)["id"]
    assert own.call("POST", f"webhooks/{hook}/test").status_code == 202
    own.stack.idle()
    (delivery,) = own.get(f"webhooks/{hook}/deliveries")["items"]
    return {
        "webhooks": hook,
        "deliveries": delivery["id"],
        "conversations": k,
        "contacts": k,
        "messages": own.messages(k)[0]["id"],
        "facts": made(f"contacts/{k}/facts", {"value": "Likes rye."})["items"][0]["id"],
        "audiences": made("contacts/audiences", audience)["id"],
        "campaigns": made("campaigns", {**draft, "content": content})["id"],
        "templates": made("templates", template)["id"],
        "agents": made("agents", {"name": "Robin"})["id"],
        "channels": own.telegram["id"],
    }


@pytest.fixture(scope="module")
def described(stack: RunningStack, own: Tenant, ids: Mapping[str, str]) -> Any:
    """The API's description; every other path leads to something that there is."""
    schema = schemathesis.openapi.from_dict(stack.get("/api/openapi.json"))

    schema.config.generation.update(with_security_parameters=False)

    @schema.hook
    def map_path_parameters(context: Any, path_parameters: Json | None) -> Json:
        named = {part[1:-1]: ids.get(folder, "") for folder, part in pairwise(context.operation.path.split("/"))}
        given_ = path_parameters or {}
        is_known = sum(map(ord, str(given_))) % 4 > 0
        return {name: (is_known and named.get(name)) or value for name, value in given_.items()}

    return schema


@pytest.mark.parametrize(
    ("path", "method"),
    [(path, method) for path, methods in openapi.build()["paths"].items() for method in methods],
)
def test_no_answer_is_other_than_described(path: str, method: str, described: Any, own: Tenant) -> None:
    checks = [CHECKS.get_one(name) for name in KEPT_TO]

    @given(case=described[path][method].as_strategy())
    @settings(max_examples=EXAMPLES, derandomize=True, deadline=None, database=None, phases=[Phase.generate])
    def calls(case: Case[Any]) -> None:
        # A key is its tenant's; naming another one is tried elsewhere.
        case.headers.pop("X-Tenant-Id", None)
        case.call_and_validate(base_url=own.stack.base_url, headers={"X-API-Key": own.key}, checks=checks)

    calls()
