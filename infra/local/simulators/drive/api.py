"""The routes of the simulated Drive API, version 3, and those by which people and tests look behind it."""

import base64
import email.parser
import email.policy
import json
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.datastructures import QueryParams
from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from infra.local.simulators.connection import CutConnection, HeldConnection
from infra.local.simulators.contracts import Clock, Faults, Json
from infra.local.simulators.drive.errors import (
    GoogleError,
    bad_request,
    invalid_query,
    no_scope,
    no_session,
    quota_full,
    rate_limited,
    server_error,
    too_many,
    unauthenticated,
)
from infra.local.simulators.drive.files import FOLDER, Files, Metadata, StoredFile, account_id, root_of
from infra.local.simulators.drive.grants import SCOPE, Grants
from infra.local.simulators.drive.masks import masked, parse_mask
from infra.local.simulators.drive.oauth import OAuthApi
from infra.local.simulators.drive.uploads import Session, Uploads, read_span
from infra.local.simulators.phone_api import problem, read_body, with_problems
from infra.local.simulators.store import Records

PAGE: Final = 100
PAGE_MOST: Final = 1000
MULTIPART_MOST_BYTES: Final = 5 * 1024 * 1024
"""The largest file of a simple or multipart upload."""
DEFAULT_FIELDS: Final = "kind,id,name,mimeType"
_IN_UPLOADS: Final = ("quota_full", "session_gone", "mid_chunk")
"""Faults that wait for a call to which they can happen."""
_SORTED_BY: Final = {"createdTime": "created_at", "modifiedTime": "modified_at", "name": "name"}

Endpoint = Callable[[Request, str, str | None], Awaitable[Response]]


class Damage(BaseModel):
    """Body of POST /local/drive/files/{id}/corrupt."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    offset: int | None = Field(default=None, ge=0)


class Limit(BaseModel):
    """Body of POST /local/drive/accounts/{email}/limit."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    limit_bytes: int = Field(ge=0)


