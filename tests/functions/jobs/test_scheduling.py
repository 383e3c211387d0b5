"""Schedules as people see them, and starting one by hand."""

from datetime import UTC, datetime, timedelta

import pytest

from common.config import Settings
from common.errors import Forbidden, NotFound
from common.jobs.schedules import SCHEDULES, Schedule
from common.models.ids import TenantId
from common.models.tenant import Caller, Role
from common.store.database import Database
from common.store.schedule_runs import ScheduleRuns
from functions.jobs.schemas import PlatformSchedule, ScheduleStarted
from functions.jobs.service import scheduling
from tests.functions.world import World

pytestmark = pytest.mark.emulator

NAME = "stats-daily"


def operator(world: World) -> tuple[Caller, Settings]:
    caller = Caller(tenant_id=world.t, role=Role.ADMIN, id="ada", name="Ada")
    return caller, Settings(google_cloud_project="demo-tests", operators=f"{world.t}/ada")


class Starter:
    """Starts each slot once, as Cloud Tasks does."""

    def __init__(self) -> None:
        self.started: list[tuple[str, datetime]] = []

    def __call__(self, schedule: Schedule, at: datetime) -> bool:
        new = (schedule.name, at) not in self.started
        self.started += [(schedule.name, at)] if new else []
        return new


def shown(world: World, caller: Caller, have: Settings, name: str = NAME) -> PlatformSchedule:
    runs = ScheduleRuns(Database(world.client))
    items = scheduling.list_schedules(caller, have, world.clock.now(), runs=runs).items
    assert [each.name for each in items] == [each.name for each in SCHEDULES]
    return next(each for each in items if each.name == name)


def start(world: World, starter: Starter, name: str = NAME) -> ScheduleStarted:
    caller, have = operator(world)
    db = Database(world.client)
    return scheduling.start(caller, have, name, world.clock.now(), database=db, start_now=starter)


def test_a_schedule_shows_its_last_run_and_the_next(world: World) -> None:
    runs = ScheduleRuns(Database(world.client))
    now = world.clock.now()
    caller, have = operator(world)
    runs.record(NAME, now, now, ok=True, status=200, took_ms=12.5, error="")
    later = now + timedelta(hours=1)
    runs.record(NAME, later, later, ok=False, status=500, took_ms=7, error="It is down.")
    view = shown(world, caller, have)
    assert view.last is not None
    assert (view.last.at, view.last.ok, view.last.error, view.last.ok_at) == (later, False, "It is down.", now)
    assert view.next_at == datetime(2026, 11, 20, 12, 22, tzinfo=UTC)
    runs.record(NAME, later, later, ok=True, status=200, took_ms=7, error="")
    again = shown(world, caller, have)
    assert again.last is not None
    assert (again.last.ok, again.last.error, again.last.ok_at) == (True, "", later)


def test_what_went_wrong_in_a_run_is_for_whoever_runs_the_platform(world: World) -> None:
    now = world.clock.now()
    failed = {"ok": False, "status": 500, "took_ms": 7.0, "error": "Of some workspace."}
    ScheduleRuns(Database(world.client)).record(NAME, now, now, **failed)
    _, have = operator(world)
    view = shown(world, Caller(tenant_id=world.t, role=Role.OWNER, id="ben"), have)
    assert view.last is not None
    assert (view.last.ok, view.last.error) == (False, "")


def test_starting_a_schedule_twice_at_once_starts_it_once_and_says_who_did(world: World) -> None:
    starter = Starter()
    assert start(world, starter).started
    assert not start(world, starter).started
    assert starter.started == [(NAME, world.clock.now())]
    (entry,) = world.documents("audit").values()
    assert (entry["actor_name"], entry["action"], entry["target"]) == ("Ada", "schedules.started", NAME)
    world.clock.at += timedelta(seconds=1)
    assert start(world, starter).started


def test_only_whoever_runs_the_platform_starts_schedules_and_only_known_ones(world: World) -> None:
    starter = Starter()
    _, have = operator(world)
    stranger = Caller(tenant_id=TenantId("elsewhere"), role=Role.OWNER, id="ada")
    db = Database(world.client)
    with pytest.raises(Forbidden):
        scheduling.start(stranger, have, NAME, world.clock.now(), database=db, start_now=starter)
    with pytest.raises(NotFound):
        start(world, starter, "nothing")
    assert starter.started == []
