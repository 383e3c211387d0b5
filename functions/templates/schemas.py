"""What comes in about templates, and what goes out."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue, StringConstraints

from common.entry.pages import ListQuery, Page
from common.models.ids import ChannelId, ContactId
from common.models.message import ButtonKind, ButtonUse, HeaderFormat, Location
from common.models.template import (
    Approval,
    ApprovalStatus,
    Category,
    Template,
    TemplateButton,
    TemplateHeader,
    template_id,
)

MOST_VARIABLES = 100
MOST_IMPORTED = 500
Name = Annotated[str, StringConstraints(min_length=1, max_length=512)]
Language = Annotated[str, StringConstraints(min_length=2, max_length=16)]
VariableName = Annotated[str, StringConstraints(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9_]+$")]
Example = Annotated[str, StringConstraints(max_length=1024)]


class Incoming(BaseModel):
    """Base of request bodies: a field that we do not know is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Shown(BaseModel):
    """Base of answers."""

    model_config = ConfigDict(frozen=True, extra="ignore", use_attribute_docstrings=True)


class TemplateQuery(ListQuery):
    """Which templates."""

    q: str = Field(default="", max_length=64)
    """Only those whose name or text holds this."""
    category: Category | None = None
    """Only those of this category."""
    language: str = Field(default="", max_length=16)
    """Only those in this language."""
    status: ApprovalStatus | Literal["draft"] | None = None
    """Only those of which WhatsApp says this in one account at least; `draft` are those never submitted."""
    archived: bool = False
    """Archived ones instead of the others."""


class HeaderIn(Incoming):
    """What stands above the text."""

    format: HeaderFormat
    """Whether it is a text, a file or a place."""
    text: str = Field(default="", max_length=1024)
    """The text, with one variable at most."""
    media_id: str = Field(default="", pattern=r"^([0-9a-f]{64})?$")
    """`media_id` of an upload of the inbox."""
    mime_type: str = Field(default="", max_length=127)
    """What the file is."""
    filename: str = Field(default="", max_length=240)
    """What to call the file."""
    location: Location | None = None
    """The place that is sent."""


class ButtonIn(Incoming):
    """A button below the text."""

    kind: ButtonKind
    """What it does; `otp` copies the code of an authentication template."""
    text: str = Field(default="", max_length=256)
    """What people read on it."""
    url: str = Field(default="", max_length=4096)
    """The address that it opens; may end with one variable."""
    phone: str = Field(default="", max_length=32)
    """The number that it calls, with country code."""
    code: str = Field(default="", max_length=256)
    """The code that it copies: a text, or one variable."""
    payload: str = Field(default="", max_length=256)
    """What a quick reply gives back; left empty, its text."""


class TemplateContent(Incoming):
    """What a template says; WhatsApp's rules are checked apart, each with a pointer to the faulty part."""

    category: Category
    """What it is for."""
    header: HeaderIn | None = None
    """What stands above the text."""
    body: str = Field(max_length=4096)
    """The text, with variables such as `{{first_name}}` or `{{1}}`."""
    footer: str = Field(default="", max_length=1024)
    """The small line below the text."""
    buttons: list[ButtonIn] = Field(default_factory=list, max_length=30)
    """The buttons, in their order."""
    variables: dict[VariableName, Example] = Field(default_factory=dict, max_length=MOST_VARIABLES)
    """An example for each variable."""


class NewTemplate(TemplateContent):
    """A template to make."""

    name: Name
    """Small letters, digits and underscores; several languages may share it."""
    language: Language
    """Its language code, such as `en_US`."""


class TemplateReplacement(TemplateContent):
    """All that a template says from now on."""

    version: int | None = Field(default=None, ge=1)
    """The version that was changed; if the template has moved on since, the answer is 409."""


class TemplatePatch(Incoming):
    """What people change about a template; fields that are left out stay."""

    category: Category | None = None
    """What it is for."""
    header: HeaderIn | None = None
    """What stands above the text; null takes it away."""
    body: str | None = Field(default=None, max_length=4096)
    """The text."""
    footer: str | None = Field(default=None, max_length=1024)
    """The small line below the text."""
    buttons: list[ButtonIn] | None = Field(default=None, max_length=30)
    """All its buttons."""
    variables: dict[VariableName, Example] | None = Field(default=None, max_length=MOST_VARIABLES)
    """An example for each variable."""
    archived: bool | None = None
    """Whether people no longer wish to see it."""
    version: int | None = Field(default=None, ge=1)
    """The version that was changed; if the template has moved on since, the answer is 409."""


class FaultView(Shown):
    """Something that WhatsApp would refuse."""

    pointer: str
    """Where, as a JSON pointer into the template."""
    detail: str
    """What is wrong, in a sentence."""


class TemplateView(Shown):
    """A template."""

    id: str
    """The template's id."""
    name: str
    """The name, which all its languages share."""
    language: str
    """Its language code."""
    category: Category
    """What it is for."""
    header: TemplateHeader | None
    """What stands above the text."""
    body: str
    """The text."""
    footer: str
    """The small line below the text."""
    buttons: list[TemplateButton]
    """The buttons, in their order."""
    variables: dict[str, str]
    """An example for each variable."""
    version: int
    """Counts the changes of what is sent."""
    approvals: dict[str, Approval]
    """What WhatsApp says about it, by the id of the WhatsApp Business Account."""
    archived: bool
    """Whether people no longer wish to see it."""
    created_at: datetime | None
    """When it was made."""
    created_by: str
    """Who made it."""
    updated_at: datetime | None
    """When it was last changed."""
    updated_by: str
    """Who changed it last."""


