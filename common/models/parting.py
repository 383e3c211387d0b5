"""Two conversations that were one become two again: what each is then."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from common.models.contact import search_words
from common.models.conversation import Conversation, ConversationStatus
from common.models.ids import ChannelId, IdentityId
from common.models.merge import Merge, without
from common.models.routing import Endpoint

Ends = Mapping[ChannelId, Mapping[IdentityId, Endpoint]]


class Parted(NamedTuple):
    """The two, as they are to be."""

    held: Conversation
    """The one that held both."""
    gone: Conversation
    """The one that was merged into it."""


def part(held: Conversation, gone: Conversation, record: Merge, given: Collection[IdentityId]) -> Parted:
    """Makes two of a merged conversation; their newest messages are put right once messages have moved back.

    Whether somebody has to do something goes back to what it was, unless that was dealt with since: what was read,
    answered or resolved stays so for both. An address that goes back takes along when it was heard.

    Args:
        held: the merged conversation.
        gone: what the other one left behind.
        record: what both were before.
        given: the identities that go back.
    """
    was, before = record.source_thread or gone, record.target_thread
    unread = min(was.unread, held.unread)
    is_resolved = held.status is ConversationStatus.RESOLVED
    known_ms = max(before.last_message_ms if before else 0, was.last_message_ms)
    is_quiet = held.last_message_ms <= known_ms
    was_resolved = before is None or before.status is ConversationStatus.RESOLVED
    kept = _kept(held.endpoints, given)
    fields = {
        "status": ConversationStatus.RESOLVED if was_resolved and is_quiet else held.status,
        "unread": held.unread - unread,
        "is_unread": held.unread > unread,
        "labels": without(held.labels, gone.labels, before.labels if before else []),
        "endpoints": kept,
        "channels": [c for c in held.channels if c in kept or not _touches(held.endpoints.get(c, {}), given)],
        "last_inbound_ms": _heard(held, kept, given),
        "search": search_words(held.contact_name, [e.address for ends in kept.values() for e in ends.values()]),
    }
    for name in ("waiting_since_ms", "open_since_ms"):
        fields[name] = _since(getattr(held, name), getattr(before, name, None), getattr(was, name), is_quiet=is_quiet)
    returned = _returned(gone.endpoints, held.endpoints)
    raised = {c: max((e.heard_ms for e in ends.values()), default=0) for c, ends in returned.items()}
    inbound = {c: max(gone.last_inbound_ms.get(c, 0), raised.get(c, 0)) for c in {*gone.last_inbound_ms, *raised}}
    back = {
        "status": ConversationStatus.RESOLVED if is_resolved else was.status,
        "unread": unread,
        "is_unread": unread > 0,
        "endpoints": returned,
        "last_inbound_ms": {c: ms for c, ms in inbound.items() if ms > 0},
        "waiting_since_ms": None if held.waiting_since_ms is None else was.waiting_since_ms,
        "open_since_ms": None if is_resolved else was.open_since_ms,
        "merged_into": None,
    }
    return Parted(held.model_copy(update=fields), gone.model_copy(update=back))


def _kept(endpoints: Ends, given: Collection[IdentityId]) -> dict[ChannelId, dict[IdentityId, Endpoint]]:
    left = {c: {i: e for i, e in ends.items() if i not in given} for c, ends in endpoints.items()}
    return {c: ends for c, ends in left.items() if ends}


def _touches(ends: Mapping[IdentityId, Endpoint], given: Collection[IdentityId]) -> bool:
    return any(i in given for i in ends)


def _heard(held: Conversation, kept: Ends, given: Collection[IdentityId]) -> dict[ChannelId, int]:
    """When the contact was heard on each channel, by the addresses that it keeps there."""
    heard = dict(held.last_inbound_ms)
    for c, ends in held.endpoints.items():
        if _touches(ends, given):
            heard[c] = max((e.heard_ms for e in kept.get(c, {}).values()), default=0)
    return {c: ms for c, ms in heard.items() if ms > 0}


def _returned(gone: Ends, held: Ends) -> dict[ChannelId, dict[IdentityId, Endpoint]]:
    """The addresses that go back, each with when it was last heard, in whichever conversation."""
    return {
        c: {i: max(e, held.get(c, {}).get(i, e), key=_heard_ms) for i, e in ends.items()} for c, ends in gone.items()
    }


def _heard_ms(endpoint: Endpoint) -> int:
    return endpoint.heard_ms


def _since(now: int | None, before: int | None, was: int | None, *, is_quiet: bool) -> int | None:
    """Since when something waits: as before, unless it was dealt with, or something new waits since."""
    gained = min((ms for ms in (before, was) if ms is not None), default=None)
    if now is None or now != gained or (before is None and not is_quiet):
        return now
    return before
