"""AI agents: who they are, when they answer, what they may do, and when they leave a conversation to people."""

import unicodedata
from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field

from common.models.hours import is_within

_NO_SPACES: Final = "\u0e00"
"""Scripts from Thai on mostly write words without spaces between them."""
DEBOUNCE_S: Final = 3.0
"""For how long after a message an agent waits for another, in seconds, unless its tenant says otherwise."""


class Part(BaseModel):
    """Base of the parts of an agent."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="ignore")


class AgentTool(StrEnum):
    """What an agent may do besides answering; it may always hand a conversation over."""

    REMEMBER = "remember"
    """Keep what the contact plainly asks to keep."""
    FORGET = "forget"
    """Forget what the contact asks to forget; whoever wants to be forgotten altogether is, with their messages."""
    LOOK_UP_CONTACT = "look_up_contact"
    """See what the tenant knows about the contact who writes: name, tags, attributes."""


class WorkingTime(Part):
    """Hours in which an agent answers."""

    days: list[int]
    """The days on which they begin, 0 being Monday."""
    start: str
    """The first minute, `HH:MM`."""
    end: str
    """The first minute after them; one before `start` is on the next day."""


class HandOverRules(Part):
    """When an agent leaves a conversation to people."""

    keywords: list[str] = Field(default_factory=list)
    """Words or phrases; where a contact's message has one, whatever its case, people take over at once."""
    on_request: bool = True
    """Whether people take over when the contact asks for one."""
    least_confidence: float = 0.0
    """From 0 to 1: with less confidence in its answer, the agent hands over instead; 0 never does."""
    after_failures: int = 3
    """After so many useless answers of the model to one message, people take over."""
    message: str = ""
    """What the contact is told then; empty says nothing."""


class Agent(BaseModel):
    """An AI agent of a tenant; the channels on which it answers name it."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="ignore")

    id: str
    """The agent's id."""
    name: str
    """Who it says it is."""
    is_on: bool = True
    """Whether it answers."""
    instructions: str = ""
    """What it is to do and to know, in the tenant's words."""
    model: str = ""
    """The language model; empty takes the platform's."""
    temperature: float | None = None
    """From 0 to 2, for models that take one; null leaves it to the model."""
    language: str = ""
    """The language to answer in where the contact's cannot be told, such as `de`; empty takes the contact's always."""
    hours: list[WorkingTime] = Field(default_factory=list)
    """When it answers; empty is around the clock."""
    time_zone: str = ""
    """Whose wall clock shows the hours, an IANA name; empty is the tenant's."""
    debounce_s: float = DEBOUNCE_S
    """For how long it waits for another message before it answers all of them at once, in seconds."""
    hand_over: HandOverRules = Field(default_factory=HandOverRules)
    """When it leaves a conversation to people."""
    tools: list[AgentTool] = Field(default_factory=lambda: list(AgentTool))
    """What it may do."""
    learns: bool = True
    """Whether facts are learned from the conversations that it answers."""
    reads_media: bool = True
    """Whether voice notes and pictures are put into words for it, where the plan includes that."""
    created_at: datetime | None = None
    """When it was made."""
    created_by: str = ""
    """Who made it."""
    updated_at: datetime | None = None
    """When it was last changed."""

    def works_at(self, at: datetime, tenant_zone: str) -> bool:
        """Whether it answers at `at`; its hours are read in its zone, or else in its tenant's."""
        if not self.is_on:
            return False
        local = at.astimezone(ZoneInfo(self.time_zone or tenant_zone))
        return not self.hours or any(is_within(h.days, h.start, h.end, local) for h in self.hours)


