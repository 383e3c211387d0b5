"""Whether a file is to be put into words."""

from typing import NamedTuple, Protocol

from common.ai.media import medium_of, why_not
from common.models.channel import Channel
from common.models.ids import TenantId
from common.models.message import Direction, Kind, Message, Transcript, TranscriptStatus
from common.models.tenant import PLANS
from common.store.tenants import Tenants


class ReadsMedia(Protocol):
    """Asks whether an agent looks at media."""

    def __call__(self, t: TenantId, agent_id: str) -> bool:
        """Whether there is such an agent, and it may."""
        ...


class Readers(NamedTuple):
    """Who could want the words, and may have them."""

    tenants: Tenants
    reads_media: ReadsMedia


def first_transcript(
    t: TenantId, message: Message, channel: Channel, mime_type: str, size_bytes: int, *, readers: Readers
) -> Transcript | None:
    """The transcript of a file that was just stored.

    Returns:
        `pending` where it is to be made, `failed` where no model takes the file, and None where nobody wants it.
    """
    # Stickers are left out: most of them move, which no model reads.
    if message.direction is not Direction.IN or message.kind is Kind.STICKER or medium_of(mime_type) is None:
        return None
    if not channel.agent_id or not PLANS[readers.tenants.get(t).plan].transcripts:
        return None
    if not readers.reads_media(t, channel.agent_id):
        return None
    if failure := why_not(mime_type, size_bytes):
        return Transcript(status=TranscriptStatus.FAILED, failure=failure)
    return Transcript()
