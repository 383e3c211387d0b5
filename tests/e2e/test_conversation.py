"""A conversation as people have it: live on both sides, by two at once, and not lost by a reload."""

import pytest
from playwright.sync_api import Page, Response, Route, expect

from tests.e2e.conftest import OpenPage
from tests.e2e.pages import composer, message, messages, open_inbox, reply, row, tick
from tests.flows.driving import HOUR_S, Clock, Customer, Tenant, new_number

pytestmark = pytest.mark.e2e


def _conversation(acme: Tenant, customer: Customer, text: str, **more: object) -> str:
    """The address of the conversation in which the customer has just written `text`."""
    customer.write(acme.whatsapp["id"], text, **more)
    return f"/inbox/{acme.conversation(customer.address)['id']}"


def _changes(response: Response) -> bool:
    return response.request.method == "PATCH"


def test_message_and_reply_cross_live_and_the_reply_arrives_once(owner: Page, acme: Tenant, customer: Customer) -> None:
    open_inbox(owner).evaluate("window.isStillHere = true")
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
    owner.goto(_conversation(acme, customer, "Hello from yesterday", at=day_before_s, name="Ada Yesterday"))
    form = owner.get_by_role("form", name="Send a template")
    expect(owner.get_by_role("group", name="How your reply leaves")).to_contain_text("free text is over")
    expect(composer(owner)).to_have_count(0)
    form.get_by_role("button", name="Send template").click()
    expect(form).to_contain_text("Choose a template.")
    form.get_by_role("combobox", name="Template").fill("order")
    owner.get_by_role("option", name="order_ready (en)").click()
    expect(form.get_by_label("First name")).to_have_value("Ada")
    form.get_by_role("button", name="Send template").click()
    expect(form.get_by_text("Give a value.")).to_have_count(2)
    form.get_by_label("Value of {{order_id}}").fill("4711")
    form.get_by_label("Value of {{closing_time}}").fill("18:00")
    expect(form.get_by_role("group", name="This is what the contact reads")).to_contain_text("your order 4711 is ready")
    form.get_by_role("button", name="Send template").click()
    expect(tick(owner, "Hello Ada, your order 4711 is ready", "Delivered")).to_be_visible()
    customer.stack.idle()
    (received,) = customer.received()
    assert received["template"]["name"] == "order_ready"
    assert "Come by until 18:00 today" in received["text"]


def test_two_people_see_each_other_reply(open_page: OpenPage, owner: Page, acme: Tenant, customer: Customer) -> None:
    address = _conversation(acme, customer, f"Anybody there? {customer.address}")
    agent = open_page(who="agent@acme.test")
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


def test_of_resolve_and_reopen_in_quick_succession_the_last_one_stays(
    owner: Page, acme: Tenant, customer: Customer
) -> None:
    address = _conversation(acme, customer, f"Resolve me {customer.address}")
    # Opening it marks it as read, a change that must be answered before those counted below.
    with owner.expect_response(_changes):
        owner.goto(address)
    resolve = owner.get_by_role("button", name="Resolve", exact=True)
    reopen = owner.get_by_role("button", name="Reopen", exact=True)
    expect(row(owner, f"Resolve me {customer.address}")).not_to_have_attribute("data-unread", "true")
    answers: list[Response] = []
    owner.on("response", lambda response: answers.extend([response] * _changes(response)))
    for _ in range(4):
        resolve.click()
        reopen.click()
    expect(resolve).to_be_visible()
    while len(answers) < 8:
        owner.wait_for_event("response")
    assert [answer.json()["status"] for answer in answers] == ["resolved", "open"] * 4
    assert acme.conversation(customer.address)["status"] == "open"
    expect(resolve).to_be_visible()


def test_list_tells_who_of_us_wrote_last(open_page: OpenPage, owner: Page, acme: Tenant, customer: Customer) -> None:
    owner.goto(_conversation(acme, customer, "Who is there?"))
    agent = open_inbox(open_page(who="agent@acme.test"))
    answer = f"It is me {customer.address}"
    reply(owner, answer)
    expect(row(owner, f"You: {answer}")).to_be_visible()
    expect(row(agent, f"Owner: {answer}")).to_be_visible()


def test_reply_over_another_channel_that_was_chosen(owner: Page, acme: Tenant, customer: Customer) -> None:
    address = _conversation(acme, customer, "On WhatsApp, for now")
    contact_id = acme.conversation(customer.address)["id"]
    body = {"channel_id": acme.telegram["id"], "address": customer.telegram_chat_id}
    assert acme.call("POST", f"contacts/{contact_id}/identities", json=body).status_code == 200
    customer.write(acme.telegram["id"], "Here too")
    customer.write(acme.whatsapp["id"], "But rather here")
    owner.goto(address)
    card = owner.get_by_role("group", name="How your reply leaves")
    expect(card).to_contain_text("Through WhatsApp")
    card.get_by_role("button", name="Another channel").click()
    owner.get_by_role("menuitem", name="Telegram").click()
    expect(card).to_contain_text("Through Telegram")
    expect(card).to_contain_text("you chose it")
    expect(card).to_contain_text("no time limit")
    reply(owner, "Over here instead")
    expect(message(owner, "Over here instead")).to_have_count(1)
    card.get_by_role("button", name="Another channel").click()
    owner.get_by_role("menuitem", name="Where the contact wrote last").click()
    expect(card).to_contain_text("Through WhatsApp")
    reply(owner, "And back again")
    expect(tick(owner, "And back again", "Delivered")).to_be_visible()
    customer.stack.idle()
    assert customer.texts(acme.telegram["id"]) == ["Over here instead"]
    assert customer.texts(acme.whatsapp["id"]) == ["And back again"]


