"""Reading the inbox: lists, threads, routes."""

import contextlib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from common.clock import epoch_ms
from common.entry.pages import decode_cursor, encode_cursor
from common.errors import AlreadyExists, Fault, Invalid, NotFound
from common.models.agent import PauseReason
from common.models.conversation import Conversation, ConversationStatus
from common.models.ids import ChannelId, ContactId, TenantId, random_id
from common.models.routing import Route, find_route
from common.models.tenant import Caller
from common.models.webhook import EventType
from common.store.channels import Channels
from common.store.codec import Versioned
from common.store.conversations import TAKEN_UP, ConversationCursor, Conversations
from common.store.database import Create, Minimum, compare_and_swap
from common.store.events_out import EventsOut
from common.store.messages import MessageCursor, Messages
from common.store.tenants import Tenants
from functions.inbox.schemas import (
    ConversationDetail,
    ConversationPage,
    ConversationPatch,
    ConversationQuery,
    ConversationView,
    MessagePage,
    message_view,
    view,
)

LONGEST_WORD: Final = 16
"""How many characters of a word conversations are found by."""
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def list_conversations(
    t: TenantId, query: ConversationQuery, caller_id: str, *, conversations: Conversations
) -> ConversationPage:
    """A page of conversations, the newest first; merged ones are left out."""
    words = [word.lstrip("+")[:LONGEST_WORD] for word in query.q.lower().split()]
    after = None
    if query.cursor:
        last_ms, last_id = decode_cursor(query.cursor, int, str)
        after = ConversationCursor(int(last_ms), str(last_id))
    # Firestore looks into one array a query: the narrowest wish. The others only narrow the page, which may then be
    # shorter than its limit.
    assignee = caller_id if query.assignee == "me" else query.assignee
    # Few wait for a person: of those, all else only narrows the page.
    few = query.waits_for_person
    search = words[0] if words and not few else None
    label = query.label if search is None and not few else None
    found = conversations.page(
        t,
        limit=query.limit,
        status=None if few else query.status,
        channel=query.channel if search is None and label is None and not few else None,
        assignee=None if few else assignee,
        label=label,
        unread=query.unread and not query.waits_for_person,
        waits_for_person=query.waits_for_person,
        search=search,
        after=after,
    )
    shown = [ConversationView.model_validate(view(c)) for c in found if _fits(c, query, assignee, words)]
    more = encode_cursor(found[-1].last_message_ms, found[-1].id) if len(found) == query.limit else None
    return ConversationPage(items=shown, next_cursor=more)


def _fits(conversation: Conversation, query: ConversationQuery, assignee: str | None, words: Sequence[str]) -> bool:
    return (
        conversation.status is not ConversationStatus.MERGED
        and (query.status is None or query.status is conversation.status)
        and (assignee is None or (None if assignee == "none" else assignee) == conversation.assignee)
        and (conversation.is_unread or not query.unread)
        and (query.channel is None or query.channel in conversation.channels)
        and (query.label is None or query.label in conversation.labels)
        and all(word in conversation.search for word in words)
    )


def get_conversation(t: TenantId, k: ContactId, *, conversations: Conversations) -> Versioned[Conversation]:
    """The conversation, or the one that it was merged into.

    Raises:
        NotFound: the tenant has no such conversation.
    """
    found = conversations.find(t, k)
    while found is not None and found.value.merged_into:
        found = conversations.find(t, found.value.merged_into)
    if found is None:
        raise NotFound("There is no such conversation.")
    return found


def route_of(
    t: TenantId, conversation: Conversation, now: datetime, *, channels: Channels, chosen: ChannelId | None = None
) -> Route | None:
    """How a reply would leave now."""
    known = channels.list_all(t)
    if not conversation.last_inbound_ms.keys() <= {channel.id for channel in known}:
        # Heard on a channel that was connected after the list was kept.
        known = channels.list_all(t, fresh=True)
    return find_route(conversation.last_inbound_ms, conversation.endpoints, known, now, chosen=chosen)


def detail(
    t: TenantId, conversation: Conversation, now: datetime, *, channels: Channels, chosen: ChannelId | None = None
) -> ConversationDetail:
    """The conversation with its route, over a channel that the caller chose where there is one."""
    route = route_of(t, conversation, now, channels=channels, chosen=chosen)
    return ConversationDetail.model_validate({**view(conversation), "route": route})


