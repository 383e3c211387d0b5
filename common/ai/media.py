"""Sounds and pictures put into words: what is said, in its own language, and what can be seen."""

import base64
import time
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

from common import log
from common.ai.client import Models
from common.ai.prices import speech_price_micro_usd
from common.ai.prompts import describing
from common.config import Settings
from common.models.spent import Spent

if TYPE_CHECKING:
    from openai.types.audio import Transcription

MIB: Final = 1024 * 1024
LONGEST_TEXT: Final = 20_000
"""Characters of a transcript that are kept: over half an hour of speech."""
PATIENCE: Final = 4
"""How many times longer than an answer a transcription may take: a model listens to minutes."""


class Medium(StrEnum):
    """By which of two ways a file is put into words."""

    SOUND = "sound"
    PICTURE = "picture"


class Worded(NamedTuple):
    """The words, and what they cost."""

    text: str
    """Empty if nothing is said."""
    spent: Spent


ENDINGS: Final[dict[str, str]] = {
    "audio/ogg": "ogg",
    "application/ogg": "ogg",
    "audio/opus": "ogg",
    "audio/mpeg": "mp3",
    "audio/mp3": "mp3",
    "audio/mp4": "m4a",
    "audio/m4a": "m4a",
    "audio/x-m4a": "m4a",
    "audio/wav": "wav",
    "audio/x-wav": "wav",
    "audio/webm": "webm",
    "audio/flac": "flac",
    "audio/x-flac": "flac",
}
"""The sounds that are taken, with the ending of a file's name by which OpenAI tells them apart.

Source: https://developers.openai.com/api/docs/guides/speech-to-text (read 2026-11).
"""
PICTURES: Final = frozenset({"image/jpeg", "image/png", "image/webp", "image/gif"})
"""The pictures that are taken.

Source: https://developers.openai.com/api/docs/guides/images-vision (read 2026-11).
"""
LIMIT_BYTES: Final = {Medium.SOUND: 25 * MIB, Medium.PICTURE: 20 * MIB}
"""How large a file may be: OpenAI's limit of a sound; for pictures our own, well below its limit of a request."""


def medium_of(mime_type: str) -> Medium | None:
    """How a file of that type is put into words, whether or not a model takes just this one; None for others."""
    kind = mime_type.partition("/")[0]
    if kind == "audio" or mime_type in ENDINGS:
        return Medium.SOUND
    return Medium.PICTURE if kind == "image" else None


def why_not(mime_type: str, size_bytes: int) -> str:
    """Why a model takes no such file, in a sentence; empty if it does."""
    medium = medium_of(mime_type)
    if medium is None or mime_type not in (ENDINGS if medium is Medium.SOUND else PICTURES):
        return f"No model reads files of the type {mime_type or 'unknown'}."
    if size_bytes > LIMIT_BYTES[medium]:
        return f"The file is too large for a model, which takes {LIMIT_BYTES[medium] // MIB} MB."
    return "" if size_bytes else "The file is empty."


def put_into_words(content: bytes, mime_type: str, language: str, *, models: Models, have: Settings) -> Worded:
    """What a file says or shows; a picture is described in `language`.

    Raises:
        ModelError: there are no words.
    """
    if medium_of(mime_type) is Medium.SOUND:
        return transcribe(content, mime_type, models=models, have=have)
    return describe(content, mime_type, language, models=models)


def transcribe(content: bytes, mime_type: str, *, models: Models, have: Settings) -> Worded:
    """What is said in a sound, in the language in which it is said.

    Args:
        content: the file.
        mime_type: one of `ENDINGS`.
        models: whom to ask.
        have: names the model.

    Raises:
        ModelError: there are no words.
    """
    name = f"sound.{ENDINGS[mime_type]}"
    began_s = time.perf_counter()
    heard: Transcription = models.ask(
        lambda client: client.audio.transcriptions.create(
            model=have.openai_transcription_model,
            file=(name, content, mime_type),
            timeout=PATIENCE * have.openai_timeout_s,
        )
    )
    spent = _spent(heard, have.openai_transcription_model, round((time.perf_counter() - began_s) * 1000))
    log.info("A model listened.", **spent._asdict())
    return Worded(heard.text.strip()[:LONGEST_TEXT], spent)


def _spent(heard: "Transcription", model: str, latency_ms: int) -> Spent:
    """OpenAI bills by the minute, and says how long the sound is; other servers may count tokens, or nothing."""
    used = heard.usage
    spent = Spent(price_micro_usd=None, latency_ms=latency_ms, calls=1, model=model)
    if used is None:
        return spent
    if used.type == "duration":
        return spent._replace(price_micro_usd=speech_price_micro_usd(model, used.seconds))
    return spent._replace(input_tokens=used.input_tokens, output_tokens=used.output_tokens)


def describe(content: bytes, mime_type: str, language: str, *, models: Models) -> Worded:
    """What a picture shows, for somebody who cannot see it.

    Args:
        content: the file.
        mime_type: one of `PICTURES`.
        language: the language of the description, such as `de`; writing in the picture keeps its own.
        models: whom to ask.

    Raises:
        ModelError: there are no words.
    """
    picture = f"data:{mime_type};base64,{base64.b64encode(content).decode()}"
    answer = models.complete(
        describing.Description,
        describing.INSTRUCTIONS,
        describing.question(language),
        pictures=[picture],
        output_limit_tokens=1500,
    )
    return Worded(answer.value.description.strip()[:LONGEST_TEXT], answer.spent)
