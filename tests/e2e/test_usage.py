"""Analytics, usage and costs: what the pages show is what the API counts."""

import csv
import io
import re
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from google.cloud import firestore
from playwright.sync_api import Locator, Page, expect

from common.models.ids import TenantId
from common.store import paths
from common.store.database import Database, Increment, Merge
from tests.conftest import RunningStack
from tests.e2e.conftest import OpenPage
from tests.e2e.pages import found_workspace
from tests.flows.driving import Json, Tenant

pytestmark = pytest.mark.e2e
Span = tuple[date, date]


@pytest.fixture
def analytics(owner: Page, counted: Span) -> Page:
    """The analytics page of those days, on the owner's desktop."""
    return _open(owner, counted)


def _open(page: Page, span: Span, more: str = "") -> Page:
    page.goto(f"/analytics?from={span[0]}&to={span[1]}{more}")
    expect(page.get_by_role("region", name="Messages", exact=True)).to_be_visible()
    return page


def _series(tenant: Tenant, span: Span, grain: str = "daily", **more: object) -> Json:
    return tenant.get(f"usage/{grain}", **{"from": str(span[0]), "to": str(span[1])}, **more)


def _before(span: Span) -> Span:
    days = (span[1] - span[0]).days + 1
    return span[0] - timedelta(days=days), span[1] - timedelta(days=days)


def _rows(table: Locator) -> list[list[str]]:
    """The cells of each row, without the head."""
    rows = table.get_by_role("row").evaluate_all(
        "rows => rows.map(row => [...row.cells].map(cell => cell.textContent))"
    )
    return [[cell.strip() for cell in row] for row in rows[1:]]


def _numbers(table: Locator) -> list[list[int]]:
    return [[int(cell.replace(",", "")) for cell in row[1:]] for row in _rows(table)]


def _tile(page: Page, label: str) -> Locator:
    tiles = page.get_by_role("region", name="In short")
    return tiles.locator("dl > div").filter(has=page.get_by_role("term").get_by_text(label, exact=True))


def _bars(page: Page, title: str) -> list[float]:
    """How high the bars of a chart's first series are, from left to right, in pixels."""
    chart = page.get_by_role("region", name=title, exact=True)
    expect(chart.locator(".recharts-bar-rectangle path").first).to_be_visible()
    return [
        float(height)
        for height in chart.locator(".recharts-bar")
        .first.locator(".recharts-bar-rectangle")
        .evaluate_all("bars => bars.map(bar => bar.querySelector('path')?.getBBox().height ?? 0)")
    ]


def test_bars_and_their_table_show_what_the_api_counts(analytics: Page, acme: Tenant, counted: Span) -> None:
    now, earlier = _series(acme, counted), _series(acme, _before(counted))
    wanted = [
        f"{series[way]:,}"
        for day in zip(now["items"], earlier["items"], strict=True)
        for series in day
        for way in ("inbound", "outbound")
    ]
    assert any(number != "0" for number in wanted)
    # Nobody sees the table, and those who hear the page have it.
    table = analytics.get_by_role("table", name="Messages", exact=True)
    expect(table.get_by_role("cell")).to_have_text(wanted)
    heights = _bars(analytics, "Messages")
    most = max(day["inbound"] for day in now["items"])
    pixels = max(heights) / most
    # A day without a message may have no bar.
    assert [height for height in heights if height] == pytest.approx(
        [day["inbound"] * pixels for day in now["items"] if day["inbound"]], abs=1
    )


def test_tiles_stand_beside_the_period_before(analytics: Page, acme: Tenant, counted: Span) -> None:
    now, earlier = (_series(acme, span)["totals"] for span in (counted, _before(counted)))
    for label, way in (("Received", "inbound"), ("Sent", "outbound")):
        expect(_tile(analytics, label)).to_contain_text(f"{now[way]:,}")
        expect(_tile(analytics, label)).to_contain_text(f"{earlier[way]:,} before")
        share = round((now[way] - earlier[way]) / earlier[way] * 100)
        expect(_tile(analytics, label)).to_contain_text(f"{share:+d}%")
    analytics.get_by_role("switch", name="Compare").click()
    expect(_tile(analytics, "Received")).not_to_contain_text("before")
    table = analytics.get_by_role("table", name="Messages", exact=True)
    expect(table.get_by_role("columnheader")).to_have_count(3)


