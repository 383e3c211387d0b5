"""Webhooks: added with a secret that is shown once, tried, down and up again, sent again, paused and removed."""

import secrets
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import RunningStack
from tests.e2e.gallery import Gallery
from tests.e2e.pages import lose_the_answer
from tests.flows.driving import Json, Tenant

pytestmark = pytest.mark.e2e


def _receiver(stack: RunningStack, name: str) -> str:
    info: Json = stack.get("/local/info")
    return f"{info['simulators']['receiver']}/{name}"


def _answers(stack: RunningStack, name: str, status: int | None) -> None:
    stack.http.post(f"/local/receivers/{name}", json={"status": status}).raise_for_status()


@pytest.fixture
def new_hook(stack: RunningStack, acme: Tenant) -> Callable[[str], Json]:
    """Makes webhooks of the tenant, each with a receiver of the same name; the tenant has room for ten."""

    def make(name: str) -> Json:
        for known in acme.get("webhooks")["items"]:
            acme.call("DELETE", f"webhooks/{known['id']}")
        wanted = {"name": name, "url": _receiver(stack, name), "events": ["backup.completed", "incident.opened"]}
        made = acme.call("POST", "webhooks", json=wanted, headers={"Idempotency-Key": secrets.token_hex(8)})
        assert made.status_code == 201, made.text
        return dict(made.json())

    return make


def test_a_webhook_is_added_tried_and_sends_again_what_was_not_taken(
    owner: Page, stack: RunningStack, acme: Tenant
) -> None:
    name = f"shop-{secrets.token_hex(3)}"
    owner.goto("/settings")
    owner.get_by_role("tab", name="Webhooks").click()
    owner.get_by_role("button", name="Add a webhook").click()
    dialog = owner.get_by_role("dialog")
    dialog.get_by_label("Name").fill(name)
    dialog.get_by_label("Address").fill("http://169.254.169.254/")
    dialog.get_by_role("button", name="Add a webhook").click()
    expect(dialog.get_by_text("The address must begin with https://.")).to_be_visible()
    dialog.get_by_label("Address").fill(_receiver(stack, name))
    owner.route("**/api/webhooks", lose_the_answer, times=1)
    dialog.get_by_role("button", name="Add a webhook").click()
    expect(dialog.get_by_role("alert")).to_be_visible()
    dialog.get_by_role("button", name="Add a webhook").click()
    assert dialog.get_by_label("Secret", exact=True).input_value().startswith("whsec_")
    assert [each["name"] for each in acme.get("webhooks")["items"]].count(name) == 1
    dialog.get_by_role("button", name="I have copied it").click()
    owner.get_by_role("link", name=f"Deliveries of {name}").click()
    expect(owner.get_by_text("Nothing here yet")).to_be_visible()
    _answers(stack, name, 503)
    owner.get_by_role("button", name="Send a test").click()
    delivery = owner.get_by_role("article")
    expect(delivery).to_contain_text("The receiver answered 503.")
    expect(delivery).to_contain_text("Given up")
    _answers(stack, name, 204)
    delivery.get_by_role("button", name="Send again").click()
    expect(delivery).to_contain_text("Delivered")
    delivery.get_by_role("button", name="2 tries").click()
    expect(delivery.get_by_role("row")).to_have_count(2)


def test_a_webhook_is_edited_renewed_paused_switched_on_and_removed(
    owner: Page, new_hook: Callable[[str], Json], acme: Tenant
) -> None:
    name = f"shop-{secrets.token_hex(3)}"
    made = new_hook(name)
    owner.goto("/settings/webhooks")
    row = owner.get_by_role("article", name=name)
    row.get_by_role("button", name="Pause").click()
    expect(row.get_by_text("Paused", exact=True)).to_be_visible()
    row.get_by_role("button", name="Switch on").click()
    expect(row.get_by_text("On", exact=True)).to_be_visible()
    row.get_by_role("button", name=f"More about {name}").click()
    owner.get_by_role("menuitem", name="Edit").click()
    dialog = owner.get_by_role("dialog")
    dialog.get_by_label("A customer writes").check()
    dialog.get_by_role("button", name="Save").click()
    expect(row).to_contain_text("Told of 3 kinds of events")
    row.get_by_role("button", name=f"More about {name}").click()
    owner.get_by_role("menuitem", name="Renew the secret").click()
    dialog.get_by_role("button", name="Renew the secret").click()
    assert dialog.get_by_label("Secret", exact=True).input_value() != made["secret"]
    dialog.get_by_role("button", name="I have copied it").click()
    expect(row).to_contain_text("signed with the secret before too")
    row.get_by_role("button", name=f"More about {name}").click()
    owner.get_by_role("menuitem", name="Remove").click()
    dialog.get_by_role("button", name="Remove").click()
    expect(owner.get_by_text("No webhook yet")).to_be_visible()
    assert acme.get("webhooks")["items"] == []


def test_the_pages_of_webhooks(
    gallery: Gallery, stack: RunningStack, new_hook: Callable[[str], Json], acme: Tenant
) -> None:
    page = gallery.enter("owner@acme.test")
    name = f"the-web-shop-and-the-till-of-the-bakery-{secrets.token_hex(3)}"
    made = new_hook(name)
    for status in (204, 500):
        _answers(stack, name, status)
        acme.call("POST", f"webhooks/{made['id']}/test", headers={"Idempotency-Key": secrets.token_hex(8)})
        stack.idle()
    page.goto("/settings/webhooks")
    expect(page.get_by_role("article", name=name)).to_be_visible()
    gallery.look("webhooks")
    page.get_by_role("button", name="Add a webhook").click()
    expect(page.get_by_role("dialog").get_by_label("Address")).to_be_visible()
    gallery.look("webhook-add")
    page.goto(f"/settings/webhooks/{made['id']}")
    page.get_by_role("button", name="1 try").first.click()
    expect(page.get_by_role("table", name="1 try")).to_be_visible()
    gallery.look("webhook-deliveries")
    assert gallery.complaints == []
