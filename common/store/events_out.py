"""What a commit writes to have events told to webhooks: nothing for a tenant that has none."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from threading import Lock
from typing import Final
from weakref import WeakKeyDictionary

from common.errors import NotFound
from common.models.ids import ContactId, TenantId, digest
from common.models.message import Failure, Message
from common.models.status import MessageStatus
from common.models.tenant import Tenant
from common.models.webhook import (
    EventType,
    WebhookEvent,
    body_of,
    event_of_new,
    event_of_status,
    message_data,
)
from common.store import paths
from common.store.codec import Versioned, encode, traced
from common.store.database import DELETE_FIELD, Create, Database
from common.store.tenants import Tenants

KEPT: Final = timedelta(days=30)
"""How long events and deliveries are kept."""
SWEEP_AFTER: Final = timedelta(minutes=10)
"""How long an event may wait for its tasks, and a delivery for its next try, before somebody looks."""


class EventsOut:
    """Makes the writes; one a database, so that all stores of a process know tenants alike."""

    def __init__(self, database: Database) -> None:
        self._tenants = Tenants(database)

    def tell(
        self,
        tenant: Tenant | TenantId,
        type_: EventType,
        at: datetime,
        data: Mapping[str, object],
        *subject: str,
        contact_id: ContactId | None = None,
    ) -> list[Create]:
        """The write that has an event told, to be made in the commit of what happened; none if nobody wants it.

        Args:
            tenant: whose event it is; of an id, what was known some seconds ago counts.
            type_: what happened.
            at: when.
            data: what is told, as JSON holds it: ids, and what the API shows.
            subject: what happened, so that the same gives the same id and another time another.
            contact_id: whom it is about.
        """
        known = tenant if isinstance(tenant, Tenant) else self._find(tenant)
        if known is None:
            return []
        hooks = sorted(hook for hook, wanted in known.hooks.items() if type_ in wanted)
        return [event(known.id, hooks, type_, at, data, *subject, contact_id=contact_id)] if hooks else []

    def message_stored(self, tenant: Tenant, message: Message, now: datetime) -> list[Create]:
        """The write that tells of a new message."""
        type_ = event_of_new(message) if tenant.hooks else None
        if type_ is None:
            return []
        data, k = message_data(message), message.conversation_id
        return self.tell(tenant, type_, now, data, message.id, contact_id=k)

    def message_changed(
        self, t: TenantId, found: Versioned[Message], fields: Mapping[str, object], now: datetime
    ) -> list[Create]:
        """The write that tells of a message's new status, where `fields` give it one.

        It belongs into a commit on the condition that the message is as it was found: the version is in the id.
        """
        status = fields.get("status")
        type_ = event_of_status(MessageStatus(status)) if isinstance(status, str) else None
        tenant = self._find(t) if type_ is not None else None
        if type_ is None or tenant is None or not tenant.hooks:
            return []
        data, k = message_data(_with(found.value, fields)), found.value.conversation_id
        version = found.updated_at.isoformat()
        return self.tell(tenant, type_, now, data, found.value.id, version, contact_id=k)

    def _find(self, t: TenantId) -> Tenant | None:
        try:
            return self._tenants.get(t)
        except NotFound:
            return None  # it was removed: nobody is left who could be told


def event(
    t: TenantId,
    hooks: list[str],
    type_: EventType,
    at: datetime,
    data: Mapping[str, object],
    *subject: str,
    contact_id: ContactId | None = None,
) -> Create:
    """The write that has `hooks` told of an event."""
    made = WebhookEvent(
        id=f"evt_{digest('event', type_, *subject)}",
        type=type_,
        at=at,
        hooks=hooks,
        body=body_of(type_, at, data),
        contact_id=contact_id,
        sweep_at=at + SWEEP_AFTER,
        expires_at=at + KEPT,
    )
    return Create(paths.webhook_event(t, made.id), traced(encode(made)))


def _with(message: Message, fields: Mapping[str, object]) -> Message:
    """The message as it is once `fields` are written, as far as anybody is told."""
    status_at = {
        name.removeprefix("status_at."): at
        for name, at in fields.items()
        if name.startswith("status_at.") and isinstance(at, datetime)
    }
    told: dict[str, object] = {
        "status": MessageStatus(str(fields["status"])),
        "status_at": {**message.status_at, **status_at},
    }
    failure = fields.get("failure", message.failure)
    told["failure"] = None if failure is DELETE_FIELD else failure
    if isinstance(failure, Mapping):
        told["failure"] = Failure.model_validate(failure)
    if "provider_message_id" in fields:
        told["provider_message_id"] = fields["provider_message_id"]
    return message.model_copy(update=told)


_known: Final[WeakKeyDictionary[Database, EventsOut]] = WeakKeyDictionary()
_making: Final = Lock()


def events_out_of(database: Database) -> EventsOut:
    """What makes the writes for a database."""
    with _making:
        if (out := _known.get(database)) is None:
            out = _known[database] = EventsOut(database)
        return out
