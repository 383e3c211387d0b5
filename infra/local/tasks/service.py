"""The Cloud Tasks service of the local stack: its queues and tasks, and everything the API can do with them."""

import asyncio
import logging
from pathlib import Path

import grpc
import httpx

from infra.local.clock import StackClock
from infra.local.faults import Faults
from infra.local.oidc import TokenIssuer
from infra.local.tasks.api import serve
from infra.local.tasks.attempt import build_request, count_dispatch, count_failure
from infra.local.tasks.delivery import Delivery, KillWorker, delivery_client, no_worker
from infra.local.tasks.dispatcher import Dispatcher
from infra.local.tasks.model import TASK_RETENTION_S, Queue, Task
from infra.local.tasks.stats import QueueStats
from infra.local.tasks.store import TaskStore
from infra.local.tasks.wire import (
    Message,
    QueuePb,
    RefusedError,
    build_queue,
    check_queue_name,
    check_task_name,
    invalid,
    parse_queue,
    parse_task,
)

# A task's name is free again about an hour after it ended. Source: cloudtasks.proto, CreateTask, which speaks of up
# to 24 hours now and of about one hour before; the shorter time is what code may least rely on.
TASK_NAME_TOMBSTONE_S = 3_600.0
# Source: DeleteQueue in google/cloud/tasks/v2/cloudtasks.proto, read 2026-11 ("up to 3 days").
QUEUE_NAME_TOMBSTONE_S = 3 * 86_400.0
# The default concurrency of a Cloud Run instance, of which the function host stands for one.
_CONCURRENT_REQUESTS = 80
_THROTTLING = frozenset({429, 503})
_FORGET_TOMBSTONES_EVERY = 10_000
_IDLE_LOOK_S = 0.01
_MINUTE_S = 60.0
_log = logging.getLogger(__name__)


