"""Media lie in the Drive once, encrypted where backups are, and go once no backup needs them."""

import hashlib
import random
from collections.abc import Callable
from datetime import timedelta

import pytest
from google.cloud import firestore
from pydantic import SecretStr

from common.jobs.registry import RUN_BACKUP, SWEEP_MEDIA
from common.models.backup import Backup, BackupKind, BackupState, Encryption, RestoreState
from common.models.ids import random_id
from common.models.payloads import BackupPayload
from functions.backups.backup_schemas import ScheduleIn
from functions.backups.service import arranging, checking, retaining, starting, sweeping
from tests.functions.backups.vault_room import FakeBucket, Room
from tests.functions.crashes import Breaker, Crash

pytestmark = pytest.mark.emulator

ENCRYPTED = [Encryption.TENANT_KEY, Encryption.PASSPHRASE]
EVERY = [Encryption.NONE, *ENCRYPTED]


@pytest.fixture
def new_room(firestore_client: firestore.Client) -> Callable[[], Room]:
    """Makes rooms with a medium in them."""

    def make() -> Room:
        room = Room(firestore_client, FakeBucket())
        room.fill(3)
        return room

    return make


@pytest.fixture
def room(new_room: Callable[[], Room]) -> Room:
    """One room."""
    return new_room()


def _encrypt(room: Room, encryption: Encryption, passphrase: str = "correct horse battery") -> None:
    secret = SecretStr(passphrase) if encryption is Encryption.PASSPHRASE else None
    wanted = ScheduleIn(encryption=encryption, passphrase=secret)
    arranging.arrange(room.who, wanted, room.clock.now(), with_=room.with_())


def _add(room: Room, content: bytes) -> str:
    """A medium with a message that points to it."""
    stored = room.bucket.store(room.t, iter([content]), "image/png", limit_bytes=1 << 30)
    media = {"object_name": stored.object_name, "sha256": stored.sha256, "status": "stored"}
    room.client.document(f"tenants/{room.t}/messages/{stored.sha256}").set({"status": "received", "media": media})
    return stored.sha256


def _drop(room: Room, sha256: str) -> None:
    room.client.document(f"tenants/{room.t}/messages/{sha256}").delete()
    room.bucket.remove(room.t, sha256)


def _shelved(room: Room) -> set[str]:
    """The files of media in the Drive."""
    return {f.id for f in room.drive.files.values() if f.properties["whatsdex"] == "medium"}


def _delete(room: Room, backup: Backup) -> None:
    retaining.delete(room.who, backup.id, room.clock.now(), with_=room.with_())
    retaining.go_on_deleting(_payload(room, backup.id), with_=room.with_())


def _payload(room: Room, id_: str) -> BackupPayload:
    return BackupPayload(tenant_id=room.t, backup_id=id_)


def _sweep(room: Room, in_time: Callable[[], bool] = lambda: True) -> sweeping.Swept:
    room.clock.at += timedelta(seconds=1)
    return sweeping.go_on(_payload(room, "b"), room.clock.now(), with_=room.with_(in_time))


@pytest.mark.parametrize("encryption", ENCRYPTED)
def test_of_encrypted_media_the_drive_knows_no_more_than_the_size(room: Room, encryption: Encryption) -> None:
    content = b"a secret recipe " * 20_000
    sha256 = _add(room, content)
    _encrypt(room, encryption)
    media = dict(room.bucket.kept)
    backup = room.back_up()
    assert (backup.state, backup.media, backup.media_uploaded) == (BackupState.DONE, 2, 2)
    lying = b"".join(room.drive.contents.values())
    assert b"secret recipe" not in lying
    told = repr([(f.name, f.properties) for f in room.drive.files.values() if f.properties["whatsdex"] == "medium"])
    assert sha256 not in told
    assert "image/png" not in told
    room.wipe()
    room.bucket.kept.clear()
    assert room.restore(backup.id).state is RestoreState.DONE
    assert room.bucket.kept == media


@pytest.mark.parametrize("encryption", EVERY)
def test_a_medium_is_uploaded_once(room: Room, encryption: Encryption) -> None:
    _encrypt(room, encryption)
    first, second = room.back_up(), room.back_up(BackupKind.FULL)
    assert (first.media_uploaded, second.media_uploaded, second.media) == (1, 0, 1)
    assert len(_shelved(room)) == 1


def test_a_new_passphrase_is_a_new_key_for_media_too(room: Room) -> None:
    _encrypt(room, Encryption.PASSPHRASE)
    room.back_up()
    _encrypt(room, Encryption.PASSPHRASE, "another one of some length")
    second = room.back_up()
    assert (second.kind, second.media_uploaded) == (BackupKind.FULL, 1)


