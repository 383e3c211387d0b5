"""The words of a text as they are compared: without case and accents, whole and in parts.

It knows no language. Whole words lose common English endings; parts are four characters long, which finds inflected and
compounded words in any language. Scripts that are written without spaces are compared by pairs of characters.

Source: McNamee and Mayfield, "Character N-Gram Tokenization for European Language Text Retrieval" (2004).
"""

import re
import unicodedata
from typing import Final

PART_CHARACTERS: Final = 4
_WORD: Final = re.compile(r"[^\W_]+")
_UNSPACED: Final = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_ENDINGS: Final = ("ing", "ed", "es", "s", "e")
_SHORTEST_STEM: Final = 3


def words(text: str) -> list[str]:
    """The words of a text, in their order; of scripts without spaces, pairs of characters."""
    plain = text.casefold()
    if plain.isascii():
        return _WORD.findall(plain)
    plain = unicodedata.normalize("NFKC", plain)
    plain = "".join(c for c in unicodedata.normalize("NFD", plain) if not unicodedata.combining(c))
    found: list[str] = []
    for word in _WORD.findall(unicodedata.normalize("NFC", plain)):
        if _UNSPACED.search(word):
            found += [word[n : n + 2] for n in range(max(1, len(word) - 1))]
        else:
            found.append(word)
    return found


def terms(text: str) -> list[str]:
    """The words of a text without their endings."""
    return [stem(word) for word in words(text)]


def stem(word: str) -> str:
    """What is left of a word without its endings."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word[: -len(ending)]
    return word


def parts(word: str) -> list[str]:
    """The parts of a word, its edges marked."""
    marked = f"_{word}_"
    return [marked[n : n + PART_CHARACTERS] for n in range(max(1, len(marked) - PART_CHARACTERS + 1))]
