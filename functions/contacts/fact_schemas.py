"""What comes in about facts, and what goes out."""

from datetime import datetime
from typing import Annotated, Final

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, RootModel, StringConstraints

from common.models.fact import LONGEST_CATEGORY, LONGEST_VALUE, FactOrigin

MOST_AT_ONCE: Final = 500
"""Facts of one request."""
Value = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_VALUE, pattern=r"\w")]
Category = Annotated[str, StringConstraints(strip_whitespace=True, max_length=LONGEST_CATEGORY)]


class FactQuery(BaseModel):
    """Which facts, and in which order."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    q: str = Field(default="", max_length=2_000)
    """What is asked or talked about: facts come ranked as an agent would get them. Empty lists them, pinned ones and
    then the newest first."""
    limit: int = Field(default=25, ge=1, le=100)
    """How many facts at most."""
    cursor: str = Field(default="", max_length=500)
    """`next_cursor` of the page before; not with `q`."""
    history: bool = False
    """Whether facts that do not hold any more are listed too; not with `q`."""


class FactScores(BaseModel):
    """Why a fact stands where it stands; each from 0 to 1."""

    model_config = ConfigDict(frozen=True)

    lexical: float
    """How much of the question's words it has."""
    semantic: float
    """How near its meaning is; 0 where embeddings are off or fail."""
    recency: float
    """How new it is."""
    confidence: float
    """How sure we are of it."""


class FactView(BaseModel):
    """A fact."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    """The fact's id."""
    value: str
    """The fact in a sentence."""
    category: str
    """What it is about; empty where nobody said."""
    confidence: float
    """How sure we are, from 0 to 1."""
    origin: FactOrigin
    """How we know it."""
    source_message_id: str
    """The message that said it; empty where none did."""
    recorded_by: str
    """Who wrote it down or last changed it, where it was a person or an API key."""
    valid_from: datetime
    """Since when it holds."""
    valid_until: datetime | None
    """Until when it held; null while it does."""
    superseded_by: str
    """The fact that took its place; empty where none did."""
    supersedes: list[str]
    """The facts whose place it took."""
    pinned: bool
    """Whether a person wants it always remembered."""
    created_at: datetime
    """When we first knew it."""
    confirmed_at: datetime
    """When it was last said."""
    edited_at: datetime | None
    """When a person last changed its words."""
    score: float | None = None
    """Its rank's score, from 0 to 1; only with `q`."""
    scores: FactScores | None = None
    """What the score is made of; only with `q`."""


class FactPage(BaseModel):
    """Facts of a contact."""

    items: list[FactView]
    next_cursor: str | None
    """Give it as `cursor` to get the next page; null at the end, and with `q`."""
    hybrid: bool = False
    """Whether meaning counted beside words; only with `q`."""


class FactIn(BaseModel):
    """A fact to remember."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    value: Value
    """The fact in a sentence that stands by itself."""
    category: Category = ""
    """What it is about, such as `preference`."""
    confidence: float = Field(default=1.0, ge=0, le=1)
    """How sure you are, from 0 to 1."""
    source_message_id: str = Field(default="", max_length=128)
    """The message that said it."""
    valid_from: AwareDatetime | None = None
    """Since when it holds; left out means now."""
    supersedes: list[Annotated[str, StringConstraints(min_length=1, max_length=64)]] = Field(default=[], max_length=50)
    """Facts that hold no more because of it; they become history."""


class FactsIn(BaseModel):
    """Facts to remember."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    facts: list[FactIn] = Field(min_length=1, max_length=MOST_AT_ONCE)
    """The facts, in the order in which they were said."""


class FactOrFacts(RootModel[FactIn | FactsIn | Annotated[list[FactIn], Field(min_length=1, max_length=MOST_AT_ONCE)]]):
    """One fact, or up to 500: as a list, or as `facts` of an object."""

    @property
    def listed(self) -> list[FactIn]:
        """All of them."""
        match self.root:
            case FactIn():
                return [self.root]
            case FactsIn(facts=facts):
                return facts
            case listed:
                return listed


class FactsAdded(BaseModel):
    """What became of the facts that came in."""

    items: list[FactView]
    """The facts as they are kept, in the order in which they came; those that are not kept are left out."""
    added: int
    """How many are new."""
    merged: int
    """How many were known already, and are confirmed."""
    ignored: int
    """How many are history, or were to be forgotten."""


class FactChange(BaseModel):
    """What changes about a fact; what is left out stays."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    value: Value | None = None
    """The fact in a sentence."""
    category: Category | None = None
    """What it is about."""
    pinned: bool | None = None
    """Whether it is always to be remembered."""


class Forgetting(BaseModel):
    """A contact that is being forgotten."""

    job_id: str
    """The long-running work that erases what is left."""


class MemoryView(BaseModel):
    """What the tenant lets its agents remember."""

    learning: bool
    """Whether facts are learned from conversations."""
    embeddings: bool
    """Whether facts and questions go to the model of embeddings."""


class MemoryChange(BaseModel):
    """What changes; what is left out stays."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    learning: bool | None = None
    """Whether facts are learned from conversations; those that are known stay."""
    embeddings: bool | None = None
    """Whether facts and questions go to the model of embeddings; without, recall goes by words alone."""
