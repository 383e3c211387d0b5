"""Counters move with the message, and a plan's limit holds whoever races."""

from datetime import UTC, datetime
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.errors import AlreadyExists, QuotaExceeded
from common.models.ids import TenantId
from common.models.spent import NOTHING, Spent
from common.models.tenant import PLANS, Plan, Tenant
from common.models.usage import MESSAGES_IN, MESSAGES_OUT, period_of, share
from common.store import ops, paths
from common.store.database import Create, Database, Merge
from common.store.usage import Usage
from common.store.usage_warnings import UsageWarnings
from tests.functions.racing import insist, race

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
PERIOD = "2026-11"


@given(limit=st.integers(0, 20_000_000), shards=st.integers(1, 64))
def test_the_shares_of_all_shards_sum_to_the_limit(limit: int, shards: int) -> None:
    parts = [share(limit, shards, shard) for shard in range(shards)]
    assert sum(parts) == limit
    assert max(parts) - min(parts) <= 1


@pytest.mark.parametrize("plan", list(Plan))
def test_the_shares_of_every_plan_sum_to_its_limit(plan: Plan) -> None:
    have = PLANS[plan]
    assert sum(share(have.messages_a_month, have.usage_shards, n) for n in range(have.usage_shards)) == (
        have.messages_a_month
    )


@pytest.mark.parametrize(
    ("at", "zone", "period"),
    [
        (datetime(2026, 11, 30, 23, 30, tzinfo=UTC), "UTC", "2026-11"),
        (datetime(2026, 11, 30, 23, 30, tzinfo=UTC), "Europe/Berlin", "2026-12"),
        (datetime(2026, 12, 1, 4, 30, tzinfo=UTC), "America/New_York", "2026-11"),
    ],
)
def test_a_month_ends_at_midnight_in_the_tenants_time_zone(at: datetime, zone: str, period: str) -> None:
    assert period_of(Tenant(id=TenantId("t"), name="T", time_zone=zone), at) == period


def leave(db: Database, tenant: Tenant, left: int) -> None:
    """Uses up the month but for `left` messages, spread over the shards as they come."""
    have = PLANS[tenant.plan]
    shards = have.usage_shards
    for n in range(shards):
        room = left // shards + (n < left % shards)
        used = share(have.messages_a_month, shards, n) - room
        db.commit(Merge(paths.usage_shard(tenant.id, PERIOD, n), {MESSAGES_OUT: used}))


def send(db: Database, tenant: Tenant, number: int) -> bool:
    """One message; False where the limit is reached."""
    write = Create(paths.message(tenant.id, f"m{number}"), {"n": number})
    try:
        insist(partial(Usage(db).commit_outbound, tenant, NOW, [write]))
    except QuotaExceeded:
        return False
    return True


@pytest.mark.emulator
@pytest.mark.parametrize(("plan", "shards"), [(Plan.STARTER, 1), (Plan.PRO, 4)])
def test_of_50_racing_senders_exactly_as_many_pass_as_there_is_room(
    plan: Plan, shards: int, db: Database, t: TenantId
) -> None:
    tenant = Tenant(id=t, name="T", plan=plan)
    assert PLANS[plan].usage_shards == shards
    leave(db, tenant, 7)
    passed = race([partial(send, db, tenant, n) for n in range(50)])
    assert passed.count(True) == 7
    assert db.count(paths.messages(t)) == 7
    assert Usage(db).current(tenant, NOW)[MESSAGES_OUT] == PLANS[plan].messages_a_month


@pytest.mark.emulator
@pytest.mark.parametrize("plan", [Plan.STARTER, Plan.PRO])
def test_the_first_messages_of_a_month_at_once_are_all_counted(plan: Plan, db: Database, t: TenantId) -> None:
    tenant = Tenant(id=t, name="T", plan=plan)
    assert all(race([partial(send, db, tenant, n) for n in range(16)]))
    assert Usage(db).current(tenant, NOW) == {MESSAGES_OUT: 16}


@pytest.mark.emulator
def test_a_message_that_is_there_is_neither_stored_nor_counted_again(db: Database, t: TenantId) -> None:
    tenant = Tenant(id=t, name="T")
    assert send(db, tenant, 1)
    with pytest.raises(AlreadyExists):
        send(db, tenant, 1)
    assert Usage(db).current(tenant, NOW) == {MESSAGES_OUT: 1}


@pytest.mark.emulator
def test_one_message_by_16_threads_is_counted_once(db: Database, t: TenantId) -> None:
    tenant = Tenant(id=t, name="T", plan=Plan.PRO)

    def attempt() -> bool:
        try:
            return send(db, tenant, 1)
        except AlreadyExists:
            return False

    assert race([attempt] * 16).count(True) == 1
    assert Usage(db).current(tenant, NOW) == {MESSAGES_OUT: 1}


