"""Which facts share words with a question: BM25 over whole words and over parts of words."""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from common.memory.words import parts, stem, words

K1: Final = 1.2
B: Final = 0.5


def lexical_scores(question: str, texts: Sequence[str]) -> list[float]:
    """How much each text shares with a question, from 0 to 1; the best of those that share something has 1."""
    asked, found = words(question), [words(text) for text in texts]
    # Each word is split once, however many texts have it.
    vocabulary = set[str]().union(*found)
    stems = {stem(word) for word in asked}
    whole = {word: [root] for word in vocabulary if (root := stem(word)) in stems}
    wanted = {part for word in asked for part in parts(word)}
    made = {word: parts(word) for word in vocabulary}
    parted = {word: [p for p in split if p in wanted] for word, split in made.items() if not wanted.isdisjoint(split)}
    size = {word: len(split) for word, split in made.items()}
    by_words = _scaled(bm25(found, whole, list(map(len, found))))
    by_parts = _scaled(bm25(found, parted, [sum(map(size.__getitem__, text)) for text in found]))
    return _scaled([(one + other) / 2 for one, other in zip(by_words, by_parts, strict=True)])


def bm25(documents: Sequence[Sequence[str]], hits: Mapping[str, Sequence[str]], lengths: Sequence[int]) -> list[float]:
    """The score of each document, 0 where it has none of the terms that are asked for.

    Args:
        documents: the words of each document.
        hits: of words that have some, the terms that are asked for; however often one is asked for, it counts once.
        lengths: how many terms each document has in all.

    Source: Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009).
    """
    counts: defaultdict[str, defaultdict[int, int]] = defaultdict(lambda: defaultdict(int))
    for number, document in enumerate(documents):
        for word in document:
            for term in hits.get(word, ()):
                counts[term][number] += 1
    usual = sum(lengths) / len(lengths) if any(lengths) else 1.0
    damping = [K1 * (1 - B + B * length / usual) for length in lengths]
    scores = [0.0] * len(documents)
    for those in counts.values():
        rarity = math.log(1 + (len(documents) - len(those) + 0.5) / (len(those) + 0.5))
        for number, count in those.items():
            scores[number] += rarity * count * (K1 + 1) / (count + damping[number])
    return scores


def _scaled(scores: Sequence[float]) -> list[float]:
    top = max(scores, default=0.0) or 1.0
    return [score / top for score in scores]
