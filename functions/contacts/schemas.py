"""What comes in about contacts, and what goes out."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from common.entry.pages import ListQuery, Page
from common.models.channel import Provider
from common.models.contact import Contact, Identity, OptOut
from common.models.ids import ChannelId, ContactId, IdentityId


class ContactQuery(ListQuery):
    """Which contacts."""

    q: str = Field(default="", max_length=64)
    """Only those whose name or address has a word that begins so; an address also by its end."""


class ContactView(BaseModel):
    """A contact in the list."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: ContactId
    """The contact's id, which is also its conversation's."""
    name: str
    """What to call them."""
    username: str
    """The name under which the provider knows them."""
    tags: list[str]
    """What people filed them under."""
    attributes: dict[str, JsonValue]
    """What the tenant knows about them."""
    opt_outs: dict[str, OptOut]
    """Wishes not to be written to."""
    created_at: datetime | None
    """When we first knew of them."""


class IdentityView(BaseModel):
    """An address of a contact."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: IdentityId
    provider: Provider
    scope: str
    address: str


class ContactDetail(ContactView):
    """A contact with all addresses."""

    identities: list[IdentityView]
    """The addresses that lead to this contact."""


class LinkIn(BaseModel):
    """An address that is this contact's."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    channel_id: ChannelId
    """A channel on which the address means something."""
    address: str = Field(min_length=1, max_length=140)
    """A phone number with country code, a WhatsApp user id, or a Telegram chat id."""


class MergeIn(BaseModel):
    """Another contact that is the same person."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    contact_id: ContactId = Field(min_length=1)
    """The contact that goes; its conversation, addresses, tags and wishes come to this one."""


ContactPage = Page[ContactView]


def contact_view(contact: Contact) -> ContactView:
    """The contact as lists show it."""
    return ContactView.model_validate(contact.model_dump())


def contact_detail(contact: Contact, identities: list[Identity]) -> ContactDetail:
    """The contact with its addresses."""
    shown = [IdentityView.model_validate(i.model_dump()) for i in identities]
    return ContactDetail.model_validate({**contact.model_dump(exclude={"identities"}), "identities": shown})
