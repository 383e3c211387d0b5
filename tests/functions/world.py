"""A tenant of its own on the Firestore emulator, and around it the stand-ins of triggers, Cloud Tasks and providers."""

import secrets
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

import pytest
from google.cloud import firestore
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request

from common.ai.client import Answer, Ended, Tool, UseTool
from common.ai.media import Worded
from common.ai.prompts.answering import AgentAnswer
from common.ai.prompts.learning import LearnedFacts
from common.channels.base import AccountHealth, MediaStream, Outgoing, Parsed, Sent
from common.clock import FixedClock
from common.crypto import Vault
from common.entry.tasks import AGAIN, GIVE_UP, SINCE, Worker
from common.jobs.registry import Job, registry
from common.media.storage import Stored
from common.models.agent import Agent
from common.models.channel import Account, Channel, ChannelStatus, Provider
from common.models.ids import ChannelId, ContactId, MessageId, TenantId, random_id
from common.models.inbound import AnyEvent
from common.models.message import Message
from common.models.payloads import Payload
from common.models.spent import Spent
from common.models.status import MessageStatus
from common.models.tenant import Caller, Plan, Role, Tenant
from common.store import paths
from common.store.agents import Agents
from common.store.campaigns import Campaigns
from common.store.channels import ChannelRef, Channels
from common.store.codec import encode
from common.store.consents import Consents
from common.store.contacts import Contacts
from common.store.conversations import Conversations
from common.store.database import Create, Database, Put, Write
from common.store.dead_letters import DeadLetters
from common.store.facts import Facts
from common.store.incidents import Incidents
from common.store.long_jobs import LongJobs
from common.store.messages import Messages
from common.store.templates import Templates
from common.store.tenants import Tenants
from common.store.tombstones import Tombstones
from common.store.usage import Usage
from common.store.webhooks import Webhooks
from common.store.work import Work
from common.webhooks.addresses import Target
from common.webhooks.calling import Called
from functions.contacts import main as contacts_main
from functions.contacts.service import learning
from functions.contacts.service import linking as contacts_service
from functions.dispatch.service import hand_over, tasks_for
from functions.inbox.schemas import ReplyIn
from functions.inbox.service import mending, replying
from functions.media import main as media_main
from functions.media.service import fetching, transcribing
from functions.media.service.wanting import Readers
from functions.receive import main as receive_main
from functions.receive.service.incoming import Taken
from functions.receive.service.webhook import Stores, take_webhook
from functions.reply import main as reply_main
from functions.reply.service import looking
from functions.reply.service.collaborating import Collaborators
from functions.reply.service.memory import FactMemory
from functions.send import main as send_main
from functions.send.service import sending as send_service
from functions.send.service.pacing import Pace
from functions.webhooks import main as webhooks_main
from functions.webhooks.service import delivering
from tests.functions.crashes import KILLED, TWICE, BreakableDatabase, Breaker, Crash

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
WHATSAPP, TELEGRAM = ChannelId("xwhatsapp"), ChannelId("xtelegram")
PROVIDERS = {WHATSAPP: Provider.WHATSAPP, TELEGRAM: Provider.TELEGRAM}
TOMBSTONE = timedelta(hours=1)
KEYS = "QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE="

Documents = dict[str, dict[str, Any]]


class Says:
    """A receiver whose webhook says what the test wants; verifying and parsing have tests of their own."""

    def __init__(self, provider: Provider, events: Sequence[AnyEvent]) -> None:
        self.provider = provider
        self._events = tuple(events)

    def verify(self, headers: Mapping[str, str], body: bytes, account: Mapping[str, str]) -> None:
        """Every signature is right."""

    def parse(self, body: bytes) -> Parsed:
        """What the test wants."""
        return Parsed(self._events)


