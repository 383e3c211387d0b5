"""The ops meter: billed Firestore reads, writes and deletes, by request and by function.

Source: https://cloud.google.com/firestore/pricing (read 2026-11): a query without results costs one read, a missing
document costs one, an aggregation one per 1,000 index entries.
"""

from collections import defaultdict
from contextvars import ContextVar
from dataclasses import asdict, dataclass
from threading import Lock
from typing import Final

from common import log
from common.metering import sampler
from common.models.ids import TenantId, owner_of
from common.models.usage import FIRESTORE_DELETES, FIRESTORE_READS, FIRESTORE_WRITES


@dataclass
class Ops:
    """Billed operations."""

    reads: int = 0
    writes: int = 0
    deletes: int = 0
    commits: int = 0

    def add(self, *, reads: int = 0, writes: int = 0, deletes: int = 0, commits: int = 0) -> None:
        """Counts further operations."""
        self.reads += reads
        self.writes += writes
        self.deletes += deletes
        self.commits += commits


_request: ContextVar[Ops | None] = ContextVar("firestore_ops", default=None)
_totals: defaultdict[str, Ops] = defaultdict(Ops)
_lock: Final = Lock()


def begin() -> Ops:
    """Starts the count of one request and returns it."""
    ops = Ops()
    _request.set(ops)
    return ops


def present() -> Ops:
    """The count of the present request; where there is none, one that nobody looks at."""
    return _request.get() or Ops()


def record(
    *, reads: int = 0, writes: int = 0, deletes: int = 0, commits: int = 0, path: str = "", request: Ops | None = None
) -> None:
    """Counts operations for a request and the function, and for the tenant of `path` where there is one.

    Without `request` it is the present one: a stream that was left half read ends when Python clears it away, perhaps
    during another.
    """
    if (ops := request or _request.get()) is not None:
        ops.add(reads=reads, writes=writes, deletes=deletes, commits=commits)
    with _lock:
        _totals[log.function_name.get() or "other"].add(reads=reads, writes=writes, deletes=deletes, commits=commits)
    root, _, below = path.partition("/")
    if root == "tenants":
        used = {FIRESTORE_READS: reads, FIRESTORE_WRITES: writes, FIRESTORE_DELETES: deletes}
        sampler.count(owner_of(TenantId(below.partition("/")[0])), **used)


def snapshot_and_reset() -> dict[str, dict[str, int]]:
    """What each function cost since the last call."""
    with _lock:
        taken = {name: asdict(ops) for name, ops in _totals.items()}
        _totals.clear()
    return taken
