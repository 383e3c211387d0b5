"""Message templates: what they are made of, what a provider made of them, and what is sent of one.

A template's variables have one list of names over header, body and buttons, each with an example. Names are either
words or the numbers from 1; where a provider counts the numbers of each part anew, `provider_names` does so too.
What a template must keep to stands in `template_rules`.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Final, NamedTuple
from urllib.parse import quote

from pydantic import BaseModel, ConfigDict, Field

from common.errors import Fault, Invalid
from common.models.ids import TenantId, digest
from common.models.message import (
    ButtonKind,
    ButtonUse,
    HeaderFormat,
    HeaderUse,
    Location,
    Media,
    MediaStatus,
    TemplateUse,
)
from common.models.placeholders import PLACEHOLDER, fill_in, names_in

TEXT_MAX_CHARS: Final = 4096
"""The longest text of a channel without templates. Source: Telegram, "Bot API: sendMessage", read 2026-11."""
AUTHENTICATION_BODY: Final = "{{1}} is your verification code."
AUTHENTICATION_ADVICE: Final = " For your security, do not share this code."
"""The text of authentication templates, which WhatsApp writes and translates itself; the advice can be left out.

Source: Meta, "Authentication templates: copy code button" (2026-05).
"""
_URL_SAFE: Final = "!#$%&'()*+,-./:;=?@_~"
"""What stands in an address as it is; `%` too, since a value may have been made for an address already."""
EXPIRY_FOOTER: Final = re.compile(r"This code expires in ([1-9]\d?) minutes\.")
"""The footer of authentication templates, likewise; 1 to 90 minutes."""


class Category(StrEnum):
    """What a template is for; decides its price and its rules."""

    MARKETING = "marketing"
    UTILITY = "utility"
    AUTHENTICATION = "authentication"


class ApprovalStatus(StrEnum):
    """What the provider says about a template."""

    PENDING = "pending"
    APPROVED = "approved"
    REJECTED = "rejected"
    PAUSED = "paused"
    DISABLED = "disabled"
    IN_APPEAL = "in_appeal"
    LIMIT_EXCEEDED = "limit_exceeded"
    LOCKED = "locked"
    ARCHIVED = "archived"
    PENDING_DELETION = "pending_deletion"
    DELETED = "deleted"
    UNKNOWN = "unknown"


class Quality(StrEnum):
    """What the people who got a template made of it."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    UNKNOWN = "unknown"


class _Part(BaseModel):
    """Base of the parts of a template."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="ignore", use_attribute_docstrings=True)


class TemplateHeader(_Part):
    """What stands above the text."""

    format: HeaderFormat
    """Whether it is a text, a file or a place."""
    text: str = ""
    """The text, with one variable at most."""
    media_id: str = ""
    """The upload that is sent, and shown to the provider as an example."""
    mime_type: str = ""
    """What the file is."""
    filename: str = ""
    """What to call the file."""
    location: Location | None = None
    """The place that is sent."""


class TemplateButton(_Part):
    """A button below the text."""

    kind: ButtonKind
    """What it does; `otp` copies the code of an authentication template."""
    text: str = ""
    """What people read on it; a button that copies a code may leave that to WhatsApp."""
    url: str = ""
    """The address that it opens; may end with one variable."""
    phone: str = ""
    """The number that it calls, with country code."""
    code: str = ""
    """The code that it copies: a text, or one variable."""
    payload: str = ""
    """What a quick reply gives back to us; left empty, its text."""


class Approval(_Part):
    """What the provider says about a template of one of the tenant's accounts there."""

    template_id: str = ""
    """The provider's id of it."""
    status: ApprovalStatus = ApprovalStatus.PENDING
    """Whether it may be sent."""
    category: Category | None = None
    """What the provider files it under, which may differ from what was asked for."""
    quality: Quality = Quality.UNKNOWN
    """What the people who got it made of it."""
    reason: str = ""
    """Why it may not be sent, in words."""
    submitted_version: int = 0
    """Which version we gave to the provider; 0 if none."""
    differs: bool = False
    """True if it was changed at the provider since."""
    submitted_at: datetime | None = None
    """When we gave it to the provider."""
    status_at: datetime | None = None
    """The provider's time of the newest news on the status."""
    quality_at: datetime | None = None
    """The provider's time of the newest news on the quality."""
    category_at: datetime | None = None
    """The provider's time of the newest news on the category."""
    synced_at: datetime | None = None
    """When we last heard of it."""


