"""Cells of files that no spreadsheet computes with."""

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from common.models.cells import plain_cell, safe_cell


@given(st.one_of(st.text(), st.text("'=+x", max_size=5)))
def test_no_cell_begins_a_formula_and_none_loses_its_text(text: str) -> None:
    cell = safe_cell(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert plain_cell(cell) == text


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r")), min_size=1))
def test_cells_come_out_of_the_file_as_they_went_in(cells: list[str]) -> None:
    into = io.StringIO(newline="")
    csv.writer(into).writerow([safe_cell(cell) for cell in cells])
    (row,) = csv.reader(io.StringIO(into.getvalue(), newline=""))
    assert row == [safe_cell(cell) for cell in cells]
