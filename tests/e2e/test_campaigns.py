"""Campaigns as people run them: through the wizard to the launch, and on the page that tells what became of it."""

import csv
import io
import re
import secrets
from collections.abc import Sequence

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import OpenPage
from tests.e2e.pages import lose_the_answer, open_inbox
from tests.e2e.test_templates import approved, new_name, phone
from tests.flows.driving import Clock, Customer, Tenant, new_number

pytestmark = pytest.mark.e2e


def telegram(page: Page) -> Locator:
    """The checkbox of the tenant's own bot; other tests connect further ones."""
    return page.locator('input[type="checkbox"][value="acme_telegram"]')


def new_tag() -> str:
    """A tag that nobody has."""
    return f"tag-{secrets.token_hex(4)}"


def people(tenant: Tenant, tag: str, channels: Sequence[str]) -> list[Customer]:
    """A customer with the tag for each of the channels, on which they have just written."""
    customers = [Customer(tenant.stack, new_number()) for _ in channels]
    for number, (customer, channel) in enumerate(zip(customers, channels, strict=True)):
        customer.write(channel, "Hello", name=f"Bo {tag} {number}")
        address = customer.telegram_chat_id if channel == tenant.telegram["id"] else customer.address
        k = tenant.conversation(address)["id"]
        tagged = tenant.call("PATCH", f"contacts/{k}", json={"tags": [tag]})
        assert tagged.is_success, tagged.text
    return customers


def launched(tenant: Tenant, tag: str, **more: object) -> str:
    """A campaign to everybody with the tag, on its way."""
    everybody = {"filter": {"all": [{"field": "tag", "op": "eq", "value": tag}]}}
    channels = [tenant.whatsapp["id"], tenant.telegram["id"]]
    body = {"name": f"Bread {tag}", "channels": channels, "audience": everybody, "content": {"text": f"Hi {tag}"}}
    made = tenant.call("POST", "campaigns", json={**body, **more})
    assert made.status_code == 201, made.text
    id_ = str(made.json()["id"])
    assert tenant.call("POST", f"campaigns/{id_}/launch", json={}).is_success
    return id_


def go_on(page: Page) -> None:
    """To the wizard's next step."""
    page.get_by_role("button", name="Next", exact=True).click()


def choose_tag(page: Page, tag: str) -> None:
    """Makes everybody with the tag the audience."""
    page.get_by_role("button", name="Add a condition to: All of these hold").click()
    page.get_by_role("menuitem", name="Tag", exact=True).click()
    page.get_by_role("textbox", name="Value").fill(tag)


def choose(page: Page, label: str, option: str) -> None:
    """Searches an option of a field and chooses it."""
    page.get_by_role("combobox", name=label, exact=True).fill(option)
    page.get_by_role("option", name=option).first.click()


def badge(page: Page, status: str) -> Locator:
    """Where the campaign says how it is."""
    return page.get_by_role("main").get_by_text(status, exact=True).first


def outcomes(page: Page) -> Locator:
    """The people of the campaign."""
    return page.get_by_role("table", name="People").get_by_role("row")


