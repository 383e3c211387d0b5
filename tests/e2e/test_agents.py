"""AI agents in the browser: made, tried, and seen beside conversations; what they know is corrected and forgotten."""

import secrets
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.conftest import RunningStack
from tests.e2e.gallery import Gallery
from tests.e2e.pages import message, open_inbox, row
from tests.flows.driving import Customer, Tenant

pytestmark = pytest.mark.e2e


def _fact(page: Page, value: str) -> Locator:
    return page.get_by_role("article", name=value, exact=True)


def _choose(page: Page, value: str, action: str) -> None:
    page.get_by_role("button", name=f"More for: {value}").click()
    page.get_by_role("menuitem", name=action, exact=True).click()


def _told(acme: Tenant, customer: Customer, text: str) -> str:
    """A conversation of which a fact is known."""
    customer.write(acme.telegram["id"], text)
    contact_id: str = acme.conversation(customer.telegram_chat_id)["id"]
    (said,) = [one for one in acme.messages(contact_id) if one["direction"] == "in"]
    fact = {"value": "Ada is allergic to nuts.", "category": "health", "source_message_id": said["id"]}
    assert acme.call("POST", f"contacts/{contact_id}/facts", json=fact).status_code == 201
    return contact_id


def test_an_agent_is_made_tried_with_unsaved_changes_and_saved(owner: Page) -> None:
    name = f"Ada {secrets.token_hex(4)}"
    open_inbox(owner).get_by_role("link", name="AI agents").click()
    owner.get_by_role("link", name="New agent").click()
    owner.get_by_role("button", name="Create").click()
    expect(owner.get_by_text("Give it a name.")).to_be_visible()
    owner.get_by_label("Name").fill(name)
    owner.get_by_label("Instructions").fill("The bakery opens at seven in the morning.")
    owner.get_by_role("button", name="Create").click()
    expect(owner.get_by_role("heading", name=name)).to_be_visible()
    owner.get_by_label("Instructions").fill("The bakery opens at eight in the morning.")
    expect(owner.get_by_text("Not saved", exact=True)).to_be_visible()
    owner.get_by_label("Write as the customer").fill("When does the bakery open in the morning?")
    owner.get_by_role("button", name="Send", exact=True).click()
    trial = owner.get_by_role("log", name="Trial conversation")
    expect(trial.get_by_text("Details")).to_be_visible()
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    owner.route("**/api/agents/*", hold, times=1)
    with owner.expect_request(lambda request: request.method == "PATCH"):
        owner.get_by_role("button", name="Save", exact=True).click()
    owner.get_by_label("Instructions").fill("The bakery opens at nine in the morning.")
    with owner.expect_response(lambda answer: answer.request.method == "PATCH"):
        held.pop().continue_()
    expect(owner.get_by_text("Saved. It answers so within seconds.")).to_be_visible()
    # What was typed while it was on its way is still there, and not saved yet.
    expect(owner.get_by_label("Instructions")).to_have_value("The bakery opens at nine in the morning.")
    expect(owner.get_by_text("Not saved", exact=True)).to_be_visible()
    owner.get_by_role("button", name="Save", exact=True).click()
    expect(owner.get_by_text("Not saved", exact=True)).to_have_count(0)
    owner.reload()
    expect(owner.get_by_label("Instructions")).to_have_value("The bakery opens at nine in the morning.")


def test_what_is_known_is_shown_searched_corrected_pinned_and_forgotten(
    owner: Page, acme: Tenant, customer: Customer
) -> None:
    text = f"I cannot eat nuts {customer.address}"
    contact_id = _told(acme, customer, text)
    owner.goto(f"/inbox/{contact_id}")
    owner.get_by_role("button", name="Show what is known").click()
    expect(_fact(owner, "Ada is allergic to nuts.")).to_contain_text("health")
    owner.get_by_role("button", name="Show the message").click()
    expect(message(owner, text)).to_have_attribute("data-pointed", "true")
    owner.get_by_label("Find as an agent would").fill("allergic")
    expect(_fact(owner, "Ada is allergic to nuts.")).to_contain_text("fits")
    owner.get_by_label("Find as an agent would").fill("")
    expect(_fact(owner, "Ada is allergic to nuts.")).not_to_contain_text("fits")
    _choose(owner, "Ada is allergic to nuts.", "Edit")
    owner.get_by_label("Edit").fill("Ada is allergic to almonds.")
    owner.get_by_role("button", name="Save", exact=True).click()
    corrected = _fact(owner, "Ada is allergic to almonds.")
    expect(corrected).to_be_visible()
    _choose(owner, "Ada is allergic to almonds.", "Always remember")
    expect(corrected).to_contain_text("Always remembered")
    _choose(owner, "Ada is allergic to almonds.", "Forget")
    owner.get_by_role("dialog").get_by_role("button", name="Forget", exact=True).click()
    expect(corrected).to_have_count(0)
    expect(owner.get_by_text("Nothing is known yet")).to_be_visible()
    assert acme.get(f"contacts/{contact_id}/facts")["items"] == []


