"""The planner: everybody once, whatever is killed, doubled, late or racing."""

from collections import Counter

import pytest

from common.models.campaign import CampaignStatus
from tests.functions.campaigns import stage
from tests.functions.world import World

pytestmark = pytest.mark.emulator


def test_everybody_of_the_audience_gets_the_message_once(world: World) -> None:
    people = stage.add_people(world, 7)
    stage.add_campaign(world)
    stage.launch(world)
    world.settle()
    assert stage.campaign_of(world).status is CampaignStatus.DONE
    assert stage.got(world) == Counter({f"7{n:08}": 1 for n in range(7)})
    texts = {m.text for m in world.providers["telegram"].accepted}
    assert texts == {"Fresh bread, Ada!"}
    assert set(stage.recipients_of(world)) == set(people)
    assert world.counted()["messages_out"] == 7
