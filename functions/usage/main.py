"""Entry point of `usage`: its routes."""

from functools import lru_cache
from typing import Final

import functions_framework
from werkzeug.wrappers import Request, Response

from common import log
from common.config import clock, settings
from common.entry.auth import Authenticator
from common.entry.http import Api, Call, Route
from common.jobs.registry import initialize
from common.models.tenant import Role
from common.store import ops
from common.store.database import database
from common.store.tenants import Tenants
from common.store.usage import Usage
from functions.usage import schemas, service

log.configure()
initialize("usage")


@lru_cache(maxsize=1)
def _tenants() -> Tenants:
    return Tenants(database(settings().google_cloud_project))


def current(call: Call) -> schemas.CurrentUsage:
    """The running month's counters."""
    usage = Usage(database(settings().google_cloud_project))
    return service.current(call.tenant_id, clock().now(), tenants=_tenants(), usage=usage)


ROUTES: Final = (
    Route(
        "GET",
        "/api/usage/current",
        current,
        "Shows what this month has used of the plan.",
        role=Role.VIEWER,
        answer=schemas.CurrentUsage,
    ),
)


@lru_cache(maxsize=1)
def _api() -> Api:
    have = settings()
    return Api(
        "usage",
        ROUTES,
        authenticate=Authenticator(_tenants(), have, clock()),
        clock=clock(),
        begin_meter=ops.begin,
        project=have.google_cloud_project,
    )


@functions_framework.http
def usage(request: Request) -> Response:
    """The routes above."""
    return _api()(request)
