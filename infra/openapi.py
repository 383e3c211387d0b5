"""The API's description, OpenAPI 3.1, made of every capability's route table and pydantic models."""

import ast
import contextlib
import inspect
import json
import re
import sys
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from itertools import pairwise
from typing import Any, Final, NamedTuple, Self, cast

from pydantic import BaseModel, ConfigDict, Field
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode, JsonSchemaValue, models_json_schema
from pydantic_core import core_schema

from common.entry.http import KEY_LIMIT, Empty, Route
from common.errors import (
    AppError,
    Conflict,
    DependencyDown,
    Forbidden,
    Invalid,
    Malformed,
    TooLarge,
    TooManyRequests,
    Unauthenticated,
)
from infra.functions import FUNCTIONS

Json = dict[str, Any]
Schemas = Mapping[tuple[type[BaseModel], JsonSchemaMode], Json]

VERSION: Final = "1.0.0"
EVERYWHERE: Final = (TooManyRequests, AppError, DependencyDown)
_PARAMETER: Final = re.compile(r"<(?:[^:<>]+:)?([^<>]+)>")
_PROBLEM_JSON: Final = "application/problem+json"
_DESCRIPTION: Final = (
    "Messaging for many tenants over WhatsApp and Telegram. Times are RFC 3339 in UTC, ids are strings, lists are "
    "`{items, next_cursor}`, and errors are RFC 9457 problem details whose `code` says what to do."
)


class FaultBody(BaseModel):
    """One faulty part of a request."""

    model_config = ConfigDict(frozen=True)

    pointer: str
    """A JSON pointer (RFC 6901) into the body, or into `/query`."""
    detail: str
    """What is wrong, in a sentence."""


class Problem(BaseModel):
    """An error (RFC 9457); some carry more, such as the new `route`."""

    model_config = ConfigDict(extra="allow", frozen=True)

    type: str
    """An address that stands for this kind of error."""
    title: str
    """The kind of error, in words."""
    status: int
    """The HTTP status."""
    detail: str
    """What happened this time, and what to do."""
    code: str
    """The kind of error, for programs."""
    errors: list[FaultBody] = Field(default_factory=list)
    """The faulty parts, where a request breaks a rule."""
    trace: str = ""
    """What to name to us, where the fault is ours: the trace of the request in our logs, 32 hexadecimal digits."""


class Described(GenerateJsonSchema):
    """Describes a field by the sentence under it, as `use_attribute_docstrings` would.

    Functions do not use that option: to parse the source of every model would lengthen each cold start by a tenth.
    """

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        """The schema of one model."""
        described = super().model_schema(schema)
        model: type[BaseModel] = schema["cls"]
        sentences: dict[str, str] = {}
        for base in reversed(model.__mro__):
            sentences |= field_sentences(base)
        for name, field in model.model_fields.items():
            alias = (field.serialization_alias if self.mode == "serialization" else field.validation_alias) or name
            shown = described.get("properties", {}).get(alias)
            if shown is not None and name in sentences:
                shown.setdefault("description", sentences[name])
        return described


def field_sentences(model: type) -> dict[str, str]:
    """The docstrings under the annotated attributes of a class, without those of its bases."""
    if not issubclass(model, BaseModel) or model is BaseModel:
        return {}
    try:
        source = inspect.getsource(model)
    except OSError:
        return {}  # a generic model's concrete form, which is written nowhere; its origin is among the bases
    (tree,) = ast.parse(textwrap.dedent(source)).body
    found: dict[str, str] = {}
    for field, sentence in pairwise(tree.body if isinstance(tree, ast.ClassDef) else []):
        match field, sentence:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                found[name] = inspect.cleandoc(text)
    return found


