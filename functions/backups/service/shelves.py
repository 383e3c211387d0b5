"""Media in a Drive: a file each, which all backups share, found by the hash of its bytes; encrypted where backups are.

An encrypted one has a key of its own, made of the key of media and its hash, so that the same bytes make the same file.
Its name is made so, too, and its type lies within: who has the Drive alone learns how large it is.
"""

import hmac
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from common.models.drive import Drive, DriveFile
from common.models.ids import TenantId
from functions.backups.service import places
from functions.backups.service.packing import NONCE_BYTES, Sealer, Spoiled, opened, sealed_size

TYPE_LIMIT: Final = 100
"""A property of a file in Drive holds 124 bytes, its name included."""


class Medium(NamedTuple):
    """A medium, opened."""

    mime_type: str
    pieces: Iterator[bytes]


class Shelves:
    """A tenant's media in a Drive."""

    def __init__(self, t: TenantId, drive: Drive, key: bytes | None, lock: str) -> None:
        """Args:
        t: whose they are.
        drive: where they lie.
        key: the key of media; None where they are not encrypted.
        lock: which key that is, see `keys.lock_of`.
        """
        self._t = t
        self._drive = drive
        self._key = key
        self._lock = lock

    def folder(self, sha256: str) -> str:
        """The folder of media whose hash begins alike."""
        return places.shelf(sha256, places.media(self._t, self._drive), self._drive)

    def find(self, sha256: str) -> DriveFile | None:
        """One medium, if it is there."""
        found = self._drive.find(self.folder(sha256), {"whatsdex": "medium", self._kind: self.name(sha256)})
        return found[0] if found else None

    def known(self, folder: str) -> dict[str, DriveFile]:
        """All media of a folder that are of this kind, by name."""
        found = self._drive.find(folder, {"whatsdex": "medium"})
        return {file.properties[self._kind]: file for file in found if self._kind in file.properties}

    def name(self, sha256: str) -> str:
        """What the file of a medium is called."""
        return self._made(b"name", sha256).hex() if self._key else sha256

    def properties(self, sha256: str, mime_type: str) -> dict[str, str]:
        """The properties of a medium's file."""
        own = {"lock": self._lock} if self._key else {"type": mime_type[:TYPE_LIMIT]}
        return {"whatsdex": "medium", self._kind: self.name(sha256), **own}

    def size(self, size_bytes: int, mime_type: str) -> int:
        """How large the file of a medium is."""
        return NONCE_BYTES + sealed_size(len(_head(mime_type)) + size_bytes) if self._key else size_bytes

    def type(self, mime_type: str) -> str:
        """The type of a medium's file."""
        return places.SEALED_TYPE if self._key else mime_type or places.SEALED_TYPE

    def packed(self, pieces: Iterable[bytes], sha256: str, mime_type: str) -> Iterator[bytes]:
        """The bytes of a medium's file; the same each time."""
        if self._key is None:
            yield from pieces
            return
        # One nonce for one content, of which the type is a part.
        nonce = self._made(b"nonce/" + mime_type.encode(), sha256)[:NONCE_BYTES]
        sealer = Sealer(self._made(b"key", sha256), nonce.hex(), sha256)
        yield nonce + sealer.add(_head(mime_type))
        for piece in pieces:
            yield sealer.add(piece)
        yield sealer.finish()

    def open(self, file_id: str, sha256: str, properties: dict[str, str]) -> Medium:
        """A medium as it was; its bytes are yet to be compared with its hash.

        Raises:
            Spoiled: it is encrypted, and does not open; also while its pieces are read.
            DriveFileGone: it is not there any more.
        """
        pieces = self._drive.open(file_id)
        if self._key is None:
            return Medium(properties.get("type", ""), pieces)
        nonce, rest = _split(pieces, NONCE_BYTES)
        plain = opened(rest, self._made(b"key", sha256), nonce.hex(), sha256)
        first = next(plain, b"")
        length = 1 + (first[0] if first else 0)
        if len(first) < length:
            raise Spoiled("A medium has no head.")
        return Medium(first[1:length].decode(errors="replace"), _chained(first[length:], plain))

    @property
    def _kind(self) -> str:
        return "sealed" if self._key else "sha256"

    def _made(self, use: bytes, sha256: str) -> bytes:
        return hmac.digest(self._key or b"", use + b"/" + sha256.encode(), "sha256")


def _head(mime_type: str) -> bytes:
    raw = mime_type.encode()[:TYPE_LIMIT]
    return bytes([len(raw)]) + raw


def _split(pieces: Iterator[bytes], length: int) -> tuple[bytes, Iterator[bytes]]:
    """The first bytes of a stream, and the rest of it."""
    first = b""
    while len(first) < length and (piece := next(pieces, b"")):
        first += piece
    if len(first) < length:
        raise Spoiled("A medium breaks off.")
    return first[:length], _chained(first[length:], pieces)


def _chained(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    if first:
        yield first
    yield from rest
