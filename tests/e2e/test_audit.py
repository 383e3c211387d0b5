"""The audit log: who changed what, narrowed, looked into and taken along."""

import secrets
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import OpenPage
from tests.e2e.gallery import Gallery
from tests.flows.driving import Tenant

pytestmark = pytest.mark.e2e


def test_a_change_is_found_looked_into_and_exported(owner: Page, acme: Tenant) -> None:
    old, new = f"Robin {secrets.token_hex(4)}", f"Rita {secrets.token_hex(4)}"
    agent = acme.call("POST", "agents", json={"name": old}).json()["id"]
    assert acme.call("PATCH", f"agents/{agent}", json={"name": new}).is_success
    owner.goto("/settings/audit")
    # What is chosen while the typing has not been taken up yet stays chosen.
    # The entries of one of the filters may be this one alone too; they go when those of both are asked for.
    with owner.expect_response(lambda answer: f"target={agent}" in answer.url and "action=agent.changed" in answer.url):
        owner.get_by_label("Id of what it was done to").fill(agent)
        owner.get_by_role("combobox", name="What was done").click()
        owner.get_by_role("option", name="Changed an AI agent").click()
    row = owner.get_by_role("article", name="Changed an AI agent: Demo key")
    expect(owner.get_by_role("article")).to_have_count(1)
    expect(row).to_contain_text("from 127.0.0.1")
    row.get_by_role("button", name="Details").click()
    expect(row.get_by_role("row", name="name")).to_contain_text(f"{old}{new}")
    with owner.expect_download() as told:
        owner.get_by_role("button", name="Export as CSV").click()
    lines = Path(told.value.path()).read_text().splitlines()
    assert len(lines) == 2
    assert new in lines[1]
    owner.get_by_label("To", exact=True).fill("2020-01-01")
    expect(owner.get_by_role("heading", name="No entry is like this")).to_be_visible()
    owner.get_by_role("button", name="Clear the filter").click()
    expect(owner.get_by_role("article").nth(1)).to_be_visible()
    acme.call("DELETE", f"agents/{agent}")


def test_whoever_is_no_admin_is_told_so(open_page: OpenPage) -> None:
    page = open_page(who="agent@acme.test")
    page.goto("/settings/audit")
    expect(page.get_by_role("heading", name="This is for admins")).to_be_visible()
    expect(page.get_by_role("button", name="Export as CSV")).to_have_count(0)
    expect(page.get_by_role("tab", name="Audit log")).to_have_count(0)


def test_the_audit_log(gallery: Gallery, acme: Tenant) -> None:
    agent = acme.call("POST", "agents", json={"name": f"Robin {secrets.token_hex(4)}"}).json()["id"]
    for name in ("Rita, who answers questions about orders", "Robin"):
        acme.call("PATCH", f"agents/{agent}", json={"name": name, "instructions": "Answer kindly. " * 30})
    acme.call("DELETE", f"agents/{agent}")
    page = gallery.enter("owner@acme.test")
    page.goto(f"/settings/audit?target={agent}")
    expect(page.get_by_role("article")).to_have_count(4)
    page.get_by_role("button", name="Details").nth(1).click()
    expect(page.get_by_role("columnheader", name="Before").locator("visible=true")).to_be_visible()
    gallery.look("audit")
    page.goto("/settings/audit?target=nothing-of-that-id")
    expect(page.get_by_role("heading", name="No entry is like this")).to_be_visible()
    gallery.look("audit-none-found")
    assert gallery.complaints == []
