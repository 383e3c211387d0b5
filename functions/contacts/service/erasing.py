"""A contact is forgotten: at once nothing is recalled, and then everything that they told is erased."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, Protocol

from common.clock import from_epoch_ms
from common.errors import DependencyDown
from common.jobs.enqueue import Enqueue
from common.jobs.registry import FORGET_CONTACT
from common.memory.erasing import job_id, promise
from common.memory.forgetting import remove_documents
from common.models.contact import search_words
from common.models.conversation import Conversation
from common.models.ids import ContactId, MessageId, TenantId
from common.models.long_job import LongJobState
from common.models.merge import MergeState
from common.models.message import AuthorKind, Failure, Message
from common.models.payloads import ContactPayload
from common.models.status import MessageStatus
from common.models.tombstone import KNOWN_OF_CONTACT, WORDS
from common.store.codec import encode_part
from common.store.database import DELETE_FIELD, Write, compare_and_swap
from common.store.idempotency import Idempotency
from common.store.long_jobs import LongJobs
from common.store.messages import MessageCursor
from common.store.webhooks import Webhooks
from functions.contacts.service import copies
from functions.contacts.service.linking import Stores, get_contact

PAGE: Final = 100
AGAIN_S: Final = 30
"""How long to wait for what is under way, in seconds."""
FORGOTTEN: Final = Failure(
    code="forgotten", reason="consent", detail="This person had themselves forgotten before the message was sent."
)
_UNDERWAY: Final = frozenset({MessageStatus.QUEUED, MessageStatus.SENDING})


class Bucket(Protocol):
    """Where files are kept."""

    def remove(self, t: TenantId, name: str) -> None:
        """Removes a file; none is fine."""
        ...

    def remove_file(self, object_name: str) -> None:
        """Removes a file of contacts; none is fine."""
        ...


def begin(t: TenantId, k: ContactId, now: datetime, *, stores: Stores, enqueue: Enqueue) -> str:
    """Forgets a contact: from now on nothing is recalled, and a task erases what they told. Returns the work's id.

    Raises:
        NotFound: the tenant has no such contact.
    """
    contact = get_contact(t, k, stores=stores).value
    payload = promise(t, contact.id, now, now, database=stores.database, enqueue=enqueue)
    enqueue(FORGET_CONTACT, payload)
    return job_id(payload)


def work_off(payload: ContactPayload, now: datetime, *, stores: Stores, bucket: Bucket) -> int:
    """Erases what a contact told until they asked to be forgotten; returns how many messages it erased.

    Raises:
        DependencyDown: messages are still being sent, or files cannot be removed now; trying again helps.
    """
    t, jobs = payload.tenant_id, LongJobs(stores.database)
    job = jobs.find(t, job_id(payload))
    found = stores.contacts.find_present(t, payload.contact_id)
    if job is None or found is None or job.state is LongJobState.DONE:
        return 0  # it did not come about, or is done
    k, until = found.value.id, from_epoch_ms(payload.attempt)
    ids = [k, *stores.contacts.find_merged_into(t, k)]
    remove_documents(t, k, facts=stores.facts)
    # First the contact: what reads it from now on copies nothing that copies would have to be searched for again.
    for one in ids:
        compare_and_swap(lambda one=one: _erase_person(t, one, until, stores))  # type: ignore[misc]
    stores.consents.erase_words(t, ids)
    copies.erase_recipients(t, ids, database=stores.database)
    done, underway, before = 0, False, None
    while page := stores.messages.page(t, k, limit=PAGE, before=before):
        before = MessageCursor(page[-1].at, page[-1].id)
        for message in page:
            if message.erased_at is not None or not _is_meant(message, until):
                continue
            if _has_left(t, message, now, stores):
                _erase(t, message, ids, now, stores, bucket)
                done += 1
            else:
                underway = True
        stores.database.commit(jobs.advance(t, job.id, now, done=job.done + done))
    webhooks = Webhooks(stores.database)
    for one in ids:
        while webhooks.erase_about(t, one):
            pass
    kept = Idempotency(stores.database)
    running = [one for one in ids if not kept.erase_about(t, one, now)]
    # Last: an import that runs may write about the contact until it ends, and all of this is done again then.
    undoing = (merge := stores.merges.find(t, k)) is not None and merge.value.state is MergeState.UNDOING
    if copies.erase_imports(t, ids, database=stores.database, bucket=bucket) or underway or running or undoing:
        raise DependencyDown("Something about the contact is still under way.", retry_after_s=AGAIN_S)
    stores.database.commit(jobs.finish(t, job.id, now, LongJobState.DONE))
    return done


def _is_meant(message: Message, until: datetime) -> bool:
    """Whether a message is from before the wish, or made by a campaign of what was known then."""
    return message.created_at <= until or bool(message.campaign_id)


def _has_left(t: TenantId, message: Message, now: datetime, stores: Stores) -> bool:
    """Whether a message is on nobody's way any more; what a campaign has not sent yet is not sent at all."""
    if message.status not in _UNDERWAY:
        return True
    if not message.campaign_id or message.status is not MessageStatus.QUEUED:
        return False

    def attempt() -> bool:
        found = stores.messages.find(t, message.id)
        if found is None or found.value.status is not MessageStatus.QUEUED:
            return found is None or found.value.status not in _UNDERWAY
        failed = {
            "status": MessageStatus.FAILED,
            f"status_at.{MessageStatus.FAILED}": now,
            "failure": encode_part(FORGOTTEN),
        }
        stores.messages.change(t, found, failed, now)
        return True

    return compare_and_swap(attempt)


