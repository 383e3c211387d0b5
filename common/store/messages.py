"""The messages of a tenant."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from common.models.ids import ChannelId, ContactId, MessageId, TenantId, digest
from common.models.message import Message
from common.models.status import MessageStatus
from common.models.tenant import Tenant
from common.store import paths
from common.store.codec import Versioned, decode, decode_owned, decode_versioned, encode, traced
from common.store.database import DELETE_FIELD, ArrayUnion, Create, Database, Patch, Where, Write
from common.store.events_out import events_out_of
from common.store.traces import traces_of

SWEEP_AFTER: Final = timedelta(minutes=10)
"""How long a message may wait for its task before somebody looks: a queue's backlog and its pauses are shorter."""
_SPREAD_S: Final = 300


def sweep_at(m: MessageId, since: datetime) -> datetime:
    """When to look whether a message that waits `since` then still does; spread, so that no index grows at its end."""
    return since + SWEEP_AFTER + timedelta(seconds=int(digest("sweep", m)[:6], 36) % _SPREAD_S)


class MessageCursor(NamedTuple):
    """Where a page of a thread ended."""

    at: datetime
    id: str


class Messages:
    """Reads and writes messages; the document is also the outbox of what we send."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self._traces = traces_of(database)
        self._out = events_out_of(database)

    def find(self, t: TenantId, m: MessageId) -> Versioned[Message] | None:
        """The message, with its version."""
        found = self._db.get(paths.message(t, m))
        return decode_versioned(Message, found) if found else None

    def find_by_provider_id(self, t: TenantId, channel: ChannelId, wamid: str) -> Versioned[Message] | None:
        """The message that the provider knows under `wamid`."""
        where = [Where("channel_id", "==", channel), Where("provider_message_id", "==", wamid)]
        found = self._db.query(paths.messages(t), where, limit=1)
        return decode_versioned(Message, found[0]) if found else None

    def create(self, t: TenantId, message: Message) -> Create:
        """The write that stores a new message; one that waits to be sent is looked at if it waits too long."""
        if message.status is MessageStatus.QUEUED:
            message = message.model_copy(update={"sweep_at": sweep_at(message.id, message.created_at)})
        return Create(paths.message(t, message.id), traced(encode(message)))

    def store(self, tenant: Tenant, message: Message, now: datetime) -> list[Write]:
        """The writes that store a new message, and that tell roll-ups and webhooks of it; the first creates it."""
        told = self._out.message_stored(tenant, message, now)
        return [self.create(tenant.id, message), *self._traces.stored(tenant, message, now), *told]

    def change(self, t: TenantId, found: Versioned[Message], fields: Mapping[str, object], now: datetime) -> datetime:
        """Changes what roll-ups count and webhooks hear of, if nobody wrote since it was read; returns the new version.

        Raises:
            WriteRaced: somebody did.
            NotFound: there is no such message.
        """
        patch = Patch(paths.message(t, found.value.id), fields, found.updated_at)
        told = self._out.message_changed(t, found, fields, now)
        return self._db.commit(patch, *self._traces.changed(t, found.value.at, now), *told)[0].updated_at

    def patch(
        self,
        t: TenantId,
        m: MessageId,
        fields: Mapping[str, object],
        if_updated_at: datetime | None = None,
        also: Sequence[Write] = (),
    ) -> datetime:
        """Changes fields, if nobody wrote since `if_updated_at`, and makes `also`; returns the new version.

        Raises:
            WriteRaced: somebody did.
            NotFound: there is no such message.
        """
        return self._db.commit(Patch(paths.message(t, m), fields, if_updated_at), *also)[0].updated_at

    def page(
        self, t: TenantId, conversation: ContactId, *, limit: int, before: MessageCursor | None = None
    ) -> list[Message]:
        """Messages of a conversation, newest first; one read each."""
        found = self._db.query(
            paths.messages(t),
            [Where("conversation_id", "==", conversation)],
            order=[("at", "DESCENDING"), ("__name__", "DESCENDING")],
            after=[before.at, before.id] if before else (),
            limit=limit,
        )
        return [decode(Message, f) for f in found]

    def between(
        self, t: TenantId, conversation: ContactId, after: datetime, until: datetime, *, limit: int
    ) -> list[Message]:
        """Messages of a conversation within a time, newest first; one read each."""
        found = self._db.query(
            paths.messages(t),
            [Where("conversation_id", "==", conversation), Where("at", ">", after), Where("at", "<=", until)],
            order=[("at", "DESCENDING")],
            limit=limit,
        )
        return [decode(Message, f) for f in found]

    def is_shared(self, t: TenantId, object_name: str, conversations: Collection[ContactId]) -> bool:
        """Whether messages of other conversations show the same file too; a read a conversation, and one for all."""
        shows = Where("media.object_name", "==", object_name)
        everywhere = self._db.count(paths.messages(t), [shows])
        return everywhere > sum(
            self._db.count(paths.messages(t), [shows, Where("conversation_id", "==", one)]) for one in conversations
        )

    def find_overdue(self, now: datetime, *, limit: int) -> list[tuple[TenantId, Versioned[Message]]]:
        """Messages of any tenant that should long be settled, those that wait longest first; one read each."""
        found = self._db.query_group("messages", [Where("sweep_at", "<=", now)], order="sweep_at", limit=limit)
        return list(decode_owned(Message, found))

    def moves(self, t: TenantId, source: ContactId, target: ContactId, *, limit: int) -> Sequence[Write]:
        """The writes that move up to `limit` messages of `source` into `target`; none once all are moved."""
        found = self._db.query(
            paths.messages(t), [Where("conversation_id", "==", source)], limit=limit, fields=["conversation_id"]
        )
        return [Patch(f.path, {"conversation_id": target, "merged_from": ArrayUnion([source])}) for f in found]

    def returns(self, t: TenantId, source: ContactId, *, limit: int) -> Sequence[Write]:
        """The writes that move up to `limit` messages back that were once moved from `source`; none once all are.

        They fail if one of the messages changed since.
        """
        found = self._db.query(
            paths.messages(t),
            [Where("merged_from", "array_contains", source)],
            limit=limit,
            fields=["merged_from"],
        )
        homes = [list(f.data["merged_from"]) for f in found]  # type: ignore[call-overload]
        earlier = [known[: known.index(source)] or DELETE_FIELD for known in homes]
        return [
            Patch(f.path, {"conversation_id": source, "merged_from": left}, f.updated_at)
            for f, left in zip(found, earlier, strict=True)
        ]
