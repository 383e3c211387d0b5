"""What comes in and goes out about usage."""

from datetime import date, datetime
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from common.models.ids import ChannelId
from common.models.long_job import LongJob, LongJobState
from common.models.message import AuthorKind
from common.models.periods import Grain
from common.models.stats import Traffic

Level = Literal[0, 80, 100]
"""Of a limit, how many percent have been reached; 0 is fewer than 80."""


class Metric(BaseModel):
    """One counter of the month."""

    used: int
    """How much was used."""
    limit: int | None
    """How much the plan allows; null where it does not limit this."""
    projected: int | None
    """How much it will be at the end of the month at the pace so far; null on the month's first day."""
    level: Level
    """Which warning holds: 0, 80 or 100 percent of the limit."""


class UsageWarning(BaseModel):
    """That a counter reached 80 or 100 percent of its limit; one for each month, counter and level."""

    metric: str
    """The counter."""
    level: Literal[80, 100]
    """How many percent."""
    used: int
    """How much was used then."""
    limit: int
    """How much the plan allowed."""
    at: datetime
    """When it was seen."""


class CurrentUsage(BaseModel):
    """The running month's counters."""

    period: str
    """The month, `YYYY-MM`, in the tenant's time zone."""
    plan: str
    """The tenant's plan."""
    time_zone: str
    """The tenant's time zone, an IANA name."""
    starts_at: datetime
    """The month's first instant."""
    ends_at: datetime
    """The first instant after it."""
    metrics: dict[str, Metric]
    """By name: `messages_in`, `messages_out`, `messages_echoed` (written on the business's own phone), `campaign_sends`
    and `ai_replies` (both among `messages_out`), `media_bytes`, and of language models `ai_calls`, `ai_tokens_in`,
    `ai_tokens_out` and `ai_micro_usd`, the price in millionths of a US dollar."""
    warnings: list[UsageWarning]
    """The month's warnings, the newest first."""


class SpanQuery(BaseModel):
    """Which days."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    from_: date | None = Field(default=None, alias="from")
    """The first day, in the tenant's time zone; left out, the last day of hours, 30 days or 12 months."""
    to: date | None = None
    """The last day, which is included; left out, today."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.from_ and self.to and self.from_ > self.to:
            raise ValueError("`from` comes after `to`")
        return self


class SeriesQuery(SpanQuery):
    """Which periods, and which of their messages."""

    channel: ChannelId | None = Field(default=None, min_length=1, max_length=128)
    """Only messages of this channel; not together with `author`."""
    author: AuthorKind | None = None
    """Only messages by such authors; `contact` are all inbound ones."""

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if self.channel and self.author:
            raise ValueError("numbers are kept by channel or by author, not by both")
        return self


class ExportQuery(SeriesQuery):
    """Which periods to write into a file."""

    grain: Grain = Grain.DAY
    """How long the periods are."""


class Took(BaseModel):
    """How long something took."""

    count: int
    """How often it was measured."""
    average_s: int | None
    """The mean, in seconds; null if it was never measured."""


class Details(BaseModel):
    """What the messages of a period were."""

    channels: dict[str, Traffic]
    """Messages both ways by channel id; `unknown` is a channel that is not there any more."""
    authors: dict[str, int]
    """Outbound messages by who wrote them: `person`, `agent` (AI), `campaign`, `phone`."""
    statuses: dict[str, int]
    """Outbound messages by where they are now, each in one: the delivery funnel adds up from its end, since what was
    read was delivered, and what was delivered was sent."""
    failures: dict[str, int]
    """Failed messages by the class of the error."""
    charges: dict[str, int]
    """Messages that the provider charges for, by its category."""
    first_responses: Took
    """From a contact's first unanswered message to the answer of a person or an agent."""
    resolutions: Took
    """From a conversation's opening to its resolution."""
    new_contacts: int
    """People who wrote for the first time."""
    active_contacts: int | None
    """Different people who wrote; null in sums, as it does not add up."""


