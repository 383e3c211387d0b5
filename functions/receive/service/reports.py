"""What providers report about messages and people: receipts, edits, deletions, new numbers, wishes, notices."""

from datetime import datetime
from typing import Final

from pydantic import BaseModel

from common import log
from common.channels.base import Blame
from common.clock import epoch_ms
from common.errors import AlreadyExists, AppError
from common.models import consent as wishes
from common.models.channel import Provider
from common.models.contact import Identity, search_words
from common.models.ids import MessageId, TenantId, digest, inbound_message_id
from common.models.inbound import AnyEvent, Consent, Deletion, Edit, Notice, NumberChange, Receipt
from common.models.message import Message
from common.models.status import WAITING, MessageStatus, after_report
from common.store.channels import ChannelRef
from common.store.codec import Versioned, encode_part
from common.store.consents import Consents
from common.store.contacts import Contacts
from common.store.conversations import Conversations, HeardOn
from common.store.database import DELETE_FIELD, ArrayUnion, Database, compare_and_swap
from common.store.messages import Messages
from common.store.work import Work
from functions.receive.service.incoming import Taken
from functions.receive.service.people import find_known, identity_of

CONSENT: Final = Blame.CONSENT.value
"""The class of an error by which a provider says that a person does not want to be written to."""
PARKABLE: Final[dict[str, type[BaseModel]]] = {"receipt": Receipt, "edit": Edit, "deletion": Deletion}


class TooEarly(AppError):
    """What an event is about is not there yet; trying again later helps."""

    code, title, status, retryable = "too_early", "The message is not there yet", 500, True


def take_receipt(event: Receipt, ref: ChannelRef, now: datetime, *, messages: Messages, consents: Consents) -> bool:
    """Raises the status of the message that `event` is about; False if we do not know the message (yet).

    A message that failed because its contact does not want any opts the contact out, also where the status was noted
    before (the delivery before may have died in between), or is an earlier try's.
    """

    def attempt() -> Message | None:
        found = _message_of(event, ref, messages)
        if found is None:
            return None
        fields = receipt_fields(found.value, event)
        if fields:
            messages.change(ref.tenant_id, found, fields, now)
        return found.value

    message = compare_and_swap(attempt)
    if message is not None:
        log.append("reported", {"tenant": ref.tenant_id, "message_id": message.id, "status": event.status})
    if message is not None and event.failure is not None and event.failure.reason == CONSENT:
        consents.record(ref.tenant_id, wishes.refused(message, event.at))
    return message is not None


def _message_of(event: Receipt, ref: ChannelRef, messages: Messages) -> Versioned[Message] | None:
    found = None
    if event.message_id:
        try:
            found = messages.find(ref.tenant_id, MessageId(event.message_id))
        except AppError:
            found = None  # some other system's id, of a shape that none of ours has
    if found is None:
        found = messages.find_by_provider_id(ref.tenant_id, ref.channel_id, event.provider_message_id)
    return found if found is not None and found.value.channel_id == ref.channel_id else None


def receipt_fields(message: Message, event: Receipt) -> dict[str, object]:
    """The fields that `event` changes on `message`; none for a report that says nothing new."""
    if _is_of_an_earlier_try(message, event):
        return {}
    fields: dict[str, object] = {}
    status = after_report(message.status, event.status)
    rises = status is not message.status
    if rises:
        fields["status"] = status
        fields["lease_until"] = DELETE_FIELD
        if message.sweep_at is not None:
            # People were shown that nobody knew: the next sweep takes that away.
            fields["sweep_at"] = event.at if message.status is MessageStatus.UNKNOWN else DELETE_FIELD
        fields["failure"] = encode_part(event.failure) if event.failure else DELETE_FIELD
    # A time that is known of a status which it only reaches now is an earlier try's.
    if rises or event.status.value not in message.status_at:
        fields[f"status_at.{event.status.value}"] = event.at
    if event.pricing and not message.pricing:
        fields["pricing"] = event.pricing
    known = message.provider_message_id
    if not known or (message.status in WAITING and known != event.provider_message_id):
        fields["provider_message_id"] = event.provider_message_id
    return fields


def _is_of_an_earlier_try(message: Message, event: Receipt) -> bool:
    """Whether `event` tells how a try ended after which the message was sent again.

    All tries of a message share our id, and providers repeat reports for days. What was delivered or read has arrived,
    whichever try it was.
    """
    if event.status not in (MessageStatus.SENT, MessageStatus.FAILED) or not message.provider_message_id:
        return False
    is_known = event.provider_message_id == message.provider_message_id
    return is_known if message.status in WAITING else not is_known


def take_edit(event: Edit | Deletion, ref: ChannelRef, *, messages: Messages, conversations: Conversations) -> bool:
    """Notes that an author changed a message or took it back; False if we do not have it (yet)."""
    message_id = inbound_message_id(ref.channel_id, event.provider_message_id)

    def attempt() -> bool:
        found = messages.find(ref.tenant_id, message_id)
        if found is None:
            return False
        fields = edit_fields(found.value, event)
        if fields:
            messages.patch(ref.tenant_id, message_id, fields, found.updated_at)
        return True

    if not compare_and_swap(attempt):
        return False
    # Also where it was noted before: the delivery before may have died in between.
    if (changed := messages.find(ref.tenant_id, message_id)) is not None:
        conversations.show_change(ref.tenant_id, changed.value)
    return True


