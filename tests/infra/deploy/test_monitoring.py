"""Metrics, alerts and the dashboard: made by the real clients, over lines that the functions really write."""

import json
import logging
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import grpc
import pytest
from google.cloud.monitoring_v3.types import AlertPolicy

from common import log
from common.log import Alarm
from infra.deploy import alerts, board, metrics
from infra.deploy.alerts import ALERTS, Channels, Policies
from infra.deploy.board import CHARTS, Board
from infra.deploy.cloud import CallFailed
from infra.deploy.metrics import METRICS, Metric, Metrics
from infra.deploy.plan import WAITS_S, Action, Change, Step, apply, look
from infra.deploy.target import Target
from tests.infra.deploy.google import Google

TARGET = Target("p-1", "europe-west1", {"ALERT_EMAIL": "on-call@w.test"})
QUIET = Target("p-1", "europe-west1")
ALL = len(METRICS) + 1 + len(ALERTS) + 1


@pytest.fixture
def google(tmp_path: Path) -> Iterator[Google]:
    running = Google(tmp_path)
    yield running
    running.close()


def steps(target: Target = TARGET) -> list[Step]:
    return [Metrics(target), Channels(target), Policies(target), Board(target)]


def run(
    google: Google, made: list[Step] | None = None, *, may_remove: bool = False, waits: list[float] | None = None
) -> list[Change]:
    """One deployment as far as monitoring goes; what it left."""
    cloud = google.cloud()
    pause = ([] if waits is None else waits).append
    return apply(look(made or steps(), cloud), cloud, may_remove=may_remove, tell=lambda _: None, pause=pause)


def actions(google: Google, made: list[Step] | None = None) -> dict[str, Action]:
    """What the next run would do about what differs."""
    plan = look(made or steps(), google.cloud())
    return {change.name: change.action for change in plan if change.action is not Action.SAME}


def kept(google: Google) -> list[Any]:
    """The alert policies that there are."""
    return list(google.policies.kept.values())


def test_the_first_run_creates_all_and_the_second_changes_nothing(google: Google) -> None:
    run(google)
    assert len(google.taken()) == ALL
    assert actions(google) == {}
    run(google)
    assert google.taken() == []
    (address,) = google.channels.kept
    assert [list(policy.notification_channels) for policy in kept(google)] == [[address]] * len(ALERTS)


def test_without_an_address_alerts_are_made_and_the_plan_says_that_nobody_is_told(google: Google) -> None:
    plan = look(steps(QUIET), google.cloud())
    told = [str(call) for change in plan if change.kind == "alert" for call in change.calls]
    assert len(told) == len(ALERTS)
    assert all("nobody: set ALERT_EMAIL" in call for call in told)
    run(google, steps(QUIET))
    assert [list(policy.notification_channels) for policy in kept(google)] == [[]] * len(ALERTS)
    run(google)
    assert all(policy.notification_channels for policy in kept(google))


def test_an_address_stays_where_it_is_not_named_and_goes_when_another_is(google: Google) -> None:
    run(google)
    assert actions(google, steps(QUIET)) == {}
    other = steps(TARGET._replace(settings={"ALERT_EMAIL": "night@w.test"}))
    left = run(google, other)
    assert [(change.kind, change.name) for change in left] == [("alert address", "on-call@w.test")]
    (new,) = [name for name, each in google.channels.kept.items() if each.labels["email_address"] == "night@w.test"]
    assert {tuple(policy.notification_channels) for policy in kept(google)} == {(new,)}
    run(google, other, may_remove=True)
    assert list(google.channels.kept) == [new]
    assert actions(google, other) == {}


def test_what_changed_in_the_table_changes_alone(google: Google) -> None:
    run(google)
    google.taken()
    stricter = [ALERTS[0]._replace(more_than=50), *ALERTS[1:]]
    other = [metrics.ERRORS._replace(what="Other words."), *METRICS[1:]]
    made: list[Step] = [Metrics(TARGET, other), Channels(TARGET), Policies(TARGET, stricter), Board(TARGET)]
    assert actions(google, made) == {"whatsdex-errors": Action.CHANGE, "errors": Action.CHANGE}
    run(google, made)
    assert google.taken() == ["UpdateLogMetric", "UpdateAlertPolicy"]
    assert actions(google, made) == {}


