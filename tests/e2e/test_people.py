"""Asking people to work here, joining by the link, what is done about them, and API keys."""

import secrets

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.conftest import RunningStack
from tests.e2e.conftest import OpenPage
from tests.e2e.gallery import Gallery
from tests.e2e.pages import lose_the_answer
from tests.flows.driving import PASSWORD, Tenant

pytestmark = pytest.mark.e2e


def _invite(page: Page, email: str, role: str = "Agent") -> str:
    """Invites somebody; their link."""
    page.goto("/settings/members")
    page.get_by_role("button", name="Invite", exact=True).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("E-mail").fill(email)
    dialog.get_by_role("combobox", name="Role").click()
    page.get_by_role("option", name=role).click()
    dialog.get_by_role("button", name="Make the link").click()
    link = dialog.get_by_label("Link", exact=True).input_value()
    dialog.get_by_role("button", name="Done").click()
    return link


def _mailed(stack: RunningStack, email: str) -> str:
    """The link in the only mail to an address."""
    base = f"http://{stack.environment['FIREBASE_AUTH_EMULATOR_HOST']}"
    project = stack.environment["GOOGLE_CLOUD_PROJECT"]
    codes = httpx.get(f"{base}/emulator/v1/projects/{project}/oobCodes", trust_env=False, timeout=60).json()["oobCodes"]
    (mail,) = [one for one in codes if one["email"] == email]
    return str(mail["oobLink"])


def test_somebody_invited_joins_becomes_an_admin_and_is_removed(
    open_page: OpenPage, owner: Page, stack: RunningStack
) -> None:
    email = f"zoe-{secrets.token_hex(5)}@example.com"
    link = _invite(owner, email)
    expect(owner.get_by_role("region", name="Invited").get_by_role("article", name=email)).to_be_visible()
    zoe = open_page()
    zoe.goto(link)
    expect(zoe.get_by_text("asks you to work in")).to_be_visible()
    zoe.get_by_label("Your name").fill("Zoe")
    zoe.get_by_label("Password", exact=True).fill(PASSWORD)
    zoe.get_by_role("button", name="Create account and join").click()
    zoe.get_by_role("button", name="I have confirmed it").click()
    expect(zoe.get_by_role("alert")).to_contain_text("Confirm first")
    zoe.get_by_role("button", name="Send the mail").click()
    expect(zoe.get_by_text("The mail is on its way")).to_be_visible()
    zoe.goto(_mailed(stack, email))
    zoe.get_by_role("button", name="Join Acme").click()
    expect(zoe.get_by_role("region", name="Conversations", exact=True)).to_be_visible()
    zoe.goto("/settings/members")
    expect(zoe.get_by_role("article", name="Zoe")).to_contain_text("Agent")
    expect(zoe.get_by_role("button", name="Invite", exact=True)).to_have_count(0)
    expect(zoe.get_by_role("tab", name="API keys")).to_have_count(0)

    owner.reload()
    row = owner.get_by_role("article", name="Zoe")
    row.get_by_role("combobox").click()
    owner.get_by_role("option", name="Admin").click()
    expect(owner.get_by_text("Zoe is now: Admin.")).to_be_visible()
    zoe.reload()
    expect(zoe.get_by_role("button", name="Invite", exact=True)).to_be_visible()
    row.get_by_role("button", name="More about Zoe").click()
    owner.get_by_role("menuitem", name="Remove").click()
    owner.get_by_role("dialog").get_by_role("button", name="Remove").click()
    expect(row).to_have_count(0)
    zoe.reload()
    expect(zoe.get_by_role("heading", name="Create a workspace")).to_be_visible()


def test_a_link_for_somebody_else_or_taken_back_does_not_let_in(open_page: OpenPage, owner: Page) -> None:
    email = f"leo-{secrets.token_hex(5)}@example.com"
    link = _invite(owner, email, "Viewer")
    other = open_page(who="owner@globex.test")
    other.goto(link)
    expect(other.get_by_role("alert")).to_contain_text(f"but the invitation is for {email}")
    owner.get_by_role("button", name=f"Take back the invitation of {email}").click()
    expect(owner.get_by_role("article", name=email)).to_have_count(0)
    other.reload()
    expect(other.get_by_role("alert")).to_contain_text("does not hold any more")


