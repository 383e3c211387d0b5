"""Log lines as Cloud Logging reads them: one JSON object a line, joined by trace, free of secrets."""

import json
import logging
import os
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final

function_name: ContextVar[str] = ContextVar("function_name", default="")
"""The function that is running; every line carries it."""

_fields: ContextVar[dict[str, object] | None] = ContextVar("log_fields", default=None)


class Alarm(StrEnum):
    """What whoever runs the platform must hear of: a line's field `alarm`, by which metrics count and alerts fire."""

    DEAD_LETTER = "dead_letter"
    """Work gave up and waits for a person."""
    UNKNOWN_SEND = "unknown_send"
    """Nobody knows whether a provider took a message."""
    QUEUE_AGE = "queue_age"
    """A queue's oldest task waits longer than its kind of work may."""
    DRIFT = "drift"
    """Counters that are billed did not agree with the messages."""


_SECRET_KEY: Final = re.compile(
    r"authorization|api.?key|password|secret|token$|access_token|credential|cookie|private_key|^key$", re.IGNORECASE
)
_SECRET_TEXT: Final = re.compile(
    r"(?P<telegram>(?<!\d)\d{5,}:[A-Za-z0-9_-]{20,})"
    r"|(?P<bearer>[Bb]earer\s+)[A-Za-z0-9._~+/=-]{8,}"
    r"|(?P<key>\b(?:wdx_|sk-))[A-Za-z0-9_-]{8,}"
    r"|(?P<query>(?:access_token|token|secret|key|signature)=)[^&\s\"']+",
)
_MASK: Final = "[redacted]"
_TRACE: Final = "logging.googleapis.com/trace"
LIST_MOST: Final = 500
"""How long a list of `append` becomes in one line; Cloud Logging takes no line above 256 KB.

Source: https://cloud.google.com/logging/quotas (read 2026-11).
"""


def redact_text(text: str) -> str:
    """`text` with bot tokens, bearer tokens, API keys and secret query parameters masked."""
    return _SECRET_TEXT.sub(
        lambda hit: (hit.group("bearer") or hit.group("key") or hit.group("query") or "") + _MASK, text
    )


def redact(value: object, key: str = "") -> object:
    """`value` with everything masked that a key's name or its own form gives away as a secret."""
    if key and _SECRET_KEY.search(key):
        return _MASK
    if isinstance(value, str):
        return redact_text(value)
    if isinstance(value, Mapping):
        return {str(name): redact(part, str(name)) for name, part in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [redact(part) for part in value]
    if value is None or isinstance(value, bool | int | float):
        return value
    return redact_text(str(value))


class JsonFormatter(logging.Formatter):
    """Formats a record as Cloud Logging's structured JSON.

    Source: https://cloud.google.com/logging/docs/structured-logging (read 2026-11).
    """

    def format(self, record: logging.LogRecord) -> str:
        """One line of JSON."""
        line: dict[str, object] = {
            "severity": record.levelname,
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "message": redact_text(record.getMessage()),
        }
        if name := function_name.get():
            line["function"] = name
        extra = {**(_fields.get() or {}), **getattr(record, "fields", {})}
        for key, value in extra.items():
            line[key] = value if key.startswith("logging.googleapis.com/") else redact(value, key)
        if record.exc_info:
            line["stack_trace"] = redact_text(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False, default=str)


_logger: Final = logging.getLogger("whatsdex")


def configure(level: str = "") -> None:
    """Sends our lines to standard output as JSON; calling it again changes only the level.

    Args:
        level: the least severity; empty takes LOG_LEVEL, or INFO.
    """
    _logger.setLevel((level or os.environ.get("LOG_LEVEL") or "INFO").upper())
    _logger.propagate = False
    if not _logger.handlers:
        handler = logging.StreamHandler(sys.stdout)
        handler.setFormatter(JsonFormatter())
        _logger.addHandler(handler)


@contextmanager
def context(**fields: object) -> Iterator[dict[str, object]]:
    """Adds `fields` to every line within; the yielded dict can be added to."""
    inner = {**(_fields.get() or {}), **fields}
    mark = _fields.set(inner)
    try:
        yield inner
    finally:
        _fields.reset(mark)


def add(**fields: object) -> None:
    """Adds `fields` to the innermost `context`, if there is one."""
    if (inner := _fields.get()) is not None:
        inner.update(fields)


def append(name: str, value: object) -> None:
    """Adds `value` to the list `name` of the innermost `context`, if there is one; what is full gets its own line."""
    if (inner := _fields.get()) is not None:
        known = inner.get(name)
        inner[name] = listed = [*known, value] if isinstance(known, list) else [value]
        if len(listed) >= LIST_MOST:
            info("It goes on.")
            del inner[name]


def trace_fields(trace: str, project: str) -> dict[str, object]:
    """The log fields that join lines of one trace.

    Args:
        trace: a `traceparent` (W3C) or `X-Cloud-Trace-Context` value, a trace's id, or an empty string.
        project: the Google Cloud project.
    """
    parts = re.split(r"[-/;]", trace)
    hits = [part for part in parts if re.fullmatch(r"[0-9a-f]{32}", part)]
    return {_TRACE: f"projects/{project}/traces/{hits[0]}"} if hits else {}


def trace_id() -> str:
    """The trace to which lines belong now, 32 hexadecimal digits; empty where there is none."""
    return str((_fields.get() or {}).get(_TRACE, "")).rpartition("/")[2]


def traceparent() -> str:
    """The header by which what is handed over goes on in this trace; empty where there is none.

    Source: https://www.w3.org/TR/trace-context/ (read 2026-11). We record no spans: the one it names as its parent is
    made up of the trace's own id, so that handing the same over twice says the same.
    """
    return f"00-{trace}-{trace[:16]}-00" if (trace := trace_id()) else ""


def info(message: str, **fields: object) -> None:
    """Something happened as it should."""
    _logger.info(message, extra={"fields": fields})


def warning(message: str, **fields: object) -> None:
    """Something is odd, and was dealt with."""
    _logger.warning(message, extra={"fields": fields})


def error(message: str, **fields: object) -> None:
    """Something failed that a person should see."""
    _logger.error(message, extra={"fields": fields})


def exception(message: str, **fields: object) -> None:
    """Something failed that we did not foresee; the stack goes to the log and nowhere else."""
    _logger.exception(message, extra={"fields": fields})
