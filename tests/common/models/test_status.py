"""A status only rises, whatever order reports come in."""

from itertools import permutations

import pytest

from common.models.status import RANK, MessageStatus, after_report

S = MessageStatus


@pytest.mark.parametrize("order", permutations([S.SENT, S.DELIVERED, S.READ, S.PLAYED]))
def test_reports_in_any_order_end_at_the_highest(order: tuple[S, ...]) -> None:
    status = S.SENDING
    for report in order:
        status = after_report(status, report)
    assert status is S.PLAYED


@pytest.mark.parametrize("order", permutations([S.FAILED, S.SENT, S.DELIVERED]))
def test_evidence_of_delivery_beats_failed_in_any_order(order: tuple[S, ...]) -> None:
    status = S.SENT
    for report in order:
        status = after_report(status, report)
    assert status is S.DELIVERED


def test_a_late_sent_does_not_reopen_a_failed_message() -> None:
    assert after_report(S.FAILED, S.SENT) is S.FAILED


@pytest.mark.parametrize("report", [S.SENT, S.DELIVERED, S.READ, S.FAILED])
def test_a_report_settles_an_unknown_outcome(report: S) -> None:
    assert after_report(S.UNKNOWN, report) is report


@pytest.mark.parametrize("now", list(S))
@pytest.mark.parametrize("report", [S.SENT, S.DELIVERED, S.READ, S.PLAYED, S.FAILED])
def test_the_same_report_twice_is_one(now: S, report: S) -> None:
    once = after_report(now, report)
    assert after_report(once, report) is once


def test_every_status_has_a_rank() -> None:
    assert set(RANK) == set(S)
