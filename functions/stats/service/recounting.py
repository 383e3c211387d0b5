"""Comparing the billing counters with the messages, and putting right what has drifted.

A message is stored and counted in one commit, so the difference between the messages and the counters stays the same
however many are sent meanwhile: a correction adds that difference, and loses nobody's count. Only days that are over
are compared, and only if their counters stood still while the messages were counted.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from common import log
from common.errors import AlreadyExists, WriteRaced
from common.models import periods
from common.models.audit import PLATFORM, AuditEntry
from common.models.ids import TenantId, digest
from common.models.incident import IncidentKind
from common.models.periods import Period
from common.models.recount import Counts, DayRecount, MonthRecount, Recounted, difference
from common.models.tenant import PLANS, Tenant
from common.models.usage import MESSAGES_OUT, OF_MESSAGES, RECOUNTED, Shard, share
from common.store import audit, paths
from common.store.codec import Versioned
from common.store.database import Create, Database, Increment, Patch, Write, compare_and_swap
from common.store.incidents import Incidents
from common.store.recounts import Recounts
from common.store.stats import Stats
from common.store.usage import Usage, summed

_LATE: Final = timedelta(days=2)
_ZONE_SETTLES: Final = timedelta(days=2)
"""How far ahead the clock before a change of time zone may have been, and processes that had not heard of it."""
SUBJECT: Final = "counters"
"""What the incident is about."""
WORDS: Final = {
    "messages_in": "messages received",
    "messages_out": "messages sent",
    "messages_echoed": "messages from the phone",
    "ai_replies": "AI replies",
    "campaign_sends": "campaign messages",
}


class Stores(NamedTuple):
    """Where recounts read and write."""

    database: Database
    stats: Stats
    usage: Usage
    recounts: Recounts
    incidents: Incidents

    @classmethod
    def of(cls, db: Database) -> "Stores":
        """All of one database."""
        return cls(db, Stats(db), Usage(db), Recounts(db), Incidents(db))


class _Slip(NamedTuple):
    """A shard whose month is not the sum of its days, though each write moves both."""

    path: str
    counted: Counts
    found: Counts


def recount(tenant: Tenant, closed: Sequence[Period], now: datetime, *, stores: Stores) -> Recounted:
    """Compares the counters of days, corrects those that have drifted, and opens or closes the incident about it.

    Beside the days `closed` it looks at those of the same months that never were compared, that drifted when they last
    were, or whose counters have changed since. Costs a read a shard and one a month, and for each day at most
    6 + ⌈n/1000⌉ with n messages. Days of around and before a change of the tenant's time zone are not compared: their
    counters went by another clock.

    Args:
        tenant: whose.
        closed: days that are over and whose messages may have changed.
        now: the present.
        stores: where recounts read and write.

    Raises:
        WriteRaced: too many others write the same counters; trying again helps.
    """
    zone = ZoneInfo(tenant.time_zone)
    # On a month's first days also the one before: its last days may not have been over when it was looked at.
    instants = [now, now - _LATE, *(day.start for day in closed)]
    months = {month.id: month for month in (periods.month_of(at, zone) for at in instants)}
    done = Recounted()
    for month in months.values():
        wanted = {_name(day) for day in closed if month.start <= day.start < month.end}
        done = done.plus(compare_and_swap(lambda: _compare(tenant, month, wanted, now, stores)))  # noqa: B023
    if done.days and not done.drifted:
        stores.incidents.close(tenant.id, IncidentKind.COUNTER_DRIFT, SUBJECT, now)
    return done


def _compare(tenant: Tenant, month: Period, wanted: set[str], now: datetime, stores: Stores) -> Recounted:
    t = tenant.id
    shards = stores.usage.shards(t, month.id)
    known = stores.recounts.find(t, month.id)
    counters = summed(shards).days
    due = _due(tenant, month, wanted, counters, known, now)
    if not due and not any(_slips(shards)):
        return Recounted()
    compared = {
        _name(day): DayRecount(at=now, counted=_told(counters.get(_name(day), {})), found=_count(t, day, stores.stats))
        for day in due
    }
    if any(each.drift for each in compared.values()):
        # Of a day that somebody counted in meanwhile nothing can be said; the next run looks again.
        shards = stores.usage.shards(t, month.id)
        again = summed(shards).days
        compared = {name: each for name, each in compared.items() if _told(again.get(name, {})) == each.counted}
        compared = _without_removed(t, due, compared, stores.recounts)
    slips = list(_slips(shards))
    drifts = {name: each.drift for name, each in compared.items() if each.drift}
    days = {**(known.value.days if known else {}), **compared}
    writes: list[Write] = [stores.recounts.keep(t, MonthRecount(id=month.id, days=days), known)]
    if drifts or slips:
        said = _sentence(month, compared, slips)
        log.error(
            "Billing counters did not agree with the messages.",
            alarm=log.Alarm.DRIFT,
            tenant=t,
            month=month.id,
            drift=drifts,
        )
        # First, so that a run that dies behind the correction has told of it.
        stores.incidents.open(t, IncidentKind.COUNTER_DRIFT, SUBJECT, said, now)
        writes += _corrections(tenant, month, shards, drifts, slips)
        writes.append(audit.record(t, _entry(month, compared, slips, known, now)))
    try:
        stores.database.commit(*writes)
    except AlreadyExists as error:
        raise WriteRaced("Somebody else compared the same month.") from error
    return Recounted(len(compared), sum(map(len, drifts.values())) + sum(len(difference(s[2], s[1])) for s in slips))


def _due(
    tenant: Tenant,
    month: Period,
    wanted: set[str],
    counters: Mapping[str, Counts],
    known: Versioned[MonthRecount] | None,
    now: datetime,
) -> list[Period]:
    last = known.value.days if known else {}
    since = tenant.zone_since + _ZONE_SETTLES if tenant.zone_since else None
    due = []
    for day in periods.days_in(month, ZoneInfo(tenant.time_zone)):
        name = _name(day)
        before, counted = last.get(name), _told(counters.get(name, {}))
        unknown = before is None and any(counted.values())
        changed = before is not None and counted != before.found
        if since and day.start < since:
            continue
        if day.end <= now and (name in wanted or unknown or changed):
            due.append(day)
    return due


def _count(t: TenantId, day: Period, stats: Stats) -> Counts:
    """How many messages were stored on a day, by the counters that they moved; stops once all are explained."""
    left = stats.count_stored(t, day)
    found: Counter[str] = Counter()
    for kind, names in OF_MESSAGES.items():
        if left <= 0:
            break
        number = stats.count_stored(t, day, author__kind=kind)
        found.update(dict.fromkeys(names, number))
        left -= number
    return _told(found)


def _without_removed(
    t: TenantId, due: Sequence[Period], compared: Mapping[str, DayRecount], recounts: Recounts
) -> dict[str, DayRecount]:
    """Takes what a restore removed for found: it was sent, and a restore must not give it back to be sent again."""
    starts = {_name(day): day.start for day in due}
    kept: dict[str, DayRecount] = {}
    for name, each in compared.items():
        fewer = any(by < 0 for by in each.drift.values())
        if fewer and recounts.removed_since(t, starts[name]):
            most = {metric: max(each.found[metric], each.counted[metric]) for metric in RECOUNTED}
            kept[name] = each.model_copy(update={"found": most})
        else:
            kept[name] = each
    return kept


def _slips(shards: Iterable[Shard]) -> Iterable[_Slip]:
    for shard in shards:
        whole: Counter[str] = Counter()
        for counts in shard.days.values():
            whole.update(counts)
        if difference(whole, shard.month):
            yield _Slip(shard.path, _told(shard.month), _told(whole))


def _corrections(
    tenant: Tenant, month: Period, shards: Sequence[Shard], drifts: Mapping[str, Counts], slips: Sequence[_Slip]
) -> list[Write]:
    """The writes that move the counters by what is missing, on condition that the shards are as they were read."""
    moves: dict[str, Counter[str]] = {}
    for slip in slips:
        moves.setdefault(slip.path, Counter()).update(difference(slip.found, slip.counted))
    for day, drift in drifts.items():
        for metric, by in drift.items():
            for path, part in _spread(tenant, month, shards, day, metric, by).items():
                moves.setdefault(path, Counter()).update({metric: part, f"days.{day}.{metric}": part})
    versions = {shard.path: shard.updated_at for shard in shards}
    return [
        Patch(path, _increments(by), versions[path]) if path in versions else Create(path, _nested(by))
        for path, by in sorted(moves.items())
    ]


def _spread(tenant: Tenant, month: Period, shards: Sequence[Shard], day: str, metric: str, by: int) -> dict[str, int]:
    """Where to add or take: where the plan's limit has room, or where the day has something to take."""
    plan = PLANS[tenant.plan]
    found = {shard.path: shard for shard in shards}
    every = [paths.usage_shard(tenant.id, month.id, n) for n in range(plan.usage_shards)]
    if by > 0:
        used = {path: found[path].month.get(metric, 0) if path in found else 0 for path in every}
        limit = plan.messages_a_month if metric == MESSAGES_OUT else 0
        room = {path: share(limit, len(every), n) - used[path] for n, path in enumerate(every)}
    else:
        room = {path: shard.days.get(day, {}).get(metric, 0) for path, shard in found.items()}
    parts: dict[str, int] = {}
    left = abs(by)
    for path in sorted(room, key=lambda each: (each not in found, -room[each])):
        if left and room[path] > 0:
            parts[path] = min(left, room[path])
            left -= parts[path]
    if left:
        # There is more than the plan allows, or the counter has no limit.
        first = shards[0].path if shards else every[0]
        parts[first] = parts.get(first, 0) + left
    return {path: part if by > 0 else -part for path, part in parts.items()}


