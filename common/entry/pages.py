"""Cursors of lists: opaque to the caller, checked when they come back."""

import base64
import binascii
import json
from typing import Final, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from common.errors import Fault, Invalid

DEFAULT_LIMIT: Final = 25
MAX_LIMIT: Final = 100
_GREATEST: Final = 2**55
"""Counts and instants are smaller: in microseconds it is the year 3111."""

T = TypeVar("T")


class ListQuery(BaseModel):
    """What every list takes."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    limit: int = Field(default=DEFAULT_LIMIT, ge=1, le=MAX_LIMIT)
    """How many items at most."""
    cursor: str = Field(default="", max_length=500)
    """`next_cursor` of the page before; empty begins."""


class Page(BaseModel, Generic[T]):
    """A page of a list."""

    items: list[T]
    next_cursor: str | None
    """Give it as `cursor` to get the next page; null at the end."""


def encode_cursor(*parts: str | int) -> str:
    """A cursor that holds `parts`."""
    return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode().rstrip("=")


def decode_cursor(cursor: str, *kinds: type) -> list[str | int]:
    """The parts of a cursor, which must be of `kinds`.

    Raises:
        Invalid: it is none of ours.
    """
    try:
        parts = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if isinstance(parts, list) and [type(part) for part in parts] == list(kinds) and all(map(_is_kept, parts)):
            return parts
    except (ValueError, binascii.Error, RecursionError):
        pass
    raise Invalid("The cursor is not one of ours.", faults=[Fault("/query/cursor", "take `next_cursor` of a page")])


def _is_kept(part: str | int) -> bool:
    """Whether something in the database can be so: no half of a surrogate pair is, and no number beyond all."""
    if isinstance(part, int):
        return abs(part) < _GREATEST
    return not any("\ud800" <= c <= "\udfff" for c in part)
