"""Files of contacts: taken in as drafts, tried, started by a person, and worked off in slices by a task."""

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Final, NamedTuple, Protocol

from common.clock import Clock, epoch_ms
from common.entry.pages import ListQuery, decode_cursor, encode_cursor
from common.errors import AlreadyExists, Conflict, Invalid, NotFound, WriteRaced
from common.jobs.enqueue import Enqueue
from common.jobs.registry import CLEAR_CONTACT_FILE, IMPORT_CONTACTS
from common.models.cells import safe_cell
from common.models.channel import Channel, Provider
from common.models.contact_import import (
    MOST_LINES,
    OVER,
    ContactImport,
    ContactImportState,
    ImportField,
    ImportOptions,
)
from common.models.ids import ChannelId, TenantId, digest, random_id
from common.models.long_job import LongJob, LongJobState
from common.models.payloads import ContactFilePayload
from common.models.tenant import Caller
from common.store.codec import Versioned, encode_part
from common.store.contact_imports import FORMER, REPORT, ContactImports, Place
from common.store.database import compare_and_swap
from common.store.long_jobs import LongJobs
from functions.contacts.import_schemas import (
    ContactImportPage,
    ContactImportView,
    ImportDetail,
    ImportPreview,
    KeptPage,
    PreviewLine,
    ReportPage,
)
from functions.contacts.service.columns import check, guess
from functions.contacts.service.linking import Stores
from functions.contacts.service.reading import SheetReader, channel_for
from functions.contacts.service.sheets import Row, open_sheet
from functions.contacts.service.taking_in import Slice

FILE_LIMIT_BYTES: Final = 25 * 1024 * 1024
SLICE_ROWS: Final = 100
"""How many lines one commit takes in at most; where they cause too much for one, it takes half of them."""
RUN_FOR: Final = timedelta(minutes=4)
"""How long one task works before it hands over to the next."""
PREVIEWED: Final = 20
SAME_FILES: Final = 20
"""How many imports of the very same file are looked at."""
UNDO_FOR: Final = timedelta(days=30)
"""For how long an import can be undone and its report is kept."""
DRAFT_FOR: Final = timedelta(days=1)
"""For how long a file waits for somebody to say what it means."""
REPORT_PART: Final = 5_000
COLUMNS: Final = ("line", "column", "problem", "what is wrong")


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

    def put_file(self, t: TenantId, name: str, chunks: Iterable[bytes], mime_type: str) -> StoredFile:
        """Stores a stream under a name of its own."""
        ...

    def read(self, object_name: str, *, start_byte: int = 0) -> Iterator[bytes]:
        """The bytes of an object from `start_byte` on, in pieces."""
        ...

    def remove_file(self, object_name: str) -> None:
        """Removes a file; none is fine."""
        ...


class Part(NamedTuple):
    """A part of a report as CSV."""

    text: str
    next_cursor: str | None


def accept(
    caller: Caller,
    raw: bytes,
    filename: str,
    key: str,
    now: datetime,
    *,
    stores: Stores,
    bucket: Bucket,
    enqueue: Enqueue,
) -> ImportDetail:
    """Takes a file in; under the same key, or again while nobody has said what it means, it is the same one.

    Raises:
        Invalid: the file is no CSV file, has too many lines, or the key was used for another file.
    """
    t, sha256 = caller.tenant_id, hashlib.sha256(raw).hexdigest()
    imports = ContactImports(stores.database)
    same = imports.find_file(t, sha256, limit=SAME_FILES)
    waiting = next((one for one in same if one.state in (ContactImportState.DRAFT, ContactImportState.RUNNING)), None)
    known = imports.find(t, _id_of(caller, key)) if key else None
    if known is not None and known.value.sha256 != sha256:
        raise Invalid("This Idempotency-Key was used for another file.")
    found = known.value if known else waiting
    if found is None:
        id_ = _id_of(caller, key)
        found = _draft(caller, raw, sha256, filename, id_, now, stores=stores, bucket=bucket, enqueue=enqueue)
    return show(t, found, stores=stores)


def _id_of(caller: Caller, key: str) -> str:
    return digest("contact-import", caller.id, key or random_id())


