"""The stack's virtual clock: real time plus an offset kept in a file, so that every process agrees on it."""

import asyncio
import os
import time
from collections.abc import Callable
from pathlib import Path


class StackClock:
    """Virtual time for the processes of the local stack.

    One process owns the clock and advances it; the others only read the file. It never runs backwards.
    """

    def __init__(self, path: Path) -> None:
        """Opens the clock, and creates its file with offset 0 where there is none.

        Args:
            path: text file holding the offset in seconds.

        Raises:
            ValueError: the file does not hold a number; trying again does not help.
        """
        self._path = path
        self._moved = asyncio.Event()
        self._listeners: list[Callable[[], None]] = []
        if path.exists():
            self._offset_s = float(path.read_text())
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._save(0.0)

    @property
    def offset_s(self) -> float:
        """How far virtual time is ahead of real time, in seconds."""
        return self._offset_s

    def now(self) -> float:
        """The virtual time as epoch seconds."""
        return time.time() + self._offset_s

    def subscribe(self, listener: Callable[[], None]) -> None:
        """Calls `listener` each time the clock has been advanced."""
        self._listeners.append(listener)

    async def advance(self, seconds: float) -> None:
        """Moves virtual time forward and wakes everybody who waits for it.

        Raises:
            ValueError: `seconds` is negative.
        """
        if not 0 <= seconds < float("inf"):
            raise ValueError(f"the clock moves forward only, not by {seconds} s")
        self._save(self._offset_s + seconds)
        moved, self._moved = self._moved, asyncio.Event()
        moved.set()
        for listener in self._listeners:
            listener()
        # Those who were woken run before the caller goes on.
        await asyncio.sleep(0)

    async def wait_until(self, epoch_s: float) -> None:
        """Returns once virtual time has reached `epoch_s`."""
        while (remaining_s := epoch_s - self.now()) > 0:
            try:
                await asyncio.wait_for(self._moved.wait(), remaining_s)
            except TimeoutError:
                continue

    def _save(self, offset_s: float) -> None:
        scratch = self._path.with_name(self._path.name + ".new")
        scratch.write_text(f"{offset_s!r}\n")
        os.replace(scratch, self._path)
        self._offset_s = offset_s
