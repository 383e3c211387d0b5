"""Who is forgotten leaves no copy in any campaign and gets nothing more of it, whatever the planner does."""

from collections import Counter
from collections.abc import Callable

import pytest

from common.models.campaign import RecipientState, SkipReason, message_id_of
from common.models.ids import ContactId
from common.models.status import MessageStatus
from functions.campaigns.service import pacing, planning
from functions.contacts.service import erasing
from tests.functions.campaigns import stage
from tests.functions.campaigns.test_suppressing import Interruption, has_left
from tests.functions.crashes import Breaker
from tests.functions.world import World

pytestmark = pytest.mark.emulator
K = ContactId("k000001")
TOLD = "Ada 1"


def ask(world: World) -> None:
    """The contact asks to be forgotten, and the task that erases runs by itself."""
    erasing.begin(world.t, K, world.clock.now(), stores=world.keeping(), enqueue=world.enqueue)


def erase(world: World) -> None:
    """The contact asks to be forgotten, and the task comes before any other."""
    ask(world)
    task = next(task for task in world.tasks if task.job.name == "forget-contact")
    erasing.work_off(task.payload, world.clock.now(), stores=world.keeping(), bucket=world.filing())


def copies(world: World) -> list[str]:
    """The documents that still hold the contact's name."""
    return [path for path, data in world.documents().items() if TOLD in repr(data)] + [
        path
        for path, data in stage.recipients_of(world).items()
        if path == K and (data.values or data.name not in ("", "700000001"))
    ]


def test_a_campaign_that_is_over_keeps_who_was_written_to_but_nothing_of_them(world: World) -> None:
    stage.add_people(world, 3)
    stage.add_campaign(world)
    stage.launch(world)
    world.settle()
    assert copies(world)
    ask(world)
    world.settle()
    assert copies(world) == []
    recipient = stage.recipients_of(world)[K]
    assert (recipient.state, recipient.address, recipient.name) == (RecipientState.PLANNED, "700000001", "")
    assert stage.recipients_of(world)[ContactId("k000002")].name == "Ada 2"
    assert stage.got(world)["700000001"] == 1


def test_who_is_forgotten_before_their_turn_gets_nothing(world: World) -> None:
    stage.add_people(world, 3)
    stage.add_campaign(world)
    stage.launch(world)
    stage.run_until(world, lambda: bool(stage.recipients_of(world)))
    erase(world)
    world.settle()
    assert set(stage.got(world)) == {"700000000", "700000002"}
    recipient = stage.recipients_of(world)[K]
    assert (recipient.state, recipient.reason) == (RecipientState.SKIPPED, SkipReason.FORGOTTEN)
    assert copies(world) == []


def test_a_message_that_waits_is_not_sent_to_who_is_forgotten(world: World) -> None:
    stage.add_people(world, 3)
    stage.add_campaign(world)
    stage.launch(world)
    stage.run_until(world, lambda: len(world.documents("messages")) == 3)
    erase(world)
    world.settle()
    assert set(stage.got(world)) == {"700000000", "700000002"}
    message = world.message(message_id_of("xcampaign", K))
    assert message.failure is not None
    assert (message.status, message.failure.code, message.text) == (MessageStatus.FAILED, "forgotten", "")
    assert copies(world) == []


def test_forgetting_at_any_moment_of_the_planner_leaves_no_copy(
    new_stage: Callable[..., World], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The wish and its task come, among others, between what each step reads and its commit."""
    monkeypatch.setattr(planning, "PAGE", 1)
    monkeypatch.setattr(pacing, "BATCH", 1)
    spared = Counter[bool]()
    for moment in range(1, 200):
        world = new_stage()
        stage.add_people(world, 2)
        stage.add_campaign(world)
        sent_before: list[bool] = []

        def wish(world: World = world, sent_before: list[bool] = sent_before) -> None:
            sent_before.append(has_left(world))
            erase(world)

        world.breaker = interruption = Interruption(moment, wish)
        stage.launch(world)
        stage.run_until(world, lambda world=world: stage.handed_over(world))  # type: ignore[misc]
        if interruption.passed < moment:
            break
        world.breaker = Breaker()
        world.settle()
        assert copies(world) == [], f"moment {moment}"
        assert stage.got(world)["700000000"] == 1, f"moment {moment}"
        spared[stage.got(world)["700000001"] == 0] += 1
    assert spared[True] > 5
