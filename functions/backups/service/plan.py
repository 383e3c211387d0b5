"""Which plans have backups."""

from common.errors import PlanRequired
from common.models.ids import TenantId
from common.models.tenant import PLANS, Tenant
from common.store.tenants import Tenants


def demand_backups(t: TenantId, *, tenants: Tenants) -> Tenant:
    """The tenant, whose plan has backups.

    Raises:
        PlanRequired: it has none.
    """
    tenant = tenants.get(t)
    if not PLANS[tenant.plan].backups:
        raise PlanRequired(f"The {tenant.plan} plan has no backups. Take the pro plan or a larger one.")
    return tenant
