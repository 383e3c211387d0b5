"""An API function answers every request: who may, what comes in, and every error as a problem without a stack."""

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

import pytest
from pydantic import BaseModel, ConfigDict, Field
from werkzeug.datastructures import Headers
from werkzeug.test import Client, TestResponse
from werkzeug.wrappers import Request

from common.clock import FixedClock
from common.entry.http import JSON_LIMIT_BYTES, Answer, Api, Call, Route
from common.entry.pages import ListQuery
from common.errors import (
    AppError,
    Conflict,
    DependencyDown,
    Forbidden,
    Misconfigured,
    PlanRequired,
    TooManyRequests,
    Unauthenticated,
)
from common.models.ids import TenantId
from common.models.tenant import Caller, Role

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: str = Field(max_length=5)
    number: int = 0


class Body(BaseModel):
    model_config = ConfigDict(extra="forbid")

    text: str = Field(min_length=1)
    parts: list[Part] = Field(default_factory=list)
    labels: dict[str, int] = Field(default_factory=dict)


class Echoed(BaseModel):
    text: str
    who: str
    calls: int = 0


class Known(NamedTuple):
    request_hash: str
    status: int
    body: str


class Kept:
    """Idempotency-Keys in memory; the real ones have tests of their own."""

    def __init__(self) -> None:
        self.answers: dict[tuple[str, str], Known] = {}

    def claim(self, t: TenantId, id_: str, request_hash: str, now: datetime, about: Sequence[str] = ()) -> Known | None:
        known = self.answers.get((t, id_))
        self.answers.setdefault((t, id_), Known(request_hash, 0, ""))
        return known

    def keep(self, t: TenantId, id_: str, status: int, body: str, about: Sequence[str] = ()) -> None:
        self.answers[t, id_] = self.answers[t, id_]._replace(status=status, body=body)

    def release(self, t: TenantId, id_: str) -> None:
        del self.answers[t, id_]


