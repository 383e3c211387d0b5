"""Message templates of a WhatsApp business account: creating, approval, listing, and what a message makes of one.

Source: Meta, message templates overview and components, read 2026-05.
"""

import base64
import json
import re
import secrets
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from infra.local.simulators.contracts import Json
from infra.local.simulators.graph.errors import GraphError
from infra.local.simulators.graph.schemas import Template as SentTemplateObject
from infra.local.simulators.graph.schemas import TemplateComponent, parse
from infra.local.simulators.phones import Button
from infra.local.simulators.store import Records

VARIABLE = re.compile(r"\{\{\s*([A-Za-z0-9_]+)\s*\}\}")
TEXT_LIMITS = {"HEADER": 60, "BODY": 1024, "FOOTER": 60}
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

    def component(self, type_: str) -> Json | None:
        """The component of that type."""
        return next((c for c in self.components if str(c.get("type", "")).upper() == type_), None)

    def as_json(self) -> Json:
        """As the Graph API lists it."""
        return self.model_dump(exclude={"waba_id"})


class NewTemplate(BaseModel):
    """The body of `POST /{waba_id}/message_templates`."""

    name: Annotated[str, Field(pattern=r"^[a-z0-9_]{1,512}$")]
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}(_[A-Z]{2,3})?$")]
    category: Literal["MARKETING", "UTILITY", "AUTHENTICATION"]
    parameter_format: Literal["POSITIONAL", "NAMED"] = "POSITIONAL"
    components: list[Json]


class Templates:
    """Every template of every account."""

    def __init__(self, records: Records) -> None:
        self._records = records
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

    def create(self, waba_id: str, body: Json) -> Template:
        """A new template, pending.

        Raises:
            GraphError: Meta would not take it.
        """
        new = parse(NewTemplate, body)
        if self.find(waba_id, new.name, new.language) is not None:
            raise GraphError(100, "Content in this language already exists", subcode=2388024)
        check_components(new.components)
        template = Template(id=_new_id(), waba_id=waba_id, status="PENDING", **new.model_dump())
        self.keep(template)
        return template

    def edit(self, template: Template, body: Json) -> None:
        """Changes the components or the category and submits it again.

        Raises:
            GraphError: Meta would not take it.
        """
        merged = parse(NewTemplate, {**template.model_dump(), **body, "name": template.name})
        check_components(merged.components)
        template.components, template.category, template.status = merged.components, merged.category, "PENDING"
        self.keep(template)

    def review(self, template: Template) -> None:
        """Meta's decision."""
        refused = REJECTED_WORD in template.name
        template.status = "REJECTED" if refused else "APPROVED"
        template.rejected_reason = "INVALID_FORMAT" if refused else "NONE"
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


def check_components(components: list[Json]) -> None:
    """Checks lengths, the body, variables and their examples.

    Raises:
        GraphError: Meta would not take it.
    """
    types = [str(c.get("type", "")).upper() for c in components]
    if types.count("BODY") != 1:
        raise GraphError(100, "A template needs exactly one BODY component", subcode=2388043)
    for component, type_ in zip(components, types, strict=True):
        text = str(component.get("text", ""))
        limit = TEXT_LIMITS.get(type_)
        if limit is not None and len(text) > limit:
            raise GraphError(100, f"{type_} may have at most {limit} characters", subcode=2388040)
        names = VARIABLE.findall(text)
        if names and type_ == "FOOTER":
            raise GraphError(100, "FOOTER takes no variables", subcode=2388047)
        if names and not component.get("example"):
            raise GraphError(100, f"{type_} needs an example for each variable", subcode=2388043)
        positions = sorted({int(n) for n in names if n.isdigit()})
        if positions and positions != list(range(1, len(positions) + 1)):
            raise GraphError(100, "Variables must be {{1}}, {{2}} ... without a gap", subcode=2388073)
        if type_ == "BODY" and (text.startswith("{{") or text.endswith("}}")):
            raise GraphError(100, "Variables can't be at the start or end of the template", subcode=2388299)
        if type_ == "BUTTONS" and len(component.get("buttons", [])) > 10:
            raise GraphError(100, "A template may have at most 10 buttons", subcode=2388040)


