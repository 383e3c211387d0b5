"""One answer of an agent: the prompt, made of instructions, conversation and known facts, and what comes of it."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Final, Literal, NamedTuple, Protocol

from common.ai.client import Ended, Models, Tool
from common.ai.errors import UNTOUCHED, ModelError, ModelMalformed
from common.ai.guarding import Flaw, flaw_of
from common.ai.prompts.answering import (
    ASKS_FOR_PERSON,
    HAND_OVER,
    NOT_SENT,
    ONLY_ON_INSTRUCTION,
    RULES,
    TOOLS,
    AgentAnswer,
)
from common.models.agent import Agent, AgentTool, HandOverReason, has_keyword
from common.models.spent import Spent

TURNS_TOKENS: Final = 4_000
"""How much of a conversation an agent gets to read, in tokens; the newest of it."""
MOST_FACTS: Final = 15
"""So many facts an agent gets for an answer."""
FACTS_TOKENS: Final = 1_000
"""How long they may be together."""
TURN_CHARACTERS: Final = 4_096
"""How much of one message, so that none pushes all others out."""
NEVER_SENT: Final = frozenset(Flaw) - {Flaw.SCRIPT}
"""Flaws that an answer is not sent with; better in a foreign script than none."""
_BYTES_A_TOKEN: Final = 3
"""A cautious guess for every script: of English, a token has four and more."""


class Turn(NamedTuple):
    """Something that was said in the conversation."""

    by: Literal["customer", "business"]
    text: str


class KnownFact(NamedTuple):
    """Something that is known about the customer."""

    id: str
    text: str


class Setting(NamedTuple):
    """In what an agent answers."""

    business: str
    """What the tenant is called."""
    customer: str
    """What to call the customer; may be empty."""
    channel: str
    """Where they speak, such as `whatsapp`."""
    now: datetime
    """The present, in the zone that the tenant's people live in."""
    limit_characters: int
    """How long a message may be."""


class Toolbox(Protocol):
    """Does what an agent wants done; each returns what the agent is told about it."""

    def remember(self, fact: str) -> str:
        """Keeps a fact about the customer."""
        ...

    def forget(self, what: str) -> str:
        """Deletes what is known about the customer."""
        ...

    def look_up_contact(self) -> str:
        """What the tenant keeps about the customer."""
        ...


class ToolUse(NamedTuple):
    """That an agent had something done."""

    name: str
    arguments: Mapping[str, str]


class Composed(NamedTuple):
    """What an agent came to."""

    text: str
    """The answer; empty where it leaves the conversation to a person."""
    confidence: float
    """How sure it is, from 0 to 1."""
    facts: list[str]
    """The ids of the facts that the answer rests on."""
    hand_over: str | None
    """Why a person is needed, in the agent's words; None if none is."""
    uses: list[ToolUse]
    """What it had done, in that order."""
    spent: Spent
    flaw: Flaw | None = None
    """Why it must not be sent."""


def compose(
    agent: Agent,
    turns: Sequence[Turn],
    facts: Sequence[KnownFact],
    setting: Setting,
    *,
    models: Models,
    toolbox: Toolbox,
) -> Composed:
    """An agent's answer to the last of `turns`.

    Args:
        agent: who answers.
        turns: the conversation, the oldest first; what is too much is left out from there.
        facts: what is known about the customer, the most fitting first.
        setting: in what it answers.
        models: whom to ask.
        toolbox: what it may have done.

    Raises:
        ModelError: there is no answer; it says whether trying again helps, and what was spent.
    """
    uses: list[ToolUse] = []
    said = prompt(agent, turns, facts, setting)
    given = [str(message["content"]) for message in said]

    def use(name: str, arguments: Mapping[str, str]) -> str | None:
        uses.append(ToolUse(name, arguments))
        told = _use(toolbox, name, arguments)
        given.append(told or "")
        return told

    def ask(tools: Sequence[Tool]) -> Ended[AgentAnswer]:
        return models.converse(
            AgentAnswer,
            said,
            tools,
            use,
            model=agent.model,
            temperature=agent.temperature,
            output_limit_tokens=2 * setting.limit_characters,
        )

    leave = ASKS_FOR_PERSON if agent.hand_over.on_request else ONLY_ON_INSTRUCTION
    answer, spent = ask([*(TOOLS[tool] for tool in AgentTool if tool in agent.tools), leave])
    flaw = flaw_of(answer.text, given, turns[-1].text) if answer else None
    if flaw is not None:
        # Said once more what is wrong; what tools have done is not done again.
        said.append({"role": "system", "content": NOT_SENT.format(flaw=flaw)})
        answer, spent = _adding(spent, lambda: ask([leave]))
        flaw = flaw_of(answer.text, given, turns[-1].text) if answer else None
    if answer is None:
        return Composed("", 0.0, [], uses[-1].arguments.get("reason", ""), uses, spent)
    if not answer.text.strip():
        raise ModelMalformed(f"The language model answered nothing. {UNTOUCHED}; try again.", spent=spent)
    used = [facts[n - 1].id for n in dict.fromkeys(answer.used_facts) if 1 <= n <= len(facts)]
    confidence = min(1.0, max(0.0, answer.confidence))
    return Composed(answer.text.strip(), confidence, used, None, uses, spent, flaw if flaw in NEVER_SENT else None)


