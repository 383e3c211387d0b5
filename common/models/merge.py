"""Merges: what two contacts were before they became one, for as long as that can be undone."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, TypeVar

from pydantic import BaseModel, ConfigDict

from common.models.consent import supersedes
from common.models.contact import Contact, OptOut
from common.models.conversation import Conversation
from common.models.ids import ContactId

V = TypeVar("V")
UNDO_FOR: Final = timedelta(days=30)
"""How long a merge can be undone."""


class MergeState(StrEnum):
    """How far it is."""

    MERGED = "merged"
    UNDOING = "undoing"
    UNDONE = "undone"


class Merge(BaseModel):
    """One contact was merged into another; there is one at a time of each contact that is gone."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="ignore", use_attribute_docstrings=True)

    id: ContactId
    """The contact that is gone; its own document still says what it was."""
    target_id: ContactId
    """The contact that it turned out to be."""
    state: MergeState = MergeState.MERGED
    """How far it is."""
    by: str = ""
    """Who merged them; empty where a shared phone number did."""
    merged_at: datetime
    """When."""
    expires_at: datetime
    """Until when it can be undone; then this goes by itself."""
    target: Contact | None = None
    """What the other contact was before; nothing once it is undone."""
    target_thread: Conversation | None = None
    """What its conversation was before, if it had one."""
    source_thread: Conversation | None = None
    """What the conversation of the contact that is gone was, if it had one."""


def joined(person: Contact, other: Contact) -> Contact:
    """The contact that two become: what `person` has wins, and it gains what it lacks of `other`."""
    newer = {key: wish for key, wish in other.opt_outs.items() if supersedes(wish, person.opt_outs.get(key))}
    return person.model_copy(
        update={
            "identities": _with(person.identities, other.identities),
            "tags": _with(person.tags, other.tags),
            "search": _with(person.search, other.search),
            "audiences": _with(person.audiences, other.audiences),
            "language": person.language or other.language,
            "time_zone": person.time_zone or other.time_zone,
            "learning_off": person.learning_off or other.learning_off,
            "attributes": {**other.attributes, **person.attributes},
            "opt_outs": {**person.opt_outs, **newer},
        }
    )


def parted(now: Contact, before: Contact, other: Contact) -> Contact:
    """What is left of a merged contact once `other` is somebody else again.

    What was gained goes, if it is still as it came; what was written since stays.

    Args:
        now: the merged contact.
        before: what it was before the merge.
        other: the contact that was merged into it.
    """
    gained = joined(before, other)
    attributes = {
        name: value
        for name, value in now.attributes.items()
        if name in before.attributes or name not in gained.attributes or value != gained.attributes[name]
    }
    opt_outs = dict(now.opt_outs)
    for key, wish in gained.opt_outs.items():
        if wish != before.opt_outs.get(key) and opt_outs.get(key) == wish:
            del opt_outs[key]
            opt_outs |= {key: before.opt_outs[key]} if key in before.opt_outs else {}
    return now.model_copy(
        update={
            "identities": without(now.identities, other.identities, before.identities),
            "tags": without(now.tags, other.tags, before.tags),
            "audiences": without(now.audiences, other.audiences, before.audiences),
            "language": _before(now.language, before.language, gained.language),
            "time_zone": _before(now.time_zone, before.time_zone, gained.time_zone),
            "learning_off": _before(now.learning_off, before.learning_off, gained.learning_off),
            "attributes": attributes,
            "opt_outs": opt_outs,
        }
    )


def wishes_since(now: Contact, before: Contact, other: Contact) -> dict[str, OptOut]:
    """Wishes not to be written to that came after the merge: nobody knows whose they are, so they hold for both."""
    known = joined(before, other).opt_outs
    return {
        key: wish
        for key, wish in now.opt_outs.items()
        if not wish.opted_in and wish != known.get(key) and supersedes(wish, other.opt_outs.get(key))
    }


def _with(one: list[V], other: list[V]) -> list[V]:
    return [*one, *(value for value in other if value not in one)]


def without(now: list[V], gained: list[V], before: list[V]) -> list[V]:
    """`now` without what came of `gained`, which was not there `before`."""
    return [value for value in now if value in before or value not in gained]


def _before(now: V, before: V, gained: V) -> V:
    """What it was before, unless it was changed since it was gained."""
    return before if now == gained else now
