"""Running a backup: parts of documents, then of media, then the manifest; a killed run goes on where it was."""

import hashlib
import itertools
import secrets
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Final, NamedTuple

from common import log
from common.errors import AppError, WriteRaced
from common.jobs.registry import RUN_BACKUP
from common.media.storage import Listed
from common.models.backup import Backup, BackupKind, BackupState, Check, Manifest, PartInfo, PartKind, Phase, Upload
from common.models.drive import Drive, DriveBusy, DriveFile, DriveRefused, DriveSessionGone
from common.models.ids import TenantId
from common.models.incident import IncidentKind
from common.models.long_job import LongJobState
from common.models.payloads import BackupPayload
from common.store.codec import Versioned
from common.store.database import Write
from common.store.snapshots import Snapshot, Snapshots, end_of
from functions.backups.service import left_out, places
from functions.backups.service.asking import wrapping_key
from functions.backups.service.chain import BackupDamaged, Chain, open_chain
from functions.backups.service.collaborators import Collaborators, long_running
from functions.backups.service.keys import media_key, open_key
from functions.backups.service.lines import (
    Line,
    MediaLine,
    Sums,
    canonical,
    full_line,
    gone_line,
    kept_line,
    media_line,
    merged,
    order,
)
from functions.backups.service.packing import Packer, new_nonce
from functions.backups.service.retaining import clear
from functions.backups.service.shelves import Shelves
from functions.backups.service.sweeping import demand_no_sweep
from functions.backups.service.uploading import SEND_BYTES, Begun, Pipe

PART_BYTES: Final = 16 * 1024 * 1024
"""How many bytes of lines make a part."""
MEDIA_BYTES: Final = 64 * 1024 * 1024
"""After how many bytes of new media a part that names them ends."""
TRIES: Final = 3
"""How often a part is begun again before the run gives up."""
BUSY_S: Final = 30
READABLE: Final = timedelta(minutes=55)
"""How long an instant can be read, with a margin; see `common.store.snapshots`."""
READABLE_HISTORY: Final = timedelta(days=6)


class Overtaken(Exception):
    """Another worker goes on with the same backup, or a person deleted it."""


class Draft:
    """What is known of a part while it is written."""

    def __init__(self) -> None:
        self.sums = Sums()
        self.first: str | None = None
        self.last = ""
        self.bytes = 0
        self.stored = 0
        self.gone = 0
        self.media = 0
        self.media_bytes = 0
        self.uploaded = 0
        self.uploaded_bytes = 0
        self.ended = True
        """Whether nothing is left behind it."""


Make = Callable[[Draft], Iterator[tuple[str, bytes]]]


def documents_of(t: TenantId, *, at: datetime | None, after: str | None, snapshots: Snapshots) -> Iterator[Snapshot]:
    """Every document of a tenant that belongs into a backup, in order; None as `after` begins with the tenant's own."""
    if after is None:
        own = snapshots.own(t, at)
        if own is not None:
            yield own._replace(fields=left_out.without("", own.fields))
    position = after or ""
    for name in sorted(left_out.COLLECTIONS.intersection(snapshots.collections(t))):
        if position and order(position)[0] > name:
            continue
        for snapshot in snapshots.stream(t, at=at, after=position, before=name):
            yield snapshot._replace(fields=left_out.without(snapshot.path, snapshot.fields))
        position = end_of(name)
    for snapshot in snapshots.stream(t, at=at, after=position):
        yield snapshot._replace(fields=left_out.without(snapshot.path, snapshot.fields))


