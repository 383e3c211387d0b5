"""Templates as people make them: written beside a phone that shows them, approved, reworded by AI, used and deleted."""

import json
import secrets
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import OpenPage
from tests.e2e.pages import open_inbox
from tests.flows.driving import Json, Tenant

pytestmark = pytest.mark.e2e
BODY = "Hello {{first_name}}, bread number 7 is ready at 4 Mill Lane. It is warm until noon. Reply STOP to opt out."


def new_name() -> str:
    """A template's name that no other test uses."""
    return f"bread_{secrets.token_hex(5)}"


def phone(page: Page) -> Locator:
    """The phone that shows the message."""
    return page.get_by_role("group", name="Preview: a message from")


def in_list(page: Page, name: str) -> Locator:
    """The template in the list."""
    return page.get_by_role("article", name=f"{name} (en)")


def made(tenant: Tenant, name: str, **more: object) -> Json:
    """A template, made over the API."""
    body = {"name": name, "language": "en", "category": "marketing", "body": BODY, "variables": {"first_name": "Ana"}}
    answer = tenant.call("POST", "templates", json={**body, **more})
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def approved(tenant: Tenant, name: str, **more: object) -> Json:
    """A template that WhatsApp has approved."""
    template = made(tenant, name, **more)
    submitted = tenant.call("POST", f"templates/{template['id']}/submit", json={"channel_id": tenant.whatsapp["id"]})
    assert submitted.is_success, submitted.text
    tenant.stack.idle()
    return template


def test_template_is_written_beside_a_phone_and_approved(owner: Page, acme: Tenant) -> None:
    name = new_name()
    open_inbox(owner).get_by_role("link", name="Templates", exact=True).click()
    owner.get_by_role("link", name="New template").click()
    owner.get_by_label("Name", exact=True).fill(name)
    owner.get_by_label("Body", exact=True).fill("{{first_name}}, your bread is ready")
    expect(owner.get_by_text("WhatsApp would refuse").first).to_be_visible()
    owner.get_by_label("Body", exact=True).fill("Hello {{first_name}}, your *bread* is ready.")
    expect(owner.get_by_text("WhatsApp would refuse 1 thing")).to_be_visible()
    owner.get_by_label("Example for {{first_name}}").fill("Ana")
    owner.get_by_label("Footer").fill("Acme Bakery")
    owner.get_by_role("button", name="Add a button").click()
    owner.get_by_role("menuitem", name="Quick reply").click()
    owner.get_by_role("group", name="Button 1: Quick reply").get_by_label("Label").fill("On my way")
    expect(phone(owner)).to_contain_text("Hello Ana, your bread is ready.")
    expect(phone(owner)).to_contain_text("On my way")
    expect(phone(owner).get_by_text("bread", exact=True)).to_have_css("font-weight", "700")
    expect(owner.get_by_text("WhatsApp's rules are kept")).to_be_visible()
    owner.get_by_role("button", name="Create template").click()
    expect(owner.get_by_role("heading", name=name, level=1)).to_be_visible()
    expect(owner.get_by_text("No campaign uses it.")).to_be_visible()
    owner.get_by_role("button", name="Submit for approval").click()
    acme.stack.idle()
    owner.get_by_role("link", name="All templates").click()
    owner.get_by_role("searchbox").fill(name)
    expect(in_list(owner, name).get_by_text("Approved")).to_be_visible()
    (template,) = acme.get("templates", q=name)["items"]
    assert (template["footer"], template["buttons"][0]["text"]) == ("Acme Bakery", "On my way")


def test_an_edit_makes_a_version_and_an_older_one_comes_back(owner: Page, acme: Tenant) -> None:
    template = made(acme, new_name())
    owner.goto(f"/templates/{template['id']}")
    body = owner.get_by_label("Body", exact=True)
    body.fill(BODY.replace("bread", "cake"))
    expect(phone(owner)).to_contain_text("cake number 7")
    expect(owner.get_by_text("Not saved yet")).to_be_visible()
    owner.reload()
    expect(owner.get_by_text("Your changes from before are here again.")).to_be_visible()
    expect(body).to_have_value(BODY.replace("bread", "cake"))
    owner.get_by_role("button", name="Save", exact=True).click()
    expect(owner.get_by_role("group", name="Version 2")).to_contain_text("Current")
    owner.get_by_role("button", name="Restore version 1").click()
    expect(body).to_have_value(BODY)
    owner.get_by_role("button", name="Save", exact=True).click()
    expect(owner.get_by_role("group", name="Version 3")).to_contain_text("Current")
    assert acme.get(f"templates/{template['id']}")["body"] == BODY


