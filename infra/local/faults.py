"""Faults on demand: which of the next calls to a part of the stack go wrong, and how."""

from collections import deque
from collections.abc import Container
from dataclasses import dataclass
from enum import StrEnum


class FaultTarget(StrEnum):
    """The parts of the stack that can be told to misbehave."""

    GRAPH = "graph"
    TELEGRAM = "telegram"
    OPENAI = "openai"
    DRIVE = "drive"
    TASKS = "tasks"
    EVENTS = "events"


class FaultMode(StrEnum):
    """What goes wrong with a call."""

    ERROR_500 = "500"
    THROTTLED_429 = "429"
    TIMEOUT = "timeout"
    DROP_AFTER_ACCEPT = "drop_after_accept"
    DUPLICATE = "duplicate"
    REORDER = "reorder"
    KILL = "kill"
    REFUSE = "refuse"
    """A language model declines."""
    MALFORMED = "malformed"
    """A language model's answer breaks off in the middle."""
    RATE_LIMIT = "rate_limit"
    """Drive says 403 `userRateLimitExceeded`."""
    QUOTA_FULL = "quota_full"
    """Drive says 403 `storageQuotaExceeded` of an upload."""
    SESSION_GONE = "session_gone"
    """Drive forgets an upload and says 404."""
    MID_CHUNK = "mid_chunk"
    """Drive keeps half of a chunk and says 503."""
    REVOKED = "revoked"
    """The person takes the app's access to their Drive away."""


class InvalidFaultError(ValueError):
    """The fault asked for does not exist; the message lists what does."""


@dataclass(frozen=True, slots=True)
class PendingFault:
    """A fault that has calls left."""

    target: str
    mode: str
    remaining: int


class Faults:
    """The faults that are still to happen, first in first out for each target."""

    def __init__(self) -> None:
        self._pending: dict[FaultTarget, deque[tuple[FaultMode, int]]] = {target: deque() for target in FaultTarget}

    def set(self, target: str, mode: str, count: int = 1) -> None:
        """Makes the next `count` calls of `target` go wrong, after those that are already pending.

        Raises:
            InvalidFaultError: unknown target or mode, or a count below 1.
        """
        if target not in set(FaultTarget):
            raise InvalidFaultError(f"unknown target {target!r}; known: {', '.join(FaultTarget)}")
        if mode not in set(FaultMode):
            raise InvalidFaultError(f"unknown mode {mode!r}; known: {', '.join(FaultMode)}")
        if count < 1:
            raise InvalidFaultError(f"count must be at least 1, not {count}")
        self._pending[FaultTarget(target)].append((FaultMode(mode), count))

    def take(self, target: str, *, not_yet: Container[str] = (), only: Container[str] | None = None) -> str | None:
        """The mode of the next call of `target`, counting it down; None when the call is to go well.

        Args:
            target: what is called.
            not_yet: modes that cannot happen to this call, and wait for one to which they can.
            only: the modes that can happen to it, where not all can.
        """
        entries = self._pending[FaultTarget(target)]
        if not entries or entries[0][0] in not_yet or (only is not None and entries[0][0] not in only):
            return None
        mode, remaining = entries.popleft()
        if remaining > 1:
            entries.appendleft((mode, remaining - 1))
        return mode.value

    def clear(self) -> None:
        """Forgets every pending fault."""
        for entries in self._pending.values():
            entries.clear()

    def pending(self) -> list[PendingFault]:
        """What is still to go wrong, in the order in which it will."""
        return [
            PendingFault(target.value, mode.value, remaining)
            for target, entries in self._pending.items()
            for mode, remaining in entries
        ]
