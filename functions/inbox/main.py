"""Entry point of `inbox`: its routes."""

import re
from functools import lru_cache
from typing import Final

import functions_framework
from werkzeug.wrappers import Request, Response

from common import log
from common.config import clock, settings
from common.entry.auth import Authenticator
from common.entry.http import Answer, Api, Call, Route
from common.entry.pages import ListQuery
from common.errors import Conflict, Invalid, NoRoute, NotFound, QuotaExceeded, RouteChanged, WindowClosed
from common.jobs.enqueue import cloud_tasks
from common.jobs.registry import initialize
from common.models.ids import ContactId, MessageId, TenantId
from common.models.message import Message
from common.models.tenant import Role
from common.models.usage import MEDIA_BYTES
from common.store import ops
from common.store.canned_replies import CannedReplies
from common.store.channels import Channels
from common.store.conversations import Conversations
from common.store.database import database
from common.store.dead_letters import DeadLetters
from common.store.events_out import events_out_of
from common.store.messages import Messages
from common.store.templates import Templates
from common.store.tenants import Tenants
from common.store.usage import Usage
from functions.inbox import schemas
from functions.inbox.service import canned, mending, reading, replying, story
from functions.inbox.service.templates import TemplateNotApproved

UPLOAD_LIMIT_BYTES: Final = 30 * 1024 * 1024
"""Below the 32 MB that a function can receive."""

log.configure()
initialize("inbox")


@lru_cache(maxsize=1)
def _stores() -> replying.Stores:
    db = database(settings().google_cloud_project)
    return replying.Stores(Conversations(db), Messages(db), Channels(db), Tenants(db), Usage(db), Templates(db))


@lru_cache(maxsize=1)
def _canned() -> CannedReplies:
    return CannedReplies(database(settings().google_cloud_project))


@lru_cache(maxsize=1)
def _letters() -> DeadLetters:
    return DeadLetters(database(settings().google_cloud_project))


def list_conversations(call: Call) -> schemas.ConversationPage:
    """A page of conversations."""
    return reading.list_conversations(call.tenant_id, call.query, call.who.id, conversations=_stores().conversations)


def count_unread(call: Call) -> schemas.UnreadCount:
    """The badge."""
    return schemas.UnreadCount(conversations=_stores().conversations.count_unread(call.tenant_id))


def get_conversation(call: Call) -> schemas.ConversationDetail:
    """One conversation with its route."""
    k = ContactId(call.path["id"])
    found = reading.get_conversation(call.tenant_id, k, conversations=_stores().conversations)
    return reading.detail(
        call.tenant_id, found.value, clock().now(), channels=_stores().channels, chosen=call.query.channel_id
    )


def patch_conversation(call: Call) -> schemas.ConversationDetail:
    """Changes status, assignee, labels or unread."""
    k = ContactId(call.path["id"])
    stores, out = _stores(), events_out_of(database(settings().google_cloud_project))
    reading.change_conversation(
        call.who, k, call.body, clock().now(), conversations=stores.conversations, tenants=stores.tenants, out=out
    )
    found = reading.get_conversation(call.tenant_id, k, conversations=stores.conversations)
    return reading.detail(call.tenant_id, found.value, clock().now(), channels=stores.channels)


def list_messages(call: Call) -> schemas.MessagePage:
    """A page of a thread."""
    k = ContactId(call.path["id"])
    return reading.list_messages(call.tenant_id, k, call.query.limit, call.query.cursor, messages=_stores().messages)


def reply(call: Call) -> schemas.MessageView:
    """Queues a reply."""
    request = replying.Request(call.who, ContactId(call.path["id"]), call.body, call.idempotency_key, call.request_hash)
    return schemas.message_view(replying.reply(request, clock().now(), stores=_stores()))


def get_message(call: Call) -> schemas.MessageView:
    """One message."""
    found = mending.get_message(call.tenant_id, MessageId(call.path["id"]), messages=_stores().messages)
    return schemas.message_view(found.value)


