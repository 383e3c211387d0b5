"""What comes in about contacts, and what goes out."""

import zoneinfo
from datetime import UTC, datetime
from typing import Annotated, Final, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    JsonValue,
    StringConstraints,
    model_validator,
)

from common.entry.pages import ListQuery, Page
from common.models.channel import Provider
from common.models.consent import ConsentScope
from common.models.contact import ATTRIBUTE_NAME, Contact, Identity, OptOut, Scalar
from common.models.ids import ChannelId, ContactId, IdentityId
from common.store.codec import Versioned

MOST_TAGS: Final = 50
MOST_ATTRIBUTES: Final = 100


def _known_zone(value: str) -> str:
    """A time zone that can be reckoned with."""
    if value and value not in zoneinfo.available_timezones():
        raise ValueError("not a time zone of the IANA database, such as Europe/Berlin")
    return value


def _once(values: list[str]) -> list[str]:
    return list(dict.fromkeys(values))


Name = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]
Tag = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=64)]
Tags = Annotated[list[Tag], Field(max_length=MOST_TAGS), AfterValidator(_once)]
AttributeName = Annotated[str, StringConstraints(pattern=ATTRIBUTE_NAME, max_length=64)]
Language = Annotated[str, StringConstraints(pattern=r"^([A-Za-z]{2,3}([_-][A-Za-z0-9]{2,8})*)?$", max_length=16)]
TimeZone = Annotated[str, Field(max_length=64), AfterValidator(_known_zone)]


class ContactQuery(ListQuery):
    """Which contacts."""

    q: str = Field(default="", max_length=64)
    """Only those whose name or address has a word that begins so; an address also by its end."""
    tag: str = Field(default="", max_length=64)
    """Only those with this tag. Of `q`, `tag` and `audience`, give one."""
    audience: str = Field(default="", max_length=64)
    """Only those whom this audience's files named."""

    @model_validator(mode="after")
    def _one_list(self) -> Self:
        if sum(map(bool, (self.q, self.tag, self.audience))) > 1:
            raise ValueError("give one of q, tag and audience")
        return self


class ContactView(BaseModel):
    """A contact in the list."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: ContactId
    """The contact's id, which is also its conversation's."""
    name: str
    """What to call them."""
    username: str
    """The name under which the provider knows them."""
    tags: list[str]
    """What people filed them under."""
    audiences: list[str]
    """The audiences whose files named them."""
    language: str
    """The language to write to them in; empty where nobody said."""
    time_zone: str
    """Where their day begins and ends, as an IANA name; empty means the tenant's."""
    attributes: dict[str, JsonValue]
    """What the tenant knows about them."""
    opt_outs: dict[str, OptOut]
    """Wishes not to be written to."""
    learning: bool
    """Whether agents may learn facts from what they write; the tenant and the agent must allow it too."""
    created_at: datetime | None
    """When we first knew of them."""


class IdentityView(BaseModel):
    """An address of a contact."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: IdentityId
    provider: Provider
    scope: str
    address: str


class ContactDetail(ContactView):
    """A contact with all addresses."""

    identities: list[IdentityView]
    """The addresses that lead to this contact."""
    version: str
    """What the contact is now; give it back with a change that others' changes must not be lost to."""


class LinkIn(BaseModel):
    """An address that is this contact's."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    channel_id: ChannelId
    """A channel on which the address means something."""
    address: str = Field(min_length=1, max_length=140)
    """A phone number with country code, a WhatsApp user id, or a Telegram chat id."""


class MergeIn(BaseModel):
    """Another contact that is the same person."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    contact_id: ContactId = Field(min_length=1)
    """The contact that goes; its conversation, addresses, tags and wishes come to this one."""


class ContactFields(BaseModel):
    """What people write down about a contact."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    language: Language | None = None
    """The language to write to them in, such as `de` or `pt_BR`; empty forgets it."""
    time_zone: TimeZone | None = None
    """Where their day begins and ends, such as `Europe/Berlin`; empty means the tenant's."""


class ContactChange(ContactFields):
    """What changes about a contact; what is left out stays."""

    name: Name | None = None
    """What to call them."""
    tags: Tags | None = None
    """All their tags."""
    attributes: dict[AttributeName, Scalar | None] | None = Field(default=None, max_length=MOST_ATTRIBUTES)
    """Attributes that change; null forgets one, and those left out stay."""
    learning: bool | None = None
    """Whether agents may learn facts from what they write; facts that are known stay."""
    version: str | None = Field(default=None, max_length=40)
    """`version` as the caller read it; if the contact was changed since, the answer is 409. Left out, the change holds
    whatever others changed."""


class ContactIn(ContactFields):
    """Somebody who has not written yet."""

    channel_id: ChannelId = Field(min_length=1, max_length=64)
    """The channel through which to write to them first."""
    address: str = Field(min_length=1, max_length=140)
    """A phone number with country code, a WhatsApp user id, or a Telegram chat id."""
    name: Name = ""
    """What to call them; without one, the address."""
    tags: Tags = []
    """What to file them under."""
    attributes: dict[AttributeName, Scalar] = Field(default={}, max_length=MOST_ATTRIBUTES)
    """What is known about them."""


class ConsentIn(BaseModel):
    """A wish that a contact told somebody of ours."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    scope: ConsentScope
    """`marketing`, or `all` messages."""
    opted_in: bool
    """False: do not write. True: write again."""
    channel_id: ChannelId | None = Field(default=None, min_length=1, max_length=64)
    """The channel it holds for; left out means every one."""


ContactPage = Page[ContactView]


def contact_view(contact: Contact) -> ContactView:
    """The contact as lists show it."""
    return ContactView.model_validate({**contact.model_dump(), "learning": not contact.learning_off})


def version_of(found: Versioned[Contact]) -> str:
    """The contact's version, as the API gives it."""
    return found.updated_at.astimezone(UTC).isoformat()


def contact_detail(found: Versioned[Contact], identities: list[Identity]) -> ContactDetail:
    """The contact with its addresses."""
    contact = found.value
    shown = [IdentityView.model_validate(i.model_dump()) for i in identities]
    known = contact.model_dump(exclude={"identities"})
    more = {"identities": shown, "learning": not contact.learning_off, "version": version_of(found)}
    return ContactDetail.model_validate({**known, **more})
