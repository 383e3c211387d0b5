"""The demo's history: its charts show what a roll-up counts, and its counters what is stored."""

from datetime import UTC, datetime, timedelta

import pytest
from google.cloud import firestore

from common.models.ids import ChannelId, TenantId, random_id
from common.models.periods import Grain
from common.models.stats import PeriodStats
from common.models.tenant import Plan, Tenant
from common.store import paths
from common.store.counting import Vocabulary
from common.store.database import Database
from common.store.stats import Stats
from common.store.tenants import Tenants
from common.store.touched import Touched
from common.store.usage import Usage
from functions.stats.service import rolling
from infra.local import history

pytestmark = pytest.mark.emulator


def _records(tenant: Tenant, grain: Grain, stats: Stats) -> dict[str, PeriodStats]:
    now = datetime.now(UTC)
    found = stats.between(tenant.id, grain, now - timedelta(days=150), now, limit=5000)
    return {record.id: record.model_copy(update={"computed_at": None}) for record in found}


def test_a_roll_up_changes_nothing_of_what_was_seeded(
    firestore_client: firestore.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The last of them writes over Telegram.
    monkeypatch.setattr(history, "PEOPLE", history.PEOPLE[:3])
    database = Database(firestore_client)
    tenant = Tenant(id=TenantId(random_id()), name="x", plan=Plan.ENTERPRISE, time_zone="Europe/Berlin")
    Tenants(database).save(tenant)
    history.seed_history(tenant.id, database)
    stores = rolling.Stores(database, Stats(database), Touched(database))
    seeded = {grain: _records(tenant, grain, stores.stats) for grain in Grain}
    assert len(seeded[Grain.DAY]) > history.DAYS // 2
    words = Vocabulary([ChannelId(f"{tenant.id}_{name}") for name in ("whatsapp", "telegram")], ())
    now = datetime.now(UTC)
    database.commit(*(stores.touched.ask(tenant.id, Grain.HOUR, hour) for hour in seeded[Grain.HOUR]))
    grains = (Grain.HOUR, Grain.DAY, Grain.MONTH)
    rolled = rolling.roll_up(tenant, grains, now, now, words=words, stores=stores, in_time=lambda: True)
    assert rolled.periods >= sum(len(records) for records in seeded.values())
    assert {grain: _records(tenant, grain, stores.stats) for grain in Grain} == seeded
    stored = database.count(paths.messages(tenant.id))
    counted = [Usage(database).sums(tenant, now - timedelta(days=30 * n)).month for n in range(5)]
    months = {tuple(sorted(sums.items())) for sums in counted}
    assert sum(by for sums in months for _, by in sums) == stored
    assert sum(r.inbound + r.outbound for r in seeded[Grain.MONTH].values()) == stored
