"""Putting one file into words: read it from the bucket, ask a model, note what it said."""

from datetime import datetime
from enum import StrEnum
from typing import Final, NamedTuple, Protocol

from common import log
from common.ai.errors import ModelError, ModelMalformed, ModelRefused
from common.ai.media import Worded
from common.clock import Clock
from common.errors import NotFound
from common.media.storage import MediaBucket
from common.models.ids import MessageId, TenantId
from common.models.message import Media, Transcript, TranscriptStatus
from common.store.codec import encode_part
from common.store.database import compare_and_swap
from common.store.messages import Messages
from common.store.tenants import Tenants
from common.store.usage import Usage

MALFORMED_TRIES: Final = 3
"""How often a useless answer is paid for."""
SILENT: Final = "Nothing is said in it that could be understood."
UNREADABLE: Final = "The model could not make anything of the file."
NO_MODEL: Final = "No model is set up that reads such files."
GONE: Final = "The file is not there any more."
DOWN: Final = "The model did not answer for a long time."


class Word(Protocol):
    """Puts a file into words."""

    def __call__(self, content: bytes, mime_type: str, language: str) -> Worded:
        """The words; raises ModelError where there are none. A picture is described in `language`."""
        ...


class Transcribed(StrEnum):
    """What became of a file's words."""

    READY = "ready"
    FAILED = "failed"
    NOTHING = "nothing"


class Collaborators(NamedTuple):
    """What transcribing needs."""

    messages: Messages
    tenants: Tenants
    usage: Usage
    bucket: MediaBucket
    word: Word
    clock: Clock


def transcribe_media(t: TenantId, m: MessageId, retries: int, *, with_: Collaborators) -> Transcribed:
    """Has the file of a message put into words, unless it is; a person may have what failed tried again.

    What the model used is counted as soon as it has answered: an answer that is lost in a crash was paid for too.

    Raises:
        ModelError: the model does not answer; trying again helps.
        DependencyDown: the bucket does not answer; trying again helps.
    """
    found = with_.messages.find(t, m)
    media = found.value.media if found else None
    if media is None or media.transcript is None or media.transcript.status is TranscriptStatus.READY:
        return Transcribed.NOTHING
    return _note(t, m, _worded(t, media, retries, with_), with_.clock.now(), with_.messages)


def _worded(t: TenantId, media: Media, retries: int, with_: Collaborators) -> Transcript:
    tenant = with_.tenants.get(t)
    try:
        content = with_.bucket.load(media.object_name)
        text, spent = with_.word(content, media.mime_type, tenant.language)
    except NotFound:
        return Transcript(status=TranscriptStatus.FAILED, failure=GONE)
    except ModelError as error:
        with_.usage.count_model(tenant, with_.clock.now(), error.spent)
        useless = isinstance(error, ModelMalformed) and retries + 1 >= MALFORMED_TRIES
        if error.retryable and not useless:
            raise
        if error.alert:
            log.error("A file cannot be put into words.", error=error.detail)
        understood = isinstance(error, ModelRefused | ModelMalformed)
        return Transcript(status=TranscriptStatus.FAILED, failure=UNREADABLE if understood else NO_MODEL)
    with_.usage.count_model(tenant, with_.clock.now(), spent)
    made = Transcript(
        status=TranscriptStatus.READY, text=text, model=spent.model, price_micro_usd=spent.price_micro_usd
    )
    return made if text else made.model_copy(update={"status": TranscriptStatus.FAILED, "failure": SILENT})


def _note(t: TenantId, m: MessageId, transcript: Transcript, now: datetime, messages: Messages) -> Transcribed:
    """Stores the words, unless there are any by now or the message was taken back."""

    def attempt() -> Transcribed:
        found = messages.find(t, m)
        known = found.value.media.transcript if found and found.value.media else None
        if found is None or known is None or known.status is TranscriptStatus.READY:
            return Transcribed.NOTHING
        fields = {"media.transcript": encode_part(transcript), "worked_at.transcript": now}
        messages.patch(t, m, fields, found.updated_at)
        return Transcribed(transcript.status.value)

    return compare_and_swap(attempt)


def give_up(t: TenantId, m: MessageId, now: datetime, *, messages: Messages) -> None:
    """Notes on the message that its file was not put into words."""
    _note(t, m, Transcript(status=TranscriptStatus.FAILED, failure=DOWN), now, messages)
