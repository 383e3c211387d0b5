"""One question to a model: its answer, what it cost, and each way in which it can fail."""

from pathlib import Path

import httpx2
import openai
import pytest
from pydantic import BaseModel, ConfigDict

from common.ai.client import MAX_RETRY_AFTER_S, Models, models, retry_after_s
from common.ai.embeddings import BATCH, embed
from common.ai.errors import (
    ModelBusy,
    ModelDown,
    ModelError,
    ModelMalformed,
    ModelNotConfigured,
    ModelRefused,
    ModelTimeout,
)
from common.ai.prompts import rewording
from common.config import Settings
from common.models.spent import NOTHING
from tests.common.ai.conftest import StandIn


class City(BaseModel):
    """A form to answer in."""

    model_config = ConfigDict(extra="forbid")

    name: str
    is_large: bool


def test_an_answer_has_its_form_its_tokens_and_its_price(stand_in: StandIn) -> None:
    value, spent = stand_in.models.complete(City, "Name a city.", "Lisbon lies by the sea")
    assert value == City(name="You wrote: Lisbon lies by the sea", is_large=False)
    assert (spent.model, spent.calls, spent.cached_tokens) == ("gpt-6-luna", 1, 0)
    assert spent.input_tokens > spent.output_tokens > 0
    assert spent.price_micro_usd == round(spent.input_tokens * 0.1 + spent.output_tokens * 0.5)


def test_our_schemas_are_strict_enough_for_openai(stand_in: StandIn) -> None:
    question = rewording.question("Hi {{first_name}}, your order is ready.", 4, "en", None)
    answer = stand_in.models.complete(rewording.Rewordings, rewording.INSTRUCTIONS, question)
    assert len(answer.value.variants) == 4
    (body,) = stand_in.requests()
    assert body["response_format"]["json_schema"]["strict"] is True


@pytest.mark.parametrize(
    ("model", "sent"),
    [
        ("gpt-6-luna", {"reasoning_effort": "none"}),
        ("gpt-5.4-mini", {"reasoning_effort": "none"}),
        ("gpt-4.1-mini", {"temperature": 0.3}),
    ],
)
def test_a_model_gets_the_settings_that_it_takes(stand_in: StandIn, model: str, sent: dict[str, object]) -> None:
    stand_in.models.complete(City, "Name a city.", "Lisbon", model=model, temperature=0.3)
    (body,) = stand_in.requests()
    assert {name: body[name] for name in ("reasoning_effort", "temperature") if name in body} == sent


def test_an_effort_can_be_left_to_the_model(stand_in: StandIn) -> None:
    stand_in.with_settings(openai_reasoning_effort="").complete(City, "Name a city.", "Lisbon")
    assert "reasoning_effort" not in stand_in.requests()[0]


@pytest.mark.parametrize("mode", ["500", "kill", "drop_after_accept"])
def test_a_fault_of_the_provider_is_asked_again_once(stand_in: StandIn, mode: str) -> None:
    stand_in.faults.set("openai", mode, 1)
    assert stand_in.models.complete(City, "Name a city.", "Lisbon").spent.calls == 1
    assert len(stand_in.requests()) == 2


@pytest.mark.parametrize(
    ("mode", "count", "error", "status", "calls"),
    [
        ("500", 2, ModelDown, 503, 2),
        ("kill", 2, ModelDown, 503, 2),
        ("429", 1, ModelBusy, 429, 1),
        ("timeout", 1, ModelTimeout, 503, 1),
        ("refuse", 1, ModelRefused, 422, 1),
        ("malformed", 1, ModelMalformed, 502, 1),
    ],
)
def test_each_failure_has_its_error(
    stand_in: StandIn, mode: str, count: int, error: type[ModelError], status: int, calls: int
) -> None:
    stand_in.faults.set("openai", mode, count)
    with pytest.raises(error) as caught:
        stand_in.with_settings(openai_timeout_s=0.5).complete(City, "Name a city.", "Lisbon")
    assert (type(caught.value), caught.value.status) == (error, status)
    assert "Your text is unchanged" in caught.value.detail
    assert len(stand_in.requests()) == calls
    assert stand_in.faults.pending() == []


@pytest.mark.parametrize("mode", ["refuse", "malformed"])
def test_what_a_useless_answer_cost_is_told(stand_in: StandIn, mode: str) -> None:
    stand_in.faults.set("openai", mode)
    with pytest.raises(ModelError) as caught:
        stand_in.models.complete(City, "Name a city.", "Lisbon")
    assert caught.value.spent.input_tokens > 0
    assert caught.value.spent.price_micro_usd


