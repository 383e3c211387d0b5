"""One webhook may speak of several accounts; each event reaches its own tenant or none, and holds up no sibling."""

from collections.abc import Callable

import pytest

from common.clock import FixedClock
from common.errors import AlreadyExists, BadSignature, DependencyDown, Invalid, Malformed, NotFound, WriteRaced
from common.models.channel import Provider
from common.models.inbound import InboundMessage, Notice
from common.store.channels import ChannelRef, Channels
from common.store.database import Database
from functions.receive.service import webhook
from functions.receive.service.incoming import Taken, take_message
from functions.receive.service.webhook import find_own_channel, keep_unreadable, secrets_of, take_webhook
from tests.functions.events import says, stored_id
from tests.functions.world import NOW, TELEGRAM, WHATSAPP, Says, World

pytestmark = pytest.mark.emulator


def number_of(world: World) -> str:
    """The phone number id of the world's WhatsApp channel."""
    return Channels(Database(world.client)).get(world.t, WHATSAPP).identifier


def to(world: World, text: str) -> InboundMessage:
    return says(text).model_copy(update={"endpoint": number_of(world)})


def deliver(world: World, *events, own: ChannelRef | None = None):
    says_so = Says(Provider.WHATSAPP, events)
    return take_webhook(b"", {}, {}, own, NOW, receiver=says_so, stores=world.receiving())


def test_a_batch_for_two_tenants_reaches_each_its_own(new_world: Callable[..., World]) -> None:
    ours, theirs = new_world(), new_world()
    taken = deliver(ours, to(ours, "a"), to(theirs, "b"), to(ours, "c"))
    assert taken == {Taken.STORED: 3}
    assert {d["text"] for d in ours.documents("messages").values()} == {"a", "c"}
    assert {d["text"] for d in theirs.documents("messages").values()} == {"b"}
    assert ours.counted() == {"messages_in": 2}
    assert theirs.counted() == {"messages_in": 1}


def test_an_account_of_nobody_holds_up_no_sibling(world: World) -> None:
    stray = says("stray").model_copy(update={"endpoint": "no number of ours"})
    assert deliver(world, stray, to(world, "a")) == {Taken.UNKNOWN_ACCOUNT: 1, Taken.STORED: 1}


def test_a_tenants_own_app_speaks_for_no_other_tenant(new_world: Callable[..., World]) -> None:
    ours, theirs = new_world(), new_world()
    own = ChannelRef(ours.t, WHATSAPP)
    taken = deliver(ours, to(theirs, "forged"), to(ours, "a"), own=own)
    assert taken == {Taken.UNKNOWN_ACCOUNT: 1, Taken.STORED: 1}
    assert theirs.documents("messages", "contacts", "conversations", "usage") == {}


def test_a_notice_about_an_account_of_nobody_is_counted(world: World) -> None:
    notice = Notice(topic="account_update", account_id="nobody's", content={})
    assert deliver(world, notice) == {Taken.UNKNOWN_ACCOUNT: 1}


def test_the_same_provider_id_on_two_channels_is_two_messages(world: World) -> None:
    world.deliver(says("1"))
    world.deliver(says("1"), on=TELEGRAM)
    assert {world.message(stored_id("1", c)).channel_id for c in (WHATSAPP, TELEGRAM)} == {WHATSAPP, TELEGRAM}


def test_an_event_that_can_never_be_taken_is_kept_and_holds_up_no_sibling(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    take = take_message

    def refuse(event, *args, **options):
        {"bad": refusal}.get(event.text, lambda: None)()
        return take(event, *args, **options)

    def refusal() -> None:
        raise Invalid("It breaks a rule of ours.")

    monkeypatch.setattr(webhook, "take_message", refuse)
    assert world.deliver(says("bad"), says("good")) == {Taken.NOTED: 1, Taken.STORED: 1}
    [notice] = world.documents("notices").values()
    assert '"bad"' in str(notice["content"])


@pytest.mark.parametrize("error", [DependencyDown("Down."), RuntimeError("What?")])
def test_what_may_pass_or_was_not_foreseen_is_delivered_again(
    error: Exception, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    take = take_message
    errors = [error]

    def fail_once(event, *args, **options):
        for failure in [errors.pop() for _ in range(len(errors) * (event.text == "second"))]:
            raise failure
        return take(event, *args, **options)

    monkeypatch.setattr(webhook, "take_message", fail_once)
    batch = (says("first"), says("second"), says("third"))
    with pytest.raises(type(error)):
        world.deliver(*batch)
    assert world.deliver(*batch) == {Taken.DUPLICATE: 1, Taken.STORED: 2}
    assert world.counted() == {"messages_in": 3}


def test_a_message_that_loses_every_race_to_found_its_contact_is_delivered_again(world: World) -> None:
    stores = world.receiving()

    def lose(*writes: object) -> None:
        raise AlreadyExists("It exists already.")

    stores.database.commit = lose  # type: ignore[assignment]
    with pytest.raises(WriteRaced) as lost:
        world.deliver(says("hello"), stores=stores)
    assert lost.value.retryable
    assert world.deliver(says("hello")) == {Taken.STORED: 1}


def test_nothing_is_taken_from_who_is_not_the_provider(world: World) -> None:
    class Forged(Says):
        def verify(self, headers, body, account) -> None:
            raise BadSignature("It is forged.")

    before = world.documents()
    receiver = Forged(Provider.WHATSAPP, [to(world, "forged")])
    with pytest.raises(BadSignature):
        take_webhook(b"", {}, {}, None, NOW, receiver=receiver, stores=world.receiving())
    assert world.documents() == before


def test_a_signed_body_that_cannot_be_read_is_kept_once(world: World) -> None:
    own = ChannelRef(world.t, WHATSAPP)
    for _ in range(2):
        keep_unreadable(b"\xff" * 300_000, own, Malformed("No JSON."), NOW, work=world.receiving().work)
    [notice] = world.documents("notices").values()
    assert notice["topic"] == "unreadable"
    assert len(str(notice["content"])) < 250_000
    keep_unreadable(b"x", None, Malformed("No JSON."), NOW, work=world.receiving().work)
    assert len(world.documents("notices")) == 1


@pytest.mark.parametrize("key", ["nobody's", "waba-1", "bot-1", "../x", "x" * 2000])
def test_a_key_of_no_channel_leads_nowhere(key: str, world: World) -> None:
    with pytest.raises((NotFound, Invalid)):
        find_own_channel(key, Provider.WHATSAPP, channels=world.receiving().channels)


def test_a_channels_own_secrets_verify_its_webhooks(world: World) -> None:
    ref = ChannelRef(world.t, TELEGRAM)
    assert secrets_of(ref, channels=world.receiving().channels, vault=world.vault) == {"access_token": "x"}


def test_a_tenants_clock_decides_the_month_of_the_count(world: World) -> None:
    world.client.document(f"tenants/{world.t}").update({"time_zone": "Pacific/Kiritimati"})
    world.clock = FixedClock(NOW.replace(day=30, hour=23))
    world.deliver(says("hello"))
    assert list(world.documents("usage")) == ["usage/2026-12/shards/0"]
