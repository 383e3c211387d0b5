"""The canned replies of a tenant: one document, which whoever saves replaces, unless somebody did so meanwhile."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from common.models.canned import CannedReply
from common.models.ids import TenantId
from common.store import paths
from common.store.codec import encode_part
from common.store.database import Create, Database, Patch


class Saved(NamedTuple):
    """The canned replies as they were read."""

    items: list[CannedReply]
    updated_at: datetime


class CannedReplies:
    """Reads and writes canned replies."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def find(self, t: TenantId) -> Saved | None:
        """The tenant's canned replies with their version; None if none were ever saved."""
        found = self._db.get(paths.canned_replies(t))
        if found is None:
            return None
        items = found.data.get("items")
        listed = items if isinstance(items, list) else []
        return Saved([CannedReply.model_validate(item) for item in listed], found.updated_at)

    def save(self, t: TenantId, items: Sequence[CannedReply], if_updated_at: datetime | None) -> datetime:
        """Replaces all of them; returns the new version.

        Args:
            t: the tenant.
            items: all canned replies, in their order.
            if_updated_at: the version that they replace; None if none were saved yet.

        Raises:
            AlreadyExists: some were saved meanwhile.
            WriteRaced: they were changed meanwhile.
            NotFound: they were never saved.
        """
        path, data = paths.canned_replies(t), {"items": [encode_part(item) for item in items]}
        write = Create(path, data) if if_updated_at is None else Patch(path, data, if_updated_at)
        return self._db.commit(write)[0].updated_at
