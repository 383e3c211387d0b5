"""The front door: what Firebase Hosting does in production, by the same firebase.json."""

import json
import re
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import httpx
from starlette.background import BackgroundTask
from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, HTMLResponse, Response, StreamingResponse

from infra.local.problems import Problem

MAX_BODY_BYTES: Final = 32 * 1024 * 1024
"""What a function takes in one request.

Source: https://cloud.google.com/functions/quotas (read 2026-11)."""
_BUFFERED_BYTES: Final = 1024 * 1024
_TIMEOUT: Final = httpx.Timeout(600.0, connect=5.0)
_HOP_BY_HOP: Final = frozenset(
    name.encode()
    for name in (
        "connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "te", "trailer", "transfer-encoding",
        "upgrade", "host",
    )
)  # fmt: skip
Body = bytes | AsyncIterator[bytes] | None
_METHODS: Final = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]


@dataclass(frozen=True, slots=True)
class Rewrite:
    """One of firebase.json's rewrites to a function."""

    source: str
    """The glob as it stands there."""
    function: str
    """The function's name."""
    pattern: re.Pattern[str]
    """The glob as a regular expression of the whole path."""


def glob_to_regex(glob: str) -> re.Pattern[str]:
    """The part of Firebase Hosting's globs that we use: `*`, `**` and `{a,b}`.

    Source: https://firebase.google.com/docs/hosting/full-config#glob_pattern_matching (read 2026-11).
    """
    out, depth = "", 0
    for part in re.findall(r"\*\*|.", glob):
        match part:
            case "**":
                out += ".*"
            case "*":
                out += "[^/]*"
            case "{":
                out, depth = out + "(?:", depth + 1
            case "}":
                out, depth = out + ")", depth - 1
            case "," if depth:
                out += "|"
            case _:
                out += re.escape(part)
    return re.compile(out)


def load_rewrites(firebase_json: Path) -> list[Rewrite]:
    """The rewrites to functions, in their order."""
    hosting = json.loads(firebase_json.read_bytes())["hosting"]
    return [
        Rewrite(entry["source"], entry["function"]["functionId"], glob_to_regex(entry["source"]))
        for entry in hosting["rewrites"]
        if "function" in entry
    ]


