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
    """A vector as it is kept: its first 1,024 dimensions, a signed byte each."""
    kept = vector[:LONGEST_VECTOR]
    largest = max(map(abs, kept), default=0.0) or 1.0
    return bytes(round(x / largest * 127) & 0xFF for x in kept)


def nearness(question: bytes, vectors: Sequence[bytes]) -> list[float]:
    """The cosine between a question and each vector; 0 where one is missing or of another length."""
    asked = memoryview(question).cast("b").tolist()
    length = math.sqrt(sum(map(mul, asked, asked))) or 1.0
    found = []
    for vector in vectors:
        if len(vector) != len(question) or not vector:
            found.append(0.0)
            continue
        other = memoryview(vector).cast("b").tolist()
        found.append(sum(map(mul, asked, other)) / (length * (math.sqrt(sum(map(mul, other, other))) or 1.0)))
    return found


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
