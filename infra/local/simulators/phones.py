"""The customers' phones: what each wrote, what it received, and what each provider knows of it."""

import hashlib
import re
from typing import Literal

from pydantic import BaseModel

from infra.local.simulators.channels import Channels, SimChannel
from infra.local.simulators.contracts import Json, Provider
from infra.local.simulators.store import Records

Status = Literal["accepted", "sent", "delivered", "read", "played", "failed"]

STATUS_RANKS: dict[str, int] = {"accepted": 0, "failed": 1, "sent": 1, "delivered": 2, "read": 3, "played": 4}


BASE = "{base_url}"
"""Stands for the front door in stored webhook addresses."""


class BadAddress(ValueError):
    """Not a phone number in E.164."""


def normalise(address: str) -> str:
    """The digits of a number in E.164, written with or without `+`, spaces, dashes and brackets.

    Raises:
        BadAddress: it is not 7 to 15 digits.
    """
    digits = re.sub(r"[\s()\-.]", "", address).removeprefix("+")
    if not re.fullmatch(r"[0-9]{7,15}", digits):
        raise BadAddress(f"{address!r} is not a phone number in E.164 (7 to 15 digits, with or without +)")
    return digits


class Phone(BaseModel):
    """One customer's phone."""

    address: str
    name: str
    username: str | None = None
    telegram_id: int
    number_changed_to: str | None = None


class Chat(BaseModel):
    """What a provider knows of one phone and one channel."""

    channel_id: str
    telegram_id: int
    address: str
    last_written_s: float | None = None
    blocked: bool = False
    next_message_id: int = 1
    typing_until_s: float = 0.0


class Button(BaseModel):
    """One thing that can be tapped under a received message."""

    kind: str
    """reply, list, url, quick_reply, callback, keyboard"""
    title: str
    payload: str | None = None
    url: str | None = None


class ReceivedMedia(BaseModel):
    """A file that a phone received."""

    kind: str
    media_id: str
    mime_type: str
    filename: str | None = None
    caption: str | None = None
    size_bytes: int


class SentTemplate(BaseModel):
    """The template that a message was made of."""

    name: str
    language: str
    components: list[Json] = []


class Received(BaseModel):
    """A message from the business to a phone, as the provider keeps it; `arrived` once the phone has it."""

    channel_id: str
    provider: Provider
    address: str
    provider_message_id: str
    type: str
    text: str | None = None
    media: ReceivedMedia | None = None
    template: SentTemplate | None = None
    buttons: list[Button] = []
    reply_to: str | None = None
    extra: Json | None = None
    """What has no column of its own: location, contacts, reaction."""
    at_s: float
    edited_s: float | None = None
    status: Status = "accepted"
    arrived: bool = False
    own_reaction: str | None = None
    """What the customer put on it, where the provider keeps no message of that."""
    category: str = "service"
    opaque: str | None = None
    error_code: int | None = None


class Written(BaseModel):
    """A message from a phone to the business, as the provider keeps it."""

    channel_id: str
    address: str
    provider_message_id: str
    at_s: float
    text: str | None = None
    message: Json
    """The provider's own message object."""
    """As it is after the customer's edits."""
    read: bool = False
    own_reaction: str | None = None
    """What the customer put on it, where the provider keeps no message of that."""


class Route(BaseModel):
    """The webhook of a channel as the business has set it through the provider's API."""

    channel_id: str
    webhook_url: str
    secret_token: str
    verify_token: str


