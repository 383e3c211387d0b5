"""Fetching one media: open it at the provider, check it, store it, note where it is."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Final, NamedTuple

from common.channels.base import MediaGone, Sender
from common.clock import Clock
from common.crypto import Vault
from common.errors import Conflict, DependencyDown, NotFound, TooLarge
from common.jobs.enqueue import Enqueue
from common.jobs.registry import TRANSCRIBE_MEDIA
from common.media.storage import MediaBucket, Stored
from common.models.accounts import open_account
from common.models.channel import Provider
from common.models.ids import MessageId, TenantId
from common.models.message import Media, MediaStatus, Message, TranscriptStatus
from common.models.payloads import MessagePayload
from common.models.usage import MEDIA_BYTES
from common.store.channels import Channels
from common.store.codec import encode_part
from common.store.database import DELETE_FIELD, compare_and_swap
from common.store.messages import Messages
from common.store.tenants import Tenants
from common.store.usage import Usage
from functions.media.service.wanting import Readers, first_transcript

LIMIT_BYTES: Final = 100 * 1024 * 1024
"""The largest media that WhatsApp takes (documents); shared facts on providers, §3.3, read 2026-11."""


class Fetched(StrEnum):
    """What became of a media."""

    STORED = "stored"
    GONE = "gone"
    NOTHING = "nothing"


class Collaborators(NamedTuple):
    """What fetching needs."""

    messages: Messages
    channels: Channels
    vault: Vault
    senders: Mapping[Provider, Sender]
    bucket: MediaBucket
    readers: Readers
    enqueue: Enqueue
    tenants: Tenants
    usage: Usage
    clock: Clock


def fetch_media(t: TenantId, m: MessageId, *, with_: Collaborators) -> Fetched:
    """Fetches the media of a message into the bucket, unless it is there, and has it put into words where it is wanted.

    Raises:
        ChannelRefused: the provider refuses the message's channel for now; trying again helps.
        DependencyDown: the provider, the bucket or Cloud Tasks does not answer, or the bytes came damaged; trying again
            helps.
    """
    found = with_.messages.find(t, m)
    if found is None or found.value.media is None:
        return Fetched.NOTHING
    media = found.value.media
    if media.status is MediaStatus.STORED:
        _hand_over(t, found.value, media, with_.enqueue)  # a crash may have come between storing and this
        return Fetched.NOTHING
    try:
        channel = with_.channels.get(t, found.value.channel_id)
        account = open_account(t, channel, with_.vault)
        with with_.senders[channel.provider].open_media(account, media.provider_media_id) as stream:
            mime_type = media.mime_type or stream.mime_type
            stored = with_.bucket.store(t, stream.chunks, mime_type, limit_bytes=LIMIT_BYTES)
            promised = {hash_ for hash_ in (media.sha256, stream.sha256) if hash_}
            filename = media.filename or stream.filename
    except (MediaGone, NotFound, Conflict, TooLarge) as error:
        _note_failure(t, m, error.detail, with_.clock.now(), with_.messages)
        return Fetched.GONE
    if promised - {stored.sha256}:
        _let_go(t, stored, with_)
        raise DependencyDown("The file came damaged: its checksum is not the provider's.")
    done = Media(
        mime_type=mime_type,
        filename=filename,
        size_bytes=stored.size_bytes,
        sha256=stored.sha256,
        provider_media_id=media.provider_media_id,
        object_name=stored.object_name,
        status=MediaStatus.STORED,
        transcript=first_transcript(t, found.value, channel, mime_type, stored.size_bytes, readers=with_.readers),
    )
    fetched = compare_and_swap(lambda: _note_stored(t, m, done, with_))
    if fetched is Fetched.STORED:
        _hand_over(t, found.value, done, with_.enqueue)
    else:
        _let_go(t, stored, with_)
    return fetched


def _hand_over(t: TenantId, message: Message, media: Media, enqueue: Enqueue) -> None:
    if media.transcript is not None and media.transcript.status is TranscriptStatus.PENDING:
        enqueue(TRANSCRIBE_MEDIA, MessagePayload(tenant_id=t, message_id=message.id, channel_id=message.channel_id))


def _note_stored(t: TenantId, m: MessageId, done: Media, with_: Collaborators) -> Fetched:
    """Notes where the file is, and counts its bytes, in one commit: whoever comes second finds it noted."""
    found = with_.messages.find(t, m)
    if found is None or found.value.media is None or found.value.media.status is MediaStatus.STORED:
        return Fetched.NOTHING  # its author took it back meanwhile, or another task was faster
    counted = with_.usage.count_blindly(with_.tenants.get(t), with_.clock.now(), {MEDIA_BYTES: done.size_bytes or 0})
    fields = {"media": encode_part(done), "worked_at.media": with_.clock.now()}
    with_.messages.patch(t, m, fields, found.updated_at, [counted])
    return Fetched.STORED


def _let_go(t: TenantId, stored: Stored, with_: Collaborators) -> None:
    """Removes a file that its message does not show, unless another does: nothing would ever name it again."""
    if not with_.messages.is_shared(t, stored.object_name, ()):
        with_.bucket.remove(t, stored.sha256)


def _note_failure(t: TenantId, m: MessageId, detail: str, now: datetime, messages: Messages) -> None:
    def attempt() -> None:
        found = messages.find(t, m)
        if found is None or found.value.media is None or found.value.media.status is MediaStatus.STORED:
            return
        failed = {"media.status": MediaStatus.FAILED, "media.failure": detail, "worked_at.media": now}
        messages.patch(t, m, failed, found.updated_at)

    compare_and_swap(attempt)


def revive(t: TenantId, m: MessageId, asked: datetime, *, messages: Messages) -> None:
    """Has a media fetched again that could not be fetched before `asked`; its provider may keep it no longer."""

    def attempt() -> None:
        found = messages.find(t, m)
        if found is None or found.value.media is None or found.value.media.status is not MediaStatus.FAILED:
            return
        failed_at = found.value.worked_at.get("media")
        if failed_at is not None and failed_at >= asked:
            return
        messages.patch(t, m, {"media.status": MediaStatus.PENDING, "media.failure": DELETE_FIELD}, found.updated_at)

    compare_and_swap(attempt)


def give_up(t: TenantId, m: MessageId, error: str, now: datetime, *, messages: Messages) -> None:
    """Notes on the message that its media could not be fetched."""
    _note_failure(t, m, f"The file could not be fetched. {error}", now, messages)
