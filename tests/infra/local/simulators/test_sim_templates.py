"""The simulated Meta reviews, pauses and grades templates, takes files for them, and refuses wrong messages."""

from typing import Any

import pytest

from infra.local.simulators import SimLimits
from tests.infra.local.simulators.conftest import Stack

pytestmark = pytest.mark.anyio
ANA = "4915550001001"
BODY = {"type": "BODY", "text": "Dear customer, your order is here."}
URL = {"type": "URL", "text": "See it", "url": "https://a.test/{{1}}", "example": ["https://a.test/7"]}
REPLY = {"type": "QUICK_REPLY", "text": "Thanks"}
COPY = {"type": "COPY_CODE", "example": "SPRING20"}


def named(name: str, *components: object, **more: object) -> dict[str, Any]:
    return {"name": name, "language": "en", "category": "UTILITY", "components": list(components), **more}


async def made(stack: Stack, name: str, *components: object, **more: object) -> dict[str, Any]:
    """An approved template."""
    answer = await stack.graph("POST", "2001/message_templates", json=named(name, *components, **more))
    assert answer.status_code == 200, answer.text
    await stack.idle()
    return dict(answer.json())


async def sent(stack: Stack, name: str, *components: object) -> int:
    """The code with which a message is refused; 0 if it is taken."""
    template = {"name": name, "language": {"code": "en"}, "components": list(components)}
    answer = await stack.send(ANA, type="template", template=template)
    return int(answer.json().get("error", {}).get("code", 0))


def button(index: int, sub_type: str, **parameter: str) -> dict[str, Any]:
    return {"type": "button", "sub_type": sub_type, "index": str(index), "parameters": [parameter]}


@pytest.mark.parametrize(
    ("components", "subcode"),
    [
        ([], 2388072),
        ([BODY, {"type": "HEADER", "format": "TEXT", "text": "x" * 61}], 2388040),
        ([BODY, {"type": "HEADER", "format": "GIF"}], 2388047),
        ([BODY, {"type": "HEADER", "format": "IMAGE"}], 2388043),
        ([BODY, {"type": "FOOTER", "text": "For {{1}}"}], 2388073),
        ([{"type": "BODY", "text": "Dear {{1}}, this is for you and yours."}], 2388043),
        ([{"type": "BODY", "text": "{{1}} is for you", "example": {"body_text": [["a"]]}}], 2388299),
        ([{"type": "BODY", "text": "For {{1}} now", "example": {"body_text": [["a"]]}}], 2388293),
        ([{"type": "BODY", "text": "Dear {{2}}, this is yours.", "example": {"body_text": [["a"]]}}], 2388072),
        ([BODY, {"type": "BUTTONS", "buttons": [{"type": "COPY_CODE"}]}], 2388043),
    ],
)
async def test_a_template_that_meta_does_not_take_says_why(
    components: list[object], subcode: int, stack: Stack
) -> None:
    answer = await stack.graph("POST", "2001/message_templates", json=named("wrong", *components))
    assert answer.json()["error"]["error_subcode"] == subcode


async def test_too_many_new_templates_are_refused(serve: Any) -> None:
    async with serve(SimLimits(whatsapp_templates_per_hour=1)) as stack:
        await made(stack, "first", BODY)
        answer = await stack.graph("POST", "2001/message_templates", json=named("second", BODY))
    assert answer.json()["error"]["code"] == 80008


async def test_people_can_have_meta_say_something_about_a_template(stack: Stack) -> None:
    await made(stack, "order", BODY)
    orders = {
        "quality": {"quality": "RED"},
        "category": {"category": "MARKETING"},
        "status": {"status": "PAUSED", "reason": "People blocked it."},
    }
    for what, order in orders.items():
        assert (await stack.http.post(f"/local/templates/order/{what}", json=order)).status_code == 200
    await stack.idle()
    fields = [body["entry"][0]["changes"][0]["field"] for body in stack.business.bodies[1:]]
    values = stack.business.values()[1:]
    assert sorted(fields) == [
        "message_template_quality_update",
        "message_template_status_update",
        "template_category_update",
    ]
    said = {key: value for each in values for key, value in each.items()}
    assert (said["new_quality_score"], said["new_category"], said["event"]) == ("RED", "MARKETING", "PAUSED")
    assert said["other_info"]["description"] == "People blocked it."
    assert await sent(stack, "order") == 132015
    await stack.http.post("/local/templates/order/status", json={"status": "DISABLED"})
    assert await sent(stack, "order") == 132016
    unknown = await stack.http.post("/local/templates/nothing/status", json={"status": "PAUSED"})
    assert unknown.status_code == 404


