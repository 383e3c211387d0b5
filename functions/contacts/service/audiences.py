"""Audiences: making, changing and trying them."""

from datetime import datetime, timedelta
from typing import Final

from common.clock import Clock, epoch_ms
from common.errors import NotFound
from common.jobs.enqueue import Enqueue
from common.jobs.registry import EMPTY_AUDIENCE
from common.models.audience import Audience, AudienceFilter
from common.models.contact import Contact
from common.models.ids import ContactId, TenantId, random_id
from common.models.payloads import AudiencePayload
from common.store.codec import Versioned
from common.store.database import compare_and_swap
from functions.contacts.audience_schemas import AudienceChange, AudienceIn, AudiencePreview
from functions.contacts.schemas import contact_view
from functions.contacts.service.linking import Stores

LOOK_FOR: Final = timedelta(seconds=20)
LOOK_AT: Final = 20_000
"""How many contacts a preview looks at at most; it costs a read each."""
PAGE: Final = 500
SAMPLES: Final = 10
EMPTY_BATCH: Final = 200
STRAGGLERS_S: Final = 30
"""How long after an audience is deleted its people are taken out of it, in seconds."""


def get(t: TenantId, id_: str, *, stores: Stores) -> Versioned[Audience]:
    """The audience.

    Raises:
        NotFound: the tenant has no such audience.
    """
    found = stores.audiences.find(t, id_)
    if found is None:
        raise NotFound("There is no such audience.")
    return found


def create(t: TenantId, asked: AudienceIn, who: str, now: datetime, *, stores: Stores) -> Audience:
    """Makes an audience."""
    fields = {"name": asked.name, "kind": asked.kind, "filter": asked.filter}
    audience = Audience.model_validate(
        {**fields, "id": random_id(), "created_at": now, "created_by": who, "updated_at": now}
    )
    stores.database.commit(stores.audiences.create(t, audience))
    return audience


def change(t: TenantId, id_: str, asked: AudienceChange, now: datetime, *, stores: Stores) -> Audience:
    """Changes an audience; its count is forgotten where whom it means changes.

    Raises:
        NotFound: the tenant has no such audience.
    """

    def attempt() -> Audience:
        found = get(t, id_, stores=stores)
        fields: dict[str, object] = asked.model_dump(exclude_none=True)
        if fields:
            fields["updated_at"] = now
            if asked.filter is not None and asked.filter != found.value.filter:
                fields |= {"count": None, "counted_at": None}
            stores.database.commit(stores.audiences.patch(t, id_, fields, found.updated_at))
        return get(t, id_, stores=stores).value

    return compare_and_swap(attempt)


def delete(t: TenantId, id_: str, now: datetime, *, stores: Stores, enqueue: Enqueue) -> None:
    """Deletes an audience; its people stay, and are taken out of it by and by.

    Raises:
        NotFound: the tenant has no such audience.
    """
    get(t, id_, stores=stores)
    # Handed over first: where the deletion does not come about, the work does nothing.
    payload = AudiencePayload(tenant_id=t, audience_id=id_, attempt=epoch_ms(now))
    enqueue(EMPTY_AUDIENCE, payload, delay_s=STRAGGLERS_S, at=now)
    stores.database.commit(stores.audiences.remove(t, id_))


def empty(payload: AudiencePayload, *, stores: Stores) -> None:
    """Takes everybody out of a deleted audience."""
    if stores.audiences.find(payload.tenant_id, payload.audience_id) is not None:
        return
    while stores.audiences.empty(payload.tenant_id, payload.audience_id, limit=EMPTY_BATCH) == EMPTY_BATCH:
        pass


def preview(t: TenantId, of: Audience | AudienceFilter, *, stores: Stores, clock: Clock) -> AudiencePreview:
    """Counts whom an audience means, as far as time allows, and shows some; a count to the end is kept."""
    begun = clock.now()
    count = looked_at = 0
    samples: list[Contact] = []
    after: ContactId | None = None
    while True:
        page = stores.audiences.page(t, of, after=after, limit=PAGE, now=begun)
        count += len(page.members)
        looked_at += page.looked_at
        samples += [member.contact for member in page.members[: SAMPLES - len(samples)]]
        after = page.next
        if after is None or looked_at >= LOOK_AT or clock.now() - begun >= LOOK_FOR:
            break
    if after is None and isinstance(of, Audience):
        stores.database.commit(stores.audiences.patch(t, of.id, {"count": count, "counted_at": begun}))
    shown = [contact_view(contact) for contact in samples]
    return AudiencePreview(count=count, looked_at=looked_at, complete=after is None, samples=shown)
