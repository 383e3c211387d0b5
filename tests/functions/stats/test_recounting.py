"""Counters that have drifted are found, told, and put right, and no message that is sent meanwhile is lost."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from google.cloud import firestore

from common.log import Alarm
from common.models import periods
from common.models.channel import Provider
from common.models.ids import ChannelId, ContactId, MessageId, TenantId, random_id
from common.models.incident import IncidentKind
from common.models.message import Author, AuthorKind, Direction, Kind, Message
from common.models.recount import Recounted
from common.models.status import MessageStatus
from common.models.tenant import PLANS, Plan, Tenant
from common.models.usage import OF_MESSAGES, RECOUNTED
from common.store import ops, paths
from common.store.codec import encode
from common.store.database import Create, Database, Increment, Merge, Remove
from common.store.incidents import Incidents
from common.store.messages import Messages
from common.store.tenants import Tenants
from common.store.usage import Usage
from functions.stats.service import recounting
from tests.functions.crashes import BreakableDatabase, Breaker, crash_everywhere
from tests.functions.racing import insist, race

pytestmark = pytest.mark.emulator

YESTERDAY = datetime(2026, 11, 19, 12, 0, tzinfo=UTC)
NOW = YESTERDAY + timedelta(days=1)
MONTH = "2026-11"


class Ledger:
    """A tenant whose messages are counted."""

    def __init__(self, client: firestore.Client, plan: Plan) -> None:
        self.client = client
        self.db = Database(client)
        self.tenant = Tenant(id=TenantId(random_id()), name="x", plan=plan)
        self.t = self.tenant.id
        Tenants(self.db).save(self.tenant)
        self.breaker = Breaker()

    def store(self, at: datetime, count: int = 1, author: AuthorKind = AuthorKind.PERSON) -> list[MessageId]:
        """Stores and counts messages as their writers do."""
        messages = [_message(at, author) for _ in range(count)]
        usage = Usage(self.db)
        for message in messages:
            writes = Messages(self.db).store(self.tenant, message, at)
            if author in (AuthorKind.CONTACT, AuthorKind.PHONE):
                (name,) = OF_MESSAGES[author]
                self.db.commit(*writes, usage.count_blindly(self.tenant, at, {name: 1}))
            else:
                insist(partial(usage.commit_outbound, self.tenant, at, writes, author=author))
        return [message.id for message in messages]

    def recount(self, *closed: datetime, now: datetime = NOW) -> Recounted:
        """Compares the days of these instants."""
        db = BreakableDatabase(self.client, self.breaker)
        db.after_commit.append(lambda writes: self.breaker.reach())
        stores = recounting.Stores.of(db)
        days = [periods.day_of(at, ZoneInfo("UTC")) for at in closed]
        return insist(partial(recounting.recount, self.tenant, days, now, stores=stores))

    def tamper(self, by: int, metric: str = "messages_out", day: str = "d19", shard: int = 0) -> None:
        """Moves a day's counter without a message."""
        moved = {metric: Increment(by)}
        self.db.commit(Merge(paths.usage_shard(self.t, MONTH, shard), {**moved, "days": {day: moved}}))

    def used(self) -> dict[str, int]:
        """The month's counters."""
        found = Usage(self.db).current(self.tenant, NOW)
        return {name: found[name] for name in RECOUNTED if found.get(name)}

    def trail(self) -> list[dict[str, Any]]:
        """The audit entries."""
        return [f.data for f in self.db.query(paths.audit(self.t), limit=100)]

    def incident_is_open(self) -> bool:
        """Whether people are told that something is wrong."""
        found = Incidents(self.db).find(self.t, IncidentKind.COUNTER_DRIFT, recounting.SUBJECT)
        return found is not None and found.is_open


def arm(ledger: Ledger, breaker: Breaker) -> None:
    """Puts a breaker into a tenant's recounts."""
    ledger.breaker = breaker


def _message(at: datetime, author: AuthorKind) -> Message:
    inbound = author is AuthorKind.CONTACT
    return Message(
        id=MessageId(random_id()),
        conversation_id=ContactId("k"),
        channel_id=ChannelId("c"),
        provider=Provider.WHATSAPP,
        direction=Direction.IN if inbound else Direction.OUT,
        author=Author(kind=author),
        kind=Kind.TEXT,
        status=MessageStatus.RECEIVED if inbound else MessageStatus.SENT,
        # Written long before it was stored: counters go by the latter.
        at=at - timedelta(days=3),
        created_at=at,
    )