def test_campaign_goes_from_the_wizard_to_the_phones(owner: Page, acme: Tenant) -> None:
    tag = new_tag()
    here, there = acme.whatsapp["id"], acme.telegram["id"]
    customers = people(acme, tag, [here, here, here, there, there, here])
    customers[-1].write(here, "STOP")
    acme.stack.idle()
    first = approved(acme, new_name())
    second = approved(acme, new_name(), body="Dear {{first_name}}, come by for bread. Reply STOP to opt out.")

    open_inbox(owner).get_by_role("link", name="Campaigns", exact=True).click()
    owner.get_by_role("button", name="New campaign").click()
    owner.get_by_label("Name of the campaign").fill(f"Walk {tag}")
    choose_tag(owner, tag)
    expect(owner.get_by_role("region", name="Who is meant")).to_contain_text("6 people")
    expect(owner.get_by_role("region", name="Who is meant")).to_contain_text(f"Bo {tag}")
    go_on(owner)

    owner.get_by_role("checkbox", name="WhatsApp").check()
    telegram(owner).check()
    choose(owner, "Template", first["name"])
    choose(owner, "Further templates as variants", second["name"])
    owner.keyboard.press("Escape")
    choose(owner, "As read by", f"Bo {tag} 0")
    expect(phone(owner)).to_contain_text("Hello Bo, bread number 7")
    owner.get_by_label("Instead of {{first_name}}").fill("neighbour")
    test = owner.get_by_role("region", name="Send a test")
    test.get_by_role("combobox", name="To").fill(f"Bo {tag} 1")
    owner.get_by_role("option", name=f"Bo {tag} 1").click()
    test.get_by_role("button", name="Send the test").click()
    expect(test).to_contain_text(f"The test is on its way to Bo {tag} 1")
    acme.stack.idle()
    assert [len(each.received()) for each in customers] == [0, 1, 0, 0, 0, 0]
    go_on(owner)

    expect(owner.get_by_role("radio", name="As soon as it is launched")).to_be_checked()
    go_on(owner)
    review = owner.get_by_role("region", name="What will happen")
    expect(review.get_by_text("Get a message")).to_be_visible()
    expect(review).to_contain_text("Do not want it: 1")
    expect(review.get_by_role("table", name="By channel").get_by_role("row", name="Telegram")).to_contain_text("2")
    assert [len(each.received()) for each in customers] == [0, 1, 0, 0, 0, 0]
    used = acme.used("messages_out")
    expect(review.get_by_role("group", name="This month's messages")).to_contain_text(f"{used + 5:,} of ")
    review.get_by_role("button", name="Launch").click()
    asked = owner.get_by_role("dialog", name=f"Launch Walk {tag}?")
    expect(asked).to_contain_text("5 messages go out.")
    asked.get_by_role("button", name="Launch").click()

    expect(owner.get_by_role("heading", name=f"Walk {tag}", level=1)).to_be_visible()
    expect(badge(owner, "Done")).to_be_visible()
    expect(owner.get_by_text("5 of 5 messages on their way")).to_be_visible()
    funnel = owner.get_by_role("table", name="From plan to reading")
    expect(funnel.get_by_role("row", name="Sent")).to_contain_text("100%")
    expect(funnel.get_by_role("row", name="Delivered")).to_contain_text("3")
    expect(funnel.get_by_role("row", name="Skipped")).to_contain_text("1")
    variants = owner.get_by_role("table", name="Variants compared")
    expect(variants.get_by_role("row")).to_have_count(3)
    expect(outcomes(owner)).to_have_count(7)
    owner.get_by_role("combobox", name="Who", exact=True).click()
    owner.get_by_role("option", name="Skipped").click()
    expect(outcomes(owner)).to_have_count(2)
    expect(outcomes(owner).last).to_contain_text("Do not want it")
    with owner.expect_download() as download:
        owner.get_by_role("button", name="Export as CSV").click()
    rows = list(csv.DictReader(io.StringIO(download.value.path().read_text())))
    assert len(rows) == 6
    assert len({row["contact_id"] for row in rows}) == 6

    got = [[m for m in each.received() if "bread" in m["text"]] for each in customers]
    assert [len(messages) for messages in got] == [1, 2, 1, 1, 1, 0]
    assert all("Hello Bo" in m["text"] or m["text"].startswith("Dear Bo,") for messages in got for m in messages)