def _increments(by: Counter[str]) -> dict[str, object]:
    return {name: Increment(number) for name, number in by.items() if number}


def _nested(by: Counter[str]) -> dict[str, object]:
    fields: dict[str, object] = {name: number for name, number in by.items() if "." not in name}
    days: dict[str, dict[str, int]] = {}
    for name, number in by.items():
        if "." in name:
            _, day, metric = name.split(".")
            days.setdefault(day, {})[metric] = number
    return {**fields, "days": days}


def _entry(
    month: Period,
    compared: Mapping[str, DayRecount],
    slips: Sequence[_Slip],
    known: Versioned[MonthRecount] | None,
    now: datetime,
) -> AuditEntry:
    drifted = {name: each for name, each in compared.items() if each.drift}
    return AuditEntry(
        # Of the recount that it follows on: a commit that the client repeated is the same correction.
        id=digest("drift", month.id, str(known.updated_at if known else "first"), str(now)),
        at=now,
        actor=PLATFORM,
        action="usage.drift_repaired",
        target=month.id,
        before={**{_on(month, n): _of(e.counted, e.drift) for n, e in drifted.items()}, **_shown(slips, 1)},
        after={**{_on(month, n): _of(e.found, e.drift) for n, e in drifted.items()}, **_shown(slips, 2)},
    )