@dataclass
class FakeProvider:
    """A provider that does as its script says, and otherwise accepts; remembers what it accepted."""

    provider: Provider
    reach: Callable[[], None]
    script: list[Exception] = field(default_factory=list)
    """What the next sends end with."""
    accepts_anyway: bool = False
    """True if a send that ends with an error has been accepted all the same."""
    accepted: list[Outgoing] = field(default_factory=list)
    media: dict[str, "bytes | Exception"] = field(default_factory=dict)
    media_sha256: str = ""

    def send(self, account: Account, message: Outgoing) -> Sent:
        """Accepts, or does as the script says."""
        self.reach()
        error = self.script.pop(0) if self.script else None
        if error is None or self.accepts_anyway:
            self.accepted.append(message)
        if error is not None:
            raise error
        self.reach()
        number = sum(each.message_id == message.message_id for each in self.accepted)
        return Sent(f"wamid.{message.message_id}" + (f".{number}" if number > 1 else ""))

    @contextmanager
    def open_media(self, account: Account, provider_media_id: str) -> Iterator[MediaStream]:
        """Hands out a media in small pieces."""
        content = self.media[provider_media_id]
        if isinstance(content, Exception):
            raise content
        pieces = (content[n : n + 3] for n in range(0, len(content), 3))
        yield MediaStream(pieces, "image/png", len(content), self.media_sha256, "cat.png")

    def check(self, account: Account) -> AccountHealth:
        """All is well."""
        return AccountHealth(True, "")


@dataclass
class FakeWords:
    """A model that puts every file into the same words, or does as its script says; counts what was paid for."""

    reach: Callable[[], None]
    text: str = "Is the shop open?"
    script: list[Exception] = field(default_factory=list)
    """What the next calls end with."""
    asked: list[tuple[bytes, str, str]] = field(default_factory=list)

    def __call__(self, content: bytes, mime_type: str, language: str) -> Worded:
        """The words."""
        self.reach()
        self.asked.append((content, mime_type, language))
        if self.script:
            raise self.script.pop(0)
        self.reach()
        return Worded(self.text, Spent(price_micro_usd=75, calls=1, model="gpt-transcribe"))


@dataclass
class Task:
    """A task in the queue."""

    job: Job
    payload: Payload
    due: datetime
    again: str = ""
    give_up: Mapping[str, str] = field(default_factory=dict)
    retries: int = 0

    @property
    def name(self) -> str:
        """What Cloud Tasks tells equal tasks by; see `CloudTasks`."""
        return f"{self.job.name} {self.payload.model_dump_json()} {self.again}{' '.join(self.give_up.values())}"


@dataclass
class FakeModel:
    """A language model that does as its script says, and otherwise answers with what it was asked."""

    script: list[Exception | AgentAnswer | tuple[str, dict[str, str]]] = field(default_factory=list)
    """What the next questions end with: an error, an answer, or the use of a tool before the next of the script."""
    meanwhile: list[Callable[[], object]] = field(default_factory=list)
    """What happens while it thinks about the next questions."""
    prompts: list[Sequence[Mapping[str, object]]] = field(default_factory=list)
    learned_from: list[str] = field(default_factory=list)

    def complete(self, schema: type[LearnedFacts], system: str, user: str, **more: object) -> Answer[LearnedFacts]:
        """Notes nothing."""
        self.learned_from.append(user)
        return Answer(LearnedFacts(facts=[]), Spent())

    def converse(
        self,
        schema: type[AgentAnswer],
        messages: Sequence[Mapping[str, object]],
        tools: Sequence[Tool],
        use: UseTool,
        **more: object,
    ) -> Ended[AgentAnswer]:
        """Answers."""
        self.prompts.append(messages)
        if self.meanwhile:
            self.meanwhile.pop(0)()
        spent = Spent(input_tokens=100, output_tokens=10, price_micro_usd=15, latency_ms=700, calls=1, model="fake")
        while self.script:
            step = self.script.pop(0)
            if isinstance(step, Exception):
                raise step
            if isinstance(step, AgentAnswer):
                return Ended(step, spent)
            if use(*step) is None:
                return Ended(None, spent)
        said = f"On “{messages[-1]['content']}”: yes."
        return Ended(AgentAnswer(text=said, confidence=0.9, used_facts=[]), spent)


@dataclass
class FakeReceiver:
    """Whoever a webhook leads to: takes everything, or does as its script says."""

    reach: Callable[[], None]
    status: int | None = 204
    """What it answers; None is nobody."""
    retry_after_s: int | None = None
    """How long it asks us to wait."""
    got: list[tuple[Mapping[str, str], bytes]] = field(default_factory=list)
    """The headers and bodies of every try."""

    def __call__(self, target: Target, headers: Mapping[str, str], body: bytes) -> Called:
        """Takes a try."""
        self.reach()
        self.got.append((headers, body))
        self.reach()
        error = "" if self.status else "Nobody answers at this address."
        return Called(self.status, 5, error, self.retry_after_s)


