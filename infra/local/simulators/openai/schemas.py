"""Requests of Chat Completions, Responses and Embeddings, as far as the stand-in looks at them.

Source: https://developers.openai.com/api/reference (read 2026-11), and the types of the official client.
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from infra.local.simulators.contracts import Json

Part = dict[str, Any]
"""A part of a message's content: text, an image, audio, a file."""


class Asked(BaseModel):
    """What both ways to ask a model have in common; what is not looked at here may be there."""

    model_config = ConfigDict(frozen=True, extra="allow")

    model: str
    stream: bool = False
    temperature: float | None = Field(default=None, ge=0, le=2)
    tools: list[Json] = []
    tool_choice: str | Json = "auto"
    n: Literal[1] = 1


class ChatMessage(BaseModel):
    """One message of a chat."""

    model_config = ConfigDict(frozen=True, extra="allow")

    role: Literal["system", "developer", "user", "assistant", "tool"]
    content: str | list[Part] | None = None
    tool_call_id: str | None = None
    tool_calls: list[Json] = []


class ChatRequest(Asked):
    """POST /v1/chat/completions."""

    messages: Annotated[list[ChatMessage], Field(min_length=1)]
    response_format: Json | None = None
    reasoning_effort: str | None = None
    max_completion_tokens: Annotated[int, Field(ge=1)] | None = None
    max_tokens: Annotated[int, Field(ge=1)] | None = None


class ResponseRequest(Asked):
    """POST /v1/responses."""

    input: str | list[Json]
    instructions: str | None = None
    text: Json | None = None
    reasoning: Json | None = None
    max_output_tokens: Annotated[int, Field(ge=16)] | None = None


class EmbeddingRequest(BaseModel):
    """POST /v1/embeddings."""

    model_config = ConfigDict(frozen=True, extra="allow")

    model: str
    input: str | list[str] | list[int] | list[list[int]]
    dimensions: Annotated[int, Field(ge=1)] | None = None
    encoding_format: Literal["float", "base64"] = "float"
