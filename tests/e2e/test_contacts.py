"""The contacts pages: who is listed, segments, a profile that is changed, and what others do not see."""

import csv
import io
import secrets
from collections.abc import Callable
from typing import NamedTuple

import pytest
from playwright.sync_api import Locator, Page, expect

from common.models.tenant import Role
from tests.e2e.conftest import NewPerson, OpenPage
from tests.e2e.gallery import Gallery
from tests.e2e.pages import message, sign_in
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


def test_two_contacts_become_one_and_two_again(owner: Page, acme: Tenant, person: Person) -> None:
    other = _known(acme, Customer(acme.stack, new_number()))
    owner.goto(f"/contacts/{person.id}")
    owner.get_by_role("button", name="Merge", exact=True).click()
    form = owner.get_by_role("dialog", name="Merge with another contact")
    form.get_by_role("combobox", name="The other contact").fill(other.address)
    owner.get_by_role("option", name=other.name).click()
    preview = form.get_by_role("region", name="What comes of it")
    expect(preview).to_contain_text(f"{person.name} stays, and {other.name} becomes part of it")
    expect(preview).to_contain_text(other.address)
    expect(preview).to_contain_text(f"Name: {person.name} stays, {other.name} goes")
    form.get_by_role("button", name="The other way round").click()
    expect(preview).to_contain_text(f"{other.name} stays, and {person.name} becomes part of it")
    form.get_by_role("button", name="The other way round").click()
    expect(preview).to_contain_text(f"{person.name} stays")
    form.get_by_role("button", name="Merge", exact=True).click()
    expect(section(owner, "Addresses")).to_contain_text(f"+{other.address}")
    assert acme.get(f"contacts/{other.id}")["id"] == person.id
    section(owner, "Merged contacts").get_by_role("button", name=f"Undo the merge of {other.name}").click()
    owner.get_by_role("dialog").get_by_role("button", name="Undo", exact=True).click()
    expect(owner.get_by_text(f"{other.name} is a contact of its own again")).to_be_visible()
    expect(section(owner, "Addresses")).not_to_contain_text(other.address)
    expect(section(owner, "Merged contacts")).to_have_count(0)
    assert acme.get(f"contacts/{other.id}")["tags"] == [other.tag, "newsletter"]
    assert acme.conversation(other.address)["id"] == other.id


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
    page = gallery.enter("owner@acme.test")
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
    page.get_by_role("button", name="Export", exact=True).click()
    expect(page.get_by_role("dialog", name="Export contacts")).to_be_visible()
    gallery.look("contacts-export")
    page.goto(f"/contacts/{person.id}")
    expect(section(page, "Consent").get_by_role("listitem").first).to_be_visible()
    expect(section(page, "Memory").get_by_text("Nothing is known yet")).to_be_visible()
    gallery.look("contact")
    page.get_by_role("button", name="Edit", exact=True).click()
    expect(page.get_by_role("dialog").get_by_label("Shoe size", exact=True)).to_be_visible()
    gallery.look("contact-edit")
    other = _known(acme, Customer(acme.stack, new_number()))
    page.goto(f"/contacts/{person.id}")
    page.get_by_role("button", name="Merge", exact=True).click()
    page.get_by_role("dialog").get_by_role("combobox", name="The other contact").fill(other.address)
    page.get_by_role("option", name=other.name).click()
    expect(page.get_by_role("dialog").get_by_role("region", name="What comes of it")).to_be_visible()
    gallery.look("contact-merge")
    page.get_by_role("dialog").get_by_role("button", name="Merge", exact=True).click()
    expect(section(page, "Merged contacts")).to_be_visible()
    gallery.look("contact-merged")
    mail = {"attributes": {"Mail": f"ines.{person.tag}@example.com"}}
    for k in (person.id, _known(acme, Customer(acme.stack, new_number())).id):
        acme.call("PATCH", f"contacts/{k}", json=mail).raise_for_status()
    page.goto("/contacts/duplicates")
    expect(page.get_by_role("article").first).to_be_visible()
    gallery.look("contacts-duplicates")
    page.goto(f"/contacts/{person.id}")
    expect(section(page, "Probably the same person")).to_be_visible()
    gallery.look("contact-suggested")
    assert gallery.complaints == []


