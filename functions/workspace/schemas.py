"""What people send about their workspace, and what they get; no answer holds a credential."""

from datetime import datetime
from typing import Annotated, Literal
from zoneinfo import available_timezones

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ModelWrapValidatorHandler,
    RootModel,
    Secret,
    StringConstraints,
    ValidationError,
    model_validator,
)
from pydantic_core import InitErrorDetails

from common.entry.pages import Page
from common.models.channel import ChannelStatus, Provider
from common.models.ids import ChannelId, MemberId, TenantId
from common.models.tenant import Plan, Role

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]
MetaId = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,32}$")]
Credential = Secret[Annotated[str, StringConstraints(pattern=r"^[!-~]{1,1000}$")]]
BotToken = Secret[Annotated[str, StringConstraints(pattern=r"^[0-9]{1,20}:[A-Za-z0-9_-]{1,200}$")]]


class Incoming(BaseModel):
    """Base of request bodies: a field that we do not know is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def _is_a_zone(value: str) -> str:
    if value not in available_timezones():
        raise ValueError("Give an IANA time zone, such as Europe/Berlin.")
    return value


Zone = Annotated[str, StringConstraints(max_length=64), AfterValidator(_is_a_zone)]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}(-[A-Z]{2})?$")]


class SignUpIn(Incoming):
    """A new workspace."""

    name: Name
    """What the business is called."""
    time_zone: Zone = "UTC"
    """An IANA name, such as `Europe/Berlin`; days and months are counted in it."""
    language: Language = "en"
    """The language of its people."""


class WorkspacePatch(Incoming):
    """What people change about their workspace; fields that are left out stay."""

    name: Name | None = None
    """What the business is called."""
    time_zone: Zone | None = None
    """An IANA name; days and months are counted in it from now on."""
    language: Language | None = None
    """The language of its people."""
    checklist_dismissed: bool | None = None
    """Whether the first steps are shown no more."""


class Membership(BaseModel):
    """A workspace in which the caller works."""

    id: TenantId
    """Send it as `X-Tenant-Id`."""
    name: str
    """What the business is called."""
    plan: Plan
    """What it pays for."""
    role: Role
    """What the caller may do in it."""


class Memberships(BaseModel):
    """Every workspace in which the caller works."""

    items: list[Membership]


class WhatsAppIn(Incoming):
    """A WhatsApp number of the Cloud API."""

    provider: Literal[Provider.WHATSAPP]
    """The provider."""
    name: Name
    """What to call the channel."""
    phone_number_id: MetaId
    """Meta's id of the number."""
    waba_id: MetaId
    """Meta's id of the WhatsApp Business Account that the number belongs to."""
    access_token: Credential
    """A lasting access token that may send for the number."""
    app_secret: Credential | None = None
    """The secret of your own Meta app; left out, the platform's app receives the number's messages."""


class TelegramIn(Incoming):
    """A Telegram bot."""

    provider: Literal[Provider.TELEGRAM]
    """The provider."""
    name: Name | None = None
    """What to call the channel; left out, the bot's own name."""
    bot_token: BotToken
    """The token that BotFather gave."""


class ConnectIn(RootModel[Annotated[WhatsAppIn | TelegramIn, Field(discriminator="provider")]]):
    """An account to connect."""

    model_config = ConfigDict(frozen=True)

    @model_validator(mode="wrap")
    @classmethod
    def _point_into_the_body(cls, data: object, handler: ModelWrapValidatorHandler["ConnectIn"]) -> "ConnectIn":
        """Takes the provider's name out of the errors' places: it is a part of the union, not of the body."""
        try:
            return handler(data)
        except ValidationError as error:
            faults = [
                InitErrorDetails(
                    type=part["type"],
                    loc=part["loc"][1:] or ("provider",),
                    input=None,
                    ctx=part.get("ctx", {}),
                )
                for part in error.errors(include_url=False, include_input=False)
            ]
        # Outside the handler, so that the error that shows the credentials is not even the context of ours.
        raise ValidationError.from_exception_data(cls.__name__, faults)


