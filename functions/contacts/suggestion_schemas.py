"""What goes out about contacts that are probably one person."""

from pydantic import BaseModel

from common.entry.pages import Page
from common.models.matching import Reason
from functions.contacts.schemas import ContactView


class SuggestionView(BaseModel):
    """Two contacts that are probably one person."""

    contact: ContactView
    """The one."""
    other: ContactView
    """The other."""
    reasons: list[Reason]
    """Why."""


class SuggestionPage(Page[SuggestionView]):
    """A page of suggestions; it may hold none and still not be the last."""

    looked_at: int
    """How many contacts were compared with all others for it."""


class SuggestionList(BaseModel):
    """The suggestions for one contact."""

    items: list[SuggestionView]
