"""Entry point of `send`: the jobs `send-message` and `send-bulk`."""

from datetime import datetime
from functools import lru_cache

import functions_framework
from werkzeug.wrappers import Request, Response

from common import log
from common.channels.registry import senders
from common.config import clock, settings
from common.crypto import Vault
from common.entry.tasks import Worker
from common.errors import AppError
from common.jobs.caller import verify_caller
from common.jobs.enqueue import cloud_tasks
from common.jobs.registry import SEND_BULK, SEND_MESSAGE, Job, initialize
from common.models.payloads import MessagePayload
from common.store import ops
from common.store.campaigns import Campaigns
from common.store.channels import Channels
from common.store.consents import Consents
from common.store.database import database
from common.store.dead_letters import DeadLetters
from common.store.incidents import Incidents
from common.store.messages import Messages
from common.store.tenants import Tenants
from functions.send.service import sending
from functions.send.service.pacing import Pace

log.configure()
registry = initialize("send")


def _load_media(object_name: str) -> bytes:
    # Imported here: few messages carry media, and Cloud Storage's client is slow to import.
    from common.media.storage import media_bucket

    return media_bucket(settings()).load(object_name)


@lru_cache(maxsize=1)
def _collaborators() -> sending.Collaborators:
    have = settings()
    db = database(have.google_cloud_project)
    return sending.Collaborators(
        messages=Messages(db),
        channels=Channels(db),
        tenants=Tenants(db),
        consents=Consents(db),
        campaigns=Campaigns(db),
        incidents=Incidents(db),
        vault=Vault(have.need("credential_keys")),
        senders=senders(
            graph_base_url=have.graph_base_url,
            graph_version=have.graph_version,
            telegram_base_url=have.telegram_base_url,
            timeout_s=have.provider_timeout_s,
        ),
        load_media=_load_media,
        clock=clock(),
        # A message with media makes two calls: the upload and the message.
        lease_s=2 * have.provider_timeout_s + sending.LEASE_MARGIN_S,
        pace=Pace(),
    )


class NotTaken(AppError):
    """A round of tries is over; the message is settled as failed, and people must see it."""

    code, title, status = "not_taken", "The provider did not take the message", 500


def _letters() -> DeadLetters:
    return DeadLetters(database(settings().google_cloud_project))


def send_message(payload: MessagePayload, retries: int) -> bool:
    """Works on `send-message`."""
    return _send(SEND_MESSAGE, payload)


def send_bulk(payload: MessagePayload, retries: int) -> bool:
    """Works on `send-bulk`: messages of campaigns, which wait behind what people and agents answer."""
    return _send(SEND_BULK, payload)


def _send(job: Job, payload: MessagePayload) -> bool:
    result = sending.send_message(payload.tenant_id, payload.message_id, with_=_collaborators())
    log.add(done=result.done)
    if result.done is sending.Done.UNKNOWN:
        log.warning("Nobody knows whether the provider took the message.", alarm=log.Alarm.UNKNOWN_SEND)
    goes_on = result.done in (sending.Done.LATER, sending.Done.WAITS)
    if goes_on:
        following = sending.following(payload, result)
        cloud_tasks(settings())(job, following, delay_s=result.delay_s, at=clock().now())
    if result.done is sending.Done.GIVEN_UP:
        raise NotTaken(f"The provider did not take the message in {sending.MAX_ATTEMPTS} tries.")
    if result.again and result.done in (sending.Done.SENT, sending.Done.FAILED, sending.Done.UNKNOWN):
        # The task that a person queued may have gone on in others, which do not know of the letter.
        _letters().settle(job.name, payload)
    return not goes_on


def give_up_sending(payload: MessagePayload, error: str) -> None:
    """Settles the message of a task that gives up."""
    sending.give_up(payload.tenant_id, payload.message_id, error, with_=_collaborators())


def revive(payload: MessagePayload, asked: datetime) -> None:
    """Readies a message that failed before `asked` for being sent again."""
    sending.revive(payload.tenant_id, payload.message_id, asked, with_=_collaborators())


@lru_cache(maxsize=1)
def _worker() -> Worker:
    return Worker(
        "send",
        registry.jobs_of("send"),
        verify=lambda authorization: verify_caller(authorization, "send", settings()),
        letters=_letters,
        max_attempts=lambda job: registry.max_attempts(job.name),
        clock=clock,
        begin_meter=ops.begin,
        project=settings().google_cloud_project,
    )


@functions_framework.http
def send(request: Request) -> Response:
    """Tasks of `send-message` and `send-bulk`."""
    return _worker()(request)
