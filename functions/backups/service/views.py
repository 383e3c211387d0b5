"""Backups and restores as people see them."""

from collections.abc import Mapping, Sequence

from common.models.backup import Backup, BackupState, Changes, Restore
from functions.backups.backup_schemas import BackupView, ChangesView, CollectionView, RestoreView

_SEVERAL = "It took so long that its documents are from {number} moments; the manifest says which is from when."


def backup_view(backup: Backup, *, needed_by: int = 0) -> BackupView:
    """A backup; `needed_by` is how many are built on it."""
    return BackupView(
        headline=backup.headline,
        detail=_detail(backup),
        needed_by=needed_by,
        as_of=backup.read_times[0] if backup.read_times else None,
        consistent=len(backup.read_times) <= 1,
        encryption=backup.cipher.kind,
        collections=[CollectionView(name=name, documents=s.documents) for name, s in sorted(backup.sums.items())],
        **backup.model_dump(include=set(BackupView.model_fields) - {"headline", "detail", "check"}),
        check=backup.check,
    )


def backup_views(backups: Sequence[Backup], done: Sequence[Backup]) -> list[BackupView]:
    """Backups, each with how many of `done` are built on it."""
    needed = [other.base_id for other in done]
    return [backup_view(backup, needed_by=needed.count(backup.id)) for backup in backups]


def _detail(backup: Backup) -> str:
    if backup.error:
        return backup.error
    if backup.check and backup.is_damaged:
        return f"Damaged or missing in Google Drive: {', '.join(backup.check.damaged)}. Make a new full backup."
    if backup.state is BackupState.DONE and len(backup.read_times) > 1:
        return _SEVERAL.format(number=len(backup.read_times))
    return ""


def restore_view(restore: Restore) -> RestoreView:
    """A restore."""
    return RestoreView(
        target_tenant_id=restore.target_id,
        diff=_changes(restore.diff),
        written=_changes(restore.written),
        by=restore.by_name or restore.by,
        scope=restore.scope,
        **restore.model_dump(
            include=set(RestoreView.model_fields) - {"diff", "written", "by", "scope", "target_tenant_id"}
        ),
    )


def _changes(by_collection: Mapping[str, Changes]) -> list[ChangesView]:
    return [ChangesView(collection=name, **dict(changes)) for name, changes in sorted(by_collection.items())]
