"""What values of custom attributes that have a type look like."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.models.attributes import AttributeType, NotOfType, typed
from common.models.contact import Scalar

SCALARS = st.one_of(
    st.text(max_size=20),
    st.integers(-(2**53), 2**53),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.dates().map(date.isoformat),
    st.decimals(-1000, 1000, places=2).map(str),
)


@pytest.mark.parametrize(
    ("value", "type_", "kept"),
    [
        (" 12 ", "number", 12),
        ("-3.5", "number", -3.5),
        (7, "number", 7),
        (7, "text", "7"),
        (True, "text", "yes"),
        ("2026-02-28", "date", "2026-02-28"),
        ("Yes", "boolean", True),
        (0, "boolean", False),
        (False, "boolean", False),
    ],
)
def test_what_means_the_same_is_kept_as_the_type(value: Scalar, type_: AttributeType, kept: Scalar) -> None:
    found = typed(value, AttributeType(type_))
    assert (found, type(found)) == (kept, type(kept))


@pytest.mark.parametrize(
    ("value", "type_"),
    [
        ("twelve", "number"),
        (True, "number"),
        ("1e5", "number"),
        ("٣", "date"),
        ("2026-02-30", "date"),
        ("20260228", "date"),
        (7, "date"),
        ("maybe", "boolean"),
        (2, "boolean"),
    ],
)
def test_what_is_of_another_type_is_refused(value: Scalar, type_: AttributeType) -> None:
    with pytest.raises(NotOfType):
        typed(value, AttributeType(type_))


@given(SCALARS, st.sampled_from(AttributeType))
def test_what_is_kept_is_kept_as_it_is_when_it_is_saved_again(value: Scalar, type_: AttributeType) -> None:
    try:
        kept = typed(value, type_)
    except NotOfType:
        return
    assert typed(kept, type_) == kept
