"""Templates in Meta's words: the components that we submit, and what stands in those that Meta lists.

Source: Meta, "Templates: components" and "Authentication templates: copy code button" (2026-05), where nothing else is
named.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from pydantic import JsonValue

from common.channels.wire import as_list, as_object
from common.models.message import ButtonKind, HeaderFormat
from common.models.placeholders import fill_in, names_in
from common.models.template import (
    AUTHENTICATION_ADVICE,
    AUTHENTICATION_BODY,
    EXPIRY_FOOTER,
    Category,
    Template,
    TemplateButton,
    TemplateHeader,
    is_positional,
    provider_names,
    provider_text,
)

_BUTTON_TYPES: Final[Mapping[str, ButtonKind]] = {
    "QUICK_REPLY": ButtonKind.QUICK_REPLY,
    "URL": ButtonKind.URL,
    "PHONE_NUMBER": ButtonKind.PHONE,
    "COPY_CODE": ButtonKind.COPY_CODE,
}
_KNOWN: Final = frozenset({"HEADER", "BODY", "FOOTER", "BUTTONS"})
_DEFAULT_CODE_LABEL: Final = "Copy offer code"
_EXAMPLE: Final = "example"


class NotOurs(ValueError):
    """A template has a part that we have no word for."""


def parameter_format(template: Template) -> str:
    """Whether header and body name their variables or number them; addresses are always numbered."""
    header = template.header.text if template.header else ""
    return "POSITIONAL" if is_positional(names_in(header + template.body)) else "NAMED"


def components_of(template: Template, header_handle: str = "") -> list[JsonValue]:
    """The components that make the template at Meta.

    Args:
        template: one without faults.
        header_handle: of the uploaded file that the header shows; empty where it shows none.
    """
    if template.category is Category.AUTHENTICATION:
        return _authentication(template)
    parts: list[JsonValue] = []
    if template.header:
        parts.append(_header(template.header, template.variables, header_handle))
    body: dict[str, JsonValue] = {"type": "BODY", "text": provider_text(template.body)}
    if names_in(template.body):
        body["example"] = _examples(template.body, template.variables, "body_text", nested=True)
    parts.append(body)
    if template.footer:
        parts.append({"type": "FOOTER", "text": template.footer})
    if template.buttons:
        parts.append({"type": "BUTTONS", "buttons": [_button(b, template.variables) for b in template.buttons]})
    return parts


def _authentication(template: Template) -> list[JsonValue]:
    advised = template.body.endswith(AUTHENTICATION_ADVICE)
    minutes = EXPIRY_FOOTER.fullmatch(template.footer)
    button: dict[str, JsonValue] = {"type": "OTP", "otp_type": "COPY_CODE"}
    if template.buttons and template.buttons[0].text:
        button["text"] = template.buttons[0].text
    parts: list[JsonValue] = [{"type": "BODY", "add_security_recommendation": advised}]
    if minutes:
        parts.append({"type": "FOOTER", "code_expiration_minutes": int(minutes[1])})
    return [*parts, {"type": "BUTTONS", "buttons": [button]}]


def _header(header: TemplateHeader, variables: Mapping[str, str], handle: str) -> JsonValue:
    part: dict[str, JsonValue] = {"type": "HEADER", "format": header.format.upper()}
    if header.format is HeaderFormat.TEXT:
        part["text"] = provider_text(header.text)
        if names_in(header.text):
            part["example"] = _examples(header.text, variables, "header_text", nested=False)
    elif handle:
        part["example"] = {"header_handle": [handle]}
    return part


def _examples(text: str, variables: Mapping[str, str], field: str, *, nested: bool) -> JsonValue:
    named = provider_names(text)
    if not is_positional(named):
        pairs: list[JsonValue] = [{"param_name": name, "example": variables.get(name, "")} for name in named]
        return {f"{field}_named_params": pairs}
    ordered: list[JsonValue] = [variables.get(ours, "") for ours in sorted(named, key=int)]
    return {field: [ordered] if nested else ordered}


def _button(button: TemplateButton, variables: Mapping[str, str]) -> JsonValue:
    match button.kind:
        case ButtonKind.URL:
            names = names_in(button.url)
            if not names:
                return {"type": "URL", "text": button.text, "url": button.url}
            return {
                "type": "URL",
                "text": button.text,
                "url": fill_in(button.url, dict.fromkeys(names, "{{1}}")),
                "example": [fill_in(button.url, variables)],
            }
        case ButtonKind.PHONE:
            return {"type": "PHONE_NUMBER", "text": button.text, "phone_number": button.phone}
        case ButtonKind.COPY_CODE:
            return {"type": "COPY_CODE", "example": fill_in(button.code, variables)}
        case _:
            return {"type": "QUICK_REPLY", "text": button.text}


def same_parts(template: Template, components: Sequence[JsonValue]) -> bool:
    """Whether Meta's components say what the template says; examples do not matter."""
    ours = components_of(template)
    if template.category is Category.AUTHENTICATION:
        return _authentication_choices(ours) == _authentication_choices(components)
    return _shape(ours) == _shape(components)


