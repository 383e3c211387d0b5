"""Finding backups in a Drive that are not listed here: after a workspace was lost, the manifests know everything."""

import hashlib
from datetime import datetime

from common import log
from common.errors import AlreadyExists
from common.models.audit import AuditEntry
from common.models.backup import Backup, BackupState, Manifest, Phase
from common.models.drive import Drive, DriveFile, DriveFileGone
from common.models.ids import TenantId, random_id
from common.models.tenant import Caller
from common.store.audit import record
from functions.backups.backup_schemas import FoundView
from functions.backups.service import places
from functions.backups.service.chain import BackupDamaged, read_manifest
from functions.backups.service.collaborators import Collaborators
from functions.backups.service.plan import demand_backups


def discover(who: Caller, now: datetime, *, with_: Collaborators) -> FoundView:
    """Lists every whole backup of this workspace that lies in the connected Drive.

    Raises:
        Conflict: no Drive is connected.
    """
    t = who.tenant_id
    demand_backups(t, tenants=with_.tenants)
    drive = with_.open_drive(t)
    found = added = 0
    for file in drive.find(places.manifests(t, drive), {"whatsdex": "manifest"}):
        backup = _read(t, file, drive)
        if backup is None:
            continue
        found += 1
        entry = AuditEntry(
            id=random_id(),
            at=now,
            actor=who.id,
            actor_name=who.name,
            action="backups.found",
            target=backup.id,
        )
        try:
            with_.backups.commit(with_.backups.create(t, backup), record(t, entry))
        except AlreadyExists:
            continue
        added += 1
    return FoundView(found=found, added=added)


def _read(t: TenantId, file: DriveFile, drive: Drive) -> Backup | None:
    """A backup as its manifest tells it; what somebody put there, or damaged, is passed over."""
    try:
        raw = b"".join(drive.open(file.id))
        manifest = read_manifest(file.name, file.id, hashlib.sha256(raw).hexdigest(), drive)
    except (BackupDamaged, DriveFileGone) as error:
        log.warning("A manifest in Google Drive cannot be read.", file=file.name, error=error.detail)
        return None
    if manifest.tenant_id != t:
        return None
    return listed(manifest, file, hashlib.sha256(raw).hexdigest())


def listed(manifest: Manifest, file: DriveFile, sha256: str) -> Backup:
    """A whole backup, from its manifest."""
    same = set(Backup.model_fields) & set(Manifest.model_fields) - {"parts"}
    return Backup(
        id=manifest.backup_id,
        state=BackupState.DONE,
        phase=Phase.MANIFEST,
        folder_id=file.properties.get("folder", ""),
        manifest_id=file.id,
        manifest_sha256=sha256,
        parts=len(manifest.parts),
        **{name: getattr(manifest, name) for name in same},
    )
