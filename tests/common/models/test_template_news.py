"""What a provider says about a template: the newest counts, however often and in whatever order it comes."""

from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest

from common.models.template import Approval, ApprovalStatus, Category, Quality, Template
from common.models.template_news import News, after_news

WABA = "200000000000001"
NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
SAID = News(account_id=WABA, template_id="77", name="a", language="en", at=NOW)


def template(approval: Approval | None) -> Template:
    approvals = {} if approval is None else {WABA: approval}
    fields = {"id": "t", "name": "a", "language": "en", "category": "utility", "body": "Hello {{2}} and {{1}}."}
    return Template.model_validate({**fields, "version": 3, "approvals": approvals})


def told(approval: Approval | None, *news: News) -> Approval:
    known = template(approval)
    for each in news:
        known = template(after_news(known, each, NOW))
    return known.approvals[WABA]


def test_the_order_in_which_news_come_does_not_matter() -> None:
    news = [
        SAID._replace(status=ApprovalStatus.APPROVED, at=NOW),
        SAID._replace(status=ApprovalStatus.PAUSED, reason="Low quality.", at=NOW + timedelta(seconds=1)),
        SAID._replace(quality=Quality.RED, at=NOW + timedelta(seconds=2)),
        SAID._replace(quality=Quality.YELLOW, at=NOW),
        SAID._replace(category=Category.MARKETING, at=NOW),
    ]
    outcomes = {told(Approval(template_id="77"), *order).model_dump_json() for order in permutations(news)}
    (only,) = outcomes
    known = Approval.model_validate_json(only)
    assert (known.status, known.reason, known.quality, known.category) == (
        ApprovalStatus.PAUSED,
        "Low quality.",
        Quality.RED,
        Category.MARKETING,
    )


def test_the_same_news_twice_changes_nothing() -> None:
    once = told(Approval(template_id="77"), SAID._replace(status=ApprovalStatus.APPROVED))
    later = after_news(template(once), SAID._replace(status=ApprovalStatus.APPROVED), NOW + timedelta(hours=1))
    assert later == once


def test_news_about_a_template_that_was_deleted_and_made_again_change_nothing() -> None:
    known = Approval(template_id="99", status=ApprovalStatus.APPROVED)
    assert told(known, SAID._replace(status=ApprovalStatus.DELETED)) == known


def test_news_may_come_before_the_answer_of_the_call_that_caused_them() -> None:
    known = told(None, SAID._replace(status=ApprovalStatus.APPROVED))
    assert (known.template_id, known.status, known.submitted_version) == ("77", ApprovalStatus.APPROVED, 0)


@pytest.mark.parametrize(
    ("body", "version", "differs"),
    [("Hello {{2}} and {{1}}.", 3, False), ("Hi {{2}} and {{1}}.", 3, True), ("Hi {{2}} and {{1}}.", 2, False)],
)
def test_a_text_that_was_changed_there_is_noticed_where_ours_was_given(body: str, version: int, differs: bool) -> None:
    known = told(Approval(template_id="77", submitted_version=version), SAID._replace(body=body))
    assert known.differs is differs
