"""Channels: one connected account each, such as a WhatsApp number or a Telegram bot."""

from datetime import datetime
from enum import StrEnum
from typing import Final

from pydantic import BaseModel, ConfigDict

from common.models.ids import ChannelId

WINDOW_MARGIN_S: Final = 60
"""How much earlier than the provider we close a window, so that no reply is refused on its way."""


class Provider(StrEnum):
    """Where messages come from."""

    WHATSAPP = "whatsapp"
    TELEGRAM = "telegram"


WINDOW_S: Final[dict[Provider, int | None]] = {Provider.WHATSAPP: 24 * 3600, Provider.TELEGRAM: None}
"""For how long after the contact's last message free text may be sent; None is for ever.

Source: shared facts on providers, §3.3 (customer service window); read 2026-11.
"""


class ChannelStatus(StrEnum):
    """Whether a channel may send."""

    ACTIVE = "active"
    PAUSED = "paused"
    BROKEN = "broken"
    DISCONNECTED = "disconnected"


class Channel(BaseModel):
    """A connected account, without its credentials."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="ignore")

    id: ChannelId
    """The channel's id."""
    provider: Provider
    """The provider of the account."""
    name: str
    """What people call it."""
    identifier: str
    """The provider's id of the account: a phone number id, or a bot's id."""
    address: str = ""
    """What customers see: a phone number or a bot's user name."""
    account_id: str = ""
    """The account above it: a WhatsApp Business Account's id."""
    key: str = ""
    """The part of the webhook's path that is this channel's own; empty where the platform's app receives."""
    status: ChannelStatus = ChannelStatus.ACTIVE
    """Whether it may send."""
    status_reason: str = ""
    """Why it may not, in words."""
    messaging_limit: int | None = None
    """How many people the business portfolio may write to outside their windows in 24 hours; null is not known."""
    agent_id: str | None = None
    """The AI agent that answers on it."""
    sealed: str = ""
    """The credentials, encrypted."""
    created_at: datetime | None = None
    """When it was connected."""


class Account(BaseModel):
    """What an adapter needs in order to speak for a channel."""

    model_config = ConfigDict(defer_build=True, frozen=True)

    channel_id: ChannelId
    provider: Provider
    identifier: str
    account_id: str = ""
    credentials: dict[str, str]
    """WhatsApp: `access_token`, `app_secret`, `verify_token`. Telegram: `bot_token`, `secret_token`."""

    def __repr__(self) -> str:
        """Without the credentials, so that none lands in a trace."""
        return f"Account({self.provider}/{self.identifier})"

    __str__ = __repr__