def _shape(components: Sequence[JsonValue]) -> dict[str, object]:
    shape: dict[str, object] = {}
    for raw in components:
        part = as_object(raw)
        type_ = _word(part, "type")
        if type_ == "BUTTONS":
            shape[type_] = [_button_shape(as_object(button)) for button in as_list(part.get("buttons"))]
        elif type_ == "HEADER":
            shape[type_] = (_word(part, "format") or "TEXT", _text(part, "text").strip())
        else:
            shape[type_] = _text(part, "text").strip()
    return shape


def _button_shape(button: Mapping[str, JsonValue]) -> tuple[str, ...]:
    type_ = _word(button, "type")
    if type_ == "COPY_CODE":
        return (type_,)
    phone = "".join(c for c in _text(button, "phone_number") if c.isdigit())
    return (type_, _text(button, "text"), _text(button, "url"), phone)


def _authentication_choices(components: Sequence[JsonValue]) -> tuple[bool, int]:
    parts = {_word(as_object(raw), "type"): as_object(raw) for raw in components}
    minutes = parts.get("FOOTER", {}).get("code_expiration_minutes")
    advised = bool(parts.get("BODY", {}).get("add_security_recommendation"))
    return advised, minutes if isinstance(minutes, int) else 0


def content_from(category: Category, components: Sequence[JsonValue]) -> dict[str, object]:
    """The fields of a template that says what Meta's components say.

    Numbers are counted over the whole template with us, and in each part anew at Meta: those of header and addresses
    are put behind the body's.

    Raises:
        NotOurs: they hold a part that we have no word for; the sentence names it.
    """
    parts = {_word(as_object(raw), "type"): as_object(raw) for raw in components}
    strange = sorted(set(parts) - _KNOWN)
    if strange:
        raise NotOurs(f"It has a part of type {strange[0].lower() or 'unknown'}, which can only be used at WhatsApp.")
    if category is Category.AUTHENTICATION:
        return _authentication_from(components, parts)
    reading = _Reading()
    body = _text(parts.get("BODY", {}), "text")
    reading.learn(body, parts.get("BODY", {}), "body_text")
    header = reading.header(parts["HEADER"]) if "HEADER" in parts else None
    buttons = [reading.button(as_object(raw)) for raw in as_list(parts.get("BUTTONS", {}).get("buttons"))]
    return {
        "header": header,
        "body": body,
        "footer": _text(parts.get("FOOTER", {}), "text"),
        "buttons": buttons,
        "variables": reading.variables,
    }