class World:
    """One tenant, and all that happens around it; time stands still unless a task is waited for."""

    def __init__(self, client: firestore.Client, bucket: Any = None, *, plan: Plan = Plan.STARTER) -> None:
        self.client = client
        self.t = TenantId("t" + secrets.token_hex(8))
        self.clock = FixedClock(NOW)
        self.breaker = Breaker()
        self.pace = Pace()
        self.vault = Vault(KEYS)
        self.bucket = bucket
        self.providers = {p: FakeProvider(p, self._reach) for p in Provider}
        self.words = FakeWords(self._reach)
        self.readers: set[str] = set()
        """The agents that look at media."""
        self.events: list[Create] = []
        self.tasks: list[Task] = []
        self.model = FakeModel()
        self.receiver = FakeReceiver(self._reach)
        self.names = {"hooks.example.com": ["93.184.216.34"]}
        """What names lead to."""
        self.answers: list[tuple[str, int]] = []
        self.unruly = False
        """Whether each task comes twice, and those that wait longest come first."""
        self.running = ""
        """The job whose worker is at work."""
        self._ended: list[Task] = []
        self._tombstones: dict[str, datetime | None] = {}
        db = Database(client)
        Tenants(db).save(Tenant(id=self.t, name="Test", plan=plan))
        for c, provider in PROVIDERS.items():
            sealed = self.vault.seal({"access_token": "x"}, context=f"{self.t}/{c}")
            channel = Channel(id=c, provider=provider, name=provider.title(), identifier=random_id(), sealed=sealed)
            Channels(db).connect(self.t, channel)

    def _reach(self) -> None:
        self.breaker.reach()

    def database(self) -> Database:
        """A cold database whose commits are crash points, and whose new documents become events."""
        db = BreakableDatabase(self.client, self.breaker)
        db.after_commit.append(self._note_events)
        db.after_commit.append(lambda writes: self._reach())
        return db

    def _note_events(self, writes: Sequence[Write]) -> None:
        kinds = tuple(f"tenants/{self.t}/{name}/" for name in ("messages", "parked_receipts", "webhook_events"))
        self.events += [w for w in writes if isinstance(w, Create) and w.path.startswith(kinds)]

    # receive

    def receiving(self) -> Stores:
        """What `receive` needs, with nothing cached."""
        db = self.database()
        usage = Usage(db, pick=lambda shards: 0)
        return Stores(
            db,
            Channels(db),
            Contacts(db),
            Conversations(db),
            Messages(db),
            Tenants(db),
            usage,
            Work(db),
            Consents(db),
        )

    def deliver(self, *events: AnyEvent, on: ChannelId = WHATSAPP, stores: Stores | None = None) -> Counter[Taken]:
        """One webhook for one of the channels."""
        says = Says(PROVIDERS[on], events)
        own = ChannelRef(self.t, on)
        return take_webhook(b"", {}, {}, own, self.clock.now(), receiver=says, stores=stores or self.receiving())

    # inbox

    def reply(self, k: ContactId, text: str = "Hello!", key: str = "key-1", **more: object) -> Message:
        """A person replies."""
        db = self.database()
        usage = Usage(db, pick=lambda shards: 0)
        stores = replying.Stores(Conversations(db), Messages(db), Channels(db), Tenants(db), usage, Templates(db))
        asked = ReplyIn.model_validate({"text": text, **more})
        caller = Caller(tenant_id=self.t, role=Role.AGENT, id="ben")
        request = replying.Request(caller, k, asked, key, f"hash of {text}")
        return replying.reply(request, self.clock.now(), stores=stores)

    def send_again(self, m: MessageId) -> Message:
        """A person has a failed message sent again."""
        db = self.database()
        return mending.retry(
            self.t,
            m,
            "Ben",
            self.clock.now(),
            messages=Messages(db),
            conversations=Conversations(db),
            channels=Channels(db),
            is_wanted=Campaigns(db).is_wanted,
            enqueue=self.enqueue,
        )

    # workers

    def sending(self) -> send_service.Collaborators:
        """What `send` needs, with nothing cached."""
        db = self.database()
        return send_service.Collaborators(
            messages=Messages(db),
            channels=Channels(db),
            tenants=Tenants(db),
            consents=Consents(db),
            campaigns=Campaigns(db),
            incidents=Incidents(db),
            vault=self.vault,
            senders=self.providers,
            load_media=self._load_media,
            clock=self.clock,
            lease_s=30,
            pace=self.pace,
        )

    def _load_media(self, object_name: str) -> bytes:
        content: bytes = self.bucket.load(object_name)
        return content

    def fetching(self) -> fetching.Collaborators:
        """What `media` needs to fetch, with nothing cached."""
        db = self.database()
        bucket = BreakableBucket(self.bucket, self._reach)
        readers = Readers(Tenants(db), lambda t, agent_id: agent_id in self.readers)
        return fetching.Collaborators(
            Messages(db),
            Channels(db),
            self.vault,
            self.providers,
            bucket,
            readers,
            self.enqueue,
            Tenants(db),
            Usage(db, pick=lambda shards: 0),
            self.clock,
        )

    def transcribing(self) -> transcribing.Collaborators:
        """What `media` needs to put files into words, with nothing cached."""
        db = self.database()
        bucket = BreakableBucket(self.bucket, self._reach)
        usage = Usage(db, pick=lambda shards: 0)
        return transcribing.Collaborators(Messages(db), Tenants(db), usage, bucket, self.words, self.clock)

    def answering(self) -> Collaborators:
        """What `reply` needs, with nothing cached."""
        db = self.database()
        agents = Agents(db, pick=lambda shards: 0)
        stores = looking.Stores(
            Messages(db), Conversations(db), Channels(db), agents, Contacts(db), Tenants(db), self.clock
        )
        memory = FactMemory(db, Facts(db), Tombstones(db), self.enqueue, self.clock)
        usage = Usage(db, pick=lambda shards: 0)
        return Collaborators(db, stores, agents, usage, Incidents(db), memory, lambda: self.model)  # type: ignore[return-value]

    def learning(self) -> learning.Collaborators:
        """What `contacts` needs to learn, with nothing cached; the model notes nothing."""
        db = self.database()
        usage = Usage(db, pick=lambda shards: 0)
        return learning.Collaborators(
            self.keeping(),
            Agents(db),
            Tenants(db),
            usage,
            lambda: self.model,  # type: ignore[return-value]
            lambda: None,  # type: ignore[return-value]
            self.enqueue,
            self.clock,
        )

    def telling(self) -> delivering.Collaborators:
        """What `webhooks` needs, with nothing cached."""
        db = self.database()
        return delivering.Collaborators(
            Webhooks(db),
            Incidents(db),
            self.vault,
            self.receiver,
            lambda host, port: self.names.get(host, []),
            frozenset(),
            self.enqueue,
            self.clock,
            lambda low, high: 1.0,
        )

    def employ(self, *channels: ChannelId, **fields: object) -> Agent:
        """An agent that answers on channels, on WhatsApp if none is named."""
        agent = Agent.model_validate({"id": "ada", "name": "Ada", **fields})
        db = Database(self.client)
        db.commit(Put(paths.agent(self.t, agent.id), encode(agent)))
        for c in channels or (WHATSAPP,):
            Channels(db).patch(self.t, c, {"agent_id": agent.id})
        return agent

    def keeping(self) -> contacts_service.Stores:
        """What `contacts` needs, with nothing cached."""
        return contacts_service.Stores.of(self.database())

    def filing(self) -> "BreakableBucket":
        """The bucket, for files of people."""
        return BreakableBucket(self.bucket, self._reach)

    def enqueue(
        self, job: Job, payload: Payload, *, delay_s: float = 0, at: datetime | None = None, again: str = ""
    ) -> bool:
        """Queues a task as Cloud Tasks does: not again while it waits, nor for an hour after it ended."""
        return self._queue(Task(job, payload, (at or self.clock.now()) + timedelta(seconds=delay_s), again))

    def give_up(self, job: Job, payload: Payload, id_: str, since: datetime) -> bool:
        """Queues the end of stuck work, likewise."""
        query = {GIVE_UP: id_, SINCE: since.isoformat()}
        return self._queue(Task(job, payload, self.clock.now(), give_up=query))

    def _queue(self, task: Task) -> bool:
        self._reach()
        ended = self._tombstones.get(task.name, datetime.min.replace(tzinfo=UTC))
        if ended is None or ended + TOMBSTONE > self.clock.now():
            return False
        self._tombstones[task.name] = None
        self.tasks.append(task)
        self._reach()
        return True

    def dispatch(self) -> None:
        """Every event goes to `dispatch`; one that dies is delivered again."""
        while self.events:
            path, data = self.events[0]
            due = tasks_for(path.split("/"), data, agent_delay=self._agent_delay)
            hand_over(due, self.clock.now(), enqueue=self.enqueue)
            self.events.pop(0)

    def _agent_delay(self, t: TenantId, c: ChannelId) -> float | None:
        db = Database(self.client)
        agent_id = Channels(db).get(t, c).agent_id
        found = Agents(db).find(t, agent_id) if agent_id else None
        return found.value.debounce_s if found else None

    def run_next(self) -> None:
        """Waits for the next task and runs it through the real worker."""
        task = (max if self.unruly else min)(self.tasks, key=lambda waiting: waiting.due)
        self.clock.at = max(self.clock.at, task.due)
        try:
            status = self._run(task)
        except Crash:
            KILLED[task.job.name] += 1
            self._again(task)
            raise
        self.answers.append((task.job.name, status))
        if status == 204:
            self.tasks.remove(task)
            self._tombstones[task.name] = self.clock.now()
            self._ended.append(task)
            if self.unruly:
                self.deliver_again(task)
        else:
            self._again(task)

    def deliver_again(self, task: Task) -> None:
        """Delivers a task as Cloud Tasks may, too early or too late, or though it has ended; nothing comes of it."""
        TWICE[task.job.name] += 1
        self._run(task)

    def _run(self, task: Task) -> int:
        worker = Worker(
            task.job.function,
            registry().jobs_of(task.job.function),
            verify=lambda authorization: None,
            letters=lambda: DeadLetters(self.database()),
            max_attempts=lambda job: registry().max_attempts(job.name),
            clock=lambda: self.clock,
            went_on=LongJobs(self.database()).went_on,
        )
        headers = {"X-CloudTasks-TaskRetryCount": str(task.retries)}
        body = task.payload.model_dump_json()
        query = {**({AGAIN: task.again} if task.again else {}), **task.give_up}
        path = task.job.path + (f"?{urlencode(query)}" if query else "")
        request = Request(EnvironBuilder(path, method="POST", data=body, headers=headers).get_environ())
        self.running = task.job.name
        try:
            return worker(request).status_code
        finally:
            self.running = ""

    def _again(self, task: Task) -> None:
        queue = registry().queue_of(task.job)
        pause_s = min(queue.max_backoff_s, queue.min_backoff_s * 2**task.retries)
        task.due = self.clock.now() + timedelta(seconds=pause_s)
        task.retries += 1

    def settle(self) -> None:
        """Lets events and tasks run until nothing waits, moving the clock on."""
        self._work_off()
        if self.unruly:
            for task in reversed(self._ended):
                self.deliver_again(task)
            self.unruly = False
            self._work_off()

    def _work_off(self) -> None:
        self.dispatch()
        while self.tasks:
            self.run_next()
            self.dispatch()

    # what there is

    def message(self, m: MessageId) -> Message:
        """A message as it is stored."""
        found = Messages(Database(self.client)).find(self.t, m)
        assert found is not None, "the message is lost"
        return found.value

    def documents(self, *collections: str) -> Documents:
        """Everything of the tenant, or of some of its collections; comparable with that of another world."""
        found: Documents = {}
        root = self.client.document(f"tenants/{self.t}")
        _collect(root, found, frozenset(collections))
        return {
            path.removeprefix(f"tenants/{self.t}/"): {k: _plain(v, self.t) for k, v in data.items() if k not in _OWN}
            for path, data in found.items()
        }

    def set_channel(self, c: ChannelId, status: ChannelStatus) -> None:
        """A person pauses or resumes a channel."""
        Channels(Database(self.client)).patch(self.t, c, {"status": status})

    def counted(self) -> dict[str, Any]:
        """The month's counters, summed over the shards."""
        sums: Counter[str] = Counter()
        for data in self.documents("usage").values():
            sums.update({name: by for name, by in data.items() if isinstance(by, int)})
        return dict(sums)

    def statuses(self) -> list[MessageStatus]:
        """The status of every message."""
        return [MessageStatus(str(data["status"])) for data in self.documents("messages").values()]


