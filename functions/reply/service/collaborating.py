"""With what an agent answers: the stores, the models, and a memory of contacts."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from common.ai.answering import KnownFact
from common.ai.client import Models
from common.models.contact import Contact
from common.models.ids import TenantId
from common.models.message import Message
from common.store.agents import Agents
from common.store.database import Database
from common.store.incidents import Incidents
from common.store.usage import Usage
from functions.reply.service.looking import Stores


class Memory(Protocol):
    """What is known about contacts."""

    def recall(self, t: TenantId, contact: Contact, said: str) -> Sequence[KnownFact]:
        """The facts that fit to what is said, the most fitting first."""
        ...

    def forgotten_at(self, t: TenantId, contact: Contact) -> datetime | None:
        """When the contact last had everything forgotten; what was said before is not to be known any more."""
        ...

    def remember(self, t: TenantId, contact: Contact, fact: str, message: Message) -> str:
        """Keeps what a message asks to keep; what the agent is told about it."""
        ...

    def forget(self, t: TenantId, contact: Contact, what: str, message: Message) -> str:
        """Forgets what a message asks to forget; what the agent is told about it."""
        ...

    def erase(self, t: TenantId, contact: Contact, what: str, message: Message) -> None:
        """Has what the contact wrote erased, where a message asked to forget everything and is answered now."""
        ...


class Collaborators(NamedTuple):
    """What answering needs."""

    database: Database
    stores: Stores
    agents: Agents
    usage: Usage
    incidents: Incidents
    memory: Memory
    models: Callable[[], Models]
