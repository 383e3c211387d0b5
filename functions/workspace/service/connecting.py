"""Connecting an account: check its credentials, store the channel, and have the provider post to us."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from common import log
from common.channels.base import AccountHealth
from common.errors import AlreadyExists, AppError, Conflict, Fault, Invalid, Misconfigured
from common.models.accounts import open_account, seal
from common.models.channel import Account, Channel, ChannelStatus, Provider
from common.models.ids import ChannelId, TenantId, random_id
from common.models.tenant import PLANS
from common.store.channels import ChannelRef
from common.store.codec import Versioned
from common.store.database import compare_and_swap
from functions.workspace.schemas import TelegramIn, WhatsAppIn
from functions.workspace.service.accounts import Collaborators, check, claim_account, point_webhook, subscribe
from functions.workspace.service.changing import set_status

UNFINISHED: Final = "Connecting was not finished; connect the account again."
TAKEN: Final = "This account is connected already, here or in another workspace. Disconnect it there first."
SECRET_BYTES: Final = 32
"""43 characters in url-safe base64, of the 256 that Telegram takes."""


def connect(t: TenantId, wanted: WhatsAppIn | TelegramIn, now: datetime, *, with_: Collaborators) -> Channel:
    """Connects an account whose credentials the provider takes.

    A channel of the tenant's own that is broken, or was left half connected by a crash, is taken up again under its
    id with the new credentials.

    Raises:
        Invalid: the provider refuses the credentials, or they may not speak for the account above the number.
        Conflict: the account is connected already, to whichever tenant.
        PlanRequired: the plan includes no further channel of this provider.
        DependencyDown: the provider does not answer now; trying again helps.
    """
    old = _find_broken(t, wanted.provider, _identifier(wanted), with_)
    c = old.value.id if old else ChannelId(random_id())
    account = _account(c, wanted, _kept_secrets(t, old.value, with_) if old else {})
    health = check(account, with_)
    if not health.ok:
        raise Invalid(health.detail, faults=[Fault(_credential_pointer(wanted), health.detail)])
    subscribe(account, with_)
    channel = _channel(t, wanted, account, health, old.value if old else None, now, with_)
    _store(t, channel, old, with_)
    try:
        point_webhook(channel, account, with_)
    except AppError:
        if old is None:
            _take_back(t, channel, with_)
        raise
    claim_account(t, channel, with_)
    return set_status(t, channel.id, ChannelStatus.ACTIVE, "", with_=with_)


def _identifier(wanted: WhatsAppIn | TelegramIn) -> str:
    if isinstance(wanted, WhatsAppIn):
        return wanted.phone_number_id
    return wanted.bot_token.get_secret_value().partition(":")[0]


def _credential_pointer(wanted: WhatsAppIn | TelegramIn) -> str:
    return "/access_token" if isinstance(wanted, WhatsAppIn) else "/bot_token"


def _kept_secrets(t: TenantId, old: Channel, with_: Collaborators) -> Mapping[str, str]:
    """The secrets of ours that the provider may know already; two who connect at once must not tell it different ones.

    None are kept where the key that they were sealed with is lost.
    """
    try:
        return open_account(t, old, with_.vault).credentials
    except (Misconfigured, Conflict):
        return {}


def _account(c: ChannelId, wanted: WhatsAppIn | TelegramIn, kept: Mapping[str, str]) -> Account:
    if isinstance(wanted, WhatsAppIn):
        credentials = {
            "access_token": wanted.access_token.get_secret_value(),
            "app_secret": wanted.app_secret.get_secret_value() if wanted.app_secret else "",
            "verify_token": kept.get("verify_token") or secrets.token_urlsafe(SECRET_BYTES),
        }
    else:
        credentials = {
            "bot_token": wanted.bot_token.get_secret_value(),
            "secret_token": kept.get("secret_token") or secrets.token_urlsafe(SECRET_BYTES),
        }
    return Account(
        channel_id=c,
        provider=wanted.provider,
        identifier=_identifier(wanted),
        account_id=wanted.waba_id if isinstance(wanted, WhatsAppIn) else "",
        credentials=credentials,
    )


def _channel(
    t: TenantId,
    wanted: WhatsAppIn | TelegramIn,
    account: Account,
    health: AccountHealth,
    old: Channel | None,
    now: datetime,
    with_: Collaborators,
) -> Channel:
    own_path = isinstance(wanted, TelegramIn) or wanted.app_secret is not None
    return Channel(
        id=account.channel_id,
        provider=account.provider,
        name=wanted.name or health.name or health.address or account.identifier,
        identifier=account.identifier,
        address=health.address,
        account_id=account.account_id,
        key=((old.key if old else "") or random_id()) if own_path else "",
        # Not active before everything is in place, so that a crash half-way shows, and does not block a second try.
        status=ChannelStatus.BROKEN,
        status_reason=UNFINISHED,
        messaging_limit=health.messaging_limit,
        agent_id=old.agent_id if old else None,
        sealed=seal(t, account.channel_id, account.credentials, with_.vault),
        created_at=old.created_at if old else now,
    )


def _find_broken(t: TenantId, provider: Provider, identifier: str, with_: Collaborators) -> Versioned[Channel] | None:
    """The tenant's own broken channel of the account; another holder is found when the channel is stored."""
    holder = with_.channels.find_holder(provider, identifier)
    if holder is None or holder.tenant_id != t:
        return None
    found = with_.channels.get_versioned(t, holder.channel_id)
    return found if found.value.status is ChannelStatus.BROKEN else None


def _store(t: TenantId, channel: Channel, old: Versioned[Channel] | None, with_: Collaborators) -> None:
    if old is not None:
        with_.channels.renew(t, old, channel)
        return
    at_most = PLANS[with_.tenants.get(t).plan].channels_per_provider
    try:
        compare_and_swap(lambda: with_.channels.connect(t, channel, at_most=at_most))
    except AlreadyExists as error:
        # A commit whose answer was lost is made again by the client, and then finds itself.
        if with_.channels.find_holder(channel.provider, channel.identifier) != ChannelRef(t, channel.id):
            raise Conflict(TAKEN) from error


def _take_back(t: TenantId, channel: Channel, with_: Collaborators) -> None:
    try:
        with_.channels.disconnect(t, channel)
    except AppError as error:
        # It stays broken, and connecting again takes it up.
        log.warning("a channel that could not be connected stays broken", channel=channel.id, error=error.detail)
