"""Stories out of logs: what belongs to one, and that Cloud Logging's form tells the same as the functions' own."""

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from infra.deploy.cloud import Cloud
from infra.logs import TRACE, CloudLines, Line, LocalLines, main, show, story
from tests.infra.deploy.test_rehearsal import complaint, known

__all__ = ["known"]  # a fixture

ASKED, ANSWERED, TOLD, CAMPAIGN = (f"projects/p/traces/{letter * 32}" for letter in "abcd")
LINES: tuple[Line, ...] = (
    {TRACE: ASKED, "function": "receive", "message": "1", "stored": [{"message_id": "question"}, {"message_id": "x"}]},
    {TRACE: ASKED, "function": "dispatch", "message": "2", "path": "tenants/t/messages/question"},
    {TRACE: ASKED, "function": "dispatch", "message": "-", "path": "tenants/t/messages/x"},
    {
        TRACE: ASKED,
        "function": "reply",
        "message": "3",
        "message_id": "question",
        "stored": [{"message_id": "answer"}],
        "took_ms": 12.5,
        "ops": {"reads": 2, "writes": 0},
    },
    {TRACE: ASKED, "function": "contacts", "message": "4", "severity": "ERROR", "stack_trace": "a\nBroken: it broke"},
    {TRACE: TOLD, "function": "receive", "message": "5", "reported": [{"message_id": "answer", "status": "read"}]},
    {TRACE: CAMPAIGN, "function": "campaigns", "message": "planned"},
    *({TRACE: CAMPAIGN, "function": "send", "message": "sent", "message_id": f"bulk-{n}"} for n in range(3)),
    {"function": "jobs", "message": "queue"},
)
"""As they were written, one a second."""


def stamped() -> list[dict[str, object]]:
    """The lines with their times."""
    return [{"severity": "INFO", **line, "time": f"2026-11-26T10:00:{at:02}+00:00"} for at, line in enumerate(LINES)]


@pytest.fixture
def local(tmp_path: Path) -> LocalLines:
    """The lines in a file, between others."""
    log = tmp_path / "logs/functions.log"
    log.parent.mkdir()
    log.write_text("\n".join(["[INFO] Booting worker", *map(json.dumps, stamped()), '"no line"', ""]))
    return LocalLines(log)


class CloudLogging(Cloud):
    """Answers `gcloud logging read` as far as `CloudLines` asks, in the form of LogEntry."""

    def __init__(self) -> None:
        super().__init__({})
        self.asked: list[Sequence[str]] = []

    def _run(self, argv: Sequence[str], stdin: str) -> CompletedProcess[str]:
        self.asked.append(argv)
        requests = 'NOT log_id("run.googleapis.com/requests")'
        others = 'NOT jsonPayload.message_id:* AND NOT jsonPayload.path:"/messages/"'
        parts = (
            re.escape('resource.type="cloud_run_revision"'),
            rf"(?:(trace=)?\((.+?)\))(?: AND ({re.escape(others)}))?",
            re.escape(requests),
        )
        asked = re.fullmatch(" AND ".join(parts), argv[3])
        assert asked, argv[3]
        words = [json.loads(word) for word in asked[2].split(" OR ")]
        found = [line for line in stamped() if any(self._has(line, word, in_trace=bool(asked[1])) for word in words)]
        if asked[3]:
            found = [line for line in found if "message_id" not in line and "/messages/" not in str(line.get("path"))]
        return CompletedProcess(argv, 0, json.dumps([_entry(line) for line in found]), "")

    @staticmethod
    def _has(line: Mapping[str, object], word: str, *, in_trace: bool) -> bool:
        return word == line.get(TRACE) if in_trace else word in json.dumps(line)


def _entry(line: Mapping[str, Any]) -> dict[str, object]:
    """Source: https://cloud.google.com/logging/docs/structured-logging (read 2026-11): these leave the payload."""
    kept = {key: value for key, value in line.items() if key not in ("severity", "time", "function", TRACE)}
    resource = {"type": "cloud_run_revision", "labels": {"service_name": line["function"]}}
    entry = {"jsonPayload": kept, "resource": resource, "severity": line["severity"], "timestamp": line["time"]}
    return {**entry, "trace": line[TRACE]} if TRACE in line else entry


@pytest.mark.parametrize("message", ["question", "answer"])
def test_a_question_and_its_answer_are_one_story_without_what_came_with_them(local: LocalLines, message: str) -> None:
    assert [line["message"] for line in story(message, local)] == ["1", "2", "3", "4", "5"]


def test_of_a_campaign_only_its_own_lines_and_the_messages_are_told(local: LocalLines) -> None:
    assert [line.get("message_id", "") for line in story("bulk-1", local)] == ["", "bulk-1"]


@pytest.mark.parametrize("message", ["question", "answer", "bulk-2"])
def test_cloud_logging_tells_the_same_story(local: LocalLines, message: str, known: Mapping[str, Any]) -> None:
    cloud = CloudLogging()
    told = story(message, CloudLines("p-12345", cloud, 30))
    assert list(show(told, message)) == list(show(story(message, local), message))
    assert [complaint(" ".join([*argv[:3], *argv[4:]]), known) for argv in cloud.asked] == [""] * len(cloud.asked)


def test_people_see_when_where_and_what_it_cost(local: LocalLines) -> None:
    shown = list(show(story("answer", local), "answer"))
    assert shown[0] == "answer: 5 lines in 5.0 s from 2026-11-26 10:00:00 UTC on"
    assert "10:00:03.000  reply      3  stored: answer  message: question  2 reads  12.5 ms" in shown
    assert shown[-3:-1] == ["10:00:04.000  contacts   ERROR 4", " " * 25 + "Broken: it broke"]
    assert shown[-1].endswith("receive    5  reported: answer read")


def test_a_trace_is_told_whole(local: LocalLines, known: Mapping[str, Any]) -> None:
    trace = CAMPAIGN.rpartition("/")[2]
    told = local.of(trace)
    assert [line["message"] for line in told] == ["planned", "sent", "sent", "sent"]
    cloud = CloudLogging()
    assert list(show(CloudLines("p", cloud, 30).of(trace), trace)) == list(show(told, trace))
    assert [complaint(" ".join([*argv[:3], *argv[4:]]), known) for argv in cloud.asked] == [""]


def test_an_error_answers_reference_is_told(
    local: LocalLines, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    trace = ASKED.rpartition("/")[2]
    assert main(["", "--trace", trace, "--state", str(tmp_path)]) == 0
    assert "Broken: it broke" in capsys.readouterr().out
    assert main(["", "--trace", "not-one", "--state", str(tmp_path)]) == 2


@pytest.mark.parametrize(
    ("message", "code", "said"),
    [
        ("a b; rm", 2, "Name a message"),
        ("", 2, "Name a message"),
        ("nobody-wrote-it", 1, "No line names nobody-wrote-it."),
    ],
)
def test_what_is_not_there_is_said(
    local: LocalLines, tmp_path: Path, capsys: pytest.CaptureFixture[str], message: str, code: int, said: str
) -> None:
    assert main([message, "--state", str(tmp_path)]) == code
    assert said in capsys.readouterr().err


def test_a_stack_that_never_ran_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["some-message", "--state", str(tmp_path)]) == 1
    assert "start the stack with `make run`" in capsys.readouterr().err
