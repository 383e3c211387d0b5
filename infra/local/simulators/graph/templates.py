"""Message templates of a WhatsApp business account: creating, changing, approval, listing and deleting.

Source: Meta, message templates overview and components, read 2026-05.
"""

import base64
import secrets
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from infra.local.simulators.contracts import Json
from infra.local.simulators.graph.errors import GraphError
from infra.local.simulators.graph.schemas import parse
from infra.local.simulators.graph.template_rules import check_components, kept_components
from infra.local.simulators.limits import Buckets
from infra.local.simulators.store import Records

SENDABLE = {"APPROVED", "LIMIT_EXCEEDED", "FLAGGED", "IN_APPEAL"}
EDITABLE = {"APPROVED", "REJECTED", "PAUSED"}
CREATES_WINDOW_S = 3600.0
REJECTED_WORD = "reject"
"""A template with this word in its name is rejected, so that a person can see that happen."""


class Template(BaseModel):
    """One template in one language."""

    id: str
    waba_id: str
    name: str
    language: str
    category: str
    status: str
    parameter_format: str
    components: list[Json]
    rejected_reason: str = "NONE"
    quality: str = "UNKNOWN"
    before: list[Json] | None = None
    """What an edit replaces; goes on being sent until the edit is approved."""

    @property
    def sendable(self) -> bool:
        """Whether messages can be made of it; an approved one stays so while an edit of it is reviewed."""
        return self.status in SENDABLE or (self.status == "PENDING" and self.before is not None)

    @property
    def sent_components(self) -> list[Json]:
        """The components that messages are made of."""
        return self.components if self.before is None else self.before

    def component(self, type_: str) -> Json | None:
        """The component of that type."""
        return next((c for c in self.components if str(c.get("type", "")).upper() == type_), None)

    def as_json(self) -> Json:
        """As the Graph API lists it."""
        listed = self.model_dump(exclude={"waba_id", "quality", "before"})
        return {**listed, "quality_score": {"score": self.quality}}


class NewTemplate(BaseModel):
    """The body of `POST /{waba_id}/message_templates`."""

    name: Annotated[str, Field(pattern=r"^[a-z0-9_]{1,512}$")]
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}(_[A-Z]{2,3})?$")]
    category: Literal["MARKETING", "UTILITY", "AUTHENTICATION"]
    parameter_format: Literal["POSITIONAL", "NAMED"] = "POSITIONAL"
    components: list[Json]


