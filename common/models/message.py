"""Messages: what a contact wrote to us, or we to a contact."""

from datetime import datetime
from enum import StrEnum
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from common.models.channel import Provider
from common.models.ids import ChannelId, ContactId, MessageId
from common.models.routing import Route, RouteReason
from common.models.status import MessageStatus


class Direction(StrEnum):
    """Towards us, or away from us."""

    IN = "in"
    OUT = "out"


class Kind(StrEnum):
    """What a message is made of; `unknown` keeps what we have no word for yet."""

    TEXT = "text"
    IMAGE = "image"
    AUDIO = "audio"
    VOICE = "voice"
    VIDEO = "video"
    DOCUMENT = "document"
    STICKER = "sticker"
    LOCATION = "location"
    CONTACTS = "contacts"
    INTERACTIVE = "interactive"
    BUTTON = "button"
    ORDER = "order"
    REACTION = "reaction"
    TEMPLATE = "template"
    SYSTEM = "system"
    UNSUPPORTED = "unsupported"
    UNKNOWN = "unknown"


UNANSWERABLE: Final = frozenset({Kind.REACTION, Kind.SYSTEM, Kind.UNKNOWN})
"""What no agent answers."""
MEDIA_KINDS = frozenset({Kind.IMAGE, Kind.AUDIO, Kind.VOICE, Kind.VIDEO, Kind.DOCUMENT, Kind.STICKER})


class AuthorKind(StrEnum):
    """Who wrote a message."""

    CONTACT = "contact"
    PERSON = "person"
    PHONE = "phone"
    AGENT = "agent"
    CAMPAIGN = "campaign"


class Part(BaseModel):
    """Base of the parts of a message."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="ignore")


class Author(Part):
    """Who wrote it: the contact, a person in the dashboard, a person on the business's phone, an agent, a campaign."""

    kind: AuthorKind
    """The sort of author."""
    id: str = ""
    """The member, agent or campaign; empty for the contact and the phone."""
    name: str = ""
    """What to show."""


class MediaStatus(StrEnum):
    """Where the bytes of a message's media are."""

    PENDING = "pending"
    STORED = "stored"
    FAILED = "failed"


class TranscriptStatus(StrEnum):
    """Whether a file has been put into words."""

    PENDING = "pending"
    READY = "ready"
    FAILED = "failed"


class Transcript(Part):
    """What a voice note says or a picture shows, put into words by a model, for agents and for people.

    Whoever answers a message looks at `Media.is_awaited` at the moment of answering, and comes back later while it is
    true. Afterwards `ready` has the words; `failed`, or no transcript at all, means that none will come by themselves.
    """

    status: TranscriptStatus = TranscriptStatus.PENDING
    """Whether the words are there."""
    text: str = ""
    """What is said, in the speaker's language, or what a picture shows, in the tenant's. It is the contact's: material,
    never an instruction."""
    failure: str = ""
    """Why there are none, in words."""
    model: str = ""
    """Who made them."""
    price_micro_usd: int | None = None
    """What that cost, in millionths of a US dollar; null if nobody knows."""


class Media(Part):
    """A picture, sound, film or file of a message."""

    mime_type: str = ""
    """As the provider said, without parameters."""
    filename: str = ""
    """The sender's name for it."""
    size_bytes: int | None = None
    """The size, once known."""
    sha256: str = ""
    """Hexadecimal, once known."""
    provider_media_id: str = ""
    """Where the provider keeps it; short-lived."""
    object_name: str = ""
    """Where we keep it in the bucket."""
    status: MediaStatus = MediaStatus.PENDING
    """Whether we have it."""
    failure: str = ""
    """Why we do not have it, in words."""
    transcript: Transcript | None = None
    """What it says or shows; null where nobody has it put into words: the contact did not send it, it is no sound or
    picture, no agent that may look at media answers on the channel, or the plan does not include it."""

    @property
    def is_awaited(self) -> bool:
        """Whether it is too early to answer it: the file, or what it says, is still on its way."""
        wording = self.transcript is not None and self.transcript.status is TranscriptStatus.PENDING
        return self.status is MediaStatus.PENDING or wording


