"""What a recipient's message is: rendered from what the campaign said when it began."""

from datetime import datetime

from common.models.campaign import Campaign, Recipient, Source, message_id_of
from common.models.channel import Channel
from common.models.ids import MessageId, TenantId
from common.models.message import Author, AuthorKind, Direction, Kind, Message
from common.models.status import MessageStatus
from common.models.template import location_of, media_of, use_of
from common.models.thread_order import written_by_us
from functions.campaigns.service.choosing import wording_of


def message_for(t: TenantId, campaign: Campaign, recipient: Recipient, channel: Channel, now: datetime) -> Message:
    """The message of a recipient, to be queued.

    Raises:
        Invalid: a value is missing or too long, which the snapshot would have found.
    """
    return written(
        t,
        campaign.sources[recipient.variant],
        recipient,
        channel,
        now,
        message_id=message_id_of(campaign.id, recipient.id),
        author=Author(kind=AuthorKind.CAMPAIGN, id=campaign.id, name=campaign.name),
        campaign_id=campaign.id,
    )


def written(
    t: TenantId,
    source: Source,
    recipient: Recipient,
    channel: Channel,
    now: datetime,
    *,
    message_id: MessageId,
    author: Author,
    campaign_id: str,
) -> Message:
    """What `source` says to a recipient, as a message that waits to be sent."""
    text = wording_of(source, recipient.values)
    template = source.template if recipient.as_template else None
    return Message(
        id=message_id,
        conversation_id=recipient.id,
        channel_id=channel.id,
        provider=channel.provider,
        direction=Direction.OUT,
        author=author,
        kind=Kind.TEMPLATE if template else Kind.TEXT,
        text=text,
        template=use_of(template, recipient.values) if template else None,
        media=media_of(template, t) if template else None,
        location=location_of(template) if template else None,
        status=MessageStatus.QUEUED,
        status_at={MessageStatus.QUEUED: now},
        address=recipient.address,
        at=written_by_us(now),
        created_at=now,
        campaign_id=campaign_id,
        variant=recipient.variant,
    )
