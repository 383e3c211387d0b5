"""How tasks reach their worker: headers, tokens, time, rate, retries and the end of retrying."""

import asyncio

import jwt
import pytest
from google.cloud.tasks_v2.types import HttpMethod

from infra.local.tasks import QueueStats
from tests.infra.local.conftest import QUEUE, Tasks

pytestmark = pytest.mark.anyio

SLOW_RETRY = {"min_backoff": {"seconds": 100}, "max_backoff": {"seconds": 1000}, "max_attempts": 3}
ACCOUNT = "tasks@demo-test.iam.gserviceaccount.com"


def _stats(tasks: Tasks) -> QueueStats:
    (stats,) = tasks.service.stats()
    return stats


async def test_a_task_arrives_as_the_request_it_describes_with_the_production_headers(tasks: Tasks) -> None:
    await tasks.queue()
    task = await tasks.task(
        "one",
        http_request={
            "url": tasks.worker.url + "/send/run?x=1",
            "http_method": HttpMethod.PUT,
            "headers": {"Content-Type": "application/json", "User-Agent": "mine", "X-CloudTasks-QueueName": "forged"},
            "body": b'{"id": 1}',
        },
    )
    await tasks.idle()

    (call,) = tasks.worker.calls
    assert (call.method, call.path, call.body) == ("PUT", "/send/run?x=1", b'{"id": 1}')
    assert call.headers["content-type"] == "application/json"
    assert call.headers["user-agent"] == "Google-Cloud-Tasks"
    assert call.headers["x-cloudtasks-queuename"] == "ai"
    assert call.headers["x-cloudtasks-taskname"] == "one"
    assert call.headers["x-cloudtasks-taskretrycount"] == "0"
    assert call.headers["x-cloudtasks-taskexecutioncount"] == "0"
    assert float(call.headers["x-cloudtasks-tasketa"]) == pytest.approx(task.schedule_time.timestamp(), abs=0.001)
    assert "x-cloudtasks-taskpreviousresponse" not in call.headers
    assert "authorization" not in call.headers


@pytest.mark.parametrize(("audience", "expected"), [("", "{url}/work"), ("https://example.test/send", None)])
async def test_a_task_carries_a_token_that_verifies_against_the_key_set(
    tasks: Tasks, audience: str, expected: str | None
) -> None:
    url = tasks.worker.url + "/work"
    await tasks.queue()
    token = {"service_account_email": ACCOUNT, "audience": audience}
    await tasks.task(http_request={"url": url, "headers": {"authorization": "mine"}, "oidc_token": token})
    await tasks.idle()

    scheme, _, encoded = tasks.worker.calls[0].headers["authorization"].partition(" ")
    keys = jwt.PyJWKSet.from_dict(tasks.issuer.jwks())
    key = keys[jwt.get_unverified_header(encoded)["kid"]]
    audience = audience if expected is None else expected.format(url=tasks.worker.url)
    claims = jwt.decode(encoded, key, ["RS256"], audience=audience, issuer="https://accounts.google.com")
    assert scheme == "Bearer"
    assert (claims["email"], claims["email_verified"]) == (ACCOUNT, True)
    assert claims["exp"] - claims["iat"] == 3600


async def test_a_scheduled_task_waits_for_the_virtual_clock(tasks: Tasks) -> None:
    await tasks.queue()
    await tasks.task(schedule_time={"seconds": int(tasks.clock.now()) + 3600})

    assert tasks.service.pending_due() == 0
    await tasks.idle()
    assert tasks.worker.calls == []
    await tasks.clock.advance(3601)
    assert tasks.service.pending_due() == 1
    await tasks.idle()
    assert len(tasks.worker.calls) == 1


