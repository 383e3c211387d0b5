"""An HTTP function from a table of routes: who may, what comes in, what goes out, and every error as an answer."""

import hashlib
import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Any, Final, NamedTuple, Protocol

from pydantic import BaseModel, ConfigDict, ValidationError
from werkzeug.datastructures import Headers
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge
from werkzeug.exceptions import MethodNotAllowed as WrongMethod
from werkzeug.exceptions import NotFound as NoRoute
from werkzeug.routing import Map, Rule
from werkzeug.wrappers import Request, Response

from common import log
from common.auditing import Draft, drafting
from common.clock import Clock
from common.entry.auth import Authenticator, demand_role
from common.entry.problems import from_validation, problem_answer
from common.errors import AppError, Conflict, Invalid, Malformed, MethodNotAllowed, NotFound, TooLarge
from common.models.ids import TenantId, digest
from common.models.tenant import Caller, Person, Role

JSON_LIMIT_BYTES: Final = 1024 * 1024
"""The largest JSON body that the API reads."""
KEY_LIMIT: Final = 255
"""The longest Idempotency-Key, as in Stripe's API."""


class Empty(BaseModel):
    """Nothing comes in."""

    # Building the first model loads most of pydantic: a cold start builds those alone that its first request needs.
    model_config = ConfigDict(defer_build=True)


@dataclass(frozen=True)
class Call:
    """A request that has been let in: who, where to, and its validated parts."""

    caller: Caller | None
    path: Mapping[str, str]
    query: Any
    """An instance of the route's query model."""
    body: Any
    """An instance of the route's body model, or the raw bytes of a raw route."""
    headers: Headers
    idempotency_key: str
    request_hash: str
    """The digest of method, path and body."""
    person: Person | None = None
    """Who has signed in, on a route for people whichever tenant they work in."""

    @property
    def who(self) -> Caller:
        """The caller, on a route that has one."""
        if self.caller is None:
            raise AssertionError("A public route asked who calls.")
        return self.caller

    @property
    def signed_in(self) -> Person:
        """The person, on a route for whoever has signed in."""
        if self.person is None:
            raise AssertionError("A route that is not for people asked who has signed in.")
        return self.person

    @property
    def tenant_id(self) -> TenantId:
        """The caller's tenant."""
        return self.who.tenant_id


class Answer(NamedTuple):
    """An answer with its own status or headers."""

    body: BaseModel | str | None
    status: int = 200
    headers: Mapping[str, str] = {}


Handler = Callable[[Call], BaseModel | Answer | None]


@dataclass(frozen=True)
class Route:
    """One operation of the API; also what its OpenAPI description is made of."""

    method: str
    path: str
    handler: Handler
    summary: str
    role: Role | None = None
    """The least role that may; None is public, or for `person`."""
    person: bool = False
    """True if everybody may who has signed in, whichever tenant they work in."""
    query: type[BaseModel] = Empty
    body: type[BaseModel] | None = None
    raw_limit_bytes: int = 0
    """Above zero, the body is taken as raw bytes up to this size."""
    answer: type[BaseModel] | None = None
    text_type: str = ""
    """The media type of an answer that is text instead, such as `text/csv`."""
    status: int = 200
    action: str = ""
    """What the audit trail calls the change, as `area.verb`."""
    names_only: bool = False
    """True if the entry tells the names of what was given and not the values, which are about customers."""
    unaudited: str = ""
    """Why a route that is no GET gets no entry, in a sentence."""
    keep_answer: bool = False
    """True if a repeated Idempotency-Key gets the kept answer; otherwise the handler itself sees to it."""
    errors: tuple[type[AppError], ...] = field(default=())
    """Errors of this operation beyond those that every operation can answer."""


class KeptAnswers(Protocol):
    """Where the answers of Idempotency-Keys are kept."""

    def claim(self, t: TenantId, id_: str, request_hash: str, now: Any, about: Sequence[str] = ()) -> Any:
        """None if the key is free, otherwise what stands under it."""
        ...

    def keep(self, t: TenantId, id_: str, status: int, body: str, about: Sequence[str] = ()) -> None:
        """Keeps an answer."""
        ...

    def release(self, t: TenantId, id_: str) -> None:
        """Frees a key."""
        ...


