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


class Shape(NamedTuple):
    """What makes an index fit: the fields compared for equality, in any order, and by which field it is sorted."""

    collection: str
    scope: str
    equal: tuple[str, ...]
    last: str

    def __str__(self) -> str:
        return f"{self.collection} ({self.scope}): {', '.join((*self.equal, self.last))}"


COMPARED: Final = frozenset(
    {
        *("address", "campaign_id", "channel_id", "conversation_id", "failure.code", "failure.reason", "job", "kind"),
        *("lane", "media.object_name", "provider_message_id", "reason", "state", "status", "variant"),
    }
)
"""Fields that are only ever compared for equality: such a query is answered by merging the indexes of single fields."""

ASCENDING: Final = "ASCENDING"

_seen: set[Shape] = set()


def collect(address: str, project: str) -> None:
    """Adds what the queries of a project took so far.

    Args:
        address: of the emulator, which still runs, as host:port.
        project: whose documents were asked for.
    """
    url = f"http://{address}/emulator/v1/projects/{project}:indexUsage"
    asked = {"database": f"projects/{project}/databases/(default)"}
    reports = httpx.get(url, params=asked, trust_env=False, timeout=60).raise_for_status().json().get("reports", [])
    for index in (report["index"] for report in reports):
        _seen.add(shape_of(index["name"].split("/")[-3], index["queryScope"], index["fields"]))


def seen() -> list[list[Any]]:
    """What was collected, as JSON knows it."""
    return [list(shape) for shape in sorted(_seen)]


def add(told: Iterable[list[Any]]) -> None:
    """Adds what another process has seen."""
    _seen.update(Shape(collection, scope, tuple(equal), last) for collection, scope, equal, last in told)


def complaints(*, is_whole: bool) -> list[str]:
    """A sentence for each index that is missing, and for each that nothing took if every test ran."""
    return differences(_seen, json.loads(FILE.read_bytes()), is_whole=is_whole)


def differences(taken: Set[Shape], declared: dict[str, Any], *, is_whole: bool) -> list[str]:
    """What `taken` and the content of firestore.indexes.json do not have in common, each in a sentence."""
    composite = {shape_of(one["collectionGroup"], one["queryScope"], one["fields"]) for one in declared["indexes"]}
    single = {
        Shape(one["collectionGroup"], index["queryScope"], (), f"{one['fieldPath']} {index['order']}")
        for one in declared["fieldOverrides"]
        for index in one["indexes"]
        if "order" in index
    }
    wanted = {one for one in taken if one.collection not in TESTS_OWN and (one.equal or one.scope != "COLLECTION")}
    missing = {one for one in wanted - composite - single if not _is_merged(one)}
    found = [f"A query takes an index that {FILE.name} lacks: {shape}." for shape in sorted(missing)]
    if is_whole:
        found += [f"Nothing takes an index of {FILE.name}: {shape}." for shape in sorted(composite - taken)]
    return found


def shape_of(collection: str, scope: str, fields: list[dict[str, str]]) -> Shape:
    """The shape of an index with these fields, as the emulator and the file write them."""
    named = [
        f"{one['fieldPath']} {one.get('order') or one.get('arrayConfig') or 'VECTOR'}"
        for one in fields
        if one["fieldPath"] != "__name__"
    ]
    return Shape(collection, scope, tuple(sorted(named[:-1])), named[-1])


def _is_merged(shape: Shape) -> bool:
    names = {
        name for name, _, order in (one.rpartition(" ") for one in (*shape.equal, shape.last)) if order == ASCENDING
    }
    return shape.scope == "COLLECTION" and len(names) > len(shape.equal) and names <= COMPARED