@pytest.mark.emulator
def test_several_messages_pass_together_or_not_at_all(
    db: Database, t: TenantId, monkeypatch: pytest.MonkeyPatch
) -> None:
    tenant = Tenant(id=t, name="T")
    leave(db, tenant, 2)
    writes = [Create(paths.message(t, f"m{n}"), {"n": n}) for n in range(3)]
    with pytest.raises(QuotaExceeded):
        Usage(db).commit_outbound(tenant, NOW, writes, messages=3)
    assert db.count(paths.messages(t)) == 0
    Usage(db).commit_outbound(tenant, NOW, writes[:2], messages=2)
    assert db.count(paths.messages(t)) == 2


@pytest.mark.emulator
def test_a_counter_that_cannot_be_read_lets_nothing_through(db: Database, t: TenantId) -> None:
    tenant = Tenant(id=t, name="T")
    db.commit(Merge(paths.usage_shard(t, PERIOD, 0), {MESSAGES_OUT: "many"}))
    assert not send(db, tenant, 1)
    assert db.count(paths.messages(t)) == 0


@pytest.mark.emulator
def test_inbound_messages_count_without_a_limit_and_beside_outbound_ones(db: Database, t: TenantId) -> None:
    tenant = Tenant(id=t, name="T", plan=Plan.PRO)
    race([lambda: db.commit(Usage(db).count_blindly(tenant, NOW, {MESSAGES_IN: 1}))] * 16)
    send(db, tenant, 1)
    assert Usage(db).current(tenant, NOW) == {MESSAGES_IN: 16, MESSAGES_OUT: 1}


@pytest.mark.emulator
def test_what_language_models_use_adds_up_beside_the_messages(db: Database, t: TenantId) -> None:
    tenant, usage = Tenant(id=t, name="T", plan=Plan.PRO), Usage(db)
    usage.count_model(tenant, NOW, Spent(100, 20, 50, 0, 7, 900, 1, "m"))
    usage.count_model(tenant, NOW, Spent(11, 3, 0, 0, None, 100, 2, "unpriced"))
    usage.count_model(tenant, NOW, NOTHING)
    assert usage.current(tenant, NOW) == {"ai_calls": 3, "ai_tokens_in": 111, "ai_tokens_out": 23, "ai_micro_usd": 7}


@pytest.mark.emulator
def test_a_quiet_tenant_has_one_counter_whatever_its_plan(db: Database, t: TenantId) -> None:
    tenant = Tenant(id=t, name="T", plan=Plan.ENTERPRISE)
    usage = Usage(db)
    for n in range(4):
        usage.commit_outbound(tenant, NOW, [Create(paths.message(t, f"m{n}"), {"n": n})])
        db.commit(usage.count_blindly(tenant, NOW, {MESSAGES_IN: 1}))
    assert [shard.month for shard in usage.shards(t, PERIOD)] == [{MESSAGES_OUT: 4, MESSAGES_IN: 4}]


@pytest.mark.emulator
def test_a_full_counter_is_passed_by_and_costs_no_read_each_time(db: Database, t: TenantId) -> None:
    tenant = Tenant(id=t, name="T", plan=Plan.PRO)
    have = PLANS[Plan.PRO]
    db.commit(
        Merge(paths.usage_shard(t, PERIOD, 0), {MESSAGES_OUT: share(have.messages_a_month, have.usage_shards, 0)})
    )
    usage = Usage(db)
    reads = []
    for n in range(4):
        meter = ops.begin()
        usage.commit_outbound(tenant, NOW, [Create(paths.message(t, f"m{n}"), {"n": n})])
        reads.append(meter.reads)
    assert reads == [2, 1, 1, 1]


@pytest.mark.emulator
def test_a_larger_plan_gives_room_at_once(db: Database, t: TenantId) -> None:
    small = Tenant(id=t, name="T", plan=Plan.STARTER)
    usage = Usage(db)
    leave(db, small, 0)
    write = Create(paths.message(t, "m1"), {"n": 1})
    with pytest.raises(QuotaExceeded):
        usage.commit_outbound(small, NOW, [write])
    usage.commit_outbound(small.model_copy(update={"plan": Plan.PRO}), NOW, [write])
    assert db.count(paths.messages(t)) == 1


@pytest.mark.emulator
@pytest.mark.parametrize("level", [80, 100])
def test_a_level_is_told_with_the_message_that_reaches_it_though_counters_fill_one_after_the_other(
    db: Database, t: TenantId, level: int
) -> None:
    tenant = Tenant(id=t, name="T", plan=Plan.PRO)
    have = PLANS[Plan.PRO]
    left = have.messages_a_month * level // 100 - 2
    for n in range(have.usage_shards):
        used = min(left, share(have.messages_a_month, have.usage_shards, n))
        left -= used
        db.commit(Merge(paths.usage_shard(t, PERIOD, n), {MESSAGES_OUT: used}))
    usage, warnings = Usage(db), UsageWarnings(db)
    given = []
    for n in range(2):
        usage.commit_outbound(tenant, NOW, [Create(paths.message(t, f"m{n}"), {"n": n})])
        told = warnings.list_given(tenant, NOW, usage.current(tenant, NOW))
        given.append([warned.used for warned in told if warned.level == level])
    assert given == [[], [have.messages_a_month * level // 100]]
