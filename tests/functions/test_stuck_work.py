"""Long work that is begun again and again and gets no further ends once, with all that it is about."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from common.jobs.registry import BACK_FILL, FORGET_CONTACT, IMPORT_CONTACTS, RESTORE_BACKUP, RUN_BACKUP, UNDO_IMPORT
from common.log import Alarm
from common.media.storage import MediaBucket
from common.models.backup import BackupState, RestoreState
from common.models.contact_import import ContactImportState
from common.models.dead_letter import LetterState
from common.models.ids import scratch_of
from common.models.incident import IncidentKind
from common.models.long_job import LongJob, LongJobState
from common.models.payloads import RestorePayload
from common.models.tenant import Plan
from common.store.backups import Backups
from common.store.database import Database
from common.store.dead_letters import DeadLetters, letter_id
from common.store.incidents import Incidents
from common.store.long_jobs import LongJobs
from common.store.snapshots import Snapshots
from functions.backups import main as backups_main
from functions.backups.backup_schemas import RestoreIn
from functions.backups.service import asking, drilling, restoring, starting
from functions.contacts.service import erasing, undoing
from functions.jobs.service.sweeping import REVIVALS
from tests.functions.contacts import test_contact_imports as importing
from tests.functions.contacts.files import Files
from tests.functions.crashes import Breaker, crash_everywhere
from tests.functions.events import contact_of, says
from tests.functions.jobs.test_sweeping import sweep, wait
from tests.functions.test_every_job import Everything, a_back_fill, a_backup, backed_up, inhabit
from tests.functions.world import World

pytestmark = pytest.mark.emulator


@pytest.fixture
def here(new_world: Callable[..., World], monkeypatch: pytest.MonkeyPatch) -> Everything:
    """A tenant, and workers of every job."""
    return inhabit(new_world(plan=Plan.ENTERPRISE), monkeypatch)


def kill_each_worker(world: World) -> None:
    """The work's tasks end with their process, and so do those with which sweeps begin it again."""
    world.tasks.clear()
    for _ in range(REVIVALS):
        wait(world, timedelta(seconds=90))
        sweep(world)
        assert len(world.tasks) == 1
        world.tasks.clear()
    wait(world, timedelta(seconds=90))


def long_work(world: World, job: str) -> LongJob:
    (found,) = LongJobs(Database(world.client)).list_of(world.t, job, limit=5)
    return found


def letters(world: World) -> list[str]:
    found = DeadLetters(Database(world.client)).page(world.t, limit=10, state=LetterState.FAILED)
    return [letter.job for letter in found]


def incident(here: Everything, subject: str) -> str:
    found = Incidents(Database(here.world.client)).find(here.world.t, IncidentKind.BACKUP_FAILED, subject)
    return found.detail if found and found.is_open else ""


def test_a_backup_that_got_stuck_fails_people_are_told_and_the_next_night_has_its_backup(
    here: Everything, alarms: list[str]
) -> None:
    a_backup(here)
    kill_each_worker(here.world)
    sweep(here.world)
    here.world.settle()
    stuck = long_work(here.world, RUN_BACKUP.name)
    failed = here.room.backup(stuck.id)
    assert (failed.state, stuck.state) == (BackupState.FAILED, LongJobState.FAILED)
    assert stuck.finished_at == failed.finished_at
    assert "did not get on" in failed.error
    assert failed.error in incident(here, "backup")
    assert (alarms, letters(here.world)) == ([Alarm.DEAD_LETTER], [])
    wait(here.world, timedelta(minutes=2))
    assert sweep(here.world).long_jobs == 0
    next_one = starting.run(here.who, None, "the next", here.world.clock.now(), with_=here.room.with_())
    here.world.settle()
    assert here.room.backup(next_one.id).state is BackupState.DONE
    assert incident(here, "backup") == ""


