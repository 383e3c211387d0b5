"""What a person or a test tells a phone to do, at `/local/phones`."""

import re
from datetime import datetime
from typing import Annotated, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from infra.local.simulators.contracts import Json


def _epoch_s(value: object) -> object:
    """Epoch seconds as a number or as text, or an RFC 3339 time."""
    if isinstance(value, str):
        try:
            return float(value)
        except ValueError:
            moment = datetime.fromisoformat(value)
            if moment.tzinfo is None:
                raise ValueError("a time needs its zone, as in 2026-01-31T12:00:00Z") from None
            return moment.timestamp()
    return value.timestamp() if isinstance(value, datetime) else value


def _bare(value: object) -> object:
    """Telegram's message number, without the chat before it."""
    match = re.fullmatch(r"-?[0-9]+:([0-9]+)", value) if isinstance(value, str) else None
    return match.group(1) if match else value


MessageId = Annotated[str, BeforeValidator(_bare)]
"""A provider's message id; on Telegram `chat:number` or only the number."""

EpochSeconds = Annotated[float, BeforeValidator(_epoch_s)]


class Request(BaseModel):
    """A body of the phone API."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class Attachment(Request):
    """A file that the customer sends: from an address, given here, or else a sample made up."""

    kind: Literal["image", "video", "audio", "voice", "document", "sticker"]
    url: str | None = None
    data_base64: str | None = None
    mime_type: str | None = None
    filename: str | None = None
    caption: str | None = None


class Place(Request):
    """Where the customer is."""

    latitude: float
    longitude: float
    name: str | None = None
    address: str | None = None


class Card(Request):
    """A contact that the customer shares; without a number it is the customer's own."""

    phone_number: str | None = None
    first_name: str | None = None
    last_name: str | None = None


class Tap(Request):
    """A button that the customer taps."""

    payload: str
    title: str | None = None
    message_id: MessageId | None = None
    """The message that holds it; the newest with that payload where not given."""


class Emoji(Request):
    """A reaction; an empty one takes it back."""

    message_id: MessageId
    emoji: str = ""


CONTENTS = ("text", "media", "location", "contact", "button", "reaction", "delete", "raw")


class Writes(Request):
    """The customer writes to a channel."""

    channel: str | None = None
    """A channel id, `tenant/provider`, or a provider (the first registered one); by default the first."""
    text: str | None = None
    media: Attachment | None = None
    location: Place | None = None
    contact: Card | bool | None = None
    """true shares the customer's own number."""
    button: Tap | None = None
    reaction: Emoji | None = None
    delete: MessageId | None = None
    """Id of a message of the customer to take back (WhatsApp only)."""
    raw: Json | None = None
    """Merged over the provider's message object, for types that have no field here."""
    edit: MessageId | None = None
    """Id of a message of the customer that `text` replaces."""
    reply_to: MessageId | None = None
    forwarded: bool = False
    name: str | None = None
    username: str | None = None
    hide_number: bool = False
    """WhatsApp: the customer goes by the user name only, so that the webhook has no number."""
    at: EpochSeconds | None = None
    """The provider's time of the message; now where not given."""
    provider_message_id: MessageId | None = None
    """Writes this very message (again); where not given, a new one."""
    copies: Annotated[int, Field(ge=1, le=100)] = 1
    """How often the webhook is delivered."""

    @model_validator(mode="after")
    def _one_content(self) -> Self:
        given = [name for name in CONTENTS if getattr(self, name) not in (None, False)]
        if not given or len([name for name in given if name not in {"raw", "text"}]) > 1:
            raise ValueError(f"needs one of {', '.join(CONTENTS)}")
        if self.edit is not None and self.text is None:
            raise ValueError("an edit needs the new text")
        return self


class Reports(Request):
    """The provider reports a status of a message to this phone."""

    provider_message_id: str
    status: Literal["sent", "delivered", "read", "played", "failed"]
    code: int | None = None
    """Meta's error code of a failure; 131026 where not given."""
    at: EpochSeconds | None = None
    channel: str | None = None


class Blocks(Request):
    """The customer blocks or unblocks the business."""

    channel: str | None = None
    blocked: bool = True


class ChangesNumber(Request):
    """The customer has a new number."""

    new_address: str


class NewNumber(Request):
    """A further WhatsApp number."""

    tenant: str = "acme"
    address: str | None = None
    display_name: str = "Simulated number"
    webhook_url: str | None = None
    app_secret: str | None = None


class NewBot(Request):
    """A further Telegram bot, without a webhook until `setWebhook`."""

    tenant: str = "acme"
    username: str | None = None
    display_name: str = "Simulated bot"
