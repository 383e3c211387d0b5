"""The JobRegistry is one consistent table, built without importing a handler."""

import importlib
import subprocess
import sys

import pytest

from common.jobs.registry import JOBS, QUEUES, Job, JobRegistry, Queue, registry
from common.models.payloads import MessagePayload


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.name)
def test_every_handler_exists(job: Job) -> None:
    references = [reference for reference in (job.handler, job.give_up) if reference]
    for reference in references:
        module, _, name = reference.partition(":")
        assert module == f"functions.{job.function}.main"
        assert callable(getattr(importlib.import_module(module), name))


def test_initializing_imports_no_handler_and_no_client() -> None:
    code = (
        "import sys; from common.jobs.registry import initialize; from common import log; log.configure();"
        "initialize('x'); bad = [m for m in sys.modules if m.startswith(('functions.', 'google.cloud.', 'grpc'))];"
        "assert not bad, bad"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert "JobRegistry initialized" in ran.stdout


def test_a_sharded_queue_keeps_what_shares_a_key_together() -> None:
    queue = Queue("send", shards=8)
    names = {queue.queue_name(f"channel-{n}") for n in range(200)}
    assert names == set(queue.queue_names())
    assert queue.queue_name("channel-1") == queue.queue_name("channel-1")


def test_a_job_without_its_queue_is_refused() -> None:
    with pytest.raises(ValueError, match="not declared"):
        JobRegistry([Job("j", "nowhere", "send", "m:f", MessagePayload, 60)], QUEUES)


def test_two_jobs_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="same name"):
        JobRegistry([JOBS[0], JOBS[0]], QUEUES)


def test_deadlines_are_those_that_cloud_tasks_takes() -> None:
    assert all(15 <= job.deadline_s <= 1800 for job in registry().jobs.values())
