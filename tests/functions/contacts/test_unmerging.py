"""A merge is undone: both contacts are as they were, with what came since where it came, wherever the process dies."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import timedelta
from functools import partial

import pytest

from common.clock import epoch_ms
from common.errors import Conflict, NotFound
from common.memory.remembering import Said, remember
from common.models.contact import Contact
from common.models.fact import Fact
from common.models.ids import ContactId, TenantId
from common.models.inbound import Consent
from common.models.merge import UNDO_FOR, joined
from common.store.contacts import Contacts
from common.store.database import Database, Write
from common.store.facts import Facts
from common.store.messages import Messages
from functions.contacts.schemas import ContactChange
from functions.contacts.service import editing, erasing, linking, merging, unmerging
from tests.functions.crashes import crash_everywhere
from tests.functions.events import ANA, ANA_TELEGRAM, CHAT, at, contact_of, says, stored_id
from tests.functions.racing import insist, race
from tests.functions.world import NOW, TELEGRAM, Documents, World, arm

pytestmark = pytest.mark.emulator
ANA_ID = contact_of()
BEN_ID = contact_of(CHAT, TELEGRAM, "telegram")
CARA = ANA.model_copy(update={"addresses": (ANA.addresses[0].model_copy(update={"value": "4915100000009"}),)})
CARA_ID = contact_of(CARA.addresses[0])
KEPT = ("contacts", "conversations", "identities", "messages", "facts")


def know(world: World, k: ContactId, *values: str) -> None:
    said = [Said(value, NOW, NOW) for value in values]
    remember(world.t, k, said, NOW, facts=Facts(Database(world.client)))


def edit(world: World, k: ContactId, **change: object) -> None:
    editing.edit(world.t, k, ContactChange.model_validate(change), stores=world.keeping())


def both(world: World) -> None:
    """Two people: what they wrote, what is known and what they wish."""
    world.deliver(says("A1", -400), says("A2", -200))
    world.deliver(says("B1", -300, sender=ANA_TELEGRAM), says("B2", -100, sender=ANA_TELEGRAM), on=TELEGRAM)
    world.deliver(Consent(sender=ANA_TELEGRAM, opted_in=False, scope="marketing", at=at(-90)), on=TELEGRAM)
    edit(world, ANA_ID, tags=["vip"], attributes={"city": "Ulm"})
    edit(world, BEN_ID, tags=["vip", "new"], attributes={"city": "Bonn", "shoe": 42}, language="de")
    know(world, ANA_ID, "They like rye bread.", "They have a dog.")
    know(world, BEN_ID, "They have a dog.", "They live in Bonn.")
    world.settle()


def merge(world: World, target: ContactId = ANA_ID, source: ContactId = BEN_ID) -> None:
    linking.merge(world.t, target, source, world.clock.now(), stores=world.keeping(), enqueue=world.enqueue, by="eve")


def undo(world: World, target: ContactId = ANA_ID, source: ContactId = BEN_ID) -> None:
    unmerging.undo(world.t, target, source, world.clock.now(), stores=world.keeping(), enqueue=world.enqueue)


def contact(world: World, k: ContactId) -> Contact:
    found = Contacts(Database(world.client)).find(world.t, k)
    assert found is not None
    return found.value


def facts_of(world: World, k: ContactId) -> set[str]:
    memory = Facts(Database(world.client)).load(world.t, k)
    return {fact.value for fact in memory.facts}


def kept(world: World) -> Documents:
    """What matters; facts get a new place in the order in which they were learned, and words are found as lists."""
    found = world.documents(*KEPT)
    places = {"sequence", "search"}
    return {
        path: {name: value for name, value in data.items() if name not in places}
        for path, data in found.items()
        if "/memory/" not in path
    }


def comparable(world: World) -> object:
    """What matters, without ids of facts and times, in which worlds differ."""
    there = {path: data for path, data in kept(world).items() if "/facts/" not in path}
    return there, world.documents("merges"), facts_of(world, ANA_ID), facts_of(world, BEN_ID)


@pytest.mark.parametrize("batch", [1, 200])
def test_undone_both_are_as_they_were(batch: int, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linking, "MOVE_BATCH", batch)
    monkeypatch.setattr(unmerging, "MOVE_BATCH", batch)
    both(world)
    before = kept(world)
    ana, ben = contact(world, ANA_ID), contact(world, BEN_ID)
    merge(world)
    world.settle()
    assert contact(world, ANA_ID).model_dump(exclude={"search"}) == joined(ana, ben).model_dump(exclude={"search"})
    undo(world)
    world.settle()
    assert kept(world) == before
    assert world.documents("merges") == {}
    assert facts_of(world, ANA_ID) == {"They like rye bread.", "They have a dog."}
    assert facts_of(world, BEN_ID) == {"They have a dog.", "They live in Bonn."}


def test_what_came_since_stays_and_what_comes_then_goes_to_whose_it_is(world: World) -> None:
    both(world)
    merge(world)
    world.settle()
    world.deliver(says("since", -50, sender=ANA_TELEGRAM), on=TELEGRAM)
    edit(world, ANA_ID, tags=["vip", "new", "since"], attributes={"shoe": 43})
    know(world, ANA_ID, "They moved.")
    world.deliver(Consent(sender=ANA_TELEGRAM, opted_in=False, scope="all", at=at(-5)), on=TELEGRAM)
    undo(world)
    world.deliver(says("then", -1, sender=ANA_TELEGRAM), on=TELEGRAM)
    world.settle()
    homes = {text: world.message(stored_id(text, TELEGRAM)).conversation_id for text in ("B1", "B2", "since", "then")}
    assert homes == {"B1": BEN_ID, "B2": BEN_ID, "since": ANA_ID, "then": BEN_ID}
    ana, ben = contact(world, ANA_ID), contact(world, BEN_ID)
    assert (ana.tags, ana.attributes, ana.language) == (["vip", "since"], {"city": "Ulm", "shoe": 43}, "")
    assert (ben.tags, ben.attributes, ben.language) == (["vip", "new"], {"city": "Bonn", "shoe": 42}, "de")
    assert "They moved." in facts_of(world, ANA_ID)
    for one in (ana, ben):
        assert one.opt_outs["all_xtelegram"].opted_in is False


@pytest.mark.kills("undo-merge")
def test_a_crash_anywhere_changes_nothing(new_world: Callable[..., World], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unmerging, "MOVE_BATCH", 2)

    def prepare() -> World:
        world = new_world()
        both(world)
        merge(world)
        world.settle()
        return world

    def work(world: World) -> None:
        with suppress(NotFound):  # once all is done, nothing says any more that there was a merge
            undo(world)
        world.settle()

    undisturbed = prepare()
    work(undisturbed)
    expected = comparable(undisturbed)
    for point, world in crash_everywhere(prepare, work, arm):
        assert comparable(world) == expected, f"after a crash at point {point}"


def test_undone_by_eight_at_once_and_again_it_is_undone_once(world: World) -> None:
    both(world)
    before = kept(world)
    merge(world)
    world.settle()
    race([partial(insist, partial(undo, world))] * 8)
    undo(world)
    world.settle()
    assert kept(world) == before
    with pytest.raises(NotFound):
        undo(world)


def test_moving_goes_on_no_longer_than_the_merge(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    class Meanwhile(Messages):
        undoes = True

        def moves(self, t: TenantId, source: ContactId, target: ContactId, *, limit: int) -> Sequence[Write]:
            if self.undoes:
                self.undoes = False
                undo(world)
            return super().moves(t, source, target, limit=limit)

    monkeypatch.setattr(linking, "MOVE_BATCH", 1)
    both(world)
    before = kept(world)
    stores = world.keeping()._replace(messages=Meanwhile(Database(world.client)))
    linking.merge(world.t, ANA_ID, BEN_ID, world.clock.now(), stores=stores, enqueue=world.enqueue)
    homes = [message["conversation_id"] for message in world.documents("messages").values()]
    assert (homes.count(ANA_ID), homes.count(BEN_ID)) == (3, 1)
    world.settle()
    assert kept(world) == before


def test_merged_undone_and_merged_again_the_other_way_round(world: World) -> None:
    both(world)
    before = kept(world)
    merge(world)
    undo(world)
    merge(world, BEN_ID, ANA_ID)
    world.settle()
    assert contact(world, ANA_ID).merged_into == BEN_ID
    assert {d["conversation_id"] for d in world.documents("messages").values()} == {BEN_ID}
    undo(world, BEN_ID, ANA_ID)
    world.settle()
    assert kept(world) == before


def test_of_two_merges_the_later_one_is_undone_first(world: World) -> None:
    both(world)
    world.deliver(says("C1", -50, sender=CARA))
    before = kept(world)
    merge(world)
    merge(world, CARA_ID, ANA_ID)
    world.settle()
    with pytest.raises(Conflict):
        undo(world)
    undo(world, CARA_ID, ANA_ID)
    undo(world)
    world.settle()
    assert kept(world) == before


def test_after_thirty_days_and_once_forgotten_there_is_nothing_to_undo(world: World) -> None:
    both(world)
    merge(world)
    world.settle()
    stores, now = world.keeping(), world.clock.now()
    (shown,) = merging.merges_into(world.t, ANA_ID, now, stores=stores).items
    assert (shown.contact_id, shown.by) == (BEN_ID, "eve")
    late = now + UNDO_FOR + timedelta(seconds=1)
    assert merging.merges_into(world.t, ANA_ID, late, stores=stores).items == []
    with pytest.raises(NotFound):
        unmerging.undo(world.t, ANA_ID, BEN_ID, late, stores=stores, enqueue=world.enqueue)
    erasing.begin(world.t, ANA_ID, now, stores=stores, enqueue=world.enqueue)
    assert world.documents("merges") == {}
    with pytest.raises(NotFound):
        undo(world)
    world.settle()
    assert world.documents("merges") == {}


def test_who_is_forgotten_while_their_messages_still_come_back_is_forgotten_with_them(world: World) -> None:
    class Dying(Facts):
        def merged_from(self, t: TenantId, k: ContactId, source: ContactId, *, limit: int) -> list[Fact]:
            raise ProcessLookupError

    both(world)
    merge(world)
    world.settle()
    stores, now = world.keeping(), world.clock.now()
    dying = stores._replace(facts=Dying(stores.database))
    with pytest.raises(ProcessLookupError):
        unmerging.undo(world.t, ANA_ID, BEN_ID, now, stores=dying, enqueue=world.enqueue)
    erasing.begin(world.t, BEN_ID, now, stores=stores, enqueue=world.enqueue)
    world.settle()
    assert {message["conversation_id"]: "text" in message for message in world.documents("messages").values()} == {
        ANA_ID: True,
        BEN_ID: False,
    }
    assert (facts_of(world, ANA_ID), facts_of(world, BEN_ID)) == ({"They like rye bread.", "They have a dog."}, set())


def test_facts_that_were_forgotten_do_not_come_back_with_the_other_contact(world: World) -> None:
    both(world)
    merge(world)
    world.settle()
    facts = Facts(Database(world.client))
    memory = facts.load(world.t, ANA_ID)
    memory.clear(epoch_ms(world.clock.now()))
    facts.commit(*memory.writes())  # and here the process dies, before it removes what is left
    undo(world)
    world.settle()
    assert (facts_of(world, ANA_ID), facts_of(world, BEN_ID)) == (set(), set())


def test_a_preview_is_what_the_merge_makes_and_tells_where_the_two_differ(world: World) -> None:
    both(world)
    shown = merging.preview(world.t, ANA_ID, BEN_ID, stores=world.keeping())
    contests = [(each.field, each.wins, each.loses) for each in shown.contests]
    assert contests == [("name", "Ana Ruiz", "Ana"), ("attributes/city", "Ulm", "Bonn")]
    merge(world)
    merged = contact(world, ANA_ID)
    assert (shown.merged.tags, shown.merged.attributes) == (merged.tags, merged.attributes)
    assert {i.id for i in shown.identities} == set(merged.identities)
    with pytest.raises(Conflict):
        merging.preview(world.t, ANA_ID, BEN_ID, stores=world.keeping())
