"""A drill restores a backup where nobody is, compares, and leaves nothing behind; what it finds is told once."""

import random
from collections.abc import Callable
from datetime import timedelta

import pytest
from google.cloud import firestore

from common.errors import AppError
from common.models.backup import Arrangement, Backup, BackupState, Encryption
from common.models.ids import random_id, scratch_of
from common.models.incident import IncidentKind
from common.store.backups import Backups
from common.store.database import Create, Database
from common.store.incidents import Incidents
from common.store.snapshots import Snapshots
from functions.backups.backup_schemas import ScheduleIn
from functions.backups.service import arranging, drilling, restoring, starting
from functions.backups.service.writing import Turn
from functions.dispatch.service import tasks_for
from tests.functions.backups.vault_room import FakeBucket, Room
from tests.functions.crashes import Breaker

pytestmark = pytest.mark.emulator


@pytest.fixture
def new_room(firestore_client: firestore.Client) -> Callable[[], Room]:
    """Makes filled rooms with work under way in them, which a drill must not set off."""

    def make() -> Room:
        room = Room(firestore_client, FakeBucket())
        room.fill()
        root = firestore_client.document(f"tenants/{room.t}")
        queued = {"direction": "out", "status": "queued", "channel_id": "c1", "conversation_id": "k000001"}
        root.collection("messages").document("q").set({**queued, "sweep_at": room.clock.now()})
        unknown = {**queued, "status": "unknown", "sweep_at": room.clock.now()}
        root.collection("messages").document("u").set(unknown)
        root.collection("campaigns").document("c").set({"status": "scheduled", "due_at": room.clock.now()})
        return room

    return make


@pytest.fixture
def room(new_room: Callable[[], Room]) -> Room:
    """One room."""
    return new_room()


def _left(room: Room) -> list[str]:
    """What a drill left behind."""
    scratch = scratch_of(room.t)
    documents = [s.path for s in Snapshots(Database(room.client)).stream(scratch)]
    return documents + [each.name for each in room.bucket.objects(scratch)]


def _incident(room: Room) -> str:
    """What people read of the trouble; empty where there is none."""
    incident = Incidents(Database(room.client)).find(room.t, IncidentKind.BACKUP_FAILED, "drill")
    return incident.detail if incident and incident.is_open else ""


@pytest.mark.parametrize("encryption", [Encryption.NONE, Encryption.TENANT_KEY])
def test_a_drill_brings_everything_back_and_removes_it(room: Room, encryption: Encryption) -> None:
    backup = room.back_up(encryption=encryption)
    before = room.documents()
    room.writes.clear()
    drill = room.drill(backup.id)
    assert (drill.state, drill.error, drill.backup_id) == (BackupState.DONE, "", backup.id)
    own = 1  # the workspace's own document is not restored
    assert drill.documents == backup.documents - own
    assert drill.media == backup.media == 1
    assert _left(room) == []
    assert _incident(room) == ""
    assert room.documents() == before


def test_nothing_finds_what_a_drill_writes(room: Room) -> None:
    backup = room.back_up()
    room.writes.clear()
    assert room.drill(backup.id).state is BackupState.DONE
    scratch = f"tenants/{scratch_of(room.t)}/"
    there = [w for w in room.writes if w.path.startswith(scratch)]
    created = [w for w in there if isinstance(w, Create)]
    assert [t for w in created for t in tasks_for(w.path.split("/"), w.data, agent_delay=lambda t, c: 0.0)] == []
    sought = [w for w in there if {"sweep_at", "due_at"} & set(getattr(w, "data", {}))]
    assert len(there) > backup.documents
    assert sought == []
    assert Backups(Database(room.client)).restores_page(room.t, limit=5) == []


