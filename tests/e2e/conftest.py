"""What the browser tests share: Chromium, people who sign in, and fresh customers of the stack's enterprise tenant."""

import re
import secrets
import shutil
from collections.abc import Callable, Generator, Iterator
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from common.models.ids import MemberId, TenantId
from common.models.tenant import Member, Role
from common.store.database import Database
from common.store.tenants import Tenants
from infra.local import doctor
from tests.conftest import ROOT, RunningStack, run_stack
from tests.e2e.gallery import Gallery
from tests.e2e.pages import DESKTOP, SCREENS, TIMEOUT_MS, Screen, SignIns
from tests.flows.driving import Customer, Tenant, new_number, sign_up

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")

OpenPage = Callable[..., Page]
NewPerson = Callable[..., str]
HAS_FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remembers of a test that it has failed, so that a picture of its pages is kept."""
    report = yield
    item.stash[HAS_FAILED] = report.failed or item.stash.get(HAS_FAILED, False)
    return report


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningStack]:
    """A local stack for the browser alone: flows move the clock by weeks, and browsers have the machine's."""
    if lacks := doctor.missing():
        pytest.fail("Missing: " + "; ".join(lacks) + ".", pytrace=False)
    with run_stack(tmp_path_factory.mktemp("e2e-stack"), "--provider-timeout-s", "2") as running:
        yield running
        running.tell_indexes()


# Not for the session: while Playwright runs, no other test of this thread could run an event loop.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium, without a window.

    Fails, with the command that gets it, when the machine lacks it or the dashboard has not been built.
    """
    chromium = next(filter(None, map(shutil.which, NAMES)), None)
    if chromium is None:
        pytest.fail("Missing: Chromium (`sudo apt-get install chromium`).", pytrace=False)
    if not (ROOT / "dashboard/dist/index.html").exists():
        pytest.fail("Missing: the built dashboard (`npm --prefix dashboard run build`).", pytrace=False)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def sign_ins(browser: Browser, stack: RunningStack) -> SignIns:
    """Who signed in on the browser."""
    return SignIns(partial(browser.new_context, base_url=stack.base_url))


@pytest.fixture
def open_page(
    browser: Browser, stack: RunningStack, sign_ins: SignIns, request: pytest.FixtureRequest, screenshots: Path
) -> Iterator[OpenPage]:
    """Opens pages, each in a browser profile of its own, for somebody who has signed in or for nobody.

    In the end none of them had thrown an error.
    """
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def opened(screen: Screen = DESKTOP, who: str = "") -> Page:
        context = browser.new_context(
            base_url=stack.base_url,
            viewport={"width": screen.width, "height": screen.height},
            color_scheme="light",
            has_touch=screen.is_phone,
            reduced_motion="reduce",
            locale="en-GB",
            timezone_id="UTC",
        )
        contexts.append(context)
        context.set_default_timeout(TIMEOUT_MS)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        return sign_ins.bring(page, who) if who else page

    yield opened
    for number, context in enumerate(contexts):
        if request.node.stash.get(HAS_FAILED, False):
            name = re.sub(r"[^a-z0-9_]+", "-", request.node.name)
            context.pages[0].screenshot(path=screenshots / f"failed-{name}-{number}.png")
        context.close()
    assert errors == []


@pytest.fixture
def owner(open_page: OpenPage) -> Page:
    """A desktop on which the owner is signed in, and looks at nothing yet."""
    return open_page(who="owner@acme.test")


def _tenant(stack: RunningStack, name: str) -> Tenant:
    info = stack.http.get("/local/info").json()
    accounts = {channel["provider"]: channel for channel in info["channels"] if channel["tenant"] == name}
    return Tenant(stack, name, info["api_keys"][name], accounts["whatsapp"], accounts["telegram"])


@pytest.fixture(scope="session")
def acme(stack: RunningStack) -> Tenant:
    """The enterprise tenant."""
    return _tenant(stack, "acme")


@pytest.fixture(scope="session")
def globex(stack: RunningStack) -> Tenant:
    """The pro tenant."""
    return _tenant(stack, "globex")


@pytest.fixture(scope="session")
def counted() -> tuple[date, date]:
    """The enterprise tenant's 28 days until yesterday, in which nobody writes any more; each has its roll-up."""
    today = datetime.now(ZoneInfo("Europe/Berlin")).date()
    return today - timedelta(days=28), today - timedelta(days=1)


@pytest.fixture(scope="session")
def campaign_in_numbers(acme: Tenant, stack: RunningStack) -> str:
    """A campaign of the enterprise tenant that has reached two people on Telegram."""
    tag = f"bread-{secrets.token_hex(4)}"
    for customer in (Customer(stack, new_number()), Customer(stack, new_number())):
        customer.write(acme.telegram["id"], "Tell me when there is bread")
        (contact,) = acme.get("contacts", q=customer.telegram_chat_id)["items"]
        assert acme.call("PATCH", f"contacts/{contact['id']}", json={"tags": [tag]}).status_code == 200
    draft = {
        "name": f"Fresh bread for everybody who asked us to tell them {tag}",
        "channels": [acme.telegram["id"]],
        "audience": {"filter": {"all": [{"field": "tag", "op": "eq", "value": tag}]}},
        "content": {"text": "The bread is out of the oven."},
    }
    made = acme.call("POST", "campaigns", json=draft)
    assert made.status_code == 201, made.text
    begun = acme.call("POST", f"campaigns/{made.json()['id']}/launch")
    assert begun.is_success, begun.text
    stack.idle()
    return str(made.json()["id"])


@pytest.fixture
def new_customer(stack: RunningStack) -> Callable[[], Customer]:
    """Makes customers whom nobody knows."""
    return lambda: Customer(stack, new_number())


@pytest.fixture
def customer(new_customer: Callable[[], Customer]) -> Customer:
    """A customer whom nobody knows."""
    return new_customer()


@pytest.fixture
def new_person(stack: RunningStack, database: Database) -> NewPerson:
    """Lets somebody work in tenants, with a role in each; their e-mail address."""

    def made(**roles: Role) -> str:
        email = f"somebody-{secrets.token_hex(4)}@elsewhere.test"
        uid = MemberId(sign_up(stack, email)["localId"])
        for name, role in roles.items():
            Tenants(database).save_member(TenantId(name), Member(id=uid, email=email, name="Sam Somebody", role=role))
        return email

    return made


@pytest.fixture(scope="session")
def axe_source() -> str:
    """The accessibility checker, to be run inside a page."""
    return (ROOT / "dashboard/node_modules/axe-core/axe.min.js").read_text()


@pytest.fixture(scope="session")
def screenshots() -> Path:
    """Where pictures of the pages are kept."""
    folder = ROOT / ".local/screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(params=SCREENS, ids=[screen.name for screen in SCREENS])
def gallery(
    request: pytest.FixtureRequest, open_page: OpenPage, sign_ins: SignIns, axe_source: str, screenshots: Path
) -> Gallery:
    """Each of the screens on which every page is looked at."""
    screen: Screen = request.param
    return Gallery(open_page(screen), screen, sign_ins, screenshots, axe_source)
