"""Which task a new document causes."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final, NamedTuple, Protocol

from common.clock import epoch_ms
from common.errors import Malformed
from common.jobs.enqueue import Enqueue
from common.jobs.registry import (
    DELIVER_WEBHOOK,
    FETCH_MEDIA,
    LEARN_FACTS,
    LINK_PHONE,
    REPLY_MESSAGE,
    SEND_BULK,
    SEND_MESSAGE,
    SETTLE_RECEIPT,
    SUPPRESS_CONTACT,
    Job,
)
from common.models.ids import ChannelId, ContactId, MessageId, TenantId
from common.models.message import UNANSWERABLE, AuthorKind, Direction, MediaStatus
from common.models.payloads import (
    ConsentPayload,
    ContactPayload,
    DeliveryPayload,
    MessagePayload,
    ParkedPayload,
    Payload,
)
from common.models.status import MessageStatus

SETTLE_DELAY_S: Final = 3
"""How long a receipt that came too early waits for its message, in seconds."""


class Due(NamedTuple):
    """A task that a document causes."""

    job: Job
    payload: Payload
    delay_s: float = 0


class AgentDelay(Protocol):
    """Asks whether an AI agent answers on a channel."""

    def __call__(self, t: TenantId, c: ChannelId) -> float | None:
        """For how long it waits for a further message, in seconds; None if none answers there."""
        ...


def tasks_for(path: Sequence[str], data: Mapping[str, object], *, agent_delay: AgentDelay) -> list[Due]:
    """The tasks that the document `data` at `path` causes when it is created.

    Raises:
        Malformed: the path is none that we listen to, or the document is no message.
    """
    if data.get("being_restored"):
        return []  # it comes back from a backup; what it is about to be was seen to before
    match path:
        case ["tenants", tenant, "messages", message]:
            return _for_message(TenantId(tenant), MessageId(message), data, agent_delay)
        case ["tenants", tenant, "parked_receipts", parked]:
            payload = ParkedPayload(tenant_id=TenantId(tenant), parked_id=parked)
            return [Due(SETTLE_RECEIPT, payload, SETTLE_DELAY_S)]
        case ["tenants", tenant, "consents", consent]:
            if data.get("opted_in"):
                return []  # who was left out of a campaign is not taken in again
            return [Due(SUPPRESS_CONTACT, ConsentPayload(tenant_id=TenantId(tenant), consent_id=consent))]
        case ["tenants", tenant, "webhook_events", event]:
            hooks = data.get("hooks")
            if not isinstance(hooks, list):
                raise Malformed("The event names no webhooks.")
            return [
                Due(DELIVER_WEBHOOK, DeliveryPayload(tenant_id=TenantId(tenant), webhook_id=str(hook), event_id=event))
                for hook in hooks
            ]
        case _:
            raise Malformed(f"No task is known for documents at {'/'.join(path)}.")


def _for_message(t: TenantId, m: MessageId, data: Mapping[str, object], agent_delay: AgentDelay) -> list[Due]:
    channel_id = data.get("channel_id")
    if not isinstance(channel_id, str) or not channel_id:
        raise Malformed("The message names no channel.")
    payload = MessagePayload(tenant_id=t, message_id=m, channel_id=ChannelId(channel_id))
    due: list[Due] = []
    outbound = data.get("direction") == Direction.OUT
    if outbound and data.get("status") == MessageStatus.QUEUED:
        author = data.get("author")
        bulk = isinstance(author, Mapping) and author.get("kind") == AuthorKind.CAMPAIGN
        due.append(Due(SEND_BULK if bulk else SEND_MESSAGE, payload))
        if isinstance(author, Mapping) and author.get("kind") == AuthorKind.AGENT:
            due.append(Due(LEARN_FACTS, _learning(t, data, str(author.get("id", "")))))
    media = data.get("media")
    pending = isinstance(media, Mapping) and media.get("status", MediaStatus.PENDING) == MediaStatus.PENDING
    if pending and data.get("status") in (MessageStatus.RECEIVED, MessageStatus.SENT):
        due.append(Due(FETCH_MEDIA, payload))
    if not outbound and data.get("status") == MessageStatus.RECEIVED and data.get("kind") not in UNANSWERABLE:
        delay_s = agent_delay(t, payload.channel_id)
        if delay_s is not None:
            due.append(Due(REPLY_MESSAGE, payload, delay_s))
    if data.get("shared_phone"):
        due.append(Due(LINK_PHONE, payload))
    return due


def _learning(t: TenantId, data: Mapping[str, object], agent_id: str) -> ContactPayload:
    """Learning from what an agent answered to, in a task of its own, so that the answer waits for nothing."""
    contact_id, at = data.get("conversation_id"), data.get("created_at")
    if not isinstance(contact_id, str) or not isinstance(at, datetime):
        raise Malformed("The answer names no conversation, or no time.")
    return ContactPayload(tenant_id=t, contact_id=ContactId(contact_id), agent_id=agent_id, attempt=epoch_ms(at))


def hand_over(due: Sequence[Due], now: datetime, *, enqueue: Enqueue) -> int:
    """Queues the tasks; returns how many were not queued already.

    Raises:
        DependencyDown: Cloud Tasks does not answer; the event must come again.
    """
    return sum(enqueue(task.job, task.payload, delay_s=task.delay_s, at=now) for task in due)
