"""What a customer does on the phone, turned into the webhook of the provider."""

import base64
import binascii
import secrets
from dataclasses import dataclass

import httpx

from infra.local.simulators.channels import SimChannel
from infra.local.simulators.contracts import Clock, Json
from infra.local.simulators.graph.delivery import MEDIA_LIFETIME_S
from infra.local.simulators.graph.messages import Messages, new_wamid
from infra.local.simulators.graph.webhooks import message_webhook, number_changed_webhook
from infra.local.simulators.hooks import Attempt, Webhooks
from infra.local.simulators.media import Media, MediaFiles
from infra.local.simulators.phone_schemas import Attachment, Card, Tap, Writes
from infra.local.simulators.phones import Button, Phone, Phones, Received, Written
from infra.local.simulators.samples import MIME_TYPES, sample
from infra.local.simulators.telegram.bots import Bots
from infra.local.simulators.telegram.updates import bot_user, chat_of, customer, media_fields, message_of_bot


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


class Writing:
    """Customers' side of both providers."""

    def __init__(
        self, *, phones: Phones, media: MediaFiles, bots: Bots, messages: Messages, hooks: Webhooks, clock: Clock
    ) -> None:
        self._phones = phones
        self._media = media
        self._bots = bots
        self._messages = messages
        self._hooks = hooks
        self._clock = clock

    async def write(self, phone: Phone, channel: SimChannel, writes: Writes) -> Outcome:
        """The customer writes; returns after the first attempt to deliver the webhook.

        Raises:
            CannotWrite: the customer blocked the business, or what was asked does not exist on this provider.
        """
        if self._phones.chat(channel, phone).blocked:
            raise CannotWrite(f"{phone.address} has blocked {channel.id}: unblock it first")
        if writes.name is not None or writes.username is not None:
            self._phones.rename(phone, name=writes.name, username=writes.username)
        if channel.provider == "whatsapp":
            return await self._write_whatsapp(phone, channel, writes)
        return await self._write_telegram(phone, channel, writes)

    async def block(self, phone: Phone, channel: SimChannel, *, blocked: bool) -> Attempt | None:
        """The customer blocks or unblocks the business; Telegram tells the bot, WhatsApp nobody."""
        chat = self._phones.chat(channel, phone)
        was, chat.blocked = chat.blocked, blocked
        self._phones.keep_chat(chat)
        if channel.provider == "whatsapp" or was == blocked:
            return None
        bot = bot_user(channel)
        kicked: Json = {"user": bot, "status": "kicked", "until_date": 0}
        member: Json = {"user": bot, "status": "member"}
        content: Json = {
            "chat": chat_of(phone),
            "from": customer(phone),
            "date": int(self._clock.now()),
            "old_chat_member": member if blocked else kicked,
            "new_chat_member": kicked if blocked else member,
        }
        _, attempt = self._bots.push(channel, phone, "my_chat_member", content)
        return await attempt if attempt is not None else None

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

    async def _write_whatsapp(self, phone: Phone, channel: SimChannel, writes: Writes) -> Outcome:
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
            tapped = self._tapped(phone, channel, writes.button)
            context |= self._context(phone, channel, tapped[0].provider_message_id) if tapped else {}
            message |= _whatsapp_tap(writes.button, tapped[1] if tapped else None)
        else:
            message |= await self._whatsapp_content(phone, channel, writes)
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
                text=_text_of(writes),
                message=message,
            )
            self._phones.add_written(written, chat)
        self._messages.count_inbound(channel)
        body = message_webhook(channel, phone, message, hide_number=writes.hide_number)
        attempts = [self._hooks.submit(channel.id, body) for _ in range(writes.copies)]
        return Outcome(wamid, await attempts[0])

    async def _whatsapp_content(self, phone: Phone, channel: SimChannel, writes: Writes) -> Json:
        if writes.media is not None:
            return await self._whatsapp_media(channel, writes.media, writes.text)
        if writes.contact:
            return _whatsapp_card(_own_card(phone, writes.contact))
        return _whatsapp_plain(writes)

    async def _whatsapp_media(self, channel: SimChannel, attachment: Attachment, text: str | None) -> Json:
        media = await self._take(channel, attachment, MEDIA_LIFETIME_S["inbound"])
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

    def _tapped(self, phone: Phone, channel: SimChannel, tap: Tap) -> tuple[Received, Button] | None:
        """The newest message that holds the button, or the one named."""
        for received in reversed(self._phones.received_by(phone.address)):
            named = tap.message_id in {None, received.provider_message_id}
            if received.channel_id == channel.id and received.arrived and named:
                for button in received.buttons:
                    if button.payload == tap.payload:
                        return received, button
        return None

    async def _write_telegram(self, phone: Phone, channel: SimChannel, writes: Writes) -> Outcome:
        at_s = self._clock.now() if writes.at is None else writes.at
        if writes.delete is not None:
            raise CannotWrite("Telegram does not tell bots about deleted messages")
        if writes.button is not None:
            return await self._tap_telegram(phone, channel, writes.button, writes.copies)
        if writes.reaction is not None:
            return await self._react_telegram(phone, channel, writes, at_s)
        chat = self._phones.chat(channel, phone)
        message_id = writes.edit or writes.provider_message_id or str(self._phones.next_message_id(chat))
        message: Json = {
            "message_id": int(message_id),
            "from": customer(phone),
            "chat": chat_of(phone),
            "date": int(at_s),
        }
        kind = "message"
        if writes.edit is not None:
            kind, message["edit_date"] = "edited_message", int(at_s)
            original = self._phones.find_written(channel.id, phone.address, writes.edit)
            message["date"] = int(original.at_s) if original else int(at_s)
        if writes.reply_to is not None:
            message["reply_to_message"] = self._quoted(phone, channel, writes.reply_to)
        message |= await self._telegram_content(phone, channel, writes)
        message |= writes.raw or {}
        if self._phones.find_written(channel.id, phone.address, message_id) is None:
            written = Written(
                channel_id=channel.id,
                address=phone.address,
                provider_message_id=message_id,
                at_s=at_s,
                text=_text_of(writes),
                message=message,
            )
            self._phones.add_written(written, chat)
        _, attempt = self._bots.push(channel, phone, kind, message, copies=writes.copies)
        return Outcome(
            message_id, await attempt if attempt is not None else Attempt(None, error="not an allowed update")
        )

    async def _telegram_content(self, phone: Phone, channel: SimChannel, writes: Writes) -> Json:
        content: Json = {}
        if writes.forwarded:
            content["forward_origin"] = {"type": "hidden_user", "sender_user_name": "Somebody", "date": 0}
        if writes.media is not None:
            media = await self._take(channel, writes.media, None)
            caption = writes.media.caption or writes.text
            return content | media_fields(media) | ({"caption": caption} if caption else {})
        if writes.location is not None:
            point = {"latitude": writes.location.latitude, "longitude": writes.location.longitude}
            if writes.location.name:
                title = {"title": writes.location.name, "address": writes.location.address or ""}
                return content | {"location": point, "venue": {"location": point, **title}}
            return content | {"location": point}
        if writes.contact:
            card = _own_card(phone, writes.contact)
            shared: Json = {"phone_number": card.phone_number, "first_name": card.first_name}
            if card.last_name:
                shared["last_name"] = card.last_name
            if (card.phone_number or "").removeprefix("+") == phone.address:
                shared["user_id"] = phone.telegram_id
            return content | {"contact": shared}
        if writes.text is None:
            return content
        content["text"] = writes.text
        if writes.text.startswith("/"):
            length = len(writes.text.split(maxsplit=1)[0])
            content["entities"] = [{"offset": 0, "length": length, "type": "bot_command"}]
        return content

    async def _tap_telegram(self, phone: Phone, channel: SimChannel, tap: Tap, copies: int) -> Outcome:
        tapped = self._tapped(phone, channel, tap)
        if tapped is None:
            raise CannotWrite(f"no message on this phone has a button with payload {tap.payload!r}")
        query_id = str(secrets.randbelow(9 * 10**17) + 10**17)
        content: Json = {
            "id": query_id,
            "from": customer(phone),
            "message": message_of_bot(channel, phone, tapped[0], self._media_of(tapped[0])),
            "chat_instance": str(phone.telegram_id * 7 + channel.bot_id),
            "data": tap.payload,
        }
        _, attempt = self._bots.push(channel, phone, "callback_query", content, copies=copies)
        return Outcome(query_id, await attempt if attempt is not None else Attempt(None, error="not an allowed update"))

    async def _react_telegram(self, phone: Phone, channel: SimChannel, writes: Writes, at_s: float) -> Outcome:
        if writes.reaction is None:
            raise CannotWrite("no reaction given")
        emoji = writes.reaction.emoji
        content: Json = {
            "chat": chat_of(phone),
            "message_id": int(writes.reaction.message_id),
            "user": customer(phone),
            "date": int(at_s),
            "old_reaction": [],
            "new_reaction": [{"type": "emoji", "emoji": emoji}] if emoji else [],
        }
        _, attempt = self._bots.push(channel, phone, "message_reaction", content, copies=writes.copies)
        nothing = Attempt(None, error="the bot has not asked for message_reaction updates")
        return Outcome(writes.reaction.message_id, await attempt if attempt is not None else nothing)

    def _quoted(self, phone: Phone, channel: SimChannel, message_id: str) -> Json:
        received = self._phones.find_received(channel.id, phone.address, message_id)
        if received is not None:
            return message_of_bot(channel, phone, received, self._media_of(received))
        written = self._phones.find_written(channel.id, phone.address, message_id)
        if written is not None:
            return written.message
        raise CannotWrite(f"there is no message {message_id} in this chat to reply to")

    def _media_of(self, received: Received) -> Media | None:
        return None if received.media is None else self._media.find_any(received.media.media_id)

    async def _take(self, channel: SimChannel, attachment: Attachment, lifetime_s: float | None) -> Media:
        """The file that the customer sends, kept by the provider."""
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


