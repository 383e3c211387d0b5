"""Every query of the store has its composite index; the emulator, which needs none, tells which it would take."""

import itertools
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from google.cloud import firestore

from common.models import periods
from common.models.campaign import CampaignStatus, RecipientState, SkipReason
from common.models.conversation import ConversationStatus
from common.models.ids import ChannelId, ContactId, TenantId
from common.models.long_job import LongJobState
from common.models.periods import Grain
from common.models.status import MessageStatus
from common.models.webhook import DeliveryState
from common.store.agents import Agents
from common.store.audit import AuditCursor, AuditFilter, AuditTrail
from common.store.backups import BackupCursor, Backups
from common.store.campaigns import CampaignCursor, Campaigns, Tally
from common.store.channels import Channels
from common.store.consents import Consents
from common.store.contacts import Contacts
from common.store.conversations import ConversationCursor, Conversations
from common.store.database import Database
from common.store.incidents import IncidentCursor, Incidents
from common.store.long_jobs import LongJobs
from common.store.merges import Merges
from common.store.messages import MessageCursor, Messages
from common.store.stats import Stats
from common.store.touched import Touched
from common.store.webhooks import DeliveryCursor, Webhooks
from tests import index_usage
from tests.conftest import FirestoreEmulator

pytestmark = pytest.mark.emulator

T, K, C = TenantId("t"), ContactId("k"), ChannelId("c")
DECLARED = json.loads((Path(__file__).resolve().parents[3] / "infra/firestore/firestore.indexes.json").read_bytes())

KEPT_FOR_A_WHILE = (
    *("idempotency", "invitations", "job_failures", "key_minutes", "merges"),
    *("webhook_events", "webhook_deliveries"),
    *("import_former", "import_report", "import_kept"),
)

Shape = tuple[str, frozenset[str], tuple[tuple[str, str], ...]]


def _shape(collection: str, fields: list[dict[str, str]]) -> Shape:
    """What makes an index fit: the fields compared for equality, in any order, and the order of the rest."""
    named = [f for f in fields if f["fieldPath"] != "__name__"]
    ordered = tuple((f["fieldPath"], f["order"]) for f in named if f.get("order") == "DESCENDING")
    return collection, frozenset(f["fieldPath"] for f in named if f.get("order") != "DESCENDING"), ordered


def _page_every_way(conversations: Conversations) -> None:
    choices: list[dict[str, Any]] = [{"status": ConversationStatus.OPEN}, {"assignee": "a"}, {"unread": True}]
    chosen = [some for n in range(4) for some in itertools.combinations(choices, n)]
    equal: list[dict[str, Any]] = [{k: v for one in some for k, v in one.items()} for some in chosen]
    contained: list[dict[str, Any]] = [{}, {"channel": C}, {"label": "l"}, {"search": "s"}]
    for one, other in itertools.product(equal, contained):
        conversations.page(T, limit=5, **one, **other)
        conversations.page(T, limit=5, after=ConversationCursor(1, "k"), **one, **other)
    conversations.page(T, limit=5, waits_for_person=True)
    conversations.page(T, limit=5, waits_for_person=True, after=ConversationCursor(1, "k"))


@pytest.fixture
def taken(firestore_emulator: FirestoreEmulator, firestore_client: firestore.Client) -> Callable[[], list[Shape]]:
    """The composite indexes that the queries took so far, without those that Firestore merges from single fields."""

    def read() -> list[Shape]:
        used = index_usage.used(firestore_emulator.http, firestore_client.project)
        shapes = [_shape(index["name"].split("/")[-3], index["fields"]) for index in used]
        return [shape for shape in shapes if shape[2]]

    return read


def _ask_campaigns_every_way(campaigns: Campaigns) -> None:
    for status in (None, CampaignStatus.RUNNING):
        campaigns.page(T, limit=5, status=status)
        campaigns.page(T, limit=5, status=status, after=CampaignCursor(datetime.now(UTC), "x"))
    campaigns.find_by_template(T, "t", limit=5)
    campaigns.find_in(T, [CampaignStatus.RUNNING, CampaignStatus.PAUSED], limit=5)
    campaigns.find_due(datetime.now(UTC), limit=5)
    campaigns.lane_page(T, "x", "lane", after="k", limit=5)
    planned = {"state": RecipientState.PLANNED, "reason": SkipReason.NO_ROUTE, "variant": "a"}
    campaigns.recipients_page(T, "x", limit=5, after="k", **planned)
    campaigns.find_addresses(T, "x", ["49"])
    campaigns.count_recipients(T, "x", RecipientState.SKIPPED, SkipReason.NO_ROUTE)
    tally = Tally(statuses=[MessageStatus.FAILED], channel_id=C, variant="a", reason="policy", codes=["131048"])
    campaigns.count_messages(T, "x", tally, up_to=5)
    campaigns.messages_page(T, "x", tally, after="m", limit=5)
    campaigns.count_templates_sent(T, [C], datetime.now(UTC))


