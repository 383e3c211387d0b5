"""The tenant's WhatsApp Business Accounts, each spoken for by one of its channels."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, Protocol

from common.channels.whatsapp.templates import Example, Listed, Submitted
from common.crypto import Vault
from common.errors import Conflict, Fault, Invalid, NotFound
from common.models.accounts import open_account
from common.models.channel import Account, Channel, ChannelStatus, Provider
from common.models.ids import ChannelId, TenantId
from common.models.message import HeaderFormat
from common.models.template import Template, media_of
from common.store.channels import Channels
from common.store.incidents import Incidents
from common.store.templates import Templates


class Manager(Protocol):
    """Who makes templates at WhatsApp; see `WhatsAppTemplates`, also for what each call raises."""

    def create(self, account: Account, template: Template, example: Example | None = None) -> Submitted:
        """Submits a new template for approval."""
        ...

    def edit(
        self, account: Account, id_: str, template: Template, example: Example | None = None, *, category: bool
    ) -> None:
        """Submits a template again with other components."""
        ...

    def delete(self, account: Account, name: str, id_: str) -> bool:
        """Deletes a template in one language; False if it is not there any more."""
        ...

    def find(self, account: Account, name: str, language: str) -> Listed | None:
        """The template of that name in that language."""
        ...

    def list_all(self, account: Account) -> Iterator[Listed]:
        """Every template of the account."""
        ...


class Collaborators(NamedTuple):
    """Whom work at WhatsApp is done with."""

    templates: Templates
    channels: Channels
    vault: Vault
    manager: Manager
    load_media: Callable[[str], bytes]
    """Reads an object of the media bucket."""
    incidents: Incidents


def account_of(t: TenantId, c: ChannelId, with_: Collaborators) -> Account:
    """The account to speak for through a channel.

    Raises:
        NotFound: the tenant has no such channel.
        Invalid: it is no WhatsApp channel with an account above it.
        Conflict: it is disconnected.
    """
    channel = with_.channels.get(t, c)
    if channel.provider is not Provider.WHATSAPP or not channel.account_id:
        raise Invalid(
            "Templates are submitted to WhatsApp; choose a WhatsApp channel.",
            faults=[Fault("/channel_id", "is no WhatsApp channel")],
        )
    return open_account(t, channel, with_.vault)


def speakers(t: TenantId, with_: Collaborators) -> Sequence[Channel]:
    """One channel for each WhatsApp Business Account, one that works if there is any."""
    chosen: dict[str, Channel] = {}
    for channel in with_.channels.list_all(t, fresh=True):
        if channel.provider is not Provider.WHATSAPP or not channel.account_id or not channel.sealed:
            continue
        known = chosen.get(channel.account_id)
        if known is None or (known.status is ChannelStatus.BROKEN and channel.status is not ChannelStatus.BROKEN):
            chosen[channel.account_id] = channel
    return list(chosen.values())


def example_of(t: TenantId, template: Template, with_: Collaborators) -> Example | None:
    """The file that WhatsApp's reviewers are shown, if the header is one.

    Raises:
        Conflict: the file is not there any more.
    """
    media = media_of(template, t)
    if media is None or template.header is None or template.header.format is HeaderFormat.LOCATION:
        return None
    try:
        content = with_.load_media(media.object_name)
    except NotFound as error:
        raise Conflict("The header's file is not there any more; upload it again.") from error
    return Example(content, media.mime_type, media.filename)
