"""What a month costs, by the operations that the budgets allow: `python -m infra.costs` prints the guide's tables."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import takewhile
from typing import Final, NamedTuple

from cronsim import CronSim

from common.models.usage import FIRESTORE_READS, FIRESTORE_WRITES
from functions.usage.service.prices import CLOUD_TASKS, FIRESTORE, OPERATIONS_A_TASK, Price, Table
from infra.deploy.runtime import RUNTIME, Runtime
from infra.schedules import SCHEDULES

MONTHS: Final = (1_000, 100_000, 10_000_000)
"""Messages a month that the guide tells the costs of."""
HOURS_A_MONTH: Final = 730
REQUEST_S: Final = 0.2
"""How long a request is taken to keep its machine busy, alone; where many share one, they cost less."""
FREE_TASK_OPERATIONS: Final = 1_000_000
"""A month, for the whole project."""
FREE_SCHEDULES: Final = 3
"""For each billing account."""

FIRESTORE_REGIONAL: Final = Table(
    date(2026, 11, 26),
    "https://firebase.google.com/docs/firestore/pricing (the region of Oregon; beyond the free quota)",
    {FIRESTORE_READS: Price(30_000, 100_000), FIRESTORE_WRITES: Price(90_000, 100_000)},
)
CLOUD_RUN: Final = Table(
    date(2026, 11, 26),
    "https://cloud.google.com/run/pricing (request-based billing, regions of Tier 1; beyond the free quota)",
    {"cpu_s": Price(24_000, 1_000), "gib_s": Price(2_500, 1_000), "requests": Price(400_000, 1_000_000)},
)
"""What functions of the second generation cost while they serve a request."""
CLOUD_RUN_IDLE: Final = Table(
    date(2026, 11, 26),
    "https://cloud.google.com/run/pricing (idle minimum instances; as quoted elsewhere between 2026-04 and 2026-10)",
    {"cpu_s": Price(2_500, 1_000), "gib_s": Price(2_500, 1_000)},
)
"""What instances cost that are kept warm, while they serve none."""
CLOUD_SCHEDULER: Final = Table(
    date(2026, 11, 26), "https://cloud.google.com/scheduler/pricing (beyond three)", {"schedules": Price(100_000, 1)}
)


class Share(NamedTuple):
    """What one of a number of messages causes."""

    cause: str
    of_messages: float
    """How many of all messages cause it."""
    writes: float = 0
    reads: float = 0
    tasks: float = 0
    requests: tuple[str, ...] = ()
    """The functions that are called, each once for every time that it is named."""


SHARES: Final = (
    Share("a customer's message", 0.5, writes=4, reads=1, requests=("receive", "dispatch")),
    Share("a reply, until it is sent", 0.5, writes=6, reads=5, tasks=1, requests=("inbox", "dispatch", "send")),
    Share("two receipts of a reply", 0.5, writes=2, reads=2, requests=("receive", "receive")),
    Share("the roll-up of its hour", 1, reads=1),
    Share("a list of 25 conversations, for every five messages", 0.2, reads=26, requests=("inbox",)),
)
"""Half of the messages are the customers'; the operations are those budgets of the architecture (§9), so the most."""


class Bill(NamedTuple):
    """A month's operations, and their prices in US dollars."""

    messages: int
    writes: float
    reads: float
    task_operations: float
    requests: float
    firestore_usd: float
    """Where the database is in several regions."""
    tasks_usd: float
    functions_usd: float
    standing_usd: float
    """What is paid for while nobody writes."""
    saved_usd: float
    """What Firestore costs less in a single region."""

    @property
    def usd(self) -> float:
        """All together."""
        return self.firestore_usd + self.tasks_usd + self.functions_usd + self.standing_usd


def bill(messages: int) -> Bill:
    """What so many messages in a month cost; free quotas are left out, but for those of tasks and schedules."""

    def caused(each: Callable[[Share], float]) -> float:
        return messages * sum(share.of_messages * each(share) for share in SHARES)

    writes, reads = caused(lambda share: share.writes), caused(lambda share: share.reads)
    operations = caused(lambda share: share.tasks) * OPERATIONS_A_TASK
    firestore = _firestore_usd(FIRESTORE, writes, reads)
    return Bill(
        messages,
        writes,
        reads,
        operations,
        caused(lambda share: len(share.requests)),
        firestore_usd=firestore,
        tasks_usd=_usd(max(0, operations - FREE_TASK_OPERATIONS), CLOUD_TASKS.prices["operations"]),
        functions_usd=caused(lambda share: sum(map(_request_usd, share.requests))),
        standing_usd=standing_usd(),
        saved_usd=firestore - _firestore_usd(FIRESTORE_REGIONAL, writes, reads),
    )


def standing_usd() -> float:
    """What a month costs in which nobody writes: instances kept warm, schedules, and the functions they call."""
    warm = sum(
        machine.min_instances * _machine_usd(machine, HOURS_A_MONTH * 3600, CLOUD_RUN_IDLE)
        for machine in RUNTIME.values()
    )
    schedules = _usd(len(SCHEDULES) - FREE_SCHEDULES, CLOUD_SCHEDULER.prices["schedules"])
    runs = sum(_runs_a_month(schedule.cron) * _request_usd(schedule.function) for schedule in SCHEDULES)
    return warm + schedules + runs


def _runs_a_month(cron: str) -> float:
    begin = datetime(2026, 11, 26, tzinfo=UTC)
    in_a_day = takewhile(lambda at: at <= begin + timedelta(days=1), CronSim(cron, begin))
    return len(list(in_a_day)) * HOURS_A_MONTH / 24


def _request_usd(function: str) -> float:
    return _machine_usd(RUNTIME[function], REQUEST_S, CLOUD_RUN) + _usd(1, CLOUD_RUN.prices["requests"])


def _machine_usd(machine: Runtime, seconds: float, table: Table) -> float:
    cpu = _usd(seconds * machine.cpu, table.prices["cpu_s"])
    return cpu + _usd(seconds * machine.memory_mib / 1024, table.prices["gib_s"])


def _firestore_usd(table: Table, writes: float, reads: float) -> float:
    return _usd(writes, table.prices[FIRESTORE_WRITES]) + _usd(reads, table.prices[FIRESTORE_READS])


def _usd(quantity: float, price: Price) -> float:
    return quantity * price.micro_usd / price.per / 1_000_000


def tables() -> str:
    """The tables of the guide, in Markdown: what is counted, and what it costs."""
    bills = [bill(messages) for messages in MONTHS]
    counted = [(one.messages, one.writes, one.reads, one.task_operations, one.requests) for one in bills]
    paid = [
        (
            *(one.messages, one.firestore_usd, one.tasks_usd, one.functions_usd, one.standing_usd),
            *(one.usd, one.usd - one.saved_usd),
        )
        for one in bills
    ]
    counted_heads = ("messages a month", "writes", "reads", "operations of Cloud Tasks", "calls of functions")
    paid_heads = ("messages a month", "Firestore", "Cloud Tasks", "functions", "while nobody writes", "US dollars")
    return "\n\n".join(
        (
            _markdown(counted_heads, [[f"{number:,.0f}" for number in row] for row in counted]),
            _markdown(
                (*paid_heads, "in one region"), [[f"{n:,}", *(f"{usd:,.2f}" for usd in row)] for n, *row in paid]
            ),
        )
    )


def _markdown(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in (heads, ["---:"] * len(heads), *rows))


if __name__ == "__main__":
    print(tables())
