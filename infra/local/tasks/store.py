"""What of the queues and tasks survives a restart."""

from pathlib import Path

from infra.local.tasks.journal import Journal, Value
from infra.local.tasks.model import Queue, Task
from infra.local.tasks.wire import dump_queue, dump_task, load_queue, load_task

_SCHEMA = """
CREATE TABLE IF NOT EXISTS queues (name TEXT PRIMARY KEY, message BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS tasks (
    name TEXT PRIMARY KEY, message BLOB NOT NULL, created_s REAL NOT NULL, schedule_s REAL NOT NULL,
    named INTEGER NOT NULL, dispatch_count INTEGER NOT NULL, response_count INTEGER NOT NULL,
    execution_count INTEGER NOT NULL, first_dispatch_s REAL, last_dispatch_s REAL, last_schedule_s REAL,
    last_response_s REAL, last_status INTEGER, last_reason TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS tombstones (name TEXT PRIMARY KEY, until_s REAL NOT NULL) WITHOUT ROWID;
"""
_PROGRESS = (
    "schedule_s",
    "dispatch_count",
    "response_count",
    "execution_count",
    "first_dispatch_s",
    "last_dispatch_s",
    "last_schedule_s",
    "last_response_s",
    "last_status",
    "last_reason",
)
_FIXED = ("name", "message", "created_s", "named")
_INSERT_TASK = (
    f"INSERT INTO tasks ({', '.join(_FIXED + _PROGRESS)}) VALUES ({', '.join('?' * len(_FIXED + _PROGRESS))})"  # noqa: S608
)
_UPDATE_TASK = f"UPDATE tasks SET {', '.join(f'{column} = ?' for column in _PROGRESS)} WHERE name = ?"  # noqa: S608
_SELECT_TASKS = f"SELECT {', '.join(_FIXED + _PROGRESS)} FROM tasks ORDER BY schedule_s, created_s"  # noqa: S608


class TaskStore:
    """The database of the Cloud Tasks service. Every write is asynchronous; `flush` makes it durable."""

    def __init__(self, path: Path) -> None:
        """Opens the database, and creates it where there is none."""
        self._journal = Journal(path, _SCHEMA)
        self.flush = self._journal.flush
        self.close = self._journal.close

    def load_queues(self) -> list[Queue]:
        """Every queue."""
        return [load_queue(_blob(message)) for (message,) in self._journal.read("SELECT message FROM queues")]

    def load_tasks(self) -> list[Task]:
        """Every task that has not succeeded, by schedule time."""
        return [_load_task(row) for row in self._journal.read(_SELECT_TASKS)]

    def load_tombstones(self, now_s: float) -> dict[str, float]:
        """Names that may not be used again yet, with the time until when."""
        rows = self._journal.read("SELECT name, until_s FROM tombstones")
        return {str(name): until for name, until in rows if isinstance(until, float) and until > now_s}

    def save_queue(self, queue: Queue) -> None:
        """Creates or changes a queue."""
        self._journal.add("INSERT OR REPLACE INTO queues VALUES (?, ?)", (queue.name, dump_queue(queue)))

    def delete_queue(self, name: str) -> None:
        """Deletes a queue, but not its tasks."""
        self._journal.add("DELETE FROM queues WHERE name = ?", (name,))

    def insert_task(self, task: Task) -> None:
        """Adds a new task."""
        fixed = (task.name, dump_task(task), task.created_s, task.named_by_caller)
        self._journal.add(_INSERT_TASK, fixed + _progress(task))

    def update_task(self, task: Task) -> None:
        """Keeps what an attempt changed."""
        self._journal.add(_UPDATE_TASK, (*_progress(task), task.name))

    def delete_task(self, name: str) -> None:
        """Deletes a task."""
        self._journal.add("DELETE FROM tasks WHERE name = ?", (name,))

    def bury(self, name: str, until_s: float) -> None:
        """Keeps a name from being used again before `until_s` (virtual epoch seconds)."""
        self._journal.add("INSERT OR REPLACE INTO tombstones VALUES (?, ?)", (name, until_s))

    def forget_tombstones(self, now_s: float) -> None:
        """Deletes the tombstones that no longer count."""
        self._journal.add("DELETE FROM tombstones WHERE until_s <= ?", (now_s,))


def _progress(task: Task) -> tuple[Value, ...]:
    return tuple(getattr(task, column) for column in _PROGRESS)


def _load_task(row: tuple[Value, ...]) -> Task:
    _, message, created_s, named, *progress = row
    if not isinstance(created_s, float):
        raise TypeError("created_s is not a time")
    task = load_task(_blob(message), created_s)
    task.named_by_caller = bool(named)
    for column, value in zip(_PROGRESS, progress, strict=True):
        setattr(task, column, value)
    return task


def _blob(value: Value) -> bytes:
    if not isinstance(value, bytes):
        raise TypeError("not a blob")
    return value
