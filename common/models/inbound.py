"""What a provider's webhook says, in our words; adapters make these and `receive` stores them."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from common.models.message import Choice, Failure, Kind, Location, Media, Reaction
from common.models.status import MessageStatus


class Event(BaseModel):
    """Base of what a webhook can say; `endpoint` names the account that it is about.

    The endpoint is a WhatsApp phone number id, or empty where the webhook's path already names the channel.
    """

    model_config = ConfigDict(defer_build=True, frozen=True)

    endpoint: str = ""


class Address(BaseModel):
    """One address of a person on one provider."""

    model_config = ConfigDict(defer_build=True, frozen=True)

    value: str
    """A phone number's digits, a business-scoped user id, or a chat id."""
    portable: bool
    """True if it means the same person on every channel of the provider (a phone number)."""


class Sender(BaseModel):
    """Who wrote: their addresses, the best one first, and what they call themselves."""

    model_config = ConfigDict(defer_build=True, frozen=True)

    addresses: tuple[Address, ...] = Field(min_length=1)
    name: str = ""
    username: str = ""


class InboundMessage(Event):
    """A contact wrote to us; or, as an echo, a person wrote to a contact on the business's own phone."""

    sender: Sender
    """The contact, also for an echo."""
    provider_message_id: str
    at: datetime
    """The provider's time."""
    kind: Kind
    text: str = ""
    media: Media | None = None
    location: Location | None = None
    reaction: Reaction | None = None
    choice: Choice | None = None
    reply_to: str = ""
    forwarded: bool = False
    content: dict[str, JsonValue] | None = None
    """The provider's own words, where our fields do not hold them all."""
    echo: bool = False
    """True if the business wrote it on its phone."""
    shared_phone: str = ""
    """The sender's own phone number (digits), if the provider vouches for it (a shared own contact)."""
    group: bool = False
    """True if it was written in a group."""


class Edit(Event):
    """A contact changed a message."""

    sender: Sender
    provider_message_id: str
    """The message that was changed."""
    at: datetime
    text: str = ""


class Deletion(Event):
    """A contact took a message back."""

    sender: Sender
    provider_message_id: str
    at: datetime


class Receipt(Event):
    """The provider reports what became of a message that we sent."""

    provider_message_id: str
    message_id: str = ""
    """Our id of it, if the provider gave it back."""
    status: MessageStatus
    at: datetime
    recipient: str = ""
    failure: Failure | None = None
    pricing: dict[str, JsonValue] | None = None


class NumberChange(Event):
    """A contact has a new address; the old ones lead to the same person."""

    old: tuple[Address, ...] = Field(min_length=1)
    """The addresses until now, the best one first."""
    new: tuple[Address, ...]
    at: datetime
    provider_message_id: str = ""


class Consent(Event):
    """A contact wishes, or no longer wishes, to hear from us."""

    sender: Sender
    opted_in: bool
    scope: str
    """`marketing` or `all`."""
    at: datetime


class Notice(Event):
    """Something about the account or its templates; stored as it came, for the work that understands it."""

    topic: str
    """The provider's word for it."""
    account_id: str = ""
    at: datetime | None = None
    """When the provider sent it, if it says."""
    content: dict[str, JsonValue]


AnyEvent = InboundMessage | Edit | Deletion | Receipt | NumberChange | Consent | Notice
