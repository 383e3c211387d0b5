"""What providers report, in few words."""

from datetime import datetime, timedelta

from common.models.ids import ContactId, MessageId, first_contact_id, identity_id, inbound_message_id
from common.models.inbound import Address, InboundMessage, Receipt, Sender
from common.models.message import Failure, Kind
from common.models.status import MessageStatus
from tests.functions.world import NOW, WHATSAPP

PHONE = Address(value="4915100000001", portable=True)
USER = Address(value="DE.1234567890", portable=False)
CHAT = Address(value="700000001", portable=False)
ANA = Sender(addresses=(PHONE,), name="Ana Ruiz")
ANA_BOTH = Sender(addresses=(PHONE, USER), name="Ana Ruiz")
ANA_USER = Sender(addresses=(USER,), name="Ana Ruiz")
ANA_TELEGRAM = Sender(addresses=(CHAT,), name="Ana", username="ana")


def at(s: float) -> datetime:
    """So many seconds after the world's beginning."""
    return NOW + timedelta(seconds=s)


def says(text: str, s: float = -60, sender: Sender = ANA, **more: object) -> InboundMessage:
    """A contact writes `text`, which is also the message's id at the provider."""
    fields = {"sender": sender, "provider_message_id": text, "at": at(s), "kind": Kind.TEXT, "text": text, **more}
    return InboundMessage.model_validate(fields)


def stored_id(text: str, on: str = WHATSAPP) -> MessageId:
    """Our id of that message."""
    return inbound_message_id(on, text)


def contact_of(address: Address = PHONE, on: str = WHATSAPP, provider: str = "whatsapp") -> ContactId:
    """The contact that an address founds."""
    return first_contact_id(identity_id(provider, "" if address.portable else on, address.value))


def receipt(status: MessageStatus, s: float, *, wamid: str = "", message_id: str = "") -> Receipt:
    """The provider reports a status."""
    failure = Failure(code="131026", reason="recipient", detail="Not on WhatsApp.") if status == "failed" else None
    return Receipt(
        provider_message_id=wamid or f"wamid.{message_id}",
        message_id=message_id,
        status=status,
        at=at(s),
        failure=failure,
    )
