"""Which adapter speaks for which provider; imports an adapter only when it is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from common.channels.base import Receiver, Sender
from common.clock import Clock
from common.models.channel import Provider
from common.models.inbound import Notice

if TYPE_CHECKING:
    from common.channels.whatsapp.templates import WhatsAppTemplates
    from common.models.template_news import News


def receivers(clock: Clock | None = None) -> Mapping[Provider, Receiver]:
    """The inbound half of every provider; asking for it imports no HTTP client.

    Args:
        clock: dates what a provider does not date; None is the machine's.
    """
    from common.channels.telegram.inbound import TelegramReceiver
    from common.channels.whatsapp.inbound import WhatsAppReceiver

    return {Provider.WHATSAPP: WhatsAppReceiver(), Provider.TELEGRAM: TelegramReceiver(clock)}


def senders(
    *, graph_base_url: str, graph_version: str, telegram_base_url: str, timeout_s: float
) -> Mapping[Provider, Sender]:
    """The outbound half of every provider over one pool of connections; make it once per process.

    Args:
        graph_base_url: of Meta's Graph API, without its version.
        graph_version: such as `v24.0`.
        telegram_base_url: of Telegram's Bot API.
        timeout_s: how long a provider's answer may take.
    """
    from common.channels.calls import open_client
    from common.channels.telegram.outbound import TelegramSender
    from common.channels.whatsapp.outbound import WhatsAppSender

    client = open_client()
    return {
        Provider.WHATSAPP: WhatsAppSender(client, base_url=graph_base_url, version=graph_version, timeout_s=timeout_s),
        Provider.TELEGRAM: TelegramSender(client, base_url=telegram_base_url, timeout_s=timeout_s),
    }


def template_manager(*, graph_base_url: str, graph_version: str, timeout_s: float) -> WhatsAppTemplates:
    """Who makes templates at WhatsApp, the only provider that has them; make it once per process.

    Args:
        graph_base_url: of Meta's Graph API, without its version.
        graph_version: such as `v24.0`.
        timeout_s: how long an answer may take.
    """
    from common.channels.calls import open_client
    from common.channels.whatsapp.templates import WhatsAppTemplates

    return WhatsAppTemplates(open_client(), base_url=graph_base_url, version=graph_version, timeout_s=timeout_s)


def template_news(notice: Notice) -> News | None:
    """What a notice says about a template; None if it is about none."""
    from common.channels.whatsapp.template_webhooks import read_news

    return read_news(notice.topic, notice.content, notice.account_id, notice.at)


def messaging_limit_in(notice: Notice) -> int | None:
    """How many people may be written to in a day from now on, if a notice says so."""
    from common.channels.whatsapp.limits import limit_in

    return limit_in(notice)
