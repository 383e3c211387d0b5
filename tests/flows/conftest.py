"""What the flow tests share: a client for each tenant, fresh customers, the providers, the clock and the faults.

One stack serves all of them, so that a test keeps to customers of its own and looks only at those.
"""

from collections.abc import Callable, Iterator

import pytest
from google.cloud import firestore

from common.store.database import Database
from tests.conftest import RunningStack
from tests.flows.driving import Clock, Customer, Faults, Json, Meta, Tenant, new_number


def _tenant(stack: RunningStack, name: str) -> Tenant:
    info: Json = stack.get("/local/info")  # type: ignore[assignment]
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
def database(stack_environment: RunningStack) -> Database:
    """The stack's database, for what the API does not show."""
    return Database(firestore.Client(project=stack_environment.environment["GOOGLE_CLOUD_PROJECT"]))
