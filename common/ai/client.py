"""The official OpenAI client behind its questions: answers of a given form, with tools or without, and vectors.

Any server that speaks OpenAI's Chat Completions and Embeddings serves; OPENAI_BASE_URL names it. The client is imported
with the first question, since that takes longer than everything else a function imports together.
"""

import json
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, Generic, NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError

from common import log
from common.ai.errors import (
    UNTOUCHED,
    ModelBusy,
    ModelDown,
    ModelError,
    ModelMalformed,
    ModelNotConfigured,
    ModelRefused,
    ModelTimeout,
)
from common.ai.prices import price_micro_usd
from common.config import Settings
from common.models.spent import NOTHING, Spent

if TYPE_CHECKING:
    from openai import APIStatusError, OpenAI
    from openai.types.chat import ChatCompletion, ChatCompletionMessageToolCallUnion

TRIES: Final = 2
"""How often a question is asked whose answer broke off or was an error of the provider's.

A time-out is not repeated, since the caller has waited enough; nor is a 429, whose pause may be long. Tasks repeat both
in their queue's time.
"""
MAX_RETRY_AFTER_S: Final = 3600
CONNECT_TIMEOUT_S: Final = 5.0

_REASONS: Final = re.compile(r"gpt-([5-9]|\d\d)|o\d")
"""Models that reason take an effort and no temperature; the older ones, the reverse.

Source: https://developers.openai.com/api/docs/guides/latest-model (read 2026-11); a wrong one of the two is a 400.
"""

S = TypeVar("S", bound=BaseModel)
R = TypeVar("R")


class Answer(NamedTuple, Generic[S]):
    """What a model answered, and what that cost."""

    value: S
    spent: Spent


class Ended(NamedTuple, Generic[S]):
    """What a conversation with a model came to, and what that cost."""

    value: S | None
    """The answer; None if a tool ended the conversation."""
    spent: Spent


class Tool(NamedTuple):
    """Something that a model may have done."""

    name: str
    description: str
    """What it does and when to use it, for the model."""
    parameters: Mapping[str, str]
    """Texts that it takes, all of them, each with what it means."""


UseTool = Callable[[str, Mapping[str, str]], str | None]
"""Does what a model asks for, by the tool's name and its arguments."""