class App:
    """An API with a few routes, and what they were called with."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.error: BaseException | None = None
        self.meanwhile: Callable[[], None] = lambda: None
        self.kept = Kept()
        post = ("POST", "/api/x/things", self.handle, "Makes a thing.")
        routes = [
            Route(*post, role=Role.AGENT, body=Body, answer=Echoed, status=201, keep_answer=True),
            Route("GET", "/api/x/things", self.listed, "Lists.", role=Role.VIEWER, query=ListQuery),
            Route("GET", "/api/x/things/<id>", self.listed, "Shows.", role=Role.VIEWER),
            Route("DELETE", "/api/x/things/<id>", self.nothing, "Deletes.", role=Role.ADMIN),
            Route("PUT", "/api/x/plan", self.nothing, "Pays.", role=Role.OWNER),
            Route("POST", "/hook", self.raw, "Takes bytes.", raw_limit_bytes=10),
        ]
        self.api = Api("x", routes, authenticate=authenticate, kept_answers=self.kept, clock=FixedClock(NOW))
        self.client = Client(Request.application(self.answer))

    def answer(self, request: Request):
        return self.api(request)

    def _note(self, call: Call) -> None:
        self.calls.append(call)
        self.meanwhile()
        if self.error is not None:
            raise self.error

    def handle(self, call: Call) -> Echoed:
        self._note(call)
        return Echoed(text=call.body.text, who=call.who.id, calls=len(self.calls))

    def listed(self, call: Call) -> Echoed:
        self._note(call)
        return Echoed(text=json.dumps([dict(call.path), call.query.model_dump()]), who=call.who.id)

    def nothing(self, call: Call) -> None:
        self._note(call)

    def raw(self, call: Call) -> Answer:
        self._note(call)
        return Answer(f"{len(call.body)} bytes", 200, {"X-Seen": "yes"})

    def post(self, body: object = None, *, role: str = "agent", raw: bytes | None = None, **headers: str):
        data = raw if raw is not None else json.dumps({"text": "hello"} if body is None else body).encode()
        sent = {"X-Role": role, **{name.replace("_", "-"): value for name, value in headers.items()}}
        return self.client.post("/api/x/things", data=data, headers=sent)


def authenticate(headers: Headers) -> Caller:
    """Believes the header `X-Role`."""
    role = headers.get("X-Role")
    if role is None:
        raise Unauthenticated("Send a token.")
    return Caller(tenant_id=TenantId(headers.get("X-T", "t1")), role=Role(role), id=headers.get("X-Id", "ben"))


@pytest.fixture
def app() -> App:
    return App()


def problem(answer: TestResponse, status: int) -> dict[str, Any]:
    """The problem that an answer is; checks what RFC 9457 and the house ask of every one."""
    assert answer.status_code == status
    assert answer.mimetype == "application/problem+json"
    body = answer.get_json()
    assert set(body) >= {"type", "title", "status", "detail", "code"}
    assert body["status"] == status
    assert "Traceback" not in answer.text
    assert ".py" not in answer.text
    return body


def test_a_request_reaches_its_handler_and_is_answered(app: App) -> None:
    answer = app.post()
    assert (answer.status_code, answer.get_json()) == (201, {"text": "hello", "who": "ben", "calls": 1})


def test_nothing_to_say_is_204(app: App) -> None:
    answer = app.client.delete("/api/x/things/1", headers={"X-Role": "admin"})
    assert (answer.status_code, answer.data) == (204, b"")


@pytest.mark.parametrize("path", ["/", "/api/x", "/api/x/thing", "/api//x/things", "/api/x/things/1/2", "/api/x/../x"])
def test_where_nothing_is_404(app: App, path: str) -> None:
    assert problem(app.client.get(path, headers={"X-Role": "owner"}), 404)["code"] == "not_found"
    assert app.calls == []


@pytest.mark.parametrize("path", ["/api/x/things", "/api/x/things/"])
def test_another_method_is_405_and_names_those_that_are_possible(app: App, path: str) -> None:
    answer = app.client.patch(path, headers={"X-Role": "owner"})
    problem(answer, 405)
    assert set(answer.headers["Allow"].split(", ")) >= {"GET", "POST"}


@pytest.mark.parametrize(
    ("body", "pointers"),
    [
        ({}, ["/text"]),
        ({"text": ""}, ["/text"]),
        ({"text": 1}, ["/text"]),
        ({"text": "a", "parts": [{"name": "ok"}, {"name": "too long"}]}, ["/parts/1/name"]),
        ({"text": "a", "parts": [{"number": "x"}]}, ["/parts/0/name", "/parts/0/number"]),
        ({"text": "a", "more": 1}, ["/more"]),
        ({"text": "a", "labels": {"a/b~c": "x"}}, ["/labels/a~1b~0c"]),
        ([], [""]),
        ("text", [""]),
    ],
)
def test_what_breaks_a_rule_is_422_with_a_pointer_to_each_fault(app: App, body: object, pointers: list[str]) -> None:
    found = problem(app.post(body), 422)
    assert [error["pointer"] for error in found["errors"]] == pointers
    assert all(error["detail"] for error in found["errors"])
    assert app.calls == []


@pytest.mark.parametrize(
    "raw",
    [
        b"{",
        b"not json",
        b'{"text": "a"',
        b"\xff\xfe",
        b'{"text": "\xed\xa0\x80"}',
        b'{"text": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        b'{"parts": ' + b'{"a":' * 50_000 + b"1" + b"}" * 50_000 + b"}",
    ],
    ids=["open", "words", "breaks off", "no UTF-8", "half a surrogate pair", "arrays in arrays", "objects in objects"],
)
def test_what_is_no_json_is_400(app: App, raw: bytes) -> None:
    assert problem(app.post(raw=raw), 400)["code"] == "malformed"
    assert app.calls == []


def test_the_query_is_checked_too(app: App) -> None:
    for query in ("limit=0", "limit=101", "limit=x", "offset=3"):
        found = problem(app.client.get(f"/api/x/things?{query}", headers={"X-Role": "viewer"}), 422)
        assert [error["pointer"] for error in found["errors"]] == [f"/query/{query.partition('=')[0]}"]


def test_a_body_of_exactly_the_limit_is_read_and_one_byte_more_is_413(app: App) -> None:
    fits = b'{"text": "' + b"a" * (JSON_LIMIT_BYTES - 12) + b'"}'
    assert len(fits) == JSON_LIMIT_BYTES
    assert app.post(raw=fits).status_code == 201
    assert problem(app.post(raw=fits + b" "), 413)["code"] == "too_large"
    assert app.client.post("/hook", data=b"x" * 10).text == "10 bytes"
    problem(app.client.post("/hook", data=b"x" * 11), 413)


def test_a_body_that_lies_about_its_length_is_no_more_than_that(app: App) -> None:
    lie = {"CONTENT_LENGTH": str(3 * 1024 * 1024)}
    problem(app.client.post("/hook", data=b"x" * 5, environ_overrides=lie), 413)


def test_an_answer_of_its_own_has_its_own_headers_and_kind(app: App) -> None:
    answer = app.client.post("/hook", data=b"abc")
    assert (answer.mimetype, answer.headers["X-Seen"]) == ("text/plain", "yes")


ALLOWED = {
    ("POST", "/api/x/things"): {"agent", "admin", "owner"},
    ("GET", "/api/x/things"): {"viewer", "agent", "admin", "owner"},
    ("DELETE", "/api/x/things/1"): {"admin", "owner"},
    ("PUT", "/api/x/plan"): {"owner"},
}


@pytest.mark.parametrize("role", [role.value for role in Role])
@pytest.mark.parametrize(("method", "path"), ALLOWED)
def test_who_may_do_what(app: App, method: str, path: str, role: str) -> None:
    answer = app.client.open(path, method=method, json={"text": "a"}, headers={"X-Role": role})
    assert (answer.status_code == 403) == (role not in ALLOWED[method, path])
    assert len(app.calls) == (role in ALLOWED[method, path])


def test_nobody_is_401_before_anything_is_read(app: App) -> None:
    answer = app.client.post("/api/x/things", data=b"not json")
    assert problem(answer, 401)["code"] == "unauthenticated"


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (Conflict("It changed."), 409, "conflict"),
        (Forbidden("No."), 403, "forbidden"),
        (PlanRequired("Pay."), 403, "plan_required"),
        (TooManyRequests("Slow down.", retry_after_s=7), 429, "too_many_requests"),
        (DependencyDown("Wait.", retry_after_s=2), 503, "dependency_down"),
        (Misconfigured("Set X."), 500, "misconfigured"),
    ],
)
def test_an_error_is_its_own_answer(app: App, error: AppError, status: int, code: str) -> None:
    app.error = error
    answer = app.post()
    found = problem(answer, status)
    assert (found["code"], found["detail"]) == (code, error.detail)
    waits = {None: None}.get(error.retry_after_s, str(error.retry_after_s))
    assert answer.headers.get("Retry-After") == waits


def test_an_error_carries_what_the_caller_needs_to_go_on(app: App) -> None:
    app.error = Conflict("It changed.", extra={"route": {"channel_id": "c"}})
    assert problem(app.post(), 409)["route"] == {"channel_id": "c"}


class Stored(BaseModel):
    """A document of ours."""

    number: int


def misread() -> BaseException:
    try:
        Stored.model_validate({"number": "secret-7"})
    except ValueError as error:
        return error
    raise AssertionError


@pytest.mark.parametrize("make", [lambda: RuntimeError("password=hunter2"), lambda: KeyError("x"), misread])
def test_what_nobody_foresaw_is_500_and_says_nothing(app: App, make: Callable[[], BaseException]) -> None:
    app.error = make()
    answer = app.post()
    problem(answer, 500)
    assert not {"hunter2", "secret-7", "RuntimeError", "KeyError"} & set(answer.text.replace("=", " ").split())


def test_a_fault_of_ours_names_its_trace_and_the_callers_own_does_not(app: App) -> None:
    trace = "4bf92f3577b34da6a3ce929d0e0e4736"
    app.error = RuntimeError("broken")
    assert problem(app.post(traceparent=f"00-{trace}-00f067aa0ba902b7-01"), 500)["trace"] == trace
    assert "trace" not in problem(app.post(), 500)
    app.error = Conflict("It changed.")
    assert "trace" not in problem(app.post(traceparent=f"00-{trace}-00f067aa0ba902b7-01"), 409)


# kept answers


def test_a_repeated_key_gets_the_first_answer(app: App) -> None:
    first = app.post(Idempotency_Key="k1")
    again = app.post(Idempotency_Key="k1")
    assert (again.status_code, again.data, again.mimetype) == (first.status_code, first.data, first.mimetype)
    assert len(app.calls) == 1


def test_without_a_key_every_request_counts(app: App) -> None:
    app.post()
    assert app.post().get_json()["calls"] == 2


def test_a_key_with_another_body_is_422(app: App) -> None:
    app.post(Idempotency_Key="k1")
    problem(app.post({"text": "other"}, Idempotency_Key="k1"), 422)
    assert len(app.calls) == 1


def test_a_key_belongs_to_its_caller_and_tenant(app: App) -> None:
    app.post(Idempotency_Key="k1")
    app.post(Idempotency_Key="k1", X_Id="cem")
    app.post(Idempotency_Key="k1", X_T="t2")
    assert len(app.calls) == 3


def test_a_key_whose_request_still_runs_is_409(app: App) -> None:
    seen: list[TestResponse] = []

    def meanwhile() -> None:
        app.meanwhile = lambda: None
        seen.append(app.post(Idempotency_Key="k1"))

    app.meanwhile = meanwhile
    assert app.post(Idempotency_Key="k1").status_code == 201
    assert problem(seen[0], 409)["code"] == "conflict"
    assert seen[0].headers["Retry-After"] == "2"


def test_a_key_is_free_again_after_an_error(app: App) -> None:
    app.error = DependencyDown("Wait.")
    problem(app.post(Idempotency_Key="k1"), 503)
    app.error = None
    assert app.post(Idempotency_Key="k1").status_code == 201


def test_a_key_is_no_longer_than_255_characters(app: App) -> None:
    assert app.post(Idempotency_Key="k" * 255).status_code == 201
    problem(app.post(Idempotency_Key="k" * 256), 422)


def test_a_public_route_needs_nobody(app: App) -> None:
    app.client.post("/hook", data=b"abc")
    with pytest.raises(AssertionError):
        _ = app.calls[0].who
