"""The contract that every provider's adapter keeps, and what a provider can say about one send."""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from enum import StrEnum
from typing import NamedTuple, Protocol

from pydantic import BaseModel, ConfigDict

from common.errors import AppError
from common.models.channel import Account, Provider
from common.models.inbound import AnyEvent
from common.models.message import Kind, Location, Reaction, TemplateUse


class Parsed(NamedTuple):
    """What one webhook body says: events in the order of the body, and how many parts were of no kind we know."""

    events: tuple[AnyEvent, ...]
    unknown: int = 0


class OutgoingMedia(BaseModel):
    """Bytes to send along; read as a stream, once per attempt."""

    model_config = ConfigDict(defer_build=True, frozen=True, arbitrary_types_allowed=True)

    content: bytes
    mime_type: str
    filename: str = ""


class Outgoing(BaseModel):
    """One message to send."""

    model_config = ConfigDict(defer_build=True, frozen=True)

    message_id: str
    """Our id; goes along wherever the provider gives it back in its receipts."""
    address: str
    """The contact's address on the channel."""
    kind: Kind
    text: str = ""
    media: OutgoingMedia | None = None
    location: Location | None = None
    reaction: Reaction | None = None
    template: TemplateUse | None = None
    reply_to: str = ""
    """The provider's id of the message that this answers."""


class Sent(NamedTuple):
    """The provider took it."""

    provider_message_id: str
    address: str = ""
    """The address that the provider used, where it differs from ours."""


class Outcome(StrEnum):
    """What is known after a send that did not end well."""

    RETRY = "retry"
    """The provider surely did not take it; a later try may succeed."""
    FAILED = "failed"
    """The provider surely did not take it and never will."""
    UNKNOWN = "unknown"
    """The provider may have taken it; never send again blindly."""


class Blame(StrEnum):
    """The class of a provider's error: decides what is slowed, stopped or told."""

    THROTTLE = "throttle"
    POLICY = "policy"
    CONSENT = "consent"
    WINDOW = "window"
    RECIPIENT = "recipient"
    TEMPLATE = "template"
    MEDIA = "media"
    TRANSIENT = "transient"
    CHANNEL = "channel"
    REQUEST = "request"


class SendError(AppError):
    """A send that did not end well: what is known, whose fault it is, and what the tenant is told (`detail`)."""

    code, title = "send_failed", "The provider did not take the message"

    def __init__(
        self, detail: str, *, outcome: Outcome, blame: Blame, provider_code: str, retry_after_s: int | None = None
    ) -> None:
        super().__init__(detail, retry_after_s=retry_after_s)
        self.outcome = outcome
        self.blame = blame
        self.provider_code = provider_code


class MediaStream(NamedTuple):
    """An inbound media as the provider serves it."""

    chunks: Iterator[bytes]
    mime_type: str
    size_bytes: int | None
    sha256: str
    """Hexadecimal, or empty where the provider does not say."""
    filename: str = ""


class MediaGone(AppError):
    """The provider no longer has the media, or never lets us have it; trying again does not help."""

    code, title, status = "media_gone", "The media cannot be fetched", 404


class ChannelRefused(AppError):
    """The provider refuses or slows this one channel for now; trying again helps, and other channels keep their pace.

    Never 503, as `DependencyDown` is: Cloud Tasks would slow the queue of all tenants.
    """

    code, title, status, retryable = "channel_refused", "The provider refuses the channel for now", 500, True


class AccountHealth(NamedTuple):
    """What a test call to the provider showed."""

    ok: bool
    detail: str
    """A sentence for the tenant."""
    address: str = ""
    """What customers see, as the provider knows it."""
    name: str = ""
    messaging_limit: int | None = None
    """How many people may be written to outside their windows in 24 hours, where the provider says."""


class Receiver(Protocol):
    """The inbound half of an adapter; imports no HTTP client, since `receive` starts cold on every burst."""

    provider: Provider

    def verify(self, headers: Mapping[str, str], body: bytes, account: Mapping[str, str]) -> None:
        """Checks that the provider wrote `body`.

        Args:
            headers: the request's headers; names in any case.
            body: the raw bytes, as they came.
            account: the secrets: `app_secret` (WhatsApp) or `secret_token` (Telegram).

        Raises:
            BadSignature: it is missing, malformed or wrong.
        """
        ...

    def parse(self, body: bytes) -> Parsed:
        """What `body` says; loops over every level, and keeps what it does not know as such.

        Raises:
            Malformed: it is not JSON, nested too deep, or not shaped as this provider's webhooks are.
        """
        ...


class Sender(Protocol):
    """The outbound half of an adapter."""

    provider: Provider

    def send(self, account: Account, message: Outgoing) -> Sent:
        """Sends one message, once.

        Raises:
            SendError: it did not end well; `outcome` says whether the provider may have taken it.
        """
        ...

    def open_media(self, account: Account, provider_media_id: str) -> AbstractContextManager[MediaStream]:
        """Opens an inbound media for reading; the context closes the connection.

        Raises:
            MediaGone: it is not to be had any more.
            ChannelRefused: the provider refuses this channel for now; trying again helps.
            DependencyDown: the provider does not answer now; trying again helps.
        """
        ...

    def check(self, account: Account) -> AccountHealth:
        """Calls the provider in the account's name; never raises for a refused credential, but says so."""
        ...
