"""A tenant with everything in it, a Drive in memory, and what backs the one up into the other."""

import hashlib
import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from google.cloud import firestore
from google.cloud.firestore_v1.vector import Vector

from common.clock import FixedClock
from common.crypto import Vault
from common.jobs.registry import RESTORE_BACKUP, Job
from common.media.storage import Listed, MediaBucket, Stored
from common.models.backup import Backup, BackupKind, Drill, Encryption, Restore, RestoreState
from common.models.drive import Drive, DriveRefused
from common.models.ids import MemberId, TenantId
from common.models.payloads import BackupPayload, Payload, RestorePayload
from common.models.tenant import Caller, Member, Plan, Role, Tenant
from common.store.backups import Backups
from common.store.database import Database, Write
from common.store.incidents import Incidents
from common.store.long_jobs import LongJobs
from common.store.snapshots import Snapshots
from common.store.tenants import Tenants
from common.store.tombstones import Tombstones
from functions.backups.backup_schemas import RestoreIn
from functions.backups.service import asking, drilling, restoring, running, starting
from functions.backups.service.collaborators import Collaborators
from functions.backups.service.running import Went
from tests.common.drive.fake_drive import FakeDrive
from tests.functions.crashes import BreakableDatabase, Breaker, Crash
from tests.functions.world import KEYS

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
MOST_KILLS = 60


