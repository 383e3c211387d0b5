"""What comes in about lists of contacts, and what goes out."""

from pydantic import ConfigDict, Field

from common.entry.pages import ListQuery, Page
from common.models.audience import AudienceFilter
from functions.contacts.schemas import ContactView


class ContactSearch(ListQuery):
    """Which contacts."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    q: str = Field(default="", max_length=64)
    """Only those whose name or address has a word that begins so; an address also by its end."""
    filter: AudienceFilter = AudienceFilter()
    """Only those whom it means."""


class ContactsFound(Page[ContactView]):
    """A page of contacts; it may hold fewer than asked for, even none, and still not be the last."""

    looked_at: int
    """How many contacts were looked at for it."""
