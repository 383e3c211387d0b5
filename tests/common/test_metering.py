"""Samples tell on average exactly what was used, at a hundredth of the price."""

# ruff: noqa: S311 -- made-up operations

import random
from collections import Counter
from collections.abc import Mapping

import pytest

from common.metering import EVERY, Sampler


class Kept:
    """What was kept, and how often something was."""

    def __init__(self, seed: int, every: int = EVERY) -> None:
        self.used: Counter[str] = Counter()
        self.samples = 0
        self.sampler = Sampler(every=every, chance=random.Random(seed).random)
        self.sampler.keep = self._keep

    def _keep(self, tenant: str, used: Mapping[str, int]) -> None:
        assert tenant == "t"
        self.used.update(used)
        self.samples += 1


@pytest.mark.parametrize("seed", range(5))
def test_samples_come_to_what_was_used(seed: int) -> None:
    chance = random.Random(f"work {seed}")
    kept, used = Kept(seed), Counter[str]()
    for _ in range(60_000):
        work = {"reads": chance.randrange(4), "writes": chance.randrange(6)}
        kept.sampler.count("t", **work)
        used.update(work)
    total = sum(used.values())
    # Four times the standard deviation of so many draws.
    for kind in used:
        assert abs(kept.used[kind] - used[kind]) < 4 * (EVERY * used[kind]) ** 0.5
    assert kept.samples < 1.2 * total / EVERY


def test_work_as_large_as_a_sample_is_told_exactly() -> None:
    kept = Kept(1)
    kept.sampler.count("t", reads=5 * EVERY, writes=7)
    kept.sampler.count("t", reads=EVERY)
    assert kept.used == {"reads": 6 * EVERY, "writes": 7}


def test_nothing_is_kept_of_nobodys_work_or_without_a_place_for_it() -> None:
    kept = Kept(1, every=1)
    kept.sampler.count("", reads=1)
    kept.sampler.count("t", reads=0)
    assert kept.samples == 0
    Sampler(every=1).count("t", reads=1)


def test_keeping_a_sample_is_not_sampled_itself() -> None:
    kept = Kept(1, every=1)
    keep = kept.sampler.keep
    assert keep is not None

    def keep_with_a_write(tenant: str, used: Mapping[str, int]) -> None:
        kept.sampler.count(tenant, writes=1)
        keep(tenant, used)

    kept.sampler.keep = keep_with_a_write
    kept.sampler.count("t", reads=3)
    assert kept.used == {"reads": 3}