class PeriodNumbers(BaseModel):
    """The numbers of one hour, day or month, or of all that were asked for."""

    id: str
    """`2026-11-23T18:30Z` (an hour), `2026-11-23`, `2026-11`, or `total`."""
    start: datetime
    """The first instant."""
    end: datetime
    """The first instant after it."""
    is_open: bool
    """Whether it still runs."""
    as_of: datetime | None
    """When `details` were counted; null where nothing was, because nobody wrote."""
    inbound: int
    """Messages from contacts; of the running day and month as of this moment."""
    outbound: int
    """Messages to contacts, whatever became of them; of the running day and month as of this moment."""
    details: Details | None
    """What they were; null where only one channel or author was asked for."""


class Series(BaseModel):
    """Numbers over time."""

    grain: Grain
    """How long each period is."""
    time_zone: str
    """In which hours, days and months begin."""
    from_: date = Field(serialization_alias="from")
    """The first day."""
    to: date
    """The last day."""
    items: list[PeriodNumbers]
    """Every period that has begun, in their order, also where nobody wrote."""
    totals: PeriodNumbers
    """All of them together."""


class BusyHour(BaseModel):
    """One hour of the week."""

    weekday: int = Field(ge=1, le=7)
    """1 is Monday."""
    hour: int = Field(ge=0, le=23)
    """By the tenant's wall clock."""
    inbound: int
    """Messages from contacts."""
    outbound: int
    """Messages to contacts."""


class BusyHours(BaseModel):
    """When in the week people write."""

    time_zone: str
    """The tenant's time zone."""
    from_: date = Field(serialization_alias="from")
    """The first day."""
    to: date
    """The last day."""
    cells: list[BusyHour]
    """All 168 hours of the week, from Monday at midnight."""


class CostQuery(BaseModel):
    """Which month."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    month: str = Field(default="", pattern=r"^(\d{4}-(0[1-9]|1[0-2]))?$")
    """`YYYY-MM`; left out, the running one."""


class CostLine(BaseModel):
    """What one thing cost."""

    service: Literal["firestore", "tasks", "model", "whatsapp"]
    """Who charges for it."""
    item: str
    """What it is: `reads`, `writes`, `deletes`, `operations`, `tokens`, or the provider's category."""
    quantity: int
    """How much of it there was."""
    per: int
    """The price is for so much of it."""
    price_micro_usd: int | None
    """Millionths of a US dollar for `per`; null where calls had prices of their own, or nobody knows."""
    amount_micro_usd: int
    """What it comes to."""
    priced_on: date
    """When the price was last compared with its source."""
    source: str
    """Where the price stands."""


class Costs(BaseModel):
    """What a month cost to run, estimated."""

    month: str
    """`YYYY-MM`."""
    is_open: bool
    """Whether it still runs."""
    lines: list[CostLine]
    """Each thing that costs."""
    total_micro_usd: int
    """All of it, in millionths of a US dollar."""
    notes: list[str]
    """What the estimate leaves out, in sentences."""


class BackfillIn(BaseModel):
    """Which days to count anew."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    from_: date = Field(alias="from")
    """The first day, in the tenant's time zone."""
    to: date
    """The last day, which is included."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.from_ > self.to:
            raise ValueError("`from` comes after `to`")
        return self


class Backfill(BaseModel):
    """How far counting anew is."""

    id: str
    """Its id."""
    from_: date = Field(serialization_alias="from")
    """The first day."""
    to: date
    """The last day."""
    state: LongJobState
    """Whether it runs, is done, failed or was cancelled."""
    done: int
    """How many days are done."""
    total: int | None
    """How many days there are."""
    started_at: datetime
    """When it began."""
    heartbeat_at: datetime
    """When it last went on."""
    finished_at: datetime | None
    """When it ended."""
    error: str
    """Why it failed, in a sentence."""
    cancel_asked: bool
    """Whether somebody wants it to stop."""


class BackfillList(BaseModel):
    """The newest back-fills."""

    items: list[Backfill]
    """The newest first, at most 25."""


def backfill_view(job: LongJob) -> Backfill:
    """A back-fill as the API shows it."""
    return Backfill.model_validate(
        {**job.model_dump(), "from_": job.payload.get("from_on"), "to": job.payload.get("to_on")}
    )
