"""What each function weighs as it is deployed, in an environment of its own: package, import, and memory."""

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any, Final

from infra.deploy.runtime import RUNTIME
from infra.deploy.staging import Staged, stage
from infra.functions import FUNCTIONS
from tests.bench.rows import Row
from tests.deployed import clean_environment

RUNS: Final = 11
FRAMEWORK: Final = "functions_framework"
BASELINE: Final = "functions_framework, google.cloud.firestore"
RECEIVE_RATIO: Final = 1.25
MEMORY_SHARE: Final = 0.5
"""What part of an instance's memory a function may need before it serves anybody."""
PACKAGE_BYTES: Final = 2 * 1024 * 1024
HEAVY: Final = ("openai", "googleapiclient")
"""Packages that nobody may import before work needs them."""

# Processor time: with a warm disk it is what an import takes, and neighbours on the machine do not count.
_IMPORT: Final = """
import sys, time
sys.path.insert(0, sys.argv[1])
begun = time.process_time()
import {modules}
took_s = time.process_time() - begun
import json, re
# ru_maxrss would do, but that a child begins with its parent's; this is counted from the exec on.
peak = int(re.search(r"VmHWM:\\s+(\\d+) kB", open("/proc/self/status").read())[1]) * 1024
heavy = sorted({heavy} & set(sys.modules))
print(json.dumps({{"took_s": took_s, "peak_bytes": peak, "heavy": heavy}}), file=sys.stderr)
"""


def measure_deployables() -> list[Row]:
    """Stages and installs every function, and imports each as a cold start does."""
    with TemporaryDirectory(prefix="bench-") as folder:
        all_staged = [stage(function, Path(folder)) for function in FUNCTIONS]
        for staged in all_staged:
            _import("main", staged)  # installs it, and warms the disk and the byte code
        first = all_staged[0]
        _import(BASELINE, first)
        bases, owns = [], []
        for _ in range(RUNS):
            bases.append([_import(modules, first)["took_s"] for modules in (FRAMEWORK, BASELINE)])
            owns.append([_import("main", staged) for staged in all_staged])
    framework, with_firestore = (median(each) * 1000 for each in zip(*bases, strict=True))
    rows = [
        Row("deployed: import of framework alone", round(framework), "ms", note=f"median of {RUNS}, CPU time"),
        Row("deployed: import of framework and Firestore", round(with_firestore), "ms"),
    ]
    for staged, runs in zip(all_staged, zip(*owns, strict=True), strict=True):
        rows += _rows(staged, runs, [base for _, base in bases])
    return rows


def _rows(staged: Staged, runs: Sequence[dict[str, Any]], bases: Sequence[float]) -> list[Row]:
    """One function's numbers; each run against the baseline of its own round, as a slow moment weighs on both."""
    name, heavy = staged.deployable.name, runs[0]["heavy"]
    ratio = median(run["took_s"] / base for run, base in zip(runs, bases, strict=True))
    peak_mib, memory_mib = max(run["peak_bytes"] for run in runs) / 2**20, RUNTIME[name].memory_mib
    took = f"{median(run['took_s'] for run in runs) * 1000:.0f} ms"
    budget = RECEIVE_RATIO if name == "receive" else None
    return [
        Row(f"{name} deployed: import", round(ratio, 3), "× framework and Firestore", budget, note=took),
        Row(
            f"{name} deployed: peak memory", round(peak_mib, 1), "MiB", memory_mib * MEMORY_SHARE, note="once imported"
        ),
        Row(f"{name} deployed: package", staged.bytes, "bytes", PACKAGE_BYTES, note=f"{staged.files} files"),
        Row(f"{name} deployed: needless imports", len(heavy), "", 0, note=", ".join(heavy)),
    ]


def _import(modules: str, staged: Staged) -> dict[str, Any]:
    environment = clean_environment(staged.folder / "requirements.txt")
    source = _IMPORT.format(modules=modules, heavy=set(HEAVY))
    command = [str(environment / "bin" / "python"), "-I", "-c", source, str(staged.folder)]
    done = subprocess.run(command, cwd=staged.folder, env={}, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{staged.deployable.name} cannot be imported alone:\n{done.stderr}")
    told: dict[str, Any] = json.loads(done.stderr.strip().splitlines()[-1])
    return told
