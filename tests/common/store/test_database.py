"""What a commit does to documents, seen with Google's own client; and what each refusal means."""

import math
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum
from functools import partial

import pytest
from google.cloud import firestore

from common.errors import AlreadyExists, NotFound, WriteRaced
from common.models.ids import TenantId
from common.store import ops
from common.store.database import (
    DELETE_FIELD,
    ArrayUnion,
    Create,
    Database,
    Increment,
    Maximum,
    Merge,
    Patch,
    Remove,
    Where,
    Write,
    compare_and_swap,
)
from tests.functions.racing import insist, race

pytestmark = pytest.mark.emulator

NOW = datetime(2026, 11, 20, 12, 0, 0, 123456, tzinfo=UTC)


class Colour(StrEnum):
    RED = "red"


VALUES: dict[str, object] = {
    "text": "Grüße 👋",
    "empty text": "",
    "enum": Colour.RED,
    "zero": 0,
    "big": 2**63 - 1,
    "small": -(2**63),
    "float": 0.1,
    "whole float": 2.0,
    "infinite": math.inf,
    "yes": True,
    "no": False,
    "nothing": None,
    "bytes": b"\x00\xff",
    "at": NOW,
    "elsewhere": datetime(2026, 11, 20, 13, 0, tzinfo=timezone(timedelta(hours=1))),
    "long ago": datetime(1969, 12, 31, 23, 59, 59, 999999, tzinfo=UTC),
    "map": {"deep": {"deeper": [1, "two", {"three": 3.0}]}},
    "empty map": {},
    "list": [1, "two", None, {"a": [{"b": 1}]}],
    "empty list": [],
    "odd.name": 1,
    "`quoted`": {"a.b": 1, "ä": 2, "1st": 3, "back\\slash": 4, "with space": 5},
}


def seen(client: firestore.Client, path: str) -> dict[str, object] | None:
    """The document as Google's client reads it."""
    data: dict[str, object] | None = client.document(path).get().to_dict()
    return data


@pytest.fixture
def path(t: TenantId) -> str:
    """Where one document may stand."""
    return f"tenants/{t}/things/one"


@pytest.mark.parametrize("kind", [Create, Merge])
@pytest.mark.parametrize("name", VALUES)
def test_every_kind_of_value_is_stored_and_read_as_it_is(
    kind: type[Create] | type[Merge], name: str, db: Database, firestore_client: firestore.Client, path: str
) -> None:
    db.commit(kind(path, {name: VALUES[name]}))
    found = db.get(path)
    assert found is not None
    assert found.data == {name: VALUES[name]} == seen(firestore_client, path)
    assert type(found.data[name]) is not int or type(VALUES[name]) is int
    assert found.updated_at == firestore_client.document(path).get().update_time


def test_a_patch_stores_every_kind_of_value(db: Database, firestore_client: firestore.Client, path: str) -> None:
    db.commit(Create(path, {}))
    plain = {name: value for name, value in VALUES.items() if name.isalpha()}
    db.commit(Patch(path, plain))
    assert seen(firestore_client, path) == plain


def test_a_document_that_is_there_is_not_created(db: Database, firestore_client: firestore.Client, path: str) -> None:
    db.commit(Create(path, {"a": 1}))
    with pytest.raises(AlreadyExists):
        db.commit(Create(path, {"a": 2}))
    assert seen(firestore_client, path) == {"a": 1}


def test_a_merge_changes_what_it_names_and_nothing_else(
    db: Database, firestore_client: firestore.Client, path: str
) -> None:
    db.commit(Merge(path, {"a": 1, "map": {"x": 1, "y": {"p": 1}}, "gone": 1, "list": [1]}))
    db.commit(Merge(path, {"a": 2, "map": {"y": {"q": 2}}, "gone": DELETE_FIELD, "list": [2]}))
    assert seen(firestore_client, path) == {"a": 2, "map": {"x": 1, "y": {"p": 1, "q": 2}}, "list": [2]}


def test_a_merge_of_nothing_makes_the_document(db: Database, firestore_client: firestore.Client, path: str) -> None:
    db.commit(Merge(path, {}))
    assert seen(firestore_client, path) == {}


def test_a_merge_of_transforms_alone_makes_the_document(
    db: Database, firestore_client: firestore.Client, path: str
) -> None:
    db.commit(Merge(path, {"n": Increment(2), "deep": {"3rd.x": Maximum(5)}, "list": ArrayUnion(["a"])}))
    db.commit(Merge(path, {"n": Increment(3), "deep": {"3rd.x": Maximum(4)}, "list": ArrayUnion(["b", "a"])}))
    assert seen(firestore_client, path) == {"n": 5, "deep": {"3rd.x": 5}, "list": ["a", "b"]}