@pytest.fixture
def new_ledger(firestore_client: firestore.Client) -> Callable[..., Ledger]:
    """Makes tenants."""
    return lambda plan=Plan.STARTER: Ledger(firestore_client, plan)


@pytest.fixture
def ledger(new_ledger: Callable[..., Ledger]) -> Ledger:
    """A tenant in whose day every kind of message was stored."""
    made = new_ledger()
    for count, author in enumerate(OF_MESSAGES, 1):
        made.store(YESTERDAY, count, author)
    return made


TRUE = {"messages_in": 1, "messages_out": 9, "messages_echoed": 5, "ai_replies": 3, "campaign_sends": 4}


def test_counters_that_agree_are_left_alone(ledger: Ledger, alarms: list[str]) -> None:
    before = Usage(ledger.db).shards(ledger.t, MONTH)
    assert ledger.recount(YESTERDAY) == (1, 0)
    assert ledger.used() == TRUE
    assert Usage(ledger.db).shards(ledger.t, MONTH) == before
    assert (ledger.trail(), ledger.incident_is_open(), alarms) == ([], False, [])


@pytest.mark.parametrize("by", [-6, -1, 1, 7])
@pytest.mark.parametrize("metric", ["messages_out", "messages_in"])
def test_a_drift_is_told_put_right_and_over_once_the_next_recount_agrees(
    ledger: Ledger, alarms: list[str], metric: str, by: int
) -> None:
    ledger.tamper(by, metric)
    assert ledger.recount(YESTERDAY) == (1, 1)
    assert ledger.used() == TRUE
    assert ledger.incident_is_open()
    (entry,) = ledger.trail()
    assert (entry["action"], entry["actor"], entry["target"]) == ("usage.drift_repaired", "platform", MONTH)
    assert entry["before"] == {"2026-11-19": {metric: TRUE[metric] + by}}
    assert entry["after"] == {"2026-11-19": {metric: TRUE[metric]}}
    assert ledger.recount(YESTERDAY) == (1, 0)
    assert not ledger.incident_is_open()
    assert (len(ledger.trail()), alarms) == (1, [Alarm.DRIFT])


def test_a_month_that_is_not_the_sum_of_its_days_is_put_right_without_a_day_to_look_at(ledger: Ledger) -> None:
    ledger.recount(YESTERDAY)
    ledger.store(NOW, 2)
    ledger.db.commit(Merge(paths.usage_shard(ledger.t, MONTH, 0), {"messages_out": 2}))
    assert ledger.recount() == (0, 1)
    assert ledger.used() == {**TRUE, "messages_out": 11}
    assert ledger.incident_is_open()


def test_messages_without_any_counter_found_one(new_ledger: Callable[..., Ledger]) -> None:
    ledger = new_ledger()
    ledger.store(YESTERDAY, 3)
    ledger.db.commit(Remove(paths.usage_shard(ledger.t, MONTH, 0)))
    ledger.recount(YESTERDAY)
    assert ledger.used() == {"messages_out": 3}


def test_the_running_day_is_not_compared(ledger: Ledger) -> None:
    ledger.tamper(5, day="d20")
    assert ledger.recount(YESTERDAY, NOW) == (1, 0)
    assert ledger.used() == {**TRUE, "messages_out": 14}


def test_days_that_were_never_compared_and_counters_that_changed_since_are_looked_at_too(ledger: Ledger) -> None:
    ledger.store(YESTERDAY - timedelta(days=4), 2)
    ledger.store(YESTERDAY - timedelta(days=9), 2)
    assert ledger.recount(YESTERDAY) == (3, 0)
    assert ledger.recount() == (0, 0)
    ledger.tamper(3, day="d15")
    assert ledger.recount() == (1, 1)
    assert ledger.used() == {**TRUE, "messages_out": 13}


