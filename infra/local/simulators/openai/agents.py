"""What the stand-in answers for an AI agent: made of what stands in the prompt, so that it shows what reached it.

It understands little: that a customer asks for a person, asks to remember or to forget, asks a question, or tells
something. A question is answered with the facts of the prompt that share words with it, or with all of them where it is
about what is known; else with the nearest sentence of the instructions; else with the admission that it does not know.
"""

import json
import re
from typing import Any, Final, NamedTuple

from infra.local.simulators.contracts import Json
from infra.local.simulators.openai.conversation import Conversation
from infra.local.simulators.openai.vectors import vector

FORM: Final = "AgentAnswer"
NEAR_FACT: Final = 0.15
NEAR_SENTENCE: Final = 0.25
MOST_FACTS: Final = 5
_DIMENSIONS: Final = 512
_PERSON: Final = re.compile(
    r"\b(human|real person|(speak|talk) (to|with) (a|some)|menschen?\b|mitarbeiter|una persona|un humano)",
    re.IGNORECASE,
)
_FORGET: Final = re.compile(r"\b(?:forget|vergiss|olvida)\b\s*(.*)", re.IGNORECASE | re.DOTALL)
_EVERYTHING: Final = re.compile(r"\b(me|everything|all|alles|mich|todo)\b", re.IGNORECASE)
_REMEMBER: Final = re.compile(r"\b(?:please )?remember(?: that)?[:,]?\s+(.+)", re.IGNORECASE | re.DOTALL)
_QUESTION: Final = re.compile(r"\?|^(what|who|where|when|how|do|does|is|are|can|which)\b", re.IGNORECASE)
_ABOUT_ME: Final = re.compile(r"\b(me|my|mine|i|mich|mein\w*|ich|mi|yo)\b", re.IGNORECASE)
_SENTENCE: Final = re.compile(r"[^.!?\n]+[.!?]?")


class Wish(NamedTuple):
    """A tool that the customer's words call for."""

    name: str
    arguments: dict[str, str]


def wish(asked: Conversation) -> Wish | None:
    """The tool that the customer's last words plainly call for, if the agent has it and has not used it yet."""
    if asked.turns[-1].role != "user":
        return None
    said, tools = asked.question, {tool.name for tool in asked.tools}
    if "hand_over" in tools and _PERSON.search(said):
        return Wish("hand_over", {"reason": f"The customer wrote: {said[:200]}"})
    if "forget" in tools and (found := _FORGET.search(said)):
        what = found[1].strip(" .!?")
        return Wish("forget", {"what": "everything" if not what or _EVERYTHING.search(what) else what})
    if "remember" in tools and not said.rstrip().endswith("?") and (found := _REMEMBER.search(said)):
        return Wish("remember", {"fact": f"The customer says: {found[1].strip()}"})
    return None


def agent_answer(asked: Conversation) -> Json | None:
    """The agent's answer in its form, if the prompt is an agent's."""
    told = _told(asked)
    if told is None:
        return None
    if asked.turns[-1].role == "tool":
        return _answer(asked.turns[-1].text, 0.9)
    question = asked.question
    if not _QUESTION.search(question.strip()):
        return _answer(f"Thank you, I have noted: {question.strip()[:300]}", 0.8)
    facts = [(int(fact["number"]), str(fact["fact"])) for fact in told["about_the_customer"]["facts"]]
    near = [fact for fact in facts if _nearness(question, fact[1]) >= NEAR_FACT]
    known = near or (facts if _ABOUT_ME.search(question) else [])
    if known:
        used = known[:MOST_FACTS]
        return _answer("As far as I know: " + " ".join(fact for _, fact in used), 0.9, [number for number, _ in used])
    sentences = [sentence.strip() for sentence in _SENTENCE.findall(str(told["instructions"])) if sentence.strip()]
    best = max(sentences, key=lambda sentence: _nearness(question, sentence), default="")
    if best and _nearness(question, best) >= NEAR_SENTENCE:
        return _answer(best, 0.8)
    return _answer(f"I do not know that. You asked: {question.strip()[:300]}", 0.2)


def _told(asked: Conversation) -> Any:
    """What our prompt tells about business and customer."""
    for turn in asked.turns:
        if turn.role != "system":
            continue
        try:
            found = json.loads(turn.text)
        except ValueError:
            continue
        if isinstance(found, dict) and "about_the_customer" in found:
            return found
    return None


def _answer(text: str, confidence: float, used_facts: list[int] | None = None) -> Json:
    return {"text": text, "confidence": confidence, "used_facts": used_facts or []}


def _nearness(one: str, other: str) -> float:
    return sum(x * y for x, y in zip(vector(one, _DIMENSIONS), vector(other, _DIMENSIONS), strict=True))
