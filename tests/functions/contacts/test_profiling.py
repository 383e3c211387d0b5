"""What a contact's profile shows: wishes as they came in, typed attributes, and changes that lose nobody's."""

from datetime import timedelta

import pytest

from common.entry.pages import ListQuery
from common.errors import Conflict, Invalid
from common.models.inbound import Consent
from functions.contacts.profile_schemas import AttributesIn, AttributesView
from functions.contacts.schemas import ConsentIn, ContactChange, ContactDetail
from functions.contacts.service import editing, linking, profiling
from tests.functions.events import ANA_TELEGRAM, CHAT, at, contact_of, says
from tests.functions.world import NOW, TELEGRAM, World

pytestmark = pytest.mark.emulator
ANA_ID = contact_of()
ON_TELEGRAM = contact_of(CHAT, TELEGRAM, "telegram")
TYPES = [
    {"name": "Joined", "type": "date"},
    {"name": "Loyal", "type": "boolean"},
    {"name": "Orders", "type": "number"},
]


def edit(world: World, **change: object) -> ContactDetail:
    return editing.edit(world.t, ANA_ID, ContactChange.model_validate(change), stores=world.keeping())


def define(world: World, version: str = "", types: list[dict[str, str]] = TYPES) -> AttributesView:
    asked = AttributesIn.model_validate({"definitions": types, "version": version})
    return profiling.save_attributes(world.t, asked, stores=world.keeping())


def test_values_are_kept_as_their_attributes_type_and_others_as_they_are(world: World) -> None:
    world.deliver(says("hello"))
    edit(world, attributes={"Orders": "many", "Shoe": "42"})
    define(world)
    edited = edit(world, attributes={"Joined": "2024-05-01", "Loyal": "yes", "Orders": "12", "City": "Ulm"})
    assert edited.attributes == {"Joined": "2024-05-01", "Loyal": True, "Orders": 12, "Shoe": "42", "City": "Ulm"}
    with pytest.raises(Invalid) as refused:
        edit(world, attributes={"Joined": "in May", "Loyal": None, "Orders": "x"})
    assert [fault.pointer for fault in refused.value.faults] == ["/attributes/Joined", "/attributes/Orders"]
    assert edit(world, attributes={"Loyal": None}).attributes.keys() == {"Joined", "Orders", "Shoe", "City"}


def test_attributes_are_saved_by_one_person_at_a_time(world: World) -> None:
    first = define(world)
    with pytest.raises(Conflict):
        define(world, types=[])
    second = define(world, first.version, TYPES[:1])
    with pytest.raises(Conflict):
        define(world, first.version)
    assert profiling.show_attributes(world.t, stores=world.keeping()) == second


def test_a_change_of_what_somebody_else_changed_is_refused(world: World) -> None:
    world.deliver(says("hello"))
    seen = linking.show(world.t, ANA_ID, stores=world.keeping())
    other = edit(world, tags=["vip"])
    with pytest.raises(Conflict):
        edit(world, name="Ana", version=seen.version)
    assert edit(world, name="Ana", version=other.version).tags == ["vip"]


def test_wishes_are_listed_as_they_came_in_also_of_a_contact_that_was_merged(world: World) -> None:
    world.deliver(says("hello"))
    world.deliver(says("hi", sender=ANA_TELEGRAM), on=TELEGRAM)
    world.deliver(Consent(sender=ANA_TELEGRAM, opted_in=False, scope="marketing", at=at(-90)), on=TELEGRAM)
    stores = world.keeping()
    for number, opted_in in enumerate((False, True)):
        asked = ConsentIn.model_validate({"scope": "all", "opted_in": opted_in})
        editing.record_consent(
            world.t, ANA_ID, asked, "ben", f"key{number}", NOW + timedelta(seconds=number), stores=stores
        )
    linking.merge(world.t, ANA_ID, ON_TELEGRAM, NOW, stores=stores, enqueue=world.enqueue)
    first = profiling.wishes(world.t, ANA_ID, ListQuery(limit=2), stores=stores)
    rest = profiling.wishes(world.t, ANA_ID, ListQuery(limit=2, cursor=first.next_cursor or ""), stores=stores)
    said = [(w.scope, w.opted_in, w.source, w.recorded_by) for w in [*first.items, *rest.items]]
    assert said == [
        ("all", True, "person", "ben"),
        ("all", False, "person", "ben"),
        ("marketing", False, "provider_report", ""),
    ]
    assert rest.next_cursor is None