def test_of_two_who_edit_the_second_is_told_before_anything_is_lost(owner: Page, acme: Tenant) -> None:
    template = made(acme, new_name())
    owner.goto(f"/templates/{template['id']}")
    owner.get_by_label("Footer").fill("Mine")
    theirs = acme.call("PATCH", f"templates/{template['id']}", json={"footer": "Theirs", "version": 1})
    assert theirs.is_success, theirs.text
    owner.get_by_role("button", name="Save", exact=True).click()
    expect(owner.get_by_text("Somebody else has changed this template meanwhile.")).to_be_visible()
    assert acme.get(f"templates/{template['id']}")["footer"] == "Theirs"
    owner.get_by_role("button", name="Keep mine").click()
    owner.get_by_role("button", name="Save", exact=True).click()
    expect(owner.get_by_role("group", name="Version 3")).to_contain_text("Current")
    assert acme.get(f"templates/{template['id']}")["footer"] == "Mine"


def test_variants_by_ai_that_a_person_approved_become_templates(owner: Page, acme: Tenant) -> None:
    template = made(acme, new_name())
    owner.goto(f"/templates/{template['id']}")
    owner.get_by_role("button", name="Spin").click()
    dialog = owner.get_by_role("dialog", name="Make variants")
    expect(dialog).to_contain_text("does not let an approved template be reworded")
    dialog.get_by_role("button", name="Make variants").click()
    expect(dialog.get_by_role("article")).to_have_count(4)
    faulty = dialog.get_by_role("article", name="Variant 4")
    expect(faulty).to_contain_text("Cannot be used")
    expect(faulty.get_by_role("checkbox")).to_be_disabled()
    expect(faulty.get_by_role("listitem").first).to_contain_text("{{first_name}}")
    dialog.get_by_role("checkbox", name="Approve variant 1").check()
    dialog.get_by_role("checkbox", name="Approve variant 2").check()
    dialog.get_by_role("button", name="Use 2 variants").click()
    expect(dialog).to_have_count(0)
    expect(in_list(owner, f"{template['name']}_2")).to_be_visible()
    expect(in_list(owner, f"{template['name']}_3")).to_contain_text("Not submitted")
    bodies = [one["body"] for one in acme.get("templates", q=template["name"])["items"]]
    assert len(set(bodies)) == 3
    assert all("{{first_name}}" in body and "4 Mill Lane" in body and "STOP" in body for body in bodies)


def test_a_variant_that_a_person_mends_can_be_used(owner: Page, acme: Tenant) -> None:
    template = made(acme, new_name())
    owner.goto(f"/templates/{template['id']}")
    owner.get_by_role("button", name="Spin").click()
    dialog = owner.get_by_role("dialog", name="Make variants")
    dialog.get_by_role("button", name="Make variants").click()
    faulty = dialog.get_by_role("article", name="Variant 4")
    faulty.get_by_role("button", name="Edit variant 4").click()
    mended = "Good news, {{first_name}}: number 7 waits for you at 4 Mill Lane, warm until noon. Reply STOP to opt out."
    faulty.get_by_label("Text of variant 4").fill(mended)
    faulty.get_by_role("checkbox", name="Approve variant 4").check()
    dialog.get_by_role("button", name="Use 1 variant").click()
    expect(in_list(owner, f"{template['name']}_2")).to_be_visible()
    (variant,) = acme.get("templates", q=f"{template['name']}_2")["items"]
    assert variant["body"] == mended


@pytest.mark.parametrize("mode", ["refuse", "malformed", "500"])
def test_a_model_that_fails_leaves_the_text_as_it_was(owner: Page, acme: Tenant, mode: str) -> None:
    template = made(acme, new_name())
    owner.goto(f"/templates/{template['id']}")
    owner.get_by_role("button", name="Spin").click()
    dialog = owner.get_by_role("dialog", name="Make variants")
    acme.stack.http.post("/local/faults", json={"target": "openai", "mode": mode, "count": 10}).raise_for_status()
    try:
        dialog.get_by_role("button", name="Make variants").click()
        expect(dialog.get_by_role("alert")).to_contain_text("There are no variants; your text is as it was")
    finally:
        acme.stack.http.delete("/local/faults").raise_for_status()
    dialog.get_by_role("button", name="Make variants").click()
    expect(dialog.get_by_role("article")).to_have_count(4)
    dialog.get_by_role("button", name="Cancel").click()
    expect(owner.get_by_label("Body", exact=True)).to_have_value(BODY)


