"""Whose message it is: from the sender's addresses to a contact, known or founded."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from common.models.channel import Provider
from common.models.contact import Contact, Identity, search_words
from common.models.ids import ChannelId, ContactId, IdentityId, TenantId, first_contact_id, identity_id
from common.models.inbound import Address, Sender
from common.store.contacts import Contacts
from common.store.database import ArrayUnion, Write


class Known(NamedTuple):
    """The contact of a sender, and what must be written to know it."""

    contact_id: ContactId
    identity_id: IdentityId
    """The identity of the sender's best address."""
    address: str
    founded: bool
    """True if the contact is new."""
    writes: tuple[Write, ...]


def identity_of(provider: Provider, channel_id: ChannelId, address: Address) -> IdentityId:
    """The identity's id of an address that was met on a channel."""
    return identity_id(provider, "" if address.portable else channel_id, address.value)


def find_known(
    t: TenantId, provider: Provider, channel_id: ChannelId, addresses: Sequence[Address], *, contacts: Contacts
) -> Identity | None:
    """The first of a person's addresses that we know; one read if it is the best one.

    Some people were met by their user id alone, before a webhook names their phone number beside it.
    """
    ids = [identity_of(provider, channel_id, address) for address in addresses]
    best = contacts.find_identity(t, ids[0])
    if best is not None or len(ids) == 1:
        return best
    return next(iter(contacts.find_identities(t, ids[1:])), None)


def resolve(
    t: TenantId, provider: Provider, channel_id: ChannelId, sender: Sender, now: datetime, *, contacts: Contacts
) -> Known:
    """Finds the contact of `sender`; one read if its addresses are known.

    A sender with two addresses (phone number and user id) is one person: an address that is new is added to the
    contact of one that is known. Two addresses that already lead to different contacts stay as they are, since
    merging people is for people to decide.
    """
    ids = [identity_of(provider, channel_id, address) for address in sender.addresses]
    best = contacts.find_identity(t, ids[0])
    if best is not None:
        new = [(i, a) for i, a in zip(ids[1:], sender.addresses[1:], strict=True) if i not in best.aliases]
        writes = _alias_writes(t, provider, channel_id, best, new, contacts)
        return Known(best.contact_id, best.id, best.address, False, writes)
    others = contacts.find_identities(t, ids[1:]) if len(ids) > 1 else []
    contact_id = others[0].contact_id if others else first_contact_id(ids[0])
    known = {other.id for other in others}
    writes = tuple(
        contacts.create_identity(t, _identity(i, provider, channel_id, a, contact_id, [j for j in ids if j != i]))
        for i, a in zip(ids, sender.addresses, strict=True)
        if i not in known
    )
    if others:
        patch = contacts.patch(t, contact_id, {"identities": ArrayUnion([i for i in ids if i not in known])})
        return Known(contact_id, ids[0], sender.addresses[0].value, False, (*writes, patch))
    contact = Contact(
        id=contact_id,
        name=display_name(sender),
        username=sender.username,
        identities=ids,
        created_at=now,
        search=search_words(display_name(sender), [a.value for a in sender.addresses]),
    )
    return Known(contact_id, ids[0], sender.addresses[0].value, True, (*writes, contacts.create(t, contact)))


def _alias_writes(
    t: TenantId,
    provider: Provider,
    channel_id: ChannelId,
    best: Identity,
    new: Sequence[tuple[IdentityId, Address]],
    contacts: Contacts,
) -> tuple[Write, ...]:
    if not new:
        return ()
    taken = {identity.id for identity in contacts.find_identities(t, [i for i, _ in new])}
    free = [(i, a) for i, a in new if i not in taken]
    creates = [
        contacts.create_identity(t, _identity(i, provider, channel_id, a, best.contact_id, [best.id])) for i, a in free
    ]
    # Taken ones are remembered too, so that they are looked up once and not with each message.
    remember = contacts.patch_identity(t, best.id, {"aliases": ArrayUnion([i for i, _ in new])})
    if not free:
        return (remember,)
    return (
        *creates,
        remember,
        contacts.patch(t, best.contact_id, {"identities": ArrayUnion([i for i, _ in free])}),
    )


def _identity(
    i: IdentityId,
    provider: Provider,
    channel_id: ChannelId,
    address: Address,
    contact_id: ContactId,
    aliases: Sequence[IdentityId],
) -> Identity:
    scope = "" if address.portable else channel_id
    return Identity(
        id=i, provider=provider, scope=scope, address=address.value, contact_id=contact_id, aliases=list(aliases)
    )


def display_name(sender: Sender) -> str:
    """What to call the sender: the own name, else the user name, else the address."""
    return sender.name or sender.username or sender.addresses[0].value
