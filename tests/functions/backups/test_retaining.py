"""Retention keeps the newest backup of each day, week and month that it is told to, and what those are built on."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from google.cloud import firestore

from common.jobs.registry import DELETE_BACKUP
from common.models.audit import PLATFORM
from common.models.backup import Backup, BackupKind, BackupState, Schedule, Trigger
from common.models.drive import DriveFull, DriveRefused
from common.models.payloads import BackupPayload
from functions.backups.service import retaining, starting
from tests.functions.backups.vault_room import FakeBucket, Room

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
UTC_ZONE = ZoneInfo("UTC")


def _made(days_ago: float, base: str = "") -> Backup:
    return Backup(
        id=f"b{days_ago:g}",
        kind=BackupKind.INCREMENTAL if base else BackupKind.FULL,
        trigger=Trigger.SCHEDULE,
        base_id=base,
        state=BackupState.DONE,
        started_at=NOON - timedelta(days=days_ago),
        size_bytes=100,
    )


def _keeps(daily: int, weekly: int, monthly: int) -> Schedule:
    return Schedule(keep_daily=daily, keep_weekly=weekly, keep_monthly=monthly)


def test_of_each_day_week_and_month_the_newest_stays() -> None:
    every_night = [_made(days) for days in range(120)]  # 20 November is a Friday
    kept = retaining.choose(every_night, _keeps(3, 3, 3), UTC_ZONE)
    assert kept == {
        "b0": ["newest", "daily", "weekly", "monthly"],
        "b1": ["daily"],
        "b2": ["daily"],
        "b5": ["weekly"],  # the Sunday before
        "b12": ["weekly"],
        "b20": ["monthly"],  # the last of October
        "b51": ["monthly"],
    }


def test_of_one_day_the_newest_stays_and_days_begin_in_the_workspaces_zone() -> None:
    three = [_made(0), _made(0.25), _made(0.45)]  # 12:00, 06:00 and 01:12 UTC
    assert set(retaining.choose(three, _keeps(7, 0, 0), UTC_ZONE)) == {"b0"}
    assert set(retaining.choose(three, _keeps(7, 0, 0), ZoneInfo("America/New_York"))) == {"b0", "b0.45"}


def test_days_without_a_backup_do_not_count() -> None:
    sparse = [_made(days) for days in (0, 30, 60, 90)]
    assert set(retaining.choose(sparse, _keeps(3, 0, 0), UTC_ZONE)) == {"b0", "b30", "b60"}


def test_the_newest_stays_even_where_nothing_is_to_be_kept() -> None:
    assert retaining.choose([_made(400)], _keeps(0, 0, 0), UTC_ZONE) == {"b400": ["newest"]}
    assert retaining.choose([], _keeps(7, 4, 12), UTC_ZONE) == {}


def test_what_a_kept_one_is_built_on_stays() -> None:
    chain = [_made(0, "b1"), _made(1, "b2"), _made(2), _made(3, "b4"), _made(4)]
    assert retaining.choose(chain, _keeps(1, 0, 0), UTC_ZONE) == {
        "b0": ["newest", "daily"],
        "b1": ["needed"],
        "b2": ["needed"],
    }


@pytest.mark.emulator
def test_a_dry_run_deletes_nothing_and_says_what_the_real_one_deletes(firestore_client: firestore.Client) -> None:
    room = Room(firestore_client, FakeBucket())
    with_ = room.with_()
    made = [_made(0, "b1"), _made(1), _made(2), _made(40)]
    with_.backups.commit(
        *(with_.backups.create(room.t, each) for each in made),
        with_.backups.arrange(room.t, _keeps(1, 1, 2).model_dump()),
    )
    planned = retaining.preview(room.t, with_=with_)
    assert [(each.id, each.because) for each in planned.keep] == [
        ("b0", ["newest", "daily", "weekly", "monthly"]),
        ("b1", ["needed"]),
        ("b40", ["monthly"]),
    ]
    assert ([each.id for each in planned.delete], planned.freed_bytes) == (["b2"], 100)
    assert len(with_.backups.in_state(room.t, BackupState.DONE)) == 4
    assert room.tasks == []

    assert retaining.tidy(room.t, PLATFORM, "", NOON, with_=with_) == 1
    assert retaining.tidy(room.t, PLATFORM, "", NOON, with_=with_) == 0
    (task,) = room.tasks
    assert task[1] == BackupPayload(tenant_id=room.t, backup_id="b2")
    assert retaining.go_on_deleting(BackupPayload(tenant_id=room.t, backup_id="b2"), with_=with_)
    left = with_.backups.page(room.t, limit=10)
    assert [each.id for each in left] == ["b0", "b1", "b40"]


def _half_done(room: Room, monkeypatch: pytest.MonkeyPatch) -> Backup:
    """A backup with parts in the Drive, which then fails."""
    monkeypatch.setattr("functions.backups.service.running.PART_BYTES", 1500)
    room.fill()
    begun = starting.run(room.who, None, "k", NOON, with_=room.with_())
    for _ in range(3):
        room.go_on(begun.id, in_time=lambda: False)
    assert len(_files(room)) == 3
    return begun


def _files(room: Room) -> list[str]:
    return [file.name for file in room.drive.files.values() if file.properties["whatsdex"] in ("part", "manifest")]


@pytest.mark.emulator
def test_what_a_failed_backup_left_in_the_drive_goes_and_that_it_failed_stays(
    firestore_client: firestore.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = Room(firestore_client, FakeBucket())
    begun = _half_done(room, monkeypatch)
    room.drive.troubles.append(DriveFull("It is full."))
    assert room.go_on(begun.id).state is BackupState.FAILED
    (payload,) = [payload for job, payload in room.tasks if job is DELETE_BACKUP]
    assert isinstance(payload, BackupPayload)
    assert retaining.go_on_deleting(payload, with_=room.with_())
    assert not retaining.go_on_deleting(payload, with_=room.with_())
    assert _files(room) == []
    assert room.with_().backups.parts(room.t, begun.id) == []
    assert (room.backup(begun.id).state, room.backup(begun.id).error) == (BackupState.FAILED, "It is full.")


@pytest.mark.emulator
def test_what_lies_in_a_drive_that_refused_goes_with_the_next_tidying(
    firestore_client: firestore.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = Room(firestore_client, FakeBucket())
    begun = _half_done(room, monkeypatch)
    room.drive.troubles.append(DriveRefused("Connect again."))
    assert room.go_on(begun.id).state is BackupState.FAILED
    assert [job for job, _ in room.tasks if job is DELETE_BACKUP] == []
    retaining.tidy(room.t, PLATFORM, "", NOON, with_=room.with_())
    assert [payload.backup_id for job, payload in room.tasks if job is DELETE_BACKUP] == [begun.id]  # type: ignore[attr-defined]


@pytest.mark.emulator
def test_a_manifest_that_nobody_noted_goes_with_its_backup(firestore_client: firestore.Client) -> None:
    room = Room(firestore_client, FakeBucket())
    room.fill()
    whole = room.back_up()
    unnoted = {"state": BackupState.FAILED, "manifest_id": ""}
    with_ = room.with_()
    with_.backups.commit(with_.backups.patch(room.t, whole.id, unnoted, with_.backups.get(room.t, whole.id).updated_at))
    assert retaining.go_on_deleting(BackupPayload(tenant_id=room.t, backup_id=whole.id), with_=room.with_())
    assert _files(room) == []