_OWN = frozenset({"identifier", "sealed", "touched_at", "worked_at", "merged_at", "expires_at"})
"""Fields that are random, or tell when work ended that a crash delayed."""


def _collect(document: firestore.DocumentReference, found: Documents, only: frozenset[str]) -> None:
    for collection in document.collections():
        if only and collection.id not in only:
            continue
        if collection.id == "usage":
            # A month is no document; only its shards are.
            for month in collection.list_documents():
                _collect(month, found, frozenset())
        for snapshot in collection.stream():
            found[snapshot.reference.path] = snapshot.to_dict() or {}
            if collection.id == "contacts":
                _collect(snapshot.reference, found, frozenset())


def _plain(value: object, t: TenantId) -> object:
    if isinstance(value, dict):
        return {k: _plain(v, t) for k, v in value.items()}
    if isinstance(value, list):
        # Unions are sets: their order is that of arrival.
        return sorted((_plain(v, t) for v in value), key=repr)
    return value.replace(t, "TENANT") if isinstance(value, str) else value


class BreakableBucket:
    """The bucket, with a point before and after storing."""

    def __init__(self, bucket: object, reach: Callable[[], None]) -> None:
        self._bucket = bucket
        self._reach = reach

    def store(self, t: TenantId, chunks: Sequence[bytes], mime_type: str, *, limit_bytes: int) -> Stored:
        """Stores a stream."""
        self._reach()
        stored: Stored = self._bucket.store(t, chunks, mime_type, limit_bytes=limit_bytes)  # type: ignore[attr-defined]
        self._reach()
        return stored

    def remove(self, t: TenantId, name: str) -> None:
        """Removes an object."""
        self._reach()
        self._bucket.remove(t, name)  # type: ignore[attr-defined]
        self._reach()

    def load(self, object_name: str) -> bytes:
        """All bytes of an object."""
        content: bytes = self._bucket.load(object_name)  # type: ignore[attr-defined]
        return content

    def put_file(self, t: TenantId, name: str, chunks: Sequence[bytes], mime_type: str) -> Stored:
        """Stores a stream under a name of its own."""
        self._reach()
        stored: Stored = self._bucket.put_file(t, name, chunks, mime_type)  # type: ignore[attr-defined]
        self._reach()
        return stored

    def remove_file(self, object_name: str) -> None:
        """Removes a file."""
        self._reach()
        self._bucket.remove_file(object_name)  # type: ignore[attr-defined]
        self._reach()

    def read(self, object_name: str, *, start_byte: int = 0) -> Iterator[bytes]:
        """The bytes of an object, in pieces."""
        pieces: Iterator[bytes] = self._bucket.read(object_name, start_byte=start_byte)  # type: ignore[attr-defined]
        return pieces