class Meter(Protocol):
    """Counts what a request costs."""

    def __call__(self) -> object:
        """Begins a count and returns it."""
        ...


class Api:
    """A function that answers the routes of its table."""

    def __init__(
        self,
        name: str,
        routes: Sequence[Route],
        *,
        authenticate: Authenticator | None = None,
        kept_answers: KeptAnswers | None = None,
        clock: Clock,
        begin_meter: Meter | None = None,
        project: str = "",
    ) -> None:
        self.name = name
        self.routes = tuple(routes)
        self._authenticate = authenticate
        self._kept = kept_answers
        self._clock = clock
        self._begin_meter = begin_meter
        self._project = project
        self._map = Map([Rule(r.path, methods=[r.method], endpoint=r) for r in routes], strict_slashes=False)

    def __call__(self, request: Request) -> Response:
        """Answers one request; nothing escapes."""
        begun = time.perf_counter()
        mark = log.function_name.set(self.name)
        ops = self._begin_meter() if self._begin_meter else None
        with log.context(**log.trace_fields(trace_of(request), self._project)):
            answer = self._answer(request)
            took_ms = round((time.perf_counter() - begun) * 1000, 1)
            log.info(
                f"{request.method} {request.path} {answer.status_code}",
                status=answer.status_code,
                took_ms=took_ms,
                ops=vars(ops) if ops is not None else None,
            )
        log.function_name.reset(mark)
        return answer

    def _answer(self, request: Request) -> Response:
        try:
            return self._dispatch(request)
        except AppError as error:
            if error.alert or error.status >= 500:
                log.exception(error.detail, code=error.code)
            return problem_answer(error)
        except ValidationError as error:
            # A model of our own that does not hold what we stored is our fault, not the caller's.
            log.exception("A stored document does not fit its model.", error=str(error.errors(include_input=False)))
            return problem_answer(AppError("We could not read what is stored. We have been told."))
        except Exception:
            log.exception("Unexpected error")
            return problem_answer(AppError("Something went wrong on our side. We have been told."))

    def _dispatch(self, request: Request) -> Response:
        try:
            route, path = self._map.bind_to_environ(request.environ).match()
        except WrongMethod as error:
            answer = problem_answer(MethodNotAllowed(f"{request.method} is not possible here."))
            answer.headers["Allow"] = ", ".join(error.valid_methods or ())
            return answer
        except (NoRoute, HTTPException) as error:
            raise NotFound(f"There is nothing at {request.path}.") from error
        caller, person = self._let_in(route, request.headers)
        raw = read_body(request, route.raw_limit_bytes or JSON_LIMIT_BYTES)
        request_hash = hashlib.sha256(f"{request.method} {request.path}\n".encode() + raw).hexdigest()
        call = Call(
            caller=caller,
            path=path,
            query=_validated(route.query, request.args.to_dict()),
            body=_body(route, raw),
            headers=request.headers,
            idempotency_key=_idempotency_key(request),
            request_hash=request_hash,
            person=person,
        )
        with drafting(self._draft(route, call, request.headers) if route.action else None):
            if route.keep_answer and call.idempotency_key and caller is not None and self._kept is not None:
                return self._once(route, call, self._kept, caller)
            return _response(route.handler(call), route.status)

    def _draft(self, route: Route, call: Call, headers: Headers) -> Draft:
        body = call.body
        said: object = body.model_dump(mode="json", exclude_unset=True) if isinstance(body, BaseModel) else {}
        # The body of some routes is a list, or may be one.
        asked = said if isinstance(said, dict) else {"items": said}
        actor = call.caller.id if call.caller else call.signed_in.uid
        return Draft(
            tenant=call.caller.tenant_id if call.caller else "",
            at=self._clock.now(),
            actor=actor,
            actor_name=call.caller.name if call.caller else call.signed_in.name or call.signed_in.email,
            action=route.action,
            source=client_address(headers),
            target=next(iter(call.path.values()), ""),
            asked=asked,
            names_only=route.names_only,
        )

    def _let_in(self, route: Route, headers: Headers) -> tuple[Caller | None, Person | None]:
        if route.role is None and not route.person:
            return None, None
        if self._authenticate is None:
            raise AssertionError("A route that is not public needs an authenticator.")
        if route.role is None:
            person = self._authenticate.verify_person(headers)
            log.add(caller=person.uid)
            return None, person
        caller = self._authenticate(headers)
        log.add(tenant=caller.tenant_id, caller=caller.id)
        demand_role(caller, route.role)
        return caller, None

    def _once(self, route: Route, call: Call, kept: KeptAnswers, caller: Caller) -> Response:
        id_ = digest("idempotency", caller.id, call.idempotency_key)
        about = [*call.path.values(), *_named(call.body)]
        known = kept.claim(caller.tenant_id, id_, call.request_hash, self._clock.now(), about)
        if known is not None:
            if known.request_hash != call.request_hash:
                raise Invalid("This Idempotency-Key was used for another request.")
            if not known.status:
                raise Conflict("The first request with this Idempotency-Key still runs.", retry_after_s=2)
            return Response(known.body, status=known.status, mimetype="application/json")
        try:
            answer = _response(route.handler(call), route.status)
        except BaseException:
            kept.release(caller.tenant_id, id_)
            raise
        body = answer.get_data(as_text=True)
        kept.keep(caller.tenant_id, id_, answer.status_code, body, [*about, *_named(json.loads(body or "null"))])
        return answer


