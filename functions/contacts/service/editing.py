"""What people write down about a contact, and contacts who have not written yet."""

from datetime import datetime
from typing import NamedTuple

from common.clock import epoch_ms
from common.errors import AlreadyExists, Conflict, Fault, Invalid, NotFound
from common.models.channel import Channel, Provider
from common.models.consent import Consent, ConsentSource, consent_id
from common.models.contact import Contact, Identity, search_words
from common.models.ids import ContactId, TenantId, first_contact_id, identity_id, random_id
from common.models.phones import NotAPhoneNumber, digits_of, variants
from common.store.conversations import HeardOn
from common.store.database import DELETE_FIELD, Write, compare_and_swap
from functions.contacts.schemas import (
    MOST_ATTRIBUTES,
    ConsentIn,
    ContactChange,
    ContactDetail,
    ContactIn,
    version_of,
)
from functions.contacts.service.linking import Stores, get_contact, normal_address, show
from functions.contacts.service.profiling import checked


class Reachable(NamedTuple):
    """An address of somebody who has not written yet, and the channel through which it is reached."""

    channel: Channel
    address: str
    portable: bool

    @property
    def identity(self) -> Identity:
        """The address as it leads to the contact that it founds."""
        scope = "" if self.portable else self.channel.id
        i = identity_id(self.channel.provider, scope, self.address)
        k = first_contact_id(i)
        return Identity(id=i, provider=self.channel.provider, scope=scope, address=self.address, contact_id=k)

    @property
    def forms(self) -> list[Identity]:
        """The identities under which the same telephone may be known; its own first."""
        if not self.portable:
            return [self.identity]
        return [self._replace(address=form).identity for form in variants(self.address)]

    @property
    def heard(self) -> HeardOn:
        """Where a message would go; it was never heard there."""
        return HeardOn(self.channel.id, self.channel.provider, self.identity.id, self.address, 0)


def edit(t: TenantId, k: ContactId, change: ContactChange, *, stores: Stores) -> ContactDetail:
    """Changes what is known about a contact; its conversation is called the same, from the same moment.

    Raises:
        NotFound: the tenant has no such contact.
        Invalid: it would have too many attributes, or a value is none of its attribute's type.
        Conflict: somebody changed it since the caller read it.
        WriteRaced: the contact kept changing; trying again helps.
    """
    if change.attributes:
        change = change.model_copy(update={"attributes": checked(t, change.attributes, stores=stores)})
    return show(t, compare_and_swap(lambda: _edit_once(t, k, change, stores)), stores=stores)


def _edit_once(t: TenantId, k: ContactId, change: ContactChange, stores: Stores) -> ContactId:
    found = get_contact(t, k, stores=stores)
    contact = found.value
    if change.version is not None and change.version != version_of(found):
        raise Conflict("Somebody else changed this contact meanwhile. Look at what they wrote, and save again.")
    fields: dict[str, object] = change.model_dump(include={"tags", "language", "time_zone"}, exclude_none=True)
    if change.attributes is not None:
        merged = {**contact.attributes, **change.attributes}
        fields["attributes"] = {name: value for name, value in merged.items() if value is not None}
        if len(fields["attributes"]) > MOST_ATTRIBUTES:  # type: ignore[arg-type]
            detail = f"A contact has at most {MOST_ATTRIBUTES} attributes."
            raise Invalid(detail, faults=[Fault("/attributes", detail)])
    if change.learning is not None and change.learning is bool(contact.learning_off):
        fields["learning_off"] = DELETE_FIELD if change.learning else True
    writes: list[Write] = []
    if change.name is not None and change.name != contact.name:
        addresses = [i.address for i in stores.contacts.find_identities(t, contact.identities)]
        name = change.name or next(iter(addresses), "")
        fields |= {"name": name, "search": search_words(name, addresses)}
        writes.append(stores.conversations.rename(t, contact.id, name, addresses))
    if fields:
        stores.database.commit(stores.contacts.patch(t, contact.id, fields, found.updated_at), *writes)
    return contact.id


