"""Hours, days and months in a tenant's time zone, as half-open spans of UTC instants.

An hour is an hour of the wall clock: in zones of half hours it begins at half past in UTC, and where clocks are put
back by less than an hour it is longer than sixty minutes. So the hours of a day always add up to the day, whether that
has 23, 24 or 25 of them.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

_STEP: Final = timedelta(minutes=15)
"""All of today's offsets from UTC are multiples of it. Source: the IANA time zone database, 2025b."""
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


class Grain(StrEnum):
    """How long a period is."""

    HOUR = "hourly"
    DAY = "daily"
    MONTH = "monthly"


class Period(NamedTuple):
    """A span of time with its name."""

    grain: Grain
    id: str
    """`2026-11-23T18:30Z` (an hour, by the UTC instant of its start), `2026-11-23` or `2026-11`."""
    start: datetime
    """The first instant, in UTC."""
    end: datetime
    """The first instant after it, in UTC."""


def hour_of(at: datetime, zone: ZoneInfo) -> Period:
    """The hour of the wall clock that `at` lies in."""
    start = at.astimezone(UTC) - (at - _EPOCH) % _STEP
    while not _begins_hour(start, zone):
        start -= _STEP
    end = start + _STEP
    while not _begins_hour(end, zone):
        end += _STEP
    return Period(Grain.HOUR, f"{start:%Y-%m-%dT%H:%MZ}", start, end)


def day_of(at: datetime, zone: ZoneInfo) -> Period:
    """The day that `at` lies in."""
    return day(at.astimezone(zone).date(), zone)


def month_of(at: datetime, zone: ZoneInfo) -> Period:
    """The month that `at` lies in."""
    local = at.astimezone(zone)
    return month(local.year, local.month, zone)


def day(on: date, zone: ZoneInfo) -> Period:
    """A day of the calendar."""
    return Period(Grain.DAY, on.isoformat(), _midnight(on, zone), _midnight(on + timedelta(days=1), zone))


def month(year: int, number: int, zone: ZoneInfo) -> Period:
    """A month of the calendar; `number` is 1 to 12."""
    first = date(year, number, 1)
    after = date(year + number // 12, number % 12 + 1, 1)
    return Period(Grain.MONTH, f"{first:%Y-%m}", _midnight(first, zone), _midnight(after, zone))


def hours_in(span: Period, zone: ZoneInfo) -> Iterator[Period]:
    """The hours of a day or month, in their order."""
    at = span.start
    while at < span.end:
        hour = hour_of(at, zone)
        yield hour
        at = hour.end


def days_in(span: Period, zone: ZoneInfo) -> Iterator[Period]:
    """The days of a month, in their order."""
    on = span.start.astimezone(zone).date()
    last = (span.end - _STEP).astimezone(zone).date()
    while on <= last:
        yield day(on, zone)
        on += timedelta(days=1)


def parse(id_: str, zone: ZoneInfo) -> Period:
    """The period of that name.

    Raises:
        ValueError: it is the name of none.
    """
    match len(id_):
        case 7:
            found = month(int(id_[:4]), int(id_[5:]), zone)
        case 10:
            found = day(date.fromisoformat(id_), zone)
        case _:
            found = hour_of(datetime.strptime(id_, "%Y-%m-%dT%H:%MZ").replace(tzinfo=UTC), zone)
    if found.id != id_:
        raise ValueError(f"{id_} is no period in {zone.key}.")
    return found


def _begins_hour(at: datetime, zone: ZoneInfo) -> bool:
    # Clocks are also put on in the middle of an hour, as on Chatham from 2:45 to 3:45: what is left is an hour too.
    now, before = at.astimezone(zone), (at - _STEP).astimezone(zone)
    return now.minute == 0 or (now.date(), now.hour) != (before.date(), before.hour)


def _midnight(on: date, zone: ZoneInfo) -> datetime:
    return datetime(on.year, on.month, on.day, tzinfo=zone).astimezone(UTC)
