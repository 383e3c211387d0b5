"""Every route that may change something says what the audit trail calls it, or why it gets no entry."""

import re

import pytest

from common.entry.http import Route
from infra.openapi import Operation

CHANGING = [each.route for each in Operation.all() if each.route.method != "GET"]
ACTION = re.compile(r"^[a-z_]+\.[a-z_]+$")


def _name(route: Route) -> str:
    return f"{route.method} {route.path}"


@pytest.mark.parametrize("route", CHANGING, ids=_name)
def test_a_route_that_changes_something_has_an_action_or_a_reason_why_not(route: Route) -> None:
    said = f"{_name(route)}: give its Route an `action`, such as `template.deleted`, or say in `unaudited` why not."
    assert bool(route.action) != bool(route.unaudited), said
    assert ACTION.match(route.action) or route.unaudited.endswith("."), said


def test_a_route_that_only_reads_has_neither() -> None:
    reading = [each.route for each in Operation.all() if each.route.method == "GET"]
    assert [_name(route) for route in reading if route.action or route.unaudited] == []


def test_what_nobody_is_known_to_do_is_not_audited() -> None:
    assert [_name(route) for route in CHANGING if route.action and route.role is None and not route.person] == []