def _whatsapp_tap(tap: Tap, button: Button | None) -> Json:
    """A tap as WhatsApp reports it: by the kind of button, taken for a quick reply where the button is not found."""
    title = tap.title or (button.title if button else tap.payload)
    if button is not None and button.kind in {"reply", "list"}:
        kind = "button_reply" if button.kind == "reply" else "list_reply"
        return {"type": "interactive", "interactive": {"type": kind, kind: {"id": tap.payload, "title": title}}}
    return {"type": "button", "button": {"payload": tap.payload, "text": title}}


def _whatsapp_card(card: Card) -> Json:
    name = " ".join(filter(None, [card.first_name, card.last_name]))
    number = (card.phone_number or "").removeprefix("+")
    phones = [{"phone": f"+{number}", "wa_id": number, "type": "CELL"}]
    return {
        "type": "contacts",
        "contacts": [{"name": {"first_name": card.first_name, "formatted_name": name}, "phones": phones}],
    }


def _whatsapp_plain(writes: Writes) -> Json:
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


def _text_of(writes: Writes) -> str | None:
    return writes.text or (writes.media.caption if writes.media else None)


def _own_card(phone: Phone, contact: Card | bool) -> Card:
    """The shared contact, filled up with the customer's own."""
    card = contact if isinstance(contact, Card) else Card()
    return Card(
        phone_number=card.phone_number or f"+{phone.address}",
        first_name=card.first_name or phone.name,
        last_name=card.last_name,
    )
