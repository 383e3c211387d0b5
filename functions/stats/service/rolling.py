"""Rolling up: hours from messages, days from hours, months from days; always recomputed as a whole."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from common.models import periods
from common.models.ids import TenantId
from common.models.periods import Grain, Period
from common.models.stats import PeriodStats, busy_of, fold
from common.models.tenant import Tenant
from common.store.counting import Vocabulary, count_span
from common.store.database import Database
from common.store.stats import Stats
from common.store.touched import Mark, Touched

PAGE: Final = 200
"""How many marks are read at a time."""
_INSTANT: Final = timedelta(microseconds=1)
_ZONES: Final = timedelta(hours=26)
"""How far two clocks are apart at most."""


class Stores(NamedTuple):
    """Where roll-ups read and write."""

    database: Database
    stats: Stats
    touched: Touched


class Rolled(NamedTuple):
    """What a run did."""

    periods: int
    """How many periods were recomputed."""
    more: bool
    """Whether time ran out before the end."""
    busiest: int = 0
    """How many messages the busiest of the hours had."""


Recount = Callable[[Sequence[Period]], object]
"""Compares the billing counters of days that are over with their messages."""


def roll_up(
    tenant: Tenant,
    grains: Sequence[Grain],
    now: datetime,
    begun_at: datetime,
    *,
    words: Vocabulary,
    stores: Stores,
    in_time: Callable[[], bool],
    recount: Recount | None = None,
) -> Rolled:
    """Recomputes every period of `grains` that was touched: hours that are over, days and months that have begun.

    Days keep their marks until their counters were recounted, so that a run that dies before leaves that to the next.

    Args:
        tenant: whose.
        grains: which, the shorter before the longer.
        now: the present, by which periods are over.
        begun_at: the present by the machine's clock, which marks carry.
        words: the values that are counted apart.
        stores: where roll-ups read and write.
        in_time: whether there is time for one more period.
        recount: what is done once days were recomputed, with those that are over.
    """
    done, more, busiest = 0, False, 0
    for grain in grains:
        settled: list[Mark] = []
        closed: list[Period] = []
        for period, marks in _due(tenant, grain, now, stores.touched):
            if more := not in_time():
                break
            record = _recompute(tenant, period, now, words, stores)
            done += 1
            if grain is Grain.HOUR:
                busiest = max(busiest, record.inbound + record.outbound)
                _settle(tenant, grain, marks, begun_at, stores.touched)
                continue
            settled += marks
            closed += [period] if period.end <= now else []
        if recount is not None and grain is Grain.DAY:
            recount(closed)
        _settle(tenant, grain, settled, begun_at, stores.touched)
        if more:
            break
    return Rolled(done, more, busiest)


def _settle(tenant: Tenant, grain: Grain, marks: Iterable[Mark], begun_at: datetime, touched: Touched) -> None:
    for mark in marks:
        touched.settle(tenant.id, grain, mark, begun_at)


def _due(tenant: Tenant, grain: Grain, now: datetime, touched: Touched) -> Iterator[tuple[Period, Sequence[Mark]]]:
    """The periods to recompute, each with the marks that it settles.

    Days and months are recomputed while they run, so that charts are at most an hour old; their marks stay until then.
    """
    zone = ZoneInfo(tenant.time_zone)
    named = ((period, mark) for mark in _marks(tenant.id, grain, touched) for period in _periods(mark, grain, zone))
    for period, pairs in groupby(named, key=lambda pair: pair[0]):
        if period.end > now:
            if grain is not Grain.HOUR and period.start < now:
                yield period, []
        else:
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


def _recompute(tenant: Tenant, period: Period, now: datetime, words: Vocabulary, stores: Stores) -> PeriodStats:
    """Writes the roll-up of a period and, in the same commit, that the longer period around it has changed."""
    zone = ZoneInfo(tenant.time_zone)
    around = {Grain.HOUR: periods.day_of, Grain.DAY: periods.month_of}.get(period.grain)
    above = around(period.start, zone) if around else None
    ask = [stores.touched.ask(tenant.id, above.grain, above.id)] if above else []
    record = count(tenant, period, words, stores)
    stores.database.commit(stores.stats.put(tenant.id, record, now), *ask)
    return record


def count(tenant: Tenant, period: Period, words: Vocabulary, stores: Stores) -> PeriodStats:
    """The numbers of an hour from its messages, of a day from its hours, of a month from its days."""
    match period.grain:
        case Grain.HOUR:
            return count_span(tenant.id, period, words=words, stats=stores.stats)
        case Grain.DAY:
            return fold_day(tenant, period, words, stats=stores.stats)
        case Grain.MONTH:
            return fold_month(tenant, period, stats=stores.stats)


def fold_day(tenant: Tenant, day: Period, words: Vocabulary, *, stats: Stats) -> PeriodStats:
    """A day from its hours; a read for each that there is, and one for the people."""
    zone = ZoneInfo(tenant.time_zone)
    hours = stats.between(tenant.id, Grain.HOUR, day.start, day.end, limit=100)
    own = [hour for hour in hours if periods.hour_of(hour.start, zone).id == hour.id]
    if len(own) < len(hours):
        # The clock before went by another fraction of an hour: its hours lie in two of this one's each.
        known = {hour.id for hour in own}
        spans = [span for span in periods.hours_in(day, zone) if span.id not in known]
        own += [count_span(tenant.id, span, words=words, stats=stats) for span in spans]
        hours = sorted(own, key=lambda hour: hour.start)
    folded = fold(day, hours, stats.count_present(tenant.id, day))
    return folded.model_copy(update={"busy": busy_of(hours, zone)})


def fold_month(tenant: Tenant, month: Period, *, stats: Stats) -> PeriodStats:
    """A month from its days; a read for each that there is, up to two more around it, and one for the people."""
    # By their names: where the time zone has changed since, the first day may begin before the month, or the last late.
    near = stats.between(tenant.id, Grain.DAY, month.start - _ZONES, month.end + _ZONES, limit=35)
    days = [day for day in near if day.id.startswith(month.id)]
    return fold(month, days, stats.count_present(tenant.id, month))
