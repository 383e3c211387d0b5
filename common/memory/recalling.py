"""Facts go out: those that matter to a question, ranked by words, meaning, age, certainty and people's pins."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Final, NamedTuple

from common.memory.lexical import bm25
from common.memory.vectors import Embed, nearness, packed
from common.memory.words import terms
from common.models.fact import Fact
from common.models.ids import ContactId, TenantId
from common.store.facts import Facts, Memory

SEMANTIC_SHARE: Final = 0.5
"""What meaning counts for beside words, where there are vectors."""
AGE_SHARE: Final = 0.02
PIN_SHARE: Final = 0.1
HALF_AGE_DAYS: Final = 180.0
"""After so many days a fact counts as half new."""
__all__ = ["Embed", "Recall", "Recalled", "Scores", "rank", "recall", "tokens_of", "within"]


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
    # Without vectors to compare with, the question needs none.
    vector = embed(question) if embed is not None and memory.head.embedding_model else None
    asked = packed(vector) if vector else b""
    ranked = rank(memory, question, now, asked)[:limit]
    if budget_tokens is not None:
        ranked = within(ranked, budget_tokens)
    return Recall(ranked, bool(asked))


def rank(memory: Memory, question: str, now: datetime, vector: bytes = b"") -> list[Recalled]:
    """All facts that hold, the one that matters most first.

    Args:
        memory: what holds.
        question: what is asked or talked about.
        now: the present.
        vector: the question's, packed; empty goes by words alone.
    """
    entries = memory.entries
    memo: dict[str, str] = {}
    documents = [Counter(terms(entry.fact.value, memo)) for entry in entries]
    lexical = _scaled(bm25(Counter(terms(question, memo)), documents))
    near = nearness(vector, [entry.vector for entry in entries]) if vector else []
    semantic = _scaled([max(0.0, each) for each in near]) if any(near) else [0.0] * len(entries)
    share = SEMANTIC_SHARE if any(near) else 0.0
    found = []
    for entry, word, meaning in zip(entries, lexical, semantic, strict=True):
        fact = entry.fact
        scores = Scores(word, meaning, _recency(fact, now), fact.confidence)
        relevance = (1 - share) * word + share * meaning
        # Of facts that fit about as well, the surer and the newer goes first; a pin outweighs a little more.
        score = relevance * (0.8 + 0.2 * fact.confidence) + AGE_SHARE * scores.recency + PIN_SHARE * fact.pinned
        found.append(Recalled(fact, score / (1 + AGE_SHARE + PIN_SHARE), scores))
    return sorted(found, key=lambda each: (-each.score, -each.fact.sequence))


def _scaled(scores: Sequence[float]) -> list[float]:
    top = max(scores, default=0.0) or 1.0
    return [score / top for score in scores]


def _recency(fact: Fact, now: datetime) -> float:
    days = max(0.0, (now - fact.confirmed_at).total_seconds() / 86_400)
    return float(0.5 ** (days / HALF_AGE_DAYS))


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
