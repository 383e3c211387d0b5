"""API keys as people manage them; `Tenants` looks one up when it is used."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from common.errors import NotFound
from common.models.ids import TenantId, digest
from common.models.tenant import ApiKey
from common.store import paths
from common.store.codec import Versioned, decode, decode_versioned
from common.store.database import Create, Database, Patch, Where

_EVER: Final = datetime(1970, 1, 1, tzinfo=UTC)


def digest_of_key(key: str) -> str:
    """What stands for a key, which is kept nowhere itself."""
    return digest("api_key", key)


class ApiKeys:
    """Reads and changes keys."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def find(self, t: TenantId, id_: str) -> Versioned[ApiKey] | None:
        """A key."""
        found = self._db.get(paths.api_key(t, id_))
        return decode_versioned(ApiKey, found) if found else None

    def get(self, t: TenantId, id_: str) -> Versioned[ApiKey]:
        """A key.

        Raises:
            NotFound: the tenant has no such key.
        """
        found = self.find(t, id_)
        if found is None:
            raise NotFound("There is no such API key.")
        return found

    def page(self, t: TenantId, *, limit: int, after: str | None = None) -> Sequence[ApiKey]:
        """Keys by id, those included that have been revoked; one read each."""
        found = self._db.query(
            paths.api_keys(t), order=[("__name__", "ASCENDING")], after=[after] if after else (), limit=limit
        )
        return [decode(ApiKey, each) for each in found]

    def count_working(self, t: TenantId) -> int:
        """How many keys have not been revoked."""
        revoked = self._db.count(paths.api_keys(t), [Where("revoked_at", ">", _EVER)])
        return self._db.count(paths.api_keys(t)) - revoked

    def renew(self, t: TenantId, found: Versioned[ApiKey], key: str, old_until: datetime, now: datetime) -> None:
        """Has another key stand for the record; the one before works until `old_until`.

        Raises:
            WriteRaced: the record changed since it was read.
        """
        new = digest_of_key(key)
        fields = {
            "digest": new,
            "ending": key[-4:],
            "old_digest": found.value.digest,
            "old_until": old_until,
            "renewed_at": now,
        }
        self._db.commit(
            Patch(paths.api_key(t, found.value.id), fields, found.updated_at),
            Create(paths.api_key_lookup(new), {"tenant_id": t, "key_id": found.value.id}),
        )

    def revoke(self, t: TenantId, found: Versioned[ApiKey], now: datetime) -> None:
        """Has a key work no more; look-ups stay, so that whoever still uses it is told why.

        Raises:
            WriteRaced: the record changed since it was read.
        """
        self._db.commit(Patch(paths.api_key(t, found.value.id), {"revoked_at": now}, found.updated_at))
