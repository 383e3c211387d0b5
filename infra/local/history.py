"""Ninety days of plausible conversations for the demo tenant, so that lists and charts have something to show."""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from common.clock import epoch_ms
from common.models.channel import Provider
from common.models.contact import Contact, Identity
from common.models.conversation import ConversationStatus
from common.models.ids import (
    ChannelId,
    ContactId,
    TenantId,
    first_contact_id,
    identity_id,
    inbound_message_id,
    outbound_message_id,
)
from common.models.message import Author, AuthorKind, Direction, Kind, Message
from common.models.periods import Period, day_of, hour_of, month_of
from common.models.stats import busy_of, fold, tally
from common.models.status import MessageStatus
from common.models.tenant import Tenant
from common.models.usage import MESSAGES_IN, MESSAGES_OUT, day_name, period_of
from common.store import paths
from common.store.codec import encode, encode_part
from common.store.conversations import preview_of
from common.store.database import Create, Database, Increment, Maximum, Merge, Write
from common.store.stats import Stats
from common.store.tenants import Tenants

DAYS: Final = 90
PEOPLE: Final = (
    "Ada Okafor", "Bruno Lima", "Chiara Conti", "Daan Visser", "Elif Kaya", "Femi Adeyemi", "Grace Kim", "Hugo Moreau",
    "Ines Duarte", "Jonas Weber", "Kavya Nair", "Liam Murphy", "Mei Tanaka", "Noah Fischer", "Olga Petrova",
    "Pablo Reyes", "Quinn Baker", "Rosa Jimenez", "Samir Haddad", "Tess Janssen", "Umar Farooq", "Vera Novak",
    "Wanda Nowak", "Yusuf Demir",
)  # fmt: skip
EXCHANGES: Final = (
    ("Good morning! Are the rye loaves ready today?", "Good morning! They come out of the oven at nine."),
    ("Can I order a birthday cake for Saturday?", "Of course. For how many people, and which flavour?"),
    ("Do you have anything without nuts?", "Yes: the lemon tart and the plain brioche are made apart from nuts."),
    ("How late are you open on Sunday?", "On Sundays we are open from eight to one."),
    ("The croissants yesterday were wonderful.", "Thank you, that makes our day!"),
    ("I would like to change my order to twelve rolls.", "Done: twelve rolls, ready tomorrow from seven."),
    ("Where can I park near the shop?", "There are places behind the church, two minutes on foot."),
    ("My bread was burnt at the bottom.", "We are sorry. Come by and we replace it, with a coffee on us."),
    ("Do you deliver to the old town?", "Yes, before ten o'clock, from 20 euros on."),
    ("Is the sourdough vegan?", "It is: flour, water, salt and time."),
)
_COMMIT: Final = 200


class _Thread(NamedTuple):
    """One person's conversation."""

    contact_id: ContactId
    channel_id: ChannelId
    provider: Provider
    address: str
    name: str


def seed_history(t: TenantId, db: Database) -> None:
    """Writes the conversations, unless they are there."""
    marker = paths.conversation(t, _thread(t, 0).contact_id)
    if db.get(marker) is not None:
        return
    tenant = Tenants(db).get(t)
    today = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    histories = [
        list(_messages(_thread(t, number), random.Random(number), today))  # noqa: S311
        for number in range(len(PEOPLE))
    ]
    _roll_up(tenant, [message for messages in histories for message in messages], db)
    # The first person's conversation is the marker and comes last, so that a crash half-way is gone over again.
    for number in reversed(range(len(PEOPLE))):
        _write(tenant, _thread(t, number), histories[number], db)


def _thread(t: TenantId, number: int) -> _Thread:
    telegram = number % 3 == 2
    provider = Provider.TELEGRAM if telegram else Provider.WHATSAPP
    channel_id = ChannelId(f"{t}_{provider}")
    address = str(6_000_000_000 + number) if telegram else f"4915550{number:06}"
    identity = identity_id(provider, channel_id if telegram else "", address)
    return _Thread(first_contact_id(identity), channel_id, provider, address, PEOPLE[number])


def _roll_up(tenant: Tenant, messages: Sequence[Message], db: Database) -> None:
    """Writes what the roll-ups come to, by their own rules, so that charts show it at once."""
    zone, now = ZoneInfo(tenant.time_zone), datetime.now(UTC)
    by_hour: dict[Period, list[Message]] = {}
    for message in messages:
        by_hour.setdefault(hour_of(message.at, zone), []).append(message)
    records = {hour: tally(hour, [encode(m) for m in found]) for hour, found in by_hour.items()}
    hours = list(records.values())
    for of in (day_of, month_of):
        spans = {of(hour.start, zone) for hour in by_hour}
        for span in spans:
            inside = [message for message in messages if span.start <= message.at < span.end]
            people = len({m.conversation_id for m in inside if m.direction is Direction.IN})
            parts = [hour for hour in hours if span.start <= hour.start < span.end]
            records[span] = fold(span, parts, people).model_copy(update={"busy": busy_of(parts, zone)})
    stats = Stats(db)
    writes: list[Write] = [stats.put(tenant.id, record, now) for record in records.values()]
    for begin in range(0, len(writes), _COMMIT):
        db.commit(*writes[begin : begin + _COMMIT])


