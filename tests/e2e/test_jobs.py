"""The jobs pages: queues that are held and go on, schedules that a person starts, and what others do not see."""

import secrets
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from common.jobs.registry import FETCH_MEDIA
from common.models.ids import TenantId
from common.models.long_job import LongJob, LongJobState
from common.models.payloads import MessagePayload
from common.store.database import Database
from common.store.dead_letters import DeadLetters
from common.store.long_jobs import LongJobs
from tests.e2e.conftest import OpenPage
from tests.e2e.gallery import Gallery
from tests.flows.driving import Customer, Tenant, new_number

pytestmark = pytest.mark.e2e

Locate = Callable[[Page], Locator]
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


def test_a_queue_whose_work_waits_too_long_says_so(owner: Page) -> None:
    def late(route: Route) -> None:
        answer = route.fetch()
        told = answer.json()
        for queue in told["items"]:
            queue["oldest_at"] = "2026-01-01T00:00:00Z" if queue["name"] == QUEUE else None
        route.fulfill(response=answer, json=told)

    owner.route("**/api/jobs/queues", late)
    owner.goto("/jobs/queues")
    expect(_article(owner, QUEUE).get_by_text("Waits longer than")).to_be_visible()
    expect(owner.get_by_text("Waits longer than")).to_have_count(1)


@pytest.fixture
def failed(acme: Tenant, database: Database) -> Callable[[], Locate]:
    """Has the fetching of a picture given up, which works when it is tried again; finds its row on a page."""

    def make() -> Locate:
        customer = Customer(acme.stack, new_number())
        customer.write(acme.whatsapp["id"], "Look", media={"kind": "image"})
        acme.stack.idle()
        (message,) = acme.messages(acme.conversation(customer.address)["id"])
        payload = MessagePayload(
            tenant_id=TenantId(acme.id), message_id=message["id"], channel_id=message["channel_id"]
        )
        DeadLetters(database).bury(FETCH_MEDIA.name, payload, "WhatsApp does not answer.", 4, datetime.now(UTC))
        return lambda page: _article(page, f"Fetch a file {message['id']}")

    return make


def test_failed_work_is_done_again_and_goes_or_is_discarded_with_a_reason(
    owner: Page, failed: Callable[[], Locate]
) -> None:
    mended, needless = (locate(owner) for locate in (failed(), failed()))
    owner.goto("/jobs/failed")
    expect(mended.get_by_role("paragraph").filter(has_text="WhatsApp does not answer.")).to_be_visible()
    mended.get_by_role("button", name="1 try").click()
    expect(mended.get_by_role("table", name="1 try")).to_contain_text("Try 5")
    mended.get_by_role("button", name="Try again").click()
    expect(mended).to_have_count(0)
    needless.get_by_role("button", name="Discard").click()
    dialog = owner.get_by_role("dialog", name="Discard this work?")
    dialog.get_by_role("button", name="Discard").click()
    expect(dialog.get_by_text("Say why, for whoever looks later.")).to_be_visible()
    dialog.get_by_label("Reason").fill("The customer was called instead")
    dialog.get_by_role("button", name="Discard").click()
    expect(needless).to_have_count(0)
    owner.goto("/jobs/failed?state=discarded")
    expect(needless.get_by_text("Discarded by Owner: The customer was called instead")).to_be_visible()
    expect(mended).to_have_count(0)


def test_long_work_is_stopped_unless_it_must_come_to_its_end(owner: Page, acme: Tenant, database: Database) -> None:
    jobs, t, now = LongJobs(database), TenantId(acme.id), datetime.now(UTC)
    restoring = LongJob(id=secrets.token_hex(16), job="restore-backup", subject="x", started_at=now, heartbeat_at=now)
    forgetting = restoring.model_copy(update={"id": secrets.token_hex(16), "job": "forget-contact", "stoppable": False})
    database.commit(jobs.start(t, restoring), jobs.start(t, forgetting))
    owner.goto("/jobs/running")
    running = owner.get_by_role("article").filter(has_text="Running")
    stops, ends = (running.filter(has_text=kind).first for kind in ("Restore a backup", "Forget a contact"))
    expect(ends).to_be_visible()
    expect(ends.get_by_role("button", name="Stop")).to_have_count(0)
    stops.get_by_role("button", name="Stop").click()
    owner.get_by_role("dialog").get_by_role("button", name="Stop", exact=True).click()
    expect(stops.get_by_text("Stopping at its next step")).to_be_visible()
    assert jobs.is_to_stop(t, restoring.id)
    database.commit(*(jobs.finish(t, each.id, now, LongJobState.CANCELLED) for each in (restoring, forgetting)))
    expect(stops.or_(ends)).to_have_count(0)


def test_whoever_does_not_run_the_platform_sees_schedules_and_starts_none(open_page: OpenPage) -> None:
    page = open_page(who="owner@globex.test")
    page.goto("/jobs/schedules")
    expect(_article(page, DAYS)).to_be_visible()
    expect(page.get_by_role("button", name="Run now")).to_have_count(0)
    expect(page.get_by_role("tab", name="Queues")).to_have_count(0)
    page.goto("/jobs/queues")
    expect(page.get_by_text("This is for whoever runs the platform")).to_be_visible()


def test_the_jobs_pages(gallery: Gallery) -> None:
    page = gallery.enter("owner@acme.test")
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
