"""Queues and tasks as the dispatcher sees them, and the arithmetic of retrying."""

from dataclasses import dataclass, field

UNLIMITED_ATTEMPTS = -1

# A task lives for at most 31 days. Source: CreateQueue in google/cloud/tasks/v2/cloudtasks.proto, read 2026-11.
TASK_RETENTION_S = 31 * 86_400.0


@dataclass(frozen=True, slots=True)
class RateLimits:
    """How fast a queue may dispatch. The defaults are those of a queue created by the real service."""

    max_dispatches_per_second: float = 500.0
    max_burst_size: int = 500
    max_concurrent_dispatches: int = 1000


@dataclass(frozen=True, slots=True)
class RetryConfig:
    """When a failed attempt is repeated. The defaults are those of a queue created by the real service.

    Source: google/cloud/tasks/v2/queue.proto, RetryConfig, read 2026-11.
    """

    max_attempts: int = 100
    max_retry_duration_s: float = 0.0
    min_backoff_s: float = 0.1
    max_backoff_s: float = 3600.0
    max_doublings: int = 16

    def backoff_s(self, failures: int) -> float:
        """Seconds until the next attempt after `failures` (at least 1) failed ones.

        Doubles `max_doublings` times, then grows linearly by the last doubled step: for 10 s, 300 s and 3 doublings
        that is 10, 20, 40, 80, 160, 240, 300, 300.
        """
        step_s = self.min_backoff_s * 2.0 ** min(failures - 1, self.max_doublings)
        linear_steps = max(0, failures - 1 - self.max_doublings)
        return min(step_s * (1 + linear_steps), self.max_backoff_s)

    def gives_up(self, attempts: int, since_first_attempt_s: float) -> bool:
        """Whether no further attempt follows: every limit that is set has been reached, not just one of them."""
        attempts_used = self.max_attempts == UNLIMITED_ATTEMPTS or attempts >= self.max_attempts
        duration_used = self.max_retry_duration_s <= 0 or since_first_attempt_s >= self.max_retry_duration_s
        limited = self.max_attempts != UNLIMITED_ATTEMPTS or self.max_retry_duration_s > 0
        return limited and attempts_used and duration_used


@dataclass(slots=True)
class Queue:
    """A queue's settings and state. `name` is its full resource name."""

    name: str
    rate: RateLimits = field(default_factory=RateLimits)
    retry: RetryConfig = field(default_factory=RetryConfig)
    paused: bool = False
    purged_s: float | None = None

    @property
    def short_name(self) -> str:
        """The last part of the name, as it appears in headers."""
        return self.name.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class HttpCall:
    """The request that a task makes."""

    method: str
    url: str
    headers: dict[str, str]
    body: bytes
    oidc_email: str | None = None
    oidc_audience: str = ""


@dataclass(slots=True, eq=False)
class Task:
    """A task that has not succeeded yet. All times are virtual epoch seconds."""

    name: str
    call: HttpCall
    created_s: float
    schedule_s: float
    deadline_s: float
    named_by_caller: bool
    retry: RetryConfig | None = None
    dispatch_count: int = 0
    response_count: int = 0
    execution_count: int = 0
    first_dispatch_s: float | None = None
    last_dispatch_s: float | None = None
    last_schedule_s: float | None = None
    last_response_s: float | None = None
    last_status: int | None = None
    last_reason: str = ""
    placement: int = 0
    """Rises with each scheduling, so that older entries in the dispatcher's heap are known to be stale."""

    running: int = 0
    """Attempts under way."""

    @property
    def queue_name(self) -> str:
        """The full name of its queue."""
        return self.name.rpartition("/tasks/")[0]

    @property
    def short_name(self) -> str:
        """The last part of the name, as it appears in headers."""
        return self.name.rpartition("/")[2]
