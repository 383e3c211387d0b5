"""Three months of a tenant, played through what runs in production: in disorder, with repetitions and late reports."""

# ruff: noqa: S311 -- made-up customers

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from heapq import heappop, heappush
from itertools import count
from typing import NamedTuple
from zoneinfo import ZoneInfo

from common.channels.base import Blame
from common.models.conversation import ConversationStatus
from common.models.ids import ChannelId, ContactId, MessageId, random_id
from common.models.inbound import Address, AnyEvent, InboundMessage, Receipt, Sender
from common.models.message import Author, AuthorKind, Direction, Failure, Kind, Message
from common.models.periods import Grain
from common.models.status import MessageStatus
from common.models.tenant import Caller, Plan, Role, Tenant
from common.store.conversations import Conversations
from common.store.counting import Vocabulary
from common.store.database import Database
from common.store.events_out import events_out_of
from common.store.messages import Messages
from common.store.stats import Stats
from common.store.tenants import Tenants
from common.store.touched import KEPT, Touched
from common.store.usage import Usage
from functions.inbox.schemas import ConversationPatch
from functions.inbox.service.reading import change_conversation
from functions.stats.service import recounting, rolling
from tests.functions.events import contact_of
from tests.functions.world import PROVIDERS, TELEGRAM, WHATSAPP, World

BEGIN = datetime(2026, 8, 22, 12, 0, tzinfo=UTC)
DAYS = 90
END = BEGIN + timedelta(days=DAYS)
WORDS = Vocabulary([WHATSAPP, TELEGRAM], list(Blame))
DELIVERY_FAILED = Failure(code="131026", reason=Blame.RECIPIENT, detail="Not on WhatsApp.")


class Person(NamedTuple):
    """A customer on one channel."""

    sender: Sender
    channel: ChannelId
    contact: ContactId


