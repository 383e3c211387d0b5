"""Entry points of `backups`: its routes."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
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
from common.entry.pages import ListQuery
from common.entry.schedules import Slot, Timetable
from common.entry.tasks import Worker
from common.errors import AppError, Conflict, Invalid, NotFound, PlanRequired
from common.jobs.caller import verify_caller
from common.jobs.enqueue import cloud_tasks
from common.jobs.registry import CHECK_BACKUP, DELETE_BACKUP, SWEEP_MEDIA, Job, initialize
from common.media.storage import media_bucket
from common.models.audit import PLATFORM
from common.models.backup import BackupState, Trigger
from common.models.drive import Drive, DriveBusy, DriveRefused
from common.models.ids import TenantId
from common.models.payloads import BackupPayload, Payload, RestorePayload
from common.models.tenant import Role
from common.store import ops
from common.store.backups import Backups
from common.store.database import database
from common.store.dead_letters import DeadLetters
from common.store.drive_links import DriveLinks
from common.store.idempotency import Idempotency
from common.store.incidents import Incidents
from common.store.long_jobs import LongJobs
from common.store.schedule_runs import ScheduleRuns
from common.store.snapshots import Snapshots
from common.store.tenants import Tenants
from common.store.tombstones import Tombstones
from functions.backups import backup_schemas, schemas
from functions.backups.service import (
    arranging,
    asking,
    checking,
    drilling,
    finding,
    linking,
    reading,
    restoring,
    retaining,
    running,
    starting,
    sweeping,
)
from functions.backups.service.collaborators import Collaborators
from functions.backups.service.views import backup_view, restore_view

WORKS_S: Final = 420.0
"""After so many seconds a task hands the rest over to a further one."""
BUSY_S: Final = 30

log.configure()
registry = initialize("backups")


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


def _open_drive(t: TenantId) -> Drive:
    return linking.open_drive(t, with_=_linking()).drive


def _refuse_drive(t: TenantId, refused: DriveRefused, now: datetime) -> None:
    found = _linking().links.find(t)
    if found is not None:
        linking.refuse(t, found, refused, now, with_=_linking())


def _collaborators() -> Collaborators:
    until_s = time.monotonic() + WORKS_S
    return _stores()._replace(in_time=lambda: time.monotonic() < until_s)


@lru_cache(maxsize=1)
def _stores() -> Collaborators:
    have = settings()
    db = database(have.google_cloud_project)
    return Collaborators(
        backups=Backups(db),
        snapshots=Snapshots(db),
        tenants=Tenants(db),
        tombstones=Tombstones(db),
        incidents=Incidents(db),
        long_jobs=LongJobs(db),
        vault=Vault(have.need("credential_keys")),
        bucket=media_bucket(have),
        open_drive=_open_drive,
        refuse_drive=_refuse_drive,
        enqueue=_enqueue,
        clock=clock(),
        in_time=lambda: True,
        keeps_history=have.firestore_keeps_history,
    )


def _enqueue(job: Job, payload: Payload, *, delay_s: float = 0, at: datetime | None = None, again: str = "") -> bool:
    return cloud_tasks(settings())(job, payload, delay_s=delay_s, at=at, again=again)


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


def verify_backup(call: Call) -> backup_schemas.BackupView:
    """Begins to check a backup."""
    return backup_view(checking.ask(call.who, call.path["id"], clock().now(), with_=_collaborators()))


def drill_now(call: Call) -> backup_schemas.BackupView:
    """Begins a drill."""
    return backup_view(drilling.drill(call.who, call.path["id"], clock().now(), with_=_collaborators()))


def discover(call: Call) -> backup_schemas.FoundView:
    """Finds backups in the Drive."""
    return finding.discover(call.who, clock().now(), with_=_collaborators())


def list_backups(call: Call) -> backup_schemas.BackupPage:
    """A page of backups."""
    return reading.list_backups(call.tenant_id, call.query, with_=_collaborators())


def backup_status(call: Call) -> backup_schemas.StatusView:
    """How the backups are."""
    return reading.status(call.tenant_id, with_=_collaborators())


def get_backup(call: Call) -> backup_schemas.BackupView:
    """One backup."""
    return reading.show(call.tenant_id, call.path["id"], with_=_collaborators())


def run_now(call: Call) -> backup_schemas.BackupView:
    """Begins a backup."""
    begun = starting.run(call.who, call.body.kind, call.idempotency_key, clock().now(), with_=_collaborators())
    return backup_view(begun)


def delete_backup(call: Call) -> None:
    """Deletes a backup."""
    retaining.delete(call.who, call.path["id"], clock().now(), with_=_collaborators())


def ask_for_restore(call: Call) -> backup_schemas.RestoreView:
    """Asks for a restore."""
    now, key = clock().now(), call.idempotency_key
    return restore_view(asking.ask(call.who, call.path["id"], call.body, key, now, with_=_collaborators()))


def list_restores(call: Call) -> backup_schemas.RestorePage:
    """A page of restores."""
    return reading.list_restores(call.tenant_id, call.query, with_=_collaborators())


def get_restore(call: Call) -> backup_schemas.RestoreView:
    """One restore."""
    return reading.show_restore(call.tenant_id, call.path["id"], with_=_collaborators())


def begin_restore(call: Call) -> backup_schemas.RestoreView:
    """Begins a restore."""
    return restore_view(asking.begin(call.who, call.path["id"], clock().now(), with_=_collaborators()))


def cancel_restore(call: Call) -> backup_schemas.RestoreView:
    """Calls a restore off."""
    return restore_view(asking.call_off(call.who, call.path["id"], clock().now(), with_=_collaborators()))


def show_schedule(call: Call) -> backup_schemas.ScheduleView:
    """The schedule."""
    return arranging.show(call.who, with_=_collaborators())


def set_schedule(call: Call) -> backup_schemas.ScheduleView:
    """Sets the schedule."""
    return arranging.arrange(call.who, call.body, clock().now(), with_=_collaborators())


def preview_retention(call: Call) -> backup_schemas.RetentionView:
    """What would be deleted."""
    return retaining.preview(call.tenant_id, with_=_collaborators())


def apply_retention(call: Call) -> backup_schemas.RetentionView:
    """Deletes it."""
    with_ = _collaborators()
    planned = retaining.preview(call.tenant_id, with_=with_)
    retaining.tidy(call.tenant_id, call.who.id, call.who.name, clock().now(), with_=with_)
    return planned


_DRIVE: Final = "/api/backups/drive"
_BACKUPS: Final = "/api/backups"
_BACKUP: Final = f"{_BACKUPS}/<id>"
_RESTORE: Final = f"{_BACKUPS}/restores/<id>"

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
        unaudited="It gives out an address; that the Drive is linked is told once it is.",
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
        action="drive.disconnected",
        role=Role.ADMIN,
        status=204,
        errors=(Conflict,),
    ),
    Route(
        "GET",
        _BACKUPS,
        list_backups,
        "Lists backups, the newest first.",
        role=Role.VIEWER,
        query=ListQuery,
        answer=backup_schemas.BackupPage,
        errors=(PlanRequired,),
    ),
    Route(
        "GET",
        f"{_BACKUPS}/status",
        backup_status,
        "Shows how the backups are, in one look.",
        role=Role.VIEWER,
        answer=backup_schemas.StatusView,
        errors=(PlanRequired,),
    ),
    Route(
        "POST",
        f"{_BACKUPS}/run",
        run_now,
        "Begins a backup.",
        action="backup.started",
        role=Role.ADMIN,
        body=backup_schemas.RunIn,
        answer=backup_schemas.BackupView,
        status=202,
        errors=(PlanRequired, Conflict),
    ),
    Route(
        "GET",
        f"{_BACKUPS}/schedule",
        show_schedule,
        "Shows when backups are made, how, and how long they are kept.",
        role=Role.VIEWER,
        answer=backup_schemas.ScheduleView,
        errors=(PlanRequired,),
    ),
    Route(
        "PUT",
        f"{_BACKUPS}/schedule",
        set_schedule,
        "Sets when backups are made, how, and how long they are kept.",
        action="backups.scheduled",
        role=Role.ADMIN,
        body=backup_schemas.ScheduleIn,
        answer=backup_schemas.ScheduleView,
        errors=(PlanRequired,),
    ),
    Route(
        "GET",
        f"{_BACKUPS}/retention",
        preview_retention,
        "Says which backups the schedule's numbers keep, and which they would delete; deletes nothing.",
        role=Role.VIEWER,
        answer=backup_schemas.RetentionView,
        errors=(PlanRequired,),
    ),
    Route(
        "POST",
        f"{_BACKUPS}/retention",
        apply_retention,
        "Deletes the backups that the schedule's numbers do not keep.",
        action="backups.thinned",
        role=Role.ADMIN,
        answer=backup_schemas.RetentionView,
        status=202,
        errors=(PlanRequired,),
    ),
    Route(
        "GET",
        f"{_BACKUPS}/restores",
        list_restores,
        "Lists restores, the newest first.",
        role=Role.VIEWER,
        query=ListQuery,
        answer=backup_schemas.RestorePage,
        errors=(PlanRequired,),
    ),
    Route(
        "GET",
        _RESTORE,
        get_restore,
        "Shows a restore: how far it is, what it would change, and what it changed.",
        role=Role.VIEWER,
        answer=backup_schemas.RestoreView,
        errors=(NotFound, PlanRequired),
    ),
    Route(
        "POST",
        f"{_RESTORE}/apply",
        begin_restore,
        "Begins a restore whose changes are known.",
        action="restore.started",
        role=Role.OWNER,
        answer=backup_schemas.RestoreView,
        status=202,
        errors=(NotFound, PlanRequired, Conflict),
    ),
    Route(
        "POST",
        f"{_RESTORE}/cancel",
        cancel_restore,
        "Calls a restore off; what it has written stays.",
        action="restore.cancelled",
        role=Role.ADMIN,
        answer=backup_schemas.RestoreView,
        errors=(NotFound, PlanRequired, Conflict),
    ),
    Route(
        "GET",
        _BACKUP,
        get_backup,
        "Shows a backup.",
        role=Role.VIEWER,
        answer=backup_schemas.BackupView,
        errors=(NotFound, PlanRequired),
    ),
    Route(
        "DELETE",
        _BACKUP,
        delete_backup,
        "Deletes a backup, in Google Drive too; one that runs is stopped.",
        action="backup.deleted",
        role=Role.ADMIN,
        status=204,
        errors=(NotFound, PlanRequired, Conflict),
    ),
    Route(
        "POST",
        f"{_BACKUP}/verify",
        verify_backup,
        "Downloads a backup and checks every hash; changes nothing.",
        action="backup.verified",
        role=Role.ADMIN,
        answer=backup_schemas.BackupView,
        status=202,
        errors=(NotFound, PlanRequired, Conflict),
    ),
    Route(
        "POST",
        f"{_BACKUP}/drill",
        drill_now,
        "Restores a backup into a workspace that is only there for it, compares the two and removes it.",
        action="backup.drilled",
        role=Role.ADMIN,
        answer=backup_schemas.BackupView,
        status=202,
        errors=(NotFound, PlanRequired, Conflict),
    ),
    Route(
        "POST",
        f"{_BACKUP}/restore",
        ask_for_restore,
        "Asks for a restore: every hash is checked, and what would change is counted; a person then begins it.",
        action="restore.asked",
        role=Role.OWNER,
        body=backup_schemas.RestoreIn,
        answer=backup_schemas.RestoreView,
        status=202,
        errors=(NotFound, PlanRequired, Conflict, Invalid),
    ),
    Route(
        "POST",
        f"{_BACKUPS}/discover",
        discover,
        "Looks through the connected Google Drive for backups of this workspace that are not listed here.",
        action="backups.discovered",
        role=Role.ADMIN,
        answer=backup_schemas.FoundView,
        errors=(PlanRequired, Conflict),
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


def run_backup(payload: BackupPayload, retries: int) -> None:
    """Works on `run-backup`."""
    went = running.go_on(payload, with_=_collaborators())
    log.add(state=went.state, more=went.more)
    if went.state is BackupState.DONE:
        _after(payload)
    if not went.more:
        sweeping.see_to(payload.tenant_id, payload.backup_id, clock().now(), with_=_collaborators())


def _after(payload: BackupPayload) -> None:
    """Retention follows each scheduled backup."""
    with_ = _collaborators()
    backup = with_.backups.find(payload.tenant_id, payload.backup_id)
    if backup is not None and backup.value.trigger is Trigger.SCHEDULE:
        log.add(tidied=retaining.tidy(payload.tenant_id, PLATFORM, "", clock().now(), with_=with_))


def give_up_running(payload: BackupPayload, error: str) -> bool:
    """Ends a backup that gives up."""
    return running.fail(payload.tenant_id, payload.backup_id, AppError(error), clock().now(), with_=_collaborators())


def restore_backup(payload: RestorePayload, retries: int) -> None:
    """Works on `restore-backup`."""
    log.add(state=restoring.go_on(payload, with_=_collaborators()))


def give_up_restoring(payload: RestorePayload, error: str) -> bool:
    """Ends a restore that gives up."""
    return restoring.fail(payload.tenant_id, payload.restore_id, AppError(error), clock().now(), with_=_collaborators())


def run_nightly(slot: Slot) -> None:
    """The schedule `backups-nightly`."""
    with_ = _collaborators()
    log.add(begun=starting.run_due(slot.at, clock().now(), with_=with_))
    log.add(drills=drilling.run_due(clock().now(), with_=with_))


def check_backup(payload: BackupPayload, retries: int) -> None:
    """Works on `check-backup`."""
    with _drive_minded(CHECK_BACKUP, payload):
        checking.go_on(payload, clock().now(), with_=_collaborators())


def give_up_checking(payload: BackupPayload, error: str) -> None:
    """Ends a check that gives up."""
    checking.give_up(payload, error, clock().now(), with_=_collaborators())


def go_on_deleting(payload: BackupPayload, retries: int) -> None:
    """Works on `delete-backup`."""
    with _drive_minded(DELETE_BACKUP, payload):
        retaining.go_on_deleting(payload, with_=_collaborators())
    sweeping.see_to(payload.tenant_id, payload.backup_id, clock().now(), with_=_collaborators())


def sweep_media(payload: BackupPayload, retries: int) -> None:
    """Works on `sweep-media`."""
    with _drive_minded(SWEEP_MEDIA, payload):
        log.add(removed=sweeping.go_on(payload, clock().now(), with_=_collaborators()).removed)


@contextmanager
def _drive_minded(job: Job, payload: BackupPayload) -> Iterator[None]:
    """Waits where Drive wants that, without slowing other tenants' work; notes where Google refuses the link."""
    try:
        yield
    except DriveBusy as busy:
        now = clock().now()
        later = payload.model_copy(update={"step": int(now.timestamp() * 1000)})
        _enqueue(job, later, delay_s=busy.retry_after_s or BUSY_S, at=now)
    except DriveRefused as refused:
        _refuse_drive(payload.tenant_id, refused, clock().now())
        raise


def _verify(authorization: str) -> None:
    verify_caller(authorization, "backups", settings())


@lru_cache(maxsize=1)
def _worker() -> Worker:
    return Worker(
        "backups",
        registry.jobs_of("backups"),
        verify=_verify,
        letters=lambda: DeadLetters(database(settings().google_cloud_project)),
        clock=clock,
        max_attempts=lambda job: registry.max_attempts(job.name),
        went_on=lambda t, id_, since: LongJobs(database(settings().google_cloud_project)).went_on(t, id_, since),
        begin_meter=ops.begin,
        project=settings().google_cloud_project,
    )


@lru_cache(maxsize=1)
def _timetable() -> Timetable:
    return Timetable(
        "backups",
        {"/schedules/backups-nightly": run_nightly},
        verify=_verify,
        clock=clock(),
        record=ScheduleRuns(database(settings().google_cloud_project)).record,
        begin_meter=ops.begin,
        project=settings().google_cloud_project,
    )


@functions_framework.http
def backups(request: Request) -> Response:
    """The routes above, tasks of its jobs, and the schedule `backups-nightly`."""
    if request.path.startswith("/tasks/"):
        return _worker()(request)
    if request.path.startswith("/schedules/"):
        return _timetable()(request)
    return _api()(request)
