"""What a tenant uses is told apart from what others use, and losing a sample harms nobody."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from common.errors import DependencyDown
from common.metering import sampler
from common.models.ids import TenantId, random_id, scratch_of
from common.store import ops, paths
from common.store.database import Create, Database, Merge, Remove, Where
from common.store.metering import PARTS, Metering

pytestmark = pytest.mark.emulator

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


@pytest.fixture
def every_operation(db: Database, monkeypatch: pytest.MonkeyPatch) -> Iterator[Metering]:
    """Draws every operation instead of one in a hundred."""
    metering = Metering(db)
    monkeypatch.setattr(sampler, "_every", 1)
    sampler.keep = lambda t, used: metering.keep(TenantId(t), NOW, used)
    yield metering
    sampler.keep = None


def test_each_tenant_is_told_its_own_operations(every_operation: Metering, db: Database, t: TenantId) -> None:
    other = TenantId(random_id())
    one, two = (paths.canned_replies(t), paths.template(t, "x"))
    db.commit(Create(one, {"n": 1}), Merge(two, {"n": 1}), Remove(paths.template(t, "gone")))
    db.get(one)
    db.get_many([one, two, paths.template(t, "none")])
    db.count(paths.templates(t))
    db.query(paths.templates(t), [Where("n", "==", 1)], limit=5)
    db.get(paths.canned_replies(other))
    sampler.keep = None
    told = every_operation.sums(t, "2026-11")
    # Beside its two writes, one for each of its five samples.
    assert told == {"firestore_reads": 1 + 3 + 1 + 1, "firestore_writes": 2 + 5, "firestore_deletes": 1}
    assert every_operation.sums(other, "2026-11") == {"firestore_reads": 1, "firestore_writes": 1}
    assert every_operation.sums(t, "2026-12") == {}


def test_what_trying_a_backup_takes_is_told_of_the_tenant_whose_it_is(
    every_operation: Metering, db: Database, t: TenantId
) -> None:
    db.get(paths.canned_replies(scratch_of(t)))
    sampler.keep = None
    assert every_operation.sums(t, "2026-11")["firestore_reads"] == 1
    assert every_operation.sums(scratch_of(t), "2026-11") == {}


def test_a_months_samples_cost_few_reads_however_many_there_are(
    every_operation: Metering, db: Database, t: TenantId
) -> None:
    for _ in range(40):
        db.get(paths.canned_replies(t))
    sampler.keep = None
    meter = ops.begin()
    assert every_operation.sums(t, "2026-11")["firestore_reads"] == 40
    assert meter.reads <= PARTS


def test_a_sample_that_cannot_be_kept_is_lost_and_nothing_else(
    every_operation: Metering, db: Database, t: TenantId, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*writes: object) -> None:
        raise DependencyDown("Not now.")

    path = paths.canned_replies(t)
    db.commit(Create(path, {"n": 1}))
    with monkeypatch.context() as patch:
        patch.setattr(db, "commit", fail)
        found = db.get(path)
    assert found is not None
    assert found.data == {"n": 1}
