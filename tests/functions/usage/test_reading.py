"""The usage API's numbers: from roll-ups where a period is over, from counters and counts where it runs."""

import csv
import io
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from google.cloud import firestore

from common.errors import Invalid
from common.models import periods
from common.models.channel import Provider
from common.models.ids import ChannelId, ContactId, MessageId, TenantId, random_id
from common.models.message import Author, AuthorKind, Direction, Kind, Message
from common.models.periods import Grain
from common.models.stats import PeriodStats, empty
from common.models.status import MessageStatus
from common.models.tenant import Plan, Tenant
from common.models.usage import AI_MICRO_USD, FIRESTORE_WRITES, MESSAGES_IN, TASKS
from common.store import ops
from common.store.channels import Channels
from common.store.counting import Vocabulary
from common.store.database import Database, Merge, Write
from common.store.messages import Messages
from common.store.metering import Metering
from common.store.stats import Stats
from common.store.tenants import Tenants
from common.store.touched import Touched
from common.store.usage import Usage
from common.store.usage_warnings import UsageWarnings
from functions.stats.service import rolling
from functions.usage.schemas import CostQuery, Series, SeriesQuery, SpanQuery
from functions.usage.service import costing, exporting, reading

pytestmark = pytest.mark.emulator

ZONE = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 10, 31, 12, 30, tzinfo=UTC)
C0, C1 = ChannelId("c0"), ChannelId("c1")


class Desk:
    """A tenant whose numbers are read."""

    def __init__(self, client: firestore.Client, plan: Plan = Plan.STARTER) -> None:
        self.tenant = Tenant(id=TenantId(random_id()), name="x", plan=plan, time_zone=ZONE.key)
        self.db = Database(client)
        Tenants(self.db).save(self.tenant)
        self.usage = Usage(self.db)
        stats, warnings = Stats(self.db), UsageWarnings(self.db)
        self.stores = reading.Stores(
            Tenants(self.db), self.usage, warnings, stats, Channels(self.db), Metering(self.db), ("policy",)
        )
        self.counters = reading.Counters(self.usage)
        self.number = 0

    def store(self, at: datetime, count: int = 1, *, inbound: bool = True, channel: ChannelId = C0) -> None:
        """Stores and counts messages of one instant, as their writers do."""
        for _ in range(count):
            self.number += 1
            message = _message(self.number, at, inbound, channel)
            writes: list[Write] = [
                Messages(self.db).create(self.tenant.id, message),
                *Touched(self.db).mark(self.tenant.id, at, now=NOW),
            ]
            if inbound:
                self.db.commit(*writes, self.usage.count_blindly(self.tenant, at, {MESSAGES_IN: 1}))
            else:
                self.usage.commit_outbound(self.tenant, at, writes)

    def roll(self) -> None:
        """Rolls up what can be."""
        grains = (Grain.HOUR, Grain.DAY, Grain.MONTH)
        stores = rolling.Stores(self.db, self.stores.stats, Touched(self.db))
        words = Vocabulary([C0, C1], ["policy"])
        begun = datetime.now(UTC)
        rolling.roll_up(self.tenant, grains, NOW, begun, words=words, stores=stores, in_time=lambda: True)

    def series(self, grain: Grain, **query: object) -> Series:
        """What the API answers."""
        asked = SeriesQuery.model_validate(query)
        return reading.series(self.tenant.id, grain, asked, NOW, counters=self.counters, stores=self.stores)


def _message(number: int, at: datetime, inbound: bool, channel: ChannelId) -> Message:
    return Message(
        id=MessageId(f"m{number}"),
        conversation_id=ContactId("k"),
        channel_id=channel,
        provider=Provider.WHATSAPP,
        direction=Direction.IN if inbound else Direction.OUT,
        author=Author(kind=AuthorKind.CONTACT if inbound else AuthorKind.PERSON),
        kind=Kind.TEXT,
        text="x",
        status=MessageStatus.RECEIVED if inbound else MessageStatus.READ,
        at=at,
        created_at=at,
    )


