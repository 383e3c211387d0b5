"""Templates at Meta: what is submitted, what is listed, what a refusal means, and what webhooks say."""

import json
import string
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import JsonValue

from common.channels.registry import template_news
from common.channels.whatsapp.inbound import WhatsAppReceiver
from common.channels.whatsapp.template_parts import (
    NotOurs,
    components_of,
    content_from,
    parameter_format,
    same_parts,
)
from common.channels.whatsapp.template_webhooks import STATUSES
from common.channels.whatsapp.templates import (
    AccessRefused,
    Example,
    ExistsThere,
    GoneThere,
    TemplateRefused,
    WhatsAppTemplates,
)
from common.errors import AppError, DependencyDown, TooManyRequests
from common.models.channel import Account, Provider
from common.models.ids import ChannelId
from common.models.inbound import Notice
from common.models.message import ButtonKind, HeaderFormat
from common.models.template import (
    AUTHENTICATION_ADVICE,
    AUTHENTICATION_BODY,
    ApprovalStatus,
    Category,
    Quality,
    Template,
    TemplateButton,
    TemplateHeader,
)
from common.models.template_news import News
from common.models.template_rules import validate
from tests.common.channels.fake_provider import FakeProvider, every_word

TOKEN = "EAAG-very-secret-token"
ACCOUNT = Account(
    channel_id=ChannelId("c"),
    provider=Provider.WHATSAPP,
    identifier="106540",
    account_id="2001",
    credentials={"access_token": TOKEN},
)
RECORDED = Path(__file__).resolve().parents[2] / "data" / "whatsapp"


def manager(provider: FakeProvider) -> WhatsAppTemplates:
    return WhatsAppTemplates(provider.client(), base_url="https://graph.facebook.com/", version="v24.0", timeout_s=1)


def template(**fields: object) -> Template:
    known: dict[str, object] = {
        "id": "t",
        "name": "order_ready",
        "language": "en_US",
        "category": "utility",
        "header": TemplateHeader(format=HeaderFormat.TEXT, text="Order {{order_id}}"),
        "body": "Hello {{first_name}}, your order {{order_id}} is ready for you.",
        "footer": "Acme",
        "buttons": [
            TemplateButton(kind=ButtonKind.URL, text="Track", url="https://acme.test/o/{{order_id}}"),
            TemplateButton(kind=ButtonKind.PHONE, text="Call", phone="+4930123456"),
            TemplateButton(kind=ButtonKind.COPY_CODE, code="SPRING20"),
            TemplateButton(kind=ButtonKind.QUICK_REPLY, text="Thanks", payload="thanks"),
        ],
        "variables": {"first_name": "Ana", "order_id": "7"},
    }
    return Template.model_validate(known | fields)


NUMBERED = {
    "header": TemplateHeader(format=HeaderFormat.TEXT, text="Order {{3}}"),
    "body": "Hello {{2}}, your order of {{1}} is ready for you.",
    "footer": "",
    "buttons": [TemplateButton(kind=ButtonKind.URL, text="Track", url="https://acme.test/o/{{4}}")],
    "variables": {"1": "May", "2": "Ana", "3": "7", "4": "8"},
}
CODE = {
    "category": "authentication",
    "header": None,
    "body": AUTHENTICATION_BODY + AUTHENTICATION_ADVICE,
    "footer": "This code expires in 10 minutes.",
    "buttons": [TemplateButton(kind=ButtonKind.OTP, text="Copy", code="{{1}}")],
    "variables": {"1": "123456"},
}


def error(code: int, subcode: int | None = None, status: int = 400, **more: object) -> httpx.Response:
    envelope = {"message": f"(#{code}) token {TOKEN}", "code": code, "error_subcode": subcode, **more}
    return httpx.Response(status, json={"error": envelope})


