"""Backing up 10,000 and 100,000 documents beside a plain streaming read of the same: reads, seconds, and peak memory.

Each backup runs in a process of its own, since a process's peak never falls; the Drive forgets what it takes.
"""

import hashlib
import itertools
import json
import os
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

from google.cloud import firestore

from common.clock import FixedClock
from common.crypto import Vault
from common.media.storage import Listed
from common.models.backup import Backup, BackupKind, BackupState
from common.models.drive import DriveFile, Uploaded
from common.models.ids import TenantId
from common.models.payloads import BackupPayload
from common.models.tenant import Caller, Plan, Role, Tenant
from common.store import ops
from common.store.backups import Backups
from common.store.database import Create, Database, Write
from common.store.incidents import Incidents
from common.store.long_jobs import LongJobs
from common.store.snapshots import Snapshots
from common.store.tenants import Tenants
from common.store.tombstones import Tombstones
from functions.backups.service import running, starting
from functions.backups.service.collaborators import Collaborators
from tests.bench.emulator import PROJECT, firestore_emulator
from tests.bench.rows import Row

SIZES: Final = (10_000, 100_000)
NOW: Final = datetime(2026, 11, 20, tzinfo=UTC)
KEYS: Final = "QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE="
OWN: Final = 40
"""What a backup reads besides the documents: its own, the schedule, the instant, and the names of collections."""
LEAST: Final = 0.5
MOST_GROWTH: Final = 1.2


def measure_backups() -> list[Row]:
    """Backs tenants of both sizes up, on an emulator of their own."""
    with firestore_emulator():
        for size in SIZES:
            _fill(size)
        found = {size: _run(size) for size in SIZES}
    small, large = (found[size] for size in SIZES)
    rows = [
        row
        for size in SIZES
        for row in (
            Row(f"backup of {size:,} documents: reads", found[size]["reads"], "", size + OWN),
            Row(
                f"backup of {size:,} documents: speed over that of a plain stream",
                round(found[size]["stream_s"] / found[size]["backup_s"], 2),
                "×",
                LEAST,
                "least",
                note=f"{size / found[size]['backup_s']:,.0f} documents/s beside {size / found[size]['stream_s']:,.0f}",
            ),
        )
    ]
    growth = round(large["peak_bytes"] / small["peak_bytes"], 3)
    note = f"{small['peak_bytes'] / 2**20:.0f} and {large['peak_bytes'] / 2**20:.0f} MiB"
    return [*rows, Row("backup: peak memory, ten times the documents", growth, "×", MOST_GROWTH, note=note)]


def _run(size: int) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.backups", str(size)], check=True, stdout=subprocess.PIPE, env=os.environ
    )
    numbers: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return numbers


def _tenant(size: int) -> TenantId:
    return TenantId(f"backup{size}")


def _fill(size: int) -> None:
    database = Database(firestore.Client(project=PROJECT))
    t = _tenant(size)
    Tenants(database).save(Tenant(id=t, name="Bench", plan=Plan.ENTERPRISE))
    chance, batch = random.Random(size), list[Write]()  # noqa: S311 -- made-up messages
    for number in range(size):
        at = NOW + timedelta(seconds=chance.randrange(1_000_000))
        words = " ".join(chance.choices(_WORDS, k=20))
        data = {
            "conversation_id": f"k{chance.randrange(5_000)}",
            "channel_id": "c1",
            "provider": "whatsapp",
            "direction": "in",
            "author": {"kind": "contact"},
            "kind": "text",
            "text": words,
            "status": "received",
            "status_at": {"received": at},
            "provider_message_id": f"wamid.{chance.randbytes(16).hex()}",
            "address": f"+4915{chance.randrange(10**9)}",
            "at": at,
            "created_at": at,
        }
        batch.append(Create(f"tenants/{t}/messages/m{number:07d}", data))
        if len(batch) == 400 or number == size - 1:
            database.commit(*batch)
            batch.clear()


