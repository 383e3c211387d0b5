"""What comes in about lists of contacts, and what goes out."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field

from common.entry.pages import ListQuery, Page
from common.models.audience import AudienceFilter
from common.models.channel import Provider
from functions.contacts.schemas import ContactView


class ContactSearch(ListQuery):
    """Which contacts."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    q: str = Field(default="", max_length=64)
    """Only those whose name or address has a word that begins so; an address also by its end."""
    filter: AudienceFilter = AudienceFilter()
    """Only those whom it means."""


class MainAddress(BaseModel):
    """Where a contact was heard last, or is reached first."""

    model_config = ConfigDict(frozen=True)

    provider: Provider
    """The provider of the address."""
    address: str
    """As people write it: a phone number with `+`, or the provider's id."""


class ListedContact(ContactView):
    """A contact in a list that people look at."""

    address: MainAddress | None
    """Their main address; null where none is known."""
    last_heard_at: datetime | None
    """When they last wrote, by the provider's time; null if never."""


class ContactExport(BaseModel):
    """Whose data are wanted as a file, and which part of it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    q: str = Field(default="", max_length=64)
    """Only those whose name or address has a word that begins so; an address also by its end."""
    filter: AudienceFilter = AudienceFilter()
    """Only those whom it means."""
    cursor: str = Field(default="", max_length=20_000)
    """What the header `X-Next-Cursor` of the part before said; empty begins."""


class ContactsFound(Page[ListedContact]):
    """A page of contacts; it may hold fewer than asked for, even none, and still not be the last."""

    looked_at: int
    """How many contacts were looked at for it."""
