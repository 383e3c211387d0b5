"""Facts: what a contact told us, each with where we know it from and how long it held."""

import re
import unicodedata
from datetime import datetime
from enum import StrEnum
from typing import Final

from pydantic import BaseModel, ConfigDict, Field

from common.models.ids import ContactId, TenantId, digest

LONGEST_VALUE: Final = 500
"""Characters of a fact; one that needs more is several."""
LONGEST_CATEGORY: Final = 40
MOST_FACTS: Final = 5_000
"""Facts that hold of one contact at a time; more would not be read within a second."""
_NO_WORD: Final = re.compile(r"[\W_]+")


class FactOrigin(StrEnum):
    """How we know a fact."""

    LEARNED = "learned"
    """Extracted from what the contact wrote."""
    AGENT = "agent"
    """An agent was told to remember it."""
    PERSON = "person"
    """A person or a program of the tenant wrote it down."""


class Fact(BaseModel):
    """One thing that is known of a contact, or was."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="ignore")

    id: str
    """Derived from its words, so that what is said twice is one fact."""
    value: str
    """The fact in a sentence that stands by itself."""
    category: str = ""
    """What it is about, such as `preference` or `health`; empty where nobody said."""
    confidence: float = Field(default=1.0, ge=0, le=1)
    """How sure we are, from 0 to 1."""
    origin: FactOrigin = FactOrigin.LEARNED
    """How we know it."""
    source_message_id: str = ""
    """The message that said it; empty where none did."""
    recorded_by: str = ""
    """Who wrote it down or last changed it, where it was a person or an API key."""
    valid_from: datetime
    """Since when it holds."""
    valid_until: datetime | None = None
    """Until when it held; null while it does."""
    superseded_by: str = ""
    """The fact that took its place."""
    supersedes: list[str] = Field(default_factory=list)
    """The facts whose place it took."""
    pinned: bool = False
    """Whether a person wants it always remembered."""
    sequence: int = 0
    """Its place among all that was ever learned of the contact."""
    created_at: datetime
    """When we first knew it."""
    confirmed_at: datetime
    """When it was last said."""
    edited_at: datetime | None = None
    """When a person last changed its words."""
    merged_from: list[ContactId] = Field(default_factory=list)
    """The contacts whose it was before they were merged, the first one first."""
    shared_with: list[ContactId] = Field(default_factory=list)
    """Those of them whose it was beside being the other one's."""


def normal_form(value: str) -> str:
    """The words of a fact without case, punctuation or kinds of spaces; facts with the same are the same."""
    return _NO_WORD.sub(" ", unicodedata.normalize("NFKC", value).casefold()).strip()


def fact_id(t: TenantId, value: str, *distinct: str) -> str:
    """The id of a fact, the same for the same words.

    Args:
        t: the tenant; so ids tell nothing across tenants.
        value: the fact's words.
        distinct: what tells it from an earlier fact of the same words, where that is history.
    """
    return digest("fact", t, normal_form(value), *distinct)
