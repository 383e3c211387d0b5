"""What is backed up comes back as it was; a killed run goes on, and a damaged backup writes nothing."""

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from google.cloud import firestore
from pydantic import SecretStr

from common.models.backup import OPEN_RESTORES, BackupKind, BackupState, Encryption, RestoreState
from common.models.campaign import ENDED
from common.models.drive import DriveFull, DriveRefused
from common.models.ids import ContactId
from common.models.payloads import BackupPayload
from common.models.tombstone import TombstoneKind, tombstone
from common.store import ops
from common.store.database import Create, Database
from common.store.tombstones import Tombstones
from functions.backups.backup_schemas import RestoreIn, ScheduleIn
from functions.backups.service import arranging, asking, checking, finding, retaining, rules, starting, uploading
from functions.backups.service.keys import WrongPassphrase
from functions.backups.service.writing import Turn
from functions.dispatch.service import tasks_for
from tests.common.drive.fake_drive import FakeDrive
from tests.functions.backups.vault_room import NOW, FakeBucket, Room
from tests.functions.crashes import Breaker, Crash

pytestmark = pytest.mark.emulator

OUT = ("idempotency/", "channels/")


@pytest.fixture
def new_room(firestore_client: firestore.Client) -> Callable[[], Room]:
    """Makes filled rooms."""

    def make(documents: int = 20) -> Room:
        room = Room(firestore_client, FakeBucket())
        room.fill(documents)
        return room

    return make


@pytest.fixture
def room(new_room: Callable[[], Room]) -> Room:
    """One room."""
    return new_room()


@pytest.mark.parametrize("encryption", [Encryption.NONE, Encryption.TENANT_KEY])
def test_all_documents_and_media_come_back_after_a_wipe(room: Room, encryption: Encryption) -> None:
    before, media = room.documents(without=OUT), dict(room.bucket.kept)
    backup = room.back_up(encryption=encryption)
    assert (backup.state, backup.headline, backup.error) == (BackupState.DONE, "Backup Successful", "")
    room.wipe()
    room.bucket.kept.clear()
    restore = room.restore(backup.id)
    assert (restore.state, restore.error) == (RestoreState.DONE, "")
    assert room.documents(without=OUT) == before
    assert room.bucket.kept == media
    channel = room.documents()["channels/c1"]
    assert channel == {"name": "WhatsApp"}


def test_each_document_is_read_once(room: Room) -> None:
    meter = ops.begin()
    backup = room.back_up()
    # The tenant, the arrangement twice, lists, the instant, the backup's own documents, and each time whether to stop.
    own = 20
    assert backup.documents <= meter.reads <= backup.documents + own


def test_an_incremental_backup_holds_what_changed_and_knows_what_is_gone(room: Room) -> None:
    full = room.back_up()
    room.client.document(f"tenants/{room.t}/contacts/k000003").delete()
    room.client.document(f"tenants/{room.t}/contacts/k000004").update({"name": "Renamed"})
    room.client.document(f"tenants/{room.t}/contacts/new").set({"name": "New"})
    before = room.documents(without=OUT)
    second = room.back_up()
    assert (second.kind, second.base_id, second.depth) == (BackupKind.INCREMENTAL, full.id, 1)
    audited = 1
    assert (second.stored, second.gone) == (2 + audited, 1)
    room.wipe()
    assert room.restore(second.id).state is RestoreState.DONE
    assert room.documents(without=OUT) == before


def test_where_the_backup_below_is_not_in_the_drive_the_next_one_holds_everything(room: Room) -> None:
    lost = room.back_up()
    room.drive = FakeDrive(pieces=1 << 20)  # that of another account
    before = room.documents(without=OUT)
    whole = room.back_up()
    assert (whole.state, whole.kind, whole.base_id, whole.depth) == (BackupState.DONE, BackupKind.FULL, "", 0)
    check = room.backup(lost.id).check
    assert check is not None
    assert check.damaged == [f"{lost.id}-manifest.json"]
    room.wipe()
    assert room.restore(whole.id).state is RestoreState.DONE
    assert room.documents(without=OUT) == before


