"""Templates over the whole path: made, approved by webhook, sent with header and buttons, paused, synced, deleted."""

import secrets
from collections.abc import Iterator

import httpx
import pytest

from tests.conftest import RunningStack
from tests.flows.driving import Customer, Json, Tenant, sign_in
from tests.flows.test_media import PIXEL

pytestmark = pytest.mark.flow


def _content(**more: object) -> Json:
    return {
        "name": f"order_{secrets.token_hex(6)}",
        "language": "en",
        "category": "utility",
        "header": {"format": "text", "text": "Order {{order_id}}"},
        "body": "Hello {{first_name}}, your order {{order_id}} is ready and waits for you.",
        "footer": "Acme Bakery",
        "buttons": [
            {"kind": "url", "text": "See it", "url": "https://acme.example/o/{{order_id}}"},
            {"kind": "quick_reply", "text": "Coming", "payload": "on_my_way"},
        ],
        "variables": {"first_name": "Ana", "order_id": "7"},
        **more,
    }


def _create(tenant: Tenant, **more: object) -> Json:
    made = tenant.call("POST", "templates", json=_content(**more))
    assert made.status_code == 201, made.text
    return dict(made.json())


def _submit(tenant: Tenant, template: Json) -> httpx.Response:
    body = {"channel_id": tenant.whatsapp["id"]}
    return tenant.call("POST", f"templates/{template['id']}/submit", json=body)


def _approved(tenant: Tenant, template: Json) -> Json:
    """The template, once WhatsApp has approved it."""
    submitted = _submit(tenant, template)
    assert submitted.status_code == 200, submitted.text
    tenant.stack.idle()
    assert _approval(tenant, template)["status"] == "approved"
    return template


def _approval(tenant: Tenant, template: Json) -> Json:
    (approval,) = tenant.get(f"templates/{template['id']}")["approvals"].values()
    return dict(approval)


def _use(template: Json, **variables: str) -> Json:
    return {"name": template["name"], "language": template["language"], "variables": variables}


def _meta_says(stack: RunningStack, template: Json, what: str, **order: object) -> None:
    stack.http.post(f"/local/templates/{template['name']}/{what}", json=order).raise_for_status()
    stack.idle()


@pytest.fixture(scope="module")
def template(stack: RunningStack, acme: Tenant) -> Json:
    """A template that WhatsApp has approved."""
    return _approved(acme, _create(acme))


def test_an_approved_template_arrives_with_header_and_buttons(
    stack: RunningStack, acme: Tenant, customer: Customer, template: Json
) -> None:
    customer.write(acme.whatsapp["id"], "Is it ready?")
    contact_id = acme.conversation(customer.address)["id"]
    message_id = acme.replied(contact_id, template=_use(template, first_name="Bo", order_id="4711"))
    stack.idle()
    assert acme.message(message_id)["status"] == "delivered"
    (received,) = customer.received()
    assert received["text"] == "Order 4711\nHello Bo, your order 4711 is ready and waits for you.\nAcme Bakery"
    assert [(b["title"], b.get("url"), b.get("payload")) for b in received["buttons"]] == [
        ("See it", "https://acme.example/o/4711", None),
        ("Coming", None, "on_my_way"),
    ]


def test_on_telegram_a_template_is_its_text(
    stack: RunningStack, acme: Tenant, customer: Customer, template: Json
) -> None:
    customer.write(acme.telegram["id"], "Is it ready?")
    (found,) = acme.found(customer.telegram_chat_id)
    acme.replied(found["id"], template=_use(template, first_name="Bo", order_id="4711"))
    stack.idle()
    (text,) = customer.texts(acme.telegram["id"])
    assert text.startswith("Order 4711\n\nHello Bo, your order 4711 is ready")
    assert text.endswith("\n\nAcme Bakery\n\nSee it: https://acme.example/o/4711")


def test_a_template_without_all_values_is_not_sent(acme: Tenant, customer: Customer, template: Json) -> None:
    customer.write(acme.whatsapp["id"], "Is it ready?")
    contact_id = acme.conversation(customer.address)["id"]
    refused = acme.reply(contact_id, template=_use(template, first_name="Bo"))
    assert (refused.status_code, refused.json()["code"]) == (422, "values_missing")
    assert refused.json()["errors"][0]["pointer"] == "/template/variables/order_id"


