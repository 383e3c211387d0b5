"""The dashboard of Cloud Monitoring: how the platform does, on one page."""

import hashlib
from datetime import timedelta
from typing import Final, NamedTuple

from google.api_core import exceptions as google_errors
from google.cloud.monitoring_dashboard_v1.types import (
    Aggregation,
    Dashboard,
    MosaicLayout,
    TimeSeriesFilter,
    TimeSeriesQuery,
    Widget,
    XyChart,
)

from infra.deploy import metrics
from infra.deploy.cloud import Cloud
from infra.deploy.metrics import Metric
from infra.deploy.plan import Call, Change, Fields, Item, compare
from infra.deploy.queues import nothing_yet, rpc
from infra.deploy.target import APP, Target

TITLE: Final = "WhatsDeX"
COLUMNS: Final = 48
_WIDTH: Final = 24
_HEIGHT: Final = 16
_HASH_CHARACTERS: Final = 40
_PERIOD: Final = timedelta(minutes=1)
_RELEASE: Final = "release-"
_Align = Aggregation.Aligner
_Reduce = Aggregation.Reducer


class Series(NamedTuple):
    """What a chart draws: the time series of a metric, brought together by a label."""

    metric: str
    resource: str
    align: int
    """One of `Aggregation.Aligner`."""
    reduce: int = _Reduce.REDUCE_SUM
    """One of `Aggregation.Reducer`."""
    by: tuple[str, ...] = ()
    """The labels that each get a line."""
    name: str = ""
    """What its line is called where it is one."""


class Chart(NamedTuple):
    """A tile."""

    title: str
    series: tuple[Series, ...]
    unit: str = ""


def _ours(metric: Metric, align: int, name: str = "", reduce: int = _Reduce.REDUCE_SUM) -> Series:
    by = tuple(f"metric.label.{label}" for label in metric.labels)
    return Series(metric.type, "cloud_run_revision", align, reduce, by, name)


_RUN: Final = "cloud_run_revision"
_FUNCTION: Final = ("resource.label.service_name",)
_FIRESTORE: Final = "firestore.googleapis.com/Database"
CHARTS: Final = (
    Chart(
        "Webhooks: time until the provider has its answer",
        (
            _ours(metrics.WEBHOOK_MS, _Align.ALIGN_DELTA, "half of them", _Reduce.REDUCE_PERCENTILE_50),
            _ours(metrics.WEBHOOK_MS, _Align.ALIGN_DELTA, "95 of 100", _Reduce.REDUCE_PERCENTILE_95),
        ),
        "ms",
    ),
    Chart("Messages to send, by what became of the task", (_ours(metrics.SENT, _Align.ALIGN_RATE),), "a second"),
    Chart(
        "Queues: how long the oldest task is overdue",
        (_ours(metrics.QUEUE_AGE, _Align.ALIGN_PERCENTILE_99, reduce=_Reduce.REDUCE_MAX),),
        "s",
    ),
    Chart(
        "Queues: tasks that wait or are under way",
        (_ours(metrics.QUEUE_DEPTH, _Align.ALIGN_PERCENTILE_99, reduce=_Reduce.REDUCE_MAX),),
    ),
    Chart("Work that gave up, by job", (_ours(metrics.DEAD_LETTERS, _Align.ALIGN_DELTA),)),
    Chart(
        "Errors and unknown sends",
        (
            _ours(metrics.ERRORS, _Align.ALIGN_DELTA, "errors"),
            _ours(metrics.UNKNOWN_SENDS, _Align.ALIGN_DELTA, "unknown sends"),
        ),
    ),
    Chart(
        "Requests, by function",
        (Series("run.googleapis.com/request_count", _RUN, _Align.ALIGN_RATE, by=_FUNCTION),),
        "a second",
    ),
    Chart(
        "Time of 95 in 100 requests, by function",
        (
            Series(
                "run.googleapis.com/request_latencies",
                _RUN,
                _Align.ALIGN_DELTA,
                _Reduce.REDUCE_PERCENTILE_95,
                _FUNCTION,
            ),
        ),
        "ms",
    ),
    Chart(
        "Instances, by function",
        (Series("run.googleapis.com/container/instance_count", _RUN, _Align.ALIGN_MAX, by=_FUNCTION),),
    ),
    Chart(
        "Firestore: documents read and written",
        (
            Series("firestore.googleapis.com/document/read_ops_count", _FIRESTORE, _Align.ALIGN_RATE, name="read"),
            Series("firestore.googleapis.com/document/write_ops_count", _FIRESTORE, _Align.ALIGN_RATE, name="written"),
        ),
        "a second",
    ),
)
"""Two in a row.

Source: https://cloud.google.com/monitoring/api/metrics_gcp (read 2026-11) for what is not ours.
"""


