"""After an answer, what the contact said of themselves becomes facts, once; and goes for good when they ask for it."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest

from common.ai.client import Answer
from common.ai.errors import ModelDown
from common.ai.prompts.learning import LearnedFacts
from common.jobs.registry import EMBED_FACTS
from common.memory.remembering import Said, remember
from common.memory.vectors import packed
from common.models.payloads import ContactPayload
from common.models.spent import NOTHING
from common.models.tenant import Plan
from common.store.agents import Agents
from common.store.tenants import Tenants
from common.store.usage import Usage
from functions.contacts.service import erasing, learning
from functions.contacts.service.learning import Learnt
from infra.local.simulators.openai.learning import notes
from tests.functions.crashes import crash_everywhere
from tests.functions.events import ANA_TELEGRAM, CHAT, contact_of, says
from tests.functions.racing import insist, race
from tests.functions.world import NOW, TELEGRAM, World, arm

pytestmark = pytest.mark.emulator
ANA_ID = contact_of()
ON_TELEGRAM = contact_of(CHAT, TELEGRAM, "telegram")
Maker = Callable[..., World]


@dataclass
class Notes:
    """A model that notes as the local stack's stand-in does, or fails as its script says."""

    script: list[Exception] = field(default_factory=list)
    asked: list[dict[str, Any]] = field(default_factory=list)

    def complete(self, schema: type[LearnedFacts], system: str, user: str, **_: object) -> Answer[LearnedFacts]:
        """The notes of a question."""
        self.asked.append(json.loads(user))
        if self.script:
            raise self.script.pop(0)
        return Answer(LearnedFacts.model_validate(notes(json.loads(user))), NOTHING)


class Meanings:
    """A model of embeddings for which every question means what the first fact does."""

    def of_question(self, text: str) -> list[float]:
        """The vector of a question."""
        return [1.0, 0.0]


def with_(world: World, model: Notes) -> learning.Collaborators:
    stores = world.keeping()
    db = stores.database
    return learning.Collaborators(
        stores,
        Agents(db),
        Tenants(db),
        Usage(db, pick=lambda shards: 0),
        lambda: model,  # type: ignore[return-value]
        Meanings,
        world.enqueue,
        world.clock,
    )


def learn(world: World, model: Notes | None = None) -> Learnt:
    payload = ContactPayload(tenant_id=world.t, contact_id=ANA_ID)
    return learning.learn(payload, with_=with_(world, model or Notes()))


def values(world: World) -> list[str]:
    return [fact.value for fact in world.keeping().facts.load(world.t, ANA_ID).facts]


def write(world: World, *texts: str) -> None:
    for n, text in enumerate(texts):
        world.deliver(says(text, provider_message_id=f"wamid {n} {world.clock.now()}"))


def test_what_a_contact_says_of_herself_is_learned_with_its_message(world: World) -> None:
    write(world, "Hi, my name is Ana and I live in Lyon.", "I am allergic to nuts")
    assert learn(world) is Learnt.LEARNT
    facts = world.keeping().facts.load(world.t, ANA_ID).facts
    said = {fact.value: world.message(fact.source_message_id).text for fact in facts}
    assert said == {
        "The customer's name is Ana.": "Hi, my name is Ana and I live in Lyon.",
        "Lives in Lyon.": "Hi, my name is Ana and I live in Lyon.",
        "Is allergic to nuts.": "I am allergic to nuts",
    }
    assert [task.job for task in world.tasks if task.job == EMBED_FACTS] == [EMBED_FACTS]


def test_what_she_corrects_is_history(world: World) -> None:
    write(world, "I live in Lyon.")
    learn(world)
    world.clock.at += timedelta(days=7)
    world.deliver(says("Actually I moved to Nice", 7 * 86_400, provider_message_id="later"))
    learn(world)
    assert values(world) == ["Lives in Nice."]
    past = [f for f in world.keeping().facts.page(world.t, ANA_ID, limit=9) if f.valid_until]
    assert [fact.value for fact in past] == ["Lives in Lyon."]


def test_what_she_corrects_is_found_among_many_facts_by_meaning(world: World) -> None:
    write(world, "I live in Lyon.")
    learn(world)
    facts = world.keeping().facts
    said = [Said(f"Owns plant number {n}.", at=NOW, valid_from=NOW) for n in range(100)]
    remember(world.t, ANA_ID, said, NOW, facts=facts)
    memory = facts.load(world.t, ANA_ID)
    memory.set_vectors({f.id: packed([1.0, 0.0] if "Lyon" in f.value else [-0.2, 1.0]) for f in memory.facts}, "m")
    facts.commit(*memory.writes())
    world.clock.at += timedelta(days=7)
    world.deliver(says("I moved to Nice", 7 * 86_400, provider_message_id="later"))
    learn(world)
    assert [value for value in values(world) if "Lives" in value] == ["Lives in Nice."]


