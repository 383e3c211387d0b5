"""However long one step of a backup or restore lasts, the sweep hears of it in time, and at the price of few writes."""

import random
import secrets
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from google.cloud import firestore

from common.errors import DependencyDown
from common.jobs.registry import RUN_BACKUP
from common.models.backup import BackupKind, BackupState, RestoreState
from common.models.drive import DriveBusy
from common.models.long_job import LongJob
from common.store import ops, snapshots
from common.store.database import Database, Merge
from common.store.long_jobs import BEAT_EVERY, LongJobs
from functions.backups.backup_schemas import RestoreIn
from functions.backups.service import asking, drilling, running, starting
from functions.jobs.service.sweeping import SILENT
from tests.functions.backups.vault_room import FakeBucket, Room

pytestmark = pytest.mark.emulator

PIECE = timedelta(seconds=15)
"""How long each document or piece of a file takes."""


class SlowRoom(Room):
    """A room in which everything takes its time; `silences` are those of the work at its pieces."""

    id = ""
    pieces = 0
    silences: list[timedelta]

    def pass_time(self) -> None:
        """Another piece has been worked on."""
        self.pieces += 1
        self.silences.append(self.clock.now() - self.job().heartbeat_at)
        self.clock.at += PIECE

    def job(self) -> LongJob:
        """The long work."""
        job = LongJobs(Database(self.client)).find(self.t, self.id)
        assert job is not None
        return job

    def beats(self) -> int:
        """How many writes said no more than that it goes on."""
        return sum(isinstance(w, Merge) and set(w.data) == {"heartbeat_at"} for w in self.writes)


class SlowBucket(FakeBucket):
    """Reads slowly."""

    pass_time: Callable[[], None] = staticmethod(lambda: None)

    def read(self, object_name: str, *, start_byte: int = 0) -> Iterator[bytes]:
        for piece in super().read(object_name, start_byte=start_byte):
            self.pass_time()
            yield piece


@pytest.fixture
def room(firestore_client: firestore.Client, monkeypatch: pytest.MonkeyPatch) -> SlowRoom:
    """A filled room that is not slow yet, with a medium of many pieces."""
    bucket = SlowBucket()
    room = SlowRoom(firestore_client, bucket)
    room.silences = []
    room.fill()
    content = random.Random(1).randbytes(3_000_000)  # noqa: S311 -- bytes that do not shrink
    stored = bucket.store(room.t, iter([content]), "image/png", limit_bytes=1 << 30)
    media = {"object_name": stored.object_name, "sha256": stored.sha256, "status": "stored"}
    room.client.document(f"tenants/{room.t}/messages/m000001").update({"media": media})
    monkeypatch.setattr(snapshots, "BEAT_AFTER", 1)
    return room


def slow_documents(room: SlowRoom, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every document takes its time."""
    inner = running.documents_of

    def documents_of(*asked: object, **named: object) -> Iterator[snapshots.Snapshot]:
        for snapshot in inner(*asked, **named):
            room.pass_time()
            yield snapshot

    monkeypatch.setattr(running, "documents_of", documents_of)


def slow_files(room: SlowRoom, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every piece of a file takes its time, in the Drive and in the bucket."""
    inner = room.drive.open
    room.drive.pieces = 300_000

    def open_(file_id: str, offset: int = 0) -> Iterator[bytes]:
        for piece in inner(file_id, offset):
            room.pass_time()
            yield piece

    monkeypatch.setattr(room.drive, "open", open_)
    room.bucket.pass_time = room.pass_time


def assert_heard_of(room: SlowRoom) -> None:
    """The sweep never took the work for dead, and that cost few writes."""
    assert room.pieces * PIECE > 2 * SILENT
    # A beat comes with a piece, so that the longest silence is that between beats and a piece of each stream.
    assert max(room.silences) < SILENT
    assert room.beats() <= room.pieces * PIECE / BEAT_EVERY + 1


def begin(room: SlowRoom, kind: BackupKind | None = None) -> str:
    room.id = starting.run(room.who, kind, secrets.token_hex(4), room.clock.now(), with_=room.with_()).id
    room.writes.clear()
    return room.id


@pytest.mark.parametrize("kind", [BackupKind.FULL, BackupKind.INCREMENTAL])
def test_a_part_of_many_documents_is_heard_of(
    room: SlowRoom, monkeypatch: pytest.MonkeyPatch, kind: BackupKind
) -> None:
    before = room.back_up()
    begin(room, kind)
    slow_documents(room, monkeypatch)
    meter = ops.begin()
    assert room.go_on(room.id).state is BackupState.DONE
    assert room.backup(room.id).kind is kind
    assert_heard_of(room)
    # Each silence that the test looks at is a read of its own.
    own = 25
    assert meter.reads - room.pieces <= before.documents + 2 + own


def test_a_medium_of_many_pieces_is_heard_of(room: SlowRoom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("functions.backups.service.uploading.SEND_BYTES", 256 * 1024)
    begin(room)
    slow_files(room, monkeypatch)
    assert room.go_on(room.id).state is BackupState.DONE
    assert_heard_of(room)


def test_a_drill_is_heard_of_at_each_of_its_steps(room: SlowRoom, monkeypatch: pytest.MonkeyPatch) -> None:
    backup = room.back_up()
    room.tasks.clear()
    drilling.drill(room.who, backup.id, room.clock.now(), with_=room.with_())
    room.id = room.tasks[-1][1].subject
    room.writes.clear()
    slow_files(room, monkeypatch)
    assert room.go_on_restoring(room.id) is RestoreState.DONE
    assert_heard_of(room)


def test_a_restore_of_little_reads_the_whole_backup_and_is_heard_of(
    room: SlowRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("functions.backups.service.running.PART_BYTES", 300)
    backup = room.back_up()
    assert backup.parts > 20
    room.wipe()
    scope = {"contact_id": "k000019"}
    wanted = RestoreIn.model_validate({"apply": True, "scope": scope})
    room.id = asking.ask(room.who, backup.id, wanted, "key", room.clock.now(), with_=room.with_()).id
    room.writes.clear()
    slow_files(room, monkeypatch)
    assert room.go_on_restoring(room.id) is RestoreState.DONE
    assert_heard_of(room)


def test_a_backup_that_waits_as_long_as_drive_wants_is_not_silent_meanwhile(room: SlowRoom) -> None:
    begin(room)
    room.drive.troubles.append(DriveBusy("Slower.", retry_after_s=300))
    assert room.go_on(room.id).more
    assert room.job().heartbeat_at == room.clock.now() + timedelta(seconds=300)
    assert (room.tasks[-1][0], room.delays[-1]) == (RUN_BACKUP, 300)


def test_a_backup_whose_worker_dies_is_silent(room: SlowRoom) -> None:
    begin(room)
    begun_at = room.clock.now()
    room.clock.at += PIECE
    room.drive.troubles.append(DependencyDown("It died."))
    with pytest.raises(DependencyDown):
        room.go_on(room.id)
    assert room.job().heartbeat_at == begun_at
