"""What the flow tests share: a client for each tenant, fresh customers, the providers, the clock and the faults.

One stack serves all of them, so that a test keeps to customers of its own and looks only at those.
"""

from collections.abc import Callable, Iterator

import pytest

from tests.conftest import RunningStack
from tests.flows.driving import DEBOUNCE_S, Clock, Customer, Faults, Json, Meta, Tenant, new_number


def _tenant(stack: RunningStack, name: str) -> Tenant:
    info: Json = stack.get("/local/info")
    accounts = {channel["provider"]: channel for channel in info["channels"] if channel["tenant"] == name}
    return Tenant(stack, name, info["api_keys"][name], accounts["whatsapp"], accounts["telegram"])


@pytest.fixture(scope="session")
def acme(stack: RunningStack) -> Tenant:
    """The enterprise tenant, with a past."""
    return _tenant(stack, "acme")


@pytest.fixture(scope="session")
def globex(stack: RunningStack) -> Tenant:
    """The pro tenant."""
    return _tenant(stack, "globex")


@pytest.fixture(scope="session")
def initech(stack: RunningStack) -> Tenant:
    """The starter tenant; its counters are looked at, so only tests of counters write to it."""
    return _tenant(stack, "initech")


@pytest.fixture
def new_customer(stack: RunningStack) -> Callable[[], Customer]:
    """Makes customers whom nobody knows."""
    return lambda: Customer(stack, new_number())


@pytest.fixture
def customer(new_customer: Callable[[], Customer]) -> Customer:
    """A customer whom nobody knows."""
    return new_customer()


@pytest.fixture
def meta(stack: RunningStack) -> Meta:
    """Meta."""
    return Meta(stack)


@pytest.fixture
def clock(stack: RunningStack) -> Clock:
    """The stack's clock, which only moves forward."""
    return Clock(stack)


@pytest.fixture
def faults(stack: RunningStack) -> Iterator[Faults]:
    """The stack's faults, none pending before and after."""
    faults = Faults(stack)
    faults.clear()
    yield faults
    faults.clear()


@pytest.fixture
def number(stack: RunningStack, acme: Tenant) -> Json:
    """A WhatsApp number that only this test uses, connected to the tenant; `sim` is its name at the simulator."""
    made = dict(stack.http.post("/local/simulators/whatsapp/numbers", json={"tenant": acme.id}).json())
    names = ("phone_number_id", "waba_id", "access_token", "app_secret")
    body = {"provider": "whatsapp", "name": "Agents", **{name: made[name] for name in names}}
    connected = acme.call("POST", "workspace/channels", json=body)
    assert connected.status_code == 201, connected.text
    return {"id": connected.json()["id"], "sim": made["id"]}


@pytest.fixture
def bot(stack: RunningStack, acme: Tenant) -> Json:
    """A Telegram bot that only this test uses."""
    made = dict(stack.http.post("/local/simulators/telegram/bots", json={"tenant": acme.id}).json())
    body = {"provider": "telegram", "name": "Agents", "bot_token": made["bot_token"]}
    connected = acme.call("POST", "workspace/channels", json=body)
    assert connected.status_code == 201, connected.text
    return {"id": connected.json()["id"], "sim": made["id"]}


@pytest.fixture
def agent(acme: Tenant, number: Json) -> Iterator[Json]:
    """An agent on that number."""
    instructions = "Our shop is open from eight to six. We deliver cakes on Fridays."
    rules = {"keywords": ["refund"], "message": "A colleague will answer you."}
    body = {"name": "Robin", "instructions": instructions, "channels": [number["id"]], "debounce_s": DEBOUNCE_S}
    made = acme.call("POST", "agents", json={**body, "hand_over": rules})
    assert made.status_code == 201, made.text
    yield made.json()
    acme.call("DELETE", f"agents/{made.json()['id']}")
