"""Webhooks at 16 connections beside bare commits of the same documents by as many threads, in turns."""

import asyncio
import json
import os
import secrets
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Final

from google.cloud import firestore

from common.models.channel import Channel, Provider
from common.models.ids import ChannelId, TenantId
from common.models.tenant import Plan, Tenant
from common.store import paths
from common.store.channels import Channels
from common.store.database import Database
from common.store.tenants import Tenants
from infra.local.emulators import Firestore
from infra.local.processes import Child, Family
from infra.local.settings import HOST, PROJECT, ROOT, StackSettings
from tests.bench.rounds import CONNECTIONS, CONTACTS, Round
from tests.bench.rows import Row
from tests.bench.webhooks import Number

ROUNDS: Final = 10
ROUND_S: Final = 3.0
WARM_UP_S: Final = 10.0
RATIO_AIM: Final = 0.6
RATIO_LEAST: Final = 0.4
"""Below this it is no longer the machine's noise."""
TENANT: Final = TenantId("bench")


def measure_throughput() -> list[Row]:
    """The throughput and latencies of both, and the ratio."""
    with TemporaryDirectory(prefix="bench-") as folder, ExitStack() as on_exit:
        settings = StackSettings.prepare(Path(folder), port=0, threads=CONNECTIONS)
        family = Family(settings.logs)
        on_exit.callback(family.close)
        db, number = asyncio.run(_prepare(family, settings, Path(folder)))
        account = (number.phone_number_id, number.account_id, number.app_secret)
        address = f"{HOST}:{settings.ports.functions}"
        webhooks = on_exit.enter_context(_side("load", [address, *account], settings))
        webhooks.run(WARM_UP_S)
        bare = on_exit.enter_context(_side("bare", [TENANT, *account], settings))
        bare.run(WARM_UP_S)
        pairs = [(webhooks.run(ROUND_S), bare.run(ROUND_S)) for _ in range(ROUNDS)]
        _check_stored(db, CONTACTS + webhooks.done + bare.done)
    return _rows([pair[0] for pair in pairs], [pair[1] for pair in pairs])


def _rows(webhooks: Sequence[Round], bare: Sequence[Round]) -> list[Row]:
    rows = []
    for name, rounds in (("webhooks", webhooks), ("bare commits", bare)):
        rows.append(
            Row(
                f"{name} at {CONNECTIONS} connections",
                round(median(r.per_s for r in rounds), 1),
                "per s",
                note=f"median of {len(rounds)} rounds of {ROUND_S:g} s, in turns",
            )
        )
        rows += [
            Row(f"{name}: {label}", round(median(r.quantile_ms(part) for r in rounds), 1), "ms")
            for label, part in (("p50", 0.5), ("p95", 0.95))
        ]
    # A round against its neighbour: what the machine does meanwhile weighs on both.
    ratio = median(w.per_s / b.per_s for w, b in zip(webhooks, bare, strict=True))
    return [
        *rows,
        Row("webhooks / bare commits", round(ratio, 3), "ratio", RATIO_LEAST, bound="least", aim=RATIO_AIM),
    ]


class _Side:
    """One of the two processes."""

    def __init__(self, process: "subprocess.Popen[str]", log: Path) -> None:
        self._process = process
        self._log = log
        self.done = 0
        """Pieces of work that succeeded in all rounds."""

    def run(self, seconds: float) -> Round:
        """One round."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{seconds}\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            raise RuntimeError(f"A side of the comparison ended:\n{self._log.read_text()}")
        told = Round(**json.loads(answer))
        self.done += told.done
        return told


@contextmanager
def _side(module: str, arguments: Sequence[str], settings: StackSettings) -> Iterator[_Side]:
    log = settings.logs / f"{module}.log"
    with log.open("w") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", f"tests.bench.{module}", *arguments],
            cwd=ROOT,
            env=settings.environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
    try:
        yield _Side(process, log)
    finally:
        process.kill()
        process.communicate()


async def _prepare(family: Family, settings: StackSettings, folder: Path) -> tuple[Database, Number]:
    """Starts a Firestore emulator without triggers, with one tenant and its number, and `receive` as in production."""
    emulator = Firestore(family, settings)
    await emulator.ready()
    os.environ["FIRESTORE_EMULATOR_HOST"] = f"{HOST}:{settings.ports.firestore}"
    db = Database(firestore.Client(project=PROJECT))
    number = Number("100000000000009", "200000000000009", settings.secrets.meta_app_secret)
    now = datetime.now(UTC)
    Tenants(db).save(Tenant(id=TENANT, name="Bench", plan=Plan.ENTERPRISE, time_zone="Europe/Berlin", created_at=now))
    Channels(db).connect(
        TENANT,
        Channel(
            id=ChannelId("bench_whatsapp"),
            provider=Provider.WHATSAPP,
            name="WhatsApp",
            identifier=number.phone_number_id,
            address="+15550109999",
            account_id=number.account_id,
            sealed=secrets.token_urlsafe(64),
            created_at=now,
        ),
    )
    await _serve_receive(family, settings, folder)
    return db, number


async def _serve_receive(family: Family, settings: StackSettings, folder: Path) -> Child:
    # As staged for a deployment: one import line, served by the framework's own gunicorn.
    source = folder / "main.py"
    source.write_text("from functions.receive.main import receive\n")
    command = [sys.executable, "-m", "functions_framework", "--target", "receive", "--source", str(source)]
    command += ["--host", HOST, "--port", str(settings.ports.functions)]
    env = {**settings.environment(), "THREADS": str(CONNECTIONS), "K_SERVICE": "receive"}
    # The movable clock is the local stack's; production reads the machine's.
    del env["CLOCK_FILE"]
    child = family.start("receive", command, cwd=ROOT, env=env)

    async def serves() -> bool:
        try:
            _, writer = await asyncio.open_connection(HOST, settings.ports.functions)
        except OSError:
            return False
        writer.close()
        return True

    await child.ready(serves, 60)
    return child


def _check_stored(db: Database, expected: int) -> None:
    """What was answered must be what is stored, or the numbers mean nothing."""
    stored = db.count(paths.messages(TENANT))
    if stored != expected:
        raise RuntimeError(f"{expected} messages were acknowledged, {stored} are stored.")
