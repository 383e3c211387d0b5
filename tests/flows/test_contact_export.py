"""Contacts over the API as a file: whom a filter means, as an import takes it in again, and told in the audit trail."""

import csv
import io
import secrets

import pytest

from tests.flows.driving import Json, Tenant, new_number

pytestmark = pytest.mark.flow


def made(tenant: Tenant, tag: str, name: str) -> Json:
    body = {"channel_id": tenant.whatsapp["id"], "address": f"+{new_number()}", "name": name, "tags": [tag, "a; b"]}
    answer = tenant.call("POST", "contacts", json={**body, "attributes": {"Shoe size": 39, "Mail": "a@b.test"}})
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def exported(tenant: Tenant, **asked: object) -> tuple[str, int]:
    """The whole file, and how many contacts the API says are in it."""
    text, cursor, so_far = "", "", 0
    while True:
        answer = tenant.call("POST", "contacts/export", json={**asked, "cursor": cursor})
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-type"].startswith("text/csv")
        text, so_far = text + answer.text, int(answer.headers["X-Contacts-So-Far"])
        cursor = answer.headers.get("X-Next-Cursor", "")
        if not cursor:
            return text, so_far


def test_a_file_of_a_filter_is_imported_again_and_changes_nobody(globex: Tenant) -> None:
    tag = f"m{secrets.token_hex(4)}"
    people = {each["id"]: each for each in (made(globex, tag, "Ana"), made(globex, tag, "=Ben"))}
    wish = {"scope": "marketing", "opted_in": False}
    globex.call("POST", f"contacts/{min(people)}/consent", json=wish).raise_for_status()
    filter_ = {"all": [{"field": "tag", "value": tag}]}
    text, so_far = exported(globex, filter=filter_)
    lines = {line["name"]: line for line in csv.DictReader(io.StringIO(text, newline=""))}
    assert (set(lines), so_far) == ({"Ana", "'=Ben"}, 2)
    assert sorted(line["marketing"] for line in lines.values()) == ["", "no"]
    addresses = {f"'+{one['identities'][0]['address']}" for one in people.values()}
    assert {line["phone"] for line in lines.values()} == addresses
    assert exported(globex, q=lines["Ana"]["phone"].removeprefix("'"))[1] == 1

    headers = {"Content-Type": "text/csv"}
    draft = globex.call("POST", "contacts/imports", content=text.encode(), headers=headers).json()
    body = {"columns": draft["guesses"]}
    started = globex.call("POST", f"contacts/imports/{draft['id']}/start", json=body)
    assert started.status_code == 202, started.text
    globex.stack.idle()
    done = globex.get(f"contacts/imports/{draft['id']}")
    counts = {name: done[name] for name in ("state", "unchanged", "updated", "created", "failed", "problems")}
    assert counts == {"state": "done", "unchanged": 2, "updated": 0, "created": 0, "failed": 0, "problems": {}}


def test_the_trail_tells_who_took_whose_data_and_how_many(globex: Tenant) -> None:
    tag = f"m{secrets.token_hex(4)}"
    made(globex, tag, "Ana")
    exported(globex, filter={"all": [{"field": "tag", "value": tag}]})
    entries = globex.get("workspace/audit", action="contacts.exported", limit=100)["items"]
    (entry,) = [each for each in entries if tag in str(each["after"])]
    assert (entry["after"]["contacts"], entry["after"]["part"]) == (1, 1)
    assert entry["actor"].startswith("key:")
    assert entry["source"] == "127.0.0.1"


def test_a_segment_of_somebody_else_means_nobody(acme: Tenant, globex: Tenant) -> None:
    tag = f"m{secrets.token_hex(4)}"
    made(acme, tag, "Ana")
    audience = acme.call("POST", "contacts/audiences", json={"name": f"Friends {tag}", "kind": "csv"}).json()["id"]
    of_audience = {"all": [{"field": "audience", "value": audience}]}
    for filter_ in (of_audience, {"all": [{"field": "tag", "value": tag}]}):
        text, so_far = exported(globex, filter=filter_)
        assert (len(text.splitlines()), so_far) == (1, 0)
