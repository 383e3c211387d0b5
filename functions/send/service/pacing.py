"""How fast a channel may go: what waits for its turn neither calls the provider nor keeps others waiting.

Each process keeps its own account, and the provider corrects it: there is no place that all of them could write to for
each message without standing in line there. See `docs/decisions/0014-fairness-of-sending.md`.
"""

from threading import Lock
from typing import Final, NamedTuple

from cachetools import LRUCache

from common.models.channel import Provider

REMEMBERED: Final = 50_000
"""Of how many channels and people a process knows when they were written to last."""
FOR_REPLIES: Final = 0.2
"""The part of a channel's burst that campaigns leave to people and agents."""
FIRST_PAUSE_S: Final = 2.0
LONGEST_PAUSE_S: Final = 60.0
"""How long a channel rests that the provider refuses again and again, and does not say for how long."""
LONGEST_PROMISE_S: Final = 600.0
"""How far ahead turns are given out; whoever comes then is asked to come among those who come first."""
LEAST_SHARE: Final = 1 / 16
RECOVERY_S: Final = 120.0
"""How long it takes from no share to a whole one: a channel that others use too settles just below its limit."""
SPAN_S: Final = 5.0
"""Copies of a task that wait within the same span become one."""
PAIR_CODES: Final = frozenset({"131056"})
"""Codes of WhatsApp that are about one person, not about the number."""


class Limit(NamedTuple):
    """A token bucket: so many at once, and so many a second."""

    burst: float
    per_s: float


CHANNEL: Final = {Provider.WHATSAPP: Limit(80, 80), Provider.TELEGRAM: Limit(30, 30)}
"""Source: Meta, "Throughput" (2026-05-21); Telegram, "Bots FAQ: My bot is hitting limits" (2026-05)."""
PAIR: Final = {Provider.WHATSAPP: Limit(45, 1 / 6), Provider.TELEGRAM: Limit(10, 1)}
"""To one person. Source: Meta, "Throughput: pair rate limits" (2026-05-21), which allows bursts of 45; Telegram as
above, which lets short bursts pass and does not say how short."""


class Turn(NamedTuple):
    """Whose turn is asked for."""

    provider: Provider
    channel: str
    """Tenant and channel."""
    address: str
    bulk: bool

    @property
    def pair(self) -> str:
        """The channel with the person."""
        return f"{self.channel}/{self.address}"


class Wait(NamedTuple):
    """It is not its turn yet."""

    seconds: float
    """When to ask again."""
    number: int
    """What the next task is numbered by: epoch milliseconds, equal for all who wait for the end of the same rest."""


class _Account:
    """One bucket: its level, its share of the limit, until when it rests, and how far its turns are given out."""

    __slots__ = ("at_s", "level", "limit", "promised_s", "rests_until_s", "share", "strikes")

    def __init__(self, limit: Limit, now_s: float) -> None:
        self.limit = limit
        self.level = limit.burst
        self.share = 1.0
        self.at_s = now_s
        self.promised_s = {True: 0.0, False: 0.0}
        self.rests_until_s = 0.0
        self.strikes = 0

    @property
    def per_s(self) -> float:
        """How many tokens it gets a second."""
        return self.limit.per_s * self.share

    @property
    def burst(self) -> float:
        """How many tokens it holds; always enough for one campaign's message."""
        return max(2.0, self.limit.burst * self.share)

    def refill(self, now_s: float) -> None:
        """Adds what came in since it was looked at last."""
        # A rest says nothing about how much the channel would have taken.
        passed_s = max(0.0, now_s - max(self.at_s, self.rests_until_s))
        self.at_s = max(self.at_s, now_s)
        self.share = min(1.0, self.share + passed_s / RECOVERY_S)
        self.level = min(self.burst, self.level + passed_s * self.per_s)

    def wait_s(self, bulk: bool, now_s: float) -> float:
        """How long until a token may be taken; 0 if it may be now."""
        needed = 1.0 + (self.burst * FOR_REPLIES if bulk else 0.0)
        return max(self.rests_until_s - now_s, (needed - self.level) / self.per_s, 0.0)

    def promise(self, bulk: bool, wait_s: float, now_s: float) -> float:
        """The next turn that nobody was given, in seconds from now."""
        turn_s = max(self.promised_s[bulk], now_s + wait_s)
        if turn_s - now_s > LONGEST_PROMISE_S:
            turn_s = now_s + wait_s
        self.promised_s[bulk] = turn_s + 1 / self.per_s
        return turn_s - now_s

    def rest(self, told_s: float | None, now_s: float) -> None:
        """Takes nothing for a while, and less after it."""
        self.strikes += 1
        own_s = min(LONGEST_PAUSE_S, FIRST_PAUSE_S * 2.0 ** (self.strikes - 1))
        self.rests_until_s = now_s + (told_s or own_s)
        self.share = max(LEAST_SHARE, self.share / 2)
        # The first one behind the rest finds out whether it is over.
        self.level = 1.0 + self.burst * FOR_REPLIES


class Pace:
    """The accounts of a process; thread-safe. All times are epoch seconds."""

    def __init__(self) -> None:
        self._accounts: LRUCache[str, _Account] = LRUCache(maxsize=REMEMBERED)
        self._lock = Lock()

    def ask(self, turn: Turn, now_s: float) -> Wait | None:
        """None if it may be sent now, which is then taken for done.

        Those who are told to wait are told different times, at the channel's pace, so that they do not come at once;
        replies do not stand behind campaigns.
        """
        with self._lock:
            channel = self._account(turn.channel, CHANNEL[turn.provider], now_s)
            pair = self._account(turn.pair, PAIR[turn.provider], now_s)
            # A campaign writes to a person once: what it leaves to others, it leaves on the channel.
            waits = {channel: channel.wait_s(turn.bulk, now_s), pair: pair.wait_s(False, now_s)}
            slowest = max(waits, key=lambda account: waits[account])
            if not waits[slowest]:
                channel.level -= 1.0
                pair.level -= 1.0
                return None
            rests = slowest.rests_until_s > now_s
            since_s = slowest.rests_until_s if rests else now_s // SPAN_S * SPAN_S
            return Wait(slowest.promise(turn.bulk, waits[slowest], now_s), int(since_s * 1000))

    def throttled(self, turn: Turn, code: str, retry_after_s: float | None, now_s: float) -> float:
        """The provider refused for going too fast: nothing is tried for so many seconds."""
        # Telegram does not say whether it means the chat or the bot; each chat finds out by itself.
        one_person = code in PAIR_CODES or turn.provider is Provider.TELEGRAM
        key, limit = (turn.pair, PAIR) if one_person else (turn.channel, CHANNEL)
        with self._lock:
            account = self._account(key, limit[turn.provider], now_s)
            # Calls that were under way together are one refusal.
            if now_s >= account.rests_until_s:
                account.rest(retry_after_s, now_s)
            return account.rests_until_s - now_s

    def took(self, turn: Turn) -> None:
        """The provider took a message: whatever it refused before is over."""
        with self._lock:
            for key in (turn.channel, turn.pair):
                if (account := self._accounts.get(key)) is not None:
                    account.strikes = 0

    def _account(self, key: str, limit: Limit, now_s: float) -> _Account:
        account: _Account | None = self._accounts.get(key)
        if account is None:
            account = self._accounts[key] = _Account(limit, now_s)
        account.refill(now_s)
        return account
