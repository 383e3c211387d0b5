"""What a provider says about a template reaches it, whoever else writes at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from common.errors import WriteRaced
from common.models.ids import TenantId
from common.models.template import Approval, ApprovalStatus, Quality, Template, template_id
from common.models.template_news import News
from common.store.database import Database
from common.store.templates import Templates

pytestmark = pytest.mark.emulator
NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
WABA = "200000000000001"
ID = template_id("order_ready", "en")
SAID = News(account_id=WABA, template_id="77", name="order_ready", language="en", at=NOW)


@pytest.fixture
def templates(db: Database, t: TenantId) -> Templates:
    """The store, with one template in it."""
    fields = {"id": ID, "name": "order_ready", "language": "en", "category": "utility", "body": "Hello."}
    store = Templates(db)
    store.create(t, Template.model_validate({**fields, "approvals": {WABA: Approval(template_id="77")}}))
    return store


def test_news_that_come_at_once_all_count_and_the_newest_stays(templates: Templates, t: TenantId) -> None:
    statuses = [
        SAID._replace(status=ApprovalStatus.APPROVED, reason=str(n), at=NOW + timedelta(seconds=n)) for n in range(5)
    ]
    with ThreadPoolExecutor(6) as pool:
        told = list(
            pool.map(lambda news: templates.apply(t, news, NOW), [*statuses, SAID._replace(quality=Quality.RED)])
        )
    known = templates.get(t, ID).value.approvals[WABA]
    assert told == [True] * 6
    assert (known.reason, known.quality) == ("4", Quality.RED)


def test_news_about_nothing_of_ours_are_said_so(templates: Templates, t: TenantId) -> None:
    assert not templates.apply(t, SAID._replace(name="other"), NOW)
    assert not templates.apply(TenantId("nobody"), SAID, NOW)


def test_the_same_news_twice_write_once(templates: Templates, t: TenantId) -> None:
    news = SAID._replace(status=ApprovalStatus.APPROVED)
    templates.apply(t, news, NOW)
    version = templates.get(t, ID).updated_at
    templates.apply(t, news, NOW + timedelta(hours=1))
    assert templates.get(t, ID).updated_at == version


def test_of_two_changes_of_one_version_one_is_refused_and_what_was_is_kept(templates: Templates, t: TenantId) -> None:
    read = templates.get(t, ID)
    new = read.value.model_copy(update={"body": "Good day.", "version": 2})
    templates.renew(t, read, new)
    with pytest.raises(WriteRaced):
        templates.renew(t, read, new.model_copy(update={"body": "Lost."}))
    assert templates.get(t, ID).value.body == "Good day."
    old = templates.find_version(t, ID, 1)
    assert old is not None
    assert (old.body, old.approvals) == ("Hello.", {})


def test_a_tenant_sees_its_own_templates_only(templates: Templates, t: TenantId) -> None:
    assert [each.id for each in templates.page(t, limit=9)] == [ID]
    assert templates.page(TenantId("other"), limit=9) == []
    assert templates.find(TenantId("other"), ID) is None
