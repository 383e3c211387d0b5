"""Calls to a provider over HTTP: one pool of connections, and what a call that got no answer means.

httpx names the URL in its exceptions and in its log, and a bot's token is part of its URLs: therefore no exception of
httpx leaves this module, not even as the context of ours, and its log is turned down.
"""

import logging
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Final, NamedTuple

import httpx
from pydantic import JsonValue

from common.channels.base import Blame, ChannelRefused, MediaGone, Outcome, SendError
from common.errors import DependencyDown

for _name in ("httpx", "httpcore"):
    logging.getLogger(_name).setLevel(logging.WARNING)

CONNECT_TIMEOUT_S: Final = 5.0
MAX_RETRY_AFTER_S: Final = 3600
CHUNK_BYTES: Final = 256 * 1024

_NEVER_SENT: Final = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
)
_CREDENTIAL: Final = re.compile(r"[!-~]+")
_GONE: Final = (404, 410)
_REFUSED: Final = (401, 403, 429)
_OK: Final = 200


class Upload(NamedTuple):
    """A file of a multipart request."""

    field: str
    filename: str
    content: bytes
    mime_type: str


def open_client(transport: httpx.BaseTransport | None = None) -> httpx.Client:
    """A pool of connections for all adapters of one process.

    Neither proxies nor `.netrc` of the environment are used: the latter would replace our credentials.
    """
    return httpx.Client(
        transport=transport,
        trust_env=False,
        follow_redirects=False,
        limits=httpx.Limits(max_connections=100, max_keepalive_connections=20, keepalive_expiry=10),
    )


def timeouts(read_s: float) -> httpx.Timeout:
    """The limits of one call, in seconds."""
    return httpx.Timeout(read_s, connect=CONNECT_TIMEOUT_S, pool=CONNECT_TIMEOUT_S)


def credential(credentials: Mapping[str, str], name: str) -> str:
    """A credential that can stand in a request.

    Raises:
        SendError: it is missing, or holds a character that no credential has.
    """
    value = credentials.get(name, "")
    if not _CREDENTIAL.fullmatch(value):
        raise SendError(
            "The channel's access is missing or damaged; reconnect the channel.",
            outcome=Outcome.FAILED,
            blame=Blame.CHANNEL,
            provider_code=f"no_{name}",
        )
    return value


def call(
    client: httpx.Client,
    method: str,
    url: str,
    *,
    provider: str,
    read_timeout_s: float,
    headers: Mapping[str, str] | None = None,
    params: Mapping[str, str] | None = None,
    json: Mapping[str, JsonValue] | None = None,
    form: Mapping[str, str] | None = None,
    upload: Upload | None = None,
    content: bytes | None = None,
    repeatable: bool = False,
) -> httpx.Response:
    """Makes one call, and returns whatever the provider answered.

    Args:
        provider: its name, for the sentence that the tenant reads.
        repeatable: whether making the call again is harmless, so that its outcome never is unknown.

    Raises:
        SendError: there was no answer. The outcome is `retry` where the request surely did not go out, else `unknown`.
    """
    failure: type[Exception]
    try:
        return client.request(
            method,
            url,
            headers=headers,
            params=params,
            json=json,
            data=form,
            content=content,
            files={upload.field: (upload.filename, upload.content, upload.mime_type)} if upload else None,
            timeout=timeouts(read_timeout_s),
        )
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        failure = type(error)
    # Outside the handler, so that the error that names the URL is not even the context of ours.
    raise _no_answer(provider, failure, repeatable=repeatable)


def _no_answer(provider: str, failure: type[Exception], *, repeatable: bool) -> SendError:
    if issubclass(failure, (*_NEVER_SENT, httpx.InvalidURL)):
        detail, outcome = f"{provider} cannot be reached; we try again.", Outcome.RETRY
    elif repeatable:
        detail, outcome = f"{provider} did not answer; we try again.", Outcome.RETRY
    else:
        detail, outcome = unknown_detail(provider), Outcome.UNKNOWN
    return SendError(detail, outcome=outcome, blame=Blame.TRANSIENT, provider_code=failure.__name__)


def unknown_detail(provider: str) -> str:
    """What the tenant is told where nobody knows whether the message arrived."""
    return (
        f"{provider} did not confirm the message; it may have arrived. We wait for its report; ask the contact before "
        "sending it again."
    )


def unreadable(provider: str, *, repeatable: bool = False) -> SendError:
    """What to raise where the provider said yes in words that we cannot read."""
    return SendError(
        f"{provider} answered in a way that we cannot read; we try again." if repeatable else unknown_detail(provider),
        outcome=Outcome.RETRY if repeatable else Outcome.UNKNOWN,
        blame=Blame.TRANSIENT,
        provider_code="unreadable_answer",
    )


def retry_after_s(response: httpx.Response) -> int | None:
    """The answer's `Retry-After` in seconds, at most an hour; None if it names none."""
    value = response.headers.get("retry-after", "")
    return min(int(value), MAX_RETRY_AFTER_S) if value.isascii() and value.isdecimal() else None


def media_error(error: SendError, gone: str) -> ChannelRefused | DependencyDown | MediaGone:
    """What to raise where a provider does not say where a media is: whose fault it is decides who must wait.

    Args:
        error: what the provider said to a call that may be repeated.
        gone: what the tenant reads if trying again does not help.
    """
    if error.blame is Blame.TRANSIENT:
        return DependencyDown(error.detail, retry_after_s=error.retry_after_s)
    # The media waits for days: once the channel is reconnected, it can still be fetched.
    if error.outcome is Outcome.RETRY or error.blame is Blame.CHANNEL:
        return ChannelRefused(error.detail, retry_after_s=error.retry_after_s)
    return MediaGone(gone)


@contextmanager
def open_stream(
    client: httpx.Client, url: str, *, provider: str, read_timeout_s: float, headers: Mapping[str, str] | None = None
) -> Iterator[httpx.Response]:
    """Opens a file at the provider for reading.

    Raises:
        MediaGone: it is not there.
        ChannelRefused: the provider refuses this channel for now.
        DependencyDown: the provider does not answer, or does not work.
    """
    response: httpx.Response | None = None
    try:
        request = client.build_request("GET", url, headers=headers, timeout=timeouts(read_timeout_s))
        response = client.send(request, stream=True)
    except (httpx.HTTPError, httpx.InvalidURL):
        pass
    if response is None:
        raise DependencyDown(f"{provider} did not answer when we fetched the media")
    try:
        if response.status_code in _GONE:
            raise MediaGone(f"{provider} no longer has the media; ask the contact to send it again")
        if response.status_code in _REFUSED:
            raise ChannelRefused(
                f"{provider} does not hand out the channel's media for now", retry_after_s=retry_after_s(response)
            )
        if response.status_code != _OK:
            raise DependencyDown(
                f"{provider} does not hand out the media for now", retry_after_s=retry_after_s(response)
            )
        yield response
    finally:
        response.close()


def chunks(response: httpx.Response, provider: str) -> Iterator[bytes]:
    """The bytes of an open file.

    Raises:
        DependencyDown: the connection broke before the end.
    """
    try:
        yield from response.iter_bytes(CHUNK_BYTES)
        return
    except httpx.HTTPError:
        pass
    raise DependencyDown(f"{provider} broke off while we fetched the media")


def size_bytes(response: httpx.Response) -> int | None:
    """The size that the answer announces."""
    value = response.headers.get("content-length", "")
    return int(value) if value.isascii() and value.isdecimal() else None
