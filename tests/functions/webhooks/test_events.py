"""Each kind of event is told in the commit of what happened, once; and nothing of a person who is forgotten stays."""

import json
from collections.abc import Callable, Sequence
from datetime import timedelta

import pytest

from common.errors import WriteRaced
from common.models.conversation import ConversationStatus
from common.models.incident import IncidentKind
from common.models.tenant import PLANS, Caller, Plan, Role
from common.models.usage import MESSAGES_OUT
from common.models.webhook import EventType
from common.store import paths
from common.store.conversations import Conversations
from common.store.database import Database, Merge, Write
from common.store.events_out import events_out_of
from common.store.incidents import Incidents
from common.store.tenants import Tenants
from common.store.usage_warnings import UsageWarnings
from functions.contacts.service import erasing
from functions.inbox.schemas import ConversationPatch
from functions.inbox.service.reading import change_conversation
from tests.functions.backups.vault_room import FakeBucket, Room
from tests.functions.campaigns import stage
from tests.functions.events import contact_of, says
from tests.functions.world import World

pytestmark = pytest.mark.emulator


class NoFiles:
    """A bucket without files."""

    def remove(self, t: str, name: str) -> None:
        """Nothing to remove."""


def wants(world: World, *events: EventType) -> None:
    """A webhook of the tenant wants to hear of these."""
    hooks = {"hook": [each.value for each in events]}
    Database(world.client).commit(Merge(paths.tenant(world.t), {"hooks": hooks}))


def told(world: World) -> list[dict[str, object]]:
    """What was recorded to be told."""
    return [json.loads(str(each["body"])) for each in world.documents("webhook_events").values()]


def test_an_incident_is_told_each_time_that_it_opens(world: World) -> None:
    wants(world, EventType.INCIDENT_OPENED)
    incidents, now = Incidents(world.database()), world.clock.now()
    for minutes in (0, 1, 2):
        incidents.open(world.t, IncidentKind.MODEL_FAILED, "model", "It is away.", now + timedelta(minutes=minutes))
    assert [each["data"]["incident"]["kind"] for each in told(world)] == ["model_failed"]  # type: ignore[index]
    incidents.close(world.t, IncidentKind.MODEL_FAILED, "model", now + timedelta(minutes=3))
    incidents.open(world.t, IncidentKind.MODEL_FAILED, "model", "Again.", now + timedelta(minutes=4))
    assert len(told(world)) == 2


def test_a_limit_that_is_nearly_used_up_is_told_once(world: World) -> None:
    wants(world, EventType.USAGE_WARNING)
    tenant = Tenants(world.database()).get(world.t)
    used = {MESSAGES_OUT: PLANS[Plan.STARTER].messages_a_month * 85 // 100}
    for _ in range(2):
        UsageWarnings(world.database()).give(tenant, world.clock.now(), used)
    [event] = told(world)
    assert (event["type"], event["data"]["level"]) == ("usage.warning", 80)  # type: ignore[index]


def test_a_complete_backup_is_told(world: World) -> None:
    wants(world, EventType.BACKUP_COMPLETED)
    room = Room(world.client, FakeBucket(), t=world.t, clock=world.clock)
    backup = room.back_up()
    [event] = told(world)
    assert (event["type"], event["data"]["backup_id"]) == ("backup.completed", backup.id)  # type: ignore[index]
    assert not any("webhook" in each.path for each in room.writes if isinstance(each, Merge))


def test_a_campaign_that_is_done_is_told(new_world: Callable[..., World], monkeypatch: pytest.MonkeyPatch) -> None:
    world = new_world(plan=Plan.PRO)
    wants(world, EventType.CAMPAIGN_COMPLETED)
    stage.inhabit(world, monkeypatch)
    stage.add_people(world, 2)
    stage.add_campaign(world)
    stage.launch(world)
    stage.run_until(world, lambda: stage.is_done(world))
    [event] = told(world)
    assert (event["type"], event["data"]["campaign_id"]) == ("campaign.completed", "xcampaign")  # type: ignore[index]


def test_what_is_told_of_a_person_goes_when_they_are_forgotten(world: World) -> None:
    wants(world, EventType.MESSAGE_RECEIVED)
    world.deliver(says("I live in Lyon."))
    assert "Lyon" in repr(world.documents("webhook_events"))
    world.clock.at += timedelta(minutes=1)
    erasing.begin(world.t, contact_of(), world.clock.now(), stores=world.keeping(), enqueue=world.enqueue)
    payload = next(each.payload for each in world.tasks if each.job.name == "forget-contact")
    erasing.work_off(payload, world.clock.now(), stores=world.keeping(), bucket=NoFiles())
    assert world.documents("webhook_events") == {}


@pytest.mark.parametrize("status", [ConversationStatus.RESOLVED, ConversationStatus.OPEN])
def test_a_change_of_a_conversation_whose_answer_was_lost_is_made_and_told_once(
    world: World, status: ConversationStatus
) -> None:
    wants(world, EventType.CONVERSATION_CHANGED)
    world.deliver(says("hello"))
    db, lost = world.database(), [WriteRaced("The answer was lost.")]

    def lose(_: Sequence[Write]) -> None:
        if lost:
            raise lost.pop()

    db.after_commit.append(lose)
    caller = Caller(tenant_id=world.t, role=Role.AGENT, id="ben")
    patch = ConversationPatch(status=status)
    conversations, tenants, out = Conversations(db), Tenants(db), events_out_of(db)
    now = world.clock.now()
    change_conversation(caller, contact_of(), patch, now, conversations=conversations, tenants=tenants, out=out)
    assert lost == []
    assert [each["data"]["changes"] for each in told(world)] == [{"status": status}]  # type: ignore[index]
    assert Conversations(Database(world.client)).find(world.t, contact_of()).value.status is status


def test_saving_a_tenant_does_not_bring_back_what_a_webhook_wanted(world: World) -> None:
    wants(world, EventType.MESSAGE_RECEIVED)
    tenants = Tenants(world.database())
    tenant = tenants.get(world.t)
    wants(world)
    tenants.save(tenant.model_copy(update={"name": "Renamed"}))
    world.deliver(says("hello"))
    assert told(world) == []
