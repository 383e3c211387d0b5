"""The media bucket: content-addressed objects under their tenant, and signed addresses for browsers."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import timedelta
from functools import lru_cache
from tempfile import SpooledTemporaryFile
from typing import Final, NamedTuple

import google.auth
import google.auth.exceptions
from google.api_core import exceptions as google_errors
from google.auth.credentials import Signing
from google.auth.transport.requests import Request
from google.cloud import storage  # type: ignore[attr-defined]

from common.config import Settings
from common.errors import DependencyDown, NotFound, TooLarge
from common.models.ids import TenantId

SIGNED_FOR: Final = timedelta(minutes=15)
"""How long a browser may use a signed address."""
READ_BYTES: Final = 1024 * 1024
"""How much of an object is read at a time."""
UPLOAD_BYTES: Final = 4 * 1024 * 1024
"""How much of a file is sent at a time; a multiple of 256 KiB, as resumable uploads want."""
LIST_PAGE: Final = 1000
"""How many objects one call lists."""
_IN_MEMORY_BYTES: Final = 4 * 1024 * 1024


class Stored(NamedTuple):
    """An object in the bucket."""

    object_name: str
    sha256: str
    """Hexadecimal."""
    size_bytes: int


class Listed(NamedTuple):
    """An object of a tenant as a list shows it."""

    name: str
    """Its name below the tenant's media: the SHA-256 of its bytes, hexadecimal."""
    object_name: str
    size_bytes: int
    mime_type: str


class Signer:
    """Who signs addresses: a service account's own key where there is one, else IAM in the account's name.

    Source: https://cloud.google.com/iam/docs/reference/credentials/rest/v1/projects.serviceAccounts/signBlob
    (read 2026-11); google-cloud-storage calls it when it is given an account and an access token.
    """

    def __init__(self) -> None:
        self._credentials, _ = google.auth.default(scopes=["https://www.googleapis.com/auth/cloud-platform"])

    def __call__(self) -> dict[str, object]:
        """The arguments with which google-cloud-storage signs.

        Raises:
            DependencyDown: no access token is to be had now; trying again helps.
        """
        if isinstance(self._credentials, Signing):
            return {"credentials": self._credentials}
        if not self._credentials.valid:
            try:
                self._credentials.refresh(Request())  # type: ignore[no-untyped-call]
            except google.auth.exceptions.TransportError as error:
                raise DependencyDown("Google's sign-in service does not answer now.", retry_after_s=5) from error
        account = getattr(self._credentials, "service_account_email", "")
        return {"service_account_email": account, "access_token": self._credentials.token}


