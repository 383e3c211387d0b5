"""Rewordings of one message: what each must keep, how far it must differ, and who gets which.

Two texts differ by the share of words that they do not have in common in the same order:

    change_share(a, b) = 1 - (length of their longest common subsequence of words) / (words of the longer text)

A word is a run of letters and digits, a placeholder as a whole, or, in writing without spaces, a single character.
Case, punctuation, symbols and compatibility forms (ligatures, full-width letters) do not matter. So it is 0 for texts
that differ in punctuation only, and 1 for texts without a common word; a moved sentence counts as the words it moves.
"""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Final, NamedTuple, TypeVar

from common.models.consent import STOP_WORDS, TYPED_ONLY
from common.models.ids import ContactId
from common.models.placeholders import PLACEHOLDER

MIN_CHANGE_SHARE: Final = 0.2
"""The least `change_share` between a variant and the original, and between two variants."""

T = TypeVar("T")


class SpinFault(StrEnum):
    """A rule that a variant breaks."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    CONTROL_CHARACTER = "control_character"
    PLACEHOLDERS = "placeholders"
    PLACEHOLDER_AT_EDGE = "placeholder_at_edge"
    LINKS = "links"
    EMAILS = "emails"
    NUMBERS = "numbers"
    OPT_OUT = "opt_out"
    TOO_SIMILAR = "too_similar"


class Broken(NamedTuple):
    """A broken rule, with a sentence for the person who looks at the variant."""

    code: SpinFault
    detail: str


def check_variant(
    original: str, variant: str, others: Sequence[str], *, limit_chars: int, is_template: bool = False
) -> list[Broken]:
    """Every rule that `variant` breaks; a variant without any may be used.

    Args:
        original: the message, with its placeholders.
        variant: a rewording of it.
        others: the rewordings that it must differ from.
        limit_chars: how long it may be.
        is_template: whether it is to be the body of a WhatsApp template, which may not begin or end with a placeholder.
    """
    found = [rule(original, variant) for rule in _KEEPS]
    found += [_length(variant, limit_chars), _controls(variant), _edges(variant) if is_template else None]
    found.append(_difference(original, variant, others))
    return [broken for broken in found if broken is not None]


def variant_for(campaign_id: str, contact_id: ContactId, variants: Sequence[T]) -> T:
    """The variant that a contact gets in a campaign: always the same one, and of all contacts each the same share.

    Raises:
        ValueError: there are no variants.
    """
    if not variants:
        raise ValueError("There are no variants to choose from.")
    return variants[_number_of(f"{campaign_id}/{contact_id}") % len(variants)]


def _number_of(key: str) -> int:
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest())


def change_share(a: str, b: str) -> float:
    """How far two texts differ, from 0 to 1; see the module's first lines."""
    first, second = words_of(a), words_of(b)
    longer = max(len(first), len(second))
    return (longer - _common(first, second)) / longer if longer else 0.0


def words_of(text: str) -> list[str]:
    """The words of `text` as they are compared."""
    return [match.group().casefold().replace(" ", "") for match in _WORD.finditer(unicodedata.normalize("NFKC", text))]


_UNSPACED: Final = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
"""Thai, Lao, Burmese, Khmer, Japanese and Chinese put no spaces between words."""
_WORD: Final = re.compile(rf"{PLACEHOLDER.pattern}|[{_UNSPACED}]|[^\W{_UNSPACED}]+")


def _common(a: Sequence[str], b: Sequence[str]) -> int:
    """The length of the longest common subsequence, by Hyyrö's bit vectors: texts of 4,000 characters take no time."""
    where: dict[str, int] = {}
    for place, word in enumerate(a):
        where[word] = where.get(word, 0) | 1 << place
    every = (1 << len(a)) - 1
    row = every
    for word in b:
        hits = row & where.get(word, 0)
        row = (row + hits | row - hits) & every
    return len(a) - row.bit_count()


