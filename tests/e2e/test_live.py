"""What comes while a person is elsewhere in the dashboard, or without a connection."""

import contextlib

import pytest
from playwright.sync_api import Locator, Page, Route, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from tests.e2e.pages import composer, message, open_inbox, reply, tick
from tests.flows.driving import Customer, Tenant

pytestmark = pytest.mark.e2e


def _is_heard(told: Locator, _written: str) -> bool:
    """Whether the page soon tells of what was written."""
    with contextlib.suppress(PlaywrightTimeout):
        told.wait_for(timeout=1_000)
    return told.count() > 0


def test_message_is_told_of_on_another_page(owner: Page, acme: Tenant, customer: Customer) -> None:
    open_inbox(owner).get_by_role("link", name="Templates", exact=True).click()
    expect(owner.get_by_role("heading", name="Templates", level=1)).to_be_visible()
    told = owner.get_by_role("alert").filter(has_text=f"Bo {customer.address} wrote")
    # What came before the page listened is no news; of one of these it hears.
    heard = next(
        text
        for text in (f"Question {number}" for number in range(20))
        if _is_heard(told, customer.write(acme.whatsapp["id"], text, name=f"Bo {customer.address}"))
    )
    expect(told).to_contain_text(heard)
    told.get_by_role("button", name="Open the conversation").click()
    expect(message(owner, heard)).to_be_visible()
    expect(told).to_have_count(0)


def test_what_came_while_the_connection_was_lost_is_there_after_it(
    owner: Page, acme: Tenant, customer: Customer
) -> None:
    customer.write(acme.whatsapp["id"], "Before")
    owner.goto(f"/inbox/{acme.conversation(customer.address)['id']}")
    expect(message(owner, "Before")).to_be_visible()
    owner.context.set_offline(True)
    expect(owner.get_by_text("You are offline.")).to_be_visible()
    customer.write(acme.whatsapp["id"], "Meanwhile")
    owner.context.set_offline(False)
    expect(message(owner, "Meanwhile")).to_have_count(1)
    expect(owner.get_by_text("You are offline.")).to_have_count(0)


def test_reply_whose_answer_was_lost_is_sent_once(owner: Page, acme: Tenant, customer: Customer) -> None:
    customer.write(acme.whatsapp["id"], "Hello")
    owner.goto(f"/inbox/{acme.conversation(customer.address)['id']}")
    expect(composer(owner)).to_be_visible()
    calls: list[str] = []

    def lose_first_answer(route: Route) -> None:
        calls.append(route.request.headers["idempotency-key"])
        answer = route.fetch()
        route.abort() if len(calls) == 1 else route.fulfill(response=answer)

    owner.route("**/reply", lose_first_answer)
    reply(owner, "Once")
    expect(tick(owner, "Once", "Delivered")).to_be_visible()
    expect(message(owner, "Once")).to_have_count(1)
    customer.stack.idle()
    assert customer.texts() == ["Once"]
    assert len(set(calls)) == 1
