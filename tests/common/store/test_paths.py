"""No id leads out of its tenant."""

import inspect
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.errors import Invalid
from common.store import paths

HOSTILE = [
    "",
    ".",
    "..",
    "../x",
    "a/b",
    "/",
    "a/../../b",
    "__x__",
    "__name__",
    "x" * 257,
    "ä" * 129,
    "x" * 1_000_000,
    "\ud800",
]
READERS = {"tenant_of", "collection_of", "is_audit"}
"""What takes a path apart instead of building one."""
BUILDERS = {
    name: function
    for name, function in inspect.getmembers(paths, inspect.isfunction)
    if not name.startswith("_") and function.__module__ == paths.__name__ and name not in READERS
}
OF_A_TENANT = {name: f for name, f in BUILDERS.items() if "t" in inspect.signature(f).parameters}
OF_THE_ROOT = {name: f for name, f in BUILDERS.items() if name not in OF_A_TENANT}
ROOT_COLLECTIONS = {"phone_numbers", "channel_keys", "api_keys", "schedule_runs"}


def fill(function: Callable[..., str], *texts: str) -> list[object]:
    """Arguments for `function`: the texts in turn, and a number where it takes one."""
    kinds = [parameter.annotation for parameter in inspect.signature(function).parameters.values()]
    return [3 if kind is int else texts[n % len(texts)] for n, kind in enumerate(kinds)]


@pytest.mark.parametrize("name", BUILDERS)
@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda text: ascii(text[:12]))
def test_a_hostile_id_is_refused_wherever_it_stands(name: str, hostile: str) -> None:
    good = fill(BUILDERS[name], "good")
    places = [place for place, value in enumerate(good) if isinstance(value, str)]
    assert places
    for place in places:
        with pytest.raises(Invalid):
            BUILDERS[name](*good[:place], hostile, *good[place + 1 :])


@pytest.mark.parametrize("name", OF_A_TENANT)
@given(ids=st.lists(st.text(max_size=300), min_size=3, max_size=3))
def test_no_path_leaves_its_tenant(name: str, ids: list[str]) -> None:
    function = OF_A_TENANT[name]
    try:
        path = function(*fill(function, *ids))
    except Invalid:
        return
    assert path == f"tenants/{ids[0]}" or path.startswith(f"tenants/{ids[0]}/")
    parts = path.split("/")
    assert all(parts)
    assert ".." not in parts
    assert len(parts) == path.count("/") + 1 <= 6


@pytest.mark.parametrize("name", OF_THE_ROOT)
@given(id_=st.text(max_size=300))
def test_look_ups_stand_in_their_root_collection(name: str, id_: str) -> None:
    try:
        path = OF_THE_ROOT[name](id_)
    except Invalid:
        return
    collection, _, rest = path.partition("/")
    assert collection in ROOT_COLLECTIONS
    assert rest == id_
    assert "/" not in rest


@given(a=st.text(min_size=1, max_size=40), b=st.text(min_size=1, max_size=40))
def test_two_tenants_never_share_a_path(a: str, b: str) -> None:
    try:
        found = {paths.message(a, b), paths.message(b, a)}
    except Invalid:
        return
    assert len(found) == (1 if a == b else 2)
