"""What comes in about audiences, and what goes out."""

from datetime import datetime
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from common.entry.pages import Page
from common.models.audience import Audience, AudienceFilter, AudienceKind, ImportState, LineError
from common.models.phones import is_region
from functions.contacts.schemas import ContactView

AudienceName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]


def _country(value: str) -> str:
    if value and not is_region(value):
        raise ValueError("not a country of ISO 3166-1 in two capital letters, such as DE")
    return value


class AudienceIn(BaseModel):
    """A new audience."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: AudienceName
    """What people call it."""
    kind: AudienceKind = AudienceKind.FILTER
    """`filter`: whoever matches. `csv`: whom its files name."""
    filter: AudienceFilter = AudienceFilter()
    """Who is meant; of kind `csv`, who of those that its files named."""


class AudienceChange(BaseModel):
    """What changes about an audience; what is left out stays."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: AudienceName | None = None
    """What people call it."""
    filter: AudienceFilter | None = None
    """Who is meant."""


class FilterIn(BaseModel):
    """A filter that is to be tried."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    filter: AudienceFilter
    """Who is meant."""


class ImportQuery(BaseModel):
    """How a file is to be read."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    default_region: Annotated[str, AfterValidator(_country)] = ""
    """The country (ISO 3166-1, such as `DE`) of phone numbers without a country code; without one, they are refused."""
    phone_channel_id: str = Field(default="", max_length=64)
    """The WhatsApp channel through which its phone numbers are reached; else the first active one."""
    chat_channel_id: str = Field(default="", max_length=64)
    """The Telegram channel whose chats it names; else the first active one."""


class ImportView(BaseModel):
    """How far the import of a file is, and what came of it."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    """The import's id."""
    state: ImportState
    """How far it is."""
    size_bytes: int
    """The file's size."""
    offset_bytes: int
    """Up to where it is worked off."""
    columns: list[str]
    """What its columns were taken for."""
    rows: int
    """How many rows were worked off."""
    created: int
    """How many people were new."""
    matched: int
    """How many were known, and joined the audience."""
    duplicates: int
    """How many rows named somebody who was in the audience already."""
    failed: int
    """How many rows were left out."""
    errors: list[LineError]
    """The first hundred of those, with the reason."""
    failure: str
    """Why the import ended before its end."""
    started_at: datetime
    """When the file came."""
    finished_at: datetime | None
    """When it was worked off."""


class AudienceView(BaseModel):
    """An audience."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    """The audience's id."""
    name: str
    """What people call it."""
    kind: AudienceKind
    """Where its people come from."""
    filter: AudienceFilter
    """Who is meant."""
    count: int | None
    """How many it held when it was last counted to the end; people come and go."""
    counted_at: datetime | None
    """When that was."""
    last_import: ImportView | None
    """The newest file."""
    created_at: datetime | None
    """When it was made."""
    created_by: str
    """Who made it."""
    updated_at: datetime | None
    """When its name or filter last changed."""

    @classmethod
    def of(cls, audience: Audience) -> Self:
        """The audience as the API shows it."""
        return cls.model_validate(audience.model_dump())


class AudiencePreview(BaseModel):
    """Whom an audience means now."""

    count: int
    """How many of the contacts that were looked at."""
    looked_at: int
    """How many contacts were looked at."""
    complete: bool
    """Whether these were all; if not, there are more."""
    samples: list[ContactView]
    """Some of them."""


AudiencePage = Page[AudienceView]