def test_a_damaged_backup_fails_its_drill_and_opens_an_incident_which_a_good_one_closes(room: Room) -> None:
    backup = room.back_up()
    part = next(f for f in room.drive.files.values() if f.properties["whatsdex"] == "part")
    room.drive.damage(part.id, part.size_bytes // 2)
    drill = room.drill(backup.id)
    assert drill.state is BackupState.FAILED
    assert part.name in drill.error
    assert part.name in _incident(room)
    assert _left(room) == []
    room.drive.damage(part.id, part.size_bytes // 2)
    assert room.drill(backup.id).state is BackupState.DONE
    assert _incident(room) == ""


def _tamper(room: Room) -> None:
    scratch = room.client.document(f"tenants/{scratch_of(room.t)}")
    scratch.collection("contacts").document("k000000").set({"name": "Somebody else"})


def _lose(room: Room) -> None:
    for each in list(room.bucket.objects(scratch_of(room.t))):
        room.bucket.remove(scratch_of(room.t), each.name)


def _spoil(room: Room) -> None:
    for each in list(room.bucket.objects(scratch_of(room.t))):
        room.bucket.kept[each.object_name] = b"another picture"


@pytest.mark.parametrize(
    ("harm", "told"),
    [(_tamper, "not what was restored: contacts"), (_lose, "did not come back"), (_spoil, "came back otherwise")],
)
def test_what_came_back_otherwise_is_found(
    room: Room, monkeypatch: pytest.MonkeyPatch, harm: Callable[[Room], None], told: str
) -> None:
    backup = room.back_up()
    prove = drilling.prove

    def harmed(turn: Turn) -> bool:
        harm(room)
        return prove(turn)

    monkeypatch.setattr(drilling, "prove", harmed)
    drill = room.drill(backup.id)
    assert drill.state is BackupState.FAILED
    assert told in drill.error
    assert told in _incident(room)
    assert _left(room) == []


@pytest.mark.parametrize("seed", range(8))
def test_killed_at_random_points_a_drill_still_ends_right(
    new_room: Callable[[], Room], monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    for name, value in {"writing.BATCH": 7, "writing.STEP": 1, "drilling.BATCH": 9, "drilling.COMPARED": 5}.items():
        monkeypatch.setattr(f"functions.backups.service.{name}", value)
    room, chance = new_room(), random.Random(seed)  # noqa: S311 -- where a test kills
    backup = room.back_up()
    _begin(room, backup)
    kills = 0
    while (drill := _arranged(room).drill) is not None and drill.state is BackupState.RUNNING:
        room.breaker = Breaker(chance.randrange(3, 25))
        kills += room.go_on_drilling()
    room.breaker = Breaker()
    assert kills > 3
    assert drill == drill.model_copy(update={"state": BackupState.DONE, "error": "", "media": 1})
    assert drill.documents == backup.documents - 1
    assert _left(room) == []


def test_a_drill_goes_on_in_further_tasks_when_time_is_up(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"writing.BATCH": 7, "drilling.BATCH": 9, "drilling.COMPARED": 5}.items():
        monkeypatch.setattr(f"functions.backups.service.{name}", value)
    backup = room.back_up()
    room.tasks.clear()
    _begin(room, backup)
    assert room.work_off(in_time=lambda: False) > 10
    assert _arranged(room).drill.state is BackupState.DONE
    assert _left(room) == []


def test_a_drill_that_gives_up_is_told_and_the_next_one_clears_what_it_left(room: Room) -> None:
    backup = room.back_up()
    room.tasks.clear()
    id_ = _begin(room, backup)
    _tamper(room)
    for _ in range(2):  # the second time it is the removing that gives up
        restoring.fail(room.t, id_, AppError("It went wrong."), room.clock.now(), with_=room.with_())
    assert _arranged(room).drill.state is BackupState.FAILED
    assert "It went wrong." in _incident(room)
    assert _left(room) == ["contacts/k000000"]
    room.tasks.clear()
    assert room.drill(backup.id).state is BackupState.DONE
    assert _left(room) == []


def test_one_drill_at_a_time(room: Room) -> None:
    backup = room.back_up()
    room.tasks.clear()
    _begin(room, backup)
    with pytest.raises(drilling.AlreadyDrilling):
        _begin(room, backup)
    assert len(room.tasks) == 1


def test_the_schedule_makes_a_drill_when_one_is_due_and_not_again_before_its_days_are_over(room: Room) -> None:
    arranging.arrange(room.who, ScheduleIn(enabled=True, drill_every_days=7), room.clock.now(), with_=room.with_())
    assert _nightly(room) is False  # not due before the night
    room.clock.at += timedelta(days=1)
    assert _nightly(room) is False  # there is no backup, so it waits for another day
    backup = room.back_up()
    room.clock.at += timedelta(days=1)
    started = starting.run(room.who, None, random_id(), room.clock.now(), with_=room.with_())
    assert _nightly(room) is False  # a backup runs
    room.insist(lambda: room.go_on(started.id))
    room.tasks.clear()
    assert _nightly(room) is True
    assert _nightly(room) is False  # the schedule came twice
    room.work_off()
    drill = _arranged(room).drill
    assert drill is not None
    assert (drill.state, drill.backup_id) == (BackupState.DONE, started.id != backup.id and started.id)
    room.clock.at += timedelta(days=5)
    assert _nightly(room) is False
    room.clock.at += timedelta(days=3)
    assert _nightly(room) is True


def test_no_drill_is_due_where_none_is_wanted(room: Room) -> None:
    arranging.arrange(room.who, ScheduleIn(enabled=True, drill_every_days=0), room.clock.now(), with_=room.with_())
    room.back_up()
    room.clock.at += timedelta(days=400)
    assert _nightly(room) is False


def _nightly(room: Room) -> bool:
    """Whether the schedule begins this workspace's drill."""
    before = _arranged(room).drill
    drilling.run_due(room.clock.now(), with_=room.with_())
    return _arranged(room).drill != before


def _arranged(room: Room) -> Arrangement:
    return Backups(Database(room.client)).arrangement(room.t)


def _begin(room: Room, backup: Backup) -> str:
    """Begins a drill; its restore's id."""
    drilling.drill(room.who, backup.id, room.clock.now(), with_=room.with_())
    return room.tasks[-1][1].subject