def test_people_from_a_file_get_the_values_of_its_columns(owner: Page, acme: Tenant) -> None:
    tag = new_tag()
    template = approved(
        acme, new_name(), body="Hello, your {{cake}} is ready. Reply STOP to opt out.", variables={"cake": "tart"}
    )
    numbers = [new_number() for _ in range(3)]
    lines = [
        "phone,name,cake",
        *(f"+{number},Ida {n},tart {n}" for n, number in enumerate(numbers)),
        "nonsense,Nobody,none",
    ]
    file = {"name": f"{tag}.csv", "mimeType": "text/csv", "buffer": "\n".join(lines).encode()}
    owner.goto("/campaigns")
    owner.get_by_role("button", name="New campaign").click()
    owner.get_by_text("CSV file", exact=True).click()
    owner.locator("input[type=file]").set_input_files(file)
    meanings = owner.get_by_role("table", name="What its columns mean")
    expect(meanings.get_by_role("row", name="phone")).to_contain_text("Phone number")
    expect(meanings.get_by_role("row", name="cake")).to_contain_text("Attribute cake")
    owner.get_by_role("button", name="Upload").click()
    expect(owner.get_by_text("3 new people, 0 known ones")).to_be_visible()
    owner.get_by_text("1 rows were left out").click()
    expect(owner.get_by_role("listitem").filter(has_text="Line 5")).to_be_visible()
    expect(owner.get_by_role("region", name="Who is meant")).to_contain_text("3 people")
    go_on(owner)
    owner.get_by_role("checkbox", name="WhatsApp").check()
    choose(owner, "Template", template["name"])
    owner.get_by_role("button", name="Review").click()
    review = owner.get_by_role("region", name="What will happen")
    expect(review).to_contain_text("Nobody is skipped.")
    review.get_by_role("button", name="Launch").click()
    owner.get_by_role("dialog").get_by_role("button", name="Launch").click()
    expect(badge(owner, "Done")).to_be_visible()
    acme.stack.idle()
    texts = [text for number in numbers for text in Customer(acme.stack, number).texts()]
    assert texts == [f"Hello, your tart {n} is ready. Reply STOP to opt out." for n in range(3)]


def test_what_is_missing_is_told_in_the_review_with_the_way_to_it(owner: Page) -> None:
    owner.goto("/campaigns")
    owner.get_by_role("button", name="New campaign").click()
    owner.get_by_role("button", name="Review").click()
    alert = owner.get_by_role("alert")
    expect(alert).to_contain_text("Something is missing")
    expect(owner.get_by_role("button", name="Launch", exact=True)).to_be_disabled()
    alert.get_by_role("button", name="Go to Message").click()
    expect(owner.get_by_role("region", name="What does it say?")).to_be_visible()
    owner.get_by_text("Text", exact=True).click()
    text = owner.get_by_role("textbox", name="Text", exact=True)
    text.fill("Bread")
    expect(owner.get_by_text("Saved", exact=True)).to_be_visible()
    owner.get_by_role("button", name="Review").click()
    expect(alert).to_contain_text("choose at least one channel", ignore_case=True)
    expect(alert).not_to_contain_text("say what the campaign says", ignore_case=True)
    alert.get_by_role("button", name="Go to Message").click()
    text.fill("")
    owner.get_by_role("button", name="Review").click()
    expect(alert).to_contain_text("say what the campaign says", ignore_case=True)


def test_a_draft_is_there_again_after_a_reload(owner: Page, acme: Tenant) -> None:
    tag = new_tag()
    people(acme, tag, [acme.telegram["id"]])
    owner.goto("/campaigns")
    owner.get_by_role("button", name="New campaign").click()
    owner.get_by_label("Name of the campaign").fill(f"Draft {tag}")
    choose_tag(owner, tag)
    go_on(owner)
    telegram(owner).check()
    owner.get_by_text("Text", exact=True).click()
    owner.get_by_role("textbox", name="Text", exact=True).fill("Hello {{first_name}}")
    expect(owner.get_by_text("Saved", exact=True)).to_be_visible()
    owner.reload()
    expect(owner.get_by_role("textbox", name="Text", exact=True)).to_have_value("Hello {{first_name}}")
    expect(telegram(owner)).to_be_checked()
    owner.get_by_role("button", name="Audience").click()
    expect(owner.get_by_role("textbox", name="Value")).to_have_value(tag)
    expect(owner.get_by_label("Name of the campaign")).to_have_value(f"Draft {tag}")


