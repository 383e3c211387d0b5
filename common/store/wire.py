"""Documents as Firestore's own protocol buffers, without google-cloud-firestore's wrappers around every value.

The wrappers are half of what a commit costs the caller. What is written is what `WriteBatch` would have written.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Final

from google.api_core.datetime_helpers import DatetimeWithNanoseconds
from google.cloud import firestore
from google.cloud.firestore_v1.field_path import FieldPath, render_field_path
from google.cloud.firestore_v1.types import Value

Message = Any
"""A protocol buffer; the raw classes carry no types."""
_TRANSFORMS: Final = (
    firestore.Increment,
    firestore.Maximum,
    firestore.Minimum,
    firestore.ArrayUnion,
    firestore.ArrayRemove,
)
_VALUE: Final = Value.pb()
"""Firestore's own; what is restored comes as such."""


@lru_cache(maxsize=10_000)
def rendered(parts: tuple[str, ...]) -> str:
    """A path into maps as Firestore writes it."""
    path: str = render_field_path(parts)
    return path


def fill_create(write: Message, name: str, data: Mapping[str, object]) -> None:
    """Makes `write` create the document `name`, which must not be there."""
    write.update.name = name
    write.current_document.exists = False
    for parts, value in _leaves(data):
        if not _transform(write, parts, value):
            put(value, _at(write.update.fields, parts))


def fill_put(write: Message, name: str, data: Mapping[str, object]) -> None:
    """Makes `write` set the document `name` to `data` and nothing else."""
    write.update.name = name
    for field, value in data.items():
        put(value, write.update.fields[field])


def fill_merge(write: Message, name: str, data: Mapping[str, object]) -> None:
    """Makes `write` set the fields of `data`, down to the leaves of its maps, and leave all others as they are."""
    write.update.name = name
    # Even if it stays empty: without a mask the document would be replaced.
    write.update_mask.SetInParent()
    for parts, value in _leaves(data):
        if _transform(write, parts, value):
            continue
        write.update_mask.field_paths.append(rendered(parts))
        if value is not firestore.DELETE_FIELD:
            put(value, _at(write.update.fields, parts))


def fill_patch(write: Message, name: str, data: Mapping[str, object], if_updated_at: datetime | None) -> None:
    """Makes `write` replace the fields of `data`, whose names may be paths, of a document that must be there."""
    write.update.name = name
    write.update_mask.SetInParent()
    if if_updated_at is None:
        write.current_document.exists = True
    else:
        put_time(if_updated_at, write.current_document.update_time)
    for path, value in data.items():
        parts = FieldPath.from_string(path).parts
        if _transform(write, parts, value):
            continue
        write.update_mask.field_paths.append(rendered(parts))
        if value is not firestore.DELETE_FIELD:
            put(value, _at(write.update.fields, parts))


def fill_remove(write: Message, name: str, if_updated_at: datetime | None) -> None:
    """Makes `write` delete the document `name`."""
    write.delete = name
    if if_updated_at is not None:
        put_time(if_updated_at, write.current_document.update_time)


def put(value: object, into: Message) -> None:  # noqa: C901, PLR0912 -- a case for each of Firestore's types
    """Writes a value into an empty `Value`.

    Raises:
        TypeError: it is nothing that Firestore can hold.
    """
    if value is None:
        into.null_value = 0
    elif isinstance(value, str):
        into.string_value = value
    elif isinstance(value, bool):
        into.boolean_value = value
    elif isinstance(value, int):
        into.integer_value = value
    elif isinstance(value, float):
        into.double_value = value
    elif isinstance(value, datetime):
        put_time(value, into.timestamp_value)
    elif isinstance(value, bytes):
        into.bytes_value = value
    elif isinstance(value, dict):
        into.map_value.SetInParent()
        for name, part in value.items():
            put(part, into.map_value.fields[name])
    elif isinstance(value, _VALUE):
        into.CopyFrom(value)
    elif isinstance(value, list | tuple):
        into.array_value.SetInParent()
        for part in value:
            put(part, into.array_value.values.add())
    else:
        raise TypeError(f"Firestore cannot hold a {type(value).__name__}.")


def take(value: Message) -> object:
    """What a `Value` holds.

    Raises:
        TypeError: it is of a type that we never write.
    """
    match value.WhichOneof("value_type"):
        case "null_value":
            return None
        case "timestamp_value":
            return take_time(value.timestamp_value)
        case "map_value":
            return take_all(value.map_value.fields)
        case "array_value":
            return [take(part) for part in value.array_value.values]
        case "string_value" | "boolean_value" | "integer_value" | "double_value" | "bytes_value" as plain:
            return getattr(value, plain)
        case other:
            raise TypeError(f"A field of a document is a {other}, which we never write.")


def take_all(fields: Mapping[str, Message]) -> dict[str, object]:
    """What the fields of a document or map hold."""
    return {name: take(value) for name, value in fields.items()}


def take_time(stamp: Message) -> datetime:
    """The instant of a `Timestamp`, to the nanosecond, as a precondition must give it back."""
    taken: datetime = DatetimeWithNanoseconds.from_timestamp_pb(stamp)  # type: ignore[no-untyped-call]
    return taken


def put_time(value: datetime, into: Message) -> None:
    """Writes an instant into a `Timestamp`."""
    if isinstance(value, DatetimeWithNanoseconds):
        into.CopyFrom(value.timestamp_pb())  # type: ignore[no-untyped-call]
    else:
        into.FromDatetime(value.astimezone(UTC) if value.tzinfo else value)


def _transform(write: Message, parts: tuple[str, ...], value: object) -> bool:
    """Adds what the server computes, if `value` says so."""
    if not isinstance(value, _TRANSFORMS):
        return False
    change = write.update_transforms.add(field_path=rendered(parts))
    match value:
        case firestore.Increment():
            put(value.value, change.increment)
        case firestore.Maximum():
            put(value.value, change.maximum)
        case firestore.Minimum():
            put(value.value, change.minimum)
        case firestore.ArrayRemove():
            change.remove_all_from_array.SetInParent()
            for part in value.values:
                put(part, change.remove_all_from_array.values.add())
        case _:
            change.append_missing_elements.SetInParent()
            for part in value.values:
                put(part, change.append_missing_elements.values.add())
    return True


def _leaves(data: Mapping[str, object], above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], object]]:
    """Every value that is no map, and every empty map, with the names that lead to it."""
    for name, value in data.items():
        if isinstance(value, dict) and value:
            yield from _leaves(value, (*above, name))
        else:
            yield (*above, name), value


def _at(fields: Message, parts: tuple[str, ...]) -> Message:
    """The `Value` at a path, made where it is missing, and the maps above it."""
    for part in parts[:-1]:
        fields = fields[part].map_value.fields
    return fields[parts[-1]]