def test_what_others_tell_appears_by_itself_and_all_is_forgotten(owner: Page, acme: Tenant, customer: Customer) -> None:
    customer.write(acme.telegram["id"], f"Good morning {customer.address}")
    contact_id = acme.conversation(customer.telegram_chat_id)["id"]
    owner.goto(f"/inbox/{contact_id}")
    owner.get_by_role("button", name="Show what is known").click()
    expect(owner.get_by_text("Nothing is known yet")).to_be_visible()
    facts = [{"value": "Ada likes rye."}, {"value": "Ada lives in Lyon."}]
    assert acme.call("POST", f"contacts/{contact_id}/facts", json=facts).status_code == 201
    expect(_fact(owner, "Ada likes rye.")).to_be_visible()
    owner.get_by_role("button", name="Forget everything").click()
    owner.get_by_role("dialog").get_by_role("button", name="Forget everything").click()
    expect(owner.get_by_text("Nothing is known yet")).to_be_visible()
    assert acme.get(f"contacts/{contact_id}/facts", history=True)["items"] == []
    expect(message(owner, "Good morning")).to_be_visible()


def test_a_person_is_erased_after_a_second_thought(owner: Page, acme: Tenant, customer: Customer) -> None:
    text = f"I cannot eat nuts {customer.address}"
    contact_id = _told(acme, customer, text)
    owner.goto(f"/inbox/{contact_id}")
    owner.get_by_role("button", name="Show what is known").click()
    expect(_fact(owner, "Ada is allergic to nuts.")).to_be_visible()
    owner.get_by_role("button", name="Erase this person").click()
    dialog = owner.get_by_role("dialog")
    expect(dialog.get_by_role("button", name="Erase this person")).to_be_disabled()
    dialog.get_by_label("I know that this cannot be undone").check()
    dialog.get_by_role("button", name="Erase this person").click()
    expect(message(owner, "The words of this message were erased.")).to_be_visible()
    expect(message(owner, text)).to_have_count(0)
    expect(owner.get_by_text("Nothing is known yet")).to_be_visible()


@pytest.fixture
def bot(stack: RunningStack, acme: Tenant) -> Iterator[str]:
    """A Telegram bot on which an agent answers at once; its name at the simulator."""
    made = stack.http.post("/local/simulators/telegram/bots", json={"tenant": acme.id}).json()
    body = {"provider": "telegram", "name": "Robin's", "bot_token": made["bot_token"]}
    channel = acme.call("POST", "workspace/channels", json=body).json()["id"]
    rules = {"keywords": ["refund"], "message": "A colleague will answer you."}
    agent = {"name": f"Robin {secrets.token_hex(4)}", "channels": [channel], "debounce_s": 0, "hand_over": rules}
    answer = acme.call("POST", "agents", json=agent)
    assert answer.status_code == 201, answer.text
    yield str(made["id"])
    acme.call("DELETE", f"agents/{answer.json()['id']}")


def test_what_is_learned_is_shown_used_and_a_hand_over_waits_for_people(
    owner: Page, acme: Tenant, bot: str, customer: Customer
) -> None:
    customer.write(bot, "I live in Xanten.")
    contact_id = acme.conversation(customer.telegram_chat_id)["id"]
    owner.goto(f"/inbox/{contact_id}")
    owner.get_by_role("button", name="Show what is known").click()
    learned = owner.get_by_role("article").filter(has_text="learned")
    expect(learned).to_contain_text("Xanten")
    customer.write(bot, "What do you know about me?")
    owner.get_by_role("button", name="Used 1 fact").click()
    expect(owner.get_by_role("dialog", name="Used 1 fact")).to_contain_text("Xanten")
    owner.keyboard.press("Escape")
    text = f"I want a refund {customer.address}"
    customer.write(bot, text)
    expect(owner.get_by_text("left this to a person")).to_be_visible()
    owner.goto("/inbox")
    owner.get_by_role("button", name="Only what AI agents left to people").click()
    row(owner, "A colleague will answer you.").first.click()
    owner.get_by_role("button", name="Take over").click()
    expect(owner.get_by_text("left this to a person")).to_have_count(0)
    assert acme.get(f"inbox/conversations/{contact_id}")["assignee"] == "acme-owner"


def test_agents_and_memory_are_accessible_and_fit(gallery: Gallery, acme: Tenant, customer: Customer) -> None:
    contact_id = _told(acme, customer, "I cannot eat nuts")
    page = gallery.enter("owner@acme.test")
    page.goto("/agents")
    expect(page.get_by_role("heading", name="AI agents", level=1)).to_be_visible()
    expect(page.get_by_role("status", name="Loading …")).to_have_count(0)
    gallery.look("agents")
    page.goto("/agents/new")
    expect(page.get_by_label("Instructions")).to_be_visible()
    gallery.look("agent")
    page.goto("/agents?tab=numbers")
    expect(page.get_by_text("In US dollars")).to_be_visible()
    expect(page.get_by_role("status", name="Loading …")).to_have_count(0)
    expect(page.locator(".recharts-surface path").first).to_be_visible()
    gallery.look("agent-numbers")
    page.goto(f"/inbox/{contact_id}")
    page.get_by_role("button", name="Show what is known").click()
    expect(_fact(page, "Ada is allergic to nuts.")).to_be_visible()
    gallery.look("memory")
    assert gallery.complaints == []
