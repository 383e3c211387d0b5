"""What a message makes of an approved template, and the parameters that Meta refuses.

Source: Meta, message templates components and Cloud API error codes, read 2026-05.
"""

import re
from typing import NamedTuple

from infra.local.simulators.contracts import Json
from infra.local.simulators.graph.errors import GraphError
from infra.local.simulators.graph.schemas import Location, MediaObject, TemplateComponent, parse
from infra.local.simulators.graph.schemas import Template as SentTemplateObject
from infra.local.simulators.graph.template_rules import VARIABLE
from infra.local.simulators.graph.templates import Template
from infra.local.simulators.phones import Button

MEDIA_FORMATS = {"IMAGE", "VIDEO", "DOCUMENT"}
_BROKEN = re.compile(r"[\n\t]| {5}")


class Rendered(NamedTuple):
    """What the phone shows."""

    text: str
    buttons: list[Button]
    header: MediaObject | None = None
    """The file above the text."""
    header_kind: str = ""
    """What the file is."""
    location: Location | None = None
    """The place above the text."""


def require_approved(template: Template | None, sent: SentTemplateObject) -> Template:
    """The template of a message that is to be sent.

    Raises:
        GraphError: it does not exist, or is not approved.
    """
    if template is not None and template.status == "PAUSED":
        raise GraphError(132015, f"template ({sent.name}) is paused")
    if template is not None and template.status == "DISABLED":
        raise GraphError(132016, f"template ({sent.name}) is disabled")
    if template is None or not template.sendable:
        raise GraphError(132001, f"template name ({sent.name}) does not exist in {sent.language.code}")
    return template


def render(template: Template, sent: SentTemplateObject) -> Rendered:
    """The text and buttons that the phone shows.

    Raises:
        GraphError: parameters missing, too many, empty or of the wrong form.
    """
    given = {c.type.lower(): c for c in sent.components if c.type.lower() != "button"}
    components = template.sent_components
    parts = {str(c.get("type", "")).upper(): c for c in components}
    header = _header(parts.get("HEADER"), given.get("header"))
    texts = [t for t in ("HEADER", "BODY", "FOOTER") if t in parts and _format(parts[t]) == "TEXT"]
    lines = [header.text, *(_fill(template, parts[type_], given.get(type_.lower())) for type_ in texts)]
    buttons = parts.get("BUTTONS", {}).get("buttons", [])
    sent_buttons = {c.index: c for c in sent.components if c.type.lower() == "button"}
    if stray := set(sent_buttons) - set(range(len(buttons))):
        raise GraphError(132012, f"buttons: there is no button at index {min(map(str, stray))}")
    shown = [_button(position, button, sent_buttons.get(position)) for position, button in enumerate(buttons)]
    return header._replace(text="\n".join(line for line in lines if line), buttons=shown)


def _format(component: Json) -> str:
    return str(component.get("format", "TEXT")).upper()


def _header(component: Json | None, given: TemplateComponent | None) -> Rendered:
    """A header that is a file or a place."""
    format_ = _format(component) if component else "TEXT"
    if format_ == "TEXT":
        if component is None and given is not None and given.parameters:
            raise GraphError(132000, "header: number of localizable_params (1) does not match the expected (0)")
        return Rendered("", [])
    parameters = given.parameters if given else []
    kind = str(parameters[0].get("type", "")).lower() if parameters else "unknown"
    if len(parameters) != 1 or kind != format_.lower():
        raise GraphError(132012, f"header: Format mismatch, expected {format_}, received {kind.upper()}")
    content = parameters[0].get(kind)
    at = ("template", "components", 0, "parameters", 0, kind)
    if format_ in MEDIA_FORMATS:
        media = parse(MediaObject, content, at)
        if (media.id is None) == (media.link is None):
            raise GraphError(131008, f"header: {kind} needs exactly one of id and link")
        return Rendered("", [], header=media, header_kind=kind)
    place = parse(Location, content, at)
    return Rendered(", ".join(part for part in (place.name, place.address) if part), [], location=place)


def _fill(template: Template, component: Json, given: TemplateComponent | None) -> str:
    text = str(component.get("text", ""))
    names = list(dict.fromkeys(VARIABLE.findall(text)))
    parameters = given.parameters if given else []
    part = str(component["type"]).lower()
    if len(parameters) != len(names):
        details = f"{part}: number of localizable_params ({len(parameters)}) does not match the expected number of "
        raise GraphError(132000, f"{details}params ({len(names)})")
    values: dict[str, str] = {}
    for position, parameter in enumerate(parameters):
        kind = str(parameter.get("type", ""))
        if kind not in {"text", "currency", "date_time"}:
            raise GraphError(132012, f"{part}: Format mismatch, expected TEXT, received {kind.upper() or 'UNKNOWN'}")
        if kind == "text" and not str(parameter.get("text", "")).strip():
            raise GraphError(131008, f"Parameter of type text is missing text value ({part}, {position})")
        if kind == "text" and _BROKEN.search(str(parameter["text"])):
            details = "Param text cannot have new-line/tab characters or more than 4 consecutive spaces"
            raise GraphError(132018, details)
        if template.parameter_format == "NAMED" and "parameter_name" not in parameter:
            raise GraphError(100, "Parameter name is missing or empty")
        name = str(parameter["parameter_name"]) if template.parameter_format == "NAMED" else str(position + 1)
        values[name] = _shown(parameter)
    if missing := set(names) - set(values):
        raise GraphError(132000, f"{part}: no value for {', '.join(sorted(missing))}")
    filled = VARIABLE.sub(lambda match: values[match.group(1)], text)
    if part == "body" and len(filled) > 1024:
        raise GraphError(132005, f"body: the translated text has {len(filled)} characters")
    return filled


def _shown(parameter: Json) -> str:
    kind = str(parameter.get("type", "text"))
    value = parameter.get(kind)
    return str(value.get("fallback_value", "")) if isinstance(value, dict) else str(value)


def _button(position: int, button: Json, given: TemplateComponent | None) -> Button:
    title, type_ = str(button.get("text", "")), str(button.get("type", "")).upper()
    parameters = given.parameters if given else []
    sub_type = (given.sub_type or "").lower() if given else ""
    if given is not None and sub_type != type_.lower():
        raise GraphError(132012, f"buttons: Button at index {position} is of type {type_}, not {sub_type.upper()}")
    if type_ == "URL":
        url = str(button.get("url", ""))
        if VARIABLE.search(url):
            if len(parameters) != 1 or not str(parameters[0].get("text", "")):
                raise GraphError(131008, f"Button at index {position} of type Url requires a parameter")
            suffix = str(parameters[0]["text"])
            url = VARIABLE.sub(lambda _: suffix, url)
        elif parameters:
            raise GraphError(132018, f"buttons: Button at index {position} of type Url does not require parameters")
        return Button(kind="url", title=title, url=url)
    if type_ == "COPY_CODE":
        if len(parameters) != 1 or not str(parameters[0].get("coupon_code", "")):
            raise GraphError(131008, f"Button at index {position} of type copy_code requires a coupon_code")
        return Button(kind="copy_code", title=title or "Copy offer code", payload=str(parameters[0]["coupon_code"]))
    if type_ == "QUICK_REPLY":
        payload = str(parameters[0].get("payload", title)) if parameters else title
        return Button(kind="quick_reply", title=title, payload=payload)
    return Button(kind=type_.lower(), title=title, url=f"tel:{button.get('phone_number', '')}")
