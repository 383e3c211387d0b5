"""What the dashboard and programs send to the inbox, and what they get."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, JsonValue, StringConstraints, model_validator

from common.clock import from_epoch_ms
from common.entry.pages import ListQuery, Page
from common.models.agent import HandOverReason, PauseReason
from common.models.canned import CannedReply
from common.models.channel import Provider
from common.models.conversation import Conversation, ConversationStatus, Preview
from common.models.ids import ChannelId, ContactId, MessageId
from common.models.message import (
    Author,
    Choice,
    Direction,
    Failure,
    Kind,
    Location,
    MediaStatus,
    Message,
    Reaction,
    TemplateUse,
    TranscriptStatus,
)
from common.models.routing import Route
from common.models.status import MessageStatus

MOST_CANNED: Final = 200
"""How many canned replies a tenant may have."""
MOST_CANNED_BYTES: Final = 600_000
"""How long their texts may be together: they stand in one document, which may have 1 MiB."""
Label = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]


class Incoming(BaseModel):
    """Base of request bodies: a field that we do not know is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class ConversationQuery(ListQuery):
    """Which conversations."""

    status: ConversationStatus | None = None
    """Only those in this status."""
    channel: ChannelId | None = None
    """Only those whose contact was heard on this channel."""
    assignee: str | None = Field(default=None, max_length=128)
    """Only those of this member; `none` for those of nobody, `me` for the caller's."""
    label: str | None = Field(default=None, max_length=40)
    """Only those with this label."""
    unread: bool = False
    """Only those with something that nobody has looked at."""
    waits_for_person: bool = False
    """Only those that an AI agent left to people and that nobody has taken up."""
    q: str = Field(default="", max_length=64)
    """Only those whose contact's name or address has words that begin so; an address also by its end."""


class HandOverView(BaseModel):
    """That an AI agent left a conversation to people."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    reason: HandOverReason
    """Why."""
    detail: str
    """What happened, in a sentence."""
    at: datetime
    """Since when."""
    agent_id: str
    """Which agent it was."""
    message_id: str
    """The contact's message that waits for an answer."""


class ConversationView(BaseModel):
    """A conversation in the list."""

    model_config = ConfigDict(frozen=True)

    id: ContactId
    """The conversation's id, which is also its contact's."""
    contact_name: str
    """What to call the contact."""
    status: ConversationStatus
    """Whether somebody still has to do something."""
    assignee: str | None
    """The member who takes care of it."""
    labels: list[str]
    """What people filed it under."""
    unread: int
    """How many inbound messages nobody has looked at."""
    preview: Preview | None
    """The newest message."""
    last_message_at: datetime | None
    """When the newest message came."""
    last_inbound_at: dict[ChannelId, datetime]
    """When the contact was last heard on each channel, by the provider's time."""
    channels: list[ChannelId]
    """The channels on which the contact has been heard."""
    agent_paused: PauseReason | None
    """Why no AI agent answers now; null where one may."""
    hand_over: HandOverView | None
    """Why an AI agent left it to people; null once somebody has taken it up, or the agent answers again."""


class ConversationDetail(ConversationView):
    """A conversation with the way a reply would go."""

    route: Route | None
    """How a reply would leave now; null if no active channel leads to the contact."""


class RouteQuery(BaseModel):
    """Which way a reply is to go."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    channel_id: ChannelId | None = Field(default=None, max_length=128)
    """Show the route over this channel; left out, over the one on which the contact was last heard."""


class ConversationPatch(Incoming):
    """What people change about a conversation; fields that are left out stay."""

    status: Literal[ConversationStatus.OPEN, ConversationStatus.RESOLVED] | None = None
    """Open it again, or call it done."""
    assignee: str | None = Field(default=None, max_length=128)
    """The member who takes care of it; null for nobody."""
    labels: list[Label] | None = Field(default=None, max_length=20)
    """All its labels."""
    unread: int | None = Field(default=None, ge=0, le=1)
    """0 once looked at; 1 marks it as unread."""
    agent_paused: bool | None = None
    """True: no AI agent answers here any more. False: one answers again what the contact writes from now on, whatever
    paused it. Resolving a conversation also lets the agent answer again; in one that is somebody's, none does."""


class TemplateIn(Incoming):
    """A template to send."""

    name: str = Field(min_length=1, max_length=512)
    """Its name at the provider."""
    language: str = Field(min_length=2, max_length=16)
    """Its language code."""
    variables: dict[str, str] = Field(default_factory=dict, max_length=50)
    """Values of its body's variables; names `1`, `2` … are positional."""
    text: str = Field(default="", max_length=1024)
    """The body with its variables filled in, as people should see it."""