def _erase(
    t: TenantId, message: Message, ids: Sequence[ContactId], now: datetime, stores: Stores, bucket: Bucket
) -> None:
    """Erases what one message said or showed, and its file, unless that is a template's or others have it too."""

    def attempt(m: MessageId = message.id) -> None:
        found = stores.messages.find(t, m)
        if found is None or found.value.erased_at is not None:
            return
        # As it is now: its file may have come, or its author have taken it back, since the page was read.
        name = _file_of(found.value)
        if name and not stores.messages.is_shared(t, name, ids):
            bucket.remove(t, name.rsplit("/", 1)[-1])
        fields: dict[str, object] = dict.fromkeys((f for f in WORDS if f in Message.model_fields), DELETE_FIELD)
        if found.value.author.kind is AuthorKind.CONTACT:
            fields["author"] = {"kind": AuthorKind.CONTACT}
        stores.messages.patch(t, m, {**fields, "erased_at": now}, found.updated_at)

    compare_and_swap(attempt)


def _file_of(message: Message) -> str:
    """The object of a message that its contact sent or was sent; a template's is not the contact's."""
    shown = message.media.object_name if message.media is not None and message.template is None else ""
    return shown or message.taken_back_object


def _erase_person(t: TenantId, k: ContactId, until: datetime, stores: Stores) -> None:
    """Leaves of a contact the addresses and the wishes not to be written to, without which those would be broken."""
    found = stores.contacts.find(t, k)
    if found is None:
        return
    addresses = _addresses(t, found.value.identities, stores) if found.value.merged_into is None else []
    name = next(iter(addresses), "")
    known: dict[str, object] = dict.fromkeys(KNOWN_OF_CONTACT, DELETE_FIELD)
    known |= {"name": name, "search": search_words(name, addresses)}
    writes: list[Write] = [stores.contacts.patch(t, k, known, found.updated_at)]
    if found.value.merged_into is not None:
        writes.append(stores.merges.remove(t, k))
    if (thread := stores.conversations.find(t, k)) is not None:
        reason = _is_reason_meant(t, thread.value, until, stores)
        writes.append(stores.conversations.erase(t, thread, until, name, addresses, reason=reason))
    stores.database.commit(*writes)


def _is_reason_meant(t: TenantId, conversation: Conversation, until: datetime, stores: Stores) -> bool:
    """Whether an agent handed over because of what is to be forgotten; it may do so over the very wish."""
    left = conversation.hand_over
    cause = stores.messages.find(t, MessageId(left.message_id)) if left and left.message_id else None
    return cause is None or cause.value.created_at <= until


def _addresses(t: TenantId, identities: Sequence[str], stores: Stores) -> list[str]:
    return [i.address for i in stores.contacts.find_identities(t, identities)]  # type: ignore[arg-type]


def give_up(payload: ContactPayload, error: str, now: datetime, *, stores: Stores) -> bool:
    """Notes that a contact could not be forgotten wholly; people see it among failed work. False if it had ended."""
    return LongJobs(stores.database).give_up(payload.tenant_id, job_id(payload), now, error)
