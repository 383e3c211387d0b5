"""Files of people as spreadsheets write them."""

import csv
import io
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.errors import Invalid
from functions.contacts.service.sheets import read_sheet, rows

HEADER = "Phone Number;Name;Stadt\n"


def cells(raw: bytes) -> list[list[str]]:
    sheet = read_sheet(raw)
    return [row.cells for row in rows([sheet.content[sheet.offset_bytes :]], sheet.delimiter, first_line=2)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_spreadsheets_way_of_writing_is_read(encoding: str, end: str) -> None:
    raw = (HEADER + "+49151;Jörg;Köln\n").replace("\n", end).encode(encoding)
    sheet = read_sheet(raw)
    assert (sheet.delimiter, sheet.columns, sheet.next_line) == (";", ["phone", "name", "attribute:Stadt"], 2)
    assert cells(raw) == [["+49151", "Jörg", "Köln"]]


@pytest.mark.parametrize(
    ("header", "columns"),
    [
        ("phone,name,language,time_zone", ["phone", "name", "language", "time_zone"]),
        ("Chat ID\tTZ", ["chat", "time_zone"]),
        ("contact_id|Kundennummer", ["contact_id", "attribute:Kundennummer"]),
        ('phone,"City, Country"', ["phone", "attribute:City, Country"]),
        ("phone,,x", ["phone", "", "attribute:x"]),
        ("phone", ["phone"]),
    ],
)
def test_what_columns_mean(header: str, columns: list[str]) -> None:
    assert read_sheet(header.encode()).columns == columns


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"", "empty"),
        (b"\n\n", "empty"),
        (b"PK\x03\x04rest", "save it as CSV"),
        (b"name,city\nAna,Ulm\n", "needs a column"),
        (b"phone,mobile\n", "mean the same"),
        (b"phone,x,x\n", "mean the same"),
        (b"phone,__proto__\n", "cannot be a column"),
        (b"phone" + b",x" * 101, "columns"),
    ],
)
def test_what_is_no_list_of_people_is_refused(raw: bytes, why: str) -> None:
    with pytest.raises(Invalid, match=why):
        read_sheet(raw)


CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\r\x00"), max_size=12)
TABLES = st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=12)


@given(TABLES, st.integers(1, 40))
def test_reading_can_go_on_behind_any_row(table: list[list[str]], piece: int) -> None:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(table)
    raw = out.getvalue().encode()
    pieces = [raw[n : n + piece] for n in range(0, len(raw), piece)]
    read = list(rows(pieces, ",", first_line=2))
    assert [row.cells for row in read] == table
    for number, row in enumerate(read):
        rest = list(rows([raw[row.offset_bytes :]], ",", first_line=row.next_line))
        assert [r.cells for r in rest] == table[number + 1 :]
        assert [r.line for r in rest] == [r.line for r in read[number + 1 :]]


@given(st.binary(max_size=400))
def test_any_bytes_are_read_to_their_end(raw: bytes) -> None:
    read = list(rows([raw], ",", first_line=2))
    assert all(a.offset_bytes < b.offset_bytes for a, b in pairwise(read))
    assert (read[-1].offset_bytes if read else 0) == len(raw)


def test_a_quote_that_never_ends_costs_the_lines_that_it_swallows_only() -> None:
    swallowed = b'+49151,"Ana\n' + b"+49152,Ben\n" * 20_000
    read = list(rows([swallowed], ",", first_line=2))
    assert (read[0].line, bool(read[0].fault)) == (2, True)
    assert read[-1].cells == ["+49152", "Ben"]
    assert read[-1].next_line == 20_003
