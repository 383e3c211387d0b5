"""How a message's status moves: a table, so that no order of events can move it down."""

from enum import StrEnum
from typing import Final


class MessageStatus(StrEnum):
    """Where a message is on its way."""

    RECEIVED = "received"
    QUEUED = "queued"
    SENDING = "sending"
    UNKNOWN = "unknown"
    SENT = "sent"
    DELIVERED = "delivered"
    READ = "read"
    PLAYED = "played"
    FAILED = "failed"


RANK: Final[dict[MessageStatus, int]] = {
    MessageStatus.RECEIVED: 0,
    MessageStatus.QUEUED: 1,
    MessageStatus.SENDING: 2,
    MessageStatus.UNKNOWN: 3,
    MessageStatus.SENT: 4,
    MessageStatus.DELIVERED: 5,
    MessageStatus.READ: 6,
    MessageStatus.PLAYED: 7,
    MessageStatus.FAILED: 4,
}

SETTLED: Final = frozenset(
    {MessageStatus.SENT, MessageStatus.DELIVERED, MessageStatus.READ, MessageStatus.PLAYED, MessageStatus.FAILED}
)
"""The states after which `send` has nothing more to do."""


WAITING: Final = frozenset({MessageStatus.QUEUED, MessageStatus.SENDING, MessageStatus.UNKNOWN})
"""The states of a message of whose present try no provider has said anything: an id of its is an earlier try's."""


def after_report(now: MessageStatus, reported: MessageStatus) -> MessageStatus:
    """The status of a message that was `now` once a provider reported `reported`.

    A status only rises; evidence of delivery beats `failed`, while a late `sent` does not; `failed` counts only
    until there is evidence of delivery.

    Source: shared facts on providers, §3.2 (Meta's status reference of 2026-05-21).
    """
    if now is MessageStatus.FAILED:
        return reported if RANK[reported] >= RANK[MessageStatus.DELIVERED] else now
    if reported is MessageStatus.FAILED:
        return reported if RANK[now] <= RANK[MessageStatus.SENT] else now
    return reported if RANK[reported] > RANK[now] else now
