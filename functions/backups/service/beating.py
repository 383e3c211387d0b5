"""A Drive that says with every piece of a file that long-running work goes on.

A step lasts as long as its pieces: a medium may have gigabytes, and a restore of little reads the whole backup.
"""

from collections.abc import Callable, Iterator, Mapping

from common.models.drive import Drive, DriveFile, Quota, Uploaded


class BeatingDrive:
    """A tenant's Drive; see `common.models.drive.Drive`."""

    def __init__(self, drive: Drive, beat: Callable[[], None]) -> None:
        self._drive = drive
        self._beat = beat

    def ensure_folder(self, name: str, parent_id: str | None, properties: Mapping[str, str]) -> str:
        """As the Drive does."""
        return self._drive.ensure_folder(name, parent_id, properties)

    def folders(self, parent_id: str, properties: Mapping[str, str]) -> list[DriveFile]:
        """As the Drive does."""
        return self._drive.folders(parent_id, properties)

    def find(self, parent_id: str, properties: Mapping[str, str]) -> list[DriveFile]:
        """As the Drive does."""
        return self._drive.find(parent_id, properties)

    def begin_upload(
        self, name: str, parent_id: str, mime_type: str, size_bytes: int | None, properties: Mapping[str, str]
    ) -> str:
        """As the Drive does."""
        return self._drive.begin_upload(name, parent_id, mime_type, size_bytes, properties)

    def upload_chunk(self, session: str, data: bytes, offset: int, total: int | None) -> Uploaded:
        """As the Drive does."""
        self._beat()
        return self._drive.upload_chunk(session, data, offset, total)

    def query_upload(self, session: str) -> Uploaded:
        """As the Drive does."""
        return self._drive.query_upload(session)

    def open(self, file_id: str, offset: int = 0) -> Iterator[bytes]:
        """As the Drive does."""
        for piece in self._drive.open(file_id, offset):
            self._beat()
            yield piece

    def delete(self, file_id: str) -> None:
        """As the Drive does."""
        self._drive.delete(file_id)

    def about(self) -> Quota:
        """As the Drive does."""
        return self._drive.about()
