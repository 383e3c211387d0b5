"""What the stand-in notes about a customer: plain statements of a few English forms, and what they put right.

It looks for "my name is X", "I live in X", "I moved to X", "I work as/at X", "I am allergic to X", "I like/love/prefer
X", "I have X", "my X is Y", in each sentence of the customer's new turns. A note replaces a known one of the same form
where there can be but one: name, home, work, "my X is". A sentence that begins with "actually", "sorry" or "no"
replaces the known notes of its form, whichever it is.
"""

import re
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from infra.local.simulators.contracts import Json


class Form(NamedTuple):
    """A form of statement."""

    said: re.Pattern[str]
    noted: str
    """How the note begins; the rest is what was said."""
    category: str
    only_one: bool


def _form(said: str, noted: str, category: str, *, only_one: bool = False) -> Form:
    return Form(re.compile(rf"\b(?:{said})\s+(.+)$", re.IGNORECASE), noted, category, only_one)


FORMS: Final = (
    _form("my name is|i am called|call me", "The customer's name is", "identity", only_one=True),
    _form("i(?: now)? live in|i(?:'ve| have)? moved to|i am from|i'm from", "Lives in", "home", only_one=True),
    _form("i work (?:as|at|for)", "Works as or at", "work", only_one=True),
    _form("i(?:'m| am)(?: now| only)? allergic to", "Is allergic to", "health"),
    _form("i (?:really )?(?:like|love|prefer)", "Likes", "preference"),
    _form("i (?:have|own|got)", "Has", "possession"),
    _form("i (?:want|would like|plan|am going|'m going) to", "Wants to", "plan"),
)
_OWN: Final = re.compile(r"\bmy (?!name\b)([\w ]{2,30}?) (?:is|are) (.+)$", re.IGNORECASE)
_SENTENCE: Final = re.compile(r"[^.!?\n]+")
_PARTS: Final = re.compile(r",?\s+and\s+(?=(?:i|i'm|my)\b)|,\s+(?=(?:i|i'm|my)\b)|;\s*", re.IGNORECASE)
_CORRECTS: Final = re.compile(r"^\s*(?:actually|sorry|no|correction|i meant)\b[\s,:]*", re.IGNORECASE)
_FORGETS: Final = re.compile(r"\bforget\b", re.IGNORECASE)


def notes(asked: Json) -> Json:
    """The notes of a question for them."""
    known: list[dict[str, Any]] = [dict(one) for one in asked["known"]]
    made: list[Json] = []
    for turn in asked["turns"]:
        if not turn["new"] or turn["by"] != "customer":
            continue
        for value, begins, category, replaces in _statements(str(turn["text"])):
            same = [one["number"] for one in known if replaces and str(one["value"]).startswith(begins)]
            if any(str(one["value"]) == value for one in known):
                continue
            made = [note for note in made if not (replaces and note["value"].startswith(begins))]
            made.append(
                {
                    "value": value,
                    "category": category,
                    "confidence": 0.9,
                    "valid_from": None,
                    "turn": turn["number"],
                    "replaces": same,
                }
            )
    return {"facts": made}


def _statements(text: str) -> Iterator[tuple[str, str, str, bool]]:
    """Each note, how notes of its form begin, its category, and whether it replaces those."""
    for sentence in _SENTENCE.findall(text):
        if _FORGETS.search(sentence):
            continue
        corrects = bool(_CORRECTS.match(sentence))
        for part in _PARTS.split(_CORRECTS.sub("", sentence).strip()):
            for form in FORMS:
                if match := form.said.search(part):
                    yield f"{form.noted} {match[1].strip()}.", form.noted, form.category, form.only_one or corrects
                    break
            else:
                if match := _OWN.search(part):
                    begins = f"The customer's {match[1].strip().lower()} is"
                    yield f"{begins} {match[2].strip()}.", begins, "other", True