def tell_story(call: Call) -> schemas.Story:
    """What happened to a message."""
    have = _stores()
    stores = story.Stores(have.messages, have.conversations, have.channels, _letters())
    return story.tell(call.tenant_id, MessageId(call.path["id"]), stores=stores)


def retry(call: Call) -> schemas.MessageView:
    """Sends a message again."""
    stores = _stores()
    message = mending.retry(
        call.tenant_id,
        MessageId(call.path["id"]),
        call.who.name or "A person",
        clock().now(),
        messages=stores.messages,
        conversations=stores.conversations,
        channels=stores.channels,
        is_wanted=_is_wanted,
        enqueue=cloud_tasks(settings()),
    )
    return schemas.message_view(message)


def _is_wanted(t: TenantId, message: Message) -> bool:
    # Imported here: only what a person has sent again asks, and campaigns are slow to import.
    from common.store.campaigns import Campaigns

    return Campaigns(database(settings().google_cloud_project)).is_wanted(t, message)


def settle(call: Call) -> schemas.MessageView:
    """Settles an unknown outcome."""
    message = mending.settle(
        call.tenant_id,
        MessageId(call.path["id"]),
        call.body.outcome,
        call.who.name or "A person",
        clock().now(),
        messages=_stores().messages,
    )
    return schemas.message_view(message)


def list_canned(call: Call) -> schemas.CannedRepliesView:
    """The tenant's canned replies."""
    return canned.show(call.tenant_id, canned=_canned())


def save_canned(call: Call) -> schemas.CannedRepliesView:
    """Replaces them."""
    return canned.save(call.tenant_id, call.body, canned=_canned())


def media_url(call: Call) -> schemas.MediaUrl:
    """Where a browser may read a message's media."""
    # Imported here: most calls concern no media, and Cloud Storage's client is slow to import.
    from common.media.storage import SIGNED_FOR, media_bucket

    found = mending.get_message(call.tenant_id, MessageId(call.path["id"]), messages=_stores().messages)
    media = found.value.media
    if media is None or not media.object_name:
        raise NotFound("This message has no file that we hold." if media is None else media.failure or "Not here yet.")
    url = media_bucket(settings()).signed_url(media.object_name, media.mime_type, media.filename)
    return schemas.MediaUrl(url=url, expires_at=clock().now() + SIGNED_FOR)


def upload(call: Call) -> Answer:
    """Takes a file that a reply can carry."""
    from common.media.storage import media_bucket

    if not call.body:
        raise Invalid("The file is empty.")
    mime_type = call.headers.get("Content-Type", "application/octet-stream").partition(";")[0].strip()
    if not _MIME_TYPE.fullmatch(mime_type) or mime_type.startswith("multipart/"):
        raise Invalid("Send the file itself as the body, with its own type as Content-Type.")
    stored = media_bucket(settings()).store(call.tenant_id, [call.body], mime_type, limit_bytes=UPLOAD_LIMIT_BYTES)
    tenant = _stores().tenants.get(call.tenant_id)
    counted = _stores().usage.count_blindly(tenant, clock().now(), {MEDIA_BYTES: stored.size_bytes})
    database(settings().google_cloud_project).commit(counted)
    body = schemas.Uploaded(media_id=stored.sha256, mime_type=mime_type, size_bytes=stored.size_bytes)
    return Answer(body, 201)


_MIME_TYPE: Final = re.compile(r"[A-Za-z0-9][\w.+-]*/[A-Za-z0-9][\w.+-]*", re.ASCII)
_CONVERSATION: Final = "/api/inbox/conversations/<id>"
_MESSAGE: Final = "/api/inbox/messages/<id>"

