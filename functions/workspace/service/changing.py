"""What becomes of a connected channel: its name, whether it may send, a test of its access, and its end."""

from typing import NamedTuple

from common import log
from common.channels.base import AccountHealth
from common.errors import AppError, Conflict
from common.models.accounts import open_account
from common.models.channel import Channel, ChannelStatus
from common.models.ids import ChannelId, TenantId
from common.models.incident import IncidentKind, refusal
from common.store.database import compare_and_swap
from functions.workspace.schemas import ChannelPatch
from functions.workspace.service.accounts import (
    Collaborators,
    SetsWebhooks,
    check,
    claim_account,
    point_webhook,
)

SWITCHABLE = frozenset({ChannelStatus.ACTIVE, ChannelStatus.PAUSED})


class Tested(NamedTuple):
    """What a test showed, and the channel after it."""

    health: AccountHealth
    channel: Channel


def change(t: TenantId, c: ChannelId, patch: ChannelPatch, *, with_: Collaborators) -> Channel:
    """Changes name and status; fields that are left out stay.

    Raises:
        NotFound: the tenant has no such channel.
        Conflict: the channel is broken or disconnected, and its status cannot be chosen.
    """

    def attempt() -> Channel:
        found = with_.channels.get_versioned(t, c)
        channel = found.value
        if patch.status is not None and channel.status not in SWITCHABLE:
            raise Conflict(f"The channel is {channel.status}; test it, or connect the account anew.")
        wanted = {"name": patch.name, "status": patch.status}
        fields = {name: value for name, value in wanted.items() if value is not None}
        if fields:
            with_.channels.patch(t, c, fields, found.updated_at)
        return channel.model_copy(update=fields)

    return compare_and_swap(attempt)


def set_status(t: TenantId, c: ChannelId, status: ChannelStatus, reason: str, *, with_: Collaborators) -> Channel:
    """Sets what we found out about a channel.

    Raises:
        NotFound: the tenant has no such channel.
        Conflict: it was disconnected meanwhile.
    """

    def attempt() -> Channel:
        found = with_.channels.get_versioned(t, c)
        if found.value.status is ChannelStatus.DISCONNECTED:
            raise Conflict("The channel was disconnected.")
        fields = {"status": status, "status_reason": reason}
        with_.channels.patch(t, c, fields, found.updated_at)
        return found.value.model_copy(update=fields)

    channel = compare_and_swap(attempt)
    now = with_.clock.now()
    if status is ChannelStatus.BROKEN:
        with_.incidents.open(t, IncidentKind.CHANNEL_REFUSED, c, refusal(channel.name, reason), now)
    else:
        with_.incidents.close(t, IncidentKind.CHANNEL_REFUSED, c, now)
    return channel


def test(t: TenantId, c: ChannelId, *, with_: Collaborators) -> Tested:
    """Calls the provider in the channel's name; where it answers, the way to us is set anew.

    A broken channel whose credentials work becomes active; one whose credentials are refused becomes broken.

    Raises:
        NotFound: the tenant has no such channel.
        Conflict: it is disconnected.
        DependencyDown: the provider does not answer now, which says nothing about the channel.
    """
    channel = with_.channels.get(t, c)
    account = open_account(t, channel, with_.vault)
    health = check(account, with_)
    if not health.ok:
        return Tested(health, set_status(t, c, ChannelStatus.BROKEN, health.detail, with_=with_))
    point_webhook(channel, account, with_)
    claim_account(t, channel, with_)
    if health.messaging_limit is not None:
        with_.channels.set_messaging_limit(t, channel.account_id, health.messaging_limit)
        channel = channel.model_copy(update={"messaging_limit": health.messaging_limit})
    if channel.status is ChannelStatus.BROKEN:
        channel = set_status(t, c, ChannelStatus.ACTIVE, "", with_=with_)
    return Tested(health, channel)


def disconnect(t: TenantId, c: ChannelId, *, with_: Collaborators) -> None:
    """Forgets a channel's credentials and all that leads to it; its conversations stay.

    Raises:
        NotFound: the tenant has no such channel.
    """

    def attempt() -> Channel | None:
        found = with_.channels.get_versioned(t, c)
        if found.value.status is ChannelStatus.DISCONNECTED:
            return None
        with_.channels.disconnect(t, found.value, found.updated_at)
        return found.value

    gone = compare_and_swap(attempt)
    with_.incidents.close(t, IncidentKind.CHANNEL_REFUSED, c, with_.clock.now())
    if gone is not None and gone.sealed:
        _say_goodbye(gone, t, with_)


def _say_goodbye(channel: Channel, t: TenantId, with_: Collaborators) -> None:
    """Has the provider post no more; if it does not listen, its posts find no channel."""
    sender = with_.senders[channel.provider]
    if isinstance(sender, SetsWebhooks):
        try:
            sender.delete_webhook(open_account(t, channel, with_.vault))
        except AppError as error:
            log.warning("the provider still posts to a disconnected channel", channel=channel.id, error=error.detail)
