"""Billing counters: sharded documents that move in the commit that stores the message, for the month and for the day.

A month's limit is split over the shards. An inbound message increments one shard blindly. An outbound message may
only be stored together with its increment on a shard that has room, under the condition that the shard is unchanged
since it was read: so racing senders can never pass the limit together, and a crash can never count without storing.
A day's counters stand still once it is over, so that they can be compared with the messages while others are stored.
"""

import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from enum import Enum
from threading import Lock
from typing import Final, NamedTuple

from cachetools import TTLCache

from common import log
from common.errors import AlreadyExists, AppError, QuotaExceeded, WriteRaced
from common.models.ids import TenantId
from common.models.message import AuthorKind
from common.models.spent import Spent
from common.models.tenant import PLANS, Tenant
from common.models.usage import (
    AI_CALLS,
    AI_MICRO_USD,
    AI_TOKENS_IN,
    AI_TOKENS_OUT,
    MESSAGES_OUT,
    OF_AUTHORS,
    Shard,
    Sums,
    day_name,
    period_of,
    share,
)
from common.store import paths
from common.store.database import Create, Database, Increment, Merge, Patch, Write, compare_and_swap
from common.store.spreading import Spread
from common.store.usage_warnings import UsageWarnings

LOOK_AT: Final = range(5, 101, 5)
"""At how many percent of a counter's room the whole month is looked at; counters fill one after the other."""
FULL_TTL_S: Final = 300
"""For how long a process takes a counter for full and tries others before it, in seconds."""


class _Tried(Enum):
    """What became of a try at a shard."""

    FULL = "full"
    COUNTED = "counted"
    CROSSED = "crossed"
    """Counted, and this shard reached one of the levels."""


