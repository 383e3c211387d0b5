"""The link between a tenant and its Google Drive; one document a tenant."""

from datetime import datetime

from common.errors import AlreadyExists, WriteRaced
from common.models.audit import AuditEntry
from common.models.drive_link import DriveLink, DriveLinkStatus
from common.models.ids import TenantId, digest
from common.store import paths
from common.store.audit import record
from common.store.codec import Versioned, decode_versioned, encode
from common.store.database import Create, Database, Patch, Where, Write


class DriveLinks:
    """Keeps links; every change tells the version that it was decided on."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def find(self, t: TenantId) -> Versioned[DriveLink] | None:
        """The tenant's link, which may be over; one read."""
        found = self._db.get(paths.integration(t, "drive"))
        return decode_versioned(DriveLink, found) if found else None

    def claim_consent(self, t: TenantId, consent_id: str, until: datetime) -> bool:
        """True for the first who brings the consent; it is remembered `until` it is worth nothing anyway."""
        seen = paths.idempotency(t, digest("drive-consent", consent_id))
        try:
            self._db.commit(Create(seen, {"expires_at": until}))
        except AlreadyExists:
            return False
        return True

    def connect(self, t: TenantId, before: Versioned[DriveLink] | None, link: DriveLink, entry: AuditEntry) -> None:
        """Keeps `link` in place of `before`.

        Raises:
            WriteRaced: the link has changed since `before` was read.
        """
        path = paths.integration(t, "drive")
        write: Write = Create(path, encode(link))
        if before is not None:
            write = Patch(path, link.model_dump(exclude={"id"}), before.updated_at)
        try:
            self._db.commit(write, record(t, entry))
        except AlreadyExists as error:
            raise WriteRaced("Somebody else connected a Drive.") from error

    def refuse(self, t: TenantId, link: Versioned[DriveLink], reason: str, now: datetime) -> bool:
        """Notes that Google does not take the link any more; False if the link has changed meanwhile."""
        fields = {"status": DriveLinkStatus.REFUSED, "refused_at": now, "refused_reason": reason}
        try:
            self._db.commit(Patch(paths.integration(t, "drive"), fields, link.updated_at))
        except WriteRaced:
            return False
        return True

    def disconnect(self, t: TenantId, link: Versioned[DriveLink], entry: AuditEntry) -> None:
        """Ends a link; its token goes with it.

        Raises:
            WriteRaced: it has changed since it was read.
        """
        over = {"status": DriveLinkStatus.DISCONNECTED, "sealed": "", "expires_at": None}
        self._db.commit(Patch(paths.integration(t, "drive"), over, link.updated_at), record(t, entry))

    def is_shared(self, t: TenantId, account_id: str) -> bool:
        """Whether another tenant is linked to the same Google account; tells nothing else of it."""
        found = self._db.query_group("integrations", [Where("account_id", "==", account_id)], limit=20)
        return any(f.data.get("sealed") for f in found if paths.tenant_of(f.path) != t)
