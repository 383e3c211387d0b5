"""What people send about API keys, and what they get; a key itself is in one answer only."""

from datetime import datetime

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from common.entry.pages import Page
from common.models.tenant import Role
from functions.workspace.schemas import Incoming, Name


class KeyIn(Incoming):
    """A key to make."""

    name: Name
    """What to call it, such as the program that will use it."""
    role: Role
    """What it may do; at most what the caller may."""
    expires_at: AwareDatetime | None = None
    """Until when it works; left out, for ever."""


class RotateIn(Incoming):
    """How a key gives way to a new one."""

    overlap_hours: int = Field(default=24, ge=0, le=168)
    """For how long the one before still works; 0 ends it at once."""


class KeyView(BaseModel):
    """An API key, without the key."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    """The key's id."""
    name: str
    """What people call it."""
    role: Role
    """What it may do."""
    ending: str
    """Its last characters; empty where they are not known."""
    created_at: datetime | None
    """When it was made."""
    created_by_name: str
    """Who made it."""
    renewed_at: datetime | None
    """When it was last renewed."""
    old_until: datetime | None
    """Until when the one before it works, or worked."""
    last_used_at: datetime | None
    """When it was last used, at most an hour out; null is never."""
    expires_at: datetime | None
    """Until when it works; null is for ever."""
    revoked_at: datetime | None
    """Since when it does not."""


class KeyMade(KeyView):
    """A key that has just been made."""

    key: str
    """The key, for the header `X-API-Key`; it is shown this once."""


KeyPage = Page[KeyView]
