"""Every page on desktop and phone, light and dark: usable, accessible, and pictured in `.local/screenshots/`."""

import json
import re
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import OpenPage
from tests.e2e.gallery import Gallery
from tests.e2e.pages import PHONE, account, composer, conversations, fill_in, message, messages, open_inbox, row
from tests.e2e.test_campaigns import badge, launched, new_tag, people
from tests.e2e.test_templates import BODY, approved, new_name, phone
from tests.flows.driving import HOUR_S, Clock, Customer, Tenant, new_number

pytestmark = pytest.mark.e2e


def test_phone_goes_from_the_list_to_a_thread_and_back(open_page: OpenPage, acme: Tenant, customer: Customer) -> None:
    text = f"From phone to phone {customer.address}"
    customer.write(acme.whatsapp["id"], text)
    page = open_inbox(open_page(PHONE, who="owner@acme.test"))
    row(page, text).click()
    expect(message(page, text)).to_be_visible()
    expect(composer(page)).to_be_in_viewport()
    expect(conversations(page)).to_be_hidden()
    page.get_by_role("link", name="Back to the conversations").click()
    expect(conversations(page)).to_be_visible()
    expect(message(page, text)).to_have_count(0)


def test_chosen_colours_stay(owner: Page) -> None:
    root = open_inbox(owner).locator("html")
    expect(root).to_have_attribute("data-mantine-color-scheme", "light")
    account(owner).click()
    owner.get_by_role("menuitemradio", name="Dark").click()
    expect(root).to_have_attribute("data-mantine-color-scheme", "dark")
    owner.reload()
    expect(root).to_have_attribute("data-mantine-color-scheme", "dark")


def test_coming_in(gallery: Gallery) -> None:
    page = gallery.page
    page.goto("/sign-up")
    expect(page.get_by_role("button", name="Create workspace")).to_be_visible()
    gallery.look("sign-up")
    page.goto("/sign-in")
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    gallery.look("sign-in")
    fill_in(page, "owner@acme.test", "not-the-password")
    expect(page.get_by_text("do not match")).to_be_visible()
    gallery.look("sign-in-refused")
    page.get_by_role("link", name="Forgot password?").click()
    expect(page.get_by_role("button", name="Send the mail")).to_be_visible()
    gallery.look("forgot-password")
    assert gallery.complaints == []


def test_the_frame_around_every_page(gallery: Gallery) -> None:
    page = gallery.enter("owner@acme.test")
    page.goto("/nowhere")
    expect(page.get_by_role("heading", name="There is no such page").last).to_be_visible()
    gallery.look("not-found")
    page.get_by_role("button", name="Workspace: Acme Bakery. Switch").click()
    expect(page.get_by_role("menuitem", name="New workspace")).to_be_visible()
    gallery.look("workspaces")
    page.keyboard.press("Escape")
    account(page).click()
    expect(page.get_by_role("menuitem", name="Sign out")).to_be_visible()
    gallery.look("account")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+k")
    expect(page.get_by_placeholder("Go to, switch, do …")).to_be_visible()
    gallery.look("commands")
    page.keyboard.press("Escape")
    page.context.set_offline(True)
    expect(page.get_by_text("You are offline.")).to_be_visible()
    gallery.look("offline")
    page.context.set_offline(False)
    assert gallery.complaints == []


