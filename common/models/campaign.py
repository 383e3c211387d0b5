"""Campaigns: one message, in variants, to many people, with who gets it, when, and how far it has come."""

from datetime import datetime
from enum import StrEnum
from typing import Final, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from common.models.audience import AudienceFilter
from common.models.hours import CLOCK_TIME
from common.models.ids import ChannelId, ContactId, MessageId, outbound_message_id
from common.models.template import Template

ORIGINAL: Final = "a"
"""The id of the variant that people wrote first."""
MOST_VARIANTS: Final = 20
MOST_CONTACTS: Final = 1_000
"""How many people a campaign may name one by one; more are an audience."""


class Part(BaseModel):
    """Base of the parts of a campaign."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="ignore")


class CampaignStatus(StrEnum):
    """Where a campaign is on its way."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    PLANNING = "planning"
    RUNNING = "running"
    PAUSED = "paused"
    DONE = "done"
    CANCELLED = "cancelled"


UNDER_WAY: Final = frozenset({CampaignStatus.PLANNING, CampaignStatus.RUNNING})
"""While the planner works on it."""
LIVE: Final = UNDER_WAY | {CampaignStatus.SCHEDULED, CampaignStatus.PAUSED}
"""While it may still send."""
ENDED: Final = frozenset({CampaignStatus.DONE, CampaignStatus.CANCELLED})
"""Once it is over."""


class StatusCode(StrEnum):
    """Why a campaign is in its status, for programs."""

    BY_PERSON = "by_person"
    PLAN_LIMIT = "plan_limit"
    SPAM = "spam"
    TEMPLATE = "template"
    FAILURES = "failures"
    CHANNELS = "channels"
    SUSPENDED = "suspended"
    PLANNER = "planner"


class Standing(StrEnum):
    """What a campaign's status means for a message that waits to be sent."""

    GOES_ON = "goes_on"
    HELD = "held"
    ENDED = "ended"


STILL_SENT: Final = frozenset({StatusCode.PLAN_LIMIT, StatusCode.CHANNELS, StatusCode.PLANNER})
"""Pauses for which nothing speaks against what was handed over before."""


class SkipReason(StrEnum):
    """Why a person of the audience gets no message."""

    OPTED_OUT = "opted_out"
    NO_ROUTE = "no_route"
    CHANNEL_INACTIVE = "channel_inactive"
    WINDOW_CLOSED = "window_closed"
    DUPLICATE = "duplicate"
    MISSING_VARIABLE = "missing_variable"
    TOO_LONG = "too_long"
    PLAN_LIMIT = "plan_limit"
    PORTFOLIO_LIMIT = "portfolio_limit"
    FORGOTTEN = "forgotten"


class RecipientState(StrEnum):
    """Whether a person of the audience gets a message; what became of it stands in the message."""

    PLANNED = "planned"
    SKIPPED = "skipped"


class ZoneOf(StrEnum):
    """Whose wall clock sending hours are read from."""

    TENANT = "tenant"
    CONTACT = "contact"


class Hours(Part):
    """Sending hours: outside them nothing is handed over, and what is left goes on by itself when they begin."""

    days: list[int] = Field(default_factory=lambda: list(range(7)), min_length=1, max_length=7)
    """The days on which they begin, 0 being Monday."""
    start: str = Field(pattern=CLOCK_TIME)
    """The first minute, `HH:MM`."""
    end: str = Field(pattern=CLOCK_TIME)
    """The first minute after them; one before `start` is on the next day."""
    zone: ZoneOf = ZoneOf.TENANT
    """Whose wall clock. A contact's zone comes from the contact, else from the phone number, else from the tenant."""

    @model_validator(mode="after")
    def _has_length(self) -> Self:
        if self.start == self.end:
            raise ValueError("Sending hours that begin and end at the same minute are none; leave them out instead.")
        if any(not 0 <= day <= 6 for day in self.days) or len(set(self.days)) != len(self.days):
            raise ValueError("Days are numbers from 0 (Monday) to 6 (Sunday), each once.")
        return self


class Timing(Part):
    """When and how fast a campaign sends."""

    starts_at: datetime | None = None
    """When it begins; null is as soon as it is launched."""
    hours: Hours | None = None
    """Sending hours; null is around the clock."""
    per_minute: int | None = Field(default=None, ge=1, le=60_000)
    """How many messages a minute each channel sends at most; null is as fast as the channel may."""