class Run:
    """One worker's turn at a backup."""

    def __init__(self, t: TenantId, backup: Backup, version: datetime, drive: Drive, with_: Collaborators) -> None:
        self.t = t
        self.backup = backup
        self._version = version
        self._drive = drive
        self._with = with_
        self._key = open_key(t, backup.sealed, backup.id, with_.vault) if backup.sealed else None
        cipher = backup.cipher
        self._shelves = Shelves(t, drive, media_key(self._key, backup.id, cipher), cipher.media_lock)
        self._folder = ""
        self._chain: Chain | None = None
        self._open: Iterator[Snapshot] | None = None
        self._read_to = ""
        self._looked = False
        """Whether it is known that no media are removed while this turn refers to them."""

    @property
    def is_running(self) -> bool:
        """Whether there is more to do."""
        return self.backup.state is BackupState.RUNNING

    def note(self, fields: Mapping[str, object], part: PartInfo | None = None) -> None:
        """Keeps how far the run is, unless another goes on with it."""
        backups = self._with.backups
        writes = [backups.patch(self.t, self.backup.id, fields, self._version)]
        extra: list[Write] = [backups.create_part(self.t, self.backup.id, part)] if part else []
        if fields.get("state") is BackupState.DONE:
            extra += backups.told_done(self._with.tenants.get(self.t), self.backup, self._with.clock.now())
        try:
            self._version = backups.commit(*writes, *extra)
        except WriteRaced as error:
            raise Overtaken from error
        self.backup = Backup.model_validate({**self.backup.model_dump(), **fields})

    def step(self) -> None:
        """Makes one part, or the manifest."""
        if not self._folder:
            self._folder = self.backup.folder_id or places.folder(self.t, self.backup, self._drive)
            if not self.backup.folder_id:
                self.note({"folder_id": self._folder})
        match self.backup.phase:
            case Phase.DOCUMENTS:
                if self.backup.base_id and not self.backup.parts:
                    self._demand_base()
                self._refresh()
                self._part(PartKind.DOCUMENTS, self._document_lines)
            case Phase.MEDIA:
                if not self._looked:
                    demand_no_sweep(self.t, self._with.clock.now(), with_=self._with)
                    self._looked = True
                self._part(PartKind.MEDIA, self._media_lines)
            case Phase.MANIFEST:
                self._finish()

    # parts

    def _part(self, kind: PartKind, make: Make) -> None:
        for _ in range(TRIES):
            draft = Draft()
            try:
                part = self._upload(kind, make(draft), draft)
            except DriveSessionGone:
                self.note({"upload": None})
                continue
            if part is None and not draft.ended:
                continue  # it came out otherwise than before, and begins anew
            self._keep(kind, part, draft)
            return
        raise BackupDamaged(self.backup.id, "a part came out differently each time it was uploaded.")

    def _upload(self, kind: PartKind, lines: Iterator[tuple[str, bytes]], draft: Draft) -> PartInfo | None:
        first = next(lines, None)
        if first is None:
            return None
        number = self.backup.parts + 1
        upload = self.backup.upload if self.backup.upload and self.backup.upload.number == number else None
        nonce = upload.nonce if upload else new_nonce()
        name = places.part_name(self.backup, kind, number)

        def begin() -> str:
            properties = {"whatsdex": "part", "backup": self.backup.id, "part": str(number)}
            type_ = places.SEALED_TYPE if self._key else places.PART_TYPE
            session = self._drive.begin_upload(name, self._folder, type_, None, properties)
            self.note({"upload": Upload(number=number, session=session, nonce=nonce).model_dump()})
            return session

        begun = Begun(upload.session, self._drive.query_upload(upload.session)) if upload else None
        pipe = Pipe(self._drive, begin, begun)
        packer = Packer(self._key, nonce, places.context(self.backup.id, number))
        for _, line in itertools.chain((first,), lines):
            if ready := packer.add(line):
                pipe.feed(ready)
        pipe.feed(packer.finish())
        file = pipe.finish()
        if not self._is_whole(file, pipe):
            self._drive.delete(file.id)
            self.note({"upload": None})
            draft.ended = False
            return None
        return PartInfo(
            number=number,
            kind=kind,
            name=name,
            file_id=file.id,
            size_bytes=pipe.size_bytes,
            sha256=pipe.sha256,
            nonce=nonce if self._key else "",
            first=draft.first or "",
            last=draft.last,
            read_at=self.backup.read_at or self.backup.started_at,
            sums=draft.sums.taken(),
            stored=draft.stored,
            gone=draft.gone,
            media=draft.media,
            media_bytes=draft.media_bytes,
        )

    def _is_whole(self, file: DriveFile, pipe: Pipe) -> bool:
        """Whether what lies in Drive is what was sent; where Drive does not say, it is downloaded and looked at."""
        if file.sha256 is not None:
            return file.sha256 == pipe.sha256
        found = hashlib.sha256()
        for piece in self._drive.open(file.id):
            found.update(piece)
        return found.hexdigest() == pipe.sha256

    def _keep(self, kind: PartKind, part: PartInfo | None, draft: Draft) -> None:
        have = self.backup
        fields: dict[str, object] = {"upload": None}
        if part is not None:
            fields |= {
                "parts": part.number,
                "cursor": part.last,
                "size_bytes": have.size_bytes + part.size_bytes,
                "stored": have.stored + part.stored,
                "gone": have.gone + part.gone,
                "media": have.media + part.media,
                "media_bytes": have.media_bytes + part.media_bytes,
                "media_uploaded": have.media_uploaded + draft.uploaded,
                "sums": {name: s.model_dump() for name, s in merged(have.sums, part.sums).items()},
                "documents": have.documents + sum(s.documents for s in part.sums.values()),
            }
        if part is None or draft.ended:
            following = Phase.MEDIA if kind is PartKind.DOCUMENTS else Phase.MANIFEST
            fields |= {"phase": following, "cursor": ""}
            if following is Phase.MANIFEST:
                # Kept before the manifest is made, so that making it twice makes the same.
                fields["finished_at"] = self._with.clock.now()
        self.note(fields, part)

    # documents

    def _refresh(self) -> None:
        """Takes a new instant where the old one cannot be read much longer; the manifest tells of each."""
        at = self.backup.read_at or self.backup.started_at
        whole_minute = at.second == 0 and at.microsecond == 0
        readable = READABLE_HISTORY if self._with.keeps_history and whole_minute else READABLE
        # By the machine's clock, which is the database's: that of the local stack can be moved.
        if datetime.now(UTC) - at > readable:
            fresh = self._with.snapshots.now(self.t)
            self.note({"read_at": fresh, "read_times": [*self.backup.read_times, fresh], "upload": None})
            self._open = None

    def _document_lines(self, draft: Draft) -> Iterator[tuple[str, bytes]]:
        after = self.backup.cursor if self.backup.parts else None
        current = self._current(after)
        base = _Base(self._base().versions(after) if self.backup.base_id else iter(()))
        for snapshot in current:
            self._read_to = snapshot.path
            for gone in base.before(snapshot.path):
                yield self._counted(draft, gone, gone_line(gone))
                draft.gone += 1
            text = canonical(snapshot.fields)
            draft.sums.add(snapshot.path, text)
            if base.version_of(snapshot.path) == snapshot.version:
                line = kept_line(snapshot.path, snapshot.version)
            else:
                line = full_line(snapshot.path, snapshot.version, text)
                draft.stored += 1
            yield self._counted(draft, snapshot.path, line)
            if draft.bytes >= PART_BYTES:
                draft.ended = False
                self._open = current
                return
        for gone in base.before(None):
            yield self._counted(draft, gone, gone_line(gone))
            draft.gone += 1

    def _current(self, after: str | None) -> Iterator[Snapshot]:
        """The documents behind `after`: the stream of the part before goes on, so that nothing is read in vain."""
        goes_on = self._open is not None and after is not None and self._read_to == after
        opened = self._open if goes_on else None
        self._open = None
        if opened is None:
            opened = documents_of(self.t, at=self.backup.read_at, after=after, snapshots=self._with.snapshots)
        return opened

    def _counted(self, draft: Draft, key: str, line: bytes) -> tuple[str, bytes]:
        draft.first = key if draft.first is None else draft.first
        draft.last = key
        draft.bytes += len(line)
        return key, line

    def _demand_base(self) -> None:
        """Has it hold everything itself where what it was to be built on is missing, as in another account's Drive."""
        try:
            self._base()
        except BackupDamaged as error:
            _mark_damaged(self.t, self.backup.base_id, error, self._with.clock.now(), self._with)
            self.note({"kind": BackupKind.FULL, "base_id": "", "base_sha256": "", "depth": 0, "upload": None})

    def _base(self) -> Chain:
        if self._chain is None:
            base = self._with.backups.get(self.t, self.backup.base_id).value
            if base.manifest_sha256 != self.backup.base_sha256:
                raise BackupDamaged(places.manifest_name(base.id), "it is not the one that this backup began on.")
            wrapping = wrapping_key(self.t, "", "", with_=self._with)
            have = self._with
            self._chain = open_chain(self.t, base, wrapping, drive=self._drive, backups=have.backups, vault=have.vault)
        return self._chain

    # media

    def _media_lines(self, draft: Draft) -> Iterator[tuple[str, bytes]]:
        shelf, known = "", dict[str, DriveFile]()
        folder = ""
        for found in self._with.bucket.objects(self.t, after=self.backup.cursor):
            if not folder or found.name[:2] != shelf:
                shelf = found.name[:2]
                folder = self._shelves.folder(found.name)
                known = self._shelves.known(folder)
            file = known.get(self._shelves.name(found.name)) or self._upload_medium(found, folder, draft)
            if file is None:
                continue
            line = media_line(MediaLine(found.name, found.size_bytes, found.mime_type, file.id))
            draft.media += 1
            draft.media_bytes += found.size_bytes
            yield self._counted(draft, found.name, line)
            # Uploading takes long: a part also ends with the time, so that what it names is kept.
            if draft.bytes >= PART_BYTES or draft.uploaded_bytes >= MEDIA_BYTES or not self._with.in_time():
                draft.ended = False
                return

    def _upload_medium(self, found: Listed, folder: str, draft: Draft) -> DriveFile | None:
        begun, shelves = None, self._shelves
        if self.backup.medium == found.name:
            try:
                standing = self._drive.query_upload(self.backup.medium_session)
                begun = Begun(self.backup.medium_session, standing)
            except DriveSessionGone:
                begun = None

        def begin() -> str:
            properties = shelves.properties(found.name, found.mime_type)
            type_, size = shelves.type(found.mime_type), shelves.size(found.size_bytes, found.mime_type)
            session = self._drive.begin_upload(shelves.name(found.name), folder, type_, size, properties)
            if found.size_bytes > SEND_BYTES:
                self.note({"medium": found.name, "medium_session": session})
            return session

        pipe = Pipe(self._drive, begin, begun)
        read = _Hashed(self._with.bucket.read(found.object_name))
        for piece in shelves.packed(read, found.name, found.mime_type):
            pipe.feed(piece)
        file = pipe.finish()
        if read.sha256 != found.name or not self._is_whole(file, pipe):
            log.error("A medium is not what its name says, and is left out of the backup.", medium=found.name)
            self._drive.delete(file.id)
            return None
        draft.uploaded += 1
        draft.uploaded_bytes += found.size_bytes
        return file

    # the manifest

    def _finish(self) -> None:
        have, with_ = self.backup, self._with
        same = set(Manifest.model_fields) & set(Backup.model_fields) - {"parts"}
        manifest = Manifest(
            backup_id=have.id,
            tenant_id=self.t,
            tenant_name=with_.tenants.get(self.t).name,
            left_out=left_out.names(),
            parts=with_.backups.parts(self.t, have.id),
            **{name: getattr(have, name) for name in same},
        )
        raw = manifest.model_dump_json(indent=1).encode()
        sha256 = hashlib.sha256(raw).hexdigest()
        folder = places.manifests(self.t, self._drive)
        properties = {"whatsdex": "manifest", "backup": have.id, "folder": have.folder_id}
        known = self._drive.find(folder, properties)
        file = next((each for each in known if each.sha256 == sha256), None)
        if file is None:
            name = places.manifest_name(have.id)
            pipe = Pipe(
                self._drive,
                lambda: self._drive.begin_upload(name, folder, places.MANIFEST_TYPE, len(raw), properties),
                None,
            )
            pipe.feed(raw)
            file = pipe.finish()
            if not self._is_whole(file, pipe):
                self._drive.delete(file.id)
                raise BackupDamaged(name, "it arrived damaged.")
        self.note({"state": BackupState.DONE, "manifest_id": file.id, "manifest_sha256": sha256, "sealed": ""})


