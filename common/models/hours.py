"""Hours of the day on days of the week, as a wall clock shows them."""

from collections.abc import Collection
from datetime import datetime, time
from typing import Final

CLOCK_TIME: Final = r"^([01]\d|2[0-3]):[0-5]\d$"
"""A time of the day, `HH:MM`."""


def is_within(days: Collection[int], start: str, end: str, local: datetime) -> bool:
    """Whether a wall clock that shows `local` is within the hours.

    Args:
        days: the days on which they begin, 0 being Monday.
        start: the first minute.
        end: the first minute after them; one before `start` is on the next day.
        local: the instant, in the zone of the clock.
    """
    begins, ends, now = clock_time(start), clock_time(end), local.time()
    today, before = local.weekday(), (local.weekday() - 1) % 7
    if begins < ends:
        return today in days and begins <= now < ends
    # Over midnight: they belong to the day on which they began.
    return (today in days and now >= begins) or (before in days and now < ends)


def clock_time(text: str) -> time:
    """The time that `HH:MM` means."""
    hour, _, minute = text.partition(":")
    return time(int(hour), int(minute))
