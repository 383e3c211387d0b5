"""The lines of a backup's parts: a document each, in the order of paths, as JSON.

`{"p": path, "u": version, "f": fields}` is a document; without `f` it is as its base holds it.
`{"p": path, "gone": true}` was deleted since the base.
`{"m": sha256, "size": bytes, "type": mime type, "file": id in Drive}` is a medium.
"""

import hashlib
import json
from collections.abc import Iterator
from typing import Final, NamedTuple

from common.errors import AppError
from common.models.backup import CollectionSum
from common.store.lossless import Json

_dumps: Final = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode
_MODULUS: Final = 2**256


class Unreadable(AppError):
    """A line is none of ours."""

    code, title = "backup_unreadable", "A backup cannot be read"


class Line(NamedTuple):
    """A document as a part has it."""

    path: str
    version: str
    fields: dict[str, Json] | None
    """None if it is as the base has it."""


class MediaLine(NamedTuple):
    """A medium as a part names it."""

    sha256: str
    size_bytes: int
    mime_type: str
    file_id: str


def order(path: str) -> list[str]:
    """By this, paths are in Firestore's order."""
    return path.split("/")


def collection_of(path: str) -> str:
    """The collection of a document: the last name above it; `workspace` for the tenant's own."""
    return path.rsplit("/", 2)[-2] if "/" in path else "workspace"


def canonical(fields: dict[str, Json]) -> str:
    """The one way to write fields as JSON."""
    return _dumps(fields)


def digest(path: str, text: str) -> int:
    """What a document adds to its collection's digest."""
    return int.from_bytes(hashlib.sha256(f"{path}\n{text}".encode()).digest(), "big")


class Sums:
    """Counts documents and adds their digests up, by collection."""

    def __init__(self) -> None:
        self._found: dict[str, tuple[int, int]] = {}

    def add(self, path: str, text: str) -> None:
        """Counts a document whose fields are `text`."""
        name = collection_of(path)
        number, total = self._found.get(name, (0, 0))
        self._found[name] = number + 1, (total + digest(path, text)) % _MODULUS

    def taken(self) -> dict[str, CollectionSum]:
        """What there is."""
        return {name: CollectionSum(documents=n, digest=f"{total:064x}") for name, (n, total) in self._found.items()}


def merged(one: dict[str, CollectionSum], other: dict[str, CollectionSum]) -> dict[str, CollectionSum]:
    """Both together."""
    return {name: one.get(name, CollectionSum()).plus(other.get(name, CollectionSum())) for name in {**one, **other}}


def full_line(path: str, version: str, text: str) -> bytes:
    """The line of a document with its contents."""
    return f'{{"p":{_dumps(path)},"u":"{version}","f":{text}}}\n'.encode()


def kept_line(path: str, version: str) -> bytes:
    """The line of a document that is as its base has it."""
    return f'{{"p":{_dumps(path)},"u":"{version}"}}\n'.encode()


def gone_line(path: str) -> bytes:
    """The line of a document that was deleted."""
    return f'{{"p":{_dumps(path)},"gone":true}}\n'.encode()


def media_line(line: MediaLine) -> bytes:
    """The line of a medium."""
    named = {"m": line.sha256, "size": line.size_bytes, "type": line.mime_type, "file": line.file_id}
    return f"{_dumps(named)}\n".encode()


def read_lines(pieces: Iterator[bytes]) -> Iterator[Line]:
    """The documents of a part, without those that are gone.

    Raises:
        Unreadable: a line is none of ours.
    """
    for said in _objects(pieces):
        match said:
            case {"p": str(path), "u": str(version), "f": dict(fields)}:
                yield Line(path, version, fields)
            case {"p": str(), "gone": True}:
                continue
            case {"p": str(path), "u": str(version)}:
                yield Line(path, version, None)
            case _:
                raise Unreadable("A line of the backup is none of ours.")


def read_media(pieces: Iterator[bytes]) -> Iterator[MediaLine]:
    """The media that a part names.

    Raises:
        Unreadable: a line is none of ours.
    """
    for said in _objects(pieces):
        match said:
            case {"m": str(sha256), "size": int(size), "type": str(kind), "file": str(file_id)}:
                yield MediaLine(sha256, size, kind, file_id)
            case _:
                raise Unreadable("A line of the backup is none of ours.")


def _objects(pieces: Iterator[bytes]) -> Iterator[object]:
    rest = b""
    for piece in pieces:
        *whole, rest = (rest + piece).split(b"\n")
        for line in whole:
            yield _parsed(line)
    if rest:
        raise Unreadable("The backup breaks off in a line.")


def _parsed(line: bytes) -> object:
    try:
        parsed: object = json.loads(line)
    except ValueError as error:
        raise Unreadable("A line of the backup is no JSON.") from error
    return parsed