_WORDS: Final = ("bread", "rye", "when", "open", "please", "thanks", "tomorrow", "order", "two", "loaves", "pick", "up")


class _Sink:
    """A Drive that keeps hashes and forgets bytes."""

    def __init__(self) -> None:
        self._ids = itertools.count(1)
        self._hashes: dict[str, tuple[str, dict[str, str], hashlib._Hash, int]] = {}

    def ensure_folder(self, name: str, parent_id: str | None, properties: Mapping[str, str]) -> str:
        return name

    def find(self, parent_id: str, properties: Mapping[str, str]) -> list[DriveFile]:
        return []

    def begin_upload(
        self, name: str, parent_id: str, mime_type: str, size_bytes: int | None, properties: Mapping[str, str]
    ) -> str:
        session = str(next(self._ids))
        self._hashes[session] = (name, dict(properties), hashlib.sha256(), 0)
        return session

    def upload_chunk(self, session: str, data: bytes, offset: int, total: int | None) -> Uploaded:
        name, properties, digest, size = self._hashes[session]
        digest.update(data)
        size += len(data)
        self._hashes[session] = (name, properties, digest, size)
        whole = DriveFile(session, name, size, digest.hexdigest(), properties, NOW)
        return Uploaded(size, whole if size == total else None)

    def query_upload(self, session: str) -> Uploaded:
        return Uploaded(self._hashes[session][3], None)

    def open(self, file_id: str, offset: int = 0) -> Iterator[bytes]:
        return iter(())

    def delete(self, file_id: str) -> None:
        return None

    def about(self) -> object:
        return None


class _NoMedia:
    def objects(self, t: TenantId, *, after: str = "") -> Iterator[Listed]:
        return iter(())


def _back_up(t: TenantId, database: Database) -> Backup:
    sink = _Sink()
    with_ = Collaborators(
        backups=Backups(database),
        snapshots=Snapshots(database),
        tenants=Tenants(database),
        tombstones=Tombstones(database),
        incidents=Incidents(database),
        long_jobs=LongJobs(database),
        vault=Vault(KEYS),
        bucket=_NoMedia(),
        open_drive=lambda t: sink,
        refuse_drive=lambda t, refused, now: None,
        enqueue=lambda *a, **k: True,
        clock=FixedClock(NOW),
        in_time=lambda: True,
    )
    who = Caller(tenant_id=t, role=Role.OWNER, id="bench")
    begun = starting.run(who, BackupKind.FULL, "", NOW, with_=with_)
    running.go_on(BackupPayload(tenant_id=t, backup_id=begun.id), with_=with_)
    return with_.backups.get(t, begun.id).value


def main(size: int) -> None:
    """Backs one tenant up and prints what that took; then reads the same documents in a plain stream."""
    client = firestore.Client(project=PROJECT)
    t, database = _tenant(size), Database(client)
    next(iter(client.collection(f"tenants/{t}/messages").limit(1).stream()))  # connects
    meter, begun_s = ops.begin(), time.perf_counter()
    backup = _back_up(t, database)
    backup_s = time.perf_counter() - begun_s
    peak_bytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    if backup.state is not BackupState.DONE or backup.documents < size:
        raise RuntimeError(f"The backup came to nothing: {backup.error}")
    begun_s = time.perf_counter()
    streamed = sum(1 for snapshot in client.collection(f"tenants/{t}/messages").stream() if snapshot.to_dict())
    stream_s = time.perf_counter() - begun_s
    if streamed != size:
        raise RuntimeError(f"The stream has {streamed} documents.")
    spent = {"reads": meter.reads, "backup_s": backup_s, "stream_s": stream_s, "peak_bytes": peak_bytes}
    print(json.dumps(spent))  # noqa: T201 -- how the measured process answers


if __name__ == "__main__":
    main(int(sys.argv[1]))