class Operation(NamedTuple):
    """A route and the capability whose it is."""

    capability: str
    route: Route

    @classmethod
    def all(cls) -> list[Self]:
        """Every operation that the front door leads to under /api/."""
        found: list[Self] = []
        for function in FUNCTIONS:
            if any(glob.startswith("/api/") for glob in function.rewrites):
                routes: Sequence[Route] = import_module(f"functions.{function.capability}.main").ROUTES
                found += [cls(function.capability, route) for route in routes]
        return found


def build() -> Json:
    """The document; reads no environment and calls nobody."""
    operations = Operation.all()
    schemas, components = _schemas(operations)
    paths: dict[str, Json] = {}
    ids: set[str] = set()
    for operation in operations:
        described = _describe(operation, schemas, components)
        if (id_ := str(described["operationId"])) in ids:
            raise ValueError(f"Two operations are called {id_}; rename a handler.")
        ids.add(id_)
        paths.setdefault(_template(operation.route.path), {})[operation.route.method.lower()] = described
    # A query model's fields stand in the operations, so nothing refers to the model itself.
    for query in {operation.route.query for operation in operations}:
        if query is not Empty:
            components.pop(_name(schemas[query, "validation"]))
    return {
        "openapi": "3.1.0",
        "info": {"title": "WhatsDeX", "version": VERSION, "description": _DESCRIPTION},
        "servers": [{"url": "/"}],
        "tags": [
            {"name": name, "description": _card(name)} for name in dict.fromkeys(each.capability for each in operations)
        ],
        "paths": {**paths},
        "components": {
            "schemas": {**components},
            "parameters": {"IdempotencyKey": _idempotency_key(), "TenantId": _tenant_header()},
            "securitySchemes": {
                "firebase": {
                    "type": "http",
                    "scheme": "bearer",
                    "bearerFormat": "JWT",
                    "description": "A Firebase ID token of a member, together with the header X-Tenant-Id.",
                },
                "apiKey": {
                    "type": "apiKey",
                    "in": "header",
                    "name": "X-API-Key",
                    "description": "A key of one tenant, with a role of its own.",
                },
            },
        },
    }


def _schemas(operations: Iterable[Operation]) -> tuple[Schemas, dict[str, Json]]:
    wanted: dict[tuple[type[BaseModel], JsonSchemaMode], None] = {(Problem, "serialization"): None}
    for _, route in operations:
        if route.query is not Empty:
            wanted[route.query, "validation"] = None
        if route.body is not None:
            wanted[route.body, "validation"] = None
        if route.answer is not None:
            wanted[route.answer, "serialization"] = None
    refs, document = models_json_schema(
        list(wanted), ref_template="#/components/schemas/{model}", schema_generator=Described
    )
    return cast("Schemas", refs), document.get("$defs", {})


def _describe(operation: Operation, schemas: Schemas, components: Mapping[str, Json]) -> Json:
    capability, route = operation
    docstring = (route.handler.__doc__ or "").strip()
    role = f" Takes the role {route.role} or a higher one." if route.role else ""
    described: Json = {
        "operationId": f"{capability}_{getattr(route.handler, '__name__', 'operation')}",
        "tags": [capability],
        "summary": route.summary.rstrip("."),
        "description": docstring.partition("\n\n")[0] + role,
        "responses": _responses(route, schemas),
    }
    if parameters := _parameters(route, schemas, components):
        described["parameters"] = parameters
    if route.raw_limit_bytes:
        described["requestBody"] = {
            "required": True,
            "description": f"The bytes, at most {route.raw_limit_bytes:,}, under their own Content-Type.",
            "content": {"*/*": {"schema": {"type": "string", "format": "binary"}}},
        }
    elif route.body is not None:
        content: Json = {"application/json": {"schema": schemas[route.body, "validation"]}}
        described["requestBody"] = {"required": True, "content": content}
    if route.person:
        described["security"] = [{"firebase": []}]
    elif route.role is None:
        described["security"] = []
    else:
        described["x-role"] = str(route.role)
        described["security"] = [{"firebase": []}, {"apiKey": []}]
    return described


