"""An import is undone: slice by slice from the newest back, what nobody changed since becomes what it was before."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from common.clock import Clock, epoch_ms
from common.errors import Conflict
from common.jobs.enqueue import Enqueue
from common.jobs.registry import UNDO_IMPORT
from common.models.consent import supersedes
from common.models.contact import Contact, OptOut, search_words
from common.models.contact_import import (
    ContactImportState,
    FormerContact,
    FormerField,
    KeptContact,
    seal,
    seal_of,
)
from common.models.conversation import Conversation
from common.models.ids import ContactId, IdentityId, TenantId, digest
from common.models.long_job import LongJob, LongJobState
from common.models.payloads import ContactFilePayload
from common.store.codec import Versioned, encode_part
from common.store.contact_imports import KEPT, ContactImports
from common.store.database import DELETE_FIELD, Write, compare_and_swap
from common.store.long_jobs import LongJobs
from functions.contacts.import_schemas import ContactImportView
from functions.contacts.service.contact_imports import get, undoable
from functions.contacts.service.linking import Stores
from functions.contacts.service.taking_in import seal_of_wish

RUN_FOR: Final = timedelta(minutes=4)
CHANGED: Final = "Somebody changed it after the import."
WROTE: Final = "There are messages, notes or facts since the import."
GONE: Final = "It was merged into another contact, or is not there any more."
USED: Final = "Messages came through the address since the import."


def job_id(id_: str) -> str:
    """The id of the long-running work that undoes an import."""
    return digest("undo-import", id_)


def begin(t: TenantId, id_: str, now: datetime, *, stores: Stores, enqueue: Enqueue) -> ContactImportView:
    """Begins to undo an import; asked for again, it only makes sure that it is worked on.

    Raises:
        NotFound: the tenant has no such import.
        Conflict: it still runs, or it is too late.
    """

    def attempt() -> tuple[ContactImportView, int]:
        found = get(t, id_, stores=stores)
        state = found.value
        if state.state in (ContactImportState.UNDOING, ContactImportState.UNDONE):
            return ContactImportView.of(state), epoch_ms(state.undo_asked_at or now)
        if not undoable(state, now):
            raise Conflict(
                "It still runs; stop it first."
                if state.state is ContactImportState.RUNNING
                else "There is nothing to undo any more."
            )
        # One that gave up half-way goes on where it stopped.
        left = state.undo_slices if state.undo_asked_at else state.slices
        fields = {"state": ContactImportState.UNDOING, "undo_asked_at": now, "undo_slices": left, "failure": ""}
        payload = ContactFilePayload(tenant_id=t, file_id=id_, attempt=epoch_ms(now))
        job = LongJob(
            id=digest(job_id(id_), str(epoch_ms(now))),
            job=UNDO_IMPORT.name,
            subject=id_,
            payload=payload.model_dump(mode="json"),
            total=state.slices,
            done=state.slices - left,
            unit="parts",
            stoppable=False,
            started_at=now,
            heartbeat_at=now,
        )
        imports = ContactImports(stores.database)
        begun = LongJobs(stores.database).start(t, job)
        stores.database.commit(imports.patch(t, id_, fields, found.updated_at), begun)
        return ContactImportView.of(state.model_copy(update=fields)), epoch_ms(now)

    shown, asked_ms = compare_and_swap(attempt)
    if shown.state is ContactImportState.UNDOING:
        enqueue(UNDO_IMPORT, ContactFilePayload(tenant_id=t, file_id=id_, attempt=asked_ms))
    return shown


def work_off(payload: ContactFilePayload, *, stores: Stores, clock: Clock, enqueue: Enqueue) -> bool:
    """Undoes what is left; false if a further task goes on. Killed at any moment, it goes on at the next slice.

    Raises:
        WriteRaced: contacts kept changing under it; trying again helps.
    """
    until = clock.now() + RUN_FOR
    while (left := compare_and_swap(lambda: _undo_slice(payload, clock.now(), stores))) is not None:
        if clock.now() >= until:
            enqueue(UNDO_IMPORT, payload.model_copy(update={"step": left + 1}))
            return False
    return True


def _undo_slice(payload: ContactFilePayload, now: datetime, stores: Stores) -> int | None:
    """Undoes one slice in one commit with the cursor; how many are left, or None at the end."""
    t, imports, jobs = payload.tenant_id, ContactImports(stores.database), LongJobs(stores.database)
    found = imports.find(t, payload.file_id)
    if found is None or found.value.state is not ContactImportState.UNDOING:
        return None
    state, work = found.value, digest(job_id(payload.file_id), str(payload.attempt))
    if state.undo_slices == 0:
        fields: dict[str, object] = {"state": ContactImportState.UNDONE, "undone_at": now}
        finished = jobs.finish(t, work, now, LongJobState.DONE)
        stores.database.commit(imports.patch(t, state.id, fields, found.updated_at), finished)
        return None
    number = state.undo_slices - 1
    undone = _undo(t, imports.find_former(t, state.id, number), state.id, stores)
    fields = {
        "undo_slices": number,
        "removed": state.removed + undone.removed,
        "restored": state.restored + undone.restored,
        "kept": state.kept + len(undone.kept),
    }
    stores.database.commit(
        imports.patch(t, state.id, fields, found.updated_at),
        *undone.writes,
        *imports.keep(t, state.id, KEPT, number, undone.kept, state.undo_until or now),
        imports.remove_former(t, state.id, number),
        jobs.advance(t, work, now, done=state.slices - number, total=state.slices),
    )
    return number


class _Undone(NamedTuple):
    """The writes that undo a slice, and what they leave."""

    writes: list[Write]
    removed: int
    restored: int
    kept: list[KeptContact]


class _Present(NamedTuple):
    """What there is of the people of a slice now."""

    contacts: dict[ContactId, Versioned[Contact]]
    conversations: dict[ContactId, Versioned[Conversation]]
    remembered: set[ContactId]
    addresses: dict[IdentityId, str]


def _undo(t: TenantId, formers: Sequence[FormerContact], import_id: str, stores: Stores) -> _Undone:
    ids = [former.contact_id for former in formers]
    contacts = {f.value.id: f for f in stores.contacts.find_versions(t, ids)}
    threads = [f.contact_id for f in formers if f.founded or f.identities or "name" in f.fields]
    conversations = {f.value.id: f for f in stores.conversations.find_versions(t, threads)}
    remembered = stores.facts.find_remembered(t, [f.contact_id for f in formers if f.founded])
    named = [k for f in formers if not f.founded and (f.identities or "name" in f.fields) for k in [f.contact_id]]
    identities = [i for k in named if k in contacts for i in contacts[k].value.identities]
    addresses = {i.id: i.address for i in stores.contacts.find_identities(t, list(dict.fromkeys(identities)))}
    present = _Present(contacts, conversations, remembered, addresses)
    undone = _Undone([], 0, 0, [])
    for former in formers:
        found = contacts.get(former.contact_id)
        if found is None or found.value.merged_into is not None:
            undone.kept.append(_kept(former, GONE))
        elif former.founded:
            undone = _remove(t, former, found, present, undone, stores)
        else:
            undone = _restore(t, former, found, import_id, present, undone, stores)
    return undone


def _kept(former: FormerContact, detail: str, fields: Sequence[str] = ()) -> KeptContact:
    return KeptContact(contact_id=former.contact_id, line=former.line, fields=list(fields), detail=detail)


def _remove(
    t: TenantId,
    former: FormerContact,
    found: Versioned[Contact],
    present: _Present,
    undone: _Undone,
    stores: Stores,
) -> _Undone:
    """Takes a contact away that the import made, unless somebody touched it or wrote since."""
    k, thread = former.contact_id, present.conversations.get(former.contact_id)
    if seal_of(found.value) != former.founded:
        undone.kept.append(_kept(former, CHANGED))
        return undone
    if k in present.remembered or (thread is not None and _is_used(thread.value)):
        undone.kept.append(_kept(former, WROTE))
        return undone
    undone.writes.append(stores.contacts.remove(t, k, found.updated_at))
    undone.writes.extend(stores.contacts.remove_identity(t, i) for i in former.identities)
    if thread is not None:
        undone.writes.append(stores.conversations.remove(t, k, thread.updated_at))
    if former.consent_id:
        undone.writes.append(stores.consents.take_back(t, former.consent_id))
    return undone._replace(removed=undone.removed + 1)


def _is_used(thread: Conversation) -> bool:
    """Whether anything happened in a conversation that an import founded."""
    heard = any(ms > 0 for ms in thread.last_inbound_ms.values())
    return heard or bool(thread.last_message_ms or thread.labels or thread.assignee or thread.merged_into)


def _restore(
    t: TenantId,
    former: FormerContact,
    found: Versioned[Contact],
    import_id: str,
    present: _Present,
    undone: _Undone,
    stores: Stores,
) -> _Undone:
    """Gives a contact its former values back, each if the present one is still the import's."""
    contact = found.value
    fields: dict[str, object] = {}
    stays: list[str] = []
    for name, was in former.fields.items():
        _back(fields, stays, name, getattr(contact, name), was)
    attributes = dict(contact.attributes)
    for name, was in former.attributes.items():
        if seal(attributes.get(name)) != was.put:
            stays.append(name)
        elif was.value is None:
            attributes.pop(name, None)
        else:
            attributes[name] = was.value
    if attributes != contact.attributes or any(
        type(attributes[n]) is not type(contact.attributes[n]) for n in attributes
    ):
        fields["attributes"] = attributes or DELETE_FIELD
    tags = [tag for tag in contact.tags if tag not in former.tags]
    if tags != contact.tags:
        fields["tags"] = tags or DELETE_FIELD
    _take_wishes_back(t, former, contact, fields, stays, undone, stores)
    if contact.imported is not None and contact.imported.id == import_id:
        fields["imported"] = encode_part(former.mark) if former.mark else DELETE_FIELD
    _take_addresses_back(t, former, contact, fields, stays, present=present, undone=undone, stores=stores)
    if fields:
        undone.writes.append(stores.contacts.patch(t, contact.id, fields, found.updated_at))
    if stays:
        undone.kept.append(_kept(former, USED if stays == ["addresses"] else CHANGED, stays))
        return undone
    changed = bool(former.fields or former.attributes or former.tags or former.wishes or former.identities)
    return undone._replace(restored=undone.restored + changed)


