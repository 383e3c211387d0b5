"""A thread of 10,000 messages opens and scrolls smoothly: only what is in sight is in the page."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from google.cloud import firestore
from playwright.sync_api import Browser, expect

from common.models.channel import Provider
from common.models.ids import ChannelId, ContactId, TenantId, inbound_message_id
from common.models.message import Author, AuthorKind, Direction, Kind, Message
from common.models.status import MessageStatus
from common.store import paths
from common.store.codec import encode
from common.store.database import Create, Database
from infra.functions import FUNCTIONS
from tests.conftest import RunningStack
from tests.e2e.conftest import OpenPage
from tests.e2e.pages import message, messages
from tests.flows.driving import Customer, Json, Tenant

pytestmark = [pytest.mark.e2e, pytest.mark.crowds]

MESSAGES = 10_000
COMMIT = 500
LONGEST_TASK_MS = 200
"""Of the processor's time, which other work on the machine does not add to as it does to the clock's."""
MOST_ROWS = 60
PAGES_UP = 20
NEWEST = "The newest message of all"
((TRIGGER_ID, TRIGGER),) = (
    (f"{function.name}-{number}", trigger)
    for function in FUNCTIONS
    for number, trigger in enumerate(function.triggers)
    if "/messages/" in trigger.document
)
TASKS = "disabled-by-default-devtools.timeline"

# Up by a screen at a time, each after the one before was drawn; answers the most rows that were in the page at once.
SCROLL = """
async (pagesUp) => {
  const scroller = document.querySelector('[role="region"][aria-label="Messages"]');
  const drawn = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
  const rows = () => scroller.querySelectorAll("article").length;
  const known = new Set();
  let most = 0;
  const look = () => {
    most = Math.max(most, rows());
    for (const one of scroller.querySelectorAll("article")) known.add(one.dataset.message);
  };
  while (known.size < pagesUp * 50) {
    scroller.scrollTop -= scroller.clientHeight * 0.9;
    await drawn();
    look();
  }
  const seen = known.size;
  do {
    scroller.scrollTop += scroller.clientHeight * 4;
    await drawn();
    look();
  } while (scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight > 2);
  return { most, seen };
}
"""


def _message(at: datetime, number: int, k: ContactId, channel: ChannelId, address: str) -> Message:
    is_ours = number % 3 == 0
    agent = Author(kind=AuthorKind.PERSON, id="globex-agent", name="Agent")
    return Message(
        id=inbound_message_id(channel, f"long-{number}"),
        conversation_id=k,
        channel_id=channel,
        provider=Provider.WHATSAPP,
        direction=Direction.OUT if is_ours else Direction.IN,
        author=agent if is_ours else Author(kind=AuthorKind.CONTACT),
        kind=Kind.TEXT,
        text=f"Message {number}. " + "It goes on for a while. " * (number % 7),
        status=MessageStatus.READ if is_ours else MessageStatus.RECEIVED,
        status_at={"read": at} if is_ours else {"received": at},
        provider_message_id=f"long-{number}",
        address=address,
        at=at,
        created_at=at,
    )


@contextmanager
def _unheard(stack: RunningStack) -> Iterator[None]:
    """Functions do not hear of messages that are written in the block, as they never did of the stack's past."""
    stack.idle()
    _listen(stack, "unheard/{message}")
    try:
        yield
    finally:
        _listen(stack, TRIGGER.document)


def _listen(stack: RunningStack, pattern: str) -> None:
    host, project = stack.environment["FIRESTORE_EMULATOR_HOST"], stack.environment["GOOGLE_CLOUD_PROJECT"]
    document = {"value": pattern, "matchType": "PATH_PATTERN"}
    trigger = {"eventType": TRIGGER.event_type, "database": "(default)", "namespace": "(default)"}
    httpx.post(
        f"http://{host}/emulator/v1/projects/{project}/eventarcTrigger",
        params={"eventarcTriggerId": TRIGGER_ID},
        json={**trigger, "document": document},
        trust_env=False,
        timeout=60,
    ).raise_for_status()


@pytest.fixture
def long_thread(globex: Tenant, customer: Customer, stack_environment: RunningStack) -> str:
    """The address of a conversation of 10,000 messages."""
    customer.write(globex.whatsapp["id"], NEWEST)
    k = ContactId(globex.conversation(customer.address)["id"])
    t, channel = TenantId(globex.id), ChannelId(globex.whatsapp["id"])
    database = Database(firestore.Client(project=stack_environment.environment["GOOGLE_CLOUD_PROJECT"]))
    begin = datetime.now(UTC) - timedelta(minutes=11 * MESSAGES)
    older = [
        _message(begin + timedelta(minutes=11 * number), number, k, channel, customer.address)
        for number in range(MESSAGES - 1)
    ]
    batches = [older[at : at + COMMIT] for at in range(0, len(older), COMMIT)]
    with _unheard(stack_environment):
        for batch in batches:
            database.commit(*(Create(paths.message(t, one.id), encode(one)) for one in batch))
    return f"/inbox/{k}"


def test_thread_of_ten_thousand_messages_opens_and_scrolls_smoothly(
    open_page: OpenPage, browser: Browser, long_thread: str
) -> None:
    page = open_page(who="owner@globex.test")
    with _traced(browser) as events:
        page.goto(long_thread)
        expect(message(page, NEWEST)).to_be_in_viewport()
        assert messages(page).get_by_role("article").count() <= MOST_ROWS
        scrolled = page.evaluate(SCROLL, PAGES_UP)
        assert scrolled["seen"] >= PAGES_UP * 50
        assert scrolled["most"] <= MOST_ROWS
        expect(message(page, NEWEST)).to_be_in_viewport()
    tasks_ms = [event["tdur"] / 1000 for event in events if event["name"] == "RunTask" and "tdur" in event]
    assert sum(task_ms > 1 for task_ms in tasks_ms) > PAGES_UP
    assert max(tasks_ms) <= LONGEST_TASK_MS


@contextmanager
def _traced(browser: Browser) -> Iterator[list[Json]]:
    """The tasks of all threads of the browser; complete once the block is left."""
    events: list[Json] = []
    finished: list[bool] = []
    session = browser.new_browser_cdp_session()
    session.on("Tracing.dataCollected", lambda told: events.extend(told["value"]))
    session.on("Tracing.tracingComplete", lambda told: finished.append(True))
    session.send("Tracing.start", {"traceConfig": {"includedCategories": [TASKS]}, "transferMode": "ReportEvents"})
    yield events
    session.send("Tracing.end")
    page = browser.contexts[0].pages[0]
    while not finished:
        page.wait_for_timeout(50)
    session.detach()
