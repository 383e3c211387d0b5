"""Under which addresses a contact is reached, the one first that was heard last."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from common.clock import from_epoch_ms
from common.models.channel import Provider
from common.models.contact import Contact, Identity
from common.models.conversation import Conversation
from common.models.ids import ChannelId, IdentityId, identity_id


class Address(NamedTuple):
    """An address of a contact."""

    provider: Provider
    scope: str
    """The channel where an address is not portable; empty for a phone number."""
    address: str
    """As the provider writes it."""
    heard_ms: int = 0
    """When the contact was last heard there, in epoch milliseconds; 0 if never."""

    @property
    def text(self) -> str:
        """As people write it: a phone number in E.164."""
        return f"+{self.address}" if self.provider is Provider.WHATSAPP and not self.scope else self.address


def newest_first(
    contact: Contact, thread: Conversation | None, identities: Mapping[IdentityId, Identity]
) -> list[Address]:
    """A contact's addresses, as its conversation knows them, and those that only `identities` know."""
    heard = _heard(thread)
    unheard = {i: Address(one.provider, one.scope, one.address) for i, one in identities.items()}
    known = {**unheard, **heard}
    found = [known[i] for i in contact.identities if i in known]
    return sorted(found, key=lambda address: -address.heard_ms)


def unknown_to(contact: Contact, thread: Conversation | None) -> Sequence[IdentityId]:
    """The contact's addresses of which its conversation does not know."""
    heard = _heard(thread)
    return [i for i in contact.identities if i not in heard]


def last_heard_at(thread: Conversation | None) -> datetime | None:
    """When the contact last wrote, on whichever channel."""
    last_ms = max(thread.last_inbound_ms.values(), default=0) if thread else 0
    return from_epoch_ms(last_ms) if last_ms else None


def _heard(thread: Conversation | None) -> dict[IdentityId, Address]:
    found: dict[IdentityId, Address] = {}
    for channel, endpoints in thread.endpoints.items() if thread else ():
        for i, endpoint in endpoints.items():
            known = found.get(i)
            if known is None or endpoint.heard_ms > known.heard_ms:
                scope = _scope(i, endpoint.provider, endpoint.address, channel)
                found[i] = Address(endpoint.provider, scope, endpoint.address, endpoint.heard_ms)
    return found


def _scope(i: IdentityId, provider: Provider, address: str, channel: ChannelId) -> str:
    """The channel where an address is not portable, which its id tells."""
    return "" if i == identity_id(provider, "", address) else channel
