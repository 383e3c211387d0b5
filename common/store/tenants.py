"""Tenants, their members and their API keys."""

from collections.abc import Sequence
from threading import Lock
from typing import Final

from cachetools import TTLCache

from common.errors import NotFound
from common.models.ids import MemberId, TenantId, digest
from common.models.tenant import ApiKey, Member, Tenant
from common.store import paths
from common.store.codec import decode, encode
from common.store.database import Create, Database, Maximum, Merge, Where

TENANT_TTL_S: Final = 30
"""How long a process believes a tenant's plan and suspension."""


class Tenants:
    """Reads and writes tenants, members and keys."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self._tenants: TTLCache[TenantId, Tenant] = TTLCache(maxsize=10_000, ttl=TENANT_TTL_S)
        self._keys: TTLCache[str, tuple[TenantId, str]] = TTLCache(maxsize=10_000, ttl=3600)
        self._lock = Lock()

    def get(self, t: TenantId) -> Tenant:
        """The tenant, at most `TENANT_TTL_S` old.

        Raises:
            NotFound: there is no such tenant.
        """
        with self._lock:
            if (known := self._tenants.get(t)) is not None:
                return known
        found = self._db.get(paths.tenant(t))
        if found is None:
            raise NotFound("There is no such workspace.")
        tenant = decode(Tenant, found)
        with self._lock:
            self._tenants[t] = tenant
        return tenant

    def save(self, tenant: Tenant) -> None:
        """Stores a tenant, new or not."""
        fields = {**encode(tenant), "usage_shards": Maximum(tenant.usage_shards)}
        self._db.commit(Merge(paths.tenant(tenant.id), fields))
        with self._lock:
            self._tenants.pop(tenant.id, None)

    def widen(self, t: TenantId, shards: int) -> None:
        """Says over how many counters the tenant's messages are spread at least; it never becomes fewer."""
        self._db.commit(Merge(paths.tenant(t), {"usage_shards": Maximum(shards)}))
        with self._lock:
            self._tenants.pop(t, None)

    def find_member(self, t: TenantId, uid: str) -> Member | None:
        """The person, if they work in the tenant; one read, so that a removal holds at once."""
        found = self._db.get(paths.member(t, uid))
        return decode(Member, found) if found else None

    def list_members(self, t: TenantId) -> Sequence[Member]:
        """All people of the tenant."""
        return [decode(Member, f) for f in self._db.query(paths.members(t), limit=1000)]

    def find_memberships(self, uid: MemberId) -> Sequence[tuple[TenantId, Member]]:
        """Every tenant in which the person works; one read each."""
        found = self._db.query_group("members", [Where("uid", "==", uid)], limit=200)
        return [(paths.tenant_of(f.path), decode(Member, f)) for f in found]

    def found(self, tenant: Tenant, owner: Member) -> None:
        """Stores a new tenant with its owner, in one commit.

        Raises:
            AlreadyExists: there is such a tenant.
        """
        self._db.commit(
            Create(paths.tenant(tenant.id), encode(tenant)),
            Create(paths.member(tenant.id, owner.id), {**encode(owner), "uid": owner.id}),
        )

    def save_member(self, t: TenantId, member: Member) -> None:
        """Stores a person, new or not."""
        self._db.commit(Merge(paths.member(t, member.id), {**encode(member), "uid": member.id}))

    def find_api_key(self, key: str) -> tuple[TenantId, ApiKey] | None:
        """What the API key `key` may do; one read when warm, so that a revocation holds at once."""
        key_digest = digest("api_key", key)
        with self._lock:
            known = self._keys.get(key_digest)
        if known is None:
            lookup = self._db.get(paths.api_key_lookup(key_digest))
            if lookup is None:
                return None
            known = (TenantId(str(lookup.data["tenant_id"])), str(lookup.data["key_id"]))
            with self._lock:
                self._keys[key_digest] = known
        found = self._db.get(paths.api_key(*known))
        return (known[0], decode(ApiKey, found)) if found else None

    def create_api_key(self, t: TenantId, key: str, record: ApiKey) -> None:
        """Stores what `key` may do; the key itself is kept nowhere.

        Raises:
            AlreadyExists: the key is known.
        """
        self._db.commit(
            Create(paths.api_key(t, record.id), encode(record)),
            Create(paths.api_key_lookup(digest("api_key", key)), {"tenant_id": t, "key_id": record.id}),
        )
