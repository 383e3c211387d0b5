"""What comes in about custom attributes and wishes of contacts, and what goes out."""

from datetime import datetime
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from common.entry.pages import Page
from common.models.attributes import MOST_DEFINITIONS, AttributeDefinition
from common.models.consent import Consent, ConsentScope, ConsentSource


class AttributesIn(BaseModel):
    """All attributes that have a type."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    definitions: list[AttributeDefinition] = Field(max_length=MOST_DEFINITIONS)
    """The attributes; one that is left out keeps its values, and any value is taken from then on."""
    version: str = Field(default="", max_length=40)
    """`version` as the caller read it; if they were saved since, the answer is 409."""

    @model_validator(mode="after")
    def _once_each(self) -> Self:
        names = [one.name for one in self.definitions]
        if len(set(names)) < len(names):
            raise ValueError("an attribute is there twice")
        return self


class AttributesView(BaseModel):
    """The attributes that have a type."""

    definitions: list[AttributeDefinition]
    version: str
    """Give it back when saving; empty while nothing was saved."""


class WishView(BaseModel):
    """A wish to be written to or not, as it came in."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    """The wish's id."""
    scope: ConsentScope
    """What it is about: marketing, or all messages."""
    channel_id: str | None
    """The channel it holds for; null means every one."""
    opted_in: bool
    """False: do not write. True: an earlier wish is withdrawn."""
    at: datetime
    """When it was said."""
    source: ConsentSource
    """How we know."""
    message_id: str | None
    """The message that said it, or whose sending met it."""
    recorded_by: str
    """Who wrote it down, where it was a person or an API key."""

    @classmethod
    def of(cls, consent: Consent) -> Self:
        """The wish as the API shows it."""
        return cls.model_validate(consent.model_dump())


WishPage = Page[WishView]