def _shown(slips: Sequence[_Slip], side: int) -> dict[str, object]:
    return {f"shard {s.path.rsplit('/', 1)[-1]}": _of(s[side], difference(s.found, s.counted)) for s in slips}  # type: ignore[arg-type]


def _of(counts: Counts, drift: Counts) -> Counts:
    return {name: counts[name] for name in drift}


def _sentence(month: Period, compared: Mapping[str, DayRecount], slips: Sequence[_Slip]) -> str:
    told = [
        f"{_on(month, name)}: {WORDS[metric]} counted {each.counted[metric]:,}, stored {each.found[metric]:,}."
        for name, each in sorted(compared.items())
        for metric in each.drift
    ]
    told += [
        f"{month.id}: {WORDS[metric]} counted {slip.counted[metric]:,}, by its days {slip.found[metric]:,}."
        for slip in slips
        for metric in difference(slip.found, slip.counted)
    ]
    more = f" And {len(told) - 3} more." if len(told) > 3 else ""
    return f"Counters did not agree with the messages, and were put right. {' '.join(told[:3])}{more}"


def _on(month: Period, name: str) -> str:
    return f"{month.id}-{name[1:]}"


def _name(day: Period) -> str:
    return f"d{day.id[-2:]}"


def _told(counts: Mapping[str, int]) -> Counts:
    return {name: counts.get(name, 0) for name in RECOUNTED}