def list_messages(t: TenantId, k: ContactId, limit: int, cursor: str, *, messages: Messages) -> MessagePage:
    """A page of a thread, the newest first."""
    before = None
    if cursor:
        at_us, last_id = decode_cursor(cursor, int, str)
        before = MessageCursor(_from_epoch_us(int(at_us)), str(last_id))
    found = messages.page(t, k, limit=limit, before=before)
    more = encode_cursor(_epoch_us(found[-1].at), found[-1].id) if len(found) == limit else None
    return MessagePage(items=[message_view(m) for m in found], next_cursor=more)


def change_conversation(
    caller: Caller,
    k: ContactId,
    patch: ConversationPatch,
    now: datetime,
    *,
    conversations: Conversations,
    tenants: Tenants,
    out: EventsOut,
) -> None:
    """Changes what people may change; blind, since each field is the last speaker's.

    Only what resolves a conversation looks at it first: that it was open is counted, and since when. Who gives it to
    somebody else costs a read more.

    Raises:
        NotFound: the tenant has no such conversation.
        Invalid: it is to be given to somebody who does not work here.
    """
    t, fields = caller.tenant_id, _fields_of(patch, now)
    # That whoever takes it themselves works here was seen when they were let in; a key is no member.
    is_own = patch.assignee == caller.id and not caller.is_key
    if patch.assignee is not None and not is_own and tenants.find_member(t, patch.assignee) is None:
        detail = "Assign it to somebody who works here."
        raise Invalid(detail, faults=[Fault("/assignee", "not a member of this workspace")])
    told = _told(caller, k, patch, now, out) if fields else []
    if patch.status is ConversationStatus.RESOLVED and compare_and_swap(
        lambda: conversations.resolve(t, _existing(t, k, conversations), fields, now, told)
    ):
        return
    if patch.status is ConversationStatus.OPEN:
        fields["open_since_ms"] = Minimum(epoch_ms(now))
    if fields:
        # Firestore may abort even a blind write that meets another; the last speaker only has to say it again.
        # Where only the answer was lost, what is told is there, and with it the change.
        with contextlib.suppress(AlreadyExists):
            compare_and_swap(lambda: conversations.patch(t, k, fields, also=told))


def _told(caller: Caller, k: ContactId, patch: ConversationPatch, now: datetime, out: EventsOut) -> list[Create]:
    """The write that tells of what a person changed; that somebody looked at it is no news."""
    changes = patch.model_dump(mode="json", include=patch.model_fields_set - {"unread"})
    if not changes:
        return []
    data = {"conversation_id": k, "changes": changes, "by": {"id": caller.id, "name": caller.name}}
    return out.tell(caller.tenant_id, EventType.CONVERSATION_CHANGED, now, data, k, random_id(), contact_id=k)


def _fields_of(patch: ConversationPatch, now: datetime) -> dict[str, object]:
    given = {name: getattr(patch, name) for name in patch.model_fields_set}
    fields: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    if "assignee" in patch.model_fields_set:
        fields["assignee"] = patch.assignee
    if patch.unread is not None:
        fields["is_unread"] = patch.unread > 0
    if "labels" in fields:
        fields["labels"] = sorted(set(fields["labels"]))
    if patch.agent_paused is not None:
        fields["agent_paused"] = PauseReason.BY_PERSON if patch.agent_paused else None
    if patch.status is ConversationStatus.RESOLVED:
        # Done with: when the contact writes again, the agent answers again, without what was handed over before.
        fields.setdefault("agent_paused", None)
    if "agent_paused" in fields and fields["agent_paused"] is None:
        fields["agent_resumed_at"] = now
    if patch.agent_paused is False or patch.assignee or patch.status is ConversationStatus.RESOLVED:
        fields |= TAKEN_UP
    return fields


def _existing(t: TenantId, k: ContactId, conversations: Conversations) -> Versioned[Conversation]:
    found = conversations.find(t, k)
    if found is None:
        raise NotFound("There is no such conversation.")
    return found


def _epoch_us(at: datetime) -> int:
    return (at - _EPOCH) // timedelta(microseconds=1)


def _from_epoch_us(us: int) -> datetime:
    return _EPOCH + timedelta(microseconds=us)
