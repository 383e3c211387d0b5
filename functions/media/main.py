"""Entry point of `media`: the job `fetch-media`."""

from functools import lru_cache

import functions_framework
from werkzeug.wrappers import Request, Response

from common import log
from common.channels.registry import senders
from common.config import clock, settings
from common.crypto import Vault
from common.entry.tasks import Worker
from common.jobs.caller import verify_caller
from common.jobs.registry import initialize
from common.media.storage import media_bucket
from common.models.payloads import MessagePayload, Payload
from common.store import ops
from common.store.channels import Channels
from common.store.database import database
from common.store.messages import Messages
from common.store.work import Work
from functions.media import service

log.configure()
registry = initialize("media")


@lru_cache(maxsize=1)
def _collaborators() -> service.Collaborators:
    have = settings()
    db = database(have.google_cloud_project)
    return service.Collaborators(
        messages=Messages(db),
        channels=Channels(db),
        vault=Vault(have.need("credential_keys")),
        senders=senders(
            graph_base_url=have.graph_base_url,
            graph_version=have.graph_version,
            telegram_base_url=have.telegram_base_url,
            timeout_s=have.provider_timeout_s,
        ),
        bucket=media_bucket(have),
    )


def _bury(job: str, payload: Payload, error: str) -> None:
    Work(database(settings().google_cloud_project)).bury(job, payload, error, clock().now())


def fetch_media(payload: MessagePayload, retries: int) -> None:
    """Works on `fetch-media`."""
    log.add(done=service.fetch_media(payload.tenant_id, payload.message_id, with_=_collaborators()))


def give_up_fetching(payload: MessagePayload, error: str) -> None:
    """Notes on the message that its media could not be fetched."""
    service.give_up(payload.tenant_id, payload.message_id, error, with_=_collaborators())


@lru_cache(maxsize=1)
def _worker() -> Worker:
    return Worker(
        "media",
        registry.jobs_of("media"),
        verify=lambda authorization: verify_caller(authorization, "media", settings()),
        bury=_bury,
        max_attempts=lambda job: registry.max_attempts(job.name),
        begin_meter=ops.begin,
        project=settings().google_cloud_project,
    )


@functions_framework.http
def media(request: Request) -> Response:
    """Tasks of `fetch-media`."""
    return _worker()(request)
