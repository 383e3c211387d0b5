"""Contacts over the API: found by filters, changed, merged and parted again; and a number that changes."""

import json
import secrets
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.flows.driving import Customer, Json, Meta, Tenant, new_number, new_wamid, texts

pytestmark = pytest.mark.flow
RECORDED = Path(__file__).resolve().parents[1] / "data/whatsapp/system.json"


def changed(tenant: Tenant, contact_id: str, **change: object) -> Json:
    answer = tenant.call("PATCH", f"contacts/{contact_id}", json=change)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def search(tenant: Tenant, **asked: object) -> list[str]:
    answer = tenant.call("POST", "contacts/search", json=asked)
    assert answer.status_code == 200, answer.text
    return [each["id"] for each in answer.json()["items"]]


def known(tenant: Tenant, customer: Customer, *said: str) -> str:
    """The contact of a customer who wrote something."""
    for text in said:
        customer.write(tenant.whatsapp["id"], text)
    tenant.stack.idle()
    return str(tenant.conversation(customer.address)["id"])


def test_a_segment_means_whoever_fits_at_the_time(globex: Tenant, new_customer: Callable[[], Customer]) -> None:
    mark = f"m{secrets.token_hex(4)}"
    one, two = (known(globex, new_customer(), "Hello") for _ in range(2))
    types = globex.get("contacts/attributes")
    number = {"name": mark, "type": "number"}
    saved = globex.call(
        "PUT", "contacts/attributes", json={"definitions": [*types["definitions"], number], "version": types["version"]}
    )
    assert saved.status_code == 200, saved.text
    assert changed(globex, one, attributes={mark: "12"})["attributes"] == {mark: 12}
    refused = globex.call("PATCH", f"contacts/{two}", json={"attributes": {mark: "a dozen"}})
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, f"/attributes/{mark}")
    filter_ = {"all": [{"field": "attribute", "name": mark, "op": "gt", "value": 9}]}
    made = globex.call("POST", "contacts/audiences", json={"name": f"Segment {mark}", "filter": filter_}).json()
    assert search(globex, filter=made["filter"]) == [one]
    changed(globex, two, attributes={mark: 10})
    assert search(globex, filter=made["filter"]) == sorted([one, two])
    asked = {"scope": "marketing", "opted_in": False}
    assert globex.call("POST", f"contacts/{two}/consent", json=asked).status_code == 200
    refuses = {"field": "consent", "op": "refused", "value": "marketing"}
    assert search(globex, filter={**filter_, "exclude": [refuses]}) == [one]
    (wish,) = globex.get(f"contacts/{two}/wishes")["items"]
    assert (wish["scope"], wish["opted_in"], wish["source"]) == ("marketing", False, "person")


def test_two_people_are_merged_and_parted_again(globex: Tenant, new_customer: Callable[[], Customer]) -> None:
    ana, ben = new_customer(), new_customer()
    k, gone = known(globex, ana, "I am Ana", "It rains"), known(globex, ben, "I am Ben")
    changed(globex, gone, tags=["baker"], name="Ben")
    preview = globex.get(f"contacts/{k}/merge-preview", contact_id=gone)
    assert preview["merged"]["tags"] == ["baker"]
    merged = globex.call("POST", f"contacts/{k}/merge", json={"contact_id": gone})
    assert {i["id"] for i in merged.json()["identities"]} == {i["id"] for i in preview["identities"]}
    globex.stack.idle()
    assert sorted(texts(globex.messages(k))) == ["I am Ana", "I am Ben", "It rains"]
    ben.write(globex.whatsapp["id"], "Since the merge")
    for _ in range(2):
        undone = globex.call("POST", f"contacts/{k}/merges/{gone}/undo")
        assert (undone.status_code, undone.json()["id"]) == (200, gone), undone.text
    ben.write(globex.whatsapp["id"], "On my own")
    globex.stack.idle()
    assert sorted(texts(globex.messages(k))) == ["I am Ana", "It rains", "Since the merge"]
    assert sorted(texts(globex.messages(gone))) == ["I am Ben", "On my own"]
    assert (globex.get(f"contacts/{k}")["tags"], globex.get(f"contacts/{gone}")["tags"]) == ([], ["baker"])
    assert globex.get(f"contacts/{k}/merges")["items"] == []


def test_a_number_that_whatsapp_says_has_changed_leads_to_the_same_contact(
    globex: Tenant, meta: Meta, customer: Customer
) -> None:
    k, number = known(globex, customer, "From my old number"), new_number()
    body = json.dumps(json.loads(RECORDED.read_bytes())["phone_number_change"])
    for recorded, ours in (
        ("972987654321", customer.address),
        ("972912345678", number),
        ("wamid.xyzxyz==", new_wamid()),
    ):
        body = body.replace(recorded, ours)
    told = json.loads(body)
    told["entry"][0]["changes"][0]["value"]["metadata"]["phone_number_id"] = globex.whatsapp["phone_number_id"]
    for _ in range(2):
        assert meta.post(told).status_code == 200
    Customer(globex.stack, number).write(globex.whatsapp["id"], "From my new number")
    globex.stack.idle()
    assert globex.conversation(number)["id"] == k
    assert sorted(texts(globex.messages(k))) == ["From my new number", "From my old number"]
    numbers = {i["address"] for i in globex.get(f"contacts/{k}")["identities"]}
    assert {customer.address, number} <= numbers