def test_a_test_says_what_was_typed_last(owner: Page, acme: Tenant) -> None:
    tag = new_tag()
    [customer] = people(acme, tag, [acme.telegram["id"]])
    owner.goto("/campaigns")
    owner.get_by_role("button", name="New campaign").click()
    owner.get_by_role("button", name="Message").click()
    telegram(owner).check()
    owner.get_by_text("Text", exact=True).click()
    text = owner.get_by_role("textbox", name="Text", exact=True)
    text.fill("Bread at seven")
    test = owner.get_by_role("region", name="Send a test")
    test.get_by_role("combobox", name="To").fill(f"Bo {tag} 0")
    owner.get_by_role("option", name=f"Bo {tag} 0").click()
    expect(owner.get_by_text("Saved", exact=True)).to_be_visible()

    owner.route("**/api/campaigns/*", lambda route: route.abort())
    text.fill("Bread at eight")
    test.get_by_role("button", name="Send the test").click()
    expect(test.get_by_role("alert")).to_contain_text("The service cannot be reached.")
    owner.unroute("**/api/campaigns/*")
    test.get_by_role("button", name="Send the test").click()
    expect(test.get_by_role("status")).to_contain_text(f"The test is on its way to Bo {tag} 0")

    text.fill("Bread at nine")
    with owner.expect_response("**/test") as told:
        test.get_by_role("button", name="Send the test").click()
    assert told.value.ok

    owner.route("**/test", lose_the_answer, times=1)
    test.get_by_role("button", name="Send the test").click()
    expect(test.get_by_role("alert")).to_contain_text("The service cannot be reached.")
    test.get_by_role("button", name="Send the test").click()
    expect(test.get_by_role("status")).to_contain_text(f"The test is on its way to Bo {tag} 0")
    acme.stack.idle()
    assert customer.texts() == ["Bread at eight", "Bread at nine", "Bread at nine"]


def drafted(tenant: Tenant, tag: str, **more: object) -> str:
    """A draft that could be launched to everybody with the tag."""
    everybody = {"filter": {"all": [{"field": "tag", "op": "eq", "value": tag}]}}
    channels = [tenant.telegram["id"]]
    body = {"name": f"Bread {tag}", "channels": channels, "audience": everybody, "content": {"text": f"Hi {tag}"}}
    return str(tenant.call("POST", "campaigns", json={**body, **more}).json()["id"])


def test_a_launch_that_failed_for_want_of_a_network_does_not_happen_later(owner: Page, acme: Tenant) -> None:
    tag = new_tag()
    [customer] = people(acme, tag, [acme.telegram["id"]])
    id_ = drafted(acme, tag)
    owner.goto(f"/campaigns/{id_}/edit?step=review")
    owner.get_by_role("button", name="Launch", exact=True).click()
    dialog = owner.get_by_role("dialog")
    owner.context.set_offline(True)
    dialog.get_by_role("button", name="Launch").click()
    expect(dialog.get_by_role("alert")).to_contain_text("The service cannot be reached.")
    dialog.get_by_role("button", name="Cancel").click()
    with owner.expect_response("**/api/**"):
        owner.context.set_offline(False)
        owner.get_by_role("link", name="To the campaign").or_(owner.get_by_role("link", name="All campaigns")).click()
    expect(owner.get_by_role("button", name="New campaign")).to_be_visible()
    acme.stack.idle()
    assert acme.get(f"campaigns/{id_}")["status"] == "draft"
    assert customer.texts() == []


def test_only_people_in_sight_are_the_audience(owner: Page, acme: Tenant) -> None:
    tag = new_tag()
    everybody = {"all": [{"field": "tag", "op": "eq", "value": tag}]}
    saved = acme.call("POST", "contacts/audiences", json={"name": f"Those {tag}", "filter": everybody})
    assert saved.is_success, saved.text
    chosen = {"audience_id": saved.json()["id"]}
    id_ = drafted(acme, tag, audience=chosen)

    def audience() -> object:
        expect(owner.get_by_text("Saved", exact=True)).to_be_visible()
        return acme.get(f"campaigns/{id_}")["audience"]

    def look_at(kind: str) -> None:
        with owner.expect_response(lambda answer: answer.request.method == "PATCH"):
            owner.get_by_role("radiogroup", name="Who gets it?").get_by_text(kind, exact=True).click()

    owner.goto(f"/campaigns/{id_}/edit?step=audience")
    look_at("Filter")
    assert audience() == {"audience_id": None, "contact_ids": None, "filter": {"all": [], "any": [], "exclude": []}}
    look_at("CSV file")
    assert audience() is None
    look_at("Saved audience")
    kept = audience()
    assert isinstance(kept, dict)
    assert kept["audience_id"] == chosen["audience_id"]
    expect(owner.get_by_role("combobox", name="Audience")).to_have_value(re.compile(f"^Those {tag}"))