class TemplateDetail(TemplateView):
    """A template with all that the editor needs."""

    variable_names: list[str]
    """The variables over header, body and buttons, in their order."""
    faults: list[FaultView]
    """What WhatsApp would refuse about it; it can be sent elsewhere all the same."""


class TemplateVersion(Shown):
    """What a template was in one version."""

    version: int
    """The version."""
    category: Category
    """What it was for."""
    header: TemplateHeader | None
    """What stood above the text."""
    body: str
    """The text."""
    footer: str
    """The small line below the text."""
    buttons: list[TemplateButton]
    """The buttons."""
    variables: dict[str, str]
    """An example for each variable."""
    updated_at: datetime | None
    """When it became so."""
    updated_by: str
    """Who made it so."""


class UseView(Shown):
    """Something that uses a template."""

    kind: Literal["campaign"] = "campaign"
    """What it is."""
    id: str
    """Its id."""
    name: str
    """What people call it."""
    status: str
    """How far it is."""


class TemplateUses(Shown):
    """All that uses a template."""

    items: list[UseView]
    """At most 100, in no order."""


class PreviewIn(Incoming):
    """With what to fill in a template's variables."""

    values: dict[VariableName, Example] | None = Field(default=None, max_length=MOST_VARIABLES)
    """Values by name; left out with `contact_id`, the template's examples are taken."""
    contact_id: ContactId | None = None
    """A contact whose name and attributes fill in what `values` does not."""


class DraftPreviewIn(PreviewIn):
    """A template that is not kept yet."""

    template: NewTemplate
    """What it says."""


class TemplatePreview(Shown):
    """A template as people will see it."""

    header_format: HeaderFormat | None
    """What stands above the text."""
    header_text: str
    """The header's text, or a line about its place."""
    header_media_id: str
    """The file of the header."""
    body: str
    """The text."""
    footer: str
    """The small line below the text."""
    buttons: list[ButtonUse]
    """The buttons."""
    plain_text: str
    """The whole as a text, as Telegram shows it."""
    values: dict[str, str]
    """The values that were filled in."""
    missing: list[str]
    """Variables without a value, which stay as they are."""
    faults: list[FaultView]
    """What WhatsApp would refuse about the template."""


class SubmitIn(Incoming):
    """Where to submit a template."""

    channel_id: ChannelId
    """A WhatsApp channel; the template is submitted to the WhatsApp Business Account above it."""


class AccountSync(Shown):
    """What came of one WhatsApp Business Account."""

    account_id: str
    """The account's id."""
    channel_id: ChannelId
    """The channel through which it was asked."""
    ok: bool
    """Whether all its templates were looked at."""
    detail: str
    """What happened, in a sentence."""
    imported: int = 0
    """Templates that only Meta had."""
    updated: int = 0
    """Templates of which Meta said something new."""
    unchanged: int = 0
    """Templates of which it did not."""
    deleted: int = 0
    """Templates that Meta no longer has."""
    skipped: list[str] = Field(default_factory=list)
    """Templates of kinds that we do not know, with the reason."""


class SyncReport(Shown):
    """What came of a sync."""

    accounts: list[AccountSync]
    """Each WhatsApp Business Account, once."""


class ExportQuery(BaseModel):
    """How to write templates out."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal["json", "csv"] = "json"
    """`json` can be given to the import as it is; `csv` as its `csv`."""


class TemplateExport(Shown):
    """Templates as a file."""

    templates: list[dict[str, JsonValue]]
    """What `POST /api/templates/import` takes."""


class TemplateImport(Incoming):
    """Templates to take in; those that exist are given a new version where they differ."""

    templates: list[JsonValue] = Field(default_factory=list, max_length=MOST_IMPORTED)
    """Templates as the export writes them."""
    csv: str = Field(default="", max_length=1_000_000)
    """The same as lines of a table, as the export writes them."""
    dry_run: bool = False
    """True to only look at them."""


class ImportedItem(Shown):
    """What became of one template of an import."""

    number: int
    """Its place, from 1; in a table, the line without the header."""
    name: str
    """Its name, if it has one."""
    language: str
    """Its language, if it has one."""
    outcome: Literal["created", "changed", "unchanged", "refused"]
    """What was done, or would be."""
    id: str = ""
    """The template's id."""
    faults: list[FaultView] = Field(default_factory=list)
    """Why it was refused; of one that was not, what WhatsApp would refuse."""


class ImportReport(Shown):
    """What became of an import."""

    created: int
    """How many are new."""
    changed: int
    """How many have a new version."""
    unchanged: int
    """How many were as given."""
    refused: int
    """How many were left out."""
    items: list[ImportedItem]
    """Each, in the order given."""


TemplatePage = Page[TemplateView]
VersionPage = Page[TemplateVersion]


def template_of(new: NewTemplate) -> Template:
    """The template that was asked for, not yet kept."""
    fields = new.model_dump(exclude={"name", "language"})
    return Template(id=template_id(new.name, new.language), name=new.name, language=new.language, **fields)
