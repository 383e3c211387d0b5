"""Campaigns of 2,000 and 10,000 people on an emulator of its own: operations, recipients a second, planner's memory."""

import time
import tracemalloc
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from functools import cached_property
from typing import Final

from google.cloud import firestore

from common.channels.base import AccountHealth, MediaStream, Outgoing, Sent
from common.clock import FixedClock, epoch_ms
from common.crypto import Vault
from common.jobs.registry import SEND_BULK
from common.models.audience import AudienceFilter, TagCondition
from common.models.campaign import (
    UNDER_WAY,
    AudienceChoice,
    Campaign,
    CampaignStatus,
    Content,
    Phase,
    PlanState,
)
from common.models.channel import Account, Channel, Provider
from common.models.contact import Contact
from common.models.conversation import Conversation
from common.models.ids import ChannelId, ContactId, MessageId, TenantId, identity_id
from common.models.routing import Endpoint
from common.models.status import MessageStatus
from common.models.tenant import Caller, Plan, Role, Tenant
from common.store import ops, paths
from common.store.audiences import Audiences
from common.store.campaigns import Campaigns, Tally
from common.store.channels import Channels
from common.store.codec import encode
from common.store.consents import Consents
from common.store.contacts import Contacts
from common.store.conversations import Conversations
from common.store.database import Create, Database, Write
from common.store.incidents import Incidents
from common.store.messages import Messages
from common.store.templates import Templates
from common.store.tenants import Tenants
from common.store.usage import Usage
from functions.campaigns.service import launching, planning
from functions.dispatch.service import tasks_for
from functions.send.service import sending
from functions.send.service.pacing import Pace, Turn
from tests.bench.emulator import PROJECT, firestore_emulator
from tests.bench.rows import Row

SMALL, LARGE = 2_000, 10_000
PHASES: Final = ("snapshot", "hand_over", "send")
NOW: Final = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
CHANNELS: Final = (ChannelId("xwhatsapp"), ChannelId("xtelegram"))
PROVIDERS: Final = dict(zip(CHANNELS, Provider, strict=True))
ID: Final = "xcampaign"
KEYS: Final = "QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE="
BATCH: Final = 400
SENDERS: Final = 16
TRACE_EVERY: Final = 5
"""One step in so many is looked at for its memory, which makes it slow; the others are timed."""
FLAT: Final = 1.25
"""How much more memory the planner may take for five times the people."""


def measure_campaigns() -> list[Row]:
    """Sends both campaigns."""
    with firestore_emulator():
        client = firestore.Client(project=PROJECT)
        small, large = (_Bench(client, people) for people in (SMALL, LARGE))
        small.run()
        large.run()
    return _rows(small, large)


def _rows(small: "_Bench", large: "_Bench") -> list[Row]:
    n = large.people
    snapshot, handed, sent = (large.costs[phase] for phase in PHASES)
    writes = (snapshot["writes"] + handed["writes"] + sent["writes"]) / n
    reads = (handed["reads"] + sent["reads"]) / n
    timed = {phase: large.timed[phase] / large.seconds[phase] for phase in ("snapshot", "hand_over")}
    return [
        Row(
            "campaign recipient, from plan until sent: writes",
            round(writes, 1),
            "",
            4,
            note=f"{writes:.3f} with a recipient's share of cursors and counters",
        ),
        Row(
            "campaign recipient, from plan until sent: reads",
            round(reads, 2),
            "",
            3,
            note=f"the snapshot before it reads {snapshot['reads'] / n:.2f}: contact, conversation, and shares",
        ),
        Row("recipients written down by the snapshot", round(timed["snapshot"], 1), "per s"),
        Row("recipients handed over", round(timed["hand_over"], 1), "per s"),
        Row(
            f"{n:,} recipients planned and enqueued",
            round(sum(n / rate for rate in timed.values()), 1),
            "s",
            note="the planner alone, as fast as it can; channels have their own pace",
        ),
        Row(
            "planner's memory for five times the people",
            round(large.peak_bytes / small.peak_bytes, 2),
            "ratio",
            FLAT,
            note=f"{small.peak_bytes / 2**20:.1f} MiB for {SMALL:,}, {large.peak_bytes / 2**20:.1f} MiB for {n:,}",
        ),
    ]


class _Unhurried(Pace):
    """Lets everything pass: operations are counted, and not how long a channel takes for them."""

    def ask(self, turn: Turn, now_s: float) -> None:
        """Now."""


class _Accepts:
    """A provider that takes everything at once."""

    def __init__(self, provider: Provider) -> None:
        self.provider = provider

    def send(self, account: Account, message: Outgoing) -> Sent:
        """Takes it."""
        return Sent(f"wamid.{message.message_id}")

    def open_media(self, account: Account, provider_media_id: str) -> AbstractContextManager[MediaStream]:
        """There is none."""
        raise NotImplementedError

    def check(self, account: Account) -> AccountHealth:
        """All is well."""
        return AccountHealth(True, "")