def test_the_inbox(gallery: Gallery, acme: Tenant, customer: Customer) -> None:
    page = open_inbox(gallery.enter("owner@acme.test"))
    expect(conversations(page).get_by_role("link").first).to_be_visible()
    gallery.look("inbox")
    page.get_by_role("button", name="Filters").click()
    expect(page.get_by_role("combobox", name="Assigned to")).to_be_visible()
    gallery.look("inbox-filters")
    page.goto("/inbox?q=nobody-is-called-so")
    expect(conversations(page).get_by_role("heading")).to_be_visible()
    gallery.look("inbox-none-found")
    page.goto(f"/inbox/{acme.found('Ada Okafor')[0]['id']}")
    expect(messages(page).get_by_role("article").last).to_be_visible()
    expect(page.get_by_role("region", name="Reply", exact=True)).to_be_visible()
    gallery.look("thread")
    customer.write(acme.whatsapp["id"], "Do you have a minute?")
    page.goto(f"/inbox/{acme.conversation(customer.address)['id']}")
    composer(page).fill("/")
    expect(page.get_by_role("button", name="Edit canned replies")).to_be_visible()
    gallery.look("canned-replies")
    page.get_by_role("button", name="Edit canned replies").click()
    expect(page.get_by_role("dialog", name="Canned replies")).to_be_visible()
    gallery.look("canned-replies-edit")
    late = Customer(acme.stack, new_number())
    late.write(acme.whatsapp["id"], "Hello from yesterday", at=Clock(acme.stack).now_s - 25 * HOUR_S)
    page.goto(f"/inbox/{acme.conversation(late.address)['id']}")
    expect(page.get_by_role("form", name="Send a template")).to_be_visible()
    expect(message(page, "Hello from yesterday")).to_be_visible()
    gallery.look("thread-outside-window")
    assert gallery.complaints == []


@pytest.fixture(scope="module")
def trouble(acme: Tenant) -> str:
    """The address of a conversation with a message of which nobody knows and one that failed."""
    customer = Customer(acme.stack, new_number())
    customer.write(acme.whatsapp["id"], "I can be reached no more", media={"kind": "image"})
    k = acme.conversation(customer.address)["id"]
    acme.stack.idle()
    acme.stack.http.post("/local/faults", json={"target": "graph", "mode": "timeout", "count": 1}).raise_for_status()
    unknown = acme.delivered(k, "Did this one arrive?")
    assert unknown["status"] == "unknown"
    block = {"channel": acme.whatsapp["id"]}
    acme.stack.http.post(f"/local/phones/{customer.address}/block", json=block).raise_for_status()
    assert acme.delivered(k, "This one did not.")["status"] == "failed"
    return f"/inbox/{k}"


def test_messages_in_trouble(gallery: Gallery, trouble: str) -> None:
    page = gallery.enter("owner@acme.test")
    page.goto(trouble)
    expect(page.get_by_text("Nobody knows whether it arrived")).to_be_visible()
    expect(page.get_by_text("Not delivered")).to_be_visible()
    gallery.look("thread-trouble")
    message(page, "This one did not.").get_by_role("button", name="what happened to this message").click()
    expect(page.get_by_role("dialog").get_by_text("Failed")).to_be_visible()
    gallery.look("message-story")
    assert gallery.complaints == []


def test_channels_and_settings(gallery: Gallery) -> None:
    page = gallery.enter("owner@acme.test")
    page.goto("/channels")
    expect(page.get_by_role("button", name="Test", exact=True).first).to_be_visible()
    gallery.look("channels")
    page.goto("/channels?connect")
    dialog = page.get_by_role("dialog", name="Connect a channel")
    expect(dialog.get_by_role("button", name="Connect")).to_be_visible()
    gallery.look("connect-whatsapp")
    dialog.get_by_text("Telegram", exact=True).click()
    expect(dialog.get_by_label("Bot token")).to_be_visible()
    gallery.look("connect-telegram")
    page.goto("/settings")
    expect(page.get_by_role("heading", name="Plan")).to_be_visible()
    gallery.look("settings")
    assert gallery.complaints == []


def test_the_phones(gallery: Gallery, acme: Tenant, customer: Customer) -> None:
    customer.write(acme.telegram["id"], "Do you have rye bread today?")
    told = acme.conversation(customer.telegram_chat_id)
    acme.delivered(told["id"], "Yes, and it is still warm.")
    page = gallery.page
    page.goto("/local/phones")
    expect(page.get_by_role("heading", name="Phones")).to_be_visible()
    expect(page.get_by_role("listitem").first).to_be_visible()
    gallery.look("phones")
    page.goto(f"/local/phones#phone={customer.address}&channel={acme.telegram['id']}")
    expect(page.get_by_text("Yes, and it is still warm.").last).to_be_visible()
    gallery.look("phone")
    assert gallery.complaints == []


