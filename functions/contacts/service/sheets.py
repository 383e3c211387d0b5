"""Files of people, as spreadsheets write them: what encoding and separators they have, and what their columns mean."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from common.errors import Fault, Invalid

MOST_COLUMNS: Final = 100
LONGEST_HEADER: Final = 200
LONGEST_VALUE: Final = 1024
"""As long as an attribute may be that people set."""
DELIMITERS: Final = (",", ";", "\t", "|")
_BROKEN: Final = "\ufffd"
"""What stands for bytes that are no character."""
ATTRIBUTE: Final = "attribute:"
"""Stands before the name of an attribute among the meanings of columns."""
MEANINGS: Final = {
    "phone": (
        "phone",
        "phone number",
        "phonenumber",
        "mobile",
        "mobile number",
        "cell",
        "msisdn",
        "number",
        "whatsapp",
    ),
    "chat": ("chat", "chat id", "telegram", "telegram id"),
    "contact_id": ("contact id", "contact", "id"),
    "name": ("name", "full name"),
    "language": ("language", "lang", "locale"),
    "time_zone": ("time zone", "timezone", "tz"),
}
_MEANING: Final = {word: meaning for meaning, words in MEANINGS.items() for word in words}


class Sheet(NamedTuple):
    """A file that can be worked off."""

    content: bytes
    """Its bytes as UTF-8, without a byte order mark, with lines that end in a line feed."""
    delimiter: str
    columns: list[str]
    """What each column means: one of `MEANINGS`, an attribute, or nothing."""
    offset_bytes: int
    """Where its first row begins."""
    next_line: int
    """The number of the line there."""


class Opened(NamedTuple):
    """A file whose columns are still to be told what they mean."""

    content: bytes
    """Its bytes as UTF-8, without a byte order mark, with lines that end in a line feed."""
    delimiter: str
    header: list[str]
    """The names of its columns."""
    offset_bytes: int
    """Where its first row begins."""
    next_line: int
    """The number of the line there."""


class Row(NamedTuple):
    """A row of a file."""

    line: int
    """The number of its first line, the header's being 1."""
    cells: list[str]
    offset_bytes: int
    """Where the next row begins, counted from where reading began."""
    next_line: int
    """The number of the line there."""
    fault: str = ""
    """Why it cannot be read."""


def read_sheet(raw: bytes) -> Sheet:
    """What a file that somebody uploads holds.

    Raises:
        Invalid: it is no CSV file, or names nobody; the sentence says what is missing.
    """
    opened = open_sheet(raw)
    return Sheet(*opened._replace(header=_columns(opened.header)))


def open_sheet(raw: bytes) -> Opened:
    """A file that somebody uploads, as far as it can be told without knowing what it is for.

    Raises:
        Invalid: it is no CSV file.
    """
    if raw[:4] == b"PK\x03\x04":
        raise _refused("This is a spreadsheet's own format; save it as CSV and upload that.")
    content = _utf8(raw)
    first_line = content.partition(b"\n")[0].decode()
    delimiter = max(DELIMITERS, key=lambda d: (_unquoted(first_line).count(d), -DELIMITERS.index(d)))
    header = next(rows([content], delimiter, first_line=1), None)
    if header is None or not any(cell.strip() for cell in header.cells):
        raise _refused("The file is empty; its first line must name the columns.")
    if len(header.cells) > MOST_COLUMNS:
        raise _refused(f"The file has {len(header.cells)} columns; {MOST_COLUMNS} are possible.")
    names = [" ".join(cell.split()) for cell in header.cells]
    if any(len(name) > LONGEST_HEADER for name in names):
        raise _refused(f"A column's name may have {LONGEST_HEADER} characters; does the first line name the columns?")
    return Opened(content, delimiter, names, header.offset_bytes, header.next_line)


def rows(pieces: Iterable[bytes], delimiter: str, *, first_line: int) -> Iterator[Row]:
    """The rows of a file, one at a time.

    Args:
        pieces: its bytes, from the beginning of a row on.
        delimiter: what separates its columns.
        first_line: the number of the line where they begin.
    """
    lines = _Lines(pieces)
    while True:
        begun = lines.number
        reader = csv.reader(lines, delimiter=delimiter)
        try:
            for cells in reader:
                broken = any(_BROKEN in cell for cell in cells)
                fault = "The line holds characters that are not written in the file's encoding." if broken else ""
                yield Row(first_line + begun, cells, lines.offset_bytes, first_line + lines.number, fault)
                begun = lines.number
            return
        except csv.Error:
            # A quote that is never closed swallows what follows, until the reader has had enough.
            fault = "A quote begins in this line that does not end."
            yield Row(first_line + begun, [], lines.offset_bytes, first_line + lines.number, fault)


class _Lines(Iterator[str]):
    """The lines of a stream, and how far it was read."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._lines = _split(pieces)
        self.offset_bytes = 0
        self.number = 0

    def __next__(self) -> str:
        line = next(self._lines)
        self.offset_bytes += len(line)
        self.number += 1
        return line.decode(errors="replace")


def _split(pieces: Iterable[bytes]) -> Iterator[bytes]:
    rest = b""
    for piece in pieces:
        # One after the other: all lines of a piece at once would take several times its room.
        rest, begin = rest + piece, 0
        while (end := rest.find(b"\n", begin) + 1) > 0:
            yield rest[begin:end]
            begin = end
        rest = rest[begin:]
    if rest:
        yield rest


def _utf8(raw: bytes) -> bytes:
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raw = raw.decode("utf-16", errors="replace").encode()
    else:
        raw = raw.removeprefix(b"\xef\xbb\xbf")
        if not _is_utf8(raw) and not _is_mostly_utf8(raw):
            raw = raw.decode("latin-1").encode()
    raw = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n") if b"\r" in raw else raw
    return raw.lstrip(b"\n")


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True


def _is_mostly_utf8(raw: bytes) -> bool:
    """Whether most of the lines that are not plain ASCII are UTF-8: then the others are broken, not the whole file."""
    special = [line for line in raw.splitlines() if not line.isascii()]
    return sum(map(_is_utf8, special)) > len(special) / 2


def _unquoted(line: str) -> str:
    return "".join(part for number, part in enumerate(line.split('"')) if number % 2 == 0)


def _columns(names: Sequence[str]) -> list[str]:
    meanings = [
        _MEANING.get(n.lower().replace("_", " ").replace("-", " "), f"{ATTRIBUTE}{n}" if n else "") for n in names
    ]
    twice = {m for m in meanings if m and meanings.count(m) > 1}
    if twice:
        said = ", ".join(name for name, meaning in zip(names, meanings, strict=True) if meaning in twice)
        raise _refused(f"Columns that mean the same: {said}. Keep one of them.")
    wrong = [n for n in names if n.startswith("__") or len(n) > 64]
    if wrong:
        raise _refused(f"“{wrong[0][:64]}” cannot be a column's name: too long, or it begins with two underscores.")
    if not {"phone", "chat", "contact_id"} & set(meanings):
        seen = ", ".join(f"“{name}”" for name in names[:10])
        raise _refused(f"The file needs a column “phone”, “chat” or “contact_id”; its first line names {seen}.")
    return meanings


def _refused(detail: str) -> Invalid:
    return Invalid(detail, faults=[Fault("", detail)])
