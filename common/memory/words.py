"""The words of a text as they are compared: without case and accents, and cut to what inflections have in common.

It knows no language: words of scripts that are written without spaces are taken in pairs of characters.
"""

import re
import unicodedata
from typing import Final

_WORD: Final = re.compile(r"[^\W_]+")
_UNSPACED: Final = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_ENDINGS: Final = ("ing", "ed", "es", "s", "e")


def terms(text: str, memo: dict[str, str] | None = None) -> list[str]:
    """The terms of a text, in their order.

    Args:
        text: any text.
        memo: keeps the terms of words that come up again.
    """
    plain = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(c for c in plain if not unicodedata.combining(c)) if not plain.isascii() else plain
    found: list[str] = []
    kept = {} if memo is None else memo
    for word in _WORD.findall(plain):
        if _UNSPACED.search(word):
            found += [word[n : n + 2] for n in range(max(1, len(word) - 1))]
        else:
            found.append(kept.get(word) or kept.setdefault(word, stem(word)))
    return found


def stem(word: str) -> str:
    """What is left of a word without its endings."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word
