"""What every operation on a channel needs: the stores, the adapters, and the credentials opened."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from common import log
from common.channels.base import AccountHealth, Outcome, Sender, SendError
from common.clock import Clock
from common.crypto import Vault
from common.errors import AlreadyExists, DependencyDown, Fault, Invalid
from common.models.accounts import open_account
from common.models.channel import Account, Channel, Provider
from common.models.ids import TenantId
from common.store.channels import Channels
from common.store.incidents import Incidents
from common.store.tenants import Tenants
from functions.workspace.schemas import ChannelDetail
from functions.workspace.service.reading import view, webhook_path


@runtime_checkable
class SetsWebhooks(Protocol):
    """An adapter whose provider learns from us where to post."""

    def set_webhook(self, account: Account, url: str, secret_token: str) -> None:
        """Has the provider post to `url`.

        Raises:
            SendError: it did not take it.
        """
        ...

    def delete_webhook(self, account: Account) -> None:
        """Has the provider post no more.

        Raises:
            SendError: it did not take it.
        """
        ...


@runtime_checkable
class SubscribesAccounts(Protocol):
    """An adapter whose provider posts only for accounts that we subscribe to."""

    def subscribe(self, account: Account) -> None:
        """Has the provider post what happens in the account above the channel.

        Raises:
            SendError: it did not take it.
        """
        ...


@dataclass(frozen=True)
class Collaborators:
    """Whom the operations work with."""

    channels: Channels
    tenants: Tenants
    vault: Vault
    senders: Mapping[Provider, Sender]
    incidents: Incidents
    clock: Clock
    base_url: str
    """The address that providers see."""


def check(account: Account, with_: Collaborators) -> AccountHealth:
    """Calls the provider in the account's name.

    Raises:
        DependencyDown: it does not answer now; trying again helps.
    """
    return with_.senders[account.provider].check(account)


def point_webhook(channel: Channel, account: Account, with_: Collaborators) -> None:
    """Tells the provider where to post, where that is ours to tell; harmless to repeat.

    Raises:
        DependencyDown: it did not take it; trying again may help.
    """
    sender = with_.senders[channel.provider]
    if isinstance(sender, SetsWebhooks):
        url = with_.base_url.rstrip("/") + webhook_path(channel)
        try:
            sender.set_webhook(account, url, account.credentials["secret_token"])
        except SendError as error:
            raise DependencyDown(error.detail, retry_after_s=error.retry_after_s) from error


def subscribe(account: Account, with_: Collaborators) -> None:
    """Subscribes to the account above the channel, which proves that its credentials may speak for it.

    Raises:
        Invalid: they may not.
        DependencyDown: the provider does not answer now; trying again helps.
    """
    sender = with_.senders[account.provider]
    if not (account.account_id and isinstance(sender, SubscribesAccounts)):
        return
    try:
        sender.subscribe(account)
    except SendError as error:
        if error.outcome is not Outcome.FAILED:
            raise DependencyDown(error.detail, retry_after_s=error.retry_after_s) from error
        detail = f"The access token may not speak for this WhatsApp Business Account. {error.detail}"
        raise Invalid(detail, faults=[Fault("/waba_id", detail)]) from error


def claim_account(t: TenantId, channel: Channel, with_: Collaborators) -> None:
    """Makes notices about the account above the channel reach this tenant, unless they reach one already."""
    if channel.account_id:
        try:
            with_.channels.claim_account(t, channel)
        except AlreadyExists:
            log.info("the account's notices lead to a channel already", channel=channel.id)


def detail(t: TenantId, channel: Channel, with_: Collaborators, *, may_see: bool) -> ChannelDetail:
    """The channel as those see it who set it up.

    Args:
        t: whose it is.
        channel: the channel.
        with_: the collaborators.
        may_see: whether the caller may see what Meta is to be given.
    """
    shown = ChannelDetail.model_validate(view(channel, with_.base_url).model_dump())
    own_app = channel.provider is Provider.WHATSAPP and bool(channel.key and channel.sealed)
    if not (may_see and own_app):
        return shown
    credentials = open_account(t, channel, with_.vault).credentials
    return shown.model_copy(update={"verify_token": credentials.get("verify_token")})
