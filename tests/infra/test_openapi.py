"""The API's description tells of every route, and is one that tools can read."""

import json
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from common.entry.http import Route
from infra.functions import FUNCTIONS
from infra.openapi import build

ROOT = Path(__file__).resolve().parents[2]
CAPABILITIES = sorted(
    {each.capability for each in FUNCTIONS if any(glob.startswith("/api/") for glob in each.rewrites)}
)
ROUTES: list[Route] = [
    route for capability in CAPABILITIES for route in import_module(f"functions.{capability}.main").ROUTES
]


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    return build()


def _operations(document: dict[str, Any]) -> list[dict[str, Any]]:
    return [operation for item in document["paths"].values() for operation in item.values()]


def _operation(document: dict[str, Any], route: Route) -> dict[str, Any]:
    path = route.path.replace("<", "{").replace(">", "}")
    operation: dict[str, Any] = document["paths"][path][route.method.lower()]
    return operation


def test_the_document_is_valid(document: dict[str, Any]) -> None:
    OpenAPIV31SpecValidator(document).validate()


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: f"{route.method} {route.path}")
def test_every_route_appears_with_its_role_and_errors(document: dict[str, Any], route: Route) -> None:
    operation = _operation(document, route)
    codes = {code for answer in operation["responses"].values() for code in answer.get("x-codes", ())}
    assert operation.get("x-role") == route.role
    assert (operation["security"] == [{"firebase": []}]) is route.person
    assert {error.code for error in route.errors} <= codes
    assert str(route.status) in operation["responses"]


def test_nothing_else_appears(document: dict[str, Any]) -> None:
    assert len(_operations(document)) == len(ROUTES)


def test_operation_ids_are_unique(document: dict[str, Any]) -> None:
    ids = [operation["operationId"] for operation in _operations(document)]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize(
    "route", [route for route in ROUTES if route.method == "POST"], ids=lambda route: f"{route.method} {route.path}"
)
def test_every_post_takes_an_idempotency_key(document: dict[str, Any], route: Route) -> None:
    assert {"$ref": "#/components/parameters/IdempotencyKey"} in _operation(document, route)["parameters"]


def test_query_fields_are_parameters(document: dict[str, Any]) -> None:
    listed = document["paths"]["/api/inbox/conversations"]["get"]["parameters"]
    assert {"limit", "cursor", "status", "channel", "q"} <= {each.get("name") for each in listed}
    assert "ConversationQuery" not in document["components"]["schemas"]


def test_no_answer_has_room_for_a_credential(document: dict[str, Any]) -> None:
    names = ("ChannelView", "ChannelDetail")
    shown = {field for name in names for field in document["components"]["schemas"][name]["properties"]}
    assert shown & {"sealed", "access_token", "app_secret", "bot_token", "secret_token"} == set()


def test_the_command_prints_nothing_but_the_document_and_needs_no_environment() -> None:
    command = [sys.executable, "-m", "infra.openapi"]
    environment = {"PATH": os.environ["PATH"]} | {k: v for k, v in os.environ.items() if k == "PYTHONPATH"}
    ran = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True)
    assert json.loads(ran.stdout)["openapi"].startswith("3.1")