def test_a_named_template_is_submitted_in_metas_words(provider: FakeProvider) -> None:
    provider.answers = [httpx.Response(200, json={"id": "77", "status": "PENDING", "category": "MARKETING"})]
    submitted = manager(provider).create(ACCOUNT, template())
    assert submitted == ("77", ApprovalStatus.PENDING, Category.MARKETING)
    (request,) = provider.requests
    assert (request.method, str(request.url)) == ("POST", "https://graph.facebook.com/v24.0/2001/message_templates")
    assert provider.body() == {
        "name": "order_ready",
        "language": "en_US",
        "category": "UTILITY",
        "parameter_format": "NAMED",
        "components": [
            {
                "type": "HEADER",
                "format": "TEXT",
                "text": "Order {{order_id}}",
                "example": {"header_text_named_params": [{"param_name": "order_id", "example": "7"}]},
            },
            {
                "type": "BODY",
                "text": "Hello {{first_name}}, your order {{order_id}} is ready for you.",
                "example": {
                    "body_text_named_params": [
                        {"param_name": "first_name", "example": "Ana"},
                        {"param_name": "order_id", "example": "7"},
                    ]
                },
            },
            {"type": "FOOTER", "text": "Acme"},
            {
                "type": "BUTTONS",
                "buttons": [
                    {
                        "type": "URL",
                        "text": "Track",
                        "url": "https://acme.test/o/{{1}}",
                        "example": ["https://acme.test/o/7"],
                    },
                    {"type": "PHONE_NUMBER", "text": "Call", "phone_number": "+4930123456"},
                    {"type": "COPY_CODE", "example": "SPRING20"},
                    {"type": "QUICK_REPLY", "text": "Thanks"},
                ],
            },
        ],
    }


def test_numbers_are_counted_from_one_in_each_part() -> None:
    numbered = template(**NUMBERED)
    assert parameter_format(numbered) == "POSITIONAL"
    assert components_of(numbered) == [
        {"type": "HEADER", "format": "TEXT", "text": "Order {{1}}", "example": {"header_text": ["7"]}},
        {
            "type": "BODY",
            "text": "Hello {{2}}, your order of {{1}} is ready for you.",
            "example": {"body_text": [["May", "Ana"]]},
        },
        {
            "type": "BUTTONS",
            "buttons": [
                {
                    "type": "URL",
                    "text": "Track",
                    "url": "https://acme.test/o/{{1}}",
                    "example": ["https://acme.test/o/8"],
                }
            ],
        },
    ]


def test_the_text_of_a_code_is_left_to_whatsapp() -> None:
    assert components_of(template(**CODE)) == [
        {"type": "BODY", "add_security_recommendation": True},
        {"type": "FOOTER", "code_expiration_minutes": 10},
        {"type": "BUTTONS", "buttons": [{"type": "OTP", "otp_type": "COPY_CODE", "text": "Copy"}]},
    ]


def test_a_headers_file_is_uploaded_for_the_reviewers_first(provider: FakeProvider) -> None:
    header = TemplateHeader(format=HeaderFormat.IMAGE, media_id="a" * 64, mime_type="image/png")
    provider.answers = [
        httpx.Response(200, json={"id": "11"}),
        httpx.Response(200, json={"id": "upload:abc"}),
        httpx.Response(200, json={"h": "4::handle"}),
        httpx.Response(200, json={"id": "77", "status": "PENDING"}),
    ]
    manager(provider).create(ACCOUNT, template(header=header), Example(b"png", "image/png", "cat.png"))
    app, session, upload, create = provider.requests
    assert app.url.path == "/v24.0/app"
    assert session.url.path == "/v24.0/11/uploads"
    assert dict(session.url.params) == {"file_name": "cat.png", "file_length": "3", "file_type": "image/png"}
    assert (upload.url.path, upload.content) == ("/v24.0/upload:abc", b"png")
    assert (upload.headers["authorization"], upload.headers["file_offset"]) == (f"OAuth {TOKEN}", "0")
    shown = json.loads(create.content)["components"][0]
    assert shown == {"type": "HEADER", "format": "IMAGE", "example": {"header_handle": ["4::handle"]}}