def _draft(
    caller: Caller,
    raw: bytes,
    sha256: str,
    filename: str,
    id_: str,
    now: datetime,
    *,
    stores: Stores,
    bucket: Bucket,
    enqueue: Enqueue,
) -> ContactImport:
    t, opened = caller.tenant_id, open_sheet(raw)
    lines = opened.content.count(b"\n", opened.offset_bytes) + (not opened.content.endswith(b"\n"))
    if lines > MOST_LINES:
        raise Invalid(f"The file has {lines:,} lines; {MOST_LINES:,} are possible. Cut it in pieces.")
    # Handed over first: it removes the file where nobody says what it means, or this dies before it is kept.
    payload = ContactFilePayload(tenant_id=t, file_id=id_, attempt=epoch_ms(now))
    enqueue(CLEAR_CONTACT_FILE, payload, delay_s=DRAFT_FOR.total_seconds(), at=now)
    stored = bucket.put_file(t, f"import-{id_}", [opened.content], "text/csv")
    made = ContactImport(
        id=id_,
        filename=filename,
        sha256=sha256,
        object_name=stored.object_name,
        size_bytes=stored.size_bytes,
        delimiter=opened.delimiter,
        header=opened.header,
        lines=lines,
        offset_bytes=opened.offset_bytes,
        next_line=opened.next_line,
        first_line=opened.next_line,
        created_at=now,
        created_by=caller.id,
    )
    imports = ContactImports(stores.database)
    try:
        stores.database.commit(imports.create(t, made))
    except AlreadyExists:
        return get(t, id_, stores=stores).value
    return made


def get(t: TenantId, id_: str, *, stores: Stores) -> Versioned[ContactImport]:
    """The import.

    Raises:
        NotFound: the tenant has no such import.
    """
    found = ContactImports(stores.database).find(t, id_)
    if found is None:
        raise NotFound("There is no such import.")
    return found


def show(t: TenantId, found: ContactImport, *, stores: Stores) -> ImportDetail:
    """The import with guesses of what its columns mean, while nobody has said, and whether the file came before."""
    if found.state is not ContactImportState.DRAFT:
        return ImportDetail(**ContactImportView.of(found).model_dump(), guesses=[], earlier_id="")
    definitions, _ = stores.attributes.find(t)
    same = ContactImports(stores.database).find_file(t, found.sha256, limit=SAME_FILES)
    earlier = next((one.id for one in same if one.id != found.id and one.state is ContactImportState.DONE), "")
    guesses = guess(found.header, definitions)
    return ImportDetail(**ContactImportView.of(found).model_dump(), guesses=guesses, earlier_id=earlier)


def list_page(t: TenantId, query: ListQuery, *, stores: Stores) -> ContactImportPage:
    """Imports, the newest first."""
    after = None
    if query.cursor:
        at, id_ = decode_cursor(query.cursor, str, str)
        try:
            after = (datetime.fromisoformat(str(at)), str(id_))
        except ValueError as error:
            raise Invalid("The cursor is not one of ours.") from error
    found = ContactImports(stores.database).page(t, limit=query.limit, after=after)
    last = found[-1] if len(found) == query.limit else None
    more = encode_cursor(last.created_at.isoformat(), last.id) if last and last.created_at else None
    return ContactImportPage(items=[ContactImportView.of(one) for one in found], next_cursor=more)


def preview(
    t: TenantId, id_: str, options: ImportOptions, now: datetime, *, stores: Stores, bucket: Bucket
) -> ImportPreview:
    """What would become of the first lines; nothing is kept.

    Raises:
        NotFound: the tenant has no such import or channel.
        Invalid: the file cannot be taken in so.
        Conflict: it has been started, or is gone.
    """
    state = _draft_of(get(t, id_, stores=stores).value)
    tried, channels = _arranged(t, state, options, stores)
    taken, _, _ = SheetReader(bucket).take(tried, PREVIEWED)
    lines = _slice(t, taken, tried, channels, now, stores).taken
    cells = {row.line: row.cells for row in taken}
    return ImportPreview(lines=[PreviewLine(cells=cells[one.line], **one._asdict()) for one in lines])


def _draft_of(state: ContactImport) -> ContactImport:
    if state.state is not ContactImportState.DRAFT:
        raise Conflict(f"This import was started before; it is {state.state}.")
    return state


def _arranged(
    t: TenantId, state: ContactImport, options: ImportOptions, stores: Stores
) -> tuple[ContactImport, dict[ChannelId, Channel]]:
    """The import with its options, and the channels through which its people are reached."""
    check(options, state.header)
    channels = {c.id: c for c in stores.channels.list_all(t, fresh=True)}
    fields = {column.field for column in options.columns}
    chosen = {
        "options": options,
        "phone_channel_id": channel_for(Provider.WHATSAPP, options.phone_channel_id, channels.values())
        if ImportField.PHONE in fields
        else None,
        "chat_channel_id": channel_for(Provider.TELEGRAM, options.chat_channel_id, channels.values())
        if ImportField.CHAT in fields
        else None,
    }
    return state.model_copy(update=chosen), channels


