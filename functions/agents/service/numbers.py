"""What agents did in a range of days, from counters that moved with each answer."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from common.errors import Fault, Invalid
from common.models.agent import AgentDay, latency_percentile_ms
from common.models.ids import TenantId
from common.store.agents import Agents
from common.store.tenants import Tenants
from functions.agents.schemas import LONGEST_RANGE_DAYS, AgentNumbers, DayNumbers, Numbers, NumbersQuery

DAYS: Final = 30
"""How many days are told where nobody says."""


def numbers(t: TenantId, query: NumbersQuery, now: datetime, *, agents: Agents, tenants: Tenants) -> AgentNumbers:
    """What the tenant's agents did; a read for each day, agent and counter.

    Raises:
        Invalid: the range is none, or too long.
    """
    today = now.astimezone(ZoneInfo(tenants.get(t).time_zone)).date()
    last = query.last or today
    first = query.first or last - timedelta(days=DAYS - 1)
    if not 0 <= (last - first).days < LONGEST_RANGE_DAYS:
        detail = f"Take a range of 1 to {LONGEST_RANGE_DAYS} days."
        raise Invalid(detail, faults=[Fault("/query/from", detail)])
    found = agents.days(t, first.isoformat(), last.isoformat())
    if query.agent_id:
        found = [each for each in found if each.agent_id == query.agent_id]
    by_day = _grouped(found, [each.day for each in found])
    by_agent = _grouped(found, [each.agent_id for each in found])
    every_day = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return AgentNumbers(
        first=first,
        last=last,
        total=_sum(found),
        by_agent={id_: _sum(entries) for id_, entries in sorted(by_agent.items())},
        days=[_of_day(day, by_day.get(day.isoformat(), [])) for day in every_day],
    )


def _grouped(found: Sequence[AgentDay], keys: Sequence[str]) -> dict[str, list[AgentDay]]:
    groups: dict[str, list[AgentDay]] = {}
    for key, entry in zip(keys, found, strict=True):
        groups.setdefault(key, []).append(entry)
    return groups


def _of_day(day: date, entries: Iterable[AgentDay]) -> DayNumbers:
    return DayNumbers(day=day, **_sum(entries).model_dump())


def _sum(entries: Iterable[AgentDay]) -> Numbers:
    sums: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    latencies: Counter[str] = Counter()
    for each in entries:
        sums.update(each.model_dump(exclude={"day", "agent_id", "hand_overs", "latencies"}))
        reasons.update(each.hand_overs)
        latencies.update(each.latencies)
    answers = sums["answers"]
    return Numbers(
        answers=answers,
        hand_overs=reasons.total(),
        hand_overs_by_reason=dict(reasons),
        input_tokens=sums["input_tokens"],
        output_tokens=sums["output_tokens"],
        price_micro_usd=sums["price_micro_usd"],
        mean_latency_ms=round(sums["latency_ms"] / answers) if answers else None,
        p50_latency_ms=latency_percentile_ms(latencies, 0.5),
        p95_latency_ms=latency_percentile_ms(latencies, 0.95),
    )
