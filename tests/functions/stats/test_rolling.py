"""Roll-ups equal what a plain look at every message tells, however often and in whatever order they run."""

# ruff: noqa: S311 -- made-up messages

import random
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from threading import Thread
from zoneinfo import ZoneInfo

import pytest
from google.cloud import firestore

from common.models import periods
from common.models.channel import Provider
from common.models.ids import ChannelId, ContactId, MessageId, TenantId, random_id
from common.models.message import Author, AuthorKind, Direction, Failure, Kind, Message
from common.models.periods import Grain, Period
from common.models.stats import PeriodStats, fold, tally
from common.models.status import MessageStatus
from common.models.tenant import Plan, Tenant
from common.store import ops, touched
from common.store.codec import encode
from common.store.counting import Vocabulary, count_span
from common.store.database import Create, Database, Write
from common.store.messages import Messages
from common.store.stats import Stats
from common.store.tenants import Tenants
from common.store.touched import Touched
from functions.stats.service import rolling, widening
from functions.stats.service.rolling import Rolled

pytestmark = pytest.mark.emulator

CHANNELS = [ChannelId("c0"), ChannelId("c1"), ChannelId("c2")]
WORDS = Vocabulary(CHANNELS, ["policy", "recipient", "throttle"], ["marketing", "utility"])
NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=5)
GRAINS = (Grain.HOUR, Grain.DAY, Grain.MONTH)


class Office:
    """A tenant, and what rolls its messages up."""

    def __init__(self, client: firestore.Client, zone: str = "UTC") -> None:
        self.tenant = Tenant(id=TenantId(random_id()), name="x", plan=Plan.STARTER, time_zone=zone)
        self.zone = ZoneInfo(zone)
        self.db = Database(client)
        self.stores = rolling.Stores(self.db, Stats(self.db), Touched(self.db))
        self.messages: dict[MessageId, Message] = {}

    def store(self, messages: Sequence[Message]) -> None:
        """Commits messages as their writers do: with the marks of their hours and who was there."""
        for start in range(0, len(messages), 100):
            part = messages[start : start + 100]
            writes: list[Write] = [Messages(self.db).create(self.tenant.id, message) for message in part]
            writes += self.stores.touched.mark(
                self.tenant.id, *(message.at for message in part), now=NOW + timedelta(days=40)
            )
            for message in part:
                if message.direction is Direction.IN:
                    spans = (periods.hour_of, periods.day_of, periods.month_of)
                    hour, day, month = (span(message.at, self.zone) for span in spans)
                    writes.append(
                        self.stores.stats.note_presence(self.tenant.id, message.conversation_id, hour, day, month)
                    )
            self.db.commit(*writes)
        self.messages.update({message.id: message for message in messages})

    def roll(self, begun_at: datetime | None = None, *, now: datetime = NOW + timedelta(days=40)) -> Rolled:
        """Runs the roll-ups of every length."""
        begun_at = begun_at or datetime.now(UTC)
        return rolling.roll_up(
            self.tenant, GRAINS, now, begun_at, words=WORDS, stores=self.stores, in_time=lambda: True
        )

    def expected(self, period: Period) -> PeriodStats:
        """What a look at every message tells."""
        inside = [m for m in self.messages.values() if period.start <= m.at < period.end]
        return tally(period, [encode(m) for m in inside])

    def stored(self, grain: Grain) -> dict[str, PeriodStats]:
        """The roll-ups there are."""
        found = self.stores.stats.between(
            self.tenant.id, grain, NOW - timedelta(days=400), NOW + timedelta(days=400), limit=5000
        )
        # When it was counted, and the hours of the week, a look at every message does not tell.
        return {record.id: record.model_copy(update={"computed_at": None, "busy": {}}) for record in found}

    def check(self) -> None:
        """Compares every roll-up with what a look at every message tells."""
        at = [m.at for m in self.messages.values()]
        for grain, span in (
            (Grain.HOUR, periods.hour_of),
            (Grain.DAY, periods.day_of),
            (Grain.MONTH, periods.month_of),
        ):
            wanted = {period.id: self.expected(period) for period in {span(one, self.zone) for one in at}}
            stored = self.stored(grain)
            assert {id_: stored[id_] for id_ in wanted} == wanted
            # An hour of UTC that was marked may touch an hour of the wall clock in which nothing was written.
            assert all(stored[id_].inbound + stored[id_].outbound == 0 for id_ in stored.keys() - wanted.keys())


