"""What people send about AI agents, and what they get."""

from datetime import date, datetime
from typing import Annotated, Final, Literal, Self
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from common.entry.pages import Page
from common.models.agent import DEBOUNCE_S, AgentTool, HandOverReason
from common.models.hours import CLOCK_TIME
from common.models.ids import ChannelId, ContactId

LONGEST_RANGE_DAYS: Final = 366
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
Keyword = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
Instructions = Annotated[str, StringConstraints(strip_whitespace=True, max_length=20_000)]
ModelName = Annotated[str, StringConstraints(pattern=r"^[\w./:-]{0,100}$")]
Language = Annotated[str, StringConstraints(pattern=r"^([A-Za-z]{2,3}([_-][A-Za-z0-9]{2,8})*)?$", max_length=16)]


def _zone(value: str) -> str:
    if value and value not in available_timezones():
        raise ValueError("Give an IANA time zone, such as Europe/Berlin.")
    return value


Zone = Annotated[str, AfterValidator(_zone), Field(max_length=64)]


class Incoming(BaseModel):
    """Base of request bodies: a field that we do not know is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class WorkingTimeIn(Incoming):
    """Hours in which an agent answers."""

    days: list[Annotated[int, Field(ge=0, le=6)]] = Field(min_length=1, max_length=7)
    """The days on which they begin, 0 being Monday."""
    start: str = Field(pattern=CLOCK_TIME)
    """The first minute, `HH:MM`."""
    end: str = Field(pattern=CLOCK_TIME)
    """The first minute after them; one before `start` is on the next day."""

    @model_validator(mode="after")
    def _has_length(self) -> Self:
        if self.start == self.end:
            raise ValueError(
                "Hours that begin and end at the same minute are none; leave all out for around the clock."
            )
        return self


class HandOverRulesIn(Incoming):
    """When an agent leaves a conversation to people."""

    keywords: list[Keyword] = Field(default_factory=list, max_length=50)
    """Words or phrases; where a contact's message has one, whatever its case, people take over at once."""
    on_request: bool = True
    """Whether people take over when the contact asks for one."""
    least_confidence: float = Field(default=0.0, ge=0, le=1)
    """With less confidence in its answer, the agent hands over instead; 0 never does."""
    after_failures: int = Field(default=3, ge=1, le=10)
    """After so many useless answers of the model to one message, people take over."""
    message: str = Field(default="", max_length=1000)
    """What the contact is told then; empty says nothing."""


class AgentIn(Incoming):
    """A new agent."""

    name: Name
    """Who it says it is."""
    is_on: bool = True
    """Whether it answers."""
    instructions: Instructions = ""
    """What it is to do and to know."""
    model: ModelName = ""
    """The language model; empty takes the platform's."""
    temperature: float | None = Field(default=None, ge=0, le=2)
    """For models that take one; null leaves it to the model."""
    language: Language = ""
    """The language to answer in where the contact's cannot be told."""
    channels: list[ChannelId] = Field(default_factory=list, max_length=100)
    """The channels on which it answers; another agent that answered there no longer does."""
    hours: list[WorkingTimeIn] = Field(default_factory=list, max_length=21)
    """When it answers; empty is around the clock."""
    time_zone: Zone = ""
    """Whose wall clock shows the hours, an IANA name; empty is the workspace's."""
    debounce_s: float = Field(default=DEBOUNCE_S, ge=0, le=60)
    """For how long it waits for another message before it answers all of them at once, in seconds."""
    hand_over: HandOverRulesIn = HandOverRulesIn()
    """When it leaves a conversation to people."""
    tools: list[AgentTool] = Field(default_factory=lambda: list(AgentTool), max_length=len(AgentTool))
    """What it may do besides answering."""
    learns: bool = True
    """Whether facts are learned from the conversations that it answers."""
    reads_media: bool = True
    """Whether voice notes and pictures are put into words for it, where the plan includes that."""


class AgentPatch(Incoming):
    """What changes about an agent; what is left out stays."""

    name: Name | None = None
    """Who it says it is."""
    is_on: bool | None = None
    """Whether it answers."""
    instructions: Instructions | None = None
    """What it is to do and to know."""
    model: ModelName | None = None
    """The language model; empty takes the platform's."""
    temperature: float | None = Field(default=None, ge=0, le=2)
    """For models that take one; null leaves it to the model."""
    language: Language | None = None
    """The language to answer in where the contact's cannot be told."""
    channels: list[ChannelId] | None = Field(default=None, max_length=100)
    """All channels on which it answers; another agent that answered there no longer does."""
    hours: list[WorkingTimeIn] | None = Field(default=None, max_length=21)
    """When it answers; empty is around the clock."""
    time_zone: Zone | None = None
    """Whose wall clock shows the hours; empty is the workspace's."""
    debounce_s: float | None = Field(default=None, ge=0, le=60)
    """For how long it waits for another message, in seconds."""
    hand_over: HandOverRulesIn | None = None
    """When it leaves a conversation to people; all of the rules."""
    tools: list[AgentTool] | None = Field(default=None, max_length=len(AgentTool))
    """What it may do besides answering."""
    learns: bool | None = None
    """Whether facts are learned from the conversations that it answers."""
    reads_media: bool | None = None
    """Whether voice notes and pictures are put into words for it."""