def test_a_patch_takes_paths_and_changes_nothing_beside_them(
    db: Database, firestore_client: firestore.Client, path: str
) -> None:
    db.commit(Create(path, {"map": {"x": 1, "y": 2}, "gone": 1, "n": 1}))
    changes = {"map.x": 7, "map.z": {"new": 1}, "gone": DELETE_FIELD, "n": Increment(1), "list": ArrayUnion([1])}
    db.commit(Patch(path, changes))
    assert seen(firestore_client, path) == {"map": {"x": 7, "y": 2, "z": {"new": 1}}, "n": 2, "list": [1]}


def test_a_patch_replaces_a_whole_map(db: Database, firestore_client: firestore.Client, path: str) -> None:
    db.commit(Create(path, {"map": {"x": 1, "y": 2}}))
    db.commit(Patch(path, {"map": {"z": 3}}))
    assert seen(firestore_client, path) == {"map": {"z": 3}}


@pytest.mark.parametrize("write", [{"a": 1}, {"n": Increment(1)}, {"a": DELETE_FIELD}])
def test_what_is_not_there_is_not_patched(
    write: dict[str, object], db: Database, firestore_client: firestore.Client, path: str
) -> None:
    with pytest.raises(NotFound):
        db.commit(Patch(path, write))
    assert seen(firestore_client, path) is None


@pytest.mark.parametrize("change", [{"a": 2}, {"n": Increment(1)}, {"a": DELETE_FIELD}, {"list": ArrayUnion([1])}])
def test_a_patch_of_a_version_that_is_past_is_refused(change: dict[str, object], db: Database, path: str) -> None:
    [first] = db.commit(Create(path, {"a": 1}))
    [second] = db.commit(Patch(path, {"b": 1}, first.updated_at))
    with pytest.raises(WriteRaced):
        db.commit(Patch(path, change, first.updated_at))
    [third] = db.commit(Patch(path, change, second.updated_at))
    found = db.get(path)
    assert found is not None
    assert found.updated_at == third.updated_at > second.updated_at > first.updated_at


def test_a_patch_of_a_version_that_was_deleted_is_refused(db: Database, path: str) -> None:
    [first] = db.commit(Create(path, {"a": 1}))
    db.commit(Remove(path))
    with pytest.raises((WriteRaced, NotFound)):
        db.commit(Patch(path, {"a": 2}, first.updated_at))
    assert db.get(path) is None


def test_removing_what_is_not_there_is_fine(db: Database, path: str) -> None:
    db.commit(Remove(path))
    db.commit(Create(path, {}))
    db.commit(Remove(path))
    assert db.get(path) is None


@pytest.mark.parametrize("bad", [lambda p: Create(p, {}), lambda p: Patch(f"{p}-none", {"a": 1})])
def test_a_commit_is_made_as_a_whole_or_not_at_all(bad, db: Database, path: str) -> None:
    db.commit(Create(path, {}))
    others: list[Write] = [Create(f"{path}-1", {}), Merge(f"{path}-2", {"n": Increment(1)})]
    with pytest.raises((AlreadyExists, NotFound)):
        db.commit(*others, bad(path))
    assert db.get_many([f"{path}-1", f"{path}-2"]) == [None, None]


def test_a_commit_tells_what_its_numbers_came_to(db: Database, path: str) -> None:
    first = Merge(path, {"n": Increment(2), "deep": {"m": Maximum(5)}, "list": ArrayUnion([1]), "plain": 1})
    again = Merge(path, {"n": Increment(2), "deep": {"m": Maximum(3)}, "list": ArrayUnion([1]), "plain": 1})
    db.commit(first)
    other, written = db.commit(Merge(f"{path}-2", {"a": 1}), again)
    assert other.numbers == {}
    assert written.numbers["n"] == 4
    assert written.numbers["deep.m"] == 5
    assert written.numbers.get("list") is None


def test_hooks_are_called_after_the_commit_and_only_if_it_was_made(db: Database, path: str) -> None:
    calls: list[tuple[Sequence[Write], bool]] = []
    db.after_commit.append(lambda writes: calls.append((tuple(writes), db.get(path) is not None)))
    write = Create(path, {})
    db.commit(write)
    with pytest.raises(AlreadyExists):
        db.commit(write)
    assert calls == [((write,), True)]


