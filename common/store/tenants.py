"""Tenants, their members and their API keys."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from threading import Lock
from typing import Final

from cachetools import TTLCache

from common.errors import NotFound
from common.models.ids import MemberId, TenantId
from common.models.tenant import PLANS, ApiKey, Member, Tenant
from common.store import paths
from common.store.api_keys import digest_of_key
from common.store.codec import decode, encode
from common.store.database import Create, Database, Maximum, Merge, Patch, Where
from common.store.key_use import KeyUse

TENANT_TTL_S: Final = 30
"""How long a process believes a tenant's plan and suspension."""


class Tenants:
    """Reads and writes tenants, members and keys."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self._tenants: TTLCache[TenantId, Tenant] = TTLCache(maxsize=10_000, ttl=TENANT_TTL_S)
        self._keys: TTLCache[str, tuple[TenantId, str]] = TTLCache(maxsize=10_000, ttl=3600)
        self._lock = Lock()
        self._use = KeyUse(database)

    def get(self, t: TenantId, *, fresh: bool = False) -> Tenant:
        """The tenant, at most `TENANT_TTL_S` old unless `fresh`.

        Raises:
            NotFound: there is no such tenant.
        """
        with self._lock:
            if not fresh and (known := self._tenants.get(t)) is not None:
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
        fields.pop("hooks", None)  # whoever changes a webhook says what it wants, see `Webhooks`
        self._db.commit(Merge(paths.tenant(tenant.id), fields))
        with self._lock:
            self._tenants.pop(tenant.id, None)

    def change(self, t: TenantId, fields: Mapping[str, object], now: datetime) -> Tenant:
        """Changes fields of the tenant; other processes believe the old ones for at most `TENANT_TTL_S`.

        Args:
            t: the tenant.
            fields: what is to be otherwise.
            now: the present, from which on a new time zone counts.

        Raises:
            NotFound: there is no such tenant.
            WriteRaced: somebody changed it at the same moment.
        """
        found = self._db.get(paths.tenant(t))
        if found is None:
            raise NotFound("There is no such workspace.")
        tenant = decode(Tenant, found)
        changed = {name: value for name, value in fields.items() if getattr(tenant, name) != value}
        if "time_zone" in changed:
            changed["zone_since"] = now
        if changed:
            self._db.commit(Patch(paths.tenant(t), changed, found.updated_at))
        with self._lock:
            self._tenants.pop(t, None)
        return tenant.model_copy(update=changed)

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

    def count_members(self, t: TenantId, *, up_to: int) -> int:
        """How many people work in the tenant, or `up_to` if they are more; one read."""
        return self._db.count(paths.members(t), up_to=up_to)

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
        key_digest = digest_of_key(key)
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
        record = _as_known_by(key_digest, decode(ApiKey, found)) if found else None
        return (known[0], record) if record else None

    def use_key(self, t: TenantId, key: ApiKey, now: datetime) -> None:
        """Counts a call of an API key, and from time to time notes that it is in use.

        Raises:
            TooManyRequests: it has made as many calls this minute as the plan allows.
        """
        self._use.take(t, key.id, lambda: PLANS[self.get(t).plan].api_calls_a_minute, now)
        self._use.note(t, key, now)

    def create_api_key(self, t: TenantId, key: str, record: ApiKey) -> None:
        """Stores what `key` may do; the key itself is kept nowhere.

        Raises:
            AlreadyExists: the key is known.
        """
        known = record.model_copy(update={"digest": digest_of_key(key), "ending": key[-4:]})
        self._db.commit(
            Create(paths.api_key(t, record.id), encode(known)),
            Create(paths.api_key_lookup(known.digest), {"tenant_id": t, "key_id": record.id}),
        )


def _as_known_by(key_digest: str, record: ApiKey) -> ApiKey | None:
    """What the key of that digest may do; one that has been renewed works for a while yet."""
    if record.digest in ("", key_digest):
        return record
    if record.old_digest != key_digest or record.old_until is None:
        return None
    return record.model_copy(update={"expires_at": min(record.old_until, record.expires_at or record.old_until)})
