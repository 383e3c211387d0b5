"""Backups of a tenant in its Google Drive, what they are made of, and what may be done with them."""

from datetime import datetime
from enum import StrEnum
from typing import Final

from pydantic import BaseModel, ConfigDict, Field

from common.models.ids import ContactId, TenantId

SUCCESSFUL: Final = "Backup Successful"
"""What people read once a backup is whole."""
FORMAT: Final = 1
"""The version of the format, in each manifest."""


class Piece(BaseModel):
    """Base of what is stored of a backup."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="ignore")


class BackupKind(StrEnum):
    """How much a backup holds by itself."""

    FULL = "full"
    INCREMENTAL = "incremental"
    """Only what changed since its base; all names, so that what was deleted is known."""


class BackupState(StrEnum):
    """Where a backup is."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    DELETING = "deleting"


class Phase(StrEnum):
    """What a running backup does."""

    DOCUMENTS = "documents"
    MEDIA = "media"
    MANIFEST = "manifest"


class Trigger(StrEnum):
    """What started a backup."""

    PERSON = "person"
    SCHEDULE = "schedule"


class Encryption(StrEnum):
    """Who can read a backup besides us and whoever has the Drive."""

    NONE = "none"
    TENANT_KEY = "tenant_key"
    """Nobody: the key is sealed with the platform's own."""
    PASSPHRASE = "passphrase"  # noqa: S105 -- the word, not one
    """Whoever knows the passphrase, wherever they restore."""


class Cipher(Piece):
    """How the parts of a backup are encrypted: the key itself is wrapped."""

    kind: Encryption = Encryption.NONE
    """Who holds the key."""
    wrapped_key: str = ""
    """The backup's own key, encrypted: with the platform's keys, or with the passphrase's; base64."""
    salt: str = ""
    """scrypt's salt, base64; of a passphrase alone."""
    media_key: str = ""
    """The key of media, which backups share, encrypted with the backup's own; base64."""
    media_lock: str = ""
    """Which key that is, without telling it; empty where media are not encrypted."""


class CollectionSum(Piece):
    """What a backup holds of one collection, subcollections of the same name together."""

    documents: int = 0
    """How many documents there are."""
    digest: str = ""
    """The sum of the documents' SHA-256, modulo 2^256, hexadecimal: the same whatever their order."""

    def plus(self, other: "CollectionSum") -> "CollectionSum":
        """Both together."""
        both = (int(self.digest or "0", 16) + int(other.digest or "0", 16)) % 2**256
        return CollectionSum(documents=self.documents + other.documents, digest=f"{both:064x}")


class PartKind(StrEnum):
    """What a part holds."""

    DOCUMENTS = "documents"
    MEDIA = "media"
    """Names of media, which are files of their own that backups share."""


class PartInfo(Piece):
    """One finished file of a backup."""

    number: int
    """Its place among the backup's parts, from 1."""
    kind: PartKind
    """What it holds."""
    name: str
    """The file's name in Drive, by which damage is told."""
    file_id: str
    """The file in Drive."""
    size_bytes: int
    """As it lies in Drive."""
    sha256: str
    """Of the file as it lies in Drive, hexadecimal."""
    nonce: str = ""
    """What makes the part's encryption unlike any other's, hexadecimal."""
    first: str
    """The path, below the tenant, of the first document; or the first medium."""
    last: str
    """The last one."""
    read_at: datetime
    """The instant as of which its documents were read."""
    sums: dict[str, CollectionSum] = Field(default_factory=dict)
    """What there is after it, by collection, unchanged documents included."""
    stored: int = 0
    """How many documents it holds with their contents."""
    gone: int = 0
    """How many documents of the base were deleted since."""
    media: int = 0
    """How many media it names."""
    media_bytes: int = 0
    """How large those are together."""


class Upload(Piece):
    """The part that is being uploaded; a run that was killed goes on with it."""

    number: int
    """Which part."""
    session: str
    """Drive's session."""
    nonce: str
    """See `PartInfo.nonce`."""


class Check(Piece):
    """What came of downloading a backup and checking every hash."""

    state: BackupState
    """Running, done, or failed: not whole, or not to be read."""
    started_at: datetime
    """When it began."""
    finished_at: datetime | None = None
    """When it ended."""
    files: int = 0
    """How many files were checked."""
    damaged: list[str] = Field(default_factory=list)
    """The names of damaged or missing files, 20 at most."""
    error: str = ""
    """Why it came to nothing, in a sentence."""


