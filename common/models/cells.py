"""Cells of files for spreadsheets, which must not be taken for formulas."""

from typing import Final

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""How cells begin that a spreadsheet would compute.

Source: https://owasp.org/www-community/attacks/CSV_Injection (read 2026-11).
"""


def safe_cell(text: str) -> str:
    """The text of a cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def plain_cell(text: str) -> str:
    """The text of a cell as it was before `safe_cell`."""
    return text[1:] if text.startswith("'") and text.startswith(_FORMULA, 1) else text
