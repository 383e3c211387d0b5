"""A measured number beside its budget, and the table and the file that are made of them."""

import json
import os
import platform
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal


@dataclass(frozen=True)
class Row:
    """One measured number."""

    name: str
    """What was measured."""
    value: float
    """The number."""
    unit: str
    """Its unit."""
    budget: float | None = None
    """What it may come to; None only informs."""
    bound: Literal["most", "least"] = "most"
    """Whether the budget is the most or the least that is allowed."""
    aim: float | None = None
    """What we would like; missing it does not fail."""
    note: str = ""
    """What the number does not say itself."""

    @property
    def ok(self) -> bool:
        """Whether it is within its budget."""
        return self.budget is None or self._reaches(self.budget)

    @property
    def missed(self) -> bool:
        """Whether it falls short of what we would like."""
        return self.aim is not None and not self._reaches(self.aim)

    @property
    def verdict(self) -> str:
        """One word for people."""
        if not self.ok:
            return "OVER" if self.bound == "most" else "UNDER"
        if self.missed:
            return "missed"
        return "ok" if self.budget is not None else ""

    def _reaches(self, limit: float) -> bool:
        return self.value <= limit if self.bound == "most" else self.value >= limit


def show_table(rows: Sequence[Row]) -> str:
    """The rows as text, a line each."""
    head = ("what", "value", "unit", "budget", "", "note")
    cells = [(r.name, _number(r.value), r.unit, _limit(r), r.verdict, r.note) for r in rows]
    widths = [max(len(line[column]) for line in (head, *cells)) for column in range(len(head) - 1)]
    lines = [_line(head, widths), "  ".join("-" * width for width in widths), *(_line(c, widths) for c in cells)]
    return "\n".join(lines)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    name, value, unit, limit, verdict, note = cells
    aligned = (name.ljust(widths[0]), value.rjust(widths[1]), unit.ljust(widths[2]), limit.rjust(widths[3]))
    return "  ".join((*aligned, verdict.ljust(widths[4]), note)).rstrip()


def _limit(row: Row) -> str:
    if row.budget is None:
        return ""
    sign = "≤" if row.bound == "most" else "≥"
    aim = f" (aim {_number(row.aim)})" if row.aim is not None else ""
    return f"{sign} {_number(row.budget)}{aim}"


def _number(value: float) -> str:
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.2f}" if value < 100 else f"{value:,.0f}"


def write_file(rows: Sequence[Row], path: Path, *, took_s: float) -> None:
    """Writes the rows as JSON, with what is to be known of the machine.

    Args:
        rows: what was measured.
        path: where to.
        took_s: how long all of it took.
    """
    content = {
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "took_s": round(took_s, 1),
        "machine": {
            "cores": os.cpu_count(),
            "system": platform.platform(),
            "python": sys.version.split()[0],
            "load_1m": round(os.getloadavg()[0], 2),
        },
        "rows": [{**asdict(row), "ok": row.ok} for row in rows],
    }
    path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n")
