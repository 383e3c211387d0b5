"""A tenant whose hours grow busier has its messages counted in more places."""

from common.models.tenant import PLANS, Tenant
from common.models.usage import shards_for
from common.store.tenants import Tenants


def widen(tenant: Tenant, busiest: int, *, tenants: Tenants) -> int:
    """Has the tenant's messages spread over as many counters as its busiest hour needs; never over fewer than before.

    Args:
        tenant: whose.
        busiest: how many messages the busiest of the hours had that were rolled up.
        tenants: where it is said; one write, and none where nothing changes.

    Returns:
        How many counters there are from now on.
    """
    wanted = shards_for(busiest, PLANS[tenant.plan].usage_shards)
    if wanted <= tenant.usage_shards:
        return tenant.usage_shards
    tenants.widen(tenant.id, wanted)
    return wanted