class WorkingTimeView(BaseModel):
    """Hours in which an agent answers."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    days: list[int]
    """The days on which they begin, 0 being Monday."""
    start: str
    """The first minute, `HH:MM`."""
    end: str
    """The first minute after them."""


class HandOverRulesView(BaseModel):
    """When an agent leaves a conversation to people."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    keywords: list[str]
    """Words or phrases of the contact at which people take over."""
    on_request: bool
    """Whether people take over when the contact asks for one."""
    least_confidence: float
    """With less confidence in its answer, the agent hands over."""
    after_failures: int
    """After so many useless answers of the model, people take over."""
    message: str
    """What the contact is told then."""


class AgentView(BaseModel):
    """An agent."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    """The agent's id."""
    name: str
    """Who it says it is."""
    is_on: bool
    """Whether it answers."""
    instructions: str
    """What it is to do and to know."""
    model: str
    """The language model; empty is the platform's."""
    temperature: float | None
    """For models that take one; null leaves it to the model."""
    language: str
    """The language to answer in where the contact's cannot be told."""
    channels: list[ChannelId]
    """The channels on which it answers."""
    hours: list[WorkingTimeView]
    """When it answers; empty is around the clock."""
    time_zone: str
    """Whose wall clock shows the hours; empty is the workspace's."""
    debounce_s: float
    """For how long it waits for another message, in seconds."""
    hand_over: HandOverRulesView
    """When it leaves a conversation to people."""
    tools: list[AgentTool]
    """What it may do besides answering."""
    learns: bool
    """Whether facts are learned from the conversations that it answers."""
    reads_media: bool
    """Whether voice notes and pictures are put into words for it."""
    created_at: datetime | None
    """When it was made."""
    updated_at: datetime | None
    """When it was last changed."""


class TurnIn(Incoming):
    """Something that was said in the sandbox."""

    by: Literal["customer", "business"]
    """Who said it."""
    text: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4096)]
    """What."""


class TryIn(Incoming):
    """A conversation in the sandbox."""

    turns: list[TurnIn] = Field(min_length=1, max_length=100)
    """The conversation so far, the oldest first; the last one is the customer's."""
    contact_id: ContactId | None = Field(default=None, max_length=64)
    """A contact whose name and facts the agent gets, as if they wrote; left out, nobody's."""
    draft: AgentPatch | None = None
    """Changes that are not saved yet, to try them."""

    @model_validator(mode="after")
    def _ends_with_the_customer(self) -> Self:
        if self.turns[-1].by != "customer":
            raise ValueError("The last turn must be the customer's.")
        return self


class TriedTool(BaseModel):
    """Something that the agent would have had done; in the sandbox nothing is."""

    name: str
    """`remember`, `forget`, `look_up_contact` or `hand_over`."""
    arguments: dict[str, str]
    """With what."""


class TriedFact(BaseModel):
    """A fact that the answer rests on."""

    id: str
    """The fact's id."""
    text: str
    """What it says."""


class TriedHandOver(BaseModel):
    """That the agent would leave the conversation to a person."""

    reason: HandOverReason
    """Why."""
    detail: str
    """Why, in a sentence for people."""


class TryUsage(BaseModel):
    """What a try cost."""

    model: str
    """The language model."""
    input_tokens: int
    """Tokens that went in."""
    output_tokens: int
    """Tokens that came out."""
    price_micro_usd: int | None
    """The price in millionths of a US dollar; null if the model's price is not known."""
    latency_ms: int
    """How long the model took."""


class Tried(BaseModel):
    """What the agent would say and do."""

    text: str
    """The answer, or what the contact is told at a hand-over; may then be empty."""
    confidence: float
    """How sure it is, from 0 to 1."""
    hand_over: TriedHandOver | None
    """Whether and why it would leave the conversation to a person."""
    facts: list[TriedFact]
    """What the answer rests on."""
    recalled: int
    """How many facts it was given."""
    tools: list[TriedTool]
    """What it would have had done, in that order."""
    usage: TryUsage
    """What the try cost."""


class NumbersQuery(BaseModel):
    """Of which days and which agent."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    first: date | None = Field(default=None, alias="from")
    """The first day, in the workspace's time zone; left out, 30 days back."""
    last: date | None = Field(default=None, alias="to")
    """The last day; left out, today."""
    agent_id: str = Field(default="", max_length=64)
    """Only this agent; left out, all together."""

    @model_validator(mode="after")
    def _is_a_range(self) -> Self:
        if self.first and self.last and not 0 <= (self.last - self.first).days < LONGEST_RANGE_DAYS:
            raise ValueError(f"Take a range of 1 to {LONGEST_RANGE_DAYS} days.")
        return self


class Numbers(BaseModel):
    """What agents did."""

    answers: int
    """Answers that were stored to be sent."""
    hand_overs: int
    """Conversations left to people."""
    hand_overs_by_reason: dict[str, int]
    """The same by reason."""
    input_tokens: int
    """Tokens that went into the model."""
    output_tokens: int
    """Tokens that came out."""
    price_micro_usd: int
    """What they cost, in millionths of a US dollar, as far as the models' prices are known."""
    mean_latency_ms: int | None
    """How long the model took for an answer on average; null where there is none."""
    p50_latency_ms: int | None
    """Half of the answers took at most about so long."""
    p95_latency_ms: int | None
    """Of 20 answers, 19 took at most about so long."""


class DayNumbers(Numbers):
    """What agents did on one day."""

    day: date
    """The day, in the workspace's time zone."""


class AgentNumbers(BaseModel):
    """What agents did in a range of days."""

    first: date
    """The first day."""
    last: date
    """The last day."""
    total: Numbers
    """All days together."""
    by_agent: dict[str, Numbers]
    """The same for each agent that did something, by its id; deleted ones too."""
    days: list[DayNumbers]
    """The same for each day, those without anything too."""


AgentPage = Page[AgentView]
