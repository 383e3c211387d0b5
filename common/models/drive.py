"""The contract of a tenant's Google Drive: the few calls that backups need, and what Drive can say against them."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final, NamedTuple, Protocol

from common.errors import AppError, DependencyDown, NotFound, TooManyRequests

CHUNK_BYTES: Final = 256 * 1024
"""Every chunk of a resumable upload but the last is a multiple of this.

Source: https://developers.google.com/workspace/drive/api/guides/manage-uploads#resumable (read 2026-11).
"""


class DriveFile(NamedTuple):
    """A file that we made in a Drive."""

    id: str
    name: str
    size_bytes: int
    sha256: str | None
    """Hexadecimal, as Drive computed it; None where it does not say."""
    properties: dict[str, str]
    """`appProperties`: ours alone, at most 124 bytes for a key and its value together."""
    created_at: datetime


class Uploaded(NamedTuple):
    """Where an upload stands."""

    received_bytes: int
    """How much Drive has; the next chunk begins here."""
    file: DriveFile | None
    """The file, once it is complete."""


class Quota(NamedTuple):
    """How full a Drive is."""

    used_bytes: int
    limit_bytes: int | None
    """None where the account has no limit."""


class DriveSessionGone(AppError):
    """An upload's session is no longer known; this file must be uploaded from its beginning, in a new one."""

    code, title, status, retryable = "drive_session_gone", "The upload has to begin again", 503, True


class DriveBusy(TooManyRequests):
    """Drive wants us to go slower; trying again after `retry_after_s` helps."""

    code, title = "drive_busy", "Google Drive asks us to wait"


class DriveFull(AppError):
    """There is no space left in the Drive; only its owner can help."""

    code, title, status = "drive_full", "Google Drive is full", 409


class DriveRefused(AppError):
    """Google does not accept the link any more; a person must connect the Drive again, trying again does not help."""

    code, title, status = "drive_refused", "Google Drive must be connected again", 409


class DriveFileGone(NotFound):
    """The file is not in the Drive any more."""

    code, title = "drive_file_gone", "The file is not in Google Drive any more"


class DriveDown(DependencyDown):
    """Drive does not answer, or broke off; trying again helps. What was sent may have arrived: ask `query_upload`."""

    code, title = "drive_down", "Google Drive does not answer"


class Drive(Protocol):
    """One tenant's Drive, in which we see only the files that we made (scope `drive.file`).

    Every call may raise DriveRefused, DriveBusy or DriveDown.
    """

    def ensure_folder(self, name: str, parent_id: str | None, properties: Mapping[str, str]) -> str:
        """The id of the folder with all of `properties` in `parent_id` (None is the top); made where there is none."""
        ...

    def folders(self, parent_id: str, properties: Mapping[str, str]) -> list[DriveFile]:
        """All folders in a folder that have all of `properties`."""
        ...

    def find(self, parent_id: str, properties: Mapping[str, str]) -> list[DriveFile]:
        """All files in a folder that have all of `properties` and are not in the bin, however many pages they fill."""
        ...

    def begin_upload(
        self, name: str, parent_id: str, mime_type: str, size_bytes: int | None, properties: Mapping[str, str]
    ) -> str:
        """Begins a resumable upload; returns its session, which lives for a week.

        Raises:
            DriveFull: there is no space for `size_bytes`.
        """
        ...

    def upload_chunk(self, session: str, data: bytes, offset: int, total: int | None) -> Uploaded:
        """Sends one chunk.

        Args:
            session: what `begin_upload` returned.
            data: a multiple of `CHUNK_BYTES`, unless it is the last.
            offset: where in the file it begins.
            total: the file's size, once known; with the last chunk it must be. An empty file is b"", 0, 0.

        Raises:
            DriveSessionGone: begin again.
            DriveFull: there is no space left.
        """
        ...

    def query_upload(self, session: str) -> Uploaded:
        """Where an upload stands that broke off.

        Raises:
            DriveSessionGone: begin again.
        """
        ...

    def open(self, file_id: str, offset: int = 0) -> Iterator[bytes]:
        """The bytes of a file from `offset` on, in pieces; a stream that breaks off raises DriveDown.

        Raises:
            DriveFileGone: it is not there any more.
        """
        ...

    def delete(self, file_id: str) -> None:
        """Deletes a file, or a folder with all that is in it; one that is gone is fine."""
        ...

    def about(self) -> Quota:
        """How full the Drive is."""
        ...
