"""A Telegram customer's doings, as Telegram tells the bot of them."""

import secrets

from infra.local.simulators.channels import SimChannel
from infra.local.simulators.composing import Attachments, CannotWrite, Outcome, own_card, shown_id, text_of
from infra.local.simulators.contracts import Clock, Json
from infra.local.simulators.hooks import Attempt
from infra.local.simulators.media import Media, MediaFiles
from infra.local.simulators.phone_schemas import Tap, Writes
from infra.local.simulators.phones import Phone, Phones, Received, Written
from infra.local.simulators.telegram.bots import Bots
from infra.local.simulators.telegram.updates import bot_user, chat_of, customer, media_fields, message_of_bot


class TelegramCustomers:
    """Customers' side of Telegram."""

    def __init__(
        self, *, phones: Phones, attachments: Attachments, media: MediaFiles, bots: Bots, clock: Clock
    ) -> None:
        self._phones = phones
        self._attachments = attachments
        self._media = media
        self._bots = bots
        self._clock = clock

    async def write(self, phone: Phone, channel: SimChannel, writes: Writes) -> Outcome:
        """The customer writes; returns after the first attempt to deliver the update.

        Raises:
            CannotWrite: what was asked does not exist on Telegram or in this chat.
        """
        at_s = self._clock.now() if writes.at is None else writes.at
        if writes.delete is not None:
            raise CannotWrite("Telegram does not tell bots about deleted messages")
        if writes.button is not None:
            return await self._tap(phone, channel, writes.button, writes.copies)
        if writes.reaction is not None:
            return await self._react(phone, channel, writes, at_s)
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
        message |= await self._content(phone, channel, writes)
        message |= writes.raw or {}
        known = self._phones.find_written(channel.id, phone.address, message_id)
        if known is not None and writes.edit is not None:
            self._phones.edit_written(known, text_of(writes), {**known.message, **message})
        elif known is None:
            written = Written(
                channel_id=channel.id,
                address=phone.address,
                provider_message_id=message_id,
                at_s=at_s,
                text=text_of(writes),
                message=message,
            )
            self._phones.add_written(written, chat)
        _, attempt = self._bots.push(channel, phone, kind, message, copies=writes.copies)
        return Outcome(
            shown_id(channel, phone, message_id),
            await attempt if attempt is not None else Attempt(None, error="not an allowed update"),
        )

    async def _content(self, phone: Phone, channel: SimChannel, writes: Writes) -> Json:
        content: Json = {}
        if writes.forwarded:
            content["forward_origin"] = {"type": "hidden_user", "sender_user_name": "Somebody", "date": 0}
        if writes.media is not None:
            media = await self._attachments.take(channel, writes.media, None)
            caption = writes.media.caption or writes.text
            return content | media_fields(media) | ({"caption": caption} if caption else {})
        if writes.location is not None:
            point = {"latitude": writes.location.latitude, "longitude": writes.location.longitude}
            if writes.location.name:
                title = {"title": writes.location.name, "address": writes.location.address or ""}
                return content | {"location": point, "venue": {"location": point, **title}}
            return content | {"location": point}
        if writes.contact:
            card = own_card(phone, writes.contact)
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

    async def _tap(self, phone: Phone, channel: SimChannel, tap: Tap, copies: int) -> Outcome:
        tapped = self._phones.find_button(channel, phone, tap.payload, tap.message_id)
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

    async def _react(self, phone: Phone, channel: SimChannel, writes: Writes, at_s: float) -> Outcome:
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
        self._phones.react(channel.id, phone.address, writes.reaction.message_id, emoji)
        _, attempt = self._bots.push(channel, phone, "message_reaction", content, copies=writes.copies)
        nothing = Attempt(None, error="the bot has not asked for message_reaction updates")
        shown = shown_id(channel, phone, writes.reaction.message_id)
        return Outcome(shown, await attempt if attempt is not None else nothing)

    async def tell_block(self, phone: Phone, channel: SimChannel, *, blocked: bool) -> Attempt | None:
        """Tells the bot that the customer has blocked or unblocked it."""
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
