"""A reply is stored and counted once per Idempotency-Key, over the route the caller saw, within the plan."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from common.errors import Forbidden, Invalid, NoRoute, NotFound, QuotaExceeded, RouteChanged, WindowClosed
from common.models.channel import ChannelStatus, Provider
from common.models.ids import ChannelId, ContactId, MessageId
from common.models.routing import Route, RouteReason
from common.models.status import MessageStatus as S
from common.models.tenant import PLANS, Plan
from common.store import paths
from common.store.database import DELETE_FIELD, Create, Database, Merge, Remove
from functions.contacts.service import linking as contacts_service
from functions.inbox.service import reading
from tests.functions.events import ANA_TELEGRAM, CHAT, contact_of, says, stored_id
from tests.functions.racing import insist, race
from tests.functions.world import NOW, TELEGRAM, WHATSAPP, World

pytestmark = pytest.mark.emulator

ANA_ID = contact_of()


@pytest.fixture
def known(world: World) -> World:
    """A world with a contact who wrote on WhatsApp, and whose Telegram chat is linked."""
    world.deliver(says("hello", -60))
    contacts_service.link(world.t, ANA_ID, TELEGRAM, CHAT.value, NOW, stores=world.keeping(), enqueue=world.enqueue)
    world.settle()
    return world


def route_in(refused: RouteChanged | WindowClosed) -> Any:
    """The route that a refusal tells."""
    return refused.extra["route"]


def version(world: World) -> str:
    stores = world.receiving()
    found = reading.get_conversation(world.t, ANA_ID, conversations=stores.conversations).value
    route = reading.route_of(world.t, found, world.clock.now(), channels=stores.channels)
    assert route is not None
    return route.version


def use_up(world: World, plan: Plan, *, left: int) -> None:
    """Leaves room for so many messages in the month's only shard."""
    used = PLANS[plan].messages_a_month - left
    Database(world.client).commit(Merge(paths.usage_shard(world.t, "2026-11", 0), {"messages_out": used}))


def test_a_reply_leaves_through_the_channel_heard_last_and_nowhere_else(known: World) -> None:
    known.deliver(says("on Telegram", -30, sender=ANA_TELEGRAM), on=TELEGRAM)
    reply = known.reply(ANA_ID)
    known.settle()
    assert [m.address for m in known.providers[Provider.TELEGRAM].accepted] == [CHAT.value]
    assert known.providers[Provider.WHATSAPP].accepted == []
    assert known.message(reply.id).status is S.SENT


def test_a_channel_that_was_connected_a_moment_ago_is_known_once_the_contact_wrote_there(known: World) -> None:
    known.deliver(says("on Telegram", -30, sender=ANA_TELEGRAM), on=TELEGRAM)
    db, channels = known.database(), known.receiving().channels
    telegram = db.get(paths.channel(known.t, TELEGRAM))
    assert telegram is not None
    db.commit(Remove(paths.channel(known.t, TELEGRAM)))
    assert TELEGRAM not in {channel.id for channel in channels.list_all(known.t, fresh=True)}
    db.commit(Create(paths.channel(known.t, TELEGRAM), telegram.data))
    conversation = known.receiving().conversations.find(known.t, ANA_ID)
    assert conversation is not None
    route = reading.route_of(known.t, conversation.value, known.clock.now(), channels=channels)
    assert route is not None
    assert route.channel_id == TELEGRAM


def test_one_key_by_16_threads_is_one_message_and_one_answer(known: World) -> None:
    replies = race([partial(insist, partial(known.reply, ANA_ID))] * 16)
    assert len({reply.id for reply in replies}) == 1
    assert known.counted() == {"messages_in": 1, "messages_out": 1}


def test_16_keys_at_once_are_16_messages(known: World) -> None:
    replies = race([partial(insist, partial(known.reply, ANA_ID, key=f"key-{n}")) for n in range(16)])
    assert len({reply.id for reply in replies}) == 16
    assert known.counted() == {"messages_in": 1, "messages_out": 16}


def test_a_key_with_another_body_is_refused(known: World) -> None:
    known.reply(ANA_ID, "Hello!")
    with pytest.raises(Invalid):
        known.reply(ANA_ID, "Something else")
    assert known.counted() == {"messages_in": 1, "messages_out": 1}


def test_a_stale_route_is_refused_with_the_new_one(known: World) -> None:
    seen = version(known)
    known.deliver(says("on Telegram", -30, sender=ANA_TELEGRAM), on=TELEGRAM)
    with pytest.raises(RouteChanged) as refused:
        known.reply(ANA_ID, route_version=seen)
    assert route_in(refused.value)["channel_id"] == TELEGRAM
    assert known.reply(ANA_ID, route_version=version(known), key="key-2").channel_id == TELEGRAM


def test_a_repetition_is_answered_as_the_first_time_although_the_route_moved_on(known: World) -> None:
    seen = version(known)
    first = known.reply(ANA_ID, route_version=seen)
    known.deliver(says("on Telegram", -30, sender=ANA_TELEGRAM), on=TELEGRAM)
    assert known.reply(ANA_ID, route_version=seen).id == first.id


def test_a_closed_window_takes_only_templates(known: World) -> None:
    known.clock.at += timedelta(hours=25)
    with pytest.raises(WindowClosed) as refused:
        known.reply(ANA_ID)
    assert route_in(refused.value)["needs_template"] is True
    template = {"name": "hello_world", "language": "en_US"}
    assert known.reply(ANA_ID, "", template=template).status is S.QUEUED


def test_a_repetition_after_the_window_closed_is_answered_as_the_first_time(known: World) -> None:
    first = known.reply(ANA_ID)
    known.clock.at += timedelta(hours=25)
    assert known.reply(ANA_ID).id == first.id


