"""The jobs pages: queues that are held and go on, schedules that a person starts, and what others do not see."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import OpenPage
from tests.e2e.gallery import Gallery
from tests.e2e.pages import sign_in
from tests.flows.driving import Tenant

pytestmark = pytest.mark.e2e

DAYS = "Fold hours into days and months"
QUEUE = "schedules"


def _article(page: Page, name: str) -> Locator:
    return page.get_by_role("article", name=name, exact=True)


def test_a_schedule_is_started_and_shows_how_it_went(owner: Page, acme: Tenant) -> None:
    def last() -> str:
        (seen,) = [each for each in acme.get("jobs/schedules")["items"] if each["name"] == "stats-daily"]
        return str(seen["last"] and seen["last"]["at"])

    owner.goto("/jobs/schedules")
    row = _article(owner, DAYS)
    expect(row.get_by_text("Next run")).to_be_visible()
    before = last()
    row.get_by_role("button", name=f"Run now: {DAYS}").click()
    expect(owner.get_by_text(f"Started: {DAYS}")).to_be_visible()
    acme.stack.idle()
    assert last() != before
    expect(row.get_by_text("Went well")).to_be_visible()


@pytest.fixture
def _goes_on(acme: Tenant) -> Iterator[None]:
    """The queue dispatches again, whatever becomes of the test."""
    yield
    acme.call("POST", f"jobs/queues/{QUEUE}/resume").raise_for_status()


@pytest.mark.usefixtures("_goes_on")
def test_a_queue_is_held_and_goes_on(owner: Page, acme: Tenant) -> None:
    def is_paused() -> bool:
        (seen,) = [each for each in acme.get("jobs/queues")["items"] if each["name"] == QUEUE]
        return bool(seen["paused"])

    owner.goto("/jobs/queues")
    row = _article(owner, QUEUE)
    row.get_by_role("button", name=f"Pause {QUEUE}").click()
    owner.get_by_role("dialog").get_by_role("button", name="Pause", exact=True).click()
    expect(row.get_by_text("Paused", exact=True)).to_be_visible()
    assert is_paused()
    row.get_by_role("button", name=f"Resume {QUEUE}").click()
    expect(row.get_by_text("Dispatching", exact=True)).to_be_visible()
    assert not is_paused()


def test_whoever_does_not_run_the_platform_sees_schedules_and_starts_none(open_page: OpenPage) -> None:
    page = sign_in(open_page(), "owner@globex.test")
    page.goto("/jobs/schedules")
    expect(_article(page, DAYS)).to_be_visible()
    expect(page.get_by_role("button", name="Run now")).to_have_count(0)
    expect(page.get_by_role("tab", name="Queues")).to_have_count(0)
    page.goto("/jobs/queues")
    expect(page.get_by_text("This is for whoever runs the platform")).to_be_visible()


def test_the_jobs_pages(gallery: Gallery) -> None:
    page = sign_in(gallery.page, "owner@acme.test")
    over = page.get_by_role("region", name="Over", exact=True)
    for part, shown in (
        ("failed", page.get_by_role("article").or_(page.get_by_text("Nothing has failed")).first),
        ("running", page.get_by_role("article").or_(page.get_by_text("No long work yet")).first),
        ("incidents", over.get_by_role("article").or_(over.get_by_text("Nothing was wrong before.")).first),
        ("queues", _article(page, QUEUE)),
        ("schedules", _article(page, DAYS)),
    ):
        page.goto(f"/jobs/{part}")
        expect(shown).to_be_visible()
        gallery.look(f"jobs-{part}")
    assert gallery.complaints == []