class Models:
    """Asks models; one for a process."""

    def __init__(self, client: "OpenAI", have: Settings) -> None:
        self._client = client
        self._have = have

    def complete(
        self,
        schema: type[S],
        system: str,
        user: str,
        *,
        pictures: Sequence[str] = (),
        model: str = "",
        temperature: float | None = None,
        output_limit_tokens: int = 4096,
    ) -> Answer[S]:
        """The model's answer in the form of `schema`, by structured output.

        Args:
            schema: the form; it forbids what it does not name and has no defaults, as OpenAI's strict mode demands.
            system: what the model is to do; a text of ours.
            user: what it is to do it with.
            pictures: what it is to look at, as `data:` addresses.
            model: empty takes OPENAI_MODEL.
            temperature: 0 to 2; left out for models that take none.
            output_limit_tokens: where the answer is cut off.

        Raises:
            ModelError: one of its kinds; each says in a sentence what to do, and what was spent.
        """
        asked = model or self._have.openai_model
        body: dict[str, Any] = {
            "model": asked,
            "messages": [{"role": "system", "content": system}, {"role": "user", "content": _content(user, pictures)}],
            "response_format": _form(schema),
            "max_completion_tokens": output_limit_tokens,
            **self._sampling(asked, temperature),
        }
        completion, spent = self._completion(body, NOTHING)
        log.info("A model answered.", schema=schema.__name__, **spent._asdict())
        return Answer(_value(schema, completion, spent), spent)

    def converse(
        self,
        schema: type[S],
        messages: Sequence[Mapping[str, object]],
        tools: Sequence[Tool],
        use: UseTool,
        *,
        model: str = "",
        temperature: float | None = None,
        output_limit_tokens: int = 2048,
        rounds: int = 4,
    ) -> Ended[S]:
        """The model's answer in the form of `schema`, once it has used the tools that it wants.

        Args:
            schema: the form, as for `complete`.
            messages: the conversation so far, as Chat Completions take it.
            tools: what the model may have done.
            use: does it; what it returns is told to the model, and None ends the conversation without an answer.
            model: empty takes OPENAI_MODEL.
            temperature: 0 to 2; left out for models that take none.
            output_limit_tokens: where each answer is cut off.
            rounds: how often the model may ask for tools; after that it must answer.

        Raises:
            ModelError: one of its kinds, with what all rounds spent.
        """
        asked = model or self._have.openai_model
        said: list[Mapping[str, object]] = list(messages)
        body: dict[str, Any] = {
            "model": asked,
            "response_format": _form(schema),
            "max_completion_tokens": output_limit_tokens,
            **self._sampling(asked, temperature, tools=bool(tools)),
        }
        if tools:
            body["tools"] = [_described(tool) for tool in tools]
        spent = NOTHING
        for number in range(rounds + 1):
            if tools and number == rounds:
                body["tool_choice"] = "none"
            completion, cost = self._completion({**body, "messages": said}, spent)
            spent = spent.plus(cost)
            calls = completion.choices[0].message.tool_calls if completion.choices else None
            if not calls:
                log.info("A model answered.", schema=schema.__name__, **spent._asdict())
                return Ended(_value(schema, completion, spent), spent)
            said.append(completion.choices[0].message.model_dump(include={"role", "content", "tool_calls"}))
            for call in calls:
                name, arguments = _call(call)
                told = use(name, arguments)
                if told is None:
                    return Ended(None, spent)
                said.append({"role": "tool", "tool_call_id": call.id, "content": told})
        raise ModelMalformed(f"The language model asks for tools without end. {UNTOUCHED}; try again.", spent=spent)

    def _completion(self, body: Mapping[str, Any], before: Spent) -> "tuple[ChatCompletion, Spent]":
        began_s = time.perf_counter()
        try:
            completion = self.ask(lambda client: client.chat.completions.create(**body))
        except ModelError as error:
            error.spent = before.plus(error.spent)
            raise
        return completion, _spent(completion, round((time.perf_counter() - began_s) * 1000))

    def _sampling(self, model: str, temperature: float | None, *, tools: bool = False) -> dict[str, object]:
        if _REASONS.match(model.rpartition("/")[2]):
            # In Chat Completions, models that reason take tools only if they do not.
            effort = "none" if tools else self._have.openai_reasoning_effort
            return {"reasoning_effort": effort} if effort else {}
        return {} if temperature is None else {"temperature": temperature}

    def ask(self, question: "Callable[[OpenAI], R]") -> R:
        """What `question` answers, asked again once where the provider failed.

        Raises:
            ModelError: it came to nothing.
        """
        for _ in range(TRIES - 1):
            try:
                with _translated():
                    return question(self._client)
            except ModelDown as error:
                log.warning("A model is asked again.", said=error.detail)
        with _translated():
            return question(self._client)


def _form(schema: type[BaseModel]) -> dict[str, object]:
    described = {"name": schema.__name__, "strict": True, "schema": schema.model_json_schema()}
    return {"type": "json_schema", "json_schema": described}


