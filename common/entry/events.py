"""Firestore's CloudEvents, decoded: which document was created, and what it holds."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import NamedTuple

from cloudevents.http.event import CloudEvent
from google.events.cloud.firestore_v1.types import DocumentEventData, Value

from common.errors import Malformed


class DocumentCreated(NamedTuple):
    """A document that was created."""

    path: tuple[str, ...]
    """The parts of its path, from the root collection on."""
    data: dict[str, object]


def decode_created(event: CloudEvent) -> DocumentCreated:
    """The document that a `google.cloud.firestore.document.v1.created` event tells of.

    Raises:
        Malformed: it is no such event.

    Source: https://cloud.google.com/eventarc/docs/reference/supported-events (read 2026-11): the data is a
    binary protobuf `google.events.cloud.firestore.v1.DocumentEventData`.
    """
    raw = event.get_data()
    if not isinstance(raw, bytes):
        raise Malformed("The event carries no protobuf.")
    try:
        document = DocumentEventData.deserialize(raw).value
    except Exception as error:  # the protobuf runtimes raise classes of their own, one per implementation
        raise Malformed("The event's protobuf cannot be read.") from error
    _, _, path = document.name.partition("/documents/")
    if not path:
        raise Malformed("The event names no document.")
    return DocumentCreated(tuple(path.split("/")), {name: _decode(value) for name, value in document.fields.items()})


def _decode(value: Value) -> object:
    kind = Value.pb(value).WhichOneof("value_type")
    match kind:
        case "map_value":
            fields: Mapping[str, Value] = value.map_value.fields
            return {name: _decode(part) for name, part in fields.items()}
        case "array_value":
            return [_decode(part) for part in value.array_value.values]
        case "timestamp_value":
            stamp: datetime = value.timestamp_value
            return stamp.astimezone(UTC)
        case None | "null_value":
            return None
        case _:
            return getattr(value, kind)
