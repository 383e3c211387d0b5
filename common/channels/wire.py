"""Reading a provider's JSON, and keeping its own words in a form that can be stored."""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Final, NoReturn

from pydantic import BaseModel, BeforeValidator, ConfigDict, JsonValue, StringConstraints

from common.errors import Malformed

KEPT_DEPTH: Final = 10
"""How deep kept words may nest; Firestore allows 20 levels a document, the message itself takes some."""

KEPT_BYTES: Final = 200_000
"""How many bytes of a part are kept as they came; a document of 256 KB and more no longer fits into a change event."""

TEXT_CHARS: Final = 100_000
"""How much of one text is stored; more than a client of either provider lets a person write."""

NAME_CHARS: Final = 256
"""How much of a name is stored."""

_ESCAPED_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_RESERVED_KEY = re.compile(r"^__.*__$", re.DOTALL)
_MAX_INT: Final = 2**63


def _text(value: object) -> object:
    return "" if value is None else value


Text = Annotated[str, BeforeValidator(_text), StringConstraints()]
"""A string that the provider may also leave out or send as null."""


class Payload(BaseModel):
    """Base of what arrives from a provider: what we do not know is ignored, ids may be numbers."""

    model_config = ConfigDict(frozen=True, extra="ignore", coerce_numbers_to_str=True, populate_by_name=True)


def read_object(body: bytes) -> dict[str, JsonValue]:
    """The JSON object in `body`, with unpaired surrogates replaced so that every text can be stored.

    Raises:
        Malformed: it is not UTF-8, not JSON, nested too deep, or not an object.
    """
    try:
        text = body.decode("utf-8-sig")
        value = json.loads(text, parse_constant=_refuse_constant)
        if _ESCAPED_SURROGATE.search(text):
            value = _mend(value)
    except ValueError as error:
        raise Malformed("The body is not JSON") from error
    except RecursionError as error:
        raise Malformed("The body is nested too deep") from error
    if not isinstance(value, dict):
        raise Malformed("The body is not a JSON object")
    return value


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _mend(value: JsonValue) -> JsonValue:
    """A text that a provider cut in the middle of an emoji holds half of a surrogate pair, which nothing can encode."""
    if isinstance(value, str):
        return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if isinstance(value, list):
        return [_mend(item) for item in value]
    if isinstance(value, dict):
        return {str(_mend(key)): _mend(item) for key, item in value.items()}
    return value


def keep(words: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    """The provider's words in a form that Firestore can store.

    Lists within lists, what is nested too deep and what is too large become JSON text; whole numbers beyond 64 bits
    become texts.

    Source: https://firebase.google.com/docs/firestore/quotas (limits of documents and field names), read 2026-11.
    """
    as_text = json.dumps(words, ensure_ascii=False, separators=(",", ":"))
    if len(as_text.encode()) > KEPT_BYTES:
        return {"oversized_json": as_text[: KEPT_BYTES // 4]}
    return {_key(key): _kept(item, 1) for key, item in words.items()}


def _kept(value: JsonValue, depth: int) -> JsonValue:
    if isinstance(value, (dict, list)) and depth >= KEPT_DEPTH:
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, dict):
        return {_key(key): _kept(item, depth + 1) for key, item in value.items()}
    if isinstance(value, list):
        return [
            json.dumps(item, ensure_ascii=False) if isinstance(item, list) else _kept(item, depth + 1) for item in value
        ]
    if isinstance(value, int) and not -_MAX_INT <= value < _MAX_INT:
        return str(value)
    return value


def _key(key: str) -> str:
    if not key or _RESERVED_KEY.match(key):
        return key.strip("_") or "_"
    return key[:300]


def as_object(value: JsonValue) -> dict[str, JsonValue]:
    """`value` if it is an object, else an object that holds it, so that nothing unreadable is dropped."""
    return value if isinstance(value, dict) else {"value": value}


def as_list(value: JsonValue) -> list[JsonValue]:
    """`value` if it is a list, nothing if it is absent, else a list of it alone."""
    if isinstance(value, list):
        return value
    return [] if value is None else [value]


def read_time(value: str | int | float | None) -> datetime:
    """The UTC instant of a provider's timestamp: seconds or milliseconds since 1970, as a number or as digits.

    Raises:
        ValueError: it is none; nothing in its place would be true.
    """
    try:
        number = float(value or 0)
        at = datetime.fromtimestamp(number / 1000 if number > 1e11 else number, UTC)
    except (OverflowError, OSError) as error:
        raise ValueError("no instant") from error
    if at.year < 2000:
        raise ValueError("no instant of a message")
    return at
