"""What WhatsApp would refuse about a template is found before it is asked, each fault with its place."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.models.message import ButtonKind, HeaderFormat
from common.models.template import AUTHENTICATION_ADVICE, AUTHENTICATION_BODY, Template, TemplateButton, TemplateHeader
from common.models.template_rules import validate

GOOD: dict[str, object] = {
    "id": "t",
    "name": "order_ready",
    "language": "en_US",
    "category": "utility",
    "body": "Hello {{first_name}}, your order is ready for you.",
    "variables": {"first_name": "Ana"},
}
CODE: dict[str, object] = {
    **GOOD,
    "category": "authentication",
    "body": AUTHENTICATION_BODY + AUTHENTICATION_ADVICE,
    "footer": "This code expires in 10 minutes.",
    "buttons": [TemplateButton(kind=ButtonKind.OTP, code="{{1}}")],
    "variables": {"1": "123456"},
}
REPLY = TemplateButton(kind=ButtonKind.QUICK_REPLY, text="Yes")
URL = TemplateButton(kind=ButtonKind.URL, text="Look", url="https://acme.test")
PHONE = TemplateButton(kind=ButtonKind.PHONE, text="Call", phone="+4930123456")
COPY = TemplateButton(kind=ButtonKind.COPY_CODE, code="SPRING20")
OTP = TemplateButton(kind=ButtonKind.OTP, code="{{1}}")


def called(button: TemplateButton, *names: str) -> list[TemplateButton]:
    return [button.model_copy(update={"text": name}) for name in names]


def text_header(text: str) -> TemplateHeader:
    return TemplateHeader(format=HeaderFormat.TEXT, text=text)


def pointers(**fields: object) -> list[str]:
    return [fault.pointer for fault in validate(Template.model_validate(fields))]


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"name": "a" * 512},
        {"language": "fil"},
        {"header": text_header("Hello {{first_name}}")},
        {"header": text_header("x" * 60), "footer": "x" * 60},
        {"header": TemplateHeader(format=HeaderFormat.IMAGE, media_id="a" * 64, mime_type="image/png")},
        {"body": "Hello {{1}}, your order {{2}} is ready and waits.", "variables": {"1": "Ana", "2": "7"}},
        {"body": "Plain.", "variables": {}},
        {"body": "x" * 1024, "variables": {}},
        {"body": "您好 {{first_name}} 您的订单已经准备好了"},
        {"buttons": [*called(REPLY, *"abcdefgh"), *called(URL, "k", "l")]},
        {"buttons": [URL, PHONE, COPY, REPLY]},
        {"buttons": [REPLY, URL, PHONE]},
        {"buttons": [TemplateButton(kind=ButtonKind.URL, text="Go", url="https://a.test/{{first_name}}")]},
        CODE,
        {**CODE, "body": AUTHENTICATION_BODY, "footer": ""},
        {**CODE, "footer": "This code expires in 90 minutes."},
    ],
)
def test_what_whatsapp_takes_has_no_faults(fields: dict[str, object]) -> None:
    assert pointers(**GOOD | fields) == []


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        ({"name": "Order"}, "/name"),
        ({"name": "order-ready"}, "/name"),
        ({"name": "a" * 513}, "/name"),
        ({"language": "english"}, "/language"),
        ({"header": text_header("")}, "/header/text"),
        ({"header": text_header("x" * 61)}, "/header/text"),
        ({"header": text_header("a\nb")}, "/header/text"),
        ({"header": text_header("*Bold*")}, "/header/text"),
        ({"header": text_header("Party \U0001f389")}, "/header/text"),
        ({"header": text_header("{{first_name}} {{first_name}}")}, "/header/text"),
        ({"header": TemplateHeader(format=HeaderFormat.IMAGE)}, "/header/media_id"),
        ({"header": TemplateHeader(format=HeaderFormat.LOCATION)}, "/header/location"),
        (
            {"header": TemplateHeader(format=HeaderFormat.IMAGE, media_id="a" * 64, mime_type="application/pdf")},
            "/header/mime_type",
        ),
        ({"body": " "}, "/body"),
        ({"body": "x" * 1025}, "/body"),
        ({"body": "{{first_name}}, your order is ready for you."}, "/body"),
        ({"body": "Your order is ready for you, {{first_name}}!"}, "/body"),
        ({"body": "Hello {{first_name}} {{first_name}} this is a long text with many words"}, "/body"),
        ({"body": "Hello {{first_name}} there"}, "/body"),
        ({"body": "Hello {{first name}}, your order is ready for you."}, "/body"),
        ({"body": "Hello {{first_name}}, one\n\n\n\ntwo three four five"}, "/body"),
        ({"footer": "x" * 61}, "/footer"),
        ({"footer": "For {{first_name}}"}, "/footer"),
        ({"buttons": called(REPLY, *"abcdefghijk")}, "/buttons"),
        ({"buttons": called(URL, "a", "b", "c")}, "/buttons"),
        ({"buttons": called(PHONE, "a", "b")}, "/buttons"),
        ({"buttons": called(COPY, "a", "b")}, "/buttons"),
        ({"buttons": [*called(REPLY, "a"), URL, *called(REPLY, "b")]}, "/buttons"),
        ({"buttons": [*called(URL, "a"), REPLY, *called(URL, "b")]}, "/buttons"),
        ({"buttons": called(REPLY, "a", "a")}, "/buttons"),
        ({"buttons": called(REPLY, "")}, "/buttons/0/text"),
        ({"buttons": called(REPLY, "x" * 26)}, "/buttons/0/text"),
        ({"buttons": called(REPLY, "Dear {{first_name}}")}, "/buttons/0/text"),
        ({"buttons": [REPLY, URL.model_copy(update={"url": "acme.test"})]}, "/buttons/1/url"),
        ({"buttons": [URL.model_copy(update={"url": "https://a.test/" + "x" * 2000})]}, "/buttons/0/url"),
        ({"buttons": [URL.model_copy(update={"url": "https://a.test/{{first_name}}/x"})]}, "/buttons/0/url"),
        ({"buttons": [URL.model_copy(update={"url": "https://{{first_name}}"})]}, "/buttons/0/url"),
        ({"buttons": [PHONE.model_copy(update={"phone": "030/1"})]}, "/buttons/0/phone"),
        ({"buttons": [COPY.model_copy(update={"code": ""})]}, "/buttons/0/code"),
        ({"buttons": [COPY.model_copy(update={"code": "x" * 16})]}, "/buttons/0/code"),
        ({"buttons": [REPLY.model_copy(update={"payload": "x" * 129})]}, "/buttons/0/payload"),
        ({"buttons": [OTP], "variables": {"1": "7"}, "body": "Plain."}, "/buttons/0/kind"),
        ({"variables": {}}, "/variables/first_name"),
        ({"variables": {"first_name": " "}}, "/variables/first_name"),
        ({"variables": {"first_name": "Ana", "a/b": "x"}}, "/variables/a~1b"),
        (
            {"body": "Hello {{1}}, dear {{first_name}} of ours and all.", "variables": {"1": "a", "first_name": "b"}},
            "/variables",
        ),
        ({"body": "Hello {{1}}, your order {{3}} is ready now.", "variables": {"1": "a", "3": "b"}}, "/variables"),
        ({"body": "Hello {{First}}, your order is ready now.", "variables": {"First": "a"}}, "/variables"),
        ({**CODE, "body": "Your code is {{1}}, keep it to yourself."}, "/body"),
        ({**CODE, "footer": "Hurry up"}, "/footer"),
        ({**CODE, "footer": "This code expires in 91 minutes."}, "/footer"),
        ({**CODE, "header": text_header("Code")}, "/header"),
        ({**CODE, "buttons": []}, "/buttons"),
        ({**CODE, "buttons": [OTP.model_copy(update={"code": "1234"})]}, "/buttons/0/code"),
    ],
)
def test_each_rule_points_to_the_faulty_part(fields: dict[str, object], pointer: str) -> None:
    assert pointer in pointers(**GOOD | fields)


@given(st.lists(st.text(string.ascii_lowercase, min_size=1, max_size=8), min_size=1, max_size=6, unique=True))
def test_a_variable_without_an_example_and_an_example_without_a_variable_are_faults(names: list[str]) -> None:
    body = "Dear customer, " + " and now also ".join(f"{{{{{name}}}}}" for name in names) + " are for you and yours."
    found = pointers(**GOOD | {"body": body, "variables": dict.fromkeys(names[1:], "x") | {"not_there": "x"}})
    assert found == [f"/variables/{names[0]}", "/variables/not_there"]


@given(st.text(max_size=1100), st.text(max_size=70), st.text(max_size=30))
def test_no_text_breaks_the_rules_themselves(body: str, footer: str, label: str) -> None:
    faults = validate(Template.model_validate(GOOD | {"body": body, "footer": footer, "buttons": called(REPLY, label)}))
    assert all(fault.pointer.startswith("/") and fault.detail for fault in faults)