class DriveApi:
    """Drive's side of the API, with the OAuth that leads to it."""

    def __init__(
        self, folder: Path, *, records: Records, clock: Clock, faults: Faults, base_url: str, hold_s: float
    ) -> None:
        """Args:
        folder: where the bytes are kept.
        base_url: of the API as its callers see it, without a slash at the end.
        hold_s: real seconds for which a call with a `timeout` fault is held.
        """
        self._folder = folder
        self._faults = faults
        self._base_url = base_url
        self._hold_s = hold_s
        self._files = Files(folder / "files", records, clock)
        self._uploads = Uploads(folder / "uploads", records, clock, self._files)
        self._grants = Grants(records, clock)
        self._oauth = OAuthApi(grants=self._grants, faults=faults)

    def routes(self) -> list[BaseRoute]:
        """What stands under the base URL."""
        table: list[tuple[str, str, Endpoint, tuple[str, ...]]] = [
            ("GET", "/drive/v3/about", self._about, ()),
            ("GET", "/drive/v3/files", self._list, ()),
            ("POST", "/drive/v3/files", self._create, ()),
            ("GET", "/drive/v3/files/{id}", self._get, ()),
            ("PATCH", "/drive/v3/files/{id}", self._change, ()),
            ("DELETE", "/drive/v3/files/{id}", self._delete, ()),
            ("POST", "/upload/drive/v3/files", self._upload, ("quota_full",)),
            ("PUT", "/upload/drive/v3/files", self._chunk, _IN_UPLOADS),
        ]
        drive = [Route(path, self._guarded(take, fits), methods=[method]) for method, path, take, fits in table]
        return [*drive, *self._oauth.routes()]

    def local_routes(self) -> list[BaseRoute]:
        """What stands under `/local/drive`."""
        return [
            Route("/files", self._local_files, methods=["GET"]),
            Route("/files/{id}/corrupt", with_problems(self._corrupt), methods=["POST"]),
            Mount(
                "/accounts/{email}",
                routes=[
                    Route("/limit", with_problems(self._limit), methods=["POST"]),
                    Route("/revoke", self._revoke, methods=["POST"]),
                ],
            ),
        ]

    def _guarded(self, endpoint: Endpoint, fits: tuple[str, ...]) -> Callable[[Request], Awaitable[Response]]:
        not_yet = [mode for mode in _IN_UPLOADS if mode not in fits]

        async def guarded(request: Request) -> Response:
            # A call that only asks how far an upload is brings no chunk that could break off.
            asks = request.headers.get("content-range", "").startswith("bytes */")
            mode = self._faults.take("drive", not_yet=[*not_yet, *(["mid_chunk"] if asks else [])])
            if mode == "kill":
                return CutConnection()
            if mode == "timeout":
                return HeldConnection(self._hold_s)
            try:
                answered = await self._answered(endpoint, request, mode)
                if mode == "duplicate":
                    answered = await self._answered(endpoint, request, mode)
            except ClientDisconnect:
                return Response(status_code=499)
            return CutConnection() if mode == "drop_after_accept" else answered

        return guarded

    async def _answered(self, endpoint: Endpoint, request: Request, mode: str | None) -> Response:
        try:
            _fail(mode)
            return await endpoint(request, self._account(request, mode), mode)
        except ValidationError as invalid:
            return bad_request(f"Parse Error: {invalid.errors()[0]['msg']}", "parseError").response()
        except GoogleError as error:
            return error.response()

    def _account(self, request: Request, mode: str | None) -> str:
        """Whose token came along."""
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            upload_id = request.query_params.get("upload_id")
            # An upload's address is proof enough.
            if request.method == "PUT" and upload_id:
                return self._uploads.get(upload_id).email
            raise unauthenticated()
        if mode == "revoked":
            self._grants.revoke(token)
        access = self._grants.verify(token)
        if SCOPE not in access.scopes:
            raise no_scope()
        return access.email

    async def _about(self, request: Request, email: str, _: str | None) -> Response:
        # Drive refuses this call without `fields`.
        if not request.query_params.get("fields"):
            raise bad_request("The 'fields' parameter is required for this method.", "required")
        used, limit = str(self._files.used_by(email)), str(self._files.limit_of(email))
        about: Json = {
            "kind": "drive#about",
            "user": {
                "kind": "drive#user",
                "displayName": email.partition("@")[0],
                "me": True,
                "permissionId": account_id(email),
                "emailAddress": email,
            },
            "storageQuota": {"limit": limit, "usage": used, "usageInDrive": used, "usageInDriveTrash": "0"},
        }
        return _shown(about, request.query_params, DEFAULT_FIELDS)

    async def _list(self, request: Request, email: str, _: str | None) -> Response:
        given = request.query_params
        size = _number(given, "pageSize", PAGE)
        if not 1 <= size <= PAGE_MOST:
            raise invalid_query("pageSize")
        found, place = _ordered(self._files.search(email, given.get("q", "")), given.get("orderBy", ""))
        if token := given.get("pageToken"):
            after = _read_token(token)
            found = [file for file in found if place(file) > after]
        page = found[:size]
        body: Json = {"kind": "drive#fileList", "incompleteSearch": False, "files": [file.shown() for file in page]}
        if len(found) > size:
            body["nextPageToken"] = base64.urlsafe_b64encode(json.dumps(place(page[-1])).encode()).decode()
        return _shown(body, given, f"kind,incompleteSearch,nextPageToken,files({DEFAULT_FIELDS})")

    async def _create(self, request: Request, email: str, _: str | None) -> Response:
        metadata = await read_body(Metadata, request)
        self._files.check(email, metadata)
        content = None if metadata.mimeType == FOLDER else self._scratch(b"")
        file = await self._files.make(email, metadata, content)
        return _shown(file.shown(), request.query_params)

    async def _get(self, request: Request, email: str, _: str | None) -> Response:
        file = self._named(request, email)
        if request.query_params.get("alt") != "media":
            return _shown(file.shown(), request.query_params)
        if file.is_folder:
            raise GoogleError(403, "fileNotDownloadable", "Only files with binary content can be downloaded.")
        return FileResponse(self._files.path(file), media_type=file.mime_type)

    async def _change(self, request: Request, email: str, _: str | None) -> Response:
        changed = self._files.change(self._named(request, email), await read_body(Metadata, request))
        return _shown(changed.shown(), request.query_params)

    async def _delete(self, request: Request, email: str, _: str | None) -> Response:
        self._files.delete(self._named(request, email))
        return Response(status_code=204)

    async def _upload(self, request: Request, email: str, mode: str | None) -> Response:
        if mode == "quota_full":
            raise quota_full()
        match request.query_params.get("uploadType"):
            case "resumable":
                return await self._begin(request, email)
            case "multipart":
                metadata, mime_type, content = _parts(request.headers["content-type"], await _small(request))
            case "media":
                metadata, mime_type = Metadata(), request.headers.get("content-type", "")
                content = await _small(request)
            case _:
                raise invalid_query("uploadType")
        self._files.check(email, metadata)
        self._files.demand_room(email, len(content))
        file = await self._files.make(email, metadata, self._scratch(content), mime_type)
        return _shown(file.shown(), request.query_params)

    async def _begin(self, request: Request, email: str) -> Response:
        announced = request.headers.get("x-upload-content-length")
        session = self._uploads.begin(
            email,
            await read_body(Metadata, request),
            mime_type=request.headers.get("x-upload-content-type", ""),
            total_bytes=int(announced) if announced else None,
            fields=request.query_params.get("fields", ""),
        )
        address = f"{self._base_url}/upload/drive/v3/files?uploadType=resumable&upload_id={session.id}"
        return Response(status_code=200, headers={"Location": address, "X-GUploader-UploadID": session.id})

    async def _chunk(self, request: Request, _: str, mode: str | None) -> Response:
        session_id = request.query_params.get("upload_id", "")
        if mode == "session_gone":
            self._uploads.forget(session_id)
            raise no_session()
        if mode == "quota_full":
            raise quota_full()
        length = request.headers.get("content-length")
        span = read_span(request.headers.get("content-range", ""), int(length) if length else None)
        asked = self._uploads.get(session_id)
        came = await self._uploads.take(session_id, span, _body(request), breaks_off=mode == "mid_chunk")
        if isinstance(came, Session):
            received = self._uploads.received(came)
            return Response(status_code=308, headers={"Range": f"bytes=0-{received - 1}"} if received else {})
        return JSONResponse(masked(came.shown(), parse_mask(asked.fields or DEFAULT_FIELDS)))

    def _named(self, request: Request, email: str) -> StoredFile:
        file_id = str(request.path_params["id"])
        if file_id in ("root", root_of(email)):
            raise GoogleError(403, "appNotAuthorizedToFile", "The user has not granted the app access to the file.")
        return self._files.get(email, file_id)

    def _scratch(self, content: bytes) -> Path:
        path = self._folder / "uploads" / f"new-{secrets.token_hex(8)}"
        path.write_bytes(content)
        return path

    async def _local_files(self, request: Request) -> Response:
        account = request.query_params.get("account")
        return JSONResponse(
            {
                "items": [
                    {"account": file.email, **file.shown()}
                    for file in self._files.all()
                    if account in (None, file.email)
                ]
            }
        )

    async def _corrupt(self, request: Request) -> Response:
        file = self._files.find(str(request.path_params["id"]))
        if file is None:
            return problem(404, "not_found", "There is no such file in the simulated Drive.")
        wanted = (await read_body(Damage, request)).offset
        offset = file.size_bytes // 2 if wanted is None else wanted
        if offset >= file.size_bytes:
            return problem(422, "invalid", f"The file has {file.size_bytes} bytes.")
        self._files.damage(file, offset)
        return JSONResponse({"id": file.id, "name": file.name, "offset": offset})

    async def _limit(self, request: Request) -> Response:
        account = str(request.path_params["email"])
        self._files.set_limit(account, (await read_body(Limit, request)).limit_bytes)
        used = self._files.used_by(account)
        return JSONResponse({"account": account, "used_bytes": used, "limit_bytes": self._files.limit_of(account)})

    async def _revoke(self, request: Request) -> Response:
        account = str(request.path_params["email"])
        return JSONResponse({"account": account, "tokens_ended": self._grants.revoke_account(account)})