_DOMAIN_END: Final = "com|org|net|io|co|app|info|biz|shop|store|online|link|eu|de|ch|fr|es|pt|br|nl|pl|uk"
"""Ends of a web address without a path. Those that are also words are left out: "tomorrow.It" lacks a space."""
_EMAIL: Final = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_LINK: Final = re.compile(
    r"(?:https?://|www\.)[^\s<>\"]+"
    rf"|(?<![\w@.-])(?:[a-z0-9-]+\.)+(?:(?:{_DOMAIN_END})\b(?:[/?#][^\s<>\"]*)?|[a-z]{{2,}}/[^\s<>\"]*)",
    re.IGNORECASE,
)
_LINK_END: Final = ".,;:!?)]}'\"»”"
_CURRENCY: Final = (
    r"(?:[$€£¥₹₽₺₩₪₫฿₴₦₱]|R\$|(?:USD|EUR|GBP|CHF|JPY|CNY|INR|BRL|MXN|AUD|CAD|SEK|NOK|DKK|PLN|TRY|AED|ZAR"
    r"|kr|zł|Rs\.?)(?!\w))"
)
_NUMBER: Final = re.compile(
    rf"(?P<before>(?<!\w){_CURRENCY})?[ \u00a0]?"
    r"(?P<number>(?:(?<!\w)[+\-−])?\d+(?:[.,:/'’]\d+)*)"
    # A currency between two numbers belongs to the second.
    rf"(?:[ \u00a0]?(?P<after>%|{_CURRENCY}(?![ \u00a0]?\d)))?"
)
_SAME_CURRENCY: Final = {"€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR"}


def _links(text: str) -> Counter[str]:
    return Counter(_trimmed(match.group()) for match in _LINK.finditer(_EMAIL.sub(" ", text)))


def _trimmed(link: str) -> str:
    # A placeholder may end a link, and its braces are no punctuation then.
    while link and link[-1] in _LINK_END and not link.endswith("}}"):
        link = link[:-1]
    return link


def _emails(text: str) -> Counter[str]:
    return Counter(match.group().rstrip(".").casefold() for match in _EMAIL.finditer(text))


def _placeholders(text: str) -> Counter[str]:
    return Counter(f"{{{{{name}}}}}" for name in PLACEHOLDER.findall(text))


def _numbers(text: str) -> Counter[str]:
    bare = PLACEHOLDER.sub(" ", _LINK.sub(" ", _EMAIL.sub(" ", text)))
    found: Counter[str] = Counter()
    for match in _NUMBER.finditer(bare):
        unit = match["before"] or match["after"] or ""
        found[f"{match['number']} {_SAME_CURRENCY.get(unit, unit)}".strip()] += 1
    return found


_PLAIN_OPT_OUT: Final = (
    *("unsubscribe", "opt out", "opt-out", "stop receiving", "stop these messages", "no longer wish"),
    *("abmelden", "abbestellen", "abbestellung", "abmeldung", "keine nachrichten mehr", "afmelden", "uitschrijven"),
    *(
        "désabonner",
        "désinscrire",
        "désinscription",
        "ne plus recevoir",
        "dar de baja",
        "darte de baja",
        "date de baja",
    ),
    *("cancelar suscripción", "cancelar la suscripción", "no recibir más", "descadastrar", "cancelar a inscrição"),
    *("não receber mais", "disiscri", "cancellarti", "non ricevere più", "dezabon", "wypisz", "rezygnuj", "odhlásit"),
    *("leiratkoz", "отписаться", "відписатися", "abonelikten çık", "avregistrera", "avmeld", "afmeld"),
)
"""What nobody writes in a message but to say how to end it; in any case of letters, also as a part of a word."""


def _said_in_capitals(word: str) -> bool:
    return word != word.lower() and word not in TYPED_ONLY


_OPT_OUT: Final = re.compile(
    "|".join(
        [
            rf"(?i:{'|'.join(map(re.escape, _PLAIN_OPT_OUT))})",
            # The word to answer with stands in capitals: "Reply STOP". In small letters most are ordinary words.
            rf"\b(?:{'|'.join(re.escape(word) for word in STOP_WORDS if _said_in_capitals(word))})\b",
            # Writing without capitals.
            "|".join(re.escape(word) for word in STOP_WORDS if word == word.lower() and word not in TYPED_ONLY),
        ]
    )
)
_SENTENCE_END: Final = re.compile(r"(?<=[.!?…。！？])\s+|\n+")