@pytest.mark.parametrize("category", [True, False])
def test_an_edit_asks_for_the_category_only_where_it_may(category: bool, provider: FakeProvider) -> None:
    provider.answers = [httpx.Response(200, json={"success": True})]
    manager(provider).edit(ACCOUNT, "77", template(), category=category)
    assert provider.requests[0].url.path == "/v24.0/77"
    assert ("category" in provider.body()) is category


def test_deleting_what_is_gone_is_no_error(provider: FakeProvider) -> None:
    provider.answers = [httpx.Response(200, json={"success": True}), error(100, 2593002)]
    deleted = [manager(provider).delete(ACCOUNT, "order_ready", "77") for _ in range(2)]
    assert deleted == [True, False]
    assert dict(provider.requests[0].url.params) == {"name": "order_ready", "hsm_id": "77"}


def test_all_pages_of_the_list_are_read(provider: FakeProvider) -> None:
    listed = {"language": "en", "status": "REJECTED", "category": "UTILITY", "rejected_reason": "PROMOTIONAL"}
    first = {"id": "1", "name": "a", **listed, "quality_score": {"score": "RED"}, "components": [{"type": "BODY"}]}
    provider.answers = [
        httpx.Response(200, json={"data": [first], "paging": {"cursors": {"after": "X"}, "next": "https://next"}}),
        httpx.Response(200, json={"data": [{"id": "2", "name": "b", "language": "en", "status": "NEW_WORD"}]}),
    ]
    one, two = manager(provider).list_all(ACCOUNT)
    assert (one.name, one.status, one.quality) == ("a", ApprovalStatus.REJECTED, Quality.RED)
    assert one.reason == "It advertises, which its category does not allow."
    assert (two.status, two.category, two.components) == (ApprovalStatus.UNKNOWN, None, ())
    assert provider.requests[1].url.params["after"] == "X"


@pytest.mark.parametrize(
    ("answer", "raised", "pointer"),
    [
        (error(100, 2388024), ExistsThere, "/name"),
        (error(100, 2388299, error_user_msg="Move it"), TemplateRefused, "/body"),
        (error(100, 2388040, error_user_msg="FOOTER is too long"), TemplateRefused, "/footer"),
        (error(100, 33), AccessRefused, None),
        (error(80008, status=429), TooManyRequests, None),
        (error(4), TooManyRequests, None),
        (error(190, status=401), AccessRefused, None),
        (error(200, status=403), AccessRefused, None),
        (error(2, status=500), DependencyDown, None),
        (httpx.Response(502, text="<html>"), DependencyDown, None),
        (httpx.Response(200, json={"what": 1}), DependencyDown, None),
        (httpx.ReadTimeout("slow"), DependencyDown, None),
        (httpx.ConnectError("down"), DependencyDown, None),
    ],
)
def test_a_refusal_says_what_to_do_and_where(
    answer: httpx.Response | Exception, raised: type[AppError], pointer: str | None, provider: FakeProvider
) -> None:
    provider.answers = [answer]
    with pytest.raises(raised) as refused:
        manager(provider).create(ACCOUNT, template())
    assert type(refused.value) is raised
    assert [fault.pointer for fault in refused.value.faults] == ([pointer] if pointer else [])
    assert TOKEN not in every_word(refused.value)


def test_an_edit_of_what_is_gone_says_so(provider: FakeProvider) -> None:
    provider.answers = [error(100, 33)]
    with pytest.raises(GoneThere):
        manager(provider).edit(ACCOUNT, "77", template(), category=False)


def as_listed(made: Template) -> list[JsonValue]:
    """The components as Meta lists them, which went over the wire."""
    components: list[JsonValue] = json.loads(json.dumps(components_of(made)))
    return components


@pytest.mark.parametrize("fields", [{}, NUMBERED, CODE, {"header": None, "buttons": []}])
def test_what_meta_lists_becomes_a_template_that_says_the_same(fields: dict[str, object]) -> None:
    ours = template(**fields)
    there = as_listed(ours)
    assert same_parts(ours, there)
    taken = Template.model_validate({**ours.model_dump(), **content_from(ours.category, there)})
    assert same_parts(taken, there)
    assert validate(taken) == []
    assert set(ours.variables) <= set(taken.variables)


