"""Telegram's member states and errors, and what each means for us and for the tenant."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from common.channels.base import Blame, Outcome

MEMBER_STATES: Final[dict[str, bool | None]] = {
    "creator": True,
    "administrator": True,
    "member": True,
    "restricted": None,
    "left": False,
    "kicked": False,
}
"""Whether the bot may write in a chat where it is this; None depends on `is_member`.

A person who blocks the bot makes it `kicked`, one who unblocks it makes it `member`.

Source: Telegram, "Bot API: ChatMember" (https://core.telegram.org/bots/api#chatmember), read 2026-11.
"""


class Rule(NamedTuple):
    """What one error means: known by its code and, since few codes stand for many, a phrase of its description."""

    code: int
    phrase: str
    """In lower case; empty stands for all others with this code."""
    blame: Blame
    outcome: Outcome
    detail: str
    """What happened and, where only they can help, what to do; for the tenant."""


def _failed(code: int, blame: Blame, sentences: Iterable[tuple[str, str]]) -> tuple[Rule, ...]:
    return tuple(Rule(code, phrase, blame, Outcome.FAILED, detail) for phrase, detail in sentences)


_NO_SUCH_CHAT: Final = "Telegram does not know this chat; the person has to write to the bot first."
_NO_RIGHT: Final = "The bot may not write in this chat; ask its owner for the right to."
_RECONNECT: Final = "Telegram does not accept the bot's token; reconnect the channel with the token from BotFather."

RULES: Final[tuple[Rule, ...]] = (
    Rule(429, "", Blame.THROTTLE, Outcome.RETRY, "Telegram asks the bot to slow down."),
    *_failed(401, Blame.CHANNEL, (("", _RECONNECT),)),
    *_failed(404, Blame.CHANNEL, (("", _RECONNECT),)),
    *_failed(409, Blame.CHANNEL, (("", "Another program reads this bot's updates; stop it, or use another bot."),)),
    *_failed(413, Blame.MEDIA, (("", "The file is too large for Telegram; make it smaller."),)),
    *_failed(
        403,
        Blame.CONSENT,
        (
            ("bot was blocked by the user", "This person blocked the bot; they have to unblock it first."),
            ("user is deactivated", "This person deleted their Telegram account; reach them another way."),
            ("bot was kicked", "The bot was removed from this chat; it has to be added again first."),
            ("bot is not a member", "The bot is not in this chat; it has to be added first."),
        ),
    ),
    *_failed(
        403,
        Blame.RECIPIENT,
        (
            ("bot can't initiate conversation", "A bot may not write first; the person has to write to it."),
            ("bot can't send messages to bots", "The recipient is a bot; choose a person."),
            ("", "Telegram does not let the bot write to this chat; reach the person another way."),
        ),
    ),
    *_failed(
        400,
        Blame.RECIPIENT,
        (
            ("chat not found", _NO_SUCH_CHAT),
            ("user not found", _NO_SUCH_CHAT),
            ("peer_id_invalid", _NO_SUCH_CHAT),
            ("chat_id_invalid", _NO_SUCH_CHAT),
            ("upgraded to a supergroup", "The group has become a supergroup; it has to write to the bot again."),
            ("chat_write_forbidden", _NO_RIGHT),
            ("have no rights to send", _NO_RIGHT),
            ("not enough rights to send", _NO_RIGHT),
            ("voice_messages_forbidden", "This person does not accept voice messages; send text."),
        ),
    ),
    *_failed(
        400,
        Blame.MEDIA,
        (
            ("file is too big", "The file is too large for Telegram; make it smaller."),
            ("wrong file", "Telegram did not take the file; try another format."),
            ("file must be non-empty", "The file is empty; attach it again."),
            (
                "photo_invalid_dimensions",
                "The picture's sides are too long or too unequal; crop it or make it smaller.",
            ),
            ("image_process_failed", "Telegram could not read the picture; try another format."),
        ),
    ),
    *_failed(
        400,
        Blame.REQUEST,
        (
            ("message is too long", "The text is longer than Telegram allows; shorten it."),
            ("caption is too long", "The caption is longer than Telegram allows; shorten it."),
            ("text is empty", "The message is empty; write something."),
            ("reaction_invalid", "Telegram does not offer this emoji as a reaction; choose another."),
            ("message to react not found", "The message is gone; there is nothing to react to."),
            ("", "Telegram refused the message; check it, or tell support."),
        ),
    ),
)
"""Source: the descriptions collected by TelegramBotAPI/errors and vrumger/telegram-errors, and tdlib/telegram-bot-api
(Client.cpp); read 2026-11."""


def rule_for(code: int, description: str) -> Rule:
    """What an error means; a code that we do not know counts by its class.

    Args:
        code: `error_code`, which is the HTTP status.
        description: Telegram's words for it.
    """
    words = description.lower()
    found = [rule for rule in RULES if rule.code == code and rule.phrase in words]
    if found:
        return max(found, key=lambda rule: len(rule.phrase))
    if code >= 500 or code < 400 or code in (408, 425):
        return Rule(code, "", Blame.TRANSIENT, Outcome.RETRY, "Telegram does not work properly at the moment.")
    return Rule(code, "", Blame.REQUEST, Outcome.FAILED, "Telegram refused the message; check it, or tell support.")
