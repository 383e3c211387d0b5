"""What the dashboard and programs send to the backups, and what they get."""

from datetime import datetime
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, SecretStr, model_validator

from common.entry.pages import Page
from common.models.backup import (
    BackupKind,
    BackupState,
    Check,
    Drill,
    Encryption,
    Phase,
    RestoreState,
    Schedule,
    Scope,
    Trigger,
)
from common.models.ids import TenantId

SHORTEST_PASSPHRASE = 12


class Incoming(BaseModel):
    """Base of request bodies: a field that we do not know is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class CollectionView(BaseModel):
    """What a backup holds of one collection."""

    name: str
    """The collection."""
    documents: int
    """How many documents there are."""


class BackupView(BaseModel):
    """A backup as people see it."""

    id: str
    """The backup's id."""
    kind: BackupKind
    """Whether it holds all, or what changed since `base_id`."""
    trigger: Trigger
    """What started it."""
    by: str
    """Who started it; empty for the schedule."""
    state: BackupState
    """Where it is."""
    headline: str
    """One line for people: `Backup Successful`, `Backup running`, `Backup failed`."""
    detail: str
    """What to know besides, or what failed and what to do; may be empty."""
    error_code: str
    """Why it failed, for programs, such as `drive_full` or `drive_refused`; else empty."""
    phase: Phase
    """What it does while it runs."""
    base_id: str
    """The backup whose changes it holds; empty for a full one."""
    depth: int
    """How many backups stand below it; each of them is needed to restore it."""
    needed_by: int
    """How many backups are built on it, so that it cannot be deleted."""
    started_at: datetime
    """When it began."""
    finished_at: datetime | None
    """When it ended."""
    as_of: datetime | None
    """The instant that it shows."""
    consistent: bool
    """Whether all documents are as of that one instant."""
    encryption: Encryption
    """How it is encrypted."""
    documents: int
    """How many documents there are; while it runs, how many were read until now."""
    stored: int
    """How many of those it holds itself."""
    gone: int
    """How many documents were deleted since its base."""
    media: int
    """How many media there are."""
    media_bytes: int
    """How large those are together."""
    media_uploaded: int
    """How many of them were not in Drive yet."""
    size_bytes: int
    """How much it takes up in Drive by itself, without media, which backups share."""
    parts: int
    """How many parts it has."""
    collections: list[CollectionView]
    """What it holds."""
    check: Check | None
    """The newest check of all its hashes."""


class RunIn(Incoming):
    """How to back up; all may be left out."""

    kind: BackupKind | None = None
    """Null leaves it to the schedule: full, or what changed since the last one."""


class StatusView(BaseModel):
    """How the backups of the workspace are, in one look."""

    headline: str
    """One line for people: `Backup Successful`, `Backup running`, `Backup failed`, `No backup yet`."""
    detail: str
    """What to know besides, or what failed and what to do."""
    last: BackupView | None
    """The newest backup that ended."""
    last_good: BackupView | None
    """The newest backup that is whole."""
    running: BackupView | None
    """The backup that runs now."""
    next_at: datetime | None
    """When the next one is due."""
    backups: int
    """How many whole backups there are, up to 1,000."""
    size_bytes: int
    """How much their parts take up in Drive together."""
    media_bytes: int
    """How large the media of the newest whole one are, which backups share."""
    drill: Drill | None
    """The newest drill."""


class ScheduleView(Schedule):
    """The schedule as it stands."""

    next_at: datetime | None
    """When the next backup is due."""
    has_passphrase: bool
    """Whether a passphrase is set."""


class ScheduleIn(Schedule):
    """The schedule as it shall be."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    passphrase: SecretStr | None = Field(default=None, min_length=SHORTEST_PASSPHRASE, max_length=1000)
    """A new passphrase; null keeps the one that is set. We keep only a key made of it, sealed. Backups made with an
    earlier one still need that."""


class RestoreIn(Incoming):
    """What to restore, and where to."""

    scope: Scope = Scope()
    """How much: all, a collection, or a contact with their conversation."""
    into: Literal["here", "new"] = "here"
    """Into this workspace, or into a new one, whose owner you become."""
    name: str = Field(default="", max_length=120)
    """What the new workspace is called; empty names it after this one."""
    remove: bool = False
    """Whether documents that are not in the backup are deleted; else they stay."""
    apply: bool = False
    """Whether to begin at once; else it waits, once what would change is known, until a person begins it."""
    passphrase: SecretStr | None = Field(default=None, max_length=1000)
    """The passphrase of the backup, where it is not the one that is set."""

    @model_validator(mode="after")
    def _one_scope(self) -> Self:
        if self.scope.collection and self.scope.contact_id:
            raise ValueError("choose a collection or a contact, not both")
        if self.into == "new" and (self.scope.collection or self.scope.contact_id):
            raise ValueError("a new workspace is made of the whole backup")
        return self


class ChangesView(BaseModel):
    """What a restore changes in one collection."""

    collection: str
    """The collection."""
    added: int
    """Documents that are in the backup and not here."""
    changed: int
    """Documents that are here, but otherwise."""
    removed: int
    """Documents that are here and not in the backup; they go only with `remove`."""
    unchanged: int
    """Documents that are the same."""
    skipped: int
    """Documents that are left alone: of people who were forgotten, or that no backup may undo."""


class RestoreView(BaseModel):
    """A restore as people see it."""

    id: str
    """The restore's id."""
    backup_id: str
    """Which backup."""
    scope: Scope
    """How much of it."""
    target_tenant_id: TenantId
    """The workspace that it goes into."""
    is_new: bool
    """Whether that workspace was made for it."""
    name: str
    """What the new workspace is called."""
    remove: bool
    """Whether documents that are not in the backup go."""
    state: RestoreState
    """Where it is: `checking` every hash, `comparing`, `ready` to begin, `restoring`, or over."""
    done: int
    """How far the present step is."""
    total: int
    """How much there is to do in it; 0 while nobody knows."""
    diff: list[ChangesView]
    """What would change, once it is `ready`."""
    written: list[ChangesView]
    """What was changed until now."""
    media: int
    """How many media were brought back."""
    held_messages: int
    """Messages that were about to be sent when the backup was made; nothing is sent, they wait for a person."""
    paused_campaigns: int
    """Campaigns that were under way when the backup was made; they wait for a person."""
    damaged: list[str]
    """Files that are damaged or missing; then nothing was written."""
    by: str
    """Who asked for it."""
    started_at: datetime
    """When it was asked for."""
    finished_at: datetime | None
    """When it ended."""
    error: str
    """Why it failed and what to do; else empty."""


class Kept(BaseModel):
    """A backup that stays."""

    id: str
    """Which."""
    at: datetime
    """From when."""
    because: list[str]
    """Why: `newest`, `daily`, `weekly`, `monthly`, `needed` by one that is kept."""


class RetentionView(BaseModel):
    """What the schedule's numbers keep, and what they delete."""

    keep: list[Kept]
    """Backups that stay, the newest first."""
    delete: list[BackupView]
    """Backups that go, the newest first."""
    freed_bytes: int
    """How much space that frees, without media."""


class FoundView(BaseModel):
    """What was found in the Drive."""

    found: int
    """How many whole backups of this workspace are there."""
    added: int
    """How many of them were not listed here."""


BackupPage = Page[BackupView]
RestorePage = Page[RestoreView]
