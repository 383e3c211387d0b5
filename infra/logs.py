"""`make logs`: the story of one message or of one trace, out of the logs of the local stack or of a project."""

import argparse
import json
import re
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Protocol

from infra.deploy.cloud import CallFailed, Cloud

Line = Mapping[str, object]
"""A log line as the functions write it."""

TRACE: Final = "logging.googleapis.com/trace"
LINES_MOST: Final = 5000
"""How many lines are asked for at once."""
_ID: Final = re.compile(r"[A-Za-z0-9_-]{8,256}")
_TRACE_ID: Final = re.compile(r"[0-9a-f]{32}")
_LISTS: Final = ("stored", "reported", "wishes")
"""The lists of what a line says of several messages."""
_SHOWN: Final = (
    "done", "why", "retries", "queued", "model", "input_tokens", "output_tokens", "alarm", "error", "detail", "code",
)  # fmt: skip
"""What is shown of a line beside its message, in this order."""


class Lines(Protocol):
    """Where lines are found."""

    def naming(self, messages: Collection[str]) -> list[Line]:
        """The lines that name one of the messages."""
        ...

    def within(self, traces: Collection[str]) -> list[Line]:
        """The lines of the traces, at least those that name no message."""
        ...

    def of(self, trace: str) -> list[Line]:
        """All lines of a trace, given by its id."""
        ...


class LocalLines:
    """The lines of a local stack, since it was started."""

    def __init__(self, log: Path) -> None:
        """Reads the file.

        Raises:
            CallFailed: there is none.
        """
        try:
            text = log.read_text(errors="replace")
        except FileNotFoundError as error:
            raise CallFailed(f"There is no {log}; start the stack with `make run`, or name a PROJECT.") from error
        self._lines = list(_parsed(text.splitlines()))

    def naming(self, messages: Collection[str]) -> list[Line]:
        """See `Lines`."""
        return [line for line in self._lines if named_in(line) & set(messages)]

    def within(self, traces: Collection[str]) -> list[Line]:
        """See `Lines`."""
        return [line for line in self._lines if line.get(TRACE) in traces]

    def of(self, trace: str) -> list[Line]:
        """See `Lines`."""
        return [line for line in self._lines if _trace_of(line) == trace]


class CloudLines:
    """The lines of a project in Cloud Logging.

    Source: https://cloud.google.com/logging/docs/view/logging-query-language and
    https://cloud.google.com/logging/docs/structured-logging (read 2026-11).
    """

    def __init__(self, project: str, cloud: Cloud, days: int) -> None:
        """Asks nothing yet.

        Args:
            project: whose logs.
            cloud: asks.
            days: how far back.
        """
        self._project = project
        self._cloud = cloud
        self._days = days

    def naming(self, messages: Collection[str]) -> list[Line]:
        """See `Lines`."""
        return self._read(_any(messages))

    def within(self, traces: Collection[str]) -> list[Line]:
        """See `Lines`."""
        # A campaign's trace holds thousands of lines about other messages, which no story tells.
        others = 'NOT jsonPayload.message_id:* AND NOT jsonPayload.path:"/messages/"'
        return self._read(f"trace={_any(traces)} AND {others}")

    def of(self, trace: str) -> list[Line]:
        """See `Lines`."""
        return self._read(f"trace={_any([f'projects/{self._project}/traces/{trace}'])}")

    def _read(self, condition: str) -> list[Line]:
        # What Cloud Run logs of a request says again what our own line says of it.
        where = f'resource.type="cloud_run_revision" AND {condition} AND NOT log_id("run.googleapis.com/requests")'
        limits = (f"--limit={LINES_MOST}", f"--freshness={self._days}d", "--order=asc", "--format=json")
        told = self._cloud.read(
            "gcloud", "logging", "read", where, f"--project={self._project}", *limits, may_be_absent=False
        )
        return [_line(entry) for entry in json.loads(told or "[]")]


def _any(values: Collection[str]) -> str:
    return "(" + " OR ".join(f'"{value}"' for value in sorted(values)) + ")"


def _line(entry: Mapping[str, object]) -> Line:
    """The line as it was written, of which Cloud Logging keeps some fields elsewhere."""
    said, resource = entry.get("jsonPayload"), entry.get("resource")
    labels = resource.get("labels") if isinstance(resource, Mapping) else None
    return {
        "function": labels.get("service_name", "") if isinstance(labels, Mapping) else "",
        "message": entry.get("textPayload", ""),
        **(said if isinstance(said, Mapping) else {}),
        "severity": entry.get("severity", "DEFAULT"),
        "time": entry.get("timestamp", ""),
        TRACE: entry.get("trace", ""),
    }


def _parsed(rows: Iterable[str]) -> Iterator[Line]:
    for row in rows:
        try:
            line = json.loads(row)
        except ValueError:
            continue  # what is not ours: the web server's own lines
        if isinstance(line, dict):
            yield line


