"""Providers tell whole seconds; within its second, a message gets the time at which it came."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from common.clock import epoch_ms
from functions.receive.service.incoming import written_at

TOLD = datetime(2026, 3, 1, 12, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("late_ms", "expected_ms"),
    [
        pytest.param(0, 0, id="at once"),
        pytest.param(400, 400, id="within its second"),
        pytest.param(500, 500, id="after half of it"),
        pytest.param(15_000, 999, id="as late as tells something"),
        pytest.param(15_001, 0, id="late"),
        pytest.param(7 * 86_400_000, 0, id="a week late"),
        pytest.param(-2_000, 0, id="by a provider's clock that is ahead"),
        pytest.param(-301_000, -301_000, id="by a provider's clock that has gone wrong"),
    ],
)
def test_a_message_gets_the_time_at_which_it_came_only_within_its_second(late_ms: int, expected_ms: int) -> None:
    now = TOLD + timedelta(milliseconds=late_ms)
    assert written_at(TOLD, now) - TOLD == timedelta(milliseconds=expected_ms)


def test_a_time_that_is_finer_than_a_second_stays() -> None:
    told = TOLD + timedelta(milliseconds=250)
    assert written_at(told, told + timedelta(milliseconds=300)) == told


def test_of_two_messages_of_a_second_the_one_that_came_later_is_the_later_one() -> None:
    came_ms = [*range(0, 500, 1), *range(500, 15_001, 50)]
    ms = [epoch_ms(written_at(TOLD, TOLD + timedelta(milliseconds=ms))) for ms in came_ms]
    assert all(earlier < later for earlier, later in pairwise(ms))
    assert epoch_ms(TOLD) <= ms[0] < ms[-1] < epoch_ms(TOLD) + 1000
