"""What Meta says about how many people may be written to reaches the channels of that account."""

import pytest

from common.models.inbound import Notice
from common.store.channels import Channels
from common.store.database import Database
from tests.functions.world import TELEGRAM, WHATSAPP, World

pytestmark = pytest.mark.emulator


def limit_of(world: World) -> int | None:
    """The limit that stands at the WhatsApp channel."""
    return Channels(Database(world.client)).get(world.t, WHATSAPP).messaging_limit


def test_a_new_limit_is_noted_at_the_channels_of_the_account_and_nowhere_else(world: World) -> None:
    Channels(Database(world.client)).patch(world.t, WHATSAPP, {"account_id": "200"})
    content = {"max_daily_conversations_per_business": "TIER_2K"}
    notice = Notice(topic="business_capability_update", account_id="200", content=content)
    for _ in range(2):
        world.deliver(notice)
    world.deliver(notice.model_copy(update={"account_id": "999", "content": {"max_daily_conversation_per_phone": 5}}))
    assert limit_of(world) == 2_000
    assert Channels(Database(world.client)).get(world.t, TELEGRAM).messaging_limit is None
