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

    def plus(self, more: "Spent") -> "Spent":
        """Both together, by the later one's model; no price is known if one of the two is not."""
        prices = (self.price_micro_usd, more.price_micro_usd)
        return Spent(
            input_tokens=self.input_tokens + more.input_tokens,
            output_tokens=self.output_tokens + more.output_tokens,
            cached_tokens=self.cached_tokens + more.cached_tokens,
            cache_write_tokens=self.cache_write_tokens + more.cache_write_tokens,
            price_micro_usd=None if prices[0] is None or prices[1] is None else prices[0] + prices[1],
            latency_ms=self.latency_ms + more.latency_ms,
            calls=self.calls + more.calls,
            model=more.model or self.model,
        )


NOTHING: Final = Spent()
"""A call that cost nothing, or of which nobody knows what it cost."""
