"""Whether the contact is a machine that answers ours."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from common.models.message import AuthorKind, Direction, Message

WITHIN: Final = timedelta(minutes=15)
EQUAL_TEXTS: Final = 3
"""So often the same text, each time after an answer of ours, is no person."""
MOST_ANSWERS: Final = 20
"""More answers within that time are no conversation with a person."""


def is_loop(thread: Sequence[Message], newest: Message) -> bool:
    """Whether `newest` goes on a loop of equal texts, or of too many answers."""
    recent = [message for message in thread if newest.at - message.at <= WITHIN]
    if sum(_is_ours(message) for message in recent) >= MOST_ANSWERS:
        return True
    equal, answered = 0, True
    for message in recent:
        if _is_ours(message):
            answered = True
        elif message.direction is Direction.IN and _same(message.text, newest.text):
            # Impatience writes twice before the answer; a machine writes once after each.
            equal += answered
            answered = False
    return bool(newest.text.strip()) and equal >= EQUAL_TEXTS


def repeats_itself(thread: Sequence[Message], newest: Message, text: str) -> bool:
    """Whether the agent would say the same a third time in a row."""
    recent = [message for message in thread if newest.at - message.at <= WITHIN]
    said = [message.text for message in recent if _is_ours(message)][-(EQUAL_TEXTS - 1) :]
    return len(said) == EQUAL_TEXTS - 1 and all(_same(each, text) for each in said)


def _is_ours(message: Message) -> bool:
    return message.author.kind is AuthorKind.AGENT


def _same(one: str, other: str) -> bool:
    return one.casefold().split() == other.casefold().split()
