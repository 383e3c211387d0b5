"""A WhatsApp customer's doings, as Meta tells the business of them."""

import base64

from infra.local.simulators.channels import SimChannel
from infra.local.simulators.composing import Attachments, Outcome, own_card, text_of
from infra.local.simulators.contracts import Clock, Json
from infra.local.simulators.graph.delivery import MEDIA_LIFETIME_S
from infra.local.simulators.graph.messages import Messages, new_wamid
from infra.local.simulators.graph.webhooks import message_webhook, number_changed_webhook
from infra.local.simulators.hooks import Webhooks
from infra.local.simulators.phone_schemas import Attachment, Card, Tap, Writes
from infra.local.simulators.phones import Button, Phone, Phones, Written


class WhatsAppCustomers:
    """Customers' side of WhatsApp."""

    def __init__(
        self, *, phones: Phones, attachments: Attachments, messages: Messages, hooks: Webhooks, clock: Clock
    ) -> None:
        self._phones = phones
        self._attachments = attachments
        self._messages = messages
        self._hooks = hooks
        self._clock = clock

    async def write(self, phone: Phone, channel: SimChannel, writes: Writes) -> Outcome:
        """The customer writes; returns after the first attempt to deliver the webhook."""
        at_s = self._clock.now() if writes.at is None else writes.at
        wamid = writes.provider_message_id or new_wamid()
        message: Json = {} if writes.hide_number else {"from": phone.address}
        message |= {
            "from_user_id": self._phones.user_id(phone, channel.tenant),
            "id": wamid,
            "timestamp": str(int(at_s)),
        }
        context: Json = {}
        if writes.reply_to is not None:
            context |= self._context(phone, channel, writes.reply_to)
        if writes.forwarded:
            context["forwarded"] = True
        if writes.button is not None:
            tapped = self._phones.find_button(channel, phone, writes.button.payload, writes.button.message_id)
            context |= self._context(phone, channel, tapped[0].provider_message_id) if tapped else {}
            message |= _tap(writes.button, tapped[1] if tapped else None)
        else:
            message |= await self._content(phone, channel, writes)
        if context:
            message["context"] = context
        message |= writes.raw or {}
        chat = self._phones.chat(channel, phone)
        if self._phones.find_written(channel.id, phone.address, wamid) is None:
            written = Written(
                channel_id=channel.id,
                address=phone.address,
                provider_message_id=wamid,
                at_s=at_s,
                text=text_of(writes),
                message=message,
            )
            self._phones.add_written(written, chat)
        self._messages.count_inbound(channel)
        body = message_webhook(channel, phone, message, hide_number=writes.hide_number)
        attempts = [self._hooks.submit(channel.id, body) for _ in range(writes.copies)]
        return Outcome(wamid, await attempts[0])

    async def _content(self, phone: Phone, channel: SimChannel, writes: Writes) -> Json:
        if writes.media is not None:
            return await self._media(channel, writes.media, writes.text)
        if writes.contact:
            return _card(own_card(phone, writes.contact))
        return _plain(writes)

    async def _media(self, channel: SimChannel, attachment: Attachment, text: str | None) -> Json:
        media = await self._attachments.take(channel, attachment, MEDIA_LIFETIME_S["inbound"])
        kind = "audio" if attachment.kind == "voice" else attachment.kind
        content: Json = {
            "mime_type": media.mime_type,
            "sha256": base64.b64encode(bytes.fromhex(media.sha256)).decode(),
            "id": media.id,
        }
        caption = attachment.caption or text
        if caption and kind in {"image", "video", "document"}:
            content["caption"] = caption
        if kind == "document":
            content["filename"] = media.filename or "document.pdf"
        if kind == "audio":
            content["voice"] = attachment.kind == "voice"
        if kind == "sticker":
            content["animated"] = False
        return {"type": kind, kind: content}

    def _context(self, phone: Phone, channel: SimChannel, message_id: str) -> Json:
        own = self._phones.find_written(channel.id, phone.address, message_id) is not None
        return {"from": phone.address if own else channel.display_phone_number, "id": message_id}

    async def change_number(self, phone: Phone, new_address: str) -> list[Outcome]:
        """The customer takes a new number; every WhatsApp channel that knows the old one is told."""
        old = phone.model_copy()
        knows = [c for c in self._phones.channels.all() if c.provider == "whatsapp"]
        knows = [c for c in knows if self._phones.chat(c, phone).last_written_s is not None]
        moved = self._phones.change_number(phone, new_address)
        outcomes = []
        for channel in knows:
            wamid = new_wamid()
            body = number_changed_webhook(channel, old, moved, wamid, self._clock.now())
            outcomes.append(Outcome(wamid, await self._hooks.submit(channel.id, body)))
        return outcomes


def _tap(tap: Tap, button: Button | None) -> Json:
    """A tap as WhatsApp reports it: by the kind of button, taken for a quick reply where the button is not found."""
    title = tap.title or (button.title if button else tap.payload)
    if button is not None and button.kind in {"reply", "list"}:
        kind = "button_reply" if button.kind == "reply" else "list_reply"
        return {"type": "interactive", "interactive": {"type": kind, kind: {"id": tap.payload, "title": title}}}
    return {"type": "button", "button": {"payload": tap.payload, "text": title}}


def _card(card: Card) -> Json:
    name = " ".join(filter(None, [card.first_name, card.last_name]))
    number = (card.phone_number or "").removeprefix("+")
    phones = [{"phone": f"+{number}", "wa_id": number, "type": "CELL"}]
    return {
        "type": "contacts",
        "contacts": [{"name": {"first_name": card.first_name, "formatted_name": name}, "phones": phones}],
    }


def _plain(writes: Writes) -> Json:
    """The content of a message that needs nothing but itself; empty where only `raw` is given."""
    content: Json = {}
    if writes.edit is not None:
        edited = {"type": "text", "text": {"body": writes.text}}
        content = {"type": "edit", "edit": {"original_message_id": writes.edit, "message": edited}}
    elif writes.delete is not None:
        content = {"type": "revoke", "revoke": {"original_message_id": writes.delete}}
    elif writes.location is not None:
        content = {"type": "location", "location": writes.location.model_dump(exclude_none=True)}
    elif writes.reaction is not None:
        content = {"type": "reaction", "reaction": writes.reaction.model_dump()}
    elif writes.text is not None:
        content = {"type": "text", "text": {"body": writes.text}}
    return content