class Phones:
    """Every phone, chat and message, in memory and written behind to the records."""

    def __init__(self, records: Records, base_url: str) -> None:
        """Args:
        base_url: of the front door; webhook addresses below it follow it when it moves to another port.
        """
        self._records = records
        self._base_url = base_url
        self.channels = Channels()
        self._routes = {r.channel_id: r for r in map(Route.model_validate_json, records.load("route"))}
        self._phones = {p.address: p for p in map(Phone.model_validate_json, records.load("phone"))}
        self._chats = {(c.channel_id, c.address): c for c in map(Chat.model_validate_json, records.load("chat"))}
        self._received: dict[str, list[Received]] = {}
        self._by_id: dict[tuple[str, str, str], Received] = {}
        self._written: dict[str, list[Written]] = {}
        self._written_by_id: dict[tuple[str, str, str], Written] = {}
        self._writers: dict[tuple[str, str], str] = {}
        for received in map(Received.model_validate_json, records.load("received")):
            self._index_received(received)
        for written in map(Written.model_validate_json, records.load("written")):
            self._index_written(written)
        self._telegram = {p.telegram_id: p for p in self._phones.values()}

    def register(self, channel: SimChannel) -> None:
        """Makes an account known to the simulated provider.

        A webhook that was set through the provider's API in a former run stays set.
        """
        route = self._routes.get(channel.id)
        if route is not None:
            url = route.webhook_url.replace(BASE, self._base_url, 1)
            update = {"webhook_url": url, "secret_token": route.secret_token, "verify_token": route.verify_token}
            channel = channel.model_copy(update=update)
        self.channels.put(channel)

    def reroute(self, channel: SimChannel) -> None:
        """Replaces a channel whose webhook the business has set through the provider's API."""
        url = channel.webhook_url
        if url.startswith(self._base_url + "/"):
            url = BASE + url.removeprefix(self._base_url)
        route = Route(
            channel_id=channel.id,
            webhook_url=url,
            secret_token=channel.secret_token,
            verify_token=channel.verify_token,
        )
        self._routes[channel.id] = route
        self._records.put("route", channel.id, route.model_dump_json())
        self.channels.put(channel)

    def all(self) -> list[Phone]:
        """Every phone that has written or received."""
        return list(self._phones.values())

    def get(self, address: str) -> Phone:
        """The phone of that number, made on first use.

        Raises:
            BadAddress: see `normalise`.
        """
        digits = normalise(address)
        if digits not in self._phones:
            fingerprint = int.from_bytes(hashlib.sha256(digits.encode()).digest()[:6])
            phone = Phone(address=digits, name=f"Customer {digits[-4:]}", telegram_id=5 * 10**9 + fingerprint)
            self._keep_phone(phone)
        return self._phones[digits]

    def find(self, address: str) -> Phone | None:
        """The phone of that number, if it was ever used."""
        return self._phones.get(address)

    def find_by_telegram_id(self, telegram_id: int) -> Phone | None:
        """The phone behind a private Telegram chat."""
        return self._telegram.get(telegram_id)

    def find_by_user_id(self, user_id: str, tenant: str) -> Phone | None:
        """The phone behind a business-scoped user id."""
        return next((p for p in self._phones.values() if self.user_id(p, tenant) == user_id), None)

    @staticmethod
    def user_id(phone: Phone, tenant: str) -> str:
        """WhatsApp's business-scoped user id (BSUID): another one for every business portfolio, here the tenant.

        Source: Meta, business-scoped user ids, read 2026-05-28; it changes with the number.
        """
        digest = hashlib.sha256(f"{tenant}/{phone.address}".encode()).digest()
        return f"US.{int.from_bytes(digest[:8]) % 10**20:020d}"

    def rename(self, phone: Phone, *, name: str | None, username: str | None) -> None:
        """Gives the customer a name, a user name, or both."""
        if name is not None:
            phone.name = name
        if username is not None:
            phone.username = username
        self._keep_phone(phone)

    def chat(self, channel: SimChannel, phone: Phone) -> Chat:
        """What the provider knows of a phone and a channel."""
        key = (channel.id, phone.address)
        if key not in self._chats:
            self._chats[key] = Chat(channel_id=channel.id, address=phone.address, telegram_id=phone.telegram_id)
        return self._chats[key]

    def keep_chat(self, chat: Chat) -> None:
        """Stores a changed chat."""
        self._records.put("chat", f"{chat.channel_id}/{chat.address}", chat.model_dump_json())

    def next_message_id(self, chat: Chat) -> int:
        """Telegram's number for the next message of a chat, whoever writes it."""
        number = chat.next_message_id
        chat.next_message_id += 1
        self.keep_chat(chat)
        return number

    def received_by(self, address: str) -> list[Received]:
        """What the business sent to a phone, oldest first, whether or not it arrived."""
        return self._received.get(address, [])

    def written_by(self, address: str) -> list[Written]:
        """What a phone wrote, oldest first."""
        return self._written.get(address, [])

    def find_received(self, channel_id: str, address: str, provider_message_id: str) -> Received | None:
        """One message to a phone."""
        return self._by_id.get((channel_id, address, provider_message_id))

    def find_button(
        self, channel: SimChannel, phone: Phone, payload: str, message_id: str | None
    ) -> tuple[Received, Button] | None:
        """The newest message that holds a button with that payload, or the one named."""
        for received in reversed(self.received_by(phone.address)):
            named = message_id in {None, received.provider_message_id}
            if received.channel_id == channel.id and received.arrived and named:
                for button in received.buttons:
                    if button.payload == payload:
                        return received, button
        return None

    def add_received(self, received: Received) -> None:
        """Takes down a message to a phone."""
        self._index_received(received)
        self.keep_received(received)

    def keep_received(self, received: Received) -> None:
        """Stores a changed message to a phone."""
        key = f"{received.channel_id}/{received.address}/{received.provider_message_id}"
        self._records.put("received", key, received.model_dump_json())

    def raise_status(self, received: Received, status: Status, *, error_code: int | None = None) -> None:
        """Sets a status unless the message already has a higher one."""
        if STATUS_RANKS[status] >= STATUS_RANKS[received.status]:
            received.status = status
            received.error_code = error_code
            self.keep_received(received)

    def add_written(self, written: Written, chat: Chat) -> None:
        """Takes down a message from a phone; the window opens at the provider's time of it, never earlier."""
        self._index_written(written)
        self._keep_written(written)
        chat.last_written_s = max(chat.last_written_s or 0.0, written.at_s)
        self.keep_chat(chat)

    def find_written(self, channel_id: str, address: str, provider_message_id: str) -> Written | None:
        """One message from a phone."""
        return self._written_by_id.get((channel_id, address, provider_message_id))

    def edit_written(self, written: Written, text: str | None, message: Json) -> None:
        """The customer changed a message."""
        written.text, written.message = text, message
        self._keep_written(written)

    def react(self, channel_id: str, address: str, provider_message_id: str, emoji: str) -> None:
        """The customer put a reaction on a message of either side, or with an empty one took it back."""
        received = self.find_received(channel_id, address, provider_message_id)
        written = self.find_written(channel_id, address, provider_message_id)
        if received is not None:
            received.own_reaction = emoji or None
            self.keep_received(received)
        if written is not None:
            written.own_reaction = emoji or None
            self._keep_written(written)

    def mark_read(self, channel_id: str, provider_message_id: str) -> Written | None:
        """The business has read a message and with it the earlier ones of the chat; None when there is no such one.

        Source: Meta, mark messages as read, read 2026-06-17.
        """
        address = self._writers.get((channel_id, provider_message_id))
        if address is None:
            return None
        of_chat = [w for w in self.written_by(address) if w.channel_id == channel_id]
        last = [w.provider_message_id for w in of_chat].index(provider_message_id)
        for written in of_chat[: last + 1]:
            if not written.read:
                written.read = True
                self._keep_written(written)
        return of_chat[last]

    def change_number(self, phone: Phone, new_address: str) -> Phone:
        """Moves a customer to a new number: Telegram keeps the account, WhatsApp starts another one."""
        moved = self.get(new_address)
        moved.name, moved.username = phone.name, phone.username
        moved.telegram_id, phone.telegram_id = phone.telegram_id, moved.telegram_id
        phone.number_changed_to = moved.address
        moved.number_changed_to = None
        for chat in [c for c in self._chats.values() if c.address == phone.address]:
            channel = self.channels.find(chat.channel_id)
            if channel is not None and channel.provider == "telegram":
                self._chats[channel.id, moved.address] = chat.model_copy(update={"address": moved.address})
                self.keep_chat(self._chats[channel.id, moved.address])
        for received in self.received_by(phone.address):
            self.add_received(received.model_copy(update={"address": moved.address}))
        self._keep_phone(phone)
        self._keep_phone(moved)
        return moved

    def _keep_phone(self, phone: Phone) -> None:
        self._phones[phone.address] = phone
        if phone.number_changed_to is None:
            self._telegram[phone.telegram_id] = phone
        self._records.put("phone", phone.address, phone.model_dump_json())

    def _index_received(self, received: Received) -> None:
        self._received.setdefault(received.address, []).append(received)
        self._by_id[received.channel_id, received.address, received.provider_message_id] = received

    def _index_written(self, written: Written) -> None:
        self._written.setdefault(written.address, []).append(written)
        self._written_by_id[written.channel_id, written.address, written.provider_message_id] = written
        self._writers[written.channel_id, written.provider_message_id] = written.address

    def _keep_written(self, written: Written) -> None:
        key = f"{written.channel_id}/{written.address}/{written.provider_message_id}"
        self._records.put("written", key, written.model_dump_json())
