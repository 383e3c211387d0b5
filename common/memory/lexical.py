"""Which texts share words with a question: BM25 over a contact's facts."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

K1: Final = 1.2
B: Final = 0.5


def bm25(question: Mapping[str, float], documents: Sequence[Counter[str]]) -> list[float]:
    """The score of each document, 0 where it shares no term.

    Args:
        question: weights of terms.
        documents: terms of each document, counted.

    Source: Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009).
    """
    lengths = [sum(document.values()) for document in documents]
    usual = sum(lengths) / len(lengths) if lengths else 1.0
    frequency = {term: sum(term in document for document in documents) for term in question}
    scores = [0.0] * len(documents)
    for term, weight in question.items():
        if not frequency[term]:
            continue
        rarity = math.log(1 + (len(documents) - frequency[term] + 0.5) / (frequency[term] + 0.5))
        for n, document in enumerate(documents):
            if count := document.get(term, 0):
                scores[n] += weight * rarity * count * (K1 + 1) / (count + K1 * (1 - B + B * lengths[n] / usual))
    return scores
