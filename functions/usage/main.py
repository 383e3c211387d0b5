"""Entry point of `usage`: its routes."""

from functools import lru_cache
from typing import Final

import functions_framework
from werkzeug.wrappers import Request, Response

from common import log
from common.ai.prices import READ_ON
from common.channels.base import Blame
from common.config import clock, settings
from common.entry.auth import Authenticator
from common.entry.http import Answer, Api, Call, Route
from common.errors import Conflict, NotFound
from common.jobs.enqueue import cloud_tasks
from common.jobs.registry import initialize
from common.models.periods import Grain
from common.models.tenant import Role
from common.store import ops
from common.store.channels import Channels
from common.store.database import database
from common.store.long_jobs import LongJobs
from common.store.metering import Metering
from common.store.stats import Stats
from common.store.tenants import Tenants
from common.store.usage import Usage
from common.store.usage_warnings import UsageWarnings
from functions.usage import schemas
from functions.usage.service import costing, exporting, filling, reading

log.configure()
initialize("usage")


@lru_cache(maxsize=1)
def _stores() -> reading.Stores:
    db = database(settings().google_cloud_project)
    return reading.Stores(
        Tenants(db), Usage(db), UsageWarnings(db), Stats(db), Channels(db), Metering(db), tuple(Blame)
    )


@lru_cache(maxsize=1)
def _counters() -> reading.Counters:
    return reading.Counters(_stores().usage)


def _filling() -> filling.Stores:
    db = database(settings().google_cloud_project)
    return filling.Stores(db, LongJobs(db), _stores().tenants, cloud_tasks(settings()))


def current(call: Call) -> schemas.CurrentUsage:
    """The running month's counters."""
    return reading.current(call.tenant_id, clock().now(), counters=_counters(), stores=_stores())


def _series(call: Call, grain: Grain) -> schemas.Series:
    return reading.series(call.tenant_id, grain, call.query, clock().now(), counters=_counters(), stores=_stores())


def hourly(call: Call) -> schemas.Series:
    """Numbers by the hour."""
    return _series(call, Grain.HOUR)


def daily(call: Call) -> schemas.Series:
    """Numbers by the day."""
    return _series(call, Grain.DAY)


def monthly(call: Call) -> schemas.Series:
    """Numbers by the month."""
    return _series(call, Grain.MONTH)


def export(call: Call) -> Answer:
    """Numbers as CSV."""
    found = _series(call, call.query.grain)
    name = f"{found.grain}-{found.from_}-{found.to}.csv"
    headers = {"Content-Type": "text/csv; charset=utf-8", "Content-Disposition": f'attachment; filename="{name}"'}
    return Answer(exporting.to_csv(found), 200, headers)


def busy_hours(call: Call) -> schemas.BusyHours:
    """When in the week people write."""
    return reading.busy_hours(call.tenant_id, call.query, clock().now(), stores=_stores())


def costs(call: Call) -> schemas.Costs:
    """What a month cost."""
    return costing.costs(call.tenant_id, call.query, clock().now(), READ_ON, stores=_stores())


def begin_backfill(call: Call) -> schemas.Backfill:
    """Begins to count a range anew."""
    return filling.begin(call.who, call.body, call.idempotency_key, clock().now(), stores=_filling())


def list_backfills(call: Call) -> schemas.BackfillList:
    """The newest back-fills."""
    return filling.list_newest(call.tenant_id, stores=_filling())


def get_backfill(call: Call) -> schemas.Backfill:
    """How far a back-fill is."""
    return filling.find(call.tenant_id, call.path["id"], stores=_filling())


def cancel_backfill(call: Call) -> schemas.Backfill:
    """Stops a back-fill."""
    return filling.cancel(call.tenant_id, call.path["id"], stores=_filling())


_USAGE: Final = "/api/usage"

ROUTES: Final = (
    Route(
        "GET",
        f"{_USAGE}/current",
        current,
        "Shows what this month has used of the plan, and what it comes to by its end.",
        role=Role.VIEWER,
        answer=schemas.CurrentUsage,
    ),
    *(
        Route(
            "GET",
            f"{_USAGE}/{grain}",
            handler,
            f"Shows numbers {words}: those that are over from roll-ups, the running one as it stands.",
            role=Role.VIEWER,
            query=schemas.SeriesQuery,
            answer=schemas.Series,
        )
        for grain, handler, words in (
            (Grain.HOUR, hourly, "by the hour"),
            (Grain.DAY, daily, "by the day"),
            (Grain.MONTH, monthly, "by the month"),
        )
    ),
    Route(
        "GET",
        f"{_USAGE}/export",
        export,
        "Exports numbers by the hour, day or month as CSV.",
        role=Role.VIEWER,
        query=schemas.ExportQuery,
        text_type="text/csv",
    ),
    Route(
        "GET",
        f"{_USAGE}/busiest-hours",
        busy_hours,
        "Shows when in the week people write.",
        role=Role.VIEWER,
        query=schemas.SpanQuery,
        answer=schemas.BusyHours,
    ),
    Route(
        "GET",
        f"{_USAGE}/costs",
        costs,
        "Estimates what a month cost to run.",
        role=Role.ADMIN,
        query=schemas.CostQuery,
        answer=schemas.Costs,
    ),
    Route(
        "POST",
        f"{_USAGE}/backfill",
        begin_backfill,
        "Counts the hours, days and months of a range anew.",
        action="backfill.started",
        role=Role.ADMIN,
        body=schemas.BackfillIn,
        answer=schemas.Backfill,
        status=202,
        errors=(Conflict,),
    ),
    Route(
        "GET",
        f"{_USAGE}/backfill",
        list_backfills,
        "Lists the newest back-fills.",
        role=Role.ADMIN,
        answer=schemas.BackfillList,
    ),
    Route(
        "GET",
        f"{_USAGE}/backfill/<id>",
        get_backfill,
        "Shows how far a back-fill is.",
        role=Role.ADMIN,
        answer=schemas.Backfill,
        errors=(NotFound,),
    ),
    Route(
        "POST",
        f"{_USAGE}/backfill/<id>/cancel",
        cancel_backfill,
        "Stops a back-fill at its next day; what it counted stays.",
        action="backfill.cancelled",
        role=Role.ADMIN,
        answer=schemas.Backfill,
        errors=(NotFound, Conflict),
    ),
)


@lru_cache(maxsize=1)
def _api() -> Api:
    have = settings()
    return Api(
        "usage",
        ROUTES,
        authenticate=Authenticator(_stores().tenants, have, clock()),
        clock=clock(),
        begin_meter=ops.begin,
        project=have.google_cloud_project,
    )


@functions_framework.http
def usage(request: Request) -> Response:
    """The routes above."""
    return _api()(request)