class ChannelPatch(Incoming):
    """What people change about a channel; fields that are left out stay."""

    name: Name | None = None
    """What to call it."""
    status: Literal[ChannelStatus.ACTIVE, ChannelStatus.PAUSED] | None = None
    """Whether it may send; a broken channel is made active by a successful test."""


class ChannelView(BaseModel):
    """A channel."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: ChannelId
    """The channel's id."""
    provider: Provider
    """The provider of the account."""
    name: str
    """What people call it."""
    identifier: str
    """The provider's id of the account: a phone number id, or a bot's id."""
    address: str
    """What customers see: a phone number or a bot's user name."""
    account_id: str
    """The WhatsApp Business Account's id; empty elsewhere."""
    status: ChannelStatus
    """Whether it may send."""
    status_reason: str
    """Why it may not, in words."""
    agent_id: str | None
    """The AI agent that answers on it."""
    created_at: datetime | None
    """When it was connected."""
    webhook_path: str
    """The path that the provider posts to; empty once it is disconnected."""
    webhook_url: str
    """The whole address that the provider posts to; empty once it is disconnected."""


class ChannelDetail(ChannelView):
    """A channel as those see it who set it up."""

    verify_token: str | None = None
    """What to give Meta beside `webhook_url`, for a number with an app of your own; only admins see it."""


class ChannelTest(BaseModel):
    """What a test call to the provider showed."""

    model_config = ConfigDict(frozen=True)

    ok: bool
    """Whether the provider takes our calls."""
    detail: str
    """What it said, in a sentence."""
    channel: ChannelView
    """The channel as it is after the test."""


class Limits(BaseModel):
    """What the plan includes."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    messages_a_month: int
    """How many messages may be sent in a month."""
    channels_per_provider: int
    """How many channels of one provider may be connected."""
    agents: int
    """How many AI agents there may be."""
    campaigns: bool
    """Whether campaigns are included."""
    backups: bool
    """Whether backups to Google Drive are included."""
    spinning: bool
    """Whether AI message spinning is included."""
    transcripts: bool
    """Whether voice notes and pictures are put into words for AI agents."""
    api_calls_a_minute: int
    """How many calls one API key may make in a minute."""


class WorkspaceView(BaseModel):
    """The tenant, and who asks."""

    model_config = ConfigDict(frozen=True)

    id: TenantId
    """The tenant's id."""
    name: str
    """The business's name."""
    plan: Plan
    """What it pays for."""
    limits: Limits
    """What the plan includes."""
    time_zone: str
    """An IANA name; days and months are counted in it."""
    language: str
    """The language of its people."""
    suspended: bool
    """True if nothing may be sent."""
    checklist_dismissed: bool
    """Whether the first steps are shown no more."""
    created_at: datetime | None
    """When it signed up."""
    caller_id: str
    """The member who asks, or `key:` and an API key's id."""
    caller_name: str
    """What to call them."""
    role: Role
    """What they may do."""


class PlanView(BaseModel):
    """A plan."""

    model_config = ConfigDict(frozen=True)

    plan: Plan
    """Which."""
    limits: Limits
    """What it includes."""


class PlanList(BaseModel):
    """The plans, and how much of its own a workspace uses; messages are told by `/api/usage/current`."""

    model_config = ConfigDict(frozen=True)

    current: Plan
    """What the workspace pays for."""
    items: list[PlanView]
    """What each plan includes, the smallest first."""
    channels: dict[Provider, int]
    """How many channels of each provider are connected."""
    agents: int
    """How many AI agents there are; one more than its plan includes where they are more."""


class Checklist(BaseModel):
    """The first steps of a workspace, and which of them are done."""

    model_config = ConfigDict(frozen=True)

    channel: bool
    """Whether a channel is connected."""
    people: bool
    """Whether somebody else works here or has been asked to."""
    conversation: bool
    """Whether a customer has written."""
    agent: bool
    """Whether there is an AI agent."""
    dismissed: bool
    """Whether the steps are shown no more."""


class MemberView(BaseModel):
    """A person who works in the tenant."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: MemberId
    """The person's id."""
    email: str
    """Their address."""
    name: str
    """What to call them."""
    role: Role
    """What they may do."""


ChannelPage = Page[ChannelView]
MemberPage = Page[MemberView]
