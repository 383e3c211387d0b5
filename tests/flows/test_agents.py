"""AI agents over the whole path: on a channel of their own, so that nobody else's customers get answers."""

from collections.abc import Callable, Iterator

import httpx
import pytest

from tests.conftest import RunningStack
from tests.flows.driving import HOUR_S, Clock, Customer, Faults, Json, Tenant

pytestmark = pytest.mark.flow
DEBOUNCE_S = 2
WEEK_S = 7 * 86400.0
NewCustomer = Callable[[], Customer]


@pytest.fixture
def number(stack: RunningStack, acme: Tenant) -> Json:
    """A WhatsApp number that only this test uses, connected to the tenant; `sim` is its name at the simulator."""
    made = dict(stack.http.post("/local/simulators/whatsapp/numbers", json={"tenant": acme.id}).json())
    names = ("phone_number_id", "waba_id", "access_token", "app_secret")
    body = {"provider": "whatsapp", "name": "Agents", **{name: made[name] for name in names}}
    connected = acme.call("POST", "workspace/channels", json=body)
    assert connected.status_code == 201, connected.text
    return {"id": connected.json()["id"], "sim": made["id"]}


@pytest.fixture
def bot(stack: RunningStack, acme: Tenant) -> Json:
    """A Telegram bot that only this test uses."""
    made = dict(stack.http.post("/local/simulators/telegram/bots", json={"tenant": acme.id}).json())
    body = {"provider": "telegram", "name": "Agents", "bot_token": made["bot_token"]}
    connected = acme.call("POST", "workspace/channels", json=body)
    assert connected.status_code == 201, connected.text
    return {"id": connected.json()["id"], "sim": made["id"]}


@pytest.fixture
def agent(acme: Tenant, number: Json) -> Iterator[Json]:
    """An agent on that number."""
    instructions = "Our shop is open from eight to six. We deliver cakes on Fridays."
    rules = {"keywords": ["refund"], "message": "A colleague will answer you."}
    body = {"name": "Robin", "instructions": instructions, "channels": [number["id"]], "debounce_s": DEBOUNCE_S}
    made = acme.call("POST", "agents", json={**body, "hand_over": rules})
    assert made.status_code == 201, made.text
    yield made.json()
    acme.call("DELETE", f"agents/{made.json()['id']}")


def talk(clock: Clock, customer: Customer, number: Json, *texts: str) -> list[str]:
    """Writes, lets the agent answer, and tells what the phone has got."""
    for text in texts:
        customer.write(number["sim"], text)
    clock.stack.idle()
    clock.advance(DEBOUNCE_S + 1)
    return customer.texts()


def test_an_agent_answers_a_burst_once_and_says_what_it_cost(
    acme: Tenant, agent: Json, number: Json, customer: Customer, clock: Clock
) -> None:
    got = talk(clock, customer, number, "Hello", "one", "two", "three", "When do you deliver cakes?")
    assert got == ["We deliver cakes on Fridays."]
    k = acme.conversation(customer.address)["id"]
    (answer,) = [message for message in acme.messages(k) if message["author"]["kind"] == "agent"]
    assert (answer["author"]["name"], answer["status"]) == ("Robin", "delivered")
    assert len(answer["ai"]["answers"]) == 5
    assert answer["ai"]["input_tokens"] > answer["ai"]["output_tokens"] > 0
    assert answer["ai"]["price_micro_usd"] > 0
    numbers = acme.get("agents/numbers", agent_id=agent["id"])
    assert (numbers["total"]["answers"], numbers["total"]["hand_overs"]) == (1, 0)
    assert numbers["total"]["input_tokens"] == answer["ai"]["input_tokens"]


def test_a_fact_reaches_the_prompt_a_week_later_and_is_forgotten_on_request(
    acme: Tenant, agent: Json, number: Json, customer: Customer, clock: Clock
) -> None:
    talk(clock, customer, number, "Please remember that I am allergic to walnuts")
    clock.advance(WEEK_S)
    got = talk(clock, customer, number, "Which allergy do I have?")
    assert "allergic to walnuts" in got[-1]
    k = acme.conversation(customer.address)["id"]
    newest = acme.messages(k)[0]
    known = {fact["id"] for fact in acme.get(f"contacts/{k}/facts")["items"]}
    assert newest["ai"]["facts"]
    assert known.issuperset(newest["ai"]["facts"])
    talk(clock, customer, number, "Forget everything about me")
    got = talk(clock, customer, number, "Which allergy do I have?")
    assert "walnuts" not in got[-1]
    assert acme.get(f"contacts/{k}/facts")["items"] == []


