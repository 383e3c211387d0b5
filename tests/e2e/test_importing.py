"""Importing contacts in the browser: a file, what it means, what is wrong with it, and back."""

import secrets

import pytest
from playwright.sync_api import expect

from tests.e2e.gallery import Gallery
from tests.flows.driving import new_number

pytestmark = pytest.mark.e2e


def test_a_file_is_mapped_tried_imported_and_undone(gallery: Gallery) -> None:
    owner = gallery.enter("owner@acme.test")
    mark, first, second = secrets.token_hex(3), new_number(), new_number()
    lines = ["Phone;Name;E-mail;Visits", f"+{first};Ines {mark};ines@example.test;12", f"+{second};Rui;;many", "12;x;;"]
    owner.goto("/contacts/import")
    name = f"bakers-{mark}.csv"
    file = {"name": name, "mimeType": "text/csv", "buffer": "\n".join(lines).encode()}
    with owner.expect_file_chooser() as chooser:
        owner.get_by_role("button", name="Choose a CSV file").click()
    chooser.value.set_files(file)
    expect(owner.get_by_label("What “Phone” means")).to_have_value("phone")
    owner.get_by_label("What the values of “Visits” are").select_option("number")
    preview = owner.get_by_role("region", name="What would become of the first lines")
    expect(preview).to_contain_text("“many” is no number")
    gallery.look("contacts-import-draft")
    owner.get_by_role("button", name="Import 3 lines").click()
    report = owner.get_by_role("region", name="What was wrong")
    expect(report).to_contain_text("“many” is no number")
    expect(report.get_by_role("row")).to_have_count(3)
    gallery.look("contacts-import-done")
    owner.route("**/report/export*", lambda route: route.abort())
    report.get_by_role("button", name="Download as CSV").click()
    expect(report.get_by_role("alert")).to_be_visible()
    owner.unroute("**/report/export*")
    with owner.expect_download() as download:
        report.get_by_role("button", name="Download as CSV").click()
    assert "“many” is no number" in download.value.path().read_text()
    expect(report.get_by_role("alert")).to_be_hidden()
    owner.get_by_role("button", name="Undo the import").click()
    owner.get_by_role("dialog").get_by_role("button", name="Undo the import").click()
    expect(owner.get_by_text("Undone", exact=True)).to_be_visible()
    owner.get_by_role("link", name="Another file").click()
    expect(owner.get_by_role("region", name="Earlier imports")).to_contain_text(name)
    gallery.look("contacts-import")
