"""Restoring: check every hash, compare, and, once a person says so, write what differs; a killed step goes on."""

import secrets
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final, NamedTuple

from common.errors import AlreadyExists, AppError, WriteRaced
from common.jobs.registry import RESTORE_BACKUP
from common.models.backup import OPEN_RESTORES, Changes, Restore, RestoreState
from common.models.drive import Drive, DriveBusy, DriveRefused
from common.models.ids import TenantId
from common.models.long_job import LongJobState
from common.models.payloads import RestorePayload
from common.models.tombstone import Forgotten
from common.store.database import Create, Remove, Write
from common.store.lossless import Json
from common.store.snapshots import Snapshot
from functions.backups.service import left_out, places, rules
from functions.backups.service.asking import wrapping_key
from functions.backups.service.chain import BackupDamaged, Chain, Document, open_chain
from functions.backups.service.checking import TOLD, Files
from functions.backups.service.collaborators import Collaborators
from functions.backups.service.lines import collection_of, order
from functions.backups.service.running import BUSY_S, Overtaken, documents_of

BATCH: Final = 100
"""How many documents one commit writes."""
BATCH_BYTES: Final = 2 * 1024 * 1024
STEP: Final = 50
"""After how many files it is noted how far the check is."""
COMPARED: Final = 2_000
"""After how many documents it is noted how far the comparison is."""
TRIES: Final = 6
MEDIA_LIMIT_BYTES: Final = 5 * 1024 * 1024 * 1024


class Pair(NamedTuple):
    """One path, as the backup has it and as it is now."""

    path: str
    wanted: dict[str, Json] | None
    present: Snapshot | None


