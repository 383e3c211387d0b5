"""Instances of JSON schemas: the smallest that satisfies one, with something readable in its strings."""

import re
from typing import Any, Final

from infra.local.simulators.contracts import Json
from infra.local.simulators.openai.errors import bad_request

DEEPEST: Final = 8
"""Below it, what may be empty or null is, so that a schema that contains itself ends."""
_FORMATS: Final = {
    "date": "2026-01-31",
    "date-time": "2026-01-31T12:00:00Z",
    "time": "12:00:00Z",
    "duration": "P1D",
    "email": "ada@example.com",
    "hostname": "example.com",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "uri": "https://example.com/",
    "uuid": "00000000-0000-4000-8000-000000000000",
}
_SAMPLES: Final = ("", "a", "A", "1", "en", "en-US", "text", "2026-01-31", "12:00", "+4915550001111", "a-1", "#000000")


def instance(schema: Json, say: str) -> Any:
    """A value that satisfies `schema`, whose strings say `say` where they are free.

    Raises:
        OpenAiError: a string's pattern is one that no sample meets.
    """
    return _Filler(schema, say).fill(schema, 0)


class _Filler:
    def __init__(self, root: Json, say: str) -> None:
        self._root = root
        self._say = say

    def fill(self, schema: Json, depth: int) -> Any:
        schema = self._resolved(schema)
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            return schema["enum"][0]
        if options := schema.get("anyOf") or schema.get("oneOf"):
            return self.fill(self._chosen(options, depth), depth)
        kinds = schema.get("type", "object" if "properties" in schema else "string")
        kind = kinds if isinstance(kinds, str) else next((k for k in kinds if k != "null"), "null")
        return self._of_kind(kind, schema, depth)

    def _of_kind(self, kind: str, schema: Json, depth: int) -> Any:
        match kind:
            case "object":
                return {name: self.fill(part, depth + 1) for name, part in schema.get("properties", {}).items()}
            case "array":
                return self._array(schema, depth)
            case "string":
                return self._string(schema)
            case "integer" | "number":
                return _number(schema, whole=kind == "integer")
            case "boolean":
                return False
        return None

    def _resolved(self, schema: Json) -> Json:
        while "$ref" in schema or "allOf" in schema:
            if "allOf" in schema:
                merged: Json = {}
                for part in schema["allOf"]:
                    merged |= self._resolved(part)
                return merged | {name: value for name, value in schema.items() if name != "allOf"}
            found: Any = self._root
            for step in str(schema["$ref"]).removeprefix("#").split("/")[1:]:
                found = found[step.replace("~1", "/").replace("~0", "~")]
            schema = found
        return schema

    def _chosen(self, options: list[Json], depth: int) -> Json:
        nothing = [option for option in options if option.get("type") == "null"]
        if depth >= DEEPEST and nothing:
            return nothing[0]
        return next((option for option in options if option.get("type") != "null"), options[0])

    def _array(self, schema: Json, depth: int) -> list[Any]:
        count = schema.get("minItems", 0 if depth >= DEEPEST else 1)
        count = min(count, schema.get("maxItems", count))
        return [self.fill(schema.get("items", {}), depth + 1) for _ in range(count)]

    def _string(self, schema: Json) -> str:
        if form := _FORMATS.get(schema.get("format", "")):
            return form
        shortest, longest = schema.get("minLength", 0), schema.get("maxLength", 2000)
        pattern = schema.get("pattern")
        for text in (self._say, *_SAMPLES):
            fitting = text[:longest].ljust(shortest, ".")
            if pattern is None or re.search(pattern, fitting):
                return fitting
        raise bad_request(f"The stand-in has no string that matches {pattern}.", "response_format")


def _number(schema: Json, *, whole: bool) -> int | float:
    """A number within the bounds: four fifths of the way where both are known, as befits a confidence."""
    least: float | None = schema.get("minimum", schema.get("exclusiveMinimum"))
    most: float | None = schema.get("maximum", schema.get("exclusiveMaximum"))
    step: float | None = schema.get("multipleOf", 1 if whole else None)
    if least is not None and most is not None:
        number = least + 0.8 * (most - least)
    elif least is not None:
        number = least + (step or 1)
    else:
        number = 1 if most is None else min(1, most - (step or 1))
    if step:
        number = number // step * step
    return int(number) if whole else round(float(number), 6)
