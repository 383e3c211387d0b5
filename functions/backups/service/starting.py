"""Beginning a backup: because a person wants one, or because one is due."""

from datetime import datetime, timedelta
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from common import log
from common.errors import AlreadyExists, AppError, Conflict
from common.jobs.registry import RUN_BACKUP
from common.models.audit import PLATFORM, AuditEntry
from common.models.backup import Arrangement, Backup, BackupKind, BackupState, Encryption, Trigger
from common.models.ids import TenantId, digest, random_id
from common.models.incident import IncidentKind
from common.models.long_job import LongJob
from common.models.payloads import BackupPayload
from common.models.tenant import Caller
from common.store.audit import record
from functions.backups.service.arranging import next_run
from functions.backups.service.collaborators import Collaborators
from functions.backups.service.keys import new_keys
from functions.backups.service.plan import demand_backups

DUE_AT_ONCE: Final = 500
"""How many due tenants one run of the schedule begins with; the next run takes the others."""


class Wanted(NamedTuple):
    """Who wants a backup, and how."""

    trigger: Trigger
    actor: str
    actor_name: str
    kind: BackupKind | None
    id: str


def run(who: Caller, kind: BackupKind | None, key: str, now: datetime, *, with_: Collaborators) -> Backup:
    """Begins a backup because a person wants one; once for an Idempotency-Key.

    Raises:
        PlanRequired: the plan has no backups.
        Conflict: one is running, or no Drive is connected.
    """
    demand_backups(who.tenant_id, tenants=with_.tenants)
    id_ = "b" + digest("backup", who.tenant_id, who.id, key) if key else random_id()
    return _begin(who.tenant_id, Wanted(Trigger.PERSON, who.id, who.name, kind, id_), now, with_)


def run_due(slot: datetime, now: datetime, *, with_: Collaborators) -> int:
    """Begins the backup of every tenant whose hour it is; returns for how many.

    Args:
        slot: for when the schedule's run was meant; a run that comes twice begins nothing twice.
        now: the present.
        with_: what it works with.
    """
    begun = 0
    for t, due_at in with_.backups.find_due(max(slot, now), limit=DUE_AT_ONCE):
        with log.context(tenant=t):
            begun += _run_one(t, due_at, now, with_)
    return begun


def _run_one(t: TenantId, due_at: datetime, now: datetime, with_: Collaborators) -> bool:
    """A tenant for whom it does not work out must not keep the others waiting."""
    arranged = with_.backups.arrangement(t)
    try:
        tenant = demand_backups(t, tenants=with_.tenants)
        following = next_run(now, arranged.hour, ZoneInfo(tenant.time_zone)) if arranged.enabled else None
        wanted = Wanted(Trigger.SCHEDULE, PLATFORM, "", None, "b" + digest("backup", t, due_at.isoformat()))
        _begin(t, wanted, now, with_)
    except AppError as error:
        if error.retryable:
            raise
        log.warning("A scheduled backup was not begun.", error=error.detail, code=error.code)
        if not isinstance(error, AlreadyRunning):
            sentence = f"The scheduled backup was not made. {error.detail}"
            with_.incidents.open(t, IncidentKind.BACKUP_FAILED, "backup", sentence, now)
        following = now + timedelta(days=1)
        with_.backups.commit(with_.backups.arrange(t, {"due_at": following}))
        return False
    with_.backups.commit(with_.backups.arrange(t, {"due_at": following}))
    return True


class AlreadyRunning(Conflict):
    """A backup is running, and two would only be in each other's way."""

    code, title = "backup_running", "A backup is running"


def _begin(t: TenantId, wanted: Wanted, now: datetime, with_: Collaborators) -> Backup:
    known = with_.backups.find(t, wanted.id)
    if known is None:
        with_.open_drive(t)
        _demand_quiet(t, with_)
        known_value = _create(t, wanted, now, with_)
    else:
        known_value = known.value
    if known_value.state is BackupState.RUNNING:
        with_.enqueue(RUN_BACKUP, BackupPayload(tenant_id=t, backup_id=wanted.id))
    return known_value


def _demand_quiet(t: TenantId, with_: Collaborators) -> None:
    if with_.backups.in_state(t, BackupState.RUNNING):
        raise AlreadyRunning("A backup is running already. Wait until it has ended, or delete it.")


def _create(t: TenantId, wanted: Wanted, now: datetime, with_: Collaborators) -> Backup:
    arranged = with_.backups.arrangement(t)
    base = _base(t, arranged, wanted.kind, with_)
    keys = new_keys(t, wanted.id, arranged, with_.vault)
    read_at = with_.snapshots.now(t)
    if with_.keeps_history and wanted.trigger is Trigger.SCHEDULE:
        # Whole minutes can be read for days, other instants for an hour.
        read_at = read_at.replace(second=0, microsecond=0)
    backup = Backup(
        id=wanted.id,
        kind=BackupKind.INCREMENTAL if base else BackupKind.FULL,
        trigger=wanted.trigger,
        by=wanted.actor_name,
        base_id=base.id if base else "",
        base_sha256=base.manifest_sha256 if base else "",
        depth=base.depth + 1 if base else 0,
        cipher=keys.cipher,
        sealed=keys.sealed,
        started_at=now,
        read_at=read_at,
        read_times=[read_at],
    )
    entry = AuditEntry(
        id=digest("audit", "backup.started", wanted.id),
        at=now,
        actor=wanted.actor,
        actor_name=wanted.actor_name,
        action="backup.started",
        target=wanted.id,
        after={"kind": backup.kind, "encryption": keys.cipher.kind},
    )
    job = LongJob(
        id=wanted.id,
        job=RUN_BACKUP.name,
        subject=wanted.id,
        payload=BackupPayload(tenant_id=t, backup_id=wanted.id).model_dump(mode="json"),
        unit="documents",
        started_at=now,
        heartbeat_at=now,
    )
    try:
        fresh = [with_.backups.arrange(t, {"media_sealed": keys.media_sealed})] if keys.media_sealed else []
        with_.backups.commit(with_.backups.create(t, backup), record(t, entry), with_.long_jobs.start(t, job), *fresh)
    except AlreadyExists:
        return with_.backups.get(t, wanted.id).value
    return backup


def _base(t: TenantId, arranged: Arrangement, kind: BackupKind | None, with_: Collaborators) -> Backup | None:
    """The backup on which a new one is built; None where it must, or shall, hold everything itself."""
    if kind is BackupKind.FULL:
        return None
    done = with_.backups.in_state(t, BackupState.DONE)
    base = done[0] if done else None
    if base is None or base.is_damaged:
        return None
    if kind is None and base.depth + 1 >= arranged.full_every:
        return None
    another_lock = base.cipher.kind is not arranged.encryption or (
        base.cipher.kind is Encryption.PASSPHRASE and base.cipher.salt != arranged.salt
    )
    return None if another_lock else base
