"""Where a person works, and founding a workspace."""

from datetime import UTC, datetime

import pytest
from google.cloud import firestore

from common.models.ids import MemberId
from common.models.tenant import Person, Plan, Role
from common.store.database import Database
from common.store.tenants import Tenants
from functions.workspace.schemas import SignUpIn
from functions.workspace.service.founding import list_mine, sign_up

pytestmark = pytest.mark.emulator
NOW = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture
def tenants(firestore_client: firestore.Client) -> Tenants:
    return Tenants(Database(firestore_client))


def person(uid: str) -> Person:
    return Person(uid=MemberId(uid), email=f"{uid}@example.test", name=uid)


def test_who_signs_up_owns_a_starter_workspace_and_finds_it_again(tenants: Tenants) -> None:
    made = sign_up(person("founder"), SignUpIn(name="Bakery", time_zone="Europe/Berlin"), "k", NOW, tenants=tenants)
    assert (made.name, made.plan, made.role) == ("Bakery", Plan.STARTER, Role.OWNER)
    assert list_mine(person("founder"), tenants=tenants).items == [made]


def test_signing_up_twice_with_one_key_founds_one_workspace(tenants: Tenants) -> None:
    first = sign_up(person("twice"), SignUpIn(name="Shop"), "same", NOW, tenants=tenants)
    assert sign_up(person("twice"), SignUpIn(name="Shop"), "same", NOW, tenants=tenants) == first
    assert len(list_mine(person("twice"), tenants=tenants).items) == 1


def test_another_persons_key_is_another_workspace(tenants: Tenants) -> None:
    one = sign_up(person("p1"), SignUpIn(name="Shop"), "key", NOW, tenants=tenants)
    other = sign_up(person("p2"), SignUpIn(name="Shop"), "key", NOW, tenants=tenants)
    assert one.id != other.id


def test_somebody_who_works_nowhere_has_no_workspace(tenants: Tenants) -> None:
    assert list_mine(person("nobody"), tenants=tenants).items == []


def test_a_time_zone_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="IANA"):
        SignUpIn(name="Shop", time_zone="Mars/Olympus")
