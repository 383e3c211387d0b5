"""The conversations of a tenant; inbound traffic writes them blindly, by transforms that survive any order."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final, Literal, NamedTuple

from common.clock import epoch_ms
from common.models.agent import HandOver, PauseReason
from common.models.channel import Provider
from common.models.contact import search_words
from common.models.conversation import Conversation, ConversationStatus, Preview
from common.models.ids import ChannelId, ContactId, IdentityId, TenantId, digest
from common.models.message import Author, AuthorKind, Message
from common.store import paths
from common.store.codec import Versioned, decode, decode_versioned, encode_part
from common.store.database import (
    DELETE_FIELD,
    ArrayRemove,
    ArrayUnion,
    Create,
    Database,
    Increment,
    Maximum,
    Merge,
    Minimum,
    Patch,
    Remove,
    Where,
    Write,
    compare_and_swap,
)
from common.store.messages import Messages
from common.store.traces import traces_of

PREVIEW_CHARACTERS = 120
TAKEN_UP: Final[Mapping[str, object]] = {"hand_over": None, "waits_for_person": False}
"""The fields of a conversation that does not wait for a person, or no longer does."""


class ConversationCursor(NamedTuple):
    """Where a page of the list ended."""

    last_message_ms: int
    id: str


class HeardOn(NamedTuple):
    """An address on which a contact was heard."""

    channel_id: ChannelId
    provider: Provider
    identity_id: IdentityId
    address: str
    at_ms: int


def preview_of(message: Message) -> Preview:
    """What the list shows of `message`."""
    # Never left out: the fields are merged, and those of the message before would stay. The contact's name stands in
    # the conversation already.
    author = Author(kind=AuthorKind.CONTACT) if message.author.kind is AuthorKind.CONTACT else message.author
    return Preview(
        text=message.text[:PREVIEW_CHARACTERS],
        kind=message.kind,
        direction=message.direction,
        author=author,
        at_ms=epoch_ms(message.at),
        channel_id=message.channel_id,
    )


class Conversations:
    """Reads and writes conversations."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def find(self, t: TenantId, k: ContactId) -> Versioned[Conversation] | None:
        """The conversation, with its version."""
        found = self._db.get(paths.conversation(t, k))
        return decode_versioned(Conversation, found) if found else None

    def find_many(self, t: TenantId, ids: Sequence[ContactId]) -> list[Conversation | None]:
        """The conversations, in the order of `ids`; one read each."""
        found = self._db.get_many([paths.conversation(t, k) for k in ids])
        return [decode(Conversation, f) if f else None for f in found]

    def find_versions(self, t: TenantId, ids: Sequence[ContactId]) -> list[Versioned[Conversation]]:
        """Those of the conversations that there are, with their versions; one read each."""
        found = self._db.get_many([paths.conversation(t, k) for k in ids])
        return [decode_versioned(Conversation, f) for f in found if f]

    def record_inbound(self, t: TenantId, message: Message, heard: HeardOn, *, founded: Mapping[str, object]) -> Merge:
        """The write that one inbound message causes; `founded` holds the fields of a conversation that is new."""
        return Merge(
            paths.conversation(t, message.conversation_id),
            {
                **founded,
                "status": ConversationStatus.OPEN,
                "unread": Increment(1),
                "is_unread": True,
                "preview": encode_part(preview_of(message)),
                "last_message_ms": Maximum(epoch_ms(message.at)),
                "waiting_since_ms": Minimum(epoch_ms(message.at)),
                "open_since_ms": Minimum(epoch_ms(message.at)),
                **heard_fields(heard),
            },
        )

    def record_outbound(
        self,
        t: TenantId,
        message: Message,
        *,
        founded: Mapping[str, object] | None = None,
        pauses: PauseReason | None = None,
    ) -> Merge:
        """The write that one message of ours causes.

        Whoever answers by hand or by AI ends the contact's waiting; a campaign does not.

        Args:
            t: the tenant.
            message: the message.
            founded: the fields of a conversation that is new.
            pauses: why no agent answers from now on, where a person has taken the conversation up by the message.
        """
        answered = {} if message.author.kind is AuthorKind.CAMPAIGN else {"waiting_since_ms": DELETE_FIELD}
        return Merge(
            paths.conversation(t, message.conversation_id),
            {
                **(founded or {}),
                **answered,
                "preview": encode_part(preview_of(message)),
                "last_message_ms": Maximum(epoch_ms(message.at)),
                **({"agent_paused": pauses, **TAKEN_UP} if pauses else {}),
            },
        )

    def record_answer(self, t: TenantId, message: Message, if_updated_at: datetime) -> Patch:
        """The write that one answer of an agent causes, unless anything happened in the conversation meanwhile."""
        fields = {
            "waiting_since_ms": DELETE_FIELD,
            "preview": encode_part(preview_of(message)),
            "last_message_ms": Maximum(epoch_ms(message.at)),
            **TAKEN_UP,
        }
        return Patch(paths.conversation(t, message.conversation_id), fields, if_updated_at)

    def record_hand_over(
        self,
        t: TenantId,
        k: ContactId,
        hand_over: HandOver,
        if_updated_at: datetime,
        *,
        message: Message | None = None,
        pauses: bool = True,
    ) -> Patch:
        """The write by which an agent leaves a conversation to people, unless anything happened there meanwhile.

        Args:
            t: the tenant.
            k: the conversation.
            hand_over: why.
            if_updated_at: the conversation's version.
            message: what the contact is told about it.
            pauses: whether no agent answers from now on.
        """
        fields: dict[str, object] = {"hand_over": encode_part(hand_over), "waits_for_person": True}
        if pauses:
            fields["agent_paused"] = PauseReason.HANDED_OVER
        if message is not None:
            fields["preview"] = encode_part(preview_of(message))
            fields["last_message_ms"] = Maximum(epoch_ms(message.at))
        return Patch(paths.conversation(t, k), fields, if_updated_at)

    def add_address(self, t: TenantId, k: ContactId, heard: HeardOn) -> Merge:
        """The write that makes a further address known without a message; it neither moves the route nor a window."""
        return Merge(
            paths.conversation(t, k),
            {**address_fields(heard), "search": ArrayUnion(search_words("", [heard.address]))},
        )

    def make_findable(self, t: TenantId, k: ContactId, address: str) -> Merge:
        """The write by which a conversation is also found under a further address."""
        return Merge(paths.conversation(t, k), {"search": ArrayUnion(search_words("", [address]))})

    def found_unheard(self, t: TenantId, k: ContactId, name: str, addresses: Sequence[HeardOn], now: datetime) -> Merge:
        """The write that begins the conversation of a contact who has not written yet; nobody has to do anything."""
        search = search_words(name, [heard.address for heard in addresses])
        fields: dict[str, object] = {"contact_name": name, "created_at": now, "assignee": None, "search": search}
        reachable: dict[str, object] = {}
        for heard in addresses:
            endpoint = {"provider": heard.provider, "address": heard.address, "heard_ms": Maximum(heard.at_ms)}
            reachable[heard.channel_id] = {heard.identity_id: endpoint}
        channels = ArrayUnion(sorted({heard.channel_id for heard in addresses}))
        status = ConversationStatus.RESOLVED
        return Merge(
            paths.conversation(t, k), {**fields, "status": status, "endpoints": reachable, "channels": channels}
        )

    def rename(self, t: TenantId, k: ContactId, name: str, addresses: Sequence[str]) -> Merge:
        """The write that gives a conversation its contact's new name."""
        return Merge(paths.conversation(t, k), {"contact_name": name, "search": search_words(name, addresses)})

    def take_back(
        self,
        t: TenantId,
        found: Versioned[Conversation],
        addresses: Sequence[tuple[ChannelId, IdentityId]],
        *,
        name: str,
        left: Sequence[str],
    ) -> Patch:
        """The write that makes addresses unknown again, unless something happened in the conversation meanwhile.

        Args:
            t: the tenant.
            found: the conversation.
            addresses: which addresses, each with its channel.
            name: what to call the contact.
            left: the addresses that stay.
        """
        fields: dict[str, object] = {"contact_name": name, "search": search_words(name, left)}
        gone: dict[ChannelId, set[IdentityId]] = {}
        for c, i in addresses:
            fields[f"endpoints.`{c}`.`{i}`"] = DELETE_FIELD
            gone.setdefault(c, set()).add(i)
        empty = [c for c, ids in gone.items() if not set(found.value.endpoints.get(c, {})) - ids]
        if empty:
            fields["channels"] = ArrayRemove(empty)
        return Patch(paths.conversation(t, found.value.id), fields, found.updated_at)

    def remove(self, t: TenantId, k: ContactId, if_updated_at: datetime) -> Remove:
        """The write that takes away a conversation in which nobody ever wrote, unless something came meanwhile."""
        return Remove(paths.conversation(t, k), if_updated_at)

    def erase(
        self,
        t: TenantId,
        found: Versioned[Conversation],
        until: datetime,
        name: str,
        addresses: Sequence[str],
        *,
        reason: bool,
    ) -> Patch:
        """The write that leaves of a conversation when and where it was, not what was said, nor by whom.

        Args:
            t: the tenant.
            found: the conversation; the write fails if it changed since.
            until: what came later stays.
            name: what to call the contact.
            addresses: the contact's addresses.
            reason: whether an agent's reason to hand over goes too, which may tell what the contact told.
        """
        known = found.value
        fields: dict[str, object] = {"labels": DELETE_FIELD}
        if known.preview is not None and known.preview.at_ms <= epoch_ms(until):
            fields["preview"] = DELETE_FIELD
        if known.hand_over is not None and reason:
            fields["hand_over.detail"] = ""
        fields |= {"contact_name": name, "search": search_words(name, addresses)}
        return Patch(paths.conversation(t, known.id), fields, found.updated_at)

    def absorb(self, t: TenantId, target: ContactId, source: Conversation) -> Merge:
        """The write that adds what `source` knows to `target`, where both turned out to be one person's."""
        endpoints = {
            c: {
                i: {"provider": e.provider, "address": e.address, "heard_ms": Maximum(e.heard_ms)}
                for i, e in addresses.items()
            }
            for c, addresses in source.endpoints.items()
        }
        fields: dict[str, object] = {
            "last_inbound_ms": {c: Maximum(ms) for c, ms in source.last_inbound_ms.items()},
            "endpoints": endpoints,
            "unread": Increment(source.unread),
        }
        if source.last_message_ms:
            # Left out, not 0, where nobody has written: the inbox lists what has a newest message.
            fields["last_message_ms"] = Maximum(source.last_message_ms)
        if source.unread:
            fields["is_unread"] = True
        if source.status is ConversationStatus.OPEN:
            fields["status"] = ConversationStatus.OPEN
        for name, since_ms in (("waiting_since_ms", source.waiting_since_ms), ("open_since_ms", source.open_since_ms)):
            if since_ms is not None:
                fields[name] = Minimum(since_ms)
        for name, values in (("channels", source.channels), ("search", source.search), ("labels", source.labels)):
            if values:
                fields[name] = ArrayUnion(values)
        return Merge(paths.conversation(t, target), {k: v for k, v in fields.items() if v != {}})

    def close_merged(self, t: TenantId, source: ContactId, target: ContactId, if_updated_at: datetime) -> Patch:
        """The write that leaves only a sign-post where `source` was, unless something came in meanwhile."""
        gone = {"status": ConversationStatus.MERGED, "merged_into": target, "unread": 0, "is_unread": False}
        gone |= dict.fromkeys(("waiting_since_ms", "open_since_ms"), DELETE_FIELD)
        return Patch(paths.conversation(t, source), gone, if_updated_at)

    def replace(self, t: TenantId, k: ContactId, fields: Mapping[str, object], if_updated_at: datetime) -> Patch:
        """The write that replaces fields of a conversation, if nothing has happened there since."""
        return Patch(paths.conversation(t, k), fields, if_updated_at)

    def patch(
        self,
        t: TenantId,
        k: ContactId,
        fields: Mapping[str, object],
        if_updated_at: datetime | None = None,
        also: Sequence[Write] = (),
    ) -> None:
        """Changes fields of a conversation that is there, and makes `also`.

        Raises:
            WriteRaced: somebody wrote since `if_updated_at`.
            NotFound: there is no such conversation.
        """
        self._db.commit(Patch(paths.conversation(t, k), fields, if_updated_at), *also)

    def resolve(
        self,
        t: TenantId,
        found: Versioned[Conversation],
        fields: Mapping[str, object],
        now: datetime,
        also: Sequence[Write] = (),
    ) -> bool:
        """Notes that nobody has anything to do any more, and how long it took; false if that was so before.

        Raises:
            WriteRaced: somebody wrote since it was read.
        """
        conversation = found.value
        if conversation.status is not ConversationStatus.OPEN:
            return False
        since_ms = conversation.open_since_ms or conversation.last_message_ms or epoch_ms(now)
        ended = {
            **fields,
            "status": ConversationStatus.RESOLVED,
            "waiting_since_ms": DELETE_FIELD,
            "open_since_ms": DELETE_FIELD,
        }
        record = {"conversation_id": conversation.id, "at": now, "took_s": max(0, epoch_ms(now) - since_ms) // 1000}
        self._db.commit(
            Patch(paths.conversation(t, conversation.id), ended, found.updated_at),
            Create(paths.resolution(t, digest("resolution", conversation.id, str(epoch_ms(now)))), record),
            *traces_of(self._db).happened(t, now, now),
            *also,
        )
        return True

    def mend_preview(self, t: TenantId, k: ContactId, messages: Messages) -> bool:
        """Puts the newest message into the preview, if a late one had overwritten it; True if it had."""

        def attempt() -> bool:
            found = self.find(t, k)
            if found is None:
                return False
            conversation = found.value
            if conversation.preview and conversation.preview.at_ms >= conversation.last_message_ms:
                return False
            newest = messages.page(t, k, limit=1)
            if not newest:
                return False
            self.patch(t, k, {"preview": encode_part(preview_of(newest[0]))}, found.updated_at)
            return True

        return compare_and_swap(attempt)

    def renew_preview(self, t: TenantId, k: ContactId, messages: Messages) -> None:
        """Shows the newest message that is there, after others have left the conversation."""

        def attempt() -> None:
            found = self.find(t, k)
            if found is None:
                return
            newest = messages.page(t, k, limit=1)
            fields: dict[str, object] = {"preview": DELETE_FIELD, "last_message_ms": DELETE_FIELD}
            if newest:
                fields = {"preview": encode_part(preview_of(newest[0])), "last_message_ms": epoch_ms(newest[0].at)}
            self.patch(t, k, fields, found.updated_at)

        compare_and_swap(attempt)

    def show_change(self, t: TenantId, message: Message) -> None:
        """Shows the present words of `message` where the preview shows the ones before."""
        fresh = preview_of(message)

        def attempt() -> None:
            found = self.find(t, message.conversation_id)
            shown = found.value.preview if found else None
            if found is None or shown is None or shown == fresh:
                return
            if (shown.at_ms, shown.channel_id) == (fresh.at_ms, fresh.channel_id):
                self.patch(t, message.conversation_id, {"preview": encode_part(fresh)}, found.updated_at)

        compare_and_swap(attempt)

    def page(
        self,
        t: TenantId,
        *,
        limit: int,
        status: ConversationStatus | None = None,
        channel: ChannelId | None = None,
        assignee: str | None = None,
        label: str | None = None,
        unread: bool = False,
        waits_for_person: bool = False,
        search: str | None = None,
        after: ConversationCursor | None = None,
    ) -> list[Conversation]:
        """Conversations, the one with the newest message first; one read each.

        Of `channel`, `label` and `search` only one may be given: Firestore looks into one array a query.
        """
        where: list[Where] = []
        if status is not None:
            where.append(Where("status", "==", status))
        if channel is not None:
            where.append(Where("channels", "array_contains", channel))
        if assignee is not None:
            where.append(Where("assignee", "==", None if assignee == "none" else assignee))
        if label is not None:
            where.append(Where("labels", "array_contains", label))
        if search is not None:
            where.append(Where("search", "array_contains", search))
        if unread:
            where.append(Where("is_unread", "==", True))
        if waits_for_person:
            where.append(Where("waits_for_person", "==", True))
        order: Sequence[tuple[str, Literal["ASCENDING", "DESCENDING"]]] = [
            ("last_message_ms", "DESCENDING"),
            ("__name__", "DESCENDING"),
        ]
        found = self._db.query(
            paths.conversations(t),
            where,
            order=order,
            after=[after.last_message_ms, after.id] if after else (),
            limit=limit,
        )
        return [decode(Conversation, f) for f in found]

    def assigned_to(self, t: TenantId, member: str, *, limit: int) -> list[Versioned[Conversation]]:
        """Conversations of somebody who works here, or did; one read each."""
        found = self._db.query(paths.conversations(t), [Where("assignee", "==", member)], limit=limit)
        return [decode_versioned(Conversation, each) for each in found]

    def count_unread(self, t: TenantId) -> int:
        """How many conversations hold something that nobody has looked at; one read per 1,000."""
        return self._db.count(paths.conversations(t), [Where("is_unread", "==", True)])


def heard_fields(heard: HeardOn) -> dict[str, object]:
    """The fields that say where and when a contact was heard; blind, whatever order they are written in."""
    return {
        "last_inbound_ms": {heard.channel_id: Maximum(heard.at_ms)},
        **address_fields(heard),
    }


def address_fields(heard: HeardOn) -> dict[str, object]:
    """The fields that say where a contact can be reached; they neither move the route nor open a window."""
    return {
        "channels": ArrayUnion([heard.channel_id]),
        "endpoints": {
            heard.channel_id: {
                heard.identity_id: {
                    "provider": heard.provider,
                    "address": heard.address,
                    "heard_ms": Maximum(heard.at_ms),
                }
            }
        },
    }
