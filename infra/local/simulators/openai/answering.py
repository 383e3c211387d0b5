"""What the stand-in answers: by the form that is asked for, the tools that there are, and the words that were said."""

import base64
import binascii
import hashlib
import json
import re
from dataclasses import dataclass
from typing import Any, Final

from infra.local.simulators.contracts import Json
from infra.local.simulators.openai.agents import FORM, agent_answer, wish
from infra.local.simulators.openai.conversation import Conversation, Tool
from infra.local.simulators.openai.errors import bad_request
from infra.local.simulators.openai.instances import instance
from infra.local.simulators.openai.learning import notes
from infra.local.simulators.openai.rewording import rewordings
from infra.local.simulators.openai.vectors import vector

REFUSAL: Final = "I'm sorry, but I can't help with that."
NEAR: Final = 0.3
"""A sentence nearer to the question than this is taken for its answer."""
IMAGE_TOKENS: Final = 85
_DIMENSIONS: Final = 512
_SENTENCE: Final = re.compile(r"[^.!?\n]+[.!?]?")


@dataclass(frozen=True)
class ToolCall:
    """A function that the model wants called."""

    id: str
    name: str
    arguments: str


@dataclass(frozen=True)
class Reply:
    """An answer before it takes the shape of one of the two APIs."""

    text: str | None = None
    refusal: str | None = None
    calls: tuple[ToolCall, ...] = ()
    cut_off: bool = False
    """Whether the limit of tokens ended it."""

    @property
    def tokens(self) -> int:
        """How many tokens it has."""
        parts = [self.text or "", self.refusal or "", *(call.name + call.arguments for call in self.calls)]
        return sum(map(count_tokens, parts))


def answer(asked: Conversation, fault: str | None = None) -> Reply:
    """The answer to a conversation.

    Args:
        asked: the conversation.
        fault: `refuse` and `malformed` spoil the answer as a model would.
    """
    if fault == "refuse":
        return Reply(refusal=REFUSAL)
    reply = _answer(asked)
    if fault == "malformed" and reply.text is not None:
        return Reply(text=reply.text[: max(1, len(reply.text) // 2)])
    if asked.limit_tokens is not None and reply.text is not None and reply.tokens > asked.limit_tokens:
        return Reply(text="".join(_TOKEN.findall(reply.text)[: asked.limit_tokens]), cut_off=True)
    return reply


def _answer(asked: Conversation) -> Reply:
    if asked.form is not None and asked.form.name == FORM and (made := _of_agent(asked)) is not None:
        return made
    if (tool := _wanted(asked)) is not None:
        arguments = json.dumps(instance(tool.parameters, asked.question), ensure_ascii=False)
        return Reply(calls=(ToolCall(f"call_{_digest(tool.name + asked.question)}", tool.name, arguments),))
    if asked.form is None:
        return Reply(text=_said(asked))
    if asked.form.name == "Rewordings" and (spun := _spun(asked.question)) is not None:
        return Reply(text=json.dumps(spun, ensure_ascii=False))
    if asked.form.name == "LearnedFacts" and (noted := _noted(asked.question)) is not None:
        return Reply(text=json.dumps(noted, ensure_ascii=False))
    schema: Json = asked.form.schema or {"type": "object", "properties": {"answer": {"type": "string"}}}
    return Reply(text=json.dumps(instance(schema, _said(asked)), ensure_ascii=False))


def _of_agent(asked: Conversation) -> Reply | None:
    if asked.may_call and (wanted := wish(asked)) is not None:
        arguments = json.dumps(wanted.arguments, ensure_ascii=False)
        return Reply(calls=(ToolCall(f"call_{_digest(wanted.name + asked.question)}", wanted.name, arguments),))
    made = agent_answer(asked)
    return None if made is None else Reply(text=json.dumps(made, ensure_ascii=False))


def _wanted(asked: Conversation) -> Tool | None:
    """The tool to call: the one that must be, else the one that the last message names."""
    if asked.turns[-1].role == "tool" or not asked.may_call:
        return None
    if asked.must_call is not None:
        found = [tool for tool in asked.tools if asked.must_call in ("", tool.name)]
        if not found:
            raise bad_request(f"Tool choice '{asked.must_call}' not found in 'tools' parameter.", "tool_choice")
        return found[0]
    said = asked.question.casefold()
    named = [tool for tool in asked.tools if tool.name in said or tool.name.replace("_", " ") in said]
    return named[0] if named else None


def _spun(question: str) -> Json | None:
    """The rewordings that our question asks for, if it is ours."""
    try:
        asked = json.loads(question)
        made = rewordings(asked["text"], int(asked["count"]), asked.get("language"))
    except (ValueError, KeyError, TypeError):
        return None
    return {"variants": made}


def _noted(question: str) -> Json | None:
    """The notes that our question asks for, if it is ours."""
    try:
        return notes(json.loads(question))
    except (ValueError, KeyError, TypeError):
        return None


def _said(asked: Conversation) -> str:
    """Words for an answer: of the tools, of the pictures, of the conversation, or the question's own."""
    results = [turn.text for turn in asked.turns if turn.role == "tool"]
    if results and asked.turns[-1].role == "tool":
        return f"That is what I found: {'; '.join(results)}"
    if pictures := [image for turn in asked.turns for image in turn.images]:
        return " ".join(map(_described, pictures))
    question = asked.question
    wanted = vector(question, _DIMENSIONS)
    best, nearest = "", NEAR
    for turn in asked.turns:
        for sentence in _SENTENCE.findall(turn.text):
            nearness = sum(x * y for x, y in zip(wanted, vector(sentence, _DIMENSIONS), strict=True))
            # What the user just said is no answer to it.
            if nearness > nearest and sentence.strip() not in question:
                best, nearest = sentence.strip(), nearness
    return best or f"You wrote: {question}"


def _described(image: str) -> str:
    if not image.startswith("data:"):
        return f"An image at {image}."
    head, _, data = image.removeprefix("data:").partition(",")
    try:
        content = base64.b64decode(data, validate=True)
    except binascii.Error as error:
        raise bad_request("Invalid base64 image_url.", "messages", "invalid_base64") from error
    return read_bytes(content, f"An image ({head.partition(';')[0]}")


def read_bytes(content: bytes, what: str) -> str:
    """What `content` says where it is plain text, else a description of it that begins with `what`."""
    try:
        text = content.decode()
    except UnicodeDecodeError:
        text = ""
    if text.isprintable() and text.strip():
        return text.strip()
    return f"{what}, {len(content)} bytes, {hashlib.sha256(content).hexdigest()[:8]})."


_TOKEN: Final = re.compile(r"\s*\w{1,4}|\s*[^\w\s]|\s+")


def count_tokens(text: str) -> int:
    """About as many tokens as a model would count."""
    return len(_TOKEN.findall(text))


def prompt_tokens(asked: Conversation) -> int:
    """The tokens of all that goes in."""
    spoken = sum(count_tokens(turn.text) + IMAGE_TOKENS * len(turn.images) + 4 for turn in asked.turns)
    tools = sum(count_tokens(tool.name + json.dumps(tool.parameters)) for tool in asked.tools)
    form = count_tokens(json.dumps(asked.form.schema)) if asked.form else 0
    return spoken + tools + form


def _digest(text: Any) -> str:
    return hashlib.sha256(str(text).encode(errors="surrogatepass")).hexdigest()[:24]
