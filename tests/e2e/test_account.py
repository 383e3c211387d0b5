"""Coming in, going out, and founding a workspace."""

import secrets

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import OpenPage
from tests.e2e.pages import PASSWORD, account, fill_in

pytestmark = pytest.mark.e2e


def test_wrong_password_is_told_in_a_sentence(open_page: OpenPage) -> None:
    page = open_page()
    page.goto("/inbox")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    fill_in(page, "owner@acme.test", "not-the-password")
    expect(page.get_by_text("E-mail and password do not match an account.")).to_be_visible()
    expect(page).to_have_url("/sign-in")


def test_signed_out_sees_nothing_any_more(owner: Page) -> None:
    account(owner).click()
    owner.get_by_role("menuitem", name="Sign out").click()
    expect(owner.get_by_role("heading", name="Sign in")).to_be_visible()
    owner.goto("/inbox")
    expect(owner.get_by_role("heading", name="Sign in")).to_be_visible()


def test_sign_up_creates_a_workspace(open_page: OpenPage) -> None:
    business = f"Bakery {secrets.token_hex(4)}"
    page = open_page()
    page.goto("/sign-in")
    page.get_by_role("link", name="Create a workspace").click()
    page.get_by_label("Your name").fill("Ana")
    page.get_by_label("E-mail").fill(f"ana-{secrets.token_hex(6)}@example.com")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("Business name").fill(business)
    page.get_by_role("button", name="Create workspace").click()
    expect(page.get_by_role("dialog", name="Connect a channel")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name=f"Workspace: {business}. Switch")).to_be_visible()
    page.get_by_role("link", name="Inbox", exact=True).click()
    expect(page.get_by_text("No conversations yet")).to_be_visible()