@pytest.fixture
def new_office(firestore_client: firestore.Client) -> Callable[..., Office]:
    """Makes tenants."""
    return lambda zone="UTC": Office(firestore_client, zone)


def _message(chance: random.Random, at: datetime) -> Message:
    outbound = chance.random() < 0.5
    status = chance.choice(
        [MessageStatus.SENT, MessageStatus.DELIVERED, MessageStatus.READ, MessageStatus.FAILED, MessageStatus.QUEUED]
    )
    failed = outbound and status is MessageStatus.FAILED
    answers = outbound and chance.random() < 0.3
    charged = outbound and chance.random() < 0.4
    author = chance.choice([AuthorKind.PERSON, AuthorKind.AGENT, AuthorKind.CAMPAIGN])
    return Message(
        id=MessageId(f"m{chance.getrandbits(64):x}"),
        conversation_id=ContactId(f"k{chance.randrange(12)}"),
        channel_id=chance.choice(CHANNELS),
        provider=Provider.WHATSAPP,
        direction=Direction.OUT if outbound else Direction.IN,
        author=Author(kind=author if outbound else AuthorKind.CONTACT),
        kind=Kind.TEXT,
        text="x",
        status=status if outbound else MessageStatus.RECEIVED,
        failure=Failure(code="1", reason=chance.choice(WORDS.reasons), detail="x") if failed else None,
        founds_contact=True if not outbound and chance.random() < 0.2 else None,
        answers=True if answers else None,
        first_response_s=chance.randrange(3600) if answers else None,
        pricing={"billable": True, "category": chance.choice(WORDS.categories)} if charged else None,
        at=at,
        created_at=at,
    )


