"""Audiences: whom they mean, page by page, and what a preview says."""

import pytest

from common.errors import NotFound
from common.models.audience import Audience, AudienceFilter, AudienceKind
from common.models.contact import Contact
from common.models.ids import ContactId
from common.store import ops
from common.store.audiences import Audiences
from common.store.contacts import Contacts
from common.store.database import Database
from functions.contacts.audience_schemas import AudienceChange, AudienceIn
from functions.contacts.service import audiences
from tests.functions.world import NOW, World

pytestmark = pytest.mark.emulator
VIPS = AudienceFilter.model_validate({"all": [{"field": "tag", "value": "vip"}]})
HEARD = AudienceFilter.model_validate({"all": [{"field": "last_heard", "days": 3}]})


@pytest.fixture
def crowd(world: World) -> World:
    """Ten contacts, the even ones VIPs; one of those was merged."""
    db = Database(world.client)
    contacts = Contacts(db)
    people = [Contact(id=ContactId(f"k{n}"), name=f"N {n}", tags=["vip"] if n % 2 == 0 else []) for n in range(10)]
    people[4] = people[4].model_copy(update={"merged_into": "k2"})
    db.commit(*(contacts.create(world.t, person) for person in people))
    return world


def pages(world: World, of: Audience | AudienceFilter, limit: int) -> tuple[list[str], int]:
    """Whom an audience means, and how many contacts were looked at."""
    store = Audiences(Database(world.client))
    found: list[str] = []
    after, looked_at, more = None, 0, True
    while more:
        page = store.page(world.t, of, after=after, limit=limit, now=NOW)
        found += [member.contact.id for member in page.members]
        looked_at += page.looked_at
        after, more = page.next, page.next is not None
    return found, looked_at


@pytest.mark.parametrize("limit", [1, 2, 3, 5, 10, 11])
def test_pages_of_any_size_hold_everybody_once(limit: int, crowd: World) -> None:
    everybody = [f"k{n}" for n in range(10) if n != 4]
    assert pages(crowd, AudienceFilter(), limit) == (everybody, 10)
    assert pages(crowd, VIPS, limit) == (["k0", "k2", "k6", "k8"], 5)


def test_a_conversation_is_read_only_for_whom_the_contact_does_not_rule_out(crowd: World) -> None:
    store = Audiences(Database(crowd.client))
    counted = ops.begin()
    store.page(crowd.t, VIPS, after=None, limit=100, now=NOW)
    assert counted.reads == 5 + 4
    counted = ops.begin()
    named = AudienceFilter.model_validate({"all": [{"field": "name", "value": "N 7"}]})
    [member] = store.page(crowd.t, named, after=None, limit=100, now=NOW).members
    assert (member.contact.id, member.conversation) == ("k7", None)
    assert counted.reads == 10 + 1


def make(world: World, **asked: object) -> Audience:
    return audiences.create(
        world.t, AudienceIn.model_validate({"name": "A", **asked}), "ben", NOW, stores=world.keeping()
    )


def test_a_preview_counts_and_is_remembered_until_the_filter_changes(crowd: World) -> None:
    made = make(crowd, filter=VIPS)
    shown = audiences.preview(crowd.t, made, stores=crowd.keeping(), clock=crowd.clock)
    assert (shown.count, shown.looked_at, shown.complete) == (4, 5, True)
    assert [sample.id for sample in shown.samples] == ["k0", "k2", "k6", "k8"]
    assert audiences.get(crowd.t, made.id, stores=crowd.keeping()).value.count == 4
    renamed = audiences.change(crowd.t, made.id, AudienceChange(name="B"), NOW, stores=crowd.keeping())
    assert (renamed.name, renamed.count, renamed.filter) == ("B", 4, VIPS)
    changed = audiences.change(crowd.t, made.id, AudienceChange(filter=HEARD), NOW, stores=crowd.keeping())
    assert (changed.name, changed.count, changed.filter) == ("B", None, HEARD)


def test_a_preview_of_too_many_says_so(crowd: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audiences, "PAGE", 2)
    monkeypatch.setattr(audiences, "LOOK_AT", 4)
    monkeypatch.setattr(audiences, "SAMPLES", 3)
    made = make(crowd)
    shown = audiences.preview(crowd.t, made, stores=crowd.keeping(), clock=crowd.clock)
    assert (shown.count, shown.looked_at, shown.complete, len(shown.samples)) == (4, 4, False, 3)
    assert audiences.get(crowd.t, made.id, stores=crowd.keeping()).value.count is None


def test_the_whole_audience_is_stored(world: World) -> None:
    everything = AudienceFilter.model_validate(
        {
            "all": [{"field": "attribute", "name": "age", "op": "gt", "value": 3.5}],
            "any": [
                {"field": "group", "match": "all", "conditions": [{"field": "name", "value": "x"}]},
                {"field": "created", "op": "before", "at": "2026-11-01T00:00:00Z"},
            ],
            "exclude": [{"field": "provider", "op": "heard", "value": "telegram"}],
        }
    )
    made = make(world, kind="csv", filter=everything)
    stored = audiences.get(world.t, made.id, stores=world.keeping()).value
    assert stored == made
    assert (stored.kind, stored.filter) == (AudienceKind.CSV, everything)


def test_what_is_deleted_is_gone(world: World) -> None:
    made = make(world)
    audiences.delete(world.t, made.id, NOW, stores=world.keeping(), enqueue=world.enqueue)
    with pytest.raises(NotFound):
        audiences.get(world.t, made.id, stores=world.keeping())
    with pytest.raises(NotFound):
        audiences.delete(world.t, made.id, NOW, stores=world.keeping(), enqueue=world.enqueue)