def require_approved(template: Template | None, sent: SentTemplateObject) -> Template:
    """The template of a message that is to be sent.

    Raises:
        GraphError: it does not exist, or is not approved.
    """
    if template is None or template.status in {"PENDING", "REJECTED"}:
        raise GraphError(132001, f"template name ({sent.name}) does not exist in {sent.language.code}")
    if template.status == "PAUSED":
        raise GraphError(132015, f"template ({sent.name}) is paused")
    if template.status == "DISABLED":
        raise GraphError(132016, f"template ({sent.name}) is disabled")
    return template


def render(template: Template, sent: SentTemplateObject) -> tuple[str, list[Button]]:
    """The text and buttons that the phone shows.

    Raises:
        GraphError: parameters missing, too many, empty or of the wrong form.
    """
    given = {c.type.lower(): c for c in sent.components if c.type.lower() != "button"}
    lines = [
        _fill(template, component, given.get(type_.lower()))
        for type_ in ("HEADER", "BODY", "FOOTER")
        if (component := template.component(type_)) is not None
    ]
    buttons = (template.component("BUTTONS") or {}).get("buttons", [])
    payloads = {c.index: c for c in sent.components if c.type.lower() == "button"}
    shown = [_button(position, button, payloads.get(position)) for position, button in enumerate(buttons)]
    return "\n".join(line for line in lines if line), shown


def _fill(template: Template, component: Json, given: TemplateComponent | None) -> str:
    text = str(component.get("text", ""))
    names = list(dict.fromkeys(VARIABLE.findall(text)))
    parameters = given.parameters if given else []
    part = str(component["type"]).lower()
    if str(component.get("format", "TEXT")).upper() != "TEXT":
        if len(parameters) != 1:
            raise GraphError(132012, f"{part}: Format mismatch, expected {component['format']}, received UNKNOWN")
        return ""
    if len(parameters) != len(names):
        details = f"{part}: number of localizable_params ({len(parameters)}) does not match the expected number of "
        raise GraphError(132000, f"{details}params ({len(names)})")
    values: dict[str, str] = {}
    for position, parameter in enumerate(parameters):
        if parameter.get("type") == "text" and not str(parameter.get("text", "")).strip():
            raise GraphError(131008, f"Parameter of type text is missing text value ({part}, {position})")
        if template.parameter_format == "NAMED" and "parameter_name" not in parameter:
            raise GraphError(100, "Parameter name is missing or empty")
        name = str(parameter["parameter_name"]) if template.parameter_format == "NAMED" else str(position + 1)
        values[name] = _shown(parameter)
    if missing := set(names) - set(values):
        raise GraphError(132000, f"{part}: no value for {', '.join(sorted(missing))}")
    return VARIABLE.sub(lambda match: values[match.group(1)], text)


def _shown(parameter: Json) -> str:
    kind = str(parameter.get("type", "text"))
    value = parameter.get(kind)
    if isinstance(value, dict):
        return str(value.get("fallback_value", json.dumps(value)))
    return str(value)


def _button(position: int, button: Json, given: TemplateComponent | None) -> Button:
    title = str(button.get("text", ""))
    parameters = given.parameters if given else []
    if str(button.get("type")).upper() == "URL":
        url = str(button.get("url", ""))
        if VARIABLE.search(url):
            if len(parameters) != 1:
                raise GraphError(131008, f"Button at index {position} of type Url requires a parameter")
            url = VARIABLE.sub(str(parameters[0].get("text", "")), url)
        return Button(kind="url", title=title, url=url)
    if str(button.get("type")).upper() == "QUICK_REPLY":
        payload = str(parameters[0].get("payload", title)) if parameters else title
        return Button(kind="quick_reply", title=title, payload=payload)
    return Button(kind=str(button.get("type", "button")).lower(), title=title)