def inhabit(world: World, patch: pytest.MonkeyPatch) -> World:
    """Points the entry points of all functions at `world`."""
    have = SimpleNamespace(google_cloud_project="demo-tests")
    patch.setattr(receive_main, "stores", world.receiving)
    patch.setattr(send_main, "_collaborators", world.sending)
    patch.setattr(media_main, "_fetching", world.fetching)
    patch.setattr(media_main, "_transcribing", world.transcribing)
    patch.setattr(reply_main, "_collaborators", world.answering)
    patch.setattr(contacts_main, "_stores", world.keeping)
    patch.setattr(contacts_main, "_learning", world.learning)
    patch.setattr(contacts_main, "_bucket", world.filing)
    for main in (send_main, media_main, contacts_main, reply_main):
        patch.setattr(main, "settings", lambda: have)
        patch.setattr(main, "clock", lambda: world.clock)
    patch.setattr(webhooks_main, "_collaborators", world.telling)
    patch.setattr(webhooks_main, "_letters", lambda: DeadLetters(world.database()))
    patch.setattr(receive_main, "clock", lambda: world.clock)
    for main in (send_main, media_main):
        patch.setattr(main, "database", lambda project: world.database())
    for main in (send_main, contacts_main, reply_main):
        patch.setattr(main, "cloud_tasks", lambda settings: world.enqueue)
    return world


def arm(world: World, breaker: Breaker) -> None:
    """Puts a breaker into a world."""
    world.breaker = breaker
