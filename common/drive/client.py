"""The client of Google Drive: `common.models.drive.Drive` over the Drive API, version 3.

Source: https://developers.google.com/workspace/drive/api/guides/manage-uploads and
https://developers.google.com/workspace/drive/api/reference/rest/v3 (read 2026-11).
"""

import hashlib
import json
import threading
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any, Final, NamedTuple
from urllib.parse import urlencode

from cachetools import LRUCache

from common.config import Settings
from common.drive.errors import refusal, translated
from common.models.drive import CHUNK_BYTES, DriveDown, DriveFile, DriveFileGone, Quota, Uploaded
from common.models.drive_link import RefreshToken

FOLDER: Final = "application/vnd.google-apps.folder"
PIECE_BYTES: Final = 4 * 1024 * 1024
"""How much of a file one call reads: what a download holds in memory."""
PAGE: Final = 1000
TOKENS_KEPT: Final = 500
_FIELDS: Final = "id,name,size,sha256Checksum,appProperties,createdTime"


class DriveAccount(NamedTuple):
    """Whose Drive it is."""

    id: str
    email: str


class Drives:
    """Opens Drives; the access tokens that it gets are shared by all that one process opens."""

    def __init__(self, have: Settings) -> None:
        self._have = have
        self._credentials: LRUCache[str, Any] = LRUCache(TOKENS_KEPT)
        self._lock = threading.Lock()

    def open(self, token: RefreshToken) -> "GoogleDrive":
        """The Drive behind a refresh token; calls nobody yet. It is for one thread at a time."""
        from google.oauth2.credentials import Credentials

        key = hashlib.sha256(token.encode()).hexdigest()
        with self._lock:
            credentials = self._credentials.get(key)
            if credentials is None:
                credentials = Credentials(  # type: ignore[no-untyped-call]
                    token=None,
                    refresh_token=token,
                    token_uri=self._have.google_token_url,
                    client_id=self._have.need("google_client_id"),
                    client_secret=self._have.need("google_client_secret"),
                )
                self._credentials[key] = credentials
        return GoogleDrive(credentials, base_url=self._have.drive_base_url, timeout_s=self._have.drive_timeout_s)