def test_templates(gallery: Gallery, acme: Tenant, tmp_path: Path) -> None:
    template = approved(acme, new_name())
    page = gallery.enter("owner@acme.test")
    page.goto(f"/templates?q={template['name']}")
    expect(page.get_by_role("article").get_by_text("Not used by a campaign")).to_be_visible()
    page.goto("/templates")
    # Which of them campaigns use hangs on what ran before.
    expect(page.get_by_role("article").first.get_by_text(re.compile("used by", re.IGNORECASE))).to_be_visible()
    gallery.look("templates")
    page.goto("/templates?q=nothing-is-called-so")
    expect(page.get_by_role("heading", name="No template is like this")).to_be_visible()
    gallery.look("templates-none-found")
    page.goto("/templates/new")
    page.get_by_label("Body", exact=True).fill("{{first_name}}, your bread is ready")
    expect(page.get_by_text("WhatsApp would refuse").first).to_be_attached()
    gallery.look("template-new")
    page.goto(f"/templates/{template['id']}")
    expect(page.get_by_role("group", name="Version 1")).to_be_visible()
    expect(page.get_by_text("WhatsApp's rules are kept")).to_be_attached()
    gallery.look("template")
    page.get_by_role("button", name="Spin").click()
    dialog = page.get_by_role("dialog", name="Make variants")
    expect(dialog.get_by_role("button", name="Make variants")).to_be_visible()
    gallery.look("spin")
    dialog.get_by_role("button", name="Make variants").click()
    dialog.get_by_role("checkbox", name="Approve variant 1").check()
    expect(dialog.get_by_role("button", name="Use 1 variant")).to_be_enabled()
    gallery.look("spin-variants")
    page.goto("/templates")
    page.get_by_role("button", name="More", exact=True).click()
    page.get_by_role("menuitem", name="Import").click()
    file = tmp_path / "templates.json"
    new = {
        "name": new_name(),
        "language": "en",
        "category": "marketing",
        "body": BODY,
        "variables": {"first_name": "Ana"},
    }
    file.write_text(json.dumps([new, {**new, "name": "No name", "body": "{{1}}"}]))
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_text("1 refused")).to_be_visible()
    gallery.look("templates-import")
    assert gallery.complaints == []


def test_pages_of_numbers(gallery: Gallery, counted: tuple[date, date], campaign_in_numbers: str) -> None:
    page = gallery.enter("owner@acme.test")
    page.goto("/analytics")
    expect(page.locator(".recharts-bar-rectangle path").first).to_be_visible()
    expect(page.get_by_role("region", name="Campaigns")).to_be_visible()
    gallery.look("analytics")
    to_table = page.get_by_role("button", name="Show as a table")
    for _ in range(to_table.count()):
        to_table.first.click()
    gallery.look("analytics-tables")
    page.goto(f"/analytics?from={counted[0]}&to={counted[1]}&day={counted[0]}")
    expect(page.get_by_role("table", name="Messages", exact=True).get_by_role("row").last).to_be_attached()
    gallery.look("analytics-day")
    page.goto(f"/analytics?from={counted[0]}&to={counted[1]}&author=person")
    expect(page.get_by_role("button", name="Show all messages")).to_be_visible()
    gallery.look("analytics-author")
    page.get_by_role("button", name="First and last day").click()
    expect(page.get_by_role("table").locator("visible=true").first).to_be_visible()
    gallery.look("analytics-calendar")
    page.goto("/usage")
    month = page.get_by_role("region", name="Messages sent this month")
    expect(month.locator(".recharts-surface path").first).to_be_visible()
    gallery.look("usage")
    page.goto("/usage/costs")
    expect(page.get_by_role("region", name="What it is made of")).to_be_visible()
    expect(page.locator(".recharts-bar-rectangle path").first).to_be_visible()
    gallery.look("costs")
    page.goto("/usage/recount")
    expect(page.get_by_role("region", name="Counted before")).to_be_visible()
    gallery.look("recount")
    assert gallery.complaints == []


def test_backups(gallery: Gallery) -> None:
    page = gallery.enter("owner@acme.test")
    page.goto("/settings/backups?drive=scope")
    expect(page.get_by_role("region", name="History")).to_be_visible()
    expect(page.get_by_role("region", name="Google Drive").get_by_role("button").first).to_be_visible()
    expect(page.get_by_label("Keep daily")).to_be_visible()
    gallery.look("backups")
    assert gallery.complaints == []