def _count_every_way(stats: Stats) -> None:
    hour = periods.hour_of(datetime(2026, 11, 20, tzinfo=UTC), ZoneInfo("UTC"))
    for equal in (
        {"direction": "out"},
        {"direction": "out", "status": "sent"},
        {"author__kind": "person"},
        {"status": "failed", "failure__reason": "policy"},
        {"channel_id": "c"},
        {"channel_id": "c", "direction": "out"},
        {"pricing__billable": True},
        {"pricing__billable": True, "pricing__category": "utility"},
        {"founds_contact": True},
    ):
        stats.count(T, hour, **equal)
    stats.sum(T, hour, "first_response_s", answers=True)
    stats.sum_resolutions(T, hour)
    stats.scan(T, hour, limit=5)
    stats.between(T, Grain.DAY, hour.start, hour.end, limit=5)
    for span in (hour, hour._replace(grain=Grain.DAY), hour._replace(grain=Grain.MONTH)):
        stats.count_present(T, span)


def test_every_composite_index_that_the_store_takes_is_declared(
    taken: Callable[[], list[Shape]], firestore_client: firestore.Client
) -> None:
    database = Database(firestore_client)
    _page_every_way(Conversations(database))
    Conversations(database).count_unread(T)
    messages = Messages(database)
    messages.page(T, K, limit=5)
    messages.page(T, K, limit=5, before=MessageCursor(datetime.now(UTC), "m"))
    messages.find_by_provider_id(T, C, "wamid")
    messages.moves(T, K, ContactId("other"), limit=5)
    messages.returns(T, K, limit=5)
    Merges(database).list_into(T, K)
    Consents(database).page(T, [K, ContactId("other")], limit=5, before=(datetime.now(UTC), "c"))
    Contacts(database).page(T, limit=5, after="k", search="s")
    Channels(database).list_all(T)
    Agents(database).page(T, limit=5, after="a")
    Agents(database).days(T, "2026-11-01", "2026-11-30")
    _ask_campaigns_every_way(Campaigns(database))
    _count_every_way(Stats(database))
    backups = Backups(database)
    backups.page(T, limit=5, after=BackupCursor(datetime.now(UTC), "b"))
    backups.restores_page(T, limit=5, after=BackupCursor(datetime.now(UTC), "r"))
    Touched(database).marks(T, Grain.HOUR, limit=5)
    LongJobs(database).list_of(T, "back-fill", limit=5)
    LongJobs(database).list_of(T, "back-fill", state=LongJobState.RUNNING, limit=5)
    for actor, action, target in itertools.product(("", "x"), repeat=3):
        trail, now = AuditTrail(database), datetime.now(UTC)
        wanted = AuditFilter(actor, action, target, since=now, until=now)
        trail.page(T, wanted, limit=5)
        trail.page(T, AuditFilter(actor, action, target), limit=5, after=AuditCursor(datetime.now(UTC), "a"))
    Incidents(database).page_closed(T, limit=5)
    Incidents(database).page_closed(T, limit=5, after=IncidentCursor(datetime.now(UTC), "i"))
    webhooks, since = Webhooks(database), datetime.now(UTC)
    webhooks.page(T, "w", limit=5)
    webhooks.page(T, "w", limit=5, state=DeliveryState.DEAD, after=DeliveryCursor(since, "d"))
    webhooks.dead_since(T, "w", since, limit=5)
    declared = [_shape(index["collectionGroup"], index["fields"]) for index in DECLARED["indexes"]]
    used = taken()
    assert len(used) >= 32
    assert [shape for shape in used if shape not in declared] == []


def test_no_field_that_a_query_takes_is_exempt_from_indexing() -> None:
    exempt = {
        (each["collectionGroup"], each["fieldPath"]) for each in DECLARED["fieldOverrides"] if not each["indexes"]
    }
    queried = {
        (index["collectionGroup"], field["fieldPath"]) for index in DECLARED["indexes"] for field in index["fields"]
    }
    queried |= {("messages", "channel_id"), ("messages", "provider_message_id"), ("contacts", "search")}
    queried |= {("channels", "account_id"), ("channels", "provider"), ("agent_days", "day")}
    names = ("campaign_id", "status", "channel_id", "variant", "failure.reason", "failure.code", "kind", "at")
    queried |= {("messages", name) for name in (*names, "media.object_name")} | {("idempotency", "about")}
    queried |= {("recipients", name) for name in ("lane", "state", "reason", "variant", "address")}
    queried |= {("campaigns", name) for name in ("status", "created_at", "template_ids", "due_at")}
    assert exempt & queried == set()


def test_what_is_asked_over_all_tenants_is_indexed_so() -> None:
    grouped = {
        (each["collectionGroup"], each["fieldPath"])
        for each in DECLARED["fieldOverrides"]
        if any(index.get("queryScope") == "COLLECTION_GROUP" for index in each["indexes"])
    }
    assert {
        ("members", "uid"),
        ("campaigns", "due_at"),
        ("integrations", "due_at"),
        ("integrations", "drill_due_at"),
        ("webhook_events", "sweep_at"),
        ("webhook_deliveries", "sweep_at"),
    } <= grouped


def test_what_is_kept_for_a_while_goes_by_itself() -> None:
    lasting = {(each["collectionGroup"], each["fieldPath"]) for each in DECLARED["fieldOverrides"] if each.get("ttl")}
    assert lasting == {(name, "expires_at") for name in KEPT_FOR_A_WHILE}
