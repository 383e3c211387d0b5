"""What the local stack shows about a queue."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class QueueStats:
    """A queue at one moment. Counts are since the start of the process."""

    name: str
    """The queue's short name."""

    state: str
    """`RUNNING` or `PAUSED`."""

    depth: int
    """Tasks in the queue, delayed ones and those under way included."""

    oldest_age_s: float | None
    """Age of the oldest task in virtual seconds; None when the queue is empty."""

    oldest_due_s: float | None
    """When the oldest task was or will be due, in virtual epoch seconds; None when the queue is empty."""

    last_minute: int
    """Attempts within the last virtual minute."""

    in_flight: int
    """Attempts under way."""

    dispatched: int
    """Attempts made."""

    failures: int
    """Attempts that did not end with 2xx."""

    given_up: int
    """Tasks deleted because their attempts were used up."""

    rate_per_s: float
    """The present rate limit, lowered while the worker answers 429 or 503."""
