"""How long each function takes to import, and what it drags along; the job registry's start."""

import json
import subprocess
import sys
from statistics import median
from typing import Final

from infra.functions import FUNCTIONS
from infra.local.settings import ROOT
from tests.bench.rows import Row

RUNS: Final = 11
BASELINE: Final = "functions_framework, google.cloud.firestore"
RECEIVE_RATIO: Final = 1.25
REGISTRY_MS: Final = 5.0
HEAVY: Final[dict[str, frozenset[str]]] = {"openai": frozenset(), "googleapiclient": frozenset()}
"""Packages that only these functions may import."""

# Processor time: with a warm disk it is what an import takes, and neighbours on the machine do not count.
_IMPORT: Final = """
import sys, time
begun = time.process_time()
import {modules}
took_s = time.process_time() - begun
import json
print(json.dumps({{"took_s": took_s, "modules": sorted(sys.modules)}}), file=sys.stderr)
"""

_REGISTRY: Final = """
import json, sys
from common.jobs import registry
from common.jobs.registry import JOBS, initialize
import common.log
told = {}
common.log.info = lambda message, **fields: told.update(fields)
def forbid(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo"):
        raise RuntimeError("the registry touched the network")
sys.addaudithook(forbid)
before = set(sys.modules)
initialize("bench")
handlers = {job.handler.partition(":")[0] for job in JOBS}
print(json.dumps({"took_ms": told["took_ms"], "handlers": sorted(handlers & set(sys.modules)),
    "imported": sorted(set(sys.modules) - before)}), file=sys.stderr)
"""


def measure_imports() -> list[Row]:
    """Import times as ratios to the bare framework with Firestore, and who imports what is slow."""
    names = {function.capability for function in FUNCTIONS}
    sources = {"": BASELINE, **{name: f"functions.{name}.main" for name in sorted(names)}}
    for modules in sources.values():
        _run(_IMPORT.format(modules=modules))  # warms the disk and the byte code
    times: dict[str, list[float]] = {name: [] for name in sources}
    loaded: dict[str, list[str]] = {}
    for _ in range(RUNS):
        for name, modules in sources.items():
            told = _run(_IMPORT.format(modules=modules))
            times[name].append(told["took_s"])
            loaded[name] = told["modules"]
    base_s = median(times[""])
    rows = [Row("import of framework and Firestore", round(base_s * 1000), "ms", note=f"median of {RUNS}, CPU time")]
    for name in sorted(names):
        # Each against the baseline of its own round, so that a slow moment of the machine weighs on both.
        ratio = median(own / base for own, base in zip(times[name], times[""], strict=True))
        rows.append(
            Row(
                f"import of {name}",
                round(ratio, 3),
                "× baseline",
                RECEIVE_RATIO if name == "receive" else None,
                note=f"{median(times[name]) * 1000:.0f} ms",
            )
        )
    for package, users in HEAVY.items():
        guilty = [name for name in sorted(names - users) if package in loaded[name]]
        rows.append(Row(f"functions that import {package} needlessly", len(guilty), "", 0, note=", ".join(guilty)))
    return rows


def measure_registry() -> list[Row]:
    """What `initialize()` of the job registry takes in a fresh process."""
    runs = [_run(_REGISTRY) for _ in range(RUNS)]
    handlers = sorted({handler for run in runs for handler in run["handlers"]})
    return [
        Row(
            "JobRegistry.initialize()",
            median(run["took_ms"] for run in runs),
            "ms",
            REGISTRY_MS,
            note=f"median of {RUNS} fresh processes, network forbidden",
        ),
        Row("handlers imported by JobRegistry.initialize()", len(handlers), "", 0, note=", ".join(handlers)),
    ]


def _run(source: str) -> dict:  # type: ignore[type-arg]
    command = [sys.executable, "-c", source]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"A measured process failed:\n{done.stderr}")
    return json.loads(done.stderr.strip().splitlines()[-1])  # type: ignore[no-any-return]
