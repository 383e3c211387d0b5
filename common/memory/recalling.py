"""Facts go out: those that matter to a question, ranked by words, meaning, age, certainty and people's pins."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final, NamedTuple

from common.memory.lexical import bm25
from common.memory.words import terms
from common.models.fact import Fact
from common.models.ids import ContactId, TenantId
from common.store.facts import Facts, Memory

MOST_RECALLED: Final = 100
Embed = Callable[[str], Sequence[float] | None]
"""The vector of a question, or None where there is none to be had."""


class Scores(NamedTuple):
    """Why a fact stands where it stands; each from 0 to 1."""

    lexical: float
    semantic: float
    recency: float
    confidence: float


class Recalled(NamedTuple):
    """A fact, as an agent gets it."""

    fact: Fact
    score: float
    scores: Scores


class Recall(NamedTuple):
    """What a question brought up."""

    facts: list[Recalled]
    is_hybrid: bool
    """Whether meaning counted, not words alone."""


def recall(
    t: TenantId,
    k: ContactId,
    question: str,
    now: datetime,
    *,
    facts: Facts,
    embed: Embed | None = None,
    limit: int = 10,
    budget_tokens: int | None = None,
) -> Recall:
    """The facts of a contact that matter most to a question.

    Args:
        t: the tenant.
        k: the contact; not one that was merged into another.
        question: what is asked or talked about.
        now: the present.
        facts: where facts are kept.
        embed: makes the vector of the question; None goes by words alone.
        limit: how many facts at most.
        budget_tokens: how long all of them may be together; None does not look.
    """
    memory = facts.load(t, k, vectors=embed is not None)
    ranked = rank(memory, question, now)[:limit]
    if budget_tokens is not None:
        ranked = within(ranked, budget_tokens)
    return Recall(ranked, False)


def rank(memory: Memory, question: str, now: datetime) -> list[Recalled]:
    """All facts that hold, the one that matters most first."""
    entries = memory.entries
    memo: dict[str, str] = {}
    documents = [Counter(terms(entry.fact.value, memo)) for entry in entries]
    scores = bm25(Counter(terms(question, memo)), documents)
    top = max(scores, default=0.0) or 1.0
    found = [
        Recalled(entry.fact, score / top, Scores(score / top, 0.0, 0.0, entry.fact.confidence))
        for entry, score in zip(entries, scores, strict=True)
    ]
    return sorted(found, key=lambda each: (-each.score, -each.fact.sequence))


def within(ranked: Sequence[Recalled], budget_tokens: int) -> list[Recalled]:
    """As many of the facts, from the first on, as the budget allows."""
    left, kept = budget_tokens, []
    for each in ranked:
        left -= tokens_of(each.fact.value)
        if left < 0:
            break
        kept.append(each)
    return kept


def tokens_of(text: str) -> int:
    """About as many tokens as a model counts, rather more than fewer."""
    return 4 + len(text.encode()) // 3
