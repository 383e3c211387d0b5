"""The run's own check of indexes: it names what is missing and what nothing takes, and lets pass what is merged."""

from typing import Any

import pytest

from tests.index_usage import Shape, differences, shape_of

BY_AUTHOR = {
    "collectionGroup": "messages",
    "queryScope": "COLLECTION",
    "fields": [{"fieldPath": "author", "order": "ASCENDING"}, {"fieldPath": "at", "order": "DESCENDING"}],
}
DUE = {
    "collectionGroup": "campaigns",
    "fieldPath": "due_at",
    "indexes": [{"order": "ASCENDING", "queryScope": "COLLECTION_GROUP"}],
}
DECLARED: dict[str, Any] = {"indexes": [BY_AUTHOR], "fieldOverrides": [DUE]}


def _taken(*fields: str, scope: str = "COLLECTION") -> Shape:
    named = [{"fieldPath": name, "order": order} for name, order in (field.split() for field in fields)]
    return shape_of("messages", scope, [*named, {"fieldPath": "__name__", "order": "ASCENDING"}])


def test_what_is_declared_and_taken_is_right() -> None:
    due = shape_of("campaigns", "COLLECTION_GROUP", [{"fieldPath": "due_at", "order": "ASCENDING"}])
    taken = {_taken("author ASCENDING", "at DESCENDING"), due}
    assert differences(taken, DECLARED, is_whole=True) == []


@pytest.mark.parametrize(
    "missing",
    [
        _taken("author ASCENDING", "at ASCENDING"),
        _taken("status ASCENDING", "at DESCENDING"),
        _taken("status ASCENDING", scope="COLLECTION_GROUP"),
    ],
)
def test_what_is_missing_is_named(missing: Shape) -> None:
    (said,) = differences({missing}, DECLARED, is_whole=False)
    assert said == f"A query takes an index that firestore.indexes.json lacks: {missing}."


@pytest.mark.parametrize("fields", [("at DESCENDING",), ("status ASCENDING", "variant ASCENDING")])
def test_what_single_fields_answer_needs_none(fields: tuple[str, ...]) -> None:
    assert differences({_taken(*fields)}, DECLARED, is_whole=False) == []


def test_what_nothing_takes_is_named_once_every_test_ran() -> None:
    assert differences(set(), DECLARED, is_whole=False) == []
    (said,) = differences(set(), DECLARED, is_whole=True)
    assert said.startswith("Nothing takes an index")
