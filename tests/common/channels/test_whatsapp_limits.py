"""How many people may be written to in a day, in every way in which Meta says it."""

import pytest

from common.channels.whatsapp.limits import UNLIMITED, limit_in, messaging_limit
from common.models.inbound import Notice


@pytest.mark.parametrize(
    ("tier", "limit"),
    [
        ("TIER_50", 50),
        ("TIER_250", 250),
        ("TIER_2K", 2_000),
        ("TIER_100K", 100_000),
        ("TIER_UNLIMITED", UNLIMITED),
        (1_000, 1_000),
        (-1, UNLIMITED),
        ("TIER_NOT_SET", None),
        ("", None),
        (True, None),
    ],
)
def test_a_tier_is_a_number_of_people(tier: object, limit: int | None) -> None:
    assert messaging_limit(tier) == limit


@pytest.mark.parametrize(
    ("topic", "content", "limit"),
    [
        ("business_capability_update", {"max_daily_conversations_per_business": "TIER_2K"}, 2_000),
        ("business_capability_update", {"max_daily_conversation_per_phone": 1_000}, 1_000),
        ("phone_number_quality_update", {"max_daily_conversations_per_business": "TIER_10K"}, 10_000),
        ("phone_number_quality_update", {"event": "THROUGHPUT_UPGRADE"}, None),
        ("account_update", {"max_daily_conversations_per_business": "TIER_2K"}, None),
    ],
)
def test_a_notice_tells_the_new_limit(topic: str, content: dict[str, object], limit: int | None) -> None:
    notice = Notice(topic=topic, account_id="200", content=content)
    assert limit_in(notice) == limit
