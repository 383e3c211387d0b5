"""The limit of an API key holds over all processes, costs next to nothing, and ends with the minute."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from google.cloud import firestore

from common.errors import TooManyRequests
from common.models.ids import TenantId, random_id
from common.models.tenant import ApiKey, Role
from common.store import ops, paths
from common.store.api_keys import ApiKeys
from common.store.database import Database
from common.store.key_use import FREE, KeyUse
from common.store.tenants import Tenants
from tests.functions.racing import race

pytestmark = pytest.mark.emulator
NOW = datetime(2026, 11, 20, 12, 0, 15, tzinfo=UTC)
LIMIT = 150


@pytest.fixture
def database(firestore_client: firestore.Client) -> Database:
    return Database(firestore_client)


def _let_through(use: KeyUse, t: TenantId, calls: int, at: datetime = NOW) -> int:
    """How many of so many calls get through."""
    through = 0
    for _ in range(calls):
        try:
            use.take(t, "k", lambda: LIMIT, at)
            through += 1
        except TooManyRequests:
            pass
    return through


def test_one_process_lets_exactly_the_limit_through_and_then_says_when_to_come_again(database: Database) -> None:
    use, t = KeyUse(database), TenantId(random_id())
    assert _let_through(use, t, LIMIT + 50) == LIMIT
    with pytest.raises(TooManyRequests, match="150 calls a minute") as refused:
        use.take(t, "k", lambda: LIMIT, NOW)
    assert refused.value.retry_after_s == 45
    assert _let_through(use, t, FREE, NOW + timedelta(seconds=45)) == FREE


def test_many_processes_share_one_limit_but_for_their_free_calls(database: Database) -> None:
    t, processes = TenantId(random_id()), [KeyUse(database) for _ in range(5)]
    through = race([partial(_let_through, use, t, LIMIT) for use in processes * 2])
    assert LIMIT <= sum(through) <= LIMIT + FREE * (len(processes) - 1)


def test_a_key_that_is_seldom_used_costs_nothing_and_a_refused_one_no_more(database: Database) -> None:
    use, t = KeyUse(database), TenantId(random_id())
    counted = ops.begin()
    _let_through(use, t, FREE)
    assert (counted.reads, counted.writes) == (0, 0)
    _let_through(use, t, 10 * LIMIT)
    assert counted.writes == 1 + (LIMIT - FREE) // FREE + 1
    assert counted.reads == 0


def test_keys_do_not_use_up_each_others_limit(database: Database) -> None:
    use = KeyUse(database)
    one, other = TenantId(random_id()), TenantId(random_id())
    assert _let_through(use, one, 2 * LIMIT) == LIMIT
    assert _let_through(use, other, LIMIT) == LIMIT


def test_the_last_use_is_noted_once_an_hour(database: Database) -> None:
    t, tenants, keys = TenantId(random_id()), Tenants(database), ApiKeys(database)
    tenants.create_api_key(t, f"wdx_{t}", ApiKey(id="k", role=Role.VIEWER))
    use, noted = KeyUse(database), []
    for minutes in (0, 1, 59, 60, 119, 125):
        use.note(t, keys.get(t, "k").value, NOW + timedelta(minutes=minutes))
        noted.append(keys.get(t, "k").value.last_used_at)
    assert [at and int((at - NOW).total_seconds()) // 60 for at in noted] == [0, 0, 0, 60, 60, 125]


def test_noting_the_use_of_a_key_that_has_gone_harms_nobody(database: Database) -> None:
    t = TenantId(random_id())
    KeyUse(database).note(t, ApiKey(id="gone", role=Role.VIEWER), NOW)
    assert database.get(paths.api_key(t, "gone")) is None
