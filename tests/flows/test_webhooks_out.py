"""Outgoing webhooks over HTTP: a receiver that was down gets everything; nothing private is posted to."""

import base64
import hmac
import json
import secrets

import httpx
import pytest

from common.models.ids import TenantId
from common.models.tenant import ApiKey, Plan, Role
from common.models.tenant import Tenant as TenantRecord
from common.store.database import Database
from common.store.tenants import Tenants
from tests.conftest import RunningStack
from tests.flows.driving import Clock, Customer, Faults, Json, Tenant

pytestmark = pytest.mark.flow
HOUR_S = 3600
EVENTS = ["message.received", "message.sent", "message.status", "conversation.changed"]


@pytest.fixture
def shop(stack: RunningStack, database: Database) -> Tenant:
    """A starter tenant of the test's own, of which no process has heard yet; its channel comes with `connect`."""
    t, key = TenantId(f"hooks{secrets.token_hex(4)}"), f"wdx_{secrets.token_hex(16)}"
    tenants = Tenants(database)
    tenants.save(TenantRecord(id=t, name="Bakery", plan=Plan.STARTER))
    tenants.create_api_key(t, key, ApiKey(id="first", name="First", role=Role.OWNER))
    return Tenant(stack, t, key, {}, {})


def connect(shop: Tenant) -> str:
    """Connects a WhatsApp number; its name at the simulator."""
    made = dict(shop.stack.http.post("/local/simulators/whatsapp/numbers", json={"tenant": shop.id}).json())
    names = ("phone_number_id", "waba_id", "access_token", "app_secret")
    body = {"provider": "whatsapp", "name": "Shop", **{name: made[name] for name in names}}
    assert shop.call("POST", "workspace/channels", json=body).status_code == 201
    return str(made["id"])


def hook(shop: Tenant, url: str = "", events: list[str] | None = None) -> httpx.Response:
    receiver = shop.stack.get("/local/info")["simulators"]["receiver"]
    body = {"name": "Shop", "url": url or f"{receiver}/{shop.id}", "events": events or EVENTS}
    return shop.call("POST", "webhooks", json=body, headers={"Idempotency-Key": secrets.token_hex(8)})


def answers(shop: Tenant, status: int | None) -> None:
    """Says what the receiver answers from now on."""
    shop.stack.http.post(f"/local/receivers/{shop.id}", json={"status": status}).raise_for_status()


def got(shop: Tenant) -> list[Json]:
    """What came to the receiver, taken or not."""
    return list(shop.stack.get(f"/local/receivers/{shop.id}")["items"])


def taken(shop: Tenant) -> list[Json]:
    """What the receiver took; it knows what comes twice by its id."""
    return list({each["headers"]["webhook-id"]: each for each in got(shop) if each["status"] == 204}.values())


def signed(secret: str, each: Json) -> bool:
    headers = each["headers"]
    content = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.{each['body']}".encode()
    key = base64.b64decode(secret.removeprefix("whsec_"))
    expected = base64.b64encode(hmac.digest(key, content, "sha256")).decode()
    return f"v1,{expected}" in headers["webhook-signature"].split(" ")


def types(items: list[Json]) -> list[str]:
    return sorted(json.loads(each["body"])["type"] for each in items)


def test_a_receiver_that_was_down_for_an_hour_gets_every_event_signed_and_the_log_shows_the_tries(
    shop: Tenant, customer: Customer, clock: Clock
) -> None:
    made = hook(shop).json()
    number = connect(shop)
    answers(shop, None)
    customer.write(number, "Is it ready?")
    k = shop.conversation(customer.address)["id"]
    sent = shop.delivered(k, "It is.")
    customer.report(sent["provider_message_id"], "read")
    assert shop.call("PATCH", f"inbox/conversations/{k}", json={"status": "resolved"}).status_code == 200
    for seconds in (HOUR_S / 30, HOUR_S / 3, HOUR_S * 0.63):
        clock.advance(seconds)
    assert taken(shop) == []
    answers(shop, 204)
    clock.advance(2 * HOUR_S)
    # The provider says by itself that the answer was delivered.
    assert types(taken(shop)) == sorted([*EVENTS, "message.status"])
    assert all(signed(made["secret"], each) for each in got(shop))
    ids = {each["headers"]["webhook-id"] for each in got(shop)}
    log = shop.get(f"webhooks/{made['id']}/deliveries", limit=100)["items"]
    assert sorted(each["event_id"] for each in log) == sorted(ids)
    assert {each["state"] for each in log} == {"delivered"}
    assert all(len(each["attempts"]) > 3 and each["attempts"][-1]["status"] == 204 for each in log)
    assert {a["error"] for each in log for a in each["attempts"][:-1]} == {
        "The connection broke off before an answer came."
    }


def test_what_comes_twice_and_out_of_order_is_told_under_one_id(
    shop: Tenant, customer: Customer, faults: Faults, stack: RunningStack
) -> None:
    hook(shop)
    number = connect(shop)
    for target, mode in (("events", "duplicate"), ("tasks", "duplicate"), ("events", "reorder"), ("tasks", "reorder")):
        faults.set(target, mode, 2)
    for text in ("One", "Two", "Three"):
        customer.write(number, text)
    stack.idle()
    said = {each["headers"]["webhook-id"]: json.loads(each["body"]) for each in got(shop)}
    texts = [each["data"]["message"]["text"] for each in said.values()]
    assert sorted(texts) == ["One", "Three", "Two"]


@pytest.mark.parametrize(
    "url", ["http://169.254.169.254/", "https://169.254.169.254/", "https://localhost/", "https://10.0.0.1/in"]
)
def test_what_is_not_on_the_open_internet_is_refused(shop: Tenant, url: str) -> None:
    refused = hook(shop, url)
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/url")
    assert shop.get("webhooks")["items"] == []


def test_a_test_is_told_at_once_and_a_new_secret_signs_beside_the_old(shop: Tenant, stack: RunningStack) -> None:
    made = hook(shop).json()
    assert shop.call("POST", f"webhooks/{made['id']}/test").status_code == 202
    stack.idle()
    renewed = shop.call("POST", f"webhooks/{made['id']}/rotate").json()
    shop.call("POST", f"webhooks/{made['id']}/test")
    stack.idle()
    first, second = got(shop)
    assert types([first, second]) == ["webhook.test"] * 2
    assert [signed(each["secret"], second) for each in (made, renewed)] == [True, True]
    assert [signed(each["secret"], first) for each in (made, renewed)] == [True, False]
    shown = shop.get(f"webhooks/{made['id']}")
    assert "secret" not in shown
    (delivery, _) = shop.get(f"webhooks/{made['id']}/deliveries")["items"]
    again = shop.call("POST", f"webhooks/{made['id']}/deliveries/{delivery['id']}/replay")
    assert again.status_code == 202
    stack.idle()
    assert got(shop)[-1]["headers"]["webhook-id"] == delivery["event_id"]
