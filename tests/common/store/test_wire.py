"""What is written without google-cloud-firestore's wrappers is what the library itself would have written."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum
from typing import Any

import pytest
from google.api_core.datetime_helpers import DatetimeWithNanoseconds
from google.cloud import firestore
from google.cloud.firestore_v1 import _helpers
from google.cloud.firestore_v1.types import Value, Write

from common.store import wire

NAME = "projects/p/databases/(default)/documents/tenants/t/messages/m"
AT = datetime(2026, 11, 23, 4, 5, 6, 789012, tzinfo=UTC)
EXACT = DatetimeWithNanoseconds(2026, 11, 23, 4, 5, 6, nanosecond=789012345, tzinfo=UTC)


class Colour(StrEnum):
    """A state as models hold it."""

    RED = "red"


PLAIN: dict[str, object] = {
    "text": "Grüße 👋",
    "empty": "",
    "state": Colour.RED,
    "yes": True,
    "count": 3,
    "large": 2**62,
    "ratio": 0.5,
    "nothing": None,
    "bytes": b"\x00\x01",
    "at": AT,
    "exactly_at": EXACT,
    "elsewhere_at": AT.astimezone(timezone(timedelta(hours=5, minutes=30))),
    "list": [1, "two", None, {"three": 3}, []],
    "map": {"deep": {"er": [1]}, "hollow": {}},
    "hollow": {},
    "odd-name": 1,
    "4915550001": {"with.dot": {"`tick`": 1}},
}
COMPUTED: dict[str, object] = {
    "unread": firestore.Increment(1),
    "last_inbound_ms": {"channel-1": firestore.Maximum(7)},
    "channels": firestore.ArrayUnion(["a", {"b": 1}]),
    "left": firestore.ArrayRemove(["a", 2]),
}


def _library(writes: list[Any]) -> Any:
    (write,) = writes
    return Write.pb(write)


def _sorted(write: Any) -> Any:
    """The same write with its mask and transforms in order; Firestore sees sets."""
    mask, transforms = (
        sorted(write.update_mask.field_paths),
        sorted(write.update_transforms, key=lambda t: t.field_path),
    )
    copy = type(write)()
    copy.CopyFrom(write)
    copy.update_mask.field_paths[:] = mask
    del copy.update_transforms[:]
    copy.update_transforms.extend(transforms)
    return copy


@pytest.mark.parametrize("data", [{}, PLAIN, COMPUTED, {**PLAIN, **COMPUTED}])
def test_a_create_is_the_librarys(data: Mapping[str, object]) -> None:
    write = Write.pb()()
    wire.fill_create(write, NAME, data)
    assert _sorted(write) == _sorted(_library(_helpers.pbs_for_create(NAME, dict(data))))


@pytest.mark.parametrize(
    "data", [{}, PLAIN, COMPUTED, {**PLAIN, **COMPUTED}, {"gone": firestore.DELETE_FIELD, "kept": {"a": 1}}]
)
def test_a_merge_is_the_librarys(data: Mapping[str, object]) -> None:
    write = Write.pb()()
    wire.fill_merge(write, NAME, data)
    assert _sorted(write) == _sorted(_library(_helpers.pbs_for_set_with_merge(NAME, dict(data), True)))
    assert write.HasField("update_mask")


PATCHES: list[dict[str, object]] = [
    {"status": Colour.RED, "status_at.sending": AT, "attempts": 1},
    {"failure": firestore.DELETE_FIELD, "media": {"mime_type": "image/png", "inner": {"a": []}}},
    {"unread": firestore.Increment(2), "identities": firestore.ArrayUnion(["x"]), "merged_into": ""},
    {"hollow": {}, "opt_outs.marketing": {"at": AT}},
]


@pytest.mark.parametrize("fields", PATCHES)
@pytest.mark.parametrize("version", [None, AT])
def test_a_patch_is_the_librarys(fields: dict[str, object], version: datetime | None) -> None:
    option = firestore.Client.write_option(last_update_time=version) if version else None
    write = Write.pb()()
    wire.fill_patch(write, NAME, fields, version)
    assert _sorted(write) == _sorted(_library(_helpers.pbs_for_update(NAME, fields, option)))


def test_a_condition_keeps_the_nanoseconds_that_the_library_drops() -> None:
    write = Write.pb()()
    wire.fill_patch(write, NAME, {"a": 1}, EXACT)
    assert write.current_document.update_time.nanos == 789012345


def test_what_was_written_is_read_back_as_the_library_reads_it() -> None:
    write = Write.pb()()
    wire.fill_create(write, NAME, PLAIN)
    read = wire.take_all(write.update.fields)
    assert read == _helpers.decode_dict(write.update.fields, None)
    assert read == PLAIN


def test_a_version_keeps_its_nanoseconds() -> None:
    value = Value.pb()()
    wire.put(EXACT, value)
    assert wire.take_time(value.timestamp_value) == EXACT
    assert value.timestamp_value.nanos == 789012345


@pytest.mark.parametrize("value", [object(), {1, 2}, [firestore.Increment(1)]])
def test_what_firestore_cannot_hold_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="cannot hold"):
        wire.put(value, Value.pb()())


def test_a_field_of_a_type_that_is_never_written_is_refused() -> None:
    value = Value.pb()()
    value.geo_point_value.latitude = 1
    with pytest.raises(TypeError, match="geo_point_value"):
        wire.take(value)