@pytest.mark.parametrize("seed", range(20))
def test_killed_at_random_points_backup_and_restore_still_end_right(
    new_room: Callable[[], Room], monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.setattr("functions.backups.service.running.PART_BYTES", 1500)
    monkeypatch.setattr("functions.backups.service.writing.BATCH", 7)
    room, chance = new_room(), random.Random(seed)  # noqa: S311 -- where a test kills
    before = room.documents(without=OUT)
    backup = _killed(room, chance, lambda: room.back_up().id)
    whole = room.backup(backup)
    assert whole.state is BackupState.DONE
    room.wipe()
    room.bucket.kept.clear()
    restored = _killed(room, chance, lambda: room.restore(backup).state)
    assert restored == RestoreState.DONE
    assert room.documents(without=OUT) == before


def _killed(room: Room, chance: random.Random, work: Callable[[], str]) -> str:
    room.breaker = Breaker(chance.randrange(12, 60))
    try:
        return work()
    finally:
        room.breaker = Breaker()


@pytest.mark.parametrize("encryption", [Encryption.NONE, Encryption.TENANT_KEY])
def test_a_kill_sends_at_most_one_chunk_again(
    new_room: Callable[..., Room], monkeypatch: pytest.MonkeyPatch, encryption: Encryption
) -> None:
    monkeypatch.setattr("functions.backups.service.uploading.SEND_BYTES", 256 * 1024)
    monkeypatch.setattr("functions.backups.service.running.SEND_BYTES", 256 * 1024)
    quiet = new_room(5)
    big = random.Random(1).randbytes(900_000)  # noqa: S311 -- bytes that do not shrink
    for each in (quiet, killed := new_room(5)):
        for n in range(3):
            each.client.document(f"tenants/{each.t}/notes/n{n}").set({"bytes": big})
        each.bucket.store(each.t, iter([big]), "image/png", limit_bytes=1 << 30)
    quiet.back_up(encryption=encryption)
    killed.encrypt(encryption)
    kills, chance = 0, random.Random(7)  # noqa: S311 -- where a test kills
    begun = starting.run(killed.who, None, "k", killed.clock.now(), with_=killed.with_())
    while killed.backup(begun.id).state is BackupState.RUNNING:
        killed.breaker = Breaker(chance.randrange(8, 30) if kills < 20 else 0)
        try:
            killed.go_on(begun.id)
        except Crash:
            kills += 1
    assert kills >= 5
    slack = 4096  # the names of tenants and files differ
    assert killed.drive.sent_bytes <= quiet.drive.sent_bytes + kills * uploading.SEND_BYTES + slack


def test_one_changed_byte_is_named_and_nothing_is_written(room: Room) -> None:
    backup = room.back_up()
    for part in [f for f in room.drive.files.values() if f.properties["whatsdex"] != "folder"]:
        room.drive.damage(part.id, part.size_bytes // 2)
        with_ = room.with_()
        checking.ask(room.who, backup.id, room.clock.now(), with_=with_)
        check = checking.go_on(BackupPayload(tenant_id=room.t, backup_id=backup.id), room.clock.now(), with_=with_)
        assert check is not None
        assert part.name in check.damaged
        before = room.documents()
        room.writes.clear()
        restore = room.restore(backup.id)
        assert restore.state is RestoreState.FAILED
        assert part.name in restore.error
        assert part.name in restore.damaged or part.properties["whatsdex"] == "manifest"
        assert room.documents() == before
        room.drive.damage(part.id, part.size_bytes // 2)


def test_a_damaged_backup_makes_no_new_workspace(room: Room) -> None:
    room.hire()
    backup = room.back_up()
    for file in list(room.drive.files.values()):
        room.drive.damage(file.id, file.size_bytes // 2)
        room.writes.clear()
        media = dict(room.bucket.kept)
        restore = room.restore(backup.id, into="new", name="Copy")
        assert restore.state is RestoreState.FAILED
        assert file.name in restore.error
        assert [w.path for w in room.writes if w.path.startswith(f"tenants/{restore.target_id}")] == []
        assert room.bucket.kept == media
        room.drive.damage(file.id, file.size_bytes // 2)
    restore = room.restore(backup.id, into="new", name="Copy")
    assert restore.state is RestoreState.DONE
    made = room.documents(t=restore.target_id)
    assert made.keys() == {p for p in room.documents() if not p.startswith("idempotency/")}
    assert made["members/ada"]["role"] == "owner"  # type: ignore[index]
    assert room.with_().tenants.get(restore.target_id).name == "Copy"


def test_a_new_workspace_waits_for_a_person_and_for_its_owner_to_be_there(room: Room) -> None:
    room.hire()
    backup = room.back_up()
    with_ = room.with_()
    asked = asking.ask(room.who, backup.id, RestoreIn(into="new"), "k", room.clock.now(), with_=with_)
    assert room.go_on_restoring(asked.id) is RestoreState.READY
    assert with_.snapshots.own(asked.target_id) is None
    room.client.document(f"tenants/{room.t}/members/ada").delete()
    asking.begin(room.who, asked.id, room.clock.now(), with_=with_)
    assert room.go_on_restoring(asked.id) is RestoreState.FAILED
    assert with_.snapshots.own(asked.target_id) is None


@pytest.mark.parametrize("trouble", [DriveFull("It is full."), DriveRefused("Connect again.")])
def test_a_full_or_refusing_drive_is_one_clear_state_without_retries(
    room: Room, trouble: DriveFull | DriveRefused
) -> None:
    room.drive.troubles.append(trouble)
    backup = room.back_up()
    assert (backup.state, backup.error, backup.error_code) == (BackupState.FAILED, trouble.detail, trouble.code)
    assert len(room.tasks) == 1
    assert len(room.refused) == isinstance(trouble, DriveRefused)


def test_restored_messages_start_nothing(room: Room) -> None:
    queued = {"direction": "out", "status": "queued", "channel_id": "c1", "conversation_id": "k000001"}
    room.client.document(f"tenants/{room.t}/messages/q").set({**queued, "author": {"kind": "person"}})
    backup = room.back_up()
    room.wipe()
    room.writes.clear()
    restore = room.restore(backup.id)
    created = [w for w in room.writes if isinstance(w, Create) and "/messages/" in w.path]
    assert len(created) == 21
    due = [task for w in created for task in tasks_for(w.path.split("/"), w.data, agent_delay=lambda t, c: 0.0)]
    assert due == []
    assert restore.held_messages == 1
    message = room.documents()["messages/q"]
    assert message["status"] == "unknown"  # type: ignore[index]
    assert message["failure"]["detail"] == rules.HELD  # type: ignore[index]


def test_what_only_grows_comes_back_though_its_restore_was_cut_off_behind_the_stubs(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, backup = room.documents(without=OUT), room.back_up()
    room.wipe()
    create, breaker = Turn._create_stubs, Breaker(1)

    def cut_off(turn: Turn, stubs: list[Create]) -> None:
        create(turn, stubs)
        breaker.reach()

    monkeypatch.setattr(Turn, "_create_stubs", cut_off)
    assert room.restore(backup.id).state is RestoreState.DONE
    assert breaker.passed == 1
    assert room.documents(without=OUT) == before


@pytest.mark.parametrize(
    ("then", "now", "wanted"),
    [
        ({"status": "running", "step": 30}, {"status": "running", "step": 80}, ("paused", 80)),
        ({"status": "running", "step": 30}, {"status": "done", "step": 99}, ("done", 99)),
        ({"status": "running", "step": 30}, {"status": "cancelled", "step": 30}, ("cancelled", 30)),
        ({"status": "done", "step": 99}, {"status": "running", "step": 100}, ("paused", 100)),
        ({"status": "done", "step": 99}, {"status": "paused", "step": 30}, ("done", 99)),
        ({"status": "running", "step": 80}, {"status": "paused", "step": 30}, ("paused", 80)),
    ],
)
def test_a_restore_in_place_sets_no_campaign_back(
    room: Room, then: dict[str, object], now: dict[str, object], wanted: tuple[str, int]
) -> None:
    campaign = room.client.document(f"tenants/{room.t}/campaigns/c")
    campaign.set(_campaign(**then, name="Bread"))
    backup = room.back_up()
    campaign.set(_campaign(**now, name="Rolls"))
    room.restore(backup.id, remove=True)
    found = campaign.get().to_dict()
    assert found is not None
    assert (found["name"], found["status"], found["plan"]["step"]) == ("Bread", *wanted)
    assert found["plan"]["cursor"] == f"k{wanted[1]}"
    assert ("due_at" in found, found.get("finished_at")) == (False, NOW if wanted[0] in ENDED else None)


def test_a_restore_in_place_makes_no_draft_of_a_campaign_that_has_begun(room: Room) -> None:
    campaign = room.client.document(f"tenants/{room.t}/campaigns/c")
    campaign.set({"status": "draft", "name": "Bread"})
    backup = room.back_up()
    campaign.set({**_campaign("running", 0, "Rolls"), "sources": {"a": {"text": "Rolls!"}}})
    room.restore(backup.id)
    found = campaign.get().to_dict()
    assert found is not None
    assert (found["name"], found["status"], found["sources"]) == ("Bread", "paused", {"a": {"text": "Rolls!"}})


EARLIER, LATER = NOW - timedelta(days=2), NOW - timedelta(days=1)


def _wish(key: str, at: datetime, *, opted_in: bool = False, source: str = "keyword") -> dict[str, object]:
    scope, _, channel = key.partition("_")
    of_channel = {} if channel == "all" else {"channel_id": channel}
    return {key: {"scope": scope, "at": at, "opted_in": opted_in, "source": source, **of_channel}}


@pytest.mark.parametrize(
    ("then", "now", "wanted"),
    [
        ({}, _wish("all_all", LATER), _wish("all_all", LATER)),
        (_wish("all_all", EARLIER, opted_in=True), _wish("all_all", LATER), _wish("all_all", LATER)),
        (_wish("all_all", LATER), _wish("all_all", EARLIER, opted_in=True), _wish("all_all", LATER)),
        (_wish("all_all", EARLIER), _wish("all_all", LATER, opted_in=True), _wish("all_all", LATER, opted_in=True)),
        (_wish("all_all", EARLIER, opted_in=True), _wish("all_all", EARLIER), _wish("all_all", EARLIER)),
        (
            _wish("marketing_all", EARLIER),
            _wish("marketing_all", LATER, opted_in=True, source="import"),
            _wish("marketing_all", EARLIER),
        ),
        (
            _wish("marketing_all", LATER, opted_in=True),
            _wish("all_all", EARLIER) | _wish("marketing_c1", EARLIER),
            _wish("marketing_all", LATER, opted_in=True) | _wish("all_all", EARLIER) | _wish("marketing_c1", EARLIER),
        ),
        (_wish("all_all", LATER), {}, _wish("all_all", LATER)),
        ({"all_all": "nobody can read it"}, _wish("all_all", LATER), _wish("all_all", LATER)),
        (_wish("all_all", LATER), {"all_all": {"at": "nobody can read it"}}, _wish("all_all", LATER)),
    ],
)
def test_a_restore_in_place_undoes_no_wish(
    room: Room, then: dict[str, object], now: dict[str, object], wanted: dict[str, object]
) -> None:
    contact = room.client.document(f"tenants/{room.t}/contacts/k")
    contact.set({"name": "Ada", "opt_outs": then})
    backup = room.back_up()
    contact.set({"name": "Grace", "opt_outs": now})
    room.restore(backup.id, remove=True)
    assert contact.get().to_dict() == {"name": "Ada", "opt_outs": wanted}


def test_a_contact_of_whom_only_a_wish_is_new_is_not_written(room: Room) -> None:
    contact = room.client.document(f"tenants/{room.t}/contacts/k000001")
    backup = room.back_up()
    contact.update({"opt_outs": _wish("all_all", LATER)})
    restore = room.restore(backup.id)
    assert restore.diff["contacts"].changed == 0
    assert (contact.get().to_dict() or {})["opt_outs"] == _wish("all_all", LATER)


@pytest.mark.parametrize(
    ("reason", "wanted"),
    [("opted_out", "skipped"), ("forgotten", "skipped"), ("channel_inactive", "planned")],
)
def test_whom_a_campaign_left_out_for_a_wish_stays_left_out(room: Room, reason: str, wanted: str) -> None:
    recipient = room.client.document(f"tenants/{room.t}/campaigns/c/recipients/k000001")
    room.client.document(f"tenants/{room.t}/campaigns/c").set(_campaign("running", 30, "Bread"))
    recipient.set({"state": "planned", "name": "Ada", "lane": "c1"})
    backup = room.back_up()
    recipient.set({"state": "skipped", "reason": reason, "detail": "Why.", "name": "", "lane": "c1"})
    room.restore(backup.id, remove=True)
    why = {"reason": reason, "detail": "Why."} if wanted == "skipped" else {}
    assert recipient.get().to_dict() == {"state": wanted, "name": "Ada", "lane": "c1", **why}


def _campaign(status: str, step: int, name: str) -> dict[str, object]:
    """A campaign as it is stored when its planner has made so many steps."""
    times = {"finished_at": NOW} if status in ENDED else {"due_at": NOW}
    return {"status": status, "name": name, "plan": {"step": step, "cursor": f"k{step}"}, **times}


def test_a_restore_in_place_changes_only_what_differs_and_keeps_what_came_since(room: Room) -> None:
    backup = room.back_up()
    before = room.documents(without=OUT)
    room.client.document(f"tenants/{room.t}/contacts/k000001").update({"name": "Changed", "more": 1})
    room.client.document(f"tenants/{room.t}/contacts/k000002").delete()
    room.client.document(f"tenants/{room.t}/contacts/since").set({"name": "Since"})
    restore = room.restore(backup.id)
    assert restore.diff["contacts"].model_dump() == {
        "added": 1, "changed": 1, "removed": 1, "unchanged": 18, "skipped": 0
    }  # fmt: skip
    assert room.documents(without=OUT) == {**before, "contacts/since": {"name": "Since"}}
    assert room.documents()["channels/c1"] == {"name": "WhatsApp", "sealed": "a secret"}


def test_a_deleted_backup_is_not_found_again(room: Room) -> None:
    kept, deleted = room.back_up(), room.back_up(BackupKind.FULL)
    retaining.delete(room.who, deleted.id, room.clock.now(), with_=room.with_())
    payload = BackupPayload(tenant_id=room.t, backup_id=deleted.id)
    assert retaining.go_on_deleting(payload, with_=room.with_())
    assert not retaining.go_on_deleting(payload, with_=room.with_())
    room.wipe(keep=())
    found = finding.discover(room.who, room.clock.now(), with_=room.with_())
    assert (found.found, found.added) == (1, 1)
    assert room.restore(kept.id).state is RestoreState.DONE


def test_a_passphrase_opens_a_backup_also_where_its_key_is_lost(room: Room) -> None:
    wanted = ScheduleIn(encryption=Encryption.PASSPHRASE, passphrase=SecretStr("correct horse battery"))
    arranging.arrange(room.who, wanted, room.clock.now(), with_=room.with_())
    before = room.documents(without=OUT)
    backup = room.back_up()
    assert b"Person 1" not in b"".join(room.drive.contents.values())
    room.wipe(keep=())
    finding.discover(room.who, room.clock.now(), with_=room.with_())
    with pytest.raises(WrongPassphrase):
        room.restore(backup.id)
    with pytest.raises(WrongPassphrase):
        room.restore(backup.id, passphrase="another one of some length")
    assert room.restore(backup.id, passphrase="correct horse battery").state is RestoreState.DONE
    assert room.documents(without=OUT) == before


def test_what_was_forgotten_stays_forgotten(room: Room) -> None:
    backup = room.back_up()
    room.wipe()
    stone = tombstone(TombstoneKind.CONTACT, ContactId("k000000"), datetime.now(UTC) + timedelta(minutes=1))
    Database(room.client).commit(Tombstones(Database(room.client)).set(room.t, stone))
    restore = room.restore(backup.id)
    after = room.documents()
    assert restore.state is RestoreState.DONE
    assert "text" not in after["messages/m000000"]  # type: ignore[operator]
    assert "name" not in after["contacts/k000000"]  # type: ignore[operator]
    assert "contacts/k000000/facts/f" not in after
    assert "text" in after["messages/m000001"]  # type: ignore[operator]
    assert room.bucket.kept != {}


def test_work_goes_on_in_further_tasks_when_time_is_up(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"running.PART_BYTES": 1500, "writing.BATCH": 7, "writing.COMPARED": 9}.items():
        monkeypatch.setattr(f"functions.backups.service.{name}", value)
    before = room.documents(without=OUT)
    begun = starting.run(room.who, None, "k", room.clock.now(), with_=room.with_())
    turns = 0
    while room.backup(begun.id).state is BackupState.RUNNING:
        room.go_on(begun.id, in_time=lambda: False)
        turns += 1
    assert turns > 3
    room.wipe()
    asked = asking.ask(room.who, begun.id, RestoreIn(apply=True), "k", room.clock.now(), with_=room.with_())
    turns = 0
    while (state := room.go_on_restoring(asked.id, in_time=lambda: False)) is not RestoreState.DONE:
        assert state in OPEN_RESTORES
        turns += 1
    assert turns > 5
    assert room.documents(without=OUT) == before
