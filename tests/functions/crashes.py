"""Crash injection: a piece of work is stopped before and after every effect it has, and delivered again."""

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import count
from typing import TypeVar

from google.cloud import firestore

from common.store.database import Database, Write, Written

W = TypeVar("W")
MOST_POINTS = 400


KILLED: Counter[str] = Counter()
"""How often the worker of each job was killed in this test."""
TWICE: Counter[str] = Counter()
"""How often a task of each job was delivered again after it had ended, in this test."""


class Crash(BaseException):
    """The process ends here; no handler of ours may catch it."""


class Breaker:
    """Ends the process when its nth point is reached; each effect (commit, task, provider call) is two points."""

    def __init__(self, at: int = 0) -> None:
        """Args:
        at: the number of the point; 0 is never.
        """
        self.at = at
        self.passed = 0

    def reach(self) -> None:
        """A point is reached."""
        self.passed += 1
        if self.passed == self.at:
            raise Crash


class BreakableDatabase(Database):
    """The database, with a point before and after every commit."""

    def __init__(self, client: firestore.Client, breaker: Breaker) -> None:
        super().__init__(client)
        self._breaker = breaker

    def commit(self, *writes: Write) -> list[Written]:
        """Makes the writes; the point behind it is a hook, see `after_commit`."""
        self._breaker.reach()
        return super().commit(*writes)


def crash_everywhere(
    prepare: Callable[[], W], work: Callable[[W], None], arm: Callable[[W, Breaker], None]
) -> Iterator[tuple[int, W]]:
    """Crashes `work` once at each of its points, each time in a world of its own, and delivers it again.

    Args:
        prepare: makes a world in the state before the work.
        work: the work, which must be such that it can simply be called again.
        arm: puts a breaker into a world.

    Yields:
        The number of the point, and the world after the work was repeated to its end; at last 0, and a world in which
        nothing crashed, but each task was delivered twice and out of order.
    """
    for point in count(1):
        world = prepare()
        arm(world, Breaker(point))
        try:
            work(world)
        except Crash:
            arm(world, Breaker())
        else:
            assert point > 1, "the work has no effect, so nothing was tested"
            break
        work(world)
        yield point, world
        assert point < MOST_POINTS, "the work never ends"
    world = prepare()
    if (inner := getattr(world, "world", world)) is not None and hasattr(inner, "unruly"):
        inner.unruly = True
        work(world)
        yield 0, world
