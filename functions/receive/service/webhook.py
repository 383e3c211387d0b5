"""One webhook: verify, parse, find each event's channel, and take every event in."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from common import log
from common.channels.base import Parsed, Receiver
from common.crypto import Vault
from common.errors import AppError, NotFound
from common.models.accounts import open_account
from common.models.channel import Provider
from common.models.inbound import (
    AnyEvent,
    Consent,
    Deletion,
    Edit,
    InboundMessage,
    Notice,
    NumberChange,
    Receipt,
)
from common.store.channels import ChannelRef, Channels
from common.store.consents import Consents
from common.store.contacts import Contacts
from common.store.conversations import Conversations
from common.store.database import Database
from common.store.messages import Messages
from common.store.tenants import Tenants
from common.store.usage import Usage
from common.store.work import Work
from functions.receive.service import limits, reports, templates
from functions.receive.service.incoming import Taken, take_message

KEPT_BYTES: Final = 100_000
"""How much of an unreadable body is kept."""


@dataclass(frozen=True)
class Stores:
    """Where everything is kept."""

    database: Database
    channels: Channels
    contacts: Contacts
    conversations: Conversations
    messages: Messages
    tenants: Tenants
    usage: Usage
    work: Work
    consents: Consents


def secrets_of(ref: ChannelRef, *, channels: Channels, vault: Vault) -> dict[str, str]:
    """The credentials of the channel whose own webhook path was called."""
    channel = channels.get_cached(*ref)
    return open_account(ref.tenant_id, channel, vault).credentials


def find_own_channel(key: str, provider: Provider, *, channels: Channels) -> ChannelRef:
    """The channel that a webhook path's key stands for.

    Raises:
        NotFound: there is none of this provider.
    """
    ref = channels.find_by_key(key)
    if ref is None or channels.get_cached(*ref).provider is not provider:
        raise NotFound("No channel listens here.")
    return ref


def take_webhook(
    body: bytes,
    headers: Mapping[str, str],
    secrets: Mapping[str, str],
    own: ChannelRef | None,
    arrived: datetime,
    *,
    receiver: Receiver,
    stores: Stores,
) -> Counter[Taken]:
    """Takes in all that one webhook says, each event in a commit of its own.

    Args:
        body: the raw bytes.
        headers: the request's headers.
        secrets: what the provider signs with here.
        own: the channel whose own path was called; None on the platform's path.
        arrived: the present.
        receiver: the provider's adapter.
        stores: where everything is kept.

    Raises:
        BadSignature: the provider did not write it.
        Malformed: it was signed, but is nothing that we can read.
        DependencyDown: the store does not answer; the provider must deliver again, and what was stored stays so.
    """
    receiver.verify(headers, body, secrets)
    parsed: Parsed = receiver.parse(body)
    taken: Counter[Taken] = Counter()
    for number, event in enumerate(parsed.events):
        # Messages of one batch and one second keep the batch's order.
        now = arrived + timedelta(microseconds=number)
        ref = _channel_of(event, own, stores.channels)
        if ref is None:
            log.warning("webhook for an account that no tenant has", endpoint=event.endpoint, kind=type(event).__name__)
            taken[Taken.UNKNOWN_ACCOUNT] += 1
            continue
        try:
            taken[_take(event, ref, receiver.provider, now, stores)] += 1
        except AppError as error:
            if error.retryable or error.status >= 500:
                raise
            # One event that can never be taken in must not hold up its siblings.
            log.error("An event was refused and is kept as a notice.", code=error.code, detail=error.detail)
            taken[reports.note(event, ref, now, work=stores.work)] += 1
    return taken


def _channel_of(event: AnyEvent, own: ChannelRef | None, channels: Channels) -> ChannelRef | None:
    if not event.endpoint:
        if own is not None:
            return own
        return channels.find_by_account(event.account_id) if isinstance(event, Notice) and event.account_id else None
    ref = channels.find_by_phone_number(event.endpoint)
    # A tenant's own app may only speak for that tenant's numbers, whatever its payload claims.
    return ref if ref is None or own is None or ref.tenant_id == own.tenant_id else None


def _take(event: AnyEvent, ref: ChannelRef, provider: Provider, now: datetime, stores: Stores) -> Taken:
    match event:
        case InboundMessage() if event.group:
            return reports.note(event, ref, now, work=stores.work)
        case InboundMessage():
            return take_message(
                event,
                ref,
                provider,
                stores.tenants.get(ref.tenant_id),
                now,
                database=stores.database,
                contacts=stores.contacts,
                conversations=stores.conversations,
                messages=stores.messages,
                usage=stores.usage,
                consents=stores.consents,
            )
        case Receipt():
            done = reports.take_receipt(event, ref, now, messages=stores.messages, consents=stores.consents)
            return Taken.STORED if done else reports.park(event, ref, now, work=stores.work)
        case Edit() | Deletion():
            done = reports.take_edit(event, ref, messages=stores.messages, conversations=stores.conversations)
            return Taken.STORED if done else reports.park(event, ref, now, work=stores.work)
        case NumberChange():
            taken = reports.take_number_change(
                event,
                ref,
                provider,
                database=stores.database,
                contacts=stores.contacts,
                conversations=stores.conversations,
            )
        case Consent():
            taken = reports.take_consent(event, ref, provider, contacts=stores.contacts, consents=stores.consents)
        case Notice():
            templates.take_news(event, ref, now, channels=stores.channels, database=stores.database)
            limits.take_limit(event, ref, channels=stores.channels)
            taken = Taken.NOTED
    return reports.note(event, ref, now, work=stores.work) if taken is Taken.NOTED else taken


def keep_unreadable(body: bytes, own: ChannelRef | None, error: AppError, now: datetime, *, work: Work) -> None:
    """Keeps a signed body that we cannot read: under its tenant where the path names one, else in the log alone."""
    text = body[:KEPT_BYTES].decode(errors="replace")
    log.error("A signed webhook cannot be read.", detail=error.detail, size_bytes=len(body), tenant=own and own[0])
    if own is not None:
        notice = Notice(topic="unreadable", content={"text": text, "size_bytes": len(body), "error": error.detail})
        reports.note(notice, own, now, work=work)
