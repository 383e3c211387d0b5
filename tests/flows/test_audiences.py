"""People are taken in from a file, tagged and previewed; who says STOP is left out, and START takes them back."""

import secrets
from collections.abc import Callable

import pytest

from tests.conftest import RunningStack
from tests.flows.driving import Customer, Json, Tenant, new_number

pytestmark = pytest.mark.flow


@pytest.fixture
def friends(globex: Tenant) -> Json:
    """An audience for files."""
    made = globex.call("POST", "contacts/audiences", json={"name": "Friends", "kind": "csv"})
    assert made.status_code == 201, made.text
    return dict(made.json())


def upload(tenant: Tenant, audience: Json, text: str, **asked: str) -> Json:
    headers = {"Content-Type": "text/csv"}
    path = f"contacts/audiences/{audience['id']}/import"
    taken = tenant.call("POST", path, content=text.encode("utf-8-sig"), headers=headers, params=asked)
    assert taken.status_code == 202, taken.text
    tenant.stack.idle()
    return dict(tenant.get(f"contacts/audiences/{audience['id']}")["last_import"])


def preview(tenant: Tenant, filter_: Json) -> Json:
    shown = tenant.call("POST", "contacts/audiences/preview", json={"filter": filter_})
    assert shown.status_code == 200, shown.text
    return dict(shown.json())


def wishes(tenant: Tenant, contact_id: str) -> dict[str, bool]:
    """Whether the contact wants to be written to, by scope and channel."""
    held = tenant.get(f"contacts/{contact_id}")["opt_outs"]
    return {key: wish["opted_in"] for key, wish in held.items()}


def test_a_file_becomes_an_audience(globex: Tenant, friends: Json, new_customer: Callable[[], Customer]) -> None:
    known, number = new_customer(), new_number()
    known.write(globex.whatsapp["id"], "Hello")
    known_id = globex.conversation(known.address)["id"]
    mark = secrets.token_hex(4)
    lines = ["Phone;Name;Batch", f"+{known.address};Known;{mark}", f"00{number};Jörg Größe;{mark}"]
    done = upload(globex, friends, "\n".join([*lines, f"+{number};Again;{mark}", "12;x;"]))
    counts = {name: done[name] for name in ("state", "rows", "created", "matched", "duplicates", "failed")}
    assert counts == {"state": "done", "rows": 4, "created": 1, "matched": 1, "duplicates": 1, "failed": 1}
    assert [error["line"] for error in done["errors"]] == [5]
    members = globex.get("contacts", audience=friends["id"])["items"]
    assert {(m["name"], m["attributes"]["Batch"]) for m in members} == {
        (f"Customer {known.address[-4:]}", mark),
        ("Jörg Größe", mark),
    }
    assert preview(globex, {"all": [{"field": "attribute", "name": "Batch", "op": "eq", "value": mark}]})["count"] == 2
    shown = globex.call("POST", f"contacts/audiences/{friends['id']}/preview").json()
    assert (shown["count"], shown["complete"], len(shown["samples"])) == (2, True, 2)
    Customer(globex.stack, number).write(globex.whatsapp["id"], "Who are you?")
    assert globex.conversation(number)["contact_name"] == "Jörg Größe"
    assert globex.call("DELETE", f"contacts/audiences/{friends['id']}").status_code == 204
    assert globex.get(f"contacts/{known_id}")["attributes"] == {"Batch": mark}


def test_stop_opts_out_everywhere_and_start_back_in(globex: Tenant, customer: Customer) -> None:
    customer.write(globex.whatsapp["id"], "Hello")
    contact_id = globex.conversation(customer.address)["id"]
    assert wishes(globex, contact_id) == {}
    customer.write(globex.whatsapp["id"], "  Stop! ")
    assert wishes(globex, contact_id) == {"marketing_all": False}
    customer.write(globex.whatsapp["id"], "start")
    assert wishes(globex, contact_id) == {"marketing_all": True}
    globex.stack.idle()


def test_a_person_edits_a_contact_and_notes_a_wish(globex: Tenant, customer: Customer) -> None:
    customer.write(globex.whatsapp["id"], "Hello")
    contact_id = globex.conversation(customer.address)["id"]
    tag = f"t{secrets.token_hex(4)}"
    change = {"name": "Zoë Quist", "tags": [tag], "attributes": {"age": 30}, "time_zone": "Europe/Oslo"}
    edited = globex.call("PATCH", f"contacts/{contact_id}", json=change)
    assert edited.status_code == 200, edited.text
    assert [c["id"] for c in globex.get("contacts", tag=tag)["items"]] == [contact_id]
    assert globex.conversation(customer.address)["contact_name"] == "Zoë Quist"
    assert contact_id in [c["id"] for c in globex.get("inbox/conversations", q="quist")["items"]]
    asked = {"scope": "all", "opted_in": False}
    assert globex.call("POST", f"contacts/{contact_id}/consent", json=asked).status_code == 200
    assert wishes(globex, contact_id) == {"all_all": False}
    refused = globex.call("PATCH", f"contacts/{contact_id}", json={"time_zone": "Mars"})
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/time_zone")


def test_somebody_new_is_created_once(globex: Tenant) -> None:
    body = {"channel_id": globex.whatsapp["id"], "address": f"+{new_number()}", "name": "New"}
    key = {"Idempotency-Key": secrets.token_hex(8)}
    first = globex.call("POST", "contacts", json=body, headers=key)
    again = globex.call("POST", "contacts", json=body, headers=key)
    assert (first.status_code, again.status_code, first.json()) == (201, 201, again.json())
    refused = globex.call("POST", "contacts", json=body)
    assert (refused.status_code, refused.json()["contact_id"]) == (409, first.json()["id"])
    assert globex.get(f"inbox/conversations/{first.json()['id']}")["route"]["needs_template"] is True


def test_a_tenant_finds_no_audience_or_contact_of_another(
    stack: RunningStack, acme: Tenant, globex: Tenant, friends: Json, customer: Customer
) -> None:
    customer.write(globex.whatsapp["id"], "Hello")
    stack.idle()
    contact_id = globex.conversation(customer.address)["id"]
    audience, csv = f"contacts/audiences/{friends['id']}", {"Content-Type": "text/csv"}
    answers = [
        acme.call("GET", audience),
        acme.call("PATCH", audience, json={"name": "Mine"}),
        acme.call("POST", f"{audience}/preview"),
        acme.call("POST", f"{audience}/import", content=b"phone\n+4915100000001\n", headers=csv),
        acme.call("DELETE", audience),
        acme.call("PATCH", f"contacts/{contact_id}", json={"name": "Mine"}),
        acme.call("POST", f"contacts/{contact_id}/consent", json={"scope": "all", "opted_in": False}),
        acme.call("POST", "contacts", json={"channel_id": globex.whatsapp["id"], "address": "+4915100000001"}),
    ]
    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [(404, "not_found")] * len(answers)
    assert acme.get("contacts", audience=friends["id"])["items"] == []
    assert globex.get(audience)["name"] == "Friends"
