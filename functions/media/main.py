"""Entry point of `media`: the jobs `fetch-media` and `transcribe-media`."""

from datetime import datetime
from functools import lru_cache

import functions_framework
from werkzeug.wrappers import Request, Response

from common import log
from common.ai.client import models
from common.ai.media import Worded, put_into_words
from common.channels.registry import senders
from common.config import clock, settings
from common.crypto import Vault
from common.entry.tasks import Worker
from common.jobs.caller import verify_caller
from common.jobs.enqueue import cloud_tasks
from common.jobs.registry import initialize
from common.media.storage import media_bucket
from common.models.ids import TenantId
from common.models.payloads import MessagePayload
from common.store import ops
from common.store.agents import Agents
from common.store.channels import Channels
from common.store.database import database
from common.store.dead_letters import DeadLetters
from common.store.messages import Messages
from common.store.tenants import Tenants
from common.store.usage import Usage
from functions.media.service import fetching, transcribing
from functions.media.service.wanting import Readers

log.configure()
registry = initialize("media")


@lru_cache(maxsize=1)
def _tenants() -> Tenants:
    return Tenants(database(settings().google_cloud_project))


@lru_cache(maxsize=1)
def _agents() -> Agents:
    return Agents(database(settings().google_cloud_project))


def _reads_media(t: TenantId, agent_id: str) -> bool:
    agent = _agents().find_cached(t, agent_id)
    return agent is not None and agent.is_on and agent.reads_media


@lru_cache(maxsize=1)
def _fetching() -> fetching.Collaborators:
    have = settings()
    db = database(have.google_cloud_project)
    return fetching.Collaborators(
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
        readers=Readers(_tenants(), _reads_media),
        enqueue=cloud_tasks(have),
        tenants=_tenants(),
        usage=Usage(db),
        clock=clock(),
    )


@lru_cache(maxsize=1)
def _transcribing() -> transcribing.Collaborators:
    have = settings()
    db = database(have.google_cloud_project)
    return transcribing.Collaborators(
        messages=Messages(db),
        tenants=_tenants(),
        usage=Usage(db),
        bucket=media_bucket(have),
        word=_word,
        clock=clock(),
    )


def _word(content: bytes, mime_type: str, language: str) -> Worded:
    return put_into_words(content, mime_type, language, models=models(settings()), have=settings())


def fetch_media(payload: MessagePayload, retries: int) -> None:
    """Works on `fetch-media`."""
    log.add(done=fetching.fetch_media(payload.tenant_id, payload.message_id, with_=_fetching()))


def give_up_fetching(payload: MessagePayload, error: str) -> None:
    """Notes on the message that its media could not be fetched, or not be handed over to be put into words."""
    now, messages = clock().now(), _fetching().messages
    fetching.give_up(payload.tenant_id, payload.message_id, error, now, messages=messages)
    transcribing.give_up(payload.tenant_id, payload.message_id, now, messages=messages)


def transcribe_media(payload: MessagePayload, retries: int) -> None:
    """Works on `transcribe-media`."""
    log.add(done=transcribing.transcribe_media(payload.tenant_id, payload.message_id, retries, with_=_transcribing()))


def give_up_transcribing(payload: MessagePayload, error: str) -> None:
    """Notes on the message that its file was not put into words."""
    transcribing.give_up(payload.tenant_id, payload.message_id, clock().now(), messages=_transcribing().messages)


def revive(payload: MessagePayload, asked: datetime) -> None:
    """Readies a media that could not be fetched before `asked` for being fetched again."""
    fetching.revive(payload.tenant_id, payload.message_id, asked, messages=_fetching().messages)


@lru_cache(maxsize=1)
def _worker() -> Worker:
    return Worker(
        "media",
        registry.jobs_of("media"),
        verify=lambda authorization: verify_caller(authorization, "media", settings()),
        letters=lambda: DeadLetters(database(settings().google_cloud_project)),
        max_attempts=lambda job: registry.max_attempts(job.name),
        clock=clock,
        begin_meter=ops.begin,
        project=settings().google_cloud_project,
    )


@functions_framework.http
def media(request: Request) -> Response:
    """Tasks of `fetch-media` and `transcribe-media`."""
    return _worker()(request)
