"""Sending hours: whether they hold at an instant, when they begin next, and when so much sending would be over.

They are read from the wall clock of a zone: whatever is done to that clock, nothing is sent while it shows a time
outside them.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from common.models.campaign import Hours
from common.models.hours import clock_time, is_within

LOOK_AHEAD_DAYS: Final = 21
"""Within so many days they begin: once a week at the least, and not on a day whose hours a change of clocks skips."""
_MOST_STRETCHES: Final = 10_000


def is_open(hours: Hours | None, zone: ZoneInfo, at: datetime) -> bool:
    """Whether `at` is within the hours; without hours it always is."""
    if hours is None:
        return True
    return is_within(hours.days, hours.start, hours.end, at.astimezone(zone))


def next_opening(hours: Hours | None, zone: ZoneInfo, at: datetime) -> datetime:
    """The first instant from `at` on that is within the hours, in UTC."""
    return _next(hours, zone, at, wanted=True)


def next_closing(hours: Hours | None, zone: ZoneInfo, at: datetime) -> datetime | None:
    """The first instant from `at` on that is outside the hours, in UTC; None where there are no hours."""
    return None if hours is None else _next(hours, zone, at, wanted=False)


def ends_at(hours: Hours | None, zone: ZoneInfo, at: datetime, seconds: float) -> datetime:
    """When `seconds` of sending that begins at `at` are over, in UTC."""
    left = timedelta(seconds=seconds)
    for _ in range(_MOST_STRETCHES):
        at = next_opening(hours, zone, at)
        closing = next_closing(hours, zone, at)
        if closing is None or at + left <= closing:
            return at + left
        left -= closing - at
        at = closing
    return at


def _next(hours: Hours | None, zone: ZoneInfo, at: datetime, *, wanted: bool) -> datetime:
    if is_open(hours, zone, at) is wanted:
        return at.astimezone(UTC)
    if hours is None:
        raise AssertionError("Without hours it is always open.")
    found = (c for c in _changes(hours, zone, at) if is_open(hours, zone, c) is wanted)
    return next(found, at.astimezone(UTC) + timedelta(days=LOOK_AHEAD_DAYS))


def _changes(hours: Hours, zone: ZoneInfo, after: datetime) -> Iterator[datetime]:
    """The instants after `after`, in their order, at which the hours may begin or end."""
    day = after.astimezone(zone).date() - timedelta(days=1)
    for number in range(LOOK_AHEAD_DAYS + 2):
        on = day + timedelta(days=number)
        begins, ends = _midnight(on, zone), _midnight(on + timedelta(days=1), zone)
        walls = [datetime.combine(on, clock_time(each)) for each in (hours.start, hours.end)]
        # A time that the clock shows twice is two instants; one that it skips is none, and then the leap counts.
        instants = {wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for wall in walls for fold in (0, 1)}
        instants |= {begins, *_clock_changes(zone, begins, ends)}
        yield from sorted(instant for instant in instants if begins <= instant < ends and instant > after)


def _midnight(on: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(on, time(), zone).astimezone(UTC)


def _clock_changes(zone: ZoneInfo, start: datetime, end: datetime) -> Iterator[datetime]:
    """The instant between the two at which the zone's clock is changed, if it is."""
    if start.astimezone(zone).utcoffset() == end.astimezone(zone).utcoffset():
        return
    before = start.astimezone(zone).utcoffset()
    while end - start > timedelta(seconds=1):
        middle = start + timedelta(seconds=(end - start) // timedelta(seconds=2))
        if middle.astimezone(zone).utcoffset() == before:
            start = middle
        else:
            end = middle
    yield end
