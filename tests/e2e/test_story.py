"""What happened to a message, told beside it: the way in, the tries to send it, and what the provider said."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.pages import message, reply, tick
from tests.flows.driving import Customer, Tenant

pytestmark = pytest.mark.e2e


def _open_story(page: Page, text: str) -> Locator:
    """Opens the story of the message that says `text`, by the keyboard."""
    message(page, text).get_by_role("button", name="what happened to this message").press("Enter")
    return page.get_by_role("dialog", name="What happened to this message")


def _steps(story: Locator) -> Locator:
    return story.get_by_role("list").get_by_role("listitem")


@pytest.fixture
def thread(owner: Page, acme: Tenant, customer: Customer) -> Page:
    """The thread of a customer who has just written, on the owner's desktop."""
    customer.write(acme.whatsapp["id"], "Is the rye bread ready?")
    owner.goto(f"/inbox/{acme.conversation(customer.address)['id']}")
    return owner


def test_a_message_tells_how_it_came_in(thread: Page, acme: Tenant, customer: Customer) -> None:
    story = _open_story(thread, "Is the rye bread ready?")
    expect(_steps(story).first).to_contain_text("The contact wrote on")
    expect(story.get_by_text("Details").first).to_be_visible()
    (told,) = acme.messages(acme.conversation(customer.address)["id"])
    expect(story.get_by_role("textbox", name="Message id")).to_have_value(told["id"])
    thread.keyboard.press("Escape")
    expect(story).to_be_hidden()


def test_a_reply_tells_its_way_and_what_comes_later_without_a_reload(
    thread: Page, acme: Tenant, customer: Customer
) -> None:
    reply(thread, "It is, come by!")
    expect(tick(thread, "It is, come by!", "Delivered")).to_be_visible()
    story = _open_story(thread, "It is, come by!")
    expect(_steps(story).filter(has_text="It was delivered.")).to_have_count(1)
    (sent,) = [each for each in customer.received() if each["text"] == "It is, come by!"]
    customer.report(sent["provider_message_id"], "read")
    expect(_steps(story).filter(has_text="It was read.")).to_have_count(1)


def test_a_refused_message_tells_what_the_provider_said(thread: Page, acme: Tenant, customer: Customer) -> None:
    block = {"channel": acme.whatsapp["id"]}
    acme.stack.http.post(f"/local/phones/{customer.address}/block", json=block).raise_for_status()
    refused = acme.delivered(acme.conversation(customer.address)["id"], "This one does not arrive.")
    story = _open_story(thread, "This one does not arrive.")
    step = _steps(story).filter(has_text="Failed")
    expect(step.get_by_text(refused["failure"]["code"], exact=True)).to_be_visible()
