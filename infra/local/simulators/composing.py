"""What customers of both providers have in common when they write: the outcome, and the files they attach."""

import base64
import binascii
from dataclasses import dataclass

import httpx

from infra.local.simulators.channels import SimChannel
from infra.local.simulators.contracts import Json
from infra.local.simulators.hooks import Attempt, Webhooks
from infra.local.simulators.media import Media, MediaFiles
from infra.local.simulators.phone_schemas import Attachment, Card, Writes
from infra.local.simulators.phones import Phone
from infra.local.simulators.samples import MIME_TYPES, sample


class CannotWrite(Exception):
    """The phone cannot do that; the message says why."""


@dataclass(frozen=True)
class Outcome:
    """What the phone wrote, and what came of the first attempt to tell the business."""

    provider_message_id: str
    attempt: Attempt

    def as_json(self) -> Json:
        """The answer of the phone API."""
        return {
            "provider_message_id": self.provider_message_id,
            "delivered_to": self.attempt.url,
            "status_code": self.attempt.status_code,
            "error": self.attempt.error,
        }


def shown_id(channel: SimChannel, phone: Phone, provider_message_id: str) -> str:
    """The id of a message as a person or a test sees it: Telegram's numbers are unique only together with the chat."""
    if channel.provider == "telegram" and provider_message_id.isdigit():
        return f"{phone.telegram_id}:{provider_message_id}"
    return provider_message_id


class Attachments:
    """Takes over the files that customers send."""

    def __init__(self, media: MediaFiles, hooks: Webhooks) -> None:
        self._media = media
        self._hooks = hooks

    async def take(self, channel: SimChannel, attachment: Attachment, lifetime_s: float | None) -> Media:
        """The file that the customer sends, kept by the provider for that long.

        Raises:
            CannotWrite: its address cannot be fetched, or what was given is not base64.
        """
        mime_type, data = attachment.mime_type, sample(attachment.kind)
        if attachment.url is not None:
            try:
                response = await self._hooks.client.get(attachment.url, follow_redirects=True)
                response.raise_for_status()
            except (httpx.HTTPError, httpx.InvalidURL) as error:
                raise CannotWrite(f"cannot fetch {attachment.url}: {error}") from error
            data, mime_type = response.content, mime_type or response.headers.get("content-type")
        elif attachment.data_base64 is not None:
            try:
                data = base64.b64decode(attachment.data_base64, validate=True)
            except binascii.Error as error:
                raise CannotWrite(f"data_base64: {error}") from error
        filename = attachment.filename or ("sample.pdf" if attachment.kind == "document" else None)
        return self._media.add(
            data,
            channel_id=channel.id,
            kind=attachment.kind,
            mime_type=mime_type or MIME_TYPES[attachment.kind],
            filename=filename,
            lifetime_s=lifetime_s,
        )


def text_of(writes: Writes) -> str | None:
    """The words of a message, a caption included."""
    return writes.text or (writes.media.caption if writes.media else None)


def own_card(phone: Phone, contact: Card | bool) -> Card:
    """The shared contact, filled up with the customer's own."""
    card = contact if isinstance(contact, Card) else Card()
    return Card(
        phone_number=card.phone_number or f"+{phone.address}",
        first_name=card.first_name or phone.name,
        last_name=card.last_name,
    )
