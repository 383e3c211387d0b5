"""Faults on demand."""

import pytest

from infra.local.faults import Faults, InvalidFaultError, PendingFault


def test_a_call_goes_well_when_nothing_is_pending() -> None:
    assert Faults().take("graph") is None


def test_faults_are_taken_first_in_first_out_and_counted_down() -> None:
    faults = Faults()
    faults.set("tasks", "500", 2)
    faults.set("tasks", "kill", 1)

    assert [faults.take("tasks") for _ in range(4)] == ["500", "500", "kill", None]


def test_targets_do_not_see_each_others_faults() -> None:
    faults = Faults()
    faults.set("graph", "timeout", 1)

    assert faults.take("telegram") is None
    assert faults.take("graph") == "timeout"


def test_pending_shows_what_is_left() -> None:
    faults = Faults()
    faults.set("events", "duplicate", 3)
    faults.take("events")

    assert faults.pending() == [PendingFault("events", "duplicate", 2)]


def test_clear_forgets_everything() -> None:
    faults = Faults()
    faults.set("drive", "429", 3)

    faults.clear()

    assert faults.pending() == []


@pytest.mark.parametrize(
    ("target", "mode", "count", "words"),
    [
        ("grpah", "500", 1, "unknown target 'grpah'; known: graph, telegram"),
        ("graph", "501", 1, "unknown mode '501'; known: 500, 429, timeout"),
        ("graph", "500", 0, "at least 1"),
    ],
)
def test_a_fault_that_does_not_exist_is_refused_in_clear_words(target: str, mode: str, count: int, words: str) -> None:
    with pytest.raises(InvalidFaultError, match=words):
        Faults().set(target, mode, count)


def test_a_fault_waits_for_a_call_to_which_it_can_happen() -> None:
    faults = Faults()
    faults.set("drive", "mid_chunk", 1)
    faults.set("drive", "revoked", 1)

    assert faults.take("drive", not_yet=("mid_chunk",)) is None
    assert faults.take("drive", only=("revoked",)) is None
    assert faults.take("drive", not_yet=("session_gone",)) == "mid_chunk"
    assert faults.take("drive", only=("revoked",)) == "revoked"
