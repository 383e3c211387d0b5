"""Which facts share words with a question: BM25 over whole words and over parts of words."""

import math
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Final

from common.memory.words import parts, stem, words

K1: Final = 1.2
B: Final = 0.5
Split = Callable[[str], Sequence[str]]


def lexical_scores(question: str, texts: Sequence[str]) -> list[float]:
    """How much each text shares with a question, from 0 to 1; the best of those that share something has 1."""
    asked, found = words(question), [words(text) for text in texts]
    whole = _scaled(bm25(asked, found, lambda word: [stem(word)]))
    parted = _scaled(bm25(asked, found, parts))
    return _scaled([(one + other) / 2 for one, other in zip(whole, parted, strict=True)])


def bm25(asked: Sequence[str], documents: Sequence[Sequence[str]], split: Split) -> list[float]:
    """The score of each document, 0 where it has none of the terms that are asked for.

    Args:
        asked: the words of the question; however often one is said, it counts once.
        documents: the words of each document.
        split: makes terms of a word.

    Source: Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009).
    """
    wanted = {term for word in asked for term in split(word)}
    # Each word is split once, however many documents have it.
    made = {word: split(word) for word in set().union(*documents)}
    size = {word: len(terms) for word, terms in made.items()}
    hits = {word: hit for word, terms in made.items() if (hit := [term for term in terms if term in wanted])}
    lengths = [sum(map(size.__getitem__, document)) for document in documents]
    shared = [Counter([term for word in document if word in hits for term in hits[word]]) for document in documents]
    usual = sum(lengths) / len(lengths) if lengths else 0.0
    frequency = Counter([term for counts in shared for term in counts])
    rarity = {term: math.log(1 + (len(documents) - n + 0.5) / (n + 0.5)) for term, n in frequency.items()}
    return [
        sum(
            rarity[term] * count * (K1 + 1) / (count + K1 * (1 - B + B * length / usual))
            for term, count in counts.items()
        )
        for length, counts in zip(lengths, shared, strict=True)
    ]


def _scaled(scores: Sequence[float]) -> list[float]:
    top = max(scores, default=0.0) or 1.0
    return [score / top for score in scores]
