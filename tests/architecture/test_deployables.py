"""What is deployed, what leads to it, and what stands in its card agree."""

import ast
import importlib
import json
from pathlib import Path

import pytest

from infra.functions import FUNCTIONS, Deployable

ROOT = Path(__file__).resolve().parents[2]
CAPABILITIES = {
    "receive",
    "dispatch",
    "reply",
    "send",
    "media",
    "inbox",
    "contacts",
    "templates",
    "campaigns",
    "agents",
    "usage",
    "stats",
    "backups",
    "workspace",
    "webhooks",
    "jobs",
}
CARD = ("Trigger:", "Reads:", "Writes:", "Hands over to:", "Safe to repeat because:")
HOSTING = json.loads((ROOT / "firebase.json").read_bytes())["hosting"]


def test_names_and_rewrites_are_unique() -> None:
    names = [function.name for function in FUNCTIONS]
    rewrites = [glob for function in FUNCTIONS for glob in function.rewrites]
    assert len(set(names)) == len(names)
    assert len(set(rewrites)) == len(rewrites)


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.name)
def test_every_function_is_of_a_known_capability(function: Deployable) -> None:
    assert function.capability in CAPABILITIES


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.name)
def test_every_function_has_its_entry_point(function: Deployable) -> None:
    assert callable(getattr(importlib.import_module(f"functions.{function.capability}.main"), function.entry_point))


@pytest.mark.parametrize("capability", sorted({function.capability for function in FUNCTIONS}))
def test_every_capability_has_a_card_and_nothing_else_in_it(capability: str) -> None:
    tree = ast.parse((ROOT / "functions" / capability / "__init__.py").read_text())
    card = (ast.get_docstring(tree) or "").lower()
    assert [line for line in CARD if line.lower() not in card] == []
    assert len(tree.body) == 1


def test_firebase_json_leads_where_the_table_says() -> None:
    hosted = [(entry["source"], entry["function"]["functionId"]) for entry in HOSTING["rewrites"][:-1]]
    assert sorted(hosted) == sorted((glob, function.name) for function in FUNCTIONS for glob in function.rewrites)


def test_firebase_json_serves_the_dashboard_for_all_that_is_left() -> None:
    assert HOSTING["rewrites"][-1] == {"source": "**", "destination": "/index.html"}


def test_only_what_has_its_digest_in_its_name_is_kept_by_browsers() -> None:
    caching = {entry["source"]: {h["key"]: h["value"] for h in entry["headers"]} for entry in HOSTING["headers"]}
    # A page's address is not that of index.html, which answers it: what is asked for counts, not what answers. The two
    # patterns exclude each other, so that their order says nothing.
    assert caching == {
        "/assets/**": {"Cache-Control": "public, max-age=31536000, immutable"},
        "!/assets/**": {"Cache-Control": "no-cache"},
    }


@pytest.mark.parametrize("function", [each for each in FUNCTIONS if each.triggers], ids=lambda each: each.name)
def test_only_cloud_event_functions_have_triggers(function: Deployable) -> None:
    assert function.signature == "cloudevent"
    assert not function.public
    assert function.rewrites == ()