def named_in(line: Line) -> set[str]:
    """The messages that a line names: its own, those that it stored or heard of, and the one whose document it saw."""
    listed = [each for name in _LISTS for each in _list(line, name)]
    own = [line.get("message_id"), *(each.get("message_id") for each in listed), _document(line)]
    return {each for each in own if isinstance(each, str) and each}


def _document(line: Line) -> str:
    """The message whose document a trigger saw."""
    match str(line.get("path", "")).split("/"):
        case ["tenants", _, "messages", message]:
            return message
    return ""


def _list(line: Line, name: str) -> list[Mapping[str, object]]:
    value = line.get(name)
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, list) else []


def story(message: str, lines: Lines) -> list[Line]:
    """The lines of a message's story, in the order in which they were written.

    They name the message, or stand in one trace with a line that does, as long as they are not about other messages
    alone: a campaign, or a webhook that brings many, has one trace for all. What an agent answered and what it answered
    to are one story.

    Args:
        message: the message's id.
        lines: where to look.
    """
    ours = {message}
    while True:
        found = lines.naming(ours)
        # Work on one message may have written another, which answers it.
        grown = ours.union(*(named_in(line) for line in found if line.get("message_id")))
        if grown == ours:
            break
        ours = grown
    traces = {str(line[TRACE]) for line in found if line.get(TRACE)}
    beside = [line for line in (lines.within(traces) if traces else []) if not named_in(line)]
    return sorted([*found, *beside], key=lambda line: str(line.get("time", "")))


def show(lines: Sequence[Line], named: str) -> Iterator[str]:
    """The story for people, a line of text for each line of the log and one for how a failure came about.

    Args:
        lines: the story, at least one line.
        named: the message or the trace whose story it is.
    """
    traces = {_trace_of(line) for line in lines if line.get(TRACE)}
    began = _time(lines[0])
    took_s = (_time(lines[-1]) - began).total_seconds()
    yield f"{named}: {len(lines)} lines in {took_s:.1f} s from {began:%Y-%m-%d %H:%M:%S} UTC on"
    yield f"traces: {', '.join(sorted(traces)) or 'none'}"
    subjects = {named, *(str(line["message_id"]) for line in lines if line.get("message_id"))}
    for line in lines:
        severity = str(line.get("severity", ""))
        mark = "" if severity in ("INFO", "DEFAULT", "DEBUG") else f"{severity} "
        facts = "  ".join(_facts(line, named, subjects))
        at = f"{_time(line):%H:%M:%S.%f}"[:12]
        yield f"{at}  {line.get('function', '')!s:<10} {mark}{line.get('message')}  {facts}".rstrip()
        if stack := str(line.get("stack_trace", "")).strip().splitlines():
            yield f"{'':<25}{stack[-1]}"


def _facts(line: Line, named: str, subjects: Collection[str]) -> Iterator[str]:
    for name in _LISTS:
        for each in _list(line, name):
            if each.get("message_id") in subjects:
                yield f"{name}: " + " ".join(str(each[key]) for key in each if key not in ("tenant", "channel"))
    if (own := line.get("message_id") or _document(line)) and own != named:
        yield f"message: {own}"
    for name in _SHOWN:
        if line.get(name) not in (None, "", 0):
            yield f"{name}={line[name]}"
    ops = line.get("ops")
    if isinstance(ops, Mapping):
        yield ", ".join(f"{ops[name]} {name}" for name in ("reads", "writes", "deletes") if ops.get(name))
    if took_ms := line.get("took_ms"):
        yield f"{took_ms} ms"


def _trace_of(line: Line) -> str:
    return str(line.get(TRACE, "")).rpartition("/")[2]


def _time(line: Line) -> datetime:
    return datetime.fromisoformat(str(line.get("time"))).astimezone(UTC)


def main(arguments: Sequence[str]) -> int:
    """Prints the story; 0 if there is one."""
    parser = argparse.ArgumentParser(prog="infra.logs", description=__doc__)
    parser.add_argument(
        "message", help="the message's id, as the API and the inbox's details show it; empty with --trace"
    )
    parser.add_argument("--trace", default="", help="a trace instead, as error answers name it: 32 hexadecimal digits")
    parser.add_argument("--project", default="", help="the Google Cloud project; without one, the local stack")
    parser.add_argument("--state", type=Path, default=Path(".local"), help="the local stack's folder")
    parser.add_argument("--days", type=int, default=30, help="how far back to look in a project, in days")
    options = parser.parse_args(arguments)
    named = options.trace or options.message
    if not (_TRACE_ID if options.trace else _ID).fullmatch(named):
        print("Name a message (`make logs MESSAGE=kq3v…`) or a trace (`make logs TRACE=4bf92f35…`).", file=sys.stderr)
        return 2
    try:
        lines = (
            CloudLines(options.project, Cloud(), options.days)
            if options.project
            else LocalLines(options.state / "logs" / "functions.log")
        )
        found = lines.of(named) if options.trace else story(named, lines)
    except CallFailed as error:
        print(error, file=sys.stderr)
        return 1
    if not found:
        print(f"No line names {named}.", file=sys.stderr)
        return 1
    print("\n".join(show(found, named)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