class Usage:
    """Moves and reads the counters."""

    def __init__(
        self, database: Database, *, pick: Callable[[int], int] = random.randrange, spread: Spread | None = None
    ) -> None:
        self._db = database
        self._pick = pick
        self._spread = spread or Spread()
        self._full: TTLCache[str, int] = TTLCache(maxsize=10_000, ttl=FULL_TTL_S)
        self._lock = Lock()

    def count_blindly(self, tenant: Tenant, at: datetime, counts: Mapping[str, int]) -> Merge:
        """The write that adds `counts` on a random shard."""
        shard = self._pick(self._spread.width(tenant))
        fields = {name: Increment(by) for name, by in counts.items()}
        days = {"days": {day_name(tenant, at): fields}}
        return Merge(paths.usage_shard(tenant.id, period_of(tenant, at), shard), {**fields, **days})

    def count_model(self, tenant: Tenant, at: datetime, spent: Spent) -> None:
        """Adds what a language model used to the month, on a random shard; one write, none where nothing was used."""
        counts = {
            AI_CALLS: spent.calls,
            AI_TOKENS_IN: spent.input_tokens,
            AI_TOKENS_OUT: spent.output_tokens,
            AI_MICRO_USD: spent.price_micro_usd or 0,
        }
        if any(counts.values()):
            self._db.commit(self.count_blindly(tenant, at, counts))

    def commit_outbound(
        self,
        tenant: Tenant,
        at: datetime,
        writes: Sequence[Write],
        *,
        messages: int = 1,
        author: AuthorKind = AuthorKind.PERSON,
        tries: int = 40,
    ) -> None:
        """Makes `writes` together with the count of `messages` outbound messages, if the plan's limit has room.

        Costs one read and one write beside `writes`; near the limit, one read for each shard that is full. With few
        `tries`, `writes` may hold conditions of their own: whoever lost must then look at those again.

        Args:
            tenant: whose.
            at: the present.
            writes: what stores the messages.
            messages: how many they are.
            author: who wrote them.
            tries: how often to try where others count at the same moment.

        Raises:
            QuotaExceeded: the limit is reached.
            AlreadyExists: one of `writes` creates what is there.
            WriteRaced: too many others count at the same moment; trying again helps.
        """
        plan = PLANS[tenant.plan]
        counts = {MESSAGES_OUT: messages}
        if author in OF_AUTHORS:
            counts[OF_AUTHORS[author]] = messages
        moved = {name: Increment(by) for name, by in counts.items() if by}
        for place in self._places(tenant, at):
            tried = compare_and_swap(lambda: self._try_shard(tenant, place, writes, moved, messages), tries=tries)  # noqa: B023
            if tried is _Tried.FULL and messages == 1:
                with self._lock:
                    self._full[place.path] = place.room
            if tried is _Tried.CROSSED:
                self._warn(tenant, at)
            if tried is not _Tried.FULL:
                return
        raise QuotaExceeded(
            f"This month's {plan.messages_a_month:,} messages of the {tenant.plan} plan are used up. "
            "Take a larger plan, or wait for the new month."
        )

    def _places(self, tenant: Tenant, at: datetime) -> list["_Place"]:
        """All the month's counters in the order in which to try them: a random one of those in use first.

        What was full a moment ago comes last, and is tried all the same: a larger plan gives it room again.
        """
        plan = PLANS[tenant.plan]
        width, every = self._spread.width(tenant), range(plan.usage_shards)
        first = self._pick(width)
        numbers = [*((first + offset) % width for offset in range(width)), *every[width:]]
        period, day = period_of(tenant, at), day_name(tenant, at)
        places = [
            _Place(paths.usage_shard(tenant.id, period, n), day, share(plan.messages_a_month, len(every), n))
            for n in numbers
        ]
        with self._lock:
            return sorted(places, key=lambda place: self._full.get(place.path) == place.room)

    def _try_shard(
        self, tenant: Tenant, place: "_Place", writes: Sequence[Write], moved: Mapping[str, object], messages: int
    ) -> _Tried:
        try:
            return self._count_in(place, writes, moved, messages)
        except WriteRaced:
            self._spread.lost(tenant)
            raise

    def _count_in(self, place: "_Place", writes: Sequence[Write], moved: Mapping[str, object], messages: int) -> _Tried:
        found = self._db.get(place.path)
        used = found.data.get(MESSAGES_OUT, 0) if found else 0
        if not isinstance(used, int) or used + messages > place.room:
            return _Tried.FULL
        marks = [-(-place.room * level // 100) for level in LOOK_AT]
        counted = _Tried.CROSSED if any(used < mark <= used + messages for mark in marks) else _Tried.COUNTED
        if found:
            days = {f"days.{place.day}.{name}": by for name, by in moved.items()}
            self._db.commit(*writes, Patch(place.path, {**moved, **days}, found.updated_at))
            return counted
        try:
            self._db.commit(*writes, Create(place.path, {**moved, "days": {place.day: moved}}))
        except AlreadyExists as error:
            # The shard may have been created since we read, or one of `writes` names what is there: look which.
            if self._db.get(place.path) is None:
                raise
            raise WriteRaced("Another message founded the counter at the same moment.") from error
        return counted

    def _warn(self, tenant: Tenant, at: datetime) -> None:
        """Looks whether the month as a whole has reached a level."""
        try:
            UsageWarnings(self._db).give(tenant, at, self.sums(tenant, at).month)
        except AppError as error:
            # The message is stored; the next shard or the hour's roll-up warns instead.
            log.warning("A warning about the plan's limit was not recorded.", error=error.detail)

    def current(self, tenant: Tenant, at: datetime) -> dict[str, int]:
        """The sums of the month's counters; one read a shard."""
        return self.sums(tenant, at).month

    def sums(self, tenant: Tenant, at: datetime) -> Sums:
        """The month's counters and those of its days; one read a shard."""
        return summed(self.shards(tenant.id, period_of(tenant, at)))

    def shards(self, t: TenantId, period: str) -> list[Shard]:
        """The counter documents of a month, all as of one moment; one read each."""
        found = self._db.query(paths.usage_shards(t, period), limit=1000)
        return [Shard(f.path, _integers(f.data), _days(f.data.get("days")), f.updated_at) for f in found]


def summed(shards: Sequence[Shard]) -> Sums:
    """The counters over all shards."""
    month: Counter[str] = Counter()
    days: dict[str, Counter[str]] = {}
    for shard in shards:
        month.update(shard.month)
        for name, counts in shard.days.items():
            days.setdefault(name, Counter()).update(counts)
    return Sums(dict(month), {name: dict(counts) for name, counts in days.items()}, len(shards))


class _Place(NamedTuple):
    """Where a message is counted."""

    path: str
    day: str
    room: int
    """How many messages the shard may count."""


def _days(of_days: object) -> dict[str, dict[str, int]]:
    found = of_days if isinstance(of_days, Mapping) else {}
    return {name: _integers(counts) for name, counts in found.items()}


def _integers(data: Mapping[str, object]) -> dict[str, int]:
    return {name: value for name, value in data.items() if isinstance(value, int)}
