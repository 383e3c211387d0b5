"""What a period's messages come to: sums only, so that hours add up to days and days to months."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field

from common.models.ids import ChannelId
from common.models.message import AuthorKind, Direction
from common.models.periods import Grain, Period
from common.models.status import MessageStatus

OUTBOUND_AUTHORS: Final = (AuthorKind.PERSON, AuthorKind.AGENT, AuthorKind.CAMPAIGN, AuthorKind.PHONE)
"""Who can write in the tenant's name."""
OUTBOUND_STATUSES: Final = (
    MessageStatus.READ,
    MessageStatus.DELIVERED,
    MessageStatus.SENT,
    MessageStatus.FAILED,
    MessageStatus.PLAYED,
    MessageStatus.UNKNOWN,
    MessageStatus.QUEUED,
    MessageStatus.SENDING,
)
"""Where a message of ours can be, the likely ones first: whoever counts stops once all are found."""


class Traffic(BaseModel):
    """Messages both ways."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="ignore")

    inbound: int = 0
    """From contacts."""
    outbound: int = 0
    """To contacts."""


class Durations(BaseModel):
    """How long something took, so often."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="ignore")

    count: int = 0
    """How often it was measured."""
    sum_s: int = 0
    """All of it together, in seconds."""


class PeriodStats(BaseModel):
    """The roll-up of one hour, day or month; recomputed as a whole, never added to."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="ignore")

    id: str
    """The period's name."""
    grain: Grain
    """How long it is."""
    start: datetime
    """Its first instant."""
    end: datetime
    """The first instant after it."""
    inbound: int = 0
    """Messages from contacts, by the provider's time."""
    outbound: int = 0
    """Messages to contacts, whatever became of them."""
    channels: dict[ChannelId, Traffic] = Field(default_factory=dict)
    """By channel."""
    authors: dict[str, int] = Field(default_factory=dict)
    """Outbound messages, by who wrote them."""
    statuses: dict[str, int] = Field(default_factory=dict)
    """Outbound messages, by where they are; each is in one."""
    failures: dict[str, int] = Field(default_factory=dict)
    """Failed messages, by the class of the error."""
    charges: dict[str, int] = Field(default_factory=dict)
    """Messages that the provider charges for, by its category."""
    first_responses: Durations = Field(default_factory=Durations)
    """From a contact's first unanswered message to the answer of a person or an agent."""
    resolutions: Durations = Field(default_factory=Durations)
    """From a conversation's beginning to its resolution."""
    new_contacts: int = 0
    """People who wrote for the first time."""
    active_contacts: int = 0
    """Different people who wrote; the one number that does not add up over periods."""
    busy: dict[str, Traffic] = Field(default_factory=dict)
    """Days and months: messages by weekday and hour of the wall clock, `1-00` (Monday at midnight) to `7-23`."""
    computed_at: datetime | None = None
    """When it was counted, by the platform's clock; null for what is not stored."""


def empty(period: Period) -> PeriodStats:
    """The record of a period in which nothing was written."""
    return PeriodStats(id=period.id, grain=period.grain, start=period.start, end=period.end)


def fold(period: Period, parts: Iterable[PeriodStats], active_contacts: int) -> PeriodStats:
    """The record of a period from those of its parts.

    Args:
        period: the day or month.
        parts: its hours or days; missing ones are empty.
        active_contacts: how many different people wrote in it, which the parts cannot tell.
    """
    numbers: Counter[str] = Counter()
    channels: dict[ChannelId, Traffic] = {}
    busy: dict[str, Traffic] = {}
    maps: dict[str, Counter[str]] = {name: Counter() for name in ("authors", "statuses", "failures", "charges")}
    durations = {"first_responses": Durations(), "resolutions": Durations()}
    for part in parts:
        numbers.update({name: getattr(part, name) for name in ("inbound", "outbound", "new_contacts")})
        for name, counts in maps.items():
            counts.update(getattr(part, name))
        for name, before in durations.items():
            durations[name] = _longer(before, getattr(part, name))
        for channel, traffic in part.channels.items():
            channels[channel] = _more(channels.get(channel, Traffic()), traffic)
        for hour, traffic in part.busy.items():
            busy[hour] = _more(busy.get(hour, Traffic()), traffic)
    return PeriodStats.model_validate(
        {
            **empty(period).model_dump(),
            **numbers,
            **maps,
            **durations,
            "channels": channels,
            "busy": busy,
            "active_contacts": active_contacts,
        }
    )


def busy_of(hours: Iterable[PeriodStats], zone: ZoneInfo) -> dict[str, Traffic]:
    """Messages by weekday and hour of the wall clock, see `PeriodStats.busy`."""
    busy: dict[str, Traffic] = {}
    for hour in hours:
        local = hour.start.astimezone(zone)
        name = f"{local.isoweekday()}-{local:%H}"
        more = _more(busy.get(name, Traffic()), Traffic(inbound=hour.inbound, outbound=hour.outbound))
        if more != Traffic():
            busy[name] = more
    return busy


def _longer(one: Durations, other: Durations) -> Durations:
    return Durations(count=one.count + other.count, sum_s=one.sum_s + other.sum_s)


def _more(one: Traffic, other: Traffic) -> Traffic:
    return Traffic(inbound=one.inbound + other.inbound, outbound=one.outbound + other.outbound)


FACTS: Final = (
    "conversation_id",
    "channel_id",
    "direction",
    "author.kind",
    "status",
    "failure.reason",
    "pricing.billable",
    "pricing.category",
    "first_response_s",
    "founds_contact",
)
"""The fields of a message that a roll-up looks at; a scan reads no others."""


def tally(period: Period, messages: Iterable[Mapping[str, object]]) -> PeriodStats:
    """The record of a period from its messages, each with the `FACTS` it has; resolutions are not among them."""
    people: set[object] = set()
    channels: dict[str, Counter[str]] = {}
    counts: Counter[str] = Counter()
    maps: dict[str, Counter[str]] = {name: Counter() for name in ("authors", "statuses", "failures", "charges")}
    for message in messages:
        way = "outbound" if message["direction"] == Direction.OUT else "inbound"
        counts[way] += 1
        channels.setdefault(str(message["channel_id"]), Counter())[way] += 1
        counts["new_contacts"] += bool(message.get("founds_contact"))
        if way == "inbound":
            people.add(message["conversation_id"])
            continue
        maps["authors"][_of(message, "author", "kind")] += 1
        maps["statuses"][str(message["status"])] += 1
        if message["status"] == MessageStatus.FAILED:
            maps["failures"][_of(message, "failure", "reason")] += 1
        pricing = message.get("pricing")
        if isinstance(pricing, Mapping) and pricing.get("billable"):
            maps["charges"][_of(message, "pricing", "category")] += 1
        took_s = message.get("first_response_s")
        if isinstance(took_s, int):
            counts["responses"] += 1
            counts["responses_s"] += took_s
    return PeriodStats.model_validate(
        {
            **empty(period).model_dump(),
            **{name: counts[name] for name in ("inbound", "outbound", "new_contacts")},
            **maps,
            "channels": channels,
            "first_responses": {"count": counts["responses"], "sum_s": counts["responses_s"]},
            "active_contacts": len(people),
        }
    )


def _of(message: Mapping[str, object], part: str, field: str) -> str:
    found = message.get(part)
    return str(found.get(field) or "unknown") if isinstance(found, Mapping) else "unknown"
