"""What the dashboard and programs send to the campaigns, and what they get."""

from datetime import datetime
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from common.entry.pages import ListQuery, Page
from common.models.campaign import (
    AudienceChoice,
    Campaign,
    CampaignStatus,
    Content,
    DryRun,
    Hours,
    Phase,
    Recipient,
    RecipientState,
    SkipReason,
    StatusCode,
    Timing,
)
from common.models.ids import ChannelId, ContactId, MessageId
from common.models.message import Failure, Message
from common.models.status import MessageStatus

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
MOST_CHANNELS = 100


class Incoming(BaseModel):
    """Base of request bodies: a field that we do not know is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class CampaignQuery(ListQuery):
    """Which campaigns."""

    status: CampaignStatus | None = None
    """Only those in this status."""


class TimingIn(Incoming):
    """When and how fast a campaign sends."""

    starts_at: AwareDatetime | None = None
    """When it begins; null is as soon as it is launched."""
    hours: Hours | None = None
    """Sending hours; null is around the clock."""
    per_minute: int | None = Field(default=None, ge=1, le=60_000)
    """How many messages a minute each channel sends at most; null is as fast as the channel may."""

    def timing(self) -> Timing:
        """As it is stored."""
        return Timing(starts_at=self.starts_at, hours=self.hours, per_minute=self.per_minute)


class CampaignIn(Incoming):
    """A new campaign; what is left out can be given until the launch."""

    name: Name
    """What people call it."""
    channels: list[ChannelId] = Field(default_factory=list, max_length=MOST_CHANNELS)
    """The channels that it may send through."""
    audience: AudienceChoice | None = None
    """Whom it is for."""
    content: Content | None = None
    """What it says."""
    marketing: bool = True
    """Whether people who want no marketing are left out."""
    timing: TimingIn = Field(default_factory=TimingIn)
    """When and how fast it sends."""
    failure_threshold: float = Field(default=0.1, gt=0, le=1)
    """The share of failed messages above which it pauses by itself."""


class CampaignPatch(Incoming):
    """What people change about a campaign; fields that are left out stay.

    A draft can be changed in all; once launched, only its name, its timing while nothing is planned, and the share of
    failures above which it pauses.
    """

    name: Name | None = None
    """What people call it."""
    channels: list[ChannelId] | None = Field(default=None, max_length=MOST_CHANNELS)
    """The channels that it may send through."""
    audience: AudienceChoice | None = None
    """Whom it is for; null for nobody yet."""
    content: Content | None = None
    """What it says; null for nothing yet."""
    marketing: bool | None = None
    """Whether people who want no marketing are left out."""
    timing: TimingIn | None = None
    """When and how fast it sends."""
    failure_threshold: float | None = Field(default=None, gt=0, le=1)
    """The share of failed messages above which it pauses by itself."""


class TestIn(Incoming):
    """A test send."""

    __test__ = False

    contact_id: ContactId = Field(min_length=1, max_length=128)
    """Who gets it: a contact, usually yourself."""
    variant: str | None = Field(default=None, pattern=r"^[a-z]$")
    """Which variant; null takes the one that this contact would get."""


class CampaignView(BaseModel):
    """A campaign in the list."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    """The campaign's id."""
    name: str
    """What people call it."""
    status: CampaignStatus
    """Where it is on its way."""
    status_code: StatusCode | None
    """Why it is paused or cancelled, for programs."""
    status_reason: str
    """Why it is, and what to do."""
    channels: list[ChannelId]
    """The channels that it may send through."""
    marketing: bool
    """Whether people who want no marketing are left out."""
    timing: Timing
    """When and how fast it sends."""
    created_at: datetime | None
    """When it was made."""
    created_by: str
    """Who made it."""
    updated_at: datetime | None
    """When people last changed it."""
    launched_at: datetime | None
    """When it was launched."""
    started_at: datetime | None
    """When it began to plan."""
    finished_at: datetime | None
    """When it was done or cancelled."""
    planned: int
    """How many people get a message, as far as is known."""
    handed: int
    """How many messages have left the plan for the outbox."""


class CampaignDetail(CampaignView):
    """A campaign with all that was said about it."""

    audience: AudienceChoice | None
    """Whom it is for."""
    content: Content | None
    """What it says."""
    failure_threshold: float
    """The share of failed messages above which it pauses by itself."""
    template_ids: list[str]
    """The templates that it uses."""
    launched_by: str
    """Who launched it."""
    dry_run: DryRun | None
    """What the newest dry run said."""


