"""Vectors of texts: hashed words and parts of words, so that texts that share them lie near each other."""

import base64
import hashlib
import math
import re
import struct
from functools import lru_cache
from typing import Final

_WORD: Final = re.compile(r"\w+")
_COMMON_WORDS: Final = (
    "a an and are as at be but by do for from has have he her his how i in is it its me my no not of on or our she so "
    "that the their them they this to us was we were what when where which who why will with you your "
    "das dem den der die du ein eine er es ich ihr im ist mit nicht sie und von wir zu "
    "con de el en es la las lo los me mi no para por que se su te un una y yo"
)
_COMMON: Final = frozenset(_WORD.findall(_COMMON_WORDS))
_COMMON_WEIGHT: Final = 0.2
_PART_WEIGHT: Final = 0.35


def vector(text: str, dimensions: int) -> list[float]:
    """The vector of `text`, of length 1: the same for the same text, and near for texts with words in common."""
    made = [0.0] * dimensions
    for word in _WORD.findall(text.casefold()):
        weight = _COMMON_WEIGHT if word in _COMMON else 1.0
        _add(made, f"w{word}", weight)
        padded = f" {word} "
        for start in range(len(padded) - 2):
            _add(made, f"p{padded[start : start + 3]}", weight * _PART_WEIGHT)
    length = math.sqrt(sum(x * x for x in made))
    if not length:
        made[0] = length = 1.0
    return [x / length for x in made]


def encoded(numbers: list[float]) -> str:
    """The vector as `encoding_format: base64` carries it: little-endian floats of 32 bits."""
    return base64.b64encode(struct.pack(f"<{len(numbers)}f", *numbers)).decode()


def _add(made: list[float], feature: str, weight: float) -> None:
    number = _hash(feature)
    made[number % len(made)] += weight if number >> 63 else -weight


@lru_cache(maxsize=200_000)
def _hash(feature: str) -> int:
    return int.from_bytes(hashlib.blake2b(feature.encode(errors="surrogatepass"), digest_size=8).digest())
