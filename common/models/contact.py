"""Contacts: people who write to the tenant, each with all their addresses."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from common.models.channel import Provider
from common.models.ids import ChannelId, ContactId, IdentityId


class Identity(BaseModel):
    """An address that leads to a contact."""

    model_config = ConfigDict(frozen=True, extra="ignore", use_attribute_docstrings=True)

    id: IdentityId
    """Derived from provider, scope and address."""
    provider: Provider
    """The provider of the address."""
    scope: str = ""
    """The channel where an address is not portable; empty for a phone number."""
    address: str
    """A phone number's digits, a business-scoped user id, or a chat id."""
    contact_id: ContactId
    """Whose address it is."""
    aliases: list[str] = Field(default_factory=list)
    """Ids of further identities that came with this one in a message."""


class OptOut(BaseModel):
    """A wish not to be written to, or its withdrawal; the newest holds."""

    model_config = ConfigDict(frozen=True, extra="ignore", use_attribute_docstrings=True)

    scope: str
    """`marketing` or `all`."""
    channel_id: ChannelId | None = None
    """The channel it holds for; null means every one."""
    at: datetime
    """Since when."""
    opted_in: bool = False
    """True if the wish was withdrawn."""
    source: str = ""
    """How we know: a keyword, a provider's report, a person."""


class Contact(BaseModel):
    """A person."""

    model_config = ConfigDict(frozen=True, extra="ignore", use_attribute_docstrings=True)

    id: ContactId
    """Derived from the identity that was known first."""
    name: str = ""
    """What to call them."""
    username: str = ""
    """The name under which the provider knows them; shown, never written to."""
    identities: list[IdentityId] = Field(default_factory=list)
    """All their addresses."""
    tags: list[str] = Field(default_factory=list)
    """What people filed them under."""
    attributes: dict[str, JsonValue] = Field(default_factory=dict)
    """What the tenant knows about them."""
    opt_outs: dict[str, OptOut] = Field(default_factory=dict)
    """Wishes not to be written to, by scope and channel."""
    search: list[str] = Field(default_factory=list)
    """Beginnings of name and address, by which the contact is found."""
    merged_into: ContactId | None = None
    """The contact that this one turned out to be."""
    created_at: datetime | None = None
    """When we first knew of them."""