def test_the_only_owner_cannot_leave(owner: Page) -> None:
    owner.goto("/settings/members")
    owner.get_by_role("button", name="More about Owner").click()
    owner.get_by_role("menuitem", name="Leave").click()
    dialog = owner.get_by_role("dialog")
    dialog.get_by_role("button", name="Leave").click()
    expect(dialog.get_by_role("alert")).to_contain_text("A workspace needs an owner")


def test_a_key_is_shown_once_renewed_and_revoked(owner: Page, acme: Tenant) -> None:
    def status(key: str) -> int:
        return acme.stack.http.get("/api/workspace", headers={"X-API-Key": key}).status_code

    name = f"Shop {secrets.token_hex(3)}"
    owner.goto("/settings/keys")
    owner.get_by_role("button", name="Make a key").click()
    dialog = owner.get_by_role("dialog")
    dialog.get_by_label("Name").fill(name)
    owner.route("**/api/workspace/keys", lose_the_answer, times=1)
    dialog.get_by_role("button", name="Make a key").click()
    expect(dialog.get_by_role("alert")).to_be_visible()
    dialog.get_by_role("button", name="Make a key").click()
    first = dialog.get_by_label("Key", exact=True).input_value()
    dialog.get_by_role("button", name="I have copied it").click()
    row = owner.get_by_role("article", name=name)
    expect(row).to_contain_text(f"ends in {first[-4:]}")
    assert status(first) == 200
    row.get_by_role("button", name="Renew").click()
    owner.route("**/api/workspace/keys/*/rotate", lose_the_answer, times=1)
    dialog.get_by_role("button", name="Renew").click()
    expect(dialog.get_by_role("alert")).to_be_visible()
    dialog.get_by_role("button", name="Renew").click()
    renewed = dialog.get_by_label("Key", exact=True).input_value()
    dialog.get_by_role("button", name="I have copied it").click()
    assert (status(first), status(renewed)) == (200, 200)
    row.get_by_role("button", name="Renew").click()
    dialog.get_by_role("combobox", name="The old key").click()
    owner.get_by_role("option", name="Ends at once").click()
    dialog.get_by_role("button", name="Renew").click()
    second = dialog.get_by_label("Key", exact=True).input_value()
    dialog.get_by_role("button", name="I have copied it").click()
    expect(row).to_contain_text(f"ends in {second[-4:]}")
    assert (status(first), status(renewed), status(second)) == (401, 401, 200)
    row.get_by_role("button", name="Revoke").click()
    dialog.get_by_role("button", name="Revoke").click()
    expect(row.get_by_text("Revoked", exact=True)).to_be_visible()
    assert status(second) == 401


def test_the_pages_of_people_and_keys(gallery: Gallery, acme: Tenant) -> None:
    email = "somebody.with.quite.a.long.address@customers.example.com"
    made = acme.call("POST", "workspace/invites", json={"email": email, "role": "agent"}).json()
    key = {"name": "The web shop of the bakery", "role": "agent", "expires_at": "2099-01-01T00:00:00Z"}
    acme.call("POST", "workspace/keys", json=key, headers={"Idempotency-Key": "pictured"}).raise_for_status()
    page = gallery.page
    page.goto(made["link"])
    expect(page.get_by_role("button", name="Create account and join")).to_be_visible()
    gallery.look("join")
    gallery.enter("owner@acme.test")
    page.goto("/settings/members")
    expect(page.get_by_role("article", name=email)).to_be_visible()
    gallery.look("members")
    page.get_by_role("button", name="Invite", exact=True).click()
    expect(page.get_by_role("dialog").get_by_label("E-mail")).to_be_visible()
    gallery.look("invite")
    page.goto("/settings/keys")
    expect(page.get_by_role("article", name=key["name"])).to_be_visible()
    gallery.look("api-keys")
    page.get_by_role("button", name=f"Renew {key['name']}").click()
    expect(page.get_by_role("dialog").get_by_text("The old key")).to_be_visible()
    gallery.look("api-key-renew")
    assert gallery.complaints == []
