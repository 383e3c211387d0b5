"""What a tenant has used of its plan."""

from datetime import datetime

from common.models.ids import TenantId
from common.models.tenant import PLANS
from common.store.tenants import Tenants
from common.store.usage import MESSAGES_OUT, METRICS, Usage, period_of
from functions.usage.schemas import CurrentUsage, Metric


def current(t: TenantId, now: datetime, *, tenants: Tenants, usage: Usage) -> CurrentUsage:
    """The running month's counters beside the plan's limits; one read a shard."""
    tenant = tenants.get(t)
    sums = {**dict.fromkeys(METRICS, 0), **usage.current(tenant, now)}
    limits = {MESSAGES_OUT: PLANS[tenant.plan].messages_a_month}
    return CurrentUsage(
        period=period_of(tenant, now),
        plan=tenant.plan,
        metrics={name: Metric(used=used, limit=limits.get(name)) for name, used in sums.items()},
    )
