"""Backups in the settings: linking a Drive through Google's page, what people do wrong there, and who may."""

import secrets

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.conftest import RunningStack
from tests.e2e.conftest import OpenPage
from tests.e2e.gallery import Gallery
from tests.e2e.pages import fill_in
from tests.flows import driving
from tests.flows.backing_up import Backups
from tests.flows.driving import Customer, Json, Tenant

pytestmark = pytest.mark.e2e
LONG_MS = 60_000
CHANGED = 1
"""The column that counts what would be otherwise."""


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


def _enter(page: Page, email: str) -> Page:
    page.goto("/sign-in")
    fill_in(page, email)
    expect(page.get_by_role("link", name="Settings", exact=True)).to_be_visible()
    return page


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """The owner of globex, whose link no other test needs."""
    return _enter(open_page(), "owner@globex.test")


def test_a_drive_is_linked_refused_linked_again_and_let_go(page: Page, stack: RunningStack) -> None:
    account = f"{secrets.token_hex(6)}@gmail.test"
    _connect(page, account)
    expect(page.get_by_text("Google Drive is connected.")).to_be_visible()
    drive = page.get_by_role("region", name="Google Drive")
    expect(drive.get_by_text(account)).to_be_visible()
    expect(drive.get_by_text("of 16.1 GB used")).to_be_visible()
    expect(page.get_by_role("button", name="Back up now")).to_be_enabled()

    stack.http.post(f"/local/drive/accounts/{account}/revoke").raise_for_status()
    page.reload()
    expect(drive.get_by_role("alert")).to_contain_text("Connect Google Drive again")
    expect(page.get_by_role("button", name="Back up now")).to_have_count(0)
    _connect(page, account)
    expect(drive.get_by_role("alert")).to_have_count(0)

    drive.get_by_role("button", name="Disconnect").click()
    page.get_by_role("dialog").get_by_role("button", name="Disconnect").click()
    expect(drive.get_by_text("No Drive is connected.")).to_be_visible()


def test_an_unticked_box_and_a_no_are_explained(page: Page) -> None:
    _connect(page, f"{secrets.token_hex(6)}@gmail.test", ticked=False)
    expect(page.get_by_role("alert")).to_contain_text("was not ticked")
    _connect(page, f"{secrets.token_hex(6)}@gmail.test", agrees=False)
    expect(page.get_by_role("alert")).to_contain_text("you did not agree")


def test_the_schedule_is_kept(page: Page) -> None:
    page.goto("/settings/backups")
    schedule = page.get_by_role("region", name="Schedule")
    schedule.get_by_label("Keep weekly").fill("9")
    schedule.get_by_label("Keep weekly").blur()
    schedule.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The schedule is saved")).to_be_visible()
    page.reload()
    expect(schedule.get_by_label("Keep weekly")).to_have_value("9")
    schedule.get_by_role("button", name="What would be deleted?").click()
    expect(page.get_by_role("dialog")).to_contain_text("Nothing would be deleted.")


def test_starter_is_told_which_plan_it_takes(open_page: OpenPage) -> None:
    page = _enter(open_page(), "owner@initech.test")
    page.goto("/settings/backups")
    expect(page.get_by_text("Backups need Pro")).to_be_visible()


def test_an_agent_looks_and_changes_nothing(open_page: OpenPage) -> None:
    page = open_page(who="agent@acme.test")
    page.goto("/settings/backups")
    expect(page.get_by_role("region", name="History")).to_be_visible()
    expect(page.get_by_role("button", name="Connect Google Drive")).to_have_count(0)
    expect(page.get_by_role("region", name="Schedule").get_by_role("button", name="Save")).to_have_count(0)


def test_a_run_is_shown_as_successful_in_the_settings(page: Page, stack: RunningStack) -> None:
    account = f"{secrets.token_hex(6)}@gmail.test"
    _connect(page, account)
    page.get_by_role("button", name="Back up now").click()
    status = page.get_by_role("region", name="Status")
    expect(status.get_by_text("Backup Successful")).to_be_visible(timeout=LONG_MS)
    expect(page.get_by_role("region", name="History").get_by_role("article").first).to_contain_text("Full")
    page.goto("/settings")
    expect(page.get_by_role("region", name="Backups").get_by_text("Backup Successful")).to_be_visible()
    kept = stack.http.get("/local/drive/files", params={"account": account}).json()["items"]
    assert any("manifest" in file["name"] for file in kept), [file["name"] for file in kept]


@pytest.fixture(scope="module")
def account() -> str:
    """Whose Drive the backups that are looked at lie in."""
    return f"{secrets.token_hex(6)}@gmail.test"


@pytest.fixture
def mine(stack: RunningStack, account: str) -> Backups:
    """The backups of globex, in that Drive."""
    backups = Backups(stack, "globex", driving.sign_in(stack, "owner@globex.test"))
    backups.connect(account)
    return backups


