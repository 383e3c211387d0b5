"""The part of Drive's search language that an app needs: `files.list`'s parameter `q`.

Source: https://developers.google.com/workspace/drive/api/guides/ref-search-terms (read 2026-11).
"""

import re
from collections.abc import Callable, Iterator
from typing import Final, Protocol

from infra.local.simulators.drive.errors import invalid_query

_TOKEN: Final = re.compile(r"\s*(?:'((?:[^'\\]|\\.)*)'|(<=|>=|!=|[=<>(){}])|([A-Za-z]\w*))")
_TIMES: Final = {"modifiedTime": "modified_at", "createdTime": "created_at"}


class Searched(Protocol):
    """What a query looks at."""

    name: str
    mime_type: str
    parents: list[str]
    properties: dict[str, str]
    trashed: bool
    created_at: str
    modified_at: str


Matches = Callable[[Searched], bool]


def compile_query(text: str) -> Matches:
    """A query as a test of one file; an empty one fits all.

    Raises:
        GoogleError: 400, as for every query that Drive does not understand.
    """
    if not text.strip():
        return lambda _: True
    return _Parser(list(_tokens(text))).whole()


class _Token(str):
    """A word or a sign; `quoted` marks a string."""

    quoted = False


class _Quoted(_Token):
    quoted = True


def _tokens(text: str) -> Iterator[_Token]:
    at = 0
    text = text.rstrip()
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise invalid_query("q")
        string, sign, word = match.groups()
        yield _Quoted(re.sub(r"\\(.)", r"\1", string)) if string is not None else _Token(sign or word)
        at = match.end()


class _Parser:
    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._at = 0

    def whole(self) -> Matches:
        found = self._either()
        if self._at != len(self._tokens):
            raise invalid_query("q")
        return found

    def _peek(self) -> str:
        token = self._tokens[self._at] if self._at < len(self._tokens) else _Token()
        return "" if token.quoted else str(token)

    def _take(self, *wanted: str) -> str:
        """The next word or sign, one of `wanted` where any are named."""
        word = self._peek()
        if not word or (wanted and word not in wanted):
            raise invalid_query("q")
        self._at += 1
        return word

    def _string(self) -> str:
        token = self._tokens[self._at] if self._at < len(self._tokens) else _Token()
        if not token.quoted:
            raise invalid_query("q")
        self._at += 1
        return str(token)

    def _either(self) -> Matches:
        left = self._both()
        while self._peek() == "or":
            self._take()
            left = _or(left, self._both())
        return left

    def _both(self) -> Matches:
        left = self._one()
        while self._peek() == "and":
            self._take()
            left = _and(left, self._one())
        return left

    def _one(self) -> Matches:
        if self._peek() == "not":
            self._take()
            inner = self._one()
            return lambda file: not inner(file)
        if self._peek() == "(":
            self._take()
            inner = self._either()
            self._take(")")
            return inner
        if not self._peek():
            return self._member()
        return self._term(self._take("name", "mimeType", "trashed", "appProperties", *_TIMES))

    def _member(self) -> Matches:
        parent = self._string()
        self._take("in")
        self._take("parents")
        return lambda file: parent in file.parents

    def _term(self, field: str) -> Matches:
        if field == "appProperties":
            return self._has()
        if field == "trashed":
            negated = self._take("=", "!=") == "!="
            wanted = (self._take("true", "false") == "true") is not negated
            return lambda file: file.trashed is wanted
        if field in _TIMES:
            sign, instant, name = self._take("<", "<=", "=", "!=", ">", ">="), self._string(), _TIMES[field]
            return lambda file: _compares(str(getattr(file, name)), sign, instant)
        sign, value = self._take("=", "!=", "contains"), self._string()
        if field == "mimeType":
            return lambda file: _says(file.mime_type, sign, value, file.mime_type.startswith(value))
        # Of names, Drive compares the beginnings of words.
        return lambda file: _says(
            file.name, sign, value, any(part.startswith(value.lower()) for part in re.split(r"\W+", file.name.lower()))
        )

    def _has(self) -> Matches:
        self._take("has")
        self._take("{")
        self._take("key")
        self._take("=")
        key = self._string()
        self._take("and")
        self._take("value")
        self._take("=")
        value = self._string()
        self._take("}")
        return lambda file: file.properties.get(key) == value


def _or(left: Matches, right: Matches) -> Matches:
    return lambda file: left(file) or right(file)


def _and(left: Matches, right: Matches) -> Matches:
    return lambda file: left(file) and right(file)


def _says(text: str, sign: str, value: str, contained: bool) -> bool:
    return contained if sign == "contains" else (text == value) is (sign == "=")


def _compares(one: str, sign: str, other: str) -> bool:
    order = (one > other) - (one < other)
    return {"<": order < 0, "<=": order <= 0, "=": order == 0, "!=": order != 0, ">": order > 0, ">=": order >= 0}[sign]
