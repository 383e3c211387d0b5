"""Gives back the conversations of somebody who does not work here any more, so that others and agents see to them."""

import contextlib
from datetime import datetime
from typing import Final

from common.errors import NotFound, WriteRaced
from common.jobs.enqueue import Enqueue
from common.jobs.registry import RELEASE_CONVERSATIONS
from common.models.payloads import MemberPayload
from common.models.webhook import EventType
from common.store.conversations import Conversations
from common.store.events_out import EventsOut
from common.store.tenants import Tenants

PAGE: Final = 200
PAGES: Final = 10
"""How many pages one task does; a further one goes on."""
_BY: Final = {"id": "platform", "name": "WhatsDeX"}


def release(
    payload: MemberPayload,
    now: datetime,
    *,
    conversations: Conversations,
    tenants: Tenants,
    out: EventsOut,
    enqueue: Enqueue,
) -> int:
    """Takes conversations from whoever has left; returns how many. A read and a write each.

    What somebody takes over meanwhile stays theirs. Nothing happens where the person was not removed after all, or is
    back.
    """
    t, member = payload.tenant_id, payload.member_id
    if tenants.find_member(t, member) is not None:
        return 0
    released = 0
    for _ in range(PAGES):
        page = conversations.assigned_to(t, member, limit=PAGE)
        before = released
        for found in page:
            k = found.value.id
            data = {"conversation_id": k, "changes": {"assignee": None}, "by": _BY}
            subject = (k, "released", member, str(payload.attempt))
            told = out.tell(t, EventType.CONVERSATION_CHANGED, now, data, *subject, contact_id=k)
            with contextlib.suppress(WriteRaced, NotFound):  # looked at again below, if it is still theirs
                conversations.patch(t, k, {"assignee": None}, found.updated_at, also=told)
                released += 1
        if released - before == len(page) < PAGE:
            break
    else:
        enqueue(RELEASE_CONVERSATIONS, payload.model_copy(update={"step": payload.step + 1}))
    return released
