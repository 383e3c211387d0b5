"""What an agent wrote, as a channel can carry it."""

import re
from typing import Final

from common.models.template import TEXT_MAX_CHARS

ANSWER_MAX_CHARS: Final = TEXT_MAX_CHARS
"""The longest text that every channel takes."""
_BOLD: Final = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_LINK: Final = re.compile(r"!?\[([^\]\n]+)\]\((https?://[^\s)]+)\)")
_HEADING: Final = re.compile(r"^#{1,6}\s+", re.MULTILINE)
_FENCE: Final = re.compile(r"^```\w*\n?", re.MULTILINE)


def as_chat(text: str, limit_characters: int = ANSWER_MAX_CHARS) -> str:
    """`text` without the Markdown that no chat shows, cut at the end of a sentence if it is too long."""
    plain = _LINK.sub(lambda m: m[2] if m[1] == m[2] else f"{m[1]}: {m[2]}", text)
    plain = _FENCE.sub("", _HEADING.sub("", _BOLD.sub(r"\2", plain)))
    plain = "".join(c for c in plain if c in "\n\t" or c.isprintable() or c in "\u200d\u200c\ufe0f").strip()
    if len(plain) <= limit_characters:
        return plain
    cut = plain[: limit_characters - 1]
    ends = [match.end() for match in re.finditer(r"[.!?。！？…]\s|\n", cut)]
    if ends and ends[-1] > limit_characters // 2:
        return cut[: ends[-1]].rstrip()
    return cut.rstrip() + "…"
