"""How many people a business portfolio may write to outside their windows in 24 hours, as Meta says it."""

import re
from typing import Final

from common.models.inbound import Notice

UNLIMITED: Final = 10**9
"""Stands for a portfolio without a limit: more people than use WhatsApp in a day."""
TOPICS: Final = frozenset({"business_capability_update", "phone_number_quality_update"})
_TIER: Final = re.compile(r"TIER_(\d+)(K?)")


def messaging_limit(tier: object) -> int | None:
    """The limit that a tier such as `TIER_2K` or a number stands for; None where Meta does not say.

    Source: Meta, "Messaging limits" and "phone_number_quality_update webhook reference" (2026-05-21).
    """
    if isinstance(tier, int) and not isinstance(tier, bool):
        return tier if tier >= 0 else UNLIMITED
    text = str(tier).upper()
    if text == "TIER_UNLIMITED":
        return UNLIMITED
    match = _TIER.fullmatch(text)
    return int(match[1]) * (1000 if match[2] else 1) if match else None


def limit_in(notice: Notice) -> int | None:
    """The new limit that a notice tells of; None if it tells of none.

    Source: Meta, "business_capability_update" and "phone_number_quality_update webhook reference" (2026-05-21).
    """
    if notice.topic not in TOPICS:
        return None
    names = ("max_daily_conversations_per_business", "max_daily_conversation_per_phone")
    told = next((notice.content[name] for name in names if notice.content.get(name) is not None), None)
    return messaging_limit(told) if told is not None else None
