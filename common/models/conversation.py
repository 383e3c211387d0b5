"""Conversations: all messages between the tenant and one contact, over every channel."""

from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from common.clock import epoch_ms
from common.models.agent import HandOver, PauseReason
from common.models.ids import ChannelId, ContactId, IdentityId
from common.models.message import Author, Direction, Kind
from common.models.routing import Endpoint


class ConversationStatus(StrEnum):
    """Whether somebody still has to do something."""

    OPEN = "open"
    RESOLVED = "resolved"
    MERGED = "merged"


class Preview(BaseModel):
    """The newest message, as the list shows it."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="ignore")

    text: str
    """The beginning of its text; empty where it has none."""
    kind: Kind
    """What it is made of."""
    direction: Direction
    """Towards us or away."""
    author: Author | None = None
    """Who wrote it; null in what was stored before this was kept."""
    at_ms: int
    """The message's time in epoch milliseconds."""
    channel_id: ChannelId
    """The channel on which it came or leaves."""


class Conversation(BaseModel):
    """One thread with one contact; its id is the contact's."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="ignore")

    id: ContactId
    """The contact's id."""
    contact_name: str = ""
    """The contact's name, kept here so that a list needs one read each."""
    status: ConversationStatus = ConversationStatus.OPEN
    """Whether somebody still has to do something."""
    assignee: str | None = None
    """The member who takes care of it."""
    labels: list[str] = Field(default_factory=list)
    """What people filed it under."""
    unread: int = 0
    """How many inbound messages nobody has looked at."""
    is_unread: bool = False
    """Whether there are any; what lists and the badge filter by."""
    preview: Preview | None = None
    """The newest message."""
    last_message_ms: int = 0
    """When the newest message came, in epoch milliseconds; the list's order."""
    last_inbound_ms: dict[ChannelId, int] = Field(default_factory=dict)
    """When the contact was last heard on each channel, by the provider's time."""
    endpoints: dict[ChannelId, dict[IdentityId, Endpoint]] = Field(default_factory=dict)
    """The contact's addresses on each channel, with when each was heard."""
    channels: list[ChannelId] = Field(default_factory=list)
    """The channels on which the contact has been heard."""
    search: list[str] = Field(default_factory=list)
    """Beginnings of name and address, by which the conversation is found."""
    agent_paused: PauseReason | None = None
    """Why no agent answers, until a person resumes it or resolves the conversation; see also `pause`."""
    agent_resumed_at: datetime | None = None
    """When a person last let the agent answer again; what was written before is dealt with."""
    hand_over: HandOver | None = None
    """Why an agent left it to people, until one of them takes it up."""
    waits_for_person: bool = False
    """Whether there is a `hand_over`; what the queue filters by."""
    waiting_since_ms: int | None = None
    """Since when the contact waits for an answer, in epoch milliseconds; null if nobody does."""
    open_since_ms: int | None = None
    """Since when somebody has something to do, in epoch milliseconds; null once it is resolved."""
    merged_into: ContactId | None = None
    """The conversation that holds these messages now."""
    created_at: datetime | None = None
    """When it began."""

    @property
    def pause(self) -> PauseReason | None:
        """Why no agent answers now: nor does one in what is somebody's."""
        return self.agent_paused or (PauseReason.ASSIGNED if self.assignee else None)


def first_answer(conversation: Conversation, at: datetime) -> dict[str, object]:
    """The fields by which a message of `at` says that it answers what the contact wrote; none if it answers nothing."""
    if conversation.waiting_since_ms is None:
        return {}
    return {"answers": True, "first_response_s": max(0, epoch_ms(at) - conversation.waiting_since_ms) // 1000}
