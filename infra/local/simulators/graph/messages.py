"""`POST /{phone_number_id}/messages`: who it goes to, whether Meta takes it, and what the phone will see."""

import base64
import re
import secrets
from typing import cast

from infra.local.simulators.channels import SimChannel
from infra.local.simulators.contracts import Clock, Json
from infra.local.simulators.graph import template_rendering
from infra.local.simulators.graph.delivery import Delivery, Manner
from infra.local.simulators.graph.errors import GraphError
from infra.local.simulators.graph.schemas import (
    MediaObject,
    ReadReceipt,
    SendMessage,
    interactive_buttons,
    parse,
    parse_message,
)
from infra.local.simulators.graph.templates import Templates
from infra.local.simulators.limits import Buckets, SimLimits
from infra.local.simulators.media import MediaFiles
from infra.local.simulators.phones import Button, Phone, Phones, Received, ReceivedMedia, SentTemplate, normalise

BSUID = re.compile(r"[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}")
TYPING_S = 25.0


def new_wamid() -> str:
    """A message id in WhatsApp's form."""
    return "wamid.HBgL" + base64.b64encode(secrets.token_bytes(33)).decode()


class Messages:
    """Takes messages of the business."""

    def __init__(
        self,
        *,
        phones: Phones,
        media: MediaFiles,
        templates: Templates,
        delivery: Delivery,
        clock: Clock,
        limits: SimLimits,
    ) -> None:
        self._phones = phones
        self._media = media
        self._templates = templates
        self._delivery = delivery
        self._clock = clock
        per_s = limits.whatsapp_per_s
        self._throughput = Buckets(clock, capacity=per_s, refill_per_s=float(per_s or 1))
        self._pairs = Buckets(
            clock, capacity=limits.whatsapp_pair_burst, refill_per_s=1.0 / limits.whatsapp_pair_interval_s
        )

    def count_inbound(self, channel: SimChannel) -> None:
        """A customer's message uses up throughput too, but is never refused."""
        self._throughput.take(channel.id, force=True)

    def post(self, channel: SimChannel, body: Json, manner: Manner) -> Json:
        """Sends a message or marks one as read; the answer of Meta.

        Raises:
            GraphError: Meta refuses the call.
        """
        if body.get("status") is not None:
            return self._read(channel, parse(ReadReceipt, body))
        message = parse_message(body)
        received = self._received(channel, message)
        if self._throughput.take(channel.id) > 0:
            raise GraphError(130429, "Cloud API message throughput has been reached.")
        answer: Json = {"messaging_product": "whatsapp", "contacts": [], "messages": []}
        answer["messages"].append({"id": received.provider_message_id})
        target = message.to or message.recipient or ""
        if message.to and BSUID.fullmatch(message.to):
            # Meta answers 200 with an id and delivers nothing (chatwoot PR #15150, read 2026-06).
            answer["contacts"].append({"input": target, "wa_id": target})
            return answer
        phone = self._recipient(channel, message)
        if self._pairs.take(f"{channel.id}/{phone.address}") > 0:
            raise GraphError(131056, "Too many messages sent from this phone number to the same phone number.")
        contact: Json = {"input": target, "user_id": self._phones.user_id(phone, channel.tenant)}
        if message.to:
            contact["wa_id"] = phone.address
        answer["contacts"].append(contact)
        link = message.media.link if message.media else None
        self._delivery.accept(channel, phone, received.model_copy(update={"address": phone.address}), manner, link=link)
        return answer

    def _read(self, channel: SimChannel, receipt: ReadReceipt) -> Json:
        written = self._phones.mark_read(channel.id, receipt.message_id)
        if written is None:
            raise GraphError(100, "message_id", message="(#100) Invalid parameter: message_id was not received.")
        if receipt.typing_indicator is not None:
            chat = self._phones.chat(channel, self._phones.get(written.address))
            chat.typing_until_s = self._clock.now() + TYPING_S
        return {"success": True}

    def _recipient(self, channel: SimChannel, message: SendMessage) -> Phone:
        if message.to:
            try:
                phone = self._phones.get(normalise(message.to))
            except ValueError as error:
                raise GraphError(131009, f"to: {error}") from error
            if phone.address == channel.display_phone_number:
                raise GraphError(131021, "Sender and recipient phone number is the same.")
            return phone
        recipient = message.recipient or ""
        found = self._phones.find_by_user_id(recipient, channel.tenant) if BSUID.fullmatch(recipient) else None
        if found is None:
            raise GraphError(131009, "recipient: not a business-scoped user id that this business knows")
        return found

    def _received(self, channel: SimChannel, message: SendMessage) -> Received:
        """The message as the phone will show it, not yet addressed.

        Raises:
            GraphError: media, template or buttons do not fit.
        """
        text, buttons, template, extra, category = None, list[Button](), None, None, "service"
        media: ReceivedMedia | None = None
        if message.text is not None and message.type == "text":
            text = message.text.body
        if message.interactive is not None and message.type == "interactive":
            text = message.interactive.body.text if message.interactive.body else None
            buttons = interactive_buttons(message.interactive)
        if message.template is not None and message.type == "template":
            sent = message.template
            known = self._templates.find(channel.waba_id, sent.name, sent.language.code)
            known = template_rendering.require_approved(known, sent)
            rendered = template_rendering.render(known, sent)
            text, buttons = rendered.text, rendered.buttons
            if rendered.header is not None:
                media = self._media_of(channel, rendered.header_kind, rendered.header)
            if rendered.location is not None:
                extra = rendered.location.model_dump(exclude_none=True)
            category = known.category.lower()
            components = [c.model_dump(exclude_none=True) for c in sent.components]
            template = SentTemplate(name=sent.name, language=sent.language.code, components=components)
        if message.reaction is not None and message.type == "reaction":
            text, extra = message.reaction.emoji, message.reaction.model_dump()
        if message.location is not None and message.type == "location":
            extra = message.location.model_dump(exclude_none=True)
        if message.contacts is not None and message.type == "contacts":
            extra = {"contacts": [c.model_dump() for c in message.contacts]}
        if message.media is not None:
            media = self._media_of(channel, message.type, message.media)
        return Received(
            channel_id=channel.id,
            provider="whatsapp",
            address="",
            provider_message_id=new_wamid(),
            type=message.type,
            text=text if text is not None else (media.caption if media else None),
            media=media,
            template=template,
            buttons=buttons,
            reply_to=message.context.message_id if message.context else None,
            extra=extra,
            at_s=self._clock.now(),
            category=category,
            opaque=message.biz_opaque_callback_data,
        )

    def _media_of(self, channel: SimChannel, kind: str, asked: MediaObject) -> ReceivedMedia:
        described = ReceivedMedia(
            kind=kind,
            media_id="",
            mime_type="application/octet-stream",
            filename=asked.filename,
            caption=asked.caption,
            size_bytes=0,
        )
        if asked.id is None:
            return described
        media = self._media.find(asked.id)
        owner = None if media is None else self._phones.channels.find(media.channel_id)
        if media is None or owner is None or owner.phone_number_id != channel.phone_number_id:
            raise GraphError(100, kind, message=f"(#100) Param {kind}['id'] is not a valid media ID.")
        update = {"media_id": media.id, "mime_type": media.mime_type, "size_bytes": media.size_bytes}
        if asked.filename is None:
            update["filename"] = cast(str, media.filename)
        return described.model_copy(update=update)