def test_the_message_that_uses_up_the_plan_can_be_asked_for_again(known: World) -> None:
    use_up(known, Plan.STARTER, left=1)
    first = known.reply(ANA_ID)
    assert known.reply(ANA_ID).id == first.id
    with pytest.raises(QuotaExceeded):
        known.reply(ANA_ID, key="key-2")


def test_what_is_over_the_limit_leaves_nothing_behind(known: World) -> None:
    use_up(known, Plan.STARTER, left=0)
    before = known.documents()
    with pytest.raises(QuotaExceeded):
        known.reply(ANA_ID)
    assert known.documents() == before


def test_racing_replies_never_pass_the_limit_together(known: World) -> None:
    use_up(known, Plan.STARTER, left=5)

    def attempt(key: str) -> bool:
        try:
            insist(partial(known.reply, ANA_ID, key=key))
        except QuotaExceeded:
            return False
        return True

    passed = race([partial(attempt, f"key-{n}") for n in range(16)])
    assert passed.count(True) == 5
    assert [d["direction"] for d in known.documents("messages").values()].count("out") == 5


def test_a_suspended_tenant_sends_nothing(known: World) -> None:
    known.client.document(f"tenants/{known.t}").update({"suspended": True})
    with pytest.raises(Forbidden):
        known.reply(ANA_ID)


def test_without_a_working_channel_there_is_no_route(known: World) -> None:
    known.set_channel(WHATSAPP, ChannelStatus.PAUSED)
    assert known.reply(ANA_ID).channel_id == TELEGRAM
    known.set_channel(TELEGRAM, ChannelStatus.PAUSED)
    with pytest.raises(NoRoute):
        known.reply(ANA_ID, key="key-2")


@pytest.mark.parametrize("id_", ["nobody", "../x", "a/b", "__x__", "x" * 1_000_000])
def test_a_conversation_that_is_not_there_is_refused(id_: str, known: World) -> None:
    with pytest.raises((NotFound, Invalid)):
        known.reply(ContactId(id_))


def test_another_tenants_conversation_is_not_there(known: World, new_world: Callable[..., World]) -> None:
    other = new_world()
    with pytest.raises(NotFound):
        other.reply(ANA_ID)
    assert other.documents("messages", "conversations", "usage") == {}


def test_a_quotation_goes_along_only_on_its_own_channel(known: World) -> None:
    assert known.reply(ANA_ID, reply_to=stored_id("hello")).reply_to == "hello"
    over = known.reply(ANA_ID, reply_to=stored_id("hello"), channel_id=TELEGRAM, key="key-2")
    assert over.reply_to == ""
    with pytest.raises(Invalid):
        known.reply(ANA_ID, reply_to="nothing", key="key-3")


def test_a_reply_under_a_merged_contacts_id_can_quote_what_it_wrote(known: World) -> None:
    ben = contact_of(CHAT.model_copy(update={"value": "700000009"}), TELEGRAM, "telegram")
    ben_says = ANA_TELEGRAM.model_copy(update={"addresses": (CHAT.model_copy(update={"value": "700000009"}),)})
    known.deliver(says("from Ben", -50, sender=ben_says), on=TELEGRAM)
    contacts_service.merge(known.t, ANA_ID, ben, NOW, stores=known.keeping(), enqueue=known.enqueue)
    known.settle()
    reply = known.reply(ben, reply_to=stored_id("from Ben", TELEGRAM))
    assert (reply.conversation_id, reply.reply_to) == (ANA_ID, "from Ben")


def test_the_reply_becomes_the_preview_and_does_not_open_the_window(known: World) -> None:
    before = version(known)
    known.clock.at += timedelta(hours=1)
    known.reply(ANA_ID, "We are on it")
    [conversation] = known.documents("conversations").values()
    assert conversation["preview"]["text"] == "We are on it"
    assert version(known) == before
    assert known.message(MessageId(known.reply(ANA_ID, "We are on it").id)).status is S.QUEUED


def test_the_preview_says_who_wrote_it(known: World) -> None:
    [before] = known.documents("conversations").values()
    assert before["preview"]["author"] == {"kind": "contact", "id": "", "name": ""}
    known.reply(ANA_ID)
    [after] = known.documents("conversations").values()
    assert after["preview"]["author"] == {"kind": "person", "id": "ben", "name": ""}


def test_a_preview_of_before_authors_were_kept_can_be_read(known: World) -> None:
    known.client.document(f"tenants/{known.t}/conversations/{ANA_ID}").update({"preview.author": DELETE_FIELD})
    preview = reading.get_conversation(known.t, ANA_ID, conversations=known.receiving().conversations).value.preview
    assert preview is not None
    assert (preview.text, preview.author) == ("hello", None)


def test_a_route_can_be_asked_for_over_any_channel_that_leads_to_the_contact(known: World) -> None:
    stores = known.receiving()
    found = reading.get_conversation(known.t, ANA_ID, conversations=stores.conversations).value

    def route(chosen: ChannelId | None) -> Route | None:
        return reading.detail(known.t, found, known.clock.now(), channels=stores.channels, chosen=chosen).route

    over = route(TELEGRAM)
    assert over is not None
    assert (over.channel_id, over.address, over.reason) == (TELEGRAM, CHAT.value, RouteReason.CHOSEN)
    automatic = route(None)
    assert automatic is not None
    assert automatic.channel_id == WHATSAPP
    assert route(ChannelId("nowhere")) is None
    chosen = known.reply(ANA_ID, channel_id=TELEGRAM, route_version=over.version)
    assert (chosen.channel_id, chosen.address) == (TELEGRAM, CHAT.value)
