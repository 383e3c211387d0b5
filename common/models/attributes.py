"""Custom attributes of contacts that have a type, and what values of a type look like."""

import re
from datetime import date
from enum import StrEnum
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field

from common.errors import Invalid
from common.models.contact import ATTRIBUTE_NAME, Scalar

MOST_DEFINITIONS: Final = 100
_NUMBER: Final = re.compile(r"[+-]?\d{1,15}(\.\d{1,15})?")
_TRUE: Final = frozenset({"true", "yes", "1"})
_FALSE: Final = frozenset({"false", "no", "0"})


class AttributeType(StrEnum):
    """What the values of an attribute are."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    BOOLEAN = "boolean"


class AttributeDefinition(BaseModel):
    """An attribute whose values have a type, for every contact of the tenant."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="forbid", use_attribute_docstrings=True)

    name: Annotated[str, Field(pattern=ATTRIBUTE_NAME, min_length=1, max_length=64)]
    """What it is called."""
    type: AttributeType = AttributeType.TEXT
    """What its values are."""


class NotOfType(Invalid):
    """A value is none of its attribute's type; trying again does not help."""

    code, title = "not_of_type", "A value is of another type"


def typed(value: Scalar, type_: AttributeType) -> Scalar:
    """A value as an attribute of a type keeps it; what means the same in words, such as from a file, is taken too.

    Args:
        value: what somebody wrote.
        type_: dates are kept as `2026-11-23`, which compare as texts do.

    Raises:
        NotOfType: it cannot be one; the sentence says what can.
    """
    match type_:
        case AttributeType.TEXT:
            return value if isinstance(value, str) else _words(value)
        case AttributeType.NUMBER:
            return _number(value)
        case AttributeType.DATE:
            return _date(value)
        case AttributeType.BOOLEAN:
            return _boolean(value)


def _words(value: Scalar) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def _number(value: Scalar) -> int | float:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    text = value.strip() if isinstance(value, str) else ""
    if not _NUMBER.fullmatch(text):
        raise NotOfType(f"“{_words(value)[:40]}” is no number, such as 12 or 3.5.")
    return float(text) if "." in text else int(text)


def _date(value: Scalar) -> str:
    text = value.strip() if isinstance(value, str) else ""
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            raise ValueError(text)
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise NotOfType(f"“{_words(value)[:40]}” is no date, such as 2026-11-23.") from error


def _boolean(value: Scalar) -> bool:
    text = _words(value).strip().casefold()
    if text in _TRUE or text in _FALSE:
        return text in _TRUE
    raise NotOfType(f"“{text[:40]}” is neither yes nor no.")
