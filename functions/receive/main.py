"""Entry points of `receive`: the webhooks of all providers, and the job `settle-receipt`."""

from functools import lru_cache
from hmac import compare_digest

import functions_framework
from werkzeug.wrappers import Request, Response

from common import log
from common.channels.registry import receivers
from common.config import clock, settings
from common.crypto import Vault
from common.entry.http import Answer, Api, Call, Route
from common.entry.tasks import Worker
from common.errors import AppError, DependencyDown, Forbidden, Malformed, NotFound
from common.jobs.caller import verify_caller
from common.jobs.registry import initialize
from common.models.channel import Provider
from common.models.payloads import ParkedPayload
from common.store import ops
from common.store.channels import ChannelRef, Channels
from common.store.consents import Consents
from common.store.contacts import Contacts
from common.store.conversations import Conversations
from common.store.database import database
from common.store.dead_letters import DeadLetters
from common.store.messages import Messages
from common.store.tenants import Tenants
from common.store.usage import Usage
from common.store.work import Work
from functions.receive.schemas import Verification
from functions.receive.service import reports
from functions.receive.service.webhook import (
    Stores,
    find_own_channel,
    keep_unreadable,
    secrets_of,
    take_webhook,
)

BODY_LIMIT_BYTES = 4 * 1024 * 1024
"""Above the 3 MB that Meta sends at most."""

log.configure()
registry = initialize("receive")


@lru_cache(maxsize=1)
def stores() -> Stores:
    """The stores of this process."""
    db = database(settings().google_cloud_project)
    return Stores(
        db,
        Channels(db),
        Contacts(db),
        Conversations(db),
        Messages(db),
        Tenants(db),
        Usage(db),
        Work(db),
        Consents(db),
    )


@lru_cache(maxsize=1)
def vault() -> Vault:
    """The keys to the channels' credentials."""
    return Vault(settings().need("credential_keys"))


def _secrets(provider: Provider, own: ChannelRef | None) -> dict[str, str]:
    if own is not None:
        return secrets_of(own, channels=stores().channels, vault=vault())
    if provider is not Provider.WHATSAPP:
        raise NotFound("This provider's webhooks carry the channel's key in their path.")
    return {"app_secret": settings().need("meta_app_secret"), "verify_token": settings().need("meta_verify_token")}


def _addressed(call: Call) -> tuple[Provider, ChannelRef | None]:
    try:
        provider = Provider(call.path["provider"])
    except ValueError as error:
        raise NotFound("No provider of that name can send webhooks here.") from error
    key = call.path.get("key")
    return provider, find_own_channel(key, provider, channels=stores().channels) if key else None


def take(call: Call) -> Answer:
    """Takes in one webhook."""
    provider, own = _addressed(call)
    receiver = receivers(clock())[provider]
    headers = dict(call.headers)
    try:
        taken = take_webhook(
            call.body, headers, _secrets(provider, own), own, clock().now(), receiver=receiver, stores=stores()
        )
    except Malformed as error:
        keep_unreadable(call.body, own, error, clock().now(), work=stores().work)
        return Answer("kept unread")
    except AppError as error:
        if error.retryable:
            raise DependencyDown("Deliver this again in a moment.", retry_after_s=error.retry_after_s or 2) from error
        raise
    log.add(taken=dict(taken))
    return Answer("ok")


def verify(call: Call) -> Answer:
    """Answers Meta's verification of the webhook's address."""
    provider, own = _addressed(call)
    expected = _secrets(provider, own).get("verify_token", "")
    query: Verification = call.query
    if query.mode != "subscribe" or not expected or not compare_digest(query.token.encode(), expected.encode()):
        raise Forbidden("The verify token is not the one that was set.")
    return Answer(query.challenge)


def settle_receipt(payload: ParkedPayload, retries: int) -> None:
    """Works on `settle-receipt`."""
    have = stores()
    reports.settle_parked(
        payload.tenant_id,
        payload.parked_id,
        clock().now(),
        messages=have.messages,
        conversations=have.conversations,
        work=have.work,
        consents=have.consents,
    )


def give_up_settling(payload: ParkedPayload, error: str) -> None:
    """Marks an event whose message never came: it was sent by another system over the same number."""
    stores().work.mark_unmatched(payload.tenant_id, payload.parked_id)


ROUTES = tuple(
    route
    for path in ("/webhooks/<provider>", "/webhooks/<provider>/<key>")
    for route in (
        Route("POST", path, take, "Takes in a provider's webhook.", raw_limit_bytes=BODY_LIMIT_BYTES),
        Route("GET", path, verify, "Answers Meta's verification.", query=Verification),
    )
)


@lru_cache(maxsize=1)
def _api() -> Api:
    return Api("receive", ROUTES, clock=clock(), begin_meter=ops.begin, project=settings().google_cloud_project)


@lru_cache(maxsize=1)
def _worker() -> Worker:
    return Worker(
        "receive",
        registry.jobs_of("receive"),
        verify=lambda authorization: verify_caller(authorization, "receive", settings()),
        letters=lambda: DeadLetters(stores().database),
        max_attempts=lambda job: registry.max_attempts(job.name),
        clock=clock,
        begin_meter=ops.begin,
        project=settings().google_cloud_project,
    )


@functions_framework.http
def receive(request: Request) -> Response:
    """Webhooks, and tasks of `settle-receipt`."""
    return _worker()(request) if request.path.startswith("/tasks/") else _api()(request)
