"""Learning: after an answer, what the contact said of themselves becomes facts."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import Final, NamedTuple

from common.ai.client import Models
from common.ai.errors import ModelNotConfigured, ModelRefused
from common.ai.prompts.learning import INSTRUCTIONS, Heard, LearnedFact, LearnedFacts, question
from common.clock import Clock, epoch_ms
from common.jobs.enqueue import Enqueue
from common.jobs.registry import EMBED_FACTS
from common.memory.recalling import recall
from common.memory.remembering import Said, remember
from common.memory.vectors import Embeddings, embed_missing
from common.models.contact import Contact
from common.models.fact import LONGEST_CATEGORY, LONGEST_VALUE, Fact, FactOrigin, normal_form
from common.models.ids import MessageId, TenantId
from common.models.message import AuthorKind, Message
from common.models.payloads import ContactPayload
from common.store.agents import Agents
from common.store.tenants import Tenants
from common.store.usage import Usage
from functions.contacts.service.linking import Stores

LOOKED_AT: Final = 60
"""How far back in a conversation it is looked for what was not learned from yet, in messages."""
KNOWN: Final = 40
"""How many known facts the model sees, so that it can tell which hold no more."""
LONGEST_TURN: Final = 2_000
EMBED_DELAY_S: Final = 2.0


class Learnt(StrEnum):
    """What became of a task to learn."""

    LEARNT = "learnt"
    NOTHING_NEW = "nothing_new"
    SWITCHED_OFF = "switched_off"
    GONE = "gone"


class Collaborators(NamedTuple):
    """What learning needs."""

    stores: Stores
    agents: Agents
    tenants: Tenants
    usage: Usage
    models: Callable[[], Models]
    embeddings: Callable[[], Embeddings]
    enqueue: Enqueue
    clock: Clock


def learn(payload: ContactPayload, *, with_: Collaborators) -> Learnt:
    """Learns from what a contact wrote and was not learned from yet; a message is learned from once.

    Raises:
        ModelError: the model does not answer; trying again helps where it says so.
    """
    t, stores = payload.tenant_id, with_.stores
    found = stores.contacts.find_present(t, payload.contact_id)
    if found is None:
        return Learnt.GONE
    contact = found.value
    if not _may_learn(payload, contact, with_):
        return Learnt.SWITCHED_OFF
    thread = list(reversed(stores.messages.page(t, contact.id, limit=LOOKED_AT)))
    head = stores.facts.load(t, contact.id, vectors=False).head
    after_ms, known_ids = head.forgotten_ms, set(head.learned)
    fresh = [m for m in thread if _teaches(m) and m.id not in known_ids and epoch_ms(m.at) > after_ms]
    if not fresh:
        return Learnt.NOTHING_NEW
    known = _known(t, contact, "\n".join(words_of(m) for m in fresh), with_)
    noted = _ask(t, [m for m in thread if epoch_ms(m.at) > after_ms], fresh, known, with_)
    if noted is None:
        return Learnt.SWITCHED_OFF
    now = with_.clock.now()
    # Queued first, so that no crash leaves facts without their vectors.
    job = ContactPayload(tenant_id=t, contact_id=contact.id, attempt=epoch_ms(now))
    if noted:
        with_.enqueue(EMBED_FACTS, job, delay_s=EMBED_DELAY_S, at=now)
    remember(t, contact.id, noted, now, facts=stores.facts, learned_from=[m.id for m in fresh])
    return Learnt.LEARNT


def _may_learn(payload: ContactPayload, contact: Contact, with_: Collaborators) -> bool:
    if contact.learning_off or not with_.stores.memory.find(payload.tenant_id).learning:
        return False
    agent = with_.agents.find(payload.tenant_id, payload.agent_id) if payload.agent_id else None
    return agent is None or agent.value.learns


def _known(t: TenantId, contact: Contact, said: str, with_: Collaborators) -> list[Fact]:
    """What the new may repeat or contradict; by meaning too, since a new home shares no word with the old one."""

    def vector(text: str) -> Sequence[float] | None:
        try:
            return with_.embeddings().of_question(text)
        except ModelNotConfigured:
            return None

    stores = with_.stores
    embed = vector if stores.memory.find(t).embeddings else None
    found = recall(t, contact.id, said, with_.clock.now(), facts=stores.facts, embed=embed, limit=KNOWN)
    return [each.fact for each in found.facts]


def _teaches(message: Message) -> bool:
    return message.author.kind is AuthorKind.CONTACT and message.deleted_at is None and bool(words_of(message).strip())


def words_of(message: Message) -> str:
    """What a message says, in writing or put into words."""
    transcript = message.media.transcript if message.media else None
    parts = [message.text, transcript.text if transcript else ""]
    return "\n".join(part for part in parts if part)[:LONGEST_TURN]


def _ask(
    t: TenantId, thread: Sequence[Message], fresh: Sequence[Message], known: Sequence[Fact], with_: Collaborators
) -> list[Said] | None:
    """What the model notes; None where there is no model."""
    new = {m.id for m in fresh}
    turns = [m for m in thread if words_of(m).strip()]
    heard = [
        Heard(
            "customer" if m.author.kind is AuthorKind.CONTACT else "business",
            m.at.isoformat(timespec="minutes"),
            words_of(m),
            m.id in new,
        )
        for m in turns
    ]
    tenant = with_.tenants.get(t)
    asked = question(heard, [fact.value for fact in known], with_.clock.now().date().isoformat())
    try:
        answer = with_.models().complete(LearnedFacts, INSTRUCTIONS, asked, temperature=0)
    except ModelNotConfigured:
        return None
    except ModelRefused as error:
        with_.usage.count_model(tenant, with_.clock.now(), error.spent)
        return []
    with_.usage.count_model(tenant, with_.clock.now(), answer.spent)
    return [one for noted in answer.value.facts if (one := _said(noted, turns, new, known))]


def _said(noted: LearnedFact, turns: Sequence[Message], new: set[MessageId], known: Sequence[Fact]) -> Said | None:
    """A note as a fact; None where it names no new turn of the contact's, or says nothing."""
    if not 0 <= noted.turn < len(turns) or turns[noted.turn].id not in new or not normal_form(noted.value):
        return None
    source = turns[noted.turn]
    return Said(
        value=noted.value.strip()[:LONGEST_VALUE],
        at=source.at,
        valid_from=_since(noted.valid_from, source.at),
        category=noted.category.strip().lower()[:LONGEST_CATEGORY],
        confidence=min(1.0, max(0.0, noted.confidence)),
        origin=FactOrigin.LEARNED,
        source_message_id=source.id,
        supersedes=tuple(known[n].id for n in noted.replaces if 0 <= n < len(known)),
    )


def _since(told: str | None, said_at: datetime) -> datetime:
    """The day that a note names, or when it was said."""
    try:
        day = date.fromisoformat(told or "")
    except ValueError:
        return said_at
    return datetime.combine(day, time(), UTC)


def embed(payload: ContactPayload, *, with_: Collaborators) -> bool:
    """Gives a contact's facts their vectors; False where the tenant wants none or there is no model.

    Raises:
        ModelError: the model does not answer; trying again helps where it says so.
    """
    t, stores = payload.tenant_id, with_.stores
    found = stores.contacts.find_present(t, payload.contact_id)
    if found is None or not stores.memory.find(t).embeddings:
        return False
    try:
        spent = embed_missing(t, found.value.id, facts=stores.facts, embeddings=with_.embeddings())
    except ModelNotConfigured:
        return False
    with_.usage.count_model(with_.tenants.get(t), with_.clock.now(), spent)
    return True