def test_the_file_of_a_header_goes_to_the_reviewers_and_to_the_customer(
    stack: RunningStack, acme: Tenant, customer: Customer
) -> None:
    upload = acme.call("POST", "inbox/media", content=PIXEL, headers={"Content-Type": "image/png"}).json()
    header = {"format": "image", "media_id": upload["media_id"], "mime_type": "image/png", "filename": "bread.png"}
    shown = _approved(acme, _create(acme, header=header))
    customer.write(acme.whatsapp["id"], "Is it ready?")
    contact_id = acme.conversation(customer.address)["id"]
    acme.replied(contact_id, template=_use(shown, first_name="Bo", order_id="4711"))
    stack.idle()
    (received,) = customer.received()
    assert (received["media"]["mime_type"], received["media"]["size_bytes"]) == ("image/png", len(PIXEL))


def test_what_was_approved_is_sent_while_a_change_waits(stack: RunningStack, acme: Tenant, customer: Customer) -> None:
    shown = _approved(acme, _create(acme))
    path = f"templates/{shown['id']}"
    changed = acme.call(
        "PATCH", path, json={"body": "Good day {{first_name}}, order {{order_id}} is now here for you."}
    )
    assert (changed.status_code, changed.json()["version"]) == (200, 2)
    customer.write(acme.whatsapp["id"], "Is it ready?")
    contact_id = acme.conversation(customer.address)["id"]
    acme.replied(contact_id, template=_use(shown, first_name="Bo", order_id="4711"))
    stack.idle()
    assert "Hello Bo, your order 4711" in customer.texts()[0]
    _approved(acme, shown)
    acme.replied(contact_id, template=_use(shown, first_name="Bo", order_id="4711"))
    stack.idle()
    assert "Good day Bo" in customer.texts()[1]
    versions = acme.get(f"{path}/versions")["items"]
    assert [(v["version"], v["body"][:5]) for v in versions] == [(2, "Good "), (1, "Hello")]


def test_a_rejected_template_says_why(stack: RunningStack, acme: Tenant) -> None:
    refused = _create(acme, name=f"reject_{secrets.token_hex(6)}")
    _submit(acme, refused)
    stack.idle()
    approval = _approval(acme, refused)
    assert (approval["status"], approval["submitted_version"]) == ("rejected", 1)
    assert "not as WhatsApp wants them" in approval["reason"]


def test_what_meta_says_about_a_template_is_known_at_once(
    stack: RunningStack, acme: Tenant, customer: Customer
) -> None:
    shown = _approved(acme, _create(acme))
    _meta_says(stack, shown, "quality", quality="RED")
    _meta_says(stack, shown, "category", category="MARKETING")
    _meta_says(stack, shown, "status", status="PAUSED", reason="People blocked it.")
    approval = _approval(acme, shown)
    assert (approval["quality"], approval["category"], approval["status"]) == ("red", "marketing", "paused")
    assert approval["reason"] == "People blocked it."
    customer.write(acme.whatsapp["id"], "Is it ready?")
    contact_id = acme.conversation(customer.address)["id"]
    refused = acme.reply(contact_id, template=_use(shown, first_name="Bo", order_id="4711"))
    assert (refused.status_code, refused.json()["code"]) == (409, "template_not_approved")
    listed = acme.get("templates", status="paused", q=shown["name"])["items"]
    assert [item["id"] for item in listed] == [shown["id"]]


@pytest.fixture
def account(stack: RunningStack, acme: Tenant) -> Iterator[Json]:
    """A further WhatsApp Business Account of the tenant, connected."""
    number = dict(stack.http.post("/local/simulators/whatsapp/numbers", json={"tenant": acme.id}).json())
    names = ("phone_number_id", "waba_id", "access_token")
    body = {"provider": "whatsapp", "name": "Second account", **{name: number[name] for name in names}}
    connected = acme.call("POST", "workspace/channels", json=body)
    assert connected.status_code == 201, connected.text
    yield {**number, "id": connected.json()["id"]}
    assert acme.call("DELETE", f"workspace/channels/{connected.json()['id']}").status_code == 204


def _sync(tenant: Tenant, account: Json) -> Json:
    """What came of one account."""
    accounts = tenant.call("POST", "templates/sync").json()["accounts"]
    (one,) = [each for each in accounts if each["account_id"] == account["waba_id"]]
    return dict(one)


