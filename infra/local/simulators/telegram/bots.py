"""What Telegram keeps of each bot, and how an update gets to it."""

import asyncio
import secrets

from pydantic import BaseModel

from infra.local.simulators.channels import SimChannel
from infra.local.simulators.contracts import Clock, Json
from infra.local.simulators.hooks import Attempt, Webhooks
from infra.local.simulators.phones import Phone
from infra.local.simulators.store import Records
from infra.local.simulators.telegram.updates import DEFAULT_KINDS, encode


class Bot(BaseModel):
    """State of one bot."""

    channel_id: str
    next_update_id: int
    allowed_updates: list[str] | None = None
    max_connections: int = 40
    last_error_s: float | None = None
    last_error: str | None = None
    duplicate_next: int = 0
    """How many of the next updates go out twice, as faults want it."""


class Bots:
    """Every bot's state, and the updates to it."""

    def __init__(self, records: Records, hooks: Webhooks, clock: Clock) -> None:
        self._records = records
        self._hooks = hooks
        self._clock = clock
        self._bots = {b.channel_id: b for b in map(Bot.model_validate_json, records.load("bot"))}

    def get(self, channel: SimChannel) -> Bot:
        """The state of a bot; its updates start at a random number, as Telegram's do."""
        if channel.id not in self._bots:
            self._bots[channel.id] = Bot(channel_id=channel.id, next_update_id=secrets.randbelow(10**9) + 1)
        return self._bots[channel.id]

    def keep(self, bot: Bot) -> None:
        """Stores a changed bot."""
        self._records.put("bot", bot.channel_id, bot.model_dump_json())

    def record(self, channel_id: str, attempt: Attempt) -> None:
        """Notes what `getWebhookInfo` tells about the last failure."""
        bot = self._bots.get(channel_id)
        if bot is not None and not attempt.delivered:
            status = f"Wrong response from the webhook: {attempt.status_code}"
            bot.last_error_s, bot.last_error = self._clock.now(), attempt.error or status
            self.keep(bot)

    def push(
        self, channel: SimChannel, phone: Phone, kind: str, content: Json, *, copies: int = 1
    ) -> tuple[int, asyncio.Future[Attempt] | None]:
        """Sends an update to a bot, in the order of its chat.

        Returns:
            The update id, and the first attempt; None for a kind of update that the bot has not asked for.
        """
        bot = self.get(channel)
        update_id = bot.next_update_id
        bot.next_update_id += 1
        allowed = set(bot.allowed_updates) if bot.allowed_updates else DEFAULT_KINDS
        if bot.duplicate_next and kind in allowed:
            bot.duplicate_next -= 1
            copies += 1
        self.keep(bot)
        if kind not in allowed:
            return update_id, None
        body = encode(update_id, kind, content)
        lane = f"{channel.id}/{phone.telegram_id}"
        attempts = [self._hooks.submit(channel.id, body, lane=lane) for _ in range(copies)]
        return update_id, attempts[0]
