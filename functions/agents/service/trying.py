"""The sandbox: what an agent would say and do; nothing is sent, kept or forgotten."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final, NamedTuple, Protocol
from zoneinfo import ZoneInfo

from common.ai.answering import (
    Composed,
    KnownFact,
    Setting,
    Turn,
    Verdict,
    after_asking,
    before_asking,
    compose,
)
from common.ai.client import Models
from common.ai.errors import ModelError
from common.errors import NotFound
from common.models.agent import Agent
from common.models.answers import ANSWER_MAX_CHARS, as_chat
from common.models.contact import Contact
from common.models.ids import ContactId, TenantId
from common.models.spent import NOTHING, Spent
from common.store.agents import Agents
from common.store.contacts import Contacts
from common.store.tenants import Tenants
from common.store.usage import Usage
from functions.agents.schemas import Tried, TriedFact, TriedHandOver, TriedTool, TryIn, TryUsage
from functions.agents.service.editing import changed_fields

CHANNEL: Final = "sandbox"


class Recall(Protocol):
    """Finds what is known about a contact."""

    def __call__(self, t: TenantId, k: ContactId, said: str) -> Sequence[KnownFact]:
        """The facts that fit to `said`, the most fitting first."""
        ...


class Sandbox(NamedTuple):
    """What trying needs."""

    agents: Agents
    contacts: Contacts
    tenants: Tenants
    usage: Usage
    recall: Recall
    models: Callable[[], Models]


class _Pretend:
    """Says that all was done."""

    def __init__(self, contact: Contact | None) -> None:
        self._contact = contact

    def remember(self, fact: str) -> str:
        """Keeps nothing."""
        return "It is kept."

    def forget(self, what: str) -> str:
        """Forgets nothing."""
        return "It is forgotten."

    def look_up_contact(self) -> str:
        """What is kept about the contact, if there is one."""
        return self._contact.card() if self._contact else "Nothing is kept about this customer."


def attempt(t: TenantId, id_: str, asked: TryIn, now: datetime, *, with_: Sandbox) -> Tried:
    """What an agent would say to the last of the turns; what the model used is counted.

    Raises:
        NotFound: the tenant has no such agent or contact.
        ModelError: the model gave nothing of use.
    """
    agent = with_.agents.get(t, id_).value
    if asked.draft is not None:
        agent = Agent.model_validate({**agent.model_dump(), **changed_fields(asked.draft)})
    contact = _contact(t, asked.contact_id, with_.contacts)
    said = asked.turns[-1].text
    if verdict := before_asking(agent, [said]):
        return _tried(agent, [], None, verdict)
    facts = list(with_.recall(t, contact.id, said)) if contact else []
    tenant = with_.tenants.get(t)
    setting = Setting(
        business=tenant.name,
        customer=contact.name if contact else "",
        channel=CHANNEL,
        now=now.astimezone(ZoneInfo(tenant.time_zone)),
        limit_characters=ANSWER_MAX_CHARS,
    )
    turns = [Turn(turn.by, turn.text) for turn in asked.turns]
    try:
        composed = compose(agent, turns, facts, setting, models=with_.models(), toolbox=_Pretend(contact))
    except ModelError as error:
        with_.usage.count_model(tenant, now, error.spent)
        raise
    with_.usage.count_model(tenant, now, composed.spent)
    return _tried(agent, facts, composed, after_asking(agent, composed))


def _contact(t: TenantId, k: ContactId | None, contacts: Contacts) -> Contact | None:
    if k is None:
        return None
    found = contacts.find(t, k)
    while found is not None and found.value.merged_into:
        found = contacts.find(t, found.value.merged_into)
    if found is None:
        raise NotFound("There is no such contact.")
    return found.value


def _tried(agent: Agent, facts: Sequence[KnownFact], composed: Composed | None, verdict: Verdict | None) -> Tried:
    spent: Spent = composed.spent if composed else NOTHING
    text = agent.hand_over.message if verdict else as_chat(composed.text if composed else "")
    used = set(composed.facts) if composed and not verdict else set()
    return Tried(
        text=text,
        confidence=composed.confidence if composed else 0.0,
        hand_over=TriedHandOver(reason=verdict.reason, detail=verdict.detail) if verdict else None,
        facts=[TriedFact(id=fact.id, text=fact.text) for fact in facts if fact.id in used],
        recalled=len(facts),
        tools=[TriedTool(name=use.name, arguments=dict(use.arguments)) for use in (composed.uses if composed else [])],
        usage=TryUsage(
            model=spent.model,
            input_tokens=spent.input_tokens,
            output_tokens=spent.output_tokens,
            price_micro_usd=spent.price_micro_usd,
            latency_ms=spent.latency_ms,
        ),
    )