@pytest.fixture
def newest(mine: Backups, account: str) -> str:
    """The newest backup, which lies in that Drive."""
    files = mine.stack.http.get("/local/drive/files", params={"account": account}).text
    newest: Json = next(iter(mine.done("GET", "")["items"]), {"id": "none"})
    return str(newest["id"] if newest["id"] in files else mine.run()["id"])


def _more(page: Page, wanted: str) -> None:
    """Chooses what is done with the newest backup."""
    newest = page.get_by_role("region", name="History").get_by_role("article").first
    newest.get_by_role("button", name="More about").click()
    page.get_by_role("menuitem", name=wanted).click()


def _compare(page: Page, collection: str = "") -> Locator:
    """Asks what restoring the newest backup would change; the dialog that tells it."""
    _more(page, "Restore …")
    dialog = page.get_by_role("dialog")
    if collection:
        dialog.get_by_label("One collection").check()
        dialog.get_by_role("combobox", name="Collection").click()
        page.get_by_role("option", name=f"{collection} (").click()
    dialog.get_by_role("button", name="Show what would change").click()
    expect(dialog.get_by_role("status")).to_have_text("Waiting for you", timeout=LONG_MS)
    return dialog


def test_a_restore_says_what_would_change_and_changes_it_once_a_person_types_the_name(
    page: Page, mine: Backups, globex: Tenant, customer: Customer
) -> None:
    customer.write(globex.telegram["id"], "Is my name kept?")
    (contact,) = globex.get("contacts", q=customer.telegram_chat_id)["items"]
    mine.run()
    assert globex.call("PATCH", f"contacts/{contact['id']}", json={"name": "Somebody else"}).is_success

    page.goto("/settings/backups")
    dialog = _compare(page, "contacts")
    row = dialog.get_by_role("row", name="contacts")
    expect(row.get_by_role("cell").nth(CHANGED)).to_have_text("1")
    assert globex.get(f"contacts/{contact['id']}")["name"] == "Somebody else"
    begin = dialog.get_by_role("button", name="Restore", exact=True)
    expect(begin).to_be_disabled()
    dialog.get_by_label("Type Globex Travel to begin").fill("Globex Travel")
    begin.click()
    expect(dialog.get_by_role("status")).to_have_text("Restored", timeout=LONG_MS)
    expect(row.get_by_role("cell").nth(CHANGED)).to_have_text("1")
    assert globex.get(f"contacts/{contact['id']}")["name"] == contact["name"]
    dialog.get_by_role("button", name="Close").click()
    expect(page.get_by_role("region", name="Restores").get_by_role("article").first).to_contain_text("Restored")


def test_a_backup_is_verified_and_tried_out_and_a_damaged_one_is_named(
    page: Page, stack: RunningStack, newest: str
) -> None:
    page.goto("/settings/backups")
    shown = page.get_by_role("region", name="History").get_by_role("article").first
    _more(page, "Verify")
    expect(shown.get_by_text("Verified")).to_be_visible(timeout=LONG_MS)
    _more(page, "Test a restore")
    drill = page.get_by_role("region", name="Restore test")
    expect(drill.get_by_text("The last test restored everything")).to_be_visible(timeout=LONG_MS)

    kept = stack.http.get("/local/drive/files").json()["items"]
    part = next(file for file in kept if newest in file["name"] and "manifest" not in file["name"])
    harm = f"/local/drive/files/{part['id']}/corrupt"
    stack.http.post(harm, json={"offset": 40}).raise_for_status()
    _more(page, "Verify")
    expect(shown.get_by_role("alert")).to_contain_text(part["name"], timeout=LONG_MS)
    expect(shown.get_by_text("Backup damaged")).to_be_visible()
    page.reload()
    expect(page.get_by_role("region", name="Status").get_by_role("alert")).to_contain_text(part["name"])
    stack.http.post(harm, json={"offset": 40}).raise_for_status()
    _more(page, "Verify")
    expect(shown.get_by_text("Verified")).to_be_visible(timeout=LONG_MS)


def test_backups_and_what_would_change_are_fit_to_look_at(gallery: Gallery, newest: str) -> None:
    page = _enter(gallery.page, "owner@globex.test")
    page.goto("/settings/backups")
    expect(page.get_by_role("region", name="History").get_by_role("article").first).to_be_visible()
    expect(page.get_by_label("Keep daily")).to_be_visible()
    gallery.look("backups-made")
    dialog = _compare(page)
    gallery.look("backups-restore")
    dialog.get_by_role("button", name="Call off").click()
    expect(dialog.get_by_role("status")).to_have_text("Called off")
    page.goto("/settings")
    expect(page.get_by_role("region", name="Backups").get_by_text("Backup Successful")).to_be_visible()
    gallery.look("settings-backups")
    assert gallery.complaints == []
