"""What a customer does on the phone, handed to the provider that the channel belongs to."""

from infra.local.simulators.channels import SimChannel
from infra.local.simulators.composing import CannotWrite, Outcome
from infra.local.simulators.graph.writing import WhatsAppCustomers
from infra.local.simulators.hooks import Attempt
from infra.local.simulators.phone_schemas import Writes
from infra.local.simulators.phones import Phone, Phones
from infra.local.simulators.telegram.writing import TelegramCustomers


class Writing:
    """Customers' side of both providers."""

    def __init__(self, *, phones: Phones, whatsapp: WhatsAppCustomers, telegram: TelegramCustomers) -> None:
        self._phones = phones
        self._whatsapp = whatsapp
        self._telegram = telegram

    async def write(self, phone: Phone, channel: SimChannel, writes: Writes) -> Outcome:
        """The customer writes; returns after the first attempt to deliver the webhook.

        Raises:
            CannotWrite: the customer blocked the business or gave the number up, or what was asked does not exist on
                this provider.
        """
        if self._phones.chat(channel, phone).blocked:
            raise CannotWrite(f"{phone.address} has blocked {channel.id}: unblock it first")
        if phone.number_changed_to is not None:
            raise CannotWrite(f"{phone.address} is now {phone.number_changed_to}")
        if writes.name is not None or writes.username is not None:
            self._phones.rename(phone, name=writes.name, username=writes.username)
        if channel.provider == "whatsapp":
            return await self._whatsapp.write(phone, channel, writes)
        return await self._telegram.write(phone, channel, writes)

    async def block(self, phone: Phone, channel: SimChannel, *, blocked: bool) -> Attempt | None:
        """The customer blocks or unblocks the business; Telegram tells the bot, WhatsApp nobody."""
        chat = self._phones.chat(channel, phone)
        was, chat.blocked = chat.blocked, blocked
        self._phones.keep_chat(chat)
        if channel.provider == "whatsapp" or was == blocked:
            return None
        return await self._telegram.tell_block(phone, channel, blocked=blocked)

    async def change_number(self, phone: Phone, new_address: str) -> list[Outcome]:
        """The customer takes a new number; every WhatsApp channel that knows the old one is told."""
        return await self._whatsapp.change_number(phone, new_address)
