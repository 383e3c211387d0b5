"""Reading numbers: the running month's counters, series of periods, the busiest hours of the week."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from threading import Lock
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from cachetools import TTLCache

from common.errors import Fault, Invalid
from common.models import periods
from common.models.ids import ChannelId, TenantId
from common.models.message import AuthorKind
from common.models.periods import Grain, Period
from common.models.stats import Durations, PeriodStats, Traffic, empty, fold
from common.models.tenant import Tenant
from common.models.usage import (
    MESSAGES_ECHOED,
    MESSAGES_IN,
    MESSAGES_OUT,
    METRICS,
    Sums,
    level_of,
    limits_of,
    period_of,
)
from common.store.channels import Channels
from common.store.counting import Vocabulary, count_span
from common.store.metering import Metering
from common.store.stats import Stats
from common.store.tenants import Tenants
from common.store.usage import Usage
from common.store.usage_warnings import UsageWarnings
from functions.usage.schemas import (
    BusyHour,
    BusyHours,
    CurrentUsage,
    Details,
    Metric,
    PeriodNumbers,
    Series,
    SeriesQuery,
    SpanQuery,
    Took,
    UsageWarning,
)

LONGEST_DAYS: Final = {Grain.HOUR: 31, Grain.DAY: 366, Grain.MONTH: 1830}
"""How many days one answer covers at most: each period is a read."""
USUAL_DAYS: Final = {Grain.HOUR: 1, Grain.DAY: 30, Grain.MONTH: 365}
SUMS_TTL_S: Final = 10
"""How old the counters of the running day may be where a chart shows them, in seconds."""
_DAY: Final = timedelta(days=1)


class Stores(NamedTuple):
    """Where the numbers are."""

    tenants: Tenants
    usage: Usage
    warnings: UsageWarnings
    stats: Stats
    channels: Channels
    metering: Metering
    reasons: tuple[str, ...]
    """The classes of errors."""


class Counters:
    """The running month's counters; a page that asks for them and for a chart has each shard read once."""

    def __init__(self, usage: Usage) -> None:
        self._usage = usage
        self._known: TTLCache[tuple[TenantId, str], Sums] = TTLCache(maxsize=1_000, ttl=SUMS_TTL_S)
        self._lock = Lock()

    def read(self, tenant: Tenant, now: datetime) -> Sums:
        """The counters as they are now; one read a shard."""
        sums = self._usage.sums(tenant, now)
        with self._lock:
            self._known[tenant.id, period_of(tenant, now)] = sums
        return sums

    def recent(self, tenant: Tenant, now: datetime) -> Sums:
        """The counters, at most `SUMS_TTL_S` old."""
        with self._lock:
            known = self._known.get((tenant.id, period_of(tenant, now)))
        return known or self.read(tenant, now)


def current(t: TenantId, now: datetime, *, counters: Counters, stores: Stores) -> CurrentUsage:
    """The running month's counters beside the plan's limits; one read a shard, and one for each warning."""
    tenant = stores.tenants.get(t)
    sums = {**dict.fromkeys(METRICS, 0), **counters.read(tenant, now).month}
    limits = limits_of(tenant)
    month = periods.month_of(now, ZoneInfo(tenant.time_zone))
    given = stores.warnings.list_given(tenant, now, sums)
    return CurrentUsage(
        period=month.id,
        plan=tenant.plan,
        time_zone=tenant.time_zone,
        starts_at=month.start,
        ends_at=month.end,
        metrics={name: _metric(sums[name], limits.get(name), month, now) for name in METRICS},
        warnings=[UsageWarning.model_validate(each._asdict()) for each in given],
    )


def _metric(used: int, limit: int | None, month: Period, now: datetime) -> Metric:
    gone = now - month.start
    projected = round(used * ((month.end - month.start) / gone)) if gone >= _DAY else None
    level = level_of(used, limit)
    return Metric.model_validate({"used": used, "limit": limit, "projected": projected, "level": level})


def series(
    t: TenantId, grain: Grain, query: SeriesQuery, now: datetime, *, counters: Counters, stores: Stores
) -> Series:
    """Hours, days or months: those that are over from roll-ups, the running one from counters and aggregations.

    Raises:
        Invalid: more is asked for than one answer holds.
    """
    tenant = stores.tenants.get(t)
    zone = ZoneInfo(tenant.time_zone)
    first, last = days_of(query, grain, now, zone)
    wanted = _periods(grain, first, last, now, zone)
    known: Mapping[str, PeriodStats] = {}
    if wanted:
        start, end = wanted[0].start, wanted[-1].end
        found = stores.stats.between(t, grain, start, end, limit=len(wanted))
        known = {record.id: record for record in found}
    records = [_running(tenant, period, known.get(period.id), now, counters, stores) for period in wanted]
    items = [_numbers(r, r.end > now, query.channel, query.author) for r in records]
    whole = Period(grain, "total", periods.day(first, zone).start, periods.day(last, zone).end)
    total = fold(whole, records, 0).model_copy(update={"computed_at": None})
    totals = _numbers(total, any(item.is_open for item in items), query.channel, query.author)
    if totals.details is not None:
        totals = totals.model_copy(update={"details": totals.details.model_copy(update={"active_contacts": None})})
    return Series(grain=grain, time_zone=tenant.time_zone, from_=first, to=last, items=items, totals=totals)


