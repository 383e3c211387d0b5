"""What the log tells of one message: its lines are joined from the webhook to the provider's last receipt."""

import pytest

from infra.logs import TRACE, Line, LocalLines, main, story
from tests.conftest import RunningStack
from tests.flows.driving import Clock, Customer, Json, Tenant, talk

pytestmark = pytest.mark.flow


def told(stack: RunningStack, message: str) -> list[Line]:
    """The story as it is now."""
    return story(message, LocalLines(stack.state_dir / "logs" / "functions.log"))


def steps(lines: list[Line]) -> list[str]:
    """Which function said what, without what differs from run to run."""
    return [f"{line['function']}: {str(line['message']).rpartition('/')[2]}" for line in lines]


def test_an_answer_is_joined_from_the_webhook_that_asked_to_the_receipt_that_settled_it(
    stack: RunningStack, acme: Tenant, agent: Json, number: Json, customer: Customer, clock: Clock
) -> None:
    assert talk(clock, customer, number, "When do you deliver cakes?") == ["We deliver cakes on Fridays."]
    answer, question = acme.messages(acme.conversation(customer.address)["id"])
    lines = told(stack, answer["id"])
    assert told(stack, question["id"]) == lines
    by_trace = {line[TRACE]: steps([each for each in lines if each[TRACE] == line[TRACE]]) for line in lines}
    asked, *receipts = by_trace.values()
    assert sorted(asked) == [
        "contacts: A model answered.",
        "contacts: learn-facts 204",
        "dispatch: dispatched",
        "dispatch: dispatched",
        "receive: whatsapp 200",
        "reply: A model answered.",
        "reply: reply-message 204",
        "send: send-message 204",
    ]
    assert {each for step in receipts for each in step} == {"receive: whatsapp 200"}
    reported = {each["status"] for line in lines for each in line.get("reported", [])}  # type: ignore[attr-defined]
    assert reported == {"sent", "delivered"}


def test_a_reply_of_a_person_is_told_from_the_request_on_and_nobody_elses(
    stack: RunningStack, acme: Tenant, customer: Customer, capsys: pytest.CaptureFixture[str]
) -> None:
    customer.write(acme.whatsapp["id"], "Hello")
    k = acme.conversation(customer.address)["id"]
    sent, other = (acme.delivered(k, text)["id"] for text in ("One", "Two"))
    stack.idle()
    lines = told(stack, sent)
    assert {"inbox: reply 202", "dispatch: dispatched", "send: send-message 204"} <= set(steps(lines))
    assert {line[TRACE] for line in lines}.isdisjoint(line[TRACE] for line in told(stack, other))
    assert main([sent, "--state", str(stack.state_dir)]) == 0
    shown = capsys.readouterr().out.splitlines()
    assert shown[0].startswith(f"{sent}: {len(lines)} lines in ")
    assert {"inbox", "dispatch", "send", "receive"} == {line.split()[1] for line in shown[2:]}
    assert main(["nobody-wrote-this", "--state", str(stack.state_dir)]) == 1
    assert "No line names nobody-wrote-this." in capsys.readouterr().err