@pytest.mark.parametrize("gallery", [PHONE], ids=[PHONE.name], indirect=True)
def test_what_only_a_phone_hides(gallery: Gallery, acme: Tenant) -> None:
    (template, *_) = acme.get("templates", q="order_ready")["items"]
    page = open_inbox(gallery.enter("owner@acme.test"))
    page.get_by_role("button", name="Open the navigation").click()
    expect(page.get_by_role("link", name="Channels", exact=True)).to_be_in_viewport()
    gallery.look("navigation")
    page.goto(f"/templates/{template['id']}")
    page.get_by_text("Preview", exact=True).click()
    expect(phone(page)).to_contain_text("Hello Ana, your order 4711")
    gallery.look("template-preview")
    assert gallery.complaints == []


def test_campaigns(gallery: Gallery, acme: Tenant, shown_campaign: str, shown_draft: str) -> None:
    page = gallery.enter("owner@acme.test")
    page.goto("/campaigns")
    expect(page.get_by_role("article").first).to_be_visible()
    gallery.look("campaigns")
    for step, sign in [
        ("audience", "7 people"),
        ("message", "bread number 7 is ready"),
        ("schedule", "They end on the next day."),
        ("review", "This month's messages"),
    ]:
        page.goto(f"/campaigns/{shown_draft}/edit?step={step}")
        expect(page.get_by_text(sign).first).to_be_visible()
        gallery.look(f"wizard-{step}")
    review = page.get_by_role("region", name="What will happen")
    review.get_by_role("button", name="Launch", exact=True).click()
    expect(page.get_by_role("dialog")).to_be_visible()
    gallery.look("wizard-launch")
    page.goto(f"/campaigns/{shown_campaign}")
    expect(badge(page, "Done")).to_be_visible()
    expect(page.get_by_role("table", name="People").get_by_role("row").nth(6)).to_be_visible()
    expect(page.locator(".recharts-bar-rectangle").first).to_be_attached()
    gallery.look("campaign")
    assert gallery.complaints == []


def test_what_a_plan_lacks(gallery: Gallery) -> None:
    page = open_inbox(gallery.enter("owner@initech.test"))
    expect(
        page.get_by_role("heading", name="No conversation is open").or_(page.get_by_text("No conversations yet")).first
    ).to_be_visible()
    gallery.look("inbox-empty")
    page.goto("/campaigns")
    expect(page.get_by_role("heading", name="Campaigns need Pro")).to_be_visible()
    gallery.look("campaigns-need-pro")
    page.goto("/templates")
    expect(page.get_by_role("heading", name="No template yet")).to_be_visible()
    gallery.look("templates-empty")
    assert gallery.complaints == []


@pytest.fixture(scope="module")
def shown_campaign(acme: Tenant) -> str:
    """A campaign that is over, with two variants, with people who were skipped and one who could not be reached."""
    tag = new_tag()
    here, there = acme.whatsapp["id"], acme.telegram["id"]
    customers = people(acme, tag, [here, here, here, there, there, here, here])
    customers[-1].write(here, "STOP")
    block = {"channel": here, "blocked": True}
    acme.stack.http.post(f"/local/phones/{customers[-2].address}/block", json=block).raise_for_status()
    first, second = approved(acme, new_name()), approved(acme, new_name(), body=BODY.replace("Hello", "Dear"))
    content = {"template_id": first["id"], "variants": [{"id": "b", "template_id": second["id"]}]}
    id_ = launched(acme, tag, content=content, name="Fresh bread on Friday")
    acme.stack.idle()
    return id_


@pytest.fixture(scope="module")
def shown_draft(acme: Tenant, shown_campaign: str) -> str:
    """A draft of the same, for certain hours."""
    copy = acme.call("POST", f"campaigns/{shown_campaign}/duplicate", json={}).json()["id"]
    hours = {"days": [0, 1, 2, 3, 4], "start": "20:00", "end": "08:00", "zone": "contact"}
    changed = acme.call(
        "PATCH", f"campaigns/{copy}", json={"name": "Fresh bread next Friday", "timing": {"hours": hours}}
    )
    assert changed.is_success, changed.text
    return str(copy)
