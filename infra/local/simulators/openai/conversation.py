"""What a model is asked, whichever of the two APIs it came by."""

from dataclasses import dataclass
from typing import Literal

from infra.local.simulators.contracts import Json
from infra.local.simulators.openai.errors import bad_request
from infra.local.simulators.openai.schemas import ChatRequest, Part, ResponseRequest

Role = Literal["system", "user", "assistant", "tool"]


@dataclass(frozen=True)
class Turn:
    """Something that was said."""

    role: Role
    text: str
    images: tuple[str, ...] = ()
    """Their addresses, most of them `data:`."""


@dataclass(frozen=True)
class Tool:
    """A function that the model may have called."""

    name: str
    parameters: Json
    strict: bool


@dataclass(frozen=True)
class Form:
    """The JSON schema that the answer must satisfy; None stands for any JSON object."""

    name: str
    schema: Json | None
    strict: bool


@dataclass(frozen=True)
class Conversation:
    """All that an answer is made from."""

    turns: tuple[Turn, ...]
    tools: tuple[Tool, ...] = ()
    must_call: str | None = None
    """The tool to call; empty for any, None where none has to be."""
    may_call: bool = True
    form: Form | None = None
    limit_tokens: int | None = None

    @property
    def question(self) -> str:
        """What the user said last."""
        return next((turn.text for turn in reversed(self.turns) if turn.role == "user"), "")


def of_chat(asked: ChatRequest) -> Conversation:
    """The conversation of a chat request."""
    turns = []
    calls: dict[str, str] = {}
    for message in asked.messages:
        for call in message.tool_calls:
            calls[str(call.get("id"))] = str(call.get("function", {}).get("name", ""))
        if message.role == "tool" and message.tool_call_id not in calls:
            raise bad_request(
                "messages with role 'tool' must be a response to a preceding message with 'tool_calls'.", "messages"
            )
        text, images = _content(message.content)
        role: Role = "system" if message.role == "developer" else message.role
        turns.append(Turn(role, text, images))
    return Conversation(
        turns=tuple(turns),
        tools=tuple(_tool(tool.get("function", {})) for tool in asked.tools if tool.get("type") == "function"),
        must_call=_must_call(asked.tool_choice),
        may_call=asked.tool_choice != "none",
        form=_chat_form(asked.response_format),
        limit_tokens=asked.max_completion_tokens or asked.max_tokens,
    )


def of_response(asked: ResponseRequest) -> Conversation:
    """The conversation of a request to the Responses API."""
    turns = [Turn("system", asked.instructions)] if asked.instructions else []
    calls: set[str] = set()
    items: list[Json] = [{"role": "user", "content": asked.input}] if isinstance(asked.input, str) else asked.input
    for item in items:
        match item.get("type", "message"):
            case "function_call":
                calls.add(str(item.get("call_id")))
            case "function_call_output":
                if str(item.get("call_id")) not in calls:
                    raise bad_request(
                        f"No tool call found for function call output with call_id {item.get('call_id')}.", "input"
                    )
                turns.append(Turn("tool", str(item.get("output", ""))))
            case "message":
                text, images = _content(item.get("content"))
                turns.append(Turn(_role(item.get("role")), text, images))
    wanted = (asked.text or {}).get("format") or {}
    form = _form(wanted, wanted) if wanted.get("type") not in (None, "text") else None
    return Conversation(
        turns=tuple(turns),
        tools=tuple(_tool(tool) for tool in asked.tools if tool.get("type") == "function"),
        must_call=_must_call(asked.tool_choice),
        may_call=asked.tool_choice != "none",
        form=form,
        limit_tokens=asked.max_output_tokens,
    )


def _role(role: object) -> Role:
    match role:
        case "developer" | "system":
            return "system"
        case "user" | "assistant":
            return role
    raise bad_request(
        f"Invalid value: '{role}'. Supported values are: 'assistant', 'system', 'developer', and 'user'.", "input"
    )


