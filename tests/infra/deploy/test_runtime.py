"""The machines that functions get fit their jobs, queues and schedules, and what Google allows."""

import pytest

from common.jobs.registry import JOBS, registry
from common.jobs.schedules import QUEUE
from infra.deploy import runtime
from infra.deploy.runtime import RUNTIME
from infra.functions import FUNCTIONS, Deployable
from infra.schedules import SCHEDULES

DISPATCH_DEADLINE_MOST_S = 1800
"""Source: google/cloud/tasks/v2/task.proto, google/cloud/scheduler/v1/job.proto (read 2026-11)."""

each_function = pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.name)


def test_every_function_has_a_machine_and_every_reason_is_its_own() -> None:
    assert set(RUNTIME) == {function.name for function in FUNCTIONS}
    assert len({each.reason for each in RUNTIME.values()}) == len(RUNTIME)


@each_function
def test_a_function_has_as_long_as_its_longest_work(function: Deployable) -> None:
    jobs = [job.deadline_s for job in JOBS if job.function == function.name]
    schedules = [each.attempt_deadline_s for each in SCHEDULES if each.function == function.name]
    longest_s = max([*jobs, *schedules, 60 if function.public else 0])
    assert RUNTIME[function.name].timeout_s >= longest_s
    assert longest_s <= DISPATCH_DEADLINE_MOST_S


@each_function
def test_a_function_has_no_longer_than_google_allows(function: Deployable) -> None:
    most_s = runtime.EVENT_TIMEOUT_MOST_S if function.triggers else runtime.HTTP_TIMEOUT_MOST_S
    assert RUNTIME[function.name].timeout_s <= most_s


@each_function
def test_an_api_alone_has_no_longer_than_hosting_waits(function: Deployable) -> None:
    works = {job.function for job in JOBS} | {schedule.function for schedule in SCHEDULES}
    alone = bool(function.rewrites) and function.name not in works
    assert not alone or RUNTIME[function.name].timeout_s == runtime.HOSTING_TIMEOUT_S


@each_function
def test_all_that_queues_send_at_once_finds_an_instance(function: Deployable) -> None:
    queues = {job.queue for job in JOBS if job.function == function.name}
    queues |= {QUEUE for schedule in SCHEDULES if schedule.function == function.name}
    named = [registry().queues[name] for name in queues]
    at_once = sum(queue.shards * queue.max_concurrent_dispatches for queue in named)
    # Beyond, Google answers 429, upon which Cloud Tasks slows the whole queue down.
    assert RUNTIME[function.name].at_once >= at_once


@each_function
def test_a_thread_serves_every_request_that_an_instance_is_sent(function: Deployable) -> None:
    machine = RUNTIME[function.name]
    assert machine.threads == machine.concurrency
    assert machine.cpu >= 1 or machine.concurrency == 1


@each_function
def test_a_new_project_s_quota_allows_it(function: Deployable) -> None:
    machine = RUNTIME[function.name]
    assert machine.cpu * machine.max_instances <= runtime.CPU_MOST_PER_FUNCTION
    assert machine.memory_mib * machine.max_instances <= runtime.MEMORY_MOST_PER_FUNCTION_MIB
    assert machine.min_instances <= machine.max_instances


def test_only_webhooks_find_an_instance_that_is_always_warm() -> None:
    assert [name for name, machine in RUNTIME.items() if machine.min_instances] == ["receive"]
