"""Backups in the settings: linking a Drive through Google's page, what people do wrong there, and who may."""

import secrets

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import RunningStack
from tests.e2e.conftest import OpenPage
from tests.e2e.pages import fill_in, sign_in

pytestmark = pytest.mark.e2e


def _connect(page: Page, account: str, *, ticked: bool = True, agrees: bool = True) -> None:
    """Goes through Google's page as `account`."""
    page.goto("/settings/backups")
    page.get_by_role("button", name="Connect Google Drive").or_(
        page.get_by_role("button", name="Connect again")
    ).click()
    expect(page.get_by_role("heading", name="WhatsDeX wants access")).to_be_visible()
    page.get_by_label("Google Account").fill(account)
    page.get_by_label("See, edit, create and delete only").set_checked(ticked)
    page.get_by_role("button", name="Continue" if agrees else "Cancel").click()
    expect(page.get_by_role("heading", name="Backups", exact=True)).to_be_visible()


@pytest.fixture
def globex(open_page: OpenPage) -> Page:
    """The owner of globex, whose link no other test needs."""
    page = open_page()
    page.goto("/sign-in")
    fill_in(page, "owner@globex.test")
    expect(page.get_by_role("link", name="Settings", exact=True)).to_be_visible()
    return page


def test_a_drive_is_linked_refused_linked_again_and_let_go(globex: Page, stack: RunningStack) -> None:
    account = f"{secrets.token_hex(6)}@gmail.test"
    _connect(globex, account)
    expect(globex.get_by_text("Google Drive is connected.")).to_be_visible()
    drive = globex.get_by_role("region", name="Google Drive")
    expect(drive.get_by_text(account)).to_be_visible()
    expect(drive.get_by_text("of 16.1 GB used")).to_be_visible()
    expect(globex.get_by_role("button", name="Back up now")).to_be_enabled()

    stack.http.post(f"/local/drive/accounts/{account}/revoke").raise_for_status()
    globex.reload()
    expect(drive.get_by_role("alert")).to_contain_text("Connect Google Drive again")
    expect(globex.get_by_role("button", name="Back up now")).to_have_count(0)
    _connect(globex, account)
    expect(drive.get_by_role("alert")).to_have_count(0)

    drive.get_by_role("button", name="Disconnect").click()
    globex.get_by_role("dialog").get_by_role("button", name="Disconnect").click()
    expect(drive.get_by_text("No Drive is connected.")).to_be_visible()


def test_an_unticked_box_and_a_no_are_explained(globex: Page) -> None:
    _connect(globex, f"{secrets.token_hex(6)}@gmail.test", ticked=False)
    expect(globex.get_by_role("alert")).to_contain_text("was not ticked")
    _connect(globex, f"{secrets.token_hex(6)}@gmail.test", agrees=False)
    expect(globex.get_by_role("alert")).to_contain_text("you did not agree")


def test_the_schedule_is_kept(globex: Page) -> None:
    globex.goto("/settings/backups")
    schedule = globex.get_by_role("region", name="Schedule")
    schedule.get_by_label("Keep weekly").fill("9")
    schedule.get_by_label("Keep weekly").blur()
    schedule.get_by_role("button", name="Save").click()
    expect(globex.get_by_text("The schedule is saved")).to_be_visible()
    globex.reload()
    expect(schedule.get_by_label("Keep weekly")).to_have_value("9")
    schedule.get_by_role("button", name="What would be deleted?").click()
    expect(globex.get_by_role("dialog")).to_contain_text("Nothing would be deleted.")


def test_starter_is_told_which_plan_it_takes(open_page: OpenPage) -> None:
    page = open_page()
    page.goto("/sign-in")
    fill_in(page, "owner@initech.test")
    expect(page.get_by_role("link", name="Settings", exact=True)).to_be_visible()
    page.goto("/settings/backups")
    expect(page.get_by_text("Backups need Pro")).to_be_visible()


def test_an_agent_looks_and_changes_nothing(open_page: OpenPage) -> None:
    page = sign_in(open_page(), "agent@acme.test")
    page.goto("/settings/backups")
    expect(page.get_by_role("region", name="History")).to_be_visible()
    expect(page.get_by_role("button", name="Connect Google Drive")).to_have_count(0)
    expect(page.get_by_role("region", name="Schedule").get_by_role("button", name="Save")).to_have_count(0)


def test_a_run_is_shown_as_successful_in_the_settings(globex: Page, stack: RunningStack) -> None:
    account = f"{secrets.token_hex(6)}@gmail.test"
    _connect(globex, account)
    globex.get_by_role("button", name="Back up now").click()
    status = globex.get_by_role("region", name="Status")
    expect(status.get_by_text("Backup Successful")).to_be_visible(timeout=60_000)
    expect(globex.get_by_role("region", name="History").get_by_role("article").first).to_contain_text("Full")
    globex.goto("/settings")
    expect(globex.get_by_role("region", name="Backups").get_by_text("Backup Successful")).to_be_visible()
    kept = stack.http.get("/local/drive/files", params={"account": account}).json()["items"]
    assert any("manifest" in file["name"] for file in kept), [file["name"] for file in kept]
