"""Facts are forgotten: one, all, or all that a contact ever told; a tombstone keeps each from coming back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from common.clock import epoch_ms
from common.errors import AlreadyExists, WriteRaced
from common.memory.recalling import rank
from common.memory.words import terms
from common.models.fact import Fact
from common.models.ids import ContactId, TenantId
from common.models.tombstone import TombstoneKind, tombstone
from common.store.database import Write, compare_and_swap
from common.store.facts import Facts
from common.store.tombstones import Tombstones

REMOVED_AT_ONCE: Final = 300
ALIKE: Final = 0.5
"""Of the words of what is to be forgotten, so many must stand in a fact."""


def forget_facts(
    t: TenantId, k: ContactId, ids: Sequence[str], now: datetime, *, facts: Facts, tombstones: Tombstones
) -> list[str]:
    """Forgets facts, whether they hold or are history; forgetting them again changes nothing.

    Returns:
        The ids of those that were there.
    """

    def attempt() -> list[str]:
        memory = facts.load(t, k)
        there = [id_ for id_ in ids if memory.find(id_)]
        there += list(facts.find_many(t, k, [id_ for id_ in ids if id_ not in there]))
        for id_ in there:
            memory.drop(id_, epoch_ms(now))
        stones = [tombstones.set(t, tombstone(TombstoneKind.FACT, k, now, id_)) for id_ in there]
        if there:
            _commit(facts, [*memory.writes(), *stones])
        return there

    return compare_and_swap(attempt)


def forget_all(
    t: TenantId,
    k: ContactId,
    now: datetime,
    *,
    facts: Facts,
    tombstones: Tombstones,
    kind: TombstoneKind = TombstoneKind.FACTS,
    also: Sequence[Write] = (),
) -> None:
    """Forgets all facts of a contact: nothing is recalled from the first commit on; the rest follows at once.

    Repeating it finishes what a crash left half done.
    """

    def attempt() -> None:
        memory = facts.load(t, k)
        memory.clear(epoch_ms(now))
        _commit(facts, [*memory.writes(), tombstones.set(t, tombstone(kind, k, now)), *also])

    compare_and_swap(attempt)
    remove_documents(t, k, facts=facts)


def remove_documents(t: TenantId, k: ContactId, *, facts: Facts) -> None:
    """Removes the documents of what a contact had forgotten; those of facts that came after it stay."""
    until = facts.load(t, k, vectors=False).head.forgotten_sequence
    while writes := facts.removals(t, k, until, limit=REMOVED_AT_ONCE):
        facts.commit(*writes)


def matching(t: TenantId, k: ContactId, about: str, now: datetime, *, facts: Facts) -> list[Fact]:
    """The facts that hold and are about what a contact wants forgotten."""
    wanted = set(terms(about))
    found = rank(facts.load(t, k, vectors=False), about, now)
    return [each.fact for each in found if len(wanted & set(terms(each.fact.value))) >= ALIKE * max(1, len(wanted))]


def _commit(facts: Facts, writes: Sequence[Write]) -> None:
    try:
        facts.commit(*writes)
    except AlreadyExists as error:
        raise WriteRaced("The memory changed at the same moment.") from error