def test_reply_quotes_a_message(owner: Page, acme: Tenant, customer: Customer) -> None:
    asked = customer.write(acme.whatsapp["id"], "Which one is vegan?")
    for number in range(15):
        customer.write(acme.whatsapp["id"], f"Another question, number {number}")
    owner.goto(f"/inbox/{acme.conversation(customer.address)['id']}")
    last = message(owner, "number 14")
    last.hover()
    last.get_by_role("button", name="Reply to this message").click()
    quoted = owner.get_by_role("group", name="In reply to")
    expect(quoted).to_contain_text("number 14")
    owner.get_by_role("button", name="Do not quote this message").click()
    expect(quoted).to_have_count(0)

    messages(owner).press("Home")
    first = message(owner, "Which one is vegan?")
    first.hover()
    first.get_by_role("button", name="Reply to this message").click()
    reply(owner, "The sourdough is.")
    expect(quoted).to_have_count(0)
    answer = message(owner, "The sourdough is.")
    expect(tick(owner, "The sourdough is.", "Delivered")).to_be_visible()
    question = messages(owner).get_by_role("paragraph").filter(has_text="Which one is vegan?")
    expect(question).not_to_be_in_viewport()
    answer.get_by_role("button", name="Which one is vegan?").click()
    expect(question).to_be_in_viewport()
    customer.stack.idle()
    (received,) = customer.received()
    assert (received["text"], received["reply_to"]) == ("The sourdough is.", asked)


def test_canned_reply_of_one_is_there_for_all(
    open_page: OpenPage, owner: Page, acme: Tenant, customer: Customer
) -> None:
    address = _conversation(acme, customer, "When do you open?")
    agent = open_page(who="agent@acme.test")
    owner.goto(address)
    composer(owner).fill("/")
    owner.get_by_role("button", name="Edit canned replies").click()
    dialog = owner.get_by_role("dialog", name="Canned replies")
    dialog.get_by_role("button", name="Add a canned reply").click()
    dialog.get_by_label("Shortcut").last.fill("hours")
    dialog.get_by_label("Text", exact=True).last.fill("We open at eight.")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_have_count(0)
    agent.goto(address)
    composer(agent).fill("/hou")
    expect(agent.get_by_role("option", name="We open at eight.")).to_be_visible()
    composer(agent).press("Enter")
    expect(composer(agent)).to_have_value("We open at eight.")


def test_file_is_uploaded_and_sent(owner: Page, acme: Tenant, customer: Customer) -> None:
    owner.goto(_conversation(acme, customer, "Send me the price list"))
    expect(composer(owner)).to_be_visible()
    price_list = {"name": "prices.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 prices" * 1000}
    owner.locator("input[type=file]").set_input_files(price_list)
    expect(owner.get_by_role("button", name="Remove the file")).to_be_visible()
    owner.get_by_role("button", name="Send", exact=True).click()
    expect(tick(owner, "prices.pdf", "Delivered")).to_be_visible()
    customer.stack.idle()
    (received,) = customer.received()
    assert (received["type"], received["media"]["filename"]) == ("document", "prices.pdf")


def test_file_arrives_in_its_reply_though_another_conversation_is_looked_at(
    owner: Page, acme: Tenant, customer: Customer
) -> None:
    asked, other = f"Send me the prices {customer.address}", Customer(acme.stack, new_number())
    owner.goto(_conversation(acme, customer, asked))
    other.write(acme.whatsapp["id"], f"Hello {other.address}")
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    owner.route("**/api/inbox/media", hold)
    price_list = {"name": "prices.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 prices" * 1000}
    owner.locator("input[type=file]").set_input_files(price_list)
    on_its_way = owner.get_by_role("progressbar", name="Uploading prices.pdf")
    expect(on_its_way).to_have_count(1)
    row(owner, f"Hello {other.address}").click()
    expect(message(owner, f"Hello {other.address}")).to_be_visible()
    expect(on_its_way).to_have_count(0)
    row(owner, asked).click()
    expect(on_its_way).to_have_count(1)
    row(owner, f"Hello {other.address}").click()
    expect(message(owner, f"Hello {other.address}")).to_be_visible()
    with owner.expect_response("**/api/inbox/media"):
        held.pop().continue_()
    row(owner, asked).click()
    expect(owner.get_by_role("button", name="Remove the file")).to_be_visible()
    owner.get_by_role("button", name="Send", exact=True).click()
    expect(tick(owner, "prices.pdf", "Delivered")).to_be_visible()
