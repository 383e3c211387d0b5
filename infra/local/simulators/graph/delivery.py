"""What happens to a message after Meta has accepted it: the phone gets it and the business is told."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import httpx

from infra.local.simulators.channels import SimChannel
from infra.local.simulators.contracts import Clock
from infra.local.simulators.graph.errors import status_error
from infra.local.simulators.graph.webhooks import status_webhook
from infra.local.simulators.hooks import Webhooks
from infra.local.simulators.media import MediaFiles
from infra.local.simulators.phones import Phone, Phones, Received, ReceivedMedia, Status

WINDOW_S = 24 * 3600.0
STATUS_DELAY_S = 0.005
DROPPED_STATUS_DELAY_S = 0.5
MEDIA_LIMITS = {
    "image": 5 * 2**20,
    "audio": 16 * 2**20,
    "video": 16 * 2**20,
    "document": 100 * 2**20,
    "sticker": 500 * 2**10,
}
"""Bytes. Source: Meta, Cloud API media, read 2026-06-16."""
MEDIA_LIFETIME_S = {"inbound": 7 * 86400.0, "uploaded": 30 * 86400.0}


@dataclass(frozen=True)
class Manner:
    """How the statuses of one message are reported, as faults want it."""

    copies: int = 1
    reverse: bool = False
    delay_s: float = STATUS_DELAY_S


class Delivery:
    """Brings accepted messages to the phones."""

    def __init__(self, phones: Phones, media: MediaFiles, hooks: Webhooks, clock: Clock) -> None:
        self._phones = phones
        self._media = media
        self._hooks = hooks
        self._clock = clock

    def accept(
        self, channel: SimChannel, phone: Phone, received: Received, manner: Manner, *, link: str | None = None
    ) -> None:
        """Takes a message on; what follows goes on behind the answer.

        The customer service window is judged here and reported by a `failed` status, since Meta mostly answers 200
        and decides asynchronously.

        Args:
            link: where Meta has to fetch the media of the message, before the phone can get it.
        """
        self._phones.add_received(received)
        refusal = self._refusal(channel, phone, received)
        if refusal is not None:
            self._phones.raise_status(received, "failed", error_code=refusal)
            self.report(channel, phone, received, ["failed"], manner, error_code=refusal)
        elif link is not None:
            self._hooks.run(self._fetch_then_deliver(channel, phone, received, manner, link))
        else:
            self._deliver(channel, phone, received, manner)

    def report(
        self,
        channel: SimChannel,
        phone: Phone,
        received: Received,
        statuses: Sequence[Status],
        manner: Manner,
        *,
        error_code: int | None = None,
        details: str | None = None,
    ) -> None:
        """Posts statuses: the first attempts in the order given, or reversed; repetitions in no order."""
        at_s = self._clock.now()
        error = None if error_code is None else status_error(error_code, details)
        ordered = list(reversed(statuses)) if manner.reverse else statuses
        for copy in range(manner.copies):
            for status in ordered:
                body = status_webhook(channel, phone, received, status, at_s, error=error)
                lane = f"status:{received.provider_message_id}:{copy}"
                self._hooks.submit(channel.id, body, lane=lane, delay_s=manner.delay_s)

    def _refusal(self, channel: SimChannel, phone: Phone, received: Received) -> int | None:
        chat = self._phones.chat(channel, phone)
        if chat.blocked or phone.number_changed_to is not None:
            return 131026
        written_s = chat.last_written_s
        open_ = written_s is not None and self._clock.now() < written_s + WINDOW_S
        return None if received.template is not None or open_ else 131047

    def _deliver(self, channel: SimChannel, phone: Phone, received: Received, manner: Manner) -> None:
        received.arrived = True
        self._phones.raise_status(received, "delivered")
        self._phones.chat(channel, phone).typing_until_s = 0.0
        self.report(channel, phone, received, ["sent", "delivered"], manner)

    async def _fetch_then_deliver(
        self, channel: SimChannel, phone: Phone, received: Received, manner: Manner, link: str
    ) -> None:
        problem = await self._fetch(channel, received, link)
        if problem is None:
            self._deliver(channel, phone, received, manner)
            return
        self._phones.raise_status(received, "failed", error_code=131053)
        self.report(channel, phone, received, ["failed"], manner, error_code=131053, details=problem)

    async def _fetch(self, channel: SimChannel, received: Received, link: str) -> str | None:
        """Fetches media by link as Meta does, without following redirects; what is wrong, or None.

        Source: chatwoot PR #15702 (redirects are not followed), read 2026-06.
        """
        try:
            response = await self._hooks.client.get(link, timeout=10.0)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            return f"Downloading media from weblink failed with {type(error).__name__}"
        if response.status_code != 200:
            return f"Downloading media from weblink failed with http code {response.status_code}"
        if len(response.content) > MEDIA_LIMITS[received.type]:
            return "Media file size too big."
        wanted = received.media
        mime_type = response.headers.get("content-type", "application/octet-stream")
        media = self._media.add(
            response.content,
            channel_id=channel.id,
            kind=received.type,
            mime_type=mime_type,
            media_id="l" + hashlib.sha256(received.provider_message_id.encode()).hexdigest()[:24],
        )
        received.media = ReceivedMedia(
            kind=received.type,
            media_id=media.id,
            mime_type=mime_type,
            filename=wanted.filename if wanted else None,
            caption=wanted.caption if wanted else None,
            size_bytes=media.size_bytes,
        )
        return None
