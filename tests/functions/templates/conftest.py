"""A tenant with a WhatsApp Business Account, and Meta's shelf of its templates."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from google.cloud import firestore

from common.crypto import Vault
from common.errors import NotFound
from common.models.campaign import Campaign
from common.models.channel import Channel, Provider
from common.models.ids import ChannelId, TenantId, random_id
from common.models.template import Approval, Template
from common.models.tenant import Caller, Role
from common.store.campaigns import Campaigns
from common.store.channels import Channels
from common.store.database import Database
from common.store.incidents import Incidents
from common.store.templates import Templates
from functions.templates import schemas
from functions.templates.service import editing
from functions.templates.service.accounts import Collaborators
from tests.functions.crashes import BreakableDatabase, Breaker
from tests.functions.templates.shelf import Shelf
from tests.functions.world import KEYS

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
WHATSAPP, TELEGRAM = ChannelId("xwhatsapp"), ChannelId("xtelegram")
CONTENT: dict[str, object] = {
    "name": "order_ready",
    "language": "en",
    "category": "utility",
    "body": "Hello {{first_name}}, your order is ready for you.",
    "variables": {"first_name": "Ana"},
}


@dataclass
class Desk:
    """Where a tenant's templates are worked on."""

    client: firestore.Client
    t: TenantId = field(default_factory=lambda: TenantId("t" + secrets.token_hex(8)))
    waba: str = field(default_factory=random_id)
    shelf: Shelf = field(default_factory=Shelf)
    files: dict[str, bytes] = field(default_factory=dict)
    breaker: Breaker = field(default_factory=Breaker)

    def __post_init__(self) -> None:
        vault = Vault(KEYS)
        for c, provider in ((WHATSAPP, Provider.WHATSAPP), (TELEGRAM, Provider.TELEGRAM)):
            sealed = vault.seal({"access_token": "x"}, context=f"{self.t}/{c}")
            account_id = self.waba if provider is Provider.WHATSAPP else ""
            channel = Channel(
                id=c, provider=provider, name=provider, identifier=random_id(), account_id=account_id, sealed=sealed
            )
            Channels(Database(self.client)).connect(self.t, channel)

    def arm(self, breaker: Breaker) -> None:
        """Lets the work die at a point."""
        self.breaker = self.shelf.breaker = breaker

    @property
    def database(self) -> Database:
        """A database whose commits are crash points."""
        db = BreakableDatabase(self.client, self.breaker)
        db.after_commit.append(lambda writes: self.breaker.reach())
        return db

    @property
    def templates(self) -> Templates:
        """The store."""
        return Templates(self.database)

    @property
    def campaigns(self) -> Campaigns:
        """The campaigns' store."""
        return Campaigns(Database(self.client))

    @property
    def with_(self) -> Collaborators:
        """Whom work at WhatsApp is done with."""
        return Collaborators(
            self.templates, Channels(self.database), Vault(KEYS), self.shelf, self._load, Incidents(self.database)
        )

    def _load(self, object_name: str) -> bytes:
        if object_name not in self.files:
            raise NotFound("There is no such file.")
        return self.files[object_name]

    @property
    def caller(self) -> Caller:
        """An admin."""
        return Caller(tenant_id=self.t, role=Role.ADMIN, id="ada", name="Ada")

    def create(self, **fields: object) -> Template:
        """A new template."""
        new = schemas.NewTemplate.model_validate(CONTENT | fields)
        return editing.create(self.t, new, self.caller, NOW, templates=self.templates)

    def change(self, id_: str, **fields: object) -> Template:
        """A changed template."""
        asked = schemas.TemplatePatch.model_validate(fields)
        return editing.patch(self.t, id_, asked, self.caller, NOW, templates=self.templates)

    def get(self, id_: str) -> Template:
        """A template as it is kept."""
        return Templates(Database(self.client)).get(self.t, id_).value

    def approval(self, id_: str) -> Approval:
        """What WhatsApp says about a template."""
        return self.get(id_).approvals[self.waba]

    def use(self, id_: str, status: str) -> None:
        """A campaign uses the template."""
        content = {"template_id": id_}
        fields = {"id": random_id(), "name": "Spring", "status": status, "content": content, "template_ids": [id_]}
        campaign = Campaign.model_validate({**fields, "audience": {"contact_ids": ["k"]}, "created_at": NOW})
        Database(self.client).commit(self.campaigns.create(self.t, campaign))


@pytest.fixture
def new_desk(firestore_client: firestore.Client) -> Callable[[], Desk]:
    """Makes desks."""
    return lambda: Desk(firestore_client)


@pytest.fixture
def desk(new_desk: Callable[[], Desk]) -> Desk:
    """One desk."""
    return new_desk()