class Life:
    """A tenant whose customers, people, agent and providers do as chance has it; time only moves forward."""

    def __init__(self, world: World, zone: str, seed: int) -> None:
        self.world = world
        self.zone = ZoneInfo(zone)
        self.chance = random.Random(seed)
        self.tenant = Tenant(id=world.t, name="x", plan=Plan.PRO, time_zone=zone)
        self.db = Database(world.client)
        Tenants(self.db).save(self.tenant)
        world.employ(TELEGRAM)
        world.clock.at = BEGIN
        self.stores = world.receiving()
        self.people = [_person(number) for number in range(12)]
        self.written: dict[Direction, set[str]] = {direction: set() for direction in Direction}
        """What was written, by direction and id, whatever became of it."""
        self._coming: list[tuple[datetime, int, Callable[[], None]]] = []
        self._numbers = count()

    # what happens

    def plan(self, messages: int, echoes: int, campaign: int) -> None:
        """Decides who writes when, and when that reaches us."""
        busy = BEGIN + timedelta(days=self.chance.randrange(20, 60))
        dense = [busy + timedelta(seconds=self.chance.randrange(1800)) for _ in range(50)]
        for at in [*dense, *(self._some_time() for _ in range(messages))]:
            self._customer_writes(at)
        for _ in range(echoes):
            self._person_writes_on_the_phone(self._some_time())
        for _ in range(campaign):
            self._at(self._some_time(), self._campaign_writes)

    def play(self, roll_every: timedelta) -> None:
        """Lets all of it happen, and rolls up every now and then."""
        rolled = BEGIN
        while self._coming:
            arrives, _, happen = heappop(self._coming)
            self._work_until(arrives)
            if self.world.clock.at - rolled > roll_every:
                self.roll()
                rolled = self.world.clock.at
            happen()
            self.world.dispatch()
        self.world.settle()
        for later in (timedelta(days=1), timedelta(days=40)):
            self.world.clock.at = max(self.world.clock.at, END) + later
            self.roll()

    def roll(self) -> None:
        """Runs both schedules' roll-ups, in a process of its own; afterwards every process is a new one."""
        db = Database(self.world.client)
        stores = rolling.Stores(db, Stats(db), Touched(db))
        now = self.world.clock.at
        # Marks are old enough to go: what relied on them ends here.
        begun_at = datetime.now(UTC) + KEPT * 2
        for grains in ((Grain.HOUR,), (Grain.DAY, Grain.MONTH)):
            rolling.roll_up(
                self.tenant,
                grains,
                now,
                begun_at,
                words=WORDS,
                stores=stores,
                in_time=lambda: True,
                recount=lambda closed: recounting.recount(self.tenant, closed, now, stores=recounting.Stores.of(db)),
            )
        self.stores = self.world.receiving()

    def _work_until(self, at: datetime) -> None:
        while self.world.tasks and min(task.due for task in self.world.tasks) <= at:
            self.world.run_next()
            self.world.dispatch()
        self.world.clock.at = max(self.world.clock.at, at)

    def _at(self, at: datetime, happen: Callable[[], None]) -> None:
        heappush(self._coming, (at, next(self._numbers), happen))

    def _some_time(self) -> datetime:
        return BEGIN + timedelta(seconds=self.chance.randrange(DAYS * 86_400))

    def _delay(self) -> timedelta:
        """Most webhooks come at once, some after hours, few after weeks."""
        longest_s = self.chance.choices([4, 7200, 35 * 86_400], [75, 18, 7])[0]
        return timedelta(seconds=self.chance.randrange(longest_s))

    def _deliver(self, event: AnyEvent, on: ChannelId, at: datetime) -> None:
        """A webhook, which often comes again, and never sooner than what it tells of."""
        copies = self.chance.choices([1, 2, 3], [70, 20, 10])[0]
        for _ in range(copies):
            self._at(at + self._delay(), lambda: self._take(event, on))

    def _take(self, event: AnyEvent, on: ChannelId) -> None:
        self.world.deliver(event, on=on, stores=self.stores)

    def _customer_writes(self, at: datetime) -> None:
        person = self.chance.choice(self.people)
        event = _text(person, at)
        self.written[Direction.IN].add(event.provider_message_id)
        self._deliver(event, person.channel, at)
        if person.channel == WHATSAPP and self.chance.random() < 0.2:
            self._at(at + timedelta(seconds=self.chance.randrange(60, 9000)), lambda: self._person_answers(person))
        if self.chance.random() < 0.1:
            self._at(at + timedelta(hours=self.chance.randrange(1, 40)), lambda: self._person_resolves(person))

    def _person_answers(self, person: Person) -> None:
        known = Conversations(self.db).find(self.world.t, person.contact)
        if known is None or not known.value.last_inbound_ms:
            return  # the message that would be answered is late
        newest_ms = max(known.value.last_inbound_ms.values())
        if newest_ms < (self.world.clock.at - timedelta(hours=20)).timestamp() * 1000:
            return
        message = self.world.reply(person.contact, key=random_id())
        self.written[Direction.OUT].add(message.id)
        self._report(message.id, "", self.world.clock.at + timedelta(seconds=30))

    def _person_resolves(self, person: Person) -> None:
        if Conversations(self.db).find(self.world.t, person.contact) is not None:
            patch = ConversationPatch(status=ConversationStatus.RESOLVED)
            now = self.world.clock.at
            caller = Caller(tenant_id=self.world.t, role=Role.AGENT, id="ben")
            conversations, tenants, out = Conversations(self.db), Tenants(self.db), events_out_of(self.db)
            change_conversation(
                caller, person.contact, patch, now, conversations=conversations, tenants=tenants, out=out
            )

    def _person_writes_on_the_phone(self, at: datetime) -> None:
        person = self.chance.choice([each for each in self.people if each.channel == WHATSAPP])
        event = _text(person, at, echo=True)
        self.written[Direction.OUT].add(event.provider_message_id)
        self._deliver(event, WHATSAPP, at)
        self._report("", event.provider_message_id, at + timedelta(seconds=5))

    def _campaign_writes(self) -> None:
        person, now = self.chance.choice(self.people), self.world.clock.at
        message = Message(
            id=MessageId(random_id()),
            conversation_id=person.contact,
            channel_id=person.channel,
            provider=PROVIDERS[person.channel],
            direction=Direction.OUT,
            author=Author(kind=AuthorKind.CAMPAIGN),
            kind=Kind.TEXT,
            text="News!",
            status=MessageStatus.SENT,
            status_at={"sent": now},
            provider_message_id=f"wamid.{random_id()}",
            at=now,
            created_at=now,
        )
        writes = Messages(self.db).store(self.tenant, message, now)
        Usage(self.db).commit_outbound(self.tenant, now, writes, author=AuthorKind.CAMPAIGN)
        self.written[Direction.OUT].add(message.id)
        if person.channel == WHATSAPP:
            self._report("", message.provider_message_id, now)

    def _report(self, message_id: str, wamid: str, at: datetime) -> None:
        """Receipts, each as late as it likes, in whatever order."""
        ways = [["delivered"], ["delivered", "read"], ["failed"], ["failed", "delivered"], []]
        statuses = self.chance.choices(ways, [25, 50, 12, 5, 8])[0]
        charged = {"billable": True, "category": self.chance.choice(["marketing", "utility", "unheard_of"])}
        for number, status in enumerate(statuses):
            event = Receipt(
                provider_message_id=wamid or f"wamid.{message_id}",
                message_id=message_id,
                status=MessageStatus(status),
                at=at + timedelta(seconds=number),
                failure=DELIVERY_FAILED if status == "failed" else None,
                pricing=charged if status == "delivered" and self.chance.random() < 0.5 else None,
            )
            self._deliver(event, WHATSAPP, at + timedelta(seconds=number))


def _person(number: int) -> Person:
    if number % 4 == 3:
        address = Address(value=f"70000{number:04}", portable=False)
        return Person(Sender(addresses=(address,), name="Bo"), TELEGRAM, contact_of(address, TELEGRAM, "telegram"))
    address = Address(value=f"49151000{number:04}", portable=True)
    return Person(Sender(addresses=(address,), name="Ana"), WHATSAPP, contact_of(address))


def _text(person: Person, at: datetime, *, echo: bool = False) -> InboundMessage:
    id_ = random_id()
    return InboundMessage(sender=person.sender, provider_message_id=id_, at=at, kind=Kind.TEXT, text="Hello", echo=echo)
