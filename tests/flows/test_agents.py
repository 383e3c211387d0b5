"""AI agents over the whole path: on a channel of their own, so that nobody else's customers get answers."""

import httpx
import pytest

from tests.flows.driving import DAY_S, HOUR_S, Clock, Customer, Faults, Json, Tenant, talk

pytestmark = pytest.mark.flow


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


def test_a_fact_reaches_the_prompt_the_day_after_and_is_forgotten_on_request(
    acme: Tenant, agent: Json, number: Json, customer: Customer, clock: Clock
) -> None:
    talk(clock, customer, number, "Please remember that I am allergic to walnuts")
    clock.advance(DAY_S + HOUR_S)
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


def test_a_model_that_is_down_for_longer_than_an_hour_leaves_it_to_people_visibly(
    acme: Tenant, agent: Json, number: Json, customer: Customer, clock: Clock, faults: Faults
) -> None:
    faults.set("openai", "500", 100)
    talk(clock, customer, number, "When do you deliver cakes?")
    for _ in range(24):  # a try each, of twenty
        clock.advance(HOUR_S / 12)
    left = acme.conversation(customer.address)
    assert (left["hand_over"]["reason"], customer.texts()) == ("model_down", ["A colleague will answer you."])
    waiting = acme.get("inbox/conversations", waits_for_person=True)["items"]
    assert left["id"] in [each["id"] for each in waiting]
    faults.clear()
    assert talk(clock, customer, number, "Hello? When do you deliver cakes?")[1:] == ["We deliver cakes on Fridays."]
    assert acme.conversation(customer.address)["hand_over"] is None


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
