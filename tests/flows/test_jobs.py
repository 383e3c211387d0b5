"""Jobs that people can see: queues that pause and resume, unknown sends that surface and go, and who may look."""

import json

import pytest

from common.jobs.registry import registry
from infra.deploy.metrics import OVERDUE, QUEUE_AGE, QUEUE_DEPTH, SENT, SWEEPS, UNKNOWN_SENDS, WEBHOOK_MS, Metric
from tests.conftest import RunningStack
from tests.flows.driving import HOUR_S, LEASE_S, Clock, Customer, Faults, Json, Tenant

pytestmark = pytest.mark.flow
SEND = registry().queues["send"]


def _queue(tenant: Tenant, name: str) -> Json:
    (found,) = [queue for queue in tenant.get("jobs/queues")["items"] if queue["name"] == name]
    return found


def _counted(stack: RunningStack, metric: Metric, **fields: object) -> int:
    """How many lines of the functions' log a metric counts, of those that `fields` are in."""
    rows = (stack.state_dir / "logs" / "functions.log").read_text(errors="replace").splitlines()
    # The last line may still be written.
    lines = [json.loads(row) for row in rows if row.startswith("{") and row.endswith("}")]
    return sum(metric.matches(line) and _holds(line, fields) for line in lines)


def _holds(line: Json, fields: Json) -> bool:
    return all(line.get(name) == value for name, value in fields.items())


def test_a_paused_queue_dispatches_nothing_loses_nothing_and_raises_an_alarm_when_work_waits_long(
    stack: RunningStack, acme: Tenant, customer: Customer, clock: Clock
) -> None:
    customer.write(acme.whatsapp["id"], "Hello")
    stack.idle()
    conversation = acme.conversation(customer.address)["id"]
    paused = acme.call("POST", "jobs/queues/send/pause")
    assert (paused.status_code, paused.json()) == (200, {"name": "send", "paused": True})
    try:
        replies = [acme.replied(conversation, f"{n}") for n in range(3)]
        stack.idle()
        seen = _queue(acme, "send")
        assert (seen["paused"], seen["depth"], seen["patience_s"]) == (True, 3, SEND.patience_s)
        assert {acme.message(m)["status"] for m in replies} == {"queued"}
        assert customer.received() == []
        before = _counted(stack, OVERDUE, queue="send")
        clock.advance(SEND.patience_s + 1)
        stack.http.post("/local/schedules/jobs-sweep/run").raise_for_status()
        assert _counted(stack, OVERDUE, queue="send") > before
        for metric in (QUEUE_AGE, QUEUE_DEPTH, SWEEPS, WEBHOOK_MS):
            assert _counted(stack, metric)
    finally:
        resumed = acme.call("POST", "jobs/queues/send/resume")
    assert resumed.json() == {"name": "send", "paused": False}
    stack.idle()
    assert (_queue(acme, "send")["depth"], _queue(acme, "send")["last_minute"] >= 3) == (0, True)
    assert sorted(customer.texts()) == ["0", "1", "2"]
    assert [_counted(stack, SENT, done="sent", message_id=m) for m in replies] == [1, 1, 1]


def test_only_whoever_runs_the_platform_sees_and_pauses_its_queues(globex: Tenant) -> None:
    assert globex.get("jobs")["operator"] is False
    for method, path in (
        ("GET", "jobs/queues"),
        ("POST", "jobs/queues/send/pause"),
        ("POST", "jobs/queues/x/resume"),
        ("POST", "jobs/schedules/jobs-sweep/run"),
    ):
        assert globex.call(method, path).status_code == 403


def test_a_schedule_that_a_person_starts_runs_once_and_is_seen_to_have_run(stack: RunningStack, acme: Tenant) -> None:
    started = acme.call("POST", "jobs/schedules/stats-daily/run")
    assert (started.status_code, started.json()["started"]) == (202, True)
    stack.idle()
    (seen,) = [each for each in acme.get("jobs/schedules")["items"] if each["name"] == "stats-daily"]
    assert (seen["last"]["slot_at"], seen["last"]["ok"]) == (started.json()["slot_at"], True)
    assert seen["next_at"] > seen["last"]["at"]


def test_an_unknown_send_is_shown_after_an_hour_and_goes_once_it_is_settled(
    stack: RunningStack, acme: Tenant, globex: Tenant, customer: Customer, clock: Clock, faults: Faults
) -> None:
    customer.write(acme.telegram["id"], "Hello")
    stack.idle()
    conversation = acme.conversation(customer.telegram_chat_id)["id"]
    faults.set("telegram", "drop_after_accept")
    m = acme.replied(conversation, "Did it arrive?")
    stack.idle()
    clock.advance(LEASE_S)
    assert acme.message(m)["status"] == "unknown"
    assert _counted(stack, UNKNOWN_SENDS, message_id=m) == 1

    def shown(tenant: Tenant) -> list[str]:
        return [letter["subject"] for letter in tenant.get("jobs/failed", state="unknown", limit=100)["items"]]

    assert m not in shown(acme)
    clock.advance(HOUR_S + 60)
    stack.http.post("/local/schedules/jobs-sweep/run")
    assert m in shown(acme)
    assert m not in shown(globex)
    assert acme.call("POST", f"inbox/messages/{m}/settle", json={"outcome": "sent"}).status_code == 200
    stack.http.post("/local/schedules/jobs-sweep/run")
    assert m not in shown(acme)
    assert customer.texts() == ["Did it arrive?"]
