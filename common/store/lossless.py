"""Firestore's values as JSON and back, without loss: what JSON has no word for is an object with one name, `$...`.

| Firestore | JSON |
| --- | --- |
| null, boolean, string, map, array | the same |
| integer, double | a number without, or with, a point or exponent; `{"$double": "nan"}` for what is no number |
| timestamp | `{"$time": "2026-11-25T12:00:00.123456789Z"}`, to the nanosecond |
| bytes | `{"$bytes": "base64"}` |
| geographical point | `{"$point": [latitude, longitude]}` |
| reference | `{"$document": "contacts/x"}` below the tenant, else `{"$reference": "projects/..."}` |
| a string that is a path of the tenant's | `{"$path": "media/..."}`, so that it can become another tenant's |
| a map one of whose names begins with `$` | `{"$map": {...}}` |

Vectors are maps with the name `__type__` for Firestore itself, and so they are here.
"""

import base64
import calendar
import math
import re
import time
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Final

from google.cloud.firestore_v1.types import Value

from common.errors import AppError
from common.store.wire import Message, put

Json = object
"""What `json.dumps` takes and `json.loads` gives."""
_Value: Final = Value.pb()
_TIME: Final = re.compile(r"(\d{4,5}-\d\d-\d\dT\d\d:\d\d:\d\d)\.(\d{9})Z")


class NotLossless(AppError):
    """A stored value is none of ours: it was damaged, or made by a newer version."""

    code, title = "not_lossless", "A stored value cannot be read"


class Codec:
    """Encodes and decodes the values of one tenant's documents."""

    def __init__(self, tenant_path: str, root: str) -> None:
        """Args:
        tenant_path: `tenants/{id}`.
        root: the database: `projects/{id}/databases/{id}`.
        """
        self._prefix = f"{tenant_path}/"
        self._documents = f"{root}/documents/{tenant_path}/"
        self._by_kind: dict[str, Callable[[Message], Json]] = {
            "null_value": lambda value: None,
            "string_value": self._string,
            "boolean_value": lambda value: value.boolean_value,
            "integer_value": lambda value: value.integer_value,
            "double_value": lambda value: _double(value.double_value),
            "timestamp_value": lambda value: {"$time": stamp(value.timestamp_value)},
            "map_value": lambda value: self.dump(value.map_value.fields),
            "array_value": lambda value: [self._dump(part) for part in value.array_value.values],
            "bytes_value": lambda value: {"$bytes": base64.b64encode(value.bytes_value).decode()},
            "geo_point_value": lambda value: {
                "$point": [value.geo_point_value.latitude, value.geo_point_value.longitude]
            },
            "reference_value": lambda value: self._reference(value.reference_value),
        }

    def dump(self, fields: Mapping[str, Message]) -> dict[str, Json]:
        """A map's values as JSON.

        Raises:
            NotLossless: a value is of a kind that this version does not know.
        """
        made: dict[str, Json] = {name: self._dump(value) for name, value in fields.items()}
        return {"$map": made} if any(name.startswith("$") for name in made) else made

    def load(self, fields: Mapping[str, Json]) -> dict[str, Message]:
        """The values that `dump` made JSON of, for this tenant.

        Raises:
            NotLossless: `dump` did not make it.
        """
        inner = fields.get("$map") if len(fields) == 1 else None
        taken = inner if isinstance(inner, dict) else fields
        return {name: self._load(value) for name, value in taken.items()}

    def _dump(self, value: Message) -> Json:
        kind = value.WhichOneof("value_type")
        known = self._by_kind.get(kind or "")
        if known is None:
            raise NotLossless(f"A document holds a {kind}, which this version cannot back up.")
        return known(value)

    def _string(self, value: Message) -> Json:
        text: str = value.string_value
        return {"$path": text[len(self._prefix) :]} if text.startswith(self._prefix) else text

    def _reference(self, name: str) -> Json:
        below = name.removeprefix(self._documents)
        return {"$reference": name} if below == name else {"$document": below}

    def _load(self, value: Json) -> Message:
        made = _Value()
        self._fill(made, value)
        return made

    def _fill(self, into: Message, value: Json) -> None:
        match value:
            case None | bool() | str() | int() | float():
                put(value, into)
            case list():
                into.array_value.SetInParent()
                for part in value:
                    self._fill(into.array_value.values.add(), part)
            case dict():
                named = next(iter(value.items())) if len(value) == 1 else ("", None)
                if named[0].startswith("$"):
                    self._fill_named(into, *named)
                else:
                    self._fill_map(into, value)
            case _:
                raise NotLossless(f"A stored value is a {type(value).__name__}.")

    def _fill_map(self, into: Message, inner: Mapping[str, Json]) -> None:
        into.map_value.SetInParent()
        for name, part in inner.items():
            self._fill(into.map_value.fields[name], part)

    def _fill_named(self, into: Message, name: str, value: Json) -> None:
        match name, value:
            case "$map", dict(inner):
                self._fill_map(into, inner)
            case "$time", str(text):
                _fill_time(into.timestamp_value, text)
            case "$bytes", str(text):
                into.bytes_value = base64.b64decode(text)
            case "$path", str(text):
                into.string_value = self._prefix + text
            case "$document", str(text):
                into.reference_value = self._documents + text
            case "$reference", str(text):
                into.reference_value = text
            case "$double", str(text):
                into.double_value = float(text)
            case "$point", [float() | int() as latitude, float() | int() as longitude]:
                into.geo_point_value.latitude, into.geo_point_value.longitude = latitude, longitude
            case _:
                raise NotLossless(f"A stored value is named {name}, which this version does not know.")


def stamp(value: Message) -> str:
    """A `Timestamp` to the nanosecond, in RFC 3339."""
    return f"{_second(value.seconds)}.{value.nanos:09d}Z"


@lru_cache(maxsize=4096)
def _second(seconds: int) -> str:
    # `gmtime` takes all years that Firestore does, from 1 to 9999.
    t = time.gmtime(seconds)
    return f"{t.tm_year:04d}-{t.tm_mon:02d}-{t.tm_mday:02d}T{t.tm_hour:02d}:{t.tm_min:02d}:{t.tm_sec:02d}"


def _fill_time(into: Message, text: str) -> None:
    parts = _TIME.fullmatch(text)
    if parts is None:
        raise NotLossless("A stored time is none.")
    into.SetInParent()
    into.seconds = calendar.timegm(time.strptime(parts[1], "%Y-%m-%dT%H:%M:%S"))
    into.nanos = int(parts[2])


def _double(value: float) -> Json:
    return value if math.isfinite(value) else {"$double": repr(value)}