class _Bench:
    """One campaign, from the launch until all is sent."""

    def __init__(self, client: firestore.Client, people: int) -> None:
        self.people = people
        self.costs = {phase: Counter[str]() for phase in PHASES}
        self.seconds = dict.fromkeys(PHASES, 0.0)
        self.timed: Counter[str] = Counter()
        """How many recipients the timed steps of each phase came to."""
        self.peak_bytes = 0
        self._t = TenantId(f"bench{people}")
        self._clock = FixedClock(NOW)
        self._db = Database(client)
        self._created: list[MessageId] = []
        self._db.after_commit.append(self._note)
        self._campaigns = Campaigns(self._db)
        self._with = planning.Collaborators(
            campaigns=self._campaigns,
            audiences=Audiences(self._db),
            contacts=Contacts(self._db),
            conversations=Conversations(self._db),
            channels=Channels(self._db),
            messages=Messages(self._db),
            templates=Templates(self._db),
            tenants=Tenants(self._db),
            usage=Usage(self._db),
            enqueue=lambda job, payload, **when: True,
        )

    def _note(self, writes: Sequence[Write]) -> None:
        """What `dispatch` would do: each message becomes a task of the queue for bulk."""
        for write in writes:
            if isinstance(write, Create) and "/messages/" in write.path:
                (due,) = tasks_for(write.path.split("/"), write.data, agent_delay=lambda t, c: None)
                if due.job is not SEND_BULK:
                    raise RuntimeError("A campaign's message went into another queue.")
                self._created.append(MessageId(write.path.rsplit("/", 1)[-1]))

    def run(self) -> None:
        """Makes people, launches, plans and sends."""
        self._prepare()
        caller = Caller(tenant_id=self._t, role=Role.ADMIN, id="bench")
        launching.launch(caller, ID, NOW, with_=self._with)
        ops.snapshot_and_reset()
        number = 0
        while (campaign := self._campaigns.get(self._t, ID).value).status in UNDER_WAY:
            self._step(campaign, traced=number % TRACE_EVERY == 0)
            number += 1
            self._send()
        sent = self._campaigns.count_messages(self._t, ID, Tally(statuses=[MessageStatus.SENT]))
        if (campaign.status, sent) != (CampaignStatus.DONE, self.people):
            raise RuntimeError(f"The campaign is {campaign.status} with {sent} of {self.people} messages sent.")

    def _step(self, campaign: Campaign, *, traced: bool) -> None:
        plan = campaign.plan or PlanState()
        phase = "snapshot" if plan.phase is Phase.SNAPSHOT else "hand_over"
        ops.snapshot_and_reset()
        if traced:
            tracemalloc.start()
        begun = time.perf_counter()
        stepped = planning.take_step(self._t, ID, plan.step, self._clock.now(), with_=self._with)
        took_s = time.perf_counter() - begun
        if traced:
            self.peak_bytes = max(self.peak_bytes, tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
        self._count(phase)
        after = self._campaigns.get(self._t, ID).value.plan or PlanState()
        made = after.planned - plan.planned if phase == "snapshot" else after.handed - plan.handed
        if not traced and made:
            self.seconds[phase] += took_s
            self.timed[phase] += made
        self._clock.at = max(self._clock.at, stepped.at or self._clock.at)

    def _send(self) -> None:
        if not self._created:
            return
        ops.snapshot_and_reset()
        with ThreadPoolExecutor(SENDERS) as pool:
            list(pool.map(lambda m: sending.send_message(self._t, m, with_=self._sending), self._created))
        self._created.clear()
        self._count("send")

    @cached_property
    def _sending(self) -> sending.Collaborators:
        return sending.Collaborators(
            messages=Messages(self._db),
            channels=Channels(self._db),
            tenants=Tenants(self._db),
            consents=Consents(self._db),
            campaigns=Campaigns(self._db),
            incidents=Incidents(self._db),
            vault=Vault(KEYS),
            senders={provider: _Accepts(provider) for provider in Provider},
            load_media=lambda object_name: b"",
            clock=self._clock,
            lease_s=60,
            pace=_Unhurried(),
        )

    def _count(self, phase: str) -> None:
        for spent in ops.snapshot_and_reset().values():
            self.costs[phase].update(spent)

    def _prepare(self) -> None:
        Tenants(self._db).save(Tenant(id=self._t, name="Bench", plan=Plan.ENTERPRISE, time_zone="Europe/Berlin"))
        vault = Vault(KEYS)
        for c, provider in PROVIDERS.items():
            sealed = vault.seal({"access_token": "x"}, context=f"{self._t}/{c}")
            identifier = f"{self._t}-{c}"
            channel = Channel(id=c, provider=provider, name=c, identifier=identifier, sealed=sealed)
            Channels(self._db).connect(self._t, channel)
        writes = [write for n in range(self.people) for write in self._person(n)]
        for begin in range(0, len(writes), BATCH):
            self._db.commit(*writes[begin : begin + BATCH])
        campaign = Campaign(
            id=ID,
            name="Bench",
            channels=list(CHANNELS),
            audience=AudienceChoice(filter=AudienceFilter(all=[TagCondition(value="bread")])),
            content=Content(text="Hello {{first_name}}, fresh bread is waiting for you at 4 Mill Lane."),
            created_at=NOW,
        )
        self._db.commit(self._campaigns.create(self._t, campaign))

    def _person(self, n: int) -> list[Write]:
        c = CHANNELS[n % len(CHANNELS)]
        k, i = ContactId(f"k{n:08}"), identity_id(PROVIDERS[c], c, str(n))
        heard_ms = epoch_ms(NOW) - 3_600_000
        contact = Contact(id=k, name=f"Ada {n}", identities=[i], tags=["bread"], attributes={"city": "Berlin"})
        known = Endpoint(provider=PROVIDERS[c], address=f"49151{n:08}", heard_ms=heard_ms)
        conversation = Conversation(
            id=k, contact_name=contact.name, channels=[c], last_inbound_ms={c: heard_ms}, endpoints={c: {i: known}}
        )
        return [
            Create(paths.contact(self._t, k), encode(contact)),
            Create(paths.conversation(self._t, k), encode(conversation)),
        ]