def edit_fields(message: Message, event: Edit | Deletion) -> dict[str, object]:
    """The fields that `event` changes on `message`; none for what is overtaken."""
    if message.deleted_at is not None or message.erased_at is not None:
        return {}
    if isinstance(event, Deletion):
        # The author's wish: what was taken back is no longer shown.
        gone: dict[str, object] = dict.fromkeys(("content", "media", "location", "choice"), DELETE_FIELD)
        if message.media is not None and message.media.object_name:
            # Nothing else names the file, which must go when the person is to be forgotten.
            gone["taken_back_object"] = message.media.object_name
        return {"deleted_at": event.at, "text": "", **gone}
    if message.edited_at is not None and message.edited_at >= event.at:
        return {}
    return {"edited_at": event.at, "text": event.text}


def park(event: Receipt | Edit | Deletion, ref: ChannelRef, now: datetime, *, work: Work) -> Taken:
    """Keeps an event that came before its message; `dispatch` sees to it that it is tried again."""
    body = event.model_dump_json()
    kind = next(name for name, model in PARKABLE.items() if isinstance(event, model))
    record = {"kind": kind, "channel_id": ref.channel_id, "event": body, "created_at": now, "state": "waiting"}
    kept = work.park(ref.tenant_id, digest("parked", ref.channel_id, body), record)
    return Taken.PARKED if kept else Taken.DUPLICATE


def settle_parked(
    t: TenantId,
    parked_id: str,
    now: datetime,
    *,
    messages: Messages,
    conversations: Conversations,
    work: Work,
    consents: Consents,
) -> None:
    """Applies a parked event, if its message has come.

    Raises:
        TooEarly: it has not; try again later.
    """
    found = work.find_parked(t, parked_id)
    if found is None:
        return
    event = PARKABLE[str(found.data["kind"])].model_validate_json(str(found.data["event"]))
    ref = ChannelRef(t, found.data["channel_id"])  # type: ignore[arg-type]
    match event:
        case Receipt():
            done = take_receipt(event, ref, now, messages=messages, consents=consents)
        case Edit() | Deletion():
            done = take_edit(event, ref, messages=messages, conversations=conversations)
        case _:
            raise AssertionError(f"Nothing but {', '.join(PARKABLE)} is ever parked.")
    if not done:
        raise TooEarly("The message that this is about is not here yet.")
    work.unpark(t, parked_id)


def take_number_change(
    event: NumberChange,
    ref: ChannelRef,
    provider: Provider,
    *,
    database: Database,
    contacts: Contacts,
    conversations: Conversations,
) -> Taken:
    """Lets a contact's new addresses lead to the same contact; the old ones stay known.

    If somebody has written from the new address before, the address stays theirs: people decide whether they are one.
    """
    old = find_known(ref.tenant_id, provider, ref.channel_id, event.old, contacts=contacts)
    if old is None:
        return Taken.NOTED
    taken = Taken.DUPLICATE
    for address in event.new:
        i = identity_of(provider, ref.channel_id, address)
        identity = Identity(
            id=i,
            provider=provider,
            scope="" if address.portable else ref.channel_id,
            address=address.value,
            contact_id=old.contact_id,
            aliases=[old.id],
        )
        heard = HeardOn(ref.channel_id, provider, i, address.value, epoch_ms(event.at))
        gained = {"identities": ArrayUnion([i]), "search": ArrayUnion(search_words("", [address.value]))}
        try:
            database.commit(
                contacts.create_identity(ref.tenant_id, identity),
                contacts.patch(ref.tenant_id, old.contact_id, gained),
                conversations.add_address(ref.tenant_id, old.contact_id, heard),
            )
            taken = Taken.STORED
        except AlreadyExists:
            continue
    return taken


def take_consent(
    event: Consent, ref: ChannelRef, provider: Provider, *, contacts: Contacts, consents: Consents
) -> Taken:
    """Notes a contact's wish to hear from us or not; the newest wish holds, whatever order they come in."""
    addresses = event.sender.addresses
    identity = find_known(ref.tenant_id, provider, ref.channel_id, addresses, contacts=contacts)
    if identity is None:
        return Taken.NOTED
    scope = wishes.ConsentScope(event.scope)
    block = scope is wishes.ConsentScope.ALL
    source = wishes.ConsentSource.BLOCK if block else wishes.ConsentSource.PROVIDER_REPORT
    said = (ref.channel_id, addresses[0].value, scope, event.at.isoformat(), str(event.opted_in))
    wish = wishes.Consent(
        id=wishes.consent_id(source, *said),
        contact_id=identity.contact_id,
        channel_id=ref.channel_id,
        scope=scope,
        opted_in=event.opted_in,
        at=event.at,
        source=source,
    )
    return Taken.STORED if consents.record(ref.tenant_id, wish) else Taken.DUPLICATE


def note(event: AnyEvent, ref: ChannelRef, now: datetime, *, work: Work) -> Taken:
    """Keeps what we have no word for, or cannot act on yet."""
    body = event.model_dump_json(exclude_defaults=True)
    topic = event.topic if isinstance(event, Notice) else type(event).__name__
    record = {"topic": topic, "channel_id": ref.channel_id, "content": body, "created_at": now}
    kept = work.note(ref.tenant_id, digest("notice", ref.channel_id, topic, body), record)
    return Taken.NOTED if kept else Taken.DUPLICATE