class Location(Part):
    """A place on the map."""

    latitude: float
    """Degrees north."""
    longitude: float
    """Degrees east."""
    name: str = ""
    """What the place is called."""
    address: str = ""
    """Where it stands."""


class Reaction(Part):
    """An emoji on another message; an empty one takes it back."""

    emoji: str
    """The emoji."""
    provider_message_id: str
    """The message that it is on."""


class Choice(Part):
    """What a contact chose from buttons or a list."""

    id: str
    """The value that we gave the choice."""
    title: str = ""
    """What the contact saw."""
    description: str = ""
    """The line below it."""


class HeaderFormat(StrEnum):
    """What stands above a template's text."""

    TEXT = "text"
    IMAGE = "image"
    VIDEO = "video"
    DOCUMENT = "document"
    LOCATION = "location"


class ButtonKind(StrEnum):
    """What a template's button does."""

    QUICK_REPLY = "quick_reply"
    URL = "url"
    PHONE = "phone"
    COPY_CODE = "copy_code"
    OTP = "otp"


class HeaderUse(Part):
    """A template's header as it is sent; only one that changes from message to message."""

    format: HeaderFormat
    """What it is. The file of a picture, film or document is the message's media, a place its location."""
    name: str = ""
    """The name of the text's variable; empty where the provider numbers them."""
    text: str = ""
    """The value of the text's variable."""


class ButtonUse(Part):
    """A button of a template as it is sent."""

    index: int = Field(ge=0)
    """Its place, from 0."""
    kind: ButtonKind
    """What it does."""
    title: str = ""
    """What people read on it."""
    value: str = ""
    """What changes from message to message: the end of the address, the code to copy, or what a quick reply gives
    back; empty where nothing does."""
    url: str = ""
    """The whole address that it opens, for people and for channels without templates."""


class TemplateUse(Part):
    """A template as it is sent."""

    name: str = Field(min_length=1, max_length=512)
    """The template's name at the provider."""
    language: str = Field(min_length=2, max_length=16)
    """Its language code, such as `en_US`."""
    variables: dict[str, str] = Field(default_factory=dict)
    """Values of the body's variables by name; names `1`, `2` … are positional."""
    header: HeaderUse | None = None
    """The header, if it has a part that changes."""
    buttons: list[ButtonUse] = Field(default_factory=list)
    """All its buttons, in their order."""
    text: str = ""
    """The whole template with its variables filled in, for people and for channels without templates."""
    template_id: str = ""
    """Our template that it was made of, and the campaign's reports are about; empty where we have none."""
    version: int = 0
    """Which version of that."""


class AiUse(Part):
    """How an agent came to its answer."""

    model: str
    """The language model, as its provider calls it."""
    input_tokens: int = 0
    """Tokens that went in, of all its calls."""
    output_tokens: int = 0
    """Tokens that came out."""
    price_micro_usd: int | None = None
    """What it cost, in millionths of a US dollar; null if the model's price is not known."""
    latency_ms: int = 0
    """How long the model took."""
    confidence: float = 0.0
    """How sure the model said it was, from 0 to 1."""
    facts: list[str] = Field(default_factory=list)
    """The ids of the contact's facts that it used."""
    answers: list[MessageId] = Field(default_factory=list)
    """The contact's messages that it answers."""


class Failure(Part):
    """Why a message was not delivered."""

    code: str
    """The provider's code, or ours."""
    reason: str
    """The class of the error, such as `throttle`, `window`, `recipient` or `channel`; adapters hold the table."""
    detail: str
    """What happened and what to do, for the tenant."""


class RouteTaken(Part):
    """Why an answer leaves through its channel, as it was when it was stored."""

    reason: RouteReason
    """Why this channel."""
    last_inbound_at: datetime | None = None
    """When the contact had been heard there last."""
    window_expires_at: datetime | None = None
    """Until when free text was allowed there."""

    @classmethod
    def of(cls, route: Route) -> "RouteTaken":
        """What is kept of a route."""
        return cls.model_validate(route.model_dump())


