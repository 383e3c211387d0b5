"""A person stops a backup or a restore where all long work is shown; what must come to its end is not stopped."""

import secrets
from collections.abc import Callable

import pytest
from google.cloud import firestore

from common.errors import Conflict
from common.jobs.registry import DELETE_BACKUP
from common.models.backup import BackupState, RestoreState
from common.models.long_job import LongJob, LongJobState
from common.models.payloads import BackupPayload
from common.store.database import Database
from common.store.long_jobs import LongJobs
from functions.backups.backup_schemas import RestoreIn
from functions.backups.service import asking, drilling, retaining, starting
from functions.jobs.service.watching import cancel_long_work
from tests.functions.backups.vault_room import FakeBucket, Room

pytestmark = pytest.mark.emulator


@pytest.fixture
def room(firestore_client: firestore.Client) -> Room:
    """A filled room."""
    room = Room(firestore_client, FakeBucket())
    room.fill()
    return room


def _job(room: Room, id_: str) -> LongJob:
    job = LongJobs(Database(room.client)).find(room.t, id_)
    assert job is not None
    return job


def _stop(room: Room, id_: str) -> None:
    cancel_long_work(room.t, id_, long_jobs=LongJobs(Database(room.client)))


def _stopping(room: Room, id_: str, after: int) -> Callable[[], bool]:
    """Always has time; a person stops the work when it asks for the `after`-th time."""
    asked = iter(range(1, after + 1))

    def in_time() -> bool:
        if next(asked, 0) == after:
            _stop(room, id_)
        return True

    return in_time


def test_a_backup_stops_at_its_next_part_leaves_nothing_and_the_next_one_is_whole(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("functions.backups.service.running.PART_BYTES", 1500)
    id_ = starting.run(room.who, None, secrets.token_hex(4), room.clock.now(), with_=room.with_()).id
    assert room.go_on(id_, _stopping(room, id_, 2)).more
    assert room.backup(id_).parts == 2
    for _ in range(2):
        assert room.go_on(id_).state is BackupState.FAILED
    stopped = room.backup(id_)
    assert (stopped.error, _job(room, id_).state) == ("Somebody stopped it.", LongJobState.CANCELLED)
    assert [job for job, _ in room.tasks].count(DELETE_BACKUP) == 1
    retaining.go_on_deleting(BackupPayload(tenant_id=room.t, backup_id=id_), with_=room.with_())
    assert room.back_up().state is BackupState.DONE


def test_a_restore_stops_at_its_next_batch_and_what_it_wrote_stays(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("functions.backups.service.writing.BATCH", 7)
    backup = room.back_up()
    room.wipe()
    wanted = RestoreIn.model_validate({"apply": True})
    id_ = asking.ask(room.who, backup.id, wanted, secrets.token_hex(4), room.clock.now(), with_=room.with_()).id
    room.go_on_restoring(id_, _stopping(room, id_, 2))
    for expected in (RestoreState.CANCELLED, RestoreState.CANCELLED):
        assert room.go_on_restoring(id_) is expected
    assert _job(room, id_).state is LongJobState.CANCELLED
    assert 0 < len(room.documents()) < backup.documents
    assert room.restore(backup.id).state is RestoreState.DONE


def test_a_restore_that_waited_for_a_person_is_at_work_again_once_it_begins(room: Room) -> None:
    backup = room.back_up()
    wanted = RestoreIn.model_validate({"apply": False})
    id_ = asking.ask(room.who, backup.id, wanted, secrets.token_hex(4), room.clock.now(), with_=room.with_()).id
    assert room.go_on_restoring(id_) is RestoreState.READY
    assert _job(room, id_).state is LongJobState.DONE
    # Pressed as the stage ended: too late for it, and not meant for the next one.
    jobs = LongJobs(Database(room.client))
    jobs.commit(jobs.ask_to_cancel(room.t, id_))
    asking.begin(room.who, id_, room.clock.now(), with_=room.with_())
    begun = _job(room, id_)
    assert (begun.state, begun.done, begun.finished_at) == (LongJobState.RUNNING, 0, None)
    assert room.go_on_restoring(id_) is RestoreState.DONE
    assert _job(room, id_).state is LongJobState.DONE


def test_a_drill_cannot_be_stopped(room: Room) -> None:
    backup = room.back_up()
    drilling.drill(room.who, backup.id, room.clock.now(), with_=room.with_())
    (drill,) = [job for job in LongJobs(Database(room.client)).page(room.t, limit=10) if job.subject[0] == "d"]
    with pytest.raises(Conflict, match="ends by itself"):
        _stop(room, drill.id)
    room.work_off()
    assert _job(room, drill.id).state is LongJobState.DONE
