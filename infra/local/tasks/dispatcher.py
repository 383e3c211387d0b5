"""Decides when each task of one queue is attempted: due time, rate, concurrency, pause."""

import asyncio
import heapq
import itertools
from collections import deque
from collections.abc import Callable, Coroutine
from typing import NoReturn

from infra.local.clock import StackClock
from infra.local.tasks.bucket import TokenBucket
from infra.local.tasks.model import Queue, RateLimits, Task

Attempt = Callable[[Task], Coroutine[None, None, None]]

# A retry this near (virtual seconds) counts as work under way, so that whoever waits for an idle stack does not
# have to move the clock for it.
RETRY_SOON_S = 1.0
# A minute of the fastest queue: 500 attempts a second.
_STARTS_KEPT = 30_000


class Dispatcher:
    """The tasks of one queue, and the loop that starts their attempts.

    The service's slow ramp-up of new and idle queues is not imitated.
    """

    def __init__(self, queue: Queue, clock: StackClock, attempt: Attempt) -> None:
        """Sets up a queue without tasks.

        Args:
            queue: its settings; change them through `change`.
            clock: decides what is due, and fills the token bucket.
            attempt: makes one attempt of a task and files its result; must not raise.
        """
        self.queue = queue
        self.tasks: dict[str, Task] = {}
        self.bucket = TokenBucket(queue.rate, clock.now())
        self.in_flight = 0
        self.dispatched = 0
        self._started_s: deque[float] = deque(maxlen=_STARTS_KEPT)
        self.failures = 0
        self.given_up = 0
        self._clock = clock
        self._attempt = attempt
        self._wake = asyncio.Event()
        self._order = itertools.count()
        self._waiting: list[tuple[float, int, int, Task]] = []
        self._ready: deque[tuple[int, Task]] = deque()
        self._retrying: set[Task] = set()
        self._attempts: set[asyncio.Task[None]] = set()
        self._loop: asyncio.Task[NoReturn] | None = None

    def start(self) -> None:
        """Begins to dispatch."""
        self._loop = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Stops at once; attempts under way are abandoned and will be made again."""
        running = [*self._attempts, *([self._loop] if self._loop else [])]
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)

    def wake(self) -> None:
        """Looks again at what can be dispatched; after the clock has moved or the queue has changed."""
        self._wake.set()

    def change(self, rate: RateLimits) -> None:
        """Applies changed rate limits."""
        self.bucket.change_limits(rate, self._clock.now())
        self.wake()

    def schedule(self, task: Task) -> None:
        """Puts a task where its `schedule_s` says, replacing any earlier scheduling of it."""
        self.tasks[task.name] = task
        task.placement += 1
        heapq.heappush(self._waiting, (task.schedule_s, next(self._order), task.placement, task))
        if task.dispatch_count:
            self._retrying.add(task)
        self.wake()

    def discard(self, task: Task) -> None:
        """Takes a task out for good."""
        self.tasks.pop(task.name, None)
        self._retrying.discard(task)
        task.placement += 1
        self.wake()

    def run_now(self, task: Task) -> None:
        """Attempts a task at once, whatever the queue's limits and state."""
        task.schedule_s = self._clock.now()
        task.placement += 1
        self._start(task)

    def due(self) -> int:
        """How many attempts are under way or could start as soon as rate and concurrency allow."""
        if self.queue.paused:
            return self.in_flight
        now_s = self._clock.now()
        self._promote(now_s)
        soon = sum(1 for task in self._retrying if not task.running and now_s < task.schedule_s <= now_s + RETRY_SOON_S)
        ready = sum(1 for placement, task in self._ready if placement == task.placement)
        return self.in_flight + ready + soon

    def started_since(self, since_s: float) -> int:
        """How many attempts started since then, as far as they are remembered."""
        return sum(1 for started_s in self._started_s if started_s >= since_s)

    async def _run(self) -> NoReturn:
        while True:
            self._wake.clear()
            until_s = self._start_what_may()
            try:
                async with asyncio.timeout(None if until_s is None else max(0.0, until_s - self._clock.now())):
                    await self._wake.wait()
            except TimeoutError:
                continue

    def _start_what_may(self) -> float | None:
        """Starts attempts; returns when to look again, None for not before something changes."""
        if self.queue.paused:
            return None
        now_s = self._clock.now()
        self._promote(now_s)
        while self._ready:
            placement, task = self._ready[0]
            if placement != task.placement:
                self._ready.popleft()
                continue
            if self.in_flight >= self.queue.rate.max_concurrent_dispatches:
                return None
            if not self.bucket.take(now_s):
                return self.bucket.next_s(now_s)
            self._ready.popleft()
            self._start(task)
        return self._waiting[0][0] if self._waiting else None

    def _promote(self, now_s: float) -> None:
        while self._waiting and self._waiting[0][0] <= now_s:
            _, _, placement, task = heapq.heappop(self._waiting)
            if placement == task.placement:
                self._ready.append((placement, task))

    def _start(self, task: Task) -> None:
        self._retrying.discard(task)
        self._started_s.append(self._clock.now())
        self.in_flight += 1
        self.dispatched += 1
        task.running += 1
        running = asyncio.create_task(self._attempt(task))
        self._attempts.add(running)
        running.add_done_callback(lambda done: self._finished(task, done))

    def _finished(self, task: Task, done: asyncio.Task[None]) -> None:
        self._attempts.discard(done)
        self.in_flight -= 1
        task.running -= 1
        self.wake()
        if not done.cancelled() and (error := done.exception()) is not None:
            asyncio.get_running_loop().call_exception_handler(
                {"message": f"attempt of {task.name} broke", "exception": error}
            )
