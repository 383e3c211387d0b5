"""Invitations: who is asked to work in a tenant, and as what."""

from datetime import datetime, timedelta
from typing import Final

from pydantic import BaseModel, ConfigDict

from common.models.ids import MemberId, digest
from common.models.tenant import Role

HOLDS: Final = timedelta(days=7)
"""How long an invitation can be accepted."""


class Invitation(BaseModel):
    """A person who is asked to work in the tenant; whoever has the link and the address may accept, once."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="ignore")

    id: str
    """Derived from the address, so that asking again renews."""
    email: str
    """Their address, in lower case."""
    role: Role
    """What they will be."""
    secret_digest: str
    """Stands for the link's secret, which is kept nowhere."""
    made_by: str
    """Who asked them: a member's id, or `key:` and an API key's id."""
    made_by_name: str = ""
    """What people call whoever asked."""
    made_at: datetime
    """When they were asked last."""
    expires_at: datetime
    """Until when they may accept."""
    accepted_by: MemberId | None = None
    """Who accepted."""
    accepted_at: datetime | None = None
    """When they did."""


def invitation_id(email: str) -> str:
    """The id of the invitation of an address in lower case."""
    return digest("invitation", email)


def secret_digest(secret: str) -> str:
    """What is kept of a link's secret."""
    return digest("invitation secret", secret)
