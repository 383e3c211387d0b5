"""What the simulators need from the rest of the local stack, and the few types they share."""

from collections.abc import Container
from datetime import UTC, datetime
from typing import Any, Literal, Protocol

Json = dict[str, Any]
"""A provider's JSON object on its way in or out; the simulators are the boundary, so it stays untyped here."""

Provider = Literal["whatsapp", "telegram"]


class Clock(Protocol):
    """The virtual clock of the stack."""

    def now(self) -> float:
        """Epoch seconds."""
        ...

    async def wait_until(self, epoch_s: float) -> None:
        """Returns once `now()` has reached that instant, also when the clock is moved on."""
        ...


class Faults(Protocol):
    """The faults a person or a test has asked for."""

    def take(self, target: str, *, not_yet: Container[str] = (), only: Container[str] | None = None) -> str | None:
        """The mode of the next call to that target, counted down; None is a call without a fault.

        Modes `not_yet` possible, or not among the `only` possible ones, wait for another call.
        """
        ...


def rfc3339(epoch_s: float) -> str:
    """That instant as `2026-01-31T12:00:00.000Z`."""
    return datetime.fromtimestamp(epoch_s, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
