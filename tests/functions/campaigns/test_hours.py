"""Sending hours hold on the wall clock of every zone, also where it is put forward and back."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from common.models.campaign import Hours
from functions.campaigns.service.hours import ends_at, is_open, next_closing, next_opening

ZONES = (
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "America/Sao_Paulo",
    "Australia/Lord_Howe",  # puts its clock forward by half an hour
    "Asia/Kolkata",
    "Pacific/Chatham",
    "Africa/Casablanca",
    "America/Havana",  # puts its clock forward at midnight
    "Pacific/Kiritimati",
)
MINUTES = st.integers(0, 24 * 60 - 1).map(lambda n: f"{n // 60:02}:{n % 60:02}")
DAYS = st.sets(st.integers(0, 6), min_size=1).map(sorted)


@st.composite
def any_hours(draw: st.DrawFn) -> Hours:
    """Hours, also over midnight."""
    start, end = draw(MINUTES), draw(MINUTES)
    if start == end:
        end = "00:00" if start != "00:00" else "12:00"
    return Hours(days=draw(DAYS), start=start, end=end)


zones = st.sampled_from(ZONES).map(ZoneInfo)
instants = st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@settings(deadline=None)
@given(any_hours(), zones, instants)
def test_the_next_opening_is_within_the_hours(hours: Hours, zone: ZoneInfo, at: datetime) -> None:
    opening = next_opening(hours, zone, at)
    assert opening >= at
    assert is_open(hours, zone, opening)


@settings(deadline=None)
@given(any_hours(), zones, instants, st.floats(0, 1))
def test_nothing_before_the_next_opening_is_within_the_hours(
    hours: Hours, zone: ZoneInfo, at: datetime, part: float
) -> None:
    opening = next_opening(hours, zone, at)
    between = at + (opening - at) * part
    assert between == opening or not is_open(hours, zone, between)


@settings(deadline=None)
@given(any_hours(), zones, instants, st.floats(0, 1))
def test_everything_before_the_next_closing_is_within_the_hours(
    hours: Hours, zone: ZoneInfo, at: datetime, part: float
) -> None:
    opening = next_opening(hours, zone, at)
    closing = next_closing(hours, zone, opening)
    assert closing is not None
    assert closing > opening
    between = opening + (closing - opening) * part
    assert between == closing or is_open(hours, zone, between)
    assert not is_open(hours, zone, closing)


@settings(deadline=None)
@given(any_hours(), zones, instants)
def test_the_wall_clock_decides(hours: Hours, zone: ZoneInfo, at: datetime) -> None:
    local = at.astimezone(zone)
    now = f"{local:%H:%M}"
    within = hours.start <= now < hours.end if hours.start < hours.end else now >= hours.start or now < hours.end
    began = local.weekday() if hours.start < hours.end or now >= hours.start else (local.weekday() - 1) % 7
    assert is_open(hours, zone, at) == (within and began in hours.days)


@settings(deadline=None, max_examples=50)
@given(any_hours(), zones, instants, st.integers(1, 10_000))
def test_an_end_leaves_so_much_time_within_the_hours(hours: Hours, zone: ZoneInfo, at: datetime, seconds: int) -> None:
    end = ends_at(hours, zone, at, seconds)
    spent = timedelta()
    here = next_opening(hours, zone, at)
    while here < end:
        closing = next_closing(hours, zone, here)
        assert closing is not None
        spent += min(closing, end) - here
        here = next_opening(hours, zone, closing)
    assert spent == timedelta(seconds=seconds)


def test_without_hours_it_is_always_open() -> None:
    at = datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    zone = ZoneInfo("Europe/Berlin")
    assert next_opening(None, zone, at) == at
    assert next_closing(None, zone, at) is None
    assert ends_at(None, zone, at, 60) == at + timedelta(seconds=60)


@pytest.mark.parametrize(
    ("start", "opening"),
    [
        # 2026-03-29: the clock in Berlin goes from 02:00 to 03:00, which is 01:00 UTC.
        ("01:30", datetime(2026, 3, 29, 0, 30, tzinfo=UTC)),
        ("02:30", datetime(2026, 3, 29, 1, 0, tzinfo=UTC)),
        ("03:00", datetime(2026, 3, 29, 1, 0, tzinfo=UTC)),
        ("03:30", datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),
    ],
)
def test_hours_that_begin_where_the_clock_leaps_begin_with_the_leap(start: str, opening: datetime) -> None:
    hours = Hours(start=start, end="20:00")
    assert next_opening(hours, ZoneInfo("Europe/Berlin"), datetime(2026, 3, 28, 23, 0, tzinfo=UTC)) == opening


def test_an_hour_that_the_clock_shows_twice_counts_twice() -> None:
    hours = Hours(start="02:00", end="03:00")
    zone = ZoneInfo("Europe/Berlin")
    opening = next_opening(hours, zone, datetime(2026, 10, 24, 22, 0, tzinfo=UTC))
    closing = next_closing(hours, zone, opening)
    assert closing is not None
    assert closing - opening == timedelta(hours=2)


def test_a_day_whose_hours_the_clock_skips_waits_for_the_next_week() -> None:
    hours = Hours(days=[6], start="02:10", end="02:20")
    zone = ZoneInfo("Europe/Berlin")
    opening = next_opening(hours, zone, datetime(2026, 3, 28, 12, 0, tzinfo=UTC))
    assert opening.astimezone(zone) == datetime.combine(date(2026, 4, 5), time(2, 10), zone)
