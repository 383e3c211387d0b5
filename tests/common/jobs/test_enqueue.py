"""What a task that Cloud Tasks is given is called, and where it goes."""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from google.api_core.exceptions import AlreadyExists
from google.cloud import tasks_v2

from common.config import Settings
from common.entry.tasks import AGAIN, GIVE_UP, SINCE
from common.jobs.enqueue import CloudTasks
from common.jobs.registry import RUN_BACKUP, registry
from common.models.ids import TenantId
from common.models.payloads import BackupPayload

NOW = datetime(2026, 11, 20, 12, 0, 0, 250_000, tzinfo=UTC)
PAYLOAD = BackupPayload(tenant_id=TenantId("t1"), backup_id="b1")


class Service:
    """Takes each name once, as Cloud Tasks does."""

    def __init__(self) -> None:
        self.tasks: dict[str, tasks_v2.Task] = {}

    def queue_path(self, *parts: str) -> str:
        return "/".join(parts)

    def create_task(self, *, parent: str, task: tasks_v2.Task, timeout: float) -> None:
        if task.name in self.tasks:
            raise AlreadyExists("There is one.")
        self.tasks[task.name] = task

    @property
    def queries(self) -> list[dict[str, list[str]]]:
        """What the addresses of the tasks say beside their paths."""
        return [parse_qs(urlsplit(task.http_request.url).query) for task in self.tasks.values()]


@pytest.fixture
def service() -> Service:
    """An empty queue."""
    return Service()


@pytest.fixture
def queue(service: Service) -> CloudTasks:
    """Queues into it."""
    have = Settings(
        google_cloud_project="demo-tests",
        functions_base_url="https://functions.test",
        tasks_service_account="tasks@demo-tests.test",
        cloud_tasks_emulator_host="127.0.0.1:1",
    )
    made = CloudTasks(have, registry())
    made._client = service  # type: ignore[assignment]
    return made


def test_work_is_queued_once_and_once_more_for_each_who_has_it_done_again(queue: CloudTasks, service: Service) -> None:
    for again in ("", "", "sweep-2026-11-20T12:00:00+00:00", "sweep-2026-11-20T12:00:00+00:00", "person-1"):
        queue(RUN_BACKUP, PAYLOAD, again=again)
    assert service.queries == [{}, {AGAIN: ["sweep-2026-11-20T12:00:00+00:00"]}, {AGAIN: ["person-1"]}]


def test_stuck_work_is_given_up_once_for_one_silence(queue: CloudTasks, service: Service) -> None:
    assert queue(RUN_BACKUP, PAYLOAD)
    assert [queue.give_up(RUN_BACKUP, PAYLOAD, "b1", NOW) for _ in range(2)] == [True, False]
    assert queue.give_up(RUN_BACKUP, PAYLOAD, "b1", NOW + timedelta(seconds=1))
    silences = [at.isoformat() for at in (NOW, NOW + timedelta(seconds=1))]
    assert service.queries == [{}, *({GIVE_UP: ["b1"], SINCE: [each]} for each in silences)]
    assert {urlsplit(task.http_request.url).path for task in service.tasks.values()} == {"/backups/tasks/run-backup"}
    assert {task.http_request.body for task in service.tasks.values()} == {PAYLOAD.model_dump_json().encode()}


def test_a_delay_counts_from_the_present_that_it_is_told(queue: CloudTasks, service: Service) -> None:
    queue(RUN_BACKUP, PAYLOAD, delay_s=30, at=NOW)
    (task,) = service.tasks.values()
    assert task.schedule_time == NOW + timedelta(seconds=30)
