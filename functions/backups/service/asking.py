"""Asking for a restore, beginning it once its changes are known, and calling it off."""

from datetime import datetime

from pydantic import SecretStr

from common.errors import AlreadyExists, Conflict, Forbidden
from common.jobs.registry import RESTORE_BACKUP
from common.models.audit import AuditEntry
from common.models.backup import OPEN_RESTORES, Backup, BackupState, Encryption, Restore, RestoreState
from common.models.ids import TenantId, digest, random_id
from common.models.long_job import LongJob, LongJobState
from common.models.payloads import RestorePayload
from common.models.tenant import Caller, Tenant
from common.store.audit import record
from common.store.codec import Versioned
from functions.backups.backup_schemas import RestoreIn
from functions.backups.service.collaborators import Collaborators
from functions.backups.service.keys import open_key, passphrase_key, seal_key, unwrap
from functions.backups.service.plan import demand_backups


def ask(who: Caller, id_: str, wanted: RestoreIn, key: str, now: datetime, *, with_: Collaborators) -> Restore:
    """Asks for a restore: first every hash is checked and what would change is counted; once for an Idempotency-Key.

    Raises:
        NotFound: there is no such backup.
        Conflict: it is not whole, or no Drive is connected.
        Forbidden: a program cannot own the new workspace.
        WrongPassphrase: the passphrase is not the backup's.
    """
    t = who.tenant_id
    tenant = demand_backups(t, tenants=with_.tenants)
    backup = with_.backups.get(t, id_).value
    if backup.state is not BackupState.DONE:
        raise Conflict("Only a whole backup can be restored.")
    with_.open_drive(t)
    restore_id = "r" + digest("restore", t, who.id, key) if key else random_id()
    known = with_.backups.find_restore(t, restore_id)
    if known is None:
        restore = _restore(who, tenant, backup, wanted, restore_id, now, with_)
        _store(who, restore, now, with_)
    else:
        restore = known.value
    with_.enqueue(RESTORE_BACKUP, RestorePayload(tenant_id=t, restore_id=restore_id))
    return restore


def _restore(
    who: Caller, tenant: Tenant, backup: Backup, wanted: RestoreIn, id_: str, now: datetime, with_: Collaborators
) -> Restore:
    sealed = sealed_key(tenant.id, backup, wanted.passphrase, id_, with_=with_)
    target, name = tenant.id, ""
    if wanted.into == "new":
        target, name = TenantId("t" + digest("restored", tenant.id, id_)), wanted.name or f"{tenant.name}, restored"
        if who.id.startswith("key:"):
            raise Forbidden("A new workspace needs a person as its owner; sign in to make one.")
    return Restore(
        id=id_,
        backup_id=backup.id,
        scope=wanted.scope,
        target_id=target,
        is_new=wanted.into == "new",
        name=name,
        remove=wanted.remove,
        auto=wanted.apply,
        by=who.id,
        by_name=who.name,
        sealed=sealed,
        started_at=now,
    )


def sealed_key(t: TenantId, backup: Backup, passphrase: SecretStr | None, id_: str, *, with_: Collaborators) -> str:
    """The key of the passphrase that was given, or is set, sealed for one restore; a wrong one is told at once.

    Raises:
        WrongPassphrase: it is not the backup's.
    """
    if backup.cipher.kind is not Encryption.PASSPHRASE:
        return ""
    if passphrase is None:
        arranged = with_.backups.arrangement(t)
        wrapping = open_key(t, arranged.sealed, "passphrase", with_.vault) if arranged.sealed else None
    else:
        wrapping = passphrase_key(passphrase.get_secret_value(), backup.cipher.salt)
    unwrap(t, backup.id, backup.cipher, wrapping, with_.vault)
    return seal_key(t, wrapping or b"", id_, with_.vault)


def _store(who: Caller, restore: Restore, now: datetime, with_: Collaborators) -> None:
    t = who.tenant_id
    entry = AuditEntry(
        id=digest("audit", "restore.asked", restore.id),
        at=now,
        actor=who.id,
        actor_name=who.name,
        action="restore.asked",
        target=restore.backup_id,
        after={
            **restore.scope.model_dump(exclude_defaults=True),
            "into": restore.target_id,
            "remove": restore.remove,
            "begins_by_itself": restore.auto,
        },
    )
    job = LongJob(
        id=restore.id,
        job=RESTORE_BACKUP.name,
        subject=restore.id,
        payload=RestorePayload(tenant_id=t, restore_id=restore.id).model_dump(mode="json"),
        unit="documents",
        started_at=now,
        heartbeat_at=now,
    )
    try:
        with_.backups.commit(with_.backups.create_restore(t, restore), record(t, entry), with_.long_jobs.start(t, job))
    except AlreadyExists:
        return


def begin(who: Caller, id_: str, now: datetime, *, with_: Collaborators) -> Restore:
    """Begins to write, once a person has seen what would change.

    Raises:
        NotFound: there is no such restore.
        Conflict: its changes are not known yet, or it is over.
    """
    t = who.tenant_id
    demand_backups(t, tenants=with_.tenants)
    found = with_.backups.get_restore(t, id_)
    if found.value.state is RestoreState.READY:
        entry = AuditEntry(
            id=digest("audit", "restore.started", id_),
            at=now,
            actor=who.id,
            actor_name=who.name,
            action="restore.started",
            target=found.value.backup_id,
        )
        begun = {"state": RestoreState.RESTORING, "cursor": "", "done": 0}
        with_.backups.commit(
            with_.backups.patch_restore(t, id_, begun, found.updated_at),
            with_.long_jobs.resume(t, id_, now),
            record(t, entry),
        )
    elif found.value.state is not RestoreState.RESTORING:
        raise Conflict(f"This restore is {found.value.state}; only one that is ready can begin.")
    step = int(now.timestamp() * 1000)
    with_.enqueue(RESTORE_BACKUP, RestorePayload(tenant_id=t, restore_id=id_, step=step))
    return with_.backups.get_restore(t, id_).value


def call_off(who: Caller, id_: str, now: datetime, *, with_: Collaborators) -> Restore:
    """Calls a restore off; what it has written stays.

    Raises:
        NotFound: there is no such restore.
        Conflict: it is over.
    """
    t = who.tenant_id
    demand_backups(t, tenants=with_.tenants)
    found = with_.backups.get_restore(t, id_)
    if found.value.state not in OPEN_RESTORES:
        raise Conflict(f"This restore is {found.value.state} already.")
    if found.value.is_drill:
        raise Conflict("A test of a restore ends by itself, and removes what it made.")
    stop(t, found, now, with_=with_)
    return with_.backups.get_restore(t, id_).value


def stop(t: TenantId, found: Versioned[Restore], now: datetime, *, with_: Collaborators) -> None:
    """Ends a restore that a person called off; what it has written stays.

    Raises:
        WriteRaced: it went on meanwhile.
    """
    over = {"state": RestoreState.CANCELLED, "finished_at": now, "sealed": ""}
    with_.backups.commit(
        with_.backups.patch_restore(t, found.value.id, over, found.updated_at),
        with_.long_jobs.finish(t, found.value.id, now, LongJobState.CANCELLED),
    )


def wrapping_key(t: TenantId, sealed: str, use: str, *, with_: Collaborators) -> bytes | None:
    """The passphrase's key that a restore was given, or that is set; None where there is none."""
    if sealed:
        return open_key(t, sealed, use, with_.vault)
    arranged = with_.backups.arrangement(t)
    return open_key(t, arranged.sealed, "passphrase", with_.vault) if arranged.sealed else None