def _back(fields: dict[str, object], stays: list[str], name: str, now: object, was: FormerField) -> None:
    if seal(now) == was.put:
        fields[name] = was.value or DELETE_FIELD
    else:
        stays.append(name)


def _take_wishes_back(
    t: TenantId,
    former: FormerContact,
    contact: Contact,
    fields: dict[str, object],
    stays: list[str],
    undone: _Undone,
    stores: Stores,
) -> None:
    for key, was in former.wishes.items():
        if seal_of_wish(contact.opt_outs.get(key)) != was.put:
            stays.append("marketing")
            continue
        before = OptOut.model_validate(was.value) if was.value else None
        # What they said meanwhile may be older than the import, so that the contact did not get it.
        for wish in stores.consents.list_all(t, [contact.id, *stores.contacts.find_merged_into(t, contact.id)]):
            if wish.key == key and wish.id != former.consent_id and supersedes(wish.opt_out, before):
                before = wish.opt_out
        fields[f"opt_outs.{key}"] = encode_part(before) if before else DELETE_FIELD
        undone.writes.append(stores.consents.take_back(t, former.consent_id))


def _take_addresses_back(
    t: TenantId,
    former: FormerContact,
    contact: Contact,
    fields: dict[str, object],
    stays: list[str],
    *,
    present: _Present,
    undone: _Undone,
    stores: Stores,
) -> None:
    """Makes addresses unknown again that nobody wrote from, and finds the contact by what is left."""
    renamed = "name" in fields
    if not former.identities and not renamed:
        return
    thread = present.conversations.get(contact.id)
    endpoints = [(c, i, e) for c, all_ in (thread.value.endpoints if thread else {}).items() for i, e in all_.items()]
    used = {i for _, i, e in endpoints if e.heard_ms > 0}
    gone = [i for i in former.identities if i in contact.identities and i not in used]
    if any(i in used for i in former.identities):
        stays.append("addresses")
    left = [i for i in contact.identities if i not in gone]
    words = [present.addresses[i] for i in left if i in present.addresses]
    name = str(fields["name"]) if renamed and fields["name"] is not DELETE_FIELD else "" if renamed else contact.name
    fields["search"] = search_words(name, words)
    if gone:
        fields["identities"] = left
        undone.writes.extend(stores.contacts.remove_identity(t, i) for i in gone)
    if thread is not None:
        places = [(c, i) for c, i, _ in endpoints if i in gone]
        undone.writes.append(stores.conversations.take_back(t, thread, places, name=name, left=words))


def give_up(payload: ContactFilePayload, error: str, now: datetime, *, stores: Stores) -> bool:
    """Ends undoing that cannot go on; asked for again, it goes on where it stopped. False if it had ended."""
    t, imports, jobs = payload.tenant_id, ContactImports(stores.database), LongJobs(stores.database)

    def attempt() -> bool:
        found = imports.find(t, payload.file_id)
        if found is None or found.value.state is not ContactImportState.UNDOING:
            return False
        fields = {"state": ContactImportState.FAILED, "failure": f"{error} Undo it again to go on."}
        work = digest(job_id(payload.file_id), str(payload.attempt))
        failed = jobs.finish(t, work, now, LongJobState.FAILED, error=error)
        stores.database.commit(imports.patch(t, payload.file_id, fields, found.updated_at), failed)
        return True

    return compare_and_swap(attempt)