def test_a_message_is_learned_from_once_whatever_comes_twice(world: World) -> None:
    write(world, "I live in Lyon.", "I like cake.")
    model = Notes()
    race([lambda: insist(lambda: learn(world, model))] * 4)
    assert learn(world, model) is Learnt.NOTHING_NEW
    assert sorted(values(world)) == ["Likes cake.", "Lives in Lyon."]
    assert len(world.keeping().facts.page(world.t, ANA_ID, limit=9)) == 2


def test_a_model_that_is_down_is_asked_again_and_nothing_is_skipped(world: World) -> None:
    write(world, "I live in Lyon.")
    model = Notes([ModelDown("It is down.")])
    with pytest.raises(ModelDown):
        learn(world, model)
    assert learn(world, model) is Learnt.LEARNT
    assert values(world) == ["Lives in Lyon."]


def test_learning_that_is_off_asks_no_model(world: World) -> None:
    write(world, "I live in Lyon.")
    stores, model = world.keeping(), Notes()
    stores.memory.save(world.t, {"learning": False})
    assert learn(world, model) is Learnt.SWITCHED_OFF
    stores.memory.save(world.t, {"learning": True})
    stores.database.commit(stores.contacts.patch(world.t, ANA_ID, {"learning_off": True}))
    assert learn(world, model) is Learnt.SWITCHED_OFF
    assert (model.asked, values(world)) == ([], [])


def test_a_crash_anywhere_while_learning_leaves_each_fact_once(new_world: Maker) -> None:
    def prepare() -> World:
        world = new_world()
        write(world, "My name is Ana and I live in Lyon.")
        return world

    for _, world in crash_everywhere(prepare, lambda w: learn(w), arm):  # noqa: PLW0108
        assert values(world) == ["The customer's name is Ana.", "Lives in Lyon."]
        assert any(task.job == EMBED_FACTS for task in world.tasks)


def forget(world: World) -> None:
    erasing.begin(world.t, ANA_ID, world.clock.now(), stores=world.keeping(), enqueue=world.enqueue)


class NoFiles:
    """A bucket without files."""

    def remove(self, t: str, name: str) -> None:
        """Nothing to remove."""


def erase(world: World) -> None:
    payloads = [task.payload for task in world.tasks if task.job.name == "forget-contact"]
    for payload in payloads:
        erasing.work_off(payload, world.clock.now(), stores=world.keeping(), bucket=NoFiles())


def known_of_ana(world: World) -> list[str]:
    told = repr(world.documents())
    return [word for word in ("Ana Ruiz", "Lyon", "nuts", "Quadrat") if word in told]


def test_who_is_forgotten_leaves_no_word_and_is_not_learned_again(new_world: Maker) -> None:
    def prepare() -> World:
        world = new_world(plan=Plan.PRO)
        write(world, "I live in Lyon.", "I am allergic to nuts.", "Quadrat")
        learn(world)
        world.clock.at += timedelta(minutes=30)
        return world

    def work(world: World) -> None:
        forget(world)
        erase(world)

    for _, world in crash_everywhere(prepare, work, arm):
        erase(world)
        assert known_of_ana(world) == []
        assert learn(world) is Learnt.NOTHING_NEW
        assert values(world) == []
        kept = world.documents("messages")
        assert len(kept) == 3
        assert all("erased_at" in data for data in kept.values())


def test_what_is_written_after_is_kept_and_learned(world: World) -> None:
    write(world, "I live in Lyon.")
    learn(world)
    world.clock.at += timedelta(minutes=30)
    forget(world)
    world.clock.at += timedelta(minutes=1)
    world.deliver(says("I live in Nice.", 31 * 60, provider_message_id="after"))
    erase(world)
    learn(world)
    assert values(world) == ["Lives in Nice."]
    assert [data.get("text") for data in world.documents("messages").values() if "erased_at" not in data] == [
        "I live in Nice."
    ]


def test_facts_follow_a_contact_into_a_merge_and_forgetting_reaches_back(new_world: Maker) -> None:
    from functions.contacts.service import linking

    def prepare() -> World:
        world = new_world()
        write(world, "I live in Lyon.")
        world.deliver(says("I am allergic to nuts.", provider_message_id="tg", sender=ANA_TELEGRAM), on=TELEGRAM)
        learn(world)
        learning.learn(ContactPayload(tenant_id=world.t, contact_id=ON_TELEGRAM), with_=with_(world, Notes()))
        return world

    def work(world: World) -> None:
        stores = world.keeping()
        linking.merge(world.t, ANA_ID, ON_TELEGRAM, NOW, stores=stores, enqueue=world.enqueue)

    for _, world in crash_everywhere(prepare, work, arm):
        assert sorted(values(world)) == ["Is allergic to nuts.", "Lives in Lyon."]
        assert len(world.keeping().facts.load(world.t, ON_TELEGRAM)) == 0
        assert learn(world) is Learnt.NOTHING_NEW
        world.clock.at += timedelta(minutes=30)
        forget(world)
        stones = {stone.contact_id for stone in world.keeping().tombstones.list_all(world.t)}
        assert stones == {ANA_ID, ON_TELEGRAM}