def opt_out_lines(text: str) -> list[str]:
    """The lines of `text` that say how to end the messages; of a line with several sentences, those that say it."""
    parts = (part.strip() for part in _SENTENCE_END.split(text))
    return [part for part in parts if _OPT_OUT.search(part)]


def _kept(code: SpinFault, what: str, parts_of: Callable[[str], Counter[str]]) -> Callable[[str, str], Broken | None]:
    """The rule that a variant has the same parts as the original, each as often."""

    def rule(original: str, variant: str) -> Broken | None:
        wanted, present = parts_of(original), parts_of(variant)
        said = []
        if lacks := wanted - present:
            said.append(f"lacks {_listed(lacks)}")
        if adds := present - wanted:
            said.append(f"adds {_listed(adds)}")
        return Broken(code, f"{what}: the variant {' and '.join(said)}.") if said else None

    return rule


def _listed(parts: Counter[str]) -> str:
    return ", ".join(f"{part} ({times} times)" if times > 1 else part for part, times in sorted(parts.items()))


def _opt_out(original: str, variant: str) -> Broken | None:
    missing = [line for line in opt_out_lines(original) if line not in variant]
    if not missing:
        return None
    return Broken(SpinFault.OPT_OUT, f"What says how to stop must stand word for word: “{missing[0]}”.")


_KEEPS: Final = (
    _kept(SpinFault.PLACEHOLDERS, "Placeholders", _placeholders),
    _kept(SpinFault.LINKS, "Web addresses", _links),
    _kept(SpinFault.EMAILS, "E-mail addresses", _emails),
    _kept(SpinFault.NUMBERS, "Numbers and prices", _numbers),
    _opt_out,
)


def _length(variant: str, limit_chars: int) -> Broken | None:
    if not variant.strip():
        return Broken(SpinFault.EMPTY, "The variant is empty.")
    if len(variant) <= limit_chars:
        return None
    return Broken(SpinFault.TOO_LONG, f"{len(variant):,} characters; {limit_chars:,} are possible.")


_JOINERS: Final = "\u200c\u200d\u200e\u200f"
"""Needed within Persian words and emoji, and between directions of writing."""


def _controls(variant: str) -> Broken | None:
    for c in variant:
        category = unicodedata.category(c)
        is_tag = "\U000e0020" <= c <= "\U000e007f"  # spells the flags of England, Scotland and Wales
        is_invisible = category == "Cf" and c not in _JOINERS and not is_tag
        if is_invisible or (category in ("Cc", "Cs") and c != "\n"):
            return Broken(SpinFault.CONTROL_CHARACTER, f"There is an invisible character, U+{ord(c):04X}.")
    return None


def _edges(variant: str) -> Broken | None:
    whole = variant.strip()
    spans = [match.span() for match in PLACEHOLDER.finditer(whole)]
    if spans and (spans[0][0] == 0 or spans[-1][1] == len(whole)):
        return Broken(SpinFault.PLACEHOLDER_AT_EDGE, "A WhatsApp template may not begin or end with a placeholder.")
    return None


def _difference(original: str, variant: str, others: Sequence[str]) -> Broken | None:
    if _is_close(original, variant):
        return Broken(SpinFault.TOO_SIMILAR, _closeness("the original", change_share(original, variant)))
    for number, other in enumerate(others, 1):
        if _is_close(other, variant):
            return Broken(
                SpinFault.TOO_SIMILAR, _closeness(f"variant {number} of those kept", change_share(other, variant))
            )
    return None


def _is_close(a: str, b: str) -> bool:
    return change_share(a, b) < MIN_CHANGE_SHARE


def _closeness(what: str, share: float) -> str:
    # Rounded down, so that 19.9% does not read as the 20% that are needed.
    return f"Only {int(share * 100)}% of the words differ from {what}; {MIN_CHANGE_SHARE:.0%} are needed."