@pytest.fixture
def new_desk(firestore_client: firestore.Client) -> Callable[..., Desk]:
    """Makes tenants."""
    return lambda **more: Desk(firestore_client, **more)


def test_days_that_are_over_come_from_roll_ups_and_today_is_live(new_desk: Callable[..., Desk]) -> None:
    desk = new_desk()
    desk.store(NOW - timedelta(days=1), 3)
    desk.store(NOW - timedelta(days=1), 2, inbound=False, channel=C1)
    desk.store(NOW - timedelta(hours=3), 2)
    desk.roll()
    desk.store(NOW, 4)
    daily = desk.series(Grain.DAY, **{"from": "2026-10-29"})
    assert [(i.id, i.inbound, i.outbound, i.is_open) for i in daily.items] == [
        ("2026-10-29", 0, 0, False),
        ("2026-10-30", 3, 2, False),
        ("2026-10-31", 6, 0, True),
    ]
    assert (daily.totals.inbound, daily.totals.outbound) == (9, 2)
    assert daily.totals.details is not None
    assert daily.totals.details.active_contacts is None
    assert daily.totals.details.channels["c1"].outbound == 2
    hourly = desk.series(Grain.HOUR, **{"from": "2026-10-31"})
    assert [(i.id, i.inbound) for i in hourly.items if i.inbound] == [
        ("2026-10-31T09:00Z", 2),
        ("2026-10-31T12:00Z", 4),
    ]
    assert len(hourly.items) == 14
    monthly = desk.series(Grain.MONTH, **{"from": "2026-09-15"})
    assert [(i.id, i.inbound, i.is_open) for i in monthly.items] == [("2026-09", 0, False), ("2026-10", 9, True)]


def test_one_channel_or_one_author_is_asked_for(new_desk: Callable[..., Desk]) -> None:
    desk = new_desk()
    desk.store(NOW - timedelta(days=1), 3)
    desk.store(NOW - timedelta(days=1), 2, inbound=False, channel=C1)
    desk.roll()
    span = {"from": "2026-10-30", "to": "2026-10-30"}
    (one,) = desk.series(Grain.DAY, channel="c1", **span).items
    assert (one.inbound, one.outbound, one.details) == (0, 2, None)
    (people,) = desk.series(Grain.DAY, author="person", **span).items
    assert (people.inbound, people.outbound) == (0, 2)
    (contacts,) = desk.series(Grain.DAY, author="contact", **span).items
    assert (contacts.inbound, contacts.outbound) == (3, 0)
    with pytest.raises(ValueError, match="not by both"):
        SeriesQuery.model_validate({"channel": "c1", "author": "agent"})


@pytest.mark.parametrize(("grain", "days"), [(Grain.HOUR, 31), (Grain.DAY, 366), (Grain.MONTH, 1830)])
def test_longer_ranges_are_refused(new_desk: Callable[..., Desk], grain: Grain, days: int) -> None:
    last = date(2026, 10, 31)
    within = SpanQuery.model_validate({"from": last - timedelta(days=days - 1), "to": last})
    assert (last - reading.days_of(within, grain, NOW, ZONE)[0]).days == days - 1
    with pytest.raises(Invalid, match="too long"):
        reading.days_of(SpanQuery.model_validate({"from": last - timedelta(days=days), "to": last}), grain, NOW, ZONE)


@pytest.mark.parametrize("plan", [Plan.STARTER, Plan.PRO])
def test_a_months_screen_costs_31_reads_and_the_shards_whatever_the_messages(
    new_desk: Callable[..., Desk], plan: Plan
) -> None:
    desk = new_desk(plan=plan)
    for day in range(1, 32):
        desk.store(datetime(2026, 10, day, 8, tzinfo=UTC), 1 + day % 5)
    desk.roll()
    desk.store(NOW, 60)
    shards = desk.usage.sums(desk.tenant, NOW).shards
    desk.stores.tenants.get(desk.tenant.id)
    meter = ops.begin()
    current = reading.current(desk.tenant.id, NOW, counters=desk.counters, stores=desk.stores)
    month = desk.series(Grain.DAY, **{"from": "2026-10-01"})
    assert meter.reads <= 31 + shards
    assert month.totals.inbound == current.metrics["messages_in"].used == desk.number


