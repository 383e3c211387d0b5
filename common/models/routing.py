"""The reply route: which channel a reply leaves through, why, and until when free text is allowed."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from common.clock import from_epoch_ms
from common.models.channel import WINDOW_MARGIN_S, WINDOW_S, Channel, ChannelStatus, Provider
from common.models.ids import ChannelId, IdentityId, digest


class RouteReason(StrEnum):
    """Why a route is what it is."""

    LAST_HEARD = "last_heard"
    LAST_HEARD_UNAVAILABLE = "last_heard_unavailable"
    CHOSEN = "chosen"


class Endpoint(BaseModel):
    """Where a contact can be reached on one channel."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="ignore")

    provider: Provider
    address: str
    heard_ms: int = 0


class Route(BaseModel):
    """The channel of the next reply."""

    model_config = ConfigDict(defer_build=True, frozen=True)

    channel_id: ChannelId
    """The channel."""
    provider: Provider
    """Its provider."""
    channel_name: str
    """What people call it."""
    address: str
    """The contact's address there."""
    reason: RouteReason
    """`last_heard`: the contact wrote there last. `last_heard_unavailable`: it wrote last on a channel that cannot send
    now, this is the next. `chosen`: the caller named it."""
    last_inbound_at: datetime | None
    """When the contact was last heard there, by the provider's time."""
    window_expires_at: datetime | None
    """Until when free text is allowed; null where the provider has no such limit, or the window never opened."""
    needs_template: bool
    """True if only a template can be sent now."""
    version: str
    """Give it back as `route_version` when replying: if the route has changed since, the answer is 409."""


def find_route(
    last_inbound_ms: Mapping[ChannelId, int],
    endpoints: Mapping[ChannelId, Mapping[IdentityId, Endpoint]],
    channels: Iterable[Channel],
    now: datetime,
    *,
    chosen: ChannelId | None = None,
) -> Route | None:
    """The route of the next reply, or None where no active channel leads to the contact.

    Args:
        last_inbound_ms: when the contact was last heard on each channel, by the provider's time.
        endpoints: the contact's addresses on each channel; the one that was heard last is written to.
        channels: the tenant's channels.
        now: the present, for the window.
        chosen: a channel that the caller insists on; None takes the one that was heard last.
    """
    usable = {c.id: c for c in channels if c.status is ChannelStatus.ACTIVE and endpoints.get(c.id)}
    heard = sorted(endpoints, key=lambda c: (last_inbound_ms.get(c, 0), c), reverse=True)
    candidates = [c for c in heard if c in usable] if chosen is None else [c for c in [chosen] if c in usable]
    if not candidates:
        return None
    channel = usable[candidates[0]]
    if chosen is not None:
        reason = RouteReason.CHOSEN
    elif channel.id == heard[0]:
        reason = RouteReason.LAST_HEARD
    else:
        reason = RouteReason.LAST_HEARD_UNAVAILABLE
    heard_ms = last_inbound_ms.get(channel.id)
    last = from_epoch_ms(heard_ms) if heard_ms else None
    window_s = WINDOW_S[channel.provider]
    expires = last + timedelta(seconds=window_s) if last and window_s else None
    closed = window_s is not None and (expires is None or now >= expires - timedelta(seconds=WINDOW_MARGIN_S))
    address = max(endpoints[channel.id].values(), key=lambda e: (e.heard_ms, e.address)).address
    return Route(
        channel_id=channel.id,
        provider=channel.provider,
        channel_name=channel.name,
        address=address,
        reason=reason,
        last_inbound_at=last,
        window_expires_at=expires,
        needs_template=closed,
        version=digest("route", channel.id, address)[:12],
    )