def test_a_changed_text_is_not_the_same() -> None:
    there = as_listed(template())
    assert not same_parts(template(body="Hello {{first_name}}, order {{order_id}} is here for you now."), there)
    assert not same_parts(template(buttons=[]), there)


@pytest.mark.parametrize(
    "component",
    [
        {"type": "CAROUSEL"},
        {"type": "HEADER", "format": "GIF"},
        {"type": "BUTTONS", "buttons": [{"type": "FLOW", "text": "Begin"}]},
    ],
)
def test_a_part_that_we_have_no_word_for_is_named(component: JsonValue) -> None:
    with pytest.raises(NotOurs, match=r"carousel|gif|flow"):
        content_from(Category.MARKETING, [{"type": "BODY", "text": "Hello"}, component])


@given(st.lists(st.text(string.ascii_lowercase, min_size=1, max_size=6), min_size=1, max_size=5, unique=True))
def test_every_template_survives_the_way_to_meta_and_back(names: list[str]) -> None:
    body = "Dear customer, " + " and now also ".join(f"{{{{{name}}}}}" for name in names) + " are all for you."
    fields: dict[str, Any] = {
        "header": None,
        "buttons": [],
        "body": body,
        "variables": {name: f"the {name}" for name in names},
    }
    ours = template(**fields)
    taken = content_from(ours.category, as_listed(ours))
    assert {name: taken[name] for name in ("body", "variables", "footer")} == {
        "body": body,
        "variables": ours.variables,
        "footer": "Acme",
    }


def recorded_news(name: str, *path: str) -> News:
    body = json.loads((RECORDED / f"{name}.json").read_bytes())
    for part in path:
        body = body[part]
    (event,) = WhatsAppReceiver().parse(json.dumps(body).encode()).events
    assert isinstance(event, Notice)
    news = template_news(event)
    assert news is not None
    return news


def test_recorded_webhooks_say_what_became_of_a_template() -> None:
    approved = recorded_news("template_status_update", "approved")
    rejected = recorded_news("template_status_update", "rejected")
    quality = recorded_news("template_quality_update", "yellow")
    category = recorded_news("template_category_update", "marketing")
    components = recorded_news("template_components_update", "element", "all")
    assert (approved.name, approved.template_id, approved.account_id) == (
        "order_confirmation",
        "1689556908129832",
        "102290129340398",
    )
    assert approved.at == datetime.fromtimestamp(1751247548, UTC)
    assert (approved.status, approved.reason) == (ApprovalStatus.APPROVED, "")
    assert rejected.status is ApprovalStatus.REJECTED
    assert "next to each other" in rejected.reason
    assert quality.quality is Quality.YELLOW
    assert category.category is Category.MARKETING
    assert (components.body or "").startswith("Thank you for your order, {{1}}!")


def _notice(**value: JsonValue) -> Notice:
    named: dict[str, JsonValue] = {"message_template_name": "a", "message_template_language": "en"}
    return Notice(topic="message_template_status_update", account_id="2001", content={**named, **value})


@pytest.mark.parametrize("word", [*STATUSES, "SOMETHING_NEW"])
def test_every_event_has_a_status(word: str) -> None:
    news = template_news(_notice(event=word))
    assert news is not None
    assert news.status is STATUSES.get(word, ApprovalStatus.UNKNOWN)


@pytest.mark.parametrize(
    "notice",
    [
        _notice(event="FLAGGED"),
        _notice(event="APPROVED", message_template_name=""),
        _notice(event="APPROVED", message_template_language=None),
        _notice(event="APPROVED").model_copy(update={"account_id": ""}),
        _notice(event="APPROVED").model_copy(update={"topic": "account_update"}),
    ],
)
def test_what_says_nothing_about_a_template_is_no_news(notice: Notice) -> None:
    assert template_news(notice) is None
