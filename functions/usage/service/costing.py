"""What a month cost to run, estimated in money."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from common.metering import EVERY
from common.models import periods
from common.models.ids import TenantId
from common.models.periods import Grain, Period
from common.models.usage import (
    AI_MICRO_USD,
    AI_TOKENS_IN,
    AI_TOKENS_OUT,
    FIRESTORE_DELETES,
    FIRESTORE_READS,
    FIRESTORE_WRITES,
    TASKS,
)
from functions.usage.schemas import CostLine, CostQuery, Costs
from functions.usage.service.prices import (
    CLOUD_TASKS,
    FIRESTORE,
    MODELS_SOURCE,
    OPERATIONS_A_TASK,
    WHATSAPP,
    Price,
    Table,
)
from functions.usage.service.reading import Stores

NOTES = (
    (
        f"Firestore operations and tasks are estimated: one in {EVERY} is drawn by chance and stands for all, so small "
        "numbers are rough. They are told by months in UTC."
    ),
    (
        "Work that is done for all workspaces at once, free quotas, storage, traffic and computing time are left out. "
        "A task counts as two operations: its creation and one delivery."
    ),
    (
        "WhatsApp's charges are those that it reports for messages; their price is that of the market `Other`, as its "
        "prices hang on each recipient's country."
    ),
)


def costs(t: TenantId, query: CostQuery, now: datetime, models_priced_on: date, *, stores: Stores) -> Costs:
    """What a month cost; a read for each shard and each part of the samples, and one for the month's roll-up."""
    tenant = stores.tenants.get(t)
    zone = ZoneInfo(tenant.time_zone)
    month: Period = periods.parse(query.month, zone) if query.month else periods.month_of(now, zone)
    used = {**stores.usage.sums(tenant, month.start).month, **stores.metering.sums(t, month.id)}
    record = stores.stats.find(t, Grain.MONTH, [month.id]).get(month.id)
    lines = [
        _line("firestore", item, used.get(name, 0), FIRESTORE, name)
        for item, name in (("reads", FIRESTORE_READS), ("writes", FIRESTORE_WRITES), ("deletes", FIRESTORE_DELETES))
    ]
    lines.append(_line("tasks", "operations", used.get(TASKS, 0) * OPERATIONS_A_TASK, CLOUD_TASKS, "operations"))
    lines.append(
        CostLine(
            service="model",
            item="tokens",
            quantity=used.get(AI_TOKENS_IN, 0) + used.get(AI_TOKENS_OUT, 0),
            per=1,
            price_micro_usd=None,
            amount_micro_usd=used.get(AI_MICRO_USD, 0),
            priced_on=models_priced_on,
            source=MODELS_SOURCE,
        )
    )
    charges = record.charges if record else {}
    lines += [_line("whatsapp", category, n, WHATSAPP, category) for category, n in sorted(charges.items())]
    return Costs(
        month=month.id,
        is_open=month.end > now,
        lines=lines,
        total_micro_usd=sum(line.amount_micro_usd for line in lines),
        notes=list(NOTES),
    )


def _line(service: str, item: str, quantity: int, table: Table, name: str) -> CostLine:
    price: Price | None = table.prices.get(name)
    return CostLine.model_validate(
        {
            "service": service,
            "item": item,
            "quantity": quantity,
            "per": price.per if price else 1,
            "price_micro_usd": price.micro_usd if price else None,
            "amount_micro_usd": round(quantity * price.micro_usd / price.per) if price else 0,
            "priced_on": table.read_on,
            "source": table.source,
        }
    )
