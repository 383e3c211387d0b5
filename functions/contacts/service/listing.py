"""Finds contacts by name, address and filter, page by page."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final, NamedTuple

from common.entry.pages import decode_cursor, encode_cursor
from common.models.audience import AudienceFilter, hangs_on_conversation, matches, query_hint
from common.models.contact import Contact
from common.models.conversation import Conversation
from common.models.ids import ContactId, TenantId
from functions.contacts.list_schemas import ContactSearch, ContactsFound, ListedContact, MainAddress
from functions.contacts.schemas import contact_view
from functions.contacts.service.addresses import last_heard_at, newest_first
from functions.contacts.service.linking import Stores

LOOK_AT: Final = 500
"""How many contacts one page looks at at most; it costs a read each, and one for each conversation that matters."""
STRIDE: Final = 100
"""How many contacts are read at once, where a filter has ruled out the first ones."""


class Wanted(NamedTuple):
    """Whom a list holds."""

    search: str | None
    filter: AudienceFilter

    @classmethod
    def of(cls, q: str, filter_: AudienceFilter) -> "Wanted":
        """Those with a word that begins as the first of `q`, whom a filter means too."""
        return cls(search_word(q), filter_)


class Looked(NamedTuple):
    """Contacts that were looked at."""

    contacts: list[Contact]
    """All of them, by id."""
    meant: list[Contact]
    """Those who are wanted; of those merged into others there is none."""
    threads: dict[ContactId, Conversation | None]
    """Conversations that it took to say so."""


def search_word(text: str) -> str | None:
    """What a list is searched for: the first word, as contacts keep the beginnings of theirs."""
    return text.lower().strip().lstrip("+").partition(" ")[0] or None


def search(t: TenantId, asked: ContactSearch, now: datetime, *, stores: Stores) -> ContactsFound:
    """A page of the contacts that are meant, by id; those merged into others are left out.

    Without a filter it costs two reads each, the contact and its conversation. With one, a read for each contact that
    is looked at, and for each conversation that matters or is shown; a tag or a file's audience that must hold narrows
    those.

    Raises:
        Invalid: the cursor is none of ours.
    """
    after = str(decode_cursor(asked.cursor, str)[0]) if asked.cursor else None
    wanted = Wanted.of(asked.q, asked.filter)
    found: list[Contact] = []
    threads: dict[ContactId, Conversation | None] = {}
    looked_at = 0
    while True:
        limit = min(STRIDE, LOOK_AT - looked_at) if looked_at else asked.limit
        looked = look(t, wanted, after, limit, now, stores=stores)
        contacts, threads = looked.contacts, threads | looked.threads
        looked_at += len(contacts)
        meant = {c.id for c in looked.meant}
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
    shown = with_threads(t, found, threads, stores=stores)
    return ContactsFound(items=[_listed(c, shown[c.id]) for c in found], next_cursor=cursor, looked_at=looked_at)


def look(t: TenantId, wanted: Wanted, after: str | None, limit: int, now: datetime, *, stores: Stores) -> Looked:
    """The next contacts by id, and which of them are wanted."""
    contacts = _read(t, wanted, after, limit, stores)
    present = [c for c in contacts if c.merged_into is None]
    open_ = [c.id for c in present if hangs_on_conversation(wanted.filter, c, now)]
    threads = dict(zip(open_, stores.conversations.find_many(t, open_), strict=True))
    meant = [c for c in present if matches(wanted.filter, c, threads.get(c.id), now)]
    return Looked(contacts, meant, threads)


def with_threads(
    t: TenantId, contacts: Sequence[Contact], known: Mapping[ContactId, Conversation | None], *, stores: Stores
) -> Mapping[ContactId, Conversation | None]:
    """The conversations of contacts; those that are not known yet cost a read each."""
    missing = [c.id for c in contacts if c.id not in known]
    return {**known, **dict(zip(missing, stores.conversations.find_many(t, missing), strict=True))}


def _listed(contact: Contact, thread: Conversation | None) -> ListedContact:
    main = next(iter(newest_first(contact, thread, {})), None)
    address = MainAddress(provider=main.provider, address=main.text) if main else None
    told = {"address": address, "last_heard_at": last_heard_at(thread)}
    return ListedContact.model_validate({**contact_view(contact).model_dump(), **told})


def _read(t: TenantId, wanted: Wanted, after: str | None, limit: int, stores: Stores) -> list[Contact]:
    if wanted.search:
        return stores.contacts.page(t, limit=limit, after=after, search=wanted.search)
    hint = query_hint(wanted.filter)
    tag = hint.value if hint and hint.field == "tags" else None
    audience = hint.value if hint and hint.field == "audiences" else None
    return stores.contacts.page(t, limit=limit, after=after, tag=tag, audience=audience)
