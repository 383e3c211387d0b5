"""Cells of files for spreadsheets, which must not be taken for formulas."""

import re
from typing import Final

_FORMULA: Final = re.compile(r"'*[=+\-@\t\r]")
"""How cells begin that a spreadsheet would compute, or that had quotes before that already.

Source: https://owasp.org/www-community/attacks/CSV_Injection (read 2026-11).
"""


def safe_cell(text: str) -> str:
    """The text of a cell that no spreadsheet takes for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def plain_cell(text: str) -> str:
    """The text of a cell as it was before `safe_cell`."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text
