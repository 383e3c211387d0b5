"""A workspace on the Firestore emulator, with stand-ins of the providers' adapters."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest
from google.cloud import firestore
from werkzeug.datastructures import Headers
from werkzeug.test import Client, TestResponse
from werkzeug.wrappers import Request

from common.channels.base import (
    AccountHealth,
    Blame,
    MediaStream,
    Outcome,
    Outgoing,
    SendError,
    Sent,
)
from common.clock import FixedClock
from common.config import Settings
from common.crypto import Vault
from common.entry.auth import Authenticator
from common.entry.http import Api
from common.errors import DependencyDown
from common.models.channel import Account, Channel, Provider
from common.models.ids import ChannelId, MemberId, TenantId, random_id
from common.models.tenant import Caller, Member, Plan, Role, Tenant
from common.store.channels import Channels
from common.store.database import Database
from common.store.idempotency import Idempotency
from common.store.incidents import Incidents
from common.store.tenants import Tenants
from functions.workspace import main
from functions.workspace.service.accounts import Collaborators

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
BASE_URL = "https://front.example"
KEYS = "QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE="


@dataclass
class FakeWhatsApp:
    """Meta, as far as connecting needs it."""

    provider = Provider.WHATSAPP
    refused: set[str] = field(default_factory=set)
    """Access tokens that Meta refuses."""
    down: bool = False
    """Whether it answers at all."""

    foreign: set[str] = field(default_factory=set)
    """Business Accounts for which no token may speak."""

    def secret_of(self, account: Account) -> str:
        """What the account shows."""
        return account.credentials["access_token"]

    def subscribe(self, account: Account) -> None:
        """Whether the token may speak for the Business Account."""
        if account.account_id in self.foreign:
            raise SendError("Meta refuses it.", outcome=Outcome.FAILED, blame=Blame.CHANNEL, provider_code="200")

    def check(self, account: Account) -> AccountHealth:
        """Whether the account's secret is taken."""
        if self.down:
            raise DependencyDown("It does not answer; we try again.", retry_after_s=3)
        if self.secret_of(account) in self.refused:
            return AccountHealth(ok=False, detail="The access was refused; reconnect the channel.")
        return AccountHealth(ok=True, detail="It answers.", address="+49 30 1234567", name="Acme")

    def send(self, account: Account, message: Outgoing) -> Sent:
        """Not needed here."""
        raise NotImplementedError

    def open_media(self, account: Account, provider_media_id: str) -> AbstractContextManager[MediaStream]:
        """Not needed here."""
        raise NotImplementedError


@dataclass
class FakeTelegram(FakeWhatsApp):
    """Telegram, as far as connecting needs it."""

    provider = Provider.TELEGRAM
    webhooks: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Bot id to the address and secret token that were set last."""
    broken: bool = False
    """Whether it refuses to set and to delete webhooks."""
    on_set: Callable[[], None] = lambda: None
    """Called before a webhook is set."""

    def secret_of(self, account: Account) -> str:
        """What the account shows."""
        return account.credentials["bot_token"]

    def set_webhook(self, account: Account, url: str, secret_token: str) -> None:
        """Notes where to post."""
        self.on_set()
        self._refuse_if_broken()
        self.webhooks[account.identifier] = (url, secret_token)

    def delete_webhook(self, account: Account) -> None:
        """Forgets where to post."""
        self._refuse_if_broken()
        self.webhooks.pop(account.identifier, None)

    def _refuse_if_broken(self) -> None:
        if self.broken:
            raise SendError(
                "Telegram did not answer.", outcome=Outcome.RETRY, blame=Blame.TRANSIENT, provider_code="500"
            )


@dataclass
class Workspace:
    """One tenant, and the ways into it."""

    t: TenantId
    with_: Collaborators
    whatsapp: FakeWhatsApp
    telegram: FakeTelegram
    tenants: Tenants
    database: Database

    def caller(self, role: Role) -> Caller:
        """Somebody who works here."""
        return Caller(tenant_id=self.t, role=role, id=f"{role}-of-{self.t}", name="Ann")

    def call(
        self, method: str, path: str, body: dict[str, Any] | None = None, *, role: Role = Role.ADMIN, key: str = ""
    ) -> TestResponse:
        """The answer of the API to a request of somebody with `role`."""
        caller = self.caller(role)

        class Known(Authenticator):
            def __init__(self) -> None:
                """Knows everybody."""

            def __call__(self, headers: Headers) -> Caller:
                return caller

        api = Api(
            "workspace",
            main.ROUTES,
            authenticate=Known(),
            kept_answers=Idempotency(self.database),
            clock=FixedClock(NOW),
        )
        headers = {"Idempotency-Key": key} if key else {}
        app = Request.application(api)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(main, "_tenants", lambda: self.tenants)
            patch.setattr(main, "_channels", lambda: self.with_.channels)
            patch.setattr(main, "_collaborators", lambda: self.with_)
            patch.setattr(main, "clock", lambda: FixedClock(NOW))
            patch.setattr(main, "settings", lambda: Settings(google_cloud_project="demo", public_base_url=BASE_URL))
            return Client(app).open(f"/api/workspace{path}", method=method, json=body, headers=headers)

    def channel(self, c: str) -> Channel:
        """A channel as it is stored."""
        return self.with_.channels.get(self.t, ChannelId(c))

    def credentials(self, c: str) -> dict[str, str]:
        """A channel's credentials, opened."""
        return self.with_.vault.open(self.channel(c).sealed, context=f"{self.t}/{c}")


@pytest.fixture
def new_workspace(firestore_client: firestore.Client, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Workspace]:
    """Makes workspaces; `enter` of the newest one is where the routes lead."""
    database = Database(firestore_client)

    def make(plan: Plan = Plan.PRO) -> Workspace:
        tenants, channels = Tenants(database), Channels(database)
        whatsapp, telegram = FakeWhatsApp(), FakeTelegram()
        with_ = Collaborators(
            channels=channels,
            tenants=tenants,
            vault=Vault(KEYS),
            senders={Provider.WHATSAPP: whatsapp, Provider.TELEGRAM: telegram},
            incidents=Incidents(database),
            clock=FixedClock(NOW),
            base_url=BASE_URL,
        )
        t = TenantId(random_id())
        tenants.save(Tenant(id=t, name="Acme", plan=plan))
        tenants.save_member(t, Member(id=MemberId("ann"), email="ann@acme.test", name="Ann", role=Role.OWNER))
        return Workspace(t, with_, whatsapp, telegram, tenants, database)

    return make


@pytest.fixture
def workspace(new_workspace: Callable[..., Workspace]) -> Workspace:
    """One workspace on the plan `pro`, which includes three channels of each provider."""
    return new_workspace()