def _authentication_from(
    components: Sequence[JsonValue], parts: Mapping[str, Mapping[str, JsonValue]]
) -> dict[str, object]:
    advised, minutes = _authentication_choices(components)
    buttons = as_list(parts.get("BUTTONS", {}).get("buttons"))
    if len(buttons) != 1:
        raise NotOurs("It has other buttons than the one that copies the code.")
    label = _text(as_object(buttons[0]), "text")
    return {
        "header": None,
        "body": AUTHENTICATION_BODY + (AUTHENTICATION_ADVICE if advised else ""),
        "footer": f"This code expires in {minutes} minutes." if minutes else "",
        "buttons": [TemplateButton(kind=ButtonKind.OTP, text=label, code="{{1}}")],
        "variables": {"1": "123456"},
    }


class _Reading:
    """Collects the examples of a template's variables while its parts are read, under names of ours."""

    def __init__(self) -> None:
        self.variables: dict[str, str] = {}

    def learn(self, text: str, part: Mapping[str, JsonValue], field: str) -> None:
        """Takes the examples of a part whose names stay."""
        names = names_in(text)
        examples = as_object(part.get("example"))
        named = {
            _text(as_object(raw), "param_name"): _text(as_object(raw), "example")
            for raw in as_list(examples.get(f"{field}_named_params"))
        }
        listed = as_list(examples.get(field))
        listed = as_list(listed[0]) if listed and isinstance(listed[0], list) else listed
        in_order = sorted(names, key=int) if is_positional(names) else []
        numbered = dict(zip(in_order, (str(each) for each in listed), strict=False))
        for name in names:
            self.variables[name] = named.get(name) or numbered.get(name) or _EXAMPLE

    def fresh(self, word: str) -> str:
        """A name that is free: the next number where variables are numbered, else a word."""
        if is_positional(self.variables):
            return str(len(self.variables) + 1)
        return next(n for n in (word, *(f"{word}_{i}" for i in range(2, 12))) if n not in self.variables)

    def header(self, part: Mapping[str, JsonValue]) -> TemplateHeader:
        format_ = (_word(part, "format") or "TEXT").lower()
        if format_ not in set(HeaderFormat):
            raise NotOurs(f"It has a header of format {format_}, which can only be used at WhatsApp.")
        if format_ != HeaderFormat.TEXT:
            return TemplateHeader(format=HeaderFormat(format_))
        text = _text(part, "text")
        if names_in(text) and is_positional(names_in(text)):
            name = self.fresh("header")
            examples = as_list(as_object(part.get("example")).get("header_text"))
            self.variables[name] = str(examples[0]) if examples else _EXAMPLE
            text = fill_in(text, dict.fromkeys(names_in(text), f"{{{{{name}}}}}"))
        else:
            self.learn(text, part, "header_text")
        return TemplateHeader(format=HeaderFormat.TEXT, text=text)

    def button(self, part: Mapping[str, JsonValue]) -> TemplateButton:
        type_ = _word(part, "type")
        kind = _BUTTON_TYPES.get(type_)
        if kind is None:
            raise NotOurs(f"It has a button of type {type_.lower() or 'unknown'}, which can only be used at WhatsApp.")
        text, url = _text(part, "text"), _text(part, "url")
        examples = part.get("example")
        if kind is ButtonKind.COPY_CODE:
            code = examples if isinstance(examples, str) else "".join(str(e) for e in as_list(examples)[:1])
            return TemplateButton(kind=kind, text="" if text == _DEFAULT_CODE_LABEL else text, code=code)
        if kind is ButtonKind.URL and names_in(url):
            name = self.fresh("link")
            fixed = url[: url.index("{{")]
            told = "".join(str(e) for e in as_list(examples)[:1])
            self.variables[name] = told.removeprefix(fixed) or _EXAMPLE
            url = f"{fixed}{{{{{name}}}}}"
        return TemplateButton(kind=kind, text=text, url=url, phone=_text(part, "phone_number"))


def _text(part: Mapping[str, JsonValue], name: str) -> str:
    value = part.get(name)
    return value if isinstance(value, str) else ""


def _word(part: Mapping[str, JsonValue], name: str) -> str:
    return _text(part, name).upper()