def test_a_sync_imports_what_only_meta_has_and_marks_what_it_lost(
    stack: RunningStack, acme: Tenant, account: Json
) -> None:
    lost = _create(acme)
    submitted = acme.call("POST", f"templates/{lost['id']}/submit", json={"channel_id": account["id"]})
    assert submitted.status_code == 200, submitted.text
    stack.idle()
    path = f"/sim/graph/v24.0/{account['waba_id']}/message_templates"
    headers = {"Authorization": f"Bearer {account['access_token']}"}
    foreign = {"name": f"made_there_{secrets.token_hex(6)}", "language": "de", "category": "UTILITY"}
    components = [{"type": "BODY", "text": "Guten Tag {{1}}, das kommt von dort.", "example": {"body_text": [["Ana"]]}}]
    made = stack.http.post(path, json={**foreign, "components": components}, headers=headers)
    assert made.status_code == 200, made.text
    gone = stack.http.delete(path, params={"name": lost["name"]}, headers=headers)
    assert gone.json() == {"success": True}
    stack.idle()
    first, second = _sync(acme, account), _sync(acme, account)
    assert (first["ok"], first["deleted"], first["skipped"]) == (True, 1, [])
    assert (second["imported"], second["updated"], second["deleted"]) == (0, 0, 0)
    assert acme.get(f"templates/{lost['id']}")["approvals"][account["waba_id"]]["status"] == "deleted"
    (imported,) = acme.get("templates", q=foreign["name"])["items"]
    assert (imported["created_by"], imported["variables"]) == ("WhatsApp", {"1": "Ana"})
    assert imported["approvals"][account["waba_id"]]["status"] == "approved"


def test_metas_own_refusal_is_shown(stack: RunningStack, acme: Tenant) -> None:
    shown = _approved(acme, _create(acme))
    _meta_says(stack, shown, "status", status="IN_APPEAL")
    assert acme.call("PATCH", f"templates/{shown['id']}", json={"footer": "Other"}).status_code == 200
    refused = _submit(acme, shown)
    assert (refused.status_code, refused.json()["code"]) == (422, "template_refused")
    assert "approved, rejected or paused" in refused.json()["detail"]


def test_a_deleted_template_is_gone_there_too(stack: RunningStack, acme: Tenant) -> None:
    shown = _approved(acme, _create(acme))
    assert acme.call("DELETE", f"templates/{shown['id']}").status_code == 204
    assert acme.call("GET", f"templates/{shown['id']}").status_code == 404
    assert stack.http.post(f"/local/templates/{shown['name']}/quality", json={"quality": "RED"}).status_code == 404


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "", None),
        ("PATCH", "", {"footer": "Theirs"}),
        ("DELETE", "", None),
        ("GET", "/versions", None),
        ("GET", "/used-by", None),
        ("POST", "/preview", {}),
        ("POST", "/submit", {"channel_id": "globex_whatsapp"}),
    ],
)
def test_a_template_of_another_tenant_is_not_there(
    method: str, path: str, body: Json | None, globex: Tenant, template: Json
) -> None:
    answer = globex.call(method, f"templates/{template['id']}{path}", json=body)
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_an_export_holds_only_what_is_the_tenants_own(acme: Tenant, globex: Tenant, template: Json) -> None:
    names = {item["name"] for item in acme.get("templates/export")["templates"]}
    assert template["name"] in names
    assert template["name"] not in globex.call("GET", "templates/export", params={"format": "csv"}).text


def test_a_repeated_create_makes_one_template(acme: Tenant) -> None:
    body, headers = _content(), {"Idempotency-Key": secrets.token_hex(8)}
    answers = [acme.call("POST", "templates", json=body, headers=headers) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json()["id"] == answers[1].json()["id"]


def test_agents_preview_but_do_not_change(stack: RunningStack, template: Json) -> None:
    headers = {"Authorization": f"Bearer {sign_in(stack, 'agent@acme.test')}", "X-Tenant-Id": "acme"}
    path = f"/api/templates/{template['id']}"
    seen = stack.http.post(f"{path}/preview", json={"values": {"first_name": "Bo"}}, headers=headers)
    assert (seen.status_code, seen.json()["missing"]) == (200, ["order_id"])
    body = {"channel_id": "acme_whatsapp"}
    assert stack.http.post(f"{path}/submit", json=body, headers=headers).status_code == 403
    assert stack.http.delete(path, headers=headers).status_code == 403


def test_the_seeded_templates_can_be_sent(stack: RunningStack, globex: Tenant, customer: Customer) -> None:
    customer.write(globex.whatsapp["id"], "Hello")
    contact_id = globex.conversation(customer.address)["id"]
    seeded = {"name": "order_ready", "language": "en"}
    values = {"first_name": "Bo", "order_id": "A 17", "closing_time": "18:00"}
    globex.replied(contact_id, template={**seeded, "variables": values})
    stack.idle()
    (received,) = customer.received()
    assert received["text"].startswith("Order A 17\nHello Bo")
    assert received["buttons"][0]["url"].endswith("/orders/A%2017")
