"""Who opts out is taken out of every campaign at once, whatever the planner does at that moment."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest

from common.channels.base import Blame, Outcome, SendError
from common.models.campaign import CampaignStatus, RecipientState, SkipReason, message_id_of
from common.models.channel import Provider
from common.models.consent import Consent, ConsentScope, ConsentSource, consent_id
from common.models.ids import ContactId
from common.models.payloads import ConsentPayload
from common.models.status import MessageStatus
from common.store.database import Database
from common.store.messages import Messages
from functions.campaigns import main as campaigns_main
from functions.campaigns.service import pacing, planning, retrying
from tests.functions.campaigns import stage
from tests.functions.crashes import Breaker
from tests.functions.world import NOW, World

pytestmark = pytest.mark.emulator
K = ContactId("k000001")


def opt_out(world: World, k: ContactId = K, scope: ConsentScope = ConsentScope.ALL) -> ConsentPayload:
    """Keeps a wish; the task that it causes."""
    wish = Consent(
        id=consent_id(ConsentSource.KEYWORD, "m1"),
        contact_id=k,
        scope=scope,
        opted_in=False,
        at=NOW,
        source=ConsentSource.KEYWORD,
    )
    stage.consents(world).record(world.t, wish)
    return ConsentPayload(tenant_id=world.t, consent_id=wish.id)


@pytest.fixture
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Steps of one."""
    monkeypatch.setattr(planning, "PAGE", 1)
    monkeypatch.setattr(pacing, "BATCH", 1)


def test_who_opted_out_before_is_skipped_by_the_snapshot(world: World) -> None:
    stage.add_people(world, 3)
    opt_out(world)
    stage.add_campaign(world)
    stage.launch(world)
    world.settle()
    assert set(stage.got(world)) == {"700000000", "700000002"}
    assert stage.recipients_of(world)[K].reason is SkipReason.OPTED_OUT


def test_who_opts_out_between_snapshot_and_hand_over_gets_nothing(world: World) -> None:
    stage.add_people(world, 3)
    stage.add_campaign(world)
    stage.launch(world)
    stage.run_until(world, lambda: stage.campaign_of(world).status is CampaignStatus.RUNNING)
    campaigns_main.suppress_contact(opt_out(world), 0)
    world.settle()
    assert set(stage.got(world)) == {"700000000", "700000002"}
    recipient = stage.recipients_of(world)[K]
    assert (recipient.state, recipient.reason) == (RecipientState.SKIPPED, SkipReason.OPTED_OUT)
    assert world.counted()["messages_out"] == 2


def test_a_message_that_a_wish_held_back_makes_no_further_wish(world: World) -> None:
    stage.add_people(world, 3)
    stage.add_campaign(world)
    stage.launch(world)
    stage.run_until(world, lambda: len(world.documents("messages")) == 3)
    payload = opt_out(world, scope=ConsentScope.MARKETING)
    campaigns_main.suppress_contact(payload, 0)
    world.settle()
    assert list(world.documents("consents")) == [f"consents/{payload.consent_id}"]


def test_a_message_that_waits_is_not_sent_to_who_opts_out(world: World) -> None:
    stage.add_people(world, 3)
    stage.add_campaign(world)
    stage.launch(world)
    stage.run_until(world, lambda: len(world.documents("messages")) == 3)
    campaigns_main.suppress_contact(opt_out(world), 0)
    world.settle()
    assert set(stage.got(world)) == {"700000000", "700000002"}
    message = world.message(message_id_of("xcampaign", K))
    assert message.status is MessageStatus.FAILED
    assert message.failure is not None
    assert message.failure.reason == "consent"


def test_a_retry_that_waits_does_not_send_to_who_opts_out_meanwhile(world: World) -> None:
    stage.add_people(world, 3)
    stage.add_campaign(world)
    no = SendError("Not now.", outcome=Outcome.FAILED, blame=Blame.TRANSIENT, provider_code="131000")
    world.providers[Provider.TELEGRAM].script = [no] * 3
    stage.launch(world)
    world.settle()
    world.clock.at += timedelta(minutes=1)
    retrying.begin(stage.caller(world), "xcampaign", None, world.clock.now(), with_=stage.planning(world))
    stage.run_until(world, lambda: [task.job.name for task in world.tasks].count("send-bulk") == 3)
    # The first goes out while the others wait for the channel's pace.
    world.clock.at += timedelta(milliseconds=1)
    campaigns_main.suppress_contact(opt_out(world), 0)
    world.settle()
    assert set(stage.got(world)) == {"700000000", "700000002"}
    message = world.message(message_id_of("xcampaign", K))
    assert (message.status, message.failure and message.failure.code) == (MessageStatus.FAILED, "opted_out")


def has_left(world: World) -> bool:
    """Whether the message was given to the provider, or is just being."""
    found = Messages(Database(world.client)).find(world.t, message_id_of("xcampaign", K))
    return found is not None and found.value.status in (MessageStatus.SENDING, MessageStatus.SENT)


class Interruption(Breaker):
    """Does something else when its nth point is reached."""

    def __init__(self, at: int, act: Callable[[], None]) -> None:
        super().__init__(at)
        self._act = act

    def reach(self) -> None:
        """A point is reached; those of what is done meanwhile do not count."""
        self.passed += 1
        if self.passed == self.at:
            self._act()


def test_an_opt_out_at_any_moment_of_the_planner_holds(new_stage: Callable[..., World], small_steps: None) -> None:
    """The wish and its task come, among others, between what each step reads and its commit."""
    wrote = Counter[bool]()
    for moment in range(1, 200):
        world = new_stage()
        stage.add_people(world, 2)
        stage.add_campaign(world)
        sent_before: list[bool] = []

        def wish(world: World = world, sent_before: list[bool] = sent_before) -> None:
            campaigns_main.suppress_contact(opt_out(world), 0)
            sent_before.append(has_left(world))

        world.breaker = interruption = Interruption(moment, wish)
        stage.launch(world)
        stage.run_until(world, lambda world=world: stage.handed_over(world))  # type: ignore[misc]
        if interruption.passed < moment:
            break
        world.breaker = Breaker()
        world.settle()
        assert stage.got(world)["700000001"] == sum(sent_before), f"moment {moment}"
        assert stage.got(world)["700000000"] == 1, f"moment {moment}"
        wrote[K in stage.recipients_of(world) and not sent_before[0]] += 1
    assert wrote[True] > 10


def test_a_wish_about_marketing_leaves_other_campaigns_alone(world: World) -> None:
    stage.add_people(world, 2)
    stage.add_campaign(world, marketing=False)
    stage.launch(world)
    stage.run_until(world, lambda: stage.campaign_of(world).status is CampaignStatus.RUNNING)
    campaigns_main.suppress_contact(opt_out(world, scope=ConsentScope.MARKETING), 0)
    world.settle()
    assert len(stage.got(world)) == 2
