"""A contact is to be forgotten: from one commit on nothing is recalled, and a task erases the rest."""

from datetime import datetime
from typing import Final

from common.clock import epoch_ms
from common.jobs.enqueue import Enqueue
from common.jobs.registry import FORGET_CONTACT
from common.memory.forgetting import forget_all
from common.models.ids import ContactId, TenantId, digest
from common.models.long_job import LongJob
from common.models.payloads import ContactPayload
from common.models.tombstone import TombstoneKind, tombstone
from common.store.contacts import Contacts
from common.store.database import Database
from common.store.facts import Facts
from common.store.long_jobs import LongJobs
from common.store.merges import Merges
from common.store.tombstones import Tombstones

FALLBACK_S: Final = 60
"""When a task looks whether a crash came between the promise and the work, in seconds."""


def promise(
    t: TenantId, k: ContactId, at: datetime, now: datetime, *, database: Database, enqueue: Enqueue
) -> ContactPayload:
    """Forgets a contact; promising it again changes nothing.

    Args:
        t: the tenant.
        k: the contact; not one that was merged into another.
        at: when it was wished for; what is said later is not meant.
        now: the present.
        database: where all is kept.
        enqueue: hands tasks over.

    Returns:
        The task of `FORGET_CONTACT` that erases what is left; it comes by itself after `FALLBACK_S`, and at once if
        the caller hands it over.
    """
    payload = ContactPayload(tenant_id=t, contact_id=k, attempt=epoch_ms(at))
    # Handed over first: it finishes what a crash leaves undone. Where nothing comes about, it does nothing.
    enqueue(FORGET_CONTACT, payload.model_copy(update={"step": 1}), delay_s=FALLBACK_S, at=now)
    jobs, facts, tombstones = LongJobs(database), Facts(database), Tombstones(database)
    if jobs.find(t, job_id(payload)) is not None:
        return payload
    job = LongJob(
        id=job_id(payload),
        job=FORGET_CONTACT.name,
        subject=k,
        payload=payload.model_dump(mode="json"),
        unit="messages",
        stoppable=False,
        started_at=now,
        heartbeat_at=now,
    )
    merged = Contacts(database).find_merged_into(t, k)
    stones = [tombstones.set(t, tombstone(TombstoneKind.CONTACT, one, at)) for one in merged]
    # Undone before all is erased, a merge would take away what is to be forgotten.
    final = [Merges(database).remove(t, one) for one in merged]
    forget_all(
        t,
        k,
        at,
        facts=facts,
        tombstones=tombstones,
        kind=TombstoneKind.CONTACT,
        also=[*stones, *final, jobs.start(t, job)],
    )
    return payload


def job_id(payload: ContactPayload) -> str:
    """The id of the long-running work of one wish to be forgotten."""
    return digest("forget", payload.contact_id, str(payload.attempt))
