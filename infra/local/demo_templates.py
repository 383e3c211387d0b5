"""The templates with which a local stack begins: approved at the simulated Meta, and known to the tenant."""

from datetime import datetime
from typing import Final, NamedTuple

from pydantic import JsonValue

from common.channels.whatsapp.template_parts import components_of, parameter_format
from common.models.ids import TenantId
from common.models.message import ButtonKind, HeaderFormat
from common.models.template import (
    Approval,
    ApprovalStatus,
    Category,
    Quality,
    Template,
    TemplateButton,
    TemplateHeader,
    template_id,
)

AUTHOR: Final = "Seed"


class Business(NamedTuple):
    """A tenant that gets templates."""

    tenant: TenantId
    name: str
    waba_id: str


def templates_of(business: Business, at: datetime) -> list[Template]:
    """The tenant's templates, each approved in its WhatsApp Business Account."""
    site = f"https://{business.tenant}.example"
    return [
        _approved(number, business, content, at)
        for number, content in enumerate(_contents(business.name, site), start=1)
    ]


def at_meta(template: Template, business: Business) -> dict[str, JsonValue]:
    """The template as the simulated Meta keeps it."""
    return {
        "id": template.approvals[business.waba_id].template_id,
        "waba_id": business.waba_id,
        "name": template.name,
        "language": template.language,
        "category": template.category.upper(),
        "status": "APPROVED",
        "parameter_format": parameter_format(template),
        "components": components_of(template),
        "quality": "GREEN",
    }


def _approved(number: int, business: Business, content: dict[str, object], at: datetime) -> Template:
    name, language = str(content["name"]), str(content["language"])
    approval = Approval(
        template_id=f"{business.waba_id}{number:02}",
        status=ApprovalStatus.APPROVED,
        category=Category(str(content["category"])),
        quality=Quality.GREEN,
        submitted_version=1,
        submitted_at=at,
        synced_at=at,
    )
    authorship = {"created_at": at, "created_by": AUTHOR, "updated_at": at, "updated_by": AUTHOR}
    known = {"id": template_id(name, language), "approvals": {business.waba_id: approval}}
    return Template.model_validate({**content, **authorship, **known})


def _contents(business: str, site: str) -> list[dict[str, object]]:
    return [
        {
            "name": "hello",
            "language": "en",
            "category": Category.UTILITY,
            "body": f"Hello {{{{first_name}}}}, this is {business}. You wrote to us, and we have an answer for you.",
            "buttons": [TemplateButton(kind=ButtonKind.QUICK_REPLY, text="Tell me", payload="hello_tell_me")],
            "variables": {"first_name": "Ana"},
        },
        {
            "name": "order_ready",
            "language": "en",
            "category": Category.UTILITY,
            "header": TemplateHeader(format=HeaderFormat.TEXT, text="Order {{order_id}}"),
            "body": "Hello {{first_name}}, your order {{order_id}} is ready. Come by until {{closing_time}} today, or "
            "tell us when we shall bring it.",
            "footer": business,
            "buttons": [
                TemplateButton(kind=ButtonKind.URL, text="See the order", url=f"{site}/orders/{{{{order_id}}}}"),
                TemplateButton(kind=ButtonKind.PHONE, text="Call us", phone="+4930123456"),
                TemplateButton(kind=ButtonKind.QUICK_REPLY, text="I am on my way", payload="on_my_way"),
                TemplateButton(kind=ButtonKind.QUICK_REPLY, text="Bring it, please", payload="bring_it"),
            ],
            "variables": {"first_name": "Ana", "order_id": "4711", "closing_time": "18:00"},
        },
        {
            "name": "spring_sale",
            "language": "en",
            "category": Category.MARKETING,
            "body": f"Hello {{{{first_name}}}}, spring has come to {business}: until Sunday all that is new costs you "
            "20% less. Show this message when you pay.",
            "footer": "Reply STOP to get no more offers.",
            "buttons": [TemplateButton(kind=ButtonKind.URL, text="See what is new", url=f"{site}/spring")],
            "variables": {"first_name": "Ana"},
        },
        {
            "name": "spring_sale",
            "language": "de",
            "category": Category.MARKETING,
            "body": f"Hallo {{{{first_name}}}}, bei {business} ist Frühling: Bis Sonntag kostet alles Neue 20 % "
            "weniger. Zeig diese Nachricht einfach an der Kasse.",
            "footer": "Mit STOP gibt es keine Angebote mehr.",
            "buttons": [TemplateButton(kind=ButtonKind.URL, text="Das ist neu", url=f"{site}/fruehling")],
            "variables": {"first_name": "Ana"},
        },
    ]
