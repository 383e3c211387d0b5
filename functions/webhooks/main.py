"""Entry points of `webhooks`: its routes, and the job `deliver-webhook`."""

from datetime import datetime
from functools import lru_cache
from typing import Final

import functions_framework
from werkzeug.wrappers import Request, Response

from common import log
from common.config import clock, settings
from common.crypto import Vault
from common.entry.auth import Authenticator
from common.entry.http import Answer, Api, Call, Route
from common.entry.tasks import Worker
from common.errors import AppError, Conflict, NotFound
from common.jobs.caller import verify_caller
from common.jobs.enqueue import cloud_tasks
from common.jobs.registry import DELIVER_WEBHOOK, initialize
from common.models.payloads import DeliveryPayload
from common.models.tenant import Role
from common.store import ops
from common.store.database import database
from common.store.dead_letters import DeadLetters
from common.store.idempotency import Idempotency
from common.store.incidents import Incidents
from common.store.tenants import Tenants
from common.store.webhooks import Webhooks
from common.webhooks.addresses import resolve
from common.webhooks.calling import Caller
from functions.webhooks import schemas
from functions.webhooks.service import delivering, editing, replaying

log.configure()
registry = initialize("webhooks")


class NotDelivered(AppError):
    """A receiver did not take an event for a day; people must see it."""

    code, title, status = "not_delivered", "The receiver did not take the event", 500


@lru_cache(maxsize=1)
def _stores() -> editing.Stores:
    have = settings()
    db = database(have.google_cloud_project)
    vault = Vault(have.need("credential_keys"))
    return editing.Stores(Webhooks(db), Incidents(db), vault, resolve, _allowed())


def _allowed() -> frozenset[str]:
    return frozenset(each.strip() for each in settings().webhook_allowed_hosts.split(",") if each.strip())


def _collaborators() -> delivering.Collaborators:
    have = _stores()
    return delivering.Collaborators(
        webhooks=have.webhooks,
        incidents=have.incidents,
        vault=have.vault,
        post=Caller(),
        look_up=have.look_up,
        allowed=have.allowed,
        enqueue=cloud_tasks(settings()),
        clock=clock(),
    )


def _letters() -> DeadLetters:
    return DeadLetters(database(settings().google_cloud_project))


def deliver_webhook(payload: DeliveryPayload, retries: int) -> bool:
    """Works on `deliver-webhook`."""
    result = delivering.deliver(payload, with_=_collaborators())
    log.add(done=result.done)
    if result.is_lost:
        raise NotDelivered(f"It was not taken for a day. {result.error}")
    if result.revived and result.done is delivering.Done.DELIVERED:
        # The task that a person queued may have gone on in others, which do not know of the letter.
        _letters().settle(DELIVER_WEBHOOK.name, payload)
    return result.done is not delivering.Done.LATER


def revive(payload: DeliveryPayload, asked: datetime) -> None:
    """Readies an event that was given up before `asked` for being told again."""
    delivering.revive(payload, with_=_collaborators(), before=asked)


def list_webhooks(call: Call) -> schemas.WebhookList:
    """All webhooks."""
    return editing.list_webhooks(call.tenant_id, clock().now(), with_=_stores())


def create_webhook(call: Call) -> schemas.WebhookMade:
    """Makes a webhook."""
    return editing.create(call.who, call.body, call.idempotency_key, call.request_hash, clock().now(), with_=_stores())


def get_webhook(call: Call) -> schemas.WebhookView:
    """One webhook."""
    return editing.view(_stores().webhooks.get(call.tenant_id, call.path["id"]).value, clock().now())


def patch_webhook(call: Call) -> schemas.WebhookView:
    """Changes a webhook."""
    return editing.change(call.who, call.path["id"], call.body, clock().now(), with_=_stores())


def delete_webhook(call: Call) -> Answer:
    """Removes a webhook."""
    editing.remove(call.who, call.path["id"], clock().now(), with_=_stores())
    return Answer(None, 204)


def rotate_secret(call: Call) -> schemas.WebhookMade:
    """Gives a webhook a new secret."""
    return editing.rotate(call.who, call.path["id"], call.idempotency_key, clock().now(), with_=_stores())


def test_webhook(call: Call) -> schemas.Tested:
    """Tries a webhook."""
    webhooks = _stores().webhooks
    return replaying.test(call.who, call.path["id"], call.idempotency_key, clock().now(), webhooks=webhooks)


def list_deliveries(call: Call) -> schemas.DeliveryPage:
    """What came of telling a webhook of events."""
    return replaying.list_deliveries(call.tenant_id, call.path["id"], call.query, webhooks=_stores().webhooks)