async def test_a_failed_attempt_is_repeated_after_the_back_off_and_says_why(tasks: Tasks) -> None:
    await tasks.queue(retry_config=SLOW_RETRY)
    tasks.worker.answers = ["500 Oops", "404 Gone"]
    task = await tasks.task("one")
    await tasks.idle()
    await tasks.clock.advance(90)
    await tasks.idle()
    assert len(tasks.worker.calls) == 1
    seen = await tasks.call("get_task", name=task.name)
    assert (seen.dispatch_count, seen.response_count) == (1, 1)
    assert seen.last_attempt.response_status.message == "HTTP status code 500"

    await tasks.clock.advance(11)
    await tasks.idle()
    await tasks.clock.advance(201)
    await tasks.idle()

    second, third = tasks.worker.calls[1:]
    assert second.headers["x-cloudtasks-taskretrycount"] == "1"
    assert second.headers["x-cloudtasks-taskexecutioncount"] == "0"
    assert second.headers["x-cloudtasks-taskpreviousresponse"] == "500"
    assert second.headers["x-cloudtasks-taskretryreason"] == "HTTP status code 500"
    assert third.headers["x-cloudtasks-taskretrycount"] == "2"
    assert third.headers["x-cloudtasks-taskexecutioncount"] == "1"
    assert third.headers["x-cloudtasks-taskpreviousresponse"] == "404"
    assert _stats(tasks).depth == 0


async def test_a_retry_within_a_second_counts_as_pending(tasks: Tasks) -> None:
    await tasks.queue()
    tasks.worker.answers = ["500 Oops", "500 Oops"]
    await tasks.task()
    await tasks.idle()

    assert len(tasks.worker.calls) == 3


async def test_a_task_whose_attempts_are_used_up_is_deleted_silently(tasks: Tasks) -> None:
    await tasks.queue(retry_config={"max_attempts": 2})
    tasks.worker.answers = ["500 Oops", "500 Oops"]
    await tasks.task("one")
    await tasks.idle()

    assert len(tasks.worker.calls) == 2
    assert (_stats(tasks).depth, _stats(tasks).given_up, _stats(tasks).failures) == (0, 1, 2)


async def test_used_up_attempts_do_not_end_a_task_before_its_retry_duration(tasks: Tasks) -> None:
    await tasks.queue(retry_config={**SLOW_RETRY, "max_attempts": 1, "max_retry_duration": {"seconds": 150}})
    tasks.worker.answers = ["500 Oops"] * 10
    await tasks.task("one")
    await tasks.idle()
    await tasks.clock.advance(101)
    await tasks.idle()
    assert _stats(tasks).depth == 1
    await tasks.clock.advance(201)
    await tasks.idle()

    assert len(tasks.worker.calls) == 3
    assert _stats(tasks).depth == 0


async def test_a_task_may_bring_its_own_retry_policy(tasks: Tasks) -> None:
    await tasks.queue()
    tasks.worker.answers = ["500 Oops"]
    await tasks.task(retry_config={"max_attempts": 1})
    await tasks.idle()

    assert len(tasks.worker.calls) == 1
    assert _stats(tasks).given_up == 1


async def test_a_worker_that_does_not_listen_is_tried_again(tasks: Tasks) -> None:
    await tasks.queue(retry_config=SLOW_RETRY)
    port = int(tasks.worker.url.rpartition(":")[2])
    await tasks.worker.kill()
    await tasks.task()
    await tasks.idle()
    await tasks.worker.start(port)
    await tasks.clock.advance(101)
    await tasks.idle()

    (call,) = tasks.worker.calls
    assert call.headers["x-cloudtasks-taskretrycount"] == "1"
    assert "x-cloudtasks-taskpreviousresponse" not in call.headers
    assert call.headers["x-cloudtasks-taskretryreason"] == "UNAVAILABLE"


async def test_a_worker_that_starts_meanwhile_gets_the_same_attempt(tasks: Tasks) -> None:
    await tasks.queue()
    port = int(tasks.worker.url.rpartition(":")[2])
    await tasks.worker.kill()
    await tasks.task()
    await tasks.worker.start(port)
    await tasks.idle()

    assert tasks.worker.calls[0].headers["x-cloudtasks-taskretrycount"] == "0"


