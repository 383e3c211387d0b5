"""The simulated OpenAI API, as the official client sees it."""

import base64
import json
import math
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, Literal

import openai
import pytest
from jsonschema import Draft202012Validator
from pydantic import BaseModel, ConfigDict, Field

from infra.local.clock import StackClock
from infra.local.settings import OPENAI_KEY
from infra.local.simulators.openai.instances import instance
from infra.local.simulators.openai.journal import Journal
from infra.local.simulators.openai.rewording import FAULTY_EVERY, rewordings
from infra.local.simulators.openai.vectors import vector

pytestmark = pytest.mark.anyio
MODEL = "gpt-6-luna"
HELLO: list[Any] = [{"role": "user", "content": "Hello there"}]
HAND_OVER: dict[str, Any] = {
    "name": "hand_over",
    "description": "Hands the conversation to a person.",
    "strict": True,
    "parameters": {
        "type": "object",
        "properties": {"reason": {"type": "string"}},
        "required": ["reason"],
        "additionalProperties": False,
    },
}


class Fact(BaseModel):
    """Something to know of somebody."""

    model_config = ConfigDict(extra="forbid")

    value: str
    kind: Literal["name", "city"]
    confidence: float = Field(ge=0, le=1)
    until: str | None


class Facts(BaseModel):
    """Several."""

    model_config = ConfigDict(extra="forbid")

    facts: list[Fact]


@pytest.fixture
async def client(stack: Any) -> AsyncIterator[openai.AsyncOpenAI]:
    """The official client, pointed at the stand-in."""
    base_url = f"{stack.base_url}/sim/openai/v1"
    async with openai.AsyncOpenAI(api_key=OPENAI_KEY, base_url=base_url, max_retries=0, timeout=5) as made:
        yield made


async def test_a_chat_is_answered_and_counted(client: openai.AsyncOpenAI) -> None:
    said = await client.chat.completions.create(model=MODEL, messages=HELLO)
    (choice,) = said.choices
    assert (choice.finish_reason, choice.message.role, choice.message.content) == (
        "stop",
        "assistant",
        "You wrote: Hello there",
    )
    assert said.usage is not None
    assert said.usage.total_tokens == said.usage.prompt_tokens + said.usage.completion_tokens > 0
    assert said.model == MODEL


async def test_the_same_request_gets_the_same_answer(client: openai.AsyncOpenAI) -> None:
    answers = [(await client.chat.completions.create(model=MODEL, messages=HELLO)).to_dict() for _ in range(2)]
    assert {**answers[0], "created": 0} == {**answers[1], "created": 0}


async def test_a_question_is_answered_from_the_conversation(client: openai.AsyncOpenAI) -> None:
    system = "You help. Ada's city is Lisbon. The shop opens at nine."
    asked: list[Any] = [{"role": "system", "content": system}, {"role": "user", "content": "When does the shop open?"}]
    said = await client.chat.completions.create(model=MODEL, messages=asked)
    assert said.choices[0].message.content == "The shop opens at nine."


async def test_structured_output_is_parsed_by_both_apis(client: openai.AsyncOpenAI) -> None:
    chat = await client.chat.completions.parse(model=MODEL, messages=HELLO, response_format=Facts)
    response = await client.responses.parse(model=MODEL, input="Hello there", text_format=Facts)
    assert chat.choices[0].message.parsed == response.output_parsed
    assert response.output_parsed is not None
    assert response.output_parsed.facts[0].kind == "name"


async def test_a_response_has_its_own_shape(client: openai.AsyncOpenAI) -> None:
    said = await client.responses.create(model=MODEL, instructions="Be short.", input="Hello there")
    assert (said.status, said.output_text) == ("completed", "You wrote: Hello there")
    assert said.usage is not None
    assert said.usage.input_tokens > 0
    cut = await client.responses.create(model=MODEL, input="long " * 200, max_output_tokens=16)
    assert cut.status == "incomplete"
    assert cut.incomplete_details is not None
    assert cut.incomplete_details.reason == "max_output_tokens"


