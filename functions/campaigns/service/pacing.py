"""How fast a campaign goes: what each channel may send, how much is handed over at once, and who is next."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from common.models.campaign import Lane, PlanState, Timing
from common.models.channel import Provider
from common.models.ids import ChannelId
from functions.campaigns.service import hours

PER_S: Final[dict[Provider, int]] = {Provider.WHATSAPP: 80, Provider.TELEGRAM: 30}
"""How many messages a second a channel may send. Source: shared facts on providers, §3.3 and §3.7 (read 2026-11)."""
BATCH: Final = 200
"""How many recipients one step hands over at most: one commit, well below what Firestore takes in one."""
SLICE_S: Final = 5.0
"""For how long one step's messages keep a channel busy at most, in seconds; a pause takes hold no later than that."""
BACKLOG_S: Final = 4 * SLICE_S
"""How much may wait in a channel's queue before nothing more is handed over, in seconds of its pace."""


class Turn(NamedTuple):
    """What the planner does next: a lane, from when on."""

    lane: str
    at: datetime


def per_s(provider: Provider, timing: Timing) -> float:
    """How many messages a second a channel sends for a campaign."""
    most = float(PER_S[provider])
    return min(most, timing.per_minute / 60) if timing.per_minute else most


def batch_size(pace_per_s: float) -> int:
    """How many recipients a step hands over to a channel of that pace."""
    return max(1, min(BATCH, int(pace_per_s * SLICE_S)))


def most_waiting(pace_per_s: float) -> int:
    """How many messages may wait for a channel of that pace."""
    return max(batch_size(pace_per_s), int(pace_per_s * BACKLOG_S))


def free_again(free_at: datetime | None, now: datetime, messages: int, pace_per_s: float) -> datetime:
    """From when on a channel takes more, after it was given so many messages."""
    return max(free_at or now, now) + timedelta(seconds=messages / pace_per_s)


def next_turn(plan: PlanState, timing: Timing, now: datetime) -> Turn | None:
    """The lane that may go first: its channel is free and its sending hours hold; None when all lanes are done.

    Lanes of one channel take turns with those of others by when their channels are free, so that none starves.
    """
    turns = [
        Turn(name, max(_opening(lane, timing, _free(plan.free_at, lane.channel_id, now)), now))
        for name, lane in sorted(plan.lanes.items())
        if not lane.done
    ]
    return min(
        turns, key=lambda turn: (turn.at, _free(plan.free_at, plan.lanes[turn.lane].channel_id, now)), default=None
    )


def _free(free_at: Mapping[ChannelId, datetime], channel_id: ChannelId, now: datetime) -> datetime:
    return free_at.get(channel_id, now)


def _opening(lane: Lane, timing: Timing, at: datetime) -> datetime:
    return hours.next_opening(timing.hours, ZoneInfo(lane.zone), at)
