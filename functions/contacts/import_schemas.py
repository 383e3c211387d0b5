"""What comes in about files of contacts, and what goes out."""

from datetime import datetime
from typing import Self

from pydantic import BaseModel, ConfigDict, Field

from common.entry.pages import Page
from common.models.contact_import import (
    ContactImport,
    ContactImportState,
    ImportColumn,
    ImportOptions,
    KeptContact,
    LineProblem,
)


class UploadQuery(BaseModel):
    """A file that is uploaded."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    filename: str = Field(default="", max_length=200)
    """What it is called."""


class ReportQuery(BaseModel):
    """A part of a report."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    cursor: str = Field(default="", max_length=200)
    """`Next-Cursor` of the part before; empty for the first."""


class ContactImportView(BaseModel):
    """A file of contacts, how far it is, and what came of it."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    """The import's id; long work is watched and stopped under it too."""
    state: ContactImportState
    """Where it is."""
    filename: str
    """What the file was called."""
    size_bytes: int
    """Its size."""
    header: list[str]
    """The names of its columns."""
    lines: int
    """How many lines it has besides the first."""
    options: ImportOptions | None
    """How it is taken in; null until somebody says."""
    next_line: int
    """The line up to which it is worked off."""
    created: int
    """How many people were new."""
    updated: int
    """How many were known, and were changed."""
    unchanged: int
    """How many were known, and the file said nothing new."""
    left_alone: int
    """How many were known, and left alone because that was asked for."""
    failed: int
    """How many lines were left out."""
    problems: dict[str, int]
    """How many entries of each kind the report has."""
    failure: str
    """Why it, or undoing it, ended before its end."""
    created_at: datetime | None
    """When the file came."""
    created_by: str
    """Who brought it."""
    finished_at: datetime | None
    """When it ended."""
    undo_until: datetime | None
    """Until when it can be undone."""
    undo_slices: int
    """How many parts are still to be undone."""
    undone_at: datetime | None
    """When all of it was undone that can be."""
    removed: int
    """How many contacts went away again."""
    restored: int
    """How many got all their former values back."""
    kept: int
    """How many could not be undone, or not wholly, since somebody changed them after."""
    slices: int
    """In how many parts it was taken in."""

    @classmethod
    def of(cls, value: ContactImport) -> Self:
        """The import as the API shows it."""
        return cls.model_validate(value.model_dump())


class ImportDetail(ContactImportView):
    """An import with what is to be known before it is started."""

    guesses: list[ImportColumn]
    """What its columns most likely mean, while nobody has said."""
    earlier_id: str
    """An import of the very same file that was made before; empty where there is none."""


class PreviewLine(BaseModel):
    """What would become of a line."""

    line: int
    """The line's number, the first being 1."""
    cells: list[str]
    """What it says, column by column."""
    outcome: str
    """`created`, `updated`, `unchanged`, `left_alone` or `failed`."""
    contact_id: str | None
    """Whom it names, where that is known."""
    name: str
    """What they would be called."""
    addresses: list[str]
    """Their addresses, as providers write them."""
    changes: list[str]
    """What of a known contact would change."""
    problems: list[LineProblem]
    """What is wrong with it."""


class ImportPreview(BaseModel):
    """What would become of the first lines."""

    lines: list[PreviewLine]
    """The lines."""


ContactImportPage = Page[ContactImportView]
ReportPage = Page[LineProblem]
KeptPage = Page[KeptContact]
