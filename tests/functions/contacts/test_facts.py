"""What people see and change of what agents know of a contact."""

import math
from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest

from common.errors import Conflict, Invalid, NotFound, WriteRaced
from common.memory.recalling import recall
from common.memory.remembering import Outcome, Remembered, Said, remember
from common.memory.vectors import packed
from common.models.fact import Fact
from common.models.ids import ContactId
from common.store import ops, paths
from common.store.database import DELETE_FIELD, Database, Patch
from common.store.fact_pages import HEAD
from common.store.facts import Facts, Memory
from functions.contacts.fact_schemas import FactChange, FactOrFacts, FactPage, FactQuery, FactsAdded
from functions.contacts.service import facts as service
from tests.functions.crashes import crash_everywhere
from tests.functions.events import contact_of, says
from tests.functions.racing import insist, race
from tests.functions.world import NOW, World, arm

pytestmark = pytest.mark.emulator
ANA_ID = contact_of()
Maker = Callable[..., World]


@pytest.fixture
def ana(world: World) -> World:
    """A world in which Ana has written."""
    world.deliver(says("hello"))
    return world


def add(world: World, *values: str, **more: object) -> FactsAdded:
    asked = FactOrFacts.model_validate([{"value": value, **more} for value in values])
    return service.add(
        world.t, ANA_ID, asked.listed, "ben", world.clock.now(), stores=world.keeping(), enqueue=world.enqueue
    )


def show(world: World, **asked: object) -> FactPage:
    query = FactQuery.model_validate(asked)
    return service.show(world.t, ANA_ID, query, world.clock.now(), stores=world.keeping(), embed=None)


def said(value: str, minutes: float = 0, **more: object) -> Said:
    at = NOW + timedelta(minutes=minutes)
    return Said(value, at=at, valid_from=at, **more)


def hear(world: World, *all_said: Said, learned_from: tuple[str, ...] = ()) -> list[Remembered]:
    facts = world.keeping().facts
    return remember(world.t, ANA_ID, all_said, world.clock.now(), facts=facts, learned_from=learned_from)


def correct(world: World, id_: str, value: str) -> None:
    stores, change = world.keeping(), FactChange(value=value)
    service.change(world.t, ANA_ID, id_, change, "ben", world.clock.now(), stores=stores, enqueue=world.enqueue)


def values(world: World, **asked: object) -> list[str]:
    return [item.value for item in show(world, **asked).items]


def assert_consistent(world: World) -> None:
    """What is packed for recall is what the documents say that holds."""
    packed = {fact.id: fact for fact in world.keeping().facts.load(world.t, ANA_ID).facts}
    documents = world.documents("contacts")
    found = {path.split("/")[-1]: data for path, data in documents.items() if "/facts/" in path}
    kept = {id_: Fact.model_validate({**data, "id": id_}) for id_, data in found.items()}
    assert packed == {id_: fact for id_, fact in kept.items() if fact.valid_until is None}


def assert_forgotten(world: World) -> None:
    """Neither a fact nor a page of packed facts is left."""
    kept = [path for path in world.documents("contacts") if "/facts/" in path or "/memory/p" in path]
    assert (kept, "tart" in repr(world.documents())) == ([], False)


def test_a_fact_is_kept_once_however_often_and_in_which_case_it_is_told(ana: World) -> None:
    first = add(ana, "Lives in Lyon.", category="home", confidence=0.6, source_message_id="m1")
    again = add(ana, "lives in  LYON", confidence=0.9, source_message_id="m2")
    assert (first.added, again.added, again.merged) == (1, 0, 1)
    [fact] = show(ana).items
    assert (fact.value, fact.category, fact.confidence, fact.source_message_id) == ("Lives in Lyon.", "home", 0.9, "m1")
    assert_consistent(ana)


def test_a_contradiction_makes_the_old_fact_history(ana: World) -> None:
    [lyon] = add(ana, "Lives in Lyon.").items
    [nice] = hear(ana, said("Lives in Nice.", 5, supersedes=(lyon.id,)))
    assert nice.fact is not None
    assert values(ana) == ["Lives in Nice."]
    past = next(fact for fact in show(ana, history=True).items if fact.id == lyon.id)
    assert (past.valid_until, past.superseded_by) == (NOW + timedelta(minutes=5), nice.fact.id)
    assert nice.fact.supersedes == [lyon.id]
    assert_consistent(ana)


def test_what_was_said_earlier_but_learned_later_is_history_at_once(ana: World) -> None:
    [nice] = hear(ana, said("Lives in Nice.", 5))
    assert nice.fact is not None
    [lyon] = hear(ana, said("Lives in Lyon.", 1, supersedes=(nice.fact.id,)))
    assert lyon.outcome is Outcome.HISTORY
    assert values(ana) == ["Lives in Nice."]
    assert_consistent(ana)


