"""`python -m tests.bench`: measures, prints a table, writes bench.json; ends with 1 where a budget is exceeded."""

import argparse
import sys
import time
from pathlib import Path
from typing import Final

from infra.local import doctor
from tests.bench.backups import measure_backups
from tests.bench.campaigns import measure_campaigns
from tests.bench.contact_import import measure_contact_import
from tests.bench.deployables import measure_deployables
from tests.bench.fairness import measure_fairness
from tests.bench.operations import count_operations
from tests.bench.recall import measure_recall
from tests.bench.registry import measure_registry
from tests.bench.rollups import measure_rollups
from tests.bench.rows import Row, show_table, write_file
from tests.bench.throughput import measure_throughput

PARTS: Final = {
    "operations": count_operations,
    "registry": measure_registry,
    "deployables": measure_deployables,
    "recall": measure_recall,
    "rollups": measure_rollups,
    "campaigns": measure_campaigns,
    "contact-import": measure_contact_import,
    "fairness": measure_fairness,
    "backups": measure_backups,
    "throughput": measure_throughput,
}


def main() -> int:
    """Runs the parts one after the other, each on an otherwise quiet machine."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--part", action="append", choices=PARTS, help="only this; may be given several times")
    parser.add_argument("--output", type=Path, default=Path("bench.json"), help="where to write the numbers")
    arguments = parser.parse_args()
    if doctor.main():
        return 1
    begun = time.perf_counter()
    rows: list[Row] = []
    for name, measure in PARTS.items():
        if not arguments.part or name in arguments.part:
            print(f"· {name}", file=sys.stderr, flush=True)
            rows += measure()
    took_s = time.perf_counter() - begun
    print(show_table(rows))
    write_file(rows, arguments.output, took_s=took_s)
    exceeded = [row.name for row in rows if not row.ok]
    print(f"\n{len(rows)} numbers in {took_s:.0f} s, written to {arguments.output}.")
    if exceeded:
        print("Beyond the budget: " + "; ".join(exceeded) + ".")
    return 1 if exceeded else 0


if __name__ == "__main__":
    sys.exit(main())
