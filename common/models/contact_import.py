"""Imports of contacts from files: what their columns mean, how far they are, and what they changed."""

import json
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from common.models.attributes import AttributeType
from common.models.contact import Contact, ImportMark
from common.models.ids import ChannelId, ContactId, IdentityId, digest

MOST_LINES: Final = 100_000
"""How many lines a file may have besides its first."""
_PERSON: Final = {
    *("name", "username", "identities", "tags", "audiences", "language", "time_zone"),
    *("attributes", "opt_outs", "learning_off", "merged_into"),
}


class ImportField(StrEnum):
    """What a column says of a person."""

    NONE = "none"
    """Nothing that is taken in."""
    PHONE = "phone"
    """The number under which WhatsApp reaches them."""
    CHAT = "chat"
    """The id of their chat with a Telegram bot."""
    NAME = "name"
    LANGUAGE = "language"
    TIME_ZONE = "time_zone"
    TAGS = "tags"
    """Tags, separated by commas, semicolons or bars; they are added to those that are there."""
    MARKETING = "marketing"
    """Whether they want marketing messages: yes or no."""
    MARKETING_SOURCE = "marketing_source"
    """Where they said so."""
    ATTRIBUTE = "attribute"
    """A custom attribute, such as the e-mail address."""
    ATTRIBUTES = "attributes"
    """Several attributes as one JSON object, as an export writes those that have no column."""


class ImportColumn(BaseModel):
    """What a column means."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="forbid", use_attribute_docstrings=True)

    field: ImportField = ImportField.NONE
    """What it says of a person."""
    attribute: str = Field(default="", max_length=64)
    """The attribute's name, where it is one."""
    type: AttributeType = AttributeType.TEXT
    """What the attribute's values are."""


class KnownPeople(StrEnum):
    """What becomes of people who are contacts already."""

    UPDATE = "update"
    """They get what the file says; empty cells change nothing."""
    LEAVE = "leave"
    """They stay as they are."""


class DateOrder(StrEnum):
    """How dates are written that are not written 2026-11-23."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"


class ImportOptions(BaseModel):
    """How a file is to be taken in."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="forbid", use_attribute_docstrings=True)

    columns: list[ImportColumn] = Field(min_length=1, max_length=100)
    """What the file's columns mean, from the left; as many as it has."""
    known: KnownPeople = KnownPeople.UPDATE
    """What becomes of people who are contacts already."""
    default_region: str = Field(default="", max_length=2)
    """The country (ISO 3166-1, such as `DE`) of numbers without a country code; without one, those are refused."""
    phone_channel_id: str = Field(default="", max_length=64)
    """The WhatsApp channel through which its numbers are reached; else the first active one."""
    chat_channel_id: str = Field(default="", max_length=64)
    """The Telegram channel whose chats it names; else the first active one."""
    tags: list[Annotated[str, Field(min_length=1, max_length=64)]] = Field(default=[], max_length=10)
    """Tags for everybody in the file."""
    date_order: DateOrder = DateOrder.DAY_FIRST
    """How dates such as 3.4.2026 are read."""
    decimal_comma: bool = False
    """Whether numbers are written 1.234,5 instead of 1,234.5."""
    marketing_source: str = Field(default="", max_length=200)
    """Where people said whether they want marketing messages, if the file does not say."""


class ContactImportState(StrEnum):
    """Where an import is."""

    DRAFT = "draft"
    """The file is here; nobody has said yet what it means."""
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    """A person stopped it; what was taken in stays."""
    FAILED = "failed"
    """It could not go on; what was taken in stays."""
    UNDOING = "undoing"
    UNDONE = "undone"


OVER: Final = frozenset({ContactImportState.DONE, ContactImportState.CANCELLED, ContactImportState.FAILED})
"""States in which an import can be undone."""


