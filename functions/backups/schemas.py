"""What comes in and goes out."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict


class DriveSpace(BaseModel):
    """How full a Drive is."""

    model_config = ConfigDict(frozen=True)

    used_bytes: int
    """What lies in it, ours and everything else."""
    limit_bytes: int | None
    """How much it holds; null where the account has no limit."""


class DriveView(BaseModel):
    """The workspace's link to a Google Drive."""

    model_config = ConfigDict(frozen=True)

    status: Literal["not_connected", "connected", "refused"]
    """`refused`: Google does not take the link any more, and somebody must connect again."""
    email: str = ""
    """Whose Drive it is, or was."""
    connected_at: datetime | None = None
    """Since when it is linked."""
    connected_by: str = ""
    """Who linked it."""
    expires_at: datetime | None = None
    """When Google ends the link by itself, where Google says so."""
    trouble: str = ""
    """What is wrong and what to do, where something is."""
    space: DriveSpace | None = None
    """How full the Drive is; null while Google does not say."""


class ConsentView(BaseModel):
    """Where to go in order to link a Drive."""

    model_config = ConfigDict(frozen=True)

    url: str
    """Google's page, which asks for the permission and then comes back here; good for ten minutes."""


class CallbackQuery(BaseModel):
    """What Google's page sends the browser back with."""

    # Google adds parameters as it likes, and a person must not see a list of faults for it.
    model_config = ConfigDict(frozen=True, extra="ignore")

    state: str = ""
    """What we gave to the page."""
    code: str = ""
    """What becomes tokens, where the person agreed."""
    error: str = ""
    """`access_denied` where not."""
