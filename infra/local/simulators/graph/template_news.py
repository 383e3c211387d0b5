"""What Meta tells the business about its templates, and the local calls that make Meta say it.

The bodies are in the shapes recorded in `pywa-updates`; a pause is as Meta's reference describes it (2026-04-13).
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from infra.local.simulators.contracts import Clock, Json
from infra.local.simulators.graph.templates import Template, Templates
from infra.local.simulators.graph.webhooks import encode
from infra.local.simulators.hooks import Webhooks
from infra.local.simulators.phone_api import problem, read_body, with_problems
from infra.local.simulators.phones import Phones

REVIEW_DELAY_S = 0.2
STATUSES = Literal[
    "APPROVED", "REJECTED", "PENDING", "PAUSED", "DISABLED", "IN_APPEAL", "LIMIT_EXCEEDED", "ARCHIVED", "DELETED"
]


class _Which(BaseModel):
    """Which of the templates of a name."""

    model_config = ConfigDict(extra="forbid")

    language: str | None = None
    """Left out, in every language."""
    waba_id: str | None = None
    """Left out, of every account."""


class StatusOrder(_Which):
    """What Meta is to say about a template's status."""

    status: STATUSES
    reason: Annotated[str, Field(max_length=300)] = "NONE"
    """Meta's word for a rejection's reason, or a sentence about a pause."""


class QualityOrder(_Which):
    """What Meta is to say about a template's quality."""

    quality: Literal["GREEN", "YELLOW", "RED", "UNKNOWN"]


class CategoryOrder(_Which):
    """What Meta is to file a template under."""

    category: Literal["MARKETING", "UTILITY", "AUTHENTICATION"]


class TemplateNews:
    """Sends the webhooks about templates."""

    def __init__(self, *, phones: Phones, templates: Templates, hooks: Webhooks, clock: Clock) -> None:
        self._phones = phones
        self._templates = templates
        self._hooks = hooks
        self._clock = clock

    def routes(self) -> list[Route]:
        """The local calls, relative to `/local/templates`."""
        table = (("status", self._set_status), ("quality", self._set_quality), ("category", self._set_category))
        return [Route(f"/{{name}}/{what}", with_problems(handler), methods=["POST"]) for what, handler in table]

    def begin_review(self, template: Template) -> None:
        """Has Meta decide a moment later."""
        self._hooks.run(self._review(template))

    async def _review(self, template: Template) -> None:
        await self._clock.wait_until(self._clock.now() + REVIEW_DELAY_S)
        edited = template.before is not None
        self._templates.review(template)
        if edited and template.status == "APPROVED":
            self._tell(template, "message_template_components_update", _components_value(template))
        self.tell_status(template)

    def tell_status(self, template: Template) -> None:
        """Meta's word on the status as it is."""
        value: Json = {
            "event": template.status,
            **_named(template),
            "reason": template.rejected_reason,
            "message_template_category": template.category,
        }
        if template.status == "PAUSED":
            value |= {"reason": "NONE", "other_info": {"title": "FIRST_PAUSE", "description": template.rejected_reason}}
        self._tell(template, "message_template_status_update", value)

    def _tell(self, template: Template, field: str, value: Json) -> None:
        urls: set[str] = set()
        for channel in self._phones.channels.of_waba(template.waba_id):
            if channel.webhook_url not in urls:
                urls.add(channel.webhook_url)
                self._hooks.submit(channel.id, encode(channel, field, value, time_s=self._clock.now()))

    async def _set_status(self, request: Request) -> Response:
        order = await read_body(StatusOrder, request)
        found = self._chosen(request, order)
        for template in found:
            template.status, template.rejected_reason = order.status, order.reason
            if order.status == "DELETED":
                self._templates.delete(template.waba_id, template.name, template.id)
            else:
                self._templates.keep(template)
            self.tell_status(template)
        return _answer(found)

    async def _set_quality(self, request: Request) -> Response:
        order = await read_body(QualityOrder, request)
        found = self._chosen(request, order)
        for template in found:
            value = {"previous_quality_score": template.quality, "new_quality_score": order.quality, **_named(template)}
            template.quality = order.quality
            self._templates.keep(template)
            self._tell(template, "message_template_quality_update", value)
        return _answer(found)

    async def _set_category(self, request: Request) -> Response:
        order = await read_body(CategoryOrder, request)
        found = self._chosen(request, order)
        for template in found:
            value = {**_named(template), "previous_category": template.category, "new_category": order.category}
            template.category = order.category
            self._templates.keep(template)
            self._tell(template, "template_category_update", value)
        return _answer(found)

    def _chosen(self, request: Request, which: _Which) -> list[Template]:
        return [
            template
            for template in self._templates.named(str(request.path_params["name"]))
            if which.language in {None, template.language} and which.waba_id in {None, template.waba_id}
        ]


def _answer(found: list[Template]) -> Response:
    if not found:
        return problem(404, "unknown_template", "No account has a template of this name.")
    return JSONResponse([{"waba_id": t.waba_id, **t.as_json()} for t in found])


def _named(template: Template) -> Json:
    return {
        "message_template_id": int(template.id),
        "message_template_name": template.name,
        "message_template_language": template.language,
    }


def _components_value(template: Template) -> Json:
    value = _named(template)
    for type_, name in (("HEADER", "title"), ("BODY", "element"), ("FOOTER", "footer")):
        component = template.component(type_)
        if component is not None and "text" in component:
            value[f"message_template_{name}"] = component["text"]
    return value
