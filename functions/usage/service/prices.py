"""What the platform's suppliers charge, as dated tables; language models have theirs in `common/ai/prices.py`."""

from datetime import date
from typing import Final, NamedTuple

from common.models.usage import FIRESTORE_DELETES, FIRESTORE_READS, FIRESTORE_WRITES


class Price(NamedTuple):
    """What so much of something costs."""

    micro_usd: int
    """Millionths of a US dollar."""
    per: int


class Table(NamedTuple):
    """Prices of one supplier."""

    read_on: date
    """When they were last compared with their source."""
    source: str
    prices: dict[str, Price]


FIRESTORE: Final = Table(
    date(2026, 11, 25),
    "https://cloud.google.com/firestore/pricing (multi-region; beyond the free quota)",
    {
        FIRESTORE_READS: Price(60_000, 100_000),
        FIRESTORE_WRITES: Price(180_000, 100_000),
        FIRESTORE_DELETES: Price(20_000, 100_000),
    },
)
CLOUD_TASKS: Final = Table(
    date(2026, 11, 25),
    "https://cloud.google.com/tasks/pricing (beyond the first million operations)",
    {"operations": Price(400_000, 1_000_000)},
)
OPERATIONS_A_TASK: Final = 2
"""The call that queues it, and its delivery; further deliveries are not known here."""
WHATSAPP: Final = Table(
    date(2026, 11, 25),
    "https://developers.facebook.com/documentation/business-messaging/whatsapp/pricing (market `Other`, 2025-07)",
    {
        "marketing": Price(60_400, 1),
        "utility": Price(7_700, 1),
        "authentication": Price(7_700, 1),
        "service": Price(0, 1),
        "referral_conversion": Price(0, 1),
    },
)
"""Meta's prices hang on the recipient's country; its messages do not tell us what each was charged."""
MODELS_SOURCE: Final = "https://developers.openai.com/api/docs/pricing (each call at its own model's price)"
