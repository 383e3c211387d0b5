"""Ninety days of plausible conversations for the demo tenant, so that lists and charts have something to show."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Final, NamedTuple

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
from common.models.status import MessageStatus
from common.store import paths
from common.store.codec import encode, encode_part
from common.store.conversations import preview_of
from common.store.database import Create, Database, Increment, Maximum, Merge, Write

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
    today = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    # The first person's conversation is the marker and comes last, so that a crash half-way is gone over again.
    for number in reversed(range(len(PEOPLE))):
        _write(t, _thread(t, number), PEOPLE[number], random.Random(number), today, db)  # noqa: S311


def _thread(t: TenantId, number: int) -> _Thread:
    telegram = number % 3 == 2
    provider = Provider.TELEGRAM if telegram else Provider.WHATSAPP
    channel_id = ChannelId(f"{t}_{provider}")
    address = str(6_000_000_000 + number) if telegram else f"4915550{number:06}"
    identity = identity_id(provider, channel_id if telegram else "", address)
    return _Thread(first_contact_id(identity), channel_id, provider, address, PEOPLE[number])


def _write(t: TenantId, thread: _Thread, name: str, chance: random.Random, today: datetime, db: Database) -> None:
    messages = list(_messages(thread, chance, today))
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
    for begin in range(0, len(messages), _COMMIT):
        part = messages[begin : begin + _COMMIT]
        db.commit(*(Merge(paths.message(t, m.id), encode(m)) for m in part))
    counts: dict[str, dict[str, int]] = {}
    for message in messages:
        month = counts.setdefault(message.at.strftime("%Y-%m"), {})
        field = "messages_in" if message.direction is Direction.IN else "messages_out"
        month[field] = month.get(field, 0) + 1
    writes: list[Write] = [
        Merge(paths.usage_shard(t, period, 0), {name: Increment(by) for name, by in fields.items()})
        for period, fields in counts.items()
    ]
    # One commit with a Create: a second run of the same person counts nothing again.
    db.commit(
        Create(paths.contact(t, thread.contact_id), encode(contact)),
        Merge(paths.identity(t, i), encode(identity)),
        Merge(paths.conversation(t, thread.contact_id), conversation),
        *writes,
    )


def _messages(thread: _Thread, chance: random.Random, today: datetime) -> Iterator[Message]:
    """A person's messages in the order of time: on about every third day an exchange, now and then unanswered."""
    for day in range(DAYS, 0, -1):
        if chance.random() > 0.34 and day != chance.randrange(1, DAYS):
            continue
        at = today - timedelta(days=day) + timedelta(hours=chance.gauss(13, 3), seconds=chance.randrange(60))
        at = at.replace(microsecond=0)
        asked, answered = chance.choice(EXCHANGES)
        yield _message(thread, asked, at, Direction.IN)
        if day > 1 or chance.random() < 0.5:
            yield _message(thread, answered, at + timedelta(seconds=chance.randrange(40, 4000)), Direction.OUT)


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
