"""Facts come in: what is new is added, what is known is confirmed, and what is contradicted becomes history."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from common.clock import epoch_ms
from common.errors import AlreadyExists, Conflict, NotFound, WriteRaced
from common.models.fact import MOST_FACTS, Fact, FactOrigin, fact_id, normal_form
from common.models.ids import ContactId, TenantId
from common.store.database import Write, compare_and_swap
from common.store.facts import Facts, Memory


class Said(NamedTuple):
    """A fact as it came in."""

    value: str
    at: datetime
    """When it was said; what was forgotten later stays so."""
    valid_from: datetime
    """Since when it holds."""
    category: str = ""
    confidence: float = 1.0
    origin: FactOrigin = FactOrigin.LEARNED
    source_message_id: str = ""
    recorded_by: str = ""
    supersedes: tuple[str, ...] = ()
    """Ids of facts that hold no more because of it."""


class Outcome(StrEnum):
    """What became of a fact that came in."""

    ADDED = "added"
    MERGED = "merged"
    """It was known, and is confirmed."""
    HISTORY = "history"
    """It was known to have ended, or something newer says otherwise."""
    FORGOTTEN = "forgotten"
    """It was said before it was to be forgotten."""


class Remembered(NamedTuple):
    """What became of each fact that came in; the fact is None where nothing is kept."""

    outcome: Outcome
    fact: Fact | None


def remember(
    t: TenantId,
    k: ContactId,
    said: Sequence[Said],
    now: datetime,
    *,
    facts: Facts,
    learned_from: Sequence[str] = (),
    also: Sequence[Write] = (),
) -> list[Remembered]:
    """Takes facts in, all in one commit; taking the same in again changes nothing.

    Args:
        t: the tenant.
        k: the contact; not one that was merged into another.
        said: the facts, in the order in which they were said.
        now: the present.
        facts: where they are kept.
        learned_from: messages that need not be learned from again. If all of them were already, nothing is taken in.
        also: writes of the same commit.

    Raises:
        Conflict: there would be more than `MOST_FACTS`.
        WriteRaced: others kept changing the memory; trying again helps.
    """
    known: dict[str, Fact] = {}

    def attempt() -> list[Remembered]:
        memory = facts.load(t, k)
        if learned_from and set(learned_from) <= set(memory.head.learned):
            return []
        results = [_take_in(memory, one, now, known) for one in said]
        if len(memory) > MOST_FACTS:
            raise Conflict(f"A contact has at most {MOST_FACTS:,} facts; forget some first.")
        if learned_from:
            memory.mark_learned(learned_from)
        writes = memory.writes()
        if not writes:
            return results
        try:
            facts.commit(*writes, *also)
        except AlreadyExists as error:
            # One of them is history, or these are the contact's first facts and others were first.
            fresh = [result.fact.id for result in results if result.outcome is Outcome.ADDED and result.fact]
            known.update(facts.find_many(t, k, [id_ for id_ in fresh if id_ not in known]))
            raise WriteRaced("The memory changed at the same moment.") from error
        return results

    return compare_and_swap(attempt)


def _take_in(memory: Memory, said: Said, now: datetime, known: dict[str, Fact]) -> Remembered:
    at_ms = epoch_ms(said.at)
    id_ = fact_id(memory.tenant_id, said.value)
    if not normal_form(said.value) or at_ms <= max(memory.head.forgotten_ms, memory.head.deleted.get(id_, 0)):
        return Remembered(Outcome.FORGOTTEN, None)
    same = memory.find_same(said.value) or memory.find(id_)
    if same is not None and same.edited_at is not None and same.edited_at < said.at:
        # It was said again after a person had changed its words: it is another fact.
        same = memory.find_same(said.value)
        id_ = fact_id(memory.tenant_id, said.value, said.source_message_id, said.valid_from.isoformat())
    if same is not None:
        return _confirm(memory, same, said)
    if id_ in known:
        past = known[id_]
        if past.source_message_id == said.source_message_id or at_ms <= epoch_ms(past.confirmed_at):
            return Remembered(Outcome.HISTORY, past)
        # It holds again, after it had ended.
        id_ = fact_id(memory.tenant_id, said.value, said.source_message_id, said.valid_from.isoformat())
        if id_ in known:
            return Remembered(Outcome.HISTORY, known[id_])
    replaced = [fact for other in said.supersedes if (fact := memory.find(other)) is not None]
    newer = next((fact for fact in replaced if fact.valid_from > said.valid_from), None)
    fresh = Fact(
        id=id_,
        value=said.value,
        category=said.category,
        confidence=said.confidence,
        origin=said.origin,
        source_message_id=said.source_message_id,
        recorded_by=said.recorded_by,
        valid_from=said.valid_from,
        created_at=now,
        confirmed_at=said.at,
    )
    if newer is not None:
        past = fresh.model_copy(update={"valid_until": newer.valid_from, "superseded_by": newer.id})
        return Remembered(Outcome.HISTORY, memory.add_history(past))
    return Remembered(Outcome.ADDED, _add(memory, fresh, replaced))


def _add(memory: Memory, fresh: Fact, replaced: Sequence[Fact]) -> Fact:
    pinned = any(fact.pinned for fact in replaced)
    _retire(memory, replaced, fresh)
    return memory.add(fresh.model_copy(update={"supersedes": [fact.id for fact in replaced], "pinned": pinned}))


def _retire(memory: Memory, replaced: Sequence[Fact], by: Fact) -> None:
    for fact in replaced:
        memory.retire(fact.model_copy(update={"valid_until": by.valid_from, "superseded_by": by.id}))


def _confirm(memory: Memory, same: Fact, said: Said) -> Remembered:
    replaced = [f for other in said.supersedes if other != same.id and (f := memory.find(other)) is not None]
    replaced = [fact for fact in replaced if fact.valid_from <= said.valid_from]
    merged = same.model_copy(
        update={
            "confidence": max(same.confidence, said.confidence),
            "category": same.category or said.category,
            "source_message_id": same.source_message_id or said.source_message_id,
            "confirmed_at": max(same.confirmed_at, said.at),
            "supersedes": [*same.supersedes, *(fact.id for fact in replaced)],
            "pinned": same.pinned or any(fact.pinned for fact in replaced),
        }
    )
    if merged != same:
        memory.change(merged)
    _retire(memory, replaced, merged)
    return Remembered(Outcome.MERGED, merged)


class Edited(NamedTuple):
    """What a person changes about a fact; None stays."""

    value: str | None = None
    pinned: bool | None = None
    category: str | None = None


def edit(t: TenantId, k: ContactId, id_: str, change: Edited, who: str, now: datetime, *, facts: Facts) -> Fact:
    """Changes a fact that holds.

    Raises:
        NotFound: there is no such fact, or it is history.
        Conflict: another fact says the same.
        WriteRaced: others kept changing the memory; trying again helps.
    """

    def attempt() -> Fact:
        memory = facts.load(t, k)
        fact = memory.find(id_)
        if fact is None:
            raise NotFound("There is no such fact, or it does not hold any more.")
        fields: dict[str, object] = {name: value for name, value in change._asdict().items() if value is not None}
        if change.value is not None and change.value != fact.value:
            same = memory.find_same(change.value)
            if same is not None and same.id != id_:
                raise Conflict("Another fact says the same.", extra={"fact_id": same.id})
            fields |= {"edited_at": now, "recorded_by": who, "origin": FactOrigin.PERSON, "confidence": 1.0}
        edited = fact.model_copy(update=fields)
        if edited != fact:
            memory.change(edited)
            facts.commit(*memory.writes())
        return edited

    return compare_and_swap(attempt)