def test_a_drill_that_got_stuck_is_told_and_what_it_wrote_is_removed(here: Everything, alarms: list[str]) -> None:
    backup = backed_up(here)
    drilling.drill(here.who, backup, here.world.clock.now(), with_=here.room.with_())
    here.world.client.document(f"tenants/{scratch_of(here.world.t)}/contacts/left").set({"name": "Left"})
    kill_each_worker(here.world)
    sweep(here.world)
    here.world.settle()
    drill = Backups(Database(here.world.client)).arrangement(here.world.t).drill
    assert drill is not None
    assert drill.state is BackupState.FAILED
    assert "did not get on" in incident(here, "drill")
    assert list(Snapshots(Database(here.world.client)).stream(scratch_of(here.world.t))) == []
    assert long_work(here.world, RESTORE_BACKUP.name).state is LongJobState.FAILED
    assert alarms == [Alarm.DEAD_LETTER]


def test_removing_what_a_stuck_drill_wrote_is_begun_again_as_often_as_other_work(here: Everything) -> None:
    backup = backed_up(here)
    drilling.drill(here.who, backup, here.world.clock.now(), with_=here.room.with_())
    kill_each_worker(here.world)
    sweep(here.world)
    here.world.run_next()  # it gives up, and queues the removal
    kill_each_worker(here.world)
    sweep(here.world)
    here.world.settle()
    drill = Backups(Database(here.world.client)).arrangement(here.world.t).drill
    assert drill is not None
    assert drill.state is BackupState.FAILED
    assert long_work(here.world, RESTORE_BACKUP.name).state is LongJobState.FAILED


def test_sweeps_that_come_before_it_has_ended_have_it_ended_once(here: Everything, alarms: list[str]) -> None:
    a_back_fill(here)
    kill_each_worker(here.world)
    for _ in range(3):
        sweep(here.world)
        wait(here.world, timedelta(seconds=90))
    (task,) = here.world.tasks
    here.world.settle()
    here.world.deliver_again(task)
    sweep(here.world)
    assert (here.world.tasks, alarms, letters(here.world)) == ([], [Alarm.DEAD_LETTER], [BACK_FILL.name])
    assert long_work(here.world, BACK_FILL.name).state is LongJobState.FAILED


def test_wherever_giving_up_dies_the_work_ends_with_one_letter(
    new_world: Callable[..., World], monkeypatch: pytest.MonkeyPatch
) -> None:
    def prepare() -> Everything:
        here = inhabit(new_world(plan=Plan.ENTERPRISE), monkeypatch)
        a_back_fill(here)
        kill_each_worker(here.world)
        return here

    def work(here: Everything) -> None:
        sweep(here.world)
        here.world.settle()

    def arm(here: Everything, breaker: Breaker) -> None:
        here.world.breaker = breaker

    for point, here in crash_everywhere(prepare, work, arm):
        assert letters(here.world) == [BACK_FILL.name], f"point {point}"
        assert long_work(here.world, BACK_FILL.name).state is LongJobState.FAILED, f"point {point}"
        assert here.world.tasks == [], f"point {point}"
    payload = BACK_FILL.payload.model_validate(long_work(here.world, BACK_FILL.name).payload)
    letter = DeadLetters(here.world.database()).find(here.world.t, letter_id(BACK_FILL.name, payload))
    assert letter is not None
    assert letter.value.failures == 1  # in the last world, where nothing dies and tasks come twice


@pytest.mark.parametrize("begin", [a_backup, a_back_fill])
def test_work_that_goes_on_after_it_was_to_be_given_up_is_left_alone(
    here: Everything, alarms: list[str], begin: Callable[[Everything], None]
) -> None:
    begin(here)
    (alive,) = here.world.tasks
    kill_each_worker(here.world)
    sweep(here.world)
    jobs = LongJobs(Database(here.world.client))
    wait(here.world, timedelta(seconds=1))
    jobs.commit(jobs.beat(here.world.t, long_work(here.world, alive.job.name).id, here.world.clock.now()))
    here.world.settle()
    assert long_work(here.world, alive.job.name).state is LongJobState.RUNNING
    here.world.deliver_again(alive)
    here.world.settle()
    assert long_work(here.world, alive.job.name).state is LongJobState.DONE
    assert (alarms, letters(here.world), incident(here, "backup")) == ([], [], "")