def _described(tool: Tool) -> dict[str, object]:
    properties = {name: {"type": "string", "description": meaning} for name, meaning in tool.parameters.items()}
    parameters = {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
    function = {"name": tool.name, "description": tool.description, "strict": True, "parameters": parameters}
    return {"type": "function", "function": function}


def _call(call: "ChatCompletionMessageToolCallUnion") -> tuple[str, Mapping[str, str]]:
    """The name and the arguments of what a model wants done; no arguments where they cannot be read."""
    if call.type != "function":
        return call.type, {}
    try:
        given = json.loads(call.function.arguments or "{}")
    except ValueError:
        given = None
    return call.function.name, {k: str(v) for k, v in given.items()} if isinstance(given, dict) else {}


def _content(text: str, pictures: Sequence[str]) -> object:
    if not pictures:
        return text
    shown = [{"type": "image_url", "image_url": {"url": picture}} for picture in pictures]
    return [{"type": "text", "text": text}, *shown]


@contextmanager
def _translated() -> Iterator[None]:
    """Turns what the client raises into our errors; the provider's own words may quote the prompt, and are left out."""
    import openai

    try:
        yield
    except openai.APITimeoutError as error:
        raise ModelTimeout(f"The language model did not answer in time. {UNTOUCHED}; try again in a moment.") from error
    except openai.APIConnectionError as error:
        raise ModelDown(f"The language model cannot be reached. {UNTOUCHED}; try again in a moment.") from error
    except openai.APIStatusError as error:
        log.warning("A model's provider refused a call.", status=error.status_code, code=error.code, param=error.param)
        raise _of_status(error) from error
    except (openai.OpenAIError, ValueError) as error:
        # The answer is no JSON, or not the API's.
        raise ModelMalformed(f"The language model's answer cannot be read. {UNTOUCHED}; try again.") from error


def _of_status(error: "APIStatusError") -> ModelError:
    if error.code == "insufficient_quota":
        return ModelNotConfigured(
            f"The account at the language model's provider has no credit left. {UNTOUCHED}; tell whoever runs this."
        )
    if error.code == "context_length_exceeded":
        return ModelRefused(f"The text is too long for the language model. {UNTOUCHED}; try a shorter one.")
    if error.code == "content_filter":
        return ModelRefused(_DECLINED)
    if error.status_code in (400, 413) and (error.param == "file" or "image" in str(error.code)):
        return ModelRefused(f"The language model cannot read the file. {UNTOUCHED}; try another one.")
    if error.status_code == 429:
        wait_s = retry_after_s(error.response.headers.get("retry-after", ""))
        return ModelBusy(
            f"The language model has too much to do. {UNTOUCHED}; try again in {wait_s} seconds.", retry_after_s=wait_s
        )
    if error.status_code in (408, 504):
        return ModelTimeout(f"The language model did not answer in time. {UNTOUCHED}; try again in a moment.")
    if error.status_code >= 500 or error.status_code == 409:
        return ModelDown(f"The language model's provider has a fault. {UNTOUCHED}; try again in a moment.")
    return ModelNotConfigured(
        "The language model's provider does not accept our key, the model or the form of the question "
        f"(HTTP {error.status_code}). {UNTOUCHED}; tell whoever runs this."
    )


_DECLINED: Final = f"The language model declines to work with this text. {UNTOUCHED}; put it in other words."


def retry_after_s(value: str, default_s: int = 20) -> int:
    """The seconds that a `Retry-After` names, from 1 to an hour."""
    try:
        return min(max(1, round(float(value))), MAX_RETRY_AFTER_S)
    except (ValueError, OverflowError):
        return default_s


def _spent(completion: "ChatCompletion", latency_ms: int) -> Spent:
    usage = completion.usage
    if usage is None:
        return NOTHING._replace(latency_ms=latency_ms, calls=1, model=completion.model, price_micro_usd=None)
    details = usage.prompt_tokens_details
    cached_tokens = (details.cached_tokens or 0) if details else 0
    cache_write_tokens = (details.cache_write_tokens or 0) if details else 0
    return Spent(
        input_tokens=usage.prompt_tokens,
        output_tokens=usage.completion_tokens,
        cached_tokens=cached_tokens,
        cache_write_tokens=cache_write_tokens,
        price_micro_usd=price_micro_usd(
            completion.model,
            usage.prompt_tokens,
            usage.completion_tokens,
            cached_tokens=cached_tokens,
            cache_write_tokens=cache_write_tokens,
        ),
        latency_ms=latency_ms,
        calls=1,
        model=completion.model,
    )


def _value(schema: type[S], completion: "ChatCompletion", spent: Spent) -> S:
    if not completion.choices:
        raise ModelMalformed(f"The language model answered nothing. {UNTOUCHED}; try again.", spent=spent)
    choice = completion.choices[0]
    if choice.message.refusal or choice.finish_reason == "content_filter":
        raise ModelRefused(_DECLINED, spent=spent)
    if choice.finish_reason == "length":
        raise ModelMalformed(
            f"The language model's answer was too long and broke off. {UNTOUCHED}; ask for less.", spent=spent
        )
    try:
        return schema.model_validate_json(choice.message.content or "")
    except ValidationError as error:
        log.warning("A model's answer does not have the form.", faults=str(error.errors(include_input=False))[:1000])
        raise ModelMalformed(
            f"The language model's answer does not have the form that we asked for. {UNTOUCHED}; try again.",
            spent=spent,
        ) from None


@lru_cache(maxsize=1)
def models(have: Settings) -> Models:
    """The process's models.

    Raises:
        ModelNotConfigured: there is no key.
    """
    if not have.openai_api_key:
        raise ModelNotConfigured(
            f"No language model is set up: OPENAI_API_KEY is missing. {UNTOUCHED}; tell whoever runs this."
        )
    return Models(open_client(have), have)


def open_client(have: Settings) -> "OpenAI":
    """The official client, for the server that the settings name."""
    import openai

    return openai.OpenAI(
        api_key=have.openai_api_key,
        base_url=have.openai_base_url,
        timeout=openai.Timeout(have.openai_timeout_s, connect=CONNECT_TIMEOUT_S),
        max_retries=0,
    )
