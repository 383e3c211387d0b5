"""Whether the composite indexes that are declared are those that the queries of a test run take.

The Firestore emulator needs no index, but tells which ones production would take for what it was asked. Each process
of the tests collects that before it stops an emulator; at the end the run fails over what is missing, and, where every
test ran, over what nothing took.
"""

import json
from collections.abc import Iterable, Set
from pathlib import Path
from typing import Any, Final, NamedTuple

import httpx

FILE: Final = Path(__file__).resolve().parents[1] / "infra/firestore/firestore.indexes.json"
TESTS_OWN: Final = frozenset({"things"})
"""Collections that only tests have."""
COMPARED: Final = frozenset(
    {
        *("action", "actor", "address", "answers", "assignee", "author.kind", "campaign_id", "channel_id"),
        *("contact_id", "conversation_id", "direction", "failure.code", "failure.reason", "founds_contact"),
        *("is_drill", "is_open", "is_unread", "job", "kind", "lane", "media.object_name", "pricing.billable"),
        *("pricing.category", "provider_message_id", "reason", "state", "status", "target", "variant"),
        *("waits_for_person", "webhook_id"),
    }
)
"""Fields that are only ever compared for equality; others are what queries sort by, have a range of, or add up.

The emulator does not tell the two apart. A field that is missing here is taken for one to sort by, so that merging
does not excuse it.
"""


class Shape(NamedTuple):
    """What makes an index fit a query: the fields compared for equality, in any order, and then the others in theirs.

    Fields have their mode behind them, as in `at DESCENDING`.
    """

    collection: str
    scope: str
    equal: tuple[str, ...]
    ordered: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.collection} ({self.scope}): {', '.join((*self.equal, *self.ordered))}"


class Declared:
    """The content of firestore.indexes.json, and which queries are answered with it.

    Source: https://firebase.google.com/docs/firestore/query-data/index-overview (read 2026-11): of single fields, of
    exemptions that the fields of a map inherit, and of merging.
    """

    def __init__(self, content: dict[str, Any]) -> None:
        self.composite = {
            shape_of(one["collectionGroup"], one["queryScope"], one["fields"]) for one in content["indexes"]
        }
        self._exempt = {
            (one["collectionGroup"], one["fieldPath"]): {
                (index["queryScope"], index.get("order") or index["arrayConfig"]) for index in one["indexes"]
            }
            for one in content["fieldOverrides"]
        }

    def answers(self, shape: Shape) -> bool:
        """Whether a query of that shape finds the indexes that it takes."""
        fields = (*shape.equal, *shape.ordered)
        is_single = len(fields) == 1 or (not shape.ordered and _is_simple(shape))
        return bool(self.serving(shape)) or (is_single and all(self._has_single(shape, field) for field in fields))

    def serving(self, shape: Shape) -> set[Shape]:
        """The composite indexes that answer a query of that shape: its own, or those that are merged for it.

        Merged are indexes that together have all its fields compared for equality, and each all the others at its end.
        """
        if shape in self.composite or not _is_simple(shape):
            return self.composite & {shape}
        parts = {
            one
            for one in self.composite
            if one[:2] == shape[:2] and one.ordered == shape.ordered and {*one.equal} < {*shape.equal}
        }
        return parts if {field for one in parts for field in one.equal} == {*shape.equal} else set()

    def _has_single(self, shape: Shape, field: str) -> bool:
        path, _, mode = field.rpartition(" ")
        parts = path.split(".")
        for end in range(len(parts), 0, -1):
            modes = self._exempt.get((shape.collection, ".".join(parts[:end])))
            if modes is not None:
                return (shape.scope, mode) in modes
        return shape.scope == "COLLECTION"


_seen: set[Shape] = set()


def used(emulator: httpx.Client, project: str) -> list[dict[str, Any]]:
    """The indexes that the queries of a project took so far, as the emulator tells them.

    Args:
        emulator: goes to the emulator's root.
        project: whose documents were asked for.
    """
    asked = {"database": f"projects/{project}/databases/(default)"}
    answer = emulator.get(f"/emulator/v1/projects/{project}:indexUsage", params=asked).raise_for_status()
    return [report["index"] for report in answer.json().get("reports", [])]


def collect(emulator: httpx.Client, project: str) -> None:
    """Adds what the queries of a project took so far."""
    for index in used(emulator, project):
        _seen.add(shape_of(index["name"].split("/")[-3], index["queryScope"], index["fields"]))


def seen() -> list[list[Any]]:
    """What was collected, as JSON knows it."""
    return [list(shape) for shape in sorted(_seen)]


def add(told: Iterable[list[Any]]) -> None:
    """Adds what another process has seen."""
    _seen.update(Shape(collection, scope, tuple(equal), tuple(ordered)) for collection, scope, equal, ordered in told)


def complaints(*, is_whole: bool) -> list[str]:
    """A sentence for each index that is missing, and for each that nothing took if every test ran."""
    return differences(_seen, json.loads(FILE.read_bytes()), is_whole=is_whole)


def differences(taken: Set[Shape], content: dict[str, Any], *, is_whole: bool) -> list[str]:
    """What `taken` and the content of firestore.indexes.json do not have in common, each in a sentence."""
    declared = Declared(content)
    wanted = {one for one in taken if one.collection not in TESTS_OWN}
    missing = {one for one in wanted if not declared.answers(one)}
    found = [
        f"A query takes an index that {FILE.name} lacks, unless COMPARED lacks a field of it: {shape}."
        for shape in sorted(missing)
    ]
    if is_whole:
        idle = declared.composite.difference(*(declared.serving(one) for one in wanted))
        found += [f"Nothing takes an index of {FILE.name}: {shape}." for shape in sorted(idle)]
    return found


def shape_of(collection: str, scope: str, fields: list[dict[str, str]]) -> Shape:
    """The shape of an index with these fields, as the emulator and the file write them."""
    named = [(one["fieldPath"], one.get("order") or one.get("arrayConfig") or "VECTOR") for one in fields]
    # Every index ends with the id, in the direction of the field before it unless it says otherwise.
    direction = "DESCENDING" if len(named) > 1 and named[-2][1] == "DESCENDING" else "ASCENDING"
    if named[-1] == ("__name__", direction):
        named.pop()
    begin = next((n for n, (path, mode) in enumerate(named) if mode != "CONTAINS" and path not in COMPARED), len(named))
    modes = [f"{path} {mode}" for path, mode in named]
    return Shape(collection, scope, tuple(sorted(modes[:begin])), tuple(modes[begin:]))


def _is_simple(shape: Shape) -> bool:
    """Whether what is compared for equality are whole values; with parts of arrays, Google advises against merging."""
    return all(field.endswith("ASCENDING") for field in shape.equal)