async def test_an_edit_is_reviewed_while_the_old_text_goes_on(stack: Stack) -> None:
    template = await made(stack, "order", BODY)
    edit = {"components": [{"type": "BODY", "text": "Good day, your order is here."}]}
    assert (await stack.graph("POST", template["id"], json=edit)).json() == {"success": True}
    assert await sent(stack, "order") == 0
    await stack.idle()
    assert await sent(stack, "order") == 0
    texts = [message["text"] for message in await stack.received(ANA)]
    assert texts == ["Dear customer, your order is here.", "Good day, your order is here."]
    told = next(v for v in stack.business.values() if "message_template_element" in v)
    assert told["message_template_element"] == "Good day, your order is here."


async def test_the_parameters_of_header_and_buttons_are_checked(stack: Stack) -> None:
    header = {"type": "HEADER", "format": "TEXT", "text": "No. {{1}}", "example": {"header_text": ["7"]}}
    await made(stack, "order", header, BODY, {"type": "BUTTONS", "buttons": [URL, COPY, REPLY]})
    head = {"type": "header", "parameters": [{"type": "text", "text": "7"}]}
    url, code = button(0, "url", type="text", text="7"), button(1, "copy_code", type="coupon_code", coupon_code="X")
    broken = {"type": "header", "parameters": [{"type": "text", "text": "7\n8"}]}
    codes = [
        await sent(stack, "order", head, url, code),
        await sent(stack, "order", url, code),
        await sent(stack, "order", head, code),
        await sent(stack, "order", head, url),
        await sent(stack, "order", broken, url, code),
        await sent(stack, "order", head, url, code, button(2, "url", type="text", text="7")),
        await sent(stack, "order", head, url, code, button(7, "quick_reply", type="payload", payload="x")),
    ]
    assert codes == [0, 132000, 131008, 131008, 132018, 132012, 132012]
    (received,) = await stack.received(ANA)
    assert [b["title"] for b in received["buttons"]] == ["See it", "Copy offer code", "Thanks"]


async def test_a_header_takes_a_file_that_was_uploaded(stack: Stack) -> None:
    params = {"file_name": "a.png", "file_length": "3", "file_type": "image/png"}
    app = (await stack.graph("GET", "app")).json()["id"]
    session = (await stack.graph("POST", f"{app}/uploads", params=params)).json()["id"]
    headers = {"Authorization": "OAuth EAAG-acme", "file_offset": "0"}
    short = await stack.http.post(f"/sim/graph/v24.0/{session}", content=b"p", headers=headers)
    taken = await stack.http.post(f"/sim/graph/v24.0/{session}", content=b"png", headers=headers)
    assert (short.status_code, taken.status_code) == (400, 200)
    example = {"header_handle": [taken.json()["h"]]}
    await made(stack, "shown", {"type": "HEADER", "format": "IMAGE", "example": example}, BODY)
    form = {"messaging_product": "whatsapp", "type": "image/png"}
    media = (await stack.graph("POST", "1001/media", data=form, files={"file": ("a.png", b"png", "image/png")})).json()
    image = {"type": "header", "parameters": [{"type": "image", "image": {"id": media["id"]}}]}
    text = {"type": "header", "parameters": [{"type": "text", "text": "x"}]}
    assert [await sent(stack, "shown", *parts) for parts in ([image], [text], [])] == [0, 132012, 132012]
    (received,) = await stack.received(ANA)
    assert received["media"]["size_bytes"] == 3


async def test_metas_text_stands_in_a_template_for_codes(stack: Stack) -> None:
    buttons = {"type": "BUTTONS", "buttons": [{"type": "OTP", "otp_type": "COPY_CODE", "text": "Copy"}]}
    body = {"type": "BODY", "add_security_recommendation": True}
    footer = {"type": "FOOTER", "code_expiration_minutes": 10}
    await made(stack, "code", body, footer, buttons, category="AUTHENTICATION")
    parameter = {"type": "text", "text": "123456"}
    assert await sent(stack, "code", {"type": "body", "parameters": [parameter]}, button(0, "url", **parameter)) == 0
    (received,) = await stack.received(ANA)
    assert received["text"].startswith("*123456* is your verification code. For your security")
    assert received["text"].endswith("This code expires in 10 minutes.")
