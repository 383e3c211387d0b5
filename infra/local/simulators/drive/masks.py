"""Partial answers: the parameter `fields`, such as `nextPageToken,files(id,name)`.

Source: https://developers.google.com/workspace/drive/api/guides/fields-parameter (read 2026-11).
"""

import re
from typing import Any

from infra.local.simulators.drive.errors import invalid_query

Mask = dict[str, "Mask"]


def parse_mask(text: str) -> Mask:
    """The fields that are wanted, with those inside of them; an empty one inside is all of it.

    Raises:
        GoogleError: 400 for what is no mask.
    """
    tokens = re.findall(r"[\w*]+|[(),/]|\S", text)
    mask, at = _parse(tokens, 0)
    if at != len(tokens):
        raise invalid_query("fields")
    return mask


def _parse(tokens: list[str], at: int) -> tuple[Mask, int]:
    mask: Mask = {}
    while True:
        if at >= len(tokens) or not re.fullmatch(r"[\w*]+", tokens[at]):
            raise invalid_query("fields")
        inner = mask.setdefault(tokens[at], {})
        at += 1
        while at < len(tokens) and tokens[at] == "/":
            if at + 1 >= len(tokens):
                raise invalid_query("fields")
            inner = inner.setdefault(tokens[at + 1], {})
            at += 2
        if at < len(tokens) and tokens[at] == "(":
            parsed, at = _parse(tokens, at + 1)
            if at >= len(tokens) or tokens[at] != ")":
                raise invalid_query("fields")
            inner.update(parsed)
            at += 1
        if at >= len(tokens) or tokens[at] != ",":
            return mask, at
        at += 1


def masked(value: Any, mask: Mask) -> Any:
    """What of `value` is wanted."""
    if isinstance(value, list):
        return [masked(each, mask) for each in value]
    if not mask or "*" in mask or not isinstance(value, dict):
        return value
    return {name: masked(value[name], inner) for name, inner in mask.items() if name in value}