def test_the_month_is_projected_and_its_levels_are_told(new_desk: Callable[..., Desk]) -> None:
    desk = new_desk()
    desk.db.commit(Merge(f"tenants/{desk.tenant.id}/usage/2026-10/shards/0", {"messages_out": 798}))
    now = datetime(2026, 10, 16, 11, tzinfo=UTC)
    current = reading.current(desk.tenant.id, now, counters=desk.counters, stores=desk.stores)
    out = current.metrics["messages_out"]
    assert (out.used, out.limit, out.level, current.warnings) == (798, 1000, 0, [])
    assert out.projected is not None
    assert 1580 < out.projected < 1620
    for _ in range(4):
        desk.store(now, inbound=False)
    current = reading.current(desk.tenant.id, now, counters=desk.counters, stores=desk.stores)
    assert current.metrics["messages_out"].level == 80
    assert [(w.metric, w.level, w.used, w.limit) for w in current.warnings] == [("messages_out", 80, 800, 1000)]


def test_the_hours_of_the_week_are_those_of_the_wall_clock(new_desk: Callable[..., Desk]) -> None:
    desk = new_desk()
    desk.store(datetime(2026, 10, 24, 8, tzinfo=UTC), 2)  # a Saturday, ten o'clock in summer
    desk.store(datetime(2026, 10, 26, 8, tzinfo=UTC), 3, inbound=False)  # a Monday, nine o'clock in winter
    desk.roll()
    busy = reading.busy_hours(desk.tenant.id, SpanQuery(), NOW, stores=desk.stores)
    assert len(busy.cells) == 168
    told = [(c.weekday, c.hour, c.inbound, c.outbound) for c in busy.cells if c.inbound or c.outbound]
    assert told == [(1, 9, 0, 3), (6, 10, 2, 0)]


def test_a_file_holds_what_the_answer_does(new_desk: Callable[..., Desk]) -> None:
    desk = new_desk()
    desk.store(NOW - timedelta(days=1), 3)
    desk.store(NOW - timedelta(days=1), 1, inbound=False)
    desk.roll()
    text = exporting.to_csv(desk.series(Grain.DAY, **{"from": "2026-10-30"}))
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(r["period"], r["inbound"], r["by_person"], r["read"]) for r in rows] == [
        ("2026-10-30", "3", "1", "1"),
        ("2026-10-31", "0", "0", "0"),
    ]


def test_costs_are_quantities_times_dated_prices(new_desk: Callable[..., Desk]) -> None:
    desk = new_desk()
    desk.db.commit(desk.usage.count_blindly(desk.tenant, NOW, {AI_MICRO_USD: 1234}))
    # Two samples, each of which costs a write itself.
    desk.stores.metering.keep(desk.tenant.id, NOW, {FIRESTORE_WRITES: 999_998})
    desk.stores.metering.keep(desk.tenant.id, NOW, {TASKS: 500_000})
    month = periods.month_of(NOW, ZONE)
    record = periods_record(month, {"marketing": 10, "unheard_of": 1})
    desk.db.commit(desk.stores.stats.put(desk.tenant.id, record, NOW))
    told = costing.costs(desk.tenant.id, CostQuery(), NOW, date(2026, 11, 1), stores=desk.stores)
    amounts = {(line.service, line.item): line.amount_micro_usd for line in told.lines}
    assert amounts["firestore", "writes"] == 1_800_000
    assert amounts["tasks", "operations"] == 400_000
    assert amounts["model", "tokens"] == 1234
    assert amounts["whatsapp", "marketing"] == 604_000
    assert amounts["whatsapp", "unheard_of"] == 0
    assert told.total_micro_usd == sum(amounts.values())


def periods_record(month: periods.Period, charges: dict[str, int]) -> PeriodStats:
    """A month's roll-up with charges alone."""
    return empty(month).model_copy(update={"charges": charges})
