"""A contact who asks to be left alone is left alone, and one who asks to hear from us again does."""

from collections import Counter
from collections.abc import Callable

import pytest

from common.channels.base import Blame, Outcome, SendError
from common.models.channel import Provider
from common.models.consent import may_receive
from common.models.contact import Contact
from common.models.ids import ContactId
from common.models.inbound import Consent
from common.models.message import Choice, Failure, Kind
from common.models.status import MessageStatus as S
from common.store import ops
from common.store.contacts import Contacts
from common.store.database import Database
from functions.contacts.service import linking as service
from functions.receive.service.incoming import Taken
from tests.functions.crashes import crash_everywhere
from tests.functions.events import (
    ANA,
    ANA_BOTH,
    ANA_TELEGRAM,
    ANA_USER,
    CHAT,
    USER,
    at,
    contact_of,
    receipt,
    says,
    stored_id,
)
from tests.functions.world import TELEGRAM, WHATSAPP, World, arm

pytestmark = pytest.mark.emulator
CHATTER = contact_of(CHAT, TELEGRAM, "telegram")


def contact(world: World, k: ContactId | None = None) -> Contact:
    found = Contacts(Database(world.client)).find(world.t, k or contact_of())
    assert found is not None
    return found.value


def gets_marketing(world: World, k: ContactId | None = None) -> list[bool]:
    """Whether on WhatsApp, and on Telegram."""
    opt_outs = contact(world, k).opt_outs
    return [may_receive(opt_outs, channel, marketing=True) for channel in (WHATSAPP, TELEGRAM)]


def test_stop_holds_on_every_channel_until_start(world: World) -> None:
    world.deliver(says("hello", -60))
    assert gets_marketing(world) == [True, True]
    world.deliver(says("Stop!", -50))
    assert gets_marketing(world) == [False, False]
    world.deliver(says("Start", -40))
    assert gets_marketing(world) == [True, True]
    assert {(c["opted_in"], c["source"], c["message_id"]) for c in world.documents("consents").values()} == {
        (False, "keyword", stored_id("Stop!")),
        (True, "keyword", stored_id("Start")),
    }


def test_a_late_stop_does_not_undo_a_newer_start(world: World) -> None:
    world.deliver(says("START", -40))
    world.deliver(says("STOP", -50))
    assert gets_marketing(world) == [True, True]
    assert len(world.documents("consents")) == 2


@pytest.mark.parametrize(
    "choice", [Choice(id="Stop promotions", title="Stop promotions"), Choice(id="STOP", title="Keine Werbung")]
)
def test_a_stop_button_is_a_stop(choice: Choice, world: World) -> None:
    world.deliver(says("pressed", kind=Kind.BUTTON, choice=choice))
    assert gets_marketing(world) == [False, False]


@pytest.mark.parametrize(
    "event",
    [
        says("STOP", echo=True),
        says("STOP", group=True),
        says("STOP", kind=Kind.IMAGE),
        says("Cancel", kind=Kind.INTERACTIVE, choice=Choice(id="cancel-booking", title="Cancel")),
        says("Where does the bus stop?"),
    ],
    ids=["our own phone", "a group", "a caption", "another button", "a sentence"],
)
def test_what_is_no_wish(event, world: World) -> None:
    world.deliver(event)
    assert world.documents("consents") == {}


def test_an_ordinary_message_costs_no_more_for_it(world: World) -> None:
    stores = world.receiving()
    world.deliver(says("hello", -60), stores=stores)
    counted = ops.begin()
    world.deliver(says("again", -50), stores=stores)
    assert (counted.reads, counted.writes, counted.commits) == (1, 3, 1)


def test_a_failed_receipt_for_lack_of_consent_opts_out_of_marketing_there(world: World) -> None:
    world.deliver(says("our phone", -60, echo=True))
    failure = Failure(code="131050", reason="consent", detail="They stopped marketing.")
    failed = receipt(S.FAILED, -40, wamid="our phone").model_copy(update={"failure": failure})
    world.deliver(failed)
    world.deliver(failed)
    assert gets_marketing(world) == [False, True]
    [kept] = world.documents("consents").values()
    assert (kept["source"], kept["scope"], kept["channel_id"]) == ("provider_report", "marketing", WHATSAPP)


