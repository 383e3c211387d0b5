"""Entry points of `contacts`: its routes, and the jobs `move-messages` and `link-phone`."""

from functools import lru_cache
from typing import Final

import functions_framework
from werkzeug.wrappers import Request, Response

from common import log
from common.config import clock, settings
from common.entry.auth import Authenticator
from common.entry.http import Api, Call, Route
from common.entry.pages import decode_cursor, encode_cursor
from common.entry.tasks import Worker
from common.errors import Conflict, NotFound
from common.jobs.caller import verify_caller
from common.jobs.enqueue import cloud_tasks
from common.jobs.registry import initialize
from common.models.ids import ContactId
from common.models.payloads import MergePayload, MessagePayload
from common.models.tenant import Role
from common.store import ops
from common.store.audiences import Audiences
from common.store.channels import Channels
from common.store.consents import Consents
from common.store.contacts import Contacts
from common.store.conversations import Conversations
from common.store.database import database
from common.store.idempotency import Idempotency
from common.store.messages import Messages
from common.store.tenants import Tenants
from common.store.work import Work
from functions.contacts import schemas
from functions.contacts.service import editing, linking

log.configure()
registry = initialize("contacts")


@lru_cache(maxsize=1)
def _stores() -> linking.Stores:
    db = database(settings().google_cloud_project)
    return linking.Stores(db, Contacts(db), Conversations(db), Messages(db), Channels(db), Audiences(db), Consents(db))


def list_contacts(call: Call) -> schemas.ContactPage:
    """A page of contacts; those merged into others are left out."""
    query: schemas.ContactQuery = call.query
    after = str(decode_cursor(query.cursor, str)[0]) if query.cursor else None
    word = query.q.lower().strip().lstrip("+").partition(" ")[0] or None
    found = _stores().contacts.page(
        call.tenant_id,
        limit=query.limit,
        after=after,
        search=word,
        tag=query.tag or None,
        audience=query.audience or None,
    )
    more = encode_cursor(found[-1].id) if len(found) == query.limit else None
    shown = [schemas.contact_view(c) for c in found if c.merged_into is None]
    return schemas.ContactPage(items=shown, next_cursor=more)


def get_contact(call: Call) -> schemas.ContactDetail:
    """One contact with all addresses."""
    return linking.show(call.tenant_id, ContactId(call.path["id"]), stores=_stores())


def create_contact(call: Call) -> schemas.ContactDetail:
    """Makes a contact of somebody who has not written yet."""
    return editing.create(call.tenant_id, call.body, clock().now(), stores=_stores())


def edit_contact(call: Call) -> schemas.ContactDetail:
    """Changes what is known about a contact."""
    return editing.edit(call.tenant_id, ContactId(call.path["id"]), call.body, stores=_stores())


def record_consent(call: Call) -> schemas.ContactDetail:
    """Records a wish that a contact told somebody."""
    k, who = ContactId(call.path["id"]), call.who.id
    now = clock().now()
    return editing.record_consent(call.tenant_id, k, call.body, who, call.idempotency_key, now, stores=_stores())


def link(call: Call) -> schemas.ContactDetail:
    """Makes an address a contact's."""
    body: schemas.LinkIn = call.body
    return linking.link(
        call.tenant_id,
        ContactId(call.path["id"]),
        body.channel_id,
        body.address,
        clock().now(),
        stores=_stores(),
        enqueue=cloud_tasks(settings()),
    )


def merge(call: Call) -> schemas.ContactDetail:
    """Makes another contact one with this."""
    body: schemas.MergeIn = call.body
    k = ContactId(call.path["id"])
    linking.merge(call.tenant_id, k, body.contact_id, clock().now(), stores=_stores(), enqueue=cloud_tasks(settings()))
    return linking.show(call.tenant_id, k, stores=_stores())


def move_messages(payload: MergePayload, retries: int) -> None:
    """Works on `move-messages`."""
    linking.move_messages(payload, stores=_stores())


def link_phone(payload: MessagePayload, retries: int) -> None:
    """Works on `link-phone`."""
    linking.link_phone(
        payload.tenant_id, payload.message_id, clock().now(), stores=_stores(), enqueue=cloud_tasks(settings())
    )


_CONTACT: Final = "/api/contacts/<id>"

ROUTES: Final = (
    Route(
        "GET",
        "/api/contacts",
        list_contacts,
        "Lists contacts.",
        role=Role.VIEWER,
        query=schemas.ContactQuery,
        answer=schemas.ContactPage,
    ),
    Route(
        "GET",
        _CONTACT,
        get_contact,
        "Shows a contact with all addresses.",
        role=Role.VIEWER,
        answer=schemas.ContactDetail,
        errors=(NotFound,),
    ),
    Route(
        "POST",
        "/api/contacts",
        create_contact,
        "Makes a contact of somebody who has not written yet.",
        role=Role.AGENT,
        body=schemas.ContactIn,
        answer=schemas.ContactDetail,
        status=201,
        keep_answer=True,
        errors=(NotFound, Conflict),
    ),
    Route(
        "PATCH",
        _CONTACT,
        edit_contact,
        "Changes a contact's name, tags, attributes, language or time zone.",
        role=Role.AGENT,
        body=schemas.ContactChange,
        answer=schemas.ContactDetail,
        errors=(NotFound, Conflict),
    ),
    Route(
        "POST",
        f"{_CONTACT}/consent",
        record_consent,
        "Records that a contact does not want to be written to, or wants to again.",
        role=Role.AGENT,
        body=schemas.ConsentIn,
        answer=schemas.ContactDetail,
        errors=(NotFound,),
    ),
    Route(
        "POST",
        f"{_CONTACT}/identities",
        link,
        "Links a further address to a contact, so that both are one conversation.",
        role=Role.AGENT,
        body=schemas.LinkIn,
        answer=schemas.ContactDetail,
        errors=(NotFound, Conflict),
    ),
    Route(
        "POST",
        f"{_CONTACT}/merge",
        merge,
        "Merges another contact into this one.",
        role=Role.AGENT,
        body=schemas.MergeIn,
        answer=schemas.ContactDetail,
        errors=(NotFound, Conflict),
    ),
)


@lru_cache(maxsize=1)
def _api() -> Api:
    have = settings()
    return Api(
        "contacts",
        ROUTES,
        authenticate=Authenticator(Tenants(_stores().database), have, clock()),
        kept_answers=Idempotency(_stores().database),
        clock=clock(),
        begin_meter=ops.begin,
        project=have.google_cloud_project,
    )


@lru_cache(maxsize=1)
def _worker() -> Worker:
    return Worker(
        "contacts",
        registry.jobs_of("contacts"),
        verify=lambda authorization: verify_caller(authorization, "contacts", settings()),
        bury=lambda job, payload, error: Work(_stores().database).bury(job, payload, error, clock().now()),
        max_attempts=lambda job: registry.max_attempts(job.name),
        begin_meter=ops.begin,
        project=settings().google_cloud_project,
    )


@functions_framework.http
def contacts(request: Request) -> Response:
    """The routes above, and tasks of `move-messages` and `link-phone`."""
    return _worker()(request) if request.path.startswith("/tasks/") else _api()(request)
