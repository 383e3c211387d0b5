"""What comes in about merges of contacts, and what goes out."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from common.models.ids import ContactId
from functions.contacts.schemas import ContactView, IdentityView


class PreviewQuery(BaseModel):
    """Which contact would go."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    contact_id: ContactId = Field(default=ContactId(""), max_length=64)
    """The contact that would go."""


class Contest(BaseModel):
    """A field that both contacts have, each another value of."""

    field: str
    """`name`, `language`, `time_zone`, or `attributes/` and the attribute's name."""
    wins: JsonValue
    """What stays."""
    loses: JsonValue
    """What is only to be had by undoing the merge."""


class MergePreview(BaseModel):
    """What two contacts would become."""

    merged: ContactView
    """The contact as it would be."""
    identities: list[IdentityView]
    """The addresses that would lead to it."""
    contests: list[Contest]
    """Where the two differ."""
    other: ContactView
    """The contact that would go."""


class MergeView(BaseModel):
    """A merge that can still be undone."""

    contact_id: ContactId
    """The contact that is gone."""
    name: str
    """What it was called."""
    merged_at: datetime
    """When they were merged."""
    by: str
    """Who did it; empty where a shared phone number did."""
    undo_until: datetime
    """Until when it can be undone."""


class MergeList(BaseModel):
    """The merges into a contact that can still be undone, the newest first."""

    items: list[MergeView]
