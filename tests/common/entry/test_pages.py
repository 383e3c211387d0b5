"""Cursors come back as they went out, and nothing else is one."""

import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.entry.pages import decode_cursor, encode_cursor
from common.errors import Invalid


@given(number=st.integers(1 - 2**55, 2**55 - 1), text=st.text(max_size=50))
def test_a_cursor_comes_back_as_it_went_out(number: int, text: str) -> None:
    assert decode_cursor(encode_cursor(number, text), int, str) == [number, text]


def made(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "!!!!",
        "é",
        made({}),
        made([1]),
        made(["1", "a"]),
        made([True, "a"]),
        made([1.5, "a"]),
        made([1, "a", 2]),
        made([1, None]),
        made([2**63, "a"]),
        made([-(2**55), "a"]),
        made([1, "\ud800"]),
        base64.urlsafe_b64encode(b"\xff\xff").decode(),
        base64.urlsafe_b64encode(b"[" * 300).decode(),
    ],
)
def test_what_is_none_of_our_cursors_is_refused(cursor: str) -> None:
    with pytest.raises(Invalid) as refused:
        decode_cursor(cursor, int, str)
    assert refused.value.faults[0].pointer == "/query/cursor"


@given(cursor=st.text(max_size=500))
def test_no_text_breaks_the_reading_of_a_cursor(cursor: str) -> None:
    try:
        parts = decode_cursor(cursor, int, str)
    except Invalid:
        return
    assert [type(part) for part in parts] == [int, str]
