"""Reading backups back: a manifest, the parts that it lists, and the backups below it, each hash checked on the way."""

import hashlib
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple, TypeVar

from pydantic import ValidationError

from common.crypto import Vault
from common.errors import AppError
from common.models.backup import FORMAT, Backup, Manifest, PartInfo, PartKind
from common.models.drive import Drive, DriveFileGone
from common.models.ids import TenantId
from common.store.backups import Backups
from common.store.lossless import Json
from functions.backups.service import places
from functions.backups.service.keys import media_key, unwrap
from functions.backups.service.lines import Line, MediaLine, Unreadable, order, read_lines, read_media
from functions.backups.service.packing import Spoiled, unpack
from functions.backups.service.shelves import Shelves

T = TypeVar("T")
LONGEST: Final = 100
"""How many backups may be built on one another."""
MANIFEST_LIMIT_BYTES: Final = 64 * 1024 * 1024


class BackupDamaged(AppError):
    """A file of a backup is not what it was, or is missing."""

    code, title, status = "backup_damaged", "The backup is damaged", 409

    def __init__(self, file: str, detail: str) -> None:
        super().__init__(f"{file}: {detail}")
        self.file = file


class Layer(NamedTuple):
    """One backup of a chain, opened."""

    manifest: Manifest
    key: bytes | None
    media_key: bytes | None


class Document(NamedTuple):
    """A document as a backup has it."""

    path: str
    version: str
    fields: dict[str, Json]


class Chain:
    """A backup with those that it is built on, the newest first."""

    def __init__(self, layers: Sequence[Layer], drive: Drive) -> None:
        self.layers = tuple(layers)
        self._drive = drive

    @property
    def newest(self) -> Manifest:
        """The manifest of the backup itself."""
        return self.layers[0].manifest

    def documents(self, after: str | None = None) -> Iterator[Document]:
        """Every document behind a path, with its contents; no more than a part of each backup is held in memory.

        Raises:
            BackupDamaged: a file is not what it was.
        """
        newest, *older = self.layers
        below = [_Reader(self._lines(layer, after)) for layer in older]
        for line in self._lines(newest, after):
            fields = line.fields if line.fields is not None else self._below(line, below)
            yield Document(line.path, line.version, fields)

    def versions(self, after: str | None = None) -> Iterator[Line]:
        """Every document behind a path, contents only where the newest backup itself has them."""
        return self._lines(self.layers[0], after)

    def shelves(self, t: TenantId) -> Shelves:
        """Where the media of the backup itself lie."""
        newest = self.layers[0]
        return Shelves(t, self._drive, newest.media_key, newest.manifest.cipher.media_lock)

    def media(self) -> Iterator[MediaLine]:
        """Every medium, in the order of hashes."""
        layer = self.layers[0]
        for part in layer.manifest.parts:
            if part.kind is PartKind.MEDIA:
                yield from _readable(part.name, read_media(self._pieces(layer, part)))

    def parts(self) -> list[tuple[Layer, PartInfo]]:
        """All parts of all backups of the chain, the oldest first."""
        return [(layer, part) for layer in reversed(self.layers) for part in layer.manifest.parts]

    def check_part(self, layer: Layer, part: PartInfo) -> None:
        """Checks one part from its hash to its last line.

        Raises:
            BackupDamaged: it is not what it was.
        """
        pieces = self._pieces(layer, part)
        read: Iterator[object] = read_media(pieces) if part.kind is PartKind.MEDIA else read_lines(pieces)
        number = sum(1 for _ in _readable(part.name, read))
        told = part.media if part.kind is PartKind.MEDIA else sum(s.documents for s in part.sums.values())
        if number != told:
            raise BackupDamaged(part.name, f"it has {number} lines instead of {told}.")

    def _lines(self, layer: Layer, after: str | None) -> Iterator[Line]:
        behind = order(after) if after is not None else None
        for part in layer.manifest.parts:
            if part.kind is not PartKind.DOCUMENTS or (behind is not None and order(part.last) <= behind):
                continue
            for line in _readable(part.name, read_lines(self._pieces(layer, part))):
                if behind is None or order(line.path) > behind:
                    yield line

    def _pieces(self, layer: Layer, part: PartInfo) -> Iterator[bytes]:
        raw = read_file(part.name, part.file_id, part.sha256, self._drive)
        return unpack(raw, layer.key, part.nonce, places.context(layer.manifest.backup_id, part.number))

    def _below(self, line: Line, below: "Sequence[_Reader]") -> dict[str, Json]:
        for reader in below:
            found = reader.at(line.path)
            if found is not None and found.fields is not None and found.version == line.version:
                return found.fields
        raise BackupDamaged(self.newest.backup_id, f"no backup below it holds {line.path} as it was.")


