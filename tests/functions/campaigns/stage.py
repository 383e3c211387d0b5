"""A tenant with an audience, and campaigns for it, on a world's database."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from types import SimpleNamespace

import pytest

from common.clock import epoch_ms
from common.models.audience import AudienceFilter, TagCondition
from common.models.campaign import AudienceChoice, Campaign, CampaignStatus, Content, Phase, Recipient, Timing
from common.models.channel import Provider
from common.models.contact import Contact
from common.models.conversation import Conversation
from common.models.ids import ChannelId, ContactId, TenantId, identity_id
from common.models.routing import Endpoint
from common.models.tenant import Caller, Role
from common.store import paths
from common.store.audiences import Audiences
from common.store.campaigns import CampaignRef, Campaigns
from common.store.channels import Channels
from common.store.codec import decode, encode
from common.store.consents import Consents
from common.store.contacts import Contacts
from common.store.conversations import Conversations
from common.store.database import Create, Database, Patch, Write
from common.store.messages import Messages
from common.store.templates import Templates
from common.store.tenants import Tenants
from common.store.usage import Usage
from functions.campaigns import main as campaigns_main
from functions.campaigns.service import launching
from functions.campaigns.service.planning import Collaborators
from tests.functions.world import NOW, PROVIDERS, TELEGRAM, WHATSAPP, World

TAG = "bread"
HOUR_MS = 3_600_000


class OwnCampaigns(Campaigns):
    """The campaigns of one world; the emulator also holds those that other tests left under way."""

    def __init__(self, database: Database, own: TenantId) -> None:
        super().__init__(database)
        self._own = own

    def find_due(self, now: datetime, *, limit: int) -> list[CampaignRef]:
        """The campaigns of this world that are due."""
        return [ref for ref in super().find_due(now, limit=100_000) if ref.tenant_id == self._own][:limit]


def planning(world: World) -> Collaborators:
    """What planning needs, with nothing cached."""
    db = world.database()
    return Collaborators(
        campaigns=OwnCampaigns(db, world.t),
        audiences=Audiences(db),
        contacts=Contacts(db),
        conversations=Conversations(db),
        channels=Channels(db),
        messages=Messages(db),
        templates=Templates(db),
        tenants=Tenants(db),
        usage=Usage(db, pick=lambda shards: 0),
        enqueue=world.enqueue,
    )


def inhabit(world: World, patch: pytest.MonkeyPatch) -> None:
    """Points the entry points of `campaigns` at `world`."""
    patch.setattr(campaigns_main, "_collaborators", lambda: planning(world))
    patch.setattr(campaigns_main, "settings", lambda: SimpleNamespace(google_cloud_project="demo-tests"))
    patch.setattr(campaigns_main, "clock", lambda: world.clock)
    patch.setattr(campaigns_main, "database", lambda project: world.database())


def add_people(
    world: World, count: int, on: ChannelId = TELEGRAM, *, first: int = 0, heard_ms: int | None = None, **more: object
) -> list[ContactId]:
    """Writes people who were heard on a channel an hour ago; their ids are in the order of their numbers."""
    provider = PROVIDERS[on]
    heard = epoch_ms(NOW) - HOUR_MS if heard_ms is None else heard_ms
    writes: list[Write] = []
    ids: list[ContactId] = []
    for n in range(first, first + count):
        k = ContactId(f"k{n:06}")
        address = f"49151{n:08}" if provider is Provider.WHATSAPP else f"7{n:08}"
        i = identity_id(provider, "" if provider is Provider.WHATSAPP else on, address)
        fields = {"id": k, "name": f"Ada {n}", "identities": [i], "tags": [TAG], **more}
        contact = Contact.model_validate(fields)
        conversation = Conversation(
            id=k,
            contact_name=contact.name,
            channels=[on],
            last_inbound_ms={on: heard} if heard else {},
            endpoints={on: {i: Endpoint(provider=provider, address=address, heard_ms=heard)}},
        )
        writes += [
            Create(paths.contact(world.t, k), encode(contact)),
            Create(paths.conversation(world.t, k), encode(conversation)),
        ]
        ids.append(k)
    db = Database(world.client)
    for begin in range(0, len(writes), 400):
        db.commit(*writes[begin : begin + 400])
    return ids


def add_campaign(
    world: World,
    text: str = "Fresh bread, {{first_name}}!",
    *,
    channels: Sequence[ChannelId] = (WHATSAPP, TELEGRAM),
    **more: object,
) -> str:
    """Writes a draft for everybody with the tag."""
    fields: dict[str, object] = {
        "id": "xcampaign",
        "name": "Bread",
        "channels": list(channels),
        "audience": AudienceChoice(filter=AudienceFilter(all=[TagCondition(value=TAG)])),
        "content": Content(text=text),
        "timing": Timing(),
        "created_at": NOW,
        **more,
    }
    campaign = Campaign.model_validate(fields)
    Database(world.client).commit(Create(paths.campaign(world.t, campaign.id), encode(campaign)))
    return campaign.id


def caller(world: World) -> Caller:
    """An admin of the world's tenant."""
    return Caller(tenant_id=world.t, role=Role.ADMIN, id="ben", name="Ben")


def launch(world: World, campaign_id: str = "xcampaign") -> Campaign:
    """Launches a campaign."""
    return launching.launch(caller(world), campaign_id, world.clock.now(), with_=planning(world))


def campaign_of(world: World, campaign_id: str = "xcampaign") -> Campaign:
    """The campaign as it is stored."""
    return Campaigns(Database(world.client)).get(world.t, campaign_id).value


def recipients_of(world: World, campaign_id: str = "xcampaign") -> dict[ContactId, Recipient]:
    """The people of a campaign, by id."""
    found = Database(world.client).query(paths.recipients(world.t, campaign_id), limit=10_000)
    return {each.id: each for each in (decode(Recipient, f) for f in found)}


def change(world: World, k: ContactId, **fields: object) -> None:
    """Changes a contact."""
    Database(world.client).commit(Patch(paths.contact(world.t, k), fields))


def got(world: World) -> Counter[str]:
    """How many messages each address got."""
    return Counter(m.address for provider in world.providers.values() for m in provider.accepted)


def run_until(world: World, condition: Callable[[], bool], most: int = 500) -> None:
    """Lets events and tasks run until the condition holds."""
    for _ in range(most):
        if condition():
            return
        world.dispatch()
        world.run_next()
    raise AssertionError("It never came to that.")


def is_done(world: World) -> bool:
    """Whether the campaign is done."""
    return campaign_of(world).status is CampaignStatus.DONE


def handed_over(world: World) -> bool:
    """Whether the planner has nothing more to hand over."""
    plan = campaign_of(world).plan
    return plan is not None and plan.phase is Phase.SETTLE


def reasons(recipients: Iterable[Recipient]) -> Counter[str]:
    """How often each reason occurs."""
    return Counter(str(each.reason) for each in recipients if each.reason is not None)


def consents(world: World) -> Consents:
    """The wishes, with nothing cached."""
    return Consents(world.database())
