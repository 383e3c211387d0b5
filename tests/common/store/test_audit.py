"""An entry is in the commit of its change, once, with what it was and became, and without secrets."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from google.cloud import firestore

from common.auditing import MASK, Draft, drafting, shown
from common.errors import AlreadyExists, WriteRaced
from common.models.audit import AuditEntry
from common.models.ids import TenantId
from common.store import audit, ops, paths
from common.store.audit import AuditCursor, AuditFilter, AuditTrail
from common.store.database import Create, Database, Increment, Merge, Patch, Remove

pytestmark = pytest.mark.emulator
NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


@pytest.fixture
def audited(firestore_client: firestore.Client) -> Database:
    """A database as processes have it."""
    made = Database(firestore_client)
    made.before_commit.append(audit.complete)
    made.after_commit.append(audit.committed)
    return made


@pytest.fixture
def entries(audited: Database, t: TenantId) -> Callable[[], list[AuditEntry]]:
    return lambda: list(AuditTrail(audited).page(t, AuditFilter(), limit=50))


def _draft(t: str, **more: object) -> Draft:
    return Draft(
        **{
            "tenant": t,
            "at": NOW,
            "actor": "ann",
            "actor_name": "Ann",
            "action": "agent.changed",
            "source": "192.0.2.7",
            **more,
        }
    )


def test_the_entry_is_in_the_commit_of_the_change(
    audited: Database, t: TenantId, entries: Callable[[], list[AuditEntry]]
) -> None:
    path = paths.agent(t, "robin")
    audited.commit(Create(path, {"name": "Robin", "model": "m", "updated_at": NOW}))
    counted = ops.begin()
    with drafting(_draft(t, target="robin", asked={"name": "Rita"})):
        found = audited.get(path)
        assert found is not None
        (written,) = audited.commit(Patch(path, {"name": "Rita", "updated_at": NOW}, found.updated_at))
        audited.commit(Merge(path, {"n": Increment(1)}))
    assert (counted.commits, counted.writes) == (2, 3)
    (entry,) = entries()
    assert entry == AuditEntry(
        id=entry.id,
        at=NOW,
        actor="ann",
        actor_name="Ann",
        action="agent.changed",
        target="robin",
        before={"name": "Robin"},
        after={"name": "Rita"},
        source="192.0.2.7",
    )
    assert written.numbers == {}


def test_a_commit_that_fails_leaves_no_entry_and_the_next_try_leaves_one(
    audited: Database, t: TenantId, entries: Callable[[], list[AuditEntry]]
) -> None:
    path = paths.agent(t, "robin")
    audited.commit(Create(path, {"name": "Robin"}))
    with drafting(_draft(t)):
        found = audited.get(path)
        assert found is not None
        with pytest.raises(AlreadyExists):
            audited.commit(Create(path, {"name": "Rita"}))
        with pytest.raises(WriteRaced):
            audited.commit(Patch(path, {"name": "Rita"}, NOW))
        assert entries() == []
        audited.commit(Remove(path, found.updated_at))
    (entry,) = entries()
    assert (entry.target, entry.before, entry.after) == ("robin", {"name": "Robin"}, {})


def test_what_is_not_the_tenants_own_is_no_change(
    audited: Database, t: TenantId, entries: Callable[[], list[AuditEntry]]
) -> None:
    with drafting(_draft(t)):
        audited.commit(Merge(paths.idempotency(t, "i"), {"n": 1}))
        audited.commit(Merge(paths.key_minute(t, "k", 1), {"n": 1}), Merge(paths.channel_key("none"), {"n": 1}))
    assert entries() == []


def test_a_service_that_tells_more_is_not_told_over(
    audited: Database, t: TenantId, entries: Callable[[], list[AuditEntry]]
) -> None:
    own = AuditEntry(id="own", at=NOW, actor="ann", action="drive.connected")
    with drafting(_draft(t)):
        audited.commit(Merge(paths.agent(t, "a"), {"n": 1}), audit.record(t, own))
        audited.commit(Merge(paths.agent(t, "a"), {"n": 2}))
    assert entries() == [own.model_copy(update={"source": "192.0.2.7"})]


def test_of_customers_only_the_names_of_fields_are_told(
    audited: Database, t: TenantId, entries: Callable[[], list[AuditEntry]]
) -> None:
    with drafting(_draft(t, names_only=True, asked={"name": "Ada Lovelace", "tags": ["vip"]})):
        audited.commit(Merge(paths.agent(t, "a"), {"name": "Ada Lovelace"}))
    (entry,) = entries()
    assert (entry.before, entry.after) == ({}, {"fields": "name, tags"})


def test_secrets_are_masked_wherever_they_are_and_long_values_are_cut() -> None:
    told = shown(
        {"bot_token": "1:abc", "inner": {"app_secret": "s", "ok": 1}, "list": [{"password": "p"}], "text": "x" * 999}
    )
    assert told["bot_token"] == MASK
    assert "abc" not in str(told)
    assert told["inner"] == '{"app_secret": "•••", "ok": 1}'
    assert '"p"' not in str(told["list"])
    assert len(str(told["text"])) == 300


def test_pages_are_narrowed_and_lose_nothing_at_one_instant(audited: Database, t: TenantId) -> None:
    for n in range(7):
        audited.commit(audit.record(t, AuditEntry(id=f"e{n}", at=NOW, actor=f"a{n % 2}", action="x.y", target="z")))
    trail, found = AuditTrail(audited), list[str]()
    after: AuditCursor | None = None
    while page := trail.page(t, AuditFilter(target="z"), limit=3, after=after):
        found += [each.id for each in page]
        after = AuditCursor(page[-1].at, page[-1].id)
    assert found == [f"e{n}" for n in reversed(range(7))]
    assert len(trail.page(t, AuditFilter(actor="a1", action="x.y"), limit=10)) == 3
    assert list(trail.page(t, AuditFilter(until=NOW), limit=10)) == []
    assert len(trail.page(t, AuditFilter(since=NOW), limit=10)) == 7
