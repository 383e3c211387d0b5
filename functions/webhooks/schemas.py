"""What people send about webhooks, and what they get."""

from datetime import datetime
from typing import Annotated, Final

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from common.entry.pages import ListQuery, Page
from common.models.webhook import DeliveryAttempt, DeliveryState, EventType, HookStatus

MOST_AT_ONCE: Final = 100
"""How many deliveries are replayed by one call."""


def _wantable(value: EventType) -> EventType:
    if value is EventType.TEST:
        raise ValueError("Tests come when somebody asks for one; choose other events.")
    return value


Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
Url = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
Wanted = Annotated[EventType, AfterValidator(_wantable)]


class Incoming(BaseModel):
    """Base of request bodies: a field that we do not know is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class WebhookIn(Incoming):
    """A webhook to be made."""

    name: Name
    """What to call it."""
    url: Url
    """Where to post: `https`, on port 443, 8443 or 80, and on the open internet."""
    events: list[Wanted] = Field(min_length=1, max_length=20)
    """What it is told of."""


class WebhookPatch(Incoming):
    """What is to change; what is left out stays."""

    name: Name | None = None
    """What to call it."""
    url: Url | None = None
    """Where to post."""
    events: list[Wanted] | None = Field(default=None, min_length=1, max_length=20)
    """What it is told of."""
    paused: bool | None = None
    """True pauses it: what happens meanwhile is not told, also not later. False switches it on, also one that was
    switched off by itself."""


class WebhookView(BaseModel):
    """A webhook."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    """Its id."""
    name: str
    """What people call it."""
    url: str
    """Where events are posted."""
    events: list[EventType]
    """What it is told of."""
    status: HookStatus
    """Whether it is told anything."""
    status_reason: str
    """Why it was switched off, and what to do."""
    failing_since: datetime | None
    """Since when every delivery has failed; null while they are taken."""
    old_secret_until: datetime | None
    """Until when requests are also signed with the secret before; null if with one only."""
    created_at: datetime
    """When it was made."""


class WebhookMade(WebhookView):
    """A webhook, with its secret, which is shown this once."""

    secret: str
    """Check signatures with it, as Standard Webhooks says: `webhook-signature` holds `v1,` and the base64 of the
    HMAC-SHA256 of `{webhook-id}.{webhook-timestamp}.{body}`."""


class WebhookList(BaseModel):
    """The tenant's webhooks; there are at most ten."""

    items: list[WebhookView]
    """Them, the oldest first."""


class DeliveryQuery(ListQuery):
    """Which deliveries to list."""

    state: DeliveryState | None = None
    """Only those."""


class DeliveryView(BaseModel):
    """What came of telling a webhook of an event."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    """Its id."""
    event_id: str
    """The event's, which receivers get as `webhook-id`."""
    event_type: EventType
    """What happened."""
    state: DeliveryState
    """Where it is."""
    created_at: datetime
    """When the event happened."""
    tries: int
    """How often it was tried."""
    attempts: list[DeliveryAttempt]
    """The last tries, the oldest first."""
    next_at: datetime | None
    """When it is tried next; null if it is not."""


DeliveryPage = Page[DeliveryView]


class Tested(BaseModel):
    """A test that is on its way."""

    event_id: str
    """The event; its delivery is listed once it was tried."""


class ReplayIn(Incoming):
    """Which deliveries are to be made again."""

    since: AwareDatetime
    """Those that were given up, of events since then."""


class Replayed(BaseModel):
    """What is made again."""

    deliveries: int
    """How many."""
    more: bool
    """Whether there are more; call again for those."""