async def test_an_answer_ends_at_its_limit(client: openai.AsyncOpenAI) -> None:
    said = await client.chat.completions.create(model=MODEL, messages=HELLO, max_completion_tokens=2)
    assert said.choices[0].finish_reason == "length"
    assert said.usage is not None
    assert said.usage.completion_tokens == 2


async def test_a_tool_is_called_and_its_result_is_told(client: openai.AsyncOpenAI) -> None:
    tools: list[Any] = [{"type": "function", "function": HAND_OVER}]
    asked: list[Any] = [{"role": "user", "content": "Please hand over to a person"}]
    first = await client.chat.completions.create(model=MODEL, messages=asked, tools=tools, reasoning_effort="none")
    (call,) = first.choices[0].message.tool_calls or []
    assert first.choices[0].finish_reason == "tool_calls"
    assert call.type == "function"
    assert (call.function.name, list(json.loads(call.function.arguments))) == ("hand_over", ["reason"])
    asked += [first.choices[0].message.to_dict(), {"role": "tool", "tool_call_id": call.id, "content": "Bo takes over"}]
    second = await client.chat.completions.create(model=MODEL, messages=asked, tools=tools, reasoning_effort="none")
    assert second.choices[0].message.content == "That is what I found: Bo takes over"


async def test_a_tool_is_called_by_responses_too(client: openai.AsyncOpenAI) -> None:
    tools: list[Any] = [{"type": "function", **HAND_OVER}]
    first = await client.responses.create(model=MODEL, input="Hello there", tools=tools, tool_choice="required")
    (call,) = first.output
    assert call.type == "function_call"
    told: list[Any] = [
        {"role": "user", "content": "Hello there"},
        call.to_dict(),
        {"type": "function_call_output", "call_id": call.call_id, "output": "Bo takes over"},
    ]
    second = await client.responses.create(model=MODEL, input=told, tools=tools)
    assert second.output_text == "That is what I found: Bo takes over"


async def test_a_tool_that_nobody_names_is_not_called(client: openai.AsyncOpenAI) -> None:
    tools: list[Any] = [{"type": "function", "function": HAND_OVER}]
    said = await client.chat.completions.create(model=MODEL, messages=HELLO, tools=tools, reasoning_effort="none")
    assert said.choices[0].message.tool_calls is None


async def test_embeddings_are_the_same_in_both_encodings(client: openai.AsyncOpenAI) -> None:
    texts = ["rye bread", "a car"]
    packed = await client.embeddings.create(model="text-embedding-3-small", input=texts)  # asks for base64 by itself
    plain = await client.embeddings.create(model="text-embedding-3-small", input=texts, encoding_format="float")
    assert [entry.index for entry in plain.data] == [0, 1]
    for one, other in zip(packed.data, plain.data, strict=True):
        assert len(one.embedding) == 1536
        assert one.embedding == pytest.approx(other.embedding, abs=1e-6)
        assert math.hypot(*other.embedding) == pytest.approx(1)


async def test_embeddings_take_a_number_of_dimensions(client: openai.AsyncOpenAI) -> None:
    made = await client.embeddings.create(model="text-embedding-3-small", input="rye bread", dimensions=256)
    assert len(made.data[0].embedding) == 256
    with pytest.raises(openai.BadRequestError, match="at most 1536"):
        await client.embeddings.create(model="text-embedding-3-small", input="rye bread", dimensions=2000)


def test_texts_that_share_words_are_near() -> None:
    wanted, near, far = (
        vector(text, 1536) for text in ("Is she allergic to nuts?", "Ada has an allergy to nuts.", "The bus is late.")
    )
    nearness = [sum(x * y for x, y in zip(wanted, other, strict=True)) for other in (near, far)]
    assert nearness[0] > 0.4
    assert nearness[1] < 0.15


async def test_the_models_are_listed(client: openai.AsyncOpenAI) -> None:
    listed = [model.id async for model in client.models.list()]
    assert {MODEL, "text-embedding-3-small"} <= set(listed)
    assert (await client.models.retrieve(MODEL)).id == MODEL


