"""The token bucket of a queue, with the slow-down that 429 and 503 cause."""

from infra.local.tasks.model import RateLimits

# The real service publishes neither step; these make a slow-down visible and let the queue recover within some
# tens of successes.
_SLOW_DOWN = 0.5
_RECOVERY = 1.2
_FLOOR_PER_S = 1.0


class TokenBucket:
    """Says when the next dispatch may start. Times are epoch seconds of whichever clock the caller uses."""

    def __init__(self, limits: RateLimits, now_s: float) -> None:
        """A full bucket at full rate."""
        self._limits = limits
        self._tokens = float(limits.max_burst_size)
        self._filled_s = now_s
        self._factor = 1.0

    @property
    def effective_per_s(self) -> float:
        """The present rate: the configured one, lowered while the worker is overloaded."""
        configured = self._limits.max_dispatches_per_second
        return max(configured * self._factor, min(_FLOOR_PER_S, configured))

    def change_limits(self, limits: RateLimits, now_s: float) -> None:
        """Goes on with new limits; tokens already collected stay."""
        self._refill(now_s)
        self._limits = limits
        self._tokens = min(self._tokens, self._capacity)

    def take(self, now_s: float) -> bool:
        """Takes a token if there is one."""
        self._refill(now_s)
        if self._tokens < 1.0:
            return False
        self._tokens -= 1.0
        return True

    def next_s(self, now_s: float) -> float:
        """When there will be a token."""
        self._refill(now_s)
        return now_s + max(0.0, 1.0 - self._tokens) / self.effective_per_s

    def slow_down(self, now_s: float) -> None:
        """The worker answered 429 or 503: halves the rate of the whole queue."""
        self._refill(now_s)
        self._factor = max(self._factor * _SLOW_DOWN, _FLOOR_PER_S / self._limits.max_dispatches_per_second)
        self._factor = min(self._factor, 1.0)
        # A full burst would hide the slow-down for as long as it lasts.
        self._tokens = min(self._tokens, self._capacity)

    def recover(self) -> None:
        """The worker answered 2xx: the rate rises again, up to the configured one."""
        self._factor = min(1.0, self._factor * _RECOVERY)

    @property
    def _capacity(self) -> float:
        return max(1.0, self._limits.max_burst_size * self._factor)

    def _refill(self, now_s: float) -> None:
        # The cap does not take tokens away: it only ends the filling.
        earned = max(0.0, now_s - self._filled_s) * self.effective_per_s
        self._tokens = max(self._tokens, min(self._capacity, self._tokens + earned))
        self._filled_s = now_s