@pytest.mark.parametrize("apply", [False, True])
def test_a_restore_whose_last_write_was_cut_off_is_closed_and_not_given_up(
    here: Everything, alarms: list[str], monkeypatch: pytest.MonkeyPatch, apply: bool
) -> None:
    backup = backed_up(here)
    here.room.wipe()
    asked = RestoreIn.model_validate({"apply": apply})
    asking.ask(here.who, backup, asked, "key", here.world.clock.now(), with_=here.room.with_())
    with monkeypatch.context() as cut:
        cut.setattr(restoring, "_end_job", lambda t, id_, with_: None)
        here.world.settle()
    job = long_work(here.world, RESTORE_BACKUP.name)
    assert job.state is LongJobState.RUNNING
    kill_each_worker(here.world)
    sweep(here.world)
    here.world.settle()
    restore = Backups(Database(here.world.client)).find_restore(here.world.t, job.id)
    assert restore is not None
    assert restore.value.state is (RestoreState.DONE if apply else RestoreState.READY)
    assert (alarms, letters(here.world)) == ([], [])
    restoring.go_on(RestorePayload(tenant_id=here.world.t, restore_id=job.id), with_=here.room.with_())
    assert long_work(here.world, RESTORE_BACKUP.name).state is LongJobState.DONE


def test_a_contact_that_was_forgotten_before_it_was_given_up_leaves_no_letter(
    new_world: Callable[..., World], media_bucket: MediaBucket, alarms: list[str]
) -> None:
    world = new_world(media_bucket)
    world.deliver(says("hello"))
    world.settle()
    erasing.begin(world.t, contact_of(), world.clock.now(), stores=world.keeping(), enqueue=world.enqueue)
    alive = next(task for task in world.tasks if task.job == FORGET_CONTACT)
    kill_each_worker(world)
    sweep(world)
    world.deliver_again(alive)
    world.settle()
    assert long_work(world, FORGET_CONTACT.name).state is LongJobState.DONE
    assert (alarms, letters(world)) == ([], [])


@pytest.mark.parametrize("begin", [a_backup, a_back_fill])
def test_work_that_ends_before_it_is_given_up_has_ended_well(
    here: Everything, alarms: list[str], begin: Callable[[Everything], None]
) -> None:
    begin(here)
    (alive,) = here.world.tasks
    kill_each_worker(here.world)
    sweep(here.world)
    here.world.deliver_again(alive)  # the worker that all took for dead
    here.world.settle()
    assert long_work(here.world, alive.job.name).state is LongJobState.DONE
    assert (alarms, letters(here.world), incident(here, "backup")) == ([], [], "")


def test_an_import_and_its_undoing_that_got_stuck_can_be_gone_on_with(
    new_world: Callable[..., World], alarms: list[str]
) -> None:
    world = new_world(Files())
    id_ = importing.upload(world, importing.FILE).id
    importing.start(world, id_, importing.options(*importing.COLUMNS))
    kill_each_worker(world)
    sweep(world)
    world.settle()
    failed = importing.look(world, id_)
    assert (failed.state, "did not get on" in failed.failure) == (ContactImportState.FAILED, True)
    assert long_work(world, IMPORT_CONTACTS.name).state is LongJobState.FAILED
    undoing.begin(world.t, id_, world.clock.now(), stores=world.keeping(), enqueue=world.enqueue)
    kill_each_worker(world)
    sweep(world)
    world.settle()
    assert importing.look(world, id_).state is ContactImportState.FAILED
    assert long_work(world, UNDO_IMPORT.name).state is LongJobState.FAILED
    assert sorted(letters(world)) == [IMPORT_CONTACTS.name, UNDO_IMPORT.name]
    assert alarms == [Alarm.DEAD_LETTER] * 2
    assert importing.undo(world, id_).state is ContactImportState.UNDONE


def test_what_a_turn_leaves_to_the_next_is_queued_though_sweeps_began_it_again_before(
    here: Everything, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("functions.backups.service.running.PART_BYTES", 200)
    monkeypatch.setattr(backups_main, "_collaborators", lambda: here.room.with_(in_time=lambda: False))
    a_backup(here)
    here.world.run_next()
    here.world.run_next()
    here.world.tasks.clear()  # the third one's process ends
    for _ in range(2):
        wait(here.world, timedelta(seconds=90))
        sweep(here.world)
        here.world.run_next()
        assert [task.job for task in here.world.tasks] == [RUN_BACKUP]
        here.world.tasks.clear()