def test_delivery_channels_and_authors_add_up_as_the_api_says(analytics: Page, acme: Tenant, counted: Span) -> None:
    details = _series(acme, counted)["totals"]["details"]
    statuses = details["statuses"]
    read = statuses.get("read", 0) + statuses.get("played", 0)
    delivered = read + statuses.get("delivered", 0)
    sent = delivered + statuses.get("sent", 0)
    shown = {row[0]: row[1] for row in _rows(analytics.get_by_role("table", name="Delivery"))}
    stages = {"Written": sum(statuses.values()), "Sent": sent, "Delivered": delivered, "Read": read}
    assert shown == {name: f"{number:,}" for name, number in stages.items()}
    names = {channel["id"]: channel["name"] for channel in acme.get("workspace/channels")["items"]}
    channels = analytics.get_by_role("table", name="Channels").get_by_role("row")
    expect(channels).to_have_count(1 + len(details["channels"]))
    for id_, traffic in details["channels"].items():
        row = channels.filter(has=analytics.get_by_role("rowheader", name=names[id_], exact=True))
        expect(row.get_by_role("cell").nth(0)).to_have_text(f"{traffic['inbound']:,}")
        expect(row.get_by_role("cell").nth(1)).to_have_text(f"{traffic['outbound']:,}")
    writers = _rows(analytics.get_by_role("table", name="Who wrote"))
    assert sorted(row[1] for row in writers) == sorted(
        f"{number:,}" for number in details["authors"].values() if number
    )


def test_heat_map_tells_when_people_write(analytics: Page, acme: Tenant, counted: Span) -> None:
    asked = {"from": str(counted[0]), "to": str(counted[1])}
    cells = acme.get("usage/busiest-hours", **asked)["cells"]
    for way, label in (("inbound", "Received"), ("outbound", "Sent")):
        analytics.get_by_role("region", name="Busiest hours").get_by_text(label, exact=True).click()
        shown = analytics.get_by_role("table", name="Busiest hours").get_by_role("cell")
        expect(shown).to_have_text([str(cell[way]) for cell in cells])
        assert any(cell[way] for cell in cells)


def test_pressing_a_day_shows_its_hours_and_back(analytics: Page, acme: Tenant, counted: Span) -> None:
    series = _series(acme, counted)
    with_bar = [day for day in series["items"] if day["inbound"]]
    index, day = max(enumerate(with_bar), key=lambda item: int(item[1]["inbound"]))
    _bars(analytics, "Messages")
    bar = analytics.get_by_role("region", name="Messages", exact=True).locator(".recharts-bar-rectangle").nth(index)
    bar.hover(force=True)
    shown = date.fromisoformat(day["id"])
    expect(
        analytics.get_by_text(f"{shown:%a}, {shown.day} {shown:%B %Y}").locator("visible=true").first
    ).to_be_visible()
    bar.click(force=True)
    expect(analytics).to_have_url(re.compile(f"day={day['id']}"))
    on = date.fromisoformat(day["id"])
    hours = _series(acme, (on, on), "hourly")
    table = analytics.get_by_role("table", name="Messages", exact=True)
    expect(table.get_by_role("columnheader", name="Hour")).to_be_attached()
    expect(table.get_by_role("row")).to_have_count(len(hours["items"]) + 1)
    assert [row[:2] for row in _numbers(table)] == [[hour["inbound"], hour["outbound"]] for hour in hours["items"]]
    assert sum(hour["inbound"] for hour in hours["items"]) == day["inbound"]
    analytics.get_by_role("button", name="Back to all days").click()
    expect(table.get_by_role("columnheader", name="Day")).to_be_attached()


def test_keyboard_reaches_the_hours_of_a_day(analytics: Page, counted: Span) -> None:
    analytics.get_by_role("button", name="Messages: Show as a table").press("Enter")
    table = analytics.get_by_role("region", name="Messages", exact=True).get_by_role("table")
    expect(table).to_be_in_viewport()
    link = table.get_by_role("link").first
    link.press("Enter")
    expect(analytics).to_have_url(re.compile(f"day={counted[0]}"))