def test_one_changed_byte_of_an_encrypted_medium_is_named_and_nothing_is_written(room: Room) -> None:
    _encrypt(room, Encryption.TENANT_KEY)
    sha256 = _add(room, random.Random(2).randbytes(200_000))  # noqa: S311 -- content
    backup = room.back_up()
    file = max((room.drive.files[id_] for id_ in _shelved(room)), key=lambda f: f.size_bytes)
    for offset in (0, file.size_bytes // 2, file.size_bytes - 1):
        room.drive.damage(file.id, offset)
        checking.ask(room.who, backup.id, room.clock.now(), with_=room.with_())
        check = checking.go_on(_payload(room, backup.id), room.clock.now(), with_=room.with_())
        assert check is not None
        assert check.damaged == [sha256]
        before = room.documents()
        restore = room.restore(backup.id)
        assert (restore.state, restore.damaged) == (RestoreState.FAILED, [sha256])
        assert room.documents() == before
        room.drive.damage(file.id, offset)


@pytest.mark.parametrize("encryption", EVERY)
def test_media_go_with_the_last_backup_that_needs_them(room: Room, encryption: Encryption) -> None:
    _encrypt(room, encryption)
    old = _add(room, b"old")
    first = room.back_up()
    _drop(room, old)
    new = _add(room, b"new")
    second, third = room.back_up(BackupKind.FULL), room.back_up(BackupKind.FULL)
    before = _shelved(room)
    _delete(room, second)
    assert _sweep(room) == sweeping.Swept(0)
    assert _shelved(room) == before
    _delete(room, first)
    assert _sweep(room) == sweeping.Swept(1)
    assert len(_shelved(room)) == len(before) - 1
    media = dict(room.bucket.kept)
    room.wipe()
    room.bucket.kept.clear()
    assert room.restore(third.id).state is RestoreState.DONE
    assert room.bucket.kept == media
    assert room.bucket.find(room.t, new) is not None
    assert room.bucket.find(room.t, old) is None
    _delete(room, third)
    assert _sweep(room) == sweeping.Swept(2)
    assert _shelved(room) == set()


def test_nothing_goes_unless_a_backup_was_deleted(room: Room) -> None:
    room.back_up()
    sweeping.see_to(room.t, "b", room.clock.now(), with_=room.with_())
    assert SWEEP_MEDIA not in [job for job, _ in room.tasks]
    assert _sweep(room) == sweeping.Swept(0)


def test_while_a_backup_runs_nothing_goes_and_after_it_it_does(room: Room) -> None:
    deleted = room.back_up()
    _delete(room, deleted)
    running = starting.run(room.who, None, random_id(), room.clock.now(), with_=room.with_())
    before = _shelved(room)
    assert _sweep(room) == sweeping.Swept(0)
    assert _shelved(room) == before
    room.go_on(running.id)
    assert room.backup(running.id).media_uploaded == 0  # what the deleted one left there was of use
    sweeping.see_to(room.t, running.id, room.clock.now(), with_=room.with_())
    assert room.tasks[-1][0] is SWEEP_MEDIA
    assert _sweep(room) == sweeping.Swept(0)
    assert room.restore(running.id).state is RestoreState.DONE


def test_a_backup_that_begins_while_media_go_waits_with_its_media(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    _delete(room, room.back_up())
    begun: list[Backup] = []
    delete = room.drive.delete

    def meanwhile(file_id: str) -> None:
        begun.append(starting.run(room.who, None, random_id(), room.clock.now(), with_=room.with_()))
        went = room.go_on(begun[0].id)
        assert (went.state, went.more) == (BackupState.RUNNING, True)
        delete(file_id)

    monkeypatch.setattr(room.drive, "delete", meanwhile)
    assert _sweep(room) == sweeping.Swept(1)
    assert (room.tasks[-1][0], room.delays[-1]) == (RUN_BACKUP, 30)
    monkeypatch.undo()
    room.go_on(begun[0].id)
    assert room.backup(begun[0].id).media_uploaded == 1
    assert room.restore(begun[0].id).state is RestoreState.DONE


def test_media_of_a_backup_whose_passphrase_is_not_known_stay(room: Room) -> None:
    _encrypt(room, Encryption.PASSPHRASE)
    first = room.back_up()
    _encrypt(room, Encryption.PASSPHRASE, "another one of some length")
    second = room.back_up()
    assert len(_shelved(room)) == 2
    _delete(room, second)
    assert _sweep(room) == sweeping.Swept(1)
    restored = room.restore(first.id, passphrase="correct horse battery")
    assert restored.state is RestoreState.DONE


def test_nothing_goes_while_nobody_knows_what_a_backup_needs(room: Room) -> None:
    kept, deleted = room.back_up(), room.back_up(BackupKind.FULL)
    _delete(room, deleted)
    manifest = kept.manifest_id
    room.drive.damage(manifest, 9)
    before = _shelved(room)
    _drop(room, hashlib.sha256(b"a picture" * 10).hexdigest())
    assert _sweep(room) == sweeping.Swept(0)
    assert _shelved(room) == before
    room.drive.damage(manifest, 9)
    assert _sweep(room) == sweeping.Swept(0)


def test_a_sweep_goes_on_in_further_tasks_when_time_is_up(room: Room) -> None:
    for n in range(5):
        _add(room, bytes([n]))
    _delete(room, room.back_up())
    answers = iter([True, True, False])
    assert _sweep(room, in_time=lambda: next(answers)) == sweeping.Swept(2, more=True)
    assert room.tasks[-1][0] is SWEEP_MEDIA
    assert _sweep(room) == sweeping.Swept(4)
    assert _shelved(room) == set()


@pytest.mark.parametrize("seed", range(6))
def test_a_killed_sweep_takes_nothing_that_is_needed_and_ends(room: Room, seed: int) -> None:
    for n in range(5):
        _add(room, bytes([n]))
    deleted = room.back_up()
    for n in range(3):
        _drop(room, hashlib.sha256(bytes([n])).hexdigest())
    kept = room.back_up(BackupKind.FULL)
    _delete(room, deleted)
    chance, kills = random.Random(seed), 0  # noqa: S311 -- where a test kills
    while sweeping.is_due(room.with_().backups.arrangement(room.t)):
        room.breaker = Breaker(chance.randrange(3, 14) if kills < 5 else 0)
        try:
            _sweep(room)
        except Crash:
            kills += 1
        room.breaker = Breaker()
        room.clock.at += sweeping.LEASE  # until nobody can be at it any more
    assert kills >= 2
    assert len(_shelved(room)) == kept.media == 3
    assert room.restore(kept.id).state is RestoreState.DONE