async def test_audio_and_images_are_told_the_same_way_every_time(client: openai.AsyncOpenAI) -> None:
    heard = await client.audio.transcriptions.create(model="gpt-transcribe", file=("note.ogg", b"Is it open today?"))
    noise = await client.audio.transcriptions.create(model="gpt-transcribe", file=("note.ogg", b"OggS\x00\xff"))
    assert heard.text == "Is it open today?"
    assert noise.text.startswith("An audio message (audio/ogg, 6 bytes, ")
    image = "data:image/png;base64," + base64.b64encode(b"\x89PNG").decode()
    parts = [{"type": "text", "text": "What is this?"}, {"type": "image_url", "image_url": {"url": image}}]
    seen = await client.chat.completions.create(model=MODEL, messages=[{"role": "user", "content": parts}])  # type: ignore[misc,list-item]
    assert (seen.choices[0].message.content or "").startswith("An image (image/png, 4 bytes, ")


@pytest.mark.parametrize(
    ("more", "param"),
    [
        ({"stream": True}, "stream"),
        ({"temperature": 0.2}, "temperature"),
        ({"temperature": 3}, "temperature"),
        ({"messages": []}, "messages"),
        ({"messages": [{"role": "tool", "tool_call_id": "none", "content": "x"}]}, "messages"),
        ({"tools": [{"type": "function", "function": HAND_OVER}]}, "reasoning_effort"),
        ({"tools": [{"type": "function", "function": HAND_OVER}], "tool_choice": 1}, "tool_choice"),
        ({"response_format": {"type": "json_schema", "json_schema": {}}}, "response_format"),
        (
            {
                "response_format": {
                    "type": "json_schema",
                    "json_schema": {"name": "X", "strict": True, "schema": {"type": "object", "properties": {}}},
                }
            },
            "response_format",
        ),
        (
            {
                "response_format": {
                    "type": "json_schema",
                    "json_schema": {
                        "name": "X",
                        "strict": True,
                        "schema": {
                            "type": "object",
                            "properties": {"a": {"$ref": "#/$defs/A", "description": "one"}},
                            "required": ["a"],
                            "additionalProperties": False,
                            "$defs": {"A": {"type": "string"}},
                        },
                    },
                }
            },
            "response_format",
        ),
    ],
)
async def test_what_openai_refuses_is_refused(client: openai.AsyncOpenAI, more: dict[str, Any], param: str) -> None:
    with pytest.raises(openai.BadRequestError) as caught:
        await client.chat.completions.create(**{"model": MODEL, "messages": HELLO, **more})
    assert caught.value.type == "invalid_request_error"
    assert (caught.value.param or "").startswith(param)
    assert caught.value.message


async def test_a_model_that_is_not_there_is_not_found(client: openai.AsyncOpenAI) -> None:
    with pytest.raises(openai.NotFoundError) as caught:
        await client.chat.completions.create(model="gpt-0", messages=HELLO)
    assert caught.value.code == "model_not_found"


async def test_only_the_stacks_key_is_taken(client: openai.AsyncOpenAI, stack: Any) -> None:
    with pytest.raises(openai.AuthenticationError) as caught:
        await client.with_options(api_key="sk-other").chat.completions.create(model=MODEL, messages=HELLO)
    assert caught.value.code == "invalid_api_key"
    keyless = await stack.http.get("/sim/openai/v1/models")
    assert (keyless.status_code, set(keyless.json()["error"])) == (401, {"message", "type", "param", "code"})


async def test_every_answer_carries_an_id_and_the_limits(client: openai.AsyncOpenAI) -> None:
    raw = await client.chat.completions.with_raw_response.create(model=MODEL, messages=HELLO)
    assert raw.headers["x-request-id"].startswith("req_")
    assert int(raw.headers["x-ratelimit-remaining-requests"]) < int(raw.headers["x-ratelimit-limit-requests"])


