"""Where a backup's files lie in a Drive, and what they are called."""

from common.models.backup import Backup, PartKind
from common.models.drive import Drive
from common.models.ids import TenantId

PART_TYPE = "application/gzip"
SEALED_TYPE = "application/octet-stream"
MANIFEST_TYPE = "application/json"


def root(t: TenantId, drive: Drive) -> str:
    """The folder of all backups of the tenant."""
    return drive.ensure_folder("WhatsDeX backups", None, {"whatsdex": "backups", "tenant": t})


def folder(t: TenantId, backup: Backup, drive: Drive) -> str:
    """The folder of one backup's parts."""
    name = f"{backup.started_at:%Y-%m-%d %H.%M} {backup.kind}"
    return drive.ensure_folder(name, root(t, drive), {"whatsdex": "backup", "backup": backup.id})


def manifests(t: TenantId, drive: Drive) -> str:
    """The folder of the manifests of all backups: a backup that has none there is not valid."""
    return drive.ensure_folder("Manifests", root(t, drive), {"whatsdex": "manifests"})


def media(t: TenantId, drive: Drive) -> str:
    """The folder of media, which backups share."""
    return drive.ensure_folder("Media", root(t, drive), {"whatsdex": "media"})


def shelf(sha256: str, media_folder: str, drive: Drive) -> str:
    """The folder of media whose hash begins alike; a folder of Drive holds 500,000 files at most."""
    return drive.ensure_folder(sha256[:2], media_folder, {"whatsdex": "media", "shelf": sha256[:2]})


def part_name(backup: Backup, kind: PartKind, number: int) -> str:
    """A part's name, in which its place is to be seen."""
    return f"{backup.id}-{number:06d}-{kind}.ndjson.gz{'.aes' if backup.sealed else ''}"


def manifest_name(backup_id: str) -> str:
    """A manifest's name."""
    return f"{backup_id}-manifest.json"


def context(backup_id: str, number: int) -> str:
    """What a part's encryption is bound to."""
    return f"{backup_id}/{number}"