class Front:
    """Leads a request to its function, byte for byte, or serves the dashboard."""

    methods: Final = _METHODS

    def __init__(
        self, *, rewrites: list[Rewrite], known: Iterable[str], functions_url: str, base_url: str, dashboard: Path
    ) -> None:
        """Makes the front door.

        Args:
            rewrites: which paths lead to which function.
            known: the functions that exist.
            functions_url: the function host.
            base_url: the front door's own address.
            dashboard: the folder with the built dashboard; may be missing.
        """
        self._rewrites = rewrites
        self._known = frozenset(known)
        self._functions_url = functions_url
        self._base_url = base_url
        self._dashboard = dashboard.resolve()
        # Shorter than the function host's keep-alive: a request on a connection that it is closing would be lost.
        limits = httpx.Limits(max_connections=None, max_keepalive_connections=64, keepalive_expiry=5.0)
        self._http = httpx.AsyncClient(trust_env=False, limits=limits)

    async def close(self) -> None:
        """Closes its connections."""
        await self._http.aclose()

    async def handle(self, request: Request) -> Response:
        """Answers any path that nothing else answers."""
        path = request.url.path
        for rewrite in self._rewrites:
            if rewrite.pattern.fullmatch(path):
                return await self._proxy(request, rewrite.function)
        if path.startswith(("/api/", "/webhooks", "/local/", "/sim/")) or path == "/api":
            raise Problem(404, "not_found", f"Nothing answers {path}; see {self._base_url}/api/docs.")
        return self._page(path)

    async def _proxy(self, request: Request, function: str) -> Response:
        if function not in self._known:
            raise Problem(404, "not_found", f"The capability {function!r} has no API yet.")
        try:
            body = await _body(request)
            answer = await self._forward(request, function, body)
        except httpx.TransportError as error:
            raise Problem(
                502, "functions_down", "The functions do not answer; see .local/logs/functions.log and try again."
            ) from error
        except ClientDisconnect:
            return Response(status_code=499)
        response = StreamingResponse(
            answer.aiter_raw(), status_code=answer.status_code, background=BackgroundTask(answer.aclose)
        )
        response.raw_headers = [
            (name.lower(), value) for name, value in answer.headers.raw if name.lower() not in _HOP_BY_HOP
        ]
        return response

    async def _forward(self, request: Request, function: str, body: Body) -> httpx.Response:
        url = httpx.URL(self._functions_url).copy_with(raw_path=_raw_path(request, function))
        # Not `build_request`, which would add the client's own headers to the caller's.
        outgoing = httpx.Request(
            request.method,
            url,
            headers=self._headers(request),
            content=body,
            extensions={"timeout": _TIMEOUT.as_dict()},
        )
        return await self._http.send(outgoing, stream=True, follow_redirects=False)

    def _headers(self, request: Request) -> list[tuple[bytes, bytes]]:
        client = request.client.host if request.client else ""
        before = request.headers.get("x-forwarded-for")
        ours = {
            b"x-forwarded-for": (f"{before}, {client}" if before else client).encode(),
            b"x-forwarded-host": request.headers.get("host", "").encode(),
            b"x-forwarded-proto": request.url.scheme.encode(),
        }
        kept = [(name, value) for name, value in request.headers.raw if name not in _HOP_BY_HOP and name not in ours]
        return kept + list(ours.items())

    def _page(self, path: str) -> Response:
        index = self._dashboard / "index.html"
        if not index.is_file():
            return HTMLResponse(_WELCOME)
        wanted = (self._dashboard / path.lstrip("/")).resolve()
        if wanted.is_relative_to(self._dashboard) and wanted.is_file() and wanted != index:
            lasting = path.startswith("/assets/")
            cache = "public, max-age=31536000, immutable" if lasting else "no-cache"
            return FileResponse(wanted, headers={"Cache-Control": cache})
        return FileResponse(index, headers={"Cache-Control": "no-cache"})


def _raw_path(request: Request, function: str) -> bytes:
    # The path as the caller encoded it: `%2F` in an id must not become a slash.
    path: bytes = request.scope.get("raw_path") or request.url.path.encode()
    query: bytes = request.scope["query_string"]
    return b"/" + function.encode() + path.partition(b"?")[0] + (b"?" + query if query else b"")


async def _body(request: Request) -> Body:
    length = request.headers.get("content-length")
    chunked = "transfer-encoding" in request.headers
    if length is None and not chunked:
        return None
    if length is not None and int(length) > MAX_BODY_BYTES:
        raise Problem(413, "too_large", f"A request may have at most {MAX_BODY_BYTES} bytes.")
    if length is not None and int(length) <= _BUFFERED_BYTES:
        return await request.body()
    return _limited(request.stream())


async def _limited(chunks: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    total = 0
    async for chunk in chunks:
        total += len(chunk)
        if total > MAX_BODY_BYTES:
            raise Problem(413, "too_large", f"A request may have at most {MAX_BODY_BYTES} bytes.")
        yield chunk


_WELCOME: Final = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>WhatsDeX</title><style>
:root { color-scheme: light dark; font: 16px/1.6 system-ui, sans-serif }
main { max-width: 38rem; margin: 12vh auto; padding: 0 1rem }
</style></head><body><main><h1>WhatsDeX</h1><p>The dashboard has not been built. The rest is here:</p><ul>
<li><a href="/api/docs">API documentation</a></li>
<li><a href="/local/phones">Phones</a>, on which you write as a customer</li>
<li><a href="/local/info">Addresses, users and keys of this stack</a></li>
</ul></main></body></html>
"""
