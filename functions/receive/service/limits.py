"""Meta says how many people a business may write to in a day; campaigns keep to it at once."""

from common.channels.registry import messaging_limit_in
from common.models.inbound import Notice
from common.store.channels import ChannelRef, Channels


def take_limit(event: Notice, ref: ChannelRef, *, channels: Channels) -> bool:
    """Notes the limit that a notice tells of, at the channels of its account; False if it tells of none.

    Twice changes nothing. Of two that overtook each other the one that comes last counts, until the channel is tested.
    """
    limit = messaging_limit_in(event)
    # Only the tenant's own channels are looked at, so that nobody can speak of another tenant's account.
    return limit is not None and channels.set_messaging_limit(ref.tenant_id, event.account_id, limit) > 0