@pytest.mark.parametrize("by", [-4, 4])
def test_racing_sends_are_neither_taken_for_a_drift_nor_lost_by_its_repair(
    new_ledger: Callable[..., Ledger], by: int
) -> None:
    ledger = new_ledger(Plan.PRO)
    ledger.store(YESTERDAY, 12)
    ledger.tamper(by)
    sends = [partial(ledger.store, NOW, 2) for _ in range(8)]
    # Some are still about to store what they began yesterday.
    late = [partial(ledger.store, YESTERDAY, 1) for _ in range(4)]
    race([*sends, *(partial(ledger.recount, YESTERDAY) for _ in range(3)), *late])
    ledger.recount(YESTERDAY)
    assert ledger.used() == {"messages_out": 12 + 16 + 4}
    assert len(ledger.trail()) == 1
    assert ledger.trail()[0]["after"]["2026-11-19"]["messages_out"] in range(12, 17)
    ledger.recount(YESTERDAY)
    assert not ledger.incident_is_open()


def test_two_recounts_at_once_correct_once(ledger: Ledger) -> None:
    ledger.tamper(5)
    race([partial(ledger.recount, YESTERDAY) for _ in range(6)])
    assert ledger.used() == TRUE
    assert len(ledger.trail()) == 1


def test_a_run_that_dies_anywhere_has_told_of_what_it_corrected(new_ledger: Callable[..., Ledger]) -> None:
    def prepare() -> Ledger:
        ledger = new_ledger()
        ledger.store(YESTERDAY, 3)
        ledger.tamper(2)
        return ledger

    points = 0
    for _, ledger in crash_everywhere(prepare, lambda made: made.recount(YESTERDAY), arm):
        points += 1
        assert ledger.used() == {"messages_out": 3}
        assert len(ledger.trail()) == 1
        found = Incidents(ledger.db).find(ledger.t, IncidentKind.COUNTER_DRIFT, recounting.SUBJECT)
        assert found is not None
    assert points == 4


@pytest.mark.parametrize("plan", [Plan.STARTER, Plan.PRO])
def test_a_correction_keeps_every_shard_within_its_share(new_ledger: Callable[..., Ledger], plan: Plan) -> None:
    ledger = new_ledger(plan)
    ledger.store(YESTERDAY, 2)
    have = PLANS[plan]
    shards = have.usage_shards
    # All of the month but ten messages is used up, and seven more were stored than counted.
    for number in range(shards):
        used = have.messages_a_month // shards - 10 // shards - (number < 10 % shards)
        ledger.tamper(used, day="d20", shard=number)
    before = ledger.used()["messages_out"]
    for _ in range(7):
        message = _message(YESTERDAY, AuthorKind.PERSON)
        ledger.db.commit(Create(paths.message(ledger.t, message.id), encode(message)))
    ledger.recount(YESTERDAY)
    assert ledger.used()["messages_out"] == before + 7
    found = Usage(ledger.db).shards(ledger.t, MONTH)
    assert all(shard.month["messages_out"] <= have.messages_a_month // shards for shard in found)


def test_what_a_restore_removed_is_not_given_back(ledger: Ledger) -> None:
    (gone, *_) = ledger.store(YESTERDAY, 2)
    ledger.db.commit(
        Remove(paths.message(ledger.t, gone)),
        Create(paths.restore(ledger.t, "r"), {"remove": True, "started_at": NOW}),
    )
    assert ledger.recount(YESTERDAY) == (1, 0)
    assert ledger.used() == {**TRUE, "messages_out": 11}


def test_a_recount_costs_little(ledger: Ledger) -> None:
    meter = ops.begin()
    ledger.recount(YESTERDAY)
    # The shard, what is known, the count of all, one for each author, and the incident.
    assert meter.reads <= 1 + 1 + 6 + 1
    meter = ops.begin()
    ledger.recount()
    assert (meter.reads, meter.writes) == (2, 0)


def test_days_that_were_counted_by_another_clock_are_not_compared(ledger: Ledger) -> None:
    moved_at = YESTERDAY + timedelta(hours=6)
    # At this instant it is tomorrow there: what comes next counts for another day than what came before.
    ledger.tenant = Tenants(ledger.db).change(ledger.t, {"time_zone": "Pacific/Kiritimati"}, moved_at)
    ledger.store(YESTERDAY + timedelta(hours=8), 2)
    before = ledger.used()
    assert ledger.recount(YESTERDAY).drifted == 0
    assert (ledger.used(), ledger.incident_is_open()) == (before, False)
    later = moved_at + timedelta(days=3)
    ledger.store(later, 1)
    ledger.tamper(5, day=f"{later.astimezone(ZoneInfo('Pacific/Kiritimati')):d%d}")
    assert ledger.recount(now=later + timedelta(days=2)).drifted == 1
    assert ledger.used()["messages_out"] == before["messages_out"] + 1
