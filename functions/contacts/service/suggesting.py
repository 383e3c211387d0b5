"""Finds contacts that are probably one person, by look-ups of what they would share; people decide."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from common.entry.pages import ListQuery, decode_cursor, encode_cursor
from common.models.channel import Provider
from common.models.contact import Contact
from common.models.ids import ContactId, IdentityId, TenantId, identity_id
from common.models.matching import Person, key_of, match_keys, reasons
from common.models.phones import variants
from functions.contacts.schemas import contact_view
from functions.contacts.service.linking import Stores, get_contact
from functions.contacts.suggestion_schemas import SuggestionList, SuggestionPage, SuggestionView

MOST_SHARING: Final = 30
"""How many others are looked at that share something with thirty keys."""


def for_contact(t: TenantId, k: ContactId, *, stores: Stores) -> SuggestionList:
    """Who is probably the same person as a contact.

    It costs a read for each address, for each other form of a number, for each contact that shares something, and two.

    Raises:
        NotFound: the tenant has no such contact.
    """
    contact = get_contact(t, k, stores=stores).value
    return SuggestionList(items=_suggest(t, [contact], stores=stores))


def page(t: TenantId, query: ListQuery, *, stores: Stores) -> SuggestionPage:
    """Compares the next `limit` contacts with all others; a pair comes once, with the first of the two.

    Raises:
        Invalid: the cursor is none of ours.
    """
    after = str(decode_cursor(query.cursor, str)[0]) if query.cursor else None
    contacts = stores.contacts.page(t, limit=query.limit, after=after)
    present = [c for c in contacts if c.merged_into is None]
    found = [each for each in _suggest(t, present, stores=stores) if each.contact.id < each.other.id]
    more = encode_cursor(contacts[-1].id) if len(contacts) == query.limit else None
    return SuggestionPage(items=found, next_cursor=more, looked_at=len(contacts))


def dismiss(t: TenantId, k: ContactId, other: ContactId, by: str, now: datetime, *, stores: Stores) -> None:
    """Notes that two contacts are not one person; noted again, it is the same.

    Raises:
        NotFound: one of the contacts does not exist.
    """
    pair = (get_contact(t, k, stores=stores).value.id, get_contact(t, other, stores=stores).value.id)
    stores.database.commit(stores.dismissals.dismiss(t, pair, by, now))


def _suggest(t: TenantId, contacts: Sequence[Contact], *, stores: Stores) -> list[SuggestionView]:
    people = _people(t, contacts, stores)
    ids = _found_by_number(t, people, stores) | _found_by_key(t, people, stores)
    known = {p.contact.id: p for p in people}
    others = [c for c in stores.contacts.find_many(t, sorted(ids - set(known))) if c.merged_into is None]
    everybody = {**known, **{p.contact.id: p for p in _people(t, others, stores)}}
    likely = [
        (one, other, why)
        for one in people
        for other in everybody.values()
        if one.contact.id != other.contact.id and (why := reasons(one, other))
    ]
    dismissed = stores.dismissals.among(t, [(one.contact.id, other.contact.id) for one, other, _ in likely])
    return [
        SuggestionView(contact=contact_view(one.contact), other=contact_view(other.contact), reasons=why)
        for one, other, why in likely
        if (one.contact.id, other.contact.id) not in dismissed
    ]


def _people(t: TenantId, contacts: Sequence[Contact], stores: Stores) -> list[Person]:
    found = stores.contacts.find_identities(t, [i for c in contacts for i in c.identities])
    numbers: Mapping[IdentityId, str] = {
        i.id: i.address for i in found if i.provider is Provider.WHATSAPP and not i.scope
    }
    return [Person(c, [numbers[i] for i in c.identities if i in numbers]) for c in contacts]


def _found_by_number(t: TenantId, people: Sequence[Person], stores: Stores) -> set[ContactId]:
    """Whose address is another form of somebody's number, or a number among somebody's attributes."""
    forms = {form for p in people for number in p.numbers for form in variants(number)[1:]}
    forms |= {form for p in people for phone in p.told_phones for form in variants(phone)}
    ids = [identity_id(Provider.WHATSAPP, "", form) for form in sorted(forms)]
    return {i.contact_id for i in stores.contacts.find_identities(t, ids)}


def _found_by_key(t: TenantId, people: Sequence[Person], stores: Stores) -> set[ContactId]:
    """Who has one of their e-mail addresses or numbers among the attributes."""
    keys = {key for p in people for key in match_keys(p.contact.attributes)}
    keys |= {key_of("phone", phone) for p in people for phone in p.phones}
    # Whoever is compared has their own keys, too.
    return {c.id for c in stores.contacts.sharing(t, sorted(keys), limit=MOST_SHARING + len(people))}