def _days(chance: random.Random, days: int, count: int) -> list[Message]:
    """Messages spread over days, a third of them in one busy hour."""
    busy = NOW - timedelta(hours=5)
    spread = [NOW - timedelta(seconds=chance.randrange(days * 86400)) for _ in range(count * 2 // 3)]
    dense = [busy + timedelta(seconds=chance.randrange(3600)) for _ in range(count // 3)]
    return [_message(chance, at) for at in chance.sample(spread + dense, count)]


@pytest.mark.parametrize("zone", ["UTC", "Asia/Kolkata", "America/St_Johns"])
def test_roll_ups_equal_a_look_at_every_message(new_office: Callable[..., Office], zone: str) -> None:
    office = new_office(zone)
    office.store(_days(random.Random(zone), days=3, count=300))
    office.roll()
    office.check()


@pytest.mark.parametrize("zone", ["Asia/Kolkata", "America/New_York"])
def test_after_a_change_of_time_zone_nothing_is_counted_twice_or_lost(
    new_office: Callable[..., Office], zone: str
) -> None:
    office = new_office()
    chance = random.Random(zone)
    office.store(_days(chance, days=20, count=120))
    office.roll()
    office.tenant = office.tenant.model_copy(update={"time_zone": zone})
    office.zone = ZoneInfo(zone)
    office.store([_message(chance, NOW - timedelta(hours=hour)) for hour in range(30)])
    office.roll()
    newest, month = periods.day_of(NOW - timedelta(hours=24), office.zone), periods.month_of(NOW, office.zone)
    found = {grain: office.stored(grain) for grain in GRAINS}
    expected = office.expected(newest)
    day = found[Grain.DAY][newest.id]
    assert (day.inbound, day.outbound) == (expected.inbound, expected.outbound)
    days = [record for id_, record in found[Grain.DAY].items() if id_.startswith(month.id)]
    folded = found[Grain.MONTH][month.id]
    assert folded.inbound == sum(record.inbound for record in days)
    assert len(days) == len({record.id for record in days}) >= 15


def test_running_again_and_two_at_once_change_nothing(new_office: Callable[..., Office]) -> None:
    office = new_office()
    office.store(_days(random.Random(1), days=2, count=150))
    office.roll()
    once = {grain: office.stored(grain) for grain in GRAINS}
    racers = [Thread(target=office.roll) for _ in range(2)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()
    assert {grain: office.stored(grain) for grain in GRAINS} == once
    office.check()


def _two_hours_of_a_day(office: Office) -> None:
    """A day of which one hour is rolled up and, a moment later, another one has a message."""
    chance = random.Random(7)
    office.store([_message(chance, NOW - timedelta(days=3))])
    _roll(office, Grain.HOUR)
    office.store([_message(chance, NOW - timedelta(days=3, hours=2))])


def _roll(office: Office, *grains: Grain, recount: rolling.Recount | None = None) -> None:
    """Runs roll-ups that take marks away however young they are, all at the same time of the platform's clock."""
    begun_at = datetime.now(UTC) + touched.KEPT * 2
    later = NOW + timedelta(days=40)
    rolling.roll_up(
        office.tenant, grains, later, begun_at, words=WORDS, stores=office.stores, in_time=lambda: True, recount=recount
    )


def test_an_hour_that_is_counted_while_its_day_is_folded_is_in_the_next_fold(new_office: Callable[..., Office]) -> None:
    office = new_office()
    _two_hours_of_a_day(office)
    _roll(office, Grain.DAY, recount=lambda _: _roll(office, Grain.HOUR))
    _roll(office, *GRAINS)
    office.check()


def test_a_slow_fold_does_not_undo_a_newer_one(new_office: Callable[..., Office]) -> None:
    office = new_office()
    _two_hours_of_a_day(office)

    class Slow(Stats):
        """Has others roll up between what it reads and what it writes."""

        def count_present(self, t: TenantId, period: Period) -> int:
            office.stores = office.stores._replace(stats=Stats(office.db))
            _roll(office, *GRAINS)
            return super().count_present(t, period)

    office.stores = office.stores._replace(stats=Slow(office.db))
    _roll(office, Grain.DAY)
    _roll(office, *GRAINS)
    office.check()


def test_a_late_message_and_a_late_status_land_in_their_own_period(new_office: Callable[..., Office]) -> None:
    office = new_office("Europe/Berlin")
    chance = random.Random(2)
    office.store(_days(chance, days=2, count=60))
    office.roll(datetime.now(UTC) + touched.KEPT * 2)
    assert office.stores.touched.marks(office.tenant.id, Grain.HOUR, limit=10) == []
    late = _message(chance, NOW - timedelta(days=34))
    # Another process, which has marked nothing yet.
    office.stores = office.stores._replace(touched=Touched(office.db))
    office.store([late])
    office.roll()
    office.check()


def test_a_mark_stays_while_commits_may_still_rely_on_it(new_office: Callable[..., Office]) -> None:
    office = new_office()
    office.store([_message(random.Random(3), NOW)])
    office.roll()
    assert len(office.stores.touched.marks(office.tenant.id, Grain.HOUR, limit=10)) == 1
    office.roll(datetime.now(UTC) + touched.KEPT * 2)
    assert office.stores.touched.marks(office.tenant.id, Grain.HOUR, limit=10) == []


def test_a_process_that_has_just_marked_an_hour_does_not_write_the_mark_again(
    new_office: Callable[..., Office],
) -> None:
    office = new_office()
    assert len(office.stores.touched.mark(office.tenant.id, NOW, NOW, now=LATER)) == 1
    office.store([_message(random.Random(4), NOW)])
    assert office.stores.touched.mark(office.tenant.id, NOW, now=LATER) == []
    assert len(office.stores.touched.mark(office.tenant.id, NOW + timedelta(hours=1), now=LATER)) == 1


def test_a_refused_commit_marks_nothing(new_office: Callable[..., Office]) -> None:
    office = new_office()
    mark = office.stores.touched.mark(office.tenant.id, NOW, now=LATER)
    taken = Create(f"tenants/{office.tenant.id}/x/y", {})
    office.db.commit(taken)
    with pytest.raises(Exception, match="exists"):
        office.db.commit(taken, *mark)
    assert len(office.stores.touched.mark(office.tenant.id, NOW, now=LATER)) == 1


def test_the_open_hour_is_left_for_later(new_office: Callable[..., Office]) -> None:
    office = new_office()
    office.store([_message(random.Random(5), NOW)])
    office.roll(now=NOW + timedelta(minutes=59))
    assert office.stored(Grain.HOUR) == {}
    office.roll(now=NOW + timedelta(minutes=60))
    assert list(office.stored(Grain.HOUR)) == ["2026-11-20T12:00Z"]


def test_the_running_day_and_month_are_as_old_as_the_last_hour(new_office: Callable[..., Office]) -> None:
    office = new_office()
    office.store([_message(random.Random(5), NOW)])
    later = datetime.now(UTC) + touched.KEPT * 2
    office.roll(later, now=NOW + timedelta(hours=1))
    office.check()
    office.store([_message(random.Random(6), NOW + timedelta(hours=2))])
    office.roll(later, now=NOW + timedelta(hours=3))
    office.check()
    # Their marks stay until they are over.
    assert len(office.stores.touched.marks(office.tenant.id, Grain.MONTH, limit=10)) == 1
    office.roll(later)
    assert office.stores.touched.marks(office.tenant.id, Grain.MONTH, limit=10) == []


def test_only_tenants_with_something_to_do_are_found(new_office: Callable[..., Office]) -> None:
    offices = [new_office() for _ in range(3)]
    for office in offices[:2]:
        office.store([_message(random.Random(6), NOW)])
    found: list[TenantId] = []
    after: TenantId | None = None
    while after := offices[0].stores.touched.find_next_tenant(Grain.HOUR, after):
        found.append(after)
    assert {office.tenant.id for office in offices} & set(found) == {office.tenant.id for office in offices[:2]}


@pytest.mark.parametrize("count", [0, 1, 40, 41, 400, 1200])
def test_an_hour_costs_no_more_than_its_budget(new_office: Callable[..., Office], count: int) -> None:
    office = new_office()
    chance = random.Random(count)
    office.store([_message(chance, NOW + timedelta(seconds=chance.randrange(3600))) for _ in range(count)])
    hour = periods.hour_of(NOW, office.zone)
    meter = ops.begin()
    count_span(office.tenant.id, hour, words=WORDS, stats=office.stores.stats)
    assert meter.reads <= min(count, 40 * -(-count // 1000)) + 2


def test_a_day_is_the_sum_of_its_hours_whatever_their_number(new_office: Callable[..., Office]) -> None:
    zone = ZoneInfo("Europe/Berlin")
    for on in (datetime(2026, 3, 29, 12, tzinfo=UTC), datetime(2026, 10, 25, 12, tzinfo=UTC)):
        day = periods.day_of(on, zone)
        chance = random.Random(str(on))
        hours = list(periods.hours_in(day, zone))
        messages = [encode(_message(chance, hour.start)) for hour in hours]
        records = [tally(hour, [message]) for hour, message in zip(hours, messages, strict=True)]
        whole = tally(day, messages)
        assert fold(day, records, whole.active_contacts) == whole


def test_messages_that_no_known_value_explains_are_counted_as_unknown(new_office: Callable[..., Office]) -> None:
    office = new_office()
    chance = random.Random(7)
    office.store([_message(chance, NOW + timedelta(seconds=second)) for second in range(60)])
    hour = periods.hour_of(NOW, office.zone)
    words = WORDS._replace(channels=CHANNELS[:1])
    record = count_span(office.tenant.id, hour, words=words, stats=office.stores.stats)
    truth = office.expected(hour).channels
    others = [truth[channel].outbound for channel in CHANNELS[1:]]
    assert record.channels[CHANNELS[0]] == truth[CHANNELS[0]]
    assert record.channels[ChannelId("unknown")].outbound == sum(others)


def test_a_busier_hour_has_the_tenants_messages_counted_in_more_places(new_office: Callable[..., Office]) -> None:
    office = new_office()
    tenants = Tenants(office.db)
    tenant = office.tenant.model_copy(update={"plan": Plan.PRO})
    tenants.save(tenant)
    assert [widening.widen(tenant, busiest, tenants=tenants) for busiest in (0, 1200, 3000)] == [1, 1, 3]
    assert tenants.get(tenant.id).usage_shards == 3
    # Who read the tenant before saves it: it does not become fewer.
    tenants.save(tenant)
    assert tenants.get(tenant.id).usage_shards == 3
    assert widening.widen(tenants.get(tenant.id), 10**6, tenants=tenants) == 4
    chance = random.Random(8)
    office.store([_message(chance, NOW + timedelta(seconds=second)) for second in range(45)])
    assert office.roll().busiest == 45