def _present(tenant: Tenant, thread: _Thread, messages: Sequence[Message]) -> list[Merge]:
    """The writes that say when somebody wrote, one a month."""
    zone = ZoneInfo(tenant.time_zone)
    days: dict[str, set[str]] = {}
    hours: dict[str, set[str]] = {}
    for message in messages:
        if message.direction is Direction.IN:
            month = month_of(message.at, zone).id
            days.setdefault(month, set()).add(day_of(message.at, zone).id)
            hours.setdefault(month, set()).add(hour_of(message.at, zone).id)
    return [
        Merge(
            paths.presence(tenant.id, month, thread.contact_id),
            {"month": month, "days": sorted(days[month]), "hours": sorted(hours[month])},
        )
        for month in days
    ]


def _write(tenant: Tenant, thread: _Thread, messages: Sequence[Message], db: Database) -> None:
    t, name = tenant.id, thread.name
    newest, heard = messages[-1], max(m.at for m in messages if m.direction is Direction.IN)
    scope = thread.channel_id if thread.provider is Provider.TELEGRAM else ""
    i = identity_id(thread.provider, scope, thread.address)
    search = sorted({word[:n] for word in name.lower().split() for n in range(1, len(word) + 1)})
    contact = Contact(id=thread.contact_id, name=name, identities=[i], created_at=messages[0].at, search=search)
    identity = Identity(
        id=i, provider=thread.provider, scope=scope, address=thread.address, contact_id=thread.contact_id
    )
    endpoint = {"provider": thread.provider, "address": thread.address, "heard_ms": epoch_ms(heard)}
    conversation = {
        "contact_name": name,
        "status": ConversationStatus.OPEN if newest.direction is Direction.IN else ConversationStatus.RESOLVED,
        "assignee": None,
        "unread": 1 if newest.direction is Direction.IN else 0,
        "is_unread": newest.direction is Direction.IN,
        "preview": encode_part(preview_of(newest)),
        "last_message_ms": Maximum(epoch_ms(newest.at)),
        "last_inbound_ms": {thread.channel_id: Maximum(epoch_ms(heard))},
        "channels": [thread.channel_id],
        "endpoints": {thread.channel_id: {i: endpoint}},
        "search": search,
        "created_at": messages[0].at,
    }
    if newest.direction is Direction.IN:
        conversation |= {"waiting_since_ms": epoch_ms(newest.at), "open_since_ms": epoch_ms(newest.at)}
    for begin in range(0, len(messages), _COMMIT):
        part = messages[begin : begin + _COMMIT]
        db.commit(*(Merge(paths.message(t, m.id), encode(m)) for m in part))
    writes: list[Write] = [*_counters(tenant, messages), *_present(tenant, thread, messages)]
    # One commit with a Create: a second run of the same person counts nothing again.
    db.commit(
        Create(paths.contact(t, thread.contact_id), encode(contact)),
        Merge(paths.identity(t, i), encode(identity)),
        Merge(paths.conversation(t, thread.contact_id), conversation),
        *writes,
    )


def _counters(tenant: Tenant, messages: Sequence[Message]) -> list[Merge]:
    """The writes that count messages, for their months and for their days."""
    counts: dict[str, Counter[tuple[str, str]]] = {}
    for message in messages:
        metric = MESSAGES_IN if message.direction is Direction.IN else MESSAGES_OUT
        month = counts.setdefault(period_of(tenant, message.at), Counter())
        month[day_name(tenant, message.at), metric] += 1
    writes: list[Merge] = []
    for period, by_day in counts.items():
        days: dict[str, dict[str, object]] = {}
        whole: Counter[str] = Counter()
        for (day, metric), by in by_day.items():
            days.setdefault(day, {})[metric] = Increment(by)
            whole[metric] += by
        fields = {metric: Increment(by) for metric, by in whole.items()}
        writes.append(Merge(paths.usage_shard(tenant.id, period, 0), {**fields, "days": days}))
    return writes


def _messages(thread: _Thread, chance: random.Random, today: datetime) -> Iterator[Message]:
    """A person's messages in the order of time: on about every third day an exchange, now and then unanswered."""
    founds, waiting_since = True, None
    for day in range(DAYS, 0, -1):
        if chance.random() > 0.34 and day != chance.randrange(1, DAYS):
            continue
        at = today - timedelta(days=day) + timedelta(hours=chance.gauss(13, 3), seconds=chance.randrange(60))
        at = at.replace(microsecond=0)
        asked, answered = chance.choice(EXCHANGES)
        inbound = _message(thread, asked, at, Direction.IN)
        yield inbound.model_copy(update={"founds_contact": True}) if founds else inbound
        founds, waiting_since = False, waiting_since or at
        if day > 1 or chance.random() < 0.5:
            answer = _message(thread, answered, at + timedelta(seconds=chance.randrange(40, 4000)), Direction.OUT)
            took_s = int((answer.at - waiting_since).total_seconds())
            yield answer.model_copy(update={"answers": True, "first_response_s": took_s})
            waiting_since = None


def _message(thread: _Thread, text: str, at: datetime, direction: Direction) -> Message:
    key = f"{thread.address}-{at.isoformat()}"
    inbound = direction is Direction.IN
    return Message(
        id=inbound_message_id(thread.channel_id, key) if inbound else outbound_message_id("seed", key),
        conversation_id=thread.contact_id,
        channel_id=thread.channel_id,
        provider=thread.provider,
        direction=direction,
        author=Author(kind=AuthorKind.CONTACT, name=thread.name)
        if inbound
        else Author(kind=AuthorKind.PERSON, id="acme-agent", name="Agent"),
        kind=Kind.TEXT,
        text=text,
        status=MessageStatus.RECEIVED if inbound else MessageStatus.READ,
        status_at={"received": at}
        if inbound
        else {"sent": at, "delivered": at + timedelta(seconds=2), "read": at + timedelta(minutes=3)},
        provider_message_id=key,
        address=thread.address,
        at=at,
        created_at=at,
    )
