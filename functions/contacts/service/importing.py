"""Files of people: taken in by request, worked off in slices by a task, each slice in one commit with the cursor."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final, Protocol

from common.clock import Clock, epoch_ms
from common.errors import AlreadyExists, Conflict, Invalid, NotFound, WriteRaced
from common.jobs.enqueue import Enqueue
from common.jobs.registry import IMPORT_AUDIENCE
from common.models.audience import Audience, AudienceImport, AudienceKind, ImportState
from common.models.channel import Channel, Provider
from common.models.ids import ChannelId, TenantId, random_id
from common.models.payloads import AudienceImportPayload
from common.store.codec import encode_part
from common.store.database import compare_and_swap
from functions.contacts.audience_schemas import ImportQuery
from functions.contacts.service.audiences import get
from functions.contacts.service.linking import Stores
from functions.contacts.service.placing import Slice
from functions.contacts.service.reading import SheetReader, channel_for
from functions.contacts.service.sheets import read_sheet

FILE_LIMIT_BYTES: Final = 30 * 1024 * 1024
"""Below the 32 MB that a function's request may have.

Source: https://cloud.google.com/functions/quotas (read 2026-11).
"""
SLICE_ROWS: Final = 80
"""How many rows one commit takes in; at up to five writes each, they stay within 500 writes."""
KEPT_ERRORS: Final = 100
RUN_FOR: Final = timedelta(minutes=4)
"""How long one task works before it hands over to the next."""


class StoredFile(Protocol):
    """A file in the bucket."""

    @property
    def object_name(self) -> str:
        """Its name."""
        ...

    @property
    def size_bytes(self) -> int:
        """Its size."""
        ...


class Bucket(Protocol):
    """Where files are kept."""

    def store(self, t: TenantId, chunks: Iterable[bytes], mime_type: str, *, limit_bytes: int) -> StoredFile:
        """Stores a stream."""
        ...

    def read(self, object_name: str, *, start_byte: int = 0) -> Iterator[bytes]:
        """The bytes of an object from `start_byte` on, in pieces."""
        ...


def accept_file(
    t: TenantId,
    audience_id: str,
    raw: bytes,
    asked: ImportQuery,
    now: datetime,
    *,
    stores: Stores,
    bucket: Bucket,
    enqueue: Enqueue,
) -> Audience:
    """Takes a file in; the same file again, while it is worked off, only makes sure that it is.

    Raises:
        NotFound: the tenant has no such audience or channel.
        Invalid: the audience is no list of people, the file is no CSV file, or it names nobody.
        Conflict: another file is being worked off.
    """
    found = get(t, audience_id, stores=stores)
    if found.value.kind is not AudienceKind.CSV:
        raise Invalid("This audience is a filter; make one of kind `csv` for a file.")
    sheet = read_sheet(raw)
    phones, chats = _channels_for(t, sheet.columns, asked, stores)
    stored = bucket.store(t, [sheet.content], "text/csv", limit_bytes=2 * FILE_LIMIT_BYTES)
    new = AudienceImport(
        id=random_id(),
        object_name=stored.object_name,
        size_bytes=stored.size_bytes,
        delimiter=sheet.delimiter,
        columns=sheet.columns,
        default_region=asked.default_region,
        phone_channel_id=phones,
        chat_channel_id=chats,
        offset_bytes=sheet.offset_bytes,
        next_line=sheet.next_line,
        started_at=now,
    )
    taken, under_way = compare_and_swap(lambda: _begin(t, audience_id, new, stores))
    payload = AudienceImportPayload(tenant_id=t, audience_id=audience_id, import_id=under_way.id, attempt=epoch_ms(now))
    enqueue(IMPORT_AUDIENCE, payload)
    return taken


def _begin(t: TenantId, audience_id: str, new: AudienceImport, stores: Stores) -> tuple[Audience, AudienceImport]:
    found = get(t, audience_id, stores=stores)
    known = found.value.last_import
    if known is not None and known.state in (ImportState.WAITING, ImportState.RUNNING):
        if known.object_name == new.object_name:
            return found.value, known
        raise Conflict("Another file is being worked off; wait until it is done.")
    stores.database.commit(stores.audiences.patch(t, audience_id, {"last_import": encode_part(new)}, found.updated_at))
    return found.value.model_copy(update={"last_import": new}), new


def _channels_for(
    t: TenantId, columns: Sequence[str], asked: ImportQuery, stores: Stores
) -> tuple[ChannelId | None, ChannelId | None]:
    """The channels through which the file's numbers and chats are reached: those asked for, else the first active."""
    channels = stores.channels.list_all(t, fresh=True)
    return (
        channel_for(Provider.WHATSAPP, asked.phone_channel_id, channels) if "phone" in columns else None,
        channel_for(Provider.TELEGRAM, asked.chat_channel_id, channels) if "chat" in columns else None,
    )


