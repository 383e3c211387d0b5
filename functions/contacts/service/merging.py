"""What people see of merges: what two contacts would become, and which merges can be undone."""

from collections.abc import Iterator
from datetime import datetime

from common.errors import Conflict, Invalid
from common.models.contact import Contact
from common.models.ids import ContactId, TenantId
from common.models.merge import joined
from functions.contacts.merge_schemas import Contest, MergeList, MergePreview, MergeView
from functions.contacts.schemas import IdentityView, contact_view
from functions.contacts.service.linking import Stores, get_contact


def preview(t: TenantId, k: ContactId, other_id: ContactId, *, stores: Stores) -> MergePreview:
    """What a contact would be if another one were merged into it.

    Raises:
        NotFound: one of the contacts does not exist.
        Invalid: they are the same.
        Conflict: the other one was merged already.
    """
    person, other = get_contact(t, k, stores=stores).value, get_contact(t, other_id, stores=stores).value
    if person.id == other.id:
        if k == other_id:
            raise Invalid("A contact cannot be merged with itself.")
        raise Conflict("The two are one contact already.")
    merged = joined(person, other)
    found = stores.contacts.find_identities(t, merged.identities)
    return MergePreview(
        merged=contact_view(merged),
        identities=[IdentityView.model_validate(i.model_dump()) for i in found],
        contests=list(_contests(person, other)),
        other=contact_view(other),
    )


def _contests(person: Contact, other: Contact) -> Iterator[Contest]:
    for field in ("name", "language", "time_zone"):
        wins, loses = getattr(person, field), getattr(other, field)
        if wins != loses and loses and (wins or field == "name"):
            yield Contest(field=field, wins=wins, loses=loses)
    for name in sorted(person.attributes.keys() & other.attributes.keys()):
        wins, loses = person.attributes[name], other.attributes[name]
        if wins != loses:
            yield Contest(field=f"attributes/{name}", wins=wins, loses=loses)


def merges_into(t: TenantId, k: ContactId, now: datetime, *, stores: Stores) -> MergeList:
    """The merges into a contact that can still be undone, the newest first; two reads, and two for each.

    Raises:
        NotFound: the tenant has no such contact.
    """
    contact = get_contact(t, k, stores=stores).value
    merges = [m for m in stores.merges.list_into(t, contact.id) if m.expires_at >= now]
    names = {c.id: c.name for c in stores.contacts.find_many(t, [m.id for m in merges])}
    shown = [
        MergeView(contact_id=m.id, name=names.get(m.id, ""), merged_at=m.merged_at, by=m.by, undo_until=m.expires_at)
        for m in merges
    ]
    return MergeList(items=shown)
