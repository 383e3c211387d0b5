"""Resumable uploads: sessions that take chunks, tell how far they are, and end in a file.

Source: https://developers.google.com/workspace/drive/api/guides/manage-uploads#resumable (read 2026-11).
"""

import asyncio
import re
import secrets
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Final, NamedTuple

from pydantic import BaseModel
from starlette.requests import ClientDisconnect

from infra.local.simulators.contracts import Clock
from infra.local.simulators.drive.errors import bad_request, no_session, server_error
from infra.local.simulators.drive.files import Files, Metadata, StoredFile
from infra.local.simulators.store import Records

KIND: Final = "drive_upload"
CHUNK_BYTES: Final = 256 * 1024
LIVES_S: Final = 7 * 86_400
"""A session is forgotten after a week."""
_RANGE: Final = re.compile(r"bytes (?:(\d+)-(\d+)|\*)/(\d+|\*)")


class Session(BaseModel):
    """One upload."""

    id: str
    email: str
    metadata: Metadata
    mime_type: str = ""
    total_bytes: int | None = None
    fields: str = ""
    """The mask of the answer at the end, as the first call asked for it."""
    created_s: float
    file_id: str | None = None
    """The file, once it is whole."""


class Span(NamedTuple):
    """What a chunk says of itself."""

    start: int | None
    """None asks how far the upload is."""
    end: int
    """Behind the last byte."""
    total: int | None


class Uploads:
    """Every session."""

    def __init__(self, folder: Path, records: Records, clock: Clock, files: Files) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._records = records
        self._clock = clock
        self._files = files
        self._sessions = {s.id: s for s in map(Session.model_validate_json, records.load(KIND))}
        self._locks: dict[str, asyncio.Lock] = {}

    def begin(self, email: str, metadata: Metadata, *, mime_type: str, total_bytes: int | None, fields: str) -> Session:
        """Begins an upload, if there is room for what is announced."""
        self._files.check(email, metadata)
        self._files.demand_room(email, total_bytes or 0)
        session = Session(
            id=secrets.token_urlsafe(32),
            email=email,
            metadata=metadata,
            mime_type=mime_type,
            total_bytes=total_bytes,
            fields=fields,
            created_s=self._clock.now(),
        )
        self._keep(session)
        return session

    def get(self, session_id: str) -> Session:
        """A session that lives.

        Raises:
            GoogleError: 404.
        """
        session = self._sessions.get(session_id)
        if session is None or session.created_s + LIVES_S <= self._clock.now():
            raise no_session()
        return session

    def forget(self, session_id: str) -> None:
        """Ends a session, whatever has arrived."""
        self._sessions.pop(session_id, None)
        self._records.drop(KIND, session_id)
        self._path(session_id).unlink(missing_ok=True)

    def received(self, session: Session) -> int:
        """How many bytes have arrived for good."""
        path = self._path(session.id)
        return path.stat().st_size if path.exists() else 0

    async def take(
        self, session_id: str, span: Span, body: AsyncIterator[bytes], *, breaks_off: bool = False
    ) -> StoredFile | Session:
        """Takes a chunk; the file once it is whole, until then the session.

        Args:
            session_id: whose chunk it is.
            span: where it belongs.
            body: its bytes.
            breaks_off: whether the server fails when half of it has arrived.
        """
        async with self._locks.setdefault(session_id, asyncio.Lock()):
            session = self.get(session_id)
            if session.file_id is not None:
                return self._files.get(session.email, session.file_id)
            session = self._settle_total(session, span)
            if span.start is not None:
                await self._append(session, span, body, breaks_off)
            if session.total_bytes is None or self.received(session) < session.total_bytes:
                return session
            return await self._end(session)

    def _settle_total(self, session: Session, span: Span) -> Session:
        if span.total is None or span.total == session.total_bytes:
            return session
        if session.total_bytes is not None or span.total < self.received(session):
            raise bad_request("The size of the upload contradicts what was said before.")
        session = session.model_copy(update={"total_bytes": span.total})
        self._keep(session)
        return session

    async def _append(self, session: Session, span: Span, body: AsyncIterator[bytes], breaks_off: bool) -> None:
        have, start = self.received(session), span.start or 0
        is_last = span.total is not None and span.end == span.total
        if start > have or (span.total is not None and span.end > span.total):
            raise bad_request(f"The chunk begins at {start}, but {have} bytes have arrived.")
        if not is_last and (span.end - start) % CHUNK_BYTES:
            raise bad_request(f"Every chunk but the last must be a multiple of {CHUNK_BYTES} bytes.")
        self._files.demand_room(session.email, max(span.end, have))
        ends = start + (span.end - start) // 2 if breaks_off else span.end
        at = await self._write(self._path(session.id), have, start, ends, body)
        if at != span.end or breaks_off:
            # What counts is what arrived in whole blocks.
            self._cut(session, max(have, min(at, ends) // CHUNK_BYTES * CHUNK_BYTES))
            raise server_error(503) if breaks_off else bad_request("The chunk is not as long as it says.")

    async def _write(self, path: Path, have: int, start: int, ends: int, body: AsyncIterator[bytes]) -> int:
        """Writes what is new up to `ends`; tells where the body ended."""
        at = start
        with path.open("ab") as content:
            try:
                async for piece in body:
                    # Bytes that have arrived before are passed over.
                    content.write(piece[max(0, have - at) : max(0, ends - at)])
                    at += len(piece)
            except ClientDisconnect:
                content.flush()
                whole = max(have, min(at, ends) // CHUNK_BYTES * CHUNK_BYTES)
                content.truncate(whole)
                raise
        return at

    def _cut(self, session: Session, size_bytes: int) -> None:
        with self._path(session.id).open("r+b") as content:
            content.truncate(size_bytes)

    async def _end(self, session: Session) -> StoredFile:
        path = self._path(session.id)
        path.touch()
        file = await self._files.make(session.email, session.metadata, path, session.mime_type)
        self._keep(session.model_copy(update={"file_id": file.id}))
        return file

    def _path(self, session_id: str) -> Path:
        return self._folder / session_id

    def _keep(self, session: Session) -> None:
        self._sessions[session.id] = session
        self._records.put(KIND, session.id, session.model_dump_json())


def read_span(header: str, length: int | None) -> Span:
    """The span that a `Content-Range` tells; without one, the body is the whole file.

    Raises:
        GoogleError: 400 for what is no range, or one of another length than the body.
    """
    if not header:
        return Span(0, length or 0, length or 0)
    match = _RANGE.fullmatch(header.strip())
    if match is None:
        raise bad_request("Failed to parse Content-Range header.")
    first, last, size = match.groups()
    total = None if size == "*" else int(size)
    if first is None:
        return Span(None, 0, total)
    span = Span(int(first), int(last) + 1, total)
    if length is not None and length != span.end - int(first):
        raise bad_request("The Content-Range does not fit the Content-Length.")
    return span