async def test_no_more_attempts_run_at_once_than_the_queue_allows(tasks: Tasks) -> None:
    tasks.worker.hold = asyncio.Event()
    await tasks.queue(rate_limits={"max_concurrent_dispatches": 2})
    for _ in range(5):
        await tasks.task()
    await tasks.worker.wait_for_calls(2)
    assert _stats(tasks).in_flight == 2

    tasks.worker.hold.set()
    await tasks.idle()

    assert len(tasks.worker.calls) == 5
    assert tasks.worker.most_at_once == 2


async def test_a_queue_dispatches_its_burst_and_then_its_rate_by_the_virtual_clock(tasks: Tasks) -> None:
    await tasks.queue(rate_limits={"max_dispatches_per_second": 0.01})
    burst = 10
    for _ in range(burst + 2):
        await tasks.task()
    await tasks.worker.wait_for_calls(burst)
    assert _stats(tasks).depth - _stats(tasks).in_flight >= 2
    assert tasks.service.pending_due() >= 2

    await tasks.clock.advance(100)
    await tasks.worker.wait_for_calls(burst + 1)
    await tasks.clock.advance(100)
    await tasks.idle()

    assert len(tasks.worker.calls) == burst + 2


@pytest.mark.parametrize("answer", ["429 Slow", "503 Busy"])
async def test_throttling_answers_slow_the_whole_queue_until_successes_restore_it(tasks: Tasks, answer: str) -> None:
    await tasks.queue(rate_limits={"max_dispatches_per_second": 100})
    tasks.worker.answers = [answer]
    await tasks.task()
    await tasks.worker.wait_for_calls(1)
    await tasks.task()
    await tasks.idle()
    slowed = _stats(tasks).rate_per_s
    for _ in range(4):
        await tasks.task()
    await tasks.idle()

    assert 50 <= slowed < 100
    assert _stats(tasks).rate_per_s == 100


async def test_retry_after_is_honoured(tasks: Tasks) -> None:
    await tasks.queue()
    tasks.worker.answers = ["429 Slow\r\nRetry-After: 50"]
    await tasks.task()
    await tasks.idle()
    await tasks.clock.advance(40)
    await tasks.idle()
    assert len(tasks.worker.calls) == 1

    await tasks.clock.advance(11)
    await tasks.idle()

    assert len(tasks.worker.calls) == 2


async def test_a_paused_queue_takes_tasks_and_holds_them(tasks: Tasks) -> None:
    await tasks.queue()
    await tasks.call("pause_queue", name=QUEUE)
    await tasks.task()
    await tasks.idle()
    assert tasks.worker.calls == []
    assert _stats(tasks).state == "PAUSED"

    await tasks.call("resume_queue", name=QUEUE)
    await tasks.idle()

    assert len(tasks.worker.calls) == 1


async def test_run_task_ignores_pause_and_schedule(tasks: Tasks) -> None:
    await tasks.queue(retry_config=SLOW_RETRY)
    await tasks.call("pause_queue", name=QUEUE)
    task = await tasks.task(schedule_time={"seconds": int(tasks.clock.now()) + 3600})
    await tasks.call("run_task", name=task.name)
    await tasks.idle()

    assert len(tasks.worker.calls) == 1
    assert _stats(tasks).depth == 0


async def test_a_task_that_is_deleted_while_it_runs_is_not_repeated(tasks: Tasks) -> None:
    tasks.worker.hold, tasks.worker.answers = asyncio.Event(), ["500 Oops"]
    await tasks.queue()
    task = await tasks.task("one")
    await tasks.worker.wait_for_calls(1)

    await tasks.call("delete_task", name=task.name)
    tasks.worker.hold.set()
    await tasks.idle()

    assert len(tasks.worker.calls) == 1
    assert _stats(tasks).depth == 0


async def test_stats_tell_depth_and_age(tasks: Tasks) -> None:
    await tasks.queue()
    await tasks.call("pause_queue", name=QUEUE)
    await tasks.task()
    await tasks.clock.advance(60)
    await tasks.task()

    stats = _stats(tasks)
    assert (stats.name, stats.depth) == ("ai", 2)
    assert stats.oldest_age_s is not None
    assert stats.oldest_age_s >= 60