def test_what_holds_again_is_a_new_fact_and_its_first_time_stays_history(ana: World) -> None:
    [lyon] = hear(ana, said("Lives in Lyon.", 0, source_message_id="m1"))
    assert lyon.fact is not None
    [nice] = hear(ana, said("Lives in Nice.", 1, source_message_id="m2", supersedes=(lyon.fact.id,)))
    assert nice.fact is not None
    back = said("Lives in Lyon.", 2, source_message_id="m3", supersedes=(nice.fact.id,))
    assert [each.outcome for each in (*hear(ana, back), *hear(ana, back))] == [Outcome.ADDED, Outcome.MERGED]
    assert values(ana) == ["Lives in Lyon."]
    assert len(show(ana, history=True).items) == 3
    assert [each.outcome for each in hear(ana, said("Lives in Nice.", 1, source_message_id="m2"))] == [Outcome.HISTORY]
    assert_consistent(ana)


def test_a_forgotten_fact_comes_back_only_with_what_is_said_later(ana: World) -> None:
    [fact] = add(ana, "Is allergic to nuts.").items
    ana.clock.at += timedelta(minutes=10)
    service.forget_one(ana.t, ANA_ID, fact.id, ana.clock.now(), stores=ana.keeping())
    assert [each.outcome for each in hear(ana, said("Is allergic to nuts.", 5))] == [Outcome.FORGOTTEN]
    assert values(ana) == values(ana, q="nuts") == values(ana, history=True) == []
    assert [each.outcome for each in hear(ana, said("Is allergic to nuts.", 15))] == [Outcome.ADDED]
    assert_consistent(ana)


def test_forgetting_all_leaves_no_value_anywhere_and_wins_over_late_tasks(ana: World) -> None:
    add(ana, *(f"Likes tart number {n}." for n in range(350)))
    ana.clock.at += timedelta(minutes=10)
    service.forget_every(ana.t, ANA_ID, ana.clock.now(), stores=ana.keeping())
    assert [each.outcome for each in hear(ana, said("Likes tart number 7.", 5))] == [Outcome.FORGOTTEN]
    assert values(ana) == values(ana, history=True) == []
    assert_forgotten(ana)
    hear(ana, said("Likes cake.", 20))
    assert values(ana) == ["Likes cake."]
    assert_consistent(ana)


def test_messages_are_learned_from_once(ana: World) -> None:
    first = hear(ana, said("Likes cake."), learned_from=("m1", "m2"))
    again = hear(ana, said("Is fond of cake."), learned_from=("m1",))
    assert (len(first), again) == (1, [])
    assert values(ana) == ["Likes cake."]


def test_a_persons_words_win_over_learning_the_same_again(ana: World) -> None:
    [heard] = hear(ana, said("Lives in Lion.", 0, source_message_id="m1"))
    assert heard.fact is not None
    ana.clock.at += timedelta(minutes=10)
    change = FactChange(value="Lives in Lyon.", pinned=True)
    edited = service.change(
        ana.t, ANA_ID, heard.fact.id, change, "ben", ana.clock.now(), stores=ana.keeping(), enqueue=ana.enqueue
    )
    assert (edited.id, edited.value, edited.pinned, edited.recorded_by) == (
        heard.fact.id,
        "Lives in Lyon.",
        True,
        "ben",
    )
    assert [each.outcome for each in hear(ana, said("Lives in Lion.", 0, source_message_id="m1"))] == [Outcome.MERGED]
    assert values(ana) == ["Lives in Lyon."]
    assert_consistent(ana)


def test_two_facts_cannot_be_made_to_say_the_same(ana: World) -> None:
    one, _ = add(ana, "Likes cake.", "Likes tea.").items
    with pytest.raises(Conflict):
        service.change(
            ana.t, ANA_ID, one.id, FactChange(value="likes TEA"), "ben", NOW, stores=ana.keeping(), enqueue=ana.enqueue
        )


def test_what_is_pinned_comes_first_and_pages_hold_each_fact_once(ana: World) -> None:
    added = add(ana, *(f"Fact number {n}." for n in range(7))).items
    service.change(
        ana.t, ANA_ID, added[2].id, FactChange(pinned=True), "ben", NOW, stores=ana.keeping(), enqueue=ana.enqueue
    )
    pages = [show(ana, limit=3)]
    while pages[-1].next_cursor:
        pages.append(show(ana, limit=3, cursor=pages[-1].next_cursor))
    numbers = [int(item.value.split()[-1].strip(".")) for page in pages for item in page.items]
    assert numbers == [2, 6, 5, 4, 3, 1, 0]
    history = show(ana, limit=5, history=True)
    rest = show(ana, limit=5, history=True, cursor=history.next_cursor or "")
    assert len({item.id for item in (*history.items, *rest.items)}) == 7