class AudienceChoice(Part):
    """Whom a campaign is for; one of the three."""

    audience_id: str | None = Field(default=None, max_length=128)
    """An audience."""
    filter: AudienceFilter | None = None
    """A filter of the campaign's own."""
    contact_ids: list[ContactId] | None = Field(default=None, min_length=1, max_length=MOST_CONTACTS)
    """People, one by one."""

    @model_validator(mode="after")
    def _is_one(self) -> Self:
        if sum(choice is not None for choice in (self.audience_id, self.filter, self.contact_ids)) != 1:
            raise ValueError("Give one of audience_id, filter and contact_ids.")
        return self


class Wording(Part):
    """What is said: a template, or a text with placeholders such as `{{first_name}}`."""

    template_id: str | None = Field(default=None, max_length=128)
    """A template of the tenant."""
    text: str = Field(default="", max_length=4096)
    """A text, where it is no template."""

    @model_validator(mode="after")
    def _is_one(self) -> Self:
        if (self.template_id is None) == (not self.text.strip()):
            raise ValueError("Give a template_id or a text.")
        return self


class Variant(Wording):
    """A further way to say it, approved by a person."""

    id: str = Field(pattern=r"^[b-z]$")
    """A letter; the original is `a`."""


class Content(Wording):
    """What a campaign says, in all its variants."""

    variants: list[Variant] = Field(default_factory=list, max_length=MOST_VARIANTS)
    """Further ways to say it; each contact gets one of all, always the same."""
    fallbacks: dict[str, str] = Field(default_factory=dict, max_length=50)
    """What stands for a variable that a contact does not have."""

    @model_validator(mode="after")
    def _ids_differ(self) -> Self:
        if len({variant.id for variant in self.variants}) != len(self.variants):
            raise ValueError("Two variants have the same id.")
        return self

    def wordings(self) -> dict[str, Wording]:
        """Every variant by its id, the original first."""
        original = Wording(template_id=self.template_id, text=self.text)
        return {ORIGINAL: original, **{variant.id: variant for variant in self.variants}}


class Source(Part):
    """What a variant says, as it was when the campaign began; later changes of a template do not reach it."""

    template: Template | None = None
    """The template."""
    text: str = ""
    """The text, where it is no template."""


class SkippedSample(Part):
    """Somebody who would be skipped."""

    contact_id: ContactId
    """The contact."""
    name: str = ""
    """What to call them."""
    detail: str = ""
    """What is missing, where the reason alone does not say it."""


class Quota(Part):
    """What a campaign does to the month's messages."""

    limit: int
    """The plan's messages a month."""
    used: int
    """What was used when the dry run began."""
    after: int
    """What will be used once all are sent."""


class DryRun(Part):
    """What a launch would do; nothing of it is stored."""

    complete: bool = False
    """False while it still counts."""
    looked_at: int = 0
    """How many contacts were looked at."""
    sendable: int = 0
    """How many would get a message."""
    skipped: dict[SkipReason, int] = Field(default_factory=dict)
    """How many would not, by reason."""
    samples: dict[SkipReason, list[SkippedSample]] = Field(default_factory=dict)
    """The first of those, by reason."""
    channels: dict[ChannelId, int] = Field(default_factory=dict)
    """How many messages each channel would send."""
    variants: dict[str, int] = Field(default_factory=dict)
    """How many people would get each variant."""
    quota: Quota | None = None
    """What it does to the month's messages."""
    ends_at: datetime | None = None
    """When the last message would leave, by pace and sending hours; an estimate."""
    ran_at: datetime | None = None
    """When it began."""


class DryRunState(DryRun):
    """A dry run with what its next part needs."""

    cursor: str = ""
    """The last contact that was looked at."""
    lanes: dict[str, int] = Field(default_factory=dict)
    """How many messages each lane would have."""
    room: dict[str, int] = Field(default_factory=dict)
    """What the limits still allow."""


class Phase(StrEnum):
    """What the planner does."""

    SNAPSHOT = "snapshot"
    HAND_OVER = "hand_over"
    SETTLE = "settle"


class Lane(Part):
    """The recipients of one channel in one time zone, who are handed over in the order of their ids."""

    channel_id: ChannelId
    """The channel."""
    zone: str
    """The time zone whose sending hours hold, an IANA name."""
    planned: int = 0
    """How many recipients it has."""
    handed: int = 0
    """How many messages were stored."""
    cursor: str = ""
    """The last recipient that was looked at."""
    done: bool = False
    """Whether all were."""