class Template(_Part):
    """A template in one language."""

    id: str
    """The template's id."""
    name: str
    """The name, which all its languages share."""
    language: str
    """Its language code, such as `en_US`."""
    category: Category
    """What it is for."""
    header: TemplateHeader | None = None
    """What stands above the text."""
    body: str
    """The text."""
    footer: str = ""
    """The small line below the text."""
    buttons: list[TemplateButton] = Field(default_factory=list)
    """The buttons, in their order."""
    variables: dict[str, str] = Field(default_factory=dict)
    """An example for each variable, by its name."""
    version: int = 1
    """Counts the changes of what is sent."""
    approvals: dict[str, Approval] = Field(default_factory=dict)
    """What WhatsApp says about it, by the id of the WhatsApp Business Account."""
    archived: bool = False
    """True if people no longer wish to see it."""
    created_at: datetime | None = None
    """When it was made."""
    created_by: str = ""
    """Who made it."""
    updated_at: datetime | None = None
    """When it was last changed by people."""
    updated_by: str = ""
    """Who changed it last."""


CONTENT_FIELDS: Final = ("category", "header", "body", "footer", "buttons", "variables")
"""The fields that make a version."""


class MissingValues(Invalid):
    """A template's variables were not all given a value."""

    code, title = "values_missing", "The template lacks values"


class Rendered(NamedTuple):
    """A template with its variables filled in; those without a value stay as they are."""

    header: str
    """The header's text, or a line about its place."""
    body: str
    footer: str
    buttons: tuple[ButtonUse, ...]
    missing: tuple[str, ...]
    """The variables that got no value."""


def template_id(name: str, language: str) -> str:
    """The id of the template of that name in that language."""
    return digest("template", name, language)


def variables_of(template: Template) -> tuple[str, ...]:
    """The names of all variables over header, body and buttons, each once, in their order."""
    header = template.header.text if template.header and template.header.format is HeaderFormat.TEXT else ""
    texts = [header, template.body, *(text for b in template.buttons for text in (b.url, b.code))]
    return tuple(dict.fromkeys(name for text in texts for name in names_in(text)))


def missing_values(template: Template, values: Mapping[str, str]) -> tuple[str, ...]:
    """The variables for which `values` holds nothing; white space is nothing, since WhatsApp refuses it."""
    return tuple(name for name in variables_of(template) if not values.get(name, "").strip())


def render(template: Template, values: Mapping[str, str]) -> Rendered:
    """The template as people will see it."""
    known = _in_one_line(values)
    header = template.header
    top = ""
    if header and header.format is HeaderFormat.TEXT:
        top = fill_in(header.text, known)
    if header and header.format is HeaderFormat.LOCATION and header.location:
        top = ", ".join(part for part in (header.location.name, header.location.address) if part)
    return Rendered(
        header=top,
        body=fill_in(template.body, known),
        footer=template.footer,
        buttons=tuple(_button_use(i, button, known) for i, button in enumerate(template.buttons)),
        missing=missing_values(template, values),
    )


def plain_text(template: Template, values: Mapping[str, str]) -> str:
    """The template as a text, for channels without templates: header, body, footer, and each link on a line.

    Raises:
        MissingValues: a variable has no value.
        Invalid: the text is too long.
    """
    _demand_values(template, values)
    text = text_of(render(template, values))
    if len(text) > TEXT_MAX_CHARS:
        raise Invalid(
            f"With these values the template has {len(text)} characters; {TEXT_MAX_CHARS} are possible. Shorten them.",
            faults=[Fault("/values", "too long")],
        )
    return text


def text_of(rendered: Rendered) -> str:
    """What `render` gave, as one text."""
    links = "\n".join(f"{b.title}: {b.url.removeprefix('tel:')}" for b in rendered.buttons if b.url)
    return "\n\n".join(part for part in (rendered.header, rendered.body, rendered.footer, links) if part)


