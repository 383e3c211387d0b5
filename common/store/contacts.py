"""The contacts of a tenant, and the addresses that lead to them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from common.models.contact import Contact, Identity
from common.models.ids import ContactId, IdentityId, TenantId
from common.models.matching import match_keys
from common.store import paths
from common.store.codec import Versioned, decode, decode_versioned, encode
from common.store.database import DELETE_FIELD, Create, Database, Merge, Patch, Remove, Where

MOST_KEYS_ASKED: Final = 30
"""Of how many keys one query asks for any; Firestore takes no more values in a condition."""
MOST_MERGED: Final = 200
"""How many contacts one is looked up to have absorbed."""


class Contacts:
    """Reads and writes contacts and identities."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def find(self, t: TenantId, k: ContactId) -> Versioned[Contact] | None:
        """The contact, with its version."""
        found = self._db.get(paths.contact(t, k))
        return decode_versioned(Contact, found) if found else None

    def find_identity(self, t: TenantId, i: IdentityId) -> Identity | None:
        """Whose address this is, if we know it."""
        found = self._db.get(paths.identity(t, i))
        return decode(Identity, found) if found else None

    def find_identities(self, t: TenantId, ids: Sequence[IdentityId]) -> list[Identity]:
        """Those of the addresses that we know."""
        found = self._db.get_many([paths.identity(t, i) for i in ids])
        return [decode(Identity, f) for f in found if f]

    def find_many(self, t: TenantId, ids: Sequence[ContactId]) -> list[Contact]:
        """Those of the contacts that there are."""
        found = self._db.get_many([paths.contact(t, k) for k in ids])
        return [decode(Contact, f) for f in found if f]

    def find_versions(self, t: TenantId, ids: Sequence[ContactId]) -> list[Versioned[Contact]]:
        """Those of the contacts that there are, with their versions; one read each."""
        found = self._db.get_many([paths.contact(t, k) for k in ids])
        return [decode_versioned(Contact, f) for f in found if f]

    def find_present(self, t: TenantId, k: ContactId) -> Versioned[Contact] | None:
        """The contact, or the one that it was merged into, if there is one."""
        found = self.find(t, k)
        while found is not None and found.value.merged_into:
            found = self.find(t, found.value.merged_into)
        return found

    def find_merged_into(self, t: TenantId, k: ContactId) -> list[ContactId]:
        """The contacts that turned out to be this one, also by way of others; a read each, and one for each query."""
        found: list[ContactId] = []
        waiting = [k]
        while waiting:
            where = [Where("merged_into", "==", waiting.pop())]
            more = self._db.query(paths.contacts(t), where, limit=MOST_MERGED, fields=["merged_into"])
            fresh = [ContactId(f.id) for f in more if f.id not in found]
            found += fresh
            waiting += fresh
        return found

    def sharing(self, t: TenantId, keys: Sequence[str], *, limit: int) -> list[Contact]:
        """Up to `limit` contacts for every thirty of `keys` that have one of them; one read each, one a query."""
        found: dict[str, Contact] = {}
        for begin in range(0, len(keys), MOST_KEYS_ASKED):
            where = [Where("match_keys", "array_contains_any", list(keys[begin : begin + MOST_KEYS_ASKED]))]
            found |= {f.id: decode(Contact, f) for f in self._db.query(paths.contacts(t), where, limit=limit)}
        return list(found.values())

    def create(self, t: TenantId, contact: Contact) -> Create:
        """The write that founds a contact, findable by its attributes."""
        keys = match_keys(contact.attributes)
        return Create(paths.contact(t, contact.id), encode(contact.model_copy(update={"match_keys": keys})))

    def create_identity(self, t: TenantId, identity: Identity) -> Create:
        """The write that makes an address known."""
        return Create(paths.identity(t, identity.id), encode(identity))

    def patch(
        self, t: TenantId, k: ContactId, fields: Mapping[str, object], if_updated_at: datetime | None = None
    ) -> Patch:
        """The write that changes a contact; with its attributes goes what it is found by when others are compared."""
        return Patch(paths.contact(t, k), _with_keys(fields), if_updated_at)

    def add_to(self, t: TenantId, k: ContactId, fields: Mapping[str, object]) -> Merge:
        """The write that blindly adds to a contact; maps are merged."""
        return Merge(paths.contact(t, k), fields)

    def remove(self, t: TenantId, k: ContactId, if_updated_at: datetime) -> Remove:
        """The write that takes a contact away that nobody ever heard of, unless it changed."""
        return Remove(paths.contact(t, k), if_updated_at)

    def remove_identity(self, t: TenantId, i: IdentityId) -> Remove:
        """The write that makes an address unknown again."""
        return Remove(paths.identity(t, i))

    def patch_identity(self, t: TenantId, i: IdentityId, fields: Mapping[str, object]) -> Patch:
        """The write that changes an identity."""
        return Patch(paths.identity(t, i), fields)

    def page(
        self,
        t: TenantId,
        *,
        limit: int,
        after: str | None = None,
        search: str | None = None,
        tag: str | None = None,
        audience: str | None = None,
    ) -> list[Contact]:
        """Contacts by id; one read each.

        Of `search`, `tag` and `audience` only one may be given: Firestore looks into one array a query.
        """
        asked = (("search", search), ("tags", tag), ("audiences", audience))
        where = [Where(field, "array_contains", value) for field, value in asked if value]
        found = self._db.query(
            paths.contacts(t), where, order=[("__name__", "ASCENDING")], after=[after] if after else (), limit=limit
        )
        return [decode(Contact, f) for f in found]


def _with_keys(fields: Mapping[str, object]) -> Mapping[str, object]:
    attributes = fields.get("attributes")
    if attributes is None:
        return fields
    return {**fields, "match_keys": (match_keys(attributes) if isinstance(attributes, dict) else []) or DELETE_FIELD}
