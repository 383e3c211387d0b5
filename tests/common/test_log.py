"""Log lines are JSON that Cloud Logging reads, and hold no secret."""

import io
import json
import logging

import pytest

from common import log


def line(message: str, **fields: object) -> dict[str, object]:
    record = logging.LogRecord("whatsdex", logging.WARNING, __file__, 1, message, None, None)
    record.fields = fields
    parsed: dict[str, object] = json.loads(log.JsonFormatter().format(record))
    return parsed


@pytest.mark.parametrize(
    "text",
    [
        "https://api.telegram.org/bot7000000001:AAFakeFakeFakeFakeFakeFake123/sendMessage",
        "Authorization: Bearer EAAGabcdefgh12345678",
        "key wdx_acme_0123456789abcdef",
        "key sk-proj-0123456789abcdef",
        "/x?access_token=EAAGabcdefgh&y=1",
    ],
)
def test_secrets_in_a_text_are_masked(text: str) -> None:
    shown = json.dumps(line(text, detail=text))
    assert "[redacted]" in shown
    assert "EAAG" not in shown
    assert "AAFake" not in shown
    assert "0123456789abcdef" not in shown


def test_secrets_are_masked_by_the_name_of_their_field() -> None:
    shown = line("x", channel={"access_token": "abc", "name": "Shop"}, app_secret="def", headers=[{"Cookie": "c"}])
    assert shown["channel"] == {"access_token": "[redacted]", "name": "Shop"}
    assert shown["app_secret"] == "[redacted]"
    assert shown["headers"] == [{"Cookie": "[redacted]"}]


def test_severity_and_context_are_where_cloud_logging_looks() -> None:
    with log.context(tenant="acme", **log.trace_fields(f"00-{'a' * 32}-{'b' * 16}-01", "p")):
        shown = line("hello", message_id="m")
    assert shown["severity"] == "WARNING"
    assert shown["tenant"] == "acme"
    assert shown["message_id"] == "m"
    assert shown["logging.googleapis.com/trace"] == f"projects/p/traces/{'a' * 32}"


def test_what_is_handed_over_goes_on_in_the_trace() -> None:
    assert (log.trace_id(), log.traceparent()) == ("", "")
    with log.context(**log.trace_fields("a" * 32, "p")):
        assert log.trace_id() == "a" * 32
        header = log.traceparent()
    assert log.trace_fields(header, "p") == log.trace_fields("a" * 32, "p")


def test_a_list_that_is_full_gets_a_line_of_its_own() -> None:
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(log.JsonFormatter())
    logger = logging.getLogger("whatsdex")
    logger.addHandler(handler)
    with log.context() as fields:
        for number in range(log.LIST_MOST + 1):
            log.append("stored", number)
        assert fields["stored"] == [log.LIST_MOST]
    logger.removeHandler(handler)
    assert json.loads(written.getvalue())["stored"] == list(range(log.LIST_MOST))


def test_a_context_ends() -> None:
    with log.context(tenant="acme"):
        log.add(caller="me")
        assert line("x")["caller"] == "me"
    assert "tenant" not in line("x")