class StepKind(StrEnum):
    """What can happen to a message on its way that its status does not keep."""

    REFUSED = "refused"
    """A try to send it did not end well."""
    AGAIN = "again"
    """A person had it sent again."""
    SETTLED = "settled"
    """A person said what became of it."""


class Step(Part):
    """One thing that happened to a message on its way out; kept with the write that it belongs to."""

    kind: StepKind
    """What happened."""
    at: datetime
    """When."""
    number: int = 0
    """Which try it was, from 1; 0 if it came to none."""
    outcome: MessageStatus | None = None
    """What the message became."""
    code: str = ""
    """The provider's code, or ours."""
    reason: str = ""
    """The class of the error."""
    detail: str = ""
    """What was said, for the tenant."""
    by: str = ""
    """The person."""


class Message(BaseModel):
    """One message of one conversation."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="ignore")

    id: MessageId
    """The message's id."""
    conversation_id: ContactId
    """The conversation, which has its contact's id."""
    merged_from: list[ContactId] = Field(default_factory=list)
    """The conversations that it was in before their contacts were merged, the first one first."""
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
    text: str = ""
    """The text, or a media's caption, or a choice's title."""
    media: Media | None = None
    """The media, if any."""
    location: Location | None = None
    """The place, if it is one."""
    reaction: Reaction | None = None
    """The reaction, if it is one."""
    choice: Choice | None = None
    """The choice, if it is one."""
    template: TemplateUse | None = None
    """The template, if it is one."""
    shared_phone: str = ""
    """The sender's own phone number (digits), where the provider vouches for it."""
    reply_to: str = ""
    """The provider's id of the message that this answers."""
    forwarded: bool = False
    """Whether it was passed on."""
    edited_at: datetime | None = None
    """When its author last changed it."""
    deleted_at: datetime | None = None
    """When its author took it back."""
    taken_back_object: str = ""
    """Where the bucket keeps the file of a message that its author took back; shown to nobody, known to erasing."""
    erased_at: datetime | None = None
    """When its words and files were erased, because the contact was to be forgotten."""
    content: dict[str, JsonValue] | None = None
    """What the provider sent, for the kinds that have no field of their own."""
    status: MessageStatus
    """Where it is on its way."""
    status_at: dict[str, datetime] = Field(default_factory=dict)
    """When it reached each status, by the provider's time where there is one."""
    failure: Failure | None = None
    """Why it failed, or why its outcome is unknown."""
    provider_message_id: str = ""
    """The provider's id."""
    address: str = ""
    """The contact's address on the channel."""
    at: datetime
    """The provider's time of an inbound message, ours of an outbound one; the thread's order."""
    created_at: datetime
    """When we stored it."""
    attempts: int = 0
    """How often we began to send it."""
    lease_until: datetime | None = None
    """Until when one worker has the sending of it to itself."""
    sweep_at: datetime | None = None
    """From when on it should long be settled: a sweep looks at it then. Absent once it is."""
    request_hash: str = ""
    """The digest of the request that made it; tells a repeated request from a different one under the same key."""
    founds_contact: Literal[True] | None = None
    """True if nobody had heard of its sender before."""
    answers: Literal[True] | None = None
    """True if it is the first answer to what the contact wrote."""
    first_response_s: int | None = None
    """How long the contact had waited for it, in seconds."""
    pricing: dict[str, JsonValue] | None = None
    """What the provider charged, as it said."""
    campaign_id: str = ""
    """The campaign that it counts for; empty for a campaign's test."""
    variant: str = ""
    """Which of the campaign's variants it is."""
    ai: AiUse | None = None
    """How it came about, if an agent wrote it."""
    route: RouteTaken | None = None
    """Why it leaves through its channel, if it is an answer."""
    steps: list[Step] = Field(default_factory=list)
    """What happened to it on its way out, in no order."""
    worked_at: dict[str, datetime] = Field(default_factory=dict)
    """When the file of it was fetched (`media`) and put into words (`transcript`), or that failed."""
