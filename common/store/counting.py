"""The numbers of a span: by looking at each message where there are few, by aggregations where there are many."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from common.models.ids import ChannelId, TenantId
from common.models.message import Direction
from common.models.periods import Period
from common.models.stats import OUTBOUND_AUTHORS, OUTBOUND_STATUSES, Durations, PeriodStats, Traffic, empty, tally
from common.models.status import MessageStatus
from common.store.stats import Stats

FEW: Final = 40
"""Up to so many messages a scan costs no more reads than the aggregations would."""


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


class Vocabulary(NamedTuple):
    """The values that are counted apart."""

    channels: Sequence[ChannelId]
    """The tenant's channels, those that are disconnected too."""
    reasons: Sequence[str]
    """The classes of errors."""
    categories: Sequence[str] = CHARGES
    """What providers charge for."""


def count_span(t: TenantId, span: Period, *, words: Vocabulary, stats: Stats) -> PeriodStats:
    """The numbers of a span as they are now; at most min(n, 40·⌈n/1000⌉) + 2 reads for n messages, see decision 7.

    How many different people wrote is known of whole hours, days and months alone.

    Args:
        t: the tenant.
        span: an hour, or a part of one.
        words: the values that are counted apart.
        stats: where the messages are counted.
    """
    total = stats.count(t, span)
    if total <= FEW:
        record = tally(span, stats.scan(t, span, limit=FEW + 1)) if total else empty(span)
    else:
        record = _Counting(t, span, stats).record(total, words)
    return record.model_copy(update={"resolutions": _durations(stats.sum_resolutions(t, span))})


class _Counting:
    """Counts by aggregations, and stops at each question once every message is accounted for."""

    def __init__(self, t: TenantId, span: Period, stats: Stats) -> None:
        self._t = t
        self._span = span
        self._stats = stats

    def record(self, total: int, words: Vocabulary) -> PeriodStats:
        outbound = self._count(direction=Direction.OUT)
        statuses = self._split(outbound, OUTBOUND_STATUSES, "status", direction=Direction.OUT)
        failed = statuses.get(MessageStatus.FAILED, 0)
        billable = self._count(pricing__billable=True) if outbound else 0
        inbound = total - outbound
        return PeriodStats.model_validate(
            {
                **empty(self._span).model_dump(),
                "inbound": inbound,
                "outbound": outbound,
                "channels": self._by_channel(total, outbound, words.channels),
                "authors": self._split(outbound, OUTBOUND_AUTHORS, "author__kind"),
                "statuses": statuses,
                "failures": self._split(failed, words.reasons, "failure__reason", status=MessageStatus.FAILED),
                "charges": self._split(billable, words.categories, "pricing__category", pricing__billable=True),
                "first_responses": self._responses() if outbound and inbound else Durations(),
                "new_contacts": self._count(founds_contact=True) if inbound else 0,
                "active_contacts": self._stats.count_present(self._t, self._span) if inbound else 0,
            }
        )

    def _by_channel(self, total: int, outbound: int, channels: Sequence[ChannelId]) -> Mapping[ChannelId, Traffic]:
        both = self._split(total, channels, "channel_id")
        out = self._split(outbound, list(both), "channel_id", direction=Direction.OUT)
        return {ChannelId(c): Traffic(inbound=n - out.get(c, 0), outbound=out.get(c, 0)) for c, n in both.items()}

    def _split(self, total: int, values: Iterable[str], field: str, **equal: object) -> dict[str, int]:
        """How `total` messages are spread over `values`; what none of them explains is `unknown`."""
        left, found = total, dict[str, int]()
        for value in values:
            if left <= 0:
                break
            if number := self._count(**equal, **{field: value}):
                found[value] = number
                left -= number
        if left > 0:
            found["unknown"] = found.get("unknown", 0) + left
        return found

    def _responses(self) -> Durations:
        return _durations(self._stats.sum(self._t, self._span, "first_response_s", answers=True))

    def _count(self, **equal: object) -> int:
        return self._stats.count(self._t, self._span, **equal)


def _durations(found: tuple[int, int]) -> Durations:
    return Durations(count=found[0], sum_s=found[1])
