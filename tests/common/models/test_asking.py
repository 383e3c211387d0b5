"""Whether a person asked and when survives a task's address, to the millisecond."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.clock import epoch_ms, from_epoch_ms
from common.models.asking import asked_at, by_person

AT = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


@given(st.integers(min_value=0, max_value=10**12))
def test_a_moment_comes_back_and_is_never_later_than_it_was(us: int) -> None:
    at = AT + timedelta(microseconds=us)
    asked = asked_at(by_person(at))
    assert asked is not None
    assert timedelta(0) <= at - asked < timedelta(milliseconds=1)


@given(st.integers(min_value=0, max_value=10**12))
def test_whole_milliseconds_come_back_as_they_are(ms: int) -> None:
    asked = from_epoch_ms(epoch_ms(AT) + ms)
    assert asked_at(by_person(asked)) == asked


@pytest.mark.parametrize("again", ["", "sweep-2026-11-20T12:00:00+00:00", "person", "person-", "person-x", "person--1"])
def test_what_no_person_asked_for_has_no_moment(again: str) -> None:
    assert asked_at(again) is None
