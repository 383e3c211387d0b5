"""Entry point of `agents`: its routes."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

import functions_framework
from werkzeug.wrappers import Request, Response

from common import log
from common.ai.answering import FACTS_TOKENS, MOST_FACTS, KnownFact
from common.ai.client import models
from common.ai.errors import ModelBusy, ModelDown, ModelMalformed, ModelNotConfigured, ModelRefused, ModelTimeout
from common.config import clock, settings
from common.entry.auth import Authenticator
from common.entry.http import Answer, Api, Call, Route
from common.entry.pages import ListQuery, decode_cursor, encode_cursor
from common.errors import Conflict, NotFound, PlanRequired
from common.jobs.registry import initialize
from common.memory.recalling import recall
from common.memory.vectors import Embed, Embeddings
from common.models.ids import ContactId, TenantId
from common.models.tenant import Role
from common.store import ops
from common.store.agents import Agents
from common.store.channels import Channels
from common.store.contacts import Contacts
from common.store.database import database
from common.store.facts import Facts
from common.store.idempotency import Idempotency
from common.store.memory_settings import MemoryChoices
from common.store.tenants import Tenants
from common.store.usage import Usage
from functions.agents import schemas
from functions.agents.service import editing, numbers, trying

log.configure()
initialize("agents")


@lru_cache(maxsize=1)
def _stores() -> editing.Stores:
    db = database(settings().google_cloud_project)
    return editing.Stores(db, Agents(db), Channels(db), Tenants(db))


@lru_cache(maxsize=1)
def _facts() -> Facts:
    return Facts(database(settings().google_cloud_project))


def _embed_for(t: TenantId) -> Embed | None:
    """What makes vectors of questions, where the tenant lets them go to a model and there is one."""
    if not MemoryChoices(database(settings().google_cloud_project)).find(t).embeddings:
        return None
    try:
        return Embeddings(models(settings()), settings()).of_question
    except ModelNotConfigured:
        return None


def _recall(t: TenantId, k: ContactId, said: str) -> Sequence[KnownFact]:
    """What is known about a contact, as its agent gets it."""
    found = recall(
        t, k, said, clock().now(), facts=_facts(), embed=_embed_for(t), limit=MOST_FACTS, budget_tokens=FACTS_TOKENS
    )
    return [KnownFact(each.fact.id, each.fact.value) for each in found.facts]


@lru_cache(maxsize=1)
def _sandbox() -> trying.Sandbox:
    db, stores = database(settings().google_cloud_project), _stores()
    return trying.Sandbox(stores.agents, Contacts(db), stores.tenants, Usage(db), _recall, lambda: models(settings()))


def list_agents(call: Call) -> schemas.AgentPage:
    """A page of agents."""
    query: ListQuery = call.query
    after = str(decode_cursor(query.cursor, str)[0]) if query.cursor else None
    found = _stores().agents.page(call.tenant_id, limit=query.limit, after=after)
    channels = _stores().channels.list_all(call.tenant_id, fresh=True) if found else []
    more = encode_cursor(found[-1].id) if len(found) == query.limit else None
    return schemas.AgentPage(items=[editing.view(agent, channels) for agent in found], next_cursor=more)


def create_agent(call: Call) -> schemas.AgentView:
    """Makes an agent."""
    return editing.create(call.who, call.body, clock().now(), stores=_stores())


def get_agent(call: Call) -> schemas.AgentView:
    """One agent."""
    return editing.show(call.tenant_id, call.path["id"], stores=_stores())


def patch_agent(call: Call) -> schemas.AgentView:
    """Changes an agent."""
    return editing.change(call.who, call.path["id"], call.body, clock().now(), stores=_stores())


def delete_agent(call: Call) -> Answer:
    """Deletes an agent; people answer from now on."""
    editing.delete(call.who, call.path["id"], clock().now(), stores=_stores())
    return Answer(None, 204)


def try_agent(call: Call) -> schemas.Tried:
    """Answers in the sandbox."""
    return trying.attempt(call.tenant_id, call.path["id"], call.body, clock().now(), with_=_sandbox())


def get_numbers(call: Call) -> schemas.AgentNumbers:
    """What agents did."""
    stores = _stores()
    return numbers.numbers(call.tenant_id, call.query, clock().now(), agents=stores.agents, tenants=stores.tenants)


_AGENT: Final = "/api/agents/<id>"

ROUTES: Final = (
    Route(
        "GET",
        "/api/agents",
        list_agents,
        "Lists AI agents with the channels on which they answer.",
        role=Role.VIEWER,
        query=ListQuery,
        answer=schemas.AgentPage,
    ),
    Route(
        "POST",
        "/api/agents",
        create_agent,
        "Makes an AI agent; it answers on its channels within seconds.",
        action="agent.created",
        role=Role.ADMIN,
        body=schemas.AgentIn,
        answer=schemas.AgentView,
        status=201,
        keep_answer=True,
        errors=(PlanRequired,),
    ),
    Route(
        "GET",
        "/api/agents/numbers",
        get_numbers,
        "Tells how many answers and hand-overs there were in a range of days, and what they cost.",
        role=Role.VIEWER,
        query=schemas.NumbersQuery,
        answer=schemas.AgentNumbers,
    ),
    Route(
        "GET", _AGENT, get_agent, "Shows an AI agent.", role=Role.VIEWER, answer=schemas.AgentView, errors=(NotFound,)
    ),
    Route(
        "PATCH",
        _AGENT,
        patch_agent,
        "Changes an AI agent, or on which channels it answers.",
        action="agent.changed",
        role=Role.ADMIN,
        body=schemas.AgentPatch,
        answer=schemas.AgentView,
        errors=(NotFound, Conflict),
    ),
    Route(
        "DELETE",
        _AGENT,
        delete_agent,
        "Deletes an AI agent; its conversations stay.",
        action="agent.deleted",
        role=Role.ADMIN,
        status=204,
        errors=(NotFound, Conflict),
    ),
    Route(
        "POST",
        f"{_AGENT}/try",
        try_agent,
        "Has an AI agent answer in a sandbox, where nothing is sent or kept.",
        unaudited="It asks a model and keeps nothing.",
        role=Role.AGENT,
        body=schemas.TryIn,
        answer=schemas.Tried,
        keep_answer=True,
        errors=(NotFound, ModelBusy, ModelDown, ModelMalformed, ModelNotConfigured, ModelRefused, ModelTimeout),
    ),
)


@lru_cache(maxsize=1)
def _api() -> Api:
    have = settings()
    return Api(
        "agents",
        ROUTES,
        authenticate=Authenticator(_stores().tenants, have, clock()),
        kept_answers=Idempotency(database(have.google_cloud_project)),
        clock=clock(),
        begin_meter=ops.begin,
        project=have.google_cloud_project,
    )


@functions_framework.http
def agents(request: Request) -> Response:
    """The routes above."""
    return _api()(request)
