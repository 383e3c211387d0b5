"""API keys: who makes which, what is kept of them, and when they end."""

from datetime import UTC, datetime, timedelta

import pytest
from google.cloud import firestore

from common.crypto import Vault
from common.entry.pages import ListQuery
from common.errors import Conflict, Forbidden, Invalid, NotFound
from common.models.ids import TenantId, random_id
from common.models.tenant import Caller, Role, Tenant
from common.store import paths
from common.store.api_keys import ApiKeys
from common.store.database import Create, Database
from common.store.tenants import Tenants
from functions.workspace.key_schemas import KeyIn, KeyMade
from functions.workspace.service import keys
from tests.functions.racing import race
from tests.functions.world import KEYS

pytestmark = pytest.mark.emulator
NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
SHOP = KeyIn(name="Shop", role=Role.AGENT)


class Safe:
    """A workspace's keys."""

    def __init__(self, database: Database) -> None:
        self.t, self.database = TenantId(random_id()), database
        self.with_ = keys.Stores(Tenants(database), ApiKeys(database), Vault(KEYS))
        self.with_.tenants.save(Tenant(id=self.t, name="Bakery"))
        self.ann = Caller(tenant_id=self.t, role=Role.OWNER, id="ann", name="Ann")

    def make(self, wanted: KeyIn = SHOP, key: str = "", body: str = "h", by: Caller | None = None) -> KeyMade:
        """A new key."""
        return keys.create(by or self.ann, wanted, key, body, NOW, with_=self.with_)

    def until(self, key: str) -> datetime | str | None:
        """Until when a key works, as somebody sees it who has not seen it before."""
        found = Tenants(self.database).find_api_key(key)
        if found is None:
            return "unknown"
        return "revoked" if found[1].revoked_at else found[1].expires_at


@pytest.fixture
def safe(firestore_client: firestore.Client) -> Safe:
    return Safe(Database(firestore_client))


def test_a_key_works_as_what_it_was_made_and_is_kept_nowhere(safe: Safe) -> None:
    made = safe.make()
    found = safe.with_.tenants.find_api_key(made.key)
    assert found is not None
    assert (found[0], found[1].role, found[1].created_by) == (safe.t, Role.AGENT, "ann")
    stored = safe.database.get(paths.api_key(safe.t, made.id))
    assert stored is not None
    assert made.key not in str(stored.data)
    (listed,) = keys.list_keys(safe.t, ListQuery(), with_=safe.with_).items
    assert (listed.ending, made.key[-4:]) == (made.key[-4:], made.ending)
    assert made.key not in listed.model_dump_json()


def test_nobody_makes_renews_or_revokes_a_key_above_themselves(safe: Safe) -> None:
    admin = safe.ann.model_copy(update={"role": Role.ADMIN})
    owners = safe.make(KeyIn(name="All", role=Role.OWNER))
    with pytest.raises(Forbidden):
        safe.make(KeyIn(name="All", role=Role.OWNER), by=admin)
    with pytest.raises(Forbidden):
        keys.rotate(admin, owners.id, 0, "", NOW, with_=safe.with_)
    with pytest.raises(Forbidden):
        keys.revoke(admin, owners.id, NOW, with_=safe.with_)
    assert safe.until(owners.key) is None


def test_one_idempotency_key_makes_one_key_also_at_the_same_moment(safe: Safe) -> None:
    made = race([lambda: safe.make(key="once")] * 4)
    assert len({one.key for one in made}) == len({one.id for one in made}) == 1
    assert len(keys.list_keys(safe.t, ListQuery(), with_=safe.with_).items) == 1
    with pytest.raises(Invalid, match="another request"):
        safe.make(KeyIn(name="Till", role=Role.VIEWER), key="once", body="other")


def test_keys_are_listed_and_counted_however_many_have_been_revoked(safe: Safe) -> None:
    for n in range(0, 520, 260):
        many = [
            Create(paths.api_key(safe.t, f"a{n + i}"), {"name": "Old", "role": "viewer", "revoked_at": NOW})
            for i in range(260)
        ]
        safe.database.commit(*many)
    made = [safe.make(key=f"{n}") for n in range(3)]
    found, cursor = list[str](), ""
    while True:
        page = keys.list_keys(safe.t, ListQuery(limit=100, cursor=cursor), with_=safe.with_)
        found += [key.id for key in page.items]
        if not page.next_cursor:
            break
        cursor = page.next_cursor
    assert len(found) == len({*found}) == 523
    assert {key.id for key in made} < {*found}
    assert safe.with_.keys.count_working(safe.t) == 3


def test_a_workspace_has_no_more_keys_than_it_may_and_a_repeated_request_is_answered_all_the_same(safe: Safe) -> None:
    first = safe.make(key="first")
    record = {"name": "Old", "role": "viewer"}
    safe.database.commit(*[Create(paths.api_key(safe.t, f"a{n}"), record) for n in range(keys.MOST_KEYS - 1)])
    with pytest.raises(Conflict, match="at most"):
        safe.make(key="next")
    assert safe.make(key="first") == first


def test_a_renewed_key_still_works_for_the_overlap(safe: Safe) -> None:
    first = safe.make()
    second = keys.rotate(safe.ann, first.id, 24, "r", NOW, with_=safe.with_)
    assert (safe.until(first.key), safe.until(second.key)) == (NOW + timedelta(hours=24), None)
    assert keys.rotate(safe.ann, first.id, 24, "r", NOW + timedelta(hours=2), with_=safe.with_) == second
    third = keys.rotate(safe.ann, first.id, 0, "", NOW, with_=safe.with_)
    assert (safe.until(first.key), safe.until(second.key), safe.until(third.key)) == ("unknown", NOW, None)


def test_a_key_that_expires_does_not_live_longer_by_being_renewed(safe: Safe) -> None:
    first = safe.make(KeyIn(name="Fair", role=Role.VIEWER, expires_at=NOW + timedelta(hours=1)))
    second = keys.rotate(safe.ann, first.id, 24, "", NOW, with_=safe.with_)
    assert safe.until(first.key) == safe.until(second.key) == NOW + timedelta(hours=1)


def test_a_revoked_key_has_ended_for_good(safe: Safe) -> None:
    made = safe.make()
    gone = keys.revoke(safe.ann, made.id, NOW, with_=safe.with_)
    assert keys.revoke(safe.ann, made.id, NOW + timedelta(days=1), with_=safe.with_) == gone
    assert safe.until(made.key) == "revoked"
    with pytest.raises(Conflict, match="revoked"):
        keys.rotate(safe.ann, made.id, 0, "", NOW, with_=safe.with_)
    with pytest.raises(NotFound):
        keys.revoke(safe.ann, "none", NOW, with_=safe.with_)


def test_a_key_that_has_expired_already_is_not_made(safe: Safe) -> None:
    with pytest.raises(Invalid, match="expired already"):
        safe.make(KeyIn(name="Late", role=Role.VIEWER, expires_at=NOW))