def test_nothing_typed_is_lost_silently(owner: Page, acme: Tenant) -> None:
    tag = new_tag()
    id_ = drafted(acme, tag)
    owner.goto(f"/campaigns/{id_}")
    expect(badge(owner, "Draft")).to_be_visible()
    # Somebody else writes, and this browser still knows what was there before.
    acme.call("PATCH", f"campaigns/{id_}", json={"content": {"text": "Written by another"}})
    owner.get_by_role("link", name="Edit").click()
    owner.get_by_role("button", name="Message").click()
    text = owner.get_by_role("textbox", name="Text", exact=True)
    expect(text).to_have_value("Written by another")

    owner.route("**/api/campaigns/*", lambda route: route.abort())
    text.fill("Written by me")
    expect(owner.get_by_text("Not saved", exact=True)).to_be_visible()
    owner.get_by_role("link", name="All campaigns").click()
    asked = owner.get_by_role("dialog", name="Leave without saving?")
    expect(asked).to_contain_text("is lost if that fails too")
    asked.get_by_role("button", name="Stay here").click()
    owner.unroute("**/api/campaigns/*")
    text.fill("Written by me!")
    expect(owner.get_by_text("Saved", exact=True)).to_be_visible()
    owner.get_by_role("link", name="All campaigns").click()
    expect(owner.get_by_role("button", name="New campaign")).to_be_visible()
    assert acme.get(f"campaigns/{id_}")["content"]["text"] == "Written by me!"


def test_what_was_launched_can_be_put_off_and_nothing_else(owner: Page, acme: Tenant) -> None:
    tag = new_tag()
    people(acme, tag, [acme.telegram["id"]])
    id_ = drafted(acme, tag)
    owner.goto(f"/campaigns/{id_}/edit?step=message")
    text = owner.get_by_role("textbox", name="Text", exact=True)
    expect(text).to_be_enabled()
    # Scheduled by another while this page is open: what is typed now is refused, and the rest can still be saved.
    later = {"starts_at": "2100-01-01T08:00:00Z"}
    assert acme.call("PATCH", f"campaigns/{id_}", json={"timing": later}).is_success
    assert acme.call("POST", f"campaigns/{id_}/launch", json={}).is_success
    text.fill("Too late")
    expect(owner.get_by_role("alert").first).to_contain_text("cannot be changed any more")
    expect(text).to_be_disabled()
    expect(text).to_have_value(f"Hi {tag}")
    owner.get_by_role("button", name="Schedule").click()
    owner.get_by_label("Messages a minute, for each channel").fill("30")
    expect(owner.get_by_text("Saved", exact=True)).to_be_visible()
    found = acme.get(f"campaigns/{id_}")
    assert (found["content"]["text"], found["timing"]["per_minute"]) == (f"Hi {tag}", 30)
    assert acme.call("POST", f"campaigns/{id_}/cancel", json={}).is_success