def _slice(
    t: TenantId,
    rows: list[Row],
    state: ContactImport,
    channels: dict[ChannelId, Channel],
    now: datetime,
    stores: Stores,
) -> Slice:
    if state.options is None:
        raise AssertionError("An import was started without options.")
    definitions, _ = stores.attributes.find(t)
    return Slice(t, rows, state, state.options, channels=channels, definitions=definitions, now=now, stores=stores)


def start(
    t: TenantId, id_: str, options: ImportOptions, now: datetime, *, stores: Stores, enqueue: Enqueue
) -> ContactImportView:
    """Starts an import; started again in the same way, it only makes sure that it is worked off.

    Raises:
        NotFound: the tenant has no such import or channel.
        Invalid: the file cannot be taken in so.
        Conflict: it was started otherwise.
    """
    payload = ContactFilePayload(tenant_id=t, file_id=id_)

    def attempt() -> ContactImport:
        found = get(t, id_, stores=stores)
        if found.value.state is not ContactImportState.DRAFT and found.value.options == options:
            return found.value
        arranged, _ = _arranged(t, _draft_of(found.value), options, stores)
        begun = arranged.model_copy(update={"state": ContactImportState.RUNNING, "started_at": now})
        fields = {
            "state": begun.state,
            "started_at": now,
            "options": encode_part(options),
            "phone_channel_id": begun.phone_channel_id,
            "chat_channel_id": begun.chat_channel_id,
        }
        job = LongJob(
            id=id_,
            job=IMPORT_CONTACTS.name,
            subject=id_,
            payload=payload.model_dump(mode="json"),
            total=begun.lines,
            unit="lines",
            started_at=now,
            heartbeat_at=now,
        )
        imports, jobs = ContactImports(stores.database), LongJobs(stores.database)
        stores.database.commit(imports.patch(t, id_, fields, found.updated_at), jobs.start(t, job))
        return begun

    begun = compare_and_swap(attempt)
    if begun.state is ContactImportState.RUNNING:
        enqueue(IMPORT_CONTACTS, payload)
    return ContactImportView.of(begun)


def cancel(t: TenantId, id_: str, *, stores: Stores) -> ContactImportView:
    """Asks an import to stop at its next slice; what was taken in stays, and can be undone.

    Raises:
        NotFound: the tenant has no such import.
        Conflict: it does not run.
    """
    found = get(t, id_, stores=stores).value
    if found.state is not ContactImportState.RUNNING:
        raise Conflict(f"There is nothing to stop: the import is {found.state}.")
    stores.database.commit(LongJobs(stores.database).ask_to_cancel(t, id_))
    return ContactImportView.of(found)


