"""Entry point of `reply`: the job `reply-message`."""

from functools import lru_cache

import functions_framework
from werkzeug.wrappers import Request, Response

from common import log
from common.ai.client import models
from common.ai.errors import ModelNotConfigured
from common.config import clock, settings
from common.entry.tasks import Worker
from common.jobs.caller import verify_caller
from common.jobs.enqueue import cloud_tasks
from common.jobs.registry import REPLY_MESSAGE, initialize
from common.memory.vectors import Embed, Embeddings
from common.models.ids import TenantId
from common.models.payloads import MessagePayload
from common.store import ops
from common.store.agents import Agents
from common.store.channels import Channels
from common.store.contacts import Contacts
from common.store.conversations import Conversations
from common.store.database import database
from common.store.dead_letters import DeadLetters
from common.store.facts import Facts
from common.store.incidents import Incidents
from common.store.memory_settings import MemoryChoices
from common.store.messages import Messages
from common.store.tenants import Tenants
from common.store.tombstones import Tombstones
from common.store.usage import Usage
from functions.reply.service import answering
from functions.reply.service.collaborating import Collaborators
from functions.reply.service.looking import Stores
from functions.reply.service.memory import FactMemory

log.configure()
registry = initialize("reply")


def _embed_for(t: TenantId) -> Embed | None:
    """What makes vectors of questions, where the tenant lets them go to a model and there is one."""
    if not MemoryChoices(database(settings().google_cloud_project)).find(t).embeddings:
        return None
    try:
        return Embeddings(models(settings()), settings()).of_question
    except ModelNotConfigured:
        return None


@lru_cache(maxsize=1)
def _collaborators() -> Collaborators:
    have = settings()
    db = database(have.google_cloud_project)
    agents = Agents(db)
    stores = Stores(Messages(db), Conversations(db), Channels(db), agents, Contacts(db), Tenants(db), clock())
    memory = FactMemory(db, Facts(db), Tombstones(db), cloud_tasks(have), clock(), _embed_for)
    return Collaborators(db, stores, agents, Usage(db), Incidents(db), memory, lambda: models(have))


def _letters() -> DeadLetters:
    return DeadLetters(database(settings().google_cloud_project))


def reply_message(payload: MessagePayload, retries: int) -> bool:
    """Works on `reply-message`."""
    result = answering.answer(payload.tenant_id, payload.message_id, retries, payload.attempt, with_=_collaborators())
    log.add(done=result.done, why=str(result.why))
    if result.done is answering.Done.LATER:
        again = payload.model_copy(update={"attempt": payload.attempt + 1})
        cloud_tasks(settings())(REPLY_MESSAGE, again, delay_s=result.delay_s, at=clock().now())
    return result.done is not answering.Done.LATER


def give_up_replying(payload: MessagePayload, error: str) -> None:
    """Leaves the message of a task that gives up to a person."""
    answering.give_up(payload.tenant_id, payload.message_id, with_=_collaborators())


@lru_cache(maxsize=1)
def _worker() -> Worker:
    return Worker(
        "reply",
        registry.jobs_of("reply"),
        verify=lambda authorization: verify_caller(authorization, "reply", settings()),
        letters=_letters,
        max_attempts=lambda job: registry.max_attempts(job.name),
        clock=clock,
        begin_meter=ops.begin,
        project=settings().google_cloud_project,
    )


@functions_framework.http
def reply(request: Request) -> Response:
    """Tasks of `reply-message`."""
    return _worker()(request)
