"""The routes of the simulated OpenAI API."""

import hashlib
import json
import re
from collections.abc import Awaitable, Callable
from typing import Any, Final, TypeVar

from pydantic import BaseModel, ValidationError
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from infra.local.settings import OPENAI_KEY
from infra.local.simulators.connection import CutConnection, HeldConnection
from infra.local.simulators.contracts import Clock, Faults, Json
from infra.local.simulators.openai.answering import answer, count_tokens, prompt_tokens, read_bytes
from infra.local.simulators.openai.conversation import Conversation, of_chat, of_response
from infra.local.simulators.openai.errors import (
    OpenAiError,
    bad_request,
    no_key,
    no_such_model,
    server_error,
    too_many,
    wrong_key,
)
from infra.local.simulators.openai.journal import Journal
from infra.local.simulators.openai.rendering import chat_completion, response
from infra.local.simulators.openai.schemas import Asked, ChatRequest, EmbeddingRequest, ResponseRequest
from infra.local.simulators.openai.vectors import encoded, vector

TALKING: Final = (
    *("gpt-6-luna", "gpt-6-sol", "gpt-6.1-terra", "gpt-5.6-luna", "gpt-5.4-mini", "gpt-4.1-mini", "gpt-4o-mini"),
)
EMBEDDING: Final = {"text-embedding-3-small": 1536, "text-embedding-3-large": 3072}
"""The models of embeddings, with the length of their vectors."""
TRANSCRIBING: Final = ("gpt-transcribe", "whisper-1")
AUDIO_ENDINGS: Final = ("flac", "mp3", "mp4", "mpeg", "mpga", "m4a", "ogg", "wav", "webm")
"""Source: https://developers.openai.com/api/docs/guides/speech-to-text (read 2026-11)."""
BYTES_A_SECOND: Final = 2_000
"""Of a voice note, whose 16 kbit/s tell about how long it is."""
INPUTS_AT_MOST: Final = 2048
INPUT_TOKENS_AT_MOST: Final = 8192
ALL_TOKENS_AT_MOST: Final = 300_000
"""Source: https://developers.openai.com/api/reference/resources/embeddings (read 2026-11)."""
_RATE: Final = {"requests": 10_000, "tokens": 10_000_000}
_SINCE_S: Final = 1_767_225_600
_REASONS: Final = re.compile(r"gpt-([5-9]|\d\d)|o\d")

B = TypeVar("B", bound=BaseModel)
Endpoint = Callable[[Request, str | None], Awaitable[Response]]


