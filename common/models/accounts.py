"""A channel's credentials: sealed for this channel alone, and opened where an adapter speaks for it."""

from collections.abc import Mapping

from common.crypto import Vault
from common.errors import Conflict
from common.models.channel import Account, Channel
from common.models.ids import ChannelId, TenantId


def seal(t: TenantId, c: ChannelId, credentials: Mapping[str, str], vault: Vault) -> str:
    """The credentials, encrypted for this channel alone."""
    return vault.seal(credentials, context=f"{t}/{c}")


def open_account(t: TenantId, channel: Channel, vault: Vault) -> Account:
    """What an adapter needs in order to speak for the channel.

    Raises:
        Conflict: the channel is disconnected.
    """
    if not channel.sealed:
        raise Conflict("The channel is disconnected; connect the account anew.")
    return Account(
        channel_id=channel.id,
        provider=channel.provider,
        identifier=channel.identifier,
        account_id=channel.account_id,
        credentials=vault.open(channel.sealed, context=f"{t}/{channel.id}"),
    )
