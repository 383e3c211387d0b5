"""A Google Drive in memory: what `common.models.drive.Drive` promises, and troubles on demand."""

import hashlib
import itertools
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from common.errors import AppError
from common.models.drive import CHUNK_BYTES, DriveFile, DriveFileGone, DriveFull, DriveSessionGone, Quota, Uploaded

BEGAN = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


@dataclass
class _Session:
    name: str
    parent_id: str
    properties: dict[str, str]
    data: bytearray = field(default_factory=bytearray)
    total: int | None = None
    file: DriveFile | None = None


@dataclass
class FakeDrive:
    """One account; thread-safe as far as a test with one thread needs it."""

    limit_bytes: int | None = None
    pieces: int = 3
    """How many bytes `open` hands out at once."""
    reach: Callable[[str], None] = lambda _: None
    """Called with a call's name before and after it; failure tests stop the work there."""
    troubles: deque[AppError] = field(default_factory=deque)
    """What the next calls raise."""
    files: dict[str, DriveFile] = field(default_factory=dict)
    contents: dict[str, bytes] = field(default_factory=dict)
    parents: dict[str, str] = field(default_factory=dict)
    folders_made: dict[str, DriveFile] = field(default_factory=dict)
    sent_bytes: int = 0
    """How many bytes of chunks came in."""

    def __post_init__(self) -> None:
        self._ids = itertools.count(1)
        self._sessions: dict[str, _Session] = {}

    def ensure_folder(self, name: str, parent_id: str | None, properties: Mapping[str, str]) -> str:
        """As the protocol says."""
        self._enter("ensure_folder")
        parent = parent_id or "root"
        known = [f for f in self.folders_made.values() if self._is_in(f, parent, properties)]
        if known:
            return known[0].id
        made = self._new(name, b"", properties, parent)
        self.folders_made[made.id] = made
        self.reach("ensure_folder")
        return made.id

    def folders(self, parent_id: str, properties: Mapping[str, str]) -> list[DriveFile]:
        """As the protocol says."""
        self._enter("folders")
        return [f for f in self.folders_made.values() if self._is_in(f, parent_id, properties)]

    def find(self, parent_id: str, properties: Mapping[str, str]) -> list[DriveFile]:
        """As the protocol says."""
        self._enter("find")
        return [f for f in self.files.values() if self._is_in(f, parent_id, properties)]

    def begin_upload(
        self, name: str, parent_id: str, mime_type: str, size_bytes: int | None, properties: Mapping[str, str]
    ) -> str:
        """As the protocol says."""
        self._enter("begin_upload")
        self._demand_room(size_bytes or 0)
        id_ = f"session-{next(self._ids)}"
        self._sessions[id_] = _Session(name, parent_id, dict(properties), total=size_bytes)
        self.reach("begin_upload")
        return id_

    def upload_chunk(self, session: str, data: bytes, offset: int, total: int | None) -> Uploaded:
        """As the protocol says."""
        if offset + len(data) != total and (len(data) % CHUNK_BYTES or not data):
            raise ValueError("Every chunk but the last has a multiple of CHUNK_BYTES bytes.")
        self._enter("upload_chunk")
        kept = self._session(session)
        if kept.file is None:
            if offset > len(kept.data):
                raise AssertionError("The chunk leaves a gap.")
            self._demand_room(offset + len(data))
            self.sent_bytes += len(data)
            kept.data[offset:] = (
                data if offset == len(kept.data) else kept.data[offset:] + data[len(kept.data) - offset :]
            )
            kept.total = kept.total if total is None else total
            self._end(kept)
        self.reach("upload_chunk")
        return self._standing(kept)

    def query_upload(self, session: str) -> Uploaded:
        """As the protocol says."""
        self._enter("query_upload")
        return self._standing(self._session(session))

    def open(self, file_id: str, offset: int = 0) -> Iterator[bytes]:
        """As the protocol says."""
        self._enter("open")
        if file_id not in self.files:
            raise DriveFileGone("It is not there.")
        content = self.contents[file_id]
        for at in range(offset, len(content), self.pieces):
            yield content[at : at + self.pieces]

    def delete(self, file_id: str) -> None:
        """As the protocol says."""
        self._enter("delete")
        self.files.pop(file_id, None)
        self.folders_made.pop(file_id, None)
        self.contents.pop(file_id, None)
        for inner in [id_ for id_, parent in self.parents.items() if parent == file_id]:
            self.parents.pop(inner)
            self.delete(inner)

    def about(self) -> Quota:
        """As the protocol says."""
        self._enter("about")
        return Quota(self._used(), self.limit_bytes)

    def forget_session(self, session: str) -> None:
        """Makes an upload's session as old as one of last week."""
        self._sessions.pop(session)

    def damage(self, file_id: str, offset: int) -> None:
        """Flips the bits of one byte; what Drive says of the file stays."""
        content = bytearray(self.contents[file_id])
        content[offset] ^= 0xFF
        self.contents[file_id] = bytes(content)

    def _enter(self, call: str) -> None:
        self.reach(call)
        if self.troubles:
            raise self.troubles.popleft()

    def _is_in(self, file: DriveFile, parent: str, properties: Mapping[str, str]) -> bool:
        return self.parents.get(file.id) == parent and properties.items() <= file.properties.items()

    def _used(self) -> int:
        return sum(len(content) for content in self.contents.values())

    def _demand_room(self, size_bytes: int) -> None:
        if self.limit_bytes is not None and self._used() + size_bytes > self.limit_bytes:
            raise DriveFull("It is full.")

    def _session(self, session: str) -> _Session:
        if session not in self._sessions:
            raise DriveSessionGone("It is forgotten.")
        return self._sessions[session]

    def _end(self, kept: _Session) -> None:
        if kept.total is not None and len(kept.data) >= kept.total:
            kept.file = self._new(kept.name, bytes(kept.data), kept.properties, kept.parent_id)
            self.files[kept.file.id] = kept.file
            self.contents[kept.file.id] = bytes(kept.data)

    def _standing(self, kept: _Session) -> Uploaded:
        return Uploaded(len(kept.data), kept.file)

    def _new(self, name: str, content: bytes, properties: Mapping[str, str], parent_id: str) -> DriveFile:
        number = next(self._ids)
        id_ = f"file-{number}"
        self.parents[id_] = parent_id
        return DriveFile(
            id=id_,
            name=name,
            size_bytes=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
            properties=dict(properties),
            created_at=BEGAN + timedelta(seconds=number),
        )
