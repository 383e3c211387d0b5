"""Entry point of `backups`: its routes."""

from functools import lru_cache
from typing import Final

import functions_framework
from werkzeug.wrappers import Request, Response

from common import log
from common.config import clock, settings
from common.crypto import Vault
from common.drive.client import Drives
from common.drive.consent import Consent
from common.entry.auth import Authenticator
from common.entry.http import Answer, Api, Call, Route
from common.errors import Conflict, PlanRequired
from common.jobs.registry import initialize
from common.models.tenant import Role
from common.store import ops
from common.store.database import database
from common.store.drive_links import DriveLinks
from common.store.idempotency import Idempotency
from common.store.incidents import Incidents
from common.store.tenants import Tenants
from functions.backups import schemas
from functions.backups.service import linking

log.configure()
initialize("backups")


@lru_cache(maxsize=1)
def _linking() -> linking.Collaborators:
    have = settings()
    db = database(have.google_cloud_project)
    return linking.Collaborators(
        links=DriveLinks(db),
        tenants=Tenants(db),
        incidents=Incidents(db),
        vault=Vault(have.need("credential_keys")),
        consent=Consent(have),
        drives=Drives(have),
        base_url=have.need("public_base_url"),
    )


def show_drive(call: Call) -> schemas.DriveView:
    """The link to a Drive."""
    return linking.show(call.tenant_id, clock().now(), with_=_linking())


def connect_drive(call: Call) -> schemas.ConsentView:
    """Google's page."""
    return linking.begin(call.who, clock().now(), with_=_linking())


def drive_callback(call: Call) -> Answer:
    """Where Google's page sends the browser."""
    page = linking.finish(call.query, clock().now(), with_=_linking())
    return Answer(None, 303, {"Location": page, "Cache-Control": "no-store", "Referrer-Policy": "no-referrer"})


def disconnect_drive(call: Call) -> Answer:
    """Ends the link."""
    linking.disconnect(call.who, clock().now(), with_=_linking())
    return Answer(None, 204)


_DRIVE: Final = "/api/backups/drive"

ROUTES: Final = (
    Route(
        "GET",
        _DRIVE,
        show_drive,
        "Shows the link to a Google Drive, and how full it is.",
        role=Role.VIEWER,
        answer=schemas.DriveView,
        errors=(PlanRequired,),
    ),
    Route(
        "POST",
        f"{_DRIVE}/connect",
        connect_drive,
        "Says where to go in order to link a Google Drive.",
        role=Role.ADMIN,
        answer=schemas.ConsentView,
        errors=(PlanRequired,),
    ),
    Route(
        "GET",
        f"{_DRIVE}/callback",
        drive_callback,
        "Takes Google's answer and sends the browser back to the settings.",
        query=schemas.CallbackQuery,
        status=303,
    ),
    Route(
        "POST",
        f"{_DRIVE}/disconnect",
        disconnect_drive,
        "Ends the link to a Google Drive; what lies in it stays there.",
        role=Role.ADMIN,
        status=204,
        errors=(Conflict,),
    ),
)


@lru_cache(maxsize=1)
def _api() -> Api:
    have = settings()
    db = database(have.google_cloud_project)
    return Api(
        "backups",
        ROUTES,
        authenticate=Authenticator(Tenants(db), have, clock()),
        kept_answers=Idempotency(db),
        clock=clock(),
        begin_meter=ops.begin,
        project=have.google_cloud_project,
    )


@functions_framework.http
def backups(request: Request) -> Response:
    """The routes above."""
    return _api()(request)
