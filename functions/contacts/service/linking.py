"""Which addresses are whose: reading contacts, linking addresses, and making two contacts one."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Final, NamedTuple

from common.clock import epoch_ms
from common.errors import AlreadyExists, Conflict, Fault, Invalid, NotFound
from common.jobs.enqueue import Enqueue
from common.jobs.registry import MOVE_MESSAGES
from common.memory.moving import move
from common.models.channel import Channel, Provider
from common.models.consent import supersedes
from common.models.contact import Contact, Identity, search_words
from common.models.conversation import Conversation
from common.models.ids import ContactId, MessageId, TenantId, identity_id
from common.models.merge import UNDO_FOR, Merge, MergeState
from common.models.payloads import MergePayload
from common.store.attributes import AttributeDefinitions
from common.store.audiences import Audiences
from common.store.channels import Channels
from common.store.codec import Versioned, encode_part
from common.store.consents import Consents
from common.store.contacts import Contacts
from common.store.conversations import Conversations, HeardOn
from common.store.database import ArrayUnion, Database, Write, compare_and_swap
from common.store.dismissals import Dismissals
from common.store.facts import Facts
from common.store.memory_settings import MemoryChoices
from common.store.merges import Merges
from common.store.messages import Messages
from common.store.tombstones import Tombstones
from functions.contacts.schemas import ContactDetail, contact_detail

MOVE_BATCH: Final = 200
STRAGGLERS_S: Final = 60
"""How long a webhook may have been under way when two contacts were merged, in seconds."""


class Stores(NamedTuple):
    """Where contacts are read and written."""

    database: Database
    contacts: Contacts
    conversations: Conversations
    messages: Messages
    channels: Channels
    audiences: Audiences
    consents: Consents
    facts: Facts
    tombstones: Tombstones
    memory: MemoryChoices
    attributes: AttributeDefinitions
    merges: Merges
    dismissals: Dismissals

    @classmethod
    def of(cls, db: Database) -> "Stores":
        """All of them, over one database."""
        return cls(
            db,
            Contacts(db),
            Conversations(db),
            Messages(db),
            Channels(db),
            Audiences(db),
            Consents(db),
            Facts(db),
            Tombstones(db),
            MemoryChoices(db),
            AttributeDefinitions(db),
            Merges(db),
            Dismissals(db),
        )


def get_contact(t: TenantId, k: ContactId, *, stores: Stores) -> Versioned[Contact]:
    """The contact, or the one that it was merged into.

    Raises:
        NotFound: the tenant has no such contact.
    """
    found = stores.contacts.find_present(t, k)
    if found is None:
        raise NotFound("There is no such contact.")
    return found


def show(t: TenantId, k: ContactId, *, stores: Stores) -> ContactDetail:
    """The contact with all addresses."""
    found = get_contact(t, k, stores=stores)
    return contact_detail(found, stores.contacts.find_identities(t, found.value.identities))


def link(
    t: TenantId,
    k: ContactId,
    channel_id: str,
    address: str,
    now: datetime,
    *,
    stores: Stores,
    enqueue: Enqueue,
    by: str = "",
) -> ContactDetail:
    """Makes an address this contact's; a contact that it led to before is merged into this one.

    Raises:
        NotFound: the tenant has no such contact or channel.
        Invalid: the address is none of the channel's kind.
    """
    contact = get_contact(t, k, stores=stores).value
    channel = next((c for c in stores.channels.list_all(t, fresh=True) if c.id == channel_id), None)
    if channel is None:
        raise NotFound("There is no such channel.")
    value, portable = normal_address(channel, address)
    scope = "" if portable else channel.id
    i = identity_id(channel.provider, scope, value)
    identity = Identity(id=i, provider=channel.provider, scope=scope, address=value, contact_id=contact.id)
    heard = HeardOn(channel.id, channel.provider, i, value, 0)
    reachable = stores.conversations.add_address(t, contact.id, heard)
    _give(t, identity, [reachable], now, stores=stores, enqueue=enqueue, by=by)
    return show(t, contact.id, stores=stores)


def link_phone(t: TenantId, m: MessageId, now: datetime, *, stores: Stores, enqueue: Enqueue) -> bool:
    """Links the phone number that a contact shared as their own, for which the provider vouches; False if gone.

    Source: https://core.telegram.org/bots/api#contact (read 2026-11): `user_id` is the sender's own only for the
    number of the sender's account.
    """
    found = stores.messages.find(t, m)
    if found is None or not found.value.shared_phone:
        return False
    contact = get_contact(t, found.value.conversation_id, stores=stores).value
    phone = found.value.shared_phone
    i = identity_id(Provider.WHATSAPP, "", phone)
    identity = Identity(id=i, provider=Provider.WHATSAPP, address=phone, contact_id=contact.id)
    findable = stores.conversations.make_findable(t, contact.id, phone)
    _give(t, identity, [findable], now, stores=stores, enqueue=enqueue, by="")
    return True


def _give(
    t: TenantId,
    identity: Identity,
    writes: Sequence[Write],
    now: datetime,
    *,
    stores: Stores,
    enqueue: Enqueue,
    by: str,
) -> None:
    """Makes an address its contact's: founds it with `writes`, or merges the contact that it led to."""
    known = stores.contacts.find_identity(t, identity.id)
    if known is None:
        gained = {
            "identities": ArrayUnion([identity.id]),
            "search": ArrayUnion(search_words("", [identity.address])),
        }
        try:
            stores.database.commit(
                stores.contacts.create_identity(t, identity),
                stores.contacts.patch(t, identity.contact_id, gained),
                *writes,
            )
        except AlreadyExists:
            known = stores.contacts.find_identity(t, identity.id)
    if known is not None and known.contact_id != identity.contact_id:
        merge(t, identity.contact_id, known.contact_id, now, stores=stores, enqueue=enqueue, by=by)


