"""The accounts that the simulated providers know: WhatsApp numbers and Telegram bots."""

from typing import Self

from pydantic import BaseModel, ConfigDict, model_validator

from infra.local.simulators.contracts import Provider


class SimChannel(BaseModel):
    """One simulated account and where its webhooks go.

    WhatsApp needs `waba_id, phone_number_id, access_token, app_secret`; Telegram needs `bot_token`.
    """

    model_config = ConfigDict(frozen=True, use_attribute_docstrings=True)

    id: str
    """Id of the channel in the application, or of the account where no application channel exists yet."""
    tenant: str
    provider: Provider
    address: str
    """WhatsApp: the number in E.164; Telegram: the bot's user name."""
    display_name: str = ""
    webhook_url: str = ""
    """Where the provider posts; empty for a Telegram bot means that no webhook is set."""
    waba_id: str = ""
    phone_number_id: str = ""
    access_token: str = ""
    app_secret: str = ""
    verify_token: str = ""
    bot_token: str = ""
    secret_token: str = ""

    @model_validator(mode="after")
    def _has_credentials(self) -> Self:
        needed = {
            "whatsapp": ("waba_id", "phone_number_id", "access_token", "app_secret"),
            "telegram": ("bot_token",),
        }[self.provider]
        missing = [name for name in needed if not getattr(self, name)]
        if missing:
            raise ValueError(f"a {self.provider} channel needs {', '.join(missing)}")
        return self

    @property
    def bot_id(self) -> int:
        """Telegram's user id of the bot: the part of its token before the colon."""
        return int(self.bot_token.partition(":")[0])

    @property
    def display_phone_number(self) -> str:
        """The number as Meta writes it in webhooks: digits only."""
        return "".join(c for c in self.address if c.isdigit())


class UnknownChannel(LookupError):
    """No registered channel goes by that name."""


class Channels:
    """The registry; the newest registration of an id wins."""

    def __init__(self) -> None:
        self._by_id: dict[str, SimChannel] = {}

    def put(self, channel: SimChannel) -> None:
        """Adds or replaces a channel."""
        self._by_id[channel.id] = channel

    def all(self) -> list[SimChannel]:
        """Every channel in the order of registration."""
        return list(self._by_id.values())

    def find(self, channel_id: str) -> SimChannel | None:
        """The channel of that id."""
        return self._by_id.get(channel_id)

    def resolve(self, name: str) -> SimChannel:
        """The channel that a person means.

        Args:
            name: a channel id, or `tenant/provider`, or a provider; the latter two mean the first one registered.

        Raises:
            UnknownChannel: nothing goes by that name.
        """
        if name in self._by_id:
            return self._by_id[name]
        tenant, slash, provider = name.rpartition("/")
        for channel in self._by_id.values():
            if channel.provider == provider and (not slash or channel.tenant == tenant):
                return channel
        raise UnknownChannel(f"no channel {name!r}; known: {', '.join(self._by_id) or 'none'}")

    def of_token(self, access_token: str) -> list[SimChannel]:
        """The WhatsApp numbers that an access token may use."""
        return [c for c in self._by_id.values() if c.provider == "whatsapp" and c.access_token == access_token]

    def of_bot_token(self, bot_token: str) -> SimChannel | None:
        """The Telegram bot of that token."""
        return next((c for c in self._by_id.values() if c.provider == "telegram" and c.bot_token == bot_token), None)

    def of_waba(self, waba_id: str) -> list[SimChannel]:
        """The numbers of one WhatsApp business account."""
        return [c for c in self._by_id.values() if c.provider == "whatsapp" and c.waba_id == waba_id]
