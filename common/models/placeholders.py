"""Placeholders in texts: `{{first_name}}`, `{{1}}`."""

import re
from collections.abc import Mapping
from typing import Final

PLACEHOLDER: Final = re.compile(r"\{\{\s*([A-Za-z0-9_]+)\s*\}\}")
"""Source: Meta, "Templates: components", named and positional parameters (2026-05)."""


def names_in(text: str) -> tuple[str, ...]:
    """The names of the placeholders of `text`, each once, in their order."""
    return tuple(dict.fromkeys(PLACEHOLDER.findall(text)))


def fill_in(text: str, values: Mapping[str, str]) -> str:
    """`text` with its placeholders replaced; one without a value stays as it is.

    Values are put in as they are: a placeholder inside a value is not filled in again.
    """
    return PLACEHOLDER.sub(lambda match: values.get(match[1], match[0]), text)
