"""What models cost: standard prices for prompts of up to 272,000 tokens, beyond which the newer models cost more."""

import re
from datetime import date
from typing import Final, NamedTuple

from common import log

READ_ON: Final = date(2026, 11, 24)
"""When the table was last compared with its source.

Source: https://developers.openai.com/api/docs/pricing, by its model pages and by notes of others that cite it; shutdown
dates: https://developers.openai.com/api/docs/deprecations.
"""
TOKENS: Final = 1_000_000
"""Prices are for so many tokens."""
_SNAPSHOT: Final = re.compile(r"-\d{4}-\d{2}-\d{2}$")


class Price(NamedTuple):
    """Micro-USD for a million tokens of each kind."""

    input_micro_usd: int
    cached_micro_usd: int
    """For input that the provider finds in its cache."""
    cache_write_micro_usd: int
    """For input that the provider puts into its cache; of older models, the same as for input."""
    output_micro_usd: int


PRICES: Final[dict[str, Price]] = {
    "gpt-6-luna": Price(100_000, 10_000, 125_000, 500_000),
    "gpt-6-sol": Price(2_000_000, 200_000, 2_500_000, 10_000_000),
    "gpt-6.1-terra": Price(1_000_000, 50_000, 1_250_000, 5_000_000),
    "gpt-5.6-luna": Price(200_000, 20_000, 250_000, 1_200_000),
    "gpt-5.4-mini": Price(750_000, 75_000, 750_000, 4_500_000),
    # Both end on 2027-01-14.
    "gpt-4.1-mini": Price(400_000, 100_000, 400_000, 1_600_000),
    "gpt-4o-mini": Price(150_000, 75_000, 150_000, 600_000),
    "text-embedding-3-small": Price(20_000, 20_000, 20_000, 0),
    "text-embedding-3-large": Price(130_000, 130_000, 130_000, 0),
}


SPEECH_PRICES: Final[dict[str, int]] = {"gpt-transcribe": 4_500, "whisper-1": 6_000}
"""Micro-USD for a minute of sound.

Source: https://developers.openai.com/api/docs/models/gpt-transcribe (read 2026-11-25); whisper-1 ends on 2027-02-26.
"""


def speech_price_micro_usd(model: str, seconds: float) -> int | None:
    """What listening to so many seconds cost, to a micro-USD; None, and a line in the log, where nobody knows."""
    price = SPEECH_PRICES.get(model)
    if price is None:
        log.warning("The price of a model is not known.", model=model)
        return None
    return round(price * seconds / 60)


def price_of(model: str) -> Price | None:
    """The price of a model, by its name with or without the date of a snapshot; None if it is not known."""
    return PRICES.get(model) or PRICES.get(_SNAPSHOT.sub("", model))


def price_micro_usd(
    model: str, input_tokens: int, output_tokens: int, *, cached_tokens: int = 0, cache_write_tokens: int = 0
) -> int | None:
    """What a call cost, rounded to a micro-USD; None, and a line in the log, where nobody knows.

    Args:
        model: the model, as the provider calls it.
        input_tokens: cached and newly cached ones included.
        output_tokens: those of reasoning included.
        cached_tokens: those of the input that came from the cache.
        cache_write_tokens: those of the input that went to the cache.
    """
    price = price_of(model)
    if price is None:
        log.warning("The price of a model is not known.", model=model)
        return None
    plain_tokens = max(0, input_tokens - cached_tokens - cache_write_tokens)
    total = (
        plain_tokens * price.input_micro_usd
        + cached_tokens * price.cached_micro_usd
        + cache_write_tokens * price.cache_write_micro_usd
        + output_tokens * price.output_micro_usd
    )
    return (total + TOKENS // 2) // TOKENS