def test_days_are_chosen_by_name_and_moved(owner: Page, counted: Span) -> None:
    owner.goto("/analytics")
    table = owner.get_by_role("table", name="Messages", exact=True)
    expect(table.get_by_role("row")).to_have_count(29)
    owner.get_by_role("combobox", name="Days").click()
    owner.get_by_role("option", name="Last 7 days").click()
    expect(table.get_by_role("row")).to_have_count(8)
    owner.get_by_role("button", name="Earlier").click()
    last = counted[1] - timedelta(days=6)
    expect(owner).to_have_url(re.compile(f"from={last - timedelta(days=6)}&to={last}"))
    expect(table.get_by_role("row")).to_have_count(8)
    owner.go_back()
    expect(owner).to_have_url(re.compile(r"range=7d$"))


def test_only_one_channel_is_counted(analytics: Page, acme: Tenant, counted: Span) -> None:
    (name,) = [c["name"] for c in acme.get("workspace/channels")["items"] if c["id"] == acme.telegram["id"]]
    analytics.get_by_role("combobox", name="Messages").click()
    analytics.get_by_role("option", name=name).click()
    totals = _series(acme, counted, channel=acme.telegram["id"])["totals"]
    expect(_tile(analytics, "Received")).to_contain_text(f"{totals['inbound']:,}")
    expect(_tile(analytics, "Sent")).to_contain_text(f"{totals['outbound']:,}")
    expect(analytics.get_by_role("region", name="Delivery")).to_have_count(0)
    analytics.get_by_role("button", name="Show all messages").click()
    expect(analytics.get_by_role("region", name="Delivery")).to_be_visible()


def test_file_for_spreadsheets_holds_the_same_days(
    analytics: Page, acme: Tenant, counted: Span, tmp_path: Path
) -> None:
    with analytics.expect_download() as download:
        analytics.get_by_role("button", name="Export CSV").click()
    assert download.value.suggested_filename == f"messages-daily-{counted[0]}-{counted[1]}.csv"
    download.value.save_as(tmp_path / "messages.csv")
    lines = csv.DictReader(io.StringIO((tmp_path / "messages.csv").read_text(), newline=""))
    found = [(line["period"], int(line["inbound"]), int(line["outbound"])) for line in lines]
    assert found == [(day["id"], day["inbound"], day["outbound"]) for day in _series(acme, counted)["items"]]


def test_campaigns_are_compared_by_what_became_of_them(
    owner: Page, acme: Tenant, counted: Span, campaign_in_numbers: str
) -> None:
    _open(owner, counted)
    progress = acme.get(f"campaigns/{campaign_in_numbers}/progress")
    name = acme.get(f"campaigns/{campaign_in_numbers}")["name"]
    assert progress["messages"] > 0
    funnel = progress["funnel"]
    table = owner.get_by_role("region", name="Campaigns").get_by_role("table")
    cells = table.get_by_role("row").filter(has_text=name).get_by_role("cell")
    parts = [re.compile(rf"^{funnel.get(part, 0)} ") for part in ("sent", "delivered", "read", "failed")]
    expect(cells).to_have_text([str(progress["messages"]), *parts])


def test_usage_shows_the_counters_and_the_way_on(owner: Page, acme: Tenant) -> None:
    # What another test has sent is counted.
    acme.stack.idle()
    owner.goto("/usage")
    current = acme.get("usage/current")
    sent, received = current["metrics"]["messages_out"], current["metrics"]["messages_in"]
    quota = owner.get_by_role("region", name="Messages sent", exact=True)
    expect(quota).to_contain_text(f"{sent['used']:,}of {sent['limit']:,} in the Enterprise plan")
    bar = quota.get_by_role("progressbar", name="Messages sent")
    expect(bar).to_have_attribute("aria-valuetext", f"{sent['used']:,} of {sent['limit']:,}")
    expect(owner.get_by_role("region", name="Also counted this month")).to_contain_text(
        f"Messages received{received['used']:,}"
    )
    days = owner.get_by_role("table", name="Messages sent this month")
    expect(days.get_by_role("cell", name=f"{sent['used']:,}", exact=True).first).to_be_attached()