def test_a_wish_under_a_phone_number_counts_for_who_is_known_by_user_id_alone(world: World) -> None:
    world.deliver(says("hello", sender=ANA_USER))
    wish = Consent(sender=ANA_BOTH, opted_in=False, scope="marketing", at=at(-20))
    assert world.deliver(wish) == {Taken.STORED: 1}
    assert world.deliver(wish) == {Taken.DUPLICATE: 1}
    assert gets_marketing(world, contact_of(USER)) == [False, True]


def test_a_wish_counts_for_whom_the_best_address_leads_to(world: World) -> None:
    world.deliver(says("hello", sender=ANA))
    world.deliver(says("another", sender=ANA_USER))
    world.deliver(Consent(sender=ANA_BOTH, opted_in=False, scope="marketing", at=at(-20)))
    assert gets_marketing(world) == [False, True]
    assert gets_marketing(world, contact_of(USER)) == [True, True]


def test_another_failure_opts_nobody_out(world: World) -> None:
    world.deliver(says("our phone", -60, echo=True))
    world.deliver(receipt(S.FAILED, -40, wamid="our phone"))
    assert contact(world).opt_outs == {}


def test_a_blocked_bot_writes_nothing_until_it_is_unblocked(world: World) -> None:
    world.deliver(says("hello", sender=ANA_TELEGRAM), on=TELEGRAM)
    block = Consent(sender=ANA_TELEGRAM, opted_in=False, scope="all", at=at(-20))
    assert world.deliver(block, on=TELEGRAM) == {Taken.STORED: 1}
    assert world.deliver(block, on=TELEGRAM) == {Taken.DUPLICATE: 1}
    assert not may_receive(contact(world, CHATTER).opt_outs, TELEGRAM, marketing=False)
    assert gets_marketing(world, CHATTER) == [True, False]
    world.deliver(block.model_copy(update={"opted_in": True, "at": at(-10)}), on=TELEGRAM)
    assert gets_marketing(world, CHATTER) == [True, True]


@pytest.mark.parametrize(
    ("provider", "scope", "source"),
    [(Provider.WHATSAPP, "marketing", "provider_report"), (Provider.TELEGRAM, "all", "block")],
)
def test_a_refusal_at_the_send_opts_out(provider: Provider, scope: str, source: str, world: World) -> None:
    on, sender, k = {
        Provider.WHATSAPP: (WHATSAPP, says("x").sender, contact_of()),
        Provider.TELEGRAM: (TELEGRAM, ANA_TELEGRAM, CHATTER),
    }[provider]
    world.deliver(says("hello", sender=sender), on=on)
    world.settle()
    refusal = SendError("No.", outcome=Outcome.FAILED, blame=Blame.CONSENT, provider_code="403")
    world.providers[provider].script = [refusal]
    world.reply(k)
    world.settle()
    [wish] = contact(world, k).opt_outs.values()
    assert (wish.scope, wish.channel_id, wish.source, wish.opted_in) == (scope, on, source, False)
    assert len(world.documents("consents")) == 1


def test_a_crash_anywhere_loses_no_refusal(new_world: Callable[..., World]) -> None:
    def prepare() -> World:
        world = new_world()
        world.deliver(says("hello"))
        world.settle()
        refusal = SendError("No.", outcome=Outcome.FAILED, blame=Blame.CONSENT, provider_code="131050")
        world.providers[Provider.WHATSAPP].script = [refusal]
        world.reply(contact_of())
        return world

    ends = Counter[tuple[str, int]]()
    for _, world in crash_everywhere(prepare, World.settle, arm):
        [status] = [d["status"] for d in world.documents("messages").values() if d["direction"] == "out"]
        ends[str(status), len(world.documents("consents"))] += 1
    # Where the work died before the refusal was written down, nobody can know of it.
    assert set(ends) == {("failed", 1), ("unknown", 0)}


def test_the_wish_of_a_merged_contact_is_its_new_ones(world: World) -> None:
    world.deliver(says("hello", sender=ANA_TELEGRAM), on=TELEGRAM)
    world.deliver(says("hello"))
    service.merge(world.t, CHATTER, contact_of(), world.clock.now(), stores=world.keeping(), enqueue=world.enqueue)
    world.deliver(says("STOP", -5))
    assert gets_marketing(world, CHATTER) == [False, False]
