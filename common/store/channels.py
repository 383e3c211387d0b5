"""The channels of a tenant, and the root look-ups that lead from a webhook to its tenant."""

from collections.abc import Mapping, Sequence
from threading import Lock
from typing import Final, NamedTuple

from cachetools import TTLCache

from common.errors import NotFound
from common.models.channel import Channel, Provider
from common.models.ids import ChannelId, TenantId
from common.store import paths
from common.store.codec import decode, encode
from common.store.database import Create, Database, Patch, Remove, Where, Write

LOOKUP_TTL_S: Final = 60
"""How long a process believes a look-up; a moved number is told by its new owner's signature."""
LIST_TTL_S: Final = 10
"""How long a process believes a tenant's list of channels when it shows a route; sending reads the channel itself."""


class ChannelRef(NamedTuple):
    """Whose channel it is."""

    tenant_id: TenantId
    channel_id: ChannelId


class Channels:
    """Reads and writes channels."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self._lookups: TTLCache[str, ChannelRef] = TTLCache(maxsize=50_000, ttl=LOOKUP_TTL_S)
        self._lists: TTLCache[TenantId, tuple[Channel, ...]] = TTLCache(maxsize=5_000, ttl=LIST_TTL_S)
        self._cached: TTLCache[ChannelRef, Channel] = TTLCache(maxsize=50_000, ttl=LIST_TTL_S)
        self._lock = Lock()

    def find_by_phone_number(self, phone_number_id: str) -> ChannelRef | None:
        """The channel of a WhatsApp phone number id."""
        return self._look_up(paths.phone_number(phone_number_id))

    def find_by_key(self, key: str) -> ChannelRef | None:
        """The channel of a webhook path's key."""
        return self._look_up(paths.channel_key(key))

    def find_by_account(self, account_id: str) -> ChannelRef | None:
        """A channel of a WhatsApp Business Account."""
        return self._look_up(paths.channel_key(f"waba-{account_id}"))

    def _look_up(self, path: str) -> ChannelRef | None:
        with self._lock:
            if (known := self._lookups.get(path)) is not None:
                return known
        found = self._db.get(path)
        if found is None:
            return None
        ref = ChannelRef(TenantId(str(found.data["tenant_id"])), ChannelId(str(found.data["channel_id"])))
        with self._lock:
            self._lookups[path] = ref
        return ref

    def get(self, t: TenantId, c: ChannelId) -> Channel:
        """The channel as it is now; one read.

        Raises:
            NotFound: the tenant has no such channel.
        """
        found = self._db.get(paths.channel(t, c))
        if found is None:
            raise NotFound("There is no such channel.")
        return decode(Channel, found)

    def get_cached(self, t: TenantId, c: ChannelId) -> Channel:
        """The channel as it was at most `LIST_TTL_S` ago; no read when warm.

        Raises:
            NotFound: the tenant has no such channel.
        """
        ref = ChannelRef(t, c)
        with self._lock:
            if (known := self._cached.get(ref)) is not None:
                return known
        channel = self.get(t, c)
        with self._lock:
            self._cached[ref] = channel
        return channel

    def list_all(self, t: TenantId, *, fresh: bool = False) -> Sequence[Channel]:
        """All channels of the tenant; at most `LIST_TTL_S` old unless `fresh`."""
        with self._lock:
            if not fresh and (known := self._lists.get(t)) is not None:
                return known
        channels = tuple(decode(Channel, f) for f in self._db.query(paths.channels(t), limit=500))
        with self._lock:
            self._lists[t] = channels
        return channels

    def connect(self, t: TenantId, channel: Channel) -> None:
        """Stores a new channel with the look-ups that lead to it, in one commit.

        Raises:
            AlreadyExists: the number or the key belongs to a channel already, of whichever tenant.
        """
        self._db.commit(Create(paths.channel(t, channel.id), encode(channel)), *self._lookup_writes(t, channel))
        self.forget(t)

    def _lookup_writes(self, t: TenantId, channel: Channel) -> list[Write]:
        ref: Mapping[str, object] = {"tenant_id": t, "channel_id": channel.id}
        writes: list[Write] = []
        if channel.provider is Provider.WHATSAPP:
            writes.append(Create(paths.phone_number(channel.identifier), ref))
        if channel.key:
            writes.append(Create(paths.channel_key(channel.key), ref))
        return writes

    def claim_account(self, t: TenantId, channel: Channel) -> None:
        """Makes notices about the channel's WhatsApp Business Account reach this tenant.

        Raises:
            AlreadyExists: the account leads to a tenant already.
        """
        self._db.commit(
            Create(paths.channel_key(f"waba-{channel.account_id}"), {"tenant_id": t, "channel_id": channel.id})
        )

    def patch(self, t: TenantId, c: ChannelId, fields: Mapping[str, object]) -> None:
        """Changes a channel.

        Raises:
            NotFound: there is none.
        """
        self._db.commit(Patch(paths.channel(t, c), fields))
        self.forget(t)

    def disconnect(self, t: TenantId, channel: Channel) -> None:
        """Takes the look-ups away and the credentials with them; the channel stays, for its messages' sake."""
        writes: list[Write] = [Patch(paths.channel(t, channel.id), {"status": "disconnected", "sealed": "", "key": ""})]
        if channel.provider is Provider.WHATSAPP:
            writes.append(Remove(paths.phone_number(channel.identifier)))
        if channel.key:
            writes.append(Remove(paths.channel_key(channel.key)))
        waba = self._db.get(paths.channel_key(f"waba-{channel.account_id}")) if channel.account_id else None
        if waba is not None and waba.data.get("channel_id") == channel.id:
            heirs = self._db.query(paths.channels(t), [Where("account_id", "==", channel.account_id)], limit=100)
            heir = next((f for f in heirs if f.id != channel.id and f.data.get("status") != "disconnected"), None)
            writes.append(Patch(waba.path, {"channel_id": heir.id}) if heir else Remove(waba.path))
        self._db.commit(*writes)
        self.forget(t)

    def forget(self, t: TenantId) -> None:
        """Drops what this process believes about the tenant's channels."""
        with self._lock:
            self._lists.pop(t, None)
            for ref in [ref for ref in self._cached if ref.tenant_id == t]:
                self._cached.pop(ref, None)
            for key in [key for key, ref in self._lookups.items() if ref.tenant_id == t]:
                self._lookups.pop(key, None)