def _fail(mode: str | None) -> None:
    match mode:
        case "500":
            raise server_error()
        case "429":
            raise too_many()
        case "rate_limit":
            raise rate_limited()


def _shown(body: Json, given: QueryParams, otherwise: str = DEFAULT_FIELDS) -> Response:
    return JSONResponse(masked(body, parse_mask(given.get("fields") or otherwise)))


def _number(given: Mapping[str, str], name: str, otherwise: int) -> int:
    text = given.get(name, "")
    if text and not text.isdecimal():
        raise invalid_query(name)
    return int(text) if text else otherwise


def _ordered(files: list[StoredFile], order: str) -> tuple[list[StoredFile], Callable[[StoredFile], list[Any]]]:
    """The files in their order, and what tells a file's place in it."""
    name, _, direction = order.partition(" ")
    if (order and name not in _SORTED_BY) or direction not in ("", "desc"):
        raise invalid_query("orderBy")
    ordered = sorted(files, key=lambda file: (getattr(file, _SORTED_BY[name]) if order else "", file.seq))
    if direction:
        ordered.reverse()
    ranks = {file.id: rank for rank, file in enumerate(ordered)}
    if direction:
        return ordered, lambda file: [ranks[file.id]]
    return ordered, lambda file: [getattr(file, _SORTED_BY[name]) if order else "", file.seq]


def _read_token(token: str) -> list[Any]:
    try:
        after = json.loads(base64.urlsafe_b64decode(token))
    except ValueError as error:
        raise invalid_query("pageToken") from error
    if not isinstance(after, list):
        raise invalid_query("pageToken")
    return after


async def _body(request: Request) -> AsyncIterator[bytes]:
    async for piece in request.stream():
        if piece:
            yield piece


async def _small(request: Request) -> bytes:
    content = await request.body()
    if len(content) > MULTIPART_MOST_BYTES:
        raise GoogleError(413, "uploadTooLarge", "Upload this file in chunks.")
    return content


def _parts(content_type: str, body: bytes) -> tuple[Metadata, str, bytes]:
    """The metadata, the type and the bytes of a multipart upload (RFC 2387)."""
    whole = b"Content-Type: " + content_type.encode() + b"\r\n\r\n" + body
    message = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(whole)
    parts = list(message.iter_parts()) if message.is_multipart() else []
    if len(parts) != 2:
        raise bad_request("Malformed multipart body.")
    metadata, media = (part.get_payload(decode=True) or b"" for part in parts)
    if not isinstance(metadata, bytes) or not isinstance(media, bytes):
        raise bad_request("Malformed multipart body.")
    return Metadata.model_validate_json(metadata), parts[1].get_content_type(), media