class Backup(Piece):
    """One backup; it is valid once its manifest lies in Drive."""

    id: str
    """Derived from what asked for it."""
    kind: BackupKind
    """How much it holds by itself."""
    trigger: Trigger
    """What started it."""
    by: str = ""
    """Who started it, for people; empty for the schedule."""
    state: BackupState = BackupState.RUNNING
    """Where it is."""
    phase: Phase = Phase.DOCUMENTS
    """What it does."""
    base_id: str = ""
    """The backup whose changes it holds; empty for a full one."""
    base_sha256: str = ""
    """The SHA-256 of that one's manifest, so that the chain verifies."""
    depth: int = 0
    """How many backups stand below it."""
    cipher: Cipher = Cipher()
    """How its parts are encrypted."""
    sealed: str = ""
    """Its own key, sealed with the platform's keys, while it runs."""
    started_at: datetime
    """When it began."""
    finished_at: datetime | None = None
    """When it ended."""
    read_at: datetime | None = None
    """The instant as of which documents are read now."""
    read_times: list[datetime] = Field(default_factory=list)
    """All instants as of which documents were read: one, unless the run outlasted what Firestore remembers."""
    cursor: str = ""
    """The last document, or medium, of the last finished part."""
    parts: int = 0
    """How many parts are finished."""
    upload: Upload | None = None
    """The part that is being uploaded."""
    medium: str = ""
    """The medium that is being uploaded, if it is a large one."""
    medium_session: str = ""
    """Drive's session of that."""
    folder_id: str = ""
    """Its folder in Drive."""
    manifest_id: str = ""
    """Its manifest in Drive."""
    manifest_sha256: str = ""
    """The manifest's SHA-256."""
    documents: int = 0
    """How many documents there are."""
    stored: int = 0
    """How many of them it holds itself."""
    gone: int = 0
    """How many documents of the base were deleted since."""
    media: int = 0
    """How many media there are."""
    media_bytes: int = 0
    """How large they are together."""
    media_uploaded: int = 0
    """How many of them were not in Drive yet."""
    size_bytes: int = 0
    """How much its parts take up in Drive, without media."""
    sums: dict[str, CollectionSum] = Field(default_factory=dict)
    """What there is, by collection."""
    error: str = ""
    """Why it failed and what to do, in sentences."""
    error_code: str = ""
    """Why it failed, for programs: `drive_full`, `drive_refused`, ..."""
    check: Check | None = None
    """The newest check."""
    runner: str = ""
    """The work that goes on with it; whoever was overtaken finds another here."""

    @property
    def is_damaged(self) -> bool:
        """Whether the last look at its files found some damaged or missing."""
        return self.check is not None and bool(self.check.damaged)

    @property
    def headline(self) -> str:
        """One line for people."""
        if self.state is BackupState.DONE and self.is_damaged:
            return "Backup damaged"
        return {
            BackupState.RUNNING: "Backup running",
            BackupState.DONE: SUCCESSFUL,
            BackupState.FAILED: "Backup failed",
            BackupState.DELETING: "Backup being deleted",
        }[self.state]


class Manifest(Piece):
    """The last file of a backup, which makes it valid."""

    format: int = FORMAT
    """The version of this format."""
    backup_id: str
    """Which backup."""
    tenant_id: TenantId
    """Whose."""
    tenant_name: str = ""
    """What the business was called."""
    kind: BackupKind
    """How much it holds by itself."""
    trigger: Trigger
    """What started it."""
    base_id: str = ""
    """The backup whose changes it holds."""
    base_sha256: str = ""
    """The SHA-256 of that one's manifest."""
    depth: int = 0
    """How many backups stand below it."""
    started_at: datetime
    """When it began."""
    finished_at: datetime
    """When it ended."""
    read_times: list[datetime]
    """All instants as of which documents were read: one, if it is one picture of one moment."""
    cipher: Cipher = Cipher()
    """How parts are encrypted."""
    documents: int
    """How many documents there are."""
    stored: int
    """How many of them it holds itself."""
    gone: int
    """How many documents of the base were deleted since."""
    media: int
    """How many media there are."""
    media_bytes: int
    """How large they are together."""
    size_bytes: int
    """How much its parts take up."""
    sums: dict[str, CollectionSum]
    """What there is, by collection."""
    left_out: list[str]
    """What is not in it, by name: collections, documents and fields."""
    parts: list[PartInfo]
    """Its parts, in order."""


class Schedule(Piece):
    """When backups are made, how, and how long they are kept."""

    enabled: bool = False
    """Whether backups are made by themselves."""
    hour: int = Field(default=2, ge=0, le=23)
    """At which hour, in the workspace's time zone."""
    full_every: int = Field(default=7, ge=1, le=60)
    """Every how many backups one is full."""
    encryption: Encryption = Encryption.NONE
    """Whether backups are encrypted, those by hand too."""
    keep_daily: int = Field(default=7, ge=0, le=366)
    """For how many of the last days one backup each is kept."""
    keep_weekly: int = Field(default=4, ge=0, le=104)
    """For how many of the last weeks."""
    keep_monthly: int = Field(default=12, ge=0, le=120)
    """For how many of the last months."""
    drill_every_days: int = Field(default=30, ge=0, le=366)
    """After how many days a drill is due again; 0 is never."""


class Drill(Piece):
    """What came of restoring a backup into a workspace that is only there for it."""

    backup_id: str
    """Which backup."""
    state: BackupState
    """Running, done, or failed."""
    started_at: datetime
    """When it began."""
    finished_at: datetime | None = None
    """When it ended."""
    documents: int = 0
    """How many documents were restored and found equal."""
    media: int = 0
    """How many media were."""
    error: str = ""
    """What went wrong, in sentences."""