class TaskService:
    """Queues and tasks in memory, kept in SQLite, dispatched over HTTP."""

    def __init__(
        self,
        db_path: Path,
        clock: StackClock,
        faults: Faults,
        issuer: TokenIssuer,
        *,
        http: httpx.AsyncClient | None = None,
        kill_worker: KillWorker = no_worker,
        connect_patience_s: float = 10.0,
    ) -> None:
        """Opens the database; `start` begins to serve and to dispatch.

        Args:
            db_path: the SQLite file, created where there is none.
            clock: delays, back-off, rates and tombstones follow it.
            faults: the target `tasks` applies to attempts.
            issuer: signs the OIDC tokens of attempts.
            http: client for attempts; our own where None.
            kill_worker: kills the function host, for the fault `kill`.
            connect_patience_s: real seconds an attempt waits for a port that refuses connections.
        """
        self._clock = clock
        self._issuer = issuer
        self._http = http or delivery_client()
        self._owns_http = http is None
        self._delivery = Delivery(
            self._http,
            faults,
            "tasks",
            kill_worker,
            concurrency=_CONCURRENT_REQUESTS,
            connect_patience_s=connect_patience_s,
        )
        self._store = TaskStore(db_path)
        self._dispatchers: dict[str, Dispatcher] = {}
        self._tombstones: dict[str, float] = {}
        self._reserved: set[str] = set()
        self._buried = 0
        self._server: grpc.aio.Server | None = None

    # -- life ---------------------------------------------------------------------------------------------------

    async def start(self, port: int = 0) -> int:
        """Serves the API on 127.0.0.1 and goes on with the tasks of the last run.

        Args:
            port: 0 for any free one.

        Returns:
            The port.
        """
        for queue in self._store.load_queues():
            self._add_dispatcher(queue)
        self._tombstones = self._store.load_tombstones(self._clock.now())
        for task in self._store.load_tasks():
            if dispatcher := self._dispatchers.get(task.queue_name):
                dispatcher.schedule(task)
        self._clock.subscribe(self._wake_all)
        self._server, bound_port = await serve(self, port)
        return bound_port

    async def stop(self) -> None:
        """Stops within a moment; attempts under way are abandoned and made again after the next start."""
        if self._server is not None:
            await self._server.stop(grace=0.2)
        await asyncio.gather(*(dispatcher.stop() for dispatcher in self._dispatchers.values()))
        await self._store.close()
        if self._owns_http:
            await self._http.aclose()

    def pending_due(self) -> int:
        """Attempts that are due, under way, or retries due within the next second; paused queues and tasks that are
        scheduled for later do not count."""
        return sum(dispatcher.due() for dispatcher in self._dispatchers.values()) + len(self._reserved)

    async def wait_idle(self) -> None:
        """Returns when `pending_due` is 0."""
        while self.pending_due():
            # Time alone makes retries due, so there is no one event to wait for.
            await asyncio.sleep(_IDLE_LOOK_S)

    def stats(self) -> list[QueueStats]:
        """The queues as they are now, by name."""
        now_s = self._clock.now()
        return [_stats(self._dispatchers[name], now_s) for name in sorted(self._dispatchers)]

    # -- queues -------------------------------------------------------------------------------------------------

    async def create_queue(self, parent: str, message: Message) -> Queue:
        """Creates a queue from a `Queue` message."""
        queue = parse_queue(message)
        if queue.name.rpartition("/queues/")[0] != parent:
            raise invalid("The queue's name must begin with the parent of the request")
        if queue.name in self._dispatchers:
            raise RefusedError(grpc.StatusCode.ALREADY_EXISTS, "Queue already exists")
        self._refuse_recent_name(queue.name)
        self._add_dispatcher(queue)
        return await self._save(queue)

    async def update_queue(self, message: Message, mask: Message) -> Queue:
        """Changes the masked fields of a queue (all where the mask is empty), and creates it where there is none."""
        check_queue_name(message.name)
        dispatcher = self._dispatchers.get(message.name)
        if dispatcher is None:
            self._refuse_recent_name(message.name)
            dispatcher = self._add_dispatcher(parse_queue(message))
            return await self._save(dispatcher.queue)
        wanted = message
        if mask.paths:
            wanted = QueuePb()
            wanted.CopyFrom(build_queue(dispatcher.queue))
            try:
                mask.MergeMessage(message, wanted, True)
            except (KeyError, ValueError) as error:
                raise invalid(f"Invalid update_mask: {error}") from error
            wanted.name = message.name
        changed = parse_queue(wanted)
        dispatcher.queue.rate, dispatcher.queue.retry = changed.rate, changed.retry
        dispatcher.change(changed.rate)
        return await self._save(dispatcher.queue)

    def get_queue(self, name: str) -> Queue:
        """The queue of that name."""
        return self._dispatcher(name).queue

    def stats_of(self, name: str) -> QueueStats:
        """A queue's figures."""
        return _stats(self._dispatcher(name), self._clock.now())

    def list_queues(self, parent: str) -> list[Queue]:
        """The queues of a location, by name."""
        return [self._dispatchers[name].queue for name in sorted(self._dispatchers) if name.startswith(parent + "/")]

    async def delete_queue(self, name: str) -> None:
        """Deletes a queue with its tasks; its name cannot be used for a while."""
        dispatcher = self._dispatcher(name)
        del self._dispatchers[name]
        self._remove_all(dispatcher)
        self._bury(name, QUEUE_NAME_TOMBSTONE_S)
        self._store.delete_queue(name)
        await dispatcher.stop()
        await self._store.flush()

    async def purge_queue(self, name: str) -> Queue:
        """Deletes every task of a queue."""
        dispatcher = self._dispatcher(name)
        self._remove_all(dispatcher)
        dispatcher.queue.purged_s = self._clock.now()
        return await self._save(dispatcher.queue)

    async def pause_queue(self, name: str, paused: bool) -> Queue:
        """Pauses or resumes dispatching; tasks can be added meanwhile."""
        dispatcher = self._dispatcher(name)
        dispatcher.queue.paused = paused
        dispatcher.wake()
        return await self._save(dispatcher.queue)

    # -- tasks --------------------------------------------------------------------------------------------------

    async def create_task(self, queue_name: str, message: Message) -> Task:
        """Adds a task; it is saved when this returns, and is not dispatched before."""
        dispatcher = self._dispatcher(queue_name)
        task = parse_task(queue_name, message, self._clock.now())
        if task.name in dispatcher.tasks or task.name in self._reserved or self._is_buried(task.name):
            raise RefusedError(grpc.StatusCode.ALREADY_EXISTS, "Requested entity already exists")
        self._reserved.add(task.name)
        try:
            self._store.insert_task(task)
            await self._store.flush()
        except asyncio.CancelledError:
            # The caller no longer waits, but the task is on its way into the database.
            dispatcher.schedule(task)
            raise
        finally:
            self._reserved.discard(task.name)
        if self._dispatchers.get(queue_name) is not dispatcher:
            self._store.delete_task(task.name)
            raise self._no_queue()
        dispatcher.schedule(task)
        return task

    def get_task(self, name: str) -> Task:
        """The task of that name, unless it has ended."""
        check_task_name(name)
        task = self._dispatcher(name.rpartition("/tasks/")[0]).tasks.get(name)
        if task is not None:
            return task
        if self._is_buried(name):
            raise RefusedError(
                grpc.StatusCode.NOT_FOUND,
                "The task no longer exists, though a task with this name existed recently. The task either "
                "successfully completed or was deleted.",
            )
        raise RefusedError(grpc.StatusCode.NOT_FOUND, "Requested entity was not found.")

    def list_tasks(self, queue_name: str) -> list[Task]:
        """The tasks of a queue, by name."""
        tasks = self._dispatcher(queue_name).tasks
        return [tasks[name] for name in sorted(tasks)]

    async def delete_task(self, name: str) -> None:
        """Deletes a task; an attempt under way goes on, but is not repeated."""
        self._remove(self.get_task(name))
        await self._store.flush()

    def run_task(self, name: str) -> Task:
        """Attempts a task now, whatever its queue's limits and state."""
        task = self.get_task(name)
        self._dispatchers[task.queue_name].run_now(task)
        return task

    # -- attempts -----------------------------------------------------------------------------------------------

    async def _attempt(self, task: Task) -> None:
        dispatcher = self._dispatchers[task.queue_name]
        request = build_request(task, dispatcher.queue, self._issuer)
        count_dispatch(task, self._clock.now())
        answer = await self._delivery.send(request, task.deadline_s)
        if not answer.ok:
            dispatcher.failures += 1
        if answer.status in _THROTTLING:
            dispatcher.bucket.slow_down(self._clock.now())
        elif answer.ok:
            dispatcher.bucket.recover()
        if dispatcher.tasks.get(task.name) is not task:
            return
        if answer.ok:
            self._remove(task)
            return
        now_s = self._clock.now()
        count_failure(task, answer, now_s)
        retry = task.retry or dispatcher.queue.retry
        first_s = now_s if task.first_dispatch_s is None else task.first_dispatch_s
        if retry.gives_up(task.dispatch_count, now_s - first_s) or now_s - task.created_s > TASK_RETENTION_S:
            dispatcher.given_up += 1
            _log.warning("gave up %s after %d attempts: %s", task.name, task.dispatch_count, answer.reason)
            self._remove(task)
            return
        task.schedule_s = now_s + max(retry.backoff_s(task.dispatch_count), answer.retry_after_s or 0.0)
        self._store.update_task(task)
        dispatcher.schedule(task)

    # -- inside -------------------------------------------------------------------------------------------------

    def _add_dispatcher(self, queue: Queue) -> Dispatcher:
        dispatcher = self._dispatchers[queue.name] = Dispatcher(queue, self._clock, self._attempt)
        dispatcher.start()
        return dispatcher

    def _dispatcher(self, queue_name: str) -> Dispatcher:
        dispatcher = self._dispatchers.get(queue_name)
        if dispatcher is None:
            check_queue_name(queue_name)
            raise self._no_queue()
        return dispatcher

    @staticmethod
    def _no_queue() -> RefusedError:
        return RefusedError(
            grpc.StatusCode.NOT_FOUND,
            "Queue does not exist. If you just created the queue, wait at least a minute for the queue to initialize.",
        )

    def _refuse_recent_name(self, queue_name: str) -> None:
        if self._is_buried(queue_name):
            raise RefusedError(
                grpc.StatusCode.FAILED_PRECONDITION,
                "The queue cannot be created because a queue with this name existed too recently.",
            )

    async def _save(self, queue: Queue) -> Queue:
        self._store.save_queue(queue)
        await self._store.flush()
        return queue

    def _remove_all(self, dispatcher: Dispatcher) -> None:
        for task in list(dispatcher.tasks.values()):
            dispatcher.discard(task)
            self._end(task)

    def _remove(self, task: Task) -> None:
        self._dispatchers[task.queue_name].discard(task)
        self._end(task)

    def _end(self, task: Task) -> None:
        self._store.delete_task(task.name)
        if task.named_by_caller:
            self._bury(task.name, TASK_NAME_TOMBSTONE_S)

    def _bury(self, name: str, for_s: float) -> None:
        now_s = self._clock.now()
        self._tombstones[name] = now_s + for_s
        self._store.bury(name, now_s + for_s)
        self._buried += 1
        if self._buried % _FORGET_TOMBSTONES_EVERY == 0:
            self._tombstones = {name: until for name, until in self._tombstones.items() if until > now_s}
            self._store.forget_tombstones(now_s)

    def _is_buried(self, name: str) -> bool:
        return self._tombstones.get(name, 0.0) > self._clock.now()

    def _wake_all(self) -> None:
        for dispatcher in self._dispatchers.values():
            dispatcher.wake()


def _stats(dispatcher: Dispatcher, now_s: float) -> QueueStats:
    created = [task.created_s for task in dispatcher.tasks.values()]
    return QueueStats(
        name=dispatcher.queue.short_name,
        state="PAUSED" if dispatcher.queue.paused else "RUNNING",
        depth=len(created),
        oldest_age_s=now_s - min(created) if created else None,
        oldest_due_s=min((task.schedule_s for task in dispatcher.tasks.values()), default=None),
        last_minute=dispatcher.started_since(now_s - _MINUTE_S),
        in_flight=dispatcher.in_flight,
        dispatched=dispatcher.dispatched,
        failures=dispatcher.failures,
        given_up=dispatcher.given_up,
        rate_per_s=dispatcher.bucket.effective_per_s,
    )
