"""How long the job registry takes to start, and that it imports no handler meanwhile."""

import json
import subprocess
import sys
from statistics import median
from typing import Any, Final

from infra.local.settings import ROOT
from tests.bench.rows import Row

RUNS: Final = 11
REGISTRY_MS: Final = 5.0

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
initialize("bench")
handlers = {job.handler.partition(":")[0] for job in JOBS}
print(json.dumps({"took_ms": told["took_ms"], "handlers": sorted(handlers & set(sys.modules))}),
    file=sys.stderr)
"""


def measure_registry() -> list[Row]:
    """What `initialize()` of the job registry takes in a fresh process."""
    runs = [_run() for _ in range(RUNS)]
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


def _run() -> dict[str, Any]:
    done = subprocess.run([sys.executable, "-c", _REGISTRY], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"A measured process failed:\n{done.stderr}")
    told: dict[str, Any] = json.loads(done.stderr.strip().splitlines()[-1])
    return told
