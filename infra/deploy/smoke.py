"""Whether what was deployed answers: a few calls that change nothing, to the public addresses."""

import time
from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

import httpx

from infra.deploy.target import Target

PATIENCE_S: Final = 120.0
"""How long a fresh address may take until it answers rightly; Hosting's edges and IAM need a minute."""
PAUSE_S: Final = 3.0


class Check(NamedTuple):
    """A call and its right answer."""

    method: str
    url: str
    statuses: tuple[int, ...]
    why: str


def checks(target: Target) -> list[Check]:
    """What must hold of a deployment."""
    base = target.base_url
    found = [Check("GET", f"{base}/", (200,), "the dashboard")]
    for function in target.functions:
        if not function.public:
            url, why = target.function_url(function.name), "nobody calls it without a token"
            found.append(Check("POST", url, (401, 403), f"{function.name}: {why}"))
        elif function.name == "receive":
            found.append(Check("POST", f"{base}/webhooks/whatsapp", (401,), "receive: no webhook without a signature"))
        else:
            found.append(Check("GET", f"{base}/api/{function.name}/", (401, 404), f"{function.name}: it answers"))
    return found


def failures(
    wanted: Iterable[Check],
    http: httpx.Client,
    *,
    patience_s: float = PATIENCE_S,
    pause: Callable[[float], object] = time.sleep,
) -> list[str]:
    """The checks that do not hold even after a while, each in a sentence."""
    until = time.monotonic() + patience_s
    found = []
    for check in wanted:
        while (answer := _ask(check, http)) not in check.statuses and time.monotonic() < until:
            pause(PAUSE_S)
        if answer not in check.statuses:
            found.append(f"{check.method} {check.url} answers {answer or 'nothing'} ({check.why}).")
    return found


def _ask(check: Check, http: httpx.Client) -> int:
    try:
        return http.request(check.method, check.url).status_code
    except httpx.TransportError:
        return 0
