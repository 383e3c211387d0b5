"""Outgoing webhooks: where a tenant wants to hear of events, the events, and what came of telling each."""

import json
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Final

from pydantic import BaseModel, ConfigDict, Field
from pydantic.main import IncEx

from common.models.ids import ContactId
from common.models.message import Direction, Message
from common.models.status import MessageStatus


class EventType(StrEnum):
    """What can be told."""

    MESSAGE_RECEIVED = "message.received"
    """A contact wrote."""
    MESSAGE_SENT = "message.sent"
    """The provider took a message, or it was written on the business's own phone."""
    MESSAGE_STATUS = "message.status"
    """The provider reported that a message was delivered, read or played."""
    MESSAGE_FAILED = "message.failed"
    """A message failed, or nobody knows whether it was sent."""
    CONVERSATION_CHANGED = "conversation.changed"
    """A person changed a conversation's status, assignee, labels or agent."""
    CAMPAIGN_COMPLETED = "campaign.completed"
    """A campaign has written to all its recipients."""
    BACKUP_COMPLETED = "backup.completed"
    """A backup is complete."""
    INCIDENT_OPENED = "incident.opened"
    """Something is wrong with the workspace's set-up."""
    USAGE_WARNING = "usage.warning"
    """A limit of the plan is nearly used up."""
    TEST = "webhook.test"
    """A person tries a webhook; it cannot be chosen."""


WANTABLE: Final = tuple(each for each in EventType if each is not EventType.TEST)
"""What a webhook can ask for."""
_TOLD: Final[dict[MessageStatus, EventType]] = {
    MessageStatus.SENT: EventType.MESSAGE_SENT,
    MessageStatus.DELIVERED: EventType.MESSAGE_STATUS,
    MessageStatus.READ: EventType.MESSAGE_STATUS,
    MessageStatus.PLAYED: EventType.MESSAGE_STATUS,
    MessageStatus.FAILED: EventType.MESSAGE_FAILED,
    MessageStatus.UNKNOWN: EventType.MESSAGE_FAILED,
}
_MEDIA: Final = dict.fromkeys(("mime_type", "filename", "size_bytes", "status", "failure"), True)
_TRANSCRIPT: Final = dict.fromkeys(("status", "text", "failure", "model"), True)
_AI: Final = dict.fromkeys(
    ("model", "input_tokens", "output_tokens", "price_micro_usd", "latency_ms", "confidence", "facts", "answers"), True
)
_PLAIN: Final = dict.fromkeys(
    (
        *("id", "conversation_id", "channel_id", "provider", "direction", "author", "kind", "text", "location"),
        *("reaction", "choice", "template", "content", "reply_to", "forwarded", "edited_at", "deleted_at"),
        *("erased_at", "status", "status_at", "failure", "provider_message_id", "at", "created_at", "attempts"),
    ),
    True,
)
_PARTS: Final[dict[str, IncEx | bool]] = {"media": {**_MEDIA, "transcript": _TRANSCRIPT}, "ai": _AI}
_SHOWN: Final[IncEx] = {**_PLAIN, **_PARTS}
"""The parts of a message that the API shows; addresses, hashes and leases are ours."""


def message_data(message: Message) -> dict[str, object]:
    """What is told of a message: the same as the API shows."""
    return {"message": message.model_dump(mode="json", include=_SHOWN)}


def event_of_status(status: MessageStatus) -> EventType | None:
    """What a message's new status is told as; None where nothing is."""
    return _TOLD.get(status)


def event_of_new(message: Message) -> EventType | None:
    """What a message that was just stored is told as; None for one that waits to be sent."""
    if message.direction is Direction.IN:
        return EventType.MESSAGE_RECEIVED
    return event_of_status(message.status)


class HookStatus(StrEnum):
    """Whether a webhook is told anything."""

    ACTIVE = "active"
    PAUSED = "paused"
    """A person paused it."""
    DISABLED = "disabled"
    """It was switched off, because nobody took what it delivered."""


class Webhook(BaseModel):
    """Where a tenant wants to hear of events."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="ignore")

    id: str
    """Its id."""
    name: str = ""
    """What people call it."""
    url: str
    """Where events are posted."""
    events: list[EventType] = Field(default_factory=list)
    """What it wants to hear of."""
    status: HookStatus = HookStatus.ACTIVE
    """Whether it is told anything."""
    status_reason: str = ""
    """Why it was switched off, in sentences."""
    sealed: str = ""
    """Its secrets, sealed: `secret` and, for a while after a change, `old`."""
    old_until: datetime | None = None
    """Until when is also signed with the secret before."""
    secret_key: str = ""
    """Stands for the request that made the present secret."""
    failing_since: datetime | None = None
    """Since when every delivery has failed."""
    created_at: datetime
    """When it was made."""
    created_by: str = ""
    """Who made it."""
    request_hash: str = ""
    """The digest of the request that made it."""

    @property
    def wanted(self) -> list[str]:
        """What is recorded for it now."""
        return [each.value for each in self.events] if self.status is HookStatus.ACTIVE else []


class WebhookEvent(BaseModel):
    """Something that happened, as it is told; created in the commit of what happened."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="ignore")

    id: str
    """Derived from what happened; receivers know a repetition by it."""
    type: EventType
    """What happened."""
    at: datetime
    """When."""
    hooks: list[str]
    """The webhooks that wanted to hear of it, in the order in which their tasks are queued."""
    body: str
    """What is posted: JSON, the same at each try."""
    contact_id: ContactId | None = None
    """Whom it is about; erased with them."""
    sweep_at: datetime | None = None
    """From when on its tasks should long have begun. Absent once they have."""
    expires_at: datetime | None = None
    """When it goes by itself."""


def body_of(type_: EventType, at: datetime, data: Mapping[str, object]) -> str:
    """What is posted.

    Source: Standard Webhooks 1.0, https://www.standardwebhooks.com (read 2026-11): `type`, `timestamp`, `data`.
    """
    said = {"type": type_, "timestamp": at.isoformat().replace("+00:00", "Z"), "data": data}
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


class DeliveryState(StrEnum):
    """Where the telling of an event is."""

    PENDING = "pending"
    """It is tried, and tried again."""
    DELIVERED = "delivered"
    """The receiver took it."""
    DEAD = "dead"
    """It is not tried any more; a person may have it delivered again."""


class DeliveryAttempt(BaseModel):
    """One try."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="ignore")

    at: datetime
    """When it began."""
    number: int
    """Which try it was, from 1."""
    status: int | None = None
    """The receiver's HTTP status; null if there was no answer."""
    took_ms: int = 0
    """How long it took."""
    error: str = ""
    """What went wrong, in a sentence; empty where nothing did."""


class Delivery(BaseModel):
    """What came of telling one webhook of one event."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="ignore")

    id: str
    """Derived from event and webhook."""
    webhook_id: str
    """Who is told."""
    event_id: str
    """Of what."""
    event_type: EventType
    """What happened."""
    state: DeliveryState
    """Where it is."""
    created_at: datetime
    """When the event happened."""
    begun_at: datetime
    """Since when it is tried: the event, or the last time that a person had it delivered again."""
    tries: int = 0
    """How often it was tried."""
    attempts: list[DeliveryAttempt] = Field(default_factory=list)
    """The last tries, the oldest first."""
    next_at: datetime | None = None
    """When it is tried next."""
    is_lost: bool = False
    """Whether it was given up in a way that people see among failed work, and not taken since."""
    sweep_at: datetime | None = None
    """From when on its next try should long have been made."""
    expires_at: datetime | None = None
    """When it goes by itself."""
