"""Where things are on the dashboard's pages, found as a person finds them: by role and by label."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, Locator, Page, Route, StorageState, expect

from tests.flows.driving import PASSWORD

TIMEOUT_MS = 15_000
expect.set_options(timeout=TIMEOUT_MS)


@dataclass(frozen=True)
class Screen:
    """What a person looks at."""

    name: str
    width: int
    height: int
    is_phone: bool = False


DESKTOP = Screen("desktop", 1280, 800)
PHONE = Screen("phone", 390, 844, is_phone=True)
SCREENS = (DESKTOP, PHONE)


def fill_in(page: Page, email: str, password: str = PASSWORD) -> None:
    """Fills in the sign-in form and sends it."""
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in").click()


def sign_in(page: Page, email: str) -> Page:
    """The page, with the inbox open for `email`."""
    page.goto("/sign-in")
    fill_in(page, email)
    expect(conversations(page)).to_be_visible()
    return page


@dataclass(frozen=True)
class SignIns:
    """What a browser keeps of people who signed in, so that they need not for each test."""

    new_context: Callable[[], BrowserContext]
    kept: dict[str, StorageState] = field(default_factory=dict)

    def bring(self, page: Page, email: str) -> Page:
        """The page, on which nothing is open yet; `email` is signed in."""
        if email not in self.kept:
            with self.new_context() as context:
                sign_in(context.new_page(), email)
                self.kept[email] = context.storage_state(indexed_db=True)
        # An open page of ours would hold on to the database that is replaced, for ever.
        page.goto("about:blank")
        page.context.set_storage_state(self.kept[email])
        return page


def open_inbox(page: Page) -> Page:
    """The page, with the inbox open."""
    page.goto("/inbox")
    expect(conversations(page)).to_be_visible()
    return page


def found_workspace(page: Page) -> str:
    """Signs up where that is open, and closes the offer to connect a channel; the new workspace's name."""
    business = f"Bakery {secrets.token_hex(4)}"
    page.get_by_label("Your name").fill("Ana")
    page.get_by_label("E-mail").fill(f"ana-{secrets.token_hex(6)}@example.com")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("Business name").fill(business)
    page.get_by_role("button", name="Create workspace").click()
    expect(page.get_by_role("dialog", name="Connect a channel")).to_be_visible()
    page.keyboard.press("Escape")
    return business


def conversations(page: Page) -> Locator:
    """The list of conversations."""
    return page.get_by_role("region", name="Conversations", exact=True)


def row(page: Page, text: str) -> Locator:
    """The conversation in the list whose newest message says `text`."""
    return conversations(page).get_by_role("link").filter(has_text=text)


def messages(page: Page) -> Locator:
    """The messages of the open conversation."""
    return page.get_by_role("region", name="Messages", exact=True)


def message(page: Page, text: str) -> Locator:
    """The message that says `text`."""
    return messages(page).get_by_role("article").filter(has_text=text)


def composer(page: Page) -> Locator:
    """Where a reply is written."""
    return page.get_by_placeholder("Reply on ")


def reply(page: Page, text: str) -> None:
    """Writes a reply and sends it."""
    composer(page).fill(text)
    composer(page).press("Enter")


def tick(page: Page, text: str, status: str) -> Locator:
    """The mark at a message that tells this status."""
    return message(page, text).get_by_role("button", name=f"Status: {status}. Show times")


def account(page: Page) -> Locator:
    """The button that opens the menu of who is signed in."""
    return page.get_by_role("button", name="Account: ")


def lose_the_answer(route: Route) -> None:
    """Has a request arrive and its answer not."""
    route.fetch()
    route.abort()
