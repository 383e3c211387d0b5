"""Finds contacts by name, address and filter, page by page."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, NamedTuple

from common.entry.pages import decode_cursor, encode_cursor
from common.models.audience import AudienceFilter, hangs_on_conversation, matches, query_hint
from common.models.contact import Contact
from common.models.ids import TenantId
from functions.contacts.list_schemas import ContactSearch, ContactsFound
from functions.contacts.schemas import contact_view
from functions.contacts.service.linking import Stores

LOOK_AT: Final = 500
"""How many contacts one page looks at at most; it costs a read each, and one for each conversation that matters."""
STRIDE: Final = 100
"""How many contacts are read at once, where a filter has ruled out the first ones."""


class _Asked(NamedTuple):
    search: str | None
    filter: AudienceFilter


def search_word(text: str) -> str | None:
    """What a list is searched for: the first word, as contacts keep the beginnings of theirs."""
    return text.lower().strip().lstrip("+").partition(" ")[0] or None


def search(t: TenantId, asked: ContactSearch, now: datetime, *, stores: Stores) -> ContactsFound:
    """A page of the contacts that are meant, by id; those merged into others are left out.

    Without a filter it costs a read each. With one, a read for each contact that is looked at; a tag or a file's
    audience that must hold narrows those.

    Raises:
        Invalid: the cursor is none of ours.
    """
    after = str(decode_cursor(asked.cursor, str)[0]) if asked.cursor else None
    wanted = _Asked(search_word(asked.q), asked.filter)
    found: list[Contact] = []
    looked_at = 0
    while True:
        limit = min(STRIDE, LOOK_AT - looked_at) if looked_at else asked.limit
        contacts = _read(t, wanted, after, limit, stores)
        looked_at += len(contacts)
        meant = {c.id for c in _meant(t, contacts, wanted.filter, now, stores)}
        for contact in contacts:
            after = contact.id
            if contact.id in meant:
                found.append(contact)
            if len(found) == asked.limit:
                break
        is_last = len(contacts) < limit and (not contacts or after == contacts[-1].id)
        if is_last or len(found) == asked.limit or looked_at >= LOOK_AT:
            break
    cursor = None if is_last or after is None else encode_cursor(after)
    return ContactsFound(items=[contact_view(c) for c in found], next_cursor=cursor, looked_at=looked_at)


def _read(t: TenantId, wanted: _Asked, after: str | None, limit: int, stores: Stores) -> list[Contact]:
    if wanted.search:
        return stores.contacts.page(t, limit=limit, after=after, search=wanted.search)
    hint = query_hint(wanted.filter)
    tag = hint.value if hint and hint.field == "tags" else None
    audience = hint.value if hint and hint.field == "audiences" else None
    return stores.contacts.page(t, limit=limit, after=after, tag=tag, audience=audience)


def _meant(
    t: TenantId, contacts: Sequence[Contact], filter_: AudienceFilter, now: datetime, stores: Stores
) -> list[Contact]:
    present = [c for c in contacts if c.merged_into is None]
    open_ = [c.id for c in present if hangs_on_conversation(filter_, c, now)]
    threads = dict(zip(open_, stores.conversations.find_many(t, open_), strict=True))
    return [c for c in present if matches(filter_, c, threads.get(c.id), now)]
