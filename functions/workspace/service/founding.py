"""Where a person works, and founding a workspace."""

from datetime import datetime

from common.errors import AlreadyExists
from common.models.ids import TenantId, digest, random_id
from common.models.tenant import Member, Person, Role, Tenant
from common.store.tenants import Tenants
from functions.workspace.schemas import Membership, Memberships, SignUpIn


def list_mine(person: Person, *, tenants: Tenants) -> Memberships:
    """The workspaces in which the person works, by name."""
    items = [_membership(tenants.get(t), member.role) for t, member in tenants.find_memberships(person.uid)]
    return Memberships(items=sorted(items, key=lambda item: (item.name.lower(), item.id)))


def sign_up(person: Person, wanted: SignUpIn, key: str, now: datetime, *, tenants: Tenants) -> Membership:
    """Founds a workspace with the person as its owner; once for an Idempotency-Key."""
    t = TenantId("t" + digest("tenant", person.uid, key)) if key else TenantId(random_id())
    tenant = Tenant(id=t, name=wanted.name, time_zone=wanted.time_zone, language=wanted.language, created_at=now)
    owner = Member(id=person.uid, email=person.email, name=person.name, role=Role.OWNER)
    try:
        tenants.found(tenant, owner)
    except AlreadyExists:
        tenant = tenants.get(t)
    return _membership(tenant, Role.OWNER)


def _membership(tenant: Tenant, role: Role) -> Membership:
    return Membership(id=tenant.id, name=tenant.name, plan=tenant.plan, role=role)
