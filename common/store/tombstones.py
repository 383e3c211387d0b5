"""What a tenant's contacts had us forget; its writes go along with the commits that forget."""

from collections.abc import Iterator
from typing import Final

from common.models.ids import TenantId
from common.models.tombstone import Tombstone
from common.store import paths
from common.store.codec import decode, encode
from common.store.database import Database, Put

PAGE: Final = 300


class Tombstones:
    """Reads tombstones, and makes the writes that set them; they are never removed."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def set(self, t: TenantId, stone: Tombstone) -> Put:
        """The write that sets a tombstone."""
        return Put(paths.tombstone(t, stone.id), encode(stone))

    def list_all(self, t: TenantId) -> Iterator[Tombstone]:
        """Every tombstone of the tenant, by id; one read each."""
        after = ""
        while True:
            found = self._db.query(
                paths.tombstones(t),
                order=[("__name__", "ASCENDING")],
                after=[after] if after else (),
                limit=PAGE,
            )
            yield from (decode(Tombstone, f) for f in found)
            if len(found) < PAGE:
                return
            after = found[-1].id