class Turn:
    """One worker's turn at a restore."""

    def __init__(self, t: TenantId, restore: Restore, version: datetime, drive: Drive, with_: Collaborators) -> None:
        self.t = t
        self.restore = restore
        self._version = version
        self._drive = drive
        self._with = with_
        self._opened: Chain | None = None
        self._forgotten: Forgotten | None = None
        self._media: set[str] = set()

    def note(self, fields: Mapping[str, object], *writes: Write) -> None:
        """Keeps how far it is, in one commit with `writes`, unless another goes on with it."""
        patch = self._with.backups.patch_restore(self.t, self.restore.id, fields, self._version)
        # So the sweep of silent work sees that this one goes on.
        step = self._with.long_jobs.advance(
            self.t, self.restore.id, self._with.clock.now(), done=int(str(fields.get("done", self.restore.done)))
        )
        try:
            self._version = self._with.backups.commit(patch, *writes, step)
        except WriteRaced as error:
            known = self._with.backups.find_restore(self.t, self.restore.id)
            if known is None or known.updated_at != self._version:
                raise Overtaken from error
            raise
        self.restore = Restore.model_validate({**self.restore.model_dump(), **fields})

    def check(self) -> bool:
        """Checks the files that were not checked yet; False if time is up."""
        damaged = list(self.restore.damaged)
        try:
            files = Files(self.t, self._chain(), self._drive, self._with.backups)
            for number, name in files.check(self.restore.done):
                damaged += [name] if name and len(damaged) < TOLD else []
                if number % STEP == 0:
                    self.note({"done": number, "total": files.total, "damaged": damaged})
                    if not self._with.in_time():
                        return False
        except BackupDamaged as error:
            damaged.append(error.file)
        if damaged:
            self.note({"damaged": damaged})
            raise BackupDamaged(", ".join(damaged), "damaged or missing in Google Drive. Nothing was written.")
        self.note({"state": RestoreState.COMPARING, "done": 0, "total": self._chain().newest.documents})
        return True

    def compare(self) -> bool:
        """Counts what would change; False if time is up."""
        diff, done = dict(self.restore.diff), self.restore.done
        for pair in self._pairs(self.restore.cursor if done else None):
            _count(diff, pair.path, self._decide(pair).verdict)
            done += 1
            if done % COMPARED == 0:
                self.note({"cursor": pair.path, "done": done, "diff": _dumped(diff)})
                if not self._with.in_time():
                    return False
        following = RestoreState.RESTORING if self.restore.auto else RestoreState.READY
        self.note({"state": following, "diff": _dumped(diff), "cursor": "", "done": 0})
        return True

    def write(self) -> bool:
        """Writes what differs; False if time is up."""
        batch: list[Pair] = []
        size = 0
        for pair in self._pairs(self.restore.cursor if self.restore.done else None):
            batch.append(pair)
            size += len(str(pair.wanted)) if pair.wanted else 0
            if len(batch) >= BATCH or size >= BATCH_BYTES:
                self._write_batch(batch)
                batch, size = [], 0
                if not self._with.in_time():
                    return False
        if batch:
            self._write_batch(batch)
        over = {"state": RestoreState.DONE, "finished_at": self._with.clock.now(), "sealed": ""}
        self.note(over)
        return True

    # comparing

    def _chain(self) -> Chain:
        if self._opened is None:
            have = self._with
            backup = have.backups.get(self.t, self.restore.backup_id).value
            wrapping = wrapping_key(self.t, self.restore.sealed, self.restore.id, with_=have)
            self._opened = open_chain(
                self.t, backup, wrapping, drive=self._drive, backups=have.backups, vault=have.vault
            )
        return self._opened

    def _pairs(self, after: str | None) -> Iterator[Pair]:
        """Every path behind `after` that is in the backup or here, in order; each is read once."""
        scope = self.restore.scope
        present = documents_of(self.restore.target_id, at=None, after=after, snapshots=self._with.snapshots)
        here = next(present, None)
        for document in self._chain().documents(after):
            while here is not None and order(here.path) < order(document.path):
                if rules.is_in(scope, here.path, here.fields):
                    yield Pair(here.path, None, here)
                here = next(present, None)
            same = here if here is not None and here.path == document.path else None
            if same is not None:
                here = next(present, None)
            if not left_out.is_out(document.path) and _is_chosen(scope, document, same):
                yield Pair(document.path, document.fields, same)
        while here is not None:
            if rules.is_in(scope, here.path, here.fields):
                yield Pair(here.path, None, here)
            here = next(present, None)

    def _stones(self) -> Forgotten:
        if self._forgotten is None:
            stones = list(self._with.tombstones.list_all(self.t))
            if self.restore.target_id != self.t:
                stones += self._with.tombstones.list_all(self.restore.target_id)
            self._forgotten = Forgotten(stones)
        return self._forgotten

    def _decide(self, pair: Pair) -> "_Decision":
        path, present = pair.path, pair.present
        if pair.wanted is None:
            spares = rules.grows(path) or not path
            return _Decision("skipped" if spares else "removed", path, present, None)
        if present is not None and rules.grows(path):
            return _Decision("unchanged" if present.fields == pair.wanted else "skipped", path, present, None)
        spared = rules.spared(path, left_out.without(path, pair.wanted), self._stones())
        if spared is None:
            return _Decision("skipped", path, present, None)
        settled = rules.settle(path, spared, present.fields if present else None, is_new=self.restore.is_new)
        if self.restore.is_new and not path:
            return _Decision("skipped", path, present, None)  # it has a name of its own
        if present is None:
            return _Decision("added", path, None, settled)
        verdict = "unchanged" if present.fields == settled.fields else "changed"
        return _Decision(verdict, path, present, settled)

    # writing

    def _write_batch(self, pairs: list[Pair]) -> None:
        for _ in range(TRIES):
            try:
                self._try_batch(pairs)
            except WriteRaced:
                fresh = self._with.snapshots.some(self.restore.target_id, [pair.path for pair in pairs])
                pairs = [pair._replace(present=_pruned(fresh.get(pair.path))) for pair in pairs]
                continue
            return
        raise WriteRaced("Documents are changed faster than they can be restored.")

    def _try_batch(self, pairs: list[Pair]) -> None:
        target, snapshots = self.restore.target_id, self._with.snapshots
        decided = [self._decide(pair) for pair in pairs]
        stubs: list[Create] = []
        writes: list[Write] = []
        written = {name: Changes.model_validate(c.model_dump()) for name, c in self.restore.written.items()}
        held = paused = media = 0
        for each in decided:
            _count(written, each.path, each.verdict)
            match each.verdict, each.settled:
                case "removed", _ if self.restore.remove and each.present is not None:
                    writes.append(Remove(snapshots.path(target, each.path), each.present.updated_at))
                case "added" | "changed", rules.Settled() as settled:
                    media += self._bring_media(settled.fields)
                    held, paused = held + settled.held, paused + settled.paused
                    if each.present is not None:
                        keep = tuple(left_out.fields_of(each.path))
                        writes.append(snapshots.replace(target, each.present, settled.fields, keep))
                        continue
                    if rules.starts_work(each.path):
                        stubs.append(Create(snapshots.path(target, each.path), {rules.STUB: True}))
                    writes.append(snapshots.put(target, each.path, settled.fields))
        if stubs:
            self._create_stubs(stubs)
        self.note(
            {
                "cursor": pairs[-1].path,
                "done": self.restore.done + len(pairs),
                "written": _dumped(written),
                "held_messages": self.restore.held_messages + held,
                "paused_campaigns": self.restore.paused_campaigns + paused,
                "media": self.restore.media + media,
            },
            *writes,
        )

    def _create_stubs(self, stubs: list[Create]) -> None:
        """Creates what starts work when it is created as something that starts none; what is there stays."""
        try:
            self._with.snapshots.commit(*stubs)
        except AlreadyExists:
            for stub in stubs:
                try:
                    self._with.snapshots.commit(stub)
                except AlreadyExists:
                    continue

    def _bring_media(self, fields: Mapping[str, Json]) -> int:
        """Brings the media back that a document points to; returns how many were missing."""
        brought = 0
        for sha256 in _media_of(fields):
            if sha256 in self._media:
                continue
            if len(self._media) > 10_000:
                self._media.clear()
            self._media.add(sha256)
            if self._with.bucket.find(self.restore.target_id, sha256) is None:
                brought += self._fetch_medium(sha256)
        return brought

    def _fetch_medium(self, sha256: str) -> int:
        shelf = places.shelf(sha256, places.media(self.t, self._drive), self._drive)
        found = self._drive.find(shelf, {"whatsdex": "medium", "sha256": sha256})
        if not found:
            return 0  # it was not there when the backup was made, either
        pieces, type_ = self._drive.open(found[0].id), found[0].properties.get("type", "")
        stored = self._with.bucket.store(self.restore.target_id, pieces, type_, limit_bytes=MEDIA_LIMIT_BYTES)
        if stored.sha256 != sha256:
            self._with.bucket.remove(self.restore.target_id, stored.sha256)
            raise BackupDamaged(sha256, "its contents have changed.")
        return 1