def _named(said: object) -> list[str]:
    """The ids by which a request or its answer says what it is about, so that its answer is found to be erased."""
    fields = said if isinstance(said, dict) else vars(said) if isinstance(said, BaseModel) else {}
    return [value for name in ("id", "contact_id") if isinstance(value := fields.get(name), str) and value]


def client_address(headers: Headers) -> str:
    """From where a request came, as far as Google's front end saw it; empty where it is not known.

    The front end puts what it saw behind whatever the caller wrote, so that only the last address cannot be made up.
    """
    last = headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    try:
        return str(ip_address(last))
    except ValueError:
        return ""


def trace_of(request: Request) -> str:
    """In which trace a request stands, as Google's front end says it; empty where it says none."""
    return request.headers.get("traceparent") or request.headers.get("X-Cloud-Trace-Context") or ""


def read_body(request: Request, limit_bytes: int) -> bytes:
    """The raw body of a request.

    Raises:
        TooLarge: it is longer than `limit_bytes`; no more than that is read.
        Malformed: it breaks off.
    """
    if (request.content_length or 0) > limit_bytes:
        raise TooLarge(f"The body may have {limit_bytes:,} bytes.")
    try:
        raw = request.get_data(cache=True)
    except RequestEntityTooLarge as error:
        raise TooLarge(f"The body may have {limit_bytes:,} bytes.") from error
    except HTTPException as error:
        raise Malformed("The body breaks off.") from error
    if len(raw) > limit_bytes:
        raise TooLarge(f"The body may have {limit_bytes:,} bytes.")
    return raw


def _idempotency_key(request: Request) -> str:
    key = request.headers.get("Idempotency-Key", "")
    if len(key) > KEY_LIMIT:
        raise Invalid(f"An Idempotency-Key has at most {KEY_LIMIT} characters.")
    return key


def _validated(model: type[BaseModel], values: Mapping[str, str]) -> BaseModel:
    try:
        return model.model_validate(values)
    except ValidationError as error:
        raise from_validation(error, where="/query") from error


def _body(route: Route, raw: bytes) -> BaseModel | bytes:
    if route.raw_limit_bytes:
        return raw
    if route.body is None:
        return Empty()
    try:
        return route.body.model_validate_json(raw or b"{}")
    except ValidationError as error:
        raise from_validation(error) from error


def _response(result: BaseModel | Answer | None, status: int) -> Response:
    headers: Mapping[str, str] = {}
    body: BaseModel | str | None
    if isinstance(result, Answer):
        body, status, headers = result
    else:
        body = result
    if body is None:
        return Response(status=204 if status == 200 else status, headers=dict(headers))
    if isinstance(body, str):
        plain = None if "Content-Type" in headers else "text/plain"
        return Response(body, status=status, headers=dict(headers), mimetype=plain)
    shown = body.model_dump_json(by_alias=True)
    return Response(shown, status=status, headers=dict(headers), mimetype="application/json")
