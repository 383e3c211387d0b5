"""Back-fills: a range is counted anew a day at a time, once, however often it is asked for and wherever it dies."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest
from google.cloud import firestore

from common.clock import FixedClock
from common.errors import Conflict, Invalid
from common.jobs.registry import BACK_FILL
from common.models.channel import Provider
from common.models.ids import ChannelId, ContactId, MessageId, TenantId, random_id
from common.models.long_job import LongJobState
from common.models.message import Author, AuthorKind, Direction, Kind, Message
from common.models.payloads import BackFillPayload
from common.models.periods import Grain
from common.models.status import MessageStatus
from common.models.tenant import Caller, Role, Tenant
from common.store.counting import Vocabulary
from common.store.database import Database
from common.store.long_jobs import LongJobs
from common.store.messages import Messages
from common.store.stats import Stats
from common.store.tenants import Tenants
from common.store.touched import Touched
from functions.stats.service import filling as working
from functions.stats.service import rolling
from functions.usage.schemas import Backfill, BackfillIn
from functions.usage.service import filling as asking
from tests.functions.crashes import BreakableDatabase, Breaker, crash_everywhere
from tests.functions.racing import race

pytestmark = pytest.mark.emulator

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
FROM, TO = date(2026, 10, 30), date(2026, 11, 2)
WORDS = Vocabulary([ChannelId("c")], [])


class Shop:
    """A tenant with messages that nobody has rolled up."""

    def __init__(self, client: firestore.Client) -> None:
        self.client = client
        self.breaker = Breaker()
        self.clock = FixedClock(NOW)
        self.queued: list[BackFillPayload] = []
        self.tenant = Tenant(id=TenantId(random_id()), name="x", time_zone="Asia/Kolkata")
        self.caller = Caller(tenant_id=self.tenant.id, role=Role.ADMIN, id="ana")
        db = Database(client)
        Tenants(db).save(self.tenant)
        for day in range(-3, 4):
            self.store(datetime(2026, 10, 31, 20, tzinfo=UTC) + timedelta(days=day), 2)

    def store(self, at: datetime, count: int) -> None:
        """Stores messages without telling the roll-ups."""
        db = Database(self.client)
        db.commit(*(Messages(db).create(self.tenant.id, _message(at)) for _ in range(count)))

    def database(self) -> Database:
        """A cold database whose commits are crash points."""
        db = BreakableDatabase(self.client, self.breaker)
        db.after_commit.append(lambda writes: self.breaker.reach())
        return db

    def ask(self, key: str = "key", first: date = FROM, last: date = TO, now: datetime = NOW) -> Backfill:
        """An admin asks for a range."""
        db = self.database()
        stores = asking.Stores(db, LongJobs(db), Tenants(db), self._enqueue)
        asked = BackfillIn.model_validate({"from": first, "to": last})
        return asking.begin(self.caller, asked, key, now, stores=stores)

    def _enqueue(self, job: object, payload: BackFillPayload, **_: object) -> bool:
        assert job is BACK_FILL
        self.breaker.reach()
        self.queued = [payload]
        return True

    def work(self, *, days_a_task: int = 100) -> working.Done:
        """A task of the back-fill that was asked for."""
        db = self.database()
        left = iter([True] * (days_a_task - 1))
        stores = rolling.Stores(db, Stats(db), Touched(db))
        return working.go_on(
            self.queued[0],
            self.tenant,
            words=WORDS,
            stores=stores,
            long_jobs=LongJobs(db),
            clock=self.clock,
            in_time=lambda: next(left, False),
        )

    def state(self) -> Backfill:
        """How far it is."""
        db = Database(self.client)
        stores = asking.Stores(db, LongJobs(db), Tenants(db), self._enqueue)
        (found,) = asking.list_newest(self.tenant.id, stores=stores).items
        return found

    def cancel(self) -> Backfill:
        """An admin stops it."""
        db = Database(self.client)
        stores = asking.Stores(db, LongJobs(db), Tenants(db), self._enqueue)
        return asking.cancel(self.tenant.id, self.state().id, stores=stores)

    def counted(self, grain: Grain) -> dict[str, int]:
        """The messages of each roll-up there is."""
        stats = Stats(Database(self.client))
        found = stats.between(self.tenant.id, grain, NOW - timedelta(days=90), NOW, limit=1000)
        return {record.id: record.inbound for record in found if record.inbound}


def _message(at: datetime) -> Message:
    return Message(
        id=MessageId(random_id()),
        conversation_id=ContactId("k"),
        channel_id=ChannelId("c"),
        provider=Provider.WHATSAPP,
        direction=Direction.IN,
        author=Author(kind=AuthorKind.CONTACT),
        kind=Kind.TEXT,
        status=MessageStatus.RECEIVED,
        at=at,
        created_at=at,
    )


def arm(shop: Shop, breaker: Breaker) -> None:
    """Puts a breaker into a shop."""
    shop.breaker = breaker


# At eight in the evening in UTC it is the next day in India.
DAYS = {"2026-10-30": 2, "2026-10-31": 2, "2026-11-01": 2, "2026-11-02": 2}
MONTHS = {"2026-10": 4, "2026-11": 4}


@pytest.fixture
def new_shop(firestore_client: firestore.Client) -> Callable[[], Shop]:
    """Makes tenants."""
    return lambda: Shop(firestore_client)


@pytest.fixture
def shop(new_shop: Callable[[], Shop]) -> Shop:
    """A tenant."""
    return new_shop()


def test_a_range_is_counted_day_by_day_and_tells_how_far_it_is(shop: Shop) -> None:
    asked = shop.ask()
    assert (asked.state, asked.done, asked.total, asked.from_, asked.to) == (LongJobState.RUNNING, 0, 4, FROM, TO)
    assert shop.work(days_a_task=3) is working.Done.MORE
    assert (shop.state().state, shop.state().done) == (LongJobState.RUNNING, 3)
    assert shop.work() is working.Done.ENDED
    done = shop.state()
    assert (done.state, done.done, done.finished_at) == (LongJobState.DONE, 4, NOW)
    assert shop.counted(Grain.DAY) == DAYS
    assert sum(shop.counted(Grain.HOUR).values()) == 8
    # Days outside the range are as they were, and so a month tells what its counted days do.
    assert shop.counted(Grain.MONTH) == MONTHS


def test_a_task_that_comes_again_or_twice_at_once_counts_the_same(shop: Shop) -> None:
    shop.ask()
    race([shop.work] * 3)
    assert shop.work() is working.Done.ENDED
    assert (shop.counted(Grain.DAY), shop.counted(Grain.MONTH)) == (DAYS, MONTHS)
    assert shop.state().done == 4


def test_asking_twice_begins_one_and_another_waits(shop: Shop) -> None:
    first = shop.ask()
    assert shop.ask().id == first.id
    with pytest.raises(Conflict, match="still runs"):
        shop.ask("another key")
    shop.work()
    assert shop.ask().state is LongJobState.DONE
    assert shop.ask("another key").state is LongJobState.RUNNING


def test_it_goes_on_wherever_it_died(new_shop: Callable[[], Shop]) -> None:
    def work(shop: Shop) -> None:
        shop.ask(first=date(2026, 10, 31), last=date(2026, 11, 1))
        shop.work()

    points = 0
    for _, shop in crash_everywhere(new_shop, work, arm):
        points += 1
        days = {day: number for day, number in DAYS.items() if "2026-10-31" <= day <= "2026-11-01"}
        assert (shop.counted(Grain.DAY), shop.counted(Grain.MONTH)) == (days, {"2026-10": 2, "2026-11": 2})
        assert (shop.state().state, shop.state().done) == (LongJobState.DONE, 2)
    assert points > 20


def test_within_a_turn_and_within_a_day_it_is_heard_of(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    asked, count, silences = shop.ask(), rolling.count, list[timedelta]()

    def count_slowly(*of: object) -> object:
        job = LongJobs(Database(shop.client)).find(shop.tenant.id, asked.id)
        assert job is not None
        silences.append(shop.clock.now() - job.heartbeat_at)
        shop.clock.at += timedelta(seconds=15)
        return count(*of)

    monkeypatch.setattr(working, "count", count_slowly)
    assert shop.work() is working.Done.ENDED
    assert (len(silences) > 100, max(silences) < timedelta(minutes=1)) == (True, True)


def test_what_is_given_up_fails_once_and_what_has_ended_stays(shop: Shop) -> None:
    shop.ask()
    jobs = LongJobs(shop.database())
    assert jobs.give_up(shop.tenant.id, shop.queued[0].job_id, NOW, "No.")
    assert not jobs.give_up(shop.tenant.id, shop.queued[0].job_id, NOW, "Again no.")
    assert (shop.state().state, shop.state().error) == (LongJobState.FAILED, "No.")
    shop.ask("another key")
    shop.work()
    assert not jobs.give_up(shop.tenant.id, shop.queued[0].job_id, NOW, "No.")


def test_it_stops_where_it_is_told_to_and_keeps_what_it_counted(shop: Shop) -> None:
    shop.ask()
    shop.work(days_a_task=2)
    assert shop.cancel().cancel_asked
    assert shop.work() is working.Done.ENDED
    assert (shop.state().state, shop.state().done) == (LongJobState.CANCELLED, 2)
    assert shop.counted(Grain.DAY) == {"2026-10-30": 2, "2026-10-31": 2}
    with pytest.raises(Conflict, match="ended"):
        shop.cancel()


def test_ranges_that_are_too_long_or_in_the_future_are_refused(shop: Shop) -> None:
    with pytest.raises(Invalid, match="too long"):
        shop.ask(first=date(2024, 1, 1))
    with pytest.raises(Invalid, match="future"):
        shop.ask(last=date(2026, 11, 21))
    # In India the day has begun.
    late = partial(shop.ask, last=date(2026, 11, 21), now=datetime(2026, 11, 20, 19, tzinfo=UTC))
    assert late().state is LongJobState.RUNNING
