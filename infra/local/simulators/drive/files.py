"""The accounts' files: descriptions in the records, bytes beside them."""

import asyncio
import hashlib
import json
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict

from infra.local.simulators.contracts import Clock, Json, rfc3339
from infra.local.simulators.drive.errors import bad_request, no_file, quota_full
from infra.local.simulators.drive.query import compile_query
from infra.local.simulators.store import Records

FOLDER: Final = "application/vnd.google-apps.folder"
KIND: Final = "drive_file"
LIMIT_KIND: Final = "drive_limit"
LIMIT_BYTES: Final = 15 * 1024**3
"""What a Google account holds that pays nothing."""
PROPERTY_BYTES: Final = 124
PROPERTIES_MOST: Final = 30
"""Source: https://developers.google.com/workspace/drive/api/guides/properties (read 2026-11)."""
_READ_BYTES: Final = 1024 * 1024


class Metadata(BaseModel):
    """What an app says of a file; other fields of the real API are taken and forgotten."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    name: str | None = None
    mimeType: str | None = None  # noqa: N815 -- Drive's own name
    parents: list[str] | None = None
    appProperties: dict[str, str | None] | None = None  # noqa: N815
    trashed: bool | None = None


class StoredFile(BaseModel):
    """One file or folder."""

    id: str
    seq: int
    """In the order in which they were made."""
    email: str
    """Whose it is."""
    name: str
    mime_type: str
    parents: list[str]
    properties: dict[str, str]
    trashed: bool = False
    size_bytes: int = 0
    sha256: str = ""
    md5: str = ""
    created_at: str
    modified_at: str

    @property
    def is_folder(self) -> bool:
        """Whether it holds files instead of bytes."""
        return self.mime_type == FOLDER

    def shown(self) -> Json:
        """As the API shows it."""
        bytes_of: Json = {
            "size": str(self.size_bytes),
            "quotaBytesUsed": str(self.size_bytes),
            "md5Checksum": self.md5,
            "sha256Checksum": self.sha256,
            "originalFilename": self.name,
        }
        return {
            "kind": "drive#file",
            "id": self.id,
            "name": self.name,
            "mimeType": self.mime_type,
            "parents": self.parents,
            "trashed": self.trashed,
            "createdTime": self.created_at,
            "modifiedTime": self.modified_at,
            **({"appProperties": self.properties} if self.properties else {}),
            **({} if self.is_folder else bytes_of),
        }


class Files:
    """Every account's files."""

    def __init__(self, folder: Path, records: Records, clock: Clock) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._records = records
        self._clock = clock
        self._files = {file.id: file for file in map(StoredFile.model_validate_json, records.load(KIND))}
        self._limits: dict[str, int] = dict(map(json.loads, records.load(LIMIT_KIND)))
        self._seq = max((file.seq for file in self._files.values()), default=0)

    def all(self) -> Iterator[StoredFile]:
        """Everybody's, the oldest first."""
        return iter(self._files.values())

    def path(self, file: StoredFile) -> Path:
        """Where its bytes are."""
        return self._folder / file.id

    def get(self, email: str, file_id: str) -> StoredFile:
        """A file of that account.

        Raises:
            GoogleError: 404.
        """
        file = self._files.get(file_id)
        if file is None or file.email != email:
            raise no_file(file_id)
        return file

    def find(self, file_id: str) -> StoredFile | None:
        """A file, whosever it is."""
        return self._files.get(file_id)

    def search(self, email: str, query: str) -> list[StoredFile]:
        """The account's files that fit the query, the oldest first."""
        matches = compile_query(query.replace("'root'", f"'{root_of(email)}'"))
        return [file for file in self._files.values() if file.email == email and matches(file)]

    def limit_of(self, email: str) -> int:
        """How much the account holds, in bytes."""
        return self._limits.get(email, LIMIT_BYTES)

    def set_limit(self, email: str, limit_bytes: int) -> None:
        """Gives an account more or less room."""
        self._limits[email] = limit_bytes
        self._records.put(LIMIT_KIND, email, json.dumps([email, limit_bytes]))

    def used_by(self, email: str) -> int:
        """How much of it is used, in bytes."""
        return sum(file.size_bytes for file in self._files.values() if file.email == email)

    def demand_room(self, email: str, size_bytes: int) -> None:
        """Refuses what does not fit any more.

        Raises:
            GoogleError: 403 `storageQuotaExceeded`.
        """
        if self.used_by(email) + size_bytes > self.limit_of(email):
            raise quota_full()

    def check(self, email: str, metadata: Metadata) -> None:
        """Refuses what Drive refuses of a new file.

        Raises:
            GoogleError: a folder is not there, or the properties are too many or too long.
        """
        for parent in metadata.parents or ():
            if parent not in ("root", root_of(email)) and not self.get(email, parent).is_folder:
                raise bad_request("The specified parent is not a folder.", "parentNotAFolder")
        properties = metadata.appProperties or {}
        if len(properties) > PROPERTIES_MOST:
            raise bad_request("The limit of private properties was exceeded.", "appPropertiesLimitExceeded")
        if any(len(key.encode()) + len((value or "").encode()) > PROPERTY_BYTES for key, value in properties.items()):
            raise bad_request("A property is longer than 124 bytes.", "propertyTooLong")

    async def make(self, email: str, metadata: Metadata, content: Path | None, mime_type: str = "") -> StoredFile:
        """Keeps a new file, whose bytes are moved here from `content`; a folder has none."""
        now = rfc3339(self._clock.now())
        parents = [root_of(email) if parent == "root" else parent for parent in metadata.parents or ["root"]]
        self._seq += 1
        file = StoredFile(
            id="1" + secrets.token_urlsafe(24),
            seq=self._seq,
            email=email,
            name=metadata.name or "Untitled",
            mime_type=metadata.mimeType or mime_type or "application/octet-stream",
            parents=parents,
            properties={key: value for key, value in (metadata.appProperties or {}).items() if value is not None},
            created_at=now,
            modified_at=now,
        )
        if content is not None:
            size_bytes, sha256, md5 = await asyncio.to_thread(_digests, content)
            file = file.model_copy(update={"size_bytes": size_bytes, "sha256": sha256, "md5": md5})
            content.replace(self.path(file))
        self._keep(file)
        return file

    def change(self, file: StoredFile, metadata: Metadata) -> StoredFile:
        """Renames a file, changes its properties, or puts it into the bin and takes it out."""
        self.check(file.email, metadata)
        properties: dict[str, str | None] = {**file.properties, **(metadata.appProperties or {})}
        changed = file.model_copy(
            update={
                "name": file.name if metadata.name is None else metadata.name,
                "trashed": file.trashed if metadata.trashed is None else metadata.trashed,
                "properties": {key: value for key, value in properties.items() if value is not None},
                "modified_at": rfc3339(self._clock.now()),
            }
        )
        self._keep(changed)
        return changed

    def delete(self, file: StoredFile) -> None:
        """Deletes a file, and all that is in it."""
        self._files.pop(file.id, None)
        self._records.drop(KIND, file.id)
        self.path(file).unlink(missing_ok=True)
        for inner in [each for each in self._files.values() if file.id in each.parents]:
            self.delete(inner)

    def damage(self, file: StoredFile, offset: int) -> None:
        """Flips every bit of one byte, as a bad disk would: what Drive says of the file stays as it was."""
        with self.path(file).open("r+b") as content:
            content.seek(offset)
            byte = content.read(1)
            content.seek(offset)
            content.write(bytes([byte[0] ^ 0xFF]))

    def _keep(self, file: StoredFile) -> None:
        self._files[file.id] = file
        self._records.put(KIND, file.id, file.model_dump_json())


def account_id(email: str) -> str:
    """The account's id, of digits."""
    return str(int.from_bytes(hashlib.sha256(email.encode()).digest()[:8], "big")).zfill(20)


def root_of(email: str) -> str:
    """The id of the account's top folder."""
    return f"0A{hashlib.sha256(email.encode()).hexdigest()[:17]}"


def _digests(path: Path) -> tuple[int, str, str]:
    """Size, SHA-256 and MD5."""
    sha256, md5, size_bytes = hashlib.sha256(), hashlib.md5(usedforsecurity=False), 0
    with path.open("rb") as content:
        while piece := content.read(_READ_BYTES):
            sha256.update(piece)
            md5.update(piece)
            size_bytes += len(piece)
    return size_bytes, sha256.hexdigest(), md5.hexdigest()
