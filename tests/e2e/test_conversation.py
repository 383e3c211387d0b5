"""A conversation as people have it: live on both sides, by two at once, and not lost by a reload."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import OpenPage
from tests.e2e.pages import composer, message, reply, row, sign_in, tick
from tests.flows.driving import HOUR_S, Clock, Customer, Tenant

pytestmark = pytest.mark.e2e


def _conversation(acme: Tenant, customer: Customer, text: str, **more: object) -> str:
    """The address of the conversation in which the customer has just written `text`."""
    customer.write(acme.whatsapp["id"], text, **more)
    return f"/inbox/{acme.conversation(customer.address)['id']}"


def test_message_and_reply_cross_live_and_the_reply_arrives_once(owner: Page, acme: Tenant, customer: Customer) -> None:
    owner.evaluate("window.isStillHere = true")
    first, second = f"Is rye bread left? {customer.address}", f"Or spelt? {customer.address}"
    answer = f"Both, come by! {customer.address}"
    customer.write(acme.whatsapp["id"], first)
    row(owner, first).click()
    expect(message(owner, first)).to_be_visible()
    customer.write(acme.whatsapp["id"], second)
    expect(message(owner, second)).to_be_visible()
    expect(row(owner, second)).to_be_visible()

    reply(owner, answer)
    expect(composer(owner)).to_have_value("")
    expect(message(owner, answer)).to_have_count(1)
    expect(tick(owner, answer, "Delivered")).to_be_visible()
    customer.stack.idle()
    (received,) = customer.received()
    assert (received["text"], received["channel"]) == (answer, acme.whatsapp["id"])

    customer.report(received["provider_message_id"], "read")
    expect(tick(owner, answer, "Read")).to_be_visible()
    expect(message(owner, answer)).to_have_count(1)
    assert owner.evaluate("window.isStillHere") is True


def test_outside_the_window_a_template_is_offered_instead(owner: Page, acme: Tenant, customer: Customer) -> None:
    day_before_s = Clock(customer.stack).now_s - 25 * HOUR_S
    owner.goto(_conversation(acme, customer, "Hello from yesterday", at=day_before_s))
    expect(owner.get_by_role("form", name="Send a template")).to_be_visible()
    expect(owner.get_by_role("group", name="How your reply leaves")).to_contain_text("free text is over")
    expect(owner.get_by_role("button", name="Send template")).to_be_enabled()
    expect(composer(owner)).to_have_count(0)


def test_two_people_see_each_other_reply(open_page: OpenPage, owner: Page, acme: Tenant, customer: Customer) -> None:
    address = _conversation(acme, customer, f"Anybody there? {customer.address}")
    agent = sign_in(open_page(), "agent@acme.test")
    owner.goto(address)
    agent.goto(address)
    expect(composer(agent)).to_be_visible()
    expect(composer(owner)).to_be_visible()
    reply(owner, "The owner is.")
    expect(message(agent, "The owner is.")).to_have_count(1)
    reply(agent, "And the agent.")
    expect(message(owner, "And the agent.")).to_have_count(1)
    expect(message(agent, "And the agent.")).to_have_count(1)
    customer.stack.idle()
    assert sorted(customer.texts()) == ["And the agent.", "The owner is."]


def test_draft_survives_a_reload(owner: Page, acme: Tenant, customer: Customer) -> None:
    owner.goto(_conversation(acme, customer, "May I ask something?"))
    composer(owner).fill("Half a sen")
    owner.reload()
    expect(message(owner, "May I ask something?")).to_be_visible()
    expect(composer(owner)).to_have_value("Half a sen")
    reply(owner, "Half a sentence.")
    expect(tick(owner, "Half a sentence.", "Delivered")).to_be_visible()
    owner.reload()
    expect(message(owner, "Half a sentence.")).to_have_count(1)
    expect(composer(owner)).to_have_value("")
    customer.stack.idle()
    assert customer.texts() == ["Half a sentence."]
