"""Lists: cursors visit everything once, filters narrow, and what a page may hold is bounded."""

from collections.abc import Callable

import pytest

from tests.conftest import RunningStack
from tests.flows.driving import Clock, Customer, Json, Meta, Tenant, entry, text_message

pytestmark = pytest.mark.flow


def _walk(tenant: Tenant, path: str, limit: int, **query: object) -> list[Json]:
    """All items of a list, page by page; no page but the last is short."""
    pages: list[list[Json]] = []
    cursor: str | None = ""
    while cursor is not None:
        page = tenant.get(path, limit=limit, cursor=cursor, **query)
        pages.append(page["items"])
        cursor = page["next_cursor"]
    assert {len(page) for page in pages[:-1]} <= {limit}
    return [item for page in pages for item in page]


def _ids(items: list[Json]) -> list[str]:
    return [item["id"] for item in items]


@pytest.fixture
def ten_customers(acme: Tenant, new_customer: Callable[[], Customer], meta: Meta, clock: Clock) -> list[Customer]:
    """Customers who all wrote in the same second long ago, of a name that nobody else has."""
    customers = [new_customer() for _ in range(10)]
    messages = [text_message(customer.address, "Hello", clock.now_s - 86_400) for customer in customers]
    people = [{"wa_id": c.address, "profile": {"name": f"Quetzal{customers[0].address}"}} for c in customers]
    meta.tells(entry(acme.whatsapp["phone_number_id"], messages=messages, contacts=people))
    return customers


@pytest.mark.parametrize("limit", [1, 3, 5, 10, 100])
def test_pages_of_conversations_visit_each_once(acme: Tenant, ten_customers: list[Customer], limit: int) -> None:
    found = _walk(acme, "inbox/conversations", limit, q=f"quetzal{ten_customers[0].address[:4]}")
    ours = [item for item in found if item["contact_name"] == f"Quetzal{ten_customers[0].address}"]
    assert len(ours) == 10
    assert len(set(_ids(found))) == len(found)


def test_conversations_come_with_the_newest_message_first(acme: Tenant) -> None:
    times = [item["last_message_at"] for item in _walk(acme, "inbox/conversations", 25)]
    assert len(times) > 50
    assert times == sorted(times, reverse=True)


def test_pages_of_messages_visit_each_once(acme: Tenant, customer: Customer, meta: Meta, clock: Clock) -> None:
    at_s = clock.now_s - 3600
    # Three to a second: a page may end between messages of the same time.
    messages = [text_message(customer.address, f"{n}", at_s + n // 3) for n in range(20)]
    meta.tells(entry(acme.whatsapp["phone_number_id"], messages=messages))
    path = f"inbox/conversations/{acme.conversation(customer.address)['id']}/messages"
    for limit in (1, 4, 7, 20, 100):
        found = _walk(acme, path, limit)
        assert sorted(int(item["text"]) for item in found) == list(range(20))
        assert [item["at"] for item in found] == sorted((item["at"] for item in found), reverse=True)


def test_pages_of_contacts_visit_each_once(acme: Tenant, ten_customers: list[Customer]) -> None:
    found = _walk(acme, "contacts", 4, q=f"quetzal{ten_customers[0].address[:4]}")
    assert sum(item["name"] == f"Quetzal{ten_customers[0].address}" for item in found) == 10
    assert len(set(_ids(found))) == len(found)


def test_a_page_holds_25_unless_told_otherwise(acme: Tenant) -> None:
    assert len(acme.get("inbox/conversations")["items"]) == 25
    assert len(acme.get("inbox/conversations", limit=100)["items"]) > 25


def test_a_conversation_that_moves_up_meanwhile_is_not_shown_twice_further_down(
    stack: RunningStack, acme: Tenant, ten_customers: list[Customer]
) -> None:
    query = {"q": f"quetzal{ten_customers[0].address[:4]}", "limit": 5}
    first = acme.get("inbox/conversations", **query)
    ten_customers[0].write(acme.whatsapp["id"], "Me again", name="Quetzal")
    second = acme.get("inbox/conversations", cursor=first["next_cursor"], **query)
    assert set(_ids(first["items"])).isdisjoint(_ids(second["items"]))


def test_filters_narrow_the_list(stack: RunningStack, acme: Tenant, customer: Customer) -> None:
    customer.write(acme.whatsapp["id"], "Hello")
    contact_id = acme.conversation(customer.address)["id"]
    changed = {"status": "resolved", "assignee": "acme-agent", "labels": ["bread", "bread"], "unread": 0}
    answer = acme.call("PATCH", f"inbox/conversations/{contact_id}", json=changed)
    assert answer.status_code == 200
    assert answer.json()["labels"] == ["bread"]
    for query in (
        {"status": "resolved"},
        {"assignee": "acme-agent"},
        {"label": "bread"},
        {"channel": acme.whatsapp["id"]},
        {"q": customer.address[-5:]},
    ):
        assert contact_id in _ids(_walk(acme, "inbox/conversations", 100, **query)), query
    for query in ({"status": "open"}, {"assignee": "none"}, {"unread": True}, {"channel": acme.telegram["id"]}):
        assert contact_id not in _ids(_walk(acme, "inbox/conversations", 100, **query)), query
    unread = acme.get("inbox/unread")["conversations"]
    customer.write(acme.whatsapp["id"], "One more thing")
    reopened = acme.conversation(customer.address)
    assert (reopened["status"], reopened["unread"]) == ("open", 1)
    assert acme.get("inbox/unread")["conversations"] == unread + 1
