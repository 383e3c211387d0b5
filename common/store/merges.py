"""The merges of a tenant that can still be undone."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from common.models.ids import ContactId, TenantId
from common.models.merge import Merge, MergeState
from common.store import paths
from common.store.codec import Versioned, decode, decode_versioned, encode
from common.store.database import Database, Patch, Put, Remove, Where

MOST: Final = 50
"""How many merges into one contact are listed."""


class Merges:
    """Reads merges, and makes the writes that go along with merging and undoing."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def find(self, t: TenantId, source: ContactId) -> Versioned[Merge] | None:
        """The merge of a contact that is gone, with its version."""
        found = self._db.get(paths.merge(t, source))
        return decode_versioned(Merge, found) if found else None

    def list_into(self, t: TenantId, target: ContactId) -> list[Merge]:
        """The merges into a contact, the newest first; one read each."""
        found = self._db.query(paths.merges(t), [Where("target_id", "==", target)], limit=MOST)
        merges = [decode(Merge, f) for f in found]
        return sorted((m for m in merges if m.state is MergeState.MERGED), key=lambda m: m.merged_at, reverse=True)

    def put(self, t: TenantId, merge: Merge) -> Put:
        """The write that notes a merge, in place of one that was undone."""
        return Put(paths.merge(t, merge.id), encode(merge))

    def patch(self, t: TenantId, source: ContactId, fields: Mapping[str, object], if_updated_at: datetime) -> Patch:
        """The write that says how far it is."""
        return Patch(paths.merge(t, source), fields, if_updated_at)

    def remove(self, t: TenantId, source: ContactId, if_updated_at: datetime | None = None) -> Remove:
        """The write that makes a merge one that cannot be undone, or needs not."""
        return Remove(paths.merge(t, source), if_updated_at)
