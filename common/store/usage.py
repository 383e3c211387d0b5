"""Billing counters: sharded documents that move in the commit that stores the message.

A month's limit is split over the shards. An inbound message increments one shard blindly. An outbound message may
only be stored together with its increment on a shard that has room, under the condition that the shard is unchanged
since it was read: so racing senders can never pass the limit together, and a crash can never count without storing.
"""

import random
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from common.errors import AlreadyExists, QuotaExceeded, WriteRaced
from common.models.ids import TenantId
from common.models.spent import Spent
from common.models.tenant import PLANS, Tenant
from common.store import paths
from common.store.database import Create, Database, Increment, Merge, Patch, Write, compare_and_swap

MESSAGES_IN: Final = "messages_in"
MESSAGES_OUT: Final = "messages_out"
AI_CALLS: Final = "ai_calls"
"""Answers of language models that were paid for."""
AI_TOKENS_IN: Final = "ai_tokens_in"
AI_TOKENS_OUT: Final = "ai_tokens_out"
AI_MICRO_USD: Final = "ai_micro_usd"
"""What they cost, in millionths of a US dollar, as far as the models' prices are known."""
METRICS: Final = (MESSAGES_IN, MESSAGES_OUT, AI_CALLS, AI_TOKENS_IN, AI_TOKENS_OUT, AI_MICRO_USD)
"""Every counter of a month."""


def period_of(tenant: Tenant, at: datetime) -> str:
    """The month, `YYYY-MM`, in the tenant's time zone."""
    return at.astimezone(ZoneInfo(tenant.time_zone)).strftime("%Y-%m")


def share(limit: int, shards: int, shard: int) -> int:
    """The part of `limit` that is `shard`'s."""
    return limit // shards + (1 if shard < limit % shards else 0)


class Usage:
    """Moves and reads the counters."""

    def __init__(self, database: Database, *, pick: Callable[[int], int] = random.randrange) -> None:
        self._db = database
        self._pick = pick

    def count_blindly(self, tenant: Tenant, at: datetime, counts: Mapping[str, int]) -> Merge:
        """The write that adds `counts` on a random shard."""
        shard = self._pick(PLANS[tenant.plan].usage_shards)
        fields = {name: Increment(by) for name, by in counts.items()}
        return Merge(paths.usage_shard(tenant.id, period_of(tenant, at), shard), fields)

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
        self, tenant: Tenant, at: datetime, writes: Sequence[Write], *, messages: int = 1, tries: int = 40
    ) -> None:
        """Makes `writes` together with the count of `messages` outbound messages, if the plan's limit has room.

        Costs one read and one write beside `writes`; near the limit, one read for each shard that is full. With few
        `tries`, `writes` may hold conditions of their own: whoever lost must then look at those again.

        Raises:
            QuotaExceeded: the limit is reached.
            AlreadyExists: one of `writes` creates what is there.
            WriteRaced: too many others count at the same moment; trying again helps.
        """
        plan = PLANS[tenant.plan]
        shards = plan.usage_shards
        period = period_of(tenant, at)
        first = self._pick(shards)
        for offset in range(shards):
            shard = (first + offset) % shards
            room = share(plan.messages_a_month, shards, shard)
            if compare_and_swap(lambda: self._try_shard(tenant.id, period, shard, room, writes, messages), tries=tries):  # noqa: B023
                return
        raise QuotaExceeded(
            f"This month's {plan.messages_a_month:,} messages of the {tenant.plan} plan are used up. "
            "Take a larger plan, or wait for the new month."
        )

    def _try_shard(
        self, t: TenantId, period: str, shard: int, room: int, writes: Sequence[Write], messages: int
    ) -> bool:
        path = paths.usage_shard(t, period, shard)
        found = self._db.get(path)
        used = found.data.get(MESSAGES_OUT, 0) if found else 0
        if not isinstance(used, int) or used + messages > room:
            return False
        if found:
            self._db.commit(*writes, Patch(path, {MESSAGES_OUT: Increment(messages)}, found.updated_at))
            return True
        try:
            self._db.commit(*writes, Create(path, {MESSAGES_OUT: messages}))
        except AlreadyExists as error:
            # The shard may have been created since we read, or one of `writes` names what is there: look which.
            if self._db.get(path) is None:
                raise
            raise WriteRaced("Another message founded the counter at the same moment.") from error
        return True

    def current(self, tenant: Tenant, at: datetime) -> dict[str, int]:
        """The sums of the month's counters; one read a shard."""
        period = period_of(tenant, at)
        sums: dict[str, int] = {}
        for found in self._db.query(paths.usage_shards(tenant.id, period), limit=1000):
            for name, value in found.data.items():
                if isinstance(value, int):
                    sums[name] = sums.get(name, 0) + value
        return sums