class MediaBucket:
    """Reads and writes the objects of message media."""

    def __init__(
        self, client: storage.Client, bucket: str, signer: Callable[[], Mapping[str, object]], endpoint: str = ""
    ) -> None:
        self._bucket = client.bucket(bucket)
        self._signer = signer
        self._endpoint = endpoint

    def store(self, t: TenantId, chunks: Iterable[bytes], mime_type: str, *, limit_bytes: int) -> Stored:
        """Stores a stream under its own hash; the same bytes are one object, however often they come.

        Raises:
            TooLarge: it is longer than `limit_bytes`.
            DependencyDown: Cloud Storage does not answer; trying again helps.
        """
        sha256 = hashlib.sha256()
        size = 0
        with SpooledTemporaryFile(max_size=_IN_MEMORY_BYTES) as spool:
            for chunk in chunks:
                size += len(chunk)
                if size > limit_bytes:
                    raise TooLarge(f"The file is larger than {limit_bytes:,} bytes.")
                sha256.update(chunk)
                spool.write(chunk)
            name = _folder(t) + sha256.hexdigest()
            spool.seek(0)
            try:
                blob = self._bucket.blob(name)
                if not blob.exists():
                    blob.upload_from_file(spool, size=size, content_type=mime_type or "application/octet-stream")
            except (google_errors.ServerError, google_errors.RetryError, OSError) as error:
                raise DependencyDown("Cloud Storage does not answer now.", retry_after_s=5) from error
        return Stored(name, sha256.hexdigest(), size)

    def put_file(self, t: TenantId, name: str, chunks: Iterable[bytes], mime_type: str) -> Stored:
        """Stores a stream under a name of its own, apart from media; one that is there is replaced.

        Raises:
            DependencyDown: Cloud Storage does not answer; trying again helps.
        """
        sha256 = hashlib.sha256()
        size = 0
        blob = self._bucket.blob(f"tenants/{t}/files/{name}")
        try:
            with blob.open("wb", content_type=mime_type, chunk_size=UPLOAD_BYTES) as stream:
                for chunk in chunks:
                    size += len(chunk)
                    sha256.update(chunk)
                    stream.write(chunk)
        except (google_errors.ServerError, google_errors.RetryError, OSError) as error:
            raise DependencyDown("Cloud Storage does not answer now.", retry_after_s=5) from error
        return Stored(blob.name, sha256.hexdigest(), size)

    def remove_file(self, object_name: str) -> None:
        """Removes an object that `put_file` stored; none is fine.

        Raises:
            DependencyDown: Cloud Storage does not answer; trying again helps.
        """
        try:
            self._bucket.blob(object_name).delete()
        except google_errors.NotFound:
            return
        except (google_errors.ServerError, google_errors.RetryError, OSError) as error:
            raise DependencyDown("Cloud Storage does not answer now.", retry_after_s=5) from error

    def load(self, object_name: str) -> bytes:
        """The bytes of an object.

        Raises:
            NotFound: there is none.
            DependencyDown: Cloud Storage does not answer; trying again helps.
        """
        try:
            content: bytes = self._bucket.blob(object_name).download_as_bytes()
        except google_errors.NotFound as error:
            raise NotFound("The file is not there any more.") from error
        except (google_errors.ServerError, google_errors.RetryError, OSError) as error:
            raise DependencyDown("Cloud Storage does not answer now.", retry_after_s=5) from error
        return content

    def read(self, object_name: str, *, start_byte: int = 0) -> Iterator[bytes]:
        """The bytes of an object from `start_byte` on, in pieces.

        Raises:
            NotFound: there is none.
            DependencyDown: Cloud Storage does not answer; trying again helps.
        """
        try:
            with self._bucket.blob(object_name).open("rb", chunk_size=READ_BYTES) as stream:
                stream.seek(start_byte)
                while piece := stream.read(READ_BYTES):
                    yield piece
        except google_errors.NotFound as error:
            raise NotFound("The file is not there any more.") from error
        except (google_errors.ServerError, google_errors.RetryError, OSError) as error:
            raise DependencyDown("Cloud Storage does not answer now.", retry_after_s=5) from error

    def objects(self, t: TenantId, *, after: str = "") -> Iterator[Listed]:
        """The tenant's objects behind the name `after`, in the order of their names, page by page.

        Raises:
            DependencyDown: Cloud Storage does not answer; trying again helps.
        """
        folder = _folder(t)
        try:
            for blob in self._bucket.list_blobs(prefix=folder, start_offset=folder + after, page_size=LIST_PAGE):
                name = blob.name.removeprefix(folder)
                # The emulator knows no start, and a start is itself in the list.
                if name > after:
                    yield Listed(name, blob.name, int(blob.size), blob.content_type or "")
        except (google_errors.ServerError, google_errors.RetryError, OSError) as error:
            raise DependencyDown("Cloud Storage does not answer now.", retry_after_s=5) from error

    def find(self, t: TenantId, name: str) -> Listed | None:
        """The tenant's object `name`, if it is there.

        Raises:
            DependencyDown: Cloud Storage does not answer; trying again helps.
        """
        try:
            blob = self._bucket.get_blob(_folder(t) + name)
        except (google_errors.ServerError, google_errors.RetryError, OSError) as error:
            raise DependencyDown("Cloud Storage does not answer now.", retry_after_s=5) from error
        return Listed(name, blob.name, int(blob.size), blob.content_type or "") if blob else None

    def remove(self, t: TenantId, name: str) -> None:
        """Removes the tenant's object `name`; none is fine.

        Raises:
            DependencyDown: Cloud Storage does not answer; trying again helps.
        """
        try:
            self._bucket.blob(_folder(t) + name).delete()
        except google_errors.NotFound:
            return
        except (google_errors.ServerError, google_errors.RetryError, OSError) as error:
            raise DependencyDown("Cloud Storage does not answer now.", retry_after_s=5) from error

    def signed_url(self, object_name: str, mime_type: str, filename: str = "") -> str:
        """An address under which a browser may read the object for `SIGNED_FOR`.

        Source: https://cloud.google.com/storage/docs/access-control/signed-urls (V4, read 2026-11).
        """
        blob = self._bucket.blob(object_name)
        kind = mime_type.partition("/")[0]
        shown = "inline" if kind in ("image", "audio", "video") and "svg" not in mime_type else "attachment"
        safe = "".join(c for c in filename if c.isalnum() or c in " ._-")[:100]
        url: str = blob.generate_signed_url(
            version="v4",
            expiration=SIGNED_FOR,
            api_access_endpoint=self._endpoint or "https://storage.googleapis.com",
            response_type=mime_type or "application/octet-stream",
            response_disposition=f'{shown}; filename="{safe}"' if safe else shown,
            **self._signer(),
        )
        return url


def _folder(t: TenantId) -> str:
    return f"tenants/{t}/media/"


@lru_cache(maxsize=1)
def media_bucket(settings: Settings) -> MediaBucket:
    """The process's bucket; connects when it is first used."""
    return MediaBucket(
        storage.Client(project=settings.google_cloud_project),
        settings.need("media_bucket"),
        Signer(),
        settings.storage_emulator_host,
    )
