"""Rewordings of a message by tables: what our question for variants gets where there is no model."""

import re
from collections.abc import Callable
from typing import Final

from infra.local.simulators.openai.phrases import PHRASES, Phrases

FAULTY_EVERY: Final = 4
"""Of so many rewordings, the last breaks a rule on purpose."""
_WORDS_AN_OPENING: Final = 9
"""A sentence of so many words gets an opening; in shorter ones the opening would drown it."""
_PLACEHOLDER: Final = re.compile(r"\{\{\s*\w+\s*\}\}")
_NUMBER: Final = re.compile(r"\d+")
_SENTENCE_END: Final = re.compile(r"(?<=[.!?…])\s+")
_STOP: Final = re.compile(
    r"\b(?:STOP|STOPP|PARAR|BAJA|ARRET|SAIR)\b|unsubscribe|opt[ -]out"
    r"|abmelden|abbestellen|désabonner|dar(?:te)? de baja",
    re.IGNORECASE,
)


def rewordings(text: str, count: int, language: str | None) -> list[str]:
    """`count` rewordings, of which every fourth is faulty."""
    phrases = PHRASES.get((language or "")[:2].lower()) or _detected(text)
    made = [_reworded(text, number, phrases) for number in range(count)]
    for number in range(FAULTY_EVERY - 1, count, FAULTY_EVERY):
        made[number] = _spoiled(text, made[number])
    return made


def _detected(text: str) -> Phrases:
    words = re.findall(r"\w+", text.lower())
    return max(PHRASES.values(), key=lambda phrases: sum(word in phrases.marks for word in words))


def _spoiled(text: str, reworded: str) -> str:
    """A rewording that lacks a placeholder; without one, has another number; without either, is almost the original."""
    if _PLACEHOLDER.search(reworded):
        return _PLACEHOLDER.sub("", reworded, count=1)
    if _NUMBER.search(reworded):
        return _NUMBER.sub(lambda match: str(int(match.group()) + 1), reworded, count=1)
    return f"{text}!"


def _reworded(text: str, number: int, phrases: Phrases) -> str:
    lines = text.split("\n")
    changeable = [at for at, line in enumerate(lines) if line.strip() and not _STOP.search(line)]
    sentences_of = {at: _SENTENCE_END.split(lines[at].strip()) for at in changeable}
    kept: list[str] = []
    if len(lines) == 1 and not changeable:
        # One line with everything: only its sentence about stopping stays.
        every = _SENTENCE_END.split(text.strip())
        kept = [sentence for sentence in every if _STOP.search(sentence)]
        sentences_of = {0: [sentence for sentence in every if not _STOP.search(sentence)]}
        changeable = [0]
    for at in changeable:
        lines[at] = " ".join(_moved(sentences_of[at], number, phrases, is_first=at == changeable[0]))
    if changeable:
        lines[changeable[-1]] = f"{lines[changeable[-1]]} {_turn(phrases.endings, number)}".strip()
    return "\n".join(lines) if not kept else " ".join([*lines, *kept])


def _moved(sentences: list[str], number: int, phrases: Phrases, *, is_first: bool) -> list[str]:
    """The sentences of a line in another order and other words; a greeting stays in front."""
    greeting: list[str] = []
    if is_first and sentences:
        head, rest = _greeting(sentences[0], number, phrases)
        greeting = [head] if head else []
        sentences = [rest, *sentences[1:]] if rest else sentences[1:]
    shift = number % len(sentences) if len(sentences) > 1 else 0
    turned = sentences[shift:] + sentences[:shift]
    return greeting + [_rephrased(each, number * 3 + place, phrases) for place, each in enumerate(turned)]


def _greeting(sentence: str, number: int, phrases: Phrases) -> tuple[str, str]:
    """The greeting in other words, and what follows it; both may be empty."""
    known = sorted((*phrases.greetings, "Dear", "Liebe", "Lieber", "Querida", "Querido"), key=len, reverse=True)
    match = re.match(rf"(?:{'|'.join(map(re.escape, known))})\b([^,!.:]*)([,!.:]?)\s*", sentence, re.IGNORECASE)
    if match is None:
        return f"{_turn(phrases.greetings, number)}!", sentence
    return f"{_turn(phrases.greetings, number + 1)}{match[1]}{match[2] or ','}", sentence[match.end() :]


def _rephrased(sentence: str, number: int, phrases: Phrases) -> str:
    for row in phrases.synonyms:
        sentence = re.sub(
            rf"(?<![\w{{/.@-]){'|'.join(map(re.escape, row[:1]))}(?![\w}}/@-])",
            _other(row, number),
            sentence,
            flags=re.IGNORECASE,
        )
    if len(sentence.split()) < _WORDS_AN_OPENING and number % 2:
        return sentence
    opening = _turn(phrases.openings, number)
    return f"{opening[0].upper()}{opening[1:]} {sentence}"


def _other(row: tuple[str, ...], number: int) -> Callable[[re.Match[str]], str]:
    word = row[1 + number % (len(row) - 1)]
    return lambda match: word[0].upper() + word[1:] if match.group()[0].isupper() else word


def _turn(options: tuple[str, ...], number: int) -> str:
    return options[number % len(options)]
