"""The contacts pages: who is listed, segments, a profile that is changed, and what others do not see."""

import secrets
from typing import NamedTuple

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import OpenPage
from tests.e2e.gallery import Gallery
from tests.e2e.pages import sign_in
from tests.flows.driving import Customer, Tenant, new_number

pytestmark = pytest.mark.e2e


class Person(NamedTuple):
    """A contact of this test's own."""

    id: str
    name: str
    tag: str
    address: str


def _known(tenant: Tenant, customer: Customer) -> Person:
    customer.write(tenant.whatsapp["id"], "Hello there")
    k = tenant.conversation(customer.address)["id"]
    mark = secrets.token_hex(3)
    name, tag = f"Ines Duarte {mark}", f"bakers-{mark}"
    change = {"name": name, "tags": [tag, "newsletter"], "attributes": {"Shoe size": "39"}, "language": "pt_BR"}
    tenant.call("PATCH", f"contacts/{k}", json=change).raise_for_status()
    return Person(k, name, tag, customer.address)


@pytest.fixture
def person(acme: Tenant, customer: Customer) -> Person:
    """Somebody with a tag of their own."""
    return _known(acme, customer)


def rows(page: Page) -> Locator:
    """The contacts in the list."""
    return page.get_by_role("region", name="Contacts", exact=True).get_by_role("link")


def section(page: Page, name: str) -> Locator:
    """A part of a profile."""
    return page.get_by_role("region", name=name, exact=True)


def _choose(page: Page, within: Locator, label: str, option: str) -> None:
    within.get_by_role("combobox", name=label).click()
    page.get_by_role("option", name=option, exact=True).click()


def test_a_filter_becomes_a_segment_that_is_chosen_renamed_and_deleted(owner: Page, person: Person) -> None:
    owner.goto("/contacts")
    expect(rows(owner).first).to_be_visible()
    owner.get_by_role("button", name="Filter").click()
    drawer = owner.get_by_role("dialog", name="Who is shown")
    drawer.get_by_role("button", name="Add a condition to: All of these hold").click()
    owner.get_by_role("menuitem", name="Tag").click()
    drawer.get_by_role("textbox", name="Value").fill(person.tag)
    drawer.get_by_role("button", name="Show them").click()
    expect(rows(owner)).to_have_count(1)
    expect(rows(owner)).to_contain_text(person.name)
    owner.get_by_role("button", name="Save as a segment").click()
    owner.get_by_role("dialog").get_by_label("Name of the segment").fill(f"Bakers {person.tag}")
    owner.get_by_role("dialog").get_by_role("button", name="Save").click()
    expect(owner.get_by_role("combobox", name="Segment")).to_have_value(f"Bakers {person.tag}")
    owner.reload()
    expect(rows(owner)).to_have_count(1)
    owner.get_by_role("button", name="More for the segment").click()
    owner.get_by_role("menuitem", name="Rename").click()
    owner.get_by_role("dialog").get_by_label("Name of the segment").fill(f"Millers {person.tag}")
    owner.get_by_role("dialog").get_by_role("button", name="Save").click()
    expect(owner.get_by_role("combobox", name="Segment")).to_have_value(f"Millers {person.tag}")
    owner.get_by_role("button", name="More for the segment").click()
    owner.get_by_role("menuitem", name="Delete").click()
    owner.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(owner.get_by_role("combobox", name="Segment")).to_have_value("")


def test_a_contact_is_found_and_changed_and_a_change_of_somebody_else_is_shown(
    owner: Page, acme: Tenant, person: Person
) -> None:
    owner.goto(f"/contacts?q={person.address[-6:]}")
    expect(rows(owner)).to_have_count(1)
    rows(owner).click()
    expect(owner.get_by_role("heading", name=person.name, level=1)).to_be_visible()
    expect(section(owner, "Addresses")).to_contain_text(f"+{person.address}")
    expect(section(owner, "About")).to_contain_text("Shoe size")
    owner.get_by_role("button", name="Edit", exact=True).click()
    form = owner.get_by_role("dialog", name="Edit the contact")
    form.get_by_label("Name", exact=True).fill("Inês Duarte")
    acme.call("PATCH", f"contacts/{person.id}", json={"attributes": {"Shoe size": "40"}}).raise_for_status()
    form.get_by_role("button", name="Save", exact=True).click()
    expect(form.get_by_role("alert")).to_contain_text("Shoe size: 40")
    form.get_by_role("button", name="Save mine too").click()
    expect(owner.get_by_role("heading", name="Inês Duarte", level=1)).to_be_visible()
    kept = acme.get(f"contacts/{person.id}")
    assert (kept["name"], kept["attributes"]) == ("Inês Duarte", {"Shoe size": "40"})
    section(owner, "Consent").get_by_role("button", name="Note a wish").click()
    owner.get_by_role("dialog").get_by_role("button", name="Save").click()
    expect(section(owner, "Consent").get_by_role("listitem")).to_contain_text("Wants no marketing")
    expect(section(owner, "Consent")).to_contain_text("No marketing")


def test_a_contact_is_made_by_hand(owner: Page) -> None:
    number = new_number()
    owner.goto("/contacts")
    owner.get_by_role("button", name="New contact").click()
    form = owner.get_by_role("dialog", name="New contact")
    form.get_by_label("Phone number or user id").fill("12")
    form.get_by_role("button", name="Create").click()
    expect(form).to_contain_text("country code that exists")
    form.get_by_label("Phone number or user id").fill(f"+{number}")
    form.get_by_label("Name").fill("By hand")
    form.get_by_role("button", name="Create").click()
    expect(owner.get_by_role("heading", name="By hand", level=1)).to_be_visible()
    expect(section(owner, "Addresses")).to_contain_text(f"+{number}")


def test_the_contacts_pages(gallery: Gallery, acme: Tenant) -> None:
    person = _known(acme, Customer(acme.stack, new_number()))
    acme.call(
        "POST", f"contacts/{person.id}/consent", json={"scope": "marketing", "opted_in": False}
    ).raise_for_status()
    page = sign_in(gallery.page, "owner@acme.test")
    page.goto("/contacts")
    expect(rows(page).first).to_be_visible()
    gallery.look("contacts")
    page.get_by_role("button", name="Filter").click()
    drawer = page.get_by_role("dialog", name="Who is shown")
    drawer.get_by_role("button", name="Add a condition to: All of these hold").click()
    page.get_by_role("menuitem", name="Consent").click()
    expect(drawer.get_by_role("combobox", name="Value")).to_have_value("Marketing")
    gallery.look("contacts-filter")
    page.goto("/contacts?q=nobody-is-called-so")
    expect(page.get_by_text("Nobody fits")).to_be_visible()
    gallery.look("contacts-none-found")
    page.goto(f"/contacts/{person.id}")
    expect(section(page, "Consent").get_by_role("listitem").first).to_be_visible()
    expect(section(page, "Memory").get_by_text("Nothing is known yet")).to_be_visible()
    gallery.look("contact")
    page.get_by_role("button", name="Edit", exact=True).click()
    expect(page.get_by_role("dialog").get_by_label("Shoe size", exact=True)).to_be_visible()
    gallery.look("contact-edit")
    assert gallery.complaints == []


def test_an_agent_edits_and_erases_nobody(open_page: OpenPage, acme: Tenant, person: Person) -> None:
    page = sign_in(open_page(), "agent@acme.test")
    page.goto(f"/contacts/{person.id}")
    expect(page.get_by_role("button", name="Edit", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Erase this person")).to_have_count(0)