class ReplyIn(Incoming):
    """A reply: text, an uploaded file with an optional caption, or a template."""

    text: str = Field(default="", max_length=4096)
    """The text, or the caption of the file."""
    media_id: str | None = Field(default=None, pattern=r"^[0-9a-f]{64}$")
    """`media_id` of an upload."""
    filename: str = Field(default="", max_length=240)
    """What to call the file."""
    mime_type: str = Field(default="", max_length=127)
    """What the file is."""
    template: TemplateIn | None = None
    """A template; the only thing that can be sent while `route.needs_template`."""
    reply_to: str | None = Field(default=None, max_length=64)
    """The id of the message that this answers."""
    channel_id: ChannelId | None = None
    """A channel to insist on; left out, the reply leaves where the contact was last heard."""
    route_version: str | None = Field(default=None, max_length=64)
    """`route.version` as the caller saw it; if the route has changed since, the answer is 409 with the new one."""

    @model_validator(mode="after")
    def _has_content(self) -> Self:
        if self.template is not None and (self.text or self.media_id):
            raise ValueError("A template stands alone: leave out text and media_id.")
        if self.template is None and not self.text.strip() and self.media_id is None:
            raise ValueError("Give a text, a media_id or a template.")
        return self


class TranscriptView(BaseModel):
    """What a voice note says or a picture shows, in words."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    status: TranscriptStatus
    """Whether the words are there."""
    text: str
    """The words."""
    failure: str
    """Why there are none."""
    model: str
    """The model that made them."""


class MediaView(BaseModel):
    """A file of a message."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    mime_type: str
    filename: str
    size_bytes: int | None
    status: MediaStatus
    failure: str
    transcript: TranscriptView | None
    """What it says or shows; null where nobody has it put into words."""


class AiUseView(BaseModel):
    """How an AI agent came to an answer."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    model: str
    """The language model."""
    input_tokens: int
    """Tokens that went in."""
    output_tokens: int
    """Tokens that came out."""
    price_micro_usd: int | None
    """What it cost, in millionths of a US dollar; null if the model's price is not known."""
    latency_ms: int
    """How long the model took."""
    confidence: float
    """How sure the model said it was, from 0 to 1."""
    facts: list[str]
    """The ids of the contact's facts that it used."""
    answers: list[MessageId]
    """The contact's messages that it answers."""


class MessageView(BaseModel):
    """A message in a thread."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: MessageId
    """The message's id."""
    conversation_id: ContactId
    """The conversation."""
    channel_id: ChannelId
    """The channel on which it came or leaves."""
    provider: Provider
    """The channel's provider."""
    direction: Direction
    """Towards us or away."""
    author: Author
    """Who wrote it."""
    kind: Kind
    """What it is made of."""
    text: str
    """The text, or a media's caption, or a choice's title."""
    media: MediaView | None
    """The file, if any; its address comes from `GET /api/inbox/messages/{id}/media`."""
    location: Location | None
    """The place, if it is one."""
    reaction: Reaction | None
    """The reaction, if it is one."""
    choice: Choice | None
    """The choice, if it is one."""
    template: TemplateUse | None
    """The template, if it is one."""
    content: dict[str, JsonValue] | None
    """What the provider sent, for kinds without a field of their own."""
    reply_to: str
    """The provider's id of the message that this answers."""
    forwarded: bool
    """Whether it was passed on."""
    edited_at: datetime | None
    """When its author last changed it."""
    deleted_at: datetime | None
    """When its author took it back."""
    erased_at: datetime | None
    """When its words and files were erased, because the contact was to be forgotten."""
    status: MessageStatus
    """Where it is on its way."""
    status_at: dict[str, datetime]
    """When it reached each status."""
    failure: Failure | None
    """Why it failed or why its outcome is unknown, and what to do."""
    provider_message_id: str
    """The provider's id."""
    at: datetime
    """The provider's time of an inbound message, ours of an outbound one."""
    created_at: datetime
    """When we stored it."""
    attempts: int
    """How often it was given to the provider."""
    ai: AiUseView | None
    """How it came about, if an AI agent wrote it."""


class MediaUrl(BaseModel):
    """Where a browser may read a media, for a while."""

    url: str
    expires_at: datetime


class Uploaded(BaseModel):
    """A file that can be sent now."""

    media_id: str
    """The SHA-256 of its bytes."""
    mime_type: str
    size_bytes: int


class SettledAs(StrEnum):
    """What a person knows about a send whose outcome was unknown."""

    SENT = "sent"
    FAILED = "failed"


class SettleIn(Incoming):
    """A person settles an unknown outcome."""

    outcome: SettledAs
    """Whether the contact got it."""


