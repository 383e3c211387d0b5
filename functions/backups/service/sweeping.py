"""Removing media from a Drive that no backup needs any more, once backups were deleted.

A backup refers to media that lie in the Drive before its manifest says so. Hence no media are removed while one runs,
and one that begins meanwhile waits with its media: the sweep first says until when it may take and then looks whether
one runs; a backup that runs looks for that before its media.
"""

import heapq
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import groupby
from typing import Final, NamedTuple

from common import log
from common.errors import WriteRaced
from common.jobs.registry import SWEEP_MEDIA
from common.models.backup import Arrangement, BackupState
from common.models.drive import Drive, DriveBusy, DriveFile
from common.models.ids import TenantId
from common.models.payloads import BackupPayload
from functions.backups.service import places
from functions.backups.service.asking import wrapping_key
from functions.backups.service.chain import BackupDamaged, Chain, open_chain
from functions.backups.service.collaborators import Collaborators
from functions.backups.service.keys import WrongPassphrase
from functions.backups.service.lines import MediaLine

LEASE: Final = timedelta(minutes=15)
"""For how long one task may remove media; longer than it can last."""
MARGIN: Final = timedelta(minutes=5)
"""So long before that it stops."""


class Swept(NamedTuple):
    """What a task did."""

    removed: int = 0
    more: bool = False
    """Whether a further task goes on."""


def is_due(arranged: Arrangement) -> bool:
    """Whether backups were deleted since media were last looked through."""
    orphaned_at, swept_at = arranged.orphaned_at, arranged.swept_at
    return orphaned_at is not None and (swept_at is None or swept_at <= orphaned_at)


def see_to(t: TenantId, backup_id: str, now: datetime, *, with_: Collaborators) -> None:
    """Queues the sweep, where one is due."""
    if is_due(with_.backups.arrangement(t)):
        step = int(now.timestamp() * 1000)
        with_.enqueue(SWEEP_MEDIA, BackupPayload(tenant_id=t, backup_id=backup_id, step=step))


def demand_no_sweep(t: TenantId, now: datetime, *, with_: Collaborators) -> None:
    """Lets a backup begin with its media only while none are removed.

    Raises:
        DriveBusy: some are; trying again helps.
    """
    until = with_.backups.arrangement(t).sweeping_until
    if until is not None and until > now:
        raise DriveBusy("Media that no backup needs are being removed.", retry_after_s=30)


def go_on(payload: BackupPayload, now: datetime, *, with_: Collaborators) -> Swept:
    """Removes media that no whole backup refers to, until all are looked through or time is up.

    Raises:
        DriveRefused: Google does not take the link any more.
        DriveDown: Drive does not answer; trying again helps.
    """
    t = payload.tenant_id
    found = with_.backups.find_arrangement(t)
    if found is None or not is_due(found.value):
        return Swept()
    lease = found.value.sweeping_until
    if lease is not None and lease > now:
        later = payload.model_copy(update={"step": payload.step + 1})
        with_.enqueue(SWEEP_MEDIA, later, delay_s=(lease - now).total_seconds(), at=now)
        return Swept(more=True)
    until = now + LEASE
    try:
        with_.backups.commit(with_.backups.patch_arrangement(t, {"sweeping_until": until}, found.updated_at))
    except WriteRaced as error:
        raise DriveBusy("The backups are arranged otherwise just now.", retry_after_s=5) from error
    over: dict[str, object] = {"sweeping_until": None}
    try:
        if with_.backups.in_state(t, BackupState.RUNNING):
            return Swept()  # it comes again once that one has ended
        swept = _sweep(t, until - MARGIN, with_)
        over |= {} if swept.more else {"swept_at": now}
    except BackupDamaged as error:
        log.warning("Nothing is removed from a Drive while nobody knows what a backup needs.", error=error.detail)
        return Swept()
    finally:
        with_.backups.commit(with_.backups.arrange(t, over))
    if swept.more:
        with_.enqueue(SWEEP_MEDIA, payload.model_copy(update={"step": payload.step + 1}))
    return swept


class _Needed(NamedTuple):
    """What the whole backups of a tenant refer to."""

    lines: Iterator[MediaLine]
    """In the order of hashes."""
    locks: frozenset[str]
    """Those of backups that cannot be read now: whatever has one of them stays."""


def _sweep(t: TenantId, until: datetime, with_: Collaborators) -> Swept:
    drive = with_.open_drive(t)
    needed = _needed(t, drive, with_)
    groups = groupby(needed.lines, key=lambda line: line.sha256[:2])
    head = next(groups, None)
    removed = 0
    shelves = drive.folders(places.media(t, drive), {"whatsdex": "media"})
    for name, folders in groupby(sorted(shelves, key=_shelf), key=_shelf):
        while head is not None and head[0] < name:
            head = next(groups, None)
        ids = {line.file_id for line in head[1]} if head is not None and head[0] == name else set()
        for file in [file for folder in folders for file in drive.find(folder.id, {"whatsdex": "medium"})]:
            if file.id in ids or file.properties.get("lock", "") in needed.locks:
                continue
            if with_.clock.now() >= until or not with_.in_time():
                return Swept(removed, more=True)
            drive.delete(file.id)
            removed += 1
    return Swept(removed)


def _shelf(folder: DriveFile) -> str:
    return folder.properties.get("shelf", "")


def _needed(t: TenantId, drive: Drive, with_: Collaborators) -> _Needed:
    wrapping = wrapping_key(t, "", "", with_=with_)
    chains: list[Chain] = []
    closed: set[str] = set()
    for backup in with_.backups.in_state(t, BackupState.DONE):
        try:
            chains.append(
                open_chain(t, backup, wrapping, drive=drive, backups=with_.backups, vault=with_.vault, alone=True)
            )
        except WrongPassphrase:
            closed.add(backup.cipher.media_lock)
    lines = heapq.merge(*(chain.media() for chain in chains), key=lambda line: line.sha256)
    return _Needed(lines, frozenset(closed))
