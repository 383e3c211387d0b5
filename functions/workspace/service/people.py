"""What people may do here: changing it, removing them, leaving, and handing the workspace over."""

from datetime import datetime
from typing import Final

from common.clock import epoch_ms
from common.errors import Conflict, Forbidden
from common.jobs.enqueue import Enqueue
from common.jobs.registry import RELEASE_CONVERSATIONS
from common.models.ids import MemberId, TenantId
from common.models.payloads import MemberPayload
from common.models.tenant import ROLE_RANK, Caller, Member, Role
from common.store.database import compare_and_swap
from common.store.members import Members, Owners

FALLBACK_S: Final = 60
"""When conversations are given back where the removal died before it could ask for it, in seconds."""
_LAST: Final = "A workspace needs an owner. Make somebody else an owner first."


def demand_rank(caller: Caller, role: Role) -> None:
    """Checks that the caller may give or take `role`.

    Raises:
        Forbidden: it is above their own.
    """
    if ROLE_RANK[role] > ROLE_RANK[caller.role]:
        raise Forbidden(f"Only whoever is {role} themselves decides who is. You are {caller.role}.")


def change_role(caller: Caller, uid: MemberId, role: Role, *, members: Members) -> Member:
    """Changes what a person may do.

    Raises:
        NotFound: nobody of that id works here.
        Forbidden: the person, or the role, is above the caller.
        Conflict: nobody would own the workspace.
    """
    t = caller.tenant_id

    def attempt() -> Member:
        found = members.get(t, uid)
        demand_rank(caller, found.value.role)
        demand_rank(caller, role)
        if found.value.role is role:
            return found.value
        owners = None
        if Role.OWNER in (found.value.role, role):
            owners = _owners(caller, members)
            if role is not Role.OWNER:
                _demand_other(owners, uid)
        members.set_roles(t, [(found, role)], owners)
        return found.value.model_copy(update={"role": role})

    return compare_and_swap(attempt)


def remove(caller: Caller, uid: MemberId, now: datetime, *, members: Members, enqueue: Enqueue) -> None:
    """Has a person work here no more; it holds from their next request on. Their conversations are given back.

    Raises:
        NotFound: nobody of that id works here.
        Forbidden: the person is above the caller.
        Conflict: nobody would own the workspace.
        DependencyDown: Cloud Tasks does not answer; trying again helps.
    """
    t = caller.tenant_id
    left = MemberPayload(tenant_id=t, member_id=uid, attempt=epoch_ms(now))

    def attempt() -> None:
        found = members.get(t, uid)
        demand_rank(caller, found.value.role)
        owners = _owners(caller, members) if found.value.role is Role.OWNER else None
        if owners is not None:
            _demand_other(owners, uid)
        # Beforehand, since what dies behind the removal could not be asked for again; it looks whether they are gone.
        enqueue(RELEASE_CONVERSATIONS, left, delay_s=FALLBACK_S, at=now)
        members.remove(t, found, owners)

    compare_and_swap(attempt)
    enqueue(RELEASE_CONVERSATIONS, left.model_copy(update={"step": 1}))


def leave(caller: Caller, named: TenantId, now: datetime, *, members: Members, enqueue: Enqueue) -> None:
    """Has the caller work here no more.

    Raises:
        Forbidden: the caller is an API key.
        Conflict: nobody would own the workspace, or the caller names another than that in which they call.
        DependencyDown: Cloud Tasks does not answer; trying again helps.
    """
    if named != caller.tenant_id:
        raise Conflict("This is not the workspace that you have open.")
    remove(caller, _person(caller), now, members=members, enqueue=enqueue)


def transfer(caller: Caller, to: MemberId, *, members: Members) -> Member:
    """Makes another person an owner, and the caller an admin, in one commit.

    Raises:
        NotFound: nobody of that id works here.
        Forbidden: the caller is an API key, or no owner any more.
        Conflict: the caller would hand it to themselves.
    """
    t, own = caller.tenant_id, _person(caller)
    if to == own:
        raise Conflict("You own the workspace already.")

    def attempt() -> Member:
        owners = _owners(caller, members)
        new, old = members.get(t, to), members.get(t, own)
        members.set_roles(t, [(new, Role.OWNER), (old, Role.ADMIN)], owners)
        return new.value.model_copy(update={"role": Role.OWNER})

    return compare_and_swap(attempt)


def _person(caller: Caller) -> MemberId:
    if caller.is_key:
        raise Forbidden("Only a person can do this; sign in instead of sending an API key.")
    return MemberId(caller.id)


def _owners(caller: Caller, members: Members) -> Owners:
    """Who owns the workspace; a person must still be one of them by now."""
    owners = members.owners(TenantId(caller.tenant_id))
    if not caller.is_key and caller.id not in owners.ids:
        raise Forbidden("You do not own this workspace any more.")
    return owners


def _demand_other(owners: Owners, uid: MemberId) -> None:
    if owners.ids <= {uid}:
        raise Conflict(_LAST)