class ContactImport(BaseModel):
    """A file of contacts, and what came of it; it holds no words of the file but the names of its columns."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="ignore")

    id: str
    """Derived from the caller and the Idempotency-Key, where there is one."""
    state: ContactImportState = ContactImportState.DRAFT
    """Where it is."""
    filename: str = ""
    """What the file was called."""
    sha256: str = ""
    """The digest of the file as it came."""
    object_name: str = ""
    """Where the file is while it is needed."""
    size_bytes: int = 0
    """How long it is there."""
    delimiter: str = ","
    """What separates its columns."""
    header: list[str] = Field(default_factory=list)
    """The names of its columns."""
    lines: int = 0
    """How many lines it has besides the first."""
    options: ImportOptions | None = None
    """How it is taken in; null until somebody says."""
    phone_channel_id: ChannelId | None = None
    """The channel through which its numbers are reached."""
    chat_channel_id: ChannelId | None = None
    """The channel whose chats it names."""
    offset_bytes: int = 0
    """Up to where it is worked off."""
    next_line: int = 2
    """The number of the line there."""
    first_line: int = 2
    """The number of the first line behind the names of the columns."""
    slices: int = 0
    """How many slices were worked off; each has a page of former values, and one of the report if there is need."""
    created: int = 0
    """How many people were new."""
    updated: int = 0
    """How many were known, and were changed."""
    unchanged: int = 0
    """How many were known, and the file said nothing new."""
    left_alone: int = 0
    """How many were known, and left alone because that was asked for."""
    failed: int = 0
    """How many lines were left out."""
    problems: dict[str, int] = Field(default_factory=dict)
    """How many entries of each kind the report has."""
    failure: str = ""
    """Why it, or undoing it, ended before its end."""
    started_at: datetime | None = None
    """When it began."""
    created_at: datetime | None = None
    """When the file came."""
    created_by: str = ""
    """Who brought it."""
    finished_at: datetime | None = None
    """When it ended."""
    undo_until: datetime | None = None
    """Until when it can be undone."""
    undo_slices: int = 0
    """How many slices are still to be undone, from the newest back."""
    undo_asked_at: datetime | None = None
    """When somebody asked to undo it."""
    undone_at: datetime | None = None
    """When all of it was undone that can be."""
    removed: int = 0
    """How many contacts went away again."""
    restored: int = 0
    """How many got all their former values back."""
    kept: int = 0
    """How many could not be undone, or not wholly, since somebody changed them after."""


class Problem(StrEnum):
    """What can be wrong with a line."""

    ADDRESS_MISSING = "address_missing"
    PHONE = "phone"
    CHAT = "chat"
    NAME = "name"
    LANGUAGE = "language"
    TIME_ZONE = "time_zone"
    TAGS = "tags"
    VALUE = "value"
    """A value is none of its attribute's type, or too long."""
    MARKETING = "marketing"
    OPTED_OUT = "opted_out"
    """The file wants somebody to be written to who said that they do not want to be; the rest is taken in."""
    DUPLICATE = "duplicate"
    TWO_CONTACTS = "two_contacts"
    TOO_MANY = "too_many"
    """The contact would have too many attributes or tags."""
    FEW_COLUMNS = "few_columns"
    MANY_COLUMNS = "many_columns"
    ENCODING = "encoding"
    QUOTE = "quote"
    CHANNEL = "channel"


NOTES: Final = frozenset({Problem.OPTED_OUT})
"""Problems in spite of which a line is taken in."""


class LineProblem(BaseModel):
    """What is wrong with a line."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="ignore", use_attribute_docstrings=True)

    line: int
    """The line's number, the first being 1."""
    column: str = ""
    """The name of the column; empty where it is about the whole line."""
    problem: Problem
    """What kind of thing is wrong."""
    detail: str
    """What is wrong, in a sentence."""
    contact_id: ContactId | None = None
    """Whom the line names, where that can be told."""


class FormerField(BaseModel):
    """What a field held before an import, and a digest of what the import put there."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="ignore")

    value: JsonValue = None
    """What it held; null is nothing."""
    put: str
    """What it holds if nobody changed it since."""


class FormerContact(BaseModel):
    """What an import did to a contact."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="ignore")

    contact_id: ContactId
    """The contact."""
    line: int
    """The line that named it."""
    founded: str = ""
    """Where the import made the contact, a digest of it as it was made."""
    fields: dict[str, FormerField] = Field(default_factory=dict)
    """What its name, language and time zone were before."""
    attributes: dict[str, FormerField] = Field(default_factory=dict)
    """What its attributes were before."""
    tags: list[str] = Field(default_factory=list)
    """Tags that it got."""
    wishes: dict[str, FormerField] = Field(default_factory=dict)
    """What its wishes were before."""
    consent_id: str = ""
    """The wish that was kept."""
    identities: list[IdentityId] = Field(default_factory=list)
    """Addresses that it got."""
    mark: ImportMark | None = None
    """The import that named it before."""


class KeptContact(BaseModel):
    """A contact that could not be undone, or not wholly."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="ignore", use_attribute_docstrings=True)

    contact_id: ContactId
    """The contact."""
    line: int
    """The line that named it."""
    fields: list[str] = Field(default_factory=list)
    """What of it stays as it is; empty where that is all."""
    detail: str
    """Why, in a sentence."""


def seal(value: object) -> str:
    """A digest by which it is told whether a value is still the one that an import put."""
    return digest("put", repr(value))


def seal_of(contact: Contact) -> str:
    """A digest of all that is known of a contact and that people, or the contact, may change."""
    known = contact.model_dump(mode="json", include=_PERSON)
    told = {name: sorted(value) if isinstance(value, list) else value for name, value in known.items()}
    return digest("person", json.dumps(told, sort_keys=True))
