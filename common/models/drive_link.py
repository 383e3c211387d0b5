"""A tenant's link to a Google Drive: whose it is, whether Google still takes it, and the sealed token behind it."""

from datetime import datetime
from enum import StrEnum
from typing import NewType

from pydantic import BaseModel, ConfigDict

from common.crypto import Vault
from common.errors import Conflict
from common.models.ids import TenantId

RefreshToken = NewType("RefreshToken", str)


class DriveNotLinked(Conflict):
    """No Google Drive is connected; a person must connect one."""

    code, title = "drive_not_linked", "No Google Drive is connected"


class DriveLinkStatus(StrEnum):
    """What a link is worth."""

    CONNECTED = "connected"
    REFUSED = "refused"
    """Google does not take it any more; only connecting again helps."""
    DISCONNECTED = "disconnected"


class DriveLink(BaseModel):
    """A link, also one that is over."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="ignore")

    id: str = "drive"
    """There is one a tenant."""
    status: DriveLinkStatus
    """What it is worth."""
    email: str = ""
    """The Google account's address, for people to recognise it."""
    account_id: str = ""
    """The Google account's id at Drive, which outlives its address."""
    consent_id: str = ""
    """The digest of the consent that made it: each makes one link, however often it comes."""
    sealed: str = ""
    """The refresh token, sealed; empty once disconnected."""
    connected_at: datetime
    """Since when."""
    connected_by: str = ""
    """What the person is called who connected it."""
    expires_at: datetime | None = None
    """When Google ends it, where Google says: after 7 days while our consent screen is in its mode `Testing`."""
    refused_at: datetime | None = None
    """Since when Google refuses it."""
    refused_reason: str = ""
    """Why, in a sentence."""


def seal_token(t: TenantId, token: RefreshToken, vault: Vault) -> str:
    """The refresh token, encrypted for this tenant's link alone."""
    return vault.seal({"refresh_token": token}, context=f"{t}/integrations/drive")


def open_token(t: TenantId, link: DriveLink, vault: Vault) -> RefreshToken:
    """The link's refresh token.

    Raises:
        DriveNotLinked: the link is disconnected.
    """
    if not link.sealed:
        raise DriveNotLinked("No Google Drive is connected. Connect one in the settings.")
    return RefreshToken(vault.open(link.sealed, context=f"{t}/integrations/drive")["refresh_token"])