def test_several_documents_come_in_the_order_in_which_they_were_asked_for(db: Database, path: str) -> None:
    db.commit(*[Create(f"{path}-{n}", {"n": n}) for n in range(5)])
    wanted = [f"{path}-3", f"{path}-none", f"{path}-0", f"{path}-4"]
    found = db.get_many(wanted)
    assert [f and (f.path, f.data["n"]) for f in found] == [(wanted[0], 3), None, (wanted[2], 0), (wanted[3], 4)]
    assert db.get_many([]) == []


def test_pages_of_a_list_hold_every_document_once(db: Database, t: TenantId) -> None:
    collection = f"tenants/{t}/things"
    db.commit(*[Create(f"{collection}/d{n:02}", {"rank": n // 3, "even": n % 2 == 0}) for n in range(20)])
    order = [("rank", "DESCENDING"), ("__name__", "DESCENDING")]
    seen_ids: list[str] = []
    after: Sequence[object] = ()
    while page := db.query(collection, [Where("even", "==", True)], order=order, after=after, limit=3):
        seen_ids += [f.id for f in page]
        after = [page[-1].data["rank"], page[-1].id]
    assert seen_ids == [f"d{n:02}" for n in range(18, -1, -2)]


def test_a_query_can_ask_for_some_fields(db: Database, t: TenantId) -> None:
    db.commit(Create(f"tenants/{t}/things/one", {"a": 1, "b": 2}))
    [found] = db.query(f"tenants/{t}/things", limit=10, fields=["b"])
    assert (found.id, found.data) == ("one", {"b": 2})


def test_a_count_counts_what_fulfils_the_conditions(db: Database, t: TenantId) -> None:
    collection = f"tenants/{t}/things"
    db.commit(*[Create(f"{collection}/d{n}", {"n": n}) for n in range(7)])
    assert db.count(collection) == 7
    assert db.count(collection, [Where("n", ">", 2)]) == 4
    assert db.count(collection, up_to=5) == 5
    assert db.count(f"{collection}-none") == 0


def test_of_32_creators_at_once_one_wins(db: Database, path: str) -> None:
    def attempt(n: int) -> bool:
        try:
            db.commit(Create(path, {"n": n}))
        except AlreadyExists:
            return False
        return True

    won = race([partial(attempt, n) for n in range(32)])
    found = db.get(path)
    assert found is not None
    assert won.count(True) == 1
    assert found.data == {"n": won.index(True)}


def test_swaps_at_once_lose_no_change(db: Database, path: str) -> None:
    db.commit(Create(path, {"n": 0}))

    def add_one() -> None:
        found = db.get(path)
        assert found is not None
        db.commit(Patch(path, {"n": int(str(found.data["n"])) + 1}, found.updated_at))

    race([partial(insist, partial(compare_and_swap, add_one))] * 12)
    found = db.get(path)
    assert found is not None
    assert found.data == {"n": 12}


def test_swapping_gives_up_after_its_last_try_and_lets_other_errors_through() -> None:
    tries: list[int] = []

    def lose() -> None:
        tries.append(1)
        raise WriteRaced("It changed.")

    with pytest.raises(WriteRaced):
        compare_and_swap(lose, tries=3)
    assert len(tries) == 3

    def refuse() -> None:
        tries.append(1)
        raise NotFound("It is gone.")

    with pytest.raises(NotFound):
        compare_and_swap(refuse)
    assert len(tries) == 4


def test_the_meter_counts_what_google_bills(db: Database, t: TenantId) -> None:
    collection = f"tenants/{t}/things"
    db.commit(*[Create(f"{collection}/d{n}", {"n": n}) for n in range(3)])
    spent = ops.begin()
    db.get(f"{collection}/d0")
    db.get(f"{collection}/none")
    db.get_many([f"{collection}/d0", f"{collection}/none"])
    db.query(collection, limit=10)
    db.query(f"{collection}-none", limit=10)
    db.count(collection)
    assert (spent.reads, spent.writes, spent.deletes, spent.commits) == (9, 0, 0, 0)
    db.commit(Merge(f"{collection}/d0", {"n": 1}), Remove(f"{collection}/d1"))
    assert (spent.writes, spent.deletes, spent.commits) == (1, 1, 1)
    with pytest.raises(AlreadyExists):
        db.commit(Create(f"{collection}/d0", {}))
    assert (spent.reads, spent.writes) == (9, 1)