class FakeBucket:
    """Media in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def _key(self, t: TenantId, name: str) -> str:
        return f"tenants/{t}/media/{name}"

    def objects(self, t: TenantId, *, after: str = "") -> Iterator[Listed]:
        """In the order of names."""
        folder = self._key(t, "")
        for key in sorted(k for k in self.kept if k.startswith(folder) and k[len(folder) :] > after):
            yield Listed(key[len(folder) :], key, len(self.kept[key]), "image/png")

    def find(self, t: TenantId, name: str) -> Listed | None:
        """One of them."""
        key = self._key(t, name)
        return Listed(name, key, len(self.kept[key]), "image/png") if key in self.kept else None

    def read(self, object_name: str, *, start_byte: int = 0) -> Iterator[bytes]:
        """In pieces."""
        content = self.kept[object_name][start_byte:]
        yield from (content[n : n + 300_000] for n in range(0, len(content), 300_000))

    def store(self, t: TenantId, chunks: Iterator[bytes], mime_type: str, *, limit_bytes: int) -> Stored:
        """Under its hash."""
        content = b"".join(chunks)
        sha256 = hashlib.sha256(content).hexdigest()
        self.kept[self._key(t, sha256)] = content
        return Stored(self._key(t, sha256), sha256, len(content))

    def remove(self, t: TenantId, name: str) -> None:
        """One of them."""
        self.kept.pop(self._key(t, name), None)


@dataclass
class Room:
    """One tenant and its Drive."""

    client: firestore.Client
    bucket: MediaBucket | FakeBucket
    plan: Plan = Plan.ENTERPRISE
    drive: FakeDrive = field(default_factory=lambda: FakeDrive(pieces=1 << 20))
    t: TenantId = field(default_factory=lambda: TenantId("t" + secrets.token_hex(8)))
    clock: FixedClock = field(default_factory=lambda: FixedClock(NOW))
    breaker: Breaker = field(default_factory=Breaker)
    tasks: list[tuple[Job, Payload]] = field(default_factory=list)
    refused: list[DriveRefused] = field(default_factory=list)
    writes: list[Write] = field(default_factory=list)
    delays: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        Tenants(Database(self.client)).save(Tenant(id=self.t, name="Bakery", plan=self.plan))
        self.drive.reach = lambda _: self.breaker.reach()

    @property
    def who(self) -> Caller:
        """The owner."""
        return Caller(tenant_id=self.t, role=Role.OWNER, id="ada", name="Ada")

    def hire(self) -> None:
        """Makes the owner a member."""
        ada = Member(id=MemberId("ada"), email="ada@bakery.test", name="Ada", role=Role.OWNER)
        Tenants(Database(self.client)).save_member(self.t, ada)

    def with_(self, in_time: Callable[[], bool] = lambda: True, t: TenantId | None = None) -> Collaborators:
        """What backing up works with, with nothing cached."""
        db = BreakableDatabase(self.client, self.breaker)
        db.after_commit.append(lambda writes: self.breaker.reach())
        db.after_commit.append(self.writes.extend)
        return Collaborators(
            backups=Backups(db),
            snapshots=Snapshots(db),
            tenants=Tenants(db),
            tombstones=Tombstones(db),
            incidents=Incidents(db),
            long_jobs=LongJobs(db),
            vault=Vault(KEYS),
            bucket=self.bucket,
            open_drive=self._open,
            refuse_drive=lambda t, refused, now: self.refused.append(refused),
            enqueue=self._enqueue,
            clock=self.clock,
            in_time=in_time,
        )

    def _open(self, t: TenantId) -> Drive:
        return self.drive

    def _enqueue(
        self, job: Job, payload: Payload, *, delay_s: float = 0, at: datetime | None = None, again: str = ""
    ) -> bool:
        self.tasks.append((job, payload))
        self.delays.append(delay_s)
        return True

    def fill(self, documents: int = 20) -> None:
        """Every kind of value, subcollections, an orphan's children, and media."""
        root = self.client.document(f"tenants/{self.t}")
        medium = b"a picture" * 10
        stored = self.bucket.store(self.t, iter([medium]), "image/png", limit_bytes=1 << 30)
        batch = self.client.batch()
        for n in range(documents):
            contact = root.collection("contacts").document(f"k{n:06d}")
            batch.set(contact, {"name": f"Person {n}", "tags": ["a", "b"], "since": NOW, "score": n / 3})
            message = {"conversation_id": contact.id, "status": "received", "direction": "in", "text": f"Hello {n} €"}
            message |= {"at": firestore.SERVER_TIMESTAMP, "channel_id": "c1"}
            batch.set(root.collection("messages").document(f"m{n:06d}"), message)
        media = {"object_name": stored.object_name, "sha256": stored.sha256, "status": "stored"}
        batch.update(root.collection("messages").document("m000000"), {"media": media})
        odd = {
            "vector": Vector([0.5, -1.25]),
            "bytes": b"\x00\xff",
            "point": firestore.GeoPoint(52.5, 13.4),
            "inside": root.collection("contacts").document("k000000"),
            "outside": self.client.document("elsewhere/x"),
            "nan": float("nan"),
            "infinite": float("-inf"),
            "big": 2**62 + 1,
            "whole": 3.0,
            "nothing": None,
            "yes": True,
            "empty": {},
            "list": [{"a": [1]}, {}],
            "$odd": {"$time": "not one", "a.b": 1},
        }
        batch.set(root.collection("templates").document("x"), odd)
        batch.set(root.collection("templates").document("x").collection("versions").document("1"), {"v": 1})
        batch.set(self.client.document(f"tenants/{self.t}/usage/2026-11/shards/0"), {"messages_in": documents})
        batch.set(self.client.document(f"tenants/{self.t}/contacts/k000000/facts/f"), {"value": "likes rye"})
        wish = {"contact_id": "k000001", "scope": "all", "opted_in": False, "at": NOW, "source": "person"}
        batch.set(self.client.document(f"tenants/{self.t}/consents/w"), wish)
        batch.set(self.client.document(f"tenants/{self.t}/channels/c1"), {"name": "WhatsApp", "sealed": "a secret"})
        batch.set(self.client.document(f"tenants/{self.t}/idempotency/x"), {"body": "{}"})
        batch.set(self.client.document(f"tenants/{self.t}/brand_new/x"), {"nobody": "has heard of it"})
        batch.commit()

    def back_up(self, kind: BackupKind | None = None, encryption: Encryption = Encryption.NONE) -> Backup:
        """A backup, from beginning to end."""
        with_ = self.with_()
        if encryption is not Encryption.NONE:
            self.encrypt(encryption)
        begun = starting.run(self.who, kind, secrets.token_hex(4), self.clock.now(), with_=with_)
        self.insist(lambda: self.go_on(begun.id))
        return self.backup(begun.id)

    def encrypt(self, encryption: Encryption) -> None:
        """Has further backups encrypted, or not."""
        backups = Backups(Database(self.client))
        backups.commit(backups.arrange(self.t, {"encryption": encryption}))

    def go_on(self, id_: str, in_time: Callable[[], bool] = lambda: True) -> Went:
        """One delivery of the task."""
        return running.go_on(BackupPayload(tenant_id=self.t, backup_id=id_), with_=self.with_(in_time))

    def insist(self, work: Callable[[], object]) -> int:
        """Delivers a task until it survives; returns how often it was killed."""
        for kills in range(MOST_KILLS):
            try:
                work()
            except Crash:
                continue
            return kills
        raise AssertionError("It never ended.")

    def backup(self, id_: str) -> Backup:
        """A backup as it is stored."""
        return Backups(Database(self.client)).get(self.t, id_).value

    def restore(self, id_: str, **wanted: object) -> Restore:
        """A restore, from beginning to end; it begins to write by itself."""
        asked = RestoreIn.model_validate({"apply": True, **wanted})
        asked_for = asking.ask(self.who, id_, asked, secrets.token_hex(4), self.clock.now(), with_=self.with_())
        self.insist(lambda: self.go_on_restoring(asked_for.id))
        return Backups(Database(self.client)).get_restore(self.t, asked_for.id).value

    def drill(self, id_: str) -> Drill:
        """A drill, from beginning to end."""
        drilling.drill(self.who, id_, self.clock.now(), with_=self.with_())
        self.work_off()
        drill = Backups(Database(self.client)).arrangement(self.t).drill
        assert drill is not None
        return drill

    def go_on_drilling(self) -> bool:
        """Delivers the oldest task of a restore, which stays until it survives; whether it was killed."""
        at = next(n for n, (job, _) in enumerate(self.tasks) if job is RESTORE_BACKUP)
        payload = self.tasks[at][1]
        try:
            restoring.go_on(payload, with_=self.with_())
        except Crash:
            return True
        del self.tasks[at]
        return False

    def work_off(self, in_time: Callable[[], bool] = lambda: True) -> int:
        """Delivers the tasks of restores that were queued, until none is left; returns how many."""
        turns = 0
        while any(job is RESTORE_BACKUP for job, _ in self.tasks):
            due = [payload for job, payload in self.tasks if job is RESTORE_BACKUP]
            self.tasks = [task for task in self.tasks if task[0] is not RESTORE_BACKUP]
            for payload in due:
                turns += 1
                self.insist(lambda payload=payload: restoring.go_on(payload, with_=self.with_(in_time)))  # type: ignore[misc]
        return turns

    def go_on_restoring(self, id_: str, in_time: Callable[[], bool] = lambda: True) -> RestoreState | None:
        """One delivery of the task."""
        return restoring.go_on(RestorePayload(tenant_id=self.t, restore_id=id_), with_=self.with_(in_time))

    def documents(self, *, t: TenantId | None = None, without: Sequence[str] = ()) -> dict[str, object]:
        """Everything of the tenant that is no work of backups, with its fields as JSON."""
        mine = ("backups/", "restores/", "audit/", "jobs/", "integrations/", "incidents/", *without)
        found = Snapshots(Database(self.client)).stream(t or self.t)
        return {s.path: s.fields for s in found if not s.path.startswith(mine)}

    def wipe(self, keep: Sequence[str] = ("backups/", "restores/", "jobs/", "integrations/")) -> None:
        """Everything is gone but the list of backups."""
        for snapshot in list(Snapshots(Database(self.client)).stream(self.t)):
            if not snapshot.path.startswith(tuple(keep)):
                self.client.document(f"tenants/{self.t}/{snapshot.path}").delete()
