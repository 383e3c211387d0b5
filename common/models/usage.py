"""What is counted of a tenant's use of the platform, when, and what a plan allows of it."""

import math
from datetime import datetime
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from common.models.message import AuthorKind
from common.models.tenant import PLANS, Tenant

MESSAGES_IN: Final = "messages_in"
MESSAGES_OUT: Final = "messages_out"
MESSAGES_ECHOED: Final = "messages_echoed"
"""Written on the business's own phone; they use nothing up."""
CAMPAIGN_SENDS: Final = "campaign_sends"
AI_REPLIES: Final = "ai_replies"
MEDIA_BYTES: Final = "media_bytes"
"""Of files that came in, and of those that people uploaded to send."""
AI_CALLS: Final = "ai_calls"
"""Answers of language models that were paid for."""
AI_TOKENS_IN: Final = "ai_tokens_in"
AI_TOKENS_OUT: Final = "ai_tokens_out"
AI_MICRO_USD: Final = "ai_micro_usd"
"""What they cost, in millionths of a US dollar, as far as the models' prices are known."""
METRICS: Final = (
    MESSAGES_IN,
    MESSAGES_OUT,
    MESSAGES_ECHOED,
    CAMPAIGN_SENDS,
    AI_REPLIES,
    MEDIA_BYTES,
    AI_CALLS,
    AI_TOKENS_IN,
    AI_TOKENS_OUT,
    AI_MICRO_USD,
)
"""Every counter of a month that people look at."""
OF_AUTHORS: Final = {AuthorKind.AGENT: AI_REPLIES, AuthorKind.CAMPAIGN: CAMPAIGN_SENDS}
"""What counts the outbound messages of an author apart."""
OF_MESSAGES: Final = {
    AuthorKind.CONTACT: (MESSAGES_IN,),
    AuthorKind.PERSON: (MESSAGES_OUT,),
    AuthorKind.AGENT: (MESSAGES_OUT, AI_REPLIES),
    AuthorKind.CAMPAIGN: (MESSAGES_OUT, CAMPAIGN_SENDS),
    AuthorKind.PHONE: (MESSAGES_ECHOED,),
}
"""What a message of each author moves; the counters that a look at the messages can tell again."""
RECOUNTED: Final = (MESSAGES_IN, MESSAGES_OUT, MESSAGES_ECHOED, AI_REPLIES, CAMPAIGN_SENDS)
FIRESTORE_READS: Final = "firestore_reads"
FIRESTORE_WRITES: Final = "firestore_writes"
FIRESTORE_DELETES: Final = "firestore_deletes"
TASKS: Final = "tasks"
"""Tasks that were queued."""
SHARD_WRITES_S: Final = 1.0
"""How often a counter document may be written for long, in writes a second.

Source: https://firebase.google.com/docs/firestore/best-practices, updates to a single document (read 2026-11).
"""
BURST: Final = 3
"""How many times busier than its hour the busiest minutes are taken to be."""
LEVELS: Final = (80, 100)
"""At how many percent of a limit people are warned."""


class Sums(NamedTuple):
    """A month's counters over all shards."""

    month: dict[str, int]
    """By name."""
    days: dict[str, dict[str, int]]
    """By day and name; a day without any is left out."""
    shards: int
    """How many documents there are."""

    def day(self, tenant: Tenant, at: datetime) -> dict[str, int]:
        """The counters of the day that `at` lies in."""
        return self.days.get(day_name(tenant, at), {})


class Shard(NamedTuple):
    """One counter document of a month, as it was read."""

    path: str
    month: dict[str, int]
    """By name."""
    days: dict[str, dict[str, int]]
    """By day and name."""
    updated_at: datetime


class Warned(NamedTuple):
    """A warning that was given."""

    metric: str
    level: int
    used: int
    limit: int
    at: datetime


def period_of(tenant: Tenant, at: datetime) -> str:
    """The month, `YYYY-MM`, in the tenant's time zone."""
    return at.astimezone(ZoneInfo(tenant.time_zone)).strftime("%Y-%m")


def day_name(tenant: Tenant, at: datetime) -> str:
    """The field of a day's counters, `d01` to `d31`, in the tenant's time zone."""
    return at.astimezone(ZoneInfo(tenant.time_zone)).strftime("d%d")


def share(limit: int, shards: int, shard: int) -> int:
    """The part of `limit` that is `shard`'s."""
    return limit // shards + (1 if shard < limit % shards else 0)


def shards_for(messages: int, most: int) -> int:
    """Over how many counters an hour with so many messages is to be spread; from 1 to `most`."""
    writes_s = messages * BURST / 3600
    return max(1, min(most, math.ceil(writes_s / SHARD_WRITES_S)))


def limits_of(tenant: Tenant) -> dict[str, int]:
    """What the plan limits, by counter."""
    return {MESSAGES_OUT: PLANS[tenant.plan].messages_a_month}


def level_of(used: int, limit: int | None) -> int:
    """The level that is reached: 0, 80 or 100."""
    return max((level for level in LEVELS if limit is not None and used * 100 >= limit * level), default=0)