def test_texts_are_spun_in_the_wizard(owner: Page) -> None:
    owner.goto("/campaigns")
    owner.get_by_role("button", name="New campaign").click()
    owner.get_by_role("button", name="Message").click()
    telegram(owner).check()
    owner.get_by_text("Text", exact=True).click()
    text = "Hello {{first_name}}, bread number 7 is ready at 4 Mill Lane. It is warm until noon. Reply STOP to opt out."
    owner.get_by_role("textbox", name="Text", exact=True).fill(text)
    owner.get_by_role("button", name="Spin").click()
    dialog = owner.get_by_role("dialog", name="Make variants")
    expect(dialog).to_contain_text("Variants of a text go to Telegram")
    dialog.get_by_role("button", name="Make variants").click()
    dialog.get_by_role("checkbox", name="Approve variant 1").check()
    dialog.get_by_role("checkbox", name="Approve variant 3").check()
    dialog.get_by_role("button", name="Use 2 variants").click()
    expect(owner.get_by_role("textbox", name="Variant B")).not_to_have_value("")
    expect(owner.get_by_role("textbox", name="Variant C")).not_to_have_value("")


def test_campaign_is_paused_resumed_and_cancelled(owner: Page, acme: Tenant) -> None:
    tag = new_tag()
    customers = people(acme, tag, [acme.telegram["id"]] * 3)
    id_ = launched(acme, tag, timing={"per_minute": 1})
    owner.goto(f"/campaigns/{id_}")
    expect(badge(owner, "Running")).to_be_visible()
    expect(owner.get_by_text("1 of 3 messages on their way")).to_be_visible()
    expect(owner.get_by_text("It goes on ")).to_be_visible()
    owner.get_by_role("button", name="Pause").click()
    expect(badge(owner, "Paused")).to_be_visible()
    expect(owner.get_by_role("main").get_by_role("alert")).to_contain_text("Owner paused it.")
    owner.get_by_role("button", name="Resume").click()
    expect(badge(owner, "Running")).to_be_visible()
    owner.get_by_role("button", name="Cancel the campaign").click()
    owner.get_by_role("dialog").get_by_role("button", name="Let it run").click()
    expect(badge(owner, "Running")).to_be_visible()
    owner.get_by_role("button", name="Cancel the campaign").click()
    owner.get_by_role("dialog").get_by_role("button", name="Cancel the campaign").click()
    expect(badge(owner, "Cancelled")).to_be_visible()
    expect(owner.get_by_role("button", name="Pause")).to_have_count(0)
    acme.stack.idle()
    assert sum(len(each.texts()) for each in customers) <= 2
    assert acme.get(f"campaigns/{id_}")["status"] == "cancelled"


def test_a_template_that_whatsapp_paused_pauses_the_campaign_with_the_reason(owner: Page, acme: Tenant) -> None:
    tag, name = new_tag(), new_name()
    people(acme, tag, [acme.whatsapp["id"]] * 3)
    template = approved(acme, name)
    id_ = launched(acme, tag, content={"template_id": template["id"]}, timing={"per_minute": 1})
    owner.goto(f"/campaigns/{id_}")
    expect(owner.get_by_text("1 of 3 messages on their way")).to_be_visible()
    acme.stack.http.post(f"/local/templates/{name}/status", json={"status": "PAUSED"}).raise_for_status()
    for _ in range(2):  # to the message that meets it, and to the planner's next look
        Clock(acme.stack).advance(61)
    alert = owner.get_by_role("alert").filter(has_text="It has paused by itself")
    expect(alert).to_contain_text("WhatsApp paused a template of this campaign for low quality.")
    owner.goto("/campaigns?status=paused")
    expect(owner.get_by_role("article", name=f"Bread {tag}")).to_contain_text("WhatsApp paused a template")
    assert acme.call("POST", f"campaigns/{id_}/cancel", json={}).is_success


def test_failed_messages_are_told_with_their_reason(owner: Page, acme: Tenant) -> None:
    tag = new_tag()
    customers = people(acme, tag, [acme.whatsapp["id"]] * 2)
    template = approved(acme, new_name())
    block = {"channel": acme.whatsapp["id"], "blocked": True}
    acme.stack.http.post(f"/local/phones/{customers[0].address}/block", json=block).raise_for_status()
    id_ = launched(acme, tag, content={"template_id": template["id"]})
    owner.goto(f"/campaigns/{id_}")
    expect(badge(owner, "Done")).to_be_visible()
    results = owner.get_by_role("region", name="From plan to reading")
    expect(results.get_by_role("listitem")).to_contain_text("The address cannot receive it.")
    owner.get_by_role("combobox", name="Message", exact=True).click()
    owner.get_by_role("option", name="Failed").click()
    expect(outcomes(owner)).to_have_count(2)
    owner.get_by_role("button", name="Send failed ones again").click()
    owner.get_by_role("dialog").get_by_role("button", name="Send failed ones again").click()
    expect(owner.get_by_text("They are queued again")).to_be_visible()
    acme.stack.idle()
    expect(badge(owner, "Done")).to_be_visible()
    assert [len(each.received()) for each in customers] == [0, 1]


