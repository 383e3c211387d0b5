"""Log-based metrics: what is counted out of the functions' lines, and their definitions in Cloud Logging."""

import json
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple, Protocol

from google.api.distribution_pb2 import Distribution
from google.api.label_pb2 import LabelDescriptor
from google.api.metric_pb2 import MetricDescriptor
from google.api_core import exceptions as google_errors
from google.cloud.logging_v2.types import LogMetric

from common.log import Alarm
from infra.deploy.cloud import Cloud
from infra.deploy.plan import Call, Change, Fields, Item, compare
from infra.deploy.queues import nothing_yet, rpc
from infra.deploy.target import APP, MARK, Target

Line = Mapping[str, object]
"""A log line as a function writes it."""
_SEVERE: Final = ("ERROR", "CRITICAL", "ALERT", "EMERGENCY")


class Condition(Protocol):
    """What a line must be like."""

    @property
    def text(self) -> str:
        """As Cloud Logging's query language says it."""
        ...

    def holds(self, line: Line) -> bool:
        """Whether a line is like that."""
        ...


class Is(NamedTuple):
    """A field has one of these values."""

    field: str
    values: tuple[str, ...]

    @property
    def text(self) -> str:
        """As Cloud Logging's query language says it."""
        return f"{_path(self.field)}=({' OR '.join(map(json.dumps, self.values))})"

    def holds(self, line: Line) -> bool:
        """Whether a line is like that."""
        return line.get(self.field) in self.values


class Begins(NamedTuple):
    """A field begins with these words."""

    field: str
    words: str

    @property
    def text(self) -> str:
        """As Cloud Logging's query language says it."""
        return f'{_path(self.field)}=~"^{self.words}"'

    def holds(self, line: Line) -> bool:
        """Whether a line is like that."""
        return str(line.get(self.field, "")).startswith(self.words)


class IsUnexpected(NamedTuple):
    """An error that raises no alarm of its own.

    What Cloud Run says of requests is left out: workers answer 500 and 503 on purpose, to be called again.
    """

    @property
    def text(self) -> str:
        """As Cloud Logging's query language says it."""
        return 'severity>=ERROR AND NOT jsonPayload.alarm:* AND NOT log_id("run.googleapis.com/requests")'

    def holds(self, line: Line) -> bool:
        """Whether a line is like that."""
        return line.get("severity") in _SEVERE and "alarm" not in line


def _path(field: str) -> str:
    return "resource.labels.service_name" if field == "function" else f"jsonPayload.{field}"


class Metric(NamedTuple):
    """What is counted, or measured, out of the lines of our functions."""

    name: str
    what: str
    """In a sentence."""
    where: tuple[Condition, ...]
    """What a line must be like to count; all of it."""
    labels: tuple[str, ...] = ()
    """The line's fields by which it is told apart; of few values each."""
    value: str = ""
    """The line's field that is measured; without one, lines are counted."""
    unit: str = "1"

    @property
    def id(self) -> str:
        """Its name in Cloud Logging."""
        return f"{APP}-{self.name}"

    @property
    def type(self) -> str:
        """Its name in Cloud Monitoring."""
        return f"logging.googleapis.com/user/{self.id}"

    def matches(self, line: Line) -> bool:
        """Whether a line counts."""
        return all(condition.holds(line) for condition in self.where)

    def filter(self, functions: Iterable[str]) -> str:
        """Which lines count, in Cloud Logging's query language.

        Source: https://cloud.google.com/logging/docs/view/logging-query-language (read 2026-11).
        """
        ours = Is("function", tuple(functions))
        return " AND ".join(['resource.type="cloud_run_revision"', ours.text, *(each.text for each in self.where)])


def _alarm(alarm: Alarm, what: str, *labels: str) -> Metric:
    return Metric(alarm.replace("_", "-"), what, (Is("alarm", (alarm,)),), labels)


