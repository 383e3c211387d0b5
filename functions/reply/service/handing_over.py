"""Leaving a conversation to people: why, what the contact is told, and that it is counted."""

from datetime import datetime
from typing import Final

from common import log
from common.ai.answering import Verdict
from common.models.agent import PASSING, HandOver, HandOverReason
from common.models.message import AuthorKind, Message
from common.models.spent import Spent
from common.store.database import Write
from functions.reply.service.collaborating import Collaborators
from functions.reply.service.looking import Case

CANNOT_SEND: Final = Verdict(
    HandOverReason.CANNOT_SEND,
    "The agent could not answer: free text cannot be sent over this channel now.",
)
LOOP: Final = Verdict(
    HandOverReason.LOOP,
    "The same texts went to and fro, as if another machine wrote; the agent has stopped.",
)
NO_MODEL: Final = "No language model is set up, or it does not accept our key; an operator must look at that."
NO_ANSWER: Final = Verdict(
    HandOverReason.MODEL_DOWN, "No answer came about for about an hour; most likely the language model is down."
)
INCIDENT: Final = (
    "The language model does not answer. Agents try again for about an hour; after that their conversations wait for "
    "people, in the queue of hand-overs. It ends by itself with the next answer."
)
TOLD: Final = frozenset(HandOverReason) - {
    HandOverReason.CANNOT_SEND,
    HandOverReason.PLAN_LIMIT,
    HandOverReason.LOOP,
}
"""Reasons for which the contact is told that a person will answer; a machine is told nothing."""


def is_known(case: Case, verdict: Verdict) -> bool:
    """Whether the conversation waits for a person already, for this reason and this message."""
    known = case.conversation.value.hand_over
    return known is not None and (known.reason, known.message_id) == (verdict.reason, case.newest.id)


def commit(
    case: Case, verdict: Verdict, message: Message | None, spent: Spent, now: datetime, *, with_: Collaborators
) -> None:
    """Stores all that it takes in one commit, on the condition that nothing happened in the conversation meanwhile.

    Raises:
        WriteRaced: something did.
        AlreadyExists: the contact was told before.
        QuotaExceeded: the plan has no room for telling the contact.
    """
    hand_over = HandOver(
        reason=verdict.reason, detail=verdict.detail, at=now, agent_id=case.agent.id, message_id=case.newest.id
    )
    record = with_.stores.conversations.record_hand_over(
        case.t,
        case.k,
        hand_over,
        case.conversation.updated_at,
        message=message,
        pauses=verdict.reason not in PASSING,
    )
    writes: list[Write] = [record, with_.agents.count_hand_over(case.tenant, case.agent.id, now, verdict.reason, spent)]
    if message is None:
        with_.database.commit(*writes)
    else:
        writes[:0] = with_.stores.messages.store(case.tenant, message, now)
        with_.usage.commit_outbound(case.tenant, now, writes, author=AuthorKind.AGENT, tries=1)
        log.append("stored", {"message_id": message.id})
