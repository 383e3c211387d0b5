"""What a call to a model used, and what that cost."""

from typing import Final, NamedTuple


class Spent(NamedTuple):
    """Tokens, price and time of one call, or of several together."""

    input_tokens: int = 0
    """Tokens that went in, cached ones included."""
    output_tokens: int = 0
    """Tokens that came out, those of reasoning included."""
    cached_tokens: int = 0
    """Those of `input_tokens` that the provider read from its cache."""
    cache_write_tokens: int = 0
    """Those of `input_tokens` that the provider wrote to its cache."""
    price_micro_usd: int | None = 0
    """Millionths of a US dollar; None if the model's price is not known."""
    latency_ms: int = 0
    """From the question to the end of the answer."""
    calls: int = 0
    """Answers that were paid for."""
    model: str = ""
    """The model, as its provider calls it."""


NOTHING: Final = Spent()
"""A call that cost nothing, or of which nobody knows what it cost."""
