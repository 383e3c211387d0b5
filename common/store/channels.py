"""The channels of a tenant, and the root look-ups that lead from a webhook to its tenant."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from threading import Lock
from typing import Final, NamedTuple

from cachetools import TTLCache

from common.errors import NotFound, PlanRequired
from common.models.channel import Channel, Provider
from common.models.ids import ChannelId, TenantId
from common.store import paths
from common.store.codec import Versioned, decode, decode_versioned, encode
from common.store.database import Create, Database, Found, Increment, Patch, Remove, Where, Write

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
        # Accounts and bots stand beside the keys, under ids that anybody may know.
        return None if key.startswith(("waba-", "bot-")) else self._look_up(paths.channel_key(key))

    def find_by_account(self, account_id: str) -> ChannelRef | None:
        """A channel of a WhatsApp Business Account."""
        return self._look_up(paths.channel_key(f"waba-{account_id}"))

    def find_holder(self, provider: Provider, identifier: str) -> ChannelRef | None:
        """The channel that a number or bot is connected to now, of whichever tenant; one read."""
        found = self._db.get(_account_path(provider, identifier))
        return _ref(found) if found else None

    def _look_up(self, path: str) -> ChannelRef | None:
        with self._lock:
            if (known := self._lookups.get(path)) is not None:
                return known
        found = self._db.get(path)
        if found is None:
            return None
        ref = _ref(found)
        with self._lock:
            self._lookups[path] = ref
        return ref

    def get(self, t: TenantId, c: ChannelId) -> Channel:
        """The channel as it is now; one read.

        Raises:
            NotFound: the tenant has no such channel.
        """
        return self.get_versioned(t, c).value

    def get_versioned(self, t: TenantId, c: ChannelId) -> Versioned[Channel]:
        """The channel as it is now, with its version; one read.

        Raises:
            NotFound: the tenant has no such channel.
        """
        found = self._db.get(paths.channel(t, c))
        if found is None:
            raise NotFound("There is no such channel.")
        return decode_versioned(Channel, found)

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

    def list_versioned(self, t: TenantId) -> Sequence[Versioned[Channel]]:
        """All channels of the tenant as they are now, with their versions; one read each."""
        return [decode_versioned(Channel, f) for f in self._db.query(paths.channels(t), limit=500)]

    def bind(self, t: TenantId, channel: Versioned[Channel], agent_id: str | None) -> Patch:
        """The write that has an agent answer on a channel, or none; whoever makes it then calls `forget`."""
        return Patch(paths.channel(t, channel.value.id), {"agent_id": agent_id}, channel.updated_at)

    def connect(self, t: TenantId, channel: Channel, *, at_most: int | None = None) -> None:
        """Stores a new channel with the look-ups that lead to it, in one commit.

        Args:
            t: whose it is.
            channel: the channel.
            at_most: how many channels of the provider the tenant may have; None does not look.

        Raises:
            AlreadyExists: the number, bot or key belongs to a channel already, of whichever tenant.
            PlanRequired: the tenant has as many already.
            WriteRaced: another channel was connected at the same moment; trying again helps.
        """
        writes: list[Write] = [Create(paths.channel(t, channel.id), encode(channel)), *self._lookup_writes(t, channel)]
        if at_most is not None:
            writes.append(self._room(t, channel, at_most))
        self._db.commit(*writes)
        self.forget(t)

    def _room(self, t: TenantId, channel: Channel, at_most: int) -> Write:
        """The write that fails if another channel comes between counting and connecting."""
        tenant = self._db.get(paths.tenant(t))
        if tenant is None:
            raise NotFound("There is no such workspace.")
        same = self._db.query(paths.channels(t), [Where("provider", "==", channel.provider)], limit=1000)
        others = [f for f in same if f.id != channel.id and f.data.get("status") != "disconnected"]
        if len(others) >= at_most:
            raise PlanRequired(
                f"Your plan includes {at_most} of this provider's channels. Disconnect one, or choose a better plan."
            )
        return Patch(tenant.path, {"channels_connected": Increment(1)}, tenant.updated_at)

    def _lookup_writes(self, t: TenantId, channel: Channel) -> list[Write]:
        ref: Mapping[str, object] = {"tenant_id": t, "channel_id": channel.id}
        writes: list[Write] = [Create(_account_path(channel.provider, channel.identifier), ref)]
        if channel.key:
            writes.append(Create(paths.channel_key(channel.key), ref))
        return writes

    def renew(self, t: TenantId, old: Versioned[Channel], channel: Channel) -> None:
        """Stores `channel` in place of `old`, which has the same id and account, with its key's look-up.

        Raises:
            WriteRaced: it was changed since it was read.
        """
        writes: list[Write] = [Patch(paths.channel(t, channel.id), channel.model_dump(exclude={"id"}), old.updated_at)]
        if channel.key != old.value.key:
            if old.value.key:
                writes.append(Remove(paths.channel_key(old.value.key)))
            if channel.key:
                ref = {"tenant_id": t, "channel_id": channel.id}
                writes.append(Create(paths.channel_key(channel.key), ref))
        self._db.commit(*writes)
        self.forget(t)

    def claim_account(self, t: TenantId, channel: Channel) -> None:
        """Makes notices about the channel's WhatsApp Business Account reach this tenant.

        Raises:
            AlreadyExists: the account leads to a tenant already.
        """
        self._db.commit(
            Create(paths.channel_key(f"waba-{channel.account_id}"), {"tenant_id": t, "channel_id": channel.id})
        )

    def patch(
        self, t: TenantId, c: ChannelId, fields: Mapping[str, object], if_updated_at: datetime | None = None
    ) -> None:
        """Changes a channel.

        Raises:
            NotFound: there is none.
            WriteRaced: it was changed since `if_updated_at`.
        """
        self._db.commit(Patch(paths.channel(t, c), fields, if_updated_at))
        self.forget(t)

    def set_messaging_limit(self, t: TenantId, account_id: str, limit: int) -> int:
        """Notes at all channels of an account how many people may be written to in a day; at how many it changed."""
        changed = 0
        for channel in self.list_all(t, fresh=True):
            if account_id and channel.account_id == account_id and channel.messaging_limit != limit:
                self.patch(t, channel.id, {"messaging_limit": limit})
                changed += 1
        return changed

    def disconnect(self, t: TenantId, channel: Channel, if_updated_at: datetime | None = None) -> None:
        """Takes the look-ups away and the credentials with them; the channel stays, for its messages' sake.

        Raises:
            WriteRaced: it was changed since `if_updated_at`.
        """
        gone = {"status": "disconnected", "status_reason": "", "sealed": "", "key": ""}
        writes: list[Write] = [Patch(paths.channel(t, channel.id), gone, if_updated_at)]
        if self.find_holder(channel.provider, channel.identifier) == ChannelRef(t, channel.id):
            writes.append(Remove(_account_path(channel.provider, channel.identifier)))
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


def _account_path(provider: Provider, identifier: str) -> str:
    if provider is Provider.WHATSAPP:
        return paths.phone_number(identifier)
    return paths.channel_key(f"bot-{identifier}")


def _ref(found: Found) -> ChannelRef:
    return ChannelRef(TenantId(str(found.data["tenant_id"])), ChannelId(str(found.data["channel_id"])))
