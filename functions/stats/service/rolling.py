"""Rolling up: hours from messages, days from hours, months from days; always recomputed as a whole."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from common.models import periods
from common.models.ids import ChannelId, TenantId
from common.models.periods import Grain, Period
from common.models.stats import PeriodStats, fold
from common.models.tenant import Tenant
from common.store.database import Database
from common.store.stats import Stats
from common.store.touched import Mark, Touched
from functions.stats.service.hours import count_hour

PAGE: Final = 200
"""How many marks are read at a time."""
CHARGES: Final = (
    "marketing",
    "utility",
    "authentication",
    "authentication_international",
    "service",
    "referral_conversion",
)
"""What providers charge for.

Source: Meta, "Pricing: webhooks", `pricing.category` (read 2026-11).
"""
_INSTANT: Final = timedelta(microseconds=1)


class Stores(NamedTuple):
    """Where roll-ups read and write."""

    database: Database
    stats: Stats
    touched: Touched


class Vocabulary(NamedTuple):
    """The values that are counted apart."""

    channels: Sequence[ChannelId]
    reasons: Sequence[str]
    categories: Sequence[str]


class Rolled(NamedTuple):
    """What a run did."""

    periods: int
    """How many periods were recomputed."""
    more: bool
    """Whether time ran out before the end."""


def roll_up(
    tenant: Tenant,
    grains: Sequence[Grain],
    now: datetime,
    begun_at: datetime,
    *,
    words: Vocabulary,
    stores: Stores,
    in_time: Callable[[], bool],
) -> Rolled:
    """Recomputes every period of `grains` that is over and was touched.

    Args:
        tenant: whose.
        grains: which, the shorter before the longer.
        now: the present, by which periods are over.
        begun_at: the present by the machine's clock, which marks carry.
        words: the values that are counted apart.
        stores: where roll-ups read and write.
        in_time: whether there is time for one more period.
    """
    done = 0
    for grain in grains:
        for period, marks in _due(tenant, grain, now, stores.touched):
            if not in_time():
                return Rolled(done, more=True)
            _recompute(tenant, period, now, words, stores)
            for mark in marks:
                stores.touched.settle(tenant.id, mark, begun_at)
            done += 1
    return Rolled(done, more=False)


def _due(tenant: Tenant, grain: Grain, now: datetime, touched: Touched) -> Iterator[tuple[Period, Sequence[Mark]]]:
    """The periods to recompute, each with the marks that it settles."""
    zone = ZoneInfo(tenant.time_zone)
    named = ((period, mark) for mark in _marks(tenant.id, grain, touched) for period in _periods(mark, grain, zone))
    for period, pairs in groupby(named, key=lambda pair: pair[0]):
        if period.end <= now:
            # An hour in UTC may lie in two hours of the wall clock; its mark goes with the later one.
            yield period, [mark for _, mark in pairs if _ends(mark, grain, zone) == period.end]


def _marks(t: TenantId, grain: Grain, touched: Touched) -> Iterator[Mark]:
    after = ""
    while page := touched.marks(t, grain, after=after, limit=PAGE):
        yield from page
        after = page[-1].id
        if len(page) < PAGE:
            return


def _periods(mark: Mark, grain: Grain, zone: ZoneInfo) -> Iterable[Period]:
    if grain is not Grain.HOUR:
        return [periods.parse(mark.id, zone)]
    first, last = _span(mark)
    one, other = periods.hour_of(first, zone), periods.hour_of(last, zone)
    return [one] if one == other else [one, other]


def _ends(mark: Mark, grain: Grain, zone: ZoneInfo) -> datetime:
    return list(_periods(mark, grain, zone))[-1].end


def _span(mark: Mark) -> tuple[datetime, datetime]:
    first = datetime.fromisoformat(mark.id)
    return first, first + timedelta(hours=1) - _INSTANT


def _recompute(tenant: Tenant, period: Period, now: datetime, words: Vocabulary, stores: Stores) -> None:
    """Writes the roll-up of a period and, in the same commit, that the longer period around it has changed."""
    zone = ZoneInfo(tenant.time_zone)
    month = periods.month_of(period.start, zone)
    match period.grain:
        case Grain.HOUR:
            record = count_hour(tenant.id, period, month.id, *words, stats=stores.stats)
            above: Period | None = periods.day_of(period.start, zone)
        case Grain.DAY:
            record = fold_day(tenant, period, stats=stores.stats)
            above = month
        case Grain.MONTH:
            record = fold_month(tenant, period, stats=stores.stats)
            above = None
    writes = [stores.stats.put(tenant.id, record, now)]
    ask = [stores.touched.ask(tenant.id, above.grain, above.id, now)] if above else []
    stores.database.commit(*writes, *ask)


def fold_day(tenant: Tenant, day: Period, *, stats: Stats) -> PeriodStats:
    """A day from its hours; a read for each that there is, and one for the people."""
    month = periods.month_of(day.start, ZoneInfo(tenant.time_zone))
    hours = stats.between(tenant.id, Grain.HOUR, day.start, day.end, limit=100)
    return fold(day, hours, stats.count_present(tenant.id, day, month.id))


def fold_month(tenant: Tenant, month: Period, *, stats: Stats) -> PeriodStats:
    """A month from its days; a read for each that there is, and one for the people."""
    days = stats.between(tenant.id, Grain.DAY, month.start, month.end, limit=31)
    return fold(month, days, stats.count_present(tenant.id, month, month.id))