def _content(content: str | list[Part] | None) -> tuple[str, tuple[str, ...]]:
    """The text and the images of a message."""
    if content is None or isinstance(content, str):
        return content or "", ()
    texts: list[str] = []
    images: list[str] = []
    for part in content:
        match part:
            case {"type": "text" | "input_text" | "output_text", "text": str(text)}:
                texts.append(text)
            case {"type": "image_url", "image_url": {"url": str(url)}} | {"type": "input_image", "image_url": str(url)}:
                images.append(url)
            case {"type": "refusal", "refusal": str(text)}:
                texts.append(text)
            case _:
                raise bad_request(
                    f"Invalid content part: type '{part.get('type')}' is not one we can read.", "messages"
                )
    return "\n".join(texts), tuple(images)


def _must_call(choice: str | Json) -> str | None:
    if choice in ("auto", "none"):
        return None
    if choice == "required":
        return ""
    if isinstance(choice, dict) and choice.get("type") == "function":
        return str(choice.get("function", choice).get("name", ""))
    raise bad_request("Invalid value for 'tool_choice'.", "tool_choice")


def _tool(function: Json) -> Tool:
    if not function.get("name"):
        raise bad_request("Missing required parameter: 'tools[0].name'.", "tools")
    tool = Tool(str(function["name"]), function.get("parameters") or {}, bool(function.get("strict")))
    if tool.strict:
        _demand_strict(tool.parameters, f"function '{tool.name}'", "tools")
    return tool


def _chat_form(wanted: Json | None) -> Form | None:
    match wanted:
        case None | {"type": "text"}:
            return None
        case {"type": "json_schema"}:
            return _form(wanted, wanted.get("json_schema") or {})
    return _form(wanted, wanted)


def _form(wanted: Json, details: Json) -> Form:
    if wanted.get("type") == "json_object":
        return Form("", None, strict=False)
    if wanted.get("type") != "json_schema" or not details.get("name") or not isinstance(details.get("schema"), dict):
        raise bad_request("Invalid response format: 'json_schema' needs a name and a schema.", "response_format")
    form = Form(str(details["name"]), details["schema"], bool(details.get("strict")))
    if form.strict:
        _demand_strict(details["schema"], f"response_format '{form.name}'", "response_format")
    return form


def _demand_strict(schema: object, what: str, param: str) -> None:
    """Refuses what strict mode refuses: an object that takes more than it names, or may lack something; defaults.

    Source: https://developers.openai.com/api/docs/guides/structured-outputs#supported-schemas (read 2026-11).
    """
    if isinstance(schema, list):
        for each in schema:
            _demand_strict(each, what, param)
    if not isinstance(schema, dict):
        return
    if "$ref" in schema and len(schema) > 1:
        beside = ", ".join(f"'{name}'" for name in schema if name != "$ref")
        raise _invalid_schema(what, f"$ref cannot have keywords {{{beside}}}.", param)
    if schema.get("type") == "object" or "properties" in schema:
        _demand_strict_object(schema, what, param)
    for name in ("properties", "$defs"):
        _demand_strict(list((schema.get(name) or {}).values()), what, param)
    for name in ("items", "anyOf"):
        _demand_strict(schema.get(name), what, param)


def _demand_strict_object(schema: Json, what: str, param: str) -> None:
    properties = schema.get("properties") or {}
    if schema.get("additionalProperties") is not False:
        raise _invalid_schema(what, "'additionalProperties' is required to be supplied and to be false.", param)
    if set(schema.get("required", [])) != set(properties):
        raise _invalid_schema(what, "'required' has to include every key in properties.", param)
    if any("default" in each for each in properties.values()):
        raise _invalid_schema(what, "'default' is not permitted.", param)


def _invalid_schema(what: str, why: str, param: str) -> Exception:
    return bad_request(f"Invalid schema for {what}: {why}", param, "invalid_json_schema")
