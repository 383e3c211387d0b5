"""A schedule runs for Cloud Scheduler alone, knows its slot, and is tried again only where that may help."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from wsgiref.types import WSGIApplication

import pytest
from werkzeug.test import Client, TestResponse
from werkzeug.wrappers import Request

from common.clock import FixedClock
from common.entry.schedules import Slot, Timetable
from common.errors import DependencyDown, NotFound, Unauthenticated

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


@dataclass
class Office:
    """Does the work, or fails at it."""

    error: Exception | None = None
    slots: list[Slot] = field(default_factory=list)
    recorded: list[tuple[str, bool, int, str]] = field(default_factory=list)
    cannot_record: bool = False

    def run(self, slot: Slot) -> None:
        self.slots.append(slot)
        if self.error is not None:
            raise self.error

    def record(
        self, name: str, slot_at: datetime, at: datetime, *, ok: bool, status: int, took_ms: float, error: str
    ) -> None:
        if self.cannot_record:
            raise DependencyDown("The database does not answer now.")
        self.recorded.append((name, ok, status, error))


def _verify(authorization: str) -> None:
    if authorization != "Bearer right":
        raise Unauthenticated("No.")


def _call(office: Office, path: str = "/schedules/x", token: str = "right", **headers: str) -> TestResponse:
    timetable = Timetable(
        "f", {"/schedules/x": office.run}, verify=_verify, clock=FixedClock(NOW), record=office.record
    )
    client = Client(_application(timetable))
    sent = {"Authorization": f"Bearer {token}", **{k.replace("_", "-"): v for k, v in headers.items()}}
    return client.post(path, headers=sent)


def _application(timetable: Timetable) -> WSGIApplication:
    return Request.application(timetable)


def test_a_run_knows_its_slot() -> None:
    office = Office()
    answer = _call(
        office,
        X_CloudScheduler_JobName="projects/p/locations/l/jobs/x",
        X_CloudScheduler_ScheduleTime="2026-11-20T11:05:00Z",
    )
    assert answer.status_code == 200
    assert office.slots == [Slot("x", datetime(2026, 11, 20, 11, 5, tzinfo=UTC))]


def test_a_run_without_a_time_is_for_now() -> None:
    office = Office()
    assert _call(office).status_code == 200
    assert office.slots == [Slot("x", NOW)]


@pytest.mark.parametrize(
    ("error", "status"),
    [(DependencyDown("Down."), 500), (NotFound("Never."), 200), (RuntimeError("Unforeseen"), 500)],
)
def test_only_what_may_pass_is_tried_again(error: Exception, status: int) -> None:
    assert _call(Office(error)).status_code == status


def test_others_start_nothing() -> None:
    office = Office()
    assert _call(office, token="wrong").status_code == 401
    assert _call(office, "/schedules/y").status_code == 404
    assert office.slots == []


@pytest.mark.parametrize(
    ("error", "kept"),
    [
        (None, ("x", True, 200, "")),
        (DependencyDown("It is down."), ("x", False, 500, "It is down.")),
        (NotFound("It is gone."), ("x", False, 200, "It is gone.")),
        (KeyError("secret"), ("x", False, 500, "Unexpected error: KeyError.")),
    ],
)
def test_what_came_of_a_run_is_kept(error: Exception | None, kept: tuple[str, bool, int, str]) -> None:
    office = Office(error)
    _call(office)
    assert office.recorded == [kept]


def test_a_run_that_cannot_be_kept_is_done_all_the_same() -> None:
    assert _call(Office(cannot_record=True)).status_code == 200


def test_whoever_may_not_call_leaves_no_run() -> None:
    office = Office()
    assert _call(office, token="wrong").status_code == 401
    assert (office.slots, office.recorded) == ([], [])