@pytest.mark.parametrize(
    ("mode", "error"),
    [
        ("500", openai.InternalServerError),
        ("429", openai.RateLimitError),
        ("kill", openai.APIConnectionError),
        ("drop_after_accept", openai.APIConnectionError),
        ("timeout", openai.APITimeoutError),
    ],
)
async def test_faults_are_what_the_client_knows(
    client: openai.AsyncOpenAI, stack: Any, mode: str, error: type[Exception]
) -> None:
    stack.faults.set("openai", mode)
    with pytest.raises(error):
        await client.with_options(timeout=0.5).chat.completions.create(model=MODEL, messages=HELLO)
    assert (await client.chat.completions.create(model=MODEL, messages=HELLO)).choices


async def test_a_model_can_be_made_to_refuse_and_to_break_off(client: openai.AsyncOpenAI, stack: Any) -> None:
    stack.faults.set("openai", "refuse", 2)
    refused = await client.chat.completions.parse(model=MODEL, messages=HELLO, response_format=Facts)
    assert (refused.choices[0].message.content, bool(refused.choices[0].message.refusal)) == (None, True)
    response = await client.responses.create(model=MODEL, input="Hello there")
    assert response.output[0].content[0].type == "refusal"  # type: ignore[index]
    stack.faults.set("openai", "malformed")
    with pytest.raises(ValueError, match="EOF"):
        await client.chat.completions.parse(model=MODEL, messages=HELLO, response_format=Facts)


async def test_the_last_requests_can_be_read(client: openai.AsyncOpenAI, stack: Any) -> None:
    await client.embeddings.create(model="text-embedding-3-small", input="rye", dimensions=8)
    with pytest.raises(openai.NotFoundError):
        await client.embeddings.create(model="none", input="wheat")
    await client.audio.transcriptions.create(model="gpt-transcribe", file=("note.ogg", b"Hello"))
    kept = (await stack.http.get("/local/openai/requests")).json()["items"]
    assert [(entry["path"], entry["status"]) for entry in kept] == [
        ("/sim/openai/v1/embeddings", 200),
        ("/sim/openai/v1/embeddings", 404),
        ("/sim/openai/v1/audio/transcriptions", 200),
    ]
    assert [entry["body"].get("input") for entry in kept] == ["rye", "wheat", None]
    assert kept[2]["body"] == {"model": "gpt-transcribe", "file": {"filename": "note.ogg", "size_bytes": 5}}
    await stack.http.delete("/local/openai/requests")
    assert (await stack.http.get("/local/openai/requests")).json() == {"items": []}


def test_only_the_last_200_requests_are_kept(tmp_path: Path) -> None:
    journal = Journal(StackClock(tmp_path / "clock"))
    for number in range(205):
        journal.note("POST", "/", number)
    assert [entry["body"] for entry in journal.entries()] == list(range(5, 205))


SCHEMAS: list[dict[str, Any]] = [
    {"type": "object", "properties": {"a": {"type": "integer", "minimum": 3, "maximum": 9, "multipleOf": 4}}},
    {"type": "array", "items": {"type": "number", "exclusiveMinimum": 0, "maximum": 1}, "minItems": 3},
    {"type": ["string", "null"], "minLength": 300, "maxLength": 310},
    {"type": "string", "format": "date-time"},
    {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
    {"anyOf": [{"type": "null"}, {"const": "x"}]},
    {"type": "integer", "maximum": -5},
    {"enum": [None, 1]},
    {
        "$defs": {
            "Node": {
                "type": "object",
                "properties": {"next": {"anyOf": [{"$ref": "#/$defs/Node"}, {"type": "null"}]}},
                "required": ["next"],
            }
        },
        "$ref": "#/$defs/Node",
    },
    Facts.model_json_schema(),
]


@pytest.mark.parametrize("schema", SCHEMAS, ids=str)
def test_an_instance_satisfies_its_schema(schema: dict[str, Any]) -> None:
    Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(
        instance(schema, "Hello there")
    )


def test_every_fourth_rewording_is_faulty() -> None:
    text = "Hi {{first_name}}, your order is ready."
    made = rewordings(text, 8, "en")
    lacking = [number for number, each in enumerate(made, 1) if "{{first_name}}" not in each]
    assert lacking == [FAULTY_EVERY, 2 * FAULTY_EVERY]
    assert len(set(made)) == 8