class Templates:
    """Every template of every account."""

    def __init__(self, records: Records, creates: Buckets) -> None:
        """Args:
        creates: how many templates an account may make.
        """
        self._records = records
        self._creates = creates
        self._templates = {t.id: t for t in map(Template.model_validate_json, records.load("template"))}

    def ensure_hello_world(self, waba_id: str) -> None:
        """Gives an account the approved template that Meta puts into every test account."""
        if self.find(waba_id, "hello_world", "en_US") is None:
            body = "Welcome and congratulations!! This message demonstrates your ability to send a message."
            components: list[Json] = [
                {"type": "HEADER", "format": "TEXT", "text": "Hello World"},
                {"type": "BODY", "text": body},
            ]
            self.keep(
                Template(
                    id=_new_id(),
                    waba_id=waba_id,
                    name="hello_world",
                    language="en_US",
                    category="UTILITY",
                    status="APPROVED",
                    parameter_format="POSITIONAL",
                    components=components,
                )
            )

    def ensure(self, template: Json) -> None:
        """Keeps a template as it is given, unless there is one of that name in that language."""
        given = Template.model_validate(template)
        if self.find(given.waba_id, given.name, given.language) is None:
            self.keep(given)

    def create(self, waba_id: str, body: Json) -> Template:
        """A new template, pending.

        Raises:
            GraphError: Meta would not take it.
        """
        body = {**body, "category": str(body.get("category", "")).upper()}
        new = parse(NewTemplate, {**body, "parameter_format": str(body.get("parameter_format", "POSITIONAL")).upper()})
        if self._creates.take(waba_id) > 0:
            details = "There have been too many calls to this WhatsApp Business account. Wait a bit and try again."
            raise GraphError(80008, details)
        if self.find(waba_id, new.name, new.language) is not None:
            raise GraphError(100, "Content in this language already exists", subcode=2388024)
        check_components(new.components, new.parameter_format, new.category)
        kept = kept_components(new.components, new.category)
        template = Template(id=_new_id(), waba_id=waba_id, status="PENDING", **{**new.model_dump(), "components": kept})
        self.keep(template)
        return template

    def edit(self, template: Template, body: Json) -> None:
        """Changes the components or the category and submits it again.

        Raises:
            GraphError: Meta would not take it.
        """
        if template.status not in EDITABLE:
            details = f"A template can be edited while it is approved, rejected or paused, not {template.status}"
            raise GraphError(100, details, subcode=2388052)
        asked = str(body.get("category", template.category)).upper()
        if template.status == "APPROVED" and asked != template.category:
            raise GraphError(100, "The category of an approved template cannot be changed", subcode=2388052)
        components = body.get("components", template.components)
        names = _format_of(components)
        merged = parse(
            NewTemplate,
            {
                **template.model_dump(),
                "components": components,
                "category": asked,
                "parameter_format": names or template.parameter_format,
            },
        )
        check_components(merged.components, merged.parameter_format, merged.category)
        if template.status == "APPROVED":
            template.before = template.components
        template.components = kept_components(merged.components, merged.category)
        template.parameter_format = merged.parameter_format
        template.category, template.status = merged.category, "PENDING"
        self.keep(template)

    def review(self, template: Template) -> None:
        """Meta's decision."""
        refused = REJECTED_WORD in template.name
        template.status = "REJECTED" if refused else "APPROVED"
        template.rejected_reason = "INVALID_FORMAT" if refused else "NONE"
        template.before = None
        self.keep(template)

    def keep(self, template: Template) -> None:
        """Stores a new or changed template."""
        self._templates[template.id] = template
        self._records.put("template", template.id, template.model_dump_json())

    def pending(self) -> list[Template]:
        """Templates that wait for Meta's decision."""
        return [t for t in self._templates.values() if t.status == "PENDING"]

    def find(self, waba_id: str, name: str, language: str) -> Template | None:
        """The template of that name in that language."""
        wanted = (waba_id, name, language)
        return next((t for t in self._templates.values() if (t.waba_id, t.name, t.language) == wanted), None)

    def named(self, name: str) -> list[Template]:
        """The templates of that name, of every account and in every language."""
        return [t for t in self._templates.values() if t.name == name]

    def find_by_id(self, template_id: str) -> Template | None:
        """The template of that id."""
        return self._templates.get(template_id)

    def delete(self, waba_id: str, name: str, template_id: str | None) -> None:
        """Deletes a name in every language, or only one template of it.

        Raises:
            GraphError: there is no such template.
        """
        gone = [
            t
            for t in self._templates.values()
            if t.waba_id == waba_id and t.name == name and template_id in {None, t.id}
        ]
        if not gone:
            raise GraphError(100, "Message template not found", subcode=2593002)
        for template in gone:
            del self._templates[template.id]
            self._records.drop("template", template.id)

    def page(self, waba_id: str, query: dict[str, str], url: str) -> Json:
        """One page of the list, with cursors.

        Args:
            query: `limit`, `after`, `name`, `status`, `language`, `category`, `fields`.
            url: address of the list, without a query.
        """
        chosen = [
            t
            for t in self._templates.values()
            if t.waba_id == waba_id
            and query.get("name", t.name) == t.name
            and query.get("status", t.status) == t.status
            and query.get("language", t.language) == t.language
            and query.get("category", t.category) == t.category
        ]
        limit = max(1, min(int(query.get("limit", "25")), 250))
        start = int(base64.urlsafe_b64decode(query["after"])) if "after" in query else 0
        items = [t.as_json() for t in chosen[start : start + limit]]
        if fields := query.get("fields"):
            wanted = {"id", *fields.split(",")}
            items = [{k: v for k, v in item.items() if k in wanted} for item in items]
        page: Json = {"data": items}
        if items:
            after = _cursor(start + len(items))
            page["paging"] = {"cursors": {"before": _cursor(start), "after": after}}
            if start + len(items) < len(chosen):
                page["paging"]["next"] = f"{url}?limit={limit}&after={after}"
        return page


def _cursor(position: int) -> str:
    return base64.urlsafe_b64encode(str(position).encode()).decode()


def _new_id() -> str:
    return str(secrets.randbelow(9 * 10**15) + 10**15)


def _format_of(components: object) -> str:
    """Whether components name their examples; empty if they have none."""
    text = str(components)
    if "_named_params" in text:
        return "NAMED"
    return "POSITIONAL" if "body_text" in text or "header_text" in text else ""
