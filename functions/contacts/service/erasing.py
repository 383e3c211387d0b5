"""A contact is forgotten: at once nothing is recalled, and then everything that they told is erased."""

from datetime import datetime
from typing import Final, Protocol

from common.clock import epoch_ms, from_epoch_ms
from common.errors import DependencyDown
from common.jobs.enqueue import Enqueue
from common.jobs.registry import FORGET_CONTACT
from common.memory.forgetting import forget_all, remove_documents
from common.models.contact import search_words
from common.models.ids import ContactId, MessageId, TenantId, digest
from common.models.long_job import LongJob, LongJobState
from common.models.message import AuthorKind, Message
from common.models.payloads import ContactPayload
from common.models.status import MessageStatus
from common.models.tombstone import KNOWN_OF_CONTACT, WORDS, TombstoneKind, tombstone
from common.store.database import DELETE_FIELD, compare_and_swap
from common.store.long_jobs import LongJobs
from common.store.messages import MessageCursor
from functions.contacts.service.linking import Stores, get_contact

PAGE: Final = 100
FALLBACK_S: Final = 60
"""When a task looks whether a crash came between the promise and the work."""
_UNDERWAY: Final = frozenset({MessageStatus.QUEUED, MessageStatus.SENDING})


class Bucket(Protocol):
    """Where files are kept."""

    def remove(self, t: TenantId, name: str) -> None:
        """Removes a file; none is fine."""
        ...


def begin(t: TenantId, k: ContactId, now: datetime, *, stores: Stores, enqueue: Enqueue) -> str:
    """Forgets a contact: from now on nothing is recalled, and a task erases what they told. Returns the work's id.

    Raises:
        NotFound: the tenant has no such contact.
    """
    contact = get_contact(t, k, stores=stores).value
    at_ms = epoch_ms(now)
    payload = ContactPayload(tenant_id=t, contact_id=contact.id, attempt=at_ms)
    id_ = job_id(payload)
    # Handed over first: it finishes what a crash leaves undone. Where nothing comes about, it does nothing.
    enqueue(FORGET_CONTACT, payload.model_copy(update={"step": 1}), delay_s=FALLBACK_S, at=now)
    job = LongJob(
        id=id_,
        job=FORGET_CONTACT.name,
        subject=contact.id,
        payload=payload.model_dump(mode="json"),
        unit="messages",
        started_at=now,
        heartbeat_at=now,
    )
    stones = [
        stores.tombstones.set(t, tombstone(TombstoneKind.CONTACT, one, now))
        for one in stores.contacts.find_merged_into(t, contact.id)
    ]
    started = LongJobs(stores.database)
    if started.find(t, id_) is None:
        forget_all(
            t,
            contact.id,
            now,
            facts=stores.facts,
            tombstones=stores.tombstones,
            kind=TombstoneKind.CONTACT,
            also=[*stones, started.start(t, job)],
        )
    enqueue(FORGET_CONTACT, payload)
    return id_


def job_id(payload: ContactPayload) -> str:
    """The id of the long-running work of one wish to be forgotten."""
    return digest("forget", payload.contact_id, str(payload.attempt))


def work_off(payload: ContactPayload, now: datetime, *, stores: Stores, bucket: Bucket) -> int:
    """Erases what a contact told until they asked to be forgotten; returns how many messages it erased.

    Raises:
        DependencyDown: messages are still being sent, or files cannot be removed now; trying again helps.
    """
    t, jobs = payload.tenant_id, LongJobs(stores.database)
    job = jobs.find(t, job_id(payload))
    found = stores.contacts.find_present(t, payload.contact_id)
    if job is None or found is None:
        return 0  # it did not come about
    k, until = found.value.id, from_epoch_ms(payload.attempt)
    remove_documents(t, k, facts=stores.facts)
    done, underway, before = 0, False, None
    while page := stores.messages.page(t, k, limit=PAGE, before=before):
        before = MessageCursor(page[-1].at, page[-1].id)
        told = [m for m in page if m.created_at <= until and m.erased_at is None]
        underway = underway or any(m.status in _UNDERWAY for m in told)
        for message in told:
            if message.status not in _UNDERWAY:
                _erase(t, message, now, stores, bucket)
                done += 1
        stores.database.commit(jobs.advance(t, job.id, now, done=job.done + done))
    if underway:
        raise DependencyDown("Messages to the contact are still being sent.", retry_after_s=30)
    compare_and_swap(lambda: _erase_person(t, found.value.id, stores))
    stores.database.commit(jobs.finish(t, job.id, now, LongJobState.DONE))
    return done


def _erase(t: TenantId, message: Message, now: datetime, stores: Stores, bucket: Bucket) -> None:
    """Erases what one message said or showed, and its file."""
    if message.media is not None and message.media.object_name:
        bucket.remove(t, message.media.object_name.rsplit("/", 1)[-1])

    def attempt(m: MessageId = message.id) -> None:
        found = stores.messages.find(t, m)
        if found is None or found.value.erased_at is not None:
            return
        fields: dict[str, object] = dict.fromkeys((f for f in WORDS if f in Message.model_fields), DELETE_FIELD)
        if found.value.author.kind is AuthorKind.CONTACT:
            fields["author"] = {"kind": AuthorKind.CONTACT}
        stores.messages.patch(t, m, {**fields, "erased_at": now}, found.updated_at)

    compare_and_swap(attempt)


def _erase_person(t: TenantId, k: ContactId, stores: Stores) -> None:
    """Leaves of a contact the addresses and the wishes not to be written to, without which those would be broken."""
    found = stores.contacts.find(t, k)
    if found is None:
        return
    addresses = [i.address for i in stores.contacts.find_identities(t, found.value.identities)]
    name = next(iter(addresses), "")
    known: dict[str, object] = dict.fromkeys(KNOWN_OF_CONTACT, DELETE_FIELD)
    person = stores.contacts.patch(
        t, k, {**known, "name": name, "search": search_words(name, addresses)}, found.updated_at
    )
    thread = stores.conversations.find(t, k)
    writes = [stores.conversations.erase(t, k, name, addresses)] if thread else []
    stores.database.commit(person, *writes)


def give_up(payload: ContactPayload, error: str, now: datetime, *, stores: Stores) -> None:
    """Notes that a contact could not be forgotten wholly; people see it among failed work."""
    jobs = LongJobs(stores.database)
    if jobs.find(payload.tenant_id, job_id(payload)) is not None:
        stores.database.commit(jobs.finish(payload.tenant_id, job_id(payload), now, LongJobState.FAILED, error=error))
