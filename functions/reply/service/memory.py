"""The memory of contacts as an agent uses it: recalled for each answer, changed where the contact plainly asks."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final, NamedTuple

from common.ai.answering import FACTS_TOKENS, MOST_FACTS, KnownFact
from common.clock import Clock, from_epoch_ms
from common.errors import Conflict
from common.jobs.enqueue import Enqueue
from common.jobs.registry import FORGET_CONTACT
from common.memory.erasing import promise
from common.memory.forgetting import forget_facts, matching
from common.memory.recalling import Embed, recall
from common.memory.remembering import Said, remember
from common.models.contact import Contact
from common.models.fact import LONGEST_VALUE, FactOrigin
from common.models.ids import TenantId
from common.models.message import Message
from common.models.payloads import ContactPayload
from common.store.database import Database
from common.store.facts import Facts
from common.store.tombstones import Tombstones

EVERYTHING: Final = "everything"


class FactMemory(NamedTuple):
    """Knows contacts by their facts."""

    database: Database
    facts: Facts
    tombstones: Tombstones
    enqueue: Enqueue
    clock: Clock
    embed_for: Callable[[TenantId], Embed | None] = lambda t: None
    """What makes vectors of a tenant's questions; None where it wants none, or there is no model."""

    def recall(self, t: TenantId, contact: Contact, said: str) -> Sequence[KnownFact]:
        """The facts that fit to what is said, the most fitting first."""
        found = recall(
            t,
            contact.id,
            said,
            self.clock.now(),
            facts=self.facts,
            embed=self.embed_for(t),
            limit=MOST_FACTS,
            budget_tokens=FACTS_TOKENS,
        )
        return [KnownFact(each.fact.id, each.fact.value) for each in found.facts]

    def forgotten_at(self, t: TenantId, contact: Contact) -> datetime | None:
        """When the contact last had everything forgotten."""
        forgotten_ms = self.facts.load(t, contact.id, vectors=False).head.forgotten_ms
        return from_epoch_ms(forgotten_ms) if forgotten_ms else None

    def remember(self, t: TenantId, contact: Contact, fact: str, message: Message) -> str:
        """Keeps what a message asks to keep; twice is once."""
        said = Said(
            value=fact.strip()[:LONGEST_VALUE],
            at=message.created_at,
            valid_from=message.at,
            origin=FactOrigin.AGENT,
            source_message_id=message.id,
        )
        if not said.value:
            return "There is nothing to keep."
        try:
            remember(t, contact.id, [said], self.clock.now(), facts=self.facts)
        except Conflict:
            return "No more can be kept about this customer."
        return "It is kept."

    def forget(self, t: TenantId, contact: Contact, what: str, message: Message) -> str:
        """Forgets what the contact names, or everything; the words of messages go once the contact is answered."""
        now = self.clock.now()
        if _is_everything(what):
            self._promise(t, contact, message)
            return "Everything that was known about the customer is forgotten, and what they wrote is erased."
        found = matching(t, contact.id, what, now, facts=self.facts)
        forget_facts(t, contact.id, [fact.id for fact in found], now, facts=self.facts, tombstones=self.tombstones)
        if not found:
            return "Nothing that is known is about that."
        return f"Forgotten: {'; '.join(fact.value for fact in found)}"

    def erase(self, t: TenantId, contact: Contact, what: str, message: Message) -> None:
        """Has what the contact wrote erased at once, where everything was to be forgotten."""
        if _is_everything(what):
            self.enqueue(FORGET_CONTACT, self._promise(t, contact, message))

    def _promise(self, t: TenantId, contact: Contact, message: Message) -> ContactPayload:
        return promise(
            t, contact.id, message.created_at, self.clock.now(), database=self.database, enqueue=self.enqueue
        )


def _is_everything(what: str) -> bool:
    return what.strip().casefold() == EVERYTHING