def test_an_answer_that_breaks_off_is_malformed(stand_in: StandIn) -> None:
    with pytest.raises(ModelMalformed, match="too long and broke off"):
        stand_in.models.complete(City, "Name a city.", "Lisbon", output_limit_tokens=2)


def test_a_429_says_how_long_to_wait(stand_in: StandIn) -> None:
    stand_in.faults.set("openai", "429")
    with pytest.raises(ModelBusy, match="in 1 seconds") as caught:
        stand_in.models.complete(City, "Name a city.", "Lisbon")
    assert caught.value.retry_after_s == 1


@pytest.mark.parametrize(
    ("value", "wait_s"), [("3", 3), ("0.2", 1), ("", 20), ("soon", 20), ("inf", 20), ("1e9", MAX_RETRY_AFTER_S)]
)
def test_a_wait_is_a_number_of_seconds_within_bounds(value: str, wait_s: int) -> None:
    assert retry_after_s(value) == wait_s


@pytest.mark.parametrize("changed", [{"openai_api_key": "sk-wrong"}, {"openai_model": "gpt-0"}])
def test_a_wrong_setting_is_for_an_operator(stand_in: StandIn, changed: dict[str, object]) -> None:
    with pytest.raises(ModelNotConfigured) as caught:
        stand_in.with_settings(**changed).complete(City, "Name a city.", "Lisbon")
    assert (caught.value.alert, caught.value.retryable, caught.value.spent) == (True, False, NOTHING)


def test_without_a_key_there_is_no_model(tmp_path: Path) -> None:
    with pytest.raises(ModelNotConfigured, match="OPENAI_API_KEY is missing"):
        models(Settings(google_cloud_project="demo"))


def answering(status: int, body: object) -> Models:
    """A client whose provider always answers so."""
    have = Settings(google_cloud_project="demo", openai_api_key="sk-x")
    transport = httpx2.MockTransport(lambda _: httpx2.Response(status, json=body))
    http_client = httpx2.Client(transport=transport)
    return Models(openai.OpenAI(api_key="sk-x", max_retries=0, http_client=http_client), have)


@pytest.mark.parametrize(
    ("status", "code", "error"),
    [
        (400, "context_length_exceeded", ModelRefused),
        (400, "content_filter", ModelRefused),
        (400, "unknown_parameter", ModelNotConfigured),
        (403, "unsupported_country", ModelNotConfigured),
        (408, None, ModelTimeout),
        (409, None, ModelDown),
        (429, "insufficient_quota", ModelNotConfigured),
        (503, None, ModelDown),
    ],
)
def test_every_refusal_has_its_error(status: int, code: str | None, error: type[ModelError]) -> None:
    body = {"error": {"message": "no", "type": "x", "param": None, "code": code}}
    with pytest.raises(ModelError) as caught:
        answering(status, body).complete(City, "Name a city.", "Lisbon")
    assert type(caught.value) is error


@pytest.mark.parametrize("body", [{"model": "gpt-6-luna", "choices": []}, {"model": "x", "choices": None}])
def test_an_answer_without_content_is_malformed(body: object) -> None:
    with pytest.raises(ModelMalformed):
        answering(200, body).complete(City, "Name a city.", "Lisbon")


def test_an_unknown_models_price_is_not_known() -> None:
    choice = {
        "index": 0,
        "finish_reason": "stop",
        "message": {"role": "assistant", "content": '{"name":"a","is_large":true}'},
    }
    usage = {"prompt_tokens": 5, "completion_tokens": 3, "total_tokens": 8}
    answer = answering(200, {"model": "llama", "choices": [choice], "usage": usage}).complete(City, "a", "b")
    assert (answer.spent.price_micro_usd, answer.spent.input_tokens, answer.spent.output_tokens) == (None, 5, 3)


def test_embeddings_come_in_the_order_of_the_texts(stand_in: StandIn) -> None:
    texts = [f"text number {number}" for number in range(BATCH + 3)] + [""]
    made = embed(texts, models=stand_in.models, have=stand_in.have, dimensions=16)
    (last,) = embed(texts[BATCH:][:1], models=stand_in.models, have=stand_in.have, dimensions=16).vectors
    assert len(made.vectors) == len(texts)
    assert made.vectors[BATCH] == last
    assert made.spent.calls == 2
    assert made.spent.price_micro_usd == round(made.spent.input_tokens * 0.02)


def test_no_texts_cost_nothing(stand_in: StandIn) -> None:
    made = embed([], models=stand_in.models, have=stand_in.have)
    assert (made.vectors, made.spent.calls, stand_in.requests()) == ([], 0, [])


def test_embeddings_fail_as_answers_do(stand_in: StandIn) -> None:
    stand_in.faults.set("openai", "429")
    with pytest.raises(ModelBusy):
        embed(["a"], models=stand_in.models, have=stand_in.have)
