"""An Idempotency-Key belongs to one request at a time, and its answer is kept."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from common.errors import WriteRaced
from common.models.ids import TenantId
from common.store.database import Database
from common.store.idempotency import LEASE, Idempotency, KnownAnswer
from tests.functions.racing import race

pytestmark = pytest.mark.emulator

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
LATER = NOW + LEASE + timedelta(seconds=1)


@pytest.fixture
def keys(db: Database) -> Idempotency:
    """The keys."""
    return Idempotency(db)


def claims(keys: Idempotency, t: TenantId, now: datetime) -> list[KnownAnswer | str | None]:
    """What 8 requests under one key at the same moment get."""

    def claim() -> KnownAnswer | str | None:
        try:
            return keys.claim(t, "key", "hash", now)
        except WriteRaced:
            return "raced"

    return race([claim] * 8)


def test_of_8_requests_at_once_one_gets_the_key(keys: Idempotency, t: TenantId) -> None:
    got = claims(keys, t, NOW)
    assert got.count(None) == 1
    assert got.count(KnownAnswer("hash", 0, "")) == 7


def test_a_kept_answer_is_what_repetitions_get(keys: Idempotency, t: TenantId) -> None:
    assert keys.claim(t, "key", "hash", NOW) is None
    keys.keep(t, "key", 201, '{"id":"x"}')
    assert keys.claim(t, "key", "hash", LATER) == KnownAnswer("hash", 201, '{"id":"x"}')
    assert keys.claim(t, "key", "another", LATER) == KnownAnswer("hash", 201, '{"id":"x"}')


def test_a_released_key_is_free(keys: Idempotency, t: TenantId) -> None:
    assert keys.claim(t, "key", "hash", NOW) is None
    keys.release(t, "key")
    assert keys.claim(t, "key", "another", NOW) is None


def test_a_request_that_runs_keeps_its_key_until_its_lease_ends(keys: Idempotency, t: TenantId) -> None:
    assert keys.claim(t, "key", "hash", NOW) is None
    assert keys.claim(t, "key", "hash", NOW + LEASE - timedelta(seconds=1)) == KnownAnswer("hash", 0, "")
    assert keys.claim(t, "key", "hash", NOW + LEASE) is None


def test_a_request_that_died_is_taken_over_by_one_of_8(keys: Idempotency, t: TenantId) -> None:
    assert keys.claim(t, "key", "hash", NOW) is None
    got = claims(keys, t, LATER)
    assert got.count(None) == 1
    assert set(got) <= {None, "raced", KnownAnswer("hash", 0, "")}


def test_another_request_does_not_take_over_the_key_of_one_that_died(keys: Idempotency, t: TenantId) -> None:
    assert keys.claim(t, "key", "hash", NOW) is None
    assert keys.claim(t, "key", "another", LATER) == KnownAnswer("hash", 0, "")


def test_keys_of_two_tenants_do_not_meet(keys: Idempotency, t: TenantId) -> None:
    results = race([partial(keys.claim, TenantId(f"{t}{n}"), "key", "hash", NOW) for n in range(4)])
    assert results == [None] * 4