class Arrangement(Schedule):
    """A tenant's schedule, and what belongs to it."""

    due_at: datetime | None = None
    """When the next backup is due; null while there is no schedule."""
    salt: str = ""
    """scrypt's salt of the passphrase, base64."""
    sealed: str = ""
    """The passphrase's key, sealed with the platform's keys."""
    media_sealed: str = ""
    """The key of media, sealed with the platform's keys; a new passphrase begins a new one."""
    orphaned_at: datetime | None = None
    """When a backup was last deleted, whose media may be needed by no other."""
    swept_at: datetime | None = None
    """From when the last removal of such media is."""
    sweeping_until: datetime | None = None
    """How long the present one may take; while it does, no backup refers to media that are there."""
    drill: Drill | None = None
    """The newest drill."""
    drill_due_at: datetime | None = None
    """When the next drill is due; null while none are made by themselves."""


class RestoreState(StrEnum):
    """Where a restore is."""

    CHECKING = "checking"
    """Every hash is checked; nothing is written."""
    COMPARING = "comparing"
    """What would change is counted; nothing is written."""
    READY = "ready"
    """A person may look at what would change, and begin."""
    RESTORING = "restoring"
    PROVING = "proving"
    """A drill reads what it wrote, and compares it."""
    PROVING_MEDIA = "proving_media"
    """The same, media."""
    REMOVING = "removing"
    """A drill removes what it wrote."""
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


OPEN_RESTORES: Final = frozenset(RestoreState) - {RestoreState.DONE, RestoreState.FAILED, RestoreState.CANCELLED}
"""While a restore is not over."""


class Scope(Piece):
    """How much of a backup is restored; nothing chosen is all of it."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="forbid")

    collection: str = Field(default="", max_length=100)
    """Only this collection, with what is below its documents."""
    contact_id: ContactId = Field(default=ContactId(""), max_length=100)
    """Only this contact, with their conversation."""


class Changes(Piece):
    """What a restore changes in one collection."""

    added: int = 0
    """Documents that are in the backup and not here."""
    changed: int = 0
    """Documents that are here, but otherwise."""
    removed: int = 0
    """Documents that are here and not in the backup; they go only where that was asked for."""
    unchanged: int = 0
    """Documents that are the same."""
    skipped: int = 0
    """Documents that are left alone: of people who were forgotten, or newer than any backup may undo."""

    def plus(self, other: "Changes") -> "Changes":
        """Both together."""
        return Changes(**{name: getattr(self, name) + getattr(other, name) for name in Changes.model_fields})


class Restore(Piece):
    """One restore of a backup."""

    id: str
    """Derived from what asked for it."""
    backup_id: str
    """Which backup."""
    scope: Scope = Scope()
    """How much of it."""
    target_id: TenantId
    """The workspace that it goes into."""
    is_new: bool = False
    """Whether that workspace is made for it, once every hash is checked."""
    is_drill: bool = False
    """Whether it is only there to see whether the backup can be restored; nobody can enter that workspace."""
    name: str = ""
    """What the new workspace is called."""
    remove: bool = False
    """Whether documents that are not in the backup go."""
    auto: bool = False
    """Whether it begins without a person looking at what would change."""
    by: str
    """Who asked for it: a member's id, or `key:` and an API key's."""
    by_name: str = ""
    """What people call them."""
    state: RestoreState = RestoreState.CHECKING
    """Where it is."""
    sealed: str = ""
    """The key of the passphrase that was given, sealed."""
    cursor: str = ""
    """How far the present step is: a part's number, or a document's path."""
    done: int = 0
    """How many documents, or files while checking, the present step has dealt with."""
    total: int = 0
    """How many there are."""
    diff: dict[str, Changes] = Field(default_factory=dict)
    """What would change, by collection."""
    written: dict[str, Changes] = Field(default_factory=dict)
    """What was changed, by collection."""
    media: int = 0
    """How many media were brought back."""
    read: dict[str, CollectionSum] = Field(default_factory=dict)
    """Of a drill: what was read from the backup, by collection."""
    sums: dict[str, CollectionSum] = Field(default_factory=dict)
    """Of a drill: what was restored, by collection, as it was written."""
    found: dict[str, CollectionSum] = Field(default_factory=dict)
    """Of a drill: what was then found, by collection."""
    held_messages: int = 0
    """Messages that were about to be sent, and now wait for a person."""
    paused_campaigns: int = 0
    """Campaigns that were under way, and now wait for a person."""
    damaged: list[str] = Field(default_factory=list)
    """Files that are damaged or missing; then nothing is written."""
    started_at: datetime
    """When it was asked for."""
    finished_at: datetime | None = None
    """When it ended."""
    error: str = ""
    """Why it failed and what to do, in sentences."""
    runner: str = ""
    """The work that goes on with it."""
