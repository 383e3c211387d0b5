"""Vectors of texts, by which texts of like meaning are found."""

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from common.ai.client import Models
from common.ai.errors import UNTOUCHED, ModelMalformed
from common.ai.prices import price_micro_usd
from common.config import Settings
from common.models.spent import Spent

if TYPE_CHECKING:
    from openai.types import CreateEmbeddingResponse

BATCH: Final = 256
"""Texts of one call; the API takes 2,048 inputs of 300,000 tokens together.

Source: https://developers.openai.com/api/reference/resources/embeddings (read 2026-11).
"""
LONGEST_TEXT: Final = 8_000
"""Characters of a text that are looked at: so none has more than the 8,192 tokens that a model takes."""


class Embedded(NamedTuple):
    """The vectors of texts, in the order of the texts, and what they cost."""

    vectors: list[list[float]]
    spent: Spent


def embed(
    texts: Sequence[str],
    *,
    models: Models,
    have: Settings,
    dimensions: int | None = None,
    timeout_s: float | None = None,
) -> Embedded:
    """The vectors of `texts`, each of length 1.

    Args:
        texts: what to embed; a text without a character counts as a space, which the API would refuse.
        models: whom to ask.
        have: names the model.
        dimensions: how long a vector is; None takes the model's own length.
        timeout_s: how long one call may take; None takes the client's.

    Raises:
        ModelError: there are no vectors.
    """
    vectors: list[list[float]] = []
    input_tokens, calls = 0, 0
    model = have.openai_embedding_model
    began_s = time.perf_counter()
    for start in range(0, len(texts), BATCH):
        batch = [text[:LONGEST_TEXT] or " " for text in texts[start : start + BATCH]]
        answer = _ask(models, have.openai_embedding_model, batch, dimensions, timeout_s)
        vectors += [entry.embedding for entry in sorted(answer.data, key=lambda entry: entry.index)]
        input_tokens += answer.usage.prompt_tokens
        calls += 1
        model = answer.model
    spent = Spent(
        input_tokens=input_tokens,
        price_micro_usd=price_micro_usd(model, input_tokens, 0),
        latency_ms=round((time.perf_counter() - began_s) * 1000),
        calls=calls,
        model=model,
    )
    if len(vectors) != len(texts):
        raise ModelMalformed(f"The embeddings are not one for each text. {UNTOUCHED}; try again.", spent=spent)
    return Embedded(vectors, spent)


def _ask(
    models: Models, model: str, batch: list[str], dimensions: int | None, timeout_s: float | None
) -> "CreateEmbeddingResponse":
    given: dict[str, Any] = {"dimensions": dimensions, "timeout": timeout_s}
    chosen = {name: value for name, value in given.items() if value is not None}
    return models.ask(lambda client: client.embeddings.create(model=model, input=batch, **chosen))
