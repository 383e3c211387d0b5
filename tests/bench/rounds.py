"""What both sides of the throughput comparison share: short rounds, told on standard input, answered as JSON."""

import json
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Final

CONNECTIONS: Final = 16
CONTACTS: Final = 320
"""Each connection writes for its own 20 people, so that neither side fights over a document."""


@dataclass(frozen=True)
class Round:
    """What one round came to."""

    done: int
    """Pieces of work that succeeded."""
    took_s: float
    """From the first start to the last end."""
    latencies_ms: list[float]
    """How long each took."""

    @property
    def per_s(self) -> float:
        """The throughput."""
        return self.done / self.took_s

    def quantile_ms(self, part: float) -> float:
        """The latency below which `part` of the work stayed."""
        ordered = sorted(self.latencies_ms)
        return ordered[min(len(ordered) - 1, int(len(ordered) * part))]


def sender_of(contact: int) -> str:
    """The phone number of a contact."""
    return f"49151{contact:08}"


def contacts_of(connection: int) -> list[int]:
    """The contacts that a connection writes for."""
    return list(range(connection, CONTACTS, CONNECTIONS))


def serve_rounds(run: Callable[[float], Round]) -> None:
    """Runs a round of as many seconds as each line of standard input says, and answers it with a line."""
    for line in sys.stdin:
        print(json.dumps(asdict(run(float(line)))), flush=True)  # noqa: T201
