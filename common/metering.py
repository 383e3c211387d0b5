"""What each tenant uses of our suppliers, estimated from samples: one operation in a hundred stands for all of them.

Counting each would double what is counted, and counts kept in a process are lost with it. A sample is neither: it costs
one write for a hundred operations, and says on average exactly what was used.
"""

import random
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from typing import Final

EVERY: Final = 100
"""For so many operations one sample is kept."""
Keep = Callable[[str, Mapping[str, int]], None]
"""Keeps a sample: whose, and how many operations of each kind it stands for. It never raises."""


class Sampler:
    """Draws operations."""

    def __init__(self, *, every: int = EVERY, chance: Callable[[], float] = random.random) -> None:
        self._every = every
        self._chance = chance
        self._keeping: ContextVar[bool] = ContextVar("keeping_sample", default=False)
        self.keep: Keep | None = None
        """Nothing is drawn without it."""

    def count(self, tenant: str, **used: int) -> None:
        """Notes that a tenant used something; keeps it if it is drawn, as so many as it stands for.

        Args:
            tenant: whose; nobody's, where it is empty, is not told.
            used: how many operations, by kind.
        """
        total = sum(used.values())
        if self.keep is None or not tenant or total <= 0 or self._keeping.get():
            return
        share = min(1.0, total / self._every)
        if self._chance() >= share:
            return
        mark = self._keeping.set(True)
        try:
            self.keep(tenant, {name: self._whole(number / share) for name, number in used.items() if number})
        finally:
            self._keeping.reset(mark)

    def _whole(self, number: float) -> int:
        """A whole number that is `number` on average."""
        return int(number) + (self._chance() < number % 1)


sampler: Final = Sampler()
"""The process's; a process that has a database keeps what it draws."""
