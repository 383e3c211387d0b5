"""Who is asked to work in a tenant; accepting makes a member in the same commit."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from common.errors import AlreadyExists, WriteRaced
from common.models.ids import TenantId
from common.models.invitation import Invitation
from common.models.tenant import Member
from common.store import paths
from common.store.codec import Versioned, decode, decode_versioned, encode
from common.store.database import DELETE_FIELD, Create, Database, Patch, Remove, Where, Write

MOST: Final = 500
"""How many of a tenant's invitations are shown."""


class Invitations:
    """Reads and writes invitations."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def save(self, t: TenantId, new: Invitation, old: Versioned[Invitation] | None, *beside: Write) -> None:
        """Keeps an invitation together with `beside`, instead of an earlier one of the same address.

        Raises:
            WriteRaced: the earlier one changed since it was read, or what `beside` creates came meanwhile.
        """
        path, fields = paths.invitation(t, new.id), encode(new)
        open_again = {"accepted_by": DELETE_FIELD, "accepted_at": DELETE_FIELD}
        kept = Patch(path, {**fields, **open_again}, old.updated_at) if old else Create(path, fields)
        try:
            self._db.commit(kept, *beside)
        except AlreadyExists as error:
            raise WriteRaced("Somebody asked the same person at the same moment.") from error

    def find(self, t: TenantId, id_: str) -> Versioned[Invitation] | None:
        """One invitation."""
        found = self._db.get(paths.invitation(t, id_))
        return decode_versioned(Invitation, found) if found else None

    def list_open(self, t: TenantId, now: datetime) -> Sequence[Invitation]:
        """Those that can still be accepted."""
        found = self._db.query(paths.invitations(t), [Where("expires_at", ">", now)], limit=MOST)
        return [each for f in found if not (each := decode(Invitation, f)).accepted_by]

    def remove(self, t: TenantId, found: Versioned[Invitation]) -> None:
        """Takes an invitation back.

        Raises:
            WriteRaced: it changed since it was read.
        """
        self._db.commit(Remove(paths.invitation(t, found.value.id), found.updated_at))

    def accept(self, t: TenantId, found: Versioned[Invitation], member: Member, now: datetime) -> None:
        """Makes whoever accepts a member; one who is there already stays as they are.

        Raises:
            WriteRaced: the invitation changed since it was read.
        """
        fields = {"accepted_by": member.id, "accepted_at": now}
        accepted = Patch(paths.invitation(t, found.value.id), fields, found.updated_at)
        try:
            self._db.commit(accepted, Create(paths.member(t, member.id), {**encode(member), "uid": member.id}))
        except AlreadyExists:
            self._db.commit(accepted)
