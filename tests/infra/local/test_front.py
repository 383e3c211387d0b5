"""The front door: which path leads where, and that nothing is changed on the way."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from infra.local.front import MAX_BODY_BYTES, Front, glob_to_regex, load_rewrites
from infra.local.problems import Problem, answer_problem

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize(
    ("glob", "path"),
    [
        ("/api/inbox{,/**}", "/api/inbox"),
        ("/api/inbox{,/**}", "/api/inbox/"),
        ("/api/inbox{,/**}", "/api/inbox/conversations/1/messages"),
        ("/webhooks/**", "/webhooks/whatsapp/key"),
        ("/a/*/c", "/a/b/c"),
        ("**", "/anything/at/all"),
    ],
)
def test_a_glob_matches(glob: str, path: str) -> None:
    assert glob_to_regex(glob).fullmatch(path)


@pytest.mark.parametrize(
    ("glob", "path"),
    [
        ("/api/inbox{,/**}", "/api/inboxes"),
        ("/api/inbox{,/**}", "/x/api/inbox"),
        ("/webhooks/**", "/webhooks"),
        ("/a/*/c", "/a/b/b/c"),
        ("/a.c", "/abc"),
    ],
)
def test_a_glob_does_not_match(glob: str, path: str) -> None:
    assert glob_to_regex(glob).fullmatch(path) is None


def test_firebase_json_leads_webhooks_to_receive() -> None:
    leads = [rewrite.function for rewrite in load_rewrites(ROOT / "firebase.json")]
    assert "receive" in leads
    assert "inbox" in leads


class Echo:
    """A function host that answers with what reached it."""

    def __init__(self) -> None:
        self.requests: list[tuple[str, bytes, list[tuple[bytes, bytes]]]] = []

    async def answer(self, request: Request) -> Response:
        target = (request.scope["raw_path"] + b"?" + request.scope["query_string"]).decode()
        body = await request.body()
        self.requests.append((target, body, request.headers.raw))
        encoding = request.headers.get("x-answer-encoding", "identity").encode()
        response = Response(body, status_code=207)
        response.raw_headers += [(b"x-twice", b"1"), (b"x-twice", b"2"), (b"content-encoding", encoding)]
        return response


class Running:
    """The echo behind a front door."""

    def __init__(self, client: httpx.AsyncClient, echo: Echo) -> None:
        self.client = client
        self.echo = echo


def _front(functions_url: str, dashboard: Path) -> Starlette:
    front = Front(
        rewrites=load_rewrites(ROOT / "firebase.json"),
        known=["inbox", "receive"],
        functions_url=functions_url,
        base_url="http://front",
        dashboard=dashboard,
    )
    return Starlette(
        routes=[Route("/{path:path}", front.handle, methods=front.methods)],
        exception_handlers={Problem: answer_problem},
    )


def _client(app: Starlette) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://front")


@pytest.fixture
def dashboard(tmp_path: Path) -> Path:
    """A built dashboard."""
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text("<p>dashboard</p>")
    (tmp_path / "assets" / "app.js").write_text("app")
    return tmp_path


class _Server(uvicorn.Server):
    def capture_signals(self):
        return contextlib.nullcontext()


async def _running(dashboard: Path) -> AsyncIterator[Running]:
    echo = Echo()
    sock = socket.create_server(("127.0.0.1", 0))
    app = Starlette(routes=[Route("/{path:path}", echo.answer, methods=["GET", "POST"])])
    server = _Server(uvicorn.Config(app, log_level="error", lifespan="off"))
    serving = asyncio.create_task(server.serve(sockets=[sock]))
    async with _client(_front(f"http://127.0.0.1:{sock.getsockname()[1]}", dashboard)) as client:
        yield Running(client, echo)
    server.should_exit = True
    await serving


def drive(dashboard: Path, test: Callable[[Running], Awaitable[None]]) -> None:
    """Runs `test` against a front door with the echo behind it."""

    async def run() -> None:
        async for running in _running(dashboard):
            await test(running)

    asyncio.run(run())


def test_a_request_reaches_the_function_byte_for_byte(dashboard: Path) -> None:
    async def test(running: Running) -> None:
        body = b'{"text": "\\u00e9",  "n":1 }\r\n' + bytes(range(256))
        headers = {"X-Hub-Signature-256": "sha256=ab", "Content-Type": "application/json"}
        answer = await running.client.post("/webhooks/whatsapp/a%2Fb?x=%20y&z", content=body, headers=headers)
        target, received, sent_headers = running.echo.requests[0]
        assert answer.status_code == 207
        assert target == "/receive/webhooks/whatsapp/a%2Fb?x=%20y&z"
        assert received == body
        assert (b"x-hub-signature-256", b"sha256=ab") in sent_headers
        assert (b"x-forwarded-host", b"front") in sent_headers

    drive(dashboard, test)


def test_an_answer_comes_back_byte_for_byte(dashboard: Path) -> None:
    async def test(running: Running) -> None:
        headers = {"X-Answer-Encoding": "gzip"}
        request = running.client.build_request("POST", "/api/inbox/x", content=b"not gzip at all", headers=headers)
        answer = await running.client.send(request, stream=True)
        raw = b"".join([chunk async for chunk in answer.aiter_raw()])
        assert raw == b"not gzip at all"
        assert answer.headers.get_list("x-twice") == ["1", "2"]
        assert answer.headers["content-encoding"] == "gzip"

    drive(dashboard, test)


def test_a_body_larger_than_a_function_takes_is_refused(dashboard: Path) -> None:
    async def test(running: Running) -> None:
        answer = await running.client.post("/api/inbox/x", content=bytes(MAX_BODY_BYTES + 1))
        assert answer.status_code == 413
        assert answer.json()["code"] == "too_large"
        assert running.echo.requests == []

    drive(dashboard, test)


def test_a_body_of_three_megabytes_passes(dashboard: Path) -> None:
    async def test(running: Running) -> None:
        body = b"x" * 3_000_000
        await running.client.post("/webhooks/telegram/key", content=body)
        assert running.echo.requests[0][1] == body

    drive(dashboard, test)


def test_a_capability_without_api_is_not_found(dashboard: Path) -> None:
    async def test(running: Running) -> None:
        answer = await running.client.get("/api/agents")
        assert answer.status_code == 404
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["detail"] == "The capability 'agents' has no API yet."

    drive(dashboard, test)


@pytest.mark.parametrize("path", ["/api/nothing", "/local/nothing", "/webhooks", "/sim/nothing/x"])
def test_an_unknown_path_of_a_program_is_a_problem(dashboard: Path, path: str) -> None:
    async def test(running: Running) -> None:
        answer = await running.client.get(path)
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")

    drive(dashboard, test)


@pytest.mark.parametrize(
    ("path", "content", "cache"),
    [
        ("/", "<p>dashboard</p>", "no-cache"),
        ("/inbox/17", "<p>dashboard</p>", "no-cache"),
        ("/assets/app.js", "app", "public, max-age=31536000, immutable"),
        ("/assets/%2e%2e/%2e%2e/%2e%2e/etc/hosts", "<p>dashboard</p>", "no-cache"),
    ],
)
def test_the_dashboard_is_served(dashboard: Path, path: str, content: str, cache: str) -> None:
    async def test(running: Running) -> None:
        answer = await running.client.get(path)
        assert answer.text == content
        assert answer.headers["cache-control"] == cache

    drive(dashboard, test)


def test_without_a_dashboard_a_page_says_where_the_rest_is(tmp_path: Path) -> None:
    async def test(running: Running) -> None:
        answer = await running.client.get("/")
        assert "/api/docs" in answer.text

    drive(tmp_path, test)


def test_functions_that_do_not_answer_are_a_502(dashboard: Path) -> None:
    async def run() -> None:
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
        async with _client(_front(f"http://127.0.0.1:{port}", dashboard)) as client:
            answer = await client.get("/api/inbox/conversations")
        assert (answer.status_code, answer.json()["code"]) == (502, "functions_down")

    asyncio.run(run())
