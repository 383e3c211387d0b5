"""The audiences of a tenant, and the people whom they mean, page by page."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from common.models.audience import Audience, AudienceFilter, matches, may_match, query_hint
from common.models.contact import Contact
from common.models.conversation import Conversation
from common.models.ids import ContactId, TenantId
from common.store import paths
from common.store.codec import Versioned, decode, decode_versioned, encode
from common.store.database import ArrayRemove, Create, Database, Merge, Patch, Remove, Where


class Member(NamedTuple):
    """A person whom an audience means."""

    contact: Contact
    conversation: Conversation | None


class AudiencePage(NamedTuple):
    """A page of an audience's people."""

    members: list[Member]
    """Those of the page's contacts whom the audience means."""
    looked_at: int
    """How many contacts the page had, meant or not."""
    next: ContactId | None
    """Where the next page begins (give it as `after`); None at the end."""


class Audiences:
    """Reads and writes audiences, and reads whom they mean."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def find(self, t: TenantId, id_: str) -> Versioned[Audience] | None:
        """The audience, with its version."""
        found = self._db.get(paths.audience(t, id_))
        return decode_versioned(Audience, found) if found else None

    def list_page(self, t: TenantId, *, limit: int, after: str | None = None) -> list[Audience]:
        """Audiences by id; one read each."""
        found = self._db.query(
            paths.audiences(t), order=[("__name__", "ASCENDING")], after=[after] if after else (), limit=limit
        )
        return [decode(Audience, f) for f in found]

    def create(self, t: TenantId, audience: Audience) -> Create:
        """The write that makes an audience."""
        return Create(paths.audience(t, audience.id), encode(audience))

    def patch(
        self, t: TenantId, id_: str, fields: Mapping[str, object], if_updated_at: datetime | None = None
    ) -> Patch:
        """The write that changes an audience."""
        return Patch(paths.audience(t, id_), fields, if_updated_at)

    def remove(self, t: TenantId, id_: str) -> Remove:
        """The write that deletes an audience; its people stay."""
        return Remove(paths.audience(t, id_))

    def empty(self, t: TenantId, id_: str, *, limit: int) -> int:
        """Takes up to `limit` people out of an audience that is deleted; how many there were."""
        named = [Where("audiences", "array_contains", id_)]
        found = self._db.query(paths.contacts(t), named, limit=limit, fields=["audiences"])
        if found:
            self._db.commit(*(Merge(f.path, {"audiences": ArrayRemove([id_])}) for f in found))
        return len(found)

    def page(
        self, t: TenantId, of: Audience | AudienceFilter, *, after: ContactId | None, limit: int, now: datetime
    ) -> AudiencePage:
        """The people whom an audience or filter means among the next `limit` contacts, by id.

        A read for each contact looked at, and one more for the conversation of each that the filter does not rule out
        by the contact alone. Contacts that were merged into others are no longer meant.
        """
        filter_ = of.effective_filter if isinstance(of, Audience) else of
        hint = query_hint(filter_)
        found = self._db.query(
            paths.contacts(t),
            [Where(hint.field, "array_contains", hint.value)] if hint else [],
            order=[("__name__", "ASCENDING")],
            after=[after] if after else (),
            limit=limit,
        )
        contacts = [decode(Contact, f) for f in found]
        likely = [c for c in contacts if c.merged_into is None and may_match(filter_, c, now)]
        threads = self._db.get_many([paths.conversation(t, c.id) for c in likely])
        pairs = [Member(c, decode(Conversation, f) if f else None) for c, f in zip(likely, threads, strict=True)]
        return AudiencePage(
            [pair for pair in pairs if matches(filter_, pair.contact, pair.conversation, now)],
            len(contacts),
            contacts[-1].id if len(contacts) == limit else None,
        )
