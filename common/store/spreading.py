"""Over how many counters of a month a tenant's messages are spread: as few as its rate allows, since each is a read.

Every counter has its share of the plan's limit from the beginning, so how many are used is nothing that processes
would have to agree on. The hours' roll-ups say how many the tenant's busiest hour needs; beyond that each process goes
by what it sees itself: how often it counts, and how often somebody else was faster.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Final

from cachetools import LRUCache

from common.models.ids import TenantId
from common.models.tenant import PLANS, Tenant
from common.models.usage import SHARD_WRITES_S

WINDOW_S: Final = 10.0
"""How often a process looks whether it uses too many or too few, in seconds."""


@dataclass
class _Seen:
    since_s: float
    writes: int = 0
    lost: int = 0
    width: int = 1


class Spread:
    """How many counters this process uses of each tenant."""

    def __init__(self, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._seen: LRUCache[TenantId, _Seen] = LRUCache(maxsize=10_000)
        self._lock = Lock()

    def width(self, tenant: Tenant) -> int:
        """How many to choose from for one more message."""
        most = PLANS[tenant.plan].usage_shards
        with self._lock:
            seen = self._at(tenant)
            seen.writes += 1
            if seen.writes > WINDOW_S * SHARD_WRITES_S * seen.width:
                seen.width = min(most, seen.width * 2)
            return min(most, max(seen.width, tenant.usage_shards))

    def lost(self, tenant: Tenant) -> None:
        """Notes that somebody else wrote a counter of the tenant at the same moment."""
        most = PLANS[tenant.plan].usage_shards
        with self._lock:
            seen = self._at(tenant)
            seen.lost += 1
            seen.width = min(most, max(seen.width, tenant.usage_shards) * 2)

    def _at(self, tenant: Tenant) -> _Seen:
        now_s = self._monotonic()
        seen = self._seen.setdefault(tenant.id, _Seen(now_s))
        gone_s = now_s - seen.since_s
        if gone_s >= WINDOW_S:
            quiet = not seen.lost and seen.writes < gone_s * SHARD_WRITES_S * seen.width / 4
            width = max(1, seen.width // 2) if quiet else seen.width
            seen = self._seen[tenant.id] = _Seen(now_s, width=width)
        return seen