def normal_address(channel: Channel, address: str) -> tuple[str, bool]:
    """The address as the provider writes it, and whether it means the same person on its other channels.

    Raises:
        Invalid: it is none of the channel's kind.
    """
    plain = address.strip()
    if channel.provider is Provider.WHATSAPP:
        if re.fullmatch(r"[A-Z]{2}\.[A-Za-z0-9.]{1,128}", plain):
            return plain, False
        digits = re.sub(r"[\s()./-]", "", plain).removeprefix("+")
        if re.fullmatch(r"[1-9]\d{5,14}", digits):
            return digits, True
        raise Invalid(
            "Give a phone number with its country code, or a WhatsApp user id.",
            faults=[Fault("/address", "not a phone number")],
        )
    if not re.fullmatch(r"-?\d{1,16}", plain):
        raise Invalid("Give a Telegram chat id, which is a number.", faults=[Fault("/address", "not a chat id")])
    return plain, False


def merge(
    t: TenantId,
    target: ContactId,
    source: ContactId,
    now: datetime,
    *,
    stores: Stores,
    enqueue: Enqueue,
    by: str = "",
) -> None:
    """Makes `source` one with `target`: addresses, tags, wishes and conversation come to `target`.

    What both were is kept for as long as it can be undone.

    Raises:
        NotFound: one of the contacts does not exist.
        Invalid: they are the same.
        Conflict: one of them was merged into a third, or an earlier merge of them is just being undone.
    """
    payload = MergePayload(tenant_id=t, source_id=source, target_id=target, attempt=epoch_ms(now))
    _both(t, target, source, stores)
    # Handed over first: it finishes what a crash leaves half done, and takes along what webhooks that were under way
    # still wrote to the old contact. Where the merge does not come about, it does nothing.
    enqueue(MOVE_MESSAGES, payload, delay_s=STRAGGLERS_S, at=now)
    compare_and_swap(lambda: _merge_once(t, target, source, by, now, stores))
    move_messages(payload, stores=stores, batches=5)


def _both(
    t: TenantId, target: ContactId, source: ContactId, stores: Stores
) -> tuple[Versioned[Contact], Versioned[Contact]]:
    if target == source:
        raise Invalid("A contact cannot be merged with itself.")
    into, gone = stores.contacts.find(t, target), stores.contacts.find(t, source)
    if into is None or gone is None:
        raise NotFound("There is no such contact.")
    if gone.value.merged_into != target and (into.value.merged_into or gone.value.merged_into):
        raise Conflict("One of the two was merged into another contact; open that one.")
    return into, gone