def replay_delivery(call: Call) -> schemas.DeliveryView:
    """Has an event told again."""
    return replaying.replay(call.tenant_id, call.path["id"], call.path["delivery_id"], with_=_collaborators())


def replay_since(call: Call) -> schemas.Replayed:
    """Has told again what was given up."""
    return replaying.replay_since(call.tenant_id, call.path["id"], call.body.since, with_=_collaborators())


_WEBHOOK: Final = "/api/webhooks/<id>"

ROUTES: Final = (
    Route(
        "GET",
        "/api/webhooks",
        list_webhooks,
        "Lists the addresses that events are posted to.",
        role=Role.ADMIN,
        answer=schemas.WebhookList,
    ),
    Route(
        "POST",
        "/api/webhooks",
        create_webhook,
        "Has events posted to an address, signed with a secret that is shown this once.",
        role=Role.ADMIN,
        action="webhook.created",
        body=schemas.WebhookIn,
        answer=schemas.WebhookMade,
        status=201,
        errors=(Conflict,),
    ),
    Route(
        "GET",
        _WEBHOOK,
        get_webhook,
        "Shows a webhook.",
        role=Role.ADMIN,
        answer=schemas.WebhookView,
        errors=(NotFound,),
    ),
    Route(
        "PATCH",
        _WEBHOOK,
        patch_webhook,
        "Changes a webhook, pauses it or switches it on.",
        role=Role.ADMIN,
        action="webhook.changed",
        body=schemas.WebhookPatch,
        answer=schemas.WebhookView,
        errors=(NotFound, Conflict),
    ),
    Route(
        "DELETE",
        _WEBHOOK,
        delete_webhook,
        "Removes a webhook; nothing is posted to it any more.",
        role=Role.ADMIN,
        action="webhook.removed",
        status=204,
        errors=(NotFound, Conflict),
    ),
    Route(
        "POST",
        f"{_WEBHOOK}/rotate",
        rotate_secret,
        "Gives a webhook a new secret, shown this once; for a day is signed with both.",
        role=Role.ADMIN,
        action="webhook.rotated",
        answer=schemas.WebhookMade,
        errors=(NotFound, Conflict),
    ),
    Route(
        "POST",
        f"{_WEBHOOK}/test",
        test_webhook,
        "Posts a test event to a webhook, once.",
        role=Role.ADMIN,
        unaudited="A test changes nothing; the log of deliveries tells of it.",
        answer=schemas.Tested,
        status=202,
        errors=(NotFound,),
    ),
    Route(
        "GET",
        f"{_WEBHOOK}/deliveries",
        list_deliveries,
        "Lists what came of posting events to a webhook, the newest event first, with every try.",
        role=Role.ADMIN,
        query=schemas.DeliveryQuery,
        answer=schemas.DeliveryPage,
        errors=(NotFound,),
    ),
    Route(
        "POST",
        f"{_WEBHOOK}/deliveries/<delivery_id>/replay",
        replay_delivery,
        "Posts an event again, under the same id.",
        role=Role.ADMIN,
        action="webhook.replayed",
        answer=schemas.DeliveryView,
        status=202,
        keep_answer=True,
        errors=(NotFound, Conflict),
    ),
    Route(
        "POST",
        f"{_WEBHOOK}/replay",
        replay_since,
        "Posts again what was given up since a moment, up to 100 events at a time.",
        role=Role.ADMIN,
        action="webhook.replayed",
        body=schemas.ReplayIn,
        answer=schemas.Replayed,
        status=202,
        keep_answer=True,
        errors=(NotFound, Conflict),
    ),
)


@lru_cache(maxsize=1)
def _api() -> Api:
    have = settings()
    db = database(have.google_cloud_project)
    return Api(
        "webhooks",
        ROUTES,
        authenticate=Authenticator(Tenants(db), have, clock()),
        kept_answers=Idempotency(db),
        clock=clock(),
        begin_meter=ops.begin,
        project=have.google_cloud_project,
    )


@lru_cache(maxsize=1)
def _worker() -> Worker:
    return Worker(
        "webhooks",
        registry.jobs_of("webhooks"),
        verify=lambda authorization: verify_caller(authorization, "webhooks", settings()),
        letters=_letters,
        max_attempts=lambda job: registry.max_attempts(job.name),
        clock=clock,
        begin_meter=ops.begin,
        project=settings().google_cloud_project,
    )


@functions_framework.http
def webhooks(request: Request) -> Response:
    """The routes above, and tasks of `deliver-webhook`."""
    return _worker()(request) if request.path.startswith("/tasks/") else _api()(request)
