"""Token buckets on the virtual clock: how providers limit a number, a chat or a pair."""

import math
from dataclasses import dataclass

from infra.local.simulators.contracts import Clock


@dataclass(frozen=True)
class SimLimits:
    """How much the simulated providers take; None switches a limit off.

    Source: WhatsApp throughput, pair limits and templates (Meta, read 2026-05-21); Telegram Bots FAQ (read 2026-05).
    """

    whatsapp_per_s: int | None = 80
    whatsapp_pair_burst: int | None = 45
    whatsapp_pair_interval_s: float = 6.0
    whatsapp_templates_per_hour: int | None = 100
    telegram_per_s: int | None = 30
    telegram_chat_burst: int | None = 10


class Buckets:
    """One bucket per key, each full at first."""

    def __init__(self, clock: Clock, *, capacity: int | None, refill_per_s: float) -> None:
        self._clock = clock
        self._capacity = capacity
        self._refill_per_s = refill_per_s
        self._levels: dict[str, tuple[float, float]] = {}

    def take(self, key: str, *, force: bool = False) -> float:
        """Takes one token; 0.0 when there was one, else the seconds until there will be.

        Args:
            force: takes it even below zero, for traffic that counts but is never refused.
        """
        if self._capacity is None:
            return 0.0
        now = self._clock.now()
        level, at = self._levels.get(key, (float(self._capacity), now))
        level = min(float(self._capacity), level + max(0.0, now - at) * self._refill_per_s)
        if level < 1.0 and not force:
            self._levels[key] = (level, now)
            return (1.0 - level) / self._refill_per_s
        self._levels[key] = (max(level - 1.0, -float(self._capacity)), now)
        return 0.0


def whole_seconds(wait_s: float) -> int:
    """Seconds to put into a Retry-After: rounded up, at least 1."""
    return max(1, math.ceil(wait_s))
