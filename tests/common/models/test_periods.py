"""Hours, days and months in time zones with half hours and daylight saving."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.models import periods

ZONES = [
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "America/St_Johns",
    "Pacific/Apia",
    "Africa/Cairo",
    "America/Asuncion",
    "Pacific/Chatham",
]
zones = st.sampled_from(ZONES).map(ZoneInfo)
instants = st.datetimes(datetime(2019, 1, 1), datetime(2030, 1, 1)).map(lambda at: at.replace(tzinfo=UTC))  # noqa: DTZ001


@given(instants, zones)
def test_every_instant_lies_in_its_periods(at: datetime, zone: ZoneInfo) -> None:
    for period in (periods.hour_of(at, zone), periods.day_of(at, zone), periods.month_of(at, zone)):
        assert period.start <= at < period.end
        assert periods.parse(period.id, zone) == period


@given(instants, zones)
def test_the_hours_of_a_day_follow_on_each_other_and_add_up_to_it(at: datetime, zone: ZoneInfo) -> None:
    day = periods.day_of(at, zone)
    hours = list(periods.hours_in(day, zone))
    assert (hours[0].start, hours[-1].end) == (day.start, day.end)
    assert all(one.end == other.start for one, other in pairwise(hours))
    assert {periods.day_of(hour.start, zone).id for hour in hours} == {day.id}


@given(instants, zones)
def test_the_days_of_a_month_add_up_to_it(at: datetime, zone: ZoneInfo) -> None:
    month = periods.month_of(at, zone)
    days = list(periods.days_in(month, zone))
    assert (days[0].start, days[-1].end) == (month.start, month.end)
    assert all(one.end == other.start for one, other in pairwise(days))


@pytest.mark.parametrize(
    ("zone", "on", "hours"),
    [
        ("Europe/Berlin", date(2026, 3, 29), 23),
        ("Europe/Berlin", date(2026, 10, 25), 25),
        ("America/New_York", date(2026, 3, 8), 23),
        ("America/New_York", date(2026, 11, 1), 25),
        ("Asia/Kolkata", date(2026, 11, 1), 24),
    ],
)
def test_days_of_23_and_of_25_hours(zone: str, on: date, hours: int) -> None:
    day = periods.day(on, ZoneInfo(zone))
    assert len(list(periods.hours_in(day, ZoneInfo(zone)))) == hours
    assert day.end - day.start == timedelta(hours=hours)


def test_an_hour_of_a_zone_of_half_hours_begins_at_half_past() -> None:
    hour = periods.hour_of(datetime(2026, 11, 23, 18, 45, tzinfo=UTC), ZoneInfo("Asia/Kolkata"))
    assert hour.id == "2026-11-23T18:30Z"
    assert periods.day_of(hour.start, ZoneInfo("Asia/Kolkata")).id == "2026-11-24"


def test_clocks_put_back_by_half_an_hour_make_an_hour_of_ninety_minutes() -> None:
    zone = ZoneInfo("Australia/Lord_Howe")
    lengths = {hour.end - hour.start for hour in periods.hours_in(periods.day(date(2026, 4, 5), zone), zone)}
    assert lengths == {timedelta(hours=1), timedelta(minutes=90)}


def test_clocks_put_on_and_back_within_an_hour_leave_an_hour_of_a_quarter() -> None:
    zone = ZoneInfo("Pacific/Chatham")
    for on in (date(2026, 4, 5), date(2026, 9, 27)):
        day = periods.day(on, zone)
        hours = list(periods.hours_in(day, zone))
        assert min(hour.end - hour.start for hour in hours) == timedelta(minutes=15)
        assert sum((hour.end - hour.start for hour in hours), timedelta()) == day.end - day.start


@pytest.mark.parametrize("name", ["2026-13", "2026-02-30", "2026-11-23T18:15Z", "x", "2026-11-23T18:30"])
def test_what_is_no_period_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        periods.parse(name, ZoneInfo("Asia/Kolkata"))
