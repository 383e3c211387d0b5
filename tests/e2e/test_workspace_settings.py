"""A new workspace's first steps, its settings, and what its plan includes."""

import json
import secrets

import pytest
from google.cloud import firestore
from playwright.sync_api import Locator, Page, Route, expect

from common.models.ids import TenantId
from common.models.tenant import ApiKey, Role
from common.store import paths
from common.store.database import Database, Merge
from common.store.tenants import Tenants
from tests.conftest import RunningStack
from tests.e2e.conftest import OpenPage
from tests.e2e.gallery import Gallery
from tests.e2e.pages import found_workspace
from tests.flows.driving import Customer, Tenant

pytestmark = pytest.mark.e2e

SEEN_MS = 90_000
"""How long a first message may take to be seen: at once, or a minute where nobody listened yet when it came."""


def _found(page: Page) -> str:
    """Founds a workspace; its name."""
    page.goto("/sign-up")
    return found_workspace(page)


def _steps(page: Page) -> Locator:
    """The first steps, where they are in sight."""
    return page.get_by_role("region", name="First steps")


def _tenant(page: Page) -> TenantId:
    """The workspace whose settings are open."""
    return TenantId(page.get_by_role("textbox", name="Workspace id").input_value())


@pytest.fixture
def database(stack_environment: RunningStack) -> Database:
    """The stack's database."""
    return Database(firestore.Client(project=stack_environment.environment["GOOGLE_CLOUD_PROJECT"]))


def test_the_first_steps_are_ticked_off_while_one_looks(
    open_page: OpenPage, stack: RunningStack, database: Database, customer: Customer
) -> None:
    page = open_page()
    _found(page)
    expect(_steps(page)).to_contain_text("0 of 4 done")
    page.goto("/settings")
    t, key = _tenant(page), f"wdx_{secrets.token_hex(16)}"
    Tenants(database).create_api_key(t, key, ApiKey(id="first", name="First", role=Role.ADMIN))
    bakery = Tenant(stack, t, key, {}, {})
    _steps(page).get_by_role("link", name="Invite people").click()
    expect(page.get_by_role("heading", name="Members", exact=True)).to_be_visible()
    page.goto("/inbox")
    expect(page.get_by_text("No conversations yet")).to_be_visible()
    expect(_steps(page).get_by_role("link")).to_have_count(4)
    made = dict(stack.http.post("/local/simulators/telegram/bots", json={"tenant": t}).json())
    body = {"provider": "telegram", "name": "Bot", "bot_token": made["bot_token"]}
    assert bakery.call("POST", "workspace/channels", json=body).status_code == 201
    assert bakery.call("POST", "agents", json={"name": "Robin"}).status_code == 201
    asked = {"email": "somebody@example.com", "role": "agent"}
    assert bakery.call("POST", "workspace/invites", json=asked).status_code == 201
    page.get_by_role("link", name="Channels", exact=True).click()
    expect(_steps(page)).to_contain_text("3 of 4 done")
    expect(_steps(page).get_by_role("link")).to_have_text("Receive the first message")
    customer.write(made["id"], "Hello")
    expect(_steps(page)).to_have_count(0, timeout=SEEN_MS)


def test_the_workspace_is_changed_and_its_plan_is_shown(open_page: OpenPage, database: Database) -> None:
    page = open_page()
    business = _found(page)
    page.goto("/settings")
    _steps(page).get_by_role("button", name="Hide the first steps").click()
    expect(_steps(page)).to_have_count(0)
    form = page.get_by_role("form", name="Change the workspace")
    name, save = form.get_by_label("Name"), form.get_by_role("button", name="Save")
    expect(name).to_have_value(business)
    expect(save).to_be_disabled()
    name.fill(" ")
    save.click()
    expect(page.get_by_text("Say what the business is called.")).to_be_visible()
    name.fill("Kiosk & Sons")
    page.get_by_role("link", name="Contacts", exact=True).click()
    page.get_by_role("dialog", name="Leave without saving?").get_by_role("button", name="Leave").click()
    expect(page.get_by_role("heading", name="Contacts", exact=True)).to_be_visible()
    page.get_by_role("link", name="Settings", exact=True).click()
    expect(name).to_have_value("Kiosk & Sons")
    zone = form.get_by_role("combobox", name="Time zone")
    zone.fill("Sao_Paulo")
    page.get_by_role("option", name="America/Sao_Paulo").click()
    expect(page.get_by_role("status").filter(has_text="What is counted already stays")).to_be_visible()
    page.route("**/api/workspace", _with_a_wrong_zone)
    save.click()
    expect(page.get_by_text("Give an IANA time zone, such as Europe/Berlin.")).to_be_visible()
    expect(zone).to_have_attribute("aria-invalid", "true")
    page.unroute("**/api/workspace", _with_a_wrong_zone)
    save.click()
    expect(page.get_by_text("The workspace was changed.")).to_be_visible()
    expect(page.get_by_role("button", name="Workspace: Kiosk & Sons. Switch")).to_be_visible()
    expect(save).to_be_disabled()
    t = _tenant(page)
    database.commit(Merge(paths.tenant(t), {"suspended": True}))
    page.reload()
    expect(page.get_by_role("alert").filter(has_text="This workspace is suspended")).to_be_visible()
    expect(zone).to_have_value("America/Sao_Paulo")
    expect(_steps(page)).to_have_count(0)
    plans = page.get_by_role("table", name="What each plan includes")
    expect(plans.get_by_role("columnheader", name="Starter")).to_contain_text("Yours")
    expect(plans.get_by_role("row", name="Campaigns").get_by_role("cell")).to_have_text(["No", "Yes", "Yes"])
    expect(plans.get_by_role("row", name="AI agents")).to_contain_text("0 in use")
    expect(plans.get_by_role("row", name="Messages sent a month")).to_contain_text("0 sent this month")


def _with_a_wrong_zone(route: Route) -> None:
    """Sends a time zone that only this browser would know."""
    if route.request.method == "PATCH":
        route.continue_(post_data=json.dumps({"time_zone": "Mars/Olympus"}))
    else:
        route.continue_()


def test_whoever_is_no_admin_looks_and_changes_nothing(open_page: OpenPage) -> None:
    page = open_page(who="agent@acme.test")
    page.goto("/settings")
    expect(page.get_by_role("table", name="What each plan includes")).to_be_visible()
    expect(page.get_by_role("region", name="Workspace", exact=True)).to_contain_text("Europe/Berlin")
    expect(page.get_by_role("form", name="Change the workspace")).to_have_count(0)
    expect(_steps(page)).to_have_count(0)


def test_a_new_workspace(gallery: Gallery, database: Database) -> None:
    page = gallery.page
    _found(page)
    page.goto("/inbox")
    expect(_steps(page)).to_be_visible()
    gallery.look("inbox-first-steps")
    page.goto("/settings")
    expect(page.get_by_role("table", name="What each plan includes")).to_be_visible()
    database.commit(Merge(paths.tenant(_tenant(page)), {"suspended": True}))
    page.reload()
    expect(page.get_by_role("alert").filter(has_text="This workspace is suspended")).to_be_visible()
    expect(page.get_by_role("row", name="Messages sent a month")).to_contain_text("0 sent this month")
    expect(_steps(page)).to_be_visible()
    zone = page.get_by_role("combobox", name="Time zone")
    zone.fill("Tokyo")
    page.get_by_role("option", name="Asia/Tokyo").click()
    expect(page.get_by_role("button", name="Discard changes")).to_be_visible()
    gallery.look("settings-new-workspace")
    assert gallery.complaints == []