def work_off(payload: AudienceImportPayload, *, stores: Stores, bucket: Bucket, clock: Clock, enqueue: Enqueue) -> None:
    """Works off a file from where it stands; hands over to a further task when its time is up.

    Killed at any moment, it goes on at the row behind the last commit. Two at once take turns.

    Raises:
        WriteRaced: contacts kept changing under it; trying again helps.
    """
    t, until = payload.tenant_id, clock.now() + RUN_FOR
    channels = {c.id: c for c in stores.channels.list_all(t, fresh=True)}
    reader = SheetReader(bucket)
    while (
        line := compare_and_swap(lambda: _work_off_slice(payload, reader, channels, clock.now(), stores))
    ) is not None:
        if clock.now() >= until:
            enqueue(IMPORT_AUDIENCE, payload.model_copy(update={"attempt": line}))
            return


def _running(payload: AudienceImportPayload, stores: Stores) -> tuple[AudienceImport, datetime] | None:
    """The import as it stands, if it still is to be worked off."""
    found = stores.audiences.find(payload.tenant_id, payload.audience_id)
    state = found.value.last_import if found else None
    if found is None or state is None or state.id != payload.import_id:
        return None
    return (state, found.updated_at) if state.state in (ImportState.WAITING, ImportState.RUNNING) else None


def _work_off_slice(
    payload: AudienceImportPayload,
    reader: SheetReader,
    channels: dict[ChannelId, Channel],
    now: datetime,
    stores: Stores,
) -> int | None:
    """Works off the next rows; the line where the rest begins, or None if there is nothing left to do."""
    running = _running(payload, stores)
    if running is None:
        return None
    t, (state, version) = payload.tenant_id, running
    taken, offset_bytes, next_line = reader.take(state, SLICE_ROWS)
    place = Slice(t, payload.audience_id, taken, state, channels, now, stores)
    after = state.model_copy(
        update={
            "state": ImportState.RUNNING if taken else ImportState.DONE,
            "finished_at": None if taken else now,
            "offset_bytes": offset_bytes,
            "next_line": next_line,
            "rows": state.rows + sum(place.tally.values()),
            "errors": [*state.errors, *place.errors][:KEPT_ERRORS],
            **{str(outcome): getattr(state, outcome) + number for outcome, number in place.tally.items()},
        }
    )
    moved = stores.audiences.patch(t, payload.audience_id, {"last_import": encode_part(after)}, version)
    try:
        stores.database.commit(*place.writes, moved)
    except AlreadyExists as error:
        raise WriteRaced("Somebody of the file wrote at the same moment.") from error
    except NotFound:
        return None  # the audience was deleted
    return next_line if taken else None


def give_up(payload: AudienceImportPayload, error: str, now: datetime, *, stores: Stores) -> None:
    """Ends an import that cannot go on; what was taken in stays."""

    def attempt() -> None:
        running = _running(payload, stores)
        if running is None:
            return
        state, version = running
        why = f"{error} What was read before stays; upload the file again to go on."
        failed = state.model_copy(update={"state": ImportState.FAILED, "failure": why, "finished_at": now})
        change = stores.audiences.patch(
            payload.tenant_id, payload.audience_id, {"last_import": encode_part(failed)}, version
        )
        stores.database.commit(change)

    compare_and_swap(attempt)
