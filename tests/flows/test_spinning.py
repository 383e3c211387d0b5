"""Rewording a message over the API: what the model gets to see, what comes back, what it costs, and how it fails."""

import secrets
from typing import Any

import httpx
import pytest

from tests.conftest import RunningStack
from tests.flows.driving import Customer, Faults, Json, Tenant

pytestmark = pytest.mark.flow
AI_METRICS = ("ai_calls", "ai_tokens_in", "ai_tokens_out", "ai_micro_usd")


def new_text() -> str:
    """A message that no other test asks about."""
    number = 10**9 + secrets.randbelow(10**9)
    return (
        f"Hi {{{{first_name}}}}, our rye bread number {number} is ready! Get 20% off (€4.50) today: "
        "https://bakery.example.com/rye?c={{code}} is where you order it.\nReply STOP to unsubscribe."
    )


def spin(tenant: Tenant, text: str, *, key: str = "", **more: Any) -> httpx.Response:
    """Asks for rewordings."""
    headers = {"Idempotency-Key": key} if key else {}
    return tenant.call("POST", "templates/spin", json={"text": text, **more}, headers=headers)


def used(tenant: Tenant) -> dict[str, int]:
    """This month's counters of language models."""
    metrics = tenant.get("usage/current")["metrics"]
    return {name: metrics[name]["used"] for name in AI_METRICS}


def asked(stack: RunningStack, text: str) -> list[Json]:
    """The requests about a text that reached the model."""
    marker = text.partition("number ")[2][:10]
    kept: Json = stack.get("/local/openai/requests")
    return [entry["body"] for entry in kept["items"] if marker in str(entry["body"])]


def test_a_message_is_reworded_and_each_rewording_is_judged(acme: Tenant, stack: RunningStack) -> None:
    before, text = used(acme), new_text()
    answer = spin(acme, text, count=8, language="en", tone="friendly")
    assert answer.status_code == 200, answer.text
    spun = answer.json()
    assert len(spun["variants"]) == 8
    # Every fourth of the stand-in's rewordings lacks a placeholder.
    assert [variant["usable"] for variant in spun["variants"]] == [True, True, True, False] * 2
    assert [fault["code"] for fault in spun["variants"][3]["faults"]] == ["placeholders"]
    assert "lacks {{first_name}}" in spun["variants"][3]["faults"][0]["detail"]
    kept = [variant["text"] for variant in spun["variants"] if variant["usable"]]
    assert len({*kept, text}) == 7
    assert all("Reply STOP to unsubscribe." in variant for variant in kept)
    assert "2 of 8 break a rule" in spun["note"]
    usage = spun["usage"]
    rise = {name: value - before[name] for name, value in used(acme).items()}
    assert rise == {
        "ai_calls": 1,
        "ai_tokens_in": usage["input_tokens"],
        "ai_tokens_out": usage["output_tokens"],
        "ai_micro_usd": usage["price_micro_usd"],
    }
    assert usage["price_micro_usd"] > 0
    assert len(asked(stack, text)) == 1


def test_a_plan_without_spinning_is_told_what_it_needs(globex: Tenant, initech: Tenant, stack: RunningStack) -> None:
    for tenant in (globex, initech):
        before, text = used(tenant), new_text()
        answer = spin(tenant, text)
        assert (answer.status_code, answer.json()["code"]) == (403, "plan_required")
        assert "needs the enterprise plan" in answer.json()["detail"]
        assert asked(stack, text) == []
        assert used(tenant) == before


def test_nothing_but_text_count_language_and_tone_reaches_the_model(
    acme: Tenant, customer: Customer, stack: RunningStack
) -> None:
    customer.write(acme.whatsapp["id"], "My name is Wilhelmina and I am allergic to walnuts", name="Wilhelmina Krause")
    text = new_text()
    assert spin(acme, text, count=2, kind="session").status_code == 200
    (body,) = asked(stack, text)
    instructions, question = (message["content"] for message in body["messages"])
    assert httpx.Response(200, text=question).json() == {"text": text, "count": 2, "language": None, "tone": None}
    assert set(body) == {"model", "messages", "response_format", "max_completion_tokens", "reasoning_effort"}
    seen = str(body)
    assert "{{first_name}}" in instructions
    for private in ("Wilhelmina", "walnuts", customer.address, acme.id, acme.key, "owner@"):
        assert private not in seen


def test_the_same_key_and_body_ask_the_model_once(acme: Tenant, stack: RunningStack) -> None:
    key, text = secrets.token_hex(8), new_text()
    first, second = (spin(acme, text, key=key, count=3) for _ in range(2))
    assert (first.status_code, second.status_code) == (200, 200)
    assert first.json() == second.json()
    assert len(asked(stack, text)) == 1
    other = spin(acme, text, key=key, count=4)
    assert (other.status_code, other.json()["code"]) == (422, "invalid")
    assert len(asked(stack, text)) == 1


@pytest.mark.parametrize(
    ("mode", "count", "status", "code"),
    [
        ("500", 2, 503, "model_down"),
        ("429", 1, 429, "model_busy"),
        ("timeout", 1, 503, "model_timeout"),
        ("drop_after_accept", 2, 503, "model_down"),
        ("malformed", 1, 502, "model_malformed"),
        ("refuse", 1, 422, "model_refused"),
    ],
)
def test_a_model_that_fails_leaves_the_text_and_the_key_alone(
    acme: Tenant, faults: Faults, mode: str, count: int, status: int, code: str
) -> None:
    faults.set("openai", mode, count)
    before, key, text = used(acme), secrets.token_hex(8), new_text()
    failed = spin(acme, text, key=key, count=2)
    assert (failed.status_code, failed.json()["code"]) == (status, code)
    assert failed.headers["content-type"] == "application/problem+json"
    assert "Your text is unchanged" in failed.json()["detail"]
    assert ("Retry-After" in failed.headers) == (mode == "429")
    # A useless answer was paid for; none was not.
    paid = mode in ("malformed", "refuse")
    assert used(acme)["ai_calls"] - before["ai_calls"] == int(paid)
    assert (used(acme)["ai_tokens_in"] > before["ai_tokens_in"]) == paid
    assert faults.pending() == []
    assert spin(acme, text, key=key, count=2).status_code == 200


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"text": ""}, "/text"),
        ({"text": "x" * 4097}, "/text"),
        ({"text": "x " * 513, "kind": "template"}, "/text"),
        ({"text": "x " * 1500, "kind": "session", "count": 10}, "/count"),
        ({"text": "Hello there", "count": 1}, "/count"),
        ({"text": "Hello there", "count": 11}, "/count"),
        ({"text": "Hello there", "language": "English please"}, "/language"),
        ({"text": "Hello there", "contact_id": "x"}, "/contact_id"),
    ],
)
def test_what_cannot_be_reworded_is_refused_with_a_pointer(acme: Tenant, body: Json, pointer: str) -> None:
    answer = acme.call("POST", "templates/spin", json=body)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")
    assert [fault["pointer"] for fault in answer.json()["errors"]] == [pointer]


def test_the_stack_tells_where_the_model_is(stack: RunningStack) -> None:
    info: Json = stack.get("/local/info")
    assert info["openai"] == {"base_url": info["simulators"]["openai"], "simulated": True}
