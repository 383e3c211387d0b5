"""The tenant's audit trail; entries are only ever created, in the commit of the change that they tell of."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final, NamedTuple

from common import auditing
from common.auditing import Draft, shown
from common.models.audit import AuditEntry
from common.models.ids import TenantId, random_id
from common.store import paths
from common.store.codec import decode, encode
from common.store.database import Create, Database, Merge, Patch, Put, Remove, Where, Write

SILENT: Final = frozenset({"audit", "idempotency", "key_minutes", "metering"})
"""Collections below the tenant that hold nothing of the tenant's own."""


def record(t: TenantId, entry: AuditEntry) -> Create:
    """The write that keeps `entry`; it belongs into the commit of the change."""
    draft = auditing.current()
    if draft is not None and not entry.source:
        entry = entry.model_copy(update={"source": draft.source})
    return Create(paths.audit_entry(t, entry.id), encode(entry))


def complete(writes: Sequence[Write]) -> Sequence[Write]:
    """The writes of a commit with the entry of the present request, if one is due and these change something."""
    draft = auditing.current()
    if draft is None or draft.is_kept:
        return writes
    told = next((write.path for write in writes if paths.is_audit(write.path)), "")
    if told:
        # The service tells of it itself, and knows more.
        draft.kept_as = told
        return writes
    changing = [write for write in writes if paths.collection_of(write.path) not in (None, *SILENT)]
    if draft.tenant:
        changing = [write for write in changing if paths.tenant_of(write.path) == draft.tenant]
    if not changing:
        return writes
    main = next((write for write in changing if write.path.rpartition("/")[2] == draft.target), changing[0])
    t = paths.tenant_of(main.path)
    entry = _entry(draft, main)
    draft.kept_as = paths.audit_entry(t, entry.id)
    return [*writes, Put(draft.kept_as, encode(entry))]


def committed(writes: Sequence[Write]) -> None:
    """Notes that a commit was made; if the entry was in it, no other is due."""
    draft = auditing.current()
    if draft is not None and draft.kept_as and any(write.path == draft.kept_as for write in writes):
        draft.is_kept = True


def _entry(draft: Draft, main: Write) -> AuditEntry:
    before, after = _changed(draft, main)
    return AuditEntry(
        id=random_id(),
        at=draft.at,
        actor=draft.actor,
        actor_name=draft.actor_name,
        action=draft.action,
        target=draft.target or main.path.rpartition("/")[2],
        before=before,
        after=after,
        source=draft.source,
    )


def _changed(draft: Draft, main: Write) -> tuple[dict[str, object], dict[str, object]]:
    if draft.names_only:
        return {}, {"fields": ", ".join(sorted(draft.asked))} if draft.asked else {}
    old = draft.seen.get(main.path, {})
    match main:
        case Remove():
            return shown(old), shown(draft.asked)
        case Create() | Put() if not old:
            return {}, shown(draft.asked)
        case Patch(_, new, _) | Merge(_, new) | Create(_, new) | Put(_, new):
            return _difference(draft.asked, old, new)


def _difference(
    asked: Mapping[str, object], old: Mapping[str, object], new: Mapping[str, object]
) -> tuple[dict[str, object], dict[str, object]]:
    """What the fields were that were asked to change, or else all that are written, and what they become."""
    names = [name for name in new if name in asked] or list(new)
    before = {name: old.get(name) for name in names if old.get(name) != new[name]}
    return shown(before), shown(asked or {name: new[name] for name in names})


class AuditCursor(NamedTuple):
    """Where a page ends."""

    at: datetime
    id: str


class AuditFilter(NamedTuple):
    """Which entries; what is empty does not matter."""

    actor: str = ""
    action: str = ""
    target: str = ""
    since: datetime | None = None
    until: datetime | None = None


class AuditTrail:
    """Reads entries."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def page(
        self, t: TenantId, wanted: AuditFilter, *, limit: int, after: AuditCursor | None = None
    ) -> Sequence[AuditEntry]:
        """Entries, the newest first."""
        where = [Where(name, "==", value) for name, value in zip(wanted._fields[:3], wanted[:3], strict=True) if value]
        if wanted.since is not None:
            where.append(Where("at", ">=", wanted.since))
        if wanted.until is not None:
            where.append(Where("at", "<", wanted.until))
        found = self._db.query(
            paths.audit(t),
            where,
            order=[("at", "DESCENDING"), ("__name__", "DESCENDING")],
            after=after or (),
            limit=limit,
        )
        return [decode(AuditEntry, each) for each in found]