def test_an_alert_that_a_person_switched_off_stays_off(google: Google) -> None:
    run(google)
    for policy in kept(google):
        policy.enabled.value = False
    run(google, [Policies(TARGET, [each._replace(means="Look closer.") for each in ALERTS])])
    assert {(policy.enabled.value, policy.documentation.content[:12]) for policy in kept(google)} == {
        (False, "Look closer.")
    }


def test_a_dashboard_that_differs_is_drawn_anew(google: Google, monkeypatch: pytest.MonkeyPatch) -> None:
    run(google)
    monkeypatch.setattr(board, "CHARTS", CHARTS[:-1])
    assert actions(google) == {"WhatsDeX": Action.CHANGE}
    run(google)
    ((name, shown),) = google.dashboards.kept.items()
    assert (len(shown.mosaic_layout.tiles), shown.name, shown.etag) == (len(CHARTS) - 1, name, "2")
    assert actions(google) == {}


def test_what_is_no_longer_wanted_goes_only_when_that_is_confirmed(google: Google) -> None:
    run(google)
    fewer: list[Step] = [Metrics(TARGET, METRICS[1:]), Channels(TARGET), Policies(TARGET, ALERTS[1:]), Board(TARGET)]
    assert {change.name for change in run(google, fewer)} == {"whatsdex-errors", "errors"}
    assert len(kept(google)) == len(ALERTS)
    assert run(google, fewer, may_remove=True) == []
    assert (len(google.metrics.kept), len(kept(google))) == (len(METRICS) - 1, len(ALERTS) - 1)


@pytest.mark.parametrize("fail_at", range(1, ALL + 1))
def test_what_a_failure_left_undone_is_done_by_the_next_run(google: Google, fail_at: int) -> None:
    google.watch.fail_at, google.watch.is_done_all_the_same = fail_at, fail_at % 2 == 0
    with pytest.raises(CallFailed):
        run(google)
    run(google)
    assert actions(google) == {}
    counts = [len(each.kept) for each in (google.metrics, google.channels, google.policies, google.dashboards)]
    assert counts == [len(METRICS), 1, len(ALERTS), 1]


def test_an_alert_over_a_metric_that_is_not_known_everywhere_yet_is_asked_for_again(google: Google) -> None:
    run(google, [Metrics(TARGET)])
    late = dict(google.metrics.kept)
    google.metrics.kept.clear()
    waits: list[float] = []

    def pause(seconds: float) -> None:
        waits.append(seconds)
        google.metrics.kept.update(late)

    cloud = google.cloud()
    apply(look([Policies(QUIET)], cloud), cloud, may_remove=False, tell=lambda _: None, pause=pause)
    assert waits == [WAITS_S[0]]
    assert len(kept(google)) == len(ALERTS)


def test_destroying_removes_all_of_ours_and_nothing_else(google: Google) -> None:
    run(google)
    cloud = google.cloud()
    assert cloud.policies
    assert cloud.metrics
    other = AlertPolicy(alerts.build(ALERTS[0], "https://w.test"), display_name="Somebody else's")
    cloud.policies.create_alert_policy(name="projects/p-1", alert_policy=other)
    cloud.metrics.create_log_metric(parent="projects/p-1", metric={"name": "others", "filter": "severity=ERROR"})
    gone = [change for step in reversed(steps()) for change in step.leave(cloud)]
    apply(gone, cloud, may_remove=True, tell=lambda _: None)
    assert [policy.display_name for policy in kept(google)] == ["Somebody else's"]
    assert list(google.metrics.kept) == ["projects/p-1/metrics/others"]
    assert (google.channels.kept, google.dashboards.kept) == ({}, {})


def test_a_call_that_is_refused_is_told(google: Google) -> None:
    google.watch.fail_at, google.watch.code = 1, grpc.StatusCode.PERMISSION_DENIED
    with pytest.raises(CallFailed, match="create_log_metric failed"):
        run(google)


# what is counted


