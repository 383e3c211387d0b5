"""Incidents: what is wrong with a tenant's set-up until somebody or something mends it."""

from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class IncidentKind(StrEnum):
    """What can be wrong."""

    CHANNEL_REFUSED = "channel_refused"
    """A provider does not accept a channel's account or token; nothing is sent over it. Subject: the channel."""
    TEMPLATES_NOT_SYNCED = "templates_not_synced"
    """A WhatsApp Business Account does not tell about its templates. Subject: the account."""
    COUNTER_DRIFT = "counter_drift"
    """A billing counter did not agree with the messages. Subject: `counters`."""
    DRIVE_REFUSED = "drive_refused"
    """Google Drive does not accept the link any more; nothing is backed up. Subject: `drive`."""
    BACKUP_FAILED = "backup_failed"
    """The last backup came to nothing, or cannot be restored. Subject: `backup` or `drill`."""
    MODEL_FAILED = "model_failed"
    """The language model does not answer; conversations wait for people. Subject: `model`."""
    WEBHOOK_DISABLED = "webhook_disabled"
    """An outgoing webhook was switched off, since nobody takes what it delivers. Subject: the webhook."""


def refusal(channel_name: str, reason: str) -> str:
    """What people read of a channel that its provider refuses."""
    return f"{channel_name} cannot send or receive. {reason} Mend it at the provider, and test the channel."


class Incident(BaseModel):
    """Something that is wrong, or was."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="ignore")

    id: str
    """Derived from kind and subject: the same trouble is one incident, which opens again."""
    kind: IncidentKind
    """What is wrong."""
    subject: str
    """The id of what it is wrong with."""
    detail: str
    """What happened and what to do, in sentences that people read."""
    is_open: bool = True
    """Whether it lasts."""
    opened_at: datetime
    """Since when."""
    last_at: datetime
    """When it was last seen."""
    times: int = 1
    """How often it was seen since it opened."""
    closed_at: datetime | None = None
    """When it was over."""