def test_a_question_goes_with_neither_cursor_nor_history(ana: World) -> None:
    for more in ({"history": True}, {"cursor": "x"}):
        with pytest.raises(Invalid):
            show(ana, q="cake", **more)


def test_a_contact_of_nobody_has_no_facts(world: World) -> None:
    calls: list[Callable[[], object]] = [
        partial(show, world),
        partial(add, world, "Likes cake."),
        partial(
            service.change,
            world.t,
            ANA_ID,
            "f",
            FactChange(pinned=True),
            "b",
            NOW,
            stores=world.keeping(),
            enqueue=world.enqueue,
        ),
        partial(service.forget_one, world.t, ANA_ID, "f", NOW, stores=world.keeping()),
        partial(service.forget_every, world.t, ANA_ID, NOW, stores=world.keeping()),
    ]
    for call in calls:
        with pytest.raises(NotFound):
            call()


def test_nothing_is_lost_or_twice_when_many_write_at_once(ana: World) -> None:
    calls = [partial(insist, partial(add, ana, f"Fact number {n % 8}.", f"Own fact {n}.")) for n in range(12)]
    race(calls)
    assert len(show(ana, limit=100).items) == 8 + 12
    assert_consistent(ana)


@pytest.mark.parametrize(
    "change",
    [
        lambda memory, fact: memory.change(fact.model_copy(update={"pinned": True})),
        lambda memory, fact: memory.retire(fact.model_copy(update={"valid_until": NOW})),
        lambda memory, fact: memory.release(fact.id),
        lambda memory, fact: memory.set_vectors({fact.id: packed([1.0, 0.5])}, "m"),
    ],
    ids=["change", "retire", "release", "vectors"],
)
def test_whoever_read_a_memory_before_it_changed_writes_nothing(
    ana: World, change: Callable[[Memory, Fact], None]
) -> None:
    add(ana, "Lives in Lion.", "Likes cake.", "Likes tea.")
    facts = ana.keeping().facts
    memory = facts.load(ana.t, ANA_ID)
    memory.set_vectors({fact.id: packed([0.5, 1.0]) for fact in memory.facts}, "m")
    facts.commit(*memory.writes())
    first, second = facts.load(ana.t, ANA_ID), facts.load(ana.t, ANA_ID)
    change(first, first.facts[1])
    facts.commit(*first.writes())
    written = facts.load(ana.t, ANA_ID).entries
    second.change(second.facts[0].model_copy(update={"value": "Lives in Lyon."}))
    with pytest.raises(WriteRaced):
        facts.commit(*second.writes())
    assert facts.load(ana.t, ANA_ID).entries == written != second.entries
    assert_consistent(ana)


def test_people_who_correct_two_facts_at_once_correct_both(ana: World) -> None:
    for n in range(8):
        ids = [fact.id for fact in add(ana, f"Lives in Lion {n}.", f"Likes cakke {n}.").items]
        new = [f"Lives in Lyon {n}.", f"Likes cake {n}."]
        race([partial(insist, partial(correct, ana, *each)) for each in zip(ids, new, strict=True)])
        assert set(new) <= set(values(ana, limit=100))
        assert_consistent(ana)


def test_a_head_of_before_it_was_numbered_is_read_and_written(ana: World) -> None:
    add(ana, "Lives in Lion.")
    head = Database(ana.client).get(paths.memory_part(ana.t, ANA_ID, HEAD))
    assert head is not None
    assert head.data["revision"] == 1
    Database(ana.client).commit(Patch(head.path, {"revision": DELETE_FIELD}))
    correct(ana, show(ana).items[0].id, "Lives in Lyon.")
    assert values(ana) == ["Lives in Lyon."]
    assert_consistent(ana)


def test_a_crash_anywhere_leaves_documents_and_pack_agreeing(new_world: Maker) -> None:
    def prepare() -> World:
        world = new_world()
        world.deliver(says("hello"))
        hear(world, said("Lives in Lyon.", 0, source_message_id="m1"))
        return world

    def work(world: World) -> None:
        lyon = service.show(world.t, ANA_ID, FactQuery(), NOW, stores=world.keeping(), embed=None).items[-1]
        hear(world, said("Lives in Nice.", 1, source_message_id="m2", supersedes=(lyon.id,)), learned_from=("m2",))

    for _, world in crash_everywhere(prepare, work, arm):
        assert values(world) == ["Lives in Nice."]
        assert_consistent(world)


