"""Providers tell whole seconds; what happened later stands later all the same."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.clock import epoch_ms
from common.models.thread_order import written_by_them, written_by_us

TOLD = datetime(2026, 3, 1, 12, 0, 0, tzinfo=UTC)


def _after(ms: float) -> datetime:
    return TOLD + timedelta(milliseconds=ms)


@pytest.mark.parametrize(
    ("late_ms", "expected_ms"),
    [
        pytest.param(0, 0, id="at once"),
        pytest.param(400, 360, id="within its second"),
        pytest.param(1_000, 900, id="when the second is over"),
        pytest.param(15_000, 999, id="as late as tells something"),
        pytest.param(15_001, 0, id="late"),
        pytest.param(7 * 86_400_000, 0, id="a week late"),
        pytest.param(-2_000, 0, id="by a provider's clock that is ahead"),
        pytest.param(-301_000, -301_000, id="by a provider's clock that has gone wrong"),
    ],
)
def test_a_message_stays_within_the_second_that_the_provider_tells(late_ms: int, expected_ms: int) -> None:
    assert written_by_them(TOLD, _after(late_ms)) - TOLD == timedelta(milliseconds=expected_ms)


def test_a_time_that_is_finer_than_a_second_stays() -> None:
    assert written_by_them(_after(250), _after(550)) == _after(250)


def test_of_two_messages_of_a_second_the_one_that_came_later_is_the_later_one() -> None:
    came_ms = [*range(0, 1000, 2), *range(1000, 3000, 100), *range(3000, 15_001, 500)]
    ms = [epoch_ms(written_by_them(TOLD, _after(ms))) for ms in came_ms]
    assert all(earlier < later for earlier, later in pairwise(ms))
    assert epoch_ms(TOLD) <= ms[0] < ms[-1] < epoch_ms(TOLD) + 1000


@given(ours_ms=st.integers(0, 5_000), read_ms=st.integers(2, 2_000), took_ms=st.integers(0, 12_000))
def test_who_answers_after_having_read_stands_behind_it(ours_ms: int, read_ms: int, took_ms: int) -> None:
    wrote = _after(ours_ms + read_ms)
    theirs = written_by_them(wrote.replace(microsecond=0), wrote + timedelta(milliseconds=took_ms))
    assert epoch_ms(written_by_us(_after(ours_ms))) < epoch_ms(theirs)


@given(came_ms=st.integers(0, 12_000), read_ms=st.integers(2, 2_000))
def test_what_we_answer_after_having_read_stands_behind_it(came_ms: int, read_ms: int) -> None:
    theirs = written_by_them(TOLD, _after(came_ms))
    assert epoch_ms(theirs) < epoch_ms(written_by_us(_after(came_ms + read_ms)))
