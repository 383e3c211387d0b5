"""What people send about who works here, and what they get."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from common.entry.pages import Page
from common.models.ids import MemberId, TenantId
from common.models.tenant import Role
from functions.workspace.schemas import Incoming

Email = Annotated[
    str,
    StringConstraints(strip_whitespace=True, to_lower=True, max_length=254, pattern=r"^[^@\s]+@[^@\s.]+(\.[^@\s.]+)+$"),
]
Token = Annotated[str, StringConstraints(min_length=1, max_length=300, pattern=r"^[A-Za-z0-9_.-]+$")]


class InviteIn(Incoming):
    """Somebody to ask."""

    email: Email
    """Their address; who accepts must have shown that it is theirs."""
    role: Role
    """What they will be; at most what the caller is."""


class InviteView(BaseModel):
    """Somebody who has been asked."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    """The invitation's id."""
    email: str
    """Their address."""
    role: Role
    """What they will be."""
    made_by_name: str
    """Who asked them."""
    made_at: datetime
    """When they were asked last."""
    expires_at: datetime
    """Until when they may accept."""


class InviteMade(InviteView):
    """Somebody who has just been asked."""

    link: str
    """Where they accept; it is shown this once."""


class TokenIn(Incoming):
    """An invitation, as its link names it."""

    token: Token
    """What stands behind the `#` of the link."""


class InviteSeen(BaseModel):
    """An invitation as whoever has its link sees it."""

    model_config = ConfigDict(frozen=True)

    workspace: str
    """What the business is called."""
    email: str
    """For whom it is."""
    role: Role
    """What they will be."""
    made_by_name: str
    """Who asked them."""
    expires_at: datetime
    """Until when they may accept."""


class MemberPatch(Incoming):
    """What changes about a person."""

    role: Role
    """What they may do from now on; at most what the caller may."""


class LeaveIn(Incoming):
    """Which workspace to leave."""

    workspace: TenantId = Field(max_length=128)
    """Its id, so that nobody leaves another one than they mean."""


class TransferIn(Incoming):
    """Who is to own the workspace."""

    member_id: MemberId = Field(min_length=1, max_length=128)
    """The new owner; the caller becomes an admin."""


InvitePage = Page[InviteView]
