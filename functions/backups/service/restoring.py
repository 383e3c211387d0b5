"""Restoring: a turn makes the steps that are left until a person is waited for, all is done, or time is up."""

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from common.errors import AppError
from common.jobs.registry import RESTORE_BACKUP
from common.models.backup import OPEN_RESTORES, Restore, RestoreState
from common.models.drive import DriveBusy, DriveRefused
from common.models.ids import TenantId
from common.models.long_job import LongJobState
from common.models.payloads import RestorePayload
from functions.backups.service import drilling
from functions.backups.service.asking import stop
from functions.backups.service.collaborators import Collaborators, long_running
from functions.backups.service.running import BUSY_S, Overtaken
from functions.backups.service.writing import Turn


def go_on(payload: RestorePayload, *, with_: Collaborators) -> RestoreState | None:
    """Goes on with a restore until it waits for a person, is over, or time is up.

    Raises:
        DriveDown, DependencyDown, WriteRaced: trying again goes on where it was.
    """
    t = payload.tenant_id
    found = with_.backups.find_restore(t, payload.restore_id)
    if found is None or found.value.state not in OPEN_RESTORES or found.value.state is RestoreState.READY:
        return _rested(t, found.value, with_) if found else None
    if with_.long_jobs.is_to_stop(t, payload.restore_id):
        stop(t, found, with_.clock.now(), with_=with_)
        return RestoreState.CANCELLED
    with_ = long_running(t, payload.restore_id, with_)
    try:
        turn = Turn(t, found.value, found.updated_at, with_)
        turn.note({"runner": secrets.token_hex(8)})
        if not _make_turn(turn):
            with_.enqueue(RESTORE_BACKUP, payload.model_copy(update={"step": payload.step + 1}))
            return turn.restore.state
    except Overtaken:
        return None
    except DriveBusy as busy:
        now, delay_s = with_.clock.now(), busy.retry_after_s or BUSY_S
        # It is silent until then, and alive.
        with_.long_jobs.commit(with_.long_jobs.beat(t, payload.restore_id, now + timedelta(seconds=delay_s)))
        later = payload.model_copy(update={"step": int(now.timestamp() * 1000)})
        with_.enqueue(RESTORE_BACKUP, later, delay_s=delay_s, at=now)
        return RestoreState.CHECKING
    except AppError as error:
        if error.retryable:
            raise
        fail(t, payload.restore_id, error, with_.clock.now(), with_=with_)
        return RestoreState.FAILED
    if not turn.restore.is_drill:
        _end_job(t, payload.restore_id, with_)
    return turn.restore.state


def _rested(t: TenantId, restore: Restore, with_: Collaborators) -> RestoreState:
    if restore.state in (RestoreState.READY, RestoreState.DONE) and not restore.is_drill:
        _end_job(t, restore.id, with_)  # the try before may have died in front of it
    return restore.state


def _end_job(t: TenantId, id_: str, with_: Collaborators) -> None:
    job = with_.long_jobs.find(t, id_)
    if job is not None and job.state is LongJobState.RUNNING:
        with_.backups.commit(with_.long_jobs.finish(t, id_, with_.clock.now(), LongJobState.DONE))


def _make_turn(turn: Turn) -> bool:
    """Makes the steps that are left; False if time is up."""
    if turn.restore.is_drill and turn.restore.state is RestoreState.CHECKING and not drilling.clear(turn):
        return False
    steps: dict[RestoreState, Callable[[], bool]] = {
        RestoreState.CHECKING: turn.check,
        RestoreState.COMPARING: turn.compare,
        RestoreState.RESTORING: turn.write,
        RestoreState.PROVING: partial(drilling.prove, turn),
        RestoreState.PROVING_MEDIA: partial(drilling.prove_media, turn),
        RestoreState.REMOVING: partial(drilling.end, turn),
    }
    while (step := steps.get(turn.restore.state)) is not None:
        if not step():
            return False
    return True


def fail(t: TenantId, id_: str, error: AppError, now: datetime, *, with_: Collaborators) -> bool:
    """Ends a restore that came to nothing; False if it had ended, or waits for a person."""
    found = with_.backups.find_restore(t, id_)
    if found is None or found.value.state not in OPEN_RESTORES or found.value.state is RestoreState.READY:
        return False
    if found.value.is_drill:
        drilling.fail(t, found.value, found.updated_at, error, with_=with_)
    else:
        over = {"state": RestoreState.FAILED, "finished_at": now, "error": error.detail, "sealed": ""}
        with_.backups.commit(
            with_.backups.patch_restore(t, id_, over, found.updated_at),
            with_.long_jobs.finish(t, id_, now, LongJobState.FAILED, error=error.detail),
        )
    if isinstance(error, DriveRefused):
        with_.refuse_drive(t, error, now)
    return True
