"""What people ask of the audit trail, and what they get."""

from datetime import datetime

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, model_validator

from common.entry.pages import ListQuery, Page
from common.errors import Fault, Invalid


class Narrowed(BaseModel):
    """Which entries; what is left out does not matter."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    actor: str = Field(default="", max_length=200)
    """Who did it: a member's id, `key:` and an API key's id, or `platform`."""
    action: str = Field(default="", max_length=100)
    """What was done, such as `member.removed`."""
    target: str = Field(default="", max_length=300)
    """The id of what it was done to."""
    since: AwareDatetime | None = None
    """The first instant."""
    until: AwareDatetime | None = None
    """The instant before which."""

    @model_validator(mode="after")
    def _is_in_order(self) -> "Narrowed":
        if self.since and self.until and self.since >= self.until:
            raise Invalid("`since` must be before `until`.", faults=[Fault("/query/until", "must be after `since`")])
        return self


class AuditQuery(Narrowed, ListQuery):
    """A page of entries."""


class AuditView(BaseModel):
    """One change."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    """The entry's id."""
    at: datetime
    """When."""
    actor: str
    """A member's id, `key:` and an API key's id, or `platform`."""
    actor_name: str
    """What people called the actor then."""
    action: str
    """What was done, as `area.verb`."""
    target: str
    """The id of what it was done to."""
    before: dict[str, object]
    """What it was, secrets masked."""
    after: dict[str, object]
    """What it became or what was asked for, secrets masked."""
    source: str
    """From which IP address, as far as that is known."""


AuditPage = Page[AuditView]
