"""What was deployed is asked over HTTP, and what answers wrongly is told in a sentence."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import httpx
import pytest

from infra.deploy.__main__ import report
from infra.deploy.smoke import Check, checks, failures
from infra.deploy.target import Target
from infra.functions import FUNCTIONS


class Answers(BaseHTTPRequestHandler):
    """Answers each path with the next of its statuses, and with the last of them from then on."""

    statuses: dict[str, list[int]]

    def do_GET(self) -> None:
        statuses = self.statuses.get(self.path, [500])
        self.send_response(statuses.pop(0) if len(statuses) > 1 else statuses[0])
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_POST(self) -> None:
        self.do_GET()

    def log_message(self, *_: Any) -> None:
        """Says nothing."""


@contextmanager
def serving(statuses: dict[str, list[int]]) -> Iterator[str]:
    """A server's address while it answers so."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Those", (Answers,), {"statuses": statuses}))
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def http() -> Iterator[httpx.Client]:
    with httpx.Client(trust_env=False) as client:
        yield client


def right() -> dict[str, list[int]]:
    """What the front door answers when all is well."""
    names = [function.name for function in FUNCTIONS if function.public and function.name != "receive"]
    return {"/": [200], "/webhooks/whatsapp": [401], **{f"/api/{name}/": [401] for name in names}}


def public(base: str) -> list[Check]:
    """The checks of what the front door leads to."""
    target = Target("p-1", "europe-west1", {"PUBLIC_BASE_URL": base})
    return [check for check in checks(target) if check.url.startswith(base)]


def test_a_deployment_that_answers_has_nothing_wrong(http: httpx.Client) -> None:
    with serving(right()) as base:
        assert len(public(base)) == len(right())
        assert failures(public(base), http, patience_s=0) == []


def test_an_api_that_the_dashboards_page_answers_and_a_webhook_without_signature_are_told(http: httpx.Client) -> None:
    with serving(right() | {"/api/inbox/": [200], "/webhooks/whatsapp": [200]}) as base:
        assert failures(public(base), http, patience_s=0) == [
            f"POST {base}/webhooks/whatsapp answers 200 (receive: no webhook without a signature).",
            f"GET {base}/api/inbox/ answers 200 (inbox: it answers).",
        ]


def test_a_fresh_address_is_given_time(http: httpx.Client) -> None:
    waited: list[float] = []
    with serving(right() | {"/": [404, 503, 200]}) as base:
        assert failures(public(base), http, patience_s=60, pause=waited.append) == []
    assert len(waited) == 2


def test_a_server_that_is_not_there_is_told(http: httpx.Client) -> None:
    with serving({}) as base:
        pass
    assert failures([Check("GET", f"{base}/", (200,), "the dashboard")], http, patience_s=0) == [
        f"GET {base}/ answers nothing (the dashboard)."
    ]


@pytest.mark.parametrize(("answer", "code"), [(200, 0), (503, 1)], ids=["all is well", "the dashboard is not there"])
def test_a_deployment_ends_with_what_is_wrong_and_where_all_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], answer: int, code: int
) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    functions = tuple(function for function in FUNCTIONS if function.public)
    with serving(right() | {"/": [answer]}) as base:
        assert report(Target("p-1", "europe-west1", {"PUBLIC_BASE_URL": base}, functions), patience_s=0) == code
    printed = capsys.readouterr()
    assert printed.err == f"GET {base}/ answers 503 (the dashboard).\n" * code
    assert f"WhatsApp   {base}/webhooks/whatsapp\n" in printed.out
    assert len(printed.out.splitlines()) == 3 + len(functions)


def test_each_private_function_must_refuse_whoever_has_no_token() -> None:
    target = Target("p-1", "europe-west1")
    found = {check.url: check.statuses for check in checks(target) if check.url.startswith(target.function_url(""))}
    private = [function.name for function in FUNCTIONS if not function.public]
    assert found == {target.function_url(name): (401, 403) for name in private}