def work_off(payload: ContactFilePayload, *, stores: Stores, bucket: Bucket, clock: Clock, enqueue: Enqueue) -> bool:
    """Works off a file from where it stands; false if a further task goes on.

    Killed at any moment, it goes on at the line behind the last commit. Two at once take turns.

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
            enqueue(IMPORT_CONTACTS, payload.model_copy(update={"step": line}))
            return False
    found = ContactImports(stores.database).find(t, payload.file_id)
    if found is not None and found.value.state not in (ContactImportState.DRAFT, ContactImportState.RUNNING):
        bucket.remove_file(found.value.object_name)
    return True


def _work_off_slice(
    payload: ContactFilePayload,
    reader: SheetReader,
    channels: dict[ChannelId, Channel],
    now: datetime,
    stores: Stores,
) -> int | None:
    """Works off the next lines in one commit with the cursor; the line where the rest begins, or None at the end."""
    t, imports, jobs = payload.tenant_id, ContactImports(stores.database), LongJobs(stores.database)
    found = imports.find(t, payload.file_id)
    if found is None or found.value.state is not ContactImportState.RUNNING:
        return None
    state = found.value
    job = jobs.find(t, state.id)
    if job is not None and job.cancel_asked:
        end = _end_fields(ContactImportState.CANCELLED, now)
        finished = jobs.finish(t, state.id, now, LongJobState.CANCELLED)
        stores.database.commit(imports.patch(t, state.id, end, found.updated_at), finished)
        return None
    taken, offset_bytes, next_line = reader.take(state, SLICE_ROWS)
    if not taken:
        finished = jobs.finish(t, state.id, now, LongJobState.DONE)
        end = _end_fields(ContactImportState.DONE, now)
        stores.database.commit(imports.patch(t, state.id, end, found.updated_at), finished)
        return None
    part = _slice(t, taken, state, channels, now, stores)
    while not part.fits and len(taken) > 1:
        taken = taken[: len(taken) // 2]
        offset_bytes, next_line = reader.end_of(taken, state), taken[-1].next_line
        part = _slice(t, taken, state, channels, now, stores)
    expires_at, problems = now + UNDO_FOR, part.problems
    counts = dict(state.problems)
    for problem in problems:
        counts[problem.problem] = counts.get(problem.problem, 0) + 1
    fields: dict[str, object] = {
        "offset_bytes": offset_bytes,
        "next_line": next_line,
        "slices": state.slices + 1,
        "problems": counts,
        **{outcome.value: getattr(state, outcome.value) + number for outcome, number in part.tally.items()},
    }
    try:
        stores.database.commit(
            # First, so that a slice that somebody else took in fails by its cursor, not by what it would create.
            imports.patch(t, state.id, fields, found.updated_at),
            *part.writes,
            *imports.keep(t, state.id, FORMER, state.slices, part.formers, expires_at),
            *imports.keep(t, state.id, REPORT, state.slices, problems, expires_at),
            jobs.advance(t, state.id, now, done=min(next_line - state.first_line, state.lines), total=state.lines),
        )
    except (AlreadyExists, NotFound) as error:
        raise WriteRaced("Somebody of the file wrote, or went, at the same moment.") from error
    return next_line


def _end_fields(state: ContactImportState, now: datetime, failure: str = "") -> dict[str, object]:
    return {"state": state, "finished_at": now, "undo_until": now + UNDO_FOR, "failure": failure}


def give_up(payload: ContactFilePayload, error: str, now: datetime, *, stores: Stores, enqueue: Enqueue) -> bool:
    """Ends an import that cannot go on; what was taken in stays, and can be undone. False if it had ended."""
    t, imports, jobs = payload.tenant_id, ContactImports(stores.database), LongJobs(stores.database)

    def attempt() -> bool:
        found = imports.find(t, payload.file_id)
        if found is None or found.value.state is not ContactImportState.RUNNING:
            return False
        why = f"{error} What was read before stays; undo it, or import the file again: nobody is taken in twice."
        fields = _end_fields(ContactImportState.FAILED, now, why)
        failed = jobs.finish(t, payload.file_id, now, LongJobState.FAILED, error=error)
        stores.database.commit(imports.patch(t, payload.file_id, fields, found.updated_at), failed)
        return True

    ended = compare_and_swap(attempt)
    enqueue(CLEAR_CONTACT_FILE, payload.model_copy(update={"attempt": epoch_ms(now)}))
    return ended


def clear(payload: ContactFilePayload, *, stores: Stores, bucket: Bucket) -> None:
    """Removes a file that is not needed any more, and the draft that nobody started."""
    t, imports = payload.tenant_id, ContactImports(stores.database)
    found = imports.find(t, payload.file_id)
    if found is None:
        bucket.remove_file(f"tenants/{t}/files/import-{payload.file_id}")
        return
    if found.value.state is ContactImportState.RUNNING:
        return  # whoever ends it sees to the file
    bucket.remove_file(found.value.object_name)
    if found.value.state is ContactImportState.DRAFT:
        stores.database.commit(imports.remove(t, payload.file_id, found.updated_at))


def report(t: TenantId, id_: str, query: ListQuery, *, stores: Stores) -> ReportPage:
    """What was wrong with lines, in their order.

    Raises:
        NotFound: the tenant has no such import.
    """
    get(t, id_, stores=stores)
    place = _place(query.cursor)
    found, after = ContactImports(stores.database).list_report(t, id_, limit=query.limit, after=place)
    return ReportPage(items=found, next_cursor=encode_cursor(*after) if after else None)


def kept(t: TenantId, id_: str, query: ListQuery, *, stores: Stores) -> KeptPage:
    """What could not be undone.

    Raises:
        NotFound: the tenant has no such import.
    """
    get(t, id_, stores=stores)
    place = _place(query.cursor)
    found, after = ContactImports(stores.database).list_kept(t, id_, limit=query.limit, after=place)
    return KeptPage(items=found, next_cursor=encode_cursor(*after) if after else None)


def _place(cursor: str) -> Place | None:
    if not cursor:
        return None
    number, taken = decode_cursor(cursor, int, int)
    return Place(max(-1, int(number)), max(0, int(taken)))


def report_file(t: TenantId, id_: str, cursor: str, *, stores: Stores) -> Part:
    """The next part of the report as CSV; the first begins with the columns' names.

    Raises:
        NotFound: the tenant has no such import.
    """
    get(t, id_, stores=stores)
    found, after = ContactImports(stores.database).list_report(t, id_, limit=REPORT_PART, after=_place(cursor))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    if not cursor:
        writer.writerow(COLUMNS)
    for each in found:
        writer.writerow([str(each.line), *map(safe_cell, (each.column, each.problem.value, each.detail))])
    return Part(out.getvalue(), encode_cursor(*after) if after else None)


def undoable(state: ContactImport, now: datetime) -> bool:
    """Whether an import can be undone now."""
    return state.state in OVER and state.undo_until is not None and now <= state.undo_until
