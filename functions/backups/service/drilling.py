"""Drills: a backup is restored into a workspace that nobody can enter, compared with what was read, and removed."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from common import log
from common.errors import AlreadyExists, AppError, Conflict
from common.jobs.registry import RESTORE_BACKUP
from common.models.audit import PLATFORM, AuditEntry
from common.models.backup import Backup, BackupState, CollectionSum, Drill, Restore, RestoreState
from common.models.ids import TenantId, digest, scratch_of
from common.models.incident import IncidentKind
from common.models.long_job import LongJob, LongJobState
from common.models.payloads import RestorePayload
from common.models.tenant import Caller, Role
from common.store.audit import record
from common.store.database import Remove
from common.store.lossless import Json
from functions.backups.service import left_out
from functions.backups.service.arranging import next_drill
from functions.backups.service.asking import sealed_key
from functions.backups.service.collaborators import Collaborators
from functions.backups.service.lines import Sums, canonical, merged
from functions.backups.service.plan import demand_backups
from functions.backups.service.running import documents_of
from functions.backups.service.writing import COMPARED, STEP, Turn, media_of, summed

SUBJECT: Final = "drill"
"""The subject of the incident that a failed drill opens."""
BATCH: Final = 200
"""How many documents one commit removes."""
DUE_AT_ONCE: Final = 100


class Different(AppError):
    """What came back is not what was backed up."""

    code, title = "restored_differently", "The backup did not come back as it was"


class AlreadyDrilling(Conflict):
    """One drill at a time: they share one workspace."""

    code, title = "drill_running", "A test of a restore is running"


def drill(who: Caller, id_: str, now: datetime, *, with_: Collaborators) -> Backup:
    """Begins a drill because a person wants one.

    Raises:
        NotFound: there is no such backup.
        Conflict: it is not whole, no Drive is connected, or a drill runs already.
        WrongPassphrase: it is encrypted with a passphrase that is not the one that is set.
    """
    demand_backups(who.tenant_id, tenants=with_.tenants)
    backup = with_.backups.get(who.tenant_id, id_).value
    if backup.state is not BackupState.DONE:
        raise Conflict("Only a whole backup can be tried out.")
    _begin(who, backup, now, {}, with_)
    return backup


def run_due(now: datetime, *, with_: Collaborators) -> int:
    """Begins the drill of every tenant for whom one is due and whose backup does not run; returns how many."""
    begun = 0
    for t in with_.backups.find_drills_due(now, limit=DUE_AT_ONCE):
        with log.context(tenant=t):
            begun += _run_one(t, now, with_)
    return begun


def _run_one(t: TenantId, now: datetime, with_: Collaborators) -> bool:
    """A tenant for whom it does not work out must not keep the others waiting."""
    if with_.backups.in_state(t, BackupState.RUNNING):
        return False  # it stays due, and tries the new backup
    arranged = with_.backups.arrangement(t)
    following = now + timedelta(days=1)
    try:
        tenant = demand_backups(t, tenants=with_.tenants)
        due = next_drill(now, now, arranged, ZoneInfo(tenant.time_zone))
        if newest := with_.backups.in_state(t, BackupState.DONE):
            _begin(Caller(tenant_id=t, role=Role.OWNER, id=PLATFORM), newest[0], now, {"drill_due_at": due}, with_)
            return True
    except AlreadyDrilling:
        pass
    except AppError as error:
        if error.retryable:
            raise
        log.warning("A scheduled drill was not begun.", error=error.detail, code=error.code)
        _tell(t, f"The restore test was not made. {error.detail}", now, with_)
    with_.backups.commit(with_.backups.arrange(t, {"drill_due_at": following}))
    return False


def _begin(who: Caller, backup: Backup, now: datetime, also: Mapping[str, object], with_: Collaborators) -> None:
    t = who.tenant_id
    with_.open_drive(t)
    before = with_.backups.arrangement(t).drill
    if before is not None and before.state is BackupState.RUNNING:
        raise AlreadyDrilling("A restore is being tested already. Wait until that has ended.")
    # Named after the drill before, so that of two that begin at once one finds the other.
    id_ = "d" + digest("drill", t, before.started_at.isoformat() if before else "")
    restore = Restore(
        id=id_,
        backup_id=backup.id,
        target_id=scratch_of(t),
        is_new=True,
        is_drill=True,
        remove=True,
        auto=True,
        by=who.id,
        by_name=who.name,
        sealed=sealed_key(t, backup, None, id_, with_=with_),
        started_at=now,
    )
    payload = RestorePayload(tenant_id=t, restore_id=id_)
    entry = AuditEntry(
        id=digest("audit", "backup.drilled", id_),
        at=now,
        actor=who.id,
        actor_name=who.name,
        action="backup.drilled",
        target=backup.id,
    )
    job = LongJob(
        id=id_,
        job=RESTORE_BACKUP.name,
        subject=id_,
        payload=payload.model_dump(mode="json"),
        unit="documents",
        stoppable=False,
        started_at=now,
        heartbeat_at=now,
    )
    running = Drill(backup_id=backup.id, state=BackupState.RUNNING, started_at=now)
    try:
        with_.backups.commit(
            with_.backups.create_restore(t, restore),
            with_.backups.arrange(t, {"drill": running.model_dump(), **also}),
            record(t, entry),
            with_.long_jobs.start(t, job),
        )
    except AlreadyExists as error:
        raise AlreadyDrilling("A restore is being tested already. Wait until that has ended.") from error
    with_.enqueue(RESTORE_BACKUP, payload)


def clear(turn: Turn) -> bool:
    """Removes whatever there is in the scratch workspace; False if time is up."""
    with_, target = turn.with_, scratch_of(turn.t)
    batch: list[Remove] = []
    for snapshot in with_.snapshots.stream(target):
        batch.append(Remove(with_.snapshots.path(target, snapshot.path)))
        if len(batch) >= BATCH:
            turn.note({"state": turn.restore.state}, *batch)
            batch = []
            if not with_.in_time():
                return False
    if batch:
        turn.note({"state": turn.restore.state}, *batch)
    for number, found in enumerate(with_.bucket.objects(target), start=1):
        with_.bucket.remove(target, found.name)
        if number % STEP == 0:
            turn.note({"state": turn.restore.state})
            if not with_.in_time():
                return False
    return True


def prove(turn: Turn) -> bool:
    """Reads every document that was restored, and compares the digests; False if time is up.

    Raises:
        Different: not all came back as it was.
    """
    with_, target = turn.with_, scratch_of(turn.t)
    sums, done = Sums(), turn.restore.done
    after = turn.restore.cursor if done else None
    for snapshot in documents_of(target, at=None, after=after, snapshots=with_.snapshots):
        sums.add(snapshot.path, canonical(snapshot.fields))
        _demand_media(turn, snapshot.path, snapshot.fields)
        done += 1
        if done % COMPARED == 0:
            turn.note({"cursor": snapshot.path, "done": done, "found": summed(turn.restore.found, sums)})
            sums = Sums()
            if not with_.in_time():
                return False
    found = merged(turn.restore.found, sums.taken())
    told = {name: s for name, s in turn.chain().newest.sums.items() if name not in left_out.COLLECTIONS}
    _demand_same("The backup holds otherwise than its manifest tells", told, turn.restore.read)
    _demand_same("What came back is not what was restored", turn.restore.sums, found)
    kept = {name: each.model_dump() for name, each in found.items()}
    turn.note({"state": RestoreState.PROVING_MEDIA, "cursor": "", "done": 0, "found": kept})
    return True


def _demand_media(turn: Turn, path: str, fields: dict[str, Json]) -> None:
    for sha256 in media_of(fields):
        lost = turn.with_.bucket.find(scratch_of(turn.t), sha256) is None
        if lost and turn.find_medium(sha256) is not None:
            raise Different(f"The medium {sha256} of {path} did not come back.")


def _demand_same(what: str, told: Mapping[str, CollectionSum], found: Mapping[str, CollectionSum]) -> None:
    differing = sorted(name for name in {**told, **found} if told.get(name) != found.get(name))
    if differing:
        raise Different(f"{what}: {', '.join(differing)}.")


def prove_media(turn: Turn) -> bool:
    """Reads every medium that was restored, and computes its hash; False if time is up.

    Raises:
        Different: one is not what its name says.
    """
    bucket, done = turn.with_.bucket, turn.restore.done
    for found in bucket.objects(scratch_of(turn.t), after=turn.restore.cursor):
        if _hash(bucket.read(found.object_name), turn.with_.beat) != found.name:
            raise Different(f"The medium {found.name} came back otherwise.")
        done += 1
        if done % STEP == 0:
            turn.note({"cursor": found.name, "done": done})
            if not turn.with_.in_time():
                return False
    turn.note({"state": RestoreState.REMOVING, "cursor": "", "done": done, "media": done})
    return True


def _hash(pieces: Iterator[bytes], beat: Callable[[], None]) -> str:
    made = hashlib.sha256()
    for piece in pieces:
        beat()
        made.update(piece)
    return made.hexdigest()


def end(turn: Turn) -> bool:
    """Removes the scratch workspace, and says what came of the drill; False if time is up."""
    if not clear(turn):
        return False
    restore, with_ = turn.restore, turn.with_
    now = with_.clock.now()
    outcome = _outcome(restore, restore.error, now)
    _announce(turn.t, outcome, now, with_)
    state = RestoreState.FAILED if restore.error else RestoreState.DONE
    ended = LongJobState.FAILED if restore.error else LongJobState.DONE
    turn.note(
        {"state": state, "finished_at": now, "sealed": ""},
        with_.backups.arrange(turn.t, {"drill": outcome.model_dump()}),
        with_.long_jobs.finish(turn.t, restore.id, now, ended, error=restore.error),
    )
    return True


def fail(t: TenantId, restore: Restore, version: datetime, error: AppError, *, with_: Collaborators) -> None:
    """Notes that a drill came to nothing; what it wrote is then removed, if need be by the next one."""
    now = with_.clock.now()
    if restore.state is not RestoreState.REMOVING:
        fields = {"state": RestoreState.REMOVING, "error": error.detail, "cursor": "", "done": 0}
        with_.backups.commit(
            with_.backups.patch_restore(t, restore.id, fields, version), with_.long_jobs.resume(t, restore.id, now)
        )
        again = RestorePayload(tenant_id=t, restore_id=restore.id, step=int(now.timestamp() * 1000))
        with_.enqueue(RESTORE_BACKUP, again)
        return
    sentence = restore.error or error.detail
    outcome = _outcome(restore, sentence, now)
    _announce(t, outcome, now, with_)
    over = {"state": RestoreState.FAILED, "finished_at": now, "error": sentence, "sealed": ""}
    with_.backups.commit(
        with_.backups.patch_restore(t, restore.id, over, version),
        with_.backups.arrange(t, {"drill": outcome.model_dump()}),
        with_.long_jobs.finish(t, restore.id, now, LongJobState.FAILED, error=sentence),
    )


def _outcome(restore: Restore, error: str, now: datetime) -> Drill:
    return Drill(
        backup_id=restore.backup_id,
        state=BackupState.FAILED if error else BackupState.DONE,
        started_at=restore.started_at,
        finished_at=now,
        documents=sum(each.documents for each in restore.found.values()),
        media=restore.media,
        error=error,
    )


def _announce(t: TenantId, outcome: Drill, now: datetime, with_: Collaborators) -> None:
    if outcome.error:
        _tell(t, f"A backup could not be restored in a test. {outcome.error} Make a new full backup.", now, with_)
    else:
        with_.incidents.close(t, IncidentKind.BACKUP_FAILED, SUBJECT, now)


def _tell(t: TenantId, sentence: str, now: datetime, with_: Collaborators) -> None:
    with_.incidents.open(t, IncidentKind.BACKUP_FAILED, SUBJECT, sentence, now)