ROUTES: Final = (
    Route(
        "GET",
        "/api/inbox/conversations",
        list_conversations,
        "Lists conversations, the one with the newest message first.",
        role=Role.VIEWER,
        query=schemas.ConversationQuery,
        answer=schemas.ConversationPage,
    ),
    Route(
        "GET",
        "/api/inbox/unread",
        count_unread,
        "Counts conversations with something that nobody has looked at.",
        role=Role.VIEWER,
        answer=schemas.UnreadCount,
    ),
    Route(
        "GET",
        "/api/inbox/canned",
        list_canned,
        "Lists the canned replies that people insert by a shortcut.",
        role=Role.VIEWER,
        answer=schemas.CannedRepliesView,
    ),
    Route(
        "PUT",
        "/api/inbox/canned",
        save_canned,
        "Replaces the canned replies, unless somebody saved others meanwhile.",
        action="canned_replies.changed",
        role=Role.AGENT,
        body=schemas.CannedRepliesIn,
        answer=schemas.CannedRepliesView,
        errors=(Conflict,),
    ),
    Route(
        "GET",
        _CONVERSATION,
        get_conversation,
        "Shows a conversation and how a reply would leave.",
        role=Role.VIEWER,
        query=schemas.RouteQuery,
        answer=schemas.ConversationDetail,
        errors=(NotFound,),
    ),
    Route(
        "PATCH",
        _CONVERSATION,
        patch_conversation,
        "Changes status, assignee, labels or unread.",
        action="conversation.changed",
        role=Role.AGENT,
        body=schemas.ConversationPatch,
        answer=schemas.ConversationDetail,
        errors=(NotFound,),
    ),
    Route(
        "GET",
        f"{_CONVERSATION}/messages",
        list_messages,
        "Lists the messages of a conversation, the newest first.",
        role=Role.VIEWER,
        query=ListQuery,
        answer=schemas.MessagePage,
    ),
    Route(
        "POST",
        f"{_CONVERSATION}/reply",
        reply,
        "Sends a reply through the channel on which the contact was last heard.",
        unaudited="The message carries who wrote it and when.",
        role=Role.AGENT,
        body=schemas.ReplyIn,
        answer=schemas.MessageView,
        status=202,
        errors=(NotFound, NoRoute, RouteChanged, WindowClosed, TemplateNotApproved, QuotaExceeded),
    ),
    Route(
        "POST",
        "/api/inbox/media",
        upload,
        "Takes the bytes of a file that a reply can carry.",
        unaudited="A file is nothing until a message shows it.",
        role=Role.AGENT,
        raw_limit_bytes=UPLOAD_LIMIT_BYTES,
        answer=schemas.Uploaded,
        status=201,
    ),
    Route(
        "GET",
        _MESSAGE,
        get_message,
        "Shows a message.",
        role=Role.VIEWER,
        answer=schemas.MessageView,
        errors=(NotFound,),
    ),
    Route(
        "GET",
        f"{_MESSAGE}/media",
        media_url,
        "Tells where a browser may read a message's file for the next minutes.",
        role=Role.VIEWER,
        answer=schemas.MediaUrl,
        errors=(NotFound,),
    ),
    Route(
        "GET",
        f"{_MESSAGE}/story",
        tell_story,
        "Tells what happened to a message: its webhook, its route, tries to send it, receipts, work that failed.",
        role=Role.VIEWER,
        answer=schemas.Story,
        errors=(NotFound,),
    ),
    Route(
        "POST",
        f"{_MESSAGE}/retry",
        retry,
        "Sends a message again that failed or whose outcome is unknown.",
        action="message.sent_again",
        role=Role.AGENT,
        answer=schemas.MessageView,
        status=202,
        errors=(NotFound, Conflict, WindowClosed),
    ),
    Route(
        "POST",
        f"{_MESSAGE}/settle",
        settle,
        "Settles an unknown outcome by what a person knows.",
        action="message.settled",
        role=Role.AGENT,
        body=schemas.SettleIn,
        answer=schemas.MessageView,
        errors=(NotFound, Conflict),
    ),
)


@lru_cache(maxsize=1)
def _api() -> Api:
    have = settings()
    return Api(
        "inbox",
        ROUTES,
        authenticate=Authenticator(_stores().tenants, have, clock()),
        clock=clock(),
        begin_meter=ops.begin,
        project=have.google_cloud_project,
    )


@functions_framework.http
def inbox(request: Request) -> Response:
    """The routes above."""
    return _api()(request)
