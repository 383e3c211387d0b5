"""The tenant's backups, their parts while they run, restores, and how backups are arranged."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final, NamedTuple

from common.errors import NotFound
from common.models.backup import Arrangement, Backup, BackupState, PartInfo, Restore
from common.models.ids import TenantId
from common.models.tenant import Tenant
from common.models.webhook import EventType
from common.store import paths
from common.store.codec import Versioned, decode, decode_versioned, encode
from common.store.database import Create, Database, Merge, Patch, Put, Remove, Where, Write
from common.store.events_out import events_out_of

MOST: Final = 1_000
"""How many backups of a tenant are looked at; retention keeps far fewer."""


class BackupCursor(NamedTuple):
    """Where a page ended."""

    at: datetime
    id: str


class Backups:
    """Reads backups and restores, and makes the writes that go on with them."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def commit(self, *writes: Write) -> datetime:
        """Makes the writes, or none; the new version of what the first of them wrote.

        Raises:
            WriteRaced: somebody changed it since it was read.
            AlreadyExists: what was to be created is there.
        """
        return self._db.commit(*writes)[0].updated_at

    # backups

    def get(self, t: TenantId, id_: str) -> Versioned[Backup]:
        """One backup.

        Raises:
            NotFound: there is none.
        """
        found = self.find(t, id_)
        if found is None:
            raise NotFound("There is no such backup.")
        return found

    def find(self, t: TenantId, id_: str) -> Versioned[Backup] | None:
        """One backup, if there is one."""
        found = self._db.get(paths.backup(t, id_))
        return decode_versioned(Backup, found) if found else None

    def create(self, t: TenantId, backup: Backup) -> Create:
        """The write that begins a backup."""
        return Create(paths.backup(t, backup.id), encode(backup))

    def patch(self, t: TenantId, id_: str, fields: Mapping[str, object], if_updated_at: datetime) -> Patch:
        """The write that goes on with a backup, unless somebody else did since `if_updated_at`."""
        return Patch(paths.backup(t, id_), fields, if_updated_at)

    def told_done(self, tenant: Tenant, backup: Backup, now: datetime) -> list[Create]:
        """The write that tells webhooks that a backup is complete; it goes with the one that says so."""
        data = {"backup_id": backup.id, "documents": backup.documents, "media": backup.media}
        return events_out_of(self._db).tell(tenant, EventType.BACKUP_COMPLETED, now, data, backup.id)

    def remove(self, t: TenantId, id_: str) -> Remove:
        """The write that forgets a backup."""
        return Remove(paths.backup(t, id_))

    def page(self, t: TenantId, *, limit: int, after: BackupCursor | None = None) -> list[Backup]:
        """Backups, the newest first."""
        found = self._db.query(
            paths.backups(t),
            order=[("started_at", "DESCENDING"), ("__name__", "DESCENDING")],
            after=[after.at, after.id] if after else (),
            limit=limit,
        )
        return [decode(Backup, f) for f in found]

    def in_state(self, t: TenantId, state: BackupState) -> list[Backup]:
        """All backups in a state, the newest first; one read each."""
        found = self._db.query(paths.backups(t), [Where("state", "==", state)], limit=MOST)
        return sorted((decode(Backup, f) for f in found), key=lambda each: (each.started_at, each.id), reverse=True)

    # parts

    def create_part(self, t: TenantId, id_: str, part: PartInfo) -> Put:
        """The write that keeps a finished part until the manifest lists it."""
        return Put(paths.backup_part(t, id_, part.number), part.model_dump(mode="python"))

    def parts(self, t: TenantId, id_: str) -> list[PartInfo]:
        """The finished parts, in order."""
        found = self._db.query(paths.backup_parts(t, id_), order=[("__name__", "ASCENDING")], limit=100_000)
        return [PartInfo.model_validate(f.data) for f in found]

    def remove_parts(self, t: TenantId, id_: str, numbers: Sequence[int]) -> list[Remove]:
        """The writes that forget finished parts."""
        return [Remove(paths.backup_part(t, id_, number)) for number in numbers]

    # restores

    def get_restore(self, t: TenantId, id_: str) -> Versioned[Restore]:
        """One restore.

        Raises:
            NotFound: there is none.
        """
        found = self.find_restore(t, id_)
        if found is None:
            raise NotFound("There is no such restore.")
        return found

    def find_restore(self, t: TenantId, id_: str) -> Versioned[Restore] | None:
        """One restore, if there is one."""
        found = self._db.get(paths.restore(t, id_))
        return decode_versioned(Restore, found) if found else None

    def create_restore(self, t: TenantId, restore: Restore) -> Create:
        """The write that begins a restore."""
        return Create(paths.restore(t, restore.id), encode(restore))

    def patch_restore(self, t: TenantId, id_: str, fields: Mapping[str, object], if_updated_at: datetime) -> Patch:
        """The write that goes on with a restore, unless somebody else did since `if_updated_at`."""
        return Patch(paths.restore(t, id_), fields, if_updated_at)

    def restores_page(self, t: TenantId, *, limit: int, after: BackupCursor | None = None) -> list[Restore]:
        """Restores that are no drills, the newest first."""
        found = self._db.query(
            paths.restores(t),
            [Where("is_drill", "==", False)],
            order=[("started_at", "DESCENDING"), ("__name__", "DESCENDING")],
            after=[after.at, after.id] if after else (),
            limit=limit,
        )
        return [decode(Restore, f) for f in found]

    # arrangement

    def arrangement(self, t: TenantId) -> Arrangement:
        """How the tenant's backups are arranged; the defaults, where nobody said."""
        found = self._db.get(paths.arrangement(t))
        return Arrangement.model_validate(found.data) if found else Arrangement()

    def find_arrangement(self, t: TenantId) -> Versioned[Arrangement] | None:
        """How they are arranged, with its version; None where nobody said."""
        found = self._db.get(paths.arrangement(t))
        return Versioned(Arrangement.model_validate(found.data), found.updated_at) if found else None

    def patch_arrangement(self, t: TenantId, fields: Mapping[str, object], if_updated_at: datetime) -> Patch:
        """The write that changes the arrangement, unless somebody else did since `if_updated_at`."""
        return Patch(paths.arrangement(t), fields, if_updated_at)

    def arrange(self, t: TenantId, fields: Mapping[str, object]) -> Merge:
        """The write that changes the arrangement."""
        return Merge(paths.arrangement(t), fields)

    def find_due(self, now: datetime, *, limit: int) -> list[tuple[TenantId, datetime]]:
        """Tenants whose backup is due, with since when; one read each."""
        found = self._db.query_group("integrations", [Where("due_at", "<=", now)], limit=limit)
        due = [(paths.tenant_of(f.path), Arrangement.model_validate(f.data).due_at) for f in found]
        return [(t, at) for t, at in due if at is not None]

    def find_drills_due(self, now: datetime, *, limit: int) -> list[TenantId]:
        """Tenants whose drill is due; one read each."""
        found = self._db.query_group("integrations", [Where("drill_due_at", "<=", now)], limit=limit)
        return [paths.tenant_of(f.path) for f in found]
