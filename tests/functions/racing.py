"""Many callers at the same moment."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from common.errors import AppError

T = TypeVar("T")
MOST_DELIVERIES = 50


def race(calls: Sequence[Callable[[], T]]) -> list[T]:
    """Makes all calls at the same moment, each in a thread; their results in order."""
    start = Barrier(len(calls))

    def run(call: Callable[[], T]) -> T:
        start.wait(30)
        return call()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def insist(call: Callable[[], T]) -> T:
    """Calls again as long as the error says that this helps, as providers and Cloud Tasks do."""
    for _ in range(MOST_DELIVERIES):
        try:
            return call()
        except AppError as error:
            if not error.retryable:
                raise
    raise AssertionError("It never went through.")
