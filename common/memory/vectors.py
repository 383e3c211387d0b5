"""Vectors of facts: packed into a signed byte for each dimension, compared by their angle, and made where they lack."""

import math
from collections.abc import Callable, Sequence
from operator import mul
from typing import Final

from common import log
from common.ai.client import Models
from common.ai.embeddings import embed
from common.ai.errors import ModelError
from common.config import Settings
from common.models.ids import ContactId, TenantId
from common.models.spent import NOTHING, Spent
from common.store.database import compare_and_swap
from common.store.fact_pages import LONGEST_VECTOR
from common.store.facts import Facts

DIMENSIONS: Final = 512
"""Dimensions that are asked of OpenAI's models, which lose little by being cut.

Source: https://developers.openai.com/api/docs/guides/embeddings (read 2026-11), "Reducing embedding dimensions".
"""
QUESTION_TIMEOUT_S: Final = 4.0
"""How long an answer may wait for its question's vector; then words must do."""
BATCH: Final = 200
LENGTH: Final = 400.0
"""The length of packed vectors: a dimension rarely has more than a third of a vector's length, which is 127 then."""
FINER: Final = 16
"""By so much a centred question is longer, so that the little by which packed lengths differ moves no fact."""
SAMPLE: Final = 100
"""Of so many facts the mean is taken."""
Embed = Callable[[str], Sequence[float] | None]
"""The vector of a question, or None where there is none to be had."""


class Embeddings:
    """The model of embeddings, as memory uses it."""

    def __init__(self, models: Models, have: Settings) -> None:
        self._models, self._have = models, have
        self.model = have.openai_embedding_model

    def of_question(self, text: str) -> list[float] | None:
        """The vector of a question; None where the model fails, which must keep nobody waiting."""
        try:
            return embed(
                [text],
                models=self._models,
                have=self._have,
                dimensions=self._dimensions,
                timeout_s=QUESTION_TIMEOUT_S,
            ).vectors[0]
        except ModelError as error:
            log.warning("A question has no vector; recall goes by words alone.", code=error.code)
            return None

    def of_facts(self, texts: Sequence[str]) -> tuple[list[list[float]], Spent]:
        """The vectors of facts, and what they cost.

        Raises:
            ModelError: there are none.
        """
        made = embed(texts, models=self._models, have=self._have, dimensions=self._dimensions)
        return made.vectors, made.spent

    @property
    def _dimensions(self) -> int | None:
        return DIMENSIONS if self.model.startswith("text-embedding-3") else None


def packed(vector: Sequence[float]) -> bytes:
    """A vector as it is kept: its first 1,024 dimensions, brought to one length, a signed byte each."""
    kept = vector[:LONGEST_VECTOR]
    scale = LENGTH / (math.sqrt(sum(map(mul, kept, kept))) or 1.0)
    return bytes(max(-127, min(127, round(x * scale))) & 0xFF for x in kept)


def semantic_scores(question: bytes, vectors: Sequence[bytes]) -> list[float]:
    """How near each vector is to a question, the nearest being 1 and the farthest 0; 0 where one is missing.

    What all facts of a contact have in common, such as whom they are about, tells nothing apart: the mean of their
    vectors is taken off the question. Since all have one length, the distance then ranks them as the product does.

    Source: Mu and Viswanath, "All-but-the-Top" (ICLR 2018).
    """
    fitting = [_numbers(vector) if vector and len(vector) == len(question) else None for vector in vectors]
    there = [numbers for numbers in fitting if numbers is not None]
    if not there:
        return [0.0] * len(vectors)
    some = there[:: max(1, len(there) // SAMPLE)]
    asked = tuple(
        FINER * (x - sum(column) / len(some))
        for x, column in zip(_numbers(question), zip(*some, strict=True), strict=True)
    )
    # The nearest are those of the largest product, and the distance is counted in half the time.
    products = [None if numbers is None else -(math.dist(asked, numbers) ** 2) for numbers in fitting]
    found = [product for product in products if product is not None]
    least, span = min(found), (max(found) - min(found)) or 1.0
    return [0.0 if product is None else (product - least) / span for product in products]


def _numbers(vector: bytes) -> "memoryview[int]":
    return memoryview(vector).cast("b")


def embed_missing(t: TenantId, k: ContactId, *, facts: Facts, embeddings: Embeddings) -> Spent:
    """Gives those facts of a contact vectors that have none of the present model; returns what that cost.

    Raises:
        ModelError: there are none now.
    """
    spent = NOTHING
    while True:
        memory = facts.load(t, k)
        stale = memory.head.embedding_model != embeddings.model
        lacking = [entry.fact for entry in memory.entries if stale or not entry.vector][:BATCH]
        if not lacking:
            return spent
        vectors, cost = embeddings.of_facts([fact.value for fact in lacking])
        spent = spent.plus(cost)
        made = {fact.id: (fact.value, packed(vector)) for fact, vector in zip(lacking, vectors, strict=True)}
        if not all(vectors):
            return spent

        def attempt(made: dict[str, tuple[str, bytes]] = made) -> None:
            fresh = facts.load(t, k)
            # Their words may have been changed meanwhile, or they may be gone.
            fitting = {f.id: made[f.id][1] for f in fresh.facts if f.id in made and made[f.id][0] == f.value}
            fresh.set_vectors(fitting, embeddings.model)
            facts.commit(*fresh.writes())

        compare_and_swap(attempt)
