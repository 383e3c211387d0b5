"""How a month's billing counters stand beside the messages that they count."""

from datetime import datetime
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from common.models.usage import RECOUNTED

Counts = dict[str, int]
"""Numbers by counter."""


class DayRecount(BaseModel):
    """What one day's counters said, and what a look at its messages told."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="ignore")

    at: datetime
    """When it was counted."""
    counted: Counts
    """What the counters said."""
    found: Counts
    """How many messages there were."""

    @property
    def drift(self) -> Counts:
        """By how much each counter was too low; negative ones were too high."""
        return difference(self.found, self.counted)


class MonthRecount(BaseModel):
    """The last recount of each day of a month."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="ignore")

    id: str
    """The month, `YYYY-MM`."""
    days: dict[str, DayRecount] = Field(default_factory=dict)
    """By day, `d01` to `d31`."""


class Recounted(NamedTuple):
    """What a recount did."""

    days: int = 0
    """How many days were compared."""
    drifted: int = 0
    """How many of the counters did not agree; they were put right."""

    def plus(self, other: "Recounted") -> "Recounted":
        """Both together."""
        return Recounted(self.days + other.days, self.drifted + other.drifted)


def difference(one: Counts, other: Counts) -> Counts:
    """By how much `one` is more than `other`, where it differs, of the counters that can be told again."""
    by = {name: one.get(name, 0) - other.get(name, 0) for name in RECOUNTED}
    return {name: number for name, number in by.items() if number}