class _Reader:
    """The lines of an older backup, of which only some are wanted, in their order."""

    def __init__(self, lines: Iterator[Line]) -> None:
        self._lines = lines
        self._head: Line | None = None

    def at(self, path: str) -> Line | None:
        wanted = order(path)
        while self._head is None or order(self._head.path) < wanted:
            self._head = next(self._lines, None)
            if self._head is None:
                return None
        return self._head if self._head.path == path else None


def open_chain(
    t: TenantId,
    backup: Backup,
    wrapping: bytes | None,
    *,
    drive: Drive,
    backups: Backups,
    vault: Vault,
    alone: bool = False,
) -> Chain:
    """Reads the manifests of a backup and of those below it.

    Args:
        t: whose it is.
        backup: which.
        wrapping: the passphrase's key, where it is encrypted so.
        drive: where it lies.
        backups: where those below it are listed.
        vault: opens the keys of those that are encrypted with the workspace's.
        alone: whether those below it are left out; then only its media can be read.

    Raises:
        BackupDamaged: a manifest is not what it was, or a backup below is missing.
        WrongPassphrase: it is encrypted with another.
    """
    layers: list[Layer] = []
    told = backup.manifest_sha256
    current: Backup | None = backup
    while current is not None:
        name = places.manifest_name(current.id)
        manifest = read_manifest(name, current.manifest_id, told, drive)
        if manifest.tenant_id != t or manifest.backup_id != current.id:
            raise BackupDamaged(name, "it is another backup's.")
        key = unwrap(t, manifest.backup_id, manifest.cipher, wrapping, vault)
        layers.append(Layer(manifest, key, media_key(key, manifest.backup_id, manifest.cipher)))
        if not manifest.base_id or alone:
            break
        found = backups.find(t, manifest.base_id)
        if found is None or len(layers) >= LONGEST:
            raise BackupDamaged(places.manifest_name(manifest.base_id), "the backup below is not there any more.")
        current, told = found.value, manifest.base_sha256
    return Chain(layers, drive)


def read_manifest(name: str, file_id: str, sha256: str, drive: Drive) -> Manifest:
    """A manifest, which must have that hash.

    Raises:
        BackupDamaged: it has another, or is none.
    """
    raw = read_file(name, file_id, sha256, drive)
    try:
        manifest = Manifest.model_validate_json(raw)
    except ValidationError as error:
        raise BackupDamaged(name, "it cannot be read.") from error
    if manifest.format > FORMAT:
        raise BackupDamaged(name, f"it is of format {manifest.format}, which this version does not know.")
    return manifest


def read_file(name: str, file_id: str, sha256: str, drive: Drive) -> bytes:
    """The bytes of a part or manifest, which must have that hash.

    Raises:
        BackupDamaged: they have another, or the file is missing.
    """
    raw = bytearray()
    try:
        for piece in drive.open(file_id):
            raw += piece
            if len(raw) > MANIFEST_LIMIT_BYTES:
                raise BackupDamaged(name, "it is larger than any file of ours.")
    except DriveFileGone as error:
        raise BackupDamaged(name, "it is not in Google Drive any more.") from error
    if hashlib.sha256(raw).hexdigest() != sha256:
        raise BackupDamaged(name, "its contents have changed.")
    return bytes(raw)


def _readable(name: str, lines: Iterator[T]) -> Iterator[T]:
    try:
        yield from lines
    except (Spoiled, Unreadable) as error:
        raise BackupDamaged(name, error.detail) from error
