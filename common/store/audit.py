"""The tenant's audit trail; entries are only ever created, in the commit of the change that they tell of."""

from common.models.audit import AuditEntry
from common.models.ids import TenantId
from common.store import paths
from common.store.codec import encode
from common.store.database import Create


def record(t: TenantId, entry: AuditEntry) -> Create:
    """The write that keeps `entry`; it belongs into the commit of the change."""
    return Create(paths.audit_entry(t, entry.id), encode(entry))
