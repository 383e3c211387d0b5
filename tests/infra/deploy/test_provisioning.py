"""Queues and schedules are provisioned by the real clients against servers with the services' admin methods."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import grpc
import pytest
from google.cloud import scheduler_v1, tasks_v2

from common.jobs.registry import QUEUES
from infra.deploy.cloud import CallFailed, Cloud
from infra.deploy.plan import Action, Change, Step, apply, look
from infra.deploy.queues import Queues
from infra.deploy.schedules import Schedules
from infra.deploy.target import Target
from infra.schedules import SCHEDULES
from tests.infra.deploy.google import Google

TARGET = Target("p-1", "europe-west1")
HOW_MANY = sum(len(queue.queue_names()) for queue in QUEUES) + len(SCHEDULES)


@pytest.fixture
def google(tmp_path: Path) -> Iterator[Google]:
    running = Google(tmp_path)
    yield running
    running.close()


def steps() -> list[Step]:
    return [Queues(TARGET), Schedules(TARGET)]


def run(google: Google, made: list[Step] | None = None, *, may_remove: bool = False) -> list[Change]:
    """One deployment as far as queues and schedules go; what it left."""
    cloud = google.cloud()
    return apply(look(made or steps(), cloud), cloud, may_remove=may_remove, tell=lambda _: None)


def test_the_first_run_creates_all_and_the_second_changes_nothing(google: Google) -> None:
    run(google)
    assert sorted(google.taken()) == ["CreateJob"] * len(SCHEDULES) + ["CreateQueue"] * (HOW_MANY - len(SCHEDULES))

    assert {change.action for change in look(steps(), google.cloud())} == {Action.SAME}
    run(google)
    assert google.taken() == []


def test_a_schedule_calls_its_function_in_the_name_of_the_tasks_account(google: Google) -> None:
    run(google)
    for schedule in SCHEDULES:
        job = google.scheduler_client.get_job(name=f"{TARGET.location}/jobs/{schedule.name}")
        assert job.http_target.uri == TARGET.function_url(schedule.function) + schedule.path
        assert job.http_target.oidc_token.audience == TARGET.function_url(schedule.function)
        assert job.http_target.oidc_token.service_account_email == TARGET.email("tasks")
        assert (job.schedule, job.time_zone) == (schedule.cron, schedule.time_zone)
        assert job.attempt_deadline.total_seconds() == schedule.attempt_deadline_s
        assert job.retry_config.retry_count == schedule.retry_count


def test_a_changed_rate_changes_that_queue_alone_and_a_pause_stays(google: Google) -> None:
    run(google)
    google.tasks_client.pause_queue(name=f"{TARGET.location}/queues/ai")
    google.taken()
    changed = [queue._replace(max_dispatches_per_second=7) if queue.name == "ai" else queue for queue in QUEUES]

    run(google, [Queues(TARGET, changed), Schedules(TARGET)])

    assert google.taken() == ["UpdateQueue"]
    queue = google.tasks_client.get_queue(name=f"{TARGET.location}/queues/ai")
    assert queue.rate_limits.max_dispatches_per_second == 7
    assert queue.state is tasks_v2.Queue.State.PAUSED


def test_a_changed_time_changes_that_schedule_alone_and_a_pause_stays(google: Google) -> None:
    run(google)
    google.scheduler_client.pause_job(name=f"{TARGET.location}/jobs/{SCHEDULES[0].name}")
    google.taken()
    changed = [replace(SCHEDULES[0], cron="*/5 * * * *"), *SCHEDULES[1:]]

    run(google, [Queues(TARGET), Schedules(TARGET, changed)])

    assert google.taken() == ["UpdateJob"]
    job = google.scheduler_client.get_job(name=f"{TARGET.location}/jobs/{SCHEDULES[0].name}")
    assert (job.schedule, job.state) == ("*/5 * * * *", scheduler_v1.Job.State.PAUSED)


def test_what_was_removed_from_the_tables_goes_only_when_confirmed_and_strangers_stay(google: Google) -> None:
    run(google)
    google.tasks_client.create_queue(parent=TARGET.location, queue={"name": f"{TARGET.location}/queues/stranger"})
    stranger = {"name": f"{TARGET.location}/jobs/stranger", "schedule": "0 0 * * *", "time_zone": "Etc/UTC"}
    google.scheduler_client.create_job(parent=TARGET.location, job=stranger)
    google.taken()
    fewer = [queue._replace(shards=7) if queue.name == "send" else queue for queue in QUEUES]
    made: list[Step] = [Queues(TARGET, fewer), Schedules(TARGET, SCHEDULES[1:])]

    left = run(google, made)
    assert [(change.kind, change.name) for change in left] == [("queue", "send-7"), ("schedule", SCHEDULES[0].name)]
    assert google.taken() == []

    assert run(google, made, may_remove=True) == []
    assert google.taken() == ["DeleteQueue", "DeleteJob"]
    assert {change.action for change in look(made, google.cloud())} == {Action.SAME}


def test_a_queue_that_was_taken_out_of_the_registry_goes_when_it_is_named_as_retired(google: Google) -> None:
    for name in ("older", "older-9"):
        google.tasks_client.create_queue(parent=TARGET.location, queue={"name": f"{TARGET.location}/queues/{name}"})
    retired = Queues(TARGET, (), ("older",))

    assert [change.name for change in run(google, [retired])] == ["older"]
    assert run(google, [retired], may_remove=True) == []
    left = google.tasks_client.list_queues(parent=TARGET.location)
    assert [queue.name for queue in left] == [f"{TARGET.location}/queues/older-9"]


@pytest.mark.parametrize("code", [grpc.StatusCode.INTERNAL, grpc.StatusCode.UNAVAILABLE])
@pytest.mark.parametrize("is_done", [False, True], ids=["refused", "answer lost"])
@pytest.mark.parametrize("fail_at", [1, 7, HOW_MANY - len(SCHEDULES) + 2, HOW_MANY])
def test_the_next_run_finishes_what_a_failure_half_way_left(
    google: Google, fail_at: int, is_done: bool, code: grpc.StatusCode
) -> None:
    google.watch.fail_at, google.watch.is_done_all_the_same, google.watch.code = fail_at, is_done, code
    with pytest.raises(CallFailed, match="It broke down"):
        run(google)
    assert len(google.taken()) == fail_at

    google.watch.fail_at = 0
    run(google)
    assert len(google.taken()) == HOW_MANY - fail_at + (not is_done)
    assert {change.action for change in look(steps(), google.cloud())} == {Action.SAME}


def test_a_name_that_was_deleted_too_recently_is_told_in_a_sentence(google: Google) -> None:
    run(google)
    google.tasks_client.delete_queue(name=f"{TARGET.location}/queues/ai")
    with pytest.raises(CallFailed, match=r"existed too recently.* taken for up to 3 days"):
        run(google)


def test_everything_of_ours_can_be_left_and_nothing_else(google: Google) -> None:
    run(google)
    google.tasks_client.create_queue(parent=TARGET.location, queue={"name": f"{TARGET.location}/queues/stranger"})
    cloud = google.cloud()
    plan = [change for step in reversed(steps()) for change in step.leave(cloud)]
    apply(plan, cloud, may_remove=True, tell=lambda _: None)

    assert [queue.name for queue in google.tasks_client.list_queues(parent=TARGET.location)] == [
        f"{TARGET.location}/queues/stranger"
    ]
    assert list(google.scheduler_client.list_jobs(parent=TARGET.location)) == []


@pytest.mark.parametrize("step", steps(), ids=lambda step: type(step).__name__)
def test_clients_without_credentials_are_told_how_to_sign_in(step: Step, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", "/nowhere")
    with pytest.raises(CallFailed, match="gcloud auth application-default login"):
        step.look(Cloud())