def use_of(template: Template, values: Mapping[str, str]) -> TemplateUse:
    """What is sent of the template with these values; a header's file is `media_of`, its place `location_of`.

    Raises:
        MissingValues: a variable has no value.
        Invalid: the text is too long.
    """
    text = plain_text(template, values)
    known = _in_one_line(values)
    return TemplateUse(
        name=template.name,
        language=template.language,
        variables={new: known[old] for old, new in provider_names(template.body).items()},
        header=_header_use(template.header, known),
        buttons=list(render(template, values).buttons),
        text=text,
        template_id=template.id,
        version=template.version,
    )


def provider_names(text: str) -> dict[str, str]:
    """The names of a part's variables as a provider knows them: words stay, numbers are counted from 1 in each part."""
    names = names_in(text)
    if not is_positional(names):
        return {name: name for name in names}
    return {name: str(place) for place, name in enumerate(sorted(names, key=int), start=1)}


def provider_text(text: str) -> str:
    """A part of a template with its variables named as a provider knows them."""
    names = provider_names(text)
    return PLACEHOLDER.sub(lambda match: f"{{{{{names[match[1]]}}}}}", text)


def is_positional(names: Iterable[str]) -> bool:
    """Whether the names of variables are numbers; with none at all they count as such."""
    return all(name.isdecimal() for name in names)


def media_of(template: Template, t: TenantId) -> Media | None:
    """The file of the header, for the message that the template is sent with."""
    header = template.header
    if header is None or not header.media_id:
        return None
    return Media(
        mime_type=header.mime_type,
        filename=header.filename,
        sha256=header.media_id,
        object_name=f"tenants/{t}/media/{header.media_id}",
        status=MediaStatus.STORED,
    )


def location_of(template: Template) -> Location | None:
    """The place of the header, for the message that the template is sent with."""
    return template.header.location if template.header else None


def why_not_sendable(template: Template, account_id: str) -> str:
    """Why the template cannot be sent through a number of this WhatsApp Business Account now; empty if it can."""
    approval = template.approvals.get(account_id)
    if approval is None:
        return "The template was not submitted to this WhatsApp account; submit it and wait for approval."
    if approval.status is not ApprovalStatus.APPROVED:
        return f"WhatsApp says that the template is {approval.status.replace('_', ' ')}. {approval.reason}".strip()
    if approval.differs or approval.submitted_version != template.version:
        return f"WhatsApp does not have version {template.version} of the template; submit it, or sync the templates."
    return ""


def _demand_values(template: Template, values: Mapping[str, str]) -> None:
    missing = missing_values(template, values)
    if missing:
        raise MissingValues(
            f"The template needs a value for {', '.join(missing)}.",
            faults=[Fault(f"/values/{name}", "is missing or empty") for name in missing],
            extra={"missing": list(missing)},
        )


def _in_one_line(values: Mapping[str, str]) -> dict[str, str]:
    """The values as WhatsApp takes them: without line breaks, tabs and runs of spaces.

    Source: Meta, "Error codes": 132018, no line breaks, tabs or more than four spaces in a row (2026-05-15).
    """
    return {name: " ".join(value.split()) for name, value in values.items() if value.strip()}


def _header_use(header: TemplateHeader | None, known: Mapping[str, str]) -> HeaderUse | None:
    if header is None:
        return None
    if header.format is not HeaderFormat.TEXT:
        return HeaderUse(format=header.format)
    names = names_in(header.text)
    if not names:
        return None
    return HeaderUse(format=header.format, name="" if is_positional(names) else names[0], text=known[names[0]])


def _button_use(index: int, button: TemplateButton, known: Mapping[str, str]) -> ButtonUse:
    value = ""
    if button.kind is ButtonKind.URL:
        known = {name: quote(known[name], safe=_URL_SAFE) for name in names_in(button.url) if name in known}
        value = "".join(known.values())
    elif button.kind in (ButtonKind.COPY_CODE, ButtonKind.OTP):
        value = fill_in(button.code, known)
    elif button.kind is ButtonKind.QUICK_REPLY:
        value = button.payload
    url = f"tel:{button.phone}" if button.kind is ButtonKind.PHONE else fill_in(button.url, known)
    return ButtonUse(index=index, kind=button.kind, title=button.text, value=value, url=url)
