"""What people do with conversations: find, assign, label, mend; who may only look; somebody in two workspaces."""

import secrets
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from common.models.tenant import Role
from tests.e2e.conftest import NewPerson, OpenPage
from tests.e2e.pages import composer, conversations, message, open_inbox, reply, row, sign_in, tick
from tests.flows.driving import Customer, Tenant

pytestmark = pytest.mark.e2e


def _written(tenant: Tenant, customer: Customer, text: str, **changes: object) -> str:
    """The address of the conversation in which the customer has just written `text`."""
    customer.write(tenant.whatsapp["id"], text)
    k = tenant.conversation(customer.address)["id"]
    if changes:
        assert tenant.call("PATCH", f"inbox/conversations/{k}", json=changes).status_code == 200
    return f"/inbox/{k}"


def test_conversations_are_found_by_label_channel_assignee_and_status(
    owner: Page, acme: Tenant, new_customer: Callable[[], Customer]
) -> None:
    label = f"Bakery {secrets.token_hex(4)}"
    rye, spelt, done = (f"{bread} {secrets.token_hex(4)}" for bread in ("Rye", "Spelt", "Done"))
    _written(acme, new_customer(), rye, labels=[label], assignee="acme-owner")
    _written(acme, new_customer(), spelt, labels=[label])
    _written(acme, new_customer(), done, labels=[label], status="resolved")
    open_inbox(owner).get_by_role("button", name="Filters").click()
    owner.get_by_role("combobox", name="Label").fill(label)
    owner.keyboard.press("Enter")
    listed = conversations(owner).get_by_role("link")
    expect(listed).to_have_count(2)
    owner.get_by_text("All", exact=True).click()
    expect(listed).to_have_count(3)
    owner.reload()
    expect(listed).to_have_count(3)
    owner.get_by_role("button", name="Filters: 1 set").click()
    owner.get_by_role("combobox", name="Assigned to").click()
    owner.get_by_role("option", name="Me", exact=True).click()
    expect(listed).to_have_count(1)
    expect(row(owner, rye)).to_be_visible()
    owner.get_by_role("combobox", name="Channel", exact=True).click()
    owner.get_by_role("option").filter(has_text="Telegram").first.click()
    expect(owner.get_by_text("Nothing fits")).to_be_visible()
    owner.get_by_role("button", name="Reset filters").click()
    expect(row(owner, spelt)).to_be_visible()
    owner.get_by_role("searchbox", name="Search name or number").fill("nobody of that name")
    expect(owner.get_by_text("Nothing fits")).to_be_visible()


def test_who_takes_care_and_what_it_is_filed_under_appear_at_others_live(
    open_page: OpenPage, owner: Page, acme: Tenant, customer: Customer
) -> None:
    label = f"Bakery {secrets.token_hex(4)}"
    address = _written(acme, customer, "Who takes care?")
    agent = open_page(who="agent@acme.test")
    owner.goto(address)
    agent.goto(address)
    expect(agent.get_by_role("button", name="Assign", exact=True)).to_be_visible()
    owner.get_by_role("button", name="Assign", exact=True).click()
    owner.get_by_role("menuitem", name="Agent", exact=True).click()
    expect(agent.get_by_role("button", name="Assigned to Agent")).to_be_visible()
    owner.get_by_role("button", name="Labels").click()
    owner.get_by_role("combobox", name="Labels").fill(label)
    owner.keyboard.press("Enter")
    owner.keyboard.press("Escape")
    expect(agent.get_by_text(label).first).to_be_visible()
    agent.get_by_role("button", name="Assigned to Agent").click()
    agent.get_by_role("menuitem", name="Assign to nobody").click()
    expect(owner.get_by_role("button", name="Assign", exact=True)).to_be_visible()


def test_marked_as_unread_it_waits_in_the_list_again(owner: Page, acme: Tenant, customer: Customer) -> None:
    text = f"Later, please {customer.address}"
    owner.goto(_written(acme, customer, text))
    expect(row(owner, text)).not_to_have_attribute("data-unread", "true")
    owner.get_by_role("button", name="Mark unread").click()
    expect(row(owner, text)).to_have_attribute("data-unread", "true")


def test_a_viewer_looks_and_is_offered_nothing_to_do(
    open_page: OpenPage, acme: Tenant, customer: Customer, new_person: NewPerson
) -> None:
    address = _written(acme, customer, "Only look")
    viewer = sign_in(open_page(), new_person(acme=Role.VIEWER))
    viewer.goto(address)
    expect(message(viewer, "Only look")).to_be_visible()
    expect(viewer.get_by_role("toolbar")).to_have_count(0)
    expect(composer(viewer)).to_have_count(0)
    viewer.goto("/channels")
    expect(viewer.get_by_text("WhatsApp", exact=True).first).to_be_visible()
    expect(viewer.get_by_role("button", name="Connect")).to_have_count(0)


def test_somebody_in_two_workspaces_sees_one_at_a_time(
    open_page: OpenPage, acme: Tenant, globex: Tenant, new_customer: Callable[[], Customer], new_person: NewPerson
) -> None:
    here, there = f"To Acme {secrets.token_hex(4)}", f"To Globex {secrets.token_hex(4)}"
    _written(acme, new_customer(), here)
    _written(globex, new_customer(), there)
    page = sign_in(open_page(), new_person(acme=Role.AGENT, globex=Role.AGENT))
    for name, shown, hidden in (("Acme", here, there), ("Globex", there, here), ("Acme", here, there)):
        page.get_by_role("button", name="Workspace: ").click()
        page.get_by_role("menuitem", name=name).click()
        expect(row(page, shown)).to_be_visible()
        expect(row(page, hidden)).to_have_count(0)
    page.reload()
    expect(row(page, here)).to_be_visible()


def test_what_nobody_knew_of_is_settled_by_a_person(owner: Page, acme: Tenant, customer: Customer) -> None:
    owner.goto(_written(acme, customer, "Does anything arrive?"))
    composer(owner).wait_for()
    customer.stack.idle()
    fault = {"target": "graph", "mode": "timeout", "count": 1}
    customer.stack.http.post("/local/faults", json=fault).raise_for_status()
    reply(owner, "This may have arrived.")
    expect(owner.get_by_text("Nobody knows whether it arrived")).to_be_visible()
    owner.get_by_role("button", name="It arrived").click()
    expect(tick(owner, "This may have arrived.", "Sent")).to_be_visible()
    expect(owner.get_by_text("Nobody knows whether it arrived")).to_have_count(0)
    customer.stack.idle()
    assert customer.texts() == []


def test_a_page_that_does_not_load_leaves_the_others_alone(owner: Page, acme: Tenant, customer: Customer) -> None:
    text = f"Still here {customer.address}"
    customer.write(acme.whatsapp["id"], text)

    def lose(route: Route) -> None:
        route.abort()

    open_inbox(owner).route("**/assets/*.js", lose)
    owner.get_by_role("link", name="Analytics").click()
    problem = owner.get_by_role("alert").filter(has_text="There is a new version")
    expect(problem).to_be_visible()
    owner.get_by_role("link", name="Inbox").click()
    expect(row(owner, text)).to_be_visible()
    owner.unroute("**/assets/*.js")
    owner.get_by_role("link", name="Analytics").click()
    owner.reload()
    expect(owner.get_by_role("heading", name="Analytics")).to_be_visible()