def test_an_agent_edits_and_erases_and_exports_nobody(open_page: OpenPage, acme: Tenant, person: Person) -> None:
    page = open_page(who="agent@acme.test")
    page.goto(f"/contacts/{person.id}")
    expect(page.get_by_role("button", name="Edit", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Erase this person")).to_have_count(0)
    page.goto("/contacts")
    expect(page.get_by_role("link", name="Import a file")).to_be_visible()
    expect(page.get_by_role("button", name="Export")).to_have_count(0)


def test_whom_the_list_shows_goes_into_a_file(owner: Page, person: Person) -> None:
    owner.goto(f"/contacts?q={person.address[-6:]}")
    expect(rows(owner)).to_have_count(1)
    expect(rows(owner)).to_contain_text(f"+{person.address}")
    expect(rows(owner)).to_contain_text("wrote ")
    owner.get_by_role("button", name="Export", exact=True).click()
    form = owner.get_by_role("dialog", name="Export contacts")
    expect(form).to_contain_text("Those whom the search")
    owner.route("**/api/contacts/export", lambda route: route.abort())
    form.get_by_role("button", name="Export", exact=True).click()
    expect(form.get_by_role("alert")).to_be_visible()
    owner.unroute("**/api/contacts/export")
    with owner.expect_download() as download:
        form.get_by_role("button", name="Export", exact=True).click()
    (line,) = csv.DictReader(io.StringIO(download.value.path().read_text(), newline=""))
    told = (line["name"], line["phone"], line["tags"], line["Shoe size"], line["language"])
    assert told == (person.name, f"'+{person.address}", f"{person.tag}, newsletter", "39", "pt_BR")
    expect(owner.get_by_text("1 contact is in the file")).to_be_visible()
    expect(form).to_have_count(0)


def test_a_thread_leads_to_the_profile_and_back(owner: Page, person: Person) -> None:
    owner.goto(f"/inbox/{person.id}")
    owner.get_by_role("heading", name=person.name, level=2).get_by_role("link").click()
    expect(owner.get_by_role("heading", name=person.name, level=1)).to_be_visible()
    owner.get_by_role("link", name="Open the conversation").click()
    expect(message(owner, "Hello there")).to_be_visible()


def test_a_viewer_looks_at_contacts_and_is_offered_nothing_to_do(
    open_page: OpenPage, acme: Tenant, person: Person, new_customer: Callable[[], Customer], new_person: NewPerson
) -> None:
    mail = {"attributes": {"Mail": f"ines.{person.tag}@example.com"}}
    for k in (person.id, _known(acme, new_customer()).id):
        acme.call("PATCH", f"contacts/{k}", json=mail).raise_for_status()
    wish = {"scope": "marketing", "opted_in": False}
    acme.call("POST", f"contacts/{person.id}/consent", json=wish).raise_for_status()
    gone = _known(acme, new_customer())
    acme.call("POST", f"contacts/{person.id}/merge", json={"contact_id": gone.id}).raise_for_status()
    page = sign_in(open_page(), new_person(acme=Role.VIEWER))

    page.goto(f"/contacts?q={person.address[-6:]}")
    expect(rows(page)).to_have_count(1)
    main = page.get_by_role("main")
    expect(main.get_by_role("button")).to_have_text(["Filter"])
    expect(main.get_by_role("link")).to_have_count(1)

    rows(page).click()
    expect(section(page, "Probably the same person").get_by_role("article")).to_have_count(1)
    expect(section(page, "Merged contacts")).to_contain_text(gone.name)
    expect(section(page, "Consent").get_by_role("listitem")).to_contain_text("Wants no marketing")
    expect(section(page, "Memory").get_by_text("Nothing is known yet")).to_be_visible()
    expect(main.get_by_role("button")).to_have_count(0)
    expect(main.get_by_role("textbox")).to_have_count(0)

    page.goto("/contacts/duplicates")
    expect(page.get_by_role("article").first).to_be_visible()
    expect(main.get_by_role("button")).to_have_count(0)

    page.goto("/contacts/import")
    expect(page.get_by_text("Viewers cannot import contacts")).to_be_visible()
    expect(main.get_by_role("button")).to_have_count(0)


def test_people_who_share_a_number_are_suggested_merged_or_left_alone(owner: Page, acme: Tenant) -> None:
    mark = secrets.token_hex(3)
    mail = {"Mail": f"mara.{mark}@example.com"}
    made = []
    for name in ("Mara", "Mara K.", "Mara Koch"):
        body = {"channel_id": acme.whatsapp["id"], "address": f"+{new_number()}", "name": name, "attributes": mail}
        answer = acme.call("POST", "contacts", json=body)
        answer.raise_for_status()
        made.append(str(answer.json()["id"]))
    owner.goto(f"/contacts/{made[0]}")
    probably = section(owner, "Probably the same person")
    expect(probably.get_by_role("article")).to_have_count(2)
    other = probably.get_by_role("article").filter(has=owner.get_by_role("link", name="Mara K.", exact=True))
    expect(other).to_contain_text("The same e-mail address")
    other.get_by_role("button", name="Not the same").click()
    expect(probably.get_by_role("article")).to_have_count(1)
    probably.get_by_role("button", name="Look and merge").click()
    form = owner.get_by_role("dialog", name="Merge with another contact")
    expect(form.get_by_role("region", name="What comes of it")).to_contain_text("Mara stays, and Mara Koch becomes")
    form.get_by_role("button", name="Merge", exact=True).click()
    expect(section(owner, "Merged contacts")).to_contain_text("Mara Koch")
    expect(probably).to_have_count(0)
    owner.goto("/contacts")
    owner.get_by_role("link", name="Find duplicates").click()
    expect(owner.get_by_text("compared").first).to_be_visible()
    expect(owner.get_by_role("article", name="Mara", exact=False)).to_have_count(0)