ERRORS: Final = Metric("errors", "Errors that nobody foresaw.", (IsUnexpected(),))
DEAD_LETTERS: Final = _alarm(Alarm.DEAD_LETTER, "Work that gave up and waits for a person.", "job")
UNKNOWN_SENDS: Final = _alarm(Alarm.UNKNOWN_SEND, "Messages of which nobody knows whether they were sent.")
OVERDUE: Final = _alarm(Alarm.QUEUE_AGE, "Queues whose oldest task waits too long.", "queue")
DRIFT: Final = _alarm(Alarm.DRIFT, "Billed counters that did not agree with the messages.")
SWEEPS: Final = Metric(
    "sweeps", "Runs of the sweep, which finds what got lost.", (Is("message", ("schedule /schedules/jobs-sweep 200",)),)
)
QUEUE_AGE: Final = Metric(
    "queue-age-s",
    "How long each queue's oldest task is overdue.",
    (Is("message", ("queue",)),),
    ("queue",),
    "age_s",
    "s",
)
QUEUE_DEPTH: Final = Metric(
    "queue-depth", "How many tasks each queue holds.", (Is("message", ("queue",)),), ("queue",), "depth"
)
SENT: Final = Metric(
    "sends",
    "What became of tasks that send a message.",
    (Is("message", ("task /tasks/send-message 204", "task /tasks/send-bulk 204")),),
    ("done",),
)
WEBHOOK_MS: Final = Metric(
    "webhook-ms",
    "How long a provider waits until its webhook is answered.",
    (Is("function", ("receive",)), Begins("message", "POST /webhooks/")),
    value="took_ms",
    unit="ms",
)
METRICS: Final = (
    ERRORS, DEAD_LETTERS, UNKNOWN_SENDS, OVERDUE, DRIFT, SWEEPS, QUEUE_AGE, QUEUE_DEPTH, SENT, WEBHOOK_MS,
)  # fmt: skip


class Metrics:
    """The metrics of the table in Cloud Logging."""

    def __init__(self, target: Target, metrics: Iterable[Metric] = METRICS) -> None:
        self._target = target
        self._metrics = tuple(metrics)
        self._parent = f"projects/{target.project}"

    def look(self, cloud: Cloud) -> list[Change]:
        """What differs now."""
        return compare("metric", map(self._item, self._metrics), self._found(cloud), self._remove)

    def leave(self, cloud: Cloud) -> list[Change]:
        """Every metric of ours."""
        return compare("metric", (), self._found(cloud), self._remove)

    def _found(self, cloud: Cloud) -> dict[str, Fields]:
        if cloud.metrics is None:
            return {}
        try:
            there = list(cloud.metrics.list_log_metrics(parent=self._parent))
        except google_errors.GoogleAPIError as error:
            return nothing_yet(error)
        return {metric.name: _fields(metric) for metric in there if metric.name.startswith(f"{APP}-")}

    def _build(self, metric: Metric) -> LogMetric:
        measured = MetricDescriptor.DISTRIBUTION if metric.value else MetricDescriptor.INT64
        descriptor = MetricDescriptor(
            metric_kind=MetricDescriptor.DELTA,
            value_type=measured,
            unit=metric.unit,
            labels=[LabelDescriptor(key=label, value_type=LabelDescriptor.STRING) for label in metric.labels],
        )
        made = LogMetric(
            name=metric.id,
            description=f"{metric.what} {MARK}",
            filter=metric.filter(function.name for function in self._target.functions),
            metric_descriptor=descriptor,
            label_extractors={label: f"EXTRACT(jsonPayload.{label})" for label in metric.labels},
        )
        if metric.value:
            made.value_extractor = f"EXTRACT(jsonPayload.{metric.value})"
            # From a tenth to 225 million: milliseconds of two days, and seconds without end.
            steps = Distribution.BucketOptions.Exponential(num_finite_buckets=64, growth_factor=1.4, scale=0.1)
            made.bucket_options = Distribution.BucketOptions(exponential_buckets=steps)
        return made

    def _item(self, metric: Metric) -> Item:
        made, path = self._build(metric), f"{self._parent}/metrics/{metric.id}"
        create = rpc(
            f"cloud_logging.create_log_metric({metric.id!r}, filter={made.filter!r})",
            lambda cloud: cloud.metrics and cloud.metrics.create_log_metric(parent=self._parent, metric=made),
        )
        update = rpc(
            f"cloud_logging.update_log_metric({metric.id!r}, filter={made.filter!r})",
            lambda cloud: cloud.metrics and cloud.metrics.update_log_metric(metric_name=path, metric=made),
        )
        return Item(metric.id, _fields(made), (create,), lambda _: (update,))

    def _remove(self, name: str) -> tuple[Call, ...]:
        def delete(cloud: Cloud) -> None:
            if cloud.metrics:
                cloud.metrics.delete_log_metric(metric_name=f"{self._parent}/metrics/{name}")

        return (rpc(f"cloud_logging.delete_log_metric({name!r})", delete),)


def _fields(metric: LogMetric) -> Fields:
    labels = sorted(metric.label_extractors.items())
    return {
        "description": metric.description,
        "filter": metric.filter,
        "value": metric.value_extractor,
        "labels": ", ".join(f"{label}={extractor}" for label, extractor in labels),
        "unit": metric.metric_descriptor.unit,
    }
