"""Checking a backup: everything is downloaded and every hash compared; nothing but the verdict is written."""

import hashlib
from collections.abc import Iterator
from datetime import datetime
from typing import Final

from common.errors import Conflict, WriteRaced
from common.jobs.registry import CHECK_BACKUP
from common.models.backup import Backup, BackupState, Check
from common.models.drive import DriveFileGone
from common.models.ids import TenantId
from common.models.incident import IncidentKind
from common.models.payloads import BackupPayload
from common.models.tenant import Caller
from functions.backups.service.asking import wrapping_key
from functions.backups.service.chain import BackupDamaged, Chain, open_chain
from functions.backups.service.collaborators import Collaborators
from functions.backups.service.lines import MediaLine
from functions.backups.service.packing import Spoiled
from functions.backups.service.plan import demand_backups
from functions.backups.service.shelves import Shelves

TOLD: Final = 20
"""How many damaged files are named."""
STEP: Final = 50
"""After how many files it is noted how far the check is."""


def ask(who: Caller, id_: str, now: datetime, *, with_: Collaborators) -> Backup:
    """Begins to check a backup.

    Raises:
        NotFound: there is none.
        Conflict: it is not whole, or no Drive is connected.
    """
    t = who.tenant_id
    demand_backups(t, tenants=with_.tenants)
    found = with_.backups.get(t, id_)
    if found.value.state is not BackupState.DONE:
        raise Conflict("Only a whole backup can be verified.")
    with_.open_drive(t)
    check = Check(state=BackupState.RUNNING, started_at=now)
    with_.backups.commit(with_.backups.patch(t, id_, {"check": check.model_dump()}, found.updated_at))
    step = int(now.timestamp() * 1000)
    with_.enqueue(CHECK_BACKUP, BackupPayload(tenant_id=t, backup_id=id_, step=step))
    return found.value.model_copy(update={"check": check})


class Files:
    """The files of a chain, one after the other, each checked when its turn comes."""

    def __init__(self, t: TenantId, chain: Chain) -> None:
        self._chain = chain
        self._shelves = chain.shelves(t)
        self.total = len(chain.parts()) + chain.newest.media

    def check(self, after: int) -> Iterator[tuple[int, str]]:
        """Checks the files behind the first `after`; yields each one's number, and its name if it is damaged."""
        number = 0
        for layer, part in self._chain.parts():
            number += 1
            if number > after:
                yield number, _name_if_damaged(lambda layer=layer, part=part: self._chain.check_part(layer, part))
        try:
            for line in self._chain.media():
                number += 1
                if number > after:
                    yield number, _name_if_damaged(lambda line=line: check_medium(line, self._shelves))
        except BackupDamaged:
            return  # the part that names them was named above


def _name_if_damaged(check: object) -> str:
    try:
        check()  # type: ignore[operator]
    except BackupDamaged as error:
        return error.file
    return ""


def check_medium(line: MediaLine, shelves: Shelves) -> None:
    """Checks one medium.

    Raises:
        BackupDamaged: it is not what it was.
    """
    sha256, size = hashlib.sha256(), 0
    try:
        for piece in shelves.open(line.file_id, line.sha256, {}).pieces:
            sha256.update(piece)
            size += len(piece)
    except DriveFileGone as error:
        raise BackupDamaged(line.sha256, "it is not in Google Drive any more.") from error
    except Spoiled as error:
        raise BackupDamaged(line.sha256, error.detail) from error
    if size != line.size_bytes or sha256.hexdigest() != line.sha256:
        raise BackupDamaged(line.sha256, "its contents have changed.")


def go_on(payload: BackupPayload, now: datetime, *, with_: Collaborators) -> Check | None:
    """Checks until everything is checked or time is up; None if there is nothing to check.

    Raises:
        DriveRefused: Google does not take the link any more.
        DriveDown: Drive does not answer; trying again goes on where it was.
    """
    t = payload.tenant_id
    found = with_.backups.find(t, payload.backup_id)
    if found is None or found.value.check is None or found.value.check.state is not BackupState.RUNNING:
        return found.value.check if found else None
    backup, check, version = found.value, found.value.check, found.updated_at

    def note(check: Check) -> None:
        nonlocal version
        version = with_.backups.commit(
            with_.backups.patch(t, backup.id, {"check": check.model_dump(mode="python")}, version)
        )

    drive = with_.open_drive(t)
    try:
        wrapping = wrapping_key(t, "", "", with_=with_)
        chain = open_chain(t, backup, wrapping, drive=drive, backups=with_.backups, vault=with_.vault)
        files = Files(t, chain)
        for number, damaged in files.check(check.files):
            named = [*check.damaged, damaged][:TOLD] if damaged else check.damaged
            check = check.model_copy(update={"files": number, "damaged": named})
            if number % STEP == 0:
                note(check)
                if not with_.in_time():
                    further = payload.model_copy(update={"step": payload.step + 1})
                    with_.enqueue(CHECK_BACKUP, further)
                    return check
    except BackupDamaged as error:
        check = check.model_copy(update={"damaged": [*check.damaged, error.file][:TOLD]})
    except WriteRaced:
        return None  # somebody else goes on with it, or deletes the backup
    check = check.model_copy(
        update={"state": BackupState.FAILED if check.damaged else BackupState.DONE, "finished_at": with_.clock.now()}
    )
    try:
        note(check)
    except WriteRaced:
        return None
    if check.damaged:
        named_files = ", ".join(check.damaged)
        sentence = f"A backup cannot be restored: {named_files} damaged or missing in Google Drive. Make a full backup."
        with_.incidents.open(t, IncidentKind.BACKUP_FAILED, "backup", sentence, now)
    return check


def give_up(payload: BackupPayload, error: str, now: datetime, *, with_: Collaborators) -> None:
    """Ends a check that came to nothing."""
    found = with_.backups.find(payload.tenant_id, payload.backup_id)
    if found is None or found.value.check is None or found.value.check.state is not BackupState.RUNNING:
        return
    over = {"state": BackupState.FAILED, "finished_at": now, "error": error}
    check = found.value.check.model_copy(update=over)
    with_.backups.commit(
        with_.backups.patch(payload.tenant_id, payload.backup_id, {"check": check.model_dump()}, found.updated_at)
    )