class Board:
    """The dashboard; told apart by its title, and what is deployed by the hash in its labels."""

    def __init__(self, target: Target) -> None:
        self._parent = f"projects/{target.project}"

    def look(self, cloud: Cloud) -> list[Change]:
        """What differs now."""
        return compare("dashboard", [self._item()], self._found(cloud))

    def leave(self, cloud: Cloud) -> list[Change]:
        """The dashboard."""
        return compare("dashboard", (), self._found(cloud), lambda _: (self._removal(),))

    def _found(self, cloud: Cloud) -> dict[str, Fields]:
        return {there.display_name: {"release": _release(there)} for there in self._there(cloud)}

    def _there(self, cloud: Cloud) -> list[Dashboard]:
        if cloud.dashboards is None:
            return []
        try:
            there = list(cloud.dashboards.list_dashboards(request={"parent": self._parent}))
        except google_errors.GoogleAPIError as error:
            nothing_yet(error)
            return []
        return [each for each in there if each.display_name == TITLE and APP in each.labels]

    def _item(self) -> Item:
        made = build()
        release = hashlib.sha256(Dashboard.to_json(made, sort_keys=True).encode()).hexdigest()[:_HASH_CHARACTERS]
        # Labels of dashboards are words without values.
        made.labels = {APP: "", f"{_RELEASE}{release}": ""}

        def create(cloud: Cloud) -> None:
            if cloud.dashboards:
                cloud.dashboards.create_dashboard(request={"parent": self._parent, "dashboard": made})

        def change(cloud: Cloud) -> None:
            for there in self._there(cloud):
                if cloud.dashboards:
                    new = Dashboard(made, name=there.name, etag=there.etag)
                    cloud.dashboards.update_dashboard(request={"dashboard": new})

        called = f"{TITLE!r}, {len(CHARTS)} charts"
        return Item(
            TITLE,
            {"release": release},
            (rpc(f"cloud_monitoring.create_dashboard({called})", create),),
            lambda _: (rpc(f"cloud_monitoring.update_dashboard({called})", change),),
        )

    def _removal(self) -> Call:
        def delete(cloud: Cloud) -> None:
            for there in self._there(cloud):
                if cloud.dashboards:
                    cloud.dashboards.delete_dashboard(request={"name": there.name})

        return rpc(f"cloud_monitoring.delete_dashboard({TITLE!r})", delete)


def _release(board: Dashboard) -> str:
    return "".join(label.removeprefix(_RELEASE) for label in board.labels if label.startswith(_RELEASE))


def build() -> Dashboard:
    """The dashboard, without what only a deployment knows.

    Source: https://cloud.google.com/monitoring/api/ref_v3/rest/v1/projects.dashboards (read 2026-11).
    """
    tiles = [
        MosaicLayout.Tile(
            x_pos=at % 2 * _WIDTH, y_pos=at // 2 * _HEIGHT, width=_WIDTH, height=_HEIGHT, widget=_widget(chart)
        )
        for at, chart in enumerate(CHARTS)
    ]
    return Dashboard(display_name=TITLE, mosaic_layout=MosaicLayout(columns=COLUMNS, tiles=tiles))


def _widget(chart: Chart) -> Widget:
    lines = [
        XyChart.DataSet(
            time_series_query=TimeSeriesQuery(time_series_filter=_filter(series)),
            plot_type=XyChart.DataSet.PlotType.LINE,
            legend_template=series.name,
        )
        for series in chart.series
    ]
    axis = XyChart.Axis(label=chart.unit, scale=XyChart.Axis.Scale.LINEAR)
    return Widget(title=chart.title, xy_chart=XyChart(data_sets=lines, y_axis=axis))


def _filter(series: Series) -> TimeSeriesFilter:
    return TimeSeriesFilter(
        filter=f'metric.type="{series.metric}" AND resource.type="{series.resource}"',
        aggregation=Aggregation(
            alignment_period=_PERIOD,
            per_series_aligner=series.align,
            cross_series_reducer=series.reduce,
            group_by_fields=list(series.by),
        ),
    )
