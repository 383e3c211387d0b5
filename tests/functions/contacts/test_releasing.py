"""Whoever leaves gives back their conversations; nobody else loses any, and who is back keeps theirs."""

import json

import pytest

from common.models.conversation import Conversation
from common.models.ids import ContactId, MemberId, TenantId
from common.models.payloads import MemberPayload
from common.models.tenant import Member, Role
from common.models.webhook import EventType
from common.store import paths
from common.store.codec import Versioned
from common.store.conversations import Conversations
from common.store.database import Database, Merge
from common.store.events_out import events_out_of
from common.store.tenants import Tenants
from functions.contacts.service import releasing
from tests.functions.world import World

pytestmark = pytest.mark.emulator


def assign(world: World, **assignees: str) -> None:
    """Makes conversations that are somebody's."""
    for k, assignee in assignees.items():
        fields = {"contact_name": k, "created_at": world.clock.now(), "assignee": assignee}
        world.client.document(paths.conversation(world.t, k)).set(fields)


def release(world: World, member: str, step: int = 0) -> int:
    """How many conversations the work gives back."""
    db = world.database()
    return releasing.release(
        MemberPayload(tenant_id=world.t, member_id=member, attempt=1, step=step),
        world.clock.now(),
        conversations=Conversations(db),
        tenants=Tenants(db),
        out=events_out_of(db),
        enqueue=world.enqueue,
    )


def whose(world: World) -> list[str | None]:
    """Whose each conversation is."""
    return [data["assignee"] for _, data in sorted(world.documents("conversations").items())]


def test_only_theirs_are_given_back_page_by_page_and_told_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(releasing, "PAGE", 2)
    monkeypatch.setattr(releasing, "PAGES", 1)
    hooks = {"hook": [EventType.CONVERSATION_CHANGED.value]}
    Database(world.client).commit(Merge(paths.tenant(world.t), {"hooks": hooks}))
    assign(world, a="zoe", b="zoe", c="ben", d="zoe")
    assert release(world, "zoe") == 2
    [task] = world.tasks
    assert (task.job.name, task.payload.step) == ("release-conversations", 1)  # type: ignore[attr-defined]
    assert [release(world, "zoe", step=1), release(world, "zoe", step=1)] == [1, 0]
    assert whose(world) == [None, None, "ben", None]
    told = [json.loads(str(each["body"])) for each in world.documents("webhook_events").values()]
    assert sorted(each["data"]["conversation_id"] for each in told) == ["a", "b", "d"]
    assert {str(each["data"]["changes"]) for each in told} == {"{'assignee': None}"}


def test_one_that_changes_meanwhile_is_given_back_all_the_same(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    assign(world, a="zoe", b="zoe")
    read = Conversations.assigned_to
    changes = iter(["hello"])

    def read_and_change(self: Conversations, t: TenantId, member: str, *, limit: int) -> list[Versioned[Conversation]]:
        found = read(self, t, member, limit=limit)
        for text in changes:
            world.client.document(paths.conversation(world.t, ContactId("a"))).update({"contact_name": text})
        return found

    monkeypatch.setattr(Conversations, "assigned_to", read_and_change)
    assert release(world, "zoe") == 2
    assert (whose(world), world.tasks) == ([None, None], [])


def test_somebody_who_works_here_keeps_theirs(world: World) -> None:
    assign(world, a="zoe")
    Tenants(world.database()).save_member(
        world.t, Member(id=MemberId("zoe"), email="zoe@w.test", name="Zoe", role=Role.AGENT)
    )
    assert release(world, "zoe") == 0
    assert whose(world) == ["zoe"]
