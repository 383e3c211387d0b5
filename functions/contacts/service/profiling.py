"""What a contact's profile shows beside the contact: wishes as they came in, and attributes that have a type."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

from common.entry.pages import ListQuery, decode_cursor, encode_cursor
from common.errors import AlreadyExists, Conflict, Fault, Invalid, WriteRaced
from common.models.attributes import NotOfType, typed
from common.models.contact import Scalar
from common.models.ids import ContactId, TenantId
from functions.contacts.profile_schemas import AttributesIn, AttributesView, WishPage, WishView
from functions.contacts.service.linking import Stores, get_contact

MOST_FORMER: Final = 29
"""As many contacts that were merged into this one have their wishes listed: a query takes thirty ids."""


def wishes(t: TenantId, k: ContactId, query: ListQuery, *, stores: Stores) -> WishPage:
    """A page of the contact's wishes, the newest first, with those of contacts that were merged into it.

    Raises:
        NotFound: the tenant has no such contact.
        Invalid: the cursor is none of ours.
    """
    contact = get_contact(t, k, stores=stores).value
    ids = [contact.id, *stores.contacts.find_merged_into(t, contact.id)[:MOST_FORMER]]
    before = None
    if query.cursor:
        at, id_ = decode_cursor(query.cursor, str, str)
        before = (_instant(str(at)), str(id_))
    found = stores.consents.page(t, ids, limit=query.limit, before=before)
    last = found[-1] if len(found) == query.limit else None
    more = encode_cursor(last.at.isoformat(), last.id) if last else None
    return WishPage(items=[WishView.of(each) for each in found], next_cursor=more)


def _instant(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError as error:
        detail = "The cursor is not one of ours."
        raise Invalid(detail, faults=[Fault("/query/cursor", "take `next_cursor` of a page")]) from error


def show_attributes(t: TenantId, *, stores: Stores) -> AttributesView:
    """The attributes that have a type."""
    definitions, version = stores.attributes.find(t)
    return AttributesView(definitions=definitions, version=version_of(version))


def save_attributes(t: TenantId, asked: AttributesIn, *, stores: Stores) -> AttributesView:
    """Replaces the attributes that have a type; values that are there stay as they are.

    Raises:
        Conflict: somebody saved them since.
    """
    _, known = stores.attributes.find(t)
    changed = Conflict("Somebody else saved the attributes meanwhile. Load them again.")
    if version_of(known) != asked.version:
        raise changed
    try:
        saved = stores.attributes.save(t, asked.definitions, known)
    except (AlreadyExists, WriteRaced) as error:
        raise changed from error
    return AttributesView(definitions=asked.definitions, version=version_of(saved))


def checked(t: TenantId, values: Mapping[str, Scalar | None], *, stores: Stores) -> dict[str, Scalar | None]:
    """The values as attributes of their types; those without a type stay as they are, and null forgets one.

    Raises:
        Invalid: a value is none of its attribute's type.
    """
    if not values:
        return {}
    types = {one.name: one.type for one in stores.attributes.find(t)[0]}
    known: dict[str, Scalar | None] = dict(values)
    faults: list[Fault] = []
    for name, value in values.items():
        if value is None or name not in types:
            continue
        try:
            known[name] = typed(value, types[name])
        except NotOfType as error:
            faults.append(Fault(f"/attributes/{name.replace('~', '~0').replace('/', '~1')}", error.detail))
    if faults:
        raise NotOfType(faults[0].detail, faults=faults)
    return known


def version_of(updated_at: datetime | None) -> str:
    """A version as the API gives it; empty where nothing was saved."""
    return updated_at.astimezone(UTC).isoformat() if updated_at else ""
