"""Audit entries: who changed what, never changed themselves."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field

PLATFORM = "platform"
"""The actor of what the platform does by itself."""


class AuditEntry(BaseModel):
    """One change."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="ignore")

    id: str
    """Random, or derived from the change where it may come twice."""
    at: datetime
    """When."""
    actor: str
    """A member's id, `key:` and an API key's id, or `platform`."""
    actor_name: str = ""
    """What people call the actor."""
    action: str
    """What was done, as `area.verb`: `usage.drift_repaired`."""
    target: str = ""
    """The id of what was changed."""
    before: dict[str, object] = Field(default_factory=dict)
    """What it was, secrets masked."""
    after: dict[str, object] = Field(default_factory=dict)
    """What it became, secrets masked."""
    source: str = ""
    """From where: an IP address, or empty."""
