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


def test_answers_about_somebody_are_erased_and_others_stay(keys: Idempotency, t: TenantId) -> None:
    for key, about in (("one", ["ana"]), ("two", ["bob", "ana"]), ("three", ["bob"])):
        assert keys.claim(t, key, "hash", NOW, about) is None
        keys.keep(t, key, 200, "{}", about)
    assert keys.erase_about(t, "ana", NOW) is True
    assert [keys.claim(t, key, "hash", NOW) is None for key in ("one", "two", "three")] == [True, True, False]


def test_a_request_about_somebody_that_still_runs_is_waited_for(keys: Idempotency, t: TenantId) -> None:
    assert keys.claim(t, "key", "hash", NOW, ["ana"]) is None
    assert keys.erase_about(t, "ana", NOW) is False
    assert keys.erase_about(t, "ana", LATER) is True
    keys.keep(t, "key", 200, "{}", ["ana"])
    assert keys.erase_about(t, "ana", NOW) is True
    assert keys.claim(t, "key", "hash", NOW) is None
