"""Two contacts become one: nothing of either is lost, wherever the process dies and whatever comes meanwhile."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from common.errors import Conflict, Invalid, NotFound
from common.models.ids import ContactId
from common.models.inbound import Consent
from common.models.status import MessageStatus as S
from common.models.tenant import Plan
from common.store.conversations import Conversations
from common.store.database import Database
from functions.contacts.schemas import ContactIn
from functions.contacts.service import editing, merging
from functions.contacts.service import linking as service
from functions.inbox.service import reading
from tests.functions.crashes import crash_everywhere
from tests.functions.events import ANA, ANA_TELEGRAM, CHAT, at, contact_of, says, stored_id
from tests.functions.racing import insist, race
from tests.functions.world import NOW, TELEGRAM, WHATSAPP, World, arm

pytestmark = pytest.mark.emulator

ON_WHATSAPP = contact_of()
ON_TELEGRAM = contact_of(CHAT, TELEGRAM, "telegram")
BEN = ANA.model_copy(update={"addresses": (ANA.addresses[0].model_copy(update={"value": "4915100000009"}),)})
BEN_ID = contact_of(BEN.addresses[0])


def both(world: World) -> None:
    """One person, unknown as such: two messages on WhatsApp, two on Telegram."""
    world.deliver(says("W1", -400), says("W2", -200))
    world.deliver(says("T1", -300, sender=ANA_TELEGRAM), says("T2", -100, sender=ANA_TELEGRAM), on=TELEGRAM)
    world.deliver(Consent(sender=ANA_TELEGRAM, opted_in=False, scope="marketing", at=at(-90)), on=TELEGRAM)
    world.settle()


def merge(world: World, target: ContactId = ON_WHATSAPP, source: ContactId = ON_TELEGRAM) -> None:
    service.merge(world.t, target, source, world.clock.now(), stores=world.keeping(), enqueue=world.enqueue)


def link(world: World) -> None:
    now, enqueue = world.clock.now(), world.enqueue
    service.link(world.t, ON_WHATSAPP, TELEGRAM, CHAT.value, now, stores=world.keeping(), enqueue=enqueue, by="eve")


def living(world: World) -> list[dict[str, Any]]:
    return [d for d in world.documents("conversations").values() if d.get("merged_into") is None]


def test_a_merge_leaves_one_contact_one_conversation_and_every_message(world: World) -> None:
    both(world)
    merge(world)
    [conversation] = living(world)
    assert conversation["unread"] == 4
    assert conversation["preview"]["text"] == "T2"
    assert set(conversation["last_inbound_ms"]) == set(conversation["endpoints"]) == {"xwhatsapp", "xtelegram"}
    assert {d["conversation_id"] for d in world.documents("messages").values()} == {ON_WHATSAPP}
    assert {d["contact_id"] for d in world.documents("identities").values()} == {ON_WHATSAPP}
    contact = world.documents("contacts")[f"contacts/{ON_WHATSAPP}"]
    assert len(contact["identities"]) == 2
    assert list(contact["opt_outs"]) == ["marketing_xtelegram"]
    assert service.get_contact(world.t, ON_TELEGRAM, stores=world.keeping()).value.id == ON_WHATSAPP


@pytest.mark.parametrize(
    ("change", "batch"), [(merge, 1), (merge, 200), (link, 200)], ids=["merge, one by one", "merge", "link"]
)
def test_a_crash_anywhere_changes_nothing(
    change: Callable[[World], None], batch: int, new_world: Callable[..., World], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "MOVE_BATCH", batch)

    def prepare() -> World:
        world = new_world()
        both(world)
        return world

    def work(world: World) -> None:
        change(world)
        world.settle()

    undisturbed = prepare()
    work(undisturbed)
    expected = undisturbed.documents()
    for point, world in crash_everywhere(prepare, work, arm):
        assert world.documents() == expected, f"after a crash at point {point}"


def test_who_merged_by_linking_an_address_is_told(world: World) -> None:
    both(world)
    link(world)
    told = merging.merges_into(world.t, ON_WHATSAPP, world.clock.now(), stores=world.keeping())
    assert [(each.contact_id, each.by) for each in told.items] == [(ON_TELEGRAM, "eve")]


def test_linking_a_new_address_anywhere_crashed_changes_nothing(new_world: Callable[..., World]) -> None:
    def prepare() -> World:
        world = new_world()
        world.deliver(says("W1", -400))
        world.settle()
        return world

    def work(world: World) -> None:
        link(world)
        world.settle()

    undisturbed = prepare()
    work(undisturbed)
    expected = undisturbed.documents()
    assert len(undisturbed.documents("identities")) == 2
    for point, world in crash_everywhere(prepare, work, arm):
        assert world.documents() == expected, f"after a crash at point {point}"


@pytest.mark.kills("link-phone")
def test_a_shared_phone_number_anywhere_crashed_makes_one_person(new_world: Callable[..., World]) -> None:
    def prepare() -> World:
        world = new_world()
        world.deliver(says("W1", -400))
        world.settle()
        return world

    def work(world: World) -> None:
        world.deliver(says("T1", -100, sender=ANA_TELEGRAM, shared_phone=ANA.addresses[0].value), on=TELEGRAM)
        world.settle()

    undisturbed = prepare()
    work(undisturbed)
    expected = undisturbed.documents()
    [conversation] = living(undisturbed)
    assert conversation["unread"] == 2
    assert len({d["conversation_id"] for d in undisturbed.documents("messages").values()}) == 1
    for point, world in crash_everywhere(prepare, work, arm):
        assert world.documents() == expected, f"after a crash at point {point}"


def stale(world: World, *webhook, on) -> Callable[[], None]:
    """A webhook that has looked up its contact, and whose commit comes after all that happens meanwhile."""
    stores = world.receiving()
    commit = stores.database.commit
    held: list[tuple[object, ...]] = []

    class Held(BaseException):
        pass

    def hold(*writes):
        held.append(writes)
        raise Held

    stores.database.commit = hold
    with pytest.raises(Held):
        world.deliver(*webhook, on=on, stores=stores)
    return lambda: commit(*held[0])  # type: ignore[return-value]


def test_a_message_that_was_under_way_during_the_merge_arrives_in_the_merged_conversation(world: World) -> None:
    both(world)
    finish = stale(world, says("straggler", -10, sender=ANA_TELEGRAM), on=TELEGRAM)
    merge(world)
    finish()
    world.settle()
    [conversation] = living(world)
    assert conversation["unread"] == 5
    assert conversation["preview"]["text"] == "straggler"
    assert world.message(stored_id("straggler", TELEGRAM)).conversation_id == ON_WHATSAPP
    [gone] = [d for d in world.documents("conversations").values() if d.get("merged_into")]
    assert (gone["status"], gone["unread"]) == ("merged", 0)


@pytest.mark.parametrize("place", [1, 2, 3])
def test_a_message_between_any_two_steps_of_the_merge_is_counted_once(place: int, world: World) -> None:
    both(world)
    stores = world.keeping()
    find = stores.conversations.find
    calls: list[ContactId] = []

    def meanwhile(t, k):
        found = find(t, k)
        calls.append(k)
        arrive = partial(world.deliver, says("meanwhile", -10, sender=ANA_TELEGRAM), on=TELEGRAM)
        {place: arrive}.get(len(calls), dict)()
        return found

    stores.conversations.find = meanwhile
    service.merge(world.t, ON_WHATSAPP, ON_TELEGRAM, NOW, stores=stores, enqueue=world.enqueue)
    world.settle()
    assert len(calls) >= place
    [conversation] = living(world)
    assert (conversation["unread"], conversation["preview"]["text"]) == (5, "meanwhile")
    assert {d["conversation_id"] for d in world.documents("messages").values()} == {ON_WHATSAPP}


def test_an_echo_that_was_under_way_during_the_merge_becomes_the_preview(world: World) -> None:
    both(world)
    finish = stale(world, says("our phone", -10, sender=ANA_TELEGRAM, echo=True), on=TELEGRAM)
    merge(world)
    finish()
    world.settle()
    [conversation] = living(world)
    assert conversation["preview"]["text"] == "our phone"
    assert conversation["unread"] == 4


def test_a_new_address_that_was_under_way_during_the_merge_leads_to_the_merged_contact(world: World) -> None:
    world.deliver(says("B1", -100, sender=BEN))
    world.deliver(says("W1", -100))
    other = BEN.addresses[0].model_copy(update={"value": "DE.555", "portable": False})
    ben_both = BEN.model_copy(update={"addresses": (*BEN.addresses, other)})
    finish = stale(world, says("both", -10, sender=ben_both), on="xwhatsapp")
    merge(world, ON_WHATSAPP, BEN_ID)
    finish()
    world.settle()
    assert {d["contact_id"] for d in world.documents("identities").values()} == {ON_WHATSAPP}
    contact = world.documents("contacts")[f"contacts/{ON_WHATSAPP}"]
    assert len(contact["identities"]) == 3


def test_a_wish_that_was_under_way_during_the_merge_holds_for_the_merged_contact(world: World) -> None:
    both(world)
    stores = world.receiving()
    find_identity = stores.contacts.find_identity

    def meanwhile(t, i):
        found = find_identity(t, i)
        merge(world)
        return found

    stores.contacts.find_identity = meanwhile
    world.deliver(Consent(sender=ANA_TELEGRAM, opted_in=False, scope="all", at=at(-5)), on=TELEGRAM, stores=stores)
    world.settle()
    contact = world.documents("contacts")[f"contacts/{ON_WHATSAPP}"]
    assert set(contact["opt_outs"]) == {"all_xtelegram", "marketing_xtelegram"}


def test_a_reply_to_a_merged_conversation_goes_to_the_one_that_holds_it_now(world: World) -> None:
    both(world)
    merge(world)
    reply = world.reply(ON_TELEGRAM)
    world.settle()
    assert world.message(reply.id).conversation_id == ON_WHATSAPP
    assert world.message(reply.id).status is S.SENT


def test_a_queued_reply_survives_the_merge_of_its_contact(world: World) -> None:
    both(world)
    reply = world.reply(ON_TELEGRAM)
    merge(world)
    world.settle()
    message = world.message(reply.id)
    assert (message.conversation_id, message.status) == (ON_WHATSAPP, S.SENT)


def resolve(world: World, k: ContactId) -> None:
    world.receiving().conversations.patch(world.t, k, {"status": "resolved", "unread": 0})


@pytest.mark.parametrize(
    ("resolved", "status"),
    [([], "open"), ([ON_WHATSAPP], "open"), ([ON_TELEGRAM], "open"), ([ON_WHATSAPP, ON_TELEGRAM], "resolved")],
)
def test_what_is_open_in_either_conversation_is_open_in_the_merged_one(
    resolved: list[ContactId], status: str, world: World
) -> None:
    both(world)
    for k in resolved:
        resolve(world, k)
    merge(world)
    world.settle()
    [conversation] = living(world)
    assert conversation["status"] == status


def test_a_message_under_way_during_the_merge_opens_a_resolved_conversation(world: World) -> None:
    both(world)
    resolve(world, ON_WHATSAPP)
    resolve(world, ON_TELEGRAM)
    finish = stale(world, says("straggler", -10, sender=ANA_TELEGRAM), on=TELEGRAM)
    merge(world)
    finish()
    world.settle()
    [conversation] = living(world)
    assert (conversation["status"], conversation["unread"], conversation["is_unread"]) == ("open", 1, True)


def test_a_chain_of_merges_leads_to_its_end(world: World) -> None:
    both(world)
    world.deliver(says("B1", -50, sender=BEN))
    merge(world, ON_WHATSAPP, ON_TELEGRAM)
    merge(world, BEN_ID, ON_WHATSAPP)
    world.settle()
    assert service.get_contact(world.t, ON_TELEGRAM, stores=world.keeping()).value.id == BEN_ID
    conversations = world.receiving().conversations
    assert reading.get_conversation(world.t, ON_TELEGRAM, conversations=conversations).value.id == BEN_ID
    assert {d["conversation_id"] for d in world.documents("messages").values()} == {BEN_ID}
    [conversation] = living(world)
    assert conversation["unread"] == 5


def test_a_straggler_finds_the_end_of_a_chain_of_merges(world: World) -> None:
    both(world)
    world.deliver(says("B1", -50, sender=BEN))
    finish = stale(world, says("straggler", -10, sender=ANA_TELEGRAM), on=TELEGRAM)
    merge(world, ON_WHATSAPP, ON_TELEGRAM)
    merge(world, BEN_ID, ON_WHATSAPP)
    finish()
    world.settle()
    assert {d["conversation_id"] for d in world.documents("messages").values()} == {BEN_ID}
    [conversation] = living(world)
    assert (conversation["unread"], conversation["preview"]["text"]) == (6, "straggler")


def test_the_same_merge_by_8_people_at_once_counts_once(new_world: Callable[..., World]) -> None:
    world = new_world(plan=Plan.PRO)
    both(world)
    race([partial(insist, partial(merge, world))] * 8)
    world.settle()
    [conversation] = living(world)
    assert conversation["unread"] == 4


def test_messages_that_keep_coming_during_the_merge_are_all_there_afterwards(world: World) -> None:
    both(world)
    calls = [
        partial(insist, partial(world.deliver, says(f"more {n}", n, sender=ANA_TELEGRAM), on=TELEGRAM))
        for n in range(12)
    ]
    race([partial(insist, partial(merge, world)), *calls])
    world.settle()
    [conversation] = living(world)
    assert conversation["unread"] == 16
    assert {d["conversation_id"] for d in world.documents("messages").values()} == {ON_WHATSAPP}


def test_a_contact_is_not_merged_with_itself_with_nobody_or_with_one_that_is_gone(world: World) -> None:
    both(world)
    world.deliver(says("B1", -50, sender=BEN))
    with pytest.raises(Invalid):
        merge(world, ON_WHATSAPP, ON_WHATSAPP)
    with pytest.raises(NotFound):
        merge(world, ON_WHATSAPP, ContactId("nobody"))
    merge(world)
    with pytest.raises(Conflict):
        merge(world, BEN_ID, ON_TELEGRAM)


@pytest.mark.parametrize("address", ["", "abc", "../x", "12", "+49 151 x", "0049151"])
def test_what_is_no_address_of_the_channel_is_refused(address: str, world: World) -> None:
    world.deliver(says("W1"))
    with pytest.raises(Invalid) as refused:
        service.link(world.t, ON_WHATSAPP, "xwhatsapp", address, NOW, stores=world.keeping(), enqueue=world.enqueue)
    assert refused.value.faults[0].pointer == "/address"


def test_two_contacts_who_never_wrote_are_not_in_the_inbox_for_being_merged(world: World) -> None:
    whatsapp = {"channel_id": WHATSAPP, "address": "+49 151 00000001", "name": "Ana"}
    telegram = {"channel_id": TELEGRAM, "address": CHAT.value, "name": "Ana"}
    made = [
        editing.create(world.t, ContactIn.model_validate(asked), NOW, stores=world.keeping())
        for asked in (whatsapp, telegram)
    ]
    merge(world, *(ContactId(contact.id) for contact in made))
    conversations = Conversations(Database(world.client))
    assert [thread.id for thread in conversations.page(world.t, limit=5)] == []
