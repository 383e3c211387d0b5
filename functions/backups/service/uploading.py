"""Sending a stream to Drive in chunks, going on where an upload that broke off stands."""

import hashlib
from collections.abc import Callable
from typing import Final, NamedTuple

from common.models.drive import CHUNK_BYTES, Drive, DriveDown, DriveFile, Uploaded

SEND_BYTES: Final = 4 * CHUNK_BYTES
"""How much one call sends: what is held in memory, and what a killed run sends again at most."""


class Begun(NamedTuple):
    """An upload that was begun before."""

    session: str
    standing: Uploaded


class Pipe:
    """Takes a file's bytes from its beginning, and sends those that Drive does not have yet."""

    def __init__(self, drive: Drive, begin: Callable[[], str], begun: Begun | None) -> None:
        """Args:
        drive: where to.
        begin: begins the upload and remembers its session; called with the first chunk.
        begun: the upload with which to go on.
        """
        self._drive = drive
        self._begin = begin
        self._session = begun.session if begun else ""
        self._received = begun.standing.received_bytes if begun else 0
        self._file = begun.standing.file if begun else None
        self._hash = hashlib.sha256()
        self._waiting = bytearray()
        self._offset = 0

    @property
    def sha256(self) -> str:
        """Of all bytes that were taken, hexadecimal."""
        return self._hash.hexdigest()

    @property
    def size_bytes(self) -> int:
        """How many were taken."""
        return self._offset + len(self._waiting)

    def feed(self, data: bytes) -> None:
        """Takes the next bytes."""
        self._hash.update(data)
        self._waiting += data
        self._pass_over()
        # The last chunk tells the size, so that one is always held back.
        while self._file is None and len(self._waiting) > SEND_BYTES:
            self._send(bytes(self._waiting[:SEND_BYTES]), None)

    def finish(self) -> DriveFile:
        """Sends the rest; the whole file."""
        total = self.size_bytes
        for _ in range(8):
            if self._file is not None:
                return self._file
            self._send(bytes(self._waiting), total)
        raise DriveDown("Google Drive does not end an upload. We try again.", retry_after_s=5)

    def _pass_over(self) -> None:
        """Drops what Drive has already."""
        known = min(len(self._waiting), max(0, self._received - self._offset))
        if self._file is not None:
            known = len(self._waiting)
        del self._waiting[:known]
        self._offset += known

    def _send(self, data: bytes, total: int | None) -> None:
        if not self._session:
            self._session = self._begin()
        standing = self._drive.upload_chunk(self._session, data, self._offset, total)
        self._received, self._file = standing.received_bytes, standing.file
        self._pass_over()