def days_of(query: SpanQuery, grain: Grain, now: datetime, zone: ZoneInfo) -> tuple[date, date]:
    """The first and the last day that are asked for.

    Raises:
        Invalid: more is asked for than one answer holds.
    """
    today = now.astimezone(zone).date()
    last = query.to or (max(today, query.from_) if query.from_ else today)
    first = query.from_ or last - timedelta(days=USUAL_DAYS[grain] - 1)
    if (last - first).days >= LONGEST_DAYS[grain]:
        most = f"at most {LONGEST_DAYS[grain]:,} days at once"
        raise Invalid(f"This is too long: {most}.", faults=[Fault("/query/from", most)])
    return first, last


def _periods(grain: Grain, first: date, last: date, now: datetime, zone: ZoneInfo) -> list[Period]:
    """Those that have begun, in their order."""
    span = Period(grain, "", periods.day(first, zone).start, min(periods.day(last, zone).end, now))
    if span.start >= span.end:
        return []
    of = {Grain.HOUR: periods.hour_of, Grain.DAY: periods.day_of, Grain.MONTH: periods.month_of}[grain]
    found = [of(span.start, zone)]
    while found[-1].end < span.end:
        found.append(of(found[-1].end, zone))
    return found


def _running(
    tenant: Tenant, period: Period, known: PeriodStats | None, now: datetime, counters: Counters, stores: Stores
) -> PeriodStats:
    """The record of a period; of the running day and month with as many messages as the counters tell.

    Roll-ups of running days and months are at most as old as the last full hour, and the counters move with each
    message. The counters go by when a message was stored, the roll-ups by when it was written: so neither is taken to
    be smaller than the other says.
    """
    record = known or empty(period)
    if period.end <= now:
        return record
    if period.grain is Grain.HOUR:
        words = Vocabulary([c.id for c in stores.channels.list_all(tenant.id)], stores.reasons)
        return count_span(tenant.id, period, words=words, stats=stores.stats).model_copy(update={"computed_at": now})
    sums = counters.recent(tenant, now)
    counts = sums.month if period.grain is Grain.MONTH else sums.day(tenant, now)
    sent = counts.get(MESSAGES_OUT, 0) + counts.get(MESSAGES_ECHOED, 0)
    more = {"inbound": max(record.inbound, counts.get(MESSAGES_IN, 0)), "outbound": max(record.outbound, sent)}
    return record.model_copy(update=more)


def _numbers(record: PeriodStats, is_open: bool, channel: ChannelId | None, author: AuthorKind | None) -> PeriodNumbers:
    inbound, outbound = record.inbound, record.outbound
    if channel is not None:
        traffic = record.channels.get(channel, Traffic())
        inbound, outbound = traffic.inbound, traffic.outbound
    elif author is AuthorKind.CONTACT:
        outbound = 0
    elif author is not None:
        inbound, outbound = 0, record.authors.get(author, 0)
    return PeriodNumbers(
        id=record.id,
        start=record.start,
        end=record.end,
        is_open=is_open,
        as_of=record.computed_at,
        inbound=inbound,
        outbound=outbound,
        details=None if channel or author else _details(record),
    )


def _details(record: PeriodStats) -> Details:
    return Details(
        channels={str(c): traffic for c, traffic in record.channels.items()},
        authors=record.authors,
        statuses=record.statuses,
        failures=record.failures,
        charges=record.charges,
        first_responses=_took(record.first_responses),
        resolutions=_took(record.resolutions),
        new_contacts=record.new_contacts,
        active_contacts=record.active_contacts,
    )


def _took(durations: Durations) -> Took:
    average_s = round(durations.sum_s / durations.count) if durations.count else None
    return Took(count=durations.count, average_s=average_s)


def busy_hours(t: TenantId, query: SpanQuery, now: datetime, *, stores: Stores) -> BusyHours:
    """When in the week people write, from the days' roll-ups; one read a day.

    Raises:
        Invalid: more is asked for than one answer holds.
    """
    tenant = stores.tenants.get(t)
    zone = ZoneInfo(tenant.time_zone)
    first, last = days_of(query, Grain.DAY, now, zone)
    start, end = periods.day(first, zone).start, periods.day(last, zone).end
    days = stores.stats.between(t, Grain.DAY, start, end, limit=LONGEST_DAYS[Grain.DAY])
    busy = fold(Period(Grain.MONTH, "total", start, end), days, 0).busy
    return BusyHours(time_zone=tenant.time_zone, from_=first, to=last, cells=list(_cells(busy)))


def _cells(busy: Mapping[str, Traffic]) -> Iterable[BusyHour]:
    for weekday in range(1, 8):
        for hour in range(24):
            traffic = busy.get(f"{weekday}-{hour:02}", Traffic())
            yield BusyHour(weekday=weekday, hour=hour, inbound=traffic.inbound, outbound=traffic.outbound)
