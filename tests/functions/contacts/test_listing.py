"""Lists of contacts: whom they hold, page by page, and what a page costs."""

import pytest

from common.errors import Invalid
from common.models.contact import Contact, search_words
from common.models.ids import ContactId
from common.store import ops
from common.store.contacts import Contacts
from common.store.database import Database
from functions.contacts.list_schemas import ContactSearch
from functions.contacts.service import listing
from tests.functions.world import NOW, World

pytestmark = pytest.mark.emulator
VIPS = {"all": [{"field": "tag", "value": "vip"}]}
HEARD = {"all": [{"field": "last_heard", "days": 3}]}
RARE = {"all": [{"field": "attribute", "name": "n", "op": "gt", "value": 17}]}


@pytest.fixture
def crowd(world: World) -> World:
    """Twenty contacts, the even ones VIPs; one of those was merged."""
    db = Database(world.client)
    people = [
        Contact(
            id=ContactId(f"k{n:02}"),
            name=f"Ann {n}",
            tags=["vip"] if n % 2 == 0 else [],
            attributes={"n": n},
            search=search_words(f"Ann {n}", [f"49151{n:08}"]),
        )
        for n in range(20)
    ]
    people[4] = people[4].model_copy(update={"merged_into": "k02"})
    db.commit(*(Contacts(db).create(world.t, person) for person in people))
    return world


def walk(world: World, **asked: object) -> list[str]:
    """Whom all pages hold, in their order."""
    found: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        page = listing.search(
            world.t, ContactSearch.model_validate({**asked, "cursor": cursor}), NOW, stores=world.keeping()
        )
        found += [contact.id for contact in page.items]
        cursor = page.next_cursor
    return found


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 20, 100])
def test_pages_of_any_size_hold_everybody_once(limit: int, crowd: World) -> None:
    everybody = [f"k{n:02}" for n in range(20) if n != 4]
    assert walk(crowd, limit=limit) == everybody
    assert walk(crowd, limit=limit, filter=VIPS) == everybody[::2][:2] + [f"k{n:02}" for n in range(6, 20, 2)]
    assert walk(crowd, limit=limit, filter=RARE) == ["k18", "k19"]
    assert walk(crowd, limit=limit, q="ann", filter=VIPS) == walk(crowd, filter=VIPS)
    assert walk(crowd, limit=limit, q="0007") == ["k07"]


def test_a_page_costs_two_reads_each_and_one_for_whoever_is_left_out(crowd: World) -> None:
    counted = ops.begin()
    page = listing.search(crowd.t, ContactSearch(limit=4), NOW, stores=crowd.keeping())
    assert (len(page.items), counted.reads) == (4, 8)
    counted = ops.begin()
    walk(crowd, limit=100, filter=VIPS)
    assert counted.reads == 10 + 9
    counted = ops.begin()
    assert walk(crowd, limit=100, filter=HEARD) == []
    assert counted.reads == 20 + 19


def test_a_page_looks_at_so_many_and_goes_on_where_it_ended(crowd: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "LOOK_AT", 5)
    monkeypatch.setattr(listing, "STRIDE", 5)
    asked = ContactSearch.model_validate({"filter": RARE, "limit": 3})
    page = listing.search(crowd.t, asked, NOW, stores=crowd.keeping())
    assert (page.items, page.looked_at, page.next_cursor is None) == ([], 5, False)
    assert walk(crowd, filter=RARE, limit=3) == ["k18", "k19"]


def test_a_cursor_of_somewhere_else_is_refused(crowd: World) -> None:
    with pytest.raises(Invalid):
        listing.search(crowd.t, ContactSearch(cursor="xyz"), NOW, stores=crowd.keeping())