class Funnel(BaseModel):
    """How far the messages are; whoever read a message is also among those whom it was delivered and sent to."""

    model_config = ConfigDict(frozen=True)

    queued: int = 0
    """Waiting to be sent."""
    sending: int = 0
    """Being given to the provider."""
    sent: int = 0
    """Taken by the provider, whatever became of them."""
    delivered: int = 0
    """On a phone."""
    read: int = 0
    """Looked at."""
    failed: int = 0
    """Not delivered."""
    unknown: int = 0
    """Nobody knows: the provider did not answer."""


class VariantProgress(BaseModel):
    """How one variant does."""

    model_config = ConfigDict(frozen=True)

    id: str
    """The variant."""
    funnel: Funnel
    """Its messages."""


class Progress(BaseModel):
    """How far a campaign is, counted from its recipients and messages."""

    model_config = ConfigDict(frozen=True)

    status: CampaignStatus
    """Where it is on its way."""
    status_code: StatusCode | None
    """Why it is paused or cancelled, for programs."""
    status_reason: str
    """Why it is, and what to do."""
    phase: Phase | None
    """What the planner does; null before it began and after it ended."""
    looked_at: int
    """How many contacts of the audience were looked at."""
    planned: int
    """How many people get a message."""
    skipped: dict[SkipReason, int]
    """How many do not, by reason."""
    waiting: int
    """How many of the planned have no message yet."""
    messages: int
    """How many messages there are."""
    funnel: Funnel
    """Their states."""
    failed: dict[str, int]
    """How many failed, by the class of the error."""
    variants: list[VariantProgress]
    """The same by variant, where there are several."""
    next_at: datetime | None
    """When it goes on, if it waits for its pace or for sending hours."""
    started_at: datetime | None
    """When it began to plan."""
    finished_at: datetime | None
    """When it was done or cancelled."""
    counted_at: datetime
    """When this was counted."""


class RecipientQuery(ListQuery):
    """Which people of a campaign."""

    state: RecipientState | None = None
    """Only those who get a message, or do not."""
    reason: SkipReason | None = None
    """Only those who were skipped for this reason."""
    variant: str | None = Field(default=None, pattern=r"^[a-z]$")
    """Only those who get this variant."""
    status: MessageStatus | None = None
    """Only those whose message has this status; not together with `state` or `reason`."""


class ExportQuery(BaseModel):
    """Which part of an export."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    cursor: str = Field(default="", max_length=500)
    """What the header `X-Next-Cursor` of the part before said; empty begins."""


class RecipientMessage(BaseModel):
    """What became of a recipient's message."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: MessageId
    """The message."""
    status: MessageStatus
    """Where it is on its way."""
    status_at: dict[str, datetime]
    """When it reached each status."""
    failure: Failure | None
    """Why it failed or why its outcome is unknown, and what to do."""


class RecipientView(BaseModel):
    """A person of a campaign's audience."""

    model_config = ConfigDict(frozen=True)

    contact_id: ContactId
    """The contact, which is also the conversation."""
    name: str
    """What to call them."""
    state: RecipientState
    """Whether they get a message."""
    reason: SkipReason | None
    """Why not."""
    detail: str
    """What is missing, where the reason alone does not say it."""
    channel_id: ChannelId | None
    """The channel of the message."""
    address: str
    """The address there."""
    variant: str
    """Which variant they get."""
    zone: str
    """The time zone whose sending hours hold for them."""
    message: RecipientMessage | None
    """The message, once it is handed over."""


class RetryIn(Incoming):
    """Which failed messages to send again; null takes every class of error for which that can help."""

    classes: list[str] | None = Field(default=None, max_length=10)
    """`throttle`, `transient`, `media`, and `policy` for those held back at least a day ago."""


class RetryStarted(BaseModel):
    """A retry has begun."""

    failed: int
    """How many messages have failed; those for which trying again helps are queued in the next moments."""


CampaignPage = Page[CampaignView]
RecipientPage = Page[RecipientView]


def campaign_view(campaign: Campaign) -> dict[str, object]:
    """The fields of a `CampaignView`, and of a `CampaignDetail`."""
    plan = campaign.plan
    return {**dict(campaign), "planned": plan.planned if plan else 0, "handed": plan.handed if plan else 0}


def recipient_view(recipient: Recipient, message: Message | None) -> RecipientView:
    """A recipient with what became of the message."""
    shown = RecipientMessage.model_validate(message.model_dump()) if message else None
    fields = recipient.model_dump(exclude={"id", "lane", "values", "free_text_until", "as_template"})
    return RecipientView(contact_id=recipient.id, message=shown, **fields)
