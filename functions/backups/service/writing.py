"""One worker's turn at a restore: check every hash, compare, and write what differs; a killed step goes on."""

import contextlib
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cached_property
from typing import Final, NamedTuple

from common.errors import AlreadyExists, Forbidden, WriteRaced
from common.models.backup import Changes, CollectionSum, Restore, RestoreState
from common.models.drive import Drive, DriveFile
from common.models.ids import TenantId
from common.models.tenant import Role
from common.models.tombstone import Forgotten
from common.store.database import Create, Remove, Write
from common.store.lossless import Json
from common.store.snapshots import Snapshot
from functions.backups.service import left_out, rules
from functions.backups.service.asking import wrapping_key
from functions.backups.service.chain import BackupDamaged, Chain, Document, open_chain
from functions.backups.service.checking import TOLD, Files
from functions.backups.service.collaborators import Collaborators
from functions.backups.service.lines import Sums, canonical, collection_of, merged, order
from functions.backups.service.packing import Spoiled
from functions.backups.service.running import Overtaken, documents_of

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

    def __init__(self, t: TenantId, restore: Restore, version: datetime, with_: Collaborators) -> None:
        self.t = t
        self.restore = restore
        self.with_ = with_
        self._version = version
        self._opened: Chain | None = None
        self._forgotten: Forgotten | None = None
        self._media: set[str] = set()

    @cached_property
    def drive(self) -> Drive:
        """The tenant's Drive, opened when it is first needed.

        Raises:
            Conflict: there is none any more.
        """
        return self.with_.open_drive(self.t)

    def note(self, fields: Mapping[str, object], *writes: Write) -> None:
        """Keeps how far it is, in one commit with `writes`, unless another goes on with it."""
        patch = self.with_.backups.patch_restore(self.t, self.restore.id, fields, self._version)
        # So the sweep of silent work sees that this one goes on.
        step = self.with_.long_jobs.advance(
            self.t, self.restore.id, self.with_.clock.now(), done=int(str(fields.get("done", self.restore.done)))
        )
        try:
            self._version = self.with_.backups.commit(patch, *writes, step)
        except WriteRaced as error:
            known = self.with_.backups.find_restore(self.t, self.restore.id)
            if known is None or known.updated_at != self._version:
                raise Overtaken from error
            raise
        self.restore = Restore.model_validate({**self.restore.model_dump(), **fields})

    def check(self) -> bool:
        """Checks the files that were not checked yet; False if time is up."""
        damaged = list(self.restore.damaged)
        try:
            files = Files(self.t, self.chain())
            for number, name in files.check(self.restore.done):
                damaged += [name] if name and len(damaged) < TOLD else []
                if number % STEP == 0:
                    self.note({"done": number, "total": files.total, "damaged": damaged})
                    if not self.with_.in_time():
                        return False
        except BackupDamaged as error:
            damaged.append(error.file)
        if damaged:
            self.note({"damaged": damaged})
            raise BackupDamaged(", ".join(damaged), "damaged or missing in Google Drive. Nothing was written.")
        following = RestoreState.RESTORING if self.restore.is_drill else RestoreState.COMPARING
        self.note({"state": following, "done": 0, "total": self.chain().newest.documents})
        return True

    def compare(self) -> bool:
        """Counts what would change; False if time is up."""
        diff, done = dict(self.restore.diff), self.restore.done
        for pair in self._pairs(self.restore.cursor if done else None):
            _count(diff, pair.path, self._decide(pair).verdict)
            done += 1
            if done % COMPARED == 0:
                self.note({"cursor": pair.path, "done": done, "diff": _dumped(diff)})
                if not self.with_.in_time():
                    return False
        following = RestoreState.RESTORING if self.restore.auto else RestoreState.READY
        self.note({"state": following, "diff": _dumped(diff), "cursor": "", "done": 0})
        return True

    def write(self) -> bool:
        """Writes what differs; False if time is up.

        Raises:
            Forbidden: whoever asked for a new workspace is not here any more.
        """
        if self.restore.is_new and not self.restore.is_drill:
            self._found_workspace()
        batch: list[Pair] = []
        size = 0
        for pair in self._pairs(self.restore.cursor if self.restore.done else None):
            batch.append(pair)
            size += len(str(pair.wanted)) if pair.wanted else 0
            if len(batch) >= BATCH or size >= BATCH_BYTES:
                self._write_batch(batch)
                batch, size = [], 0
                if not self.with_.in_time():
                    return False
        if batch:
            self._write_batch(batch)
        over = {"state": RestoreState.DONE, "finished_at": self.with_.clock.now(), "sealed": ""}
        proving = {"state": RestoreState.PROVING, "cursor": "", "done": 0}
        self.note(proving if self.restore.is_drill else over)
        return True

    def _found_workspace(self) -> None:
        """Makes the new workspace, which is the first thing that is written; once."""
        target, tenants = self.restore.target_id, self.with_.tenants
        member = tenants.find_member(self.t, self.restore.by)
        if member is None:
            raise Forbidden("Whoever asked for the new workspace does not work here any more, and cannot own it.")
        fresh = {"id": target, "name": self.restore.name, "created_at": self.with_.clock.now()}
        owner = member.model_copy(update={"role": Role.OWNER})
        with contextlib.suppress(AlreadyExists):
            tenants.found(tenants.get(self.t).model_copy(update=fresh), owner)

    # comparing

    def chain(self) -> Chain:
        """The backup, opened.

        Raises:
            BackupDamaged: a manifest is not what it was.
        """
        if self._opened is None:
            have = self.with_
            backup = have.backups.get(self.t, self.restore.backup_id).value
            wrapping = wrapping_key(self.t, self.restore.sealed, self.restore.id, with_=have)
            self._opened = open_chain(
                self.t, backup, wrapping, drive=self.drive, backups=have.backups, vault=have.vault
            )
        return self._opened

    def _pairs(self, after: str | None) -> Iterator[Pair]:
        """Every path behind `after` that is in the backup or here, in order; each is read once."""
        scope = self.restore.scope
        present = documents_of(self.restore.target_id, at=None, after=after, snapshots=self.with_.snapshots)
        here = next(present, None)
        for document in self.chain().documents(after):
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
            stones = list(self.with_.tombstones.list_all(self.t))
            if self.restore.target_id != self.t:
                stones += self.with_.tombstones.list_all(self.restore.target_id)
            self._forgotten = Forgotten(stones)
        return self._forgotten

    def _decide(self, pair: Pair) -> "_Decision":
        path, present = pair.path, pair.present
        if pair.wanted is None:
            spares = rules.grows(path) or not path
            return _Decision("skipped" if spares else "removed", path, present, None)
        if present is not None and rules.grows(path) and not rules.is_stub(present.fields):
            return _Decision("unchanged" if present.fields == pair.wanted else "skipped", path, present, None)
        spared = rules.spared(path, left_out.without(path, pair.wanted), self._stones())
        if spared is None:
            return _Decision("skipped", path, present, None)
        settled = rules.settle(path, spared, present.fields if present else None, is_new=self.restore.is_new)
        if self.restore.is_new and not path:
            return _Decision("skipped", path, present, None)  # it has a name of its own
        if self.restore.is_drill:
            settled = rules.silenced(settled)
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
                fresh = self.with_.snapshots.some(self.restore.target_id, [pair.path for pair in pairs])
                pairs = [pair._replace(present=_pruned(fresh.get(pair.path))) for pair in pairs]
                continue
            return
        raise WriteRaced("Documents are changed faster than they can be restored.")

    def _try_batch(self, pairs: list[Pair]) -> None:
        target, snapshots = self.restore.target_id, self.with_.snapshots
        decided = [self._decide(pair) for pair in pairs]
        stubs: list[Create] = []
        writes: list[Write] = []
        written = {name: Changes.model_validate(c.model_dump()) for name, c in self.restore.written.items()}
        held = paused = media = 0
        read, sums = Sums(), Sums()
        for pair, each in zip(pairs, decided, strict=True):
            if self.restore.is_drill and pair.wanted is not None:
                read.add(pair.path, canonical(pair.wanted))
            _count(written, each.path, each.verdict)
            match each.verdict, each.settled:
                case "removed", _ if self.restore.remove and each.present is not None:
                    writes.append(Remove(snapshots.path(target, each.path), each.present.updated_at))
                case "added" | "changed", rules.Settled() as settled:
                    if self.restore.is_drill:
                        sums.add(each.path, canonical(settled.fields))
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
                "read": summed(self.restore.read, read),
                "sums": summed(self.restore.sums, sums),
            },
            *writes,
        )

    def _create_stubs(self, stubs: list[Create]) -> None:
        """Creates what starts work when it is created as something that starts none; what is there stays."""
        try:
            self.with_.snapshots.commit(*stubs)
        except AlreadyExists:
            for stub in stubs:
                try:
                    self.with_.snapshots.commit(stub)
                except AlreadyExists:
                    continue

    def _bring_media(self, fields: Mapping[str, Json]) -> int:
        """Brings the media back that a document points to; returns how many were missing."""
        brought = 0
        for sha256 in media_of(fields):
            if sha256 in self._media:
                continue
            if len(self._media) > 10_000:
                self._media.clear()
            self._media.add(sha256)
            if self.with_.bucket.find(self.restore.target_id, sha256) is None:
                brought += self._fetch_medium(sha256)
        return brought

    def find_medium(self, sha256: str) -> DriveFile | None:
        """A medium in the Drive, if it was there when the backup was made."""
        return self.chain().shelves(self.t).find(sha256)

    def _fetch_medium(self, sha256: str) -> int:
        found = self.find_medium(sha256)
        if found is None:
            return 0
        target, bucket = self.restore.target_id, self.with_.bucket
        try:
            type_, pieces = self.chain().shelves(self.t).open(found.id, sha256, found.properties)
            stored = bucket.store(target, pieces, type_, limit_bytes=MEDIA_LIMIT_BYTES)
        except Spoiled as error:
            raise BackupDamaged(sha256, error.detail) from error
        if stored.sha256 != sha256:
            bucket.remove(target, stored.sha256)
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


def summed(known: dict[str, CollectionSum], more: Sums) -> dict[str, object]:
    """Sums with more added, as they are stored."""
    return {name: each.model_dump() for name, each in merged(known, more.taken()).items()}


def _dumped(changes: Mapping[str, Changes]) -> dict[str, object]:
    return {name: each.model_dump() for name, each in changes.items()}


def media_of(value: Json) -> Iterator[str]:
    """The media that a document, or a part of one, points to."""
    if isinstance(value, dict):
        if len(value) == 1 and isinstance(value.get("$path"), str):
            folder, _, name = value["$path"].partition("/")
            if folder == "media" and name:
                yield name
            return
        for part in value.values():
            yield from media_of(part)
    elif isinstance(value, list):
        for part in value:
            yield from media_of(part)
