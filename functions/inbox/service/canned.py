"""Canned replies: everybody in the tenant inserts them, agents edit them, and nobody overwrites unseen changes."""

from collections.abc import Sequence
from datetime import UTC, datetime

from common.errors import AlreadyExists, Conflict, Fault, Invalid, NotFound, WriteRaced
from common.models.canned import CannedReply
from common.models.ids import TenantId
from common.store.canned_replies import CannedReplies
from functions.inbox.schemas import CannedRepliesIn, CannedRepliesView


def show(t: TenantId, *, canned: CannedReplies) -> CannedRepliesView:
    """The tenant's canned replies."""
    found = canned.find(t)
    if found is None:
        return CannedRepliesView(items=[], version="")
    return _view(found.items, found.updated_at)


def save(t: TenantId, asked: CannedRepliesIn, *, canned: CannedReplies) -> CannedRepliesView:
    """Replaces them all, if nobody has saved others since the caller read them; a repetition changes nothing.

    Raises:
        Conflict: somebody has.
        Invalid: the version is none of ours.
    """
    items = [CannedReply(shortcut=item.shortcut, text=item.text) for item in asked.items]
    try:
        return _view(items, canned.save(t, items, _version(asked.version)))
    except (AlreadyExists, WriteRaced, NotFound):
        found = canned.find(t)
        if found is not None and found.items == items:
            return _view(items, found.updated_at)
        raise Conflict("Somebody has saved other canned replies meanwhile. Look at them, then save yours.") from None


def _view(items: Sequence[CannedReply], updated_at: datetime) -> CannedRepliesView:
    return CannedRepliesView(items=list(items), version=updated_at.astimezone(UTC).isoformat())


def _version(told: str) -> datetime | None:
    try:
        version = datetime.fromisoformat(told) if told else None
    except ValueError:
        version = None
    if told and (version is None or version.tzinfo is None):
        raise Invalid("The version is not one of ours.", faults=[Fault("/version", "give back what was read")])
    return version
