"""The order of a thread: what happened later stands later, although providers tell whole seconds.

A contact who answers within the second of our message is reported with the time of that whole second, and often after
it has passed. So in every second the first nine tenths are for what we know to be of that time, ours and theirs alike,
and the last tenth for what a provider brought only afterwards. Whoever wrote after having read something then stands
behind it, in the thread, in the preview and in what decides the route.
"""

from datetime import datetime, timedelta
from math import log1p
from typing import Final

FUTURE: Final = timedelta(minutes=5)
"""How far ahead of us a provider's clock may be."""
PROMPT: Final = timedelta(seconds=15)
"""Up to how long after a message was written its coming tells something about when, within the second."""
_SECOND: Final = timedelta(seconds=1)
_KNOWN: Final = 0.9
_LAST: Final = timedelta(milliseconds=99)
"""Less than the last tenth by a millisecond, for the next second must stay behind in whole milliseconds."""


def written_by_us(now: datetime) -> datetime:
    """The place in the thread of what we write at `now`, at most a tenth of a second before it."""
    second = now.replace(microsecond=0)
    return second + (now - second) * _KNOWN


def written_by_them(told: datetime, now: datetime) -> datetime:
    """The place in the thread of what came at `now`, and was written at the provider's time `told`, a whole second.

    It stays within that second. What comes late, and so tells nothing about when, stands at its beginning.
    """
    if told > now + FUTURE:
        # A provider's clock gone wrong must not hold the route and the window for ever.
        return written_by_us(now)
    took = now - told
    if told.microsecond or took < timedelta() or took > PROMPT:
        return told
    if took < _SECOND:
        return written_by_us(now)
    # Most come soon after, so that is where the steps are the widest.
    return told + _SECOND * _KNOWN + _LAST * (log1p((took - _SECOND) / _SECOND) / log1p((PROMPT - _SECOND) / _SECOND))