def line(function: str, level: int, message: str, **fields: object) -> Mapping[str, object]:
    """A line as a function writes it."""
    record = logging.LogRecord("whatsdex", level, __file__, 1, message, None, None)
    record.fields = fields
    mark = log.function_name.set(function)
    try:
        return dict(json.loads(log.JsonFormatter().format(record)))
    finally:
        log.function_name.reset(mark)


LINES: tuple[tuple[Any, list[str]], ...] = (
    (line("inbox", logging.ERROR, "Unexpected error"), ["errors"]),
    (line("send", logging.ERROR, "The task gives up.", alarm=Alarm.DEAD_LETTER, job="send-message"), ["dead-letter"]),
    (line("send", logging.WARNING, "Nobody knows.", alarm=Alarm.UNKNOWN_SEND), ["unknown-send"]),
    (line("jobs", logging.ERROR, "Work waits.", alarm=Alarm.QUEUE_AGE, queue="send"), ["queue-age"]),
    (line("stats", logging.ERROR, "They did not agree.", alarm=Alarm.DRIFT), ["drift"]),
    (line("jobs", logging.INFO, "schedule /schedules/jobs-sweep 200"), ["sweeps"]),
    (line("jobs", logging.INFO, "queue", queue="send", depth=3, age_s=1.5), ["queue-age-s", "queue-depth"]),
    (line("send", logging.INFO, "task /tasks/send-bulk 204", done="sent"), ["sends"]),
    (line("receive", logging.INFO, "POST /webhooks/telegram/x 200", took_ms=12.5), ["webhook-ms"]),
    (line("inbox", logging.INFO, "POST /api/inbox/conversations/x/reply 202", took_ms=12.5), []),
    (line("send", logging.WARNING, "The task failed and is tried again."), []),
    (line("jobs", logging.INFO, "schedule /schedules/jobs-sweep 500"), []),
)


@pytest.mark.parametrize(("written", "counted"), LINES)
def test_a_line_counts_where_it_belongs(written: Mapping[str, object], counted: list[str]) -> None:
    assert [metric.name for metric in METRICS if metric.matches(written)] == counted
    assert all(metric.value in written for metric in METRICS if metric.value and metric.name in counted)
    assert all(label in written for metric in METRICS if metric.name in counted for label in metric.labels)


def test_every_alarm_has_a_metric_and_every_metric_is_used() -> None:
    assert {metric.name for metric in METRICS} >= {alarm.replace("_", "-") for alarm in Alarm}
    watched = {alert.metric.type for alert in ALERTS}
    drawn = {series.metric for chart in CHARTS for series in chart.series}
    assert {metric.type for metric in METRICS} <= watched | drawn


@pytest.mark.parametrize("metric", METRICS, ids=lambda metric: metric.name)
def test_a_filter_says_in_cloud_loggings_words_what_the_conditions_say(metric: Metric) -> None:
    text = metric.filter(["receive", "jobs"])
    assert text.startswith(
        'resource.type="cloud_run_revision" AND resource.labels.service_name=("receive" OR "jobs") AND '
    )
    one = r'(jsonPayload|resource\.labels)\.\w+(=\("[^"]+"( OR "[^"]+")*\)|=~"\^[^"]+")'
    errors = re.escape('severity>=ERROR AND NOT jsonPayload.alarm:* AND NOT log_id("run.googleapis.com/requests")')
    assert re.fullmatch(rf'resource\.type="cloud_run_revision"( AND ({one}|{errors}))+', text)


def test_an_alert_says_what_to_do_and_leads_to_the_jobs_page() -> None:
    for alert in ALERTS:
        said = alerts.build(alert, "https://w.test").documentation.content
        assert "{" not in said
        assert len(said) < 8_192
    assert "https://w.test/jobs" in alerts.build(ALERTS[1], "https://w.test").documentation.content


def test_silence_is_told_whether_the_count_is_zero_or_missing() -> None:
    (silent,) = [alert for alert in ALERTS if alert.silent_for]
    counted, absent = alerts.build(silent, "https://w.test").conditions
    asked = counted.condition_threshold
    assert (asked.comparison.name, asked.threshold_value) == ("COMPARISON_LT", 1)
    assert asked.aggregations[0].alignment_period == absent.condition_absent.duration == silent.silent_for
