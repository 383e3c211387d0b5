"""The webhooks of a tenant, and what came of telling them of events."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final, NamedTuple

from common.errors import NotFound
from common.models.ids import ContactId, TenantId, digest
from common.models.webhook import Delivery, DeliveryState, Webhook, WebhookEvent
from common.store import paths
from common.store.codec import Versioned, decode, decode_owned, decode_versioned, encode
from common.store.database import DELETE_FIELD, Create, Database, Merge, Patch, Remove, Where, Write
from common.store.events_out import SWEEP_AFTER

MOST_READ: Final = 100


class DeliveryCursor(NamedTuple):
    """Where a page of deliveries ended."""

    created_at: datetime
    id: str


def delivery_id(event_id: str, webhook_id: str) -> str:
    """The id of the telling of an event to a webhook."""
    return digest("delivery", event_id, webhook_id)


class Webhooks:
    """Reads and writes webhooks, events and deliveries."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def list_all(self, t: TenantId) -> list[Webhook]:
        """All webhooks of the tenant, the oldest first; one read each."""
        found = [decode(Webhook, f) for f in self._db.query(paths.webhooks(t), limit=MOST_READ)]
        return sorted(found, key=lambda hook: (hook.created_at, hook.id))

    def find(self, t: TenantId, id_: str) -> Versioned[Webhook] | None:
        """One webhook, with its version."""
        found = self._db.get(paths.webhook(t, id_))
        return decode_versioned(Webhook, found) if found else None

    def get(self, t: TenantId, id_: str) -> Versioned[Webhook]:
        """One webhook, with its version.

        Raises:
            NotFound: the tenant has no such webhook.
        """
        if (found := self.find(t, id_)) is None:
            raise NotFound("There is no such webhook.")
        return found

    def create(self, t: TenantId, hook: Webhook, *also: Write) -> None:
        """Stores a new webhook, and with it what the tenant's events are looked at for.

        Raises:
            AlreadyExists: it is there.
        """
        self._db.commit(Create(paths.webhook(t, hook.id), encode(hook)), _wants(t, hook.id, hook.wanted), *also)

    def save(self, t: TenantId, hook: Webhook, if_updated_at: datetime, *also: Write) -> None:
        """Stores a changed webhook, if nobody changed it meanwhile, and what it wants with it.

        Raises:
            WriteRaced: somebody did.
            NotFound: it is not there any more.
        """
        empty = dict.fromkeys(set(Webhook.model_fields) - {"id"}, DELETE_FIELD)
        patch = Patch(paths.webhook(t, hook.id), {**empty, **encode(hook)}, if_updated_at)
        self._db.commit(patch, _wants(t, hook.id, hook.wanted), *also)

    def remove(self, t: TenantId, id_: str, if_updated_at: datetime, *also: Write) -> None:
        """Removes a webhook, if nobody changed it meanwhile; what came of its deliveries goes by itself.

        Raises:
            WriteRaced: somebody did.
        """
        self._db.commit(Remove(paths.webhook(t, id_), if_updated_at), _wants(t, id_, []), *also)

    def note_health(self, t: TenantId, id_: str, failing_since: datetime | None, if_updated_at: datetime) -> None:
        """Notes since when a webhook's deliveries fail, or that one did not.

        Raises:
            WriteRaced: somebody changed it meanwhile.
        """
        fields = {"failing_since": DELETE_FIELD if failing_since is None else failing_since}
        self._db.commit(Patch(paths.webhook(t, id_), fields, if_updated_at))

    def add_event(self, write: Create) -> None:
        """Stores an event that nothing else of a commit goes with.

        Raises:
            AlreadyExists: it is there.
        """
        self._db.commit(write)

    def find_event(self, t: TenantId, id_: str) -> Versioned[WebhookEvent] | None:
        """One event."""
        found = self._db.get(paths.webhook_event(t, id_))
        return decode_versioned(WebhookEvent, found) if found else None

    def find_delivery(self, t: TenantId, id_: str) -> Versioned[Delivery] | None:
        """What came of telling one webhook of one event, so far."""
        found = self._db.get(paths.webhook_delivery(t, id_))
        return decode_versioned(Delivery, found) if found else None

    def record(
        self, t: TenantId, delivery: Delivery, if_updated_at: datetime | None, *, seen_to: WebhookEvent | None
    ) -> None:
        """Stores what came of a try.

        Args:
            t: the tenant.
            delivery: as it is now.
            if_updated_at: the version that it was made of; None if there was none.
            seen_to: the event, where all its webhooks' tasks have begun by that: no sweep needs to look at it.

        Raises:
            WriteRaced: another try was recorded meanwhile.
            AlreadyExists: the same, where it is the first.
        """
        path = paths.webhook_delivery(t, delivery.id)
        seen: list[Write] = []
        if seen_to is not None and seen_to.sweep_at is not None:
            seen.append(Patch(paths.webhook_event(t, seen_to.id), {"sweep_at": DELETE_FIELD}))
        if if_updated_at is None:
            self._db.commit(Create(path, encode(delivery)), *seen)
            return
        empty = dict.fromkeys(set(Delivery.model_fields) - {"id"}, DELETE_FIELD)
        self._db.commit(Patch(path, {**empty, **encode(delivery)}, if_updated_at), *seen)

    def remove_delivery(self, t: TenantId, id_: str) -> None:
        """Removes what came of telling of an event that is not there any more; also where it is gone."""
        self._db.commit(Remove(paths.webhook_delivery(t, id_)))

    def page(
        self,
        t: TenantId,
        webhook_id: str,
        *,
        limit: int,
        state: DeliveryState | None = None,
        after: DeliveryCursor | None = None,
    ) -> Sequence[Delivery]:
        """Deliveries to a webhook, of the newest event first; one read each."""
        where = [Where("webhook_id", "==", webhook_id)]
        if state is not None:
            where.append(Where("state", "==", state))
        found = self._db.query(
            paths.webhook_deliveries(t),
            where,
            order=[("created_at", "DESCENDING"), ("__name__", "DESCENDING")],
            after=[after.created_at, after.id] if after else (),
            limit=limit,
        )
        return [decode(Delivery, f) for f in found]

    def dead_since(self, t: TenantId, webhook_id: str, since: datetime, *, limit: int) -> Sequence[Delivery]:
        """Deliveries to a webhook that were given up, of events since `since`, the newest first; one read each."""
        where = [Where("webhook_id", "==", webhook_id), Where("state", "==", DeliveryState.DEAD)]
        where.append(Where("created_at", ">=", since))
        found = self._db.query(paths.webhook_deliveries(t), where, order=[("created_at", "DESCENDING")], limit=limit)
        return [decode(Delivery, f) for f in found]

    def events_overdue(self, now: datetime, *, limit: int) -> list[tuple[TenantId, Versioned[WebhookEvent]]]:
        """Events of any tenant whose tasks should long have begun; one read each."""
        found = self._db.query_group("webhook_events", [Where("sweep_at", "<=", now)], order="sweep_at", limit=limit)
        return list(decode_owned(WebhookEvent, found))

    def deliveries_overdue(self, now: datetime, *, limit: int) -> list[tuple[TenantId, Versioned[Delivery]]]:
        """Deliveries of any tenant whose next try should long have been made; one read each."""
        where = [Where("sweep_at", "<=", now)]
        found = self._db.query_group("webhook_deliveries", where, order="sweep_at", limit=limit)
        return list(decode_owned(Delivery, found))

    def put_off_event(self, t: TenantId, found: Versioned[WebhookEvent], now: datetime) -> None:
        """Has a sweep look at an event later.

        Raises:
            WriteRaced: its tasks have begun meanwhile.
        """
        later = {"sweep_at": now + SWEEP_AFTER}
        self._db.commit(Patch(paths.webhook_event(t, found.value.id), later, found.updated_at))

    def put_off_delivery(self, t: TenantId, found: Versioned[Delivery], now: datetime) -> None:
        """Has a sweep look at a delivery later.

        Raises:
            WriteRaced: it was tried meanwhile.
        """
        later = {"sweep_at": now + SWEEP_AFTER}
        self._db.commit(Patch(paths.webhook_delivery(t, found.value.id), later, found.updated_at))

    def erase_about(self, t: TenantId, k: ContactId, *, limit: int = MOST_READ) -> int:
        """Removes events about a contact, told or not; returns how many, at most `limit`."""
        found = self._db.query(paths.webhook_events(t), [Where("contact_id", "==", k)], limit=limit, fields=["type"])
        if found:
            self._db.commit(*(Remove(f.path) for f in found))
        return len(found)


def _wants(t: TenantId, id_: str, wanted: Sequence[str]) -> Merge:
    """The write by which whoever makes events knows what a webhook wants to hear of."""
    said: Mapping[str, object] = {id_: list(wanted) if wanted else DELETE_FIELD}
    return Merge(paths.tenant(t), {"hooks": said})