def test_forgetting_all_goes_through_whatever_crashes(new_world: Maker) -> None:
    def prepare() -> World:
        world = new_world()
        world.deliver(says("hello"))
        add(world, *(f"Likes tart number {n}." for n in range(5)))
        return world

    def work(world: World) -> None:
        service.forget_every(world.t, ANA_ID, NOW + timedelta(minutes=1), stores=world.keeping())

    for _, world in crash_everywhere(prepare, work, arm):
        assert_forgotten(world)


def test_the_same_words_are_another_fact_in_another_tenant(new_world: Maker) -> None:
    ids = []
    for world in (new_world(), new_world()):
        world.deliver(says("hello"))
        ids += [fact.id for fact in add(world, "Likes cake.").items]
    assert len(set(ids)) == 2


def test_one_fact_is_shown_while_it_holds_and_as_history_until_it_is_forgotten(ana: World) -> None:
    (lyon,) = hear(ana, said("Lives in Lyon.", 0, source_message_id="m1"))
    assert lyon.fact is not None
    hear(ana, said("Lives in Nice.", 1, source_message_id="m2", supersedes=(lyon.fact.id,)))
    shown = service.get(ana.t, ANA_ID, lyon.fact.id, stores=ana.keeping())
    assert (shown.value, shown.valid_until is None, shown.source_message_id) == ("Lives in Lyon.", False, "m1")
    service.forget_one(ana.t, ANA_ID, lyon.fact.id, NOW, stores=ana.keeping())
    with pytest.raises(NotFound):
        service.get(ana.t, ANA_ID, lyon.fact.id, stores=ana.keeping())


def test_500_facts_are_taken_in_at_once_and_the_same_500_again(ana: World) -> None:
    many = [f"Fact number {n} is about topic {n % 7}." for n in range(500)]
    assert (add(ana, *many).added, add(ana, *many).merged) == (500, 500)
    stores = ana.keeping()
    assert len(Facts(stores.database).load(ana.t, ContactId(ANA_ID))) == 500
    assert_consistent(ana)


def test_recalling_among_1000_facts_costs_15_reads_at_most(ana: World) -> None:
    for begin in (0, 500):
        add(ana, *(f"Fact number {n} is about topic {n % 97}." for n in range(begin, begin + 500)))
    facts = ana.keeping().facts
    memory = facts.load(ana.t, ANA_ID)
    memory.set_vectors({f.id: packed([math.sin(f.sequence * n) for n in range(1, 65)]) for f in memory.facts}, "m")
    facts.commit(*memory.writes())
    wanted = memory.facts[700]
    vector = [math.sin(wanted.sequence * n) for n in range(1, 65)]
    for embed, hybrid in ((None, False), (lambda question: vector, True)):
        meter = ops.begin()
        found = recall(ana.t, ANA_ID, "number 700", NOW, facts=facts, embed=embed, limit=20)
        assert (found.is_hybrid, found.facts[0].fact.id, len(found.facts)) == (hybrid, wanted.id, 20)
        assert meter.reads <= 15


def test_recall_goes_by_words_where_the_model_fails_or_has_made_no_vectors(ana: World) -> None:
    add(ana, "Likes cake.", "Lives in Lyon.")
    facts = ana.keeping().facts
    asked: list[str] = []
    none = recall(ana.t, ANA_ID, "cake", NOW, facts=facts, embed=asked.append, limit=5)
    assert (asked, none.is_hybrid, none.facts[0].fact.value) == ([], False, "Likes cake.")
    memory = facts.load(ana.t, ANA_ID)
    memory.set_vectors({fact.id: packed([1.0, 0.5]) for fact in memory.facts}, "m")
    facts.commit(*memory.writes())
    failed = recall(ana.t, ANA_ID, "cake", NOW, facts=facts, embed=asked.append, limit=5)
    assert (asked, failed.is_hybrid, failed.facts[0].fact.value) == (["cake"], False, "Likes cake.")


def test_a_pinned_fact_is_always_recalled(ana: World) -> None:
    added = add(ana, *(f"Likes cake number {n}." for n in range(30)), "Is called Mrs Gray.").items
    service.change(
        ana.t, ANA_ID, added[-1].id, FactChange(pinned=True), "ben", NOW, stores=ana.keeping(), enqueue=ana.enqueue
    )
    assert values(ana, q="cake", limit=3)[0] == "Is called Mrs Gray."