class GoogleDrive:
    """One Drive; for one thread at a time, since its connection is."""

    def __init__(self, credentials: Any, *, base_url: str, timeout_s: float) -> None:
        """Args:
        credentials: google-auth's, which get themselves an access token when they need one.
        base_url: of the API, without a trailing slash.
        timeout_s: how long one call may take.
        """
        from google_auth_httplib2 import AuthorizedHttp
        from googleapiclient.discovery import build_from_document
        from googleapiclient.http import build_http

        http = build_http()
        http.timeout = timeout_s
        self._http = AuthorizedHttp(credentials, http=http)
        self._api = build_from_document(_description(base_url), http=self._http)
        self._uploads = f"{base_url}/upload/drive/v3/files"

    def account(self) -> DriveAccount:
        """Whose Drive it is."""
        with translated():
            user = self._api.about().get(fields="user(permissionId,emailAddress)").execute()["user"]
        return DriveAccount(str(user["permissionId"]), str(user.get("emailAddress") or ""))

    def ensure_folder(self, name: str, parent_id: str | None, properties: Mapping[str, str]) -> str:
        """The folder with these properties, made where there is none."""
        parent = parent_id or "root"
        known = self._list(parent, properties, folders=True)
        if not known:
            body = {"name": name, "parents": [parent], "mimeType": FOLDER, "appProperties": dict(properties)}
            with translated():
                self._api.files().create(body=body, fields="id").execute()
            # Drive lets two who do this at once make two folders: both then take the older one.
            known = self._list(parent, properties, folders=True)
        if not known:
            raise DriveDown("Google Drive does not show a folder yet that we made. We try again.", retry_after_s=5)
        return min(known, key=lambda file: (file.created_at, file.id)).id

    def folders(self, parent_id: str, properties: Mapping[str, str]) -> list[DriveFile]:
        """All folders in the folder that have these properties."""
        return self._list(parent_id, properties, folders=True)

    def find(self, parent_id: str, properties: Mapping[str, str]) -> list[DriveFile]:
        """All files in the folder that have these properties."""
        return self._list(parent_id, properties, folders=False)

    def begin_upload(
        self, name: str, parent_id: str, mime_type: str, size_bytes: int | None, properties: Mapping[str, str]
    ) -> str:
        """Begins an upload and returns its session."""
        body = {"name": name, "parents": [parent_id], "mimeType": mime_type, "appProperties": dict(properties)}
        headers = {"Content-Type": "application/json; charset=UTF-8", "X-Upload-Content-Type": mime_type}
        if size_bytes is not None:
            headers["X-Upload-Content-Length"] = str(size_bytes)
        url = f"{self._uploads}?{urlencode({'uploadType': 'resumable', 'fields': _FIELDS})}"
        answer, content = self._send("POST", url, json.dumps(body).encode(), headers)
        if answer.status != 200 or "location" not in answer:
            raise refusal(answer.status, content)
        return str(answer["location"])

    def upload_chunk(self, session: str, data: bytes, offset: int, total: int | None) -> Uploaded:
        """Sends one chunk."""
        ends = offset + len(data)
        if ends != total and (len(data) % CHUNK_BYTES or not data):
            raise ValueError(f"Every chunk but the last has a multiple of {CHUNK_BYTES} bytes.")
        size = "*" if total is None else str(total)
        # An upload that has all its bytes, or none to come, is ended by asking for its state.
        span = f"bytes {offset}-{ends - 1}/{size}" if data else f"bytes */{size}"
        return self._in_session(session, data, span)

    def query_upload(self, session: str) -> Uploaded:
        """Where an upload stands."""
        return self._in_session(session, b"", "bytes */*")

    def open(self, file_id: str, offset: int = 0) -> Iterator[bytes]:
        """The bytes of a file, in pieces of `PIECE_BYTES`, each asked for by its range."""
        at, size = offset, None
        while size is None or at < size:
            piece, size = self._read(file_id, at)
            if piece:
                yield piece
            elif at < size:
                raise DriveDown("Google Drive broke off a download. We try again.", retry_after_s=5)
            at += len(piece)

    def delete(self, file_id: str) -> None:
        """Deletes a file or a folder."""
        try:
            with translated():
                self._api.files().delete(fileId=file_id).execute()
        except DriveFileGone:
            return

    def about(self) -> Quota:
        """How full the Drive is."""
        with translated():
            quota = self._api.about().get(fields="storageQuota").execute()["storageQuota"]
        limit = quota.get("limit")
        return Quota(int(quota.get("usage") or 0), int(limit) if limit is not None else None)

    def close(self) -> None:
        """Closes its connections."""
        self._http.close()

    def _list(self, parent_id: str, properties: Mapping[str, str], *, folders: bool) -> list[DriveFile]:
        query = " and ".join(
            [
                f"{_quoted(parent_id)} in parents",
                "trashed = false",
                f"mimeType {'=' if folders else '!='} {_quoted(FOLDER)}",
                *(
                    f"appProperties has {{ key={_quoted(key)} and value={_quoted(value)} }}"
                    for key, value in properties.items()
                ),
            ]
        )
        found: list[DriveFile] = []
        token: str | None = None
        while True:
            with translated():
                page = (
                    self._api.files()
                    .list(q=query, pageSize=PAGE, pageToken=token, fields=f"nextPageToken,files({_FIELDS})")
                    .execute()
                )
            found += [_file(each) for each in page.get("files", ())]
            token = page.get("nextPageToken")
            if not token:
                return found

    def _read(self, file_id: str, at: int) -> tuple[bytes, int]:
        """At most `PIECE_BYTES` from `at` on, and the size of the whole file."""
        heads: list[Any] = []
        request = self._api.files().get_media(fileId=file_id)
        request.headers["Range"] = f"bytes={at}-{at + PIECE_BYTES - 1}"
        request.add_response_callback(heads.append)
        # Compressed on the way, ranges would count other bytes than ours.
        request.headers["accept-encoding"] = "identity"
        from googleapiclient.errors import HttpError

        with translated():
            try:
                piece: bytes = request.execute()
            except HttpError as error:
                # Nothing lies behind the end, and in an empty file nothing at all.
                if int(error.resp.status) != 416:
                    raise
                return b"", at
        _, _, size = str(heads[-1].get("content-range", "")).partition("/")
        return piece, int(size) if size.isdecimal() else at + len(piece)

    def _in_session(self, session: str, data: bytes, span: str) -> Uploaded:
        headers = {"Content-Range": span, "Content-Length": str(len(data))}
        answer, content = self._send("PUT", session, data, headers, in_session=True)
        if answer.status in (200, 201):
            file = _file(json.loads(content))
            return Uploaded(file.size_bytes, file)
        if answer.status != 308:
            raise refusal(answer.status, content, in_session=True)
        # `bytes=0-42` tells of 43 bytes; without it, nothing has arrived.
        _, dash, last = str(answer.get("range", "")).partition("-")
        return Uploaded(int(last) + 1 if dash else 0, None)

    def _send(
        self, method: str, url: str, body: bytes, headers: Mapping[str, str], *, in_session: bool = False
    ) -> tuple[Any, bytes]:
        with translated(in_session=in_session):
            answer, content = self._http.request(url, method=method, body=body, headers=dict(headers))
        return answer, content


@lru_cache(maxsize=4)
def _description(base_url: str) -> dict[str, Any]:
    """Google's own description of the API, which the library carries, for a server at `base_url`."""
    from googleapiclient.discovery_cache import get_static_doc

    described: dict[str, Any] = json.loads(get_static_doc("drive", "v3"))
    return described | {"rootUrl": f"{base_url}/", "baseUrl": f"{base_url}/drive/v3/"}


def _file(said: Mapping[str, Any]) -> DriveFile:
    return DriveFile(
        id=str(said["id"]),
        name=str(said.get("name") or ""),
        size_bytes=int(said.get("size") or 0),
        sha256=said.get("sha256Checksum"),
        properties={str(key): str(value) for key, value in (said.get("appProperties") or {}).items()},
        created_at=datetime.fromisoformat(str(said["createdTime"])),
    )


def _quoted(text: str) -> str:
    """A string in Drive's query language."""
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"
