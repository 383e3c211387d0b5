"""Contacts that are probably one person are found from either side, at a price that others do not raise."""

import pytest

from common.entry.pages import ListQuery
from common.models.contact import Contact
from common.models.ids import ContactId
from common.store import ops
from common.store.contacts import Contacts
from common.store.database import Database
from functions.contacts.schemas import ContactChange, ContactIn
from functions.contacts.service import editing, erasing, linking, suggesting
from functions.contacts.suggestion_schemas import SuggestionView
from tests.functions.events import ANA, contact_of, says
from tests.functions.world import NOW, TELEGRAM, WHATSAPP, World

pytestmark = pytest.mark.emulator


def heard(world: World, number: str, name: str) -> ContactId:
    """Somebody who wrote from a number."""
    address = ANA.addresses[0].model_copy(update={"value": number})
    world.deliver(says(f"hello from {number}", sender=ANA.model_copy(update={"addresses": (address,), "name": name})))
    return contact_of(address)


def known(world: World, chat: str, name: str, **attributes: object) -> ContactId:
    """Somebody of whom a person wrote something down."""
    asked = {"channel_id": TELEGRAM, "address": chat, "name": name, "attributes": attributes}
    return editing.create(world.t, ContactIn.model_validate(asked), NOW, stores=world.keeping()).id


def others(world: World, k: ContactId) -> list[tuple[ContactId, list[str]]]:
    found = suggesting.for_contact(world.t, k, stores=world.keeping()).items
    return [(each.other.id, [str(why) for why in each.reasons]) for each in found]


def everything(world: World) -> list[SuggestionView]:
    found: list[SuggestionView] = []
    cursor: str | None = ""
    while cursor is not None:
        page = suggesting.page(world.t, ListQuery(limit=2, cursor=cursor), stores=world.keeping())
        found += page.items
        cursor = page.next_cursor
    return found


def test_the_same_person_is_found_from_either_side_and_listed_once(world: World) -> None:
    nine, none = heard(world, "5511987654321", "Bia"), heard(world, "551187654321", "Beatriz")
    mail, other = (
        known(world, "1", "Caio", Mail="caio@example.com"),
        known(world, "2", "Caio S.", mail="Caio@Example.com"),
    )
    called, numbered = heard(world, "4915112345678", "Dora"), known(world, "3", "dora", Phone="+49 151 12345678")
    known(world, "4", "Eva", Phone="+49 151 12345678")
    for one, two, why in ((nine, none, "phone"), (mail, other, "email"), (called, numbered, "name_and_phone")):
        assert others(world, one) == [(two, [why])]
        assert others(world, two) == [(one, [why])]
    pairs = [{each.contact.id, each.other.id} for each in everything(world)]
    assert sorted(map(sorted, pairs)) == sorted(map(sorted, [{nine, none}, {mail, other}, {called, numbered}]))


def test_what_was_dismissed_merged_or_forgotten_is_not_suggested(world: World) -> None:
    one, two = known(world, "1", "Caio", mail="caio@example.com"), known(world, "2", "C", mail="caio@example.com")
    three = known(world, "3", "Caio", mail="caio@example.com")
    stores = world.keeping()
    for _ in range(2):
        suggesting.dismiss(world.t, two, one, "eve", NOW, stores=stores)
    assert others(world, one) == [(three, ["email"])]
    linking.merge(world.t, one, three, NOW, stores=stores, enqueue=world.enqueue)
    world.settle()
    assert others(world, one) == []
    four = known(world, "4", "D", mail="caio@example.com")
    assert [k for k, _ in others(world, four)] == sorted([one, two])
    erasing.begin(world.t, one, NOW, stores=stores, enqueue=world.enqueue)
    world.settle()
    assert [k for k, _ in others(world, four)] == [two]


def test_what_was_changed_counts_as_it_is_now(world: World) -> None:
    one, two = known(world, "1", "Caio", mail="caio@example.com"), known(world, "2", "C")
    for mail, expected in (("CAIO@example.com", [one]), ("other@example.com", []), (None, [])):
        change = ContactChange.model_validate({"attributes": {"mail": mail}})
        editing.edit(world.t, two, change, stores=world.keeping())
        assert [k for k, _ in others(world, two)] == expected


def test_whoever_is_on_a_page_hides_nobody_who_is_not(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suggesting, "MOST_SHARING", 2)
    db = Database(world.client)
    people = [(f"k{n}", f"p{n}@example.com") for n in range(6)]
    twins = [("z", "p5@example.com")]
    made = [Contact(id=ContactId(k), name=k, attributes={"mail": mail}) for k, mail in people + twins]
    db.commit(*(Contacts(db).create(world.t, one) for one in made))
    page = suggesting.page(world.t, ListQuery(limit=6), stores=world.keeping())
    assert [(each.contact.id, each.other.id) for each in page.items] == [("k5", "z")]


def test_one_contact_costs_the_same_among_few_and_among_many(world: World) -> None:
    nine = heard(world, "5511987654321", "Bia")
    heard(world, "551187654321", "Beatriz")
    for number in range(12):
        heard(world, f"49151000000{number:02}", f"N {number}")
    counted = ops.begin()
    assert len(others(world, nine)) == 1
    # The contact, its address, the other form, nobody by key, the other contact, its address, whether it is dismissed.
    assert counted.reads == 7


def test_somebody_with_nothing_to_share_has_no_suggestions(world: World) -> None:
    asked = {"channel_id": WHATSAPP, "address": "+49 151 00000001", "name": "Ana"}
    k = editing.create(world.t, ContactIn.model_validate(asked), NOW, stores=world.keeping()).id
    assert others(world, k) == []
