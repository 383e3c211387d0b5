"""Coming in, going out, and founding a workspace."""

import secrets

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.conftest import RunningStack
from tests.e2e.conftest import OpenPage
from tests.e2e.pages import account, fill_in, found_workspace, open_inbox
from tests.flows.driving import PASSWORD

pytestmark = pytest.mark.e2e


def test_wrong_password_is_told_in_a_sentence(open_page: OpenPage) -> None:
    page = open_page()
    page.goto("/inbox")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    fill_in(page, "owner@acme.test", "not-the-password")
    expect(page.get_by_text("E-mail and password do not match an account.")).to_be_visible()
    expect(page).to_have_url("/sign-in")


def test_signed_out_sees_nothing_any_more(owner: Page) -> None:
    account(open_inbox(owner)).click()
    owner.get_by_role("menuitem", name="Sign out").click()
    expect(owner.get_by_role("heading", name="Sign in")).to_be_visible()
    owner.goto("/inbox")
    expect(owner.get_by_role("heading", name="Sign in")).to_be_visible()


def test_sign_up_creates_a_workspace(open_page: OpenPage) -> None:
    page = open_page()
    page.goto("/sign-in")
    page.get_by_role("link", name="Create a workspace").click()
    business = found_workspace(page)
    expect(page.get_by_role("button", name=f"Workspace: {business}. Switch")).to_be_visible()
    page.get_by_role("link", name="Inbox", exact=True).click()
    expect(page.get_by_text("No conversations yet")).to_be_visible()


def test_forgotten_password_is_chosen_anew_by_mail(open_page: OpenPage, stack: RunningStack) -> None:
    email = f"leo-{secrets.token_hex(6)}@example.com"
    firebase = _Firebase(stack)
    firebase.sign_up(email, "forgotten-password")
    page = open_page()
    page.goto("/sign-in")
    page.get_by_role("link", name="Forgot password?").click()
    page.get_by_role("button", name="Send the mail").click()
    expect(page.get_by_text("Give an e-mail address")).to_be_visible()
    page.get_by_label("E-mail").fill(email)
    page.get_by_role("button", name="Send the mail").click()
    expect(page.get_by_role("status")).to_contain_text(f"If there is an account for {email}")
    firebase.follow_mail(email, PASSWORD)
    page.get_by_role("link", name="Sign in").click()
    fill_in(page, email)
    expect(page.get_by_role("heading", name="Create a workspace")).to_be_visible()


def test_nobody_learns_from_a_forgotten_password_who_has_an_account(open_page: OpenPage) -> None:
    page = open_page()
    page.goto("/sign-in?forgot")
    page.get_by_label("E-mail").fill("nobody@example.com")
    page.get_by_role("button", name="Send the mail").click()
    expect(page.get_by_role("status")).to_contain_text("If there is an account for nobody@example.com")


class _Firebase:
    """The Auth emulator, and the mails that it would have sent."""

    def __init__(self, stack: RunningStack) -> None:
        self._base = f"http://{stack.environment['FIREBASE_AUTH_EMULATOR_HOST']}"
        self._project = stack.environment["GOOGLE_CLOUD_PROJECT"]

    def sign_up(self, email: str, password: str) -> None:
        """Makes an account."""
        url = f"{self._base}/identitytoolkit.googleapis.com/v1/accounts:signUp?key=any"
        httpx.post(url, json={"email": email, "password": password}, trust_env=False, timeout=60).raise_for_status()

    def follow_mail(self, email: str, new_password: str) -> None:
        """Follows the link of the only mail to `email`."""
        codes = httpx.get(
            f"{self._base}/emulator/v1/projects/{self._project}/oobCodes", trust_env=False, timeout=60
        ).json()
        (mail,) = [one for one in codes["oobCodes"] if (one["email"], one["requestType"]) == (email, "PASSWORD_RESET")]
        httpx.get(f"{mail['oobLink']}&newPassword={new_password}", trust_env=False, timeout=60).raise_for_status()