def test_what_she_told_is_known_a_week_later_on_another_channel_corrected_and_forgotten(
    stack: RunningStack, acme: Tenant, agent: Json, number: Json, bot: Json, customer: Customer, clock: Clock
) -> None:
    path = f"agents/{agent['id']}"
    assert acme.call("PATCH", path, json={"channels": [number["id"], bot["id"]]}).status_code == 200
    talk(clock, customer, number, "Hi! My name is Wilhelmina.", "I live in Lisbon and I am allergic to walnuts.")
    k = acme.conversation(customer.address)["id"]
    link = {"channel_id": bot["id"], "address": customer.telegram_chat_id}
    assert acme.call("POST", f"contacts/{k}/identities", json=link).status_code == 200
    clock.advance(WEEK_S)
    talk(clock, customer, bot, "What do you know about me?")
    (recalled,) = customer.texts(bot["sim"])
    assert [word for word in ("Wilhelmina", "Lisbon", "walnuts") if word not in recalled] == []
    assert len(acme.messages(k)[0]["ai"]["facts"]) == 3
    talk(clock, customer, bot, "Actually, I moved to Porto.")
    talk(clock, customer, bot, "Where do I live?")
    assert ("Porto" in customer.texts(bot["sim"])[-1], "Lisbon" in customer.texts(bot["sim"])[-1]) == (True, False)
    past = [fact["value"] for fact in acme.get(f"contacts/{k}/facts", history=True)["items"] if fact["valid_until"]]
    assert ["Lisbon" in value for value in past] == [True]
    assert acme.call("POST", f"contacts/{k}/forget").status_code == 202
    stack.idle()
    assert acme.get(f"contacts/{k}/facts", history=True)["items"] == []
    talk(clock, customer, bot, "What do you know about me?")
    said = customer.texts(bot["sim"])[-1]
    kept = str([message["text"] for message in acme.messages(k)])
    for word in ("Wilhelmina", "Lisbon", "Porto", "walnuts"):
        assert word not in said
        assert word not in kept


def test_a_keyword_hands_over_and_a_person_resumes(
    acme: Tenant, agent: Json, number: Json, customer: Customer, clock: Clock
) -> None:
    assert talk(clock, customer, number, "I want a refund") == ["A colleague will answer you."]
    left = acme.conversation(customer.address)
    assert (left["hand_over"]["reason"], left["agent_paused"]) == ("keyword", "handed_over")
    waiting = [each["id"] for each in acme.get("inbox/conversations", waits_for_person=True)["items"]]
    assert left["id"] in waiting
    assert len(talk(clock, customer, number, "Hello?")) == 1
    resumed = acme.call("PATCH", f"inbox/conversations/{left['id']}", json={"agent_paused": False})
    assert (resumed.json()["hand_over"], resumed.json()["agent_paused"]) == (None, None)
    assert talk(clock, customer, number, "When do you deliver cakes?")[-1] == "We deliver cakes on Fridays."


def test_whose_conversation_it_is_answers_it(
    acme: Tenant, agent: Json, number: Json, customer: Customer, clock: Clock
) -> None:
    customer.write(number["sim"], "Is anybody there?")
    k = acme.conversation(customer.address)["id"]
    taken = acme.call("PATCH", f"inbox/conversations/{k}", json={"assignee": "acme-owner"}).json()
    assert (taken["assignee"], taken["agent_paused"]) == ("acme-owner", "assigned")
    assert talk(clock, customer, number, "When do you deliver cakes?") == []
    acme.call("PATCH", f"inbox/conversations/{k}", json={"assignee": None})
    assert talk(clock, customer, number, "Hello? When do you deliver cakes?") == ["We deliver cakes on Fridays."]


def test_a_model_that_was_down_answers_when_it_is_back(
    agent: Json, number: Json, customer: Customer, clock: Clock, faults: Faults
) -> None:
    faults.set("openai", "500", 4)
    talk(clock, customer, number, "When do you deliver cakes?")
    assert customer.texts() == []
    clock.advance(HOUR_S / 4)
    clock.advance(HOUR_S / 4)
    assert faults.pending() == []
    assert customer.texts() == ["We deliver cakes on Fridays."]


def test_the_sandbox_sends_and_keeps_nothing(
    acme: Tenant, agent: Json, number: Json, customer: Customer, clock: Clock
) -> None:
    talk(clock, customer, number, "Hello there")
    k = acme.conversation(customer.address)["id"]
    before = acme.messages(k)
    turns = [{"by": "customer", "text": "Please remember that I like rye"}]
    tried = acme.call("POST", f"agents/{agent['id']}/try", json={"turns": turns, "contact_id": k}).json()
    assert [tool["name"] for tool in tried["tools"]] == ["remember"]
    assert tried["usage"]["input_tokens"] > 0
    clock.stack.idle()
    assert acme.messages(k) == before
    assert acme.get(f"contacts/{k}/facts")["items"] == []


def test_agents_of_another_tenant_are_not_there(acme: Tenant, globex: Tenant, agent: Json, number: Json) -> None:
    path = f"agents/{agent['id']}"
    turns = [{"by": "customer", "text": "Hello"}]
    answers: list[httpx.Response] = [
        globex.call("GET", path),
        globex.call("PATCH", path, json={"name": "Mine"}),
        globex.call("DELETE", path),
        globex.call("POST", f"{path}/try", json={"turns": turns}),
    ]
    assert [(each.status_code, each.json()["code"]) for each in answers] == [(404, "not_found")] * 4
    foreign = globex.call("POST", "agents", json={"name": "Thief", "channels": [number["id"]]})
    assert (foreign.status_code, foreign.json()["errors"][0]["pointer"]) == (422, "/channels/0")
    assert agent["id"] not in [each["id"] for each in globex.get("agents")["items"]]
    assert globex.get("agents/numbers", agent_id=agent["id"])["total"]["answers"] == 0


def test_the_plan_limits_agents(initech: Tenant) -> None:
    refused = initech.call("POST", "agents", json={"name": "Second"})
    assert (refused.status_code, refused.json()["code"]) == (403, "plan_required")
