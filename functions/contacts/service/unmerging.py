"""Undoes merges: two contacts that were one are two again, with what was theirs; what came since stays."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from pydantic import BaseModel

from common.clock import epoch_ms
from common.errors import Conflict, NotFound
from common.jobs.enqueue import Enqueue
from common.jobs.registry import UNDO_MERGE
from common.memory.moving import move_back
from common.models.contact import Contact, search_words
from common.models.ids import ContactId, IdentityId, TenantId
from common.models.merge import Merge, MergeState, parted, wishes_since
from common.models.parting import part
from common.models.payloads import MergePayload
from common.store.codec import Versioned, encode_part
from common.store.database import DELETE_FIELD, Write, compare_and_swap
from functions.contacts.service.linking import MOVE_BATCH, STRAGGLERS_S, Stores

_SNAPSHOTS: Final = ("target", "target_thread", "source_thread")
_GONE: Final = (
    *("status", "unread", "is_unread", "endpoints", "last_inbound_ms", "waiting_since_ms", "open_since_ms"),
    "merged_into",
)
"""Fields of a conversation that change when it is there again; what it was found by was never taken away."""
_HELD: Final = (*_GONE, "labels", "channels", "search")
"""Fields that change of the one that held both."""
_CONTACT: Final = (
    *("identities", "tags", "audiences", "language", "time_zone", "learning_off", "attributes"),
    *("opt_outs", "search"),
)


def undo(t: TenantId, target: ContactId, source: ContactId, now: datetime, *, stores: Stores, enqueue: Enqueue) -> None:
    """Makes `source` a contact of its own again; undoing it again changes nothing.

    Addresses, fields, messages and facts that came from it go back. What was written to or about the merged contact
    since stays with `target`; a wish not to be written to that came since holds for both.

    Raises:
        NotFound: there is no such merge, or it is older than 30 days.
        Conflict: `target` was merged into a third; that has to be undone first.
    """
    found = stores.merges.find(t, source)
    if found is None or found.value.target_id != target or found.value.expires_at < now:
        raise NotFound("There is no such merge that can be undone: it may have been, or is older than 30 days.")
    if found.value.state is MergeState.MERGED:
        _first(t, target, stores)
    payload = MergePayload(tenant_id=t, source_id=source, target_id=target, attempt=epoch_ms(now))
    # Handed over first: it finishes what a crash leaves half done, and takes back what was still being moved. Where
    # the merge is not undone, it does nothing.
    enqueue(UNDO_MERGE, payload, delay_s=STRAGGLERS_S, at=now)
    compare_and_swap(lambda: _part_once(t, target, source, stores))
    if give_back(payload, stores=stores, batches=5):
        compare_and_swap(lambda: _note_done(t, source, stores))


def _first(t: TenantId, target: ContactId, stores: Stores) -> Versioned[Contact]:
    into = stores.contacts.find(t, target)
    if into is None or into.value.merged_into:
        raise Conflict("The contact was merged into another one since. Undo that first.")
    return into


def _part_once(t: TenantId, target: ContactId, source: ContactId, stores: Stores) -> None:
    found, gone = stores.merges.find(t, source), stores.contacts.find(t, source)
    if found is None or gone is None or found.value.state is not MergeState.MERGED:
        return
    into, before = _first(t, target, stores), found.value.target
    if before is None or gone.value.merged_into != target:
        return
    taken = [i for i in gone.value.identities if i not in before.identities]
    given = [i.id for i in stores.contacts.find_identities(t, taken) if i.contact_id == target]
    left = parted(into.value, before, gone.value)
    addresses = [i.address for i in stores.contacts.find_identities(t, left.identities)]
    left = left.model_copy(update={"search": search_words(left.name, addresses)})
    since = wishes_since(into.value, before, gone.value)
    back: dict[str, object] = {f"opt_outs.{key}": encode_part(wish) for key, wish in since.items()}
    stores.database.commit(
        stores.contacts.patch(t, target, _fields(left, _CONTACT), into.updated_at),
        stores.contacts.patch(t, source, {**back, "merged_into": DELETE_FIELD}, gone.updated_at),
        *(stores.contacts.patch_identity(t, i, {"contact_id": source}) for i in given),
        *_thread_writes(t, found.value, given, stores),
        stores.merges.patch(
            t, source, {**dict.fromkeys(_SNAPSHOTS, DELETE_FIELD), "state": MergeState.UNDOING}, found.updated_at
        ),
    )


def _thread_writes(t: TenantId, record: Merge, given: list[IdentityId], stores: Stores) -> list[Write]:
    held, gone = stores.conversations.find(t, record.target_id), stores.conversations.find(t, record.id)
    if held is None or gone is None:
        return []
    two = part(held.value, gone.value, record, given)
    return [
        stores.conversations.replace(t, record.target_id, _fields(two.held, _HELD), held.updated_at),
        stores.conversations.replace(t, record.id, _fields(two.gone, _GONE), gone.updated_at),
    ]


def _fields(of: BaseModel, names: Iterable[str]) -> dict[str, object]:
    """Fields as a patch takes them; those that are empty go, as they are left out where a document is made."""
    values = of.model_dump(include=set(names), exclude_none=True)
    return {name: DELETE_FIELD if values.get(name) in (None, "", [], {}) else values[name] for name in names}


def give_back(payload: MergePayload, *, stores: Stores, batches: int | None = None) -> bool:
    """Moves facts and messages back, all or so many batches of messages; whether nothing is left.

    Raises:
        WriteRaced: others kept changing what moves; trying again helps.
    """
    t, source, target = payload.tenant_id, payload.source_id, payload.target_id
    found = stores.merges.find(t, source)
    if found is None or found.value.target_id != target or found.value.state is MergeState.MERGED:
        return False  # it was not undone, or was merged again since
    move_back(t, source, target, facts=stores.facts)
    done, moved = 0, True
    while moved and (batches is None or done < batches):
        moved = compare_and_swap(lambda: _return_some(t, source, stores))
        done += 1
    for k in (source, target):
        stores.conversations.renew_preview(t, k, stores.messages)
    return not moved


def _return_some(t: TenantId, source: ContactId, stores: Stores) -> bool:
    writes = stores.messages.returns(t, source, limit=MOVE_BATCH)
    if writes:
        stores.database.commit(*writes)
    return bool(writes)


def _note_done(t: TenantId, source: ContactId, stores: Stores) -> None:
    found = stores.merges.find(t, source)
    if found is not None and found.value.state is MergeState.UNDOING:
        stores.database.commit(stores.merges.patch(t, source, {"state": MergeState.UNDONE}, found.updated_at))


def finish(payload: MergePayload, *, stores: Stores) -> None:
    """Gives back what is left, and forgets that there was a merge.

    Raises:
        WriteRaced: others kept changing what moves; trying again helps.
    """
    if not give_back(payload, stores=stores):
        return

    def attempt() -> None:
        found = stores.merges.find(payload.tenant_id, payload.source_id)
        if found is not None and found.value.state is not MergeState.MERGED:
            stores.database.commit(stores.merges.remove(payload.tenant_id, payload.source_id, found.updated_at))

    compare_and_swap(attempt)
