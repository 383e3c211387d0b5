"""Replying: find the route, and store message, conversation and count in one commit."""

from datetime import datetime
from typing import NamedTuple

from common import log
from common.clock import from_epoch_ms
from common.errors import AlreadyExists, Fault, Forbidden, Invalid, NoRoute, QuotaExceeded, RouteChanged, WindowClosed
from common.models.agent import PauseReason
from common.models.conversation import Conversation, first_answer
from common.models.ids import ContactId, MessageId, TenantId, outbound_message_id, random_id
from common.models.message import Author, AuthorKind, Direction, Kind, Media, MediaStatus, Message, RouteTaken
from common.models.routing import Route
from common.models.status import MessageStatus
from common.models.template import MissingValues
from common.models.tenant import Caller
from common.models.thread_order import written_by_us
from common.store.channels import Channels
from common.store.conversations import Conversations
from common.store.database import Write
from common.store.messages import Messages
from common.store.templates import Templates
from common.store.tenants import Tenants
from common.store.usage import Usage
from functions.inbox.schemas import ReplyIn
from functions.inbox.service.reading import get_conversation, route_of
from functions.inbox.service.templates import TemplateNotApproved, parts_of


class Stores(NamedTuple):
    """Where replying reads and writes."""

    conversations: Conversations
    messages: Messages
    channels: Channels
    tenants: Tenants
    usage: Usage
    templates: Templates


class Request(NamedTuple):
    """A reply as it was asked for."""

    caller: Caller
    conversation_id: ContactId
    reply: ReplyIn
    idempotency_key: str
    request_hash: str


def reply(request: Request, now: datetime, *, stores: Stores) -> Message:
    """Queues a reply, once per Idempotency-Key; it leaves through the channel on which the contact was last heard.

    Raises:
        NotFound: the tenant has no such conversation.
        NoRoute: no active channel leads to the contact.
        TemplateNotApproved: WhatsApp does not let the template be sent.
        RouteChanged: the route is no longer the one of `route_version`; the answer carries the new one.
        WindowClosed: only a template can be sent now; the answer carries the route.
        QuotaExceeded: the plan's messages of this month are used up.
        Invalid: the Idempotency-Key was used for another request.
    """
    caller = request.caller
    message_id = outbound_message_id(f"{caller.id}/{request.conversation_id}", request.idempotency_key or random_id())
    conversation = get_conversation(caller.tenant_id, request.conversation_id, conversations=stores.conversations).value
    tenant = stores.tenants.get(caller.tenant_id)
    if tenant.suspended:
        raise Forbidden("This workspace is suspended, so nothing can be sent.")
    wanted = request.reply.channel_id
    route = route_of(caller.tenant_id, conversation, now, channels=stores.channels, chosen=wanted)
    # A reply stands behind what it answers, also where the provider's clock is ahead of ours.
    at = max(written_by_us(now), from_epoch_ms(conversation.last_message_ms + 1))
    try:
        checked = check_route(request.reply, route)
        message = _message(request, message_id, conversation, checked, at, now, stores)
    except (NoRoute, RouteChanged, WindowClosed, TemplateNotApproved, MissingValues):
        # A repetition is answered as the first time, even if the route has moved on since.
        known = _known(request, message_id, stores.messages)
        if known is None:
            raise
        return known
    writes: list[Write] = [
        *stores.messages.store(tenant, message, now),
        stores.conversations.record_outbound(caller.tenant_id, message, pauses=_pause(caller.tenant_id, stores)),
    ]
    try:
        stores.usage.commit_outbound(tenant, now, writes)
    except (AlreadyExists, QuotaExceeded):
        # The first time may itself have used up the plan.
        known = _known(request, message_id, stores.messages)
        if known is None:
            raise
        return known
    log.append("stored", {"message_id": message_id})
    return message


def check_route(asked: ReplyIn, route: Route | None) -> Route:
    """The route, if `asked` may be sent over it."""
    if route is None:
        raise NoRoute("No active channel leads to this contact. Connect one, or wait until the contact writes.")
    extra = {"route": route.model_dump(mode="json")}
    if asked.route_version is not None and asked.route_version != route.version:
        raise RouteChanged(
            f"The reply would now leave through {route.channel_name}. Look at the conversation, and send it again.",
            extra=extra,
        )
    if route.needs_template and asked.template is None:
        raise WindowClosed(
            f"On {route.channel_name} free text is possible for 24 hours after the contact's last message. "
            "Send a template, or wait until the contact writes.",
            extra=extra,
        )
    return route


def _pause(t: TenantId, stores: Stores) -> PauseReason | None:
    """Why no agent answers once a person has: for tenants without agents there is nothing to say."""
    return PauseReason.PERSON_REPLIED if any(c.agent_id for c in stores.channels.list_all(t)) else None


def _message(
    request: Request,
    message_id: MessageId,
    conversation: Conversation,
    route: Route,
    at: datetime,
    now: datetime,
    stores: Stores,
) -> Message:
    k = conversation.id
    asked, caller = request.reply, request.caller
    media = location = template = None
    kind = Kind.TEXT
    if asked.media_id is not None:
        kind = kind_of(asked.mime_type)
        media = Media(
            mime_type=asked.mime_type,
            filename=asked.filename,
            sha256=asked.media_id,
            object_name=f"tenants/{caller.tenant_id}/media/{asked.media_id}",
            status=MediaStatus.STORED,
        )
    if asked.template is not None:
        template, media, location = parts_of(
            caller.tenant_id, asked.template, route, templates=stores.templates, channels=stores.channels
        )
    return Message(
        id=message_id,
        conversation_id=k,
        channel_id=route.channel_id,
        provider=route.provider,
        direction=Direction.OUT,
        author=Author(kind=AuthorKind.PERSON, id=caller.id, name=caller.name),
        kind=Kind.TEMPLATE if template else kind,
        text=(template.text or template.name) if template else asked.text,
        media=media,
        location=location,
        template=template,
        reply_to=_provider_id(request, k, route, stores.messages) if asked.reply_to else "",
        status=MessageStatus.QUEUED,
        status_at={"queued": now},
        address=route.address,
        at=at,
        created_at=now,
        request_hash=request.request_hash,
        route=RouteTaken.of(route),
    ).model_copy(update=first_answer(conversation, at))


def _provider_id(request: Request, k: ContactId, route: Route, messages: Messages) -> str:
    found = messages.find(request.caller.tenant_id, MessageId(request.reply.reply_to or ""))
    if found is None or found.value.conversation_id != k:
        raise Invalid("The message to answer is not in this conversation.", faults=[Fault("/reply_to", "not here")])
    # On another channel the provider does not know the quoted message; the reply goes without the quotation.
    return found.value.provider_message_id if found.value.channel_id == route.channel_id else ""


def kind_of(mime_type: str) -> Kind:
    """The kind of a file to send."""
    return {"image": Kind.IMAGE, "video": Kind.VIDEO, "audio": Kind.AUDIO}.get(
        mime_type.partition("/")[0], Kind.DOCUMENT
    )


def _known(request: Request, message_id: MessageId, messages: Messages) -> Message | None:
    if not request.idempotency_key:
        return None
    found = messages.find(request.caller.tenant_id, message_id)
    if found is None:
        return None
    if found.value.request_hash != request.request_hash:
        raise Invalid("This Idempotency-Key was used for another reply.")
    return found.value