class _Hashed:
    """A stream, of which the hash is known at its end."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._hash = hashlib.sha256()

    @property
    def sha256(self) -> str:
        return self._hash.hexdigest()

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._pieces:
            self._hash.update(piece)
            yield piece


class _Base:
    """The documents of the backup below, walked along with those of now."""

    def __init__(self, lines: Iterator[Line]) -> None:
        self._lines = lines
        self._head = next(lines, None)

    def before(self, path: str | None) -> Iterator[str]:
        """Those that come before `path`, or all that are left: they are gone."""
        wanted = order(path) if path is not None else None
        while self._head is not None and (wanted is None or order(self._head.path) < wanted):
            gone = self._head.path
            self._head = next(self._lines, None)
            yield gone

    def version_of(self, path: str) -> str:
        """The version of `path` there, which is then passed; empty where it is not there."""
        if self._head is None or self._head.path != path:
            return ""
        version = self._head.version
        self._head = next(self._lines, None)
        return version


class Went(NamedTuple):
    """What a turn did."""

    state: BackupState | None
    """None where there was nothing to do."""
    more: bool = False
    """Whether a further task goes on."""


def go_on(payload: BackupPayload, *, with_: Collaborators) -> Went:
    """Goes on with a backup until it is whole, or time is up.

    Raises:
        DriveDown, DependencyDown, WriteRaced: trying again goes on where it was.
    """
    t = payload.tenant_id
    found = with_.backups.find(t, payload.backup_id)
    if found is not None and found.value.state is BackupState.DONE:
        _settle(t, payload.backup_id, with_)
    if found is None or found.value.state is not BackupState.RUNNING:
        return Went(found.value.state if found else None)
    backup = found.value
    if with_.long_jobs.is_to_stop(t, backup.id):
        _stop(t, found, with_.clock.now(), with_)
        return Went(BackupState.FAILED)
    with_ = long_running(t, backup.id, with_)
    try:
        run = Run(t, backup, found.updated_at, with_.open_drive(t), with_)
        # Whoever was at it before finds that it was overtaken, at its next checkpoint.
        run.note({"runner": secrets.token_hex(8)})
        if not _make_parts(run, with_):
            with_.enqueue(RUN_BACKUP, payload.model_copy(update={"step": payload.step + 1}))
            return Went(run.backup.state, more=True)
    except Overtaken:
        return Went(None)
    except DriveBusy as busy:
        now, delay_s = with_.clock.now(), busy.retry_after_s or BUSY_S
        # It is silent until then, and alive.
        with_.long_jobs.commit(with_.long_jobs.beat(t, backup.id, now + timedelta(seconds=delay_s)))
        later = payload.model_copy(update={"step": int(now.timestamp() * 1000)})
        with_.enqueue(RUN_BACKUP, later, delay_s=delay_s, at=now)
        return Went(BackupState.RUNNING, more=True)
    except AppError as error:
        if error.retryable:
            raise
        fail(t, backup.id, error, with_.clock.now(), with_=with_)
        return Went(BackupState.FAILED)
    _settle(t, backup.id, with_)
    return Went(BackupState.DONE)


def _make_parts(run: Run, with_: Collaborators) -> bool:
    """Makes the parts that are left, and the manifest; False if time is up."""
    while True:
        run.step()
        if not run.is_running:
            return True
        done = run.backup.documents + run.backup.media
        with_.backups.commit(with_.long_jobs.advance(run.t, run.backup.id, with_.clock.now(), done=done))
        if not with_.in_time():
            return False


def _settle(t: TenantId, id_: str, with_: Collaborators) -> None:
    """Tells the rest of the house that a backup is whole; so does whoever finds it whole after a kill."""
    now = with_.clock.now()
    with_.backups.commit(with_.long_jobs.finish(t, id_, now, LongJobState.DONE))
    with_.incidents.close(t, IncidentKind.BACKUP_FAILED, "backup", now)


def fail(t: TenantId, id_: str, error: AppError, now: datetime, *, with_: Collaborators) -> bool:
    """Ends a backup that came to nothing, and says so once; False if it had ended."""
    found = with_.backups.find(t, id_)
    if found is None or found.value.state is not BackupState.RUNNING:
        return False
    over = {
        "state": BackupState.FAILED,
        "finished_at": now,
        "error": error.detail,
        "error_code": error.code,
        "sealed": "",
        "upload": None,
    }
    with_.backups.commit(
        with_.backups.patch(t, id_, over, found.updated_at),
        with_.long_jobs.finish(t, id_, now, LongJobState.FAILED, error=error.detail),
    )
    if isinstance(error, BackupDamaged) and found.value.base_id:
        _mark_damaged(t, found.value.base_id, error, now, with_)
    if isinstance(error, DriveRefused):
        with_.refuse_drive(t, error, now)
    else:
        with_.incidents.open(t, IncidentKind.BACKUP_FAILED, "backup", f"The backup failed. {error.detail}", now)
        clear(t, found.value, now, with_=with_)
    return True


def _stop(t: TenantId, found: Versioned[Backup], now: datetime, with_: Collaborators) -> None:
    """Ends a backup that a person wanted to stop, and has what lies in the Drive removed."""
    over = {
        "state": BackupState.FAILED,
        "finished_at": now,
        "error": "Somebody stopped it.",
        "error_code": "stopped",
        "sealed": "",
        "upload": None,
    }
    with_.backups.commit(
        with_.backups.patch(t, found.value.id, over, found.updated_at),
        with_.long_jobs.finish(t, found.value.id, now, LongJobState.CANCELLED),
    )
    clear(t, found.value, now, with_=with_)


def _mark_damaged(t: TenantId, id_: str, error: BackupDamaged, now: datetime, with_: Collaborators) -> None:
    """Nothing further is built on a damaged backup: the next one holds everything itself."""
    found = with_.backups.find(t, id_)
    if found is not None:
        check = Check(state=BackupState.FAILED, started_at=now, finished_at=now, damaged=[error.file])
        with_.backups.commit(with_.backups.patch(t, id_, {"check": check.model_dump()}, found.updated_at))
