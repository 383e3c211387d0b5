"""Who is told of what: alert policies over the metrics, and the e-mail address that they notify."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Final, NamedTuple

from google.api_core import exceptions as google_errors
from google.cloud.monitoring_v3.types import (
    Aggregation,
    AlertPolicy,
    ComparisonType,
    NotificationChannel,
)

from infra.deploy.cloud import Cloud
from infra.deploy.metrics import DEAD_LETTERS, DRIFT, ERRORS, OVERDUE, SWEEPS, UNKNOWN_SENDS, Metric
from infra.deploy.plan import Call, Change, Fields, Item, compare
from infra.deploy.queues import nothing_yet, rpc
from infra.deploy.target import APP, Target

EMAIL: Final = "ALERT_EMAIL"
"""The setting that says whom alerts are sent to."""
_HASH_CHARACTERS: Final = 40
_CLOSES_AFTER: Final = timedelta(hours=24)
_LOOKS_BACK: Final = timedelta(minutes=5)
_DASHBOARD_SAYS: Final = "The dashboard *WhatsDeX* in Cloud Monitoring shows what else changed at that moment."


class Alert(NamedTuple):
    """What people are told, when, and what they can do."""

    name: str
    title: str
    metric: Metric
    severity: int
    """One of `AlertPolicy.Severity`."""
    means: str
    """What it means and what to do, in Markdown; `{base_url}` is the front door."""
    more_than: int = 0
    """How many lines in five minutes are no reason yet."""
    silent_for: timedelta | None = None
    """Set where silence is the reason: how long no line may come."""


ALERTS: Final = (
    Alert(
        "errors",
        "Functions fail",
        ERRORS,
        AlertPolicy.Severity.ERROR,
        "Functions have failed in a way that nobody foresaw, or were ended by Cloud Run. Callers got an error and "
        "tasks are tried again. Look at the lines with `severity>=ERROR` in Logs Explorer; `stack_trace` says where. "
        "If it began with a deployment, check out the version before and deploy that.",
        more_than=5,
    ),
    Alert(
        "dead-letters",
        "Work gave up",
        DEAD_LETTERS,
        AlertPolicy.Severity.ERROR,
        "Work was tried as often as its queue allows, or was refused for good, and waits for a person under "
        "[Jobs]({base_url}/jobs) of its workspace with the error's sentence, where it can be done again or discarded. "
        "`make logs MESSAGE=id PROJECT=…` tells what became of a message.",
    ),
    Alert(
        "unknown-sends",
        "Nobody knows whether messages were sent",
        UNKNOWN_SENDS,
        AlertPolicy.Severity.WARNING,
        "A provider did not say whether it took a message, so it is not sent again. Receipts of the next days settle "
        "most of them; after an hour the workspace sees each under [Jobs]({base_url}/jobs). Many at once mean that a "
        "provider is down: pause the queues `send` and `bulk` there until it answers.",
        more_than=5,
    ),
    Alert(
        "queue-age",
        "Work waits too long in a queue",
        OVERDUE,
        AlertPolicy.Severity.ERROR,
        "The oldest task of the queue is overdue for longer than its kind of work may be. Is the queue paused? Do its "
        "workers fail, or answer 429 because all instances are busy? See *Queues* under [Jobs]({base_url}/jobs), and "
        "raise `max_instances` or the queue's rate where the work itself goes well.",
    ),
    Alert(
        "drift",
        "Billed counters were wrong",
        DRIFT,
        AlertPolicy.Severity.WARNING,
        "The daily comparison found counters that did not agree with the messages, and corrected them. The workspace's "
        "audit trail says by how much (`usage.drift_repaired`). That is a fault to be found: what was sent is charged.",
    ),
    Alert(
        "sweep",
        "Nothing looks for lost work",
        SWEEPS,
        AlertPolicy.Severity.CRITICAL,
        "The schedule `jobs-sweep` has not run for ten minutes: what lost its task stays lost, and no queue is "
        "watched. Is it paused in Cloud Scheduler, or does the function `jobs` fail?",
        silent_for=timedelta(minutes=10),
    ),
)


class Channels:
    """The e-mail address that alerts go to; the one there is stays where the settings name none."""

    def __init__(self, target: Target) -> None:
        self._target = target

    def look(self, cloud: Cloud) -> list[Change]:
        """What differs now."""
        wanted = self._target.settings.get(EMAIL)
        if not wanted:
            return []
        return compare("alert address", [self._item(wanted)], self._found(cloud), self._remove)

    def leave(self, cloud: Cloud) -> list[Change]:
        """Every address of ours."""
        return compare("alert address", (), self._found(cloud), self._remove)

    def addresses(self, cloud: Cloud) -> list[str]:
        """Whom alerts will be sent to once the plan is carried out."""
        wanted = self._target.settings.get(EMAIL)
        return [wanted] if wanted else sorted(self._found(cloud))

    def _found(self, cloud: Cloud) -> dict[str, Fields]:
        return {channel.labels["email_address"]: {} for channel in channels(cloud, self._target)}

    def _item(self, email: str) -> Item:
        made = NotificationChannel(
            type_="email",
            display_name=f"WhatsDeX: {email}",
            labels={"email_address": email},
            user_labels={"app": APP},
        )
        name = f"projects/{self._target.project}"
        create = rpc(
            f"cloud_monitoring.create_notification_channel({email!r})",
            lambda cloud: (
                cloud.channels and cloud.channels.create_notification_channel(name=name, notification_channel=made)
            ),
        )
        return Item(email, {}, (create,))

    def _remove(self, email: str) -> tuple[Call, ...]:
        def delete(cloud: Cloud) -> None:
            for channel in channels(cloud, self._target):
                if cloud.channels and channel.labels["email_address"] == email:
                    cloud.channels.delete_notification_channel(name=channel.name, force=True)

        return (rpc(f"cloud_monitoring.delete_notification_channel({email!r})", delete),)


def channels(cloud: Cloud, target: Target) -> list[NotificationChannel]:
    """The addresses of ours, as Cloud Monitoring has them."""
    if cloud.channels is None:
        return []
    try:
        there = list(cloud.channels.list_notification_channels(name=f"projects/{target.project}"))
    except google_errors.GoogleAPIError as error:
        nothing_yet(error)
        return []
    return [channel for channel in there if channel.user_labels.get("app") == APP]


class Policies:
    """The alert policies; one that is switched off stays so.

    Cloud Monitoring fills in what a definition leaves open, so that what is deployed is compared by a hash in a label.
    """

    def __init__(self, target: Target, alerts: Iterable[Alert] = ALERTS) -> None:
        self._target = target
        self._alerts = tuple(alerts)
        self._name = f"projects/{target.project}"

    def look(self, cloud: Cloud) -> list[Change]:
        """What differs now."""
        addresses = Channels(self._target).addresses(cloud)
        found = {
            name: {"release": policy.user_labels.get("release", "")} for name, policy in self._there(cloud).items()
        }
        return compare("alert", [self._item(alert, addresses) for alert in self._alerts], found, self._remove)

    def leave(self, cloud: Cloud) -> list[Change]:
        """Every policy of ours."""
        return compare("alert", (), {name: {} for name in self._there(cloud)}, self._remove)

    def _there(self, cloud: Cloud) -> dict[str, AlertPolicy]:
        if cloud.policies is None:
            return {}
        try:
            there = list(cloud.policies.list_alert_policies(name=self._name))
        except google_errors.GoogleAPIError as error:
            nothing_yet(error)
            return {}
        return {each.user_labels.get("alert", ""): each for each in there if each.user_labels.get("app") == APP}

    def _item(self, alert: Alert, addresses: Sequence[str]) -> Item:
        made = build(alert, self._target.base_url)
        text = AlertPolicy.to_json(made, sort_keys=True) + " ".join(addresses)
        release = hashlib.sha256(text.encode()).hexdigest()[:_HASH_CHARACTERS]
        made.user_labels = {"app": APP, "alert": alert.name, "release": release}
        told = ", ".join(addresses) or f"nobody: set {EMAIL}"

        def policy(cloud: Cloud) -> AlertPolicy:
            # The addresses have no names before the run that makes them.
            names = [
                channel.name
                for channel in channels(cloud, self._target)
                if channel.labels["email_address"] in addresses
            ]
            return AlertPolicy(made, notification_channels=names)

        def create(cloud: Cloud) -> None:
            if cloud.policies:
                cloud.policies.create_alert_policy(name=self._name, alert_policy=policy(cloud))

        def change(cloud: Cloud) -> None:
            if cloud.policies:
                new = AlertPolicy(policy(cloud), name=self._there(cloud)[alert.name].name)
                paths = [
                    "display_name",
                    "documentation",
                    "user_labels",
                    "conditions",
                    "combiner",
                    "notification_channels",
                ]
                mask = {"paths": [*paths, "alert_strategy", "severity"]}
                cloud.policies.update_alert_policy(alert_policy=new, update_mask=mask)

        called = f"{alert.name!r}, {alert.title!r}, tells={told!r}"
        return Item(
            alert.name,
            {"release": release},
            (rpc(f"cloud_monitoring.create_alert_policy({called})", create),),
            lambda _: (rpc(f"cloud_monitoring.update_alert_policy({called})", change),),
        )

    def _remove(self, name: str) -> tuple[Call, ...]:
        def delete(cloud: Cloud) -> None:
            if cloud.policies and (policy := self._there(cloud).get(name)):
                cloud.policies.delete_alert_policy(name=policy.name)

        return (rpc(f"cloud_monitoring.delete_alert_policy({name!r})", delete),)


def build(alert: Alert, base_url: str) -> AlertPolicy:
    """The policy of an alert, without what only a deployment knows.

    Source: https://cloud.google.com/monitoring/api/ref_v3/rest/v3/projects.alertPolicies (read 2026-11).
    """
    watched = f'metric.type="{alert.metric.type}" AND resource.type="cloud_run_revision"'
    condition = AlertPolicy.Condition(
        display_name=alert.title,
        condition_threshold=AlertPolicy.Condition.MetricThreshold(
            filter=watched,
            aggregations=[_seen(alert.metric, alert.silent_for or _LOOKS_BACK)],
            comparison=ComparisonType.COMPARISON_LT if alert.silent_for else ComparisonType.COMPARISON_GT,
            threshold_value=1 if alert.silent_for else alert.more_than,
            duration=timedelta(0),
            trigger=AlertPolicy.Condition.Trigger(count=1),
        ),
    )
    conditions = [condition]
    if alert.silent_for:
        # A count of nothing may be 0 or missing, and what is missing is not below 1.
        absent = AlertPolicy.Condition.MetricAbsence(
            filter=watched, aggregations=[_seen(alert.metric, timedelta(minutes=1))], duration=alert.silent_for
        )
        conditions.append(AlertPolicy.Condition(display_name=alert.title, condition_absent=absent))
    means = alert.means.format(base_url=base_url)
    return AlertPolicy(
        display_name=f"WhatsDeX: {alert.title}",
        documentation=AlertPolicy.Documentation(content=f"{means}\n\n{_DASHBOARD_SAYS}", mime_type="text/markdown"),
        conditions=conditions,
        combiner=AlertPolicy.ConditionCombinerType.OR,
        alert_strategy=AlertPolicy.AlertStrategy(auto_close=_CLOSES_AFTER),
        severity=alert.severity,
    )


def _seen(metric: Metric, period: timedelta) -> Aggregation:
    """How many lines were counted in each period, whichever instance wrote them."""
    return Aggregation(
        alignment_period=period,
        per_series_aligner=Aggregation.Aligner.ALIGN_DELTA,
        cross_series_reducer=Aggregation.Reducer.REDUCE_SUM,
        group_by_fields=[f"metric.label.{label}" for label in metric.labels],
    )