class PlanState(Part):
    """How far the planner is; moved only together with the documents that it tells of."""

    phase: Phase = Phase.SNAPSHOT
    """What it does."""
    step: int = 0
    """The number of the next step."""
    cursor: str = ""
    """The last contact of the audience that was looked at."""
    looked_at: int = 0
    """How many contacts were looked at."""
    planned: int = 0
    """How many people get a message."""
    skipped: dict[SkipReason, int] = Field(default_factory=dict)
    """How many do not, by reason, as the snapshot found."""
    handed: int = 0
    """How many messages were stored."""
    lanes: dict[str, Lane] = Field(default_factory=dict)
    """The lanes."""
    free_at: dict[ChannelId, datetime] = Field(default_factory=dict)
    """From when each channel's pace lets it take more."""
    room: dict[str, int] = Field(default_factory=dict)
    """How many messages the limits still allowed when the snapshot began: of the plan, of each WhatsApp account."""
    forgiven_failures: int = 0
    """How many messages had failed when a person resumed it; they no longer pause it."""
    forgiven_stops: int = 0
    """How many of those had failed for reasons of which one is enough to pause."""
    releasing: bool = False
    """Whether messages that a pause held are still to be queued again."""
    release_cursor: str = ""
    """The last of those that was."""
    resumed_at: datetime | None = None
    """When it was last resumed."""
    settling_since: datetime | None = None
    """When the last message was handed over."""
    wake_at: datetime | None = None
    """When the next step is due."""


class Campaign(BaseModel):
    """A campaign."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="ignore")

    id: str
    """The campaign's id."""
    name: str
    """What people call it."""
    status: CampaignStatus = CampaignStatus.DRAFT
    """Where it is on its way."""
    status_code: StatusCode | None = None
    """Why it is paused or cancelled, for programs."""
    status_reason: str = ""
    """Why it is, and what to do."""
    channels: list[ChannelId] = Field(default_factory=list)
    """The tenant's own channels that it may send through."""
    audience: AudienceChoice | None = None
    """Whom it is for."""
    content: Content | None = None
    """What it says."""
    marketing: bool = True
    """Whether people who want no marketing are left out."""
    timing: Timing = Field(default_factory=Timing)
    """When and how fast it sends."""
    failure_threshold: float = Field(default=0.1, gt=0, le=1)
    """The share of failed messages above which it pauses by itself."""
    template_ids: list[str] = Field(default_factory=list)
    """The templates that it uses, in whichever variant."""
    created_at: datetime | None = None
    """When it was made."""
    created_by: str = ""
    """Who made it."""
    updated_at: datetime | None = None
    """When people last changed it."""
    launched_at: datetime | None = None
    """When it was launched."""
    launched_by: str = ""
    """Who launched it."""
    started_at: datetime | None = None
    """When it began to plan."""
    finished_at: datetime | None = None
    """When it was done or cancelled."""
    dry_run: DryRunState | None = None
    """What the newest dry run said."""
    sources: dict[str, Source] = Field(default_factory=dict)
    """What each variant says, as it was when the campaign began."""
    plan: PlanState | None = None
    """How far the planner is."""
    suppressed: int = 0
    """How often people opted out, or had themselves forgotten, who were, or may have been, among its recipients."""
    due_at: datetime | None = None
    """When `campaigns-tick` must look at it: it begins then, or its planner was heard of too long ago."""

    @property
    def standing(self) -> Standing:
        """What the status means for a message that waits to be sent."""
        if self.status is CampaignStatus.CANCELLED:
            return Standing.ENDED
        held = self.status is CampaignStatus.PAUSED and self.status_code not in STILL_SENT
        return Standing.HELD if held else Standing.GOES_ON


class Recipient(BaseModel):
    """A person of a campaign's audience, as the snapshot found them; written before anything is sent."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="ignore")

    id: ContactId
    """The contact's id."""
    state: RecipientState
    """Whether they get a message."""
    reason: SkipReason | None = None
    """Why not."""
    detail: str = ""
    """What is missing, where the reason alone does not say it."""
    name: str = ""
    """What to call them."""
    channel_id: ChannelId | None = None
    """The channel of the message."""
    address: str = ""
    """The address there."""
    variant: str = ""
    """Which variant they get."""
    as_template: bool = False
    """Whether it goes as an approved template, which the provider allows at any time."""
    zone: str = ""
    """The time zone whose sending hours hold for them."""
    lane: str = ""
    """The lane they wait in."""
    values: dict[str, str] = Field(default_factory=dict)
    """What stands for the variables."""
    free_text_until: datetime | None = None
    """Until when a text may be sent that is no approved template; null where that does not matter."""


def message_id_of(campaign_id: str, contact_id: str) -> MessageId:
    """The id of a recipient's message, however often it is handed over."""
    return outbound_message_id(f"campaign/{campaign_id}", contact_id)
