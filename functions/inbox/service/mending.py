"""What people do about messages that did not arrive: send again, or say what became of them."""

from collections.abc import Callable
from datetime import datetime

from common.errors import Conflict, NotFound, WindowClosed
from common.jobs.enqueue import Enqueue
from common.jobs.registry import SEND_MESSAGE
from common.models.asking import by_person
from common.models.ids import MessageId, TenantId
from common.models.message import Direction, Failure, Kind, Message, Step, StepKind
from common.models.payloads import MessagePayload
from common.models.status import MessageStatus
from common.store.channels import Channels
from common.store.codec import Versioned, encode_part
from common.store.conversations import Conversations
from common.store.database import DELETE_FIELD, ArrayUnion
from common.store.messages import Messages, sweep_at
from functions.inbox.schemas import SettledAs
from functions.inbox.service.reading import get_conversation, route_of


def get_message(t: TenantId, m: MessageId, *, messages: Messages) -> Versioned[Message]:
    """The message, with its version.

    Raises:
        NotFound: the tenant has no such message.
    """
    found = messages.find(t, m)
    if found is None:
        raise NotFound("There is no such message.")
    return found


def retry(
    t: TenantId,
    m: MessageId,
    by: str,
    now: datetime,
    *,
    messages: Messages,
    conversations: Conversations,
    channels: Channels,
    is_wanted: Callable[[TenantId, Message], bool],
    enqueue: Enqueue,
) -> Message:
    """Sends a message again that failed, or whose outcome is unknown and a person takes the risk.

    A second call while it is queued only makes sure of its task, so a crash half-way is mended by asking again.

    Raises:
        Conflict: it is on its way or has arrived, or a campaign wrote it and its contact has opted out since.
        WindowClosed: its channel takes only templates now.
    """
    found = get_message(t, m, messages=messages)
    message = found.value
    if message.direction is not Direction.OUT:
        raise Conflict("Only messages of ours can be sent again.")
    if message.status in (MessageStatus.FAILED, MessageStatus.UNKNOWN):
        if not is_wanted(t, message):
            raise Conflict(
                "This person has opted out since the campaign chose them, so its message is not sent again. You can "
                "still reply in the conversation."
            )
        _check_window(t, message, now, conversations=conversations, channels=channels)
        fields = {
            "status": MessageStatus.QUEUED,
            "status_at.queued": now,
            "failure": DELETE_FIELD,
            "sweep_at": sweep_at(m, now),
            "steps": ArrayUnion([encode_part(Step(kind=StepKind.AGAIN, at=now, by=by))]),
        }
        messages.change(t, found, fields, now)
        message = message.model_copy(update={"status": MessageStatus.QUEUED, "failure": None})
        queued_at = now
    elif message.status is not MessageStatus.QUEUED:
        raise Conflict("Only a message that failed, or whose outcome is unknown, can be sent again.")
    else:
        queued_at = message.status_at.get(MessageStatus.QUEUED, message.created_at)
    # Named by when it was queued: Cloud Tasks would refuse a second task of the same name.
    payload = MessagePayload(tenant_id=t, message_id=m, channel_id=message.channel_id)
    enqueue(SEND_MESSAGE, payload, again=by_person(queued_at))
    return message


def _check_window(
    t: TenantId, message: Message, now: datetime, *, conversations: Conversations, channels: Channels
) -> None:
    conversation = get_conversation(t, message.conversation_id, conversations=conversations).value
    route = route_of(t, conversation, now, channels=channels, chosen=message.channel_id)
    if route is not None and route.needs_template and message.kind is not Kind.TEMPLATE:
        raise WindowClosed(
            "Free text is no longer possible on this channel. Reply with a template instead.",
            extra={"route": route.model_dump(mode="json")},
        )


def settle(t: TenantId, m: MessageId, outcome: SettledAs, by: str, now: datetime, *, messages: Messages) -> Message:
    """Settles an unknown outcome by what a person knows.

    Raises:
        Conflict: the outcome is not unknown, or no longer.
    """
    found = get_message(t, m, messages=messages)
    if found.value.status is not MessageStatus.UNKNOWN:
        raise Conflict("Only an unknown outcome can be settled; look at the message again.")
    status = MessageStatus(outcome)
    failure = Failure(code="settled", reason="transient", detail=f"{by} found out that it did not arrive.")
    lost = outcome is SettledAs.FAILED
    fields = {
        "status": status,
        f"status_at.{status}": now,
        "failure": encode_part(failure) if lost else DELETE_FIELD,
        "sweep_at": now,
        # What is stored is an earlier try's, and would let the provider's word on this one pass for such.
        "provider_message_id": DELETE_FIELD,
        "steps": ArrayUnion([encode_part(Step(kind=StepKind.SETTLED, at=now, outcome=status, by=by))]),
    }
    messages.change(t, found, fields, now)
    return found.value.model_copy(update={"status": status, "failure": failure if lost else None})
