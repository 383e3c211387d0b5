"""Which backups are kept, and deleting those that are not."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from common.errors import Conflict
from common.jobs.registry import DELETE_BACKUP
from common.models.audit import AuditEntry
from common.models.backup import Backup, BackupState, Schedule
from common.models.drive import Drive
from common.models.ids import TenantId, digest
from common.models.long_job import LongJobState
from common.models.payloads import BackupPayload
from common.models.tenant import Caller
from common.store.audit import record
from common.store.codec import Versioned
from common.store.database import Write
from functions.backups.backup_schemas import Kept, RetentionView
from functions.backups.service import places
from functions.backups.service.collaborators import Collaborators
from functions.backups.service.plan import demand_backups
from functions.backups.service.views import backup_view

_BUCKETS: tuple[tuple[str, Callable[[date], tuple[int, ...]]], ...] = (
    ("daily", lambda day: (day.toordinal(),)),
    ("weekly", lambda day: day.isocalendar()[:2]),
    ("monthly", lambda day: (day.year, day.month)),
)


def choose(done: Sequence[Backup], schedule: Schedule, zone: ZoneInfo) -> dict[str, list[str]]:
    """Which backups stay, with why: the newest one of each of the last days, weeks and months that have one.

    A backup that a kept one is built on stays, too.

    Args:
        done: whole backups, the newest first.
        schedule: how many of each.
        zone: the workspace's, in which days begin.
    """
    kept: dict[str, list[str]] = {}
    if done:
        kept[done[0].id] = ["newest"]
    for name, bucket in _BUCKETS:
        seen: set[tuple[int, ...]] = set()
        most = getattr(schedule, f"keep_{name}")
        for backup in done:
            key = bucket(backup.started_at.astimezone(zone).date())
            if key not in seen and len(seen) < most:
                seen.add(key)
                kept.setdefault(backup.id, []).append(name)
    by_id = {backup.id: backup for backup in done}
    for id_ in list(kept):
        below = by_id.get(by_id[id_].base_id)
        while below is not None:
            if below.id not in kept:
                kept[below.id] = ["needed"]
            below = by_id.get(below.base_id)
    return kept


def preview(t: TenantId, *, with_: Collaborators) -> RetentionView:
    """What retention would keep and delete now; deletes nothing."""
    tenant = demand_backups(t, tenants=with_.tenants)
    done = with_.backups.in_state(t, BackupState.DONE)
    kept = choose(done, with_.backups.arrangement(t), ZoneInfo(tenant.time_zone))
    gone = [backup for backup in done if backup.id not in kept]
    return RetentionView(
        keep=[Kept(id=b.id, at=b.started_at, because=kept[b.id]) for b in done if b.id in kept],
        delete=[backup_view(backup) for backup in gone],
        freed_bytes=sum(backup.size_bytes for backup in gone),
    )


def tidy(t: TenantId, actor: str, actor_name: str, now: datetime, *, with_: Collaborators) -> int:
    """Deletes what retention does not keep; returns how many backups."""
    tenant = demand_backups(t, tenants=with_.tenants)
    done = with_.backups.in_state(t, BackupState.DONE)
    kept = choose(done, with_.backups.arrangement(t), ZoneInfo(tenant.time_zone))
    # A running backup may be built on one that was the newest when it began.
    kept |= {backup.base_id: ["needed"] for backup in with_.backups.in_state(t, BackupState.RUNNING)}
    gone = [backup for backup in done if backup.id not in kept]
    for backup in gone:
        _begin(t, with_.backups.get(t, backup.id), actor, actor_name, now, with_)
    for backup in with_.backups.in_state(t, BackupState.FAILED):
        clear(t, backup, now, with_=with_)
    return len(gone)


def clear(t: TenantId, failed: Backup, now: datetime, *, with_: Collaborators) -> None:
    """Has what a failed backup left in the Drive removed; the backup itself stays: people see that it failed."""
    if failed.folder_id:
        step = int(now.timestamp() * 1000)
        with_.enqueue(DELETE_BACKUP, BackupPayload(tenant_id=t, backup_id=failed.id, step=step))


def delete(who: Caller, id_: str, now: datetime, *, with_: Collaborators) -> None:
    """Deletes a backup, in Drive too; one that runs is stopped.

    Raises:
        NotFound: there is none.
        Conflict: others are built on it, or no Drive is connected.
    """
    t = who.tenant_id
    demand_backups(t, tenants=with_.tenants)
    found = with_.backups.get(t, id_)
    with_.open_drive(t)
    live = (*with_.backups.in_state(t, BackupState.DONE), *with_.backups.in_state(t, BackupState.RUNNING))
    above = [other for other in live if other.base_id == id_]
    if above:
        raise Conflict(f"{len(above)} newer backups are built on this one. Delete those first.")
    _begin(t, found, who.id, who.name, now, with_)


def _begin(
    t: TenantId, found: Versioned[Backup], actor: str, actor_name: str, now: datetime, with_: Collaborators
) -> None:
    backup = found.value
    if backup.state is not BackupState.DELETING:
        entry = AuditEntry(
            id=digest("audit", "backup.deleted", backup.id),
            at=now,
            actor=actor,
            actor_name=actor_name,
            action="backup.deleted",
            target=backup.id,
            before={"started_at": backup.started_at, "kind": backup.kind, "documents": backup.documents},
        )
        writes: list[Write] = [
            with_.backups.patch(t, backup.id, {"state": BackupState.DELETING}, found.updated_at),
            record(t, entry),
        ]
        if backup.state is BackupState.RUNNING:
            writes.append(with_.long_jobs.finish(t, backup.id, now, LongJobState.CANCELLED))
        with_.backups.commit(*writes)
    with_.enqueue(DELETE_BACKUP, BackupPayload(tenant_id=t, backup_id=backup.id))


def go_on_deleting(payload: BackupPayload, *, with_: Collaborators) -> bool:
    """Deletes a backup's files in Drive and forgets it, or what a failed one left; False if there was nothing to do."""
    t = payload.tenant_id
    found = with_.backups.find(t, payload.backup_id)
    if found is None or not _is_to_go(found.value):
        return False
    backup, drive = found.value, with_.open_drive(t)
    # The manifest first: without it, what is left is no backup, whatever becomes of the rest.
    for id_ in (*_manifests(t, backup, drive), backup.folder_id):
        if id_:
            drive.delete(id_)
    numbers = [part.number for part in with_.backups.parts(t, backup.id)]
    for start in range(0, len(numbers), 200):
        with_.backups.commit(*with_.backups.remove_parts(t, backup.id, numbers[start : start + 200]))
    stays = backup.state is BackupState.FAILED
    with_.backups.commit(
        with_.backups.patch(t, backup.id, {"folder_id": ""}, found.updated_at)
        if stays
        else with_.backups.remove(t, backup.id),
        with_.backups.arrange(t, {"orphaned_at": with_.clock.now()}),
    )
    return True


def _is_to_go(backup: Backup) -> bool:
    return backup.state is BackupState.DELETING or (backup.state is BackupState.FAILED and backup.folder_id != "")


def _manifests(t: TenantId, backup: Backup, drive: Drive) -> list[str]:
    """Its manifest, also where the run ended before it could note that it had made it."""
    if backup.manifest_id or not backup.folder_id:
        return [backup.manifest_id]
    wanted = {"whatsdex": "manifest", "backup": backup.id}
    return [file.id for file in drive.find(places.manifests(t, drive), wanted)]
