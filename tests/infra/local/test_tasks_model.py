"""The arithmetic of retrying and of rates."""

import pytest

from infra.local.tasks.bucket import TokenBucket
from infra.local.tasks.model import RateLimits, RetryConfig


def test_back_off_doubles_then_grows_linearly_then_stays_as_in_queue_proto() -> None:
    retry = RetryConfig(min_backoff_s=10, max_backoff_s=300, max_doublings=3)

    assert [retry.backoff_s(failures) for failures in range(1, 9)] == [10, 20, 40, 80, 160, 240, 300, 300]


def test_back_off_without_doublings_grows_linearly() -> None:
    retry = RetryConfig(min_backoff_s=5, max_backoff_s=18, max_doublings=0)

    assert [retry.backoff_s(failures) for failures in range(1, 6)] == [5, 10, 15, 18, 18]


@pytest.mark.parametrize(
    ("max_attempts", "max_retry_duration_s", "attempts", "since_first_s", "gives_up"),
    [
        (3, 0, 2, 0, False),
        (3, 0, 3, 0, True),
        (3, 60, 3, 59, False),
        (3, 60, 2, 61, False),
        (3, 60, 3, 60, True),
        (-1, 0, 10_000, 1e9, False),
        (-1, 60, 1, 59, False),
        (-1, 60, 1, 60, True),
    ],
)
def test_retrying_ends_only_when_every_limit_that_is_set_is_reached(
    max_attempts: int, max_retry_duration_s: float, attempts: int, since_first_s: float, gives_up: bool
) -> None:
    retry = RetryConfig(max_attempts=max_attempts, max_retry_duration_s=max_retry_duration_s)

    assert retry.gives_up(attempts, since_first_s) is gives_up


def _taken(bucket: TokenBucket, now_s: float) -> int:
    return sum(bucket.take(now_s) for _ in range(1000))


def test_a_bucket_gives_its_burst_and_then_its_rate() -> None:
    bucket = TokenBucket(RateLimits(max_dispatches_per_second=5, max_burst_size=10), 0)

    assert _taken(bucket, 0) == 10
    assert bucket.next_s(0) == pytest.approx(0.2)
    assert _taken(bucket, 1) == 5
    assert _taken(bucket, 1000) == 10


def test_overload_halves_the_rate_down_to_a_floor_and_success_restores_it() -> None:
    bucket = TokenBucket(RateLimits(max_dispatches_per_second=100, max_burst_size=100), 0)

    bucket.slow_down(0)
    assert bucket.effective_per_s == 50
    for _ in range(20):
        bucket.slow_down(0)
    assert bucket.effective_per_s == 1
    for _ in range(40):
        bucket.recover()
    assert bucket.effective_per_s == 100


def test_overload_of_a_slow_queue_does_not_make_it_faster() -> None:
    bucket = TokenBucket(RateLimits(max_dispatches_per_second=0.2, max_burst_size=10), 0)

    bucket.slow_down(0)

    assert bucket.effective_per_s == 0.2
