"""Keeps the simulators' records in one SQLite file, written behind so that no request waits for the disk."""

import asyncio
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

FLUSH_AFTER_S = 0.2


class Records:
    """Records of JSON text by kind and key, in the order in which each was first put.

    Reading happens once, at start; afterwards the owners hold their state in memory and only put and drop here.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._dirty: dict[tuple[str, str], str | None] = {}
        self._lock = threading.Lock()
        self._is_closing = False
        self._timer: asyncio.TimerHandle | None = None
        self._writing: asyncio.Task[None] | None = None
        self._db = sqlite3.connect(path, check_same_thread=False)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=NORMAL")
        self._db.execute(
            "CREATE TABLE IF NOT EXISTS records"
            " (seq INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT, key TEXT, body TEXT, UNIQUE (kind, key))"
        )
        self._db.commit()

    def load(self, kind: str) -> Iterator[str]:
        """Bodies of one kind in the order in which they were first put."""
        for (body,) in self._db.execute("SELECT body FROM records WHERE kind = ? ORDER BY seq", (kind,)).fetchall():
            yield body

    def put(self, kind: str, key: str, body: str) -> None:
        """Stores or replaces a record, on disk within `FLUSH_AFTER_S`."""
        self._mark(kind, key, body)

    def drop(self, kind: str, key: str) -> None:
        """Removes a record; one that never reached the disk is never written."""
        self._mark(kind, key, None)

    def _mark(self, kind: str, key: str, body: str | None) -> None:
        with self._lock:
            self._dirty[kind, key] = body
            if self._is_closing:
                # Requests may still be under way while the stack stops; what they put now ends with the process.
                return
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return  # Seeding before the loop runs; `flush` at the next put or at the end writes it.
        if self._timer is None:
            self._timer = loop.call_later(FLUSH_AFTER_S, self._start_writing, loop)

    def _start_writing(self, loop: asyncio.AbstractEventLoop) -> None:
        self._timer = None
        self._writing = loop.create_task(asyncio.to_thread(self.flush))

    def flush(self) -> None:
        """Writes what is not yet on disk."""
        with self._lock:
            dirty, self._dirty = self._dirty, {}
            gone = [key for key, body in dirty.items() if body is None]
            kept = [(kind, key, body) for (kind, key), body in dirty.items() if body is not None]
            self._db.executemany("DELETE FROM records WHERE kind = ? AND key = ?", gone)
            self._db.executemany(
                "INSERT INTO records (kind, key, body) VALUES (?, ?, ?)"
                " ON CONFLICT (kind, key) DO UPDATE SET body = excluded.body",
                kept,
            )
            self._db.commit()

    async def close(self) -> None:
        """Writes the rest and closes the file; what is put from now on is not kept."""
        with self._lock:
            self._is_closing = True
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._writing is not None:
            await self._writing
        await asyncio.to_thread(self.flush)
        self._db.close()
