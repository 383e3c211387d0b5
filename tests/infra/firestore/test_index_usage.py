"""The run's own check of indexes: it names what is missing and what nothing takes, and lets pass what is merged."""

import re
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.index_usage import COMPARED, Shape, differences, shape_of

GROUP = "COLLECTION_GROUP"
SORTED = re.compile(
    r'"([\w.]+)", "(?:ASCENDING|DESCENDING|[<>]=?)"|order="(\w+)"|\bsum\(.*?"(\w+)"|\bby: str = "(\w+)"'
)
"""How the store writes what it sorts by, has a range of, and adds up."""


def _index(*fields: str, scope: str = "COLLECTION") -> dict[str, Any]:
    named = [{"fieldPath": name, "order": order} for name, order in (field.split() for field in fields)]
    return {"collectionGroup": "messages", "queryScope": scope, "fields": named}


def _override(field: str, *scopes: str) -> dict[str, Any]:
    indexes = [{"order": "ASCENDING", "queryScope": scope} for scope in scopes]
    return {"collectionGroup": "messages", "fieldPath": field, "indexes": indexes}


DECLARED: dict[str, Any] = {
    "indexes": [
        _index("status ASCENDING", "at DESCENDING"),
        _index("channel_id ASCENDING", "at DESCENDING"),
        _index("kind ASCENDING", "job ASCENDING", "at DESCENDING"),
        _index("answers ASCENDING", "at ASCENDING", "first_response_s ASCENDING"),
    ],
    "fieldOverrides": [
        _override("sweep_at", GROUP),
        _override("state", "COLLECTION", GROUP),
        _override("target", "COLLECTION", GROUP),
        _override("address"),
        _override("failure"),
        _override("failure.code", "COLLECTION"),
    ],
}


def _taken(*fields: str, scope: str = "COLLECTION") -> Shape:
    named: list[dict[str, str]] = []
    for name, mode in (field.split() for field in fields):
        named.append({"fieldPath": name, "arrayConfig" if mode == "CONTAINS" else "order": mode})
    if not fields[-1].startswith("__name__"):
        named.append({"fieldPath": "__name__", "order": "DESCENDING" if "DESC" in fields[-1] else "ASCENDING"})
    return shape_of("messages", scope, named)


@pytest.mark.parametrize(
    "shape",
    [
        pytest.param(_taken("status ASCENDING", "at DESCENDING"), id="declared"),
        pytest.param(_taken("job ASCENDING", "kind ASCENDING", "at DESCENDING"), id="declared in another order"),
        pytest.param(_taken("channel_id ASCENDING", "status ASCENDING", "at DESCENDING"), id="merged out of two"),
        pytest.param(
            _taken("job ASCENDING", "kind ASCENDING", "status ASCENDING", "at DESCENDING"),
            id="merged with a larger one",
        ),
        pytest.param(_taken("at DESCENDING"), id="sorted by one field"),
        pytest.param(_taken("status ASCENDING", "variant ASCENDING"), id="equal alone"),
        pytest.param(_taken("failure.code ASCENDING", "status ASCENDING"), id="an own setting within an exempt map"),
        pytest.param(_taken("sweep_at ASCENDING", scope=GROUP), id="over all tenants"),
        pytest.param(_taken("state ASCENDING", "target ASCENDING", scope=GROUP), id="equal over all tenants"),
    ],
)
def test_what_is_declared_or_merged_is_right(shape: Shape) -> None:
    assert differences({shape}, DECLARED, is_whole=False) == []


@pytest.mark.parametrize(
    "shape",
    [
        pytest.param(_taken("status ASCENDING", "at ASCENDING"), id="the other direction"),
        pytest.param(_taken("status ASCENDING", "created_at ASCENDING"), id="sorted by another field"),
        pytest.param(_taken("status ASCENDING", "variant ASCENDING", "at DESCENDING"), id="one of two fields"),
        pytest.param(_taken("job ASCENDING", "at DESCENDING"), id="a part of an index"),
        pytest.param(_taken("answers ASCENDING", "first_response_s ASCENDING", "at ASCENDING"), id="order of the rest"),
        pytest.param(_taken("status ASCENDING", "at DESCENDING", "__name__ ASCENDING"), id="ids the other way"),
        pytest.param(_taken("status ASCENDING", "unheard_of ASCENDING"), id="a field that may be sorted by"),
        pytest.param(_taken("labels CONTAINS", "status ASCENDING"), id="a part of an array"),
        pytest.param(_taken("labels CONTAINS", "status ASCENDING", "at DESCENDING"), id="a part of an array, sorted"),
        pytest.param(_taken("address ASCENDING", "status ASCENDING"), id="an exempt field"),
        pytest.param(_taken("failure.reason ASCENDING", "status ASCENDING"), id="within an exempt map"),
        pytest.param(_taken("status ASCENDING", scope=GROUP), id="over all tenants"),
        pytest.param(_taken("status ASCENDING", "at DESCENDING", scope=GROUP), id="sorted, over all tenants"),
    ],
)
def test_what_is_missing_is_named(shape: Shape) -> None:
    (said,) = differences({shape}, DECLARED, is_whole=False)
    assert said.startswith("A query takes an index that firestore.indexes.json lacks")
    assert said.endswith(f": {shape}.")


def test_what_nothing_takes_is_named_once_every_test_ran() -> None:
    assert differences(set(), DECLARED, is_whole=False) == []
    assert len(differences(set(), DECLARED, is_whole=True)) == 4
    merged = _taken("channel_id ASCENDING", "status ASCENDING", "at DESCENDING")
    answers = _taken("answers ASCENDING", "at ASCENDING", "first_response_s ASCENDING")
    (said,) = differences({merged, answers}, DECLARED, is_whole=True)
    expected = "messages (COLLECTION): job ASCENDING, kind ASCENDING, at DESCENDING"
    assert said == f"Nothing takes an index of firestore.indexes.json: {expected}."


def test_the_store_only_compares_what_counts_as_only_compared() -> None:
    code = "\n".join(path.read_text() for path in (ROOT / "common/store").glob("*.py"))
    found = {name for names in SORTED.findall(code) for name in names if name}
    assert found >= {"at", "last_message_ms", "heartbeat_at", "took_s", "first_response_s", "due_at"}
    assert found & COMPARED == set()