class OpenAiApi:
    """OpenAI's side of the API, for the stack's one key."""

    def __init__(self, *, clock: Clock, faults: Faults, hold_s: float) -> None:
        self._clock = clock
        self._faults = faults
        self._hold_s = hold_s
        self._journal = Journal(clock)

    def routes(self) -> list[Route]:
        """Every path, relative to the mount."""
        table: list[tuple[str, str, Endpoint]] = [
            ("GET", "/models", self._models),
            ("GET", "/models/{model}", self._model),
            ("POST", "/chat/completions", self._chat),
            ("POST", "/responses", self._respond),
            ("POST", "/embeddings", self._embed),
            ("POST", "/audio/transcriptions", self._transcribe),
        ]
        return [Route(path, self._guarded(endpoint), methods=[method]) for method, path, endpoint in table]

    async def requests(self, request: Request) -> Response:
        """`/local/openai/requests`: GET tells the last requests, the oldest first, and DELETE forgets them."""
        if request.method == "DELETE":
            self._journal.clear()
        return JSONResponse({"items": self._journal.entries()})

    def _guarded(self, endpoint: Endpoint) -> Callable[[Request], Awaitable[Response]]:
        async def guarded(request: Request) -> Response:
            noted = self._journal.note(request.method, request.url.path, await _shown(request))
            mode = self._faults.take("openai")
            if mode == "kill":
                return CutConnection()
            if mode == "timeout":
                return HeldConnection(self._hold_s)
            answered = await self._answered(endpoint, request, mode)
            noted["status"] = answered.status_code
            return CutConnection() if mode == "drop_after_accept" else answered

        return guarded

    async def _answered(self, endpoint: Endpoint, request: Request, mode: str | None) -> Response:
        try:
            if mode == "500":
                raise server_error()
            if mode == "429":
                raise too_many()
            _authenticate(request)
            answered = await endpoint(request, mode)
        except ValidationError as invalid:
            answered = _explained(invalid).response()
        except OpenAiError as error:
            answered = error.response()
        answered.headers.update(await _headers(request))
        return answered

    async def _models(self, _: Request, __: str | None) -> Response:
        return JSONResponse({"object": "list", "data": [_listed(model) for model in _every_model()]})

    async def _model(self, request: Request, _: str | None) -> Response:
        model = str(request.path_params["model"])
        if model not in _every_model():
            raise no_such_model(model)
        return JSONResponse(_listed(model))

    async def _chat(self, request: Request, mode: str | None) -> Response:
        asked = await _parsed(ChatRequest, request)
        _check(asked)
        if asked.reasoning_effort is not None and not _REASONS.match(asked.model):
            raise bad_request("Unrecognized request argument supplied: reasoning_effort")
        if asked.tools and asked.model.startswith(("gpt-5.6", "gpt-6")) and asked.reasoning_effort != "none":
            raise bad_request(
                f"Function tools with reasoning_effort are not supported for {asked.model} in /v1/chat/completions. "
                "To use function tools, use /v1/responses or set reasoning_effort to 'none'.",
                "reasoning_effort",
            )
        return await self._talk(request, asked, of_chat(asked), mode, chat_completion)

    async def _respond(self, request: Request, mode: str | None) -> Response:
        asked = await _parsed(ResponseRequest, request)
        _check(asked)
        return await self._talk(request, asked, of_response(asked), mode, response)

    async def _talk(
        self, request: Request, asked: Any, conversation: Conversation, mode: str | None, render: Callable[..., Json]
    ) -> Response:
        if not conversation.turns:
            raise bad_request("There is nothing to answer.", "input")
        reply = answer(conversation, mode)
        id_, created_s = await _digest(request), int(self._clock.now())
        return JSONResponse(
            render(asked, reply, id_=id_, created_s=created_s, input_tokens=prompt_tokens(conversation))
        )

    async def _embed(self, request: Request, _: str | None) -> Response:
        asked = await _parsed(EmbeddingRequest, request)
        if asked.model not in EMBEDDING:
            raise no_such_model(asked.model)
        dimensions = asked.dimensions or EMBEDDING[asked.model]
        if dimensions > EMBEDDING[asked.model]:
            raise bad_request(f"Invalid value for 'dimensions': at most {EMBEDDING[asked.model]}.", "dimensions")
        texts = _texts(asked.input)
        tokens = [count_tokens(text) for text in texts]
        if max(tokens) > INPUT_TOKENS_AT_MOST or sum(tokens) > ALL_TOKENS_AT_MOST:
            raise bad_request("This model's maximum context length is 8192 tokens.", "input", "context_length_exceeded")
        vectors = [vector(text, dimensions) for text in texts]
        data = [
            {
                "object": "embedding",
                "index": index,
                "embedding": encoded(numbers) if asked.encoding_format == "base64" else numbers,
            }
            for index, numbers in enumerate(vectors)
        ]
        usage = {"prompt_tokens": sum(tokens), "total_tokens": sum(tokens)}
        return JSONResponse({"object": "list", "data": data, "model": asked.model, "usage": usage})

    async def _transcribe(self, request: Request, _: str | None) -> Response:
        async with request.form() as form:
            file, model = form.get("file"), str(form.get("model", ""))
            if model not in TRANSCRIBING:
                raise no_such_model(model)
            if not isinstance(file, UploadFile):
                raise bad_request("Missing required parameter: 'file'.", "file")
            content = await file.read()
            if not content or (file.filename or "").rpartition(".")[2].lower() not in AUDIO_ENDINGS:
                raise bad_request("Audio file might be corrupted or unsupported", "file", "invalid_value")
            text = read_bytes(content, f"An audio message ({file.content_type or 'unknown'}")
            if form.get("response_format") == "text":
                return PlainTextResponse(f"{text}\n")
        usage = {"type": "duration", "seconds": -(-len(content) // BYTES_A_SECOND)}
        return JSONResponse({"text": text, "languages": [], "usage": usage})


def _authenticate(request: Request) -> None:
    scheme, _, key = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not key.strip():
        raise no_key()
    if key.strip() != OPENAI_KEY:
        raise wrong_key()


def _check(asked: Asked) -> None:
    """Refuses what OpenAI refuses of this model, and what the stand-in lacks."""
    if asked.model not in TALKING:
        raise no_such_model(asked.model)
    if asked.stream:
        raise bad_request("The stand-in does not stream; leave 'stream' out.", "stream", "unsupported_value")
    if asked.temperature not in (None, 1) and _REASONS.match(asked.model):
        raise bad_request(
            f"Unsupported value: 'temperature' does not support {asked.temperature:g} with this model. "
            "Only the default (1) value is supported.",
            "temperature",
            "unsupported_value",
        )


def _texts(given: str | list[str] | list[int] | list[list[int]]) -> list[str]:
    if isinstance(given, str):
        texts = [given]
    elif given and all(isinstance(each, str) for each in given):
        texts = [str(each) for each in given]
    else:
        # Tokens mean something only to the model whose they are.
        raise bad_request("The stand-in embeds strings, and at least one.", "input")
    if len(texts) > INPUTS_AT_MOST or not all(texts):
        raise bad_request(f"'input' takes 1 to {INPUTS_AT_MOST} strings, none of them empty.", "input")
    return texts


def _every_model() -> tuple[str, ...]:
    return (*TALKING, *EMBEDDING, *TRANSCRIBING)


def _listed(model: str) -> Json:
    return {"id": model, "object": "model", "created": _SINCE_S, "owned_by": "stand-in"}


async def _parsed(model: type[B], request: Request) -> B:
    return model.model_validate_json(await request.body() or b"{}")


def _explained(invalid: ValidationError) -> OpenAiError:
    first = invalid.errors()[0]
    if first["type"] == "json_invalid":
        return bad_request("We could not parse the JSON body of your request.")
    where = ".".join(str(part) for part in first["loc"] if not isinstance(part, int)) or None
    if first["type"] == "missing":
        return bad_request(f"Missing required parameter: '{where}'.", where, "missing_required_parameter")
    return bad_request(f"Invalid value for '{where}': {first['msg']}.", where, "invalid_value")


async def _shown(request: Request) -> object:
    """The request's body as the journal keeps it: JSON as it is, a form by its fields, files by name and size."""
    if request.headers.get("content-type", "").startswith("multipart/form-data"):
        # Read first, so that the form can be read a second time.
        await request.body()
        form = await request.form()  # closed by who reads the file
        return {
            name: {"filename": value.filename, "size_bytes": value.size} if isinstance(value, UploadFile) else value
            for name, value in form.multi_items()
        }
    raw = await request.body()
    try:
        return json.loads(raw) if raw else None
    except ValueError:
        return raw.decode(errors="replace")


async def _digest(request: Request) -> str:
    return hashlib.sha256(request.url.path.encode() + await request.body()).hexdigest()[:32]


async def _headers(request: Request) -> dict[str, str]:
    """What stands on every answer; the stand-in itself throttles only by a fault."""
    headers = {
        "x-request-id": f"req_{await _digest(request)}",
        "openai-version": "2020-10-01",
        "openai-processing-ms": "1",
    }
    for what, limit in _RATE.items():
        headers[f"x-ratelimit-limit-{what}"] = str(limit)
        headers[f"x-ratelimit-remaining-{what}"] = str(limit - 1)
        headers[f"x-ratelimit-reset-{what}"] = "6ms"
    return headers