class HandOverReason(StrEnum):
    """Why an agent left a conversation to people."""

    KEYWORD = "keyword"
    """The contact used one of the agent's keywords."""
    ASKED = "asked"
    """The contact asked for a person, or the agent saw that one is needed."""
    LOW_CONFIDENCE = "low_confidence"
    """The agent was not sure of its answer."""
    GUARDED = "guarded"
    """What the agent would have said must not be said: a secret, its own rules, an address out of nowhere."""
    FAILURES = "failures"
    """The model gave nothing of use, again and again, or declined."""
    MODEL_DOWN = "model_down"
    """No answer came about for about an hour, mostly because the model did not answer, or none is set up."""
    LOOP = "loop"
    """The same texts went to and fro, as with another machine."""
    CANNOT_SEND = "cannot_send"
    """No free text can be sent now: the window is closed, or the channel does not work."""
    PLAN_LIMIT = "plan_limit"
    """The plan's messages of this month are used up."""


PASSING: Final = frozenset({HandOverReason.MODEL_DOWN, HandOverReason.CANNOT_SEND, HandOverReason.PLAN_LIMIT})
"""Reasons that say nothing about the conversation: the agent answers the contact's next message if it can."""


class HandOver(Part):
    """That an agent left a conversation to people."""

    reason: HandOverReason
    """Why."""
    detail: str
    """What happened, in a sentence for people."""
    at: datetime
    """Since when."""
    agent_id: str = ""
    """Which agent it was."""
    message_id: str = ""
    """The contact's message that waits for an answer."""


class PauseReason(StrEnum):
    """Why no agent answers in a conversation."""

    PERSON_REPLIED = "person_replied"
    """A person answered in the inbox."""
    PHONE_REPLIED = "phone_replied"
    """A person answered on the business's phone."""
    HANDED_OVER = "handed_over"
    """The agent left it to people."""
    BY_PERSON = "by_person"
    """A person paused it."""
    ASSIGNED = "assigned"
    """It is somebody's; as long as that is so."""


LATENCY_LIMITS_MS: Final = (500, 1_000, 2_000, 3_000, 5_000, 8_000, 13_000, 30_000)
"""Answers are counted by how long the model took: up to each of these, and longer."""


class AgentDay(Part):
    """What an agent did on one day of its tenant."""

    day: str
    """`YYYY-MM-DD`."""
    agent_id: str
    """The agent."""
    answers: int = 0
    """Answers that were stored to be sent."""
    hand_overs: dict[str, int] = Field(default_factory=dict)
    """Conversations left to people, by reason."""
    input_tokens: int = 0
    """Tokens that went into the model, for answers and hand-overs."""
    output_tokens: int = 0
    """Tokens that came out."""
    price_micro_usd: int = 0
    """What they cost, in millionths of a US dollar, as far as the models' prices are known."""
    latency_ms: int = 0
    """How long the model took for all answers together."""
    latencies: dict[str, int] = Field(default_factory=dict)
    """How many answers took up to so many milliseconds, by the limit; `more` for those above all."""


def latency_bucket(latency_ms: int) -> str:
    """The key under which an answer that took so long is counted."""
    return next((str(limit) for limit in LATENCY_LIMITS_MS if latency_ms <= limit), "more")


def latency_percentile_ms(latencies: Mapping[str, int], share: float) -> int | None:
    """About how long the share `share` of the answers took at most: the limit under which it lies; None for none."""
    total = sum(latencies.values())
    if not total:
        return None
    seen = 0
    for limit in LATENCY_LIMITS_MS:
        seen += latencies.get(str(limit), 0)
        if seen >= share * total:
            return limit
    return LATENCY_LIMITS_MS[-1]


def has_keyword(keywords: Sequence[str], text: str) -> str | None:
    """The first of `keywords` that stands in `text`, whatever the case; as whole words where a script has spaces."""
    said = _words(text)
    return next((k for k in keywords if _holds(said, _words(k))), None)


def _holds(said: str, word: str) -> bool:
    if any(unicodedata.category(c) == "Lo" and c >= _NO_SPACES for c in word):
        return word in said
    return bool(word) and f" {word} " in f" {said} "


def _words(text: str) -> str:
    kept = "".join(c if unicodedata.category(c)[0] in "LMN" else " " for c in text.casefold())
    return " ".join(kept.split())