def _adding(before: Spent, ask: Callable[[], Ended[AgentAnswer]]) -> Ended[AgentAnswer]:
    """What a model answers, with what was spent before, whatever comes of it."""
    try:
        answer, spent = ask()
    except ModelError as error:
        error.spent = before.plus(error.spent)
        raise
    return Ended(answer, before.plus(spent))


def _use(toolbox: Toolbox, name: str, arguments: Mapping[str, str]) -> str | None:
    """Has a tool do its work; what it says, None from the one that leaves the conversation to a person."""
    match name:
        case AgentTool.REMEMBER:
            return toolbox.remember(arguments.get("fact", ""))
        case AgentTool.FORGET:
            return toolbox.forget(arguments.get("what", ""))
        case AgentTool.LOOK_UP_CONTACT:
            return toolbox.look_up_contact()
        case _ if name == HAND_OVER:
            return None
    return "There is no such tool."


class Verdict(NamedTuple):
    """That a person must take over."""

    reason: HandOverReason
    detail: str
    """Why, in a sentence for people."""


def before_asking(agent: Agent, said: Sequence[str]) -> Verdict | None:
    """Whether what the contact said calls for a person without asking the model."""
    word = next((k for text in said if (k := has_keyword(agent.hand_over.keywords, text))), None)
    return Verdict(HandOverReason.KEYWORD, f"The contact wrote “{word}”.") if word else None


def after_asking(agent: Agent, composed: Composed) -> Verdict | None:
    """Whether what the model came to calls for a person."""
    if composed.hand_over is not None:
        return Verdict(HandOverReason.ASKED, composed.hand_over or "The contact needs a person.")
    if composed.flaw is not None:
        return Verdict(HandOverReason.GUARDED, f"An answer was made, and not sent. {composed.flaw}")
    if composed.confidence < agent.hand_over.least_confidence:
        return Verdict(HandOverReason.LOW_CONFIDENCE, f"The agent was only {composed.confidence:.0%} sure.")
    return None


def prompt(
    agent: Agent, turns: Sequence[Turn], facts: Sequence[KnownFact], setting: Setting
) -> list[Mapping[str, object]]:
    """What a model gets to read, as Chat Completions take it: all of it this tenant's and this customer's."""
    otherwise = f"; where it cannot be told, in `{agent.language}`" if agent.language else ""
    about = {
        "name": agent.name,
        "business": setting.business,
        "instructions": agent.instructions,
        "channel": setting.channel,
        "now": setting.now.strftime("%A, %Y-%m-%d %H:%M"),
        "about_the_customer": {
            "name": setting.customer,
            "facts": [{"number": n, "fact": fact.text} for n, fact in enumerate(facts, 1)],
        },
    }
    rules = RULES.format(otherwise=otherwise, limit=setting.limit_characters)
    messages: list[Mapping[str, object]] = [
        {"role": "system", "content": rules},
        {"role": "system", "content": json.dumps(about, ensure_ascii=False)},
    ]
    roles = {"customer": "user", "business": "assistant"}
    messages += [{"role": roles[turn.by], "content": turn.text} for turn in newest(turns, TURNS_TOKENS)]
    return messages


def newest(turns: Sequence[Turn], budget_tokens: int) -> list[Turn]:
    """The newest of `turns` that fit into the budget, the last one in any case."""
    kept: list[Turn] = []
    left_tokens = budget_tokens
    for turn in reversed(turns):
        cut = turn._replace(text=turn.text[:TURN_CHARACTERS])
        left_tokens -= tokens(cut.text)
        if kept and left_tokens < 0:
            break
        kept.append(cut)
    return kept[::-1]


def tokens(text: str) -> int:
    """About how many tokens a text has, rather too many than too few."""
    return len(text.encode(errors="replace")) // _BYTES_A_TOKEN + 4
