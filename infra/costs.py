"""What messages cost to carry, by the operations that the budgets allow: `python -m infra.costs` prints the table."""

from typing import Final, NamedTuple

from common.models.usage import FIRESTORE_READS, FIRESTORE_WRITES
from functions.usage.service.prices import CLOUD_TASKS, FIRESTORE, OPERATIONS_A_TASK, Price

MONTHS: Final = (1_000, 100_000, 10_000_000)
"""Messages a month that the guide tells the costs of."""
FREE_TASK_OPERATIONS: Final = 1_000_000
"""A month, for the whole project."""


class Share(NamedTuple):
    """What one of a number of messages causes."""

    cause: str
    of_messages: float
    """How many of all messages cause it."""
    writes: float = 0
    reads: float = 0
    tasks: float = 0


SHARES: Final = (
    Share("a customer's message", 0.5, writes=4, reads=1),
    Share("a reply, until it is sent", 0.5, writes=6, reads=5, tasks=1),
    Share("two receipts of a reply", 0.5, writes=2, reads=2),
    Share("the roll-up of its hour", 1, reads=1),
    Share("a list of 25 conversations, for every five messages", 0.2, reads=26),
)
"""Half of the messages are the customers'; the figures are those budgets of the architecture (§9), so the most."""


class Bill(NamedTuple):
    """A month's operations and their price in US dollars."""

    messages: int
    writes: float
    reads: float
    task_operations: float
    usd: float


def bill(messages: int) -> Bill:
    """What so many messages in a month cost; Firestore's daily free quota is left out."""
    writes, reads, tasks = (
        messages * sum(share.of_messages * each for share, each in zip(SHARES, column, strict=True))
        for column in zip(*((share.writes, share.reads, share.tasks) for share in SHARES), strict=True)
    )
    operations = tasks * OPERATIONS_A_TASK
    usd = (
        _usd(writes, FIRESTORE.prices[FIRESTORE_WRITES])
        + _usd(reads, FIRESTORE.prices[FIRESTORE_READS])
        + _usd(max(0, operations - FREE_TASK_OPERATIONS), CLOUD_TASKS.prices["operations"])
    )
    return Bill(messages, writes, reads, operations, usd)


def _usd(quantity: float, price: Price) -> float:
    return quantity * price.micro_usd / price.per / 1_000_000


def table() -> str:
    """The table of the guide, in Markdown."""
    rows = [
        "| messages a month | writes | reads | operations of Cloud Tasks | US dollars |",
        "| ---: | ---: | ---: | ---: | ---: |",
        *(
            f"| {one.messages:,} | {one.writes:,.0f} | {one.reads:,.0f} | {one.task_operations:,.0f} | {one.usd:,.2f} |"
            for one in map(bill, MONTHS)
        ),
    ]
    return "\n".join(rows)


if __name__ == "__main__":
    print(table())