def test_spinning_on_a_lesser_plan_says_what_it_needs(open_page: OpenPage) -> None:
    page = open_page(who="owner@globex.test")
    page.goto("/templates")
    page.get_by_role("article", name="hello (en)").get_by_role("link").click()
    page.get_by_role("button", name="Spin").click()
    expect(page.get_by_text("Spinning needs Enterprise")).to_be_visible()
    expect(page.get_by_text("This workspace has the Pro plan.")).to_be_visible()
    expect(page.get_by_role("dialog", name="Make variants")).to_have_count(0)


def test_a_template_of_a_running_campaign_is_named_and_not_deleted(owner: Page, acme: Tenant) -> None:
    template = approved(acme, new_name())
    nobody = {"filter": {"all": [{"field": "tag", "op": "eq", "value": template["name"]}]}}
    content = {"template_id": template["id"]}
    channels = [acme.whatsapp["id"]]
    timing = {"starts_at": "2999-01-01T09:00:00Z"}
    body = {"name": "For nobody", "channels": channels, "audience": nobody, "content": content, "timing": timing}
    campaign = acme.call("POST", "campaigns", json=body).json()["id"]
    launched = acme.call("POST", f"campaigns/{campaign}/launch", json={})
    assert launched.is_success, launched.text
    owner.goto(f"/templates?q={template['name']}")
    expect(in_list(owner, template["name"])).to_contain_text("Used by 1 campaign")
    in_list(owner, template["name"]).get_by_role("link").click()
    expect(owner.get_by_role("link", name="For nobody")).to_be_visible()
    owner.get_by_role("button", name="More about").click()
    owner.get_by_role("menuitem", name="Delete").click()
    dialog = owner.get_by_role("dialog")
    dialog.get_by_role("button", name="Delete").click()
    expect(dialog.get_by_role("alert")).to_contain_text("For nobody")
    assert acme.get(f"templates/{template['id']}")["name"] == template["name"]
    acme.call("POST", f"campaigns/{campaign}/cancel", json={}).raise_for_status()
    dialog.get_by_role("button", name="Delete").click()
    expect(owner.get_by_role("heading", name="Templates", level=1)).to_be_visible()
    assert acme.call("GET", f"templates/{template['id']}").status_code == 404


@pytest.mark.parametrize("kind", ["JSON", "CSV"])
def test_templates_leave_as_a_file_and_come_back_from_it(owner: Page, acme: Tenant, tmp_path: Path, kind: str) -> None:
    template = made(acme, new_name())
    owner.goto("/templates")
    owner.get_by_role("button", name="More", exact=True).click()
    with owner.expect_download() as download:
        owner.get_by_role("menuitem", name=f"Export as {kind}").click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    acme.call("DELETE", f"templates/{template['id']}").raise_for_status()
    owner.get_by_role("button", name="More", exact=True).click()
    owner.get_by_role("menuitem", name="Import").click()
    dialog = owner.get_by_role("dialog", name="Import templates")
    dialog.locator("input[type=file]").set_input_files(file)
    expect(dialog.get_by_role("status")).to_contain_text("0 refused")
    expect(dialog.get_by_role("row").filter(has_text=template["name"])).to_contain_text("New")
    dialog.get_by_role("button", name="Import").click()
    expect(dialog).to_have_count(0)
    (back,) = acme.get("templates", q=template["name"])["items"]
    assert (back["body"], back["variables"]) == (BODY, {"first_name": "Ana"})


def test_a_file_that_is_no_list_of_templates_is_told_from_one(owner: Page, tmp_path: Path) -> None:
    owner.goto("/templates")
    owner.get_by_role("button", name="More", exact=True).click()
    owner.get_by_role("menuitem", name="Import").click()
    dialog = owner.get_by_role("dialog", name="Import templates")
    wrong = tmp_path / "templates.json"
    wrong.write_text(json.dumps({"name": "no list"}))
    dialog.locator("input[type=file]").set_input_files(wrong)
    expect(dialog.get_by_role("alert")).to_be_visible()
    expect(dialog.get_by_role("button", name="Import 0 templates")).to_be_disabled()
