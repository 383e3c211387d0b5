"""A message comes in: everything that it causes, in one commit."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Final

from common import log
from common.clock import epoch_ms
from common.errors import AlreadyExists, WriteRaced
from common.models.agent import PauseReason
from common.models.channel import Provider
from common.models.consent import Consent, ConsentScope, ConsentSource, ConsentWord, consent_id, keyword_of
from common.models.contact import search_words
from common.models.ids import MessageId, TenantId, inbound_message_id
from common.models.inbound import InboundMessage
from common.models.message import Author, AuthorKind, Direction, Kind, Message
from common.models.status import MessageStatus
from common.models.tenant import Tenant
from common.models.thread_order import written_by_them
from common.models.usage import MESSAGES_ECHOED, MESSAGES_IN
from common.store.channels import ChannelRef
from common.store.consents import Consents
from common.store.contacts import Contacts
from common.store.conversations import Conversations, HeardOn, address_fields
from common.store.database import Database, Merge, Write
from common.store.messages import Messages
from common.store.usage import Usage
from functions.receive.service.people import Known, display_name, resolve

_TRIES: Final = 4


class Taken(StrEnum):
    """What became of an inbound event."""

    STORED = "stored"
    DUPLICATE = "duplicate"
    PARKED = "parked"
    NOTED = "noted"
    UNKNOWN_ACCOUNT = "unknown_account"


def take_message(
    event: InboundMessage,
    ref: ChannelRef,
    provider: Provider,
    tenant: Tenant,
    now: datetime,
    *,
    database: Database,
    contacts: Contacts,
    conversations: Conversations,
    messages: Messages,
    usage: Usage,
    consents: Consents,
) -> Taken:
    """Stores one message, once: message, conversation, counter and, for a new person, contact and identities.

    What asks to be left alone, or no longer so, is recorded after that; a delivery that died in between is made up for
    by the next.

    Raises:
        WriteRaced: others founded the same person at every try; delivering it again helps.
    """
    message_id = inbound_message_id(ref.channel_id, event.provider_message_id)
    event = event.model_copy(update={"at": written_by_them(event.at, now)})
    for _ in range(_TRIES):
        known = resolve(ref.tenant_id, provider, ref.channel_id, event.sender, now, contacts=contacts)
        message = build_message(event, ref, provider, message_id, known, now)
        create, *traces = messages.store(tenant, message, now)
        writes: list[Write] = [
            create,
            _conversation_write(event, ref, provider, known, message, now, conversations),
            usage.count_blindly(tenant, now, {MESSAGES_ECHOED if event.echo else MESSAGES_IN: 1}),
            *known.writes,
            *traces,
        ]
        try:
            results = database.commit(*writes)
        except AlreadyExists:
            stored = messages.find(ref.tenant_id, message_id)
            if stored is not None:
                # The delivery before may have died between its commit and what follows it.
                conversations.mend_preview(ref.tenant_id, known.contact_id, messages)
                _record_wish(ref.tenant_id, stored.value, consents)
                return Taken.DUPLICATE
            continue  # another first message of the same person founded the contact meanwhile
        newest_ms = results[1].numbers.get("last_message_ms")
        if isinstance(newest_ms, int) and newest_ms > epoch_ms(message.at):
            conversations.mend_preview(ref.tenant_id, known.contact_id, messages)
        _record_wish(ref.tenant_id, message, consents)
        log.append("stored", {"tenant": ref.tenant_id, "message_id": message_id, "channel": ref.channel_id})
        return Taken.STORED
    raise WriteRaced("Contacts were founded too often at the same moment.", retry_after_s=1)


def build_message(
    event: InboundMessage,
    ref: ChannelRef,
    provider: Provider,
    message_id: MessageId,
    known: Known,
    now: datetime,
) -> Message:
    """Our message of a provider's."""
    status = MessageStatus.SENT if event.echo else MessageStatus.RECEIVED
    author = Author(kind=AuthorKind.PHONE) if event.echo else Author(kind=AuthorKind.CONTACT, name=event.sender.name)
    return Message(
        id=message_id,
        conversation_id=known.contact_id,
        channel_id=ref.channel_id,
        provider=provider,
        direction=Direction.OUT if event.echo else Direction.IN,
        author=author,
        kind=event.kind,
        text=event.text,
        media=event.media,
        location=event.location,
        reaction=event.reaction,
        choice=event.choice,
        shared_phone=event.shared_phone,
        reply_to=event.reply_to,
        forwarded=event.forwarded,
        content=event.content,
        status=status,
        status_at={status.value: event.at},
        provider_message_id=event.provider_message_id,
        address=known.address,
        at=event.at,
        created_at=now,
        founds_contact=True if known.founded and not event.echo else None,
    )


def keyword_in(message: Message) -> ConsentWord | None:
    """What a contact's message asks for, if it is a keyword, typed or on a button."""
    if message.direction is Direction.OUT:
        return None
    if message.choice is not None:
        return keyword_of(message.choice.title, chosen=True) or keyword_of(message.choice.id, chosen=True)
    return keyword_of(message.text) if message.kind is Kind.TEXT else None


def _record_wish(t: TenantId, message: Message, consents: Consents) -> None:
    """Records what a keyword asks for; it is about marketing, on every channel."""
    word = keyword_in(message)
    if word is None:
        return
    wish = Consent(
        id=consent_id(ConsentSource.KEYWORD, message.id),
        contact_id=message.conversation_id,
        scope=ConsentScope.MARKETING,
        opted_in=word is ConsentWord.START,
        at=message.at,
        source=ConsentSource.KEYWORD,
        message_id=message.id,
    )
    consents.record(t, wish)
    log.append("wishes", {"tenant": t, "message_id": message.id, "word": word})


def _conversation_write(
    event: InboundMessage,
    ref: ChannelRef,
    provider: Provider,
    known: Known,
    message: Message,
    now: datetime,
    conversations: Conversations,
) -> Merge:
    founded: Mapping[str, object] = {}
    if known.founded:
        name = display_name(event.sender)
        founded = {
            "contact_name": name,
            "created_at": now,
            "assignee": None,
            "search": search_words(name, [a.value for a in event.sender.addresses]),
        }
    if event.echo:
        # Not heard, but reachable there: a template can be sent.
        reachable = HeardOn(ref.channel_id, provider, known.identity_id, known.address, 0)
        return conversations.record_outbound(
            ref.tenant_id,
            message,
            founded={**founded, **address_fields(reachable)},
            pauses=PauseReason.PHONE_REPLIED,
        )
    heard = HeardOn(ref.channel_id, provider, known.identity_id, known.address, epoch_ms(event.at))
    return conversations.record_inbound(ref.tenant_id, message, heard, founded=founded)