def create(t: TenantId, asked: ContactIn, now: datetime, *, stores: Stores) -> ContactDetail:
    """Makes a contact of somebody who has not written yet, so that a template can be sent to them.

    Raises:
        NotFound: the tenant has no such channel.
        Invalid: the address is none of the channel's kind, or a value none of its attribute's type.
        Conflict: it leads to a contact already, perhaps in another form; `contact_id` says to which.
    """
    channel = next((c for c in stores.channels.list_all(t, fresh=True) if c.id == asked.channel_id), None)
    if channel is None:
        raise NotFound("There is no such channel.")
    reachable = reachable_at(channel, asked.address)
    attributes = {n: v for n, v in checked(t, asked.attributes, stores=stores).items() if v is not None}
    known = stores.contacts.find_identities(t, [i.id for i in reachable.forms])
    if not known:
        contact = Contact(
            id=reachable.identity.contact_id,
            name=asked.name or reachable.address,
            tags=asked.tags,
            attributes={**attributes},
            language=asked.language or "",
            time_zone=asked.time_zone or "",
        )
        try:
            stores.database.commit(*founding_writes(t, contact, [reachable], now, stores=stores))
        except AlreadyExists:
            known = stores.contacts.find_identities(t, [reachable.identity.id])
        else:
            return show(t, contact.id, stores=stores)
    owner = known[0].contact_id if known else reachable.identity.contact_id
    raise Conflict("This address is a contact's already.", extra={"contact_id": owner})


def reachable_at(channel: Channel, address: str, default_region: str = "") -> Reachable:
    """An address on a channel, as its provider writes it.

    Raises:
        Invalid: it is none of the channel's kind.
    """
    if channel.provider is Provider.WHATSAPP and not address.strip()[:2].isalpha():
        try:
            return Reachable(channel, digits_of(address, default_region), True)
        except NotAPhoneNumber as error:
            raise Invalid(error.detail, faults=[Fault("/address", error.detail)]) from error
    return Reachable(channel, *normal_address(channel, address))


def founding_writes(
    t: TenantId, contact: Contact, addresses: list[Reachable], now: datetime, *, stores: Stores
) -> list[Write]:
    """The writes that found a contact, its addresses and its conversation."""
    ids = [a.identity.id for a in addresses]
    words = search_words(contact.name, [a.address for a in addresses])
    founded = contact.model_copy(update={"identities": ids, "search": words, "created_at": now})
    return [
        stores.contacts.create(t, founded),
        *(
            stores.contacts.create_identity(t, a.identity.model_copy(update={"contact_id": contact.id}))
            for a in addresses
        ),
        stores.conversations.found_unheard(t, contact.id, contact.name, [a.heard for a in addresses], now),
    ]


def record_consent(
    t: TenantId, k: ContactId, asked: ConsentIn, who: str, key: str, now: datetime, *, stores: Stores
) -> ContactDetail:
    """Records a wish that a contact told somebody of ours; asked for again under the same key, it is the same wish.

    Raises:
        NotFound: the tenant has no such contact or channel.
    """
    contact = get_contact(t, k, stores=stores).value
    if asked.channel_id and all(c.id != asked.channel_id for c in stores.channels.list_all(t, fresh=True)):
        raise NotFound("There is no such channel.")
    wish = Consent(
        id=consent_id(ConsentSource.PERSON, who, contact.id, key or f"{random_id()}-{epoch_ms(now)}"),
        contact_id=contact.id,
        channel_id=asked.channel_id,
        scope=asked.scope,
        opted_in=asked.opted_in,
        at=now,
        source=ConsentSource.PERSON,
        recorded_by=who,
    )
    stores.consents.record(t, wish)
    return show(t, contact.id, stores=stores)
