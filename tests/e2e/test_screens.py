"""Every page on desktop and phone, light and dark: usable, accessible, and pictured in `.local/screenshots/`."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import OpenPage
from tests.e2e.pages import (
    PHONE,
    SCREENS,
    Screen,
    account,
    composer,
    conversations,
    message,
    messages,
    row,
    screen_name,
    sign_in,
)
from tests.flows.driving import Customer, Tenant

pytestmark = pytest.mark.e2e
SEVERE = ["serious", "critical"]


def test_phone_goes_from_the_list_to_a_thread_and_back(open_page: OpenPage, acme: Tenant, customer: Customer) -> None:
    text = f"From phone to phone {customer.address}"
    customer.write(acme.whatsapp["id"], text)
    page = sign_in(open_page(PHONE), "owner@acme.test")
    row(page, text).click()
    expect(message(page, text)).to_be_visible()
    expect(composer(page)).to_be_in_viewport()
    expect(conversations(page)).to_be_hidden()
    page.get_by_role("link", name="Back to the conversations").click()
    expect(conversations(page)).to_be_visible()
    expect(message(page, text)).to_have_count(0)


def test_chosen_colours_stay(owner: Page) -> None:
    root = owner.locator("html")
    expect(root).to_have_attribute("data-mantine-color-scheme", "light")
    account(owner).click()
    owner.get_by_role("menuitemradio", name="Dark").click()
    expect(root).to_have_attribute("data-mantine-color-scheme", "dark")
    owner.reload()
    expect(root).to_have_attribute("data-mantine-color-scheme", "dark")


@pytest.mark.parametrize("screen", SCREENS, ids=screen_name)
def test_every_page_is_accessible_and_fits(
    open_page: OpenPage, acme: Tenant, customer: Customer, screen: Screen, axe_source: str, screenshots: Path
) -> None:
    customer.write(acme.telegram["id"], "Do you have rye bread today?")
    told = acme.conversation(customer.telegram_chat_id)
    acme.delivered(told["id"], "Yes, and it is still warm.")
    page = open_page(screen)
    complaints: list[str] = []

    def look(name: str) -> None:
        page.screenshot(path=screenshots / f"{name}-{screen_name(screen)}.png", animations="disabled")
        complaints.extend(f"{name}: {complaint}" for complaint in [*_severe(page, axe_source), *_too_wide(page)])

    page.goto("/sign-up")
    expect(page.get_by_role("button", name="Create workspace")).to_be_visible()
    look("sign-up")
    page.goto("/sign-in")
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    look("sign-in")
    page.get_by_role("link", name="Forgot password?").click()
    expect(page.get_by_role("button", name="Send the mail")).to_be_visible()
    look("forgot-password")
    sign_in(page, "owner@acme.test")
    look("inbox")
    page.goto(f"/inbox/{acme.found('Ada Okafor')[0]['id']}")
    expect(messages(page).get_by_role("article").last).to_be_visible()
    expect(page.get_by_role("region", name="Reply", exact=True)).to_be_visible()
    look("thread")
    page.goto("/channels")
    expect(page.get_by_role("button", name="Test", exact=True).first).to_be_visible()
    look("channels")
    page.goto("/channels?connect")
    expect(page.get_by_role("dialog", name="Connect a channel")).to_be_visible()
    look("connect")
    page.goto("/settings")
    expect(page.get_by_role("heading", name="People")).to_be_visible()
    expect(page.get_by_text("agent@acme.test")).to_be_visible()
    look("settings")
    page.goto("/local/phones")
    expect(page.get_by_role("heading", name="Phones")).to_be_visible()
    expect(page.get_by_role("listitem").first).to_be_visible()
    look("phones")
    page.goto(f"/local/phones#phone={customer.address}&channel={acme.telegram['id']}")
    expect(page.get_by_text("Yes, and it is still warm.").last).to_be_visible()
    look("phone")
    assert complaints == []


def _severe(page: Page, axe_source: str) -> list[str]:
    """What axe-core finds serious or critical, each with the first element that has it."""
    page.evaluate(axe_source)
    found = page.evaluate("axe.run({ resultTypes: ['violations'] }).then(({ violations }) => violations)")
    return [f"{one['id']} at {one['nodes'][0]['target']}" for one in found if one["impact"] in SEVERE]


def _too_wide(page: Page) -> list[str]:
    """Says so if the page scrolls sideways."""
    excess = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [f"{excess} px too wide"] * (excess > 0)
