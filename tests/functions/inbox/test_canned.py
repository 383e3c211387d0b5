"""Canned replies are the tenant's: whoever saves replaces all, but never what they have not seen."""

from functools import partial

import pytest
from pydantic import ValidationError

from common.errors import Conflict, Invalid
from common.store.canned_replies import CannedReplies
from functions.inbox.schemas import MOST_CANNED, CannedRepliesIn, CannedRepliesView
from functions.inbox.service import canned
from tests.functions.racing import race
from tests.functions.world import World

pytestmark = pytest.mark.emulator

HELLO = {"shortcut": "hello", "text": "Hello!"}
BYE = {"shortcut": "bye", "text": "Goodbye!"}


def asked(*items: object, version: str = "") -> CannedRepliesIn:
    return CannedRepliesIn.model_validate({"items": items, "version": version})


def save(world: World, *items: object, version: str = "") -> CannedRepliesView:
    return canned.save(world.t, asked(*items, version=version), canned=CannedReplies(world.database()))


def shortcuts(world: World) -> list[str]:
    return [item.shortcut for item in canned.show(world.t, canned=CannedReplies(world.database())).items]


def test_a_new_tenant_has_none_and_no_version(world: World) -> None:
    assert canned.show(world.t, canned=CannedReplies(world.database())) == CannedRepliesView(items=[], version="")


def test_what_was_saved_is_read_with_a_version_that_can_be_replaced(world: World) -> None:
    first = save(world, HELLO)
    assert canned.show(world.t, canned=CannedReplies(world.database())) == first
    second = save(world, BYE, HELLO, version=first.version)
    assert shortcuts(world) == ["bye", "hello"]
    save(world, version=second.version)
    assert shortcuts(world) == []


def test_what_somebody_else_saved_meanwhile_is_not_overwritten(world: World) -> None:
    first = save(world, HELLO)
    save(world, HELLO, BYE, version=first.version)
    with pytest.raises(Conflict):
        save(world, version=first.version)
    with pytest.raises(Conflict):
        save(world, BYE)
    assert shortcuts(world) == ["hello", "bye"]


def test_a_repeated_request_is_answered_as_the_first_time(world: World) -> None:
    first = save(world, HELLO)
    assert save(world, HELLO) == first
    second = save(world, BYE, version=first.version)
    assert save(world, BYE, version=first.version) == second


def test_of_several_who_save_over_one_version_one_wins(world: World) -> None:
    version = save(world, HELLO).version

    def attempt(shortcut: str) -> bool:
        try:
            save(world, {"shortcut": shortcut, "text": "x"}, version=version)
        except Conflict:
            return False
        return True

    assert race([partial(attempt, f"s{n}") for n in range(8)]).count(True) == 1


@pytest.mark.parametrize("version", ["yesterday", "2026-11-20T10:00:00"])
def test_a_version_that_is_none_of_ours_is_refused(version: str, world: World) -> None:
    with pytest.raises(Invalid):
        save(world, HELLO, version=version)


@pytest.mark.parametrize(
    "items",
    [
        [{"shortcut": "two words", "text": "x"}],
        [{"shortcut": "", "text": "x"}],
        [{"shortcut": "x", "text": "  "}],
        [HELLO, {"shortcut": "HELLO", "text": "again"}],
        [{"shortcut": f"s{n}", "text": "x"} for n in range(MOST_CANNED + 1)],
        [{"shortcut": f"s{n}", "text": "x" * 4096} for n in range(MOST_CANNED)],
    ],
    ids=["spaces", "no shortcut", "no text", "one shortcut twice", "too many", "too long together"],
)
def test_what_cannot_be_kept_is_refused(items: list[object]) -> None:
    with pytest.raises(ValidationError):
        asked(*items)


def test_as_many_as_allowed_fit_into_one_document(world: World) -> None:
    save(world, *({"shortcut": f"s{n}", "text": "é" * 1500} for n in range(MOST_CANNED)))
    assert len(shortcuts(world)) == MOST_CANNED