def _merge_once(t: TenantId, target: ContactId, source: ContactId, by: str, now: datetime, stores: Stores) -> None:
    into, gone = _both(t, target, source, stores)
    if gone.value.merged_into == target:
        return
    earlier = stores.merges.find(t, source)
    if earlier is not None and earlier.value.state is MergeState.UNDOING:
        raise Conflict("An earlier merge of this contact is just being undone. Try again in a minute.")
    writes = _belongings(t, into, gone.value, stores)
    writes.append(stores.contacts.patch(t, source, {"merged_into": target}, gone.updated_at))
    thread, held = stores.conversations.find(t, source), stores.conversations.find(t, target)
    if thread is not None:
        writes.append(stores.conversations.absorb(t, target, thread.value))
        writes.append(stores.conversations.close_merged(t, source, target, thread.updated_at))
    record = Merge(
        id=source,
        target_id=target,
        by=by,
        merged_at=now,
        expires_at=now + UNDO_FOR,
        target=into.value,
        target_thread=held.value if held else None,
        source_thread=thread.value if thread else None,
    )
    stores.database.commit(*writes, stores.merges.put(t, record))


def _belongings(t: TenantId, into: Versioned[Contact], other: Contact, stores: Stores) -> list[Write]:
    """The writes that give `into` what it lacks of `other`: addresses, tags, attributes, wishes."""
    person = into.value
    gained: dict[str, object] = {
        f"opt_outs.{key}": encode_part(wish)
        for key, wish in other.opt_outs.items()
        if supersedes(wish, person.opt_outs.get(key))
    }
    addresses = [i for i in other.identities if i not in person.identities]
    new_tags = [tag for tag in other.tags if tag not in person.tags]
    new_words = [word for word in other.search if word not in person.search]
    new_audiences = [audience for audience in other.audiences if audience not in person.audiences]
    lists = (("identities", addresses), ("tags", new_tags), ("search", new_words), ("audiences", new_audiences))
    for name, values in lists:
        if values:
            gained[name] = ArrayUnion(values)
    if other.language and not person.language:
        gained["language"] = other.language
    if other.learning_off and not person.learning_off:
        gained["learning_off"] = True
    if other.time_zone and not person.time_zone:
        gained["time_zone"] = other.time_zone
    attributes = {k: v for k, v in other.attributes.items() if k not in person.attributes}
    if attributes:
        gained["attributes"] = {**person.attributes, **attributes}
    writes: list[Write] = [stores.contacts.patch_identity(t, i, {"contact_id": person.id}) for i in addresses]
    if gained:
        writes.append(stores.contacts.patch(t, person.id, gained, into.updated_at))
    return writes


def move_messages(payload: MergePayload, *, stores: Stores, batches: int | None = None) -> None:
    """Moves the facts and messages of a merged contact, and what came to it since; all messages, or so many batches.

    Raises:
        WriteRaced: messages kept coming; trying again helps.
    """
    t, source = payload.tenant_id, payload.source_id
    target = _home(t, source, stores)
    if target is None:
        return  # the merge did not come about
    move(t, source, target, facts=stores.facts)
    done = 0
    while batches is None or done < batches:
        writes = stores.messages.moves(t, source, target, limit=MOVE_BATCH)
        if not writes:
            break
        stores.database.commit(*writes)
        done += 1
        home = _home(t, source, stores)
        if home is None:
            return  # it was undone meanwhile: what comes to the contact now is its own
        target = home
    compare_and_swap(lambda: _absorb_stragglers(t, source, target, stores))
    stores.conversations.mend_preview(t, target, stores.messages)


def _home(t: TenantId, source: ContactId, stores: Stores) -> ContactId | None:
    """The contact that another one is part of; none where it is one of its own."""
    found = stores.contacts.find_present(t, source)
    return found.value.id if found and found.value.id != source else None


def _absorb_stragglers(t: TenantId, source: ContactId, target: ContactId, stores: Stores) -> None:
    into, gone = stores.contacts.find(t, target), stores.contacts.find(t, source)
    if into is None or gone is None or gone.value.merged_into is None:
        return  # somebody has undone the merge
    writes = _belongings(t, into, gone.value, stores)
    thread, held = stores.conversations.find(t, source), stores.conversations.find(t, target)
    if thread is not None and _is_news(thread.value, held.value if held else None):
        writes.append(stores.conversations.absorb(t, target, thread.value))
        writes.append(stores.conversations.close_merged(t, source, target, thread.updated_at))
    if writes:
        stores.database.commit(*writes)


def _is_news(thread: Conversation, held: Conversation | None) -> bool:
    """Whether something came to the conversation `thread` since it was merged into `held`."""
    return (
        thread.unread > 0 or thread.merged_into is None or held is None or thread.last_message_ms > held.last_message_ms
    )
