"""Looking at a conversation: which messages wait for an answer, and whether the agent is the one to give it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, NamedTuple

from common.clock import Clock
from common.errors import NotFound
from common.models.agent import Agent
from common.models.channel import Channel
from common.models.consent import keyword_of, may_receive
from common.models.contact import Contact
from common.models.conversation import Conversation
from common.models.ids import ChannelId, ContactId, MessageId, TenantId
from common.models.message import UNANSWERABLE, AuthorKind, Direction, Kind, Message
from common.models.tenant import Tenant
from common.store.agents import Agents
from common.store.channels import Channels
from common.store.codec import Versioned
from common.store.contacts import Contacts
from common.store.conversations import Conversations
from common.store.messages import Messages
from common.store.tenants import Tenants

THREAD: Final = 40
"""How many of the newest messages are looked at."""
HISTORY: Final = timedelta(hours=6)
"""A message that reached us so long after it was written is history, such as what a provider delivers after a sync."""
WAITS_AT_MOST: Final = timedelta(hours=24)
"""What has waited longer is no longer answered by an agent."""


class Silence(StrEnum):
    """Why the agent has nothing to do."""

    NO_MESSAGE = "no_message"
    """It is gone, or was never a contact's."""
    ANSWERED = "answered"
    """It was answered, by whomever, or a person said that it is dealt with."""
    NEWER = "newer"
    """There is a newer one, whose own task answers both."""
    PAUSED = "paused"
    """A person has taken the conversation up, or it waits for one."""
    NO_AGENT = "no_agent"
    """No agent answers on the channel, or it is switched off."""
    OFF_HOURS = "off_hours"
    HISTORY = "history"
    SUSPENDED = "suspended"
    UNWANTED = "unwanted"
    """The contact wants no messages, or has just said so."""


class Stores(NamedTuple):
    """Where is read."""

    messages: Messages
    conversations: Conversations
    channels: Channels
    agents: Agents
    contacts: Contacts
    tenants: Tenants
    clock: Clock


class Case(NamedTuple):
    """A conversation in which the agent is to answer."""

    tenant: Tenant
    agent: Agent
    channel: Channel
    """On which the newest message came."""
    contact: Contact
    conversation: Versioned[Conversation]
    waiting: tuple[Message, ...]
    """What waits for an answer, the oldest first; the last is the task's message."""
    thread: tuple[Message, ...]
    """The newest messages of the conversation, the oldest first."""

    @property
    def t(self) -> TenantId:
        """The tenant."""
        return self.tenant.id

    @property
    def k(self) -> ContactId:
        """The conversation, and its contact."""
        return self.conversation.value.id

    @property
    def newest(self) -> Message:
        """The message that is answered."""
        return self.waiting[-1]

    def is_same(self, other: "Case") -> bool:
        """Whether what is said would answer both: the same messages wait."""
        return [m.id for m in self.waiting] == [m.id for m in other.waiting]


class _Place(NamedTuple):
    """Where a message came, and who answers there."""

    channel: Channel
    agent: Agent
    tenant: Tenant


def look(t: TenantId, m: MessageId, *, stores: Stores) -> Case | Silence:
    """The case of a message, or why there is none; about seven reads, and one for each message of the thread."""
    now = stores.clock.now()
    message = _message(t, m, now, stores.messages)
    if isinstance(message, Silence):
        return message
    conversation = _conversation(t, message.conversation_id, stores.conversations)
    if conversation is None or conversation.value.pause is not None:
        return Silence.PAUSED if conversation else Silence.NO_MESSAGE
    place = _place(t, message.channel_id, now, stores)
    if isinstance(place, Silence):
        return place
    contact = _contact(t, conversation.value.id, stores.contacts)
    if not may_receive(contact.opt_outs, message.channel_id, marketing=False) or _is_wish(message):
        return Silence.UNWANTED
    thread = stores.messages.page(t, conversation.value.id, limit=THREAD)[::-1]
    waiting = waiting_in(thread, conversation.value, now)
    if message.id not in {each.id for each in waiting}:
        return Silence.ANSWERED
    waiting = [each for each in waiting if each.id == message.id or _has_agent(t, each.channel_id, stores)]
    if waiting[-1].id != message.id:
        return Silence.NEWER
    return Case(place.tenant, place.agent, place.channel, contact, conversation, tuple(waiting), tuple(thread))


def _message(t: TenantId, m: MessageId, now: datetime, messages: Messages) -> Message | Silence:
    found = messages.find(t, m)
    if found is None or found.value.direction is Direction.OUT or found.value.deleted_at is not None:
        return Silence.NO_MESSAGE
    message = found.value
    is_old = message.created_at - message.at > HISTORY or now - message.created_at > WAITS_AT_MOST
    return Silence.HISTORY if is_old else message


def waiting_in(thread: Sequence[Message], conversation: Conversation, now: datetime) -> list[Message]:
    """Those of a thread's messages that nobody has answered.

    An agent's answer names the messages that it answers: one that came while it was being written is not among them. A
    person's answers all that was there.
    """
    answered = {id_ for each in thread if each.ai for id_ in each.ai.answers}
    by_person = [each.created_at for each in thread if each.author.kind in (AuthorKind.PERSON, AuthorKind.PHONE)]
    seen = max([*by_person, conversation.agent_resumed_at or now - WAITS_AT_MOST, now - WAITS_AT_MOST])
    return [
        each
        for each in thread
        if each.direction is Direction.IN
        and each.kind not in UNANSWERABLE
        and each.deleted_at is None
        and each.id not in answered
        and each.created_at > seen
        and each.created_at - each.at <= HISTORY
        and _says_something(each)
    ]


def _says_something(message: Message) -> bool:
    """Whether there is anything to answer; of a message whose words the contact had erased, there is not."""
    return bool(message.text or message.media or message.location or message.choice or message.content)


def _conversation(t: TenantId, k: ContactId, conversations: Conversations) -> Versioned[Conversation] | None:
    found = conversations.find(t, k)
    while found is not None and found.value.merged_into:
        found = conversations.find(t, found.value.merged_into)
    return found


def _contact(t: TenantId, k: ContactId, contacts: Contacts) -> Contact:
    found = contacts.find(t, k)
    return found.value if found else Contact(id=k)


def _place(t: TenantId, c: ChannelId, now: datetime, stores: Stores) -> _Place | Silence:
    try:
        channel = stores.channels.get(t, c)
    except NotFound:
        return Silence.NO_AGENT
    found = stores.agents.find(t, channel.agent_id) if channel.agent_id else None
    if found is None or not found.value.is_on:
        return Silence.NO_AGENT
    tenant = stores.tenants.get(t)
    if tenant.suspended:
        return Silence.SUSPENDED
    is_working = found.value.works_at(now, tenant.time_zone)
    return _Place(channel, found.value, tenant) if is_working else Silence.OFF_HOURS


def _has_agent(t: TenantId, c: ChannelId, stores: Stores) -> bool:
    """Whether a message on this channel has a task of its own."""
    try:
        return bool(stores.channels.get_cached(t, c).agent_id)
    except NotFound:
        return False


def _is_wish(message: Message) -> bool:
    """Whether it is a word such as STOP, which is recorded and otherwise left alone."""
    return message.kind is Kind.TEXT and keyword_of(message.text) is not None
