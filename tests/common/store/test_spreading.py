"""A tenant's counters are as many as its rate needs: few while it is quiet, more at once when it is not."""

import pytest

from common.models.ids import TenantId
from common.models.tenant import PLANS, Plan, Tenant
from common.models.usage import shards_for
from common.store.spreading import WINDOW_S, Spread

QUIET = Tenant(id=TenantId("t"), name="T", plan=Plan.ENTERPRISE)
MOST = PLANS[Plan.ENTERPRISE].usage_shards


class Process:
    """A process that counts at a steady rate."""

    def __init__(self) -> None:
        self.now_s = 0.0
        self.spread = Spread(monotonic=lambda: self.now_s)

    def count(self, rate_s: float, seconds: float, tenant: Tenant = QUIET) -> int:
        """Counts for so long; how many counters it chooses from at the end."""
        width = 0
        for _ in range(int(rate_s * seconds)):
            self.now_s += 1 / rate_s
            width = self.spread.width(tenant)
        return width


@pytest.mark.parametrize(("rate_s", "least", "most"), [(0.5, 1, 1), (4, 4, 8), (20, 16, 32), (200, MOST, MOST)])
def test_width_follows_the_rate_of_the_process(rate_s: float, least: int, most: int) -> None:
    assert least <= Process().count(rate_s, 60) <= most


def test_it_becomes_fewer_again_when_it_is_quiet() -> None:
    process = Process()
    assert process.count(200, 20) == MOST
    assert process.count(0.5, 20 * WINDOW_S) == 1


def test_who_loses_a_race_uses_more_at_once() -> None:
    process = Process()
    assert process.spread.width(QUIET) == 1
    process.spread.lost(QUIET)
    process.spread.lost(QUIET)
    assert process.spread.width(QUIET) == 4


def test_roll_ups_say_how_many_there_are_at_least_and_the_plan_how_many_at_most() -> None:
    process = Process()
    assert process.spread.width(QUIET.model_copy(update={"usage_shards": 9})) == 9
    small = QUIET.model_copy(update={"plan": Plan.STARTER, "usage_shards": 9})
    assert process.count(200, 20, small) == PLANS[Plan.STARTER].usage_shards == 1


@pytest.mark.parametrize(("messages", "shards"), [(0, 1), (1, 1), (1200, 1), (1201, 2), (33_000, 28), (10**7, MOST)])
def test_counters_of_a_busy_hour(messages: int, shards: int) -> None:
    assert shards_for(messages, MOST) == shards
