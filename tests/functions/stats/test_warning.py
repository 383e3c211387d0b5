"""A limit that is nearly used up is told of once, also where whoever sent could not tell."""

from datetime import UTC, datetime

import pytest
from google.cloud import firestore

from common.models.ids import TenantId, random_id
from common.models.tenant import PLANS, Plan, Tenant
from common.models.usage import MESSAGES_OUT
from common.store import ops, paths
from common.store.database import Database, Merge
from common.store.usage import Usage
from common.store.usage_warnings import UsageWarnings
from functions.stats.service.warning import warn

pytestmark = pytest.mark.emulator

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(("percent", "levels"), [(79, []), (80, [80]), (100, [80, 100])])
def test_each_level_is_recorded_once(firestore_client: firestore.Client, percent: int, levels: list[int]) -> None:
    db = Database(firestore_client)
    tenant = Tenant(id=TenantId(random_id()), name="x", plan=Plan.STARTER)
    used = PLANS[tenant.plan].messages_a_month * percent // 100
    db.commit(Merge(paths.usage_shard(tenant.id, "2026-11", 0), {MESSAGES_OUT: used}))
    usage, warnings = Usage(db), UsageWarnings(db)
    meter = ops.begin()
    new = warn(tenant, NOW, usage=usage, warnings=warnings)
    assert meter.reads == 1
    assert [(warned.level, warned.used) for warned in new] == [(level, used) for level in levels]
    assert warn(tenant, NOW, usage=usage, warnings=warnings) == []
    assert len(warnings.list_given(tenant, NOW, {MESSAGES_OUT: used})) == len(levels)
