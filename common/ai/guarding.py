"""What an agent's answer must not hold, looked at before it is sent: what a model was talked into saying stays here."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from common.ai.prompts.answering import RULES

RUN_WORDS: Final = 9
"""So many words in a row of ours are no coincidence."""
LEAST_LETTERS: Final = 8
"""Of so many letters the script of a text can be told."""
MOSTLY: Final = 0.7
_SECRET: Final = re.compile(
    r"""
    -----BEGIN\ [A-Z ]*PRIVATE\ KEY
    | \b(?:sk|pk|rk)[-_](?:live[-_]|test[-_]|proj[-_]|ant[-_])?[A-Za-z0-9_-]{20,}  # OpenAI, Stripe, Anthropic
    | \bwdx_[a-z0-9-]+_[\w-]{12,}                       # ours
    | \bEAA[A-Za-z0-9]{40,}                             # Meta
    | \b\d{8,10}:[A-Za-z0-9_-]{35}                      # Telegram
    | \bAIza[\w-]{35} | \bya29\.[\w-]{20,} | \bGOCSPX-[\w-]{20,}  # Google
    | \bAKIA[A-Z0-9]{16}\b                              # Amazon
    | \bgh[pousr]_[A-Za-z0-9]{36} | \bgithub_pat_\w{50,}
    | \bxox[abprs]-[A-Za-z0-9-]{10,}                    # Slack
    | \beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,}           # a JSON Web Token
    """,
    re.VERBOSE,
)
_CARD: Final = re.compile(r"(?<![\d+])(?<!\d[ -])(?:\d{4}[ -]?){3}\d{4}(?![ -]?\d)")
_MAIL: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE: Final = re.compile(r"(?:\+|\b00)\d(?:[ ()/.-]{0,2}\d){6,14}(?!\d)")
_FRAME: Final = re.compile(r"\[[^\]:]*[:\]]")
"""What we write around what is no text, such as `[Sent a picture]`."""
_WORD: Final = re.compile(r"\w+")
_ONE_SCRIPT: Final = {"HIRAGANA": "CJK", "KATAKANA": "CJK"}


class Flaw(StrEnum):
    """Why an answer is not sent, as the model and people are told it."""

    SECRET = "It holds what looks like a key, a password or the number of a payment card."  # noqa: S105 -- a sentence
    RULES = "It repeats the rules that an agent works by."
    ADDRESS = "It names an e-mail address or a phone number that stands in nothing that the agent was given."
    SCRIPT = "It is not in the script that the customer writes in."


def flaw_of(text: str, given: Sequence[str], asked: str) -> Flaw | None:
    """What is wrong with an answer, the worst first; None where nothing is.

    Args:
        text: the answer.
        given: all that the agent had to read: instructions, facts, the conversation, what tools said.
        asked: what the customer wrote last.
    """
    if _SECRET.search(text) or any(_is_card(found) for found in _CARD.findall(text)):
        return Flaw.SECRET
    if _runs(text) & _runs(RULES):
        return Flaw.RULES
    if not _known_addresses(text, given):
        return Flaw.ADDRESS
    written, wanted = script_of(text), script_of(_FRAME.sub("", asked))
    return Flaw.SCRIPT if written and wanted and written != wanted else None


def script_of(text: str) -> str:
    """The script that nearly all letters of a text are of, by Unicode's names; empty where it cannot be told."""
    names = (unicodedata.name(c, "").partition(" ")[0] for c in text if c.isalpha())
    scripts = Counter(_ONE_SCRIPT.get(name, name) for name in names)
    if scripts.total() < LEAST_LETTERS:
        return ""
    script, count = scripts.most_common(1)[0]
    return script if count >= MOSTLY * scripts.total() else ""


def _is_card(number: str) -> bool:
    """Whether a number is built as those of payment cards.

    Source: ISO/IEC 7812-1, annex B (the check digit), and the first digits of the schemes.
    """
    digits = [int(c) for c in number if c.isdigit()]
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[-2::-2]]
    return digits[0] in (2, 3, 4, 5, 6) and (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def _runs(text: str) -> set[tuple[str, ...]]:
    said = _WORD.findall(text.casefold())
    return {tuple(said[n : n + RUN_WORDS]) for n in range(len(said) - RUN_WORDS + 1)}


def _known_addresses(text: str, given: Sequence[str]) -> bool:
    """Whether all addresses of a text stand in what was given, in whichever way they are written."""
    everything = "\n".join(given).casefold()
    digits = "".join(c for c in everything if c.isdigit())
    mails = all(found.casefold().rstrip(".") in everything for found in _MAIL.findall(text))
    numbers = ("".join(c for c in found if c.isdigit()).lstrip("0") for found in _PHONE.findall(text))
    # National numbers are written without the country's code, with or without a zero: their ends tell.
    return mails and all(number[-7:] in digits for number in numbers)
