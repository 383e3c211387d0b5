"""The roll-up of a tenant's day beside a plain scan of the same day, on an emulator of its own: reads and seconds."""

import random
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Final
from zoneinfo import ZoneInfo

from google.cloud import firestore

from common.models import periods
from common.models.channel import Provider
from common.models.ids import ChannelId, ContactId, MessageId, TenantId
from common.models.message import Author, AuthorKind, Direction, Failure, Kind, Message
from common.models.periods import Grain
from common.models.stats import PeriodStats, tally
from common.models.status import MessageStatus
from common.models.tenant import Tenant
from common.store import ops
from common.store.counting import Vocabulary
from common.store.database import Database, Write
from common.store.messages import Messages
from common.store.stats import Stats
from common.store.touched import Touched
from functions.stats.service.rolling import Stores, roll_up
from tests.bench.emulator import PROJECT, firestore_emulator
from tests.bench.rows import Row

SIZES: Final = (1_000, 10_000, 100_000)
DAY: Final = datetime(2026, 11, 20, tzinfo=UTC)
ZONE: Final = ZoneInfo("UTC")
CHANNELS: Final = (ChannelId("whatsapp"), ChannelId("telegram"))
WORDS: Final = Vocabulary(CHANNELS, ("recipient", "policy", "throttle"), ("marketing", "utility", "service"))
OPEN, CLOSED = 9, 19
"""The hours in which messages come: the emulator looks at every message for every count, which takes minutes."""
LEAST: Final = 10.0
"""How many times fewer reads than the scan the roll-up of the largest day may cost at most."""


def measure_rollups() -> list[Row]:
    """Rolls up days of 1,000, 10,000 and 100,000 messages."""
    with firestore_emulator():
        database = Database(firestore.Client(project=PROJECT))
        measured = [_measure(size, database) for size in SIZES]
    rows = [row for part, _ in measured for row in part]
    reads = [reads for _, reads in measured]
    growth = [b / a for a, b in pairwise(reads)]
    rows += [
        Row(f"roll-up reads, from {a:,} to {b:,} messages", round(grown, 2), "×", b / a, note="less than the messages")
        for (a, b), grown in zip(pairwise(SIZES), growth, strict=True)
    ]
    rows.append(
        Row(f"reads of a scan over those of the roll-up, {SIZES[-1]:,}", SIZES[-1] / reads[-1], "×", LEAST, "least")
    )
    return rows


def _measure(size: int, database: Database) -> tuple[list[Row], int]:
    """The rows of a day of `size` messages, and the reads that its roll-up cost."""
    tenant = Tenant(id=TenantId(f"day{size}"), name="Bench")
    stores = Stores(database, Stats(database), Touched(database))
    budget = _load(tenant, size, stores)
    day = periods.day(DAY.date(), ZONE)
    now = day.end + timedelta(hours=1)
    meter, begun_s = ops.begin(), time.perf_counter()
    roll_up(tenant, (Grain.HOUR,), now, now, words=WORDS, stores=stores, in_time=lambda: True)
    # What finding the marks costs is not the hours'.
    reads, took_s = meter.reads - len(list(periods.hours_in(day, ZONE))), time.perf_counter() - begun_s
    roll_up(tenant, (Grain.DAY,), now, now, words=WORDS, stores=stores, in_time=lambda: True)
    begun_s = time.perf_counter()
    scanned = tally(day, (data for hour in periods.hours_in(day, ZONE) for data in _scan(tenant, hour, stores)))
    scan_s = time.perf_counter() - begun_s
    rolled = stores.stats.find(tenant.id, Grain.DAY, [day.id])[day.id]
    _compare(rolled.model_copy(update={"computed_at": None, "busy": {}}), scanned)
    return [
        Row(f"roll-up of a day of {size:,}: reads", reads, "", budget, note=f"a scan: {size:,}"),
        Row(f"roll-up of a day of {size:,}: time", took_s, "s", note=f"a scan on the same emulator: {scan_s:.1f} s"),
    ], reads


def _compare(rolled: PeriodStats, scanned: PeriodStats) -> None:
    if rolled != scanned:
        raise RuntimeError(f"The roll-up differs from a look at every message:\n{rolled}\n{scanned}")


def _scan(tenant: Tenant, hour: periods.Period, stores: Stores) -> Iterator[dict[str, object]]:
    yield from (dict(data) for data in stores.stats.scan(tenant.id, hour, limit=1_000_000))


def _load(tenant: Tenant, size: int, stores: Stores) -> int:
    """Stores the messages of a day; the reads that its hours may cost."""
    chance = random.Random(size)  # noqa: S311 -- made-up messages
    batch: list[Write] = []
    counts: dict[str, int] = {}
    people: dict[str, Write] = {}
    for number in range(size):
        message = _message(chance, number)
        hour = periods.hour_of(message.at, ZONE)
        counts[hour.id] = counts.get(hour.id, 0) + 1
        batch.append(Messages(stores.database).create(tenant.id, message))
        if message.direction is Direction.IN:
            spans = (periods.day_of(message.at, ZONE), periods.month_of(message.at, ZONE))
            presence = stores.stats.note_presence(tenant.id, message.conversation_id, hour, *spans)
            people[f"{message.conversation_id}/{hour.id}"] = presence
        if len(batch) == 400 or number == size - 1:
            stores.database.commit(*batch)
            batch.clear()
    for start in range(0, len(people), 400):
        stores.database.commit(*list(people.values())[start : start + 400])
    for hour in periods.hours_in(periods.day(DAY.date(), ZONE), ZONE):
        stores.database.commit(stores.touched.ask(tenant.id, Grain.HOUR, hour.id))
    return sum(min(n, 40 * -(-n // 1000)) + 2 for n in (counts.get(h.id, 0) for h in _hours()))


def _hours() -> Iterator[periods.Period]:
    return periods.hours_in(periods.day(DAY.date(), ZONE), ZONE)


def _message(chance: random.Random, number: int) -> Message:
    outbound = chance.random() < 0.55
    status = chance.choices(
        [MessageStatus.READ, MessageStatus.DELIVERED, MessageStatus.SENT, MessageStatus.FAILED], [60, 25, 10, 5]
    )[0]
    at = DAY + timedelta(hours=OPEN) + timedelta(seconds=chance.randrange(3600 * (CLOSED - OPEN)))
    answers = outbound and chance.random() < 0.2
    billable = outbound and chance.random() < 0.3
    failed = outbound and status is MessageStatus.FAILED
    author = chance.choice([AuthorKind.PERSON, AuthorKind.AGENT, AuthorKind.CAMPAIGN])
    return Message(
        id=MessageId(f"m{number}"),
        conversation_id=ContactId(f"k{chance.randrange(500)}"),
        channel_id=chance.choice(CHANNELS),
        provider=Provider.WHATSAPP,
        direction=Direction.OUT if outbound else Direction.IN,
        author=Author(kind=author if outbound else AuthorKind.CONTACT),
        kind=Kind.TEXT,
        text="A message of ordinary length, as people write them.",
        status=status if outbound else MessageStatus.RECEIVED,
        failure=Failure(code="1", reason=chance.choice(WORDS.reasons), detail="x") if failed else None,
        answers=True if answers else None,
        first_response_s=chance.randrange(3600) if answers else None,
        founds_contact=True if not outbound and chance.random() < 0.02 else None,
        pricing={"billable": True, "category": chance.choice(WORDS.categories)} if billable else None,
        at=at,
        created_at=at,
    )