class StoryKind(StrEnum):
    """What an event of a message's story is about."""

    WRITTEN = "written"
    """Its author wrote it: a contact, a person, an agent, a campaign."""
    RECEIVED = "received"
    """The provider's webhook came, and the message was stored, once; a webhook that comes again leaves no trace."""
    IDENTIFIED = "identified"
    """Whose message it is."""
    ROUTED = "routed"
    """Which channel answers leave through, or this answer does, and why."""
    TASK = "task"
    """Work was handed over, or tried."""
    MEDIA = "media"
    """Its file was fetched."""
    TRANSCRIPT = "transcript"
    """Its file was put into words."""
    AI = "ai"
    """An agent answered, or left it to people."""
    SEND = "send"
    """It was given to the provider."""
    RECEIPT = "receipt"
    """The provider reported."""
    PERSON = "person"
    """A person did something about it."""
    CHANGED = "changed"
    """Its author changed it or took it back, or it was erased."""


class StoryState(StrEnum):
    """How an event ended."""

    DONE = "done"
    WAITING = "waiting"
    """It is not over."""
    RETRYING = "retrying"
    """It failed, and is tried again."""
    FAILED = "failed"
    UNKNOWN = "unknown"
    """Nobody knows."""


class StoryEvent(BaseModel):
    """One thing that happened to a message."""

    at: datetime
    """When; the provider's time of what the provider tells, ours of all else."""
    kind: StoryKind
    """What it is about."""
    state: StoryState
    """How it ended."""
    what: str
    """What happened, in a sentence."""
    code: str
    """The provider's code, the reason of ours, or empty."""
    job: str
    """The kind of work, where it was work."""
    number: int | None
    """Which try it was, from 1; null where nothing was tried."""
    details: dict[str, str]
    """Ids and figures: `provider_message_id`, `channel_id`, `contact_id`, `queue`, `model`, `latency_ms`,
    `confidence`, `tokens`, `price_micro_usd`, `message_id`, `letter_id`, `window_expires_at` and the like."""


class Story(BaseModel):
    """What happened to a message, from what is stored of it."""

    message_id: MessageId
    """The message."""
    direction: Direction
    """Towards us or away."""
    status: MessageStatus
    """Where it is on its way."""
    events: list[StoryEvent]
    """In their order."""


class CannedReplyIn(Incoming):
    """A text and what is typed to insert it."""

    shortcut: str = Field(pattern=r"^[\w-]{1,24}$")
    """What is typed after the slash: letters of any script, digits, hyphens and underscores."""
    text: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4096)]
    """What it inserts."""


class CannedRepliesIn(Incoming):
    """All canned replies, in place of those that were there."""

    items: list[CannedReplyIn] = Field(max_length=MOST_CANNED)
    """Them, in their order; a shortcut stands for one text only, whatever its case."""
    version: str = Field(default="", max_length=40)
    """`version` as the caller read it; if they were saved since, the answer is 409."""

    @model_validator(mode="after")
    def _can_be_kept(self) -> Self:
        if len({item.shortcut.casefold() for item in self.items}) < len(self.items):
            raise ValueError("Each shortcut may stand for one text only.")
        if sum(len(item.text.encode(errors="replace")) for item in self.items) > MOST_CANNED_BYTES:
            raise ValueError("Together they are too long: shorten some, or remove what nobody uses.")
        return self


class CannedRepliesView(BaseModel):
    """The canned replies of the tenant."""

    items: list[CannedReply]
    """Them, in their order."""
    version: str
    """Give it back when saving; empty if none were ever saved."""


class UnreadCount(BaseModel):
    """The badge."""

    conversations: int
    """How many conversations hold something that nobody has looked at."""


ConversationPage = Page[ConversationView]
MessagePage = Page[MessageView]


def view(conversation: Conversation) -> dict[str, object]:
    """The fields of a `ConversationView`."""
    return {
        "id": conversation.id,
        "contact_name": conversation.contact_name,
        "status": conversation.status,
        "assignee": conversation.assignee,
        "labels": conversation.labels,
        "unread": conversation.unread,
        "preview": conversation.preview,
        "last_message_at": from_epoch_ms(conversation.last_message_ms) if conversation.last_message_ms else None,
        "last_inbound_at": {c: from_epoch_ms(ms) for c, ms in conversation.last_inbound_ms.items()},
        "channels": conversation.channels,
        "agent_paused": conversation.pause,
        "hand_over": conversation.hand_over and conversation.hand_over.model_dump(),
    }


def message_view(message: Message) -> MessageView:
    """The message as callers see it: without the addresses, hashes and leases that are ours."""
    return MessageView.model_validate(message.model_dump())
