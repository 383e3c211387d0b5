"""The one way out to addresses that tenants choose: one POST, to the address that was looked at, and nothing believed.

No exception of httpx leaves this module: it names the address, which may hold what only its receiver should know.
"""

import asyncio
import logging
import ssl
import time
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Final, NamedTuple, Protocol

import httpx

from common.webhooks.addresses import Target

for _name in ("httpx", "httpcore"):
    logging.getLogger(_name).setLevel(logging.WARNING)

TIMEOUT_S: Final = 15.0
"""How long a receiver may take for all of it, in seconds."""
_LONGEST_WAIT_S: Final = 3600


class Called(NamedTuple):
    """What came of a POST."""

    status: int | None
    """The answer's status; None if there was none."""
    took_ms: int
    error: str = ""
    """Why there was no answer, in a sentence."""
    retry_after_s: int | None = None
    """How long the receiver asks us to wait, at most an hour."""


class Post(Protocol):
    """Posts once."""

    def __call__(self, target: Target, headers: Mapping[str, str], body: bytes) -> Called:
        """Posts `body`, follows nothing, and reads nothing but the status."""
        ...


class Caller:
    """Posts over connections of its own: nothing is shared between receivers."""

    def __init__(
        self,
        *,
        timeout_s: float = TIMEOUT_S,
        tls: Callable[[], ssl.SSLContext] | None = None,
        timer: Callable[[], float] = time.perf_counter,
    ) -> None:
        self._timeout_s = timeout_s
        self._tls = tls or _tls
        self._timer = timer

    def __call__(self, target: Target, headers: Mapping[str, str], body: bytes) -> Called:
        """Posts `body`; see `Post`."""
        begun = self._timer()
        failure: type[BaseException]
        try:
            answer = asyncio.run(self._post(target, headers, body))
            return answer._replace(took_ms=self._since_ms(begun))
        except (TimeoutError, httpx.HTTPError, httpx.InvalidURL, ssl.SSLError, OSError) as error:
            failure, said = type(error), str(error)
        return Called(None, self._since_ms(begun), _explained(failure, said, self._timeout_s))

    async def _post(self, target: Target, headers: Mapping[str, str], body: bytes) -> Called:
        scheme = "https" if target.is_https else "http"
        address = f"[{target.address}]" if ":" in target.address else target.address
        # To the address itself, with the name where TLS and the receiver look for it: nobody looks it up once more.
        request = httpx.Request(
            "POST",
            f"{scheme}://{address}:{target.port}{target.path}",
            headers={**headers, "Host": target.authority, "Content-Length": str(len(body))},
            content=body,
            extensions={"sni_hostname": target.host, "timeout": httpx.Timeout(self._timeout_s).as_dict()},
        )
        # Each wait has a limit in httpx, and here all of them together: a receiver that drips must end too.
        async with asyncio.timeout(self._timeout_s):
            async with httpx.AsyncClient(
                verify=self._tls() if target.is_https else False, trust_env=False, follow_redirects=False
            ) as http:
                answer = await http.send(request, stream=True)
                await answer.aclose()
        return Called(answer.status_code, 0, retry_after_s=_retry_after_s(answer))

    def _since_ms(self, begun: float) -> int:
        return round((self._timer() - begun) * 1000)


@lru_cache(maxsize=1)
def _tls() -> ssl.SSLContext:
    """What certificates are checked with; made once, since it costs some 20 ms."""
    return httpx.create_ssl_context(trust_env=False)


def _retry_after_s(answer: httpx.Response) -> int | None:
    value = answer.headers.get("retry-after", "")
    # Python refuses numbers of thousands of digits, and an hour has four.
    return min(int(value[:9]), _LONGEST_WAIT_S) if value.isascii() and value.isdecimal() else None


def _explained(failure: type[BaseException], said: str, timeout_s: float) -> str:
    if "CERTIFICATE_VERIFY_FAILED" in said:
        return "The receiver's certificate is not valid for its name."
    if issubclass(failure, httpx.ConnectError | httpx.ConnectTimeout | OSError) and not issubclass(
        failure, TimeoutError
    ):
        return "Nobody answers at this address."
    if issubclass(failure, TimeoutError | httpx.TimeoutException):
        return f"The receiver did not answer within {timeout_s:g} seconds."
    return "The connection broke off before an answer came."
