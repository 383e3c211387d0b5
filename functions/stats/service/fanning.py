"""A run of a schedule becomes a task for each tenant that has something to roll up."""

from collections.abc import Callable
from typing import NamedTuple

from common.jobs.enqueue import Enqueue
from common.jobs.registry import FAN_OUT_ROLL_UPS, ROLL_UP
from common.models.ids import TenantId
from common.models.payloads import FanOutPayload, RollUpPayload
from common.models.periods import Grain
from common.store.touched import Touched


class Fanned(NamedTuple):
    """What a run handed over."""

    tenants: int
    finished: bool
    """False if a further task goes on behind the last tenant."""


def fan_out(
    grain: Grain, slot: str, after: TenantId | None, *, touched: Touched, enqueue: Enqueue, in_time: Callable[[], bool]
) -> Fanned:
    """Queues a task for each tenant with touched periods of that length; one read each, none for the others.

    Args:
        grain: which periods.
        slot: the run, by which tasks are named: a run that comes twice queues nothing twice.
        after: the tenant behind which to go on.
        touched: the marks.
        enqueue: hands work over.
        in_time: whether there is time for one more tenant.
    """
    tenants = 0
    while (found := touched.find_next_tenant(grain, after)) is not None:
        if not in_time() and after is not None:
            enqueue(FAN_OUT_ROLL_UPS, FanOutPayload(tenant_id=after, grain=grain, slot=slot))
            return Fanned(tenants, finished=False)
        enqueue(ROLL_UP, RollUpPayload(tenant_id=found, grain=grain, slot=slot))
        tenants += 1
        after = found
    return Fanned(tenants, finished=True)
