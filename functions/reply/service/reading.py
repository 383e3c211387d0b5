"""A thread as a model reads it: each message in words, with brackets around what is none."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from common.ai.answering import Turn
from common.models.message import Direction, Kind, Message, TranscriptStatus
from common.models.status import MessageStatus

SESSION: Final = timedelta(hours=24)
"""What is older than the newest message by more is another conversation: what matters of it stands in the facts."""
DEALT_WITH: Final = "[A person of the business took care of everything up to here.]"
_NAMES: Final = {
    Kind.IMAGE: "a picture",
    Kind.AUDIO: "a sound file",
    Kind.VOICE: "a voice note",
    Kind.VIDEO: "a film",
    Kind.DOCUMENT: "a file",
    Kind.STICKER: "a sticker",
    Kind.LOCATION: "a place on the map",
    Kind.CONTACTS: "somebody's contact details",
    Kind.ORDER: "an order",
}
_PERCEIVED: Final = {Kind.AUDIO: "heard", Kind.VOICE: "heard"}


def turns_of(
    thread: Sequence[Message], waiting: Sequence[Message], resumed_at: datetime | None, since: datetime | None
) -> list[Turn]:
    """The thread's turns, the oldest first, those that wait for an answer last.

    Args:
        thread: the messages by their time.
        waiting: those of them that wait for an answer.
        resumed_at: up to when a person dealt with everything.
        since: what was written before is not to be known any more.
    """
    late = {message.id for message in waiting}
    first = waiting[-1].at - SESSION
    past = [
        message
        for message in thread
        if message.id not in late and message.at >= first and (since is None or message.created_at > since)
    ]
    turns: list[Turn] = []
    dealt_with = False
    for message in past:
        if resumed_at is not None and not dealt_with and message.created_at > resumed_at:
            dealt_with = True
            if turns:
                turns.append(Turn("business", DEALT_WITH))
        turns += _turn(message)
    if resumed_at is not None and not dealt_with and turns:
        turns.append(Turn("business", DEALT_WITH))
    return turns + [turn for message in waiting for turn in _turn(message)]


def _turn(message: Message) -> list[Turn]:
    if message.deleted_at is not None or message.kind in (Kind.REACTION, Kind.SYSTEM):
        return []
    if message.status is MessageStatus.FAILED:
        return []  # the contact never saw it
    words = words_of(message)
    return [Turn("customer" if message.direction is Direction.IN else "business", words)] if words else []


def words_of(message: Message) -> str:
    """What a message says, in words."""
    said = message.text.strip()
    if message.location is not None:
        place = " ".join(part for part in (message.location.name, message.location.address) if part)
        said = said or place
    named = _NAMES.get(message.kind)
    if message.kind is Kind.TEXT:
        return said
    if named is None:
        return said or f"[A message of the kind {message.kind} that you cannot read]"
    if message.media is None:
        return f"[Sent {named}] {said}".strip()
    transcript = message.media.transcript
    if transcript is not None and transcript.status is TranscriptStatus.READY and transcript.text:
        return f"[Sent {named}, in words: {transcript.text}] {said}".strip()
    perceived = _PERCEIVED.get(message.kind, "seen")
    return f"[Sent {named}, which could not be {perceived}] {said}".strip()


def said_in(messages: Sequence[Message]) -> str:
    """What messages say together, as that which facts are looked for by."""
    return "\n".join(words for message in messages if (words := words_of(message)))