def _parameters(route: Route, schemas: Schemas, components: Mapping[str, Json]) -> list[Json]:
    found: list[Json] = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in _PARAMETER.findall(route.path)
    ]
    if route.query is not Empty:
        model = components[_name(schemas[route.query, "validation"])]
        required = model.get("required", [])
        found += [_query_parameter(name, schema, name in required) for name, schema in model["properties"].items()]
    if route.role is not None:
        found.append({"$ref": "#/components/parameters/TenantId"})
    if route.method == "POST":
        found.append({"$ref": "#/components/parameters/IdempotencyKey"})
    return found


def _query_parameter(name: str, schema: Json, required: bool) -> Json:
    return {
        "name": name,
        "in": "query",
        "required": required,
        "description": schema.get("description", ""),
        "schema": {key: value for key, value in schema.items() if key != "description"},
    }


def _responses(route: Route, schemas: Schemas) -> Json:
    good: Json = {"description": route.summary}
    status = 204 if route.answer is None and not route.text_type and route.status == 200 else route.status
    content: Json = {}
    if route.answer is not None:
        content["application/json"] = {"schema": schemas[route.answer, "serialization"]}
    if route.text_type:
        content[route.text_type] = {"schema": {"type": "string"}}
    if content:
        good["content"] = content
    by_status: dict[int, list[type[AppError]]] = {}
    for error in dict.fromkeys(_errors(route)):
        by_status.setdefault(error.status, []).append(error)
    bad = {str(code): _problem(errors, schemas) for code, errors in sorted(by_status.items())}
    return {str(status): good, **bad}


def _errors(route: Route) -> list[type[AppError]]:
    errors: list[type[AppError]] = [*EVERYWHERE, *route.errors]
    if route.role is not None or route.person:
        errors.append(Unauthenticated)
    if route.role is not None:
        errors.append(Forbidden)
    if route.body is not None or route.raw_limit_bytes:
        errors += [Malformed, TooLarge, Invalid]
    if route.query is not Empty or _PARAMETER.search(route.path) or route.method == "POST":
        errors.append(Invalid)
    if route.keep_answer:
        errors.append(Conflict)
    return errors


def _problem(errors: Sequence[type[AppError]], schemas: Schemas) -> Json:
    content: Json = {_PROBLEM_JSON: {"schema": schemas[Problem, "serialization"]}}
    described: Json = {
        "description": "; ".join(f"{error.title} (`{error.code}`)" for error in errors),
        "content": content,
        "x-codes": [error.code for error in errors],
    }
    if errors[0].status in (429, 503):
        described["headers"] = {
            "Retry-After": {"description": "Seconds to wait before trying again.", "schema": {"type": "integer"}}
        }
    return described


def _tenant_header() -> Json:
    return {
        "name": "X-Tenant-Id",
        "in": "header",
        "required": False,
        "description": "The workspace that a person means; needed with a Firebase ID token, not with an API key.",
        "schema": {"type": "string"},
    }


def _idempotency_key() -> Json:
    return {
        "name": "Idempotency-Key",
        "in": "header",
        "required": False,
        "description": "The same key with the same request gets the first answer, with another request 422.",
        "schema": {"type": "string", "maxLength": KEY_LIMIT},
    }


def _template(path: str) -> str:
    return _PARAMETER.sub(r"{\1}", path)


def _name(ref: Json) -> str:
    return str(ref["$ref"]).rpartition("/")[2]


def _card(capability: str) -> str:
    card = import_module(f"functions.{capability}").__doc__ or ""
    first = " ".join(card.partition("\n\n")[0].split())
    said = first.partition(": ")[2]
    return said[:1].upper() + said[1:]


if __name__ == "__main__":
    # What functions log when they start goes to standard output, which is the document's.
    with contextlib.redirect_stdout(sys.stderr):
        document = build()
    print(json.dumps(document, indent=2))