def test_costs_name_their_prices_and_are_for_admins(owner: Page, open_page: OpenPage, acme: Tenant) -> None:
    owner.goto("/usage")
    owner.get_by_role("tab", name="Costs").click()
    expect(owner).to_have_url(re.compile("/usage/costs$"))
    costs = acme.get("usage/costs")
    expect(owner.get_by_role("region", name="Estimated total")).to_contain_text("The month still runs.")
    lines = owner.get_by_role("region", name="What it is made of")
    for line in costs["lines"]:
        price = date.fromisoformat(line["priced_on"])
        expect(lines.get_by_text(f"Prices of {price.day} {price:%b %Y}").first).to_be_attached()
    agent = open_page(who="agent@acme.test")
    agent.goto("/usage")
    expect(agent.get_by_role("region", name="Messages sent", exact=True)).to_be_visible()
    expect(agent.get_by_role("tab", name="Costs")).to_have_count(0)
    agent.goto("/usage/costs")
    expect(agent.get_by_text("Costs are for admins")).to_be_visible()


def test_days_are_counted_again_and_come_to_the_same(
    owner: Page, open_page: OpenPage, acme: Tenant, counted: Span
) -> None:
    # On the last of the days other tests have customers write, late.
    span = (counted[1] - timedelta(days=4), counted[1] - timedelta(days=2))
    before = _series(acme, span)
    owner.goto("/usage")
    owner.get_by_role("tab", name="Count again").click()
    owner.get_by_label("First day").fill(str(span[1]))
    owner.get_by_label("Last day").fill(str(span[0]))
    expect(owner.get_by_text("Before the first day")).to_be_visible()
    expect(owner.get_by_role("button", name="Count again")).to_be_disabled()
    owner.get_by_label("First day").fill(str(span[0]))
    owner.get_by_label("Last day").fill(str(span[1]))
    owner.get_by_role("button", name="Count again").click()
    ended = owner.get_by_role("region", name="Counted before")
    expect(ended).to_contain_text("Done: 3 of 3 days")
    expect(owner.get_by_role("button", name="Count again")).to_be_enabled()
    after = _series(acme, span)
    assert [(day["inbound"], day["outbound"]) for day in after["items"]] == [
        (day["inbound"], day["outbound"]) for day in before["items"]
    ]
    assert all(new["as_of"] > old["as_of"] for new, old in zip(after["items"], before["items"], strict=True))
    agent = open_page(who="agent@acme.test")
    agent.goto("/usage/recount")
    expect(agent.get_by_text("Counting again is for admins")).to_be_visible()


@pytest.fixture
def newcomer(open_page: OpenPage) -> Page:
    """A desktop on which somebody has just founded a workspace of the starter plan."""
    page = open_page()
    page.goto("/sign-up")
    found_workspace(page)
    return page


def test_banner_warns_at_80_percent_and_says_when_the_limit_is_reached(
    newcomer: Page, stack_environment: RunningStack
) -> None:
    newcomer.goto("/settings")
    tenant = TenantId(newcomer.get_by_role("textbox", name="Workspace id").input_value())
    month = datetime.now(ZoneInfo("UTC")).strftime("%Y-%m")
    shard = paths.usage_shard(tenant, month, 0)
    db = Database(firestore.Client(project=stack_environment.environment["GOOGLE_CLOUD_PROJECT"]))
    db.commit(Merge(shard, {"messages_out": Increment(850)}))
    newcomer.goto("/inbox")
    banner = newcomer.get_by_role("status").filter(has_text="Messages sent")
    expect(banner).to_contain_text("85% of this month's limit")
    newcomer.get_by_role("button", name="Hide until the limit is reached").click()
    expect(banner).to_have_count(0)
    newcomer.reload()
    expect(newcomer.get_by_text("No conversations yet")).to_be_visible()
    expect(banner).to_have_count(0)
    db.commit(Merge(shard, {"messages_out": Increment(150)}))
    newcomer.reload()
    expect(banner).to_contain_text("limit of 1,000 is reached, and nothing more can be sent")
    banner.get_by_role("link", name="Open usage").click()
    expect(newcomer.get_by_role("region", name="Messages sent", exact=True)).to_contain_text("0 left until")
