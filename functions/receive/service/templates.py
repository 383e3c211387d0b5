"""Meta says something about a template: its status, quality, category or text; what we know follows at once."""

from datetime import datetime

from common.channels.registry import template_news
from common.models.inbound import Notice
from common.store.channels import ChannelRef, Channels
from common.store.database import Database


def take_news(event: Notice, ref: ChannelRef, now: datetime, *, channels: Channels, database: Database) -> bool:
    """Takes in what a notice says about a template of ours; False if it is about none. Twice changes nothing.

    Raises:
        WriteRaced: the template kept changing; delivering it again helps.
    """
    if "template" not in event.topic:
        return False
    news = template_news(event)
    # A tenant's own app signs what it says, not that it may say it about this account.
    if news is None or news.account_id not in {c.account_id for c in channels.list_all(ref.tenant_id, fresh=True)}:
        return False
    # Imported here: news about templates is rare, and every cold start would pay for it.
    from common.store.templates import Templates

    return Templates(database).apply(ref.tenant_id, news, now)