def test_sending_hours_and_a_start_are_chosen_in_the_time_of_the_workspace(owner: Page, acme: Tenant) -> None:
    tag = new_tag()
    people(acme, tag, [acme.telegram["id"]])
    everybody = {"filter": {"all": [{"field": "tag", "op": "eq", "value": tag}]}}
    body = {"name": f"Later {tag}", "channels": [acme.telegram["id"]], "audience": everybody, "content": {"text": "Hi"}}
    id_ = acme.call("POST", "campaigns", json=body).json()["id"]
    owner.goto(f"/campaigns/{id_}/edit?step=schedule")
    owner.get_by_role("radio", name="At a time").check()
    expect(owner.get_by_text("In the workspace's time zone, Europe/Berlin")).to_be_visible()
    owner.get_by_role("switch", name="Only at certain hours").check()
    owner.get_by_label("From", exact=True).fill("20:00")
    owner.get_by_label("Until", exact=True).fill("08:00")
    expect(owner.get_by_text("They end on the next day.")).to_be_visible()
    owner.get_by_text("Sun", exact=True).click()
    owner.get_by_role("radio", name="Each contact's own").check()
    owner.get_by_label("Messages a minute, for each channel").fill("30")
    go_on(owner)
    review = owner.get_by_role("region", name="What will happen")
    review.get_by_role("button", name="Schedule").click()
    owner.get_by_role("dialog").get_by_role("button", name="Schedule").click()
    expect(badge(owner, "Scheduled")).to_be_visible()
    about = owner.get_by_role("region", name="About this campaign")
    expect(about).to_contain_text("Mon, Tue, Wed, Thu, Fri, Sun, 20:00 to 08:00 in each contact's time zone")
    expect(about).to_contain_text("At most 30 a minute for each channel")
    timing = acme.get(f"campaigns/{id_}")["timing"]
    assert timing["hours"] == {"days": [0, 1, 2, 3, 4, 6], "start": "20:00", "end": "08:00", "zone": "contact"}
    owner.get_by_role("button", name="Cancel the campaign").click()
    owner.get_by_role("dialog").get_by_role("button", name="Cancel the campaign").click()
    expect(badge(owner, "Cancelled")).to_be_visible()


def test_an_agent_prepares_and_an_admin_launches(open_page: OpenPage, acme: Tenant) -> None:
    tag = new_tag()
    people(acme, tag, [acme.telegram["id"]])
    agent = open_page(who="agent@acme.test")
    agent.goto("/campaigns")
    agent.get_by_role("button", name="New campaign").click()
    choose_tag(agent, tag)
    go_on(agent)
    telegram(agent).check()
    agent.get_by_text("Text", exact=True).click()
    agent.get_by_role("textbox", name="Text", exact=True).fill("Hello")
    agent.get_by_role("button", name="Review").click()
    expect(agent.get_by_text("Ask an admin to launch it")).to_be_visible()
    expect(agent.get_by_role("button", name="Launch", exact=True)).to_have_count(0)


def test_campaigns_on_the_smallest_plan_say_what_they_need(open_page: OpenPage) -> None:
    page = open_page(who="owner@initech.test")
    page.goto("/campaigns")
    expect(page.get_by_role("heading", name="Campaigns need Pro")).to_be_visible()
    page.get_by_role("button", name="New campaign").click()
    expect(page.get_by_text("This workspace has the Starter plan: ask an owner").first).to_be_visible()
