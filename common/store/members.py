"""The people of a tenant and what becomes of them; whatever touches an owner goes through the tenant's own document.

Two owners who remove each other at the same moment would each still see the other. So every such change also counts up
in the tenant's document and demands that nobody did so since it was read: the second one sees what the first one left.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, NamedTuple

from common.errors import NotFound
from common.models.ids import MemberId, TenantId
from common.models.tenant import Member, Role
from common.store import paths
from common.store.codec import Versioned, decode_versioned
from common.store.database import Database, Increment, Patch, Remove, Where, Write

MOST_OWNERS: Final = 1000


class Owners(NamedTuple):
    """Who owned the tenant, and as of which version of its document."""

    ids: frozenset[MemberId]
    updated_at: datetime


class Members:
    """Reads and changes members."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def get(self, t: TenantId, uid: str) -> Versioned[Member]:
        """A person who works in the tenant.

        Raises:
            NotFound: they do not.
        """
        found = self._db.get(paths.member(t, uid))
        if found is None:
            raise NotFound("Nobody of that id works here.")
        return decode_versioned(Member, found)

    def owners(self, t: TenantId) -> Owners:
        """Who owns the tenant; the tenant is read first, so that a change that comes later is noticed.

        Raises:
            NotFound: there is no such tenant.
        """
        tenant = self._db.get(paths.tenant(t))
        if tenant is None:
            raise NotFound("There is no such workspace.")
        found = self._db.query(paths.members(t), [Where("role", "==", Role.OWNER)], limit=MOST_OWNERS, fields=["uid"])
        return Owners(frozenset(MemberId(each.id) for each in found), tenant.updated_at)

    def set_roles(self, t: TenantId, roles: Sequence[tuple[Versioned[Member], Role]], owners: Owners | None) -> None:
        """Changes what people may do, all at once; `owners` where one of them was or becomes an owner.

        Raises:
            WriteRaced: one of them, or who owns the tenant, changed since it was read.
        """
        writes = [Patch(paths.member(t, one.value.id), {"role": role}, one.updated_at) for one, role in roles]
        self._db.commit(*writes, *self._counted(t, owners))

    def remove(self, t: TenantId, member: Versioned[Member], owners: Owners | None) -> None:
        """Has a person work here no more; `owners` where they were one.

        Raises:
            WriteRaced: they, or who owns the tenant, changed since it was read.
        """
        self._db.commit(Remove(paths.member(t, member.value.id), member.updated_at), *self._counted(t, owners))

    def _counted(self, t: TenantId, owners: Owners | None) -> list[Write]:
        if owners is None:
            return []
        # A write that changes nothing would leave the version as it is.
        return [Patch(paths.tenant(t), {"owner_changes": Increment(1)}, owners.updated_at)]
