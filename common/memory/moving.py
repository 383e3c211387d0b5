"""Two contacts turned out to be one: the facts of the one come to the other, with all that guards them."""

from typing import Final

from common.clock import epoch_ms
from common.errors import AlreadyExists, WriteRaced
from common.models.fact import Fact
from common.models.ids import ContactId, TenantId
from common.store.database import compare_and_swap
from common.store.facts import Facts, Memory

MOVED_AT_ONCE: Final = 150


def move(t: TenantId, source: ContactId, target: ContactId, *, facts: Facts) -> int:
    """Moves the facts of `source`, and what came to it since; moving again moves what is left. Returns how many moved.

    Each commit changes both memories, or neither: no fact is lost or twice, wherever it stops.

    Raises:
        WriteRaced: others kept changing the memories; trying again helps.
    """
    done = 0
    while moved := compare_and_swap(lambda: _move_some(t, source, target, facts)):
        done += moved
    return done


def _move_some(t: TenantId, source: ContactId, target: ContactId, facts: Facts) -> int:
    gone = facts.load(t, source)
    into = facts.load(t, target)
    some = facts.oldest(t, source, limit=MOVED_AT_ONCE)
    known = facts.find_many(t, target, [fact.id for fact in some])
    for fact in some:
        if not gone.has_forgotten(fact):
            _hand_over(fact, gone, into, known.get(fact.id))
        gone.release(fact.id)
    before = into.head
    into.take_over(gone.head)
    if not some and into.head == before:
        return 0
    try:
        facts.commit(*gone.writes(), *into.writes())
    except AlreadyExists as error:
        raise WriteRaced("The memory changed at the same moment.") from error
    return len(some)


def _hand_over(fact: Fact, gone: Memory, into: Memory, known: Fact | None) -> None:
    holds = gone.find(fact.id) is not None
    same = into.find_same(fact.value) or into.find(fact.id)
    source, homes = gone.contact_id, [*fact.merged_from, gone.contact_id]
    if same is not None:
        shared = {"merged_from": [*same.merged_from, source], "shared_with": [*same.shared_with, source]}
        into.change(_joined(same, fact).model_copy(update=shared))
    elif known is None or (holds and known.valid_until is not None and fact.confirmed_at > known.valid_until):
        vector = gone.vector_of(fact.id) if gone.head.embedding_model == into.head.embedding_model else b""
        into.adopt(fact.model_copy(update={"merged_from": homes}), vector)


def move_back(t: TenantId, source: ContactId, target: ContactId, *, facts: Facts) -> int:
    """Moves back to `source` what came from it when it was merged into `target`; returns how many facts moved.

    What both knew stays with both. Each commit changes both memories, or neither.

    Raises:
        WriteRaced: others kept changing the memories; trying again helps.
    """
    done = 0
    while moved := compare_and_swap(lambda: _return_some(t, source, target, facts)):
        done += moved
    return done


def _return_some(t: TenantId, source: ContactId, target: ContactId, facts: Facts) -> int:
    some = facts.merged_from(t, target, source, limit=MOVED_AT_ONCE)
    if not some:
        return 0
    held, back = facts.load(t, target), facts.load(t, source)
    for fact in some:
        if held.has_forgotten(fact):
            held.release(fact.id)
        else:
            _give_back(fact, held, back)
    try:
        facts.commit(*held.writes(), *back.writes())
    except AlreadyExists as error:
        raise WriteRaced("The memory changed at the same moment.") from error
    return len(some)


def _give_back(fact: Fact, held: Memory, back: Memory) -> None:
    source = back.contact_id
    homes = fact.merged_from[: fact.merged_from.index(source)]
    others = [k for k in fact.shared_with if k != source]
    vector = held.vector_of(fact.id) if held.head.embedding_model == back.head.embedding_model else b""
    own = fact.model_copy(update={"merged_from": homes, "shared_with": others})
    if source in fact.shared_with:
        (held.change if held.find(fact.id) else held.retire)(own)
        own = own.model_copy(update={"merged_from": [], "shared_with": []})
    else:
        held.release(fact.id)
    if back.find_same(fact.value) is None and epoch_ms(fact.created_at) > back.head.forgotten_ms:
        back.adopt(own, vector)


def _joined(one: Fact, other: Fact) -> Fact:
    """A fact that both contacts told; one that ended with the other contact still holds."""
    if other.valid_until is not None:
        return one
    return one.model_copy(
        update={
            "confidence": max(one.confidence, other.confidence),
            "category": one.category or other.category,
            "source_message_id": one.source_message_id or other.source_message_id,
            "valid_from": min(one.valid_from, other.valid_from),
            "created_at": min(one.created_at, other.created_at),
            "confirmed_at": max(one.confirmed_at, other.confirmed_at),
            "pinned": one.pinned or other.pinned,
        }
    )
