"""Contacts: people who write to the tenant, each with all their addresses."""

import json
import re
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from common.models.channel import Provider
from common.models.ids import ChannelId, ContactId, IdentityId

Scalar = (
    Annotated[str, Field(max_length=1024)]
    | Annotated[int, Field(ge=-(2**53), le=2**53)]
    | Annotated[float, Field(allow_inf_nan=False)]
    | bool
)
"""What an attribute of a contact may be when people or files set it."""
ATTRIBUTE_NAME: Final = r"^(_|_?[^_\s](.*\S)?)$"
"""What an attribute may be called: Firestore keeps names that begin with two underscores to itself."""
_LONGEST_PREFIX: Final = 16
_SHORTEST_SUFFIX: Final = 4


class Identity(BaseModel):
    """An address that leads to a contact."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="ignore")

    id: IdentityId
    """Derived from provider, scope and address."""
    provider: Provider
    """The provider of the address."""
    scope: str = ""
    """The channel where an address is not portable; empty for a phone number."""
    address: str
    """A phone number's digits, a business-scoped user id, or a chat id."""
    contact_id: ContactId
    """Whose address it is."""
    aliases: list[str] = Field(default_factory=list)
    """Ids of further identities that came with this one in a message."""


class OptOut(BaseModel):
    """A wish not to be written to, or its withdrawal; the newest holds."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="ignore")

    scope: str
    """`marketing` or `all`."""
    channel_id: ChannelId | None = None
    """The channel it holds for; null means every one."""
    at: datetime
    """Since when."""
    opted_in: bool = False
    """True if the wish was withdrawn."""
    source: str = ""
    """How we know: a keyword, a provider's report, a person."""


class ImportMark(BaseModel):
    """The import of a file that named a contact last."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="ignore")

    id: str
    """The import's id."""
    line: int
    """The number of the line."""


class Contact(BaseModel):
    """A person."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="ignore")

    id: ContactId
    """Derived from the identity that was known first."""
    name: str = ""
    """What to call them."""
    username: str = ""
    """The name under which the provider knows them; shown, never written to."""
    identities: list[IdentityId] = Field(default_factory=list)
    """All their addresses."""
    tags: list[str] = Field(default_factory=list)
    """What people filed them under."""
    audiences: list[str] = Field(default_factory=list)
    """The audiences whose files named them."""
    language: str = ""
    """The language to write to them in, such as `de` or `pt_BR`; empty where nobody said."""
    time_zone: str = ""
    """Where their day begins and ends, as an IANA name; empty means the tenant's."""
    attributes: dict[str, JsonValue] = Field(default_factory=dict)
    """What the tenant knows about them."""
    opt_outs: dict[str, OptOut] = Field(default_factory=dict)
    """Wishes not to be written to, by scope and channel."""
    search: list[str] = Field(default_factory=list)
    """Beginnings of name and address, by which the contact is found."""
    match_keys: list[str] = Field(default_factory=list)
    """Digests of e-mail addresses and numbers among the attributes, by which the same person is found elsewhere."""
    learning_off: bool | None = None
    """True if nothing is to be learned from what they write; what is known stays."""
    merged_into: ContactId | None = None
    """The contact that this one turned out to be."""
    imported: ImportMark | None = None
    """The line of a file that named them last; null where none did."""
    created_at: datetime | None = None
    """When we first knew of them."""

    def card(self) -> str:
        """What the tenant keeps about them, as JSON, without ids and addresses."""
        known = self.model_dump(include={"name", "username", "language", "time_zone", "tags", "attributes"})
        return json.dumps({k: v for k, v in known.items() if v}, ensure_ascii=False)


def search_words(name: str, addresses: Sequence[str]) -> list[str]:
    """The beginnings of the words of `name`, and beginnings and ends of `addresses`, by which a list is searched."""
    words: set[str] = set()
    for word in re.findall(r"\w+", name.lower()):
        words.update(word[:n] for n in range(1, min(len(word), _LONGEST_PREFIX) + 1))
    for address in addresses:
        word = address.lower()
        words.update(word[:n] for n in range(3, min(len(word), _LONGEST_PREFIX) + 1))
        words.update(word[-n:] for n in range(_SHORTEST_SUFFIX, min(len(word), _LONGEST_PREFIX)))
    return sorted(words)
