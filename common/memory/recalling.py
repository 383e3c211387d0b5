"""Facts go out: those that matter to a question, ranked by words, meaning, age, certainty and people's pins."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, NamedTuple

from common.memory.lexical import lexical_scores
from common.memory.vectors import Embed, packed, semantic_scores
from common.models.fact import Fact
from common.models.ids import ContactId, TenantId
from common.store.facts import Facts, Memory

NEIGHBOURS: Final = (0.15, 0.08)
"""What the best fact learned just before or after counts for, and the best at one remove: what is said together belongs
together."""
AGE_SHARE: Final = 0.02
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
    """All facts that hold: pinned ones, and then the one that matters most first.

    Args:
        memory: what holds.
        question: what is asked or talked about.
        now: the present.
        vector: the question's, packed; empty goes by words alone.
    """
    entries = memory.entries
    lexical = lexical_scores(question, [entry.fact.value for entry in entries])
    semantic = semantic_scores(vector, [entry.vector for entry in entries])
    both = [(word + meaning) / 2 for word, meaning in zip(lexical, semantic, strict=True)] if any(semantic) else lexical
    found = []
    for n, fit in enumerate(with_neighbours(both, [entry.fact.sequence for entry in entries])):
        fact = entries[n].fact
        scores = Scores(lexical[n], semantic[n], _recency(fact, now), fact.confidence)
        # Of facts that fit about as well, the surer and the newer goes first.
        score = (fit * (0.8 + 0.2 * fact.confidence) + AGE_SHARE * scores.recency) / (1 + AGE_SHARE)
        found.append(Recalled(fact, score, scores))
    return sorted(found, key=lambda each: (not each.fact.pinned, -each.score, -each.fact.sequence))


def with_neighbours(scores: Sequence[float], sequence: Sequence[int]) -> list[float]:
    """Scores to which those of facts count that were learned just before or after.

    Args:
        scores: from 0 to 1, in the order in which the facts were learned.
        sequence: the facts' places among all that was learned; there are gaps where facts hold no more.
    """
    place = dict(zip(sequence, scores, strict=True)).get
    most = 1 + sum(NEIGHBOURS)
    found = []
    for score, number in zip(scores, sequence, strict=True):
        beside = 0.0
        for away, weight in enumerate(NEIGHBOURS, 1):
            beside += weight * max(place(number - away, 0.0), place(number + away, 0.0))
        found.append((score + beside) / most)
    return found


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