class _Decision(NamedTuple):
    verdict: str
    """The name of a count in `Changes`."""
    path: str
    present: Snapshot | None
    settled: rules.Settled | None


def _is_chosen(scope: object, document: Document, present: Snapshot | None) -> bool:
    chosen = rules.is_in(scope, document.path, document.fields)  # type: ignore[arg-type]
    return chosen or (present is not None and rules.is_in(scope, present.path, present.fields))  # type: ignore[arg-type]


def _pruned(snapshot: Snapshot | None) -> Snapshot | None:
    if snapshot is None:
        return None
    return snapshot._replace(fields=left_out.without(snapshot.path, snapshot.fields))


def _count(into: dict[str, Changes], path: str, verdict: str) -> None:
    into[collection_of(path)] = into.get(collection_of(path), Changes()).plus(Changes(**{verdict: 1}))


def _dumped(changes: Mapping[str, Changes]) -> dict[str, object]:
    return {name: each.model_dump() for name, each in changes.items()}


def _media_of(value: Json) -> Iterator[str]:
    if isinstance(value, dict):
        if len(value) == 1 and isinstance(value.get("$path"), str):
            folder, _, name = value["$path"].partition("/")
            if folder == "media" and name:
                yield name
            return
        for part in value.values():
            yield from _media_of(part)
    elif isinstance(value, list):
        for part in value:
            yield from _media_of(part)


def go_on(payload: RestorePayload, *, with_: Collaborators) -> RestoreState | None:
    """Goes on with a restore until it waits for a person, is over, or time is up.

    Raises:
        DriveDown, DependencyDown: trying again goes on where it was.
    """
    t = payload.tenant_id
    found = with_.backups.find_restore(t, payload.restore_id)
    if found is None or found.value.state not in OPEN_RESTORES or found.value.state is RestoreState.READY:
        return found.value.state if found else None
    try:
        turn = Turn(t, found.value, found.updated_at, with_.open_drive(t), with_)
        turn.note({"runner": secrets.token_hex(8)})
        if not _make_turn(turn):
            with_.enqueue(RESTORE_BACKUP, payload.model_copy(update={"step": payload.step + 1}))
            return turn.restore.state
    except Overtaken:
        return None
    except DriveBusy as busy:
        now = with_.clock.now()
        later = payload.model_copy(update={"step": int(now.timestamp() * 1000)})
        with_.enqueue(RESTORE_BACKUP, later, delay_s=busy.retry_after_s or BUSY_S, at=now)
        return RestoreState.CHECKING
    except AppError as error:
        if error.retryable:
            raise
        fail(t, payload.restore_id, error, with_.clock.now(), with_=with_)
        return RestoreState.FAILED
    with_.backups.commit(with_.long_jobs.finish(t, payload.restore_id, with_.clock.now(), LongJobState.DONE))
    return turn.restore.state


def _make_turn(turn: Turn) -> bool:
    """Makes the steps that are left; False if time is up."""
    if turn.restore.state is RestoreState.CHECKING and not turn.check():
        return False
    if turn.restore.state is RestoreState.COMPARING and not turn.compare():
        return False
    return turn.restore.state is not RestoreState.RESTORING or turn.write()


def fail(t: TenantId, id_: str, error: AppError, now: datetime, *, with_: Collaborators) -> None:
    """Ends a restore that came to nothing."""
    found = with_.backups.find_restore(t, id_)
    if found is None or found.value.state not in OPEN_RESTORES:
        return
    over = {"state": RestoreState.FAILED, "finished_at": now, "error": error.detail, "sealed": ""}
    with_.backups.commit(
        with_.backups.patch_restore(t, id_, over, found.updated_at),
        with_.long_jobs.finish(t, id_, now, LongJobState.FAILED, error=error.detail),
    )
    if isinstance(error, DriveRefused):
        with_.refuse_drive(t, error, now)
