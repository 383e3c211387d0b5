"""Write-behind SQLite: state lives in memory, its changes are committed in groups off the event loop."""

import asyncio
import itertools
import logging
import sqlite3
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from operator import itemgetter
from pathlib import Path

Value = str | bytes | int | float | None
Statement = tuple[str, Sequence[Value]]

_BUSY_TIMEOUT_S = 10.0
_log = logging.getLogger(__name__)


class Journal:
    """Commits statements in the order in which they were added, many at a time.

    All statements of one loop tick, and all that arrive while a commit is under way, share a transaction: the cost
    of a commit is paid per group, not per task.
    """

    def __init__(self, path: Path, schema: str) -> None:
        """Opens (or creates) the database and applies `schema`, a script of `CREATE ... IF NOT EXISTS`."""
        path.parent.mkdir(parents=True, exist_ok=True)
        # Statements run on the one thread of `_writer`, except the reads at start, before there are any.
        self._db = sqlite3.connect(path, timeout=_BUSY_TIMEOUT_S, check_same_thread=False, isolation_level=None)
        self._db.execute("PRAGMA journal_mode=WAL")
        # Safe against a killed process; only a power cut may lose the last commits.
        self._db.execute("PRAGMA synchronous=NORMAL")
        self._db.executescript(schema)
        self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix=f"journal-{path.stem}")
        self._pending: list[Statement] = []
        self._flushed: asyncio.Future[None] | None = None
        self._drain: asyncio.Task[None] | None = None

    def read(self, sql: str) -> list[tuple[Value, ...]]:
        """All rows of a query; for loading state before the first `add`."""
        return self._db.execute(sql).fetchall()

    def add(self, sql: str, parameters: Sequence[Value] = ()) -> None:
        """Queues a statement; it is committed soon, and after every statement added before."""
        self._pending.append((sql, parameters))
        if self._drain is None or self._drain.done():
            self._drain = asyncio.get_running_loop().create_task(self._drain_pending())

    async def flush(self) -> None:
        """Returns when all that has been added so far is committed.

        Raises:
            sqlite3.Error: the group that holds the last statement could not be committed.
        """
        if self._pending:
            if self._flushed is None:
                self._flushed = asyncio.get_running_loop().create_future()
            await asyncio.shield(self._flushed)
        elif self._drain is not None:
            await asyncio.shield(self._drain)

    async def close(self) -> None:
        """Commits what is left and closes the file."""
        try:
            while self._drain is not None and not self._drain.done():
                await asyncio.shield(self._drain)
        finally:
            self._writer.shutdown(wait=True)
            self._db.close()

    async def _drain_pending(self) -> None:
        while self._pending:
            batch, self._pending = self._pending, []
            flushed, self._flushed = self._flushed, None
            try:
                await asyncio.get_running_loop().run_in_executor(self._writer, self._commit, batch)
            except sqlite3.Error as error:
                _log.error("state not saved: %s", error)
                if flushed is not None and not flushed.done():
                    flushed.set_exception(error)
                continue
            if flushed is not None and not flushed.done():
                flushed.set_result(None)

    def _commit(self, batch: list[Statement]) -> None:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            for sql, group in itertools.groupby(batch, key=itemgetter(0)):
                self._db.executemany(sql, [parameters for _, parameters in group])
        except sqlite3.Error:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")
